// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

// Calendar months of the Gregorian calendar, counted as year × 12 + (month − 1), and days since 1 January 1970. Years are
// counted from March, so that the leap day is a year's last; 146,097 days are 400 years, which repeat.

uint256 constant DAYS_OF_400_YEARS = 146_097;
// From 1 March of the year 0 to 1 January 1970.
uint256 constant DAYS_BEFORE_1970 = 719_468;

/// @dev The month in which a day since 1970 lies.
function monthOfDay(uint256 day) pure returns (uint256) {
    uint256 shifted = day + DAYS_BEFORE_1970;
    uint256 dayOfEra = shifted % DAYS_OF_400_YEARS;
    // Of the era's years, each fourth is a day longer, but each hundredth, but the last.
    uint256 yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    uint256 year = shifted / DAYS_OF_400_YEARS * 400 + yearOfEra;
    // March to July and August to December have 153 days each, and January begins like them. March is month 2 of 0 to 11.
    return year * 12 + (5 * dayOfYear + 2) / 153 + 2;
}

/// @dev The first day of a month, since 1970. The month is January 1970 or later.
function firstDayOfMonth(uint256 month) pure returns (uint256) {
    uint256 fromMarch = month - 2;
    uint256 year = fromMarch / 12;
    uint256 dayOfYear = (153 * (fromMarch % 12) + 2) / 5;
    uint256 yearOfEra = year % 400;
    uint256 dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return year / 400 * DAYS_OF_400_YEARS + dayOfEra - DAYS_BEFORE_1970;
}
