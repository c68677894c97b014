// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

// What one payment may use: several times what the greatest stablecoins need, and a bound on what a payee who burns
// gas can cost the others.
uint256 constant PAYMENT_GAS = 200_000;
// One payment, what EIP-150 keeps back from it, and the work to park it.
uint256 constant PAYMENT_GAS_MIN = 300_000;

/// @notice Too little gas is left to give one payment its due.
error GasTooLow(uint256 left, uint256 needed);

/// @notice Pays with a bounded amount of gas and without copying what comes back. True when the token says that it has,
///         or says nothing. To ourselves is no payment.
/// @dev    Reverts with `GasTooLow` rather than taking our own shortage for the payee's failure.
function tryPay(address payment, address payee, uint256 amount) returns (bool ok) {
    require(gasleft() >= PAYMENT_GAS_MIN, GasTooLow(gasleft(), PAYMENT_GAS_MIN));
    bytes32 selector = IERC20.transfer.selector;
    // The call is written beyond the memory in use, which stays as it is. Of the answer only the scratch space takes at
    // most the 32 bytes a transfer returns.
    assembly ("memory-safe") {
        let input := mload(0x40)
        mstore(input, selector)
        mstore(add(input, 4), payee)
        mstore(add(input, 36), amount)
        mstore(0, 0)
        if xor(payee, address()) { ok := call(PAYMENT_GAS, payment, 0, input, 68, 0, 32) }
        if ok {
            switch returndatasize()
            case 0 { ok := gt(extcodesize(payment), 0) }
            default { ok := and(gt(returndatasize(), 31), eq(mload(0), 1)) }
        }
    }
}
