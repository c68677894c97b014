// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Distribution, IDistributor} from "./interfaces/IDistributor.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {ISSUER, RECORDER} from "./Roles.sol";

/// @title Distributor
/// @notice See `IDistributor`, which says what each function promises.
contract Distributor is IDistributor, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// What one payment may use: several times what the greatest stablecoins need, and a bound on what a payee who
    /// burns gas can cost the others.
    uint256 private constant PAYMENT_GAS = 200_000;
    /// One payment, what EIP-150 keeps back from it, and the work to park it.
    uint256 private constant GAS_MIN = 300_000;

    uint256 public distributionCount;
    mapping(uint256 id => Distribution) private _distributions;
    mapping(address token => mapping(bytes32 ref => uint256)) public idOf;
    mapping(uint256 id => mapping(address holder => uint256)) public parkedOf;
    mapping(uint256 id => mapping(address holder => bool)) public hasClaimed;
    mapping(address token => mapping(address payment => uint256)) public carriedOver;
    /// The hash of where each batch began and of its list: enough to prove later whom it passed by.
    mapping(uint256 id => mapping(uint256 batch => bytes32)) private _batches;

    /// What one call pays, and what was here before it did.
    struct Tally {
        uint256 before;
        uint256 paid;
        uint256 parked;
        uint256 covered;
    }

    /* ISSUER */

    /// @inheritdoc IDistributor
    function declare(address token, uint16 recordId, address payment, uint256 amount, bytes32 ref)
        external
        nonReentrant
        returns (uint256 id)
    {
        _requireOfficer(token);
        require(ref != bytes32(0), RefMissing());
        require(idOf[token][ref] == 0, AlreadyDeclared(ref, idOf[token][ref]));
        require(payment.code.length != 0, NotAToken(payment));
        require(amount != 0, NothingToDistribute());
        uint256 supply = ISecurityToken(token).supplyAtRecord(recordId);
        require(supply != 0, NoHolders(token, recordId));

        uint256 carriedIn = carriedOver[token][payment];
        require(amount <= type(uint128).max - carriedIn, AmountTooLarge(amount));
        carriedOver[token][payment] = 0;

        id = ++distributionCount;
        idOf[token][ref] = id;
        Distribution storage d = _distributions[id];
        d.token = token;
        d.recordId = recordId;
        d.payment = payment;
        d.declared = uint128(amount + carriedIn);
        // What is carried in is here already.
        d.funded = uint128(carriedIn);
        d.carriedIn = uint128(carriedIn);
        d.supply = uint104(supply);
        emit Declared(id, token, recordId, payment, amount, carriedIn, ref);
    }

    /// @inheritdoc IDistributor
    function fund(uint256 id, uint256 amount) external nonReentrant {
        Distribution storage d = _known(id);
        uint256 missing = d.declared - d.funded;
        require(amount <= missing, Overfunded(amount, missing));

        IERC20 payment = IERC20(d.payment);
        uint256 before = payment.balanceOf(address(this));
        payment.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = payment.balanceOf(address(this)) - before;

        // A token that hands out more than it was asked for is not one to pay with.
        require(received <= missing, Overfunded(received, missing));
        d.funded += uint128(received);
        emit Funded(id, msg.sender, received);
    }

    /// @inheritdoc IDistributor
    function push(uint256 id, address[] calldata holders) external nonReentrant {
        Distribution memory d = _payable(id);
        _requireOfficer(d.token);
        require(holders.length != 0, NothingToPush());

        address cursor = holders[holders.length - 1];
        uint256 batch = d.batches;
        _batches[id][batch] = _batchHash(d.cursor, holders);
        _distributions[id].cursor = cursor;
        _distributions[id].batches = uint32(batch + 1);
        emit Pushed(id, batch, d.cursor, cursor);

        uint256[] memory units = ISecurityToken(d.token).balancesAtRecord(holders, d.recordId);
        Tally memory tally = _tally(d.payment);
        address previous = d.cursor;
        for (uint256 i; i < holders.length; ++i) {
            address holder = holders[i];
            require(previous < holder, NotAscending(previous, holder));
            previous = holder;
            if (!(d.claimedAhead && hasClaimed[id][holder])) _pushTo(id, d, holder, units[i], tally);
        }
        _book(id, d.payment, tally);
    }

    /* ANYONE */

    /// @inheritdoc IDistributor
    function claim(uint256 id, address holder) external nonReentrant {
        Distribution memory d = _payable(id);
        if (parkedOf[id][holder] != 0) {
            require(_payParked(id, d.payment, holder), PaymentFailed(holder, parkedOf[id][holder]));
        } else {
            require(holder > d.cursor, NothingToClaim(id, holder));
            _distributions[id].claimedAhead = true;
            _payUnpushed(id, d, holder);
        }
    }

    /// @inheritdoc IDistributor
    function claimSkipped(
        uint256 id,
        address holder,
        uint256 batch,
        address previousCursor,
        address[] calldata pushed
    ) external nonReentrant {
        Distribution memory d = _payable(id);
        require(
            batch < d.batches && _batches[id][batch] == _batchHash(previousCursor, pushed),
            BatchMismatch(id, batch)
        );
        require(previousCursor < holder && holder < pushed[pushed.length - 1], NotSkipped(id, holder));
        for (uint256 i; i < pushed.length; ++i) {
            require(pushed[i] != holder, NotSkipped(id, holder));
        }
        _payUnpushed(id, d, holder);
    }

    /// @inheritdoc IDistributor
    function retryParked(uint256 id, address[] calldata holders) external nonReentrant {
        Distribution memory d = _payable(id);
        for (uint256 i; i < holders.length; ++i) {
            if (parkedOf[id][holders[i]] != 0) _payParked(id, d.payment, holders[i]);
        }
    }

    /// @inheritdoc IDistributor
    function close(uint256 id) external nonReentrant {
        Distribution storage d = _known(id);
        require(!d.closed, AlreadyClosed(id));
        require(d.unitsCovered == d.supply, NotCovered(d.unitsCovered, d.supply));

        uint128 carried = d.declared - d.paid - d.parked;
        d.closed = true;
        d.carried = carried;
        carriedOver[d.token][d.payment] += carried;
        emit Closed(id, d.paid, d.parked, carried);
    }

    /* VIEWS */

    /// @inheritdoc IDistributor
    function distribution(uint256 id) external view returns (Distribution memory) {
        return _known(id);
    }

    /// @inheritdoc IDistributor
    function entitlement(uint256 id, address holder) external view returns (uint256) {
        Distribution memory d = _known(id);
        return _share(d, ISecurityToken(d.token).balanceAtRecord(holder, d.recordId));
    }

    /* INTERNALS */

    /// @dev declared × units ÷ supply, rounded down.
    function _share(Distribution memory d, uint256 units) private pure returns (uint256) {
        unchecked {
            // 128 + 104 bits: no overflow.
            return uint256(d.declared) * units / d.supply;
        }
    }

    /// @dev Pays one holder of a batch, or parks what they are owed.
    function _pushTo(uint256 id, Distribution memory d, address holder, uint256 units, Tally memory tally)
        private
    {
        tally.covered += units;
        uint256 amount = _share(d, units);
        if (amount == 0) return;
        if (_pay(d.payment, holder, amount)) {
            tally.paid += amount;
            emit Paid(id, holder, amount);
        } else {
            tally.parked += amount;
            parkedOf[id][holder] = amount;
            emit Parked(id, holder, amount);
        }
    }

    /// @dev Pays a holder no batch has reached, once.
    function _payUnpushed(uint256 id, Distribution memory d, address holder) private {
        require(!hasClaimed[id][holder], NothingToClaim(id, holder));
        uint256 units = ISecurityToken(d.token).balanceAtRecord(holder, d.recordId);
        require(units != 0, NothingToClaim(id, holder));
        hasClaimed[id][holder] = true;

        Tally memory tally = _tally(d.payment);
        tally.covered = units;
        tally.paid = _share(d, units);
        if (tally.paid != 0) {
            require(_pay(d.payment, holder, tally.paid), PaymentFailed(holder, tally.paid));
            emit Paid(id, holder, tally.paid);
        }
        _book(id, d.payment, tally);
    }

    /// @dev Pays what is parked for a holder; leaves it parked and returns false when that fails.
    function _payParked(uint256 id, address payment, address holder) private returns (bool) {
        uint256 amount = parkedOf[id][holder];
        Tally memory tally = _tally(payment);
        parkedOf[id][holder] = 0;
        if (!_pay(payment, holder, amount)) {
            parkedOf[id][holder] = amount;
            return false;
        }
        _distributions[id].parked -= uint128(amount);
        emit Paid(id, holder, amount);
        tally.paid = amount;
        _book(id, payment, tally);
        return true;
    }

    function _tally(address payment) private view returns (Tally memory tally) {
        tally.before = IERC20(payment).balanceOf(address(this));
    }

    function _book(uint256 id, address payment, Tally memory tally) private {
        // No less may be left, or another distribution would pay for it. More, when a payee gave something back at once.
        require(
            IERC20(payment).balanceOf(address(this)) + tally.paid >= tally.before,
            PaymentTokenMisbehaves(payment)
        );
        Distribution storage d = _distributions[id];
        d.paid += uint128(tally.paid);
        d.parked += uint128(tally.parked);
        d.unitsCovered += uint104(tally.covered);
    }

    /// @dev Transfers with a bounded amount of gas and without copying what comes back. True when the token says so, or
    ///      says nothing. To ourselves is no payment.
    function _pay(address payment, address holder, uint256 amount) private returns (bool ok) {
        if (holder == address(this)) return false;
        require(gasleft() >= GAS_MIN, GasTooLow(gasleft(), GAS_MIN));
        bytes32 selector = IERC20.transfer.selector;
        // The call is written beyond the memory in use, which stays as it is. Of the answer only the scratch space takes
        // at most the 32 bytes a transfer returns.
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), holder)
            mstore(add(input, 36), amount)
            mstore(0, 0)
            ok := call(PAYMENT_GAS, payment, 0, input, 68, 0, 32)
            if ok {
                switch returndatasize()
                case 0 { ok := gt(extcodesize(payment), 0) }
                default { ok := and(gt(returndatasize(), 31), eq(mload(0), 1)) }
            }
        }
    }

    function _batchHash(address previousCursor, address[] calldata holders) private pure returns (bytes32) {
        return keccak256(abi.encode(previousCursor, holders));
    }

    function _known(uint256 id) private view returns (Distribution storage d) {
        d = _distributions[id];
        require(d.token != address(0), UnknownDistribution(id));
    }

    function _payable(uint256 id) private view returns (Distribution memory d) {
        d = _known(id);
        require(d.funded == d.declared, Underfunded(d.declared - d.funded));
    }

    function _requireOfficer(address token) private view {
        require(
            ISecurityToken(token).rolesOf(msg.sender) & (RECORDER | ISSUER) != 0,
            NotAuthorised(msg.sender, token)
        );
    }
}
