// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice The number of holders and its cap, in one storage slot that is read only when somebody enters or leaves.
/// @dev    holders u32 | holdersMax u32 | 192 bits free, for the counts of classes of holders
type Counters is uint256;

using { holders, holdersMax, withHolders, withHoldersMax } for Counters global;

function holders(Counters c) pure returns (uint256) {
    return Counters.unwrap(c) & 0xffffffff;
}

/// @dev 0 is no cap.
function holdersMax(Counters c) pure returns (uint256) {
    return (Counters.unwrap(c) >> 32) & 0xffffffff;
}

function withHolders(Counters c, uint256 count) pure returns (Counters) {
    return Counters.wrap((Counters.unwrap(c) & ~uint256(0xffffffff)) | count);
}

function withHoldersMax(Counters c, uint32 max) pure returns (Counters) {
    return Counters.wrap((Counters.unwrap(c) & ~(uint256(0xffffffff) << 32)) | (uint256(max) << 32));
}
