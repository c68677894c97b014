// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {PackedLot, packed} from "./PackedLot.sol";
import {Lot} from "./TokenTypes.sol";

/// @notice One holder's word: all that a transfer needs to know of one side, in one storage slot.
/// @dev    balance u104 | frozen u104 | lockDay u16 | epoch u16 | frozen wallet 1 bit | lots 5 bits |
///         standing 3 bits | folded 1 bit | 6 bits free
///         Folded: all units are one lot, which unlocks on `lockDay`, and none is frozen. Then acquiredDay u16 | legend u16
///         of that lot are where the frozen units are otherwise, and `lots` is zero.
///         The lowest bits hold the balance, so that adding and subtracting units is plain arithmetic on the word.
type Holding is uint256;

using {
    balance,
    frozen,
    mayBeFrozen,
    lockDay,
    epoch,
    isFrozen,
    lotCount,
    plus,
    minus,
    withFrozen,
    withEpoch,
    withWalletFrozen,
    withLots,
    standing,
    withStanding,
    isFolded,
    folded,
    foldedLot,
    withoutFold
} for Holding global;

uint256 constant UNITS_MAX = type(uint104).max;

/// @dev Units held, frozen and locked ones included.
function balance(Holding h) pure returns (uint256) {
    return Holding.unwrap(h) & UNITS_MAX;
}

/// @dev Units frozen. May exceed the balance: an order can freeze what is yet to come.
function frozen(Holding h) pure returns (uint256) {
    return h.isFolded() ? 0 : (Holding.unwrap(h) >> 104) & UNITS_MAX;
}

/// @dev False: nothing is frozen, nor folded in its place. A quick look that spares most a closer one.
function mayBeFrozen(Holding h) pure returns (bool) {
    return Holding.unwrap(h) & (UNITS_MAX << 104) != 0;
}

/// @dev The latest unlock day over all lots: from that day on, none of them is locked.
function lockDay(Holding h) pure returns (uint256) {
    return (Holding.unwrap(h) >> 208) & 0xffff;
}

/// @dev How many record dates had passed when the balance last changed.
function epoch(Holding h) pure returns (uint256) {
    return (Holding.unwrap(h) >> 224) & 0xffff;
}

/// @dev Whether the whole wallet is frozen.
function isFrozen(Holding h) pure returns (bool) {
    return Holding.unwrap(h) & (1 << 240) != 0;
}

/// @dev How many lots are stored, the expired ones included.
function lotCount(Holding h) pure returns (uint256) {
    return (Holding.unwrap(h) >> 241) & 0x1f;
}

/// @dev `units` must be such that the balance stays within UNITS_MAX: the supply's cap sees to it.
function plus(Holding h, uint256 units) pure returns (Holding) {
    unchecked {
        // The sum of all balances is the supply, which is at most UNITS_MAX: no carry into the frozen part.
        return Holding.wrap(Holding.unwrap(h) + units);
    }
}

/// @dev `units` must be at most the balance.
function minus(Holding h, uint256 units) pure returns (Holding) {
    unchecked {
        // Callers have compared `units` with the balance: no borrow from the frozen part.
        return Holding.wrap(Holding.unwrap(h) - units);
    }
}

/// @dev `units` must be at most UNITS_MAX.
function withFrozen(Holding h, uint256 units) pure returns (Holding) {
    return Holding.wrap((Holding.unwrap(h) & ~(UNITS_MAX << 104)) | (units << 104));
}

function withEpoch(Holding h, uint256 e) pure returns (Holding) {
    return Holding.wrap((Holding.unwrap(h) & ~(uint256(0xffff) << 224)) | (e << 224));
}

function withWalletFrozen(Holding h, bool yes) pure returns (Holding) {
    uint256 others = Holding.unwrap(h) & ~(uint256(1) << 240);
    return Holding.wrap(yes ? others | (1 << 240) : others);
}

/// @dev `count` is at most 16, `day` at most 65535.
function withLots(Holding h, uint256 count, uint256 day) pure returns (Holding) {
    uint256 others = Holding.unwrap(h) & ~((uint256(0xffff) << 208) | (uint256(0x1f) << 241));
    return Holding.wrap(others | (day << 208) | (count << 241));
}

/// @dev As what the wallet is counted in `Totals`: the bits of `Standing.sol`. 0 exactly when it has no units.
function standing(Holding h) pure returns (uint256) {
    return (Holding.unwrap(h) >> 246) & 7;
}

/// @dev `s` is at most 7.
function withStanding(Holding h, uint256 s) pure returns (Holding) {
    return Holding.wrap((Holding.unwrap(h) & ~(uint256(7) << 246)) | (s << 246));
}

/// @dev Whether the holding's only lot lies in it.
function isFolded(Holding h) pure returns (bool) {
    return Holding.unwrap(h) & (1 << 249) != 0;
}

function eitherFolded(Holding a, Holding b) pure returns (bool) {
    return (Holding.unwrap(a) | Holding.unwrap(b)) & (1 << 249) != 0;
}

/// @dev `lot` is all of the balance, and nothing is frozen. Lots stored before are forgotten: all have expired.
function folded(Holding h, PackedLot lot) pure returns (Holding) {
    uint256 kept = Holding.unwrap(h.withLots(0, lot.unlockDay()));
    return
        Holding.wrap(kept | (uint256(lot.acquiredDay()) << 104) | (uint256(lot.legend()) << 120) | (1 << 249));
}

/// @dev The lot of a folded holding.
function foldedLot(Holding h) pure returns (PackedLot) {
    uint256 word = Holding.unwrap(h);
    return
        packed(Lot(uint104(word & UNITS_MAX), uint16(word >> 104), uint16(h.lockDay()), uint16(word >> 120)));
}

/// @dev A folded holding without its lot: the caller has taken care of it.
function withoutFold(Holding h) pure returns (Holding) {
    return Holding.wrap(Holding.unwrap(h) & ~((uint256(1) << 249) | (UNITS_MAX << 104)));
}
