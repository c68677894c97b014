// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ClassClaim, ClassShare, Participation, TermsFault} from "../types/ClassClaim.sol";

/// @notice What one class agreed with the others. Of amounts, one base unit of the payment token; of units, the whole
///         one (10 to the power of the token's decimals).
/// @param token         the class's security token
/// @param rank          higher ranks are paid first; equal ones in proportion to their preferences
/// @param convertible   whether the class may give up its preference and share as common
/// @param sharesPerUnit what one base unit of the token counts for beside those of the other classes; above zero
/// @param price         paid for a whole unit when it was issued
/// @param preferenceBps the preference as a multiple of the price: 10,000 is once; common has 0
/// @param capBps        the most a capped class gets without converting, preference included, as a multiple of the price
/// @param dividendBps   of the price, accrued a year (365 days, simple) and added to the preference and the cap
/// @param accruesFrom   since when
struct ClassTerms {
    address token;
    uint8 rank;
    Participation participation;
    bool convertible;
    uint32 sharesPerUnit;
    uint96 price;
    uint32 preferenceBps;
    uint32 capBps;
    uint16 dividendBps;
    uint40 accruesFrom;
}

/// @notice Where a class stands since the first payment.
/// @param supply     the units that share
/// @param preference fixed on the first record date, as is
/// @param cap        the cap
/// @param paid       handed out to the class so far
struct Position {
    uint104 supply;
    uint112 preference;
    uint112 cap;
    uint112 paid;
}

/// @title  Pays out proceeds by the order of an issuer's share classes
/// @notice Preferences by rank, participation, caps and conversion, decided to the base unit by one rule that anybody can
///         ask for any stack and any amount (`split`). `execute` pays every class through the Distributor, to the
///         holders on one record date.
/// @dev    One clone per stack of classes. The terms are fixed at birth and nobody can change them.
///         Trust: officers (RECORDER or ISSUER) of every class together decide when and how much is paid, never who gets
///         it. The class tokens are believed about units on record. The waterfall itself needs RECORDER on every token.
///         The first payment fixes each class's units, preference and cap; dividends stop to accrue. Later payments are
///         instalments: together they give each class what one payment of the whole would have. If a class has other
///         units by then, nothing is paid until the parties have agreed on a new waterfall. A class that nobody holds, because
///         all of it was converted or none issued yet, gets nothing, and the others are paid as if it were not there.
///         Terms count in units as they were when it was born. A split or a reverse split makes others of them: on a record
///         date after one nothing is paid, and a new waterfall is needed as well.
interface IWaterfall {
    event Initialised(address indexed payment, ClassTerms[] classes);
    /// @notice One record date on every class: the same instant, each under the token's own number.
    event RecordDatesDeclared(uint40 at, uint16[] recordIds);
    /// @param total with all payments before
    event Executed(bytes32 indexed ref, uint40 recordAt, uint256 amount, uint256 total);
    /// @notice Why a class got this amount of the payment `ref`: with all payments before, so much for its preference and
    ///         so much beside common; `converted` when common alone gave it more. `distributionId` 0: nothing to pay.
    event ClassPaid(
        bytes32 indexed ref,
        address indexed token,
        uint256 distributionId,
        uint256 amount,
        uint256 preference,
        uint256 participation,
        bool converted
    );

    error AlreadyInitialised();
    /// @notice These terms cannot be, because of the class at `index`; of the number of classes when there is none.
    error WaterfallTermsInvalid(uint256 index, TermsFault fault);
    /// @notice There is no contract at this address.
    error NotAToken(address token);
    /// @notice The caller has neither the RECORDER nor the ISSUER role of this class.
    error NotAuthorised(address caller, address token);
    error RefMissing();
    /// @notice The payment with this reference has been made.
    error AlreadyExecuted(bytes32 ref);
    error NothingToPay();
    /// @notice With all payments before, more than amounts may be.
    error AmountTooLarge(uint256 amount, uint256 limit);
    /// @notice One record date is needed for each class.
    error RecordCountMismatch(uint256 given, uint256 classes);
    /// @notice The record dates of two classes are different instants.
    error RecordDatesDiffer(uint40 first, uint40 other);
    /// @notice On this record date the class has units of after a split, which the terms do not know.
    error UnitsRescaled(address token);
    /// @notice The class has not the units any more of which the first payment was made.
    error SupplyChanged(address token, uint256 before, uint256 now);
    /// @notice The payment token took a fee, or moved something else than it was told to.
    error ReceivedOther(uint256 received, uint256 asked);

    /// @notice Makes a fresh clone the waterfall of these classes, once, in the transaction that makes the clone.
    /// @param payment what is paid out; one waterfall pays in one currency
    /// @custom:by anyone, once; the factory, in the transaction that makes the clone
    function init(address payment, ClassTerms[] calldata classes) external;

    /// @notice Declares the record date of a payment on every class.
    /// @custom:by RECORDER or ISSUER of every class
    function declareRecordDates(uint40 at) external returns (uint16[] memory recordIds);

    /// @notice Takes `amount` of the payment token from the caller, who has approved it, and hands all of it out: one
    ///         funded distribution for each class that gets something.
    /// @param recordIds the record date on each class's token, in the order of the classes: one past instant
    /// @param ref       an idempotency key, usable once
    /// @return distributionIds one for each class, 0 for a class that gets nothing
    /// @custom:by RECORDER or ISSUER of every class
    function execute(uint16[] calldata recordIds, uint256 amount, bytes32 ref)
        external
        returns (uint256[] memory distributionIds);

    /// @notice What `execute` would pay each class now.
    function quote(uint16[] calldata recordIds, uint256 amount)
        external
        view
        returns (uint256[] memory amounts);

    /// @notice What each class can claim: since the first payment what was fixed then, before it what holds on these
    ///         record dates.
    function claims(uint16[] calldata recordIds) external view returns (ClassClaim[] memory);

    /// @notice The rule itself, of any stack: who gets how much of `amount`, and why.
    function split(ClassClaim[] memory classes, uint256 amount) external pure returns (ClassShare[] memory);

    /// @notice As they were fixed at birth.
    function classes() external view returns (ClassTerms[] memory);

    /// @notice Where each class stands, in the order of `classes`; empty before the first payment.
    function positions() external view returns (Position[] memory);

    /// @notice What is paid out.
    function payment() external view returns (address);

    /// @notice Through whom classes are paid.
    function distributor() external view returns (address);

    /// @notice Handed out so far.
    function total() external view returns (uint256);

    /// @notice Whether the payment of this reference was made.
    function isExecuted(bytes32 ref) external view returns (bool);
}
