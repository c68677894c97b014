// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBuyer} from "./IBuyer.sol";

/// @notice What the issuer offers.
/// @param unitsMax bought at most; exactly as many when more are tendered
/// @param price    for one whole unit, in base units of `payment`
/// @param opensAt  the first instant at which units can be tendered, and
/// @param closesAt the first at which they no longer can
/// @param oddLot   holders of no more than this, who tender all they have free, come first; 0: nobody does
/// @param treasury where money that is not needed goes back to
/// @param ref      an idempotency key, usable once per token
struct TenderTerms {
    address token;
    address payment;
    address treasury;
    uint104 unitsMax;
    uint128 price;
    uint40 opensAt;
    uint40 closesAt;
    uint104 oddLot;
    bytes32 ref;
}

/// @param cancelled    by the issuer, before it closed
/// @param ranked       whether it is known whom the units that rounding leaves go to
/// @param tendered     units tendered in all, of which
/// @param tenderedOdd  by holders of odd lots
/// @param unitsSettled tendered units whose holders have been paid and set free
/// @param last         when ranked: the last holder who gets one unit more; zero when nobody does
struct TenderState {
    bool cancelled;
    bool ranked;
    uint40 opensAt;
    uint40 closesAt;
    uint104 unitsMax;
    uint104 oddLot;
    uint104 tendered;
    uint104 tenderedOdd;
    uint104 unitsSettled;
    address last;
}

/// @param odd     whether this was all they had free when they tendered it, of no more than an odd lot
/// @param settled whether it was accepted or set free
/// @param nonce   what their next signature must carry
struct Bid {
    uint104 units;
    bool odd;
    bool settled;
    uint64 nonce;
}

/// @title  Buys back what holders tender
/// @notice Holders tender units while the offer is open, by a transaction or by a signature that anyone may carry, and
///         change or withdraw what they tendered until it closes. What is tendered is frozen: it stays theirs, with its
///         dividends and votes, and cannot be moved. The money is here before anybody can tender.
///         When more is tendered than is bought, everybody sells in proportion, and the units that rounding leaves go
///         one each to the largest remainders, then to the larger tender, then to the lower address: so exactly
///         `unitsMax` are bought. Accepted units are destroyed against their price in one step, all others set free.
///         Nobody can pause any of it.
/// @dev    Needs ISSUER and FREEZER on the token. What is tendered counts in the token's frozen units, so that an officer
///         who freezes more or less with `freezePartialTokens` and `unfreezePartialTokens` is not in its way; who sets
///         them in all with `setFrozenTokens` must add what is tendered. Units that an officer took from a holder by a
///         forced transfer or a burn are not bought: an issuer settles those who are short of them.
interface ITender is IBuyer {
    event TenderOffered(
        uint256 indexed id,
        address indexed token,
        address payment,
        uint104 unitsMax,
        uint128 price,
        uint40 opensAt,
        uint40 closesAt,
        uint104 oddLot,
        bytes32 ref
    );
    event TenderCancelled(uint256 indexed id);
    /// @notice The holder now tenders this many units in all.
    event Tendered(uint256 indexed id, address indexed holder, uint256 units, bool odd);
    /// @notice An officer has recovered the holder's wallet, and the tender follows.
    event TenderFollowed(uint256 indexed id, address indexed lost, address indexed fresh);
    /// @notice It is proven to whom the `extra` units that rounding leaves go: `last` is the last of them.
    event TenderRanked(uint256 indexed id, address last, uint256 extra);
    /// @notice Of the units tendered, `accepted` were bought; the others are free again.
    event TenderSettled(uint256 indexed id, address indexed holder, uint256 tendered, uint256 accepted);
    event TenderClosed(uint256 indexed id, uint256 tendered, uint256 unitsBought);

