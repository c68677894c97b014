// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDistributor} from "./interfaces/IDistributor.sol";
import {IRevenueRouter, IncomePolicy, IncomeShare, Month, RouterTerms} from "./interfaces/IRevenueRouter.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {firstDayOfMonth, monthOfDay} from "./types/Month.sol";

/// @title RevenueRouter
/// @notice See `IRevenueRouter`, which says what each function promises.
contract RevenueRouter is IRevenueRouter, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 private constant WHOLE_BPS = 10_000;
    uint256 private constant SHARES_MAX = 8;
    /// No zone is further from UTC than 14 hours.
    int32 private constant ZONE_MAX = 14 hours;

    /// @notice Through whom holders are paid.
    IDistributor public immutable DISTRIBUTOR;

    address public token;
    int32 public zoneOffset;
    /// The month with which the newest policy begins.
    uint32 private _newest;
    bool private _initialised;
    address public payment;
    address public owner;
    address public treasury;
    mapping(uint256 month => Terms) private _terms;
    mapping(uint256 month => Month) private _months;
    mapping(address recipient => uint256) public owedTo;

    /// A policy, under the month with which it begins, and the month with which the one before it began.
    struct Terms {
        uint16 holdersBps;
        uint32 previous;
        address remainderTo;
        IncomeShare[] shares;
    }

    constructor(IDistributor distributor) {
        DISTRIBUTOR = distributor;
        _initialised = true;
    }

    modifier onlyOwner() {
        require(msg.sender == owner, NotOwner(msg.sender));
        _;
    }

    /// @inheritdoc IRevenueRouter
    function init(RouterTerms calldata terms) external {
        require(!_initialised, AlreadyInitialised());
        _initialised = true;
        require(terms.token.code.length != 0, NotAToken(terms.token));
        require(terms.payment.code.length != 0 && terms.payment != terms.token, NotAToken(terms.payment));
        require(terms.zoneOffset <= ZONE_MAX && terms.zoneOffset >= -ZONE_MAX, ZoneTooFar(terms.zoneOffset));
        _requireAccount(terms.owner);
        (token, payment, owner, zoneOffset) = (terms.token, terms.payment, terms.owner, terms.zoneOffset);
        emit Initialised(terms.token, terms.payment, terms.zoneOffset);
        emit OwnershipTransferred(address(0), terms.owner);
        if (terms.treasury != address(0)) {
            treasury = terms.treasury;
            emit TreasurySet(terms.treasury);
        }
        _setPolicy(terms.policy, monthAt(block.timestamp));
    }

    /* OWNER */

    /// @inheritdoc IRevenueRouter
    function setPolicy(IncomePolicy calldata policy) external onlyOwner {
        _setPolicy(policy, monthAt(block.timestamp) + 1);
    }

    /// @inheritdoc IRevenueRouter
    function setTreasury(address treasury_) external onlyOwner {
        treasury = treasury_;
        emit TreasurySet(treasury_);
    }

    /// @inheritdoc IRevenueRouter
    function transferOwnership(address newOwner) external onlyOwner {
        _requireAccount(newOwner);
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }

    /// @inheritdoc IRevenueRouter
    function fund(uint256 month, uint256 amount) external nonReentrant {
        require(msg.sender == owner || msg.sender == treasury, NotTreasury(msg.sender));
        Month storage m = _begun(month);
        require(m.funded == 0, AlreadyFunded(month));
        require(amount <= type(uint128).max, AmountTooLarge(amount));

        IERC20 money = IERC20(payment);
        uint256 before = money.balanceOf(address(this));
        money.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = money.balanceOf(address(this)) - before;
        require(received != 0, NothingToSplit(month));
        require(received <= amount, PaymentTokenMisbehaves(payment));
        m.funded = uint128(received);
        emit MonthFunded(month, msg.sender, received);
    }

    /* ANYONE */

    /// @inheritdoc IRevenueRouter
    function declareRecordDate() external nonReentrant returns (uint16 recordId) {
        uint256 month = monthAt(block.timestamp);
        Month storage m = _unrecorded(month);
        recordId = ISecurityToken(token).declareRecordDate(uint40(beginOf(month + 1)));
        m.recordId = recordId;
        emit MonthRecorded(month, recordId);
    }

    /// @inheritdoc IRevenueRouter
    function useRecordDate(uint256 month, uint16 recordId) external {
        Month storage m = _unrecorded(month);
        (uint256 at, uint256 ends) = (ISecurityToken(token).recordAt(recordId), beginOf(month + 1));
        require(at == ends || (at > ends && msg.sender == owner), NotTheMonthsEnd(recordId, at, ends));
        m.recordId = recordId;
        emit MonthRecorded(month, recordId);
    }

    /// @inheritdoc IRevenueRouter
    function split(uint256 month) external nonReentrant returns (uint256 distributionId) {
        Month storage m = _months[month];
        uint256 amount = m.funded;
        require(amount != 0, NothingToSplit(month));
        require(!m.isSplit, AlreadySplit(month));
        require(m.recordId != 0, NotRecorded(month));
        uint256 ends = beginOf(month + 1);
        require(block.timestamp >= ends, MonthNotOver(month, ends));
        m.isSplit = true;

        (uint256 toHolders, uint256[] memory toShares, uint256 remainder) = quote(month, amount);
        if (ISecurityToken(token).supplyAtRecord(m.recordId) == 0) {
            (toHolders, remainder) = (0, remainder + toHolders);
        }
        uint256 before = IERC20(payment).balanceOf(address(this));
        if (toHolders != 0) distributionId = _distribute(month, m.recordId, toHolders);
        m.distributionId = uint96(distributionId);
        emit MonthSplit(month, distributionId, toHolders);

        Terms storage terms = _terms[_termsOf(month)];
        uint256 owed = _send(month, terms.remainderTo, remainder);
        for (uint256 i; i < toShares.length; ++i) {
            owed += _send(month, terms.shares[i].to, toShares[i]);
        }
        // No less may be left, or another month would pay for it.
        require(
            IERC20(payment).balanceOf(address(this)) + amount >= before + owed,
            PaymentTokenMisbehaves(payment)
        );
    }

    /// @inheritdoc IRevenueRouter
    function release(address to) external nonReentrant {
        uint256 amount = owedTo[to];
        require(amount != 0, NothingOwed(to));
        owedTo[to] = 0;
        emit Released(to, amount);
        uint256 before = IERC20(payment).balanceOf(address(this));
        IERC20(payment).safeTransfer(to, amount);
        require(IERC20(payment).balanceOf(address(this)) + amount >= before, PaymentTokenMisbehaves(payment));
    }

    /* VIEWS */

    /// @inheritdoc IRevenueRouter
    function quote(uint256 month, uint256 amount)
        public
        view
        returns (uint256 toHolders, uint256[] memory toShares, uint256 remainder)
    {
        require(amount <= type(uint128).max, AmountTooLarge(amount));
        Terms storage terms = _terms[_termsOf(month)];
        toHolders = amount * terms.holdersBps / WHOLE_BPS;
        toShares = new uint256[](terms.shares.length);
        remainder = amount - toHolders;
        for (uint256 i; i < toShares.length; ++i) {
            toShares[i] = amount * terms.shares[i].bps / WHOLE_BPS;
            remainder -= toShares[i];
        }
    }

    /// @inheritdoc IRevenueRouter
    function policyOf(uint256 month) external view returns (IncomePolicy memory) {
        Terms storage terms = _terms[_termsOf(month)];
        return IncomePolicy(terms.holdersBps, terms.remainderTo, terms.shares);
    }

    /// @inheritdoc IRevenueRouter
    function monthOf(uint256 month) external view returns (Month memory) {
        return _months[month];
    }

    /// @inheritdoc IRevenueRouter
    function monthAt(uint256 timestamp) public view returns (uint256) {
        return monthOfDay(uint256(int256(timestamp) + zoneOffset) / 1 days);
    }

    /// @inheritdoc IRevenueRouter
    function beginOf(uint256 month) public view returns (uint256) {
        return uint256(int256(firstDayOfMonth(month) * 1 days) - zoneOffset);
    }

    /// @inheritdoc IRevenueRouter
    function refOf(uint256 month) public view returns (bytes32) {
        return keccak256(abi.encode(address(this), month));
    }

    /* INTERNALS */

    /// @dev Declares the holders' share on the record date and funds it.
    function _distribute(uint256 month, uint16 recordId, uint256 amount) private returns (uint256 id) {
        id = DISTRIBUTOR.declare(token, recordId, payment, amount, refOf(month));
        IERC20(payment).forceApprove(address(DISTRIBUTOR), amount);
        DISTRIBUTOR.fund(id, amount);
    }

    /// @dev Sends one share; what cannot be sent is owed. Returns what is owed.
    function _send(uint256 month, address to, uint256 amount) private returns (uint256 owed) {
        if (amount == 0) return 0;
        if (IERC20(payment).trySafeTransfer(to, amount)) {
            emit Sent(month, to, amount);
            return 0;
        }
        owedTo[to] += amount;
        emit Owed(month, to, amount);
        return amount;
    }

    function _setPolicy(IncomePolicy calldata policy, uint256 from) private {
        _requirePayee(policy.remainderTo);
        require(policy.shares.length <= SHARES_MAX, TooManyShares(policy.shares.length, SHARES_MAX));
        Terms storage terms = _terms[from];
        // Another policy for the same month takes the place of the first.
        if (_newest != from) (terms.previous, _newest) = (_newest, uint32(from));
        else delete terms.shares;
        (terms.holdersBps, terms.remainderTo) = (policy.holdersBps, policy.remainderTo);
        uint256 sum = policy.holdersBps;
        for (uint256 i; i < policy.shares.length; ++i) {
            _requirePayee(policy.shares[i].to);
            sum += policy.shares[i].bps;
            terms.shares.push(policy.shares[i]);
        }
        require(sum <= WHOLE_BPS, SharesExceedWhole(sum));
        emit PolicySet(from, policy.holdersBps, policy.remainderTo, policy.shares);
    }

    /// @dev The month with which the policy of `month` began. Policies are the owner's, one a month at most, and the month
    ///      asked for is seldom old.
    function _termsOf(uint256 month) private view returns (uint256 from) {
        from = _newest;
        while (from > month) from = _terms[from].previous;
        require(from != 0, NoPolicy(month));
    }

    function _begun(uint256 month) private view returns (Month storage) {
        _termsOf(month);
        uint256 begins = beginOf(month);
        require(begins <= block.timestamp, MonthNotBegun(month, begins));
        return _months[month];
    }

    function _unrecorded(uint256 month) private view returns (Month storage m) {
        m = _begun(month);
        require(m.recordId == 0, AlreadyRecorded(month, m.recordId));
    }

    /// @dev The distributor would keep what is sent to it, and so would this contract.
    function _requirePayee(address account) private view {
        _requireAccount(account);
        require(account != address(DISTRIBUTOR), NotAnAccount(account));
    }

    function _requireAccount(address account) private view {
        require(account != address(0) && account != address(this), NotAnAccount(account));
    }
}
