// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../Reason.sol";

/// @notice A price for the units up to `unitsTo`, counted from the first one sold: money for one whole unit of the token.
struct Tier {
    uint104 unitsTo;
    uint128 price;
}

/// @notice A currency taken: `num` of its base units for `den` of money, rounded up. 1:1 with equal decimals is 1 and 1;
///         with 6 decimals of money and 18 of the currency 10^12 and 1.
struct Currency {
    address token;
    uint128 num;
    uint128 den;
}

enum Standing {
    Any,
    Accredited,
    NotAccredited
}

/// @notice What one kind of investor may subscribe for. The first one that fits an investor counts.
/// @param class     of the registry; 0 is any
/// @param standing  whether they are accredited today
/// @param countries bit n of the 1,024 is ISO 3166-1 numeric code n; all zero is any
/// @param ticketMin units of one subscription
/// @param ticketMax units of one subscription
/// @param unitsMax  units of all open subscriptions of one investor, in all of their wallets
struct Limit {
    uint8 class;
    Standing standing;
    uint256[4] countries;
    uint104 ticketMin;
    uint104 ticketMax;
    uint104 unitsMax;
}

/// @notice Who gets how many. FirstCome: everybody what they subscribed, while there are units. ProRata: when more is
///         subscribed than there is, `units × hardCap ÷ subscribed` each, rounded down. ByHand: what officers allot.
enum Allocation {
    FirstCome,
    ProRata,
    ByHand
}

/// @notice Everything an offering is born with; none of it changes.
/// @param treasury   where the money of minted units goes
/// @param softCap    the fewest units with which it may close
/// @param hardCap    the most units
/// @param opensAt    the first second of the window
/// @param closesAt   the first second after it
/// @param finalBy    from then on anyone can have every subscription not minted refunded
/// @param coolingOff seconds in which a subscriber may withdraw, each from their own subscription on
/// @param fiat       whether officers may attest payments made outside the chain
/// @param lockDays   days from the close on which units are locked; 0 is none
/// @param legend     of the lots: a bit for each reason, in the issuer's numbering
/// @param tiers      ascending; more than one for FirstCome alone
/// @param limits     none: everybody whom the token lets in, without limit
struct OfferingTerms {
    address token;
    address treasury;
    uint104 softCap;
    uint104 hardCap;
    uint40 opensAt;
    uint40 closesAt;
    uint40 finalBy;
    uint32 coolingOff;
    Allocation allocation;
    bool fiat;
    uint16 lockDays;
    uint16 legend;
    Tier[] tiers;
    Currency[] currencies;
    Limit[] limits;
}

enum OfferingStage {
    None,
    Open,
    Closed,
    Refunding
}

enum SubscriptionState {
    None,
    Open,
    /// Taken back within the cooling-off.
    Withdrawn,
    Minted,
    /// Not minted; what was paid is given back, or parked.
    Refunded
}

/// @param currency the index of the currency; FIAT (255) when attested
/// @param allotted what officers allotted; ByHand alone
/// @param money    the price of the units
/// @param paid     in base units of the currency; for fiat, the money
struct Subscription {
    address investor;
    uint8 currency;
    SubscriptionState state;
    uint40 at;
    address identity;
    uint104 units;
    uint104 allotted;
    uint128 money;
    uint128 paid;
}

/// @notice What an investor signs to subscribe. `cashMax` is the most of the currency; `salt` makes two alike differ.
struct SubscribeWords {
    address investor;
    uint104 units;
    uint8 currency;
    uint128 cashMax;
    bytes32 salt;
    uint256 deadline;
}

/// @notice Why terms cannot be.
enum OfferingFault {
    /// No security token of this platform, or one with too many decimals.
    TokenMissing,
    TreasuryUnusable,
    /// No hard cap, or below the soft one.
    Caps,
    /// Opens after it closes, closes in the past, or ends less than a day after the last cooling-off.
    Window,
    /// None, too many, not ascending, free, short of the hard cap; or several where all pay one price.
    Tiers,
    /// Too many, named twice, the security itself, no contract, or no rate; or no way to pay at all.
    Currencies,
    /// Too many, or of which nothing can be subscribed.
    Limits,
    /// Locked beyond the last day that a lot can have.
    Lock
}