    /// @notice An offer closes after it opens.
    error WindowEmpty(uint40 opensAt, uint40 closesAt);
    /// @notice Units are tendered and withdrawn from `opensAt` on and before `closesAt`.
    error NotOpen(uint256 id, uint40 opensAt, uint40 closesAt);
    error NotClosed(uint256 id, uint40 closesAt);
    error Cancelled(uint256 id);
    error NotCancelled(uint256 id);
    /// @notice Only units neither frozen nor locked can be tendered.
    error NotFree(address holder, uint256 units, uint256 free);
    /// @notice A wallet that is frozen, or blocked in the registry, tenders nothing.
    error HolderStopped(address holder);
    /// @notice Addresses must ascend, so that nobody is counted twice.
    error NotAscending(address previous, address holder);
    error AlreadyRanked(uint256 id);
    /// @notice More was tendered than is bought: `rank` must come first.
    error NotRanked(uint256 id);
    /// @notice Less was tendered than is bought: everybody sells all.
    error NotOversubscribed(uint256 id);
    /// @notice With this holder as the last, `ranked` holders would get one unit more, and `extra` units are left.
    error NotTheLast(address last, uint256 ranked, uint256 extra);
    error NotSettled(uint256 settled, uint256 tendered);
    error NothingTendered(uint256 id, address holder);
    /// @notice The registry does not say that both wallets are one investor's, or `fresh` tenders by itself.
    error CannotFollow(address lost, address fresh);

    /// @notice Offers to buy. ISSUER of the token. It opens once it is funded whole.
    /// @custom:by ISSUER of the token
    function offer(TenderTerms calldata terms) external returns (uint256 id);

    /// @notice Gives it up before it closes: all units are free, the money goes back. ISSUER of the token. Once the owner has
    ///         ended its hold, at any time: what was not settled is not bought.
    /// @custom:by ISSUER of the token, before it closes
    function cancel(uint256 id) external;

    /// @notice The caller tenders `units` in all, instead of what they tendered before; 0 withdraws.
    /// @custom:by the holder, while it is open
    function tender(uint256 id, uint256 units) external;

    /// @notice The same, as `holder` has signed it: `Tender(uint256 id,address holder,uint256 units,uint256 nonce,uint256
    ///         deadline)`. Anyone may carry it. Whatever the holder does in this offer voids what they signed before.
    /// @custom:by anyone, with the holder's signature
    function tenderFor(uint256 id, address holder, uint256 units, uint256 deadline, bytes calldata signature)
        external;

    /// @notice Lets the tender follow a wallet that was recovered, of a cancelled one too. RECOVERER of the token, after `recoveryAddress`.
    /// @custom:by RECOVERER of the token, after it recovered a wallet
    function follow(uint256 id, address lost, address fresh) external;

    /// @notice Settles, or frees, those too of whom an officer has taken or freed units that they tendered, as far as they still
    ///         have them. Whoever calls it has looked that no wallet among them was recovered: its tender would end, and what is
    ///         frozen for it stay frozen.
    /// @custom:by ISSUER of the token
    function settleShort(uint256 id, address[] calldata holders) external;

    /// @notice Proves in batches who gets one unit more. Anyone, once it has closed, when more was tendered than is bought.
    ///         The batches of one caller and one `run` list all whose tenders are cut, in strictly ascending order;
    ///         when they are covered and `last` is right, it is settled for good.
    /// @param run  chosen by the caller: another one begins again
    /// @param last the last holder, in the order above, who gets one unit more; zero when rounding leaves none
    /// @custom:by anyone, once it has closed, when too much was tendered
    function rank(uint256 id, uint256 run, address last, address[] calldata holders) external;

    /// @notice Buys what was accepted of these holders' units and sets the others free. Whoever has less
    ///         frozen than they tendered is passed over: their wallet may have been recovered, and `follow` comes first.
    /// @dev    Give it at least the 300,000 gas that one payment may need, beyond what it uses.
    /// @custom:by anyone, once it has closed
    function settle(uint256 id, address[] calldata holders) external;

    /// @notice Sets the units of these holders free after it was cancelled. The same are passed over.
    /// @custom:by anyone, when it was cancelled
    function free(uint256 id, address[] calldata holders) external;

    /// @notice Ends it when everybody is settled, so that the rest of the money can go back.
    /// @custom:by anyone, when everybody is settled
    function close(uint256 id) external;

    /// @notice What would be bought from this holder as it stands; `final_` once nothing can change it. Before it is
    ///         ranked, without what rounding leaves.
    function acceptedOf(uint256 id, address holder) external view returns (uint256 units, bool final_);

    /// @notice What was offered, and how far it has come.
    function tenderState(uint256 id) external view returns (TenderState memory);

    /// @notice What this holder has tendered, and what became of it.
    function bidOf(uint256 id, address holder) external view returns (Bid memory);

    /// @notice EIP-712: the hash of what a signature for this contract is bound to.
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
