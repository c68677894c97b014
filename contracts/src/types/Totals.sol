// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The supply and the number of holders, in one storage slot that is touched only when units are created or
///         destroyed and when somebody enters or leaves.
/// @dev    supply u104 | holders u32 | holdersMax u32 | epoch u16 | usHolders u32 | nonAccreditedHolders u32 | 8 bits free
///         The lowest bits hold the supply, so that adding and subtracting units is plain arithmetic on the word.
type Totals is uint256;

using {
    supply,
    holders,
    holdersMax,
    epoch,
    plus,
    minus,
    usHolders,
    nonAccreditedHolders,
    recounted,
    joined,
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
    unchecked {
        return Totals.wrap(Totals.unwrap(t) + units);
    }
}

/// @dev `units` are some holder's, so at most the supply: no borrow.
function minus(Totals t, uint256 units) pure returns (Totals) {
    unchecked {
        return Totals.wrap(Totals.unwrap(t) - units);
    }
}

/// @dev How many holders are counted as residents of the United States.
function usHolders(Totals t) pure returns (uint256) {
    return (Totals.unwrap(t) >> 184) & 0xffffffff;
}

/// @dev How many holders are counted as not accredited.
function nonAccreditedHolders(Totals t) pure returns (uint256) {
    return (Totals.unwrap(t) >> 216) & 0xffffffff;
}

/// @dev One wallet that was counted as `was` is counted as `now_`: masks of `Standing.sol`, 0 for one without units.
function recounted(Totals t, uint256 was, uint256 now_) pure returns (Totals) {
    // Most who move stay what they were.
    if (was == now_) return t;
    unchecked {
        // `was` is in the counts, since it is what the wallet's holding says it was counted as: no borrow. Every holder
        // holds a unit, and a first unit costs over 20,000 gas: no chain's lifetime brings 2^32 of them, no carry.
        return Totals.wrap(Totals.unwrap(t) + share(now_) - share(was));
    }
}

/// @dev One wallet that had no units is counted, as `standing`.
function joined(Totals t, uint256 standing) pure returns (Totals) {
    unchecked {
        // No carry: see `recounted`.
        return Totals.wrap(Totals.unwrap(t) + share(standing));
    }
}

/// @dev What one wallet adds to the counts: its three bits, each at the lowest bit of its counter.
function share(uint256 standing) pure returns (uint256) {
    // Three copies of the three bits, each shifted so that the one of its counter lies at the counter's lowest bit; and of
    // each copy that bit alone. 7 << 214 ends at bit 216: no overflow.
    unchecked {
        return (standing * ((1 << 104) | (1 << 183) | (1 << 214))) & ((1 << 104) | (1 << 184) | (1 << 216));
    }
}

function withHoldersMax(Totals t, uint32 max) pure returns (Totals) {
    return Totals.wrap((Totals.unwrap(t) & ~(uint256(0xffffffff) << 136)) | (uint256(max) << 136));
}

function withEpoch(Totals t, uint256 e) pure returns (Totals) {
    return Totals.wrap((Totals.unwrap(t) & ~(uint256(0xffff) << 168)) | (e << 168));
}
