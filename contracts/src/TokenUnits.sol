// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding, Reason} from "./Reason.sol";
import {TokenState} from "./TokenState.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {Config} from "./types/Config.sol";
import {Holding, UNITS_MAX} from "./types/Holding.sol";
import {InvestorRecord, STATUS_ACTIVE, STATUS_BLOCKED, STATUS_NONE} from "./types/InvestorRecord.sol";
import {PackedLot} from "./types/PackedLot.sol";
import {Totals} from "./types/Totals.sol";

/// @title  How units move
/// @notice The rules, the balances, the lots and the freezes: the only place where a holding changes, for `SecurityToken`
///         and `TokenOffice` alike.
abstract contract TokenUnits is TokenState {
    /// One for each reason but None.
    uint256 internal constant FINDINGS_MAX = uint256(type(Reason).max);

    constructor(IInvestorRegistry registry) TokenState(registry) {}

    /* THE RULES */

    /// @dev All the rules, in the order of `Reason`. Without room in `findings` the first one reverts; with room they are
    ///      collected. So what is foretold and what is enforced are the same lines.
    ///      From the zero address is an issuance; `a` is then empty. Of a receiver whom the registry does not know, only
    ///      that is said.
    function _weigh(
        Finding[] memory findings,
        address from,
        address to,
        uint256 units,
        Config config,
        Holding a,
        Holding b
    ) internal view {
        if (config.paused()) _refuse(findings, Reason.Paused, 0, 0);
        if (a.isFrozen()) _refuse(findings, Reason.SenderFrozen, 0, 0);
        if (b.isFrozen()) _refuse(findings, Reason.ReceiverFrozen, 0, 0);
        if (from == address(0)) {
            _weighReceiver(findings, config, InvestorRecord.wrap(REGISTRY.packedOf(to)));
        } else {
            (InvestorRecord sender, InvestorRecord receiver) = _pair(from, to);
            if (sender.status() == STATUS_BLOCKED) _refuse(findings, Reason.SenderBlocked, 0, 0);
            _weighReceiver(findings, config, receiver);
            _weighUnits(findings, from, units, a);
        }
        if (from != to) _weighCaps(findings, units, config, a, b);
    }

    function _weighReceiver(Finding[] memory findings, Config config, InvestorRecord receiver) internal view {
        uint256 today = _today();
        if (!_weighVerified(findings, receiver, today)) return;

        if (config.accreditedOnly() && today >= receiver.accreditedUntilDay()) {
            _refuse(findings, Reason.ReceiverNotAccredited, today, receiver.accreditedUntilDay());
        }
        uint256 lacking = config.topics() & ~receiver.topics();
        if (lacking != 0) _refuse(findings, Reason.ReceiverTopicMissing, receiver.topics(), config.topics());
        if (config.countriesOn()) {
            uint256 country = receiver.country();
            // The registry keeps countries below 1024.
            if ((_countries[country >> 8] >> (country & 0xff)) & 1 == 0) {
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

    function _weighUnits(Finding[] memory findings, address from, uint256 units, Holding a) internal view {
        uint256 free = a.balance();
        if (units > free) _refuse(findings, Reason.InsufficientBalance, units, free);
        if (a.frozen() != 0) {
            free = _less(free, a.frozen());
            if (units > free) _refuse(findings, Reason.UnitsFrozen, units, free);
        }
        // Without an active lot the lots are not read.
        if (_today() < a.lockDay()) {
            uint256 locked = _locked(from, a);
            free = _less(free, locked);
            if (locked != 0 && units > free) _refuse(findings, Reason.UnitsLocked, units, free);
        }
    }

    function _weighCaps(Finding[] memory findings, uint256 units, Config config, Holding a, Holding b)
        internal
        view
    {
        uint256 max = config.balanceMax();
        if (max == 0) max = UNITS_MAX;
        unchecked {
            // Neither addend exceeds UNITS_MAX: no overflow.
            uint256 leadsTo = units > UNITS_MAX ? units : b.balance() + units;
            if (leadsTo > max) _refuse(findings, Reason.BalanceCap, leadsTo, max);
        }
        // Only somebody who enters can be one too many; a sender who leaves makes room. In an issuance nobody leaves.
        if (b.balance() == 0) {
            Totals totals = _totals;
            uint256 holders = a.balance() == units ? totals.holders() : totals.holders() + 1;
            if (totals.holdersMax() != 0 && holders > totals.holdersMax()) {
                _refuse(findings, Reason.HolderCap, holders, totals.holdersMax());
            }
        }
    }

    function _refuse(Finding[] memory findings, Reason reason, uint256 actual, uint256 limit) internal pure {
        if (findings.length == 0) revert TransferRefused(reason, actual, limit);
        uint256 count = findings[FINDINGS_MAX].actual++;
        findings[count] = Finding(reason, actual, limit);
    }

    /// @dev No room for findings: the first rule that refuses reverts.
    function _none() internal pure returns (Finding[] memory none) {}

    /// @dev `REGISTRY.pair`, without the copying that a Solidity call does: half a per cent of a transfer.
    function _pair(address from, address to)
        internal
        view
        returns (InvestorRecord sender, InvestorRecord receiver)
    {
        address registry = address(REGISTRY);
        bytes32 selector = IInvestorRegistry.pair.selector;
        // Written beyond the memory in use, read from the scratch space. The registry has code, the constructor saw to
        // it, and answers with two words or reverts.
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), from)
            mstore(add(input, 36), to)
            if iszero(staticcall(gas(), registry, input, 68, 0, 64)) { revert(0, 0) }
            if iszero(eq(returndatasize(), 64)) { revert(0, 0) }
            sender := mload(0)
            receiver := mload(32)
        }
    }

    /* MOVING UNITS */

    function _transfer(address from, address to, uint256 units) internal {
        // ERC-20: a transfer of nothing is a transfer like any other, and nothing moves.
        if (units != 0) {
            Config config = _turned();
            Holding a = _holdings[from];
            Holding b = _holdings[to];
            _weigh(_none(), from, to, units, config, a, b);
            if (from != to) _move(from, to, units, config.epoch(), a, b);
        }
        emit Transfer(from, to, units);
    }

    /// @dev Moves `units`, of which the sender has as many, between two accounts. A sender who leaves and a receiver who
    ///      enters cancel out.
    function _move(address from, address to, uint256 units, uint256 epoch, Holding a, Holding b) internal {
        bool leaves = a.balance() == units;
        if (leaves != (b.balance() == 0)) _totals = leaves ? _totals.left() : _totals.entered();
        if (a.epoch() != epoch) a = _onRecord(from, a, epoch);
        if (b.epoch() != epoch) b = _onRecord(to, b, epoch);
        _holdings[from] = a.minus(units);
        _holdings[to] = b.plus(units);
    }

    /// @dev Creates units under the rules, in a lot when `lot` unlocks in the future.
    function _create(address to, uint256 units, PackedLot lot) internal {
        emit Transfer(address(0), to, units);
        if (units == 0) return;

        Config config = _turned();
        Holding h = _holdings[to];
        _weigh(_none(), address(0), to, units, config, Holding.wrap(0), h);
        Totals totals = _totalsOnRecord(config.epoch());
        // Both are at most UNITS_MAX: the rules refuse more in one wallet.
        require(totals.supply() + units <= UNITS_MAX, SupplyTooLarge(totals.supply() + units));
        totals = totals.plus(units);
        _totals = h.balance() == 0 ? totals.entered() : totals;
        h = _onRecord(to, h, config.epoch()).plus(units);
        if (_today() < lot.unlockDay()) h = _withLotsAdded(to, h, _only(lot));
        _holdings[to] = h;
    }

    /// @dev Moves units whatever the rules say; the parts of locked lots among them stay locked at the receiver's.
    function _moveAgainstRules(address from, address to, uint256 units) internal {
        PackedLot[] memory moved;
        if (units != 0) {
            uint256 epoch = _turned().epoch();
            Holding a;
            (a, moved) = _withUnitsTaken(from, _holdings[from], units);
            _move(from, to, units, epoch, a, _holdings[to]);
        }
        emit Transfer(from, to, units);
        if (moved.length != 0) _holdings[to] = _withLotsAdded(to, _holdings[to], moved);
    }

    /// @dev Frees `units` of a holding, whatever holds them: free ones go first, then frozen ones are thawed as far as
    ///      needed, and locked lots are taken from, oldest first. Returns the holding, its balance as before, not stored;
    ///      and the parts of lots taken.
    function _withUnitsTaken(address from, Holding h, uint256 units)
        internal
        returns (Holding, PackedLot[] memory taken)
    {
        require(units <= h.balance(), TransferRefused(Reason.InsufficientBalance, units, h.balance()));
        uint256 thawed = _less(h.balance(), h.frozen());
        if (units > thawed) h = _withFrozen(from, h, h.frozen() - (units - thawed));
        uint256 unlocked = h.balance() - _locked(from, h);
        if (units > unlocked) (h, taken) = _withLotsTaken(from, h, units - unlocked);
        return (h, taken);
    }

    /* LOTS */

    /// @dev The units in lots whose day has not come.
    function _locked(address holder, Holding h) internal view returns (uint256 locked) {
        uint256 today = _today();
        if (today >= h.lockDay()) return 0;
        for (uint256 i; i < h.lotCount(); ++i) {
            PackedLot lot = _lots[holder][i];
            if (today < lot.unlockDay()) locked += lot.units();
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
        for (uint256 i; i < h.lotCount(); ++i) {
            PackedLot lot = _lots[holder][i];
            if (today < lot.unlockDay()) active[count++] = lot;
        }
    }

    /// @dev Adds lots to the holder's, merging those of one kind. Forgets expired ones on the way. Returns the holding
    ///      with its new lock day and lot count, not stored.
    function _withLotsAdded(address holder, Holding h, PackedLot[] memory added) internal returns (Holding) {
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h, added.length);
        for (uint256 i; i < added.length; ++i) {
            PackedLot lot = added[i];
            uint256 at;
            while (at < count && !lots[at].isSameKind(lot)) ++at;
            if (at == count) {
                require(count < LOTS_MAX, TooManyLots(holder, LOTS_MAX));
                lots[count++] = lot;
            } else {
                lots[at] = lots[at].joinedWith(lot);
            }
            emit LotOpened(holder, lot.units(), lot.acquiredDay(), lot.unlockDay(), lot.legend());
        }
        return _storeLots(holder, h, lots, 0, count);
    }

    /// @dev Takes `units`, at most the locked ones, from the holder's lots, oldest first. Returns the holding with its
    ///      new lock day and lot count, not stored, and what was taken of which lots.
    function _withLotsTaken(address holder, Holding h, uint256 units)
        internal
        returns (Holding, PackedLot[] memory taken)
    {
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h, 0);
        taken = new PackedLot[](count);
        uint256 first;
        uint256 n;
        while (units != 0) {
            PackedLot lot = lots[first];
            uint256 part = lot.units() < units ? lot.units() : units;
            taken[n++] = lot.less(lot.units() - part);
            emit LotReduced(holder, part, lot.unlockDay(), lot.legend());
            units -= part;
            if (part == lot.units()) ++first;
            else lots[first] = lot.less(part);
        }
        // The array was made for every lot there is; a shorter length only hides its empty end.
        assembly ("memory-safe") {
            mstore(taken, n)
        }
        return (_storeLots(holder, h, lots, first, count), taken);
    }

    /// @dev Stores `lots[first .. count]` in place of the holder's lots.
    function _storeLots(address holder, Holding h, PackedLot[] memory lots, uint256 first, uint256 count)
        internal
        returns (Holding)
    {
        PackedLot[LOTS_MAX] storage stored = _lots[holder];
        uint256 lockDay;
        for (uint256 i = first; i < count; ++i) {
            stored[i - first] = lots[i];
            if (lots[i].unlockDay() > lockDay) lockDay = lots[i].unlockDay();
        }
        for (uint256 i = count - first; i < h.lotCount(); ++i) {
            stored[i] = PackedLot.wrap(0);
        }
        return h.withLots(count - first, lockDay);
    }

    function _only(PackedLot lot) internal pure returns (PackedLot[] memory lots) {
        lots = new PackedLot[](1);
        lots[0] = lot;
    }

    /* FREEZES AND REFERENCES */

    /// @dev The holding with `units` frozen in all, not stored.
    function _withFrozen(address account, Holding h, uint256 units) internal returns (Holding) {
        uint256 before = h.frozen();
        if (units > before) emit TokensFrozen(account, units - before);
        else if (units < before) emit TokensUnfrozen(account, before - units);
        emit Frozen(account, units);
        return h.withFrozen(units);
    }

    function _setWalletFrozen(address account, bool freeze) internal {
        _holdings[account] = _holdings[account].withWalletFrozen(freeze);
        emit AddressFrozen(account, freeze, msg.sender);
    }

    function _useRef(bytes32 ref) internal {
        if (ref == bytes32(0)) return;
        require(!_issued[ref], AlreadyIssued(ref));
        _issued[ref] = true;
    }
}
