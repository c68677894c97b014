// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../Reason.sol";

/// @notice What one side signs: to sell, or to buy, at most so many units, at this price or a better one.
/// @param trader       who signs; a contract wallet signs by ERC-1271
/// @param sells        whether the trader gives units for cash; else cash for units
/// @param token        the security
/// @param cash         what it is paid in
/// @param units        the most, in base units of the token, over all fills of this nonce
/// @param unitsMin     the fewest in one fill, when as many are left; equal to `units`: all or nothing
/// @param price        cash, in its base units, for `per` units, before fees: the least when selling, the most when buying
/// @param feeBps       the fee in hundredths of a per cent of the cash, paid by the trader; at most 10,000
/// @param feeMax       the most fee for all of `units`; a part of them pays at most that part of it
/// @param feeRecipient who gets the fee
/// @param counterparty the only one the trader deals with; zero is anyone. A quote for one buyer names them.
/// @param nonce        chosen by the trader, done once, in any order. Orders with one nonce replace each other: what any of
///                     them has filled counts for all. At most 2^128 − 1; a greater one is the struct hash of a maker's
///                     order that this one accepts: it meets that order alone, and needs no word of its own when it takes all
///                     of it.
/// @param deadline     the last second it is good
/// @param rescalings   the token's `rescalings` when it was signed: a split makes another unit, and ends the order
struct Order {
    address trader;
    bool sells;
    address token;
    address cash;
    uint104 units;
    uint104 unitsMin;
    uint128 price;
    uint104 per;
    uint16 feeBps;
    uint128 feeMax;
    address feeRecipient;
    address counterparty;
    uint256 nonce;
    uint256 deadline;
    uint256 rescalings;
}

/// @notice Two orders to be settled against each other, at the maker's price.
struct Pair {
    Order maker;
    bytes makerSignature;
    Order taker;
    bytes takerSignature;
    uint104 units;
}

/// @notice Why two orders do not settle. The order is the order of the checks; a refused transaction carries the first.
enum Fault {
    None,
    /// Both sell, or both buy.
    SameSide,
    /// The orders name different securities, or one that is no contract.
    TokenDiffers,
    /// The orders name different cash, or cash that is no contract, or the security itself.
    CashDiffers,
    /// The order names another counterparty, or accepts another order.
    NotCounterparty,
    /// The order's deadline has passed. Actual: now; limit: the deadline.
    Expired,
    /// The order was filled, or cancelled. Actual: its nonce.
    NonceDone,
    /// Not the trader's signature over this order: other words, other chain, other contract, or malleable.
    SignatureInvalid,
    /// The price is nothing, or for no units.
    PriceMissing,
    /// The fee is above the whole, or goes to nobody. Actual: basis points; limit: 10,000.
    FeeInvalid,
    /// Fewer units than the order takes in one fill. Actual: the units; limit: the fewest.
    TooFewUnits,
    /// More units than are left of the order. Actual: the units; limit: what is left.
    TooManyUnits,
    /// The maker's price is outside the taker's limit. Actual: the cash to be paid; limit: the taker's.
    PriceOutside,
    /// The order counts in units of before a split or a reverse split. Actual: the token's `rescalings`; limit: the order's.
    UnitsRescaled,
    /// Both wallets are one investor's.
    SelfTrade,
    /// The seller has not approved as many units. Actual: units asked; limit: units approved.
    UnitsNotApproved,
    /// The token refuses the transfer, for the reason given with its numbers.
    TransferRefused,
    /// Some of the seller's units are locked, if open to this buyer: no order says so. Actual: units asked; limit: units free.
    UnitsNotFree,
    /// The buyer has too little cash. Actual: cash and fees to be paid; limit: what they have.
    CashMissing,
    /// The buyer has not approved as much cash. Actual: cash and fees to be paid; limit: what is approved.
    CashNotApproved
}

/// @notice One thing in the way of a settlement.
/// @param trader whose order, or wallet, it is about
/// @param reason the token's, for `TransferRefused`; None otherwise
struct Obstacle {
    Fault fault;
    Reason reason;
    address trader;
    uint256 actual;
    uint256 limit;
}

