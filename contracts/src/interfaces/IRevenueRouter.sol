// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @param bps of a month's income, in basis points, rounded down to a base unit
struct IncomeShare {
    address to;
    uint16 bps;
}

/// @notice How a month's income is split. What the shares leave, rounding included, goes to one account: nothing is lost.
/// @param holdersBps  of it, in basis points, to the holders of units at the month's end, through the distributor
/// @param remainderTo the reserve, as a rule
struct IncomePolicy {
    uint16 holdersBps;
    address remainderTo;
    IncomeShare[] shares;
}

/// @param zoneOffset seconds that the issuer's months begin before those of UTC; −18,000 for New York's winter
/// @param treasury   the account that funds, beside the owner; zero for none
struct RouterTerms {
    address token;
    address payment;
    address owner;
    address treasury;
    int32 zoneOffset;
    IncomePolicy policy;
}

/// @param recordId       the token's record date of the month's end; 0 until it is declared
/// @param funded         what arrived
/// @param distributionId of the holders' share; 0 when there is none
struct Month {
    uint16 recordId;
    bool isSplit;
    uint128 funded;
    uint96 distributionId;
}

/// @title  Splits each month's income by a standing policy
/// @notice One per asset. The net income of a month is computed off chain and funded once; anyone may then have it split,
///         once: the holders' share goes through the distributor to those on record at the month's end, the rest to the
///         accounts that the policy names. A recipient who cannot be paid is owed, and holds up nobody.
///         A change of policy is for months that have not begun.
/// @dev    A clone; `init` is called in the transaction that makes it. It needs the RECORDER role of its token. Months are
///         counted as year × 12 + (month − 1). Trust: the owner chooses the policy of months to come and who funds; the
///         officers of the token could take the reference of a month's distribution and so hold it up. A payment token
///         must move exactly what it is told to, or fail; a fee on the way in is measured, one on the way to the
///         distributor leaves that distribution to be topped up by anyone.
interface IRevenueRouter {
    event Initialised(address indexed token, address indexed payment, int32 zoneOffset);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);
    event TreasurySet(address treasury);
    event PolicySet(uint256 indexed fromMonth, uint256 holdersBps, address remainderTo, IncomeShare[] shares);
    event MonthRecorded(uint256 indexed month, uint16 recordId);
    event MonthFunded(uint256 indexed month, address indexed from, uint256 received);
    /// @notice `toHolders` + Σ `Sent` + Σ `Owed` of this month is what was funded.
    event MonthSplit(uint256 indexed month, uint256 indexed distributionId, uint256 toHolders);
    event Sent(uint256 indexed month, address indexed to, uint256 amount);
    event Owed(uint256 indexed month, address indexed to, uint256 amount);
    event Released(address indexed to, uint256 amount);

    error AlreadyInitialised();
    error NotOwner(address caller);
    /// @notice The caller is neither the owner nor the treasury.
    error NotTreasury(address caller);
    /// @notice Money, or power, cannot be given to this account.
    error NotAnAccount(address account);
    /// @notice There is no contract at this address, or the asset's own token stands for money.
    error NotAToken(address token);
    error ZoneTooFar(int32 zoneOffset);
    error TooManyShares(uint256 count, uint256 limit);
    /// @notice The shares add up to more than the whole.
    error SharesExceedWhole(uint256 bps);
    /// @notice There was no policy yet.
    error NoPolicy(uint256 month);
    /// @notice The month, which begins then, has not begun.
    error MonthNotBegun(uint256 month, uint256 begins);
    error MonthNotOver(uint256 month, uint256 ends);
    error AlreadyRecorded(uint256 month, uint16 recordId);
    error NotRecorded(uint256 month);
    /// @notice This record date is not of the month's end; only the owner may take a later one.
    error NotTheMonthsEnd(uint16 recordId, uint256 at, uint256 ends);
    error NothingToSplit(uint256 month);
    error AmountTooLarge(uint256 amount);
    error AlreadyFunded(uint256 month);
    error AlreadySplit(uint256 month);
    error NothingOwed(address to);
    /// @notice More left this contract than was paid.
    error PaymentTokenMisbehaves(address payment);

    /// @notice Sets a new clone up, once. The policy is in force from the month that is under way.
    /// @custom:by anyone, once; the factory, in the transaction that makes the clone
    function init(RouterTerms calldata terms) external;

    /// @notice Lays down how income is split from the next month on. The owner. A month that has begun keeps its policy.
    /// @custom:by the owner, for months that have not begun
    function setPolicy(IncomePolicy calldata policy) external;

    /// @notice Names the account that funds, beside the owner. Zero for none.
    /// @custom:by the owner
    function setTreasury(address treasury) external;

    /// @notice The owner.
    /// @custom:by the owner
    function transferOwnership(address newOwner) external;

    /// @notice Declares the end of the month under way as a record date of the token. Anyone, once a month.
    /// @custom:by anyone, for the month under way
    function declareRecordDate() external returns (uint16 recordId);

    /// @notice Takes a record date that the token has already. Anyone, when it is exactly the month's end; the owner also
    ///         a later one, for a month whose end was missed.
    /// @custom:by anyone, a record date of the month's end; the owner, a later one
    function useRecordDate(uint256 month, uint16 recordId) external;

    /// @notice Takes a month's net income from the caller, who has approved it, once. The owner or the treasury, from the
    ///         month's beginning on.
    /// @custom:by the owner or the treasury, once a month, when it has begun
    function fund(uint256 month, uint256 amount) external;

    /// @notice Splits what a month was funded with, after its end, once.
    /// @dev    Where nobody was on record, or their share is less than a base unit, it is part of the remainder.
    /// @custom:by anyone, once a month, when it is over
    function split(uint256 month) external returns (uint256 distributionId);

    /// @notice Pays a recipient what they could not be paid before.
    /// @custom:by anyone, to the recipient
    function release(address to) external;

    /// @notice How a month's income would be split now, or was.
    /// @return toHolders what the distributor gets, when somebody is on record
    /// @return toShares  for each share of the policy
    /// @return remainder what they leave; Σ = amount
    function quote(uint256 month, uint256 amount)
        external
        view
        returns (uint256 toHolders, uint256[] memory toShares, uint256 remainder);

    /// @notice The policy in force in a month; of a month ahead, the one there would be now.
    function policyOf(uint256 month) external view returns (IncomePolicy memory);

    /// @notice What is known of a month.
    function monthOf(uint256 month) external view returns (Month memory);

    /// @notice The month in which an instant lies, in the issuer's zone.
    function monthAt(uint256 timestamp) external view returns (uint256);

    /// @notice The instant with which a month begins, and the one before it ends.
    function beginOf(uint256 month) external view returns (uint256);

    /// @notice The reference of a month's distribution in the distributor.
    function refOf(uint256 month) external view returns (bytes32);

    /// @notice What a recipient who could not be paid can have by `release`.
    function owedTo(address recipient) external view returns (uint256);

    /// @notice The share class whose holders are paid.
    function token() external view returns (address);

    /// @notice What income comes in and goes out in.
    function payment() external view returns (address);

    /// @notice Who sets the policy, the treasury and the next owner.
    function owner() external view returns (address);

    /// @notice Where the rest goes.
    function treasury() external view returns (address);

    /// @notice Seconds from UTC to the clock by which months end, east positive, all year round.
    function zoneOffset() external view returns (int32);
}
