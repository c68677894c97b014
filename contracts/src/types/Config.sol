// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Rules} from "./TokenTypes.sol";

/// @notice What every transfer must know about the token, in one storage slot.
/// @dev    balanceMax u104 | nextRecordAt u40 | epoch u16 | topics u32 | paused, accreditedOnly, countriesOn,
///         hasModules: 1 bit each | rescalings u16 | homeCountry u12 | usHoldersMax u16 | nonAccreditedHoldersMax u16
type Config is uint256;

using {
    balanceMax,
    nextRecordAt,
    epoch,
    topics,
    paused,
    accreditedOnly,
    countriesOn,
    hasModules,
    rescalings,
    homeCountry,
    usHoldersMax,
    nonAccreditedHoldersMax,
    withRules,
    withPaused,
    withNextRecord,
    withRescaled,
    withHomeCountry,
    withModules
} for Config global;

/// @dev `nextRecordAt` when no record date lies ahead: an instant that never comes.
uint256 constant NEVER = type(uint40).max;
uint256 constant UNITS_MASK = type(uint104).max;

// ISO 3166-1 numeric.
uint256 constant UNITED_STATES = 840;

/// @dev `homeCountry` when no country is allowed: the registry keeps countries below 1024.
uint256 constant NO_COUNTRY = 0xfff;

/// @dev Of a token without rules, record dates and modules.
function emptyConfig() pure returns (Config) {
    return Config.wrap((NEVER << 104) | (NO_COUNTRY << 212));
}

/// @dev 0 is no cap.
function balanceMax(Config c) pure returns (uint256) {
    return Config.unwrap(c) & UNITS_MASK;
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

function hasModules(Config c) pure returns (bool) {
    return Config.unwrap(c) & (1 << 195) != 0;
}

/// @dev How often the units were rescaled. Here, so that who asks beside a transfer reads no other word.
function rescalings(Config c) pure returns (uint256) {
    return (Config.unwrap(c) >> 196) & 0xffff;
}

/// @dev One of the allowed countries, so that receivers who reside there need no look at the bitmap of all; NO_COUNTRY when
///      none is allowed.
function homeCountry(Config c) pure returns (uint256) {
    return (Config.unwrap(c) >> 212) & NO_COUNTRY;
}

/// @dev 0 is no cap.
function usHoldersMax(Config c) pure returns (uint256) {
    return (Config.unwrap(c) >> 224) & 0xffff;
}

/// @dev 0 is no cap.
function nonAccreditedHoldersMax(Config c) pure returns (uint256) {
    return Config.unwrap(c) >> 240;
}

/// @dev All rules but the most holders, which is in `Totals`.
function withRules(Config c, Rules calldata r) pure returns (Config) {
    uint256 ruled =
        UNITS_MASK | (uint256(0xffffffff) << 160) | (uint256(3) << 193) | (uint256(0xffffffff) << 224);
    uint256 flags = (r.accreditedOnly ? 1 << 193 : 0) | (r.countriesOn ? 1 << 194 : 0);
    uint256 caps = (uint256(r.usHoldersMax) << 224) | (uint256(r.nonAccreditedHoldersMax) << 240);
    return Config.wrap((Config.unwrap(c) & ~ruled) | r.balanceMax | (uint256(r.topics) << 160) | flags | caps);
}

function withPaused(Config c, bool yes) pure returns (Config) {
    uint256 others = Config.unwrap(c) & ~(uint256(1) << 192);
    return Config.wrap(yes ? others | (1 << 192) : others);
}

function withNextRecord(Config c, uint256 epoch_, uint256 nextAt) pure returns (Config) {
    uint256 others = Config.unwrap(c) & ~((NEVER << 104) | (uint256(0xffff) << 144));
    return Config.wrap(others | (nextAt << 104) | (epoch_ << 144));
}

/// @dev Rescaled once more. The caller has seen that there is a next number: no carry.
function withRescaled(Config c) pure returns (Config) {
    unchecked {
        return Config.wrap(Config.unwrap(c) + (1 << 196));
    }
}

function withHomeCountry(Config c, uint256 country) pure returns (Config) {
    return Config.wrap((Config.unwrap(c) & ~(NO_COUNTRY << 212)) | (country << 212));
}

/// @dev The country of a list that most receivers are taken to reside in: the United States, else the last one of the
///      list.
function homeCountryOf(uint256[4] calldata allowed) pure returns (uint256 country) {
    if ((allowed[UNITED_STATES >> 8] >> (UNITED_STATES & 0xff)) & 1 == 1) return UNITED_STATES;
    country = NO_COUNTRY;
    for (uint256 i; i < 4; ++i) {
        if (allowed[i] != 0) country = (i << 8) | Math.log2(allowed[i]);
    }
}

function withModules(Config c, bool yes) pure returns (Config) {
    uint256 others = Config.unwrap(c) & ~(uint256(1) << 195);
    return Config.wrap(yes ? others | (1 << 195) : others);
}
