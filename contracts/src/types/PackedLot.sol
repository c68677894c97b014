// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Lot} from "./TokenTypes.sol";

/// @notice `Lot` in one storage slot.
/// @dev    units u104 | acquiredDay u16 | unlockDay u16 | legend u16 | 104 bits free
type PackedLot is uint256;

using {
    units,
    acquiredDay,
    unlockDay,
    legend,
    isHeldBy,
    isSameKind,
    joinedWith,
    less,
    withUnits,
    lot
} for PackedLot global;

function packed(Lot memory l) pure returns (PackedLot) {
    return PackedLot.wrap(
        uint256(l.units) | (uint256(l.acquiredDay) << 104) | (uint256(l.unlockDay) << 120)
            | (uint256(l.legend) << 136)
    );
}

function lot(PackedLot l) pure returns (Lot memory) {
    return Lot(uint104(l.units()), l.acquiredDay(), l.unlockDay(), l.legend());
}

function units(PackedLot l) pure returns (uint256) {
    return PackedLot.unwrap(l) & type(uint104).max;
}

function acquiredDay(PackedLot l) pure returns (uint16) {
    return uint16(PackedLot.unwrap(l) >> 104);
}

function unlockDay(PackedLot l) pure returns (uint16) {
    return uint16(PackedLot.unwrap(l) >> 120);
}

function legend(PackedLot l) pure returns (uint16) {
    return uint16(PackedLot.unwrap(l) >> 136);
}

/// @dev Whether one of these legends holds the lot back until its day. A lot that says none is held back by any of them.
function isHeldBy(PackedLot l, uint256 legends) pure returns (bool) {
    uint256 own = l.legend();
    return own == 0 ? legends != 0 : own & legends != 0;
}

/// @dev Lots merge only when nothing that locks them differs.
function isSameKind(PackedLot a, PackedLot b) pure returns (bool) {
    return PackedLot.unwrap(a) >> 120 == PackedLot.unwrap(b) >> 120;
}

/// @dev One lot of the units of both, acquired on the later day. Both are units of one holder: their sum fits.
function joinedWith(PackedLot a, PackedLot b) pure returns (PackedLot) {
    Lot memory sum = a.lot();
    sum.units += uint104(b.units());
    if (b.acquiredDay() > sum.acquiredDay) sum.acquiredDay = b.acquiredDay();
    return packed(sum);
}

/// @dev `n` is at most the units of the lot, which are its lowest bits.
function less(PackedLot l, uint256 n) pure returns (PackedLot) {
    return PackedLot.wrap(PackedLot.unwrap(l) - n);
}

/// @dev The lot with `n` units, which fit.
function withUnits(PackedLot l, uint256 n) pure returns (PackedLot) {
    return PackedLot.wrap(((PackedLot.unwrap(l) >> 104) << 104) | n);
}
