// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {firstDayOfMonth, monthOfDay} from "../src/types/Month.sol";
import {Test} from "./Test.sol";

contract MonthTest is Test {
    /// Days since 1970 of first days of months, as `date -u -d YYYY-MM-01 +%s` gives them, divided by 86,400.
    function testFirstDaysAreThoseOfTheCalendar() public pure {
        uint16[2][14] memory known = [
            [uint16(1970), 1],
            [1970, 2],
            [1972, 3],
            [1999, 12],
            [2000, 1],
            [2000, 2],
            [2000, 3],
            [2001, 3],
            [2024, 2],
            [2024, 3],
            [2026, 11],
            [2027, 1],
            [2100, 2],
            [2100, 3]
        ];
        uint32[14] memory firstDays = [
            uint32(0),
            31,
            790,
            10_926,
            10_957,
            10_988,
            11_017,
            11_382,
            19_754,
            19_783,
            20_758,
            20_819,
            47_513,
            47_541
        ];
        for (uint256 i; i < known.length; ++i) {
            uint256 month = uint256(known[i][0]) * 12 + known[i][1] - 1;
            vm.assertEq(firstDayOfMonth(month), firstDays[i]);
            vm.assertEq(monthOfDay(firstDays[i]), month);
            if (i != 0) vm.assertEq(monthOfDay(firstDays[i] - 1), month - 1);
        }
    }

    /// Every month of 800 years has the days the calendar gives it, and every day of it lies in it.
    function testMonthsFollowEachOtherWithoutAGap(uint256 month) public pure {
        month = bound(month, 1970 * 12, 2770 * 12);
        (uint256 year, uint256 index) = (month / 12, month % 12);
        uint8[12] memory lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        uint256 length = lengths[index] + (leap && index == 1 ? 1 : 0);
        uint256 first = firstDayOfMonth(month);
        vm.assertEq(firstDayOfMonth(month + 1), first + length, "length");
        for (uint256 day; day < length; ++day) {
            vm.assertEq(monthOfDay(first + day), month, "inside");
        }
    }
}
