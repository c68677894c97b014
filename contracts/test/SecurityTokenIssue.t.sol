// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../src/Reason.sol";
import {Issuance, Lot, Rules} from "../src/interfaces/ISecurityToken.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {World} from "./World.sol";

contract SecurityTokenIssueTest is World {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Issued(address indexed to, uint256 units, uint16 unlockDay, uint16 legend, bytes32 ref);
    event BatchIssued(bytes32 indexed ref, uint256 count);
    event LotOpened(
        address indexed holder, uint256 units, uint16 acquiredDay, uint16 unlockDay, uint16 legend
    );
    event LotReduced(address indexed holder, uint256 units, uint16 unlockDay, uint16 legend);
    event TokensUnfrozen(address indexed userAddress, uint256 amount);

    function testMintCreatesUnits(uint256 units) public {
        units = bound(units, 1, 1_000_000);
        vm.expectEmit();
        emit Transfer(address(0), ANA, units);
        issue(ANA, units);
        vm.assertEq(token.balanceOf(ANA), units);
        vm.assertEq(token.totalSupply(), units);
        vm.assertEq(token.holderCount(), 1);
    }

    function testIssuanceIsWeighedLikeATransfer() public {
        vm.prank(OPERATOR);
        vm.expectRevert(refusal(Reason.ReceiverNotRegistered, 0, 0));
        token.mint(STRANGER, 1);
        vm.prank(OPERATOR);
        vm.expectRevert(refusal(Reason.BalanceCap, 1_000_001, 1_000_000));
        token.issue(ANA, 1_000_001, TODAY, 0, 0, 0);
    }

    function testIssueTellsItsReferenceAndLot() public {
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit Transfer(address(0), ANA, 70);
        vm.expectEmit();
        emit LotOpened(ANA, 70, TODAY - 1, TODAY + 365, 144);
        vm.expectEmit();
        emit Issued(ANA, 70, TODAY + 365, 144, "closing 1");
        token.issue(ANA, 70, TODAY - 1, TODAY + 365, 144, "closing 1");
        vm.stopPrank();
        Lot[] memory lots = token.lotsOf(ANA);
        vm.assertEq(lots.length, 1);
        vm.assertEq(lots[0].units, 70);
        vm.assertEq(lots[0].acquiredDay, TODAY - 1);
        vm.assertEq(lots[0].unlockDay, TODAY + 365);
        vm.assertEq(lots[0].legend, 144);
    }

    function testAReferenceIssuesOnce(bytes32 ref) public {
        vm.assume(ref != 0);
        vm.startPrank(OPERATOR);
        token.issue(ANA, 5, TODAY, 0, 0, ref);
        vm.assertTrue(token.isIssued(ref), "known");
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.AlreadyIssued.selector, ref));
        token.issue(BO, 6, TODAY, 0, 0, ref);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.AlreadyIssued.selector, ref));
        token.issueBatch(new Issuance[](0), ref);
        vm.stopPrank();
    }

    function testWithoutAReferenceIssuingAgainIssuesAgain() public {
        vm.startPrank(OPERATOR);
        token.issue(ANA, 5, TODAY, 0, 0, 0);
        token.issue(ANA, 5, TODAY, 0, 0, 0);
        vm.stopPrank();
        vm.assertEq(token.balanceOf(ANA), 10);
    }

    function testABatchIssuesAllUnderOneReference() public {
        Issuance[] memory batch = new Issuance[](3);
        batch[0] = Issuance(ANA, 10, TODAY, 0, 0);
        batch[1] = Issuance(BO, 20, TODAY, TODAY + 5, 1);
        batch[2] = Issuance(ANA, 30, TODAY, TODAY + 5, 1);
        vm.prank(OPERATOR);
        vm.expectEmit();
        emit BatchIssued("closing 2", 3);
        token.issueBatch(batch, "closing 2");
        vm.assertEq(token.balanceOf(ANA), 40);
        vm.assertEq(token.lockedOf(ANA), 30);
        vm.assertEq(token.lockedOf(BO), 20);
        vm.assertEq(token.totalSupply(), 60);
        vm.assertEq(token.holderCount(), 2);
    }

    /// One holder twice in a batch is weighed with what the first entry gave them.
    function testABatchIsOneHoldersSumUnderTheCap() public {
        Issuance[] memory batch = new Issuance[](2);
        batch[0] = Issuance(ANA, 600_000, TODAY, 0, 0);
        batch[1] = Issuance(ANA, 600_000, TODAY, 0, 0);
        vm.prank(OPERATOR);
        vm.expectRevert(refusal(Reason.BalanceCap, 1_200_000, 1_000_000));
        token.issueBatch(batch, 0);
        vm.assertEq(token.totalSupply(), 0);
    }

    function testSupplyBeyondWhatIsCountedIsRefused() public {
        vm.startPrank(OPERATOR);
        token.setRules(
            Rules({
                balanceMax: 0,
                holdersMax: 0,
                accreditedOnly: false,
                countriesOn: false,
                topics: 0,
                usHoldersMax: 0,
                nonAccreditedHoldersMax: 0
            })
        );
        token.mint(ANA, type(uint104).max);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.SupplyTooLarge.selector, uint256(type(uint104).max) + 1)
        );
        token.mint(BO, 1);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.AmountTooLarge.selector, uint256(type(uint104).max) + 1)
        );
        token.issue(BO, uint256(type(uint104).max) + 1, TODAY, 0, 0, 0);
        vm.stopPrank();
    }

    /* LOTS */

    function testUnitsAreLockedUntilTheirDay(uint256 wait) public {
        wait = bound(wait, 1, 60_000 - TODAY);
        uint16 unlockDay = TODAY + uint16(wait);
        issueLocked(ANA, 60, unlockDay, 1);
        issue(ANA, 40);
        vm.assertEq(token.lockedOf(ANA), 60);
        vm.assertEq(token.freeOf(ANA), 40);
        vm.expectRevert(refusal(Reason.UnitsLocked, 41, 40));
        transfer(ANA, BO, 41);
        transfer(ANA, BO, 40);

        vm.warp(uint256(unlockDay) * 1 days - 1);
        assertReason(firstReason(ANA, ANA, 1), wait > 365 ? Reason.ReceiverKycExpired : Reason.UnitsLocked);
        vm.warp(uint256(unlockDay) * 1 days);
        vm.assertEq(token.lockedOf(ANA), 0);
        vm.assertEq(token.freeOf(ANA), 60);
        vm.assertEq(token.lotsOf(ANA).length, 0);
    }

    function testALotWhoseDayHasComeIsNone() public {
        issueLocked(ANA, 60, TODAY, 1);
        vm.assertEq(token.lockedOf(ANA), 0);
        vm.assertEq(token.lotsOf(ANA).length, 0);
    }

    /// dstoken 7.2.7: units were locked twice. Every lot counts its own units once.
    function testLotsMergeOnlyWhenDayAndLegendAreTheSame() public {
        vm.startPrank(OPERATOR);
        token.issue(ANA, 10, TODAY - 9, TODAY + 5, 1, 0);
        token.issue(ANA, 20, TODAY - 3, TODAY + 5, 1, 0);
        token.issue(ANA, 30, TODAY - 9, TODAY + 5, 2, 0);
        token.issue(ANA, 40, TODAY - 9, TODAY + 6, 1, 0);
        vm.stopPrank();
        Lot[] memory lots = token.lotsOf(ANA);
        vm.assertEq(lots.length, 3);
        vm.assertEq(lots[0].units, 30);
        // The later day, so that nobody's holding period is overstated.
        vm.assertEq(lots[0].acquiredDay, TODAY - 3);
        vm.assertEq(lots[1].units, 30);
        vm.assertEq(lots[2].units, 40);
        vm.assertEq(token.lockedOf(ANA), 100);
    }

    function testTheSeventeenthLotIsRefusedAndAnExpiredOneMakesRoom() public {
        for (uint16 i = 1; i <= 16; ++i) {
            issueLocked(ANA, i, TODAY + i, 1);
        }
        vm.assertEq(token.lotsOf(ANA).length, 16);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.TooManyLots.selector, ANA, 16));
        token.issue(ANA, 17, TODAY, TODAY + 17, 1, 0);

        vm.warp(START + 1 days);
        issueLocked(ANA, 17, TODAY + 17, 1);
        vm.assertEq(token.lotsOf(ANA).length, 16);
        vm.assertEq(token.lockedOf(ANA), 16 * 17 / 2 - 1 + 17);
    }

    /* BURN */

    function testBurnTakesFreeUnitsFirst(uint256 units) public {
        issueLocked(ANA, 60, TODAY + 5, 1);
        issue(ANA, 40);
        units = bound(units, 0, 100);
        vm.prank(OPERATOR);
        token.burn(ANA, units);
        vm.assertEq(token.balanceOf(ANA), 100 - units);
        vm.assertEq(token.totalSupply(), 100 - units);
        vm.assertEq(token.lockedOf(ANA), units <= 40 ? 60 : 100 - units);
        vm.assertEq(token.holderCount(), units == 100 ? 0 : 1);
    }

    function testBurnReducesLotsOldestFirst() public {
        issueLocked(ANA, 10, TODAY + 9, 1);
        issueLocked(ANA, 20, TODAY + 5, 1);
        issueLocked(ANA, 30, TODAY + 7, 1);
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit LotReduced(ANA, 10, TODAY + 9, 1);
        vm.expectEmit();
        emit LotReduced(ANA, 15, TODAY + 5, 1);
        token.burn(ANA, 25);
        vm.stopPrank();
        Lot[] memory lots = token.lotsOf(ANA);
        vm.assertEq(lots.length, 2);
        vm.assertEq(lots[0].units, 5);
        vm.assertEq(lots[1].units, 30);
        // The lock day follows the lots that are left.
        vm.warp(uint256(TODAY + 7) * 1 days);
        vm.assertEq(token.freeOf(ANA), 35);
    }

    function testBurnThawsOnlyWhatItMust(uint256 units) public {
        issue(ANA, 100);
        units = bound(units, 0, 100);
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 30);
        if (units > 70) {
            vm.expectEmit();
            emit TokensUnfrozen(ANA, units - 70);
        }
        token.burn(ANA, units);
        vm.stopPrank();
        vm.assertEq(token.frozenTokens(ANA), units > 70 ? 100 - units : 30);
    }

    function testMoreThanTheBalanceIsNotBurned(uint256 units) public {
        issue(ANA, 100);
        units = bound(units, 101, type(uint256).max);
        vm.prank(OPERATOR);
        vm.expectRevert(refusal(Reason.InsufficientBalance, units, 100));
        token.burn(ANA, units);
    }

    function testAPauseStopsIssuanceAndNotBurning() public {
        issue(ANA, 100);
        vm.startPrank(OPERATOR);
        token.pause();
        token.burn(ANA, 1);
        vm.expectRevert(refusal(Reason.Paused, 0, 0));
        token.mint(ANA, 1);
        vm.stopPrank();
    }
}
