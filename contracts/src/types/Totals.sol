// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The supply and the number of holders, in one storage slot that is touched only when units are created or
///         destroyed and when somebody enters or leaves.
/// @dev    supply u104 | holders u32 | holdersMax u32 | epoch u16 | 72 bits free, for the counts of classes of holders
///         The lowest bits hold the supply, so that adding and subtracting units is plain arithmetic on the word.
type Totals is uint256;

using {
    supply,
    holders,
    holdersMax,
    epoch,
    plus,
    minus,
    entered,
    left,
    withHoldersMax,
    withEpoch
} for Totals global;

function supply(Totals t) pure returns (uint256) {
    return Totals.unwrap(t) & type(uint104).max;
}

function holders(Totals t) pure returns (uint256) {
    return (Totals.unwrap(t) >> 104) & 0xffffffff;
}

/// @dev 0 is no cap.
function holdersMax(Totals t) pure returns (uint256) {
    return (Totals.unwrap(t) >> 136) & 0xffffffff;
}

/// @dev How many record dates had passed when the supply last changed.
function epoch(Totals t) pure returns (uint256) {
    return (Totals.unwrap(t) >> 168) & 0xffff;
}

/// @dev The caller has compared the sum with UNITS_MAX: no carry.
function plus(Totals t, uint256 units) pure returns (Totals) {
    return Totals.wrap(Totals.unwrap(t) + units);
}

/// @dev `units` are some holder's, so at most the supply: no borrow.
function minus(Totals t, uint256 units) pure returns (Totals) {
    return Totals.wrap(Totals.unwrap(t) - units);
}

/// @dev Every holder holds a unit, and there are addresses for fewer than 2^32 holders in no chain's lifetime of gas:
///      a first unit costs over 20,000.
function entered(Totals t) pure returns (Totals) {
    return Totals.wrap(Totals.unwrap(t) + (1 << 104));
}

/// @dev Only of a holder who was counted: at least one is.
function left(Totals t) pure returns (Totals) {
    return Totals.wrap(Totals.unwrap(t) - (1 << 104));
}

function withHoldersMax(Totals t, uint32 max) pure returns (Totals) {
    return Totals.wrap((Totals.unwrap(t) & ~(uint256(0xffffffff) << 136)) | (uint256(max) << 136));
}

function withEpoch(Totals t, uint256 e) pure returns (Totals) {
    return Totals.wrap((Totals.unwrap(t) & ~(uint256(0xffff) << 168)) | (e << 168));
}
