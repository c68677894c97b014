// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InvestorRecord} from "./InvestorRecord.sol";

// As what a wallet is counted, as bits of one mask. A wallet without units is counted as nothing: 0.

uint256 constant HOLDER = 1;
uint256 constant US_HOLDER = 2;
uint256 constant NON_ACCREDITED_HOLDER = 4;

/// @dev As what the holder behind this record is to be counted today.
function standingOf(InvestorRecord record, uint256 today) pure returns (uint256 s) {
    s = today < record.accreditedUntilDay() ? HOLDER : HOLDER | NON_ACCREDITED_HOLDER;
    if (isUnitedStates(record.country())) s |= US_HOLDER;
}

/// @dev The United States as its securities laws mean it, with its territories and possessions (17 CFR 230.902(l)):
///      ISO 3166-1 numeric codes 16 AS, 316 GU, 580 MP, 581 UM, 630 PR, 840 US, 850 VI.
function isUnitedStates(uint256 country) pure returns (bool) {
    if (country == 840) return true;
    // The low bytes of the six others: nearly every other country is done with here.
    uint256 lowBytes = (1 << 16) | (1 << 60) | (1 << 68) | (1 << 69) | (1 << 82) | (1 << 118);
    if ((lowBytes >> (country & 0xff)) & 1 == 0) return false;
    return
        country == 630 || country == 316 || country == 850 || country == 16 || country == 580
            || country == 581;
}
