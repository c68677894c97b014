// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The money with which units of one token are bought back. Amounts in base units of the payment token.
///         What is here is funded − paid − returned; of it, `parked` is owed.
/// @param over        whether nothing is bought any more, so that what is not owed may go back
/// @param unitsBought destroyed, each of them paid for or its price parked
/// @param scale       base units of the token in one whole unit, 10^decimals
/// @param price       for one whole unit
/// @param treasury    where money that is not needed goes back to
/// @param parked      owed to holders who could not be paid, or may not be yet
struct Purse {
    address token;
    bool over;
    uint64 scale;
    address payment;
    uint104 unitsBought;
    address treasury;
    uint128 price;
    uint128 funded;
    uint128 paid;
    uint128 parked;
    uint128 returned;
}

/// @title  Buys units back: money against units destroyed, in one step
/// @notice What `Redemption` and `Tender` have in common. For every holder, the units destroyed are the units paid for,
///         at one price, rounded down to a base unit of money. A holder who cannot be paid is parked and never holds up
///         the others. A freeze follows into the money: while a wallet is frozen, or blocked in the registry, its price
///         is parked; when frozen units were bought, it is parked until an officer releases it. Whose wallet was lost is paid
///         where the distributor leads them, and nothing goes to the lost one, which the registry blocks.
/// @dev    Acts on a token through roles that its owner gave to this contract. Every purchase has its token, its money
///         and its officers in its own terms; a false token can only misdirect what was funded for itself. A payment
///         token must move exactly what it is told to, or fail. A fee on the way in is measured.
interface IBuyer {
    event Funded(uint256 indexed id, address indexed from, uint256 received);
    /// @notice Units were destroyed for this price; `Paid` or `Parked` follows when it is not nothing.
    event Bought(uint256 indexed id, address indexed holder, uint256 units, uint256 amount);
    event Paid(uint256 indexed id, address indexed holder, uint256 amount);
    /// @notice `held`: frozen units were bought, and an officer must release the price.
    event Parked(uint256 indexed id, address indexed holder, uint256 amount, bool held);
    event Released(uint256 indexed id, address indexed holder);
    event Returned(uint256 indexed id, address indexed treasury, uint256 amount);

    error DistributorMissing();
    error UnknownPurchase(uint256 id);
    /// @notice The caller lacks the role on this token that this asks for.
    error NotAuthorised(address caller, address token, uint256 role);
    error RefMissing();
    /// @notice The token's purchase with this reference exists, under this id.
    error AlreadyDeclared(bytes32 ref, uint256 id);
    /// @notice There is no security token at this address.
    error NotASecurityToken(address token);
    /// @notice This cannot be paid with: no contract, or the very token that is bought.
    error NotMoney(address payment);
    /// @notice Money must be able to go back: not to nobody, and not to this contract.
    error TreasuryUnusable(address treasury);
    error PriceMissing();
    error NoUnits();
    /// @notice Money is counted in 128 bits.
    error AmountTooLarge(uint256 amount);
    /// @notice An instant that must lie ahead does not.
    error NotAhead(uint40 at, uint256 now_);
    /// @notice This much is missing, to the base unit.
    error Underfunded(uint256 missing);
    /// @notice No more is taken than what is missing.
    error Overfunded(uint256 amount, uint256 missing);
    /// @notice Nothing is bought any more, or not yet over when it must be.
    error IsOver(uint256 id);
    error NotOver(uint256 id);
    error NothingToClaim(uint256 id, address holder);
    /// @notice The wallet the money goes to is frozen or blocked, or the holder's is frozen; or an officer has yet to release
    ///         the price.
    error StillHeld(uint256 id, address holder);
    /// @notice The payee still cannot be paid; the amount stays theirs.
    error PaymentFailed(address holder, uint256 amount);
    /// @notice More left this contract than was paid.
    error PaymentTokenMisbehaves(address payment);
    error NothingToReturn(uint256 id);
    /// @notice The token's owner has ended the hold this needs. It goes no further, and can be ended.
    error HoldEnded(uint256 id);
    /// @notice A record date that may pass while units are split or redeemed comes first.
    error RecordDateAhead(uint40 at);

    /// @notice Takes `amount` of the payment token from the caller, who has approved it; what arrives counts. At most
    ///         what is missing.
    /// @custom:by anyone
    function fund(uint256 id, uint256 amount) external;

    /// @notice Pays a holder what was parked for them. Anyone may call; the money only ever goes to the holder: to another
    ///         wallet of theirs where they lost this one, see `IDistributor.redirect`.
    /// @custom:by anyone, to the holder
    function claim(uint256 id, address holder) external;

    /// @notice Lets the price of frozen units be claimed.
    /// @custom:by FREEZER of the token
    function release(uint256 id, address holder) external;

    /// @notice Sends money that is neither paid nor owed back to the treasury, once all is over.
    /// @custom:by anyone, to the treasury, when all is over
    function returnRest(uint256 id) external;

    /// @notice What is still to be funded, to the base unit.
    function missing(uint256 id) external view returns (uint256);

    /// @notice The money of a purchase: what came in, what went out, what is owed.
    function purse(uint256 id) external view returns (Purse memory);

    /// @notice How many were declared; ids count from 1.
    function purchaseCount() external view returns (uint256);

    /// @notice The purchase of this token with this reference; 0 when there is none.
    function idOf(address token, bytes32 ref) external view returns (uint256);

    /// @notice What is owed to a holder who could not be paid, in base units of money.
    function parkedOf(uint256 id, address holder) external view returns (uint256);

    /// @notice Whether an officer must release what is parked, since frozen units were bought.
    function isHeld(uint256 id, address holder) external view returns (bool);
}
