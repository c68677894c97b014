// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What every transfer must know about the token, in one storage slot.
/// @dev    balanceMax u104 | nextRecordAt u40 | epoch u16 | topics u32 | paused, accreditedOnly, countriesOn: 1 bit
///         each | 5 bits free | recordCount u16 | decimals u8 | 32 bits free
type Config is uint256;

using {
    balanceMax,
    nextRecordAt,
    epoch,
    topics,
    paused,
    accreditedOnly,
    countriesOn,
    recordCount,
    decimals,
    withRules,
    withPaused,
    withNextRecord,
    withRecordCount
} for Config global;

/// @dev `nextRecordAt` when no record date lies ahead: an instant that never comes.
uint256 constant NEVER = type(uint40).max;

function configOf(uint8 decimals_) pure returns (Config) {
    return Config.wrap((NEVER << 104) | (uint256(decimals_) << 216));
}

/// @dev 0 is no cap.
function balanceMax(Config c) pure returns (uint256) {
    return Config.unwrap(c) & type(uint104).max;
}

/// @dev The instant of the next record date, NEVER when none is declared.
function nextRecordAt(Config c) pure returns (uint256) {
    return (Config.unwrap(c) >> 104) & NEVER;
}

/// @dev How many record dates have passed, as far as the last change of any balance knew.
function epoch(Config c) pure returns (uint256) {
    return (Config.unwrap(c) >> 144) & 0xffff;
}

function topics(Config c) pure returns (uint256) {
    return (Config.unwrap(c) >> 160) & 0xffffffff;
}

function paused(Config c) pure returns (bool) {
    return Config.unwrap(c) & (1 << 192) != 0;
}

function accreditedOnly(Config c) pure returns (bool) {
    return Config.unwrap(c) & (1 << 193) != 0;
}

function countriesOn(Config c) pure returns (bool) {
    return Config.unwrap(c) & (1 << 194) != 0;
}

function recordCount(Config c) pure returns (uint256) {
    return (Config.unwrap(c) >> 200) & 0xffff;
}

function decimals(Config c) pure returns (uint8) {
    return uint8(Config.unwrap(c) >> 216);
}

function withRules(Config c, uint104 balanceMax_, bool accreditedOnly_, bool countriesOn_, uint32 topics_)
    pure
    returns (Config)
{
    uint256 others =
        Config.unwrap(c) & ~(uint256(type(uint104).max) | (uint256(0xffffffff) << 160) | (uint256(3) << 193));
    uint256 flags = (accreditedOnly_ ? 1 << 193 : 0) | (countriesOn_ ? 1 << 194 : 0);
    return Config.wrap(others | balanceMax_ | (uint256(topics_) << 160) | flags);
}

function withPaused(Config c, bool yes) pure returns (Config) {
    uint256 others = Config.unwrap(c) & ~(uint256(1) << 192);
    return Config.wrap(yes ? others | (1 << 192) : others);
}

function withNextRecord(Config c, uint256 epoch_, uint256 nextAt) pure returns (Config) {
    uint256 others = Config.unwrap(c) & ~((NEVER << 104) | (uint256(0xffff) << 144));
    return Config.wrap(others | (nextAt << 104) | (epoch_ << 144));
}

function withRecordCount(Config c, uint256 count) pure returns (Config) {
    return Config.wrap((Config.unwrap(c) & ~(uint256(0xffff) << 200)) | (count << 200));
}
