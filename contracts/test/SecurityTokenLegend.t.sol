// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding, Reason} from "../src/Reason.sol";
import {Lot, Rules} from "../src/interfaces/ISecurityToken.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {REG_CF, REG_S} from "../src/types/Legend.sol";
import {World} from "./World.sol";

/// @dev Ana's 60 units are locked for ten days, 40 more are free. Bo resides in France, Cleo in the United States; both are
///      accredited. Dana resides in France and is not.
contract SecurityTokenLegendTest is World {
    uint16 private constant UNLOCK_DAY = TODAY + 10;
    uint16 private constant LOCK_UP = 1;

    event LotReduced(address indexed holder, uint256 units, uint16 unlockDay, uint16 legend);

    function setUp() public override {
        super.setUp();
        Rules memory none;
        vm.prank(OPERATOR);
        token.setRules(none);
        becomes(BO, FRANCE, TODAY + 365);
        becomes(DANA, FRANCE, 0);
    }

    function becomes(address wallet, uint16 country, uint16 accreditedUntilDay) private {
        Investor memory investor = someone(wallet);
        (investor.country, investor.accreditedUntilDay) = (country, accreditedUntilDay);
        vm.prank(OPERATOR);
        registry.update(wallet, investor);
    }

    function hold(uint256 legend) private {
        issueLocked(ANA, 60, UNLOCK_DAY, uint16(legend));
        issue(ANA, 40);
    }

    function assertLot(address holder, uint256 units, uint256 legend) private view {
        Lot[] memory lots = token.lotsOf(holder);
        vm.assertEq(lots.length, units == 0 ? 0 : 1);
        if (units == 0) return;
        vm.assertTrue(lots[0].units == units && lots[0].legend == legend, "units and legend");
        vm.assertTrue(lots[0].unlockDay == UNLOCK_DAY && lots[0].acquiredDay == TODAY, "days");
    }

    function testUnitsSoldOffshoreGoOffshoreUnderTheSameLock() public {
        hold(REG_S);
        vm.assertEq(token.freeOf(ANA), 40);
        vm.expectRevert(refusal(Reason.UnitsLocked, 41, 40));
        transfer(ANA, CLEO, 41);
        vm.expectEmit();
        emit LotReduced(ANA, 50, UNLOCK_DAY, uint16(REG_S));
        transfer(ANA, DANA, 90);
        assertLot(ANA, 10, REG_S);
        assertLot(DANA, 50, REG_S);
        // What left as a free unit stays free.
        vm.assertEq(token.freeOf(DANA), 40);
        vm.expectRevert(refusal(Reason.UnitsLocked, 41, 40));
        transfer(DANA, CLEO, 41);
        vm.warp(uint256(UNLOCK_DAY) * 1 days);
        transfer(DANA, CLEO, 90);
    }

    function testUnitsSoldByCrowdfundingGoToAccreditedReceivers() public {
        hold(REG_CF);
        vm.expectRevert(refusal(Reason.UnitsLocked, 41, 40));
        transfer(ANA, DANA, 41);
        transfer(ANA, CLEO, 100);
        assertLot(ANA, 0, 0);
        assertLot(CLEO, 60, REG_CF);
        // Of whoever was accredited once, the day decides.
        becomes(BO, FRANCE, TODAY);
        assertReason(firstReason(CLEO, BO, 41), Reason.UnitsLocked);
    }

    function testOfTwoLegendsBothHaveToBeOpen() public {
        hold(REG_S | REG_CF);
        assertReason(firstReason(ANA, CLEO, 41), Reason.UnitsLocked);
        assertReason(firstReason(ANA, DANA, 41), Reason.UnitsLocked);
        transfer(ANA, BO, 100);
        assertLot(BO, 60, REG_S | REG_CF);
    }

    function testEveryOtherLegendHoldsUnitsBackFromEverybody(uint16 legend) public {
        vm.assume(legend & ~uint16(REG_S | REG_CF) != 0 || legend == 0);
        hold(legend);
        assertReason(firstReason(ANA, BO, 41), Reason.UnitsLocked);
        transfer(ANA, BO, 40);
        assertLot(ANA, 60, legend);
    }

    function testWhoResidesNobodyKnowsWhereGetsNoOffshoreUnits() public {
        hold(REG_S);
        becomes(BO, 0, TODAY + 365);
        assertReason(firstReason(ANA, BO, 41), Reason.UnitsLocked);
    }

    function testUnitsThatAreOpenWaitForThoseThatAreNotAndForAFreeze() public {
        issueLocked(ANA, 30, UNLOCK_DAY, LOCK_UP);
        hold(REG_S);
        vm.prank(OPERATOR);
        token.freezePartialTokens(ANA, 15);
        vm.expectRevert(refusal(Reason.UnitsLocked, 86, 85));
        transfer(ANA, BO, 86);
        transfer(ANA, BO, 85);
        // 25 were free: what is frozen does not go in the place of what is locked.
        assertLot(BO, 60, REG_S);
        vm.assertEq(token.lockedOf(ANA), 30);
        vm.assertEq(token.freeOf(ANA), 0);
        vm.assertEq(token.frozenTokens(ANA), 15);
    }

    function testALotMovesWholeOutOfAFoldedHoldingAndInto() public {
        issueLocked(ANA, 60, UNLOCK_DAY, uint16(REG_S));
        issueLocked(BO, 5, UNLOCK_DAY, uint16(REG_S));
        transfer(ANA, BO, 60);
        assertLot(ANA, 0, 0);
        assertLot(BO, 65, REG_S);
        vm.assertEq(token.lockedOf(BO), 65);
    }

    /* LOTS THAT OTHERS SEND */

    /// One unit of each of `count` kinds, from Bo.
    function dust(address victim, uint16 count) private {
        for (uint16 i; i < count; ++i) {
            issueLocked(BO, 1, UNLOCK_DAY + 1 + i, uint16(REG_S));
        }
        transfer(BO, victim, count);
    }

    function testTransfersOpenEightLotsAndTheNinthIsForetold() public {
        dust(DANA, 8);
        hold(REG_S);
        Finding[] memory findings = token.explain(ANA, DANA, 41);
        vm.assertEq(findings.length, 1);
        assertReason(findings[0].reason, Reason.ReceiverLotsFull);
        vm.assertEq(findings[0].actual, 9);
        vm.assertEq(findings[0].limit, 8);
        vm.assertTrue(!token.canTransfer(ANA, DANA, 41), "can transfer");
        vm.expectRevert(refusal(Reason.ReceiverLotsFull, 9, 8));
        transfer(ANA, DANA, 41);
        // Free units open none, and more of a kind that is there neither.
        transfer(ANA, DANA, 40);
        issueLocked(ANA, 9, UNLOCK_DAY + 8, uint16(REG_S));
        vm.prank(OPERATOR);
        token.burn(ANA, 60);
        transfer(ANA, DANA, 9);
        vm.assertEq(token.lockedOf(DANA), 17);
        // On its day, a lot makes room.
        issueLocked(ANA, 1, UNLOCK_DAY + 60, uint16(REG_S));
        assertReason(firstReason(ANA, DANA, 1), Reason.ReceiverLotsFull);
        vm.warp(uint256(UNLOCK_DAY + 1) * 1 days);
        transfer(ANA, DANA, 1);
    }

    function testNobodyIsKeptFromAnIssuanceOrAForcedTransferByWhatOthersSend() public {
        dust(DANA, 8);
        issueLocked(DANA, 1_000, UNLOCK_DAY, LOCK_UP);
        issueLocked(BO, 5, UNLOCK_DAY, uint16(REG_S));
        vm.prank(OPERATOR);
        token.forcedTransfer(BO, DANA, 5);
        vm.assertEq(token.lotsOf(DANA).length, 10);
        // More than transfers may open: they open none, and add to those that are there.
        issueLocked(BO, 6, UNLOCK_DAY, uint16(REG_S));
        transfer(BO, DANA, 6);
        vm.assertEq(token.lockedOf(DANA), 8 + 1_000 + 11);
    }

    function testNobodyIsKeptFromARecoveryByWhatOthersSend() public {
        issueLocked(ANA, 1_000, UNLOCK_DAY, LOCK_UP);
        address fresh = account("fresh");
        Investor memory investor = registry.investorOf(ANA);
        vm.startPrank(OPERATOR);
        registry.register(fresh, investor);
        registry.setStatus(ANA, 2);
        registry.update(fresh, offshore(investor));
        vm.stopPrank();
        dust(fresh, 8);
        vm.prank(OPERATOR);
        token.recoveryAddress(ANA, fresh, investor.identity);
        vm.assertEq(token.lockedOf(fresh), 1_008);
    }

    function offshore(Investor memory investor) private pure returns (Investor memory) {
        investor.country = FRANCE;
        return investor;
    }

    event LotOpened(
        address indexed holder, uint256 units, uint16 acquiredDay, uint16 unlockDay, uint16 legend
    );

    function testNobodyMakesALotOfAnotherYounger() public {
        issueLocked(DANA, 1_000, UNLOCK_DAY, uint16(REG_S));
        vm.warp(START + 5 days);
        vm.prank(OPERATOR);
        token.issue(BO, 1, TODAY + 5, UNLOCK_DAY, uint16(REG_S), 0);
        // The event tells the day of the lot that the unit joins: whoever reads events has the same lot.
        vm.expectEmit();
        emit LotOpened(DANA, 1, TODAY, UNLOCK_DAY, uint16(REG_S));
        transfer(BO, DANA, 1);
        assertLot(DANA, 1_001, REG_S);
    }
}
