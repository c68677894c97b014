// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Buyer} from "./Buyer.sol";
import {IDistributor} from "./interfaces/IDistributor.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {Hold, ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {Bid, ITender, TenderState, TenderTerms} from "./interfaces/ITender.sol";
import {ISSUER, RECOVERER} from "./Roles.sol";
import {domainSeparator, requireSigned} from "./TypedData.sol";

/// @title Tender
/// @notice See `ITender`, which says what each function promises.
contract Tender is ITender, Buyer {
    string private constant NAME = "Aliquot Tender";
    string private constant VERSION = "1";
    bytes32 private constant TENDER_TYPEHASH =
        keccak256("Tender(uint256 id,address holder,uint256 units,uint256 nonce,uint256 deadline)");

    /// How far one caller has counted with one holder as the last: see `rank`.
    struct Count {
        address cursor;
        uint64 ranked;
        uint104 covered;
        uint104 floors;
    }

    /// Whose tenders are cut, those of odd lots or all others': to `max` units in all, of `total` tendered. And the last
    /// holder who gets one unit more, zero when nobody does.
    struct Cut {
        bool odd;
        uint256 max;
        uint256 total;
        address last;
        uint256 lastUnits;
    }

    mapping(uint256 id => TenderState) private _tenders;
    mapping(uint256 id => mapping(address holder => Bid)) private _bids;
    mapping(bytes32 counting => Count) private _counts;
    /// Where the units of a wallet recovered after the close are now.
    mapping(uint256 id => mapping(address holder => address)) private _movedTo;

    constructor(IDistributor distributor) Buyer(distributor) {}

    /* ISSUER */

    /// @inheritdoc ITender
    function offer(TenderTerms calldata terms) external returns (uint256 id) {
        id = _open(terms.token, terms.payment, terms.treasury, terms.price, terms.ref);
        require(terms.unitsMax != 0, NoUnits());
        uint256 whole = _priceOf(_known(id), terms.unitsMax);
        require(whole <= type(uint128).max, AmountTooLarge(whole));
        require(block.timestamp <= terms.opensAt, NotAhead(terms.opensAt, block.timestamp));
        require(terms.opensAt < terms.closesAt, WindowEmpty(terms.opensAt, terms.closesAt));
        TenderState storage t = _tenders[id];
        t.opensAt = terms.opensAt;
        t.closesAt = terms.closesAt;
        t.unitsMax = terms.unitsMax;
        t.oddLot = terms.oddLot;
        _hold(id, Hold.Shared);
        emit TenderOffered(
            id,
            terms.token,
            terms.payment,
            terms.unitsMax,
            terms.price,
            terms.opensAt,
            terms.closesAt,
            terms.oddLot,
            terms.ref
        );
    }

    /// @inheritdoc ITender
    function cancel(uint256 id) external {
        _requireRole(_known(id).token, ISSUER);
        TenderState storage t = _tenders[id];
        require(!t.cancelled, Cancelled(id));
        require(block.timestamp < t.closesAt || !_holds(id), NotOpen(id, t.opensAt, t.closesAt));
        require(!_known(id).over, IsOver(id));
        t.cancelled = true;
        _end(id);
        if (t.tendered == 0) _letGo(id, true);
        emit TenderCancelled(id);
    }

    /* HOLDERS */

    /// @inheritdoc ITender
    function tender(uint256 id, uint256 units) external nonReentrant {
        ++_bids[id][msg.sender].nonce;
        _tender(id, msg.sender, units);
    }

    /// @inheritdoc ITender
    function tenderFor(uint256 id, address holder, uint256 units, uint256 deadline, bytes calldata signature)
        external
        nonReentrant
    {
        uint256 nonce = _bids[id][holder].nonce++;
        bytes32 words = keccak256(abi.encode(TENDER_TYPEHASH, id, holder, units, nonce, deadline));
        requireSigned(holder, DOMAIN_SEPARATOR(), words, deadline, signature);
        _tender(id, holder, units);
    }

    /* OFFICERS */

    /// @inheritdoc ITender
    function follow(uint256 id, address lost, address fresh) external nonReentrant {
        ISecurityToken token = _tokenOf(id);
        _requireRole(address(token), RECOVERER);
        Bid storage bid = _bids[id][lost];
        require(bid.units != 0 && !bid.settled, NothingTendered(id, lost));
        IInvestorRegistry registry = IInvestorRegistry(token.identityRegistry());
        address identity = registry.identity(lost);
        require(
            identity != address(0) && identity == registry.identity(fresh) && _bids[id][fresh].units == 0
                && token.balanceOf(lost) == 0,
            CannotFollow(lost, fresh)
        );
        if (block.timestamp < _tenders[id].closesAt) {
            (_bids[id][fresh].units, _bids[id][fresh].odd) = (bid.units, bid.odd);
            (bid.units, bid.odd) = (0, false);
        } else {
            // After the close the order of remainders stands, and the address it was made with.
            _movedTo[id][lost] = fresh;
        }
        emit TenderFollowed(id, lost, fresh);
    }

    /// @inheritdoc ITender
    function settleShort(uint256 id, address[] calldata holders) external nonReentrant paysExactly(id) {
        _requireRole(_known(id).token, ISSUER);
        if (_tenders[id].cancelled) _freeAll(id, holders, true);
        else _settleAll(id, holders, true);
    }

    /* ANYONE */

    /// @inheritdoc ITender
    function rank(uint256 id, uint256 run, address last, address[] calldata holders) external {
        TenderState memory t = _closed(id);
        require(!t.ranked, AlreadyRanked(id));
        require(t.tendered > t.unitsMax, NotOversubscribed(id));
        Cut memory cut = _cut(id, t, last);
        bytes32 counting = keccak256(abi.encode(id, msg.sender, run, last));
        Count memory count = _counts[counting];
        for (uint256 i; i < holders.length; ++i) {
            _count(count, cut, holders[i], _bids[id][holders[i]]);
        }
        _counts[counting] = count;
        if (count.covered != cut.total) return;

        // The holders counted up to `last` are the first ones of the order. Are they as many as there are units left?
        uint256 extra = cut.max - count.floors;
        require(count.ranked == extra, NotTheLast(last, count.ranked, extra));
        _tenders[id].ranked = true;
        _tenders[id].last = last;
        emit TenderRanked(id, last, extra);
    }

    /// @inheritdoc ITender
    function settle(uint256 id, address[] calldata holders) external nonReentrant paysExactly(id) {
        _settleAll(id, holders, false);
    }

    /// @inheritdoc ITender
    function free(uint256 id, address[] calldata holders) external nonReentrant {
        _known(id);
        _freeAll(id, holders, false);
    }

    /// @inheritdoc ITender
    function close(uint256 id) external {
        TenderState memory t = _closed(id);
        require(!_known(id).over, IsOver(id));
        require(t.unitsSettled == t.tendered, NotSettled(t.unitsSettled, t.tendered));
        _end(id);
        _letGo(id, true);
        emit TenderClosed(id, t.tendered, _known(id).unitsBought);
    }

    /* VIEWS */

    /// @inheritdoc ITender
    function acceptedOf(uint256 id, address holder) external view returns (uint256 units, bool final_) {
        _known(id);
        TenderState memory t = _tenders[id];
        if (t.cancelled) return (0, true);
        final_ = block.timestamp >= t.closesAt && (t.ranked || t.tendered <= t.unitsMax);
        units = _bids[id][holder].units == 0 ? 0 : _accepted(id, t, holder);
    }

    /// @inheritdoc ITender
    function tenderState(uint256 id) external view returns (TenderState memory) {
        _known(id);
        return _tenders[id];
    }

    /// @inheritdoc ITender
    function bidOf(uint256 id, address holder) external view returns (Bid memory) {
        return _bids[id][holder];
    }

    /// @inheritdoc ITender
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return domainSeparator(NAME, VERSION);
    }

    /// @inheritdoc ITender
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // 0x0f: name, version, chainId and verifyingContract are used.
        return (0x0f, NAME, VERSION, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /* INTERNALS */

    /// @inheritdoc Buyer
    function _moneyToFund(uint256 id) internal view override returns (uint256) {
        return _priceOf(_known(id), _tenders[id].unitsMax);
    }

    /// @dev Replaces what the holder tenders by `units`.
    function _tender(uint256 id, address holder, uint256 units) private {
        ISecurityToken token = _tokenOf(id);
        TenderState storage t = _tenders[id];
        require(!t.cancelled, Cancelled(id));
        require(
            t.opensAt <= block.timestamp && block.timestamp < t.closesAt, NotOpen(id, t.opensAt, t.closesAt)
        );
        _requireHold(id);
        uint256 short = missing(id);
        require(short == 0, Underfunded(short));

        Bid storage bid = _bids[id][holder];
        uint256 before = bid.units;
        if (units > before) _freeze(token, holder, units - before);
        // All that they can tender: locked units, which anybody may have sent them, do not make it less of an odd lot.
        uint256 balance = token.balanceOf(holder);
        bool odd = units != 0 && balance <= t.oddLot && units == balance - token.lockedOf(holder);
        // Units of one holder, so within 104 bits; and within the sums, which they are part of.
        t.tendered = uint104(t.tendered - before + units);
        t.tenderedOdd = uint104(t.tenderedOdd - (bid.odd ? before : 0) + (odd ? units : 0));
        (bid.units, bid.odd) = (uint104(units), odd);
        emit Tendered(id, holder, units, odd);
        if (units < before) _thaw(token, holder, before - units);
    }

    function _freeze(ISecurityToken token, address holder, uint256 units) private {
        require(_mayBePaid(address(token), holder), HolderStopped(holder));
        uint256 unfrozen = token.freeOf(holder);
        require(units <= unfrozen, NotFree(holder, units, unfrozen));
        token.freezePartialTokens(holder, units);
    }

    /// @dev As much as is still frozen: an officer may have thawed or taken some of it.
    function _thaw(ISecurityToken token, address holder, uint256 units) private {
        uint256 frozen = token.frozenTokens(holder);
        uint256 part = units < frozen ? units : frozen;
        if (part != 0) token.unfreezePartialTokens(holder, part);
    }

    /// @dev Where the units are that were tendered from this address: elsewhere when an officer had the tender follow them.
    function _walletOf(uint256 id, address holder) private view returns (address) {
        address fresh = _movedTo[id][holder];
        return fresh == address(0) ? holder : fresh;
    }

    /// @dev Those who have less than they tendered only where it may be `short`.
    function _settleAll(uint256 id, address[] calldata holders, bool short) private {
        TenderState memory t = _closed(id);
        require(t.ranked || t.tendered <= t.unitsMax, NotRanked(id));
        uint256 settled;
        for (uint256 i; i < holders.length; ++i) {
            Bid storage bid = _bids[id][holders[i]];
            if (!_isToSettle(id, holders[i], bid, short)) continue;
            bid.settled = true;
            settled += bid.units;
            _settle(id, holders[i], bid.units, _accepted(id, t, holders[i]));
        }
        _tenders[id].unitsSettled += uint104(settled);
    }

    /// @dev The same of a cancelled one, of which nothing is bought.
    function _freeAll(uint256 id, address[] calldata holders, bool short) private {
        TenderState storage t = _tenders[id];
        require(t.cancelled, NotCancelled(id));
        uint256 freed;
        for (uint256 i; i < holders.length; ++i) {
            Bid storage bid = _bids[id][holders[i]];
            if (!_isToSettle(id, holders[i], bid, short)) continue;
            bid.settled = true;
            freed += bid.units;
            _thaw(_tokenOf(id), _walletOf(id, holders[i]), bid.units);
            emit TenderSettled(id, holders[i], bid.units, 0);
        }
        if (freed == 0) return;
        t.unitsSettled += uint104(freed);
        // Until nobody's units are frozen for it any more, another action would count them wrong.
        if (t.unitsSettled == t.tendered) _letGo(id, true);
    }

    /// @dev Whether it is still to be settled, and what was tendered is still frozen where it is said to be; unless it may be
    ///      `short`. There is less when an officer took or freed some of it, or has recovered the wallet before the tender
    ///      followed.
    function _isToSettle(uint256 id, address holder, Bid storage bid, bool short)
        private
        view
        returns (bool)
    {
        uint256 units = bid.units;
        if (units == 0 || bid.settled) return false;
        if (short) return true;
        ISecurityToken token = _tokenOf(id);
        address wallet = _walletOf(id, holder);
        return token.frozenTokens(wallet) >= units && token.balanceOf(wallet) >= units;
    }

    /// @dev Sets free what was tendered, and buys what was accepted of it, as far as the holder still has it.
    function _settle(uint256 id, address holder, uint256 tendered, uint256 accepted) private {
        ISecurityToken token = _tokenOf(id);
        address wallet = _walletOf(id, holder);
        _thaw(token, wallet, tendered);
        uint256 balance = token.balanceOf(wallet);
        uint256 units = accepted < balance ? accepted : balance;
        emit TenderSettled(id, holder, tendered, units);
        if (units != 0) _buy(id, wallet, units);
    }

    /// @dev The odd lots are cut when they alone are too many; else all others. Only when more is tendered than is bought.
    function _cut(uint256 id, TenderState memory t, address last) private view returns (Cut memory) {
        uint256 lastUnits = _bids[id][last].units;
        if (t.tenderedOdd > t.unitsMax) return Cut(true, t.unitsMax, t.tenderedOdd, last, lastUnits);
        return Cut(false, t.unitsMax - t.tenderedOdd, t.tendered - t.tenderedOdd, last, lastUnits);
    }

    /// @dev Counts one holder further on. Whoever is not cut is passed over.
    function _count(Count memory count, Cut memory cut, address holder, Bid memory bid) private pure {
        require(count.cursor < holder, NotAscending(count.cursor, holder));
        count.cursor = holder;
        if (bid.units == 0 || bid.odd != cut.odd) return;
        count.covered += bid.units;
        count.floors += uint104(bid.units * cut.max / cut.total);
        if (_getsOneMore(cut, holder, bid.units)) ++count.ranked;
    }

    /// @dev What is bought of a tender above zero: all, unless it is cut.
    function _accepted(uint256 id, TenderState memory t, address holder) private view returns (uint256) {
        Bid memory bid = _bids[id][holder];
        if (t.tendered <= t.unitsMax) return bid.units;
        Cut memory cut = _cut(id, t, t.last);
        if (bid.odd != cut.odd) return bid.odd ? bid.units : 0;
        // 104 + 104 bits: no overflow.
        uint256 units = bid.units * cut.max / cut.total;
        return _getsOneMore(cut, holder, bid.units) ? units + 1 : units;
    }

    /// @dev Whether a holder is the last who gets one unit more, or comes before: by the larger remainder, then by the
    ///      larger tender, then by the lower address.
    function _getsOneMore(Cut memory cut, address holder, uint256 units) private pure returns (bool) {
        if (cut.last == address(0)) return false;
        uint256 rest = units * cut.max % cut.total;
        uint256 lastRest = cut.lastUnits * cut.max % cut.total;
        if (rest != lastRest) return rest > lastRest;
        if (units != cut.lastUnits) return units > cut.lastUnits;
        return holder <= cut.last;
    }

    function _closed(uint256 id) private view returns (TenderState memory t) {
        _known(id);
        t = _tenders[id];
        require(!t.cancelled, Cancelled(id));
        require(block.timestamp >= t.closesAt, NotClosed(id, t.closesAt));
        _requireHold(id);
    }
}
