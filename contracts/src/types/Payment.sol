// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDistributor} from "../interfaces/IDistributor.sol";
import {IInvestorRegistry} from "../interfaces/IInvestorRegistry.sol";
import {ITokenOffice} from "../interfaces/ITokenOffice.sol";
import {InvestorRecord, STATUS_BLOCKED} from "./InvestorRecord.sol";

// What one payment may use: several times what the greatest stablecoins need, and a bound on what a payee who burns gas
// can cost the others.
uint256 constant PAYMENT_GAS = 200_000;
// One payment, what EIP-150 keeps back from it, and the work to park it.
uint256 constant PAYMENT_GAS_MIN = 300_000;

/// @notice Too little gas is left to give one payment its due.
error GasTooLow(uint256 left, uint256 needed);

/// @title  One payment of many
/// @notice What is done once for each payee of a batch, written so that it costs little.
library Payment {
    /// @dev Transfers with a bounded amount of gas and without copying what comes back. True when the token says that it
    ///      has, or says nothing. To ourselves is no payment. Reverts with `GasTooLow` rather than taking our own shortage
    ///      for the payee's failure.
    function tryPay(address payment, address payee, uint256 amount) internal returns (bool ok) {
        if (gasleft() < PAYMENT_GAS_MIN) revert GasTooLow(gasleft(), PAYMENT_GAS_MIN);
        bytes32 selector = IERC20.transfer.selector;
        // The call is written beyond the memory in use, which stays as it is. Of the answer only the scratch space takes
        // at most the 32 bytes a transfer returns.
        assembly ("memory-safe") {
            if iszero(eq(payee, address())) {
                let input := mload(0x40)
                mstore(input, selector)
                mstore(add(input, 4), payee)
                mstore(add(input, 36), amount)
                ok := call(PAYMENT_GAS, payment, 0, input, 68, 0, 32)
                if ok {
                    switch returndatasize()
                    case 0 { ok := gt(extcodesize(payment), 0) }
                    default { ok := and(gt(returndatasize(), 31), eq(mload(0), 1)) }
                }
            }
        }
    }

    /// @dev Whether the registry blocks a wallet: it is under sanctions, or was lost. Read as a sender's record, for which no
    ///      claims are looked at: their contract could make that costly.
    function isBlocked(IInvestorRegistry registry, address wallet) internal view returns (bool) {
        (uint256 record,) = registry.pair(wallet, address(0));
        return InvestorRecord.wrap(record).status() == STATUS_BLOCKED;
    }

    /// @dev A payment of a distribution: when it was made, it is told with `IDistributor.Paid`.
    function pay(uint256 id, address payment, address holder, uint256 amount) internal returns (bool ok) {
        ok = tryPay(payment, holder, amount);
        bytes32 paid = IDistributor.Paid.selector;
        // The event's one word lies in the scratch space.
        assembly ("memory-safe") {
            if ok {
                mstore(0, amount)
                log3(0, 32, paid, id, holder)
            }
        }
    }

    /// @dev `token.balancesAtRecord(holders, recordId)`, with both lists copied as they are rather than item by item.
    function balancesAtRecord(address token, uint16 recordId, address[] calldata holders)
        internal
        view
        returns (uint256[] memory units)
    {
        bytes32 selector = ITokenOffice.balancesAtRecord.selector;
        uint256 ok;
        // The call (selector, offset of the list, record, length, items) is written beyond the memory in use. The answer
        // (offset, length, items) takes its place once it is known to have just that form, and the memory in use then
        // ends behind its last item. Whether an item is a clean address is checked where the items are read.
        assembly ("memory-safe") {
            let input := mload(0x40)
            let size := mul(holders.length, 32)
            mstore(input, selector)
            mstore(add(input, 4), 64)
            mstore(add(input, 36), recordId)
            mstore(add(input, 68), holders.length)
            calldatacopy(add(input, 100), holders.offset, size)
            ok := staticcall(gas(), token, input, add(size, 100), 0, 64)
            if iszero(ok) {
                returndatacopy(input, 0, returndatasize())
                revert(input, returndatasize())
            }
            ok := and(
                eq(returndatasize(), add(size, 64)),
                and(eq(mload(0), 32), eq(mload(32), holders.length))
            )
            if ok {
                units := input
                returndatacopy(units, 32, add(size, 32))
                mstore(0x40, add(units, add(size, 32)))
            }
        }
        require(ok != 0, IDistributor.TokenMisbehaves(token));
    }

    /// @dev keccak256(abi.encode(previousCursor, holders)), with the list copied as it is.
    function batchHash(address previousCursor, address[] calldata holders)
        internal
        pure
        returns (bytes32 hash)
    {
        // Written beyond the memory in use, and forgotten.
        assembly ("memory-safe") {
            let input := mload(0x40)
            let size := mul(holders.length, 32)
            mstore(input, previousCursor)
            mstore(add(input, 32), 64)
            mstore(add(input, 64), holders.length)
            calldatacopy(add(input, 96), holders.offset, size)
            hash := keccak256(input, add(size, 96))
        }
    }
}