/// @title  One raise: subscriptions in escrow, units minted against them
/// @notice Investors pay into this contract. The money leaves it in two ways only: to the issuer's treasury for units that
///         were minted to the one who paid, or back to the one who paid. A close needs the soft cap, the end of everybody's
///         cooling-off, and an officer of the issuer. Without a close, or for whatever is not minted by the last day, anyone
///         can have everybody refunded. Nobody can pause a refund.
/// @dev    A clone for each raise; needs ISSUER on the token. Officers are who holds ISSUER on the token. Trust: officers
///         attest fiat, allot by hand, and may refuse any subscription, with its money back. They cannot take money, nor
///         mint here without a subscription. A currency must move exactly what it is told to; what arrives is counted, and
///         one that takes a fee is refused. A currency that blocks this contract blocks its money.
///         Units in base units of the token as they were when it was born: after a split nothing is subscribed or minted, only
///         refunded. Money in the issuer's unit of account, whose decimals the terms imply.
interface IOffering {
    event Initialised(address indexed token, address indexed treasury);
    event Subscribed(
        uint256 indexed id,
        address indexed investor,
        uint256 units,
        uint256 money,
        uint8 currency,
        uint256 paid
    );
    /// @notice A payment outside the chain was attested, just before its `Subscribed`.
    event FiatAttested(uint256 indexed id, bytes32 indexed ref, address indexed officer);
    event Withdrawn(uint256 indexed id);
    event Allotted(uint256 indexed id, uint256 units, bytes32 indexed reasonHash);
    /// @notice Countersigned by an officer: what `ref` names, such as the hash of the signed closing papers.
    event Closed(address indexed officer, uint256 subscribed, uint256 accepted, bytes32 indexed ref);
    event Minted(uint256 indexed id, address indexed investor, uint256 units, uint256 paid);
    /// @notice The token does not let this subscriber in now; None when it failed otherwise. The subscription stays open
    ///         unless its investor or an officer was asking: then it is refunded.
    event MintRefused(uint256 indexed id, Reason reason, uint256 actual, uint256 limit);
    event Refunded(uint256 indexed id, address indexed investor, uint256 paid);
    /// @notice What the subscription gets will be locked until this day at the least, with this legend besides the terms'.
    event LotLocked(uint256 indexed id, uint16 unlockDay, uint16 legend);
    event Rejected(uint256 indexed id, bytes32 indexed reasonHash);
    /// @notice From now on every subscription not minted is refunded.
    event RefundingBegan(address indexed by, bytes32 reasonHash);
    event PaidBack(uint8 indexed currency, address indexed investor, uint256 amount);
    /// @notice The investor could not be paid; anyone may try again with `claim`.
    event Parked(uint8 indexed currency, address indexed investor, uint256 amount);
    /// @notice Money paid outside the chain is to be given back outside the chain.
    event FiatRefundDue(uint256 indexed id, address indexed investor, uint256 money);
    event FiatRefundRecorded(uint256 indexed id, uint256 money, bytes32 indexed ref);
    event Released(uint8 indexed currency, address indexed treasury, uint256 amount);
    event CurrencyStopped(uint8 indexed currency, bool stopped);

