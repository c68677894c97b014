// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../src/Reason.sol";
import {Lot, Rules} from "../src/interfaces/ISecurityToken.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {ITokenEvents} from "../src/interfaces/ITokenEvents.sol";
import {Vm} from "./Test.sol";
import {World} from "./World.sol";

contract SecurityTokenEnforcementTest is World {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner);
    event TokensFrozen(address indexed userAddress, uint256 amount);
    event TokensUnfrozen(address indexed userAddress, uint256 amount);
    event Frozen(address indexed account, uint256 amount);
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);
    event ForcedTransferReason(address indexed from, address indexed to, bytes32 indexed reasonHash);
    event RecoverySuccess(
        address indexed lostWallet, address indexed newWallet, address indexed investorOnchainID
    );
    event LotOpened(
        address indexed holder, uint256 units, uint16 acquiredDay, uint16 unlockDay, uint16 legend
    );
    event LotReduced(address indexed holder, uint256 units, uint16 unlockDay, uint16 legend);

    address internal immutable FRESH = account("ana's new wallet");

    function setUp() public override {
        super.setUp();
        issue(ANA, 100);
        vm.prank(OPERATOR);
        registry.addWallet(ANA, FRESH);
    }

    /* FREEZE */

    function testAFrozenWalletNeitherSendsNorReceives() public {
        issue(BO, 10);
        vm.prank(OPERATOR);
        vm.expectEmit();
        emit AddressFrozen(ANA, true, OPERATOR);
        token.setAddressFrozen(ANA, true);
        vm.assertTrue(token.isFrozen(ANA), "frozen");
        vm.expectRevert(refusal(Reason.SenderFrozen, 0, 0));
        transfer(ANA, BO, 1);
        vm.expectRevert(refusal(Reason.ReceiverFrozen, 0, 0));
        transfer(BO, ANA, 1);

        vm.prank(OPERATOR);
        token.setAddressFrozen(ANA, false);
        transfer(ANA, BO, 1);
    }

    function testFrozenUnitsStay(uint256 frozen) public {
        frozen = bound(frozen, 1, 100);
        vm.prank(OPERATOR);
        vm.expectEmit();
        emit TokensFrozen(ANA, frozen);
        vm.expectEmit();
        emit Frozen(ANA, frozen);
        token.freezePartialTokens(ANA, frozen);
        vm.assertEq(token.getFrozenTokens(ANA), frozen);
        vm.assertEq(token.freeOf(ANA), 100 - frozen);
        vm.expectRevert(refusal(Reason.UnitsFrozen, 101 - frozen, 100 - frozen));
        transfer(ANA, BO, 101 - frozen);
        transfer(ANA, BO, 100 - frozen);
        vm.assertEq(token.balanceOf(ANA), frozen);
    }

    function testFreezingMoreOrLessTellsTheDifference() public {
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 10);
        vm.expectEmit();
        emit TokensFrozen(ANA, 5);
        token.freezePartialTokens(ANA, 5);
        vm.expectEmit();
        emit TokensUnfrozen(ANA, 3);
        token.setFrozenTokens(ANA, 12);

        vm.recordLogs();
        token.setFrozenTokens(ANA, 12);
        vm.stopPrank();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, 1, "nothing more was frozen, and nothing thawed");
        vm.assertEq(logs[0].topics[0], Frozen.selector);
    }

    function testLotsThatAreTakenWholeLeaveRoomForOthers() public {
        for (uint16 i = 1; i <= 16; ++i) {
            issueLocked(CLEO, 1, TODAY + i, 0);
        }
        vm.prank(OPERATOR);
        token.forcedTransfer(CLEO, BO, 15);
        vm.assertEq(token.lotsOf(CLEO).length, 1, "one lot is left");
        vm.assertEq(token.lockedOf(CLEO), 1);
        for (uint16 i = 1; i <= 15; ++i) {
            issueLocked(CLEO, 1, TODAY + 16 + i, 0);
        }
        vm.assertEq(token.lockedOf(CLEO), 16);
    }

    function testTheMostUnitsThereCanBeAreAnAmount() public {
        uint256 most = type(uint104).max;
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.FrozenAboveBalance.selector, most, 100));
        token.freezePartialTokens(ANA, most);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.AmountTooLarge.selector, most + 1));
        token.freezePartialTokens(ANA, most + 1);
        token.burn(ANA, 100);
        Rules memory none;
        token.setRules(none);
        token.issue(ANA, most, TODAY, 0, 0, 0);
        vm.stopPrank();
        vm.assertEq(token.balanceOf(ANA), most);
    }

    function testOnlyUnitsHeldAreFrozenOneByOne(uint256 first, uint256 second) public {
        first = bound(first, 0, 100);
        second = bound(second, 101 - first, type(uint104).max);
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, first);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.FrozenAboveBalance.selector, first + second, 100));
        token.freezePartialTokens(ANA, second);
        vm.stopPrank();
    }

    function testOnlyWhatIsFrozenThaws(uint256 frozen, uint256 thawed) public {
        frozen = bound(frozen, 0, 100);
        thawed = bound(thawed, 0, 200);
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, frozen);
        if (thawed > frozen) {
            vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotFrozen.selector, thawed, frozen));
        } else if (thawed != 0) {
            vm.expectEmit();
            emit TokensUnfrozen(ANA, thawed);
        }
        token.unfreezePartialTokens(ANA, thawed);
        vm.stopPrank();
        vm.assertEq(token.frozenTokens(ANA), thawed > frozen ? frozen : frozen - thawed);
    }

    function testSetFrozenTokensOverwritesAndMayExceedTheBalance(uint256 first, uint256 second) public {
        first = bound(first, 0, type(uint104).max);
        second = bound(second, 0, type(uint104).max);
        vm.startPrank(OPERATOR);
        token.setFrozenTokens(ANA, first);
        token.setFrozenTokens(ANA, second);
        vm.stopPrank();
        vm.assertEq(token.frozenTokens(ANA), second);
        vm.assertEq(token.balanceOf(ANA), 100);
        vm.assertEq(token.freeOf(ANA), second < 100 ? 100 - second : 0);
    }

    function testFreezingNeverTouchesTheOtherPartsOfAHolding(uint256 units) public {
        issueLocked(ANA, 7, TODAY + 5, 1);
        units = bound(units, 0, type(uint104).max);
        vm.startPrank(OPERATOR);
        token.setAddressFrozen(ANA, true);
        token.setFrozenTokens(ANA, units);
        token.setFrozenTokens(ANA, 0);
        vm.stopPrank();
        vm.assertTrue(token.isFrozen(ANA), "still frozen");
        vm.assertEq(token.balanceOf(ANA), 107);
        vm.assertEq(token.lockedOf(ANA), 7);
    }

    /* FORCED TRANSFER */

    /// CMTAT HAL-02: by design it asks for no allowance either; it is told as what it is.
    function testAForcedTransferPassesEveryRuleButTheReceiversVerification(uint256 units) public {
        units = bound(units, 1, 100);
        vm.startPrank(OPERATOR);
        token.setRules(
            Rules({
                balanceMax: 1,
                holdersMax: 1,
                accreditedOnly: true,
                countriesOn: true,
                topics: 255,
                usHoldersMax: 0,
                nonAccreditedHoldersMax: 0
            })
        );
        token.pause();
        token.setAddressFrozen(ANA, true);
        vm.expectEmit();
        emit Transfer(ANA, BO, units);
        vm.expectEmit();
        emit ForcedTransfer(ANA, BO, units);
        token.forcedTransfer(ANA, BO, units);
        vm.stopPrank();
        vm.assertEq(token.balanceOf(BO), units);
        vm.assertEq(token.holderCount(), units == 100 ? 1 : 2);
    }

    /// T-REX: a forced transfer asks whether its receiver is verified, and nothing else. So it does here, by design.
    function testAForcedTransferNeedsAVerifiedReceiver() public {
        vm.startPrank(OPERATOR);
        vm.expectRevert(refusal(Reason.ReceiverNotRegistered, 0, 0));
        token.forcedTransfer(ANA, STRANGER, 1);
        registry.setStatus(BO, 2);
        vm.expectRevert(refusal(Reason.ReceiverBlocked, 0, 0));
        token.forcedTransfer(ANA, BO, 1);
        vm.warp(START + 365 days);
        vm.expectRevert(refusal(Reason.ReceiverKycExpired, TODAY + 365, TODAY + 365));
        token.forcedTransfer(ANA, CLEO, 1);
        vm.stopPrank();
    }

    function testAForcedTransferThawsOnlyWhatItMust(uint256 frozen, uint256 units) public {
        frozen = bound(frozen, 0, 100);
        units = bound(units, 1, 100);
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, frozen);
        token.forcedTransfer(ANA, BO, units);
        vm.stopPrank();
        uint256 left = 100 - units;
        vm.assertEq(token.frozenTokens(ANA), frozen < left ? frozen : left);
        vm.assertEq(token.frozenTokens(BO), 0);
    }

    function testLockedUnitsStayLockedInOtherHands() public {
        issueLocked(ANA, 10, TODAY + 9, 1);
        issueLocked(ANA, 20, TODAY + 5, 2);
        issueLocked(BO, 1, TODAY + 5, 2);
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit LotReduced(ANA, 10, TODAY + 9, 1);
        vm.expectEmit();
        emit LotReduced(ANA, 5, TODAY + 5, 2);
        vm.expectEmit();
        emit LotOpened(BO, 10, TODAY, TODAY + 9, 1);
        vm.expectEmit();
        emit LotOpened(BO, 5, TODAY, TODAY + 5, 2);
        token.forcedTransfer(ANA, BO, 115);
        vm.stopPrank();
        vm.assertEq(token.lockedOf(ANA), 15);
        vm.assertEq(token.freeOf(ANA), 0);
        vm.assertEq(token.lockedOf(BO), 16);
        vm.assertEq(token.freeOf(BO), 100);
        Lot[] memory lots = token.lotsOf(BO);
        vm.assertEq(lots.length, 2);
        vm.assertEq(lots[0].units, 6);
        vm.assertEq(lots[1].units, 10);
    }

    function testLotsThatMoveMergeWithTheirLikeAndTheSeventeenthIsRefused() public {
        for (uint16 i = 1; i <= 16; ++i) {
            issueLocked(BO, 1, TODAY + i, 1);
        }
        issueLocked(ANA, 5, TODAY + 16, 1);
        issueLocked(ANA, 5, TODAY + 16, 2);
        vm.startPrank(OPERATOR);
        token.forcedTransfer(ANA, BO, 105);
        vm.assertEq(token.lotsOf(BO)[15].units, 6);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.TooManyLots.selector, BO, 16));
        token.forcedTransfer(ANA, BO, 1);
        vm.stopPrank();
        vm.assertEq(token.lotsOf(BO).length, 16);
    }

    function testAForcedTransferForAReasonTellsIt() public {
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit ForcedTransferReason(ANA, BO, "court order");
        token.forcedTransferFor(ANA, BO, 1, "court order");
        vm.expectRevert(ITokenErrors.ReasonMissing.selector);
        token.forcedTransferFor(ANA, BO, 1, 0);
        vm.stopPrank();
    }

    function testAForcedTransferToTheSameWalletIsRefused() public {
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SameWallet.selector, ANA));
        token.forcedTransfer(ANA, ANA, 1);
    }

    function testNoMoreThanTheBalanceIsForced(uint256 units) public {
        units = bound(units, 101, type(uint256).max);
        vm.prank(OPERATOR);
        vm.expectRevert(refusal(Reason.InsufficientBalance, units, 100));
        token.forcedTransfer(ANA, BO, units);
    }

    /* RECOVERY */

    function testRecoveryMovesTheWholeHolding() public {
        issueLocked(ANA, 20, TODAY + 5, 2);
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 30);
        token.setAddressFrozen(ANA, true);
        vm.expectEmit();
        emit Transfer(ANA, FRESH, 120);
        vm.expectEmit();
        emit TokensFrozen(FRESH, 30);
        vm.expectEmit();
        emit RecoverySuccess(ANA, FRESH, identityOf(ANA));
        token.recoveryAddress(ANA, FRESH, identityOf(ANA));
        vm.stopPrank();

        vm.assertEq(token.balanceOf(ANA), 0);
        vm.assertEq(token.frozenTokens(ANA), 0);
        vm.assertEq(token.lotsOf(ANA).length, 0);
        vm.assertTrue(token.isFrozen(ANA), "the lost wallet stays frozen");
        vm.assertEq(token.balanceOf(FRESH), 120);
        vm.assertEq(token.frozenTokens(FRESH), 30);
        vm.assertEq(token.lockedOf(FRESH), 20);
        vm.assertTrue(token.isFrozen(FRESH), "so is the new one");
        vm.assertEq(token.holderCount(), 1);
    }

    /// T-REX: recovery failed where the new wallet was registered already.
    function testRecoveryIntoAWalletThatHoldsAddsUp() public {
        issue(FRESH, 7);
        vm.assertEq(token.holderCount(), 2);
        vm.prank(OPERATOR);
        token.recoveryAddress(ANA, FRESH, identityOf(ANA));
        vm.assertEq(token.balanceOf(FRESH), 107);
        vm.assertEq(token.holderCount(), 1);
    }

    /// T-REX: recovery failed where there was nothing to recover.
    function testRecoveryOfAnEmptyWalletWorks() public {
        transfer(ANA, BO, 100);
        vm.prank(OPERATOR);
        token.recoveryAddress(ANA, FRESH, identityOf(ANA));
        vm.assertEq(token.balanceOf(FRESH), 0);
    }

    function testRecoveryNeedsBothWalletsToBeTheInvestors() public {
        address ana = identityOf(ANA);
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotTheirWallet.selector, BO, ana));
        token.recoveryAddress(ANA, BO, ana);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotTheirWallet.selector, BO, ana));
        token.recoveryAddress(BO, FRESH, ana);
        vm.expectRevert(ITokenErrors.ZeroAddress.selector);
        token.recoveryAddress(STRANGER, account("another stranger"), address(0));
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SameWallet.selector, ANA));
        token.recoveryAddress(ANA, ANA, ana);
        vm.stopPrank();
    }

    function testTheRemediesWorkDuringAPause() public {
        vm.startPrank(OPERATOR);
        token.pause();
        token.freezePartialTokens(ANA, 1);
        token.forcedTransfer(ANA, BO, 10);
        token.burn(ANA, 10);
        token.recoveryAddress(ANA, FRESH, identityOf(ANA));
        vm.stopPrank();
        vm.assertEq(token.balanceOf(FRESH), 80);
    }

    function testPauseAndUnpauseAreToldOnce() public {
        vm.startPrank(OPERATOR);
        vm.expectRevert(ITokenErrors.NotPaused.selector);
        token.unpause();
        vm.expectEmit();
        emit ITokenEvents.Paused(OPERATOR);
        token.pause();
        vm.expectRevert(ITokenErrors.AlreadyPaused.selector);
        token.pause();
        vm.assertTrue(token.paused(), "paused");
        vm.expectEmit();
        emit ITokenEvents.Unpaused(OPERATOR);
        token.unpause();
        vm.stopPrank();
        vm.assertTrue(!token.paused(), "resumed");
    }
}
