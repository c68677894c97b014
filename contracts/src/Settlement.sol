// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {ITokenFront} from "./interfaces/ITokenFront.sol";
import {Fault, ISettlement, Obstacle, Order, Pair} from "./interfaces/ISettlement.sol";
import {Finding, Reason} from "./Reason.sol";
import {InvestorRecord} from "./types/InvestorRecord.sol";

/// @title Settlement
/// @notice See `ISettlement`, which says what each function promises.
contract Settlement is ISettlement, ReentrancyGuardTransient {
    string private constant NAME = "Aliquot Settlement";
    string private constant VERSION = "1";
    bytes32 private constant NAME_HASH = keccak256("Aliquot Settlement");
    bytes32 private constant VERSION_HASH = keccak256("1");
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant ORDER_TYPEHASH = keccak256(
        "Order(address trader,bool sells,address token,address cash,uint104 units,uint104 unitsMin,uint128 price,uint104 per,uint16 feeBps,uint128 feeMax,address feeRecipient,address counterparty,uint256 nonce,uint256 deadline,uint256 rescalings)"
    );
    bytes32 private constant CANCEL_TYPEHASH =
        keccak256("Cancel(address trader,uint256 word,uint128 mask,uint256 deadline)");

    uint256 private constant BPS = 10_000;
    /// Of a nonce: that it is filled or cancelled; that a part of it was filled.
    uint256 private constant DONE = 1;
    uint256 private constant BEGUN = 1 << 128;
    /// Above it, a nonce is the hash of the order that is accepted. No hash is as low but by a chance of 2^-128.
    uint256 private constant NONCE_MAX = type(uint128).max;
    /// What one pair of a batch may use: several times what a settlement takes under every rule, and a bound on what a
    /// token that burns gas can cost the other pairs.
    uint256 private constant PAIR_GAS = 1_000_000;
    /// One pair, what EIP-150 keeps back from it, and the work to report it.
    uint256 private constant PAIR_GAS_MIN = 1_050_000;
    /// So much of a failed pair's answer is reported: every error of ours fits.
    uint256 private constant ERROR_BYTES_MAX = 260;
    /// Ten of each order, what both have in common, and every reason of a token.
    uint256 private constant OBSTACLES_MAX = 64;

    /// Two bits for each of 128 nonces: in the lower half that it is filled or cancelled, in the upper that a part of it
    /// was filled. So a fill of all reads and writes one word.
    mapping(address trader => mapping(uint256 word => Nonces)) private _nonces;
    /// What was filled of nonces that are filled in part.
    mapping(address trader => mapping(uint256 nonce => uint256)) private _filled;

    /// What is to move, once it is decided. It begins as `Settled` tells it: see `_tell`.
    struct Deal {
        address token;
        address seller;
        address buyer;
        address cash;
        uint256 units;
        uint256 amount;
        uint256 sellerFee;
        uint256 buyerFee;
        bytes32 sellOrder;
        bytes32 buyOrder;
        address sellerFeeRecipient;
        address buyerFeeRecipient;
    }

    /// 128 nonces of a trader.
    struct Nonces {
        uint256 bits;
    }

    /* TRADERS AND ANYONE */

    /// @inheritdoc ISettlement
    function settle(Pair calldata pair) external nonReentrant {
        _settle(pair);
    }

    /// @inheritdoc ISettlement
    function settleBatch(Pair[] calldata pairs) external nonReentrant returns (uint256 settled) {
        for (uint256 i; i < pairs.length; ++i) {
            require(gasleft() >= PAIR_GAS_MIN, GasTooLow(gasleft(), PAIR_GAS_MIN));
            (bool ok, bytes memory error) =
                _callBounded(address(this), PAIR_GAS, abi.encodeCall(this.settleOne, (pairs[i])));
            if (ok) ++settled;
            else emit PairFailed(i, error);
        }
    }

    /// @notice One pair of a batch; for this contract alone, which has locked itself.
    /// @custom:by this contract itself, in `settleBatch`
    function settleOne(Pair calldata pair) external {
        require(msg.sender == address(this), NotSelf(msg.sender));
        _settle(pair);
    }

    /// @inheritdoc ISettlement
    function take(Order calldata quote_, bytes calldata signature, uint104 units, uint256 limit)
        external
        nonReentrant
    {
        Obstacle[] memory none;
        Order memory order = _copyOf(quote_);
        bytes32 hash = _hashOf(order);
        Nonces storage nonces =
            _weighOrder(none, order, _digest(DOMAIN_SEPARATOR(), hash), signature, msg.sender, 0, units);
        Deal memory deal = _dealOf(order, hash, msg.sender, units);
        _weighTake(none, deal, order, limit);
        _use(order, nonces, units);
        _move(deal);
    }

    /// @inheritdoc ISettlement
    function cancel(uint256 word, uint128 mask) external {
        _cancel(msg.sender, word, mask);
    }

    /// @inheritdoc ISettlement
    function cancelFor(address trader, uint256 word, uint128 mask, uint256 deadline, bytes calldata signature)
        external
    {
        require(block.timestamp <= deadline, CancellationExpired(deadline));
        bytes32 words = keccak256(abi.encode(CANCEL_TYPEHASH, trader, word, mask, deadline));
        require(_isSigned(trader, _digest(DOMAIN_SEPARATOR(), words), signature), SignatureInvalid(trader));
        _cancel(trader, word, mask);
    }

    /* VIEWS */

    /// @inheritdoc ISettlement
    function check(Pair calldata pair) external view returns (Obstacle[] memory) {
        Obstacle[] memory obstacles = _room();
        (Deal memory deal,,) = _weigh(obstacles, pair, _copyOf(pair.maker), _copyOf(pair.taker));
        if (obstacles[OBSTACLES_MAX].actual == 0) _weighLegs(obstacles, deal, true, 0);
        return _told(obstacles);
    }

    /// @inheritdoc ISettlement
    function checkTake(
        address taker,
        Order calldata quote_,
        bytes calldata signature,
        uint104 units,
        uint256 limit
    ) external view returns (Obstacle[] memory) {
        Obstacle[] memory obstacles = _room();
        Order memory order = _copyOf(quote_);
        bytes32 hash = _hashOf(order);
        _weighOrder(obstacles, order, _digest(DOMAIN_SEPARATOR(), hash), signature, taker, 0, units);
        if (obstacles[OBSTACLES_MAX].actual == 0) {
            Deal memory deal = _dealOf(order, hash, taker, units);
            _weighTake(obstacles, deal, order, limit);
            if (obstacles[OBSTACLES_MAX].actual == 0) _weighLegs(obstacles, deal, true, 0);
        }
        return _told(obstacles);
    }

    /// @inheritdoc ISettlement
    function quote(Order calldata maker, Order calldata taker, uint104 units)
        external
        pure
        returns (uint256 amount, uint256 makerFee, uint256 takerFee)
    {
        amount = _cashOf(maker, units);
        makerFee = _feeOf(maker, units, amount);
        takerFee = _feeOf(taker, units, amount);
    }

    /// @inheritdoc ISettlement
    function digestOf(Order calldata order) external view returns (bytes32) {
        return _digest(DOMAIN_SEPARATOR(), _hashOf(_copyOf(order)));
    }

    /// @inheritdoc ISettlement
    function nonceState(address trader, uint256 nonce) external view returns (bool done, uint256 filled) {
        return ((_nonces[trader][nonce >> 7].bits >> (nonce & 127)) & DONE != 0, _filled[trader][nonce]);
    }

    /// @inheritdoc ISettlement
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        // Not stored: after a fork of the chain it is another one.
        return keccak256(abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, block.chainid, address(this)));
    }

    /// @inheritdoc ISettlement
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
        )
    {
        // 0x0f: name, version, chainId and verifyingContract are used.
        return (0x0f, NAME, VERSION, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /* DECIDING */

    function _settle(Pair calldata pair) private {
        Obstacle[] memory none;
        (Order memory maker, Order memory taker) = (_copyOf(pair.maker), _copyOf(pair.taker));
        (Deal memory deal, Nonces storage makers, Nonces storage takers) = _weigh(none, pair, maker, taker);
        _use(maker, makers, pair.units);
        // Who accepts this very order, and gets all of it, never meets it again: the nonce is used up with the order.
        if (taker.nonce <= NONCE_MAX || pair.units != maker.units) _use(taker, takers, pair.units);
        _move(deal);
    }

    /// @dev Everything about the two orders that does not depend on the tokens. Without room for obstacles it reverts with
    ///      the first; with room it goes on as far as makes sense.
    function _weigh(Obstacle[] memory obstacles, Pair calldata pair, Order memory maker, Order memory taker)
        private
        view
        returns (Deal memory deal, Nonces storage makers, Nonces storage takers)
    {
        if (maker.sells == taker.sells) _refuse(obstacles, Fault.SameSide, taker.trader, 0, 0);
        if (maker.token != taker.token) _refuse(obstacles, Fault.TokenDiffers, taker.trader, 0, 0);
        if (maker.cash != taker.cash) _refuse(obstacles, Fault.CashDiffers, taker.trader, 0, 0);
        uint256 units = pair.units;
        (bytes32 makerHash, bytes32 takerHash) = (_hashOf(maker), _hashOf(taker));
        bytes32 domain = DOMAIN_SEPARATOR();
        makers = _weighOrder(
            obstacles, maker, _digest(domain, makerHash), pair.makerSignature, taker.trader, 0, units
        );
        takers = _weighOrder(
            obstacles, taker, _digest(domain, takerHash), pair.takerSignature, maker.trader, makerHash, units
        );
        if (maker.per == 0 || taker.per == 0) return (deal, makers, takers);

        deal = _dealOf(maker, makerHash, taker.trader, units);
        // Each side's limit is rounded towards that side: between the two there may be no whole base unit.
        uint256 limit = _cashOf(taker, units);
        if (maker.sells ? deal.amount > limit : deal.amount < limit) {
            _refuse(obstacles, Fault.PriceOutside, taker.trader, deal.amount, limit);
        }
        if (maker.sells) {
            deal.buyerFee = _feeOf(taker, units, deal.amount);
            deal.buyerFeeRecipient = taker.feeRecipient;
            deal.buyOrder = takerHash;
        } else {
            deal.sellerFee = _feeOf(taker, units, deal.amount);
            deal.sellerFeeRecipient = taker.feeRecipient;
            deal.sellOrder = takerHash;
        }
        // Without room for obstacles, a token that is no contract was refused with its order.
        if (obstacles.length != 0 && maker.token.code.length == 0) return (deal, makers, takers);
        uint256 rescalings = _rescalingsOf(maker.token);
        _weighUnit(obstacles, maker, rescalings);
        _weighUnit(obstacles, taker, rescalings);
        _weighParties(obstacles, deal);
    }

    /// @dev What concerns one order alone; `digest` is what its trader signed, `met` the hash of the
    ///      maker's order that it takes, if it does. Returns where its nonce is kept.
    function _weighOrder(
        Obstacle[] memory obstacles,
        Order memory order,
        bytes32 digest,
        bytes calldata signature,
        address counterparty,
        bytes32 met,
        uint256 units
    ) private view returns (Nonces storage nonces) {
        address trader = order.trader;
        if (order.token.code.length == 0) _refuse(obstacles, Fault.TokenDiffers, trader, 0, 0);
        if (order.cash.code.length == 0 || order.cash == order.token) {
            _refuse(obstacles, Fault.CashDiffers, trader, 0, 0);
        }
        if (order.counterparty != address(0) && order.counterparty != counterparty) {
            _refuse(obstacles, Fault.NotCounterparty, trader, 0, 0);
        }
        // An order that accepts another one meets that one alone.
        if (order.nonce > NONCE_MAX && order.nonce != uint256(met)) {
            _refuse(obstacles, Fault.NotCounterparty, trader, 0, 0);
        }
        if (block.timestamp > order.deadline) {
            _refuse(obstacles, Fault.Expired, trader, block.timestamp, order.deadline);
        }
        uint256 nonce = order.nonce;
        nonces = _nonces[trader][nonce >> 7];
        uint256 bits = nonces.bits >> (nonce & 127);
        if (bits & DONE != 0) _refuse(obstacles, Fault.NonceDone, trader, nonce, 0);
        if (!_isSigned(trader, digest, signature)) _refuse(obstacles, Fault.SignatureInvalid, trader, 0, 0);
        if (order.price == 0 || order.per == 0) _refuse(obstacles, Fault.PriceMissing, trader, 0, 0);
        if (order.feeBps > BPS || (order.feeBps != 0 && order.feeRecipient == address(0))) {
            _refuse(obstacles, Fault.FeeInvalid, trader, order.feeBps, BPS);
        }
        uint256 left = order.units;
        if (bits & BEGUN != 0) {
            uint256 filled = _filled[trader][nonce];
            left = left > filled ? left - filled : 0;
        }
        uint256 least = order.unitsMin;
        if (least > left) least = left;
        if (least == 0) least = 1;
        if (units < least) _refuse(obstacles, Fault.TooFewUnits, trader, units, least);
        if (units > left) _refuse(obstacles, Fault.TooManyUnits, trader, units, left);
    }

    /// @dev Whether the token has still the unit that the order counts in: `rescalings` is what it says now.
    function _weighUnit(Obstacle[] memory obstacles, Order memory order, uint256 rescalings) private pure {
        uint256 signed = order.rescalings;
        if (rescalings != signed) {
            _refuse(obstacles, Fault.UnitsRescaled, order.trader, rescalings, signed);
        }
    }

    /// @dev What a caller who takes a quote has said.
    function _weighTake(Obstacle[] memory obstacles, Deal memory deal, Order memory order, uint256 limit)
        private
        view
    {
        address taker = order.sells ? deal.buyer : deal.seller;
        if (order.sells ? deal.amount > limit : deal.amount < limit) {
            _refuse(obstacles, Fault.PriceOutside, taker, deal.amount, limit);
        }
        _weighUnit(obstacles, order, _rescalingsOf(order.token));
        _weighParties(obstacles, deal);
    }

    function _weighParties(Obstacle[] memory obstacles, Deal memory deal) private view {
        address registry =
            address(uint160(_ask(deal.token, ITokenFront.identityRegistry.selector, address(0))));
        (InvestorRecord seller, InvestorRecord buyer) = _pair(registry, deal.seller, deal.buyer);
        address identity = seller.identity();
        bool same = identity != address(0) && identity == buyer.identity();
        same = same || deal.seller == deal.buyer;
        if (same) _refuse(obstacles, Fault.SelfTrade, deal.buyer, 0, 0);
    }

    /// @dev `IInvestorRegistry.pair`, likewise.
    function _pair(address registry, address seller, address buyer)
        private
        view
        returns (InvestorRecord ofSeller, InvestorRecord ofBuyer)
    {
        bytes32 selector = IInvestorRegistry.pair.selector;
        // Asked from beyond the memory in use, answered into the scratch space.
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), seller)
            mstore(add(input, 36), buyer)
            if iszero(staticcall(gas(), registry, input, 68, 0, 64)) { revert(0, 0) }
            if iszero(eq(returndatasize(), 64)) { revert(0, 0) }
            ofSeller := mload(0)
            ofBuyer := mload(32)
        }
    }

    /// @dev What the tokens would refuse: `units` the security's leg and the cash's, else the cash's alone, of which the
    ///      buyer has `paid` a part already.
    function _weighLegs(Obstacle[] memory obstacles, Deal memory deal, bool units, uint256 paid)
        private
        view
    {
        if (units) {
            ISecurityToken token = ISecurityToken(deal.token);
            uint256 approved = token.allowance(deal.seller, address(this));
            if (approved < deal.units) {
                _refuse(obstacles, Fault.UnitsNotApproved, deal.seller, deal.units, approved);
            }
            Finding[] memory findings = token.explain(deal.seller, deal.buyer, deal.units);
            for (uint256 i; i < findings.length; ++i) {
                Finding memory f = findings[i];
                _refuse(obstacles, Obstacle(Fault.TransferRefused, f.reason, deal.buyer, f.actual, f.limit));
            }
            uint256 free = token.freeOf(deal.seller);
            if (deal.units > free && findings.length == 0) {
                _refuse(obstacles, Fault.UnitsNotFree, deal.seller, deal.units, free);
            }
        }
        uint256 due = deal.amount + deal.buyerFee;
        uint256 cash = IERC20(deal.cash).balanceOf(deal.buyer);
        if (cash < due - paid) _refuse(obstacles, Fault.CashMissing, deal.buyer, due, cash + paid);
        cash = IERC20(deal.cash).allowance(deal.buyer, address(this));
        if (cash < due - paid) _refuse(obstacles, Fault.CashNotApproved, deal.buyer, due, cash + paid);
    }

    /// @dev The deal at the maker's price, with the maker's fee alone.
    function _dealOf(Order memory maker, bytes32 hash, address taker, uint256 units)
        private
        pure
        returns (Deal memory deal)
    {
        deal.token = maker.token;
        deal.cash = maker.cash;
        deal.units = units;
        deal.amount = _cashOf(maker, units);
        if (maker.sells) {
            (deal.seller, deal.buyer) = (maker.trader, taker);
            deal.sellOrder = hash;
            deal.sellerFee = _feeOf(maker, units, deal.amount);
            deal.sellerFeeRecipient = maker.feeRecipient;
        } else {
            (deal.seller, deal.buyer) = (taker, maker.trader);
            deal.buyOrder = hash;
            deal.buyerFee = _feeOf(maker, units, deal.amount);
            deal.buyerFeeRecipient = maker.feeRecipient;
        }
    }

    /// @dev The order's limit for `units`, rounded towards its trader: up when they sell, down when they buy.
    function _cashOf(Order memory order, uint256 units) private pure returns (uint256) {
        uint256 per = order.per;
        if (per == 0) return 0;
        unchecked {
            // 104 + 128 bits, and 104 more added: no overflow.
            uint256 product = units * order.price;
            return order.sells ? (product + per - 1) / per : product / per;
        }
    }

    /// @dev The part of the cash, or of the most the order pays, whichever is less; rounded down, so that over all fills it
    ///      is never more than signed.
    function _feeOf(Order memory order, uint256 units, uint256 amount) private pure returns (uint256) {
        uint256 bps = order.feeBps;
        uint256 all = order.units;
        if (bps == 0 || all == 0) return 0;
        unchecked {
            // 232 + 16 bits, and 104 + 128: no overflow.
            uint256 fee = amount * bps / BPS;
            uint256 max = units * order.feeMax / all;
            return fee < max ? fee : max;
        }
    }

    /* MOVING */

    /// @dev Marks `units` of an order as filled, before anything moves.
    function _use(Order memory order, Nonces storage nonces, uint256 units) private {
        (address trader, uint256 nonce, uint256 all) = (order.trader, order.nonce, order.units);
        uint256 bits = nonces.bits;
        uint256 bit = 1 << (nonce & 127);
        if (units != all) {
            // More than is left was refused: no overflow, and never above `all`.
            uint256 filled = _filled[trader][nonce] + units;
            _filled[trader][nonce] = filled;
            if (filled != all) bit <<= 128;
        }
        if (bits & bit == 0) nonces.bits = bits | bit;
    }

    /// @dev Both legs. Whatever fails reverts everything.
    function _move(Deal memory deal) private {
        _tell(deal);
        // Locked units that are open to this buyer would move too, and nobody has agreed to them.
        if (deal.units > _ask(deal.token, ITokenFront.freeOf.selector, deal.seller)) {
            _fail(deal, deal.token, true, 0, "");
        }
        uint256 before = _balanceOf(deal.token, deal.buyer);
        bytes memory error = _transferFrom(deal.token, deal.seller, deal.buyer, deal.units);
        if (error.length != 0) _fail(deal, deal.token, true, 0, error);
        uint256 arrived = _balanceOf(deal.token, deal.buyer) - before;
        require(arrived == deal.units, UnitsNotDelivered(deal.token, deal.units, arrived));

        uint256 due = deal.amount - deal.sellerFee;
        if (due != 0) {
            before = _balanceOf(deal.cash, deal.seller);
            _pay(deal, deal.seller, due, 0);
            arrived = _balanceOf(deal.cash, deal.seller) - before;
            require(arrived == due, CashNotDelivered(deal.cash, due, arrived));
        }
        if (deal.sellerFee != 0) _pay(deal, deal.sellerFeeRecipient, deal.sellerFee, due);
        if (deal.buyerFee != 0) _pay(deal, deal.buyerFeeRecipient, deal.buyerFee, deal.amount);
    }

    /// @dev The buyer pays, after they have `paid` to others.
    function _pay(Deal memory deal, address payee, uint256 amount, uint256 paid) private {
        bytes memory error = _transferFrom(deal.cash, deal.buyer, payee, amount);
        if (error.length != 0) _fail(deal, deal.cash, false, paid, error);
    }

    /// @dev A leg has failed: reverts with the first obstacle in its way, else with what it said.
    function _fail(Deal memory deal, address leg, bool units, uint256 paid, bytes memory error) private view {
        Obstacle[] memory none;
        _weighLegs(none, deal, units, paid);
        revert LegFailed(leg, error);
    }

    /// @dev Empty when the token says that it has moved them, or says nothing. Otherwise the beginning of what it said.
    function _transferFrom(address token, address from, address to, uint256 amount)
        private
        returns (bytes memory)
    {
        bytes32 selector = IERC20.transferFrom.selector;
        bool done;
        // Asked from beyond the memory in use, answered into the scratch space. That the token has code was seen with its
        // order.
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), from)
            mstore(add(input, 36), to)
            mstore(add(input, 68), amount)
            if call(gas(), token, 0, input, 100, 0, 32) {
                done := or(iszero(returndatasize()), and(gt(returndatasize(), 31), eq(mload(0), 1)))
            }
        }
        if (done) return "";
        bytes memory answer = _answer();
        return answer.length == 0 ? abi.encodePacked(false) : answer;
    }

    function _balanceOf(address asset, address account) private view returns (uint256) {
        return _ask(asset, IERC20.balanceOf.selector, account);
    }

    function _rescalingsOf(address token) private view returns (uint256) {
        return _ask(token, ITokenFront.rescalings.selector, address(0));
    }

    /// @dev One word of a view about an account, without the copying that a Solidity call does; a view about nobody does not
    ///      read the account.
    function _ask(address asset, bytes4 view_, address account) private view returns (uint256 answer) {
        assembly ("memory-safe") {
            mstore(0, view_)
            mstore(4, account)
            if iszero(staticcall(gas(), asset, 0, 36, 0, 32)) {
                let error := mload(0x40)
                returndatacopy(error, 0, returndatasize())
                revert(error, returndatasize())
            }
            if lt(returndatasize(), 32) { revert(0, 0) }
            answer := mload(0)
        }
    }

    /// @dev Calls with at most `gas_` and copies no more than ERROR_BYTES_MAX of the answer.
    function _callBounded(address target, uint256 gas_, bytes memory input)
        private
        returns (bool ok, bytes memory answer)
    {
        assembly ("memory-safe") {
            ok := call(gas_, target, 0, add(input, 32), mload(input), 0, 0)
        }
        answer = _answer();
    }

    /// @dev What the call before answered, at most ERROR_BYTES_MAX of it.
    function _answer() private pure returns (bytes memory answer) {
        uint256 max = ERROR_BYTES_MAX;
        // Written at the end of the memory in use, which then ends after it, rounded up to a word.
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, max) { size := max }
            answer := mload(0x40)
            mstore(answer, size)
            returndatacopy(add(answer, 32), 0, size)
            mstore(0x40, and(add(add(answer, 63), size), not(31)))
        }
    }

    function _cancel(address trader, uint256 word, uint128 mask) private {
        _nonces[trader][word].bits |= mask;
        emit NoncesCancelled(trader, word, mask);
    }

    /* SIGNATURES AND OBSTACLES */

    /// @dev The order as it came, its fifteen words copied at once. A word with more bits than its member has reverts, as it
    ///      does when Solidity copies them one by one.
    function _copyOf(Order calldata given) private pure returns (Order memory order) {
        assembly ("memory-safe") {
            calldatacopy(order, given, 480)
            // Bits beyond: of `trader`, `token`, `cash`, `feeRecipient` and `counterparty`; of `units`, `unitsMin` and
            // `per`; of `price` and `feeMax`; of `feeBps`; of `sells`.
            let beyond := or(or(mload(order), mload(add(order, 64))), mload(add(order, 96)))
            beyond := or(beyond, or(mload(add(order, 320)), mload(add(order, 352))))
            beyond := shr(160, beyond)
            beyond := or(
                beyond,
                shr(104, or(or(mload(add(order, 128)), mload(add(order, 160))), mload(add(order, 224))))
            )
            beyond := or(beyond, shr(128, or(mload(add(order, 192)), mload(add(order, 288)))))
            beyond := or(beyond, shr(16, mload(add(order, 256))))
            beyond := or(beyond, shr(1, mload(add(order, 32))))
            if beyond { revert(0, 0) }
        }
    }

    /// @dev `Settled`, of which the deal has everything in a row: three topics, then seven words.
    function _tell(Deal memory deal) private {
        bytes32 settled = Settled.selector;
        assembly ("memory-safe") {
            log4(add(deal, 96), 224, settled, mload(deal), mload(add(deal, 32)), mload(add(deal, 64)))
        }
    }

    /// @dev Every member is one word, in the order of the type, so that what is signed are the words as they came.
    function _hashOf(Order memory order) private pure returns (bytes32 hash) {
        bytes32 typehash = ORDER_TYPEHASH;
        // Written beyond the memory in use: 1 + 15 words.
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, typehash)
            mcopy(add(words, 32), order, 480)
            hash := keccak256(words, 512)
        }
    }

    function _digest(bytes32 domain, bytes32 words) private pure returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(domain, words);
    }

    /// @dev By a key first, which needs no look at the account; else by the contract there. A wallet that is both, by its
    ///      key's own delegation, may sign either way.
    function _isSigned(address signer, bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address recovered, ECDSA.RecoverError fault,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (fault == ECDSA.RecoverError.NoError && recovered == signer) return true;
        return signer.code.length != 0
            && SignatureChecker.isValidERC1271SignatureNowCalldata(signer, digest, signature);
    }

    function _refuse(Obstacle[] memory obstacles, Fault fault, address trader, uint256 actual, uint256 limit)
        private
        pure
    {
        _refuse(obstacles, Obstacle(fault, Reason.None, trader, actual, limit));
    }

    /// @dev Without room for obstacles, the first reverts.
    function _refuse(Obstacle[] memory obstacles, Obstacle memory o) private pure {
        if (obstacles.length == 0) revert SettlementRefused(o.fault, o.reason, o.trader, o.actual, o.limit);
        uint256 count = obstacles[OBSTACLES_MAX].actual;
        if (count == OBSTACLES_MAX) return;
        obstacles[OBSTACLES_MAX].actual = count + 1;
        obstacles[count] = o;
    }

    /// @dev Room for every obstacle; the last place counts them.
    function _room() private pure returns (Obstacle[] memory) {
        return new Obstacle[](OBSTACLES_MAX + 1);
    }

    function _told(Obstacle[] memory obstacles) private pure returns (Obstacle[] memory) {
        uint256 count = obstacles[OBSTACLES_MAX].actual;
        // The array was made for every obstacle there is; a shorter length only hides its empty end.
        assembly ("memory-safe") {
            mstore(obstacles, count)
        }
        return obstacles;
    }
}