    error OfferingTermsInvalid(OfferingFault fault, uint256 index);
    error AlreadyInitialised();
    error DistributorMissing();
    error NotOfficer(address caller, uint256 roles);
    error NotInStage(OfferingStage stage, OfferingStage needed);
    error WindowClosed(uint256 now_, uint40 opensAt, uint40 closesAt);
    error WindowOpen(uint256 now_, uint40 closesAt);
    error CurrencyUnknown(uint8 currency);
    error CurrencyIsStopped(uint8 currency);
    /// @notice The terms count in units of before a split: what is open is rejected or refunded, and another offering made.
    error UnitsRescaled(address token);
    error FiatNotTaken();
    /// @notice Units beyond what is left under the hard cap.
    error CapReached(uint256 units, uint256 left);
    /// @notice No limit is for investors of this kind.
    error NoLimitFits(address investor);
    error TicketOutside(uint256 units, uint256 min, uint256 max);
    /// @notice The investor would have more units subscribed than one of their kind may.
    error InvestorLimit(uint256 units, uint256 max);
    /// @notice The token would not issue to this investor: its first reason, as `explain` tells.
    error NotEligible(address investor, Reason reason, uint256 actual, uint256 limit);
    /// @notice The investor has no room for another lot.
    error TooManyLots(address investor, uint256 limit);
    /// @notice The price is not what the payer said: another tier meanwhile.
    error PriceMoved(uint256 cash, uint256 said);
    error AmountTooLarge(uint256 amount);
    /// @notice The currency delivered something else than it was told to: it takes a fee, for one.
    error ReceivedOther(uint256 received, uint256 expected);
    /// @notice These words have subscribed already: one payment, one subscription.
    error WordsUsed(bytes32 digest);
    error RefMissing();
    /// @notice The payment of this reference was attested already, or the repayment recorded.
    error RefUsed(bytes32 ref);
    error ReasonMissing();
    error NotInvestor(address caller, address investor);
    error NotOpen(uint256 id, SubscriptionState state);
    error CoolingOffOver(uint256 id, uint256 at);
    error CoolingOffRuns(uint256 until);
    error SoftCapMissed(uint256 units, uint256 softCap);
    error SoftCapMet(uint256 units, uint256 softCap);
    error NotByHand();
    error LengthMismatch(uint256 ids, uint256 units);
    error TooManyIds(uint256 ids, uint256 max);
    error AllotmentTooLarge(uint256 units, uint256 max);
    /// @notice The last day has come: what is not minted is refunded.
    error FinalDayPassed(uint40 finalBy);
    error NothingToClaim(uint8 currency, address investor);
    error NothingToRelease(uint8 currency);
    error NoFiatRefundDue(uint256 id);
    error PaymentFailed(address payee, uint256 amount);
    /// @notice More left this contract than was paid.
    error PaymentTokenMisbehaves(address token);
    /// @notice Too little gas is left to know whether the token refused a mint or ran short of gas.
    error MintGasTooLow(uint256 left, uint256 needed);

    /// @notice Makes a fresh clone this offering, once. The factory calls it in the transaction that makes the clone.
    /// @custom:by anyone, once; the factory, in the transaction that makes the clone
    function init(OfferingTerms calldata terms_) external;

    /* INVESTORS */

    /// @notice Subscribes the caller and takes the price, which they have approved.
    /// @param  cashMax the most they pay: somebody before them may have bought the cheaper units
    /// @custom:by the investor, who has approved the price
    function subscribe(uint104 units, uint8 currency, uint128 cashMax) external returns (uint256 id);

    /// @notice The same with an ERC-2612 approval. One that was used already by somebody else is no obstacle.
    /// @custom:by the investor, with an ERC-2612 signature
    function subscribeWithPermit(
        uint104 units,
        uint8 currency,
        uint128 cashMax,
        uint256 permitDeadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 id);

    /// @notice Subscribes an investor by their signed words, paid from their approval. Anyone may carry it. ERC-1271.
    /// @custom:by anyone, with the investor's signed words
    function subscribeFor(SubscribeWords calldata words, bytes calldata signature)
        external
        returns (uint256 id);

    /// @notice Subscribes an investor by one signature of their payment, ERC-3009 `ReceiveWithAuthorization` of exactly
    ///         `cashMax` to this contract, whose nonce is the digest of the words. Anyone may carry it.
    /// @custom:by anyone, with the investor's signed payment
    function subscribeWithAuthorization(
        SubscribeWords calldata words,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 id);

    /// @notice Takes a subscription back within its cooling-off, without a reason.
    /// @custom:by the investor, within their cooling-off
    function withdraw(uint256 id) external;

    /// @notice The same by signature. Anyone may carry it.
    /// @custom:by anyone, with the investor's signature, within their cooling-off
    function withdrawFor(uint256 id, uint256 deadline, bytes calldata signature) external;

    /* OFFICERS */

    /// @notice Subscribes an investor whose payment arrived outside the chain, once for each reference.
    /// @param  money must be the price of the units
    /// @custom:by an officer
    function attestFiat(address investor, uint104 units, uint128 money, bytes32 ref)
        external
        returns (uint256 id);

    /// @notice Says how many units open subscriptions get, after the window; the last word before the close counts. ByHand.
    /// @custom:by an officer, after the window, where it is by hand
    function allot(uint256[] calldata ids, uint104[] calldata units, bytes32 reasonHash) external;

    /// @notice Says until which day the units of open subscriptions are locked, where that is longer than the terms say, and
    ///         which legend they carry besides; the last word before the close counts.
    /// @custom:by an officer, before the close
    function lockLots(uint256[] calldata ids, uint16 unlockDay, uint16 legend) external;