/// @title  Delivery versus payment
/// @notice Units against cash in one call, both or neither. Two signed orders, or one signed quote and a caller who takes
///         it. Never more units, more cash or a worse price than each side has signed.
/// @dev    Trust: nobody has a special right here, and nothing is ever kept here. Both traders approve this contract, and
///         it moves their units and cash only by their own signatures or call. Anyone may carry two orders that meet: who
///         wants to choose with whom they trade names the counterparty. A false token or a false currency can cheat only
///         those who have signed its address, and not of the other leg: units and cash are counted on arrival.
///         Rounding: cash is rounded towards the maker, and refused when that is beyond the taker's limit. Two orders at
///         one price therefore settle only in units for which it divides.
interface ISettlement {
    /// @notice Units moved against cash. The buyer paid `amount + buyerFee`, the seller received `amount - sellerFee`.
    ///         The orders by their EIP-712 struct hash, zero for a caller who signed none.
    event Settled(
        address indexed token,
        address indexed seller,
        address indexed buyer,
        address cash,
        uint256 units,
        uint256 amount,
        uint256 sellerFee,
        uint256 buyerFee,
        bytes32 sellOrder,
        bytes32 buyOrder
    );
    /// @notice One pair of a batch did not settle: the first bytes of what it reverted with.
    event PairFailed(uint256 indexed index, bytes error);
    event NoncesCancelled(address indexed trader, uint256 indexed word, uint128 mask);

    /// @notice The first obstacle, as `check` tells.
    error SettlementRefused(Fault fault, Reason reason, address trader, uint256 actual, uint256 limit);
    /// @notice The token did not deliver what it said it moved.
    error UnitsNotDelivered(address token, uint256 expected, uint256 arrived);
    /// @notice The cash token took a fee, or moved something else than it was told to.
    error CashNotDelivered(address cash, uint256 expected, uint256 arrived);
    /// @notice One of the legs failed and says nothing that `check` knows.
    error LegFailed(address token, bytes error);
    /// @notice Only a batch of this contract calls this.
    error NotSelf(address caller);
    /// @notice Too little gas is left to give one pair its due.
    error GasTooLow(uint256 left, uint256 needed);
    /// @notice Not a signature of `trader` over this cancellation.
    error SignatureInvalid(address trader);
    error CancellationExpired(uint256 deadline);

    /// @notice Settles `units` of both orders at the maker's price.
    /// @custom:by anyone, with two orders
    function settle(Pair calldata pair) external;

    /// @notice Settles each pair by itself: one that fails is told by `PairFailed` and does not hold up the others.
    /// @return settled how many did
    /// @custom:by anyone, with the orders
    function settleBatch(Pair[] calldata pairs) external returns (uint256 settled);

    /// @notice Takes `units` of a signed order or quote, the caller being the other side. The caller signs nothing and pays
    ///         no fee of their own.
    /// @param  limit the most cash to pay, or the least to receive
    /// @custom:by the other side of one order
    function take(Order calldata quote, bytes calldata signature, uint104 units, uint256 limit) external;

    /// @notice Voids the caller's nonces `128 × word + i` for each bit `i` of `mask`.
    /// @custom:by the trader
    function cancel(uint256 word, uint128 mask) external;

    /// @notice The same, signed, so that the trader needs no gas.
    /// @custom:by anyone, with the trader's signature
    function cancelFor(address trader, uint256 word, uint128 mask, uint256 deadline, bytes calldata signature)
        external;

    /// @notice Everything in the way of settling this pair now, in order; empty when it would settle. The first is what a
    ///         transaction would be refused with. The rules of the token and of the cash are asked only when nothing is
    ///         wrong with the orders.
    function check(Pair calldata pair) external view returns (Obstacle[] memory);

    /// @notice The same for `taker` taking a quote.
    function checkTake(
        address taker,
        Order calldata quote,
        bytes calldata signature,
        uint104 units,
        uint256 limit
    ) external view returns (Obstacle[] memory);

    /// @notice The cash for `units` of the maker's order, and the fees of both sides.
    function quote(Order calldata maker, Order calldata taker, uint104 units)
        external
        pure
        returns (uint256 amount, uint256 makerFee, uint256 takerFee);

    /// @notice What is signed: the EIP-712 digest of an order on this chain and contract.
    function digestOf(Order calldata order) external view returns (bytes32);

    /// @notice What is remembered of one nonce of a trader. The nonce of an acceptance that took a maker's whole order at once is
    ///         not remembered: it was used up with that order, whose own nonce is done, and reads as one never used.
    /// @return done   it was filled to the last unit or cancelled: no order with it settles any more
    /// @return filled the units taken by fills that each left something, or that took what such fills had left. They count for
    ///                every order with this nonce. Zero where one fill took an order whole
    function nonceState(address trader, uint256 nonce) external view returns (bool done, uint256 filled);

    /// @notice EIP-712: the hash of what an order for this contract is bound to.
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
