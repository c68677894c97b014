// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding, Reason} from "./Reason.sol";
import {TokenState} from "./TokenState.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {IModule} from "./interfaces/IModule.sol";
import {Config} from "./types/Config.sol";
import {Holding, UNITS_MAX, eitherFolded} from "./types/Holding.sol";
import {InvestorRecord, STATUS_ACTIVE, STATUS_BLOCKED, STATUS_NONE} from "./types/InvestorRecord.sol";
import {ANY_LEGEND, legendsAgainst} from "./types/Legend.sol";
import {PackedLot} from "./types/PackedLot.sol";
import {HOLDER, NON_ACCREDITED_HOLDER, US_HOLDER, standingOf} from "./types/Standing.sol";
import {Totals} from "./types/Totals.sol";

/// @title  How units move
/// @notice The rules, the balances, the lots and the freezes: the only place where a holding changes, for `SecurityToken`
///         and `TokenOffice` alike.
abstract contract TokenUnits is TokenState {
    /// One for each reason but None.
    uint256 internal constant FINDINGS_MAX = uint256(type(Reason).max);
    /// What one call of a module may use.
    uint256 internal constant MODULE_GAS = 200_000;

    /// What the rules ask of others than the two holdings.
    struct Facts {
        /// As the registry has them; of an issuance the sender is nobody.
        InvestorRecord sender;
        InvestorRecord receiver;
        /// Of use when the receiver enters. Weighed, they count both sides as they are to be.
        Totals totals;
    }

    constructor(IInvestorRegistry registry) TokenState(registry) {}

    /* THE RULES */

    /// @dev All the rules but the last, `_weighLots`, in the order of `Reason`. Without room in `findings` the first one
    ///      reverts; with room they are collected. So what is foretold and what is enforced are the same lines.
    ///      From the zero address is an issuance; `a` is then empty. Of a receiver whom the registry does not know, only
    ///      that is said. Returns as what both sides are to be counted afterwards.
    function _weigh(
        Finding[] memory findings,
        address from,
        address to,
        uint256 units,
        Config config,
        Holding a,
        Holding b,
        Facts memory facts
    ) internal view returns (uint256 standingA, uint256 standingB) {
        if (config.paused()) _refuse(findings, Reason.Paused, 0, 0);
        if (a.isFrozen()) _refuse(findings, Reason.SenderFrozen, 0, 0);
        if (b.isFrozen()) _refuse(findings, Reason.ReceiverFrozen, 0, 0);
        uint256 today = _today();
        if (facts.sender.status() == STATUS_BLOCKED) _refuse(findings, Reason.SenderBlocked, 0, 0);
        _weighReceiver(findings, config, facts.receiver, today);
        if (from != address(0)) {
            _weighUnits(findings, from, units, a, facts.receiver, today);
            if (a.balance() > 0 && a.balance() != units) standingA = _standing(a, facts.sender, today);
        }
        standingB = _standing(b, facts.receiver, today);
        if (from != to) {
            _weighBalanceCap(findings, units, config, b);
            // Only somebody who enters can be one too many; a sender who leaves makes room. In an issuance nobody leaves.
            if (b.balance() == 0) {
                Totals totals = facts.totals.recounted(a.standing(), standingA).joined(standingB);
                _weighCounts(findings, config, totals, standingB);
                facts.totals = totals;
            }
        }
        if (config.hasModules()) _weighModules(findings, from, to, units);
    }

    /// @dev The last of the rules: whether a transfer may bring these parts of lots to the receiver. Dust of many kinds would
    ///      else keep an issuance or a recovery from them.
    function _weighLots(Finding[] memory findings, address to, Holding b, PackedLot[] memory parts)
        internal
        view
    {
        if (parts.length == 0) return;
        (PackedLot[] memory lots, uint256 count) = _activeLots(to, b, 0);
        uint256 leadsTo = count;
        for (uint256 i; i < parts.length; ++i) {
            if (_placeOf(lots, count, parts[i]) == count) ++leadsTo;
        }
        if (leadsTo != count && leadsTo > LOTS_OF_TRANSFERS_MAX) {
            _refuse(findings, Reason.ReceiverLotsFull, leadsTo, LOTS_OF_TRANSFERS_MAX);
        }
    }

    function _weighReceiver(Finding[] memory findings, Config config, InvestorRecord receiver, uint256 today)
        internal
        view
    {
        if (!_weighVerified(findings, receiver, today)) return;

        if (config.accreditedOnly() && today >= receiver.accreditedUntilDay()) {
            _refuse(findings, Reason.ReceiverNotAccredited, today, receiver.accreditedUntilDay());
        }
        uint256 lacking = config.topics() & ~receiver.topics();
        if (lacking != 0) _refuse(findings, Reason.ReceiverTopicMissing, receiver.topics(), config.topics());
        if (config.countriesOn()) {
            uint256 country = receiver.country();
            // The registry keeps countries below 1024.
            if (country != config.homeCountry() && (_countries[country >> 8] >> (country & 0xff)) & 1 == 0) {
                _refuse(findings, Reason.CountryBlocked, country, 0);
            }
        }
    }

    /// @dev What every receiver must be, of a forced transfer too. Returns whether the registry knows them.
    function _weighVerified(Finding[] memory findings, InvestorRecord receiver, uint256 today)
        internal
        pure
        returns (bool)
    {
        if (receiver.status() != STATUS_ACTIVE) {
            if (receiver.status() == STATUS_NONE) {
                _refuse(findings, Reason.ReceiverNotRegistered, 0, 0);
                return false;
            }
            _refuse(findings, Reason.ReceiverBlocked, 0, 0);
        }
        if (today >= receiver.kycUntilDay()) {
            _refuse(findings, Reason.ReceiverKycExpired, today, receiver.kycUntilDay());
        }
        return true;
    }

    function _weighUnits(
        Finding[] memory findings,
        address from,
        uint256 units,
        Holding a,
        InvestorRecord receiver,
        uint256 today
    ) internal view {
        uint256 free = a.balance();
        if (units > free) _refuse(findings, Reason.InsufficientBalance, units, free);
        if (a.mayBeFrozen()) {
            uint256 frozen = a.frozen();
            free = _less(free, frozen);
            if (frozen != 0 && units > free) _refuse(findings, Reason.UnitsFrozen, units, free);
        }
        // Without an active lot the lots are not read.
        if (today < a.lockDay()) {
            uint256 locked = _locked(from, a, legendsAgainst(receiver, today));
            free = _less(free, locked);
            if (locked != 0 && units > free) _refuse(findings, Reason.UnitsLocked, units, free);
        }
    }

    function _weighBalanceCap(Finding[] memory findings, uint256 units, Config config, Holding b)
        internal
        pure
    {
        uint256 max = config.balanceMax();
        if (max == 0) max = UNITS_MAX;
        unchecked {
            // Neither addend exceeds UNITS_MAX: no overflow.
            uint256 leadsTo = units > UNITS_MAX ? units : b.balance() + units;
            if (leadsTo > max) _refuse(findings, Reason.BalanceCap, leadsTo, max);
        }
    }

    /// @dev Weighs the counts as they would be with one more holder, of this standing.
    function _weighCounts(Finding[] memory findings, Config config, Totals totals, uint256 standing)
        internal
        pure
    {
        // Of each, what seldom holds is looked at first. No cap is 0.
        uint256 max = totals.holdersMax();
        if (totals.holders() > max && max != 0) _refuse(findings, Reason.HolderCap, totals.holders(), max);

        max = config.usHoldersMax();
        if (totals.usHolders() > max && max != 0 && standing & US_HOLDER != 0) {
            _refuse(findings, Reason.UsHolderCap, totals.usHolders(), max);
        }
        max = config.nonAccreditedHoldersMax();
        if (totals.nonAccreditedHolders() > max && max != 0 && standing & NON_ACCREDITED_HOLDER != 0) {
            _refuse(findings, Reason.NonAccreditedHolderCap, totals.nonAccreditedHolders(), max);
        }
    }

    /// @dev Asks the modules in order; the first that refuses is named.
    function _weighModules(Finding[] memory findings, address from, address to, uint256 units) internal view {
        for (uint256 i; i < _modules.length; ++i) {
            if (_allows(_modules[i], from, to, units)) continue;
            _refuse(findings, Reason.ModuleRefused, i, 0);
            return;
        }
    }

    /// @dev As what a wallet with units is to be counted. Of one whom the registry has forgotten, what was known last.
    function _standing(Holding h, InvestorRecord record, uint256 today) internal pure returns (uint256) {
        return record.status() == STATUS_NONE ? h.standing() | HOLDER : standingOf(record, today);
    }

    function _refuse(Finding[] memory findings, Reason reason, uint256 actual, uint256 limit) internal pure {
        if (findings.length == 0) revert TransferRefused(reason, actual, limit);
        uint256 count = findings[FINDINGS_MAX].actual++;
        findings[count] = Finding(reason, actual, limit);
    }

    /// @dev No room for findings: the first rule that refuses reverts.
    function _none() internal pure returns (Finding[] memory none) {}

    /// @dev `REGISTRY.packedOfBatch` of the wallets that stand `stride` bytes apart in the call, the first of them at
    ///      `offset`: one question for a whole batch.
    function _recordsOf(uint256 offset, uint256 count, uint256 stride)
        internal
        view
        returns (InvestorRecord[] memory records)
    {
        address registry = address(REGISTRY);
        bytes32 selector = IInvestorRegistry.packedOfBatch.selector;
        // The question (selector, offset of the list, length, items) is written beyond the memory in use; the answer's list
        // (length, items) takes its place. Whether an item is a clean address, the registry looks at.
        assembly ("memory-safe") {
            records := mload(0x40)
            let size := shl(5, count)
            mstore(records, selector)
            mstore(add(records, 4), 32)
            mstore(add(records, 36), count)
            let item := add(records, 68)
            for { let end := add(item, size) } lt(item, end) { item := add(item, 32) } {
                mstore(item, calldataload(offset))
                offset := add(offset, stride)
            }
            if iszero(staticcall(gas(), registry, records, add(size, 68), 0, 0)) { revert(0, 0) }
            if iszero(eq(returndatasize(), add(size, 64))) { revert(0, 0) }
            returndatacopy(records, 32, add(size, 32))
            mstore(0x40, add(records, add(size, 32)))
        }
    }

    /// @dev `REGISTRY.packedOf`, without the copying that a Solidity call does.
    function _recordOf(address wallet) internal view returns (InvestorRecord record) {
        address registry = address(REGISTRY);
        bytes32 selector = IInvestorRegistry.packedOf.selector;
        // As in `_pair`.
        assembly ("memory-safe") {
            mstore(0, selector)
            mstore(4, wallet)
            if iszero(staticcall(gas(), registry, 0, 36, 0, 32)) { revert(0, 0) }
            if iszero(eq(returndatasize(), 32)) { revert(0, 0) }
            record := mload(0)
        }
    }

    /// @dev `REGISTRY.pair`, likewise: half a per cent of a transfer. The totals are none yet.
    function _factsOf(address from, address to) internal view returns (Facts memory facts) {
        address registry = address(REGISTRY);
        bytes32 selector = IInvestorRegistry.pair.selector;
        // Asked from beyond the memory in use, answered into the first two words of the facts. The registry has code, the
        // constructor saw to it, and answers with two words or reverts.
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), from)
            mstore(add(input, 36), to)
            if iszero(staticcall(gas(), registry, input, 68, facts, 64)) { revert(0, 0) }
            if iszero(eq(returndatasize(), 64)) { revert(0, 0) }
        }
    }

    /* MOVING UNITS */

    function _transfer(address from, address to, uint256 units) internal {
        // ERC-20: a transfer of nothing is a transfer like any other, and nothing moves.
        if (units == 0) {
            emit Transfer(from, to, 0);
            return;
        }
        _transfer(from, to, units, _turned(), _factsOf(from, to));
    }

    /// @dev Moves more than nothing, under the rules.
    function _transfer(address from, address to, uint256 units, Config config, Facts memory facts) internal {
        (Place storage placeA, Place storage placeB) = (_holdings[from], _holdings[to]);
        (Holding a, Holding b) = (placeA.word, placeB.word);
        PackedLot[] memory moved;
        if (b.balance() == 0) facts.totals = _totals;
        (uint256 standingA, uint256 standingB) = _weigh(_none(), from, to, units, config, a, b, facts);
        if (from != to) {
            if (b.balance() == 0) {
                // Both were counted when the caps were weighed.
                _totals = facts.totals;
                if (a.standing() != standingA) a = a.withStanding(standingA);
                b = b.withStanding(standingB);
            } else if (a.standing() != standingA || b.standing() != standingB) {
                // Somebody leaves, or has become another kind of holder.
                (a, b) = _withStandings(a, b, standingA, standingB);
            }
            if (eitherFolded(a, b)) (a, b) = (_unfolded(from, a), _unfolded(to, b));
            if (a.epoch() != config.epoch()) a = _onRecord(from, a, config.epoch());
            if (b.epoch() != config.epoch()) b = _onRecord(to, b, config.epoch());
            if (_today() < a.lockDay()) {
                moved = _openParts(from, a, units, facts.receiver);
                a = _withoutParts(from, a, moved);
            }
            placeA.word = a.minus(units);
            placeB.word = b.plus(units);
        }
        emit Transfer(from, to, units);
        if (moved.length != 0) {
            _weighLots(_none(), to, placeB.word, moved);
            placeB.word = _withLotsAdded(to, placeB.word, moved, true);
        }
        if (config.hasModules()) _tell(from, to, units, true);
    }

    /// @dev Counts both sides of a movement as what they are after it. Returns their holdings, not stored.
    function _withStandings(Holding a, Holding b, uint256 standingA, uint256 standingB)
        internal
        returns (Holding, Holding)
    {
        _totals = _totals.recounted(a.standing(), standingA).recounted(b.standing(), standingB);
        return (a.withStanding(standingA), b.withStanding(standingB));
    }

    /// @dev Creates units for one.
    function _create(address to, uint256 units, PackedLot lot) internal {
        Config config = _turned();
        Facts memory facts;
        (facts.receiver, facts.totals) = (_recordOf(to), _totalsOnRecord(config.epoch()));
        _create(to, units, lot, config, facts);
        _totals = facts.totals;
    }

    /// @dev Creates units under the rules, in a lot when `lot` unlocks in the future. The totals are carried from one
    ///      issuance of a batch to the next; the caller stores them after the last.
    function _create(address to, uint256 units, PackedLot lot, Config config, Facts memory facts) internal {
        emit Transfer(address(0), to, units);
        if (units == 0) return;

        Place storage place = _holdings[to];
        Holding h = place.word;
        (, uint256 standing) = _weigh(_none(), address(0), to, units, config, Holding.wrap(0), h, facts);
        Totals totals = facts.totals;
        if (h.standing() != standing) {
            // Who enters was counted when the caps were weighed.
            if (h.balance() != 0) totals = totals.recounted(h.standing(), standing);
            h = h.withStanding(standing);
        }
        unchecked {
            // Both are at most UNITS_MAX, as the rules refuse more in one wallet: no overflow.
            uint256 supply = totals.supply() + units;
            require(supply <= UNITS_MAX, SupplyTooLarge(supply));
        }
        facts.totals = totals.plus(units);
        if (h.isFolded()) h = _unfolded(to, h);
        if (h.epoch() != config.epoch()) h = _onRecord(to, h, config.epoch());
        h = h.plus(units);
        if (lot.unlockDay() != 0 && _today() < lot.unlockDay()) h = _withLot(to, h, units, lot);
        place.word = h;
        if (config.hasModules()) {
            // They may look at the totals.
            _totals = facts.totals;
            _tell(address(0), to, units, true);
            facts.totals = _totals;
        }
    }

    /// @dev Destroys units, whatever holds them.
    function _destroy(address from, uint256 units) internal {
        Config config = _turned();
        Holding h = _holdings[from].word;
        (h,) = _withUnitsTaken(from, h, units);
        Totals totals = _totalsOnRecord(config.epoch()).minus(units);
        if (units != 0 && h.balance() == units) {
            totals = totals.recounted(h.standing(), 0);
            h = h.withStanding(0);
        }
        _totals = totals;
        _holdings[from].word = _onRecord(from, h, config.epoch()).minus(units);
        emit Transfer(from, address(0), units);
        if (units != 0 && config.hasModules()) _tell(from, address(0), units, false);
    }

    function _force(address from, address to, uint256 units) internal {
        require(from != to, SameWallet(from));
        InvestorRecord receiver = _recordOf(to);
        _weighVerified(_none(), receiver, _today());
        _moveAgainstRules(from, to, units, receiver);
        emit ForcedTransfer(from, to, units);
    }

    /// @dev Moves units whatever the rules and the modules say; the parts of locked lots among them stay locked at the
    ///      receiver's. The sender, whose record is not read, stays counted as they were.
    function _moveAgainstRules(address from, address to, uint256 units, InvestorRecord receiver) internal {
        if (units == 0) {
            emit Transfer(from, to, 0);
            return;
        }
        Config config = _turned();
        // While units are split some hold new ones and others old ones. A split runs in a pause: without one neither word is
        // read, which `require` would.
        if (config.paused() && _isRescaling) revert ActionRunning(_heldAlone, 0);
        (Holding a, PackedLot[] memory moved) = _withUnitsTaken(from, _holdings[from].word, units);
        Holding b = _holdings[to].word;
        uint256 standingB = _standing(b, receiver, _today());
        uint256 standingA = a.balance() == units ? 0 : a.standing();
        if (a.standing() != standingA || b.standing() != standingB) {
            (a, b) = _withStandings(a, b, standingA, standingB);
        }
        _holdings[from].word = _onRecord(from, a, config.epoch()).minus(units);
        _holdings[to].word = _onRecord(to, _unfolded(to, b), config.epoch()).plus(units);
        emit Transfer(from, to, units);
        if (moved.length != 0) _holdings[to].word = _withLotsAdded(to, _holdings[to].word, moved, false);
        if (config.hasModules()) _tell(from, to, units, false);
    }

    /// @dev Frees `units` of a holding, whatever holds them: free ones go first, then frozen ones are thawed as far as
    ///      needed, and locked lots are taken from, oldest first. Returns the holding, its balance as before, not stored;
    ///      and the parts of lots taken.
    function _withUnitsTaken(address from, Holding h, uint256 units)
        internal
        returns (Holding, PackedLot[] memory taken)
    {
        require(units <= h.balance(), TransferRefused(Reason.InsufficientBalance, units, h.balance()));
        h = _unfolded(from, h);
        uint256 thawed = _less(h.balance(), h.frozen());
        if (units > thawed) h = _withFrozen(from, h, h.frozen() - (units - thawed));
        uint256 unlocked = h.balance() - _locked(from, h, ANY_LEGEND);
        if (units <= unlocked) return (h, taken);
        taken = _partsOf(from, h, units - unlocked, 0);
        return (_withoutParts(from, h, taken), taken);
    }

    /// @dev The parts of lots among `units` that go to this receiver: free units go first, then lots that are open to them.
    ///      Frozen and locked units never stand for each other.
    function _openParts(address from, Holding h, uint256 units, InvestorRecord receiver)
        internal
        view
        returns (PackedLot[] memory parts)
    {
        uint256 free = _free(from, h);
        if (units > free) parts = _partsOf(from, h, units - free, legendsAgainst(receiver, _today()));
    }

    /* LOTS */

    /// @dev The units that may go to anybody.
    function _free(address holder, Holding h) internal view returns (uint256) {
        return _less(_less(h.balance(), h.frozen()), _locked(holder, h, ANY_LEGEND));
    }

    /// @dev The units in lots whose day has not come and that one of these legends holds back.
    function _locked(address holder, Holding h, uint256 legends) internal view returns (uint256 locked) {
        uint256 today = _today();
        if (today >= h.lockDay()) return 0;
        if (h.isFolded()) return h.foldedLot().isHeldBy(legends) ? h.balance() : 0;
        for (uint256 i; i < h.lotCount(); ++i) {
            PackedLot lot = _lots[holder][i];
            if (today < lot.unlockDay() && lot.isHeldBy(legends)) locked += lot.units();
        }
    }

    /// @dev The lots whose day has not come, with room for `more`; and how many they are.
    function _activeLots(address holder, Holding h, uint256 more)
        internal
        view
        returns (PackedLot[] memory active, uint256 count)
    {
        active = new PackedLot[](h.lotCount() + more);
        uint256 today = _today();
        if (today >= h.lockDay()) return (active, 0);
        if (h.isFolded()) {
            active = new PackedLot[](1 + more);
            active[0] = h.foldedLot();
            return (active, 1);
        }
        for (uint256 i; i < h.lotCount(); ++i) {
            PackedLot lot = _lots[holder][i];
            if (today < lot.unlockDay()) active[count++] = lot;
        }
    }

    /// @dev Adds lots to the holder's, merging those of one kind. Forgets expired ones on the way. Returns the holding
    ///      with its new lock day and lot count, not stored. A lot that is there keeps its acquired day in a transfer, so that
    ///      nobody else makes it younger; otherwise the later day counts.
    function _withLotsAdded(address holder, Holding h, PackedLot[] memory added, bool byTransfer)
        internal
        returns (Holding)
    {
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h, added.length);
        for (uint256 i; i < added.length; ++i) {
            PackedLot lot = added[i];
            uint256 at = _placeOf(lots, count, lot);
            if (at == count) {
                require(count < LOTS_MAX, TooManyLots(holder, LOTS_MAX));
                lots[count++] = lot;
            } else {
                if (byTransfer) lot = lots[at].withUnits(lot.units());
                lots[at] = lots[at].joinedWith(lot);
            }
            emit LotOpened(holder, lot.units(), lot.acquiredDay(), lot.unlockDay(), lot.legend());
        }
        return _storeLots(holder, h, lots, count);
    }

    /// @dev Where among the first `count` lots the one of this kind is; `count` when it is not.
    function _placeOf(PackedLot[] memory lots, uint256 count, PackedLot lot)
        internal
        pure
        returns (uint256 at)
    {
        while (at < count && !lots[at].isSameKind(lot)) ++at;
    }

    /// @dev `units` of the holder's lots that none of these legends holds back, oldest first, as far as there are any.
    function _partsOf(address holder, Holding h, uint256 units, uint256 legends)
        internal
        view
        returns (PackedLot[] memory parts)
    {
        uint256 count;
        (parts, count) = _activeLots(holder, h, 0);
        uint256 n;
        for (uint256 i; i < count && units != 0; ++i) {
            PackedLot lot = parts[i];
            if (lot.isHeldBy(legends)) continue;
            uint256 part = lot.units() < units ? lot.units() : units;
            parts[n++] = lot.withUnits(part);
            units -= part;
        }
        // The array was made for every lot there is; a shorter length only hides its end.
        assembly ("memory-safe") {
            mstore(parts, n)
        }
    }

    /// @dev Takes these parts, which are in the order of the holder's lots. Returns the holding with its new lock day and lot
    ///      count, not stored.
    function _withoutParts(address holder, Holding h, PackedLot[] memory parts) internal returns (Holding) {
        if (parts.length == 0) return h;
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h, 0);
        uint256 kept;
        uint256 n;
        for (uint256 i; i < count; ++i) {
            PackedLot lot = lots[i];
            if (n < parts.length && lot.isSameKind(parts[n])) {
                uint256 part = parts[n++].units();
                emit LotReduced(holder, part, lot.unlockDay(), lot.legend());
                if (part == lot.units()) continue;
                lot = lot.less(part);
            }
            lots[kept++] = lot;
        }
        return _storeLots(holder, h, lots, kept);
    }

    /// @dev Stores the first `count` of `lots` in place of the holder's lots.
    function _storeLots(address holder, Holding h, PackedLot[] memory lots, uint256 count)
        internal
        returns (Holding)
    {
        PackedLot[LOTS_MAX] storage stored = _lots[holder];
        uint256 lockDay;
        for (uint256 i; i < count; ++i) {
            stored[i] = lots[i];
            if (lots[i].unlockDay() > lockDay) lockDay = lots[i].unlockDay();
        }
        for (uint256 i = count; i < h.lotCount(); ++i) {
            stored[i] = PackedLot.wrap(0);
        }
        return h.withLots(count, lockDay);
    }

    /// @dev Adds a lot of units that the balance includes already. One that is all of it, where nothing is frozen, is
    ///      folded into the holding itself: no slot of its own.
    function _withLot(address holder, Holding h, uint256 units, PackedLot lot) internal returns (Holding) {
        if (h.balance() != units || h.frozen() != 0) return _withLotsAdded(holder, h, _only(lot), false);
        emit LotOpened(holder, units, lot.acquiredDay(), lot.unlockDay(), lot.legend());
        return h.folded(lot);
    }

    /// @dev The holding with its folded lot in a slot of its own, where its day has not come. Whatever changes the balance,
    ///      what is frozen or the lots of a holding begins here.
    function _unfolded(address holder, Holding h) internal returns (Holding) {
        if (!h.isFolded()) return h;
        PackedLot lot = h.foldedLot();
        h = h.withLots(0, 0).withoutFold();
        if (_today() >= lot.unlockDay()) return h;
        _lots[holder][0] = lot;
        return h.withLots(1, lot.unlockDay());
    }

    function _only(PackedLot lot) internal pure returns (PackedLot[] memory lots) {
        lots = new PackedLot[](1);
        lots[0] = lot;
    }

    /* MODULES */

    /// @dev Whether a module allows a movement: one word, and it must be 1. Whoever has no code, burns the gas or answers
    ///      anything else does not allow it.
    function _allows(address module, address from, address to, uint256 units) internal view returns (bool) {
        bytes memory call_ = abi.encodeCall(IModule.moduleCheck, (from, to, units, address(this)));
        bool answered;
        uint256 answer;
        // At most one word of the answer is copied, to the scratch space.
        assembly ("memory-safe") {
            answered := staticcall(MODULE_GAS, module, add(call_, 32), mload(call_), 0, 32)
            answered := and(answered, eq(returndatasize(), 32))
            answer := mload(0)
        }
        return answered && answer == 1;
    }

    /// @dev Tells every module of what has moved. When `strictly`, one that fails undoes it. Otherwise it has no say: the
    ///      gas that it may use is there, and if it fails, an event tells that it has missed something.
    function _tell(address from, address to, uint256 units, bool strictly) internal {
        bytes memory call_ = abi.encodeCall(IModule.moduleTransferAction, (from, to, units));
        if (from == address(0)) call_ = abi.encodeCall(IModule.moduleMintAction, (to, units));
        if (to == address(0)) call_ = abi.encodeCall(IModule.moduleBurnAction, (from, units));
        _telling = true;
        for (uint256 i; i < _modules.length; ++i) {
            address module = _modules[i];
            if (_called(module, call_)) continue;
            require(!strictly, ModuleFailed(module));
            emit ModuleMissed(module, from, to, units);
        }
        _telling = false;
    }

    /// @dev Calls a module with MODULE_GAS and nothing else to lose; returns whether it has code and did not revert.
    function _called(address module, bytes memory call_) internal returns (bool done) {
        // A call gets at most 63 of 64 parts of what is left: with less, a caller could make a module fail.
        require(gasleft() > MODULE_GAS + MODULE_GAS / 32, GasTooLow());
        if (module.code.length == 0) return false;
        assembly ("memory-safe") {
            done := call(MODULE_GAS, module, 0, add(call_, 32), mload(call_), 0, 0)
        }
    }

    /* FREEZES AND REFERENCES */

    /// @dev The holding with `units` frozen in all, not stored.
    function _withFrozen(address account, Holding h, uint256 units) internal returns (Holding) {
        h = _unfolded(account, h);
        uint256 before = h.frozen();
        if (units > before) emit TokensFrozen(account, units - before);
        else if (units < before) emit TokensUnfrozen(account, before - units);
        emit Frozen(account, units);
        return h.withFrozen(units);
    }

    function _freeze(address account, uint256 units) internal {
        Holding h = _holdings[account].word;
        require(units <= UNITS_MAX, AmountTooLarge(units));
        uint256 frozen = h.frozen() + units;
        require(frozen <= h.balance(), FrozenAboveBalance(frozen, h.balance()));
        _holdings[account].word = _withFrozen(account, h, frozen);
    }

    function _thaw(address account, uint256 units) internal {
        Holding h = _holdings[account].word;
        require(units <= h.frozen(), NotFrozen(units, h.frozen()));
        _holdings[account].word = _withFrozen(account, h, h.frozen() - units);
    }

    function _setWalletFrozen(address account, bool freeze) internal {
        _holdings[account].word = _holdings[account].word.withWalletFrozen(freeze);
        emit AddressFrozen(account, freeze, msg.sender);
    }

    function _useRef(bytes32 ref) internal {
        if (ref == bytes32(0)) return;
        require(!_issued[ref], AlreadyIssued(ref));
        _issued[ref] = true;
    }
}