    /// @notice Refuses open subscriptions; their money goes back.
    /// @custom:by an officer
    function reject(uint256[] calldata ids, bytes32 reasonHash) external;

    /// @notice Closes: after the window, or when the hard cap is met first come; with the soft cap met and the last
    ///         cooling-off over. From then on units are minted and their money is the issuer's.
    /// @custom:by an officer
    function close(bytes32 ref) external;

    /// @notice Gives the raise up before the close; everybody is refunded.
    /// @custom:by an officer, before the close
    function cancel(bytes32 reasonHash) external;

    /// @notice Records that money paid outside the chain was given back outside the chain.
    /// @custom:by an officer
    function recordFiatRefund(uint256 id, bytes32 ref) external;

    /// @notice Takes no more subscriptions in a currency, or takes them again: when it loses its peg.
    /// @custom:by ISSUER or PAUSER of the token
    function stopCurrency(uint8 currency, bool stopped) external;

    /* ANYONE */

    /// @notice After the close: mints each open subscription's accepted units in a lot, and gives back what is paid for
    ///         others. Whom the token refuses now does not hold up the rest: see `MintRefused`. Ids not open are passed by.
    /// @custom:by anyone, after the close
    function settle(uint256[] calldata ids) external;

    /// @notice Begins refunding, when the window has ended below the soft cap or the last day has come.
    /// @custom:by anyone, below the soft cap after the window, or at the end
    function fail() external;

    /// @notice Refunds open subscriptions once refunding has begun. Ids not open are passed by.
    /// @custom:by anyone, once refunding has begun
    function refund(uint256[] calldata ids) external;

    /// @notice Pays what is parked for an investor.
    /// @custom:by anyone, to the investor
    function claim(uint8 currency, address investor) external;

    /// @notice Sends the money of minted units to the treasury.
    /// @custom:by anyone, to the treasury
    function release(uint8 currency) external;

    /* VIEWS */

    /// @notice What `units` would cost now, in money and in a currency.
    function quote(uint104 units, uint8 currency) external view returns (uint256 money, uint256 cash);

    /// @notice The units a subscription gets as things stand; after the close, for good.
    function acceptedOf(uint256 id) external view returns (uint256);

    /// @notice As they were fixed at birth.
    function terms() external view returns (OfferingTerms memory);

    /// @notice What was subscribed, paid and decided; all zero for an id that does not exist.
    function subscription(uint256 id) external view returns (Subscription memory);

    /// @notice Whether it is open, has closed, or pays everybody back.
    function stage() external view returns (OfferingStage);

    /// @notice How many there have been; ids count from 1.
    function subscriptionCount() external view returns (uint256);

    /// @notice Units of open subscriptions; after the close, as they were at it.
    function subscribed() external view returns (uint256);

    /// @notice Units that officers have allotted by hand.
    function allotted() external view returns (uint256);

    /// @notice Units of subscriptions that were settled.
    function minted() external view returns (uint256);

    /// @notice The day of the close, from 1 January 1970 in UTC; 0 before it.
    function closedDay() external view returns (uint16);

    /// @notice What open subscriptions have paid in a currency. It leaves with them.
    function escrowOf(uint8 currency) external view returns (uint256);
    /// @notice The money of minted units that is not yet released.
    function proceedsOf(uint8 currency) external view returns (uint256);

    /// @notice What could not be paid to this investor and waits for them, in base units of the currency.
    function parkedOf(uint8 currency, address investor) external view returns (uint256);

    /// @notice All that is parked in this currency.
    function parkedTotalOf(uint8 currency) external view returns (uint256);

    /// @notice What is to be sent back of a payment outside the chain, until an officer has recorded that it was.
    function fiatRefundDueOf(uint256 id) external view returns (uint256);
    /// @notice What `lockLots` said last: the day, and the legend times 2^16.
    function lotLockOf(uint256 id) external view returns (uint32);

    /// @notice Units of their open subscriptions, of all their wallets together.
    function unitsOfInvestor(address identity) external view returns (uint256);

    /// @notice Whether nothing more is taken in this currency.
    function isStopped(uint8 currency) external view returns (bool);

    /// @notice The EIP-712 digest of words on this chain and offering: what is signed, or the nonce of the payment.
    function digestOf(SubscribeWords calldata words) external view returns (bytes32);

    /// @notice EIP-712: the hash of what a signature for this offering is bound to.
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice ERC-5267: what a signature for this contract is bound to.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );
}
