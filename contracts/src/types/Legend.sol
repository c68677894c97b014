// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InvestorRecord} from "./InvestorRecord.sol";
import {isUnitedStates} from "./Standing.sol";

// Why a lot is locked, as bits of one mask: LEGENDS of src/restriction/lot.ts. All but these two lock it for everybody.

/// @dev Sold offshore: locked for receivers in the United States (17 CFR 230.903(b), 230.904).
uint256 constant REG_S = 1 << 2;
/// @dev Sold by crowdfunding: locked for whoever is not accredited (17 CFR 227.501(a)).
uint256 constant REG_CF = 1 << 3;
/// @dev Each of them, for whoever asks what nobody holds back.
uint256 constant ANY_LEGEND = type(uint256).max;

/// @dev The legends that keep a lot from this receiver until its day. Who resides nobody knows where may be in the United
///      States.
function legendsAgainst(InvestorRecord receiver, uint256 today) pure returns (uint256 legends) {
    legends = ANY_LEGEND & ~(REG_S | REG_CF);
    uint256 country = receiver.country();
    if (country == 0 || isUnitedStates(country)) legends |= REG_S;
    if (today >= receiver.accreditedUntilDay()) legends |= REG_CF;
}
