// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISSUER} from "../src/Roles.sol";
import {Hold, Lot, Rules} from "../src/interfaces/ISecurityToken.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {Meter, Refuser} from "./Modules.sol";
import {World} from "./World.sol";

contract SecurityTokenRescaleTest is World {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event LotOpened(
        address indexed holder, uint256 units, uint16 acquiredDay, uint16 unlockDay, uint16 legend
    );
    event LotReduced(address indexed holder, uint256 units, uint16 unlockDay, uint16 legend);

    function rescale(address holder, uint64 num, uint64 den) private returns (uint256 before, uint256 rest) {
        vm.prank(OPERATOR);
        return token.rescale(holder, num, den);
    }

    function pause() private {
        vm.startPrank(OPERATOR);
        token.pause();
        token.hold(Hold.Rescaling);
        vm.stopPrank();
    }

    /// dstoken 7.2.8: a lock of so many units outlived a negative rebase that left fewer.
    function testABalanceIsRoundedDownAndFreezesAndLotsUp() public {
        issue(ANA, 79);
        issueLocked(ANA, 25, TODAY + 300, 4);
        vm.prank(OPERATOR);
        token.freezePartialTokens(ANA, 31);
        pause();
        vm.expectEmit();
        emit LotReduced(ANA, 22, TODAY + 300, 4);
        vm.expectEmit();
        emit Transfer(ANA, address(0), 94);
        (uint256 before, uint256 rest) = rescale(ANA, 1, 10);
        vm.assertEq(before, 104);
        vm.assertEq(rest, 4);
        vm.assertEq(token.balanceOf(ANA), 10);
        vm.assertEq(token.totalSupply(), 10);
        vm.assertEq(token.frozenTokens(ANA), 4);
        vm.assertEq(token.lockedOf(ANA), 3);
        vm.assertEq(token.lotsOf(ANA)[0].acquiredDay, TODAY);
    }

    function testWhoIsLeftWithNothingIsNoHolder() public {
        issueLocked(ANA, 9, TODAY + 300, 1);
        issue(BO, 10);
        pause();
        rescale(ANA, 1, 10);
        rescale(BO, 1, 10);
        vm.assertEq(token.holderCount(), 1);
        vm.assertEq(token.lotsOf(ANA).length, 0);
        rescale(STRANGER, 1, 10);
        vm.assertEq(token.totalSupply(), 1);
    }

    function testWhoIsLeftWithNothingLeavesEveryCount() public {
        issue(ANA, 9);
        issue(BO, 10);
        // Not told of: ANA leaves as what she was counted as.
        Investor memory ana = someone(ANA);
        (ana.country, ana.accreditedUntilDay) = (FRANCE, 0);
        vm.prank(OPERATOR);
        registry.update(ANA, ana);
        vm.assertEq(token.usHolderCount(), 2);
        pause();
        rescale(ANA, 1, 10);
        rescale(BO, 1, 10);
        vm.assertEq(token.usHolderCount(), 1);
        vm.assertEq(token.nonAccreditedHolderCount(), 0);
        vm.assertEq(token.standingOf(ANA), 0);
        vm.assertEq(token.standingOf(BO), 3);
    }

    function testAModuleIsToldOfASplitAndHasNoSay() public {
        issue(ANA, 9);
        Meter meter = new Meter(100);
        vm.startPrank(OPERATOR);
        token.addModule(address(meter));
        token.addModule(address(new Refuser()));
        vm.stopPrank();
        pause();
        rescale(ANA, 100, 1);
        vm.assertEq(meter.created(address(token)), 891);
        rescale(ANA, 1, 90);
        vm.assertEq(meter.destroyed(address(token)), 890);
    }

    function testAnOrderForMoreThanThereIsScalesToo() public {
        issue(ANA, 10);
        vm.prank(OPERATOR);
        token.setFrozenTokens(ANA, 15);
        vm.prank(OPERATOR);
        token.setFrozenTokens(BO, type(uint104).max);
        pause();
        rescale(ANA, 2, 1);
        rescale(BO, 2, 1);
        vm.assertEq(token.frozenTokens(ANA), 30);
        vm.assertEq(token.frozenTokens(BO), type(uint104).max);
    }

    function testWhatIsOnRecordStays() public {
        issue(ANA, 10);
        uint16 id = pastRecordDate();
        pause();
        rescale(ANA, 3, 1);
        vm.assertEq(token.balanceAtRecord(ANA, id), 10);
        vm.assertEq(token.supplyAtRecord(id), 10);
        vm.prank(OPERATOR);
        token.letGo(false);
        uint16 next = pastRecordDate();
        vm.assertEq(token.balanceAtRecord(ANA, next), 30);
        vm.assertEq(token.rescalingsAtRecord(id), 0);
        vm.assertEq(token.rescalingsAtRecord(next), 1);
        vm.prank(OPERATOR);
        token.hold(Hold.Rescaling);
        vm.assertEq(token.rescalings(), 2);
        vm.assertEq(token.rescalingsAtRecord(next), 1);
    }

    function testARecordDateSaysOfWhichUnitItIsOnceItHasPassed() public {
        issue(ANA, 10);
        vm.prank(OPERATOR);
        uint16 id = token.declareRecordDate(uint40(block.timestamp + 1 days));
        pause();
        bytes memory early = abi.encodeWithSelector(
            ITokenErrors.RecordDateNotPassed.selector, id, uint40(block.timestamp + 1 days)
        );
        vm.expectRevert(early);
        token.rescalingsAtRecord(id);
        // It passes while units are split, and sees all of them new.
        vm.warp(block.timestamp + 1 days);
        vm.expectRevert(early);
        token.rescalingsAtRecord(id);
        vm.prank(OPERATOR);
        token.letGo(false);
        vm.assertEq(token.rescalingsAtRecord(id), 1);
    }

    /// One more would be the first again, and orders of before the first split good once more.
    function testUnitsAreRescaledAsOftenAsCanBeCounted() public {
        uint256 config = uint256(vm.load(address(token), 0));
        vm.store(address(token), 0, bytes32(config | (uint256(type(uint16).max - 1) << 196)));
        pause();
        vm.assertEq(token.rescalings(), type(uint16).max);
        vm.startPrank(OPERATOR);
        token.letGo(false);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.TooManyRescalings.selector, type(uint16).max));
        token.hold(Hold.Rescaling);
        vm.stopPrank();
    }

    /// Held for a split that paused the token only later, a record date of before the pause was counted in new units.
    function testARecordDateThatPassesBeforeThePauseIsCountedInOldUnits() public {
        issue(ANA, 10);
        vm.prank(OPERATOR);
        uint16 id = token.declareRecordDate(uint40(block.timestamp + 1 days));
        vm.warp(block.timestamp + 1 days);
        pause();
        vm.assertEq(token.balanceAtRecord(ANA, id), 10);
        rescale(ANA, 3, 1);
        vm.assertEq(token.balanceAtRecord(ANA, id), 10);
        vm.assertEq(token.supplyAtRecord(id), 10);
        vm.assertEq(token.totalSupply(), 30);
    }

    function testItIsTheIssuersWhileTheTokenIsPaused() public {
        issue(ANA, 10);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotPaused.selector));
        token.rescale(ANA, 2, 1);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotPaused.selector));
        token.hold(Hold.Rescaling);
        pause();
        vm.startPrank(OPERATOR);
        token.letGo(false);
        token.hold(Hold.Alone);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotHeld.selector, OPERATOR));
        token.rescale(ANA, 2, 1);
        token.letGo(false);
        token.hold(Hold.Rescaling);
        vm.stopPrank();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, STRANGER, ISSUER));
        token.rescale(ANA, 2, 1);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RatioZero.selector, 2, 0));
        token.rescale(ANA, 2, 0);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RatioZero.selector, 0, 2));
        token.rescale(ANA, 0, 2);
    }

    function testMoreUnitsThanATokenCountsAreRefused() public {
        vm.prank(OPERATOR);
        token.setRules(Rules(0, 0, false, false, 0, 0, 0));
        issue(ANA, type(uint104).max / 3);
        pause();
        rescale(ANA, 3, 1);
        vm.assertEq(token.totalSupply(), type(uint104).max);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SupplyTooLarge.selector, 2 * (2 ** 104 - 1)));
        token.rescale(ANA, 2, 1);
    }

    function testWhoHadAllFrozenHasAllFrozen() public {
        issue(ANA, 5);
        vm.prank(OPERATOR);
        token.freezePartialTokens(ANA, 5);
        pause();
        rescale(ANA, 1, 2);
        vm.assertEq(token.balanceOf(ANA), 2);
        vm.assertEq(token.frozenTokens(ANA), 2);
    }

    function testALotIsToldOfByWhatItGrows() public {
        issueLocked(ANA, 25, TODAY + 300, 4);
        pause();
        vm.expectEmit();
        emit LotOpened(ANA, 50, TODAY, TODAY + 300, 4);
        rescale(ANA, 3, 1);
        vm.recordLogs();
        rescale(ANA, 1, 1);
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    /// The longest lock comes last, behind fifteen units of shorter ones, which would have taken all that is left.
    function testALongLockOutlastsAReverseSplit() public {
        for (uint16 i; i < 15; ++i) {
            issueLocked(ANA, 1, TODAY + 10 + i, 4);
        }
        issueLocked(ANA, 1_500, TODAY + 300, 4);
        pause();
        rescale(ANA, 1, 100);
        vm.assertEq(token.balanceOf(ANA), 15);
        vm.warp(uint256(TODAY + 25) * 1 days);
        vm.assertEq(token.lockedOf(ANA), 15);
    }

    function testSixteenLotsTogetherAreRoundedUpOnce() public {
        issue(ANA, 1_600);
        for (uint16 i; i < 16; ++i) {
            issueLocked(ANA, 1, TODAY + 10 + i, 4);
        }
        pause();
        rescale(ANA, 1, 100);
        vm.assertEq(token.balanceOf(ANA), 16);
        vm.assertEq(token.freeOf(ANA), 15);
        vm.assertEq(token.lotsOf(ANA)[0].unlockDay, TODAY + 25);
    }

    function testLotsKeepTheirOrder() public {
        issueLocked(ANA, 10, TODAY + 10, 4);
        issueLocked(ANA, 10, TODAY + 30, 4);
        issueLocked(ANA, 10, TODAY + 20, 4);
        pause();
        rescale(ANA, 1, 4);
        Lot[] memory lots = token.lotsOf(ANA);
        // 7 in all: 3 of the longest, 5 of it and the next, as many as there are of all.
        vm.assertTrue(lots[0].unlockDay == TODAY + 10 && lots[0].units == 2, "first");
        vm.assertTrue(lots[1].unlockDay == TODAY + 30 && lots[1].units == 3, "longest");
        vm.assertTrue(lots[2].unlockDay == TODAY + 20 && lots[2].units == 2, "last");
    }

    function testFuzzNothingIsLostFreedOrUnlocked(
        uint32 num,
        uint32 den,
        uint40 free,
        uint48 frozen,
        uint32[5] memory locked
    ) public {
        vm.assume(num != 0 && den != 0);
        vm.startPrank(OPERATOR);
        token.setRules(Rules(0, 0, false, false, 0, 0, 0));
        token.mint(ANA, free);
        for (uint16 i; i < 5; ++i) {
            token.issue(ANA, locked[i], TODAY, TODAY + 100 + i, 0, 0);
        }
        token.setFrozenTokens(ANA, frozen);
        vm.stopPrank();
        issue(BO, 1);
        uint256 lockedBefore = token.lockedOf(ANA);
        pause();
        (uint256 before, uint256 rest) = rescale(ANA, num, den);

        uint256 made = token.balanceOf(ANA);
        vm.assertEq(made * den + rest, before * num, "units and what rounding took");
        vm.assertTrue(rest < den, "less than a unit");
        vm.assertEq(token.totalSupply(), made + 1, "supply");
        vm.assertEq(token.holderCount(), made == 0 ? 1 : 2, "holders");
        uint256 lockedNow = token.lockedOf(ANA);
        vm.assertTrue(lockedNow == made || lockedNow * den >= lockedBefore * num, "locked");
        vm.assertLe(lockedNow, made, "locked at most the balance");
        vm.assertTrue(lockedNow * den < lockedBefore * num + den, "locked by less than a unit more");
        vm.assertTrue(
            token.frozenTokens(ANA) >= made || token.frozenTokens(ANA) * den >= uint256(frozen) * num,
            "frozen"
        );
        Lot[] memory lots = token.lotsOf(ANA);
        for (uint256 i; i < lots.length; ++i) {
            vm.assertTrue(lots[i].units != 0, "no empty lot");
        }
    }
}
