// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {Reason} from "../src/Reason.sol";
import {ISSUER} from "../src/Roles.sol";
import {SecurityToken} from "../src/SecurityToken.sol";
import {IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {Issuance, Rules} from "../src/interfaces/ISecurityToken.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {World} from "./World.sol";

/// @dev One test for each weakness that audits and readers found in other permissioned tokens and that touches what is
///      here. The comment names where it was found.
contract KnownWeaknessesTest is World {
    function setUp() public override {
        super.setUp();
        issue(ANA, 100);
    }

    function holdersMax(uint32 max) private {
        vm.prank(OPERATOR);
        token.setRules(
            Rules({balanceMax: 0, holdersMax: max, accreditedOnly: true, countriesOn: true, topics: 0})
        );
    }

    /// dstoken 7.1.1: transferFrom never checked the allowance.
    function testTransferFromWithoutAllowance() public {
        vm.prank(BO);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.InsufficientAllowance.selector, BO, uint256(0), uint256(1))
        );
        token.transferFrom(ANA, BO, 1);
    }

    /// dstoken 7.2.1, 7.2.3, 7.2.6, 7.3.20: a change of a record left the counters wrong.
    function testUpdatingARecordLeavesTheNumberOfHoldersRight() public {
        Investor memory ana = someone(ANA);
        vm.startPrank(OPERATOR);
        registry.update(ANA, ana);
        ana.country = FRANCE;
        registry.update(ANA, ana);
        registry.setStatus(ANA, 2);
        registry.setStatus(ANA, 1);
        vm.stopPrank();
        vm.assertEq(token.holderCount(), 1);
    }

    /// dstoken 7.2.4: the lock-up of the country of today was laid on units issued before.
    function testAMoveAbroadChangesNoLock() public {
        issueLocked(ANA, 40, TODAY + 9, 1);
        Investor memory ana = someone(ANA);
        ana.country = FRANCE;
        vm.prank(OPERATOR);
        registry.update(ANA, ana);
        vm.assertEq(token.lockedOf(ANA), 40);
        vm.assertEq(token.freeOf(ANA), 100);
    }

    /// dstoken 7.2.5: a restriction that could not be lifted again.
    function testEveryFreezeCanBeLifted() public {
        vm.startPrank(OPERATOR);
        token.setAddressFrozen(ANA, true);
        token.setFrozenTokens(ANA, type(uint104).max);
        token.pause();
        token.setAddressFrozen(ANA, false);
        token.setFrozenTokens(ANA, 0);
        token.unpause();
        vm.stopPrank();
        transfer(ANA, BO, 100);
    }

    /// dstoken 7.2.9: a transfer to oneself of everything took the holder out of the count.
    function testATransferOfEverythingToOneselfKeepsTheHolder() public {
        transfer(ANA, ANA, 100);
        vm.assertEq(token.holderCount(), 1);
        holdersMax(1);
        transfer(ANA, ANA, 100);
    }

    /// dstoken 7.3.6: one who leaves made room that another limit should have kept.
    function testTheCapHoldsWhenASenderLeavesForAPresentHolder() public {
        issue(BO, 10);
        holdersMax(2);
        transfer(BO, ANA, 10);
        vm.assertEq(token.holderCount(), 1);
        transfer(ANA, CLEO, 1);
        vm.expectRevert(refusal(Reason.HolderCap, 3, 2));
        transfer(ANA, DANA, 1);
    }

    /// dstoken 7.3.8: a role taken away went on working.
    function testARevokedRoleWorksNoMore() public {
        vm.prank(OWNER);
        token.revokeRole(OPERATOR, ISSUER);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, OPERATOR, ISSUER));
        token.issue(ANA, 1, TODAY, 0, 0, 0);
    }

    /// dstoken 7.3.11, ATK: burning and seizing left ghosts of lots behind that locked what came later.
    function testUnitsReceivedAfterABurnAreFree() public {
        issueLocked(BO, 50, TODAY + 9, 1);
        issueLocked(CLEO, 50, TODAY + 9, 1);
        vm.startPrank(OPERATOR);
        token.burn(BO, 50);
        token.forcedTransfer(CLEO, DANA, 50);
        vm.stopPrank();
        transfer(ANA, BO, 10);
        transfer(ANA, CLEO, 10);
        vm.assertEq(token.freeOf(BO), 10);
        vm.assertEq(token.freeOf(CLEO), 10);
    }

    /// dstoken 7.3.12: somebody else's wallet could be taken over by registering it.
    function testARegisteredWalletStaysWithItsInvestor() public {
        Investor memory bo = someone(BO);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.AlreadyRegistered.selector, ANA));
        registry.register(ANA, bo);
    }

    /// dstoken 7.3.15: seized units were stuck where they were taken to.
    function testSeizedUnitsCanMoveOn() public {
        vm.prank(OPERATOR);
        token.forcedTransfer(ANA, BO, 100);
        transfer(BO, CLEO, 100);
    }

    /// dstoken 7.3.16: issuance skipped accreditation.
    function testIssuanceAsksForAccreditation() public {
        Investor memory bo = someone(BO);
        bo.accreditedUntilDay = TODAY;
        vm.startPrank(OPERATOR);
        registry.update(BO, bo);
        vm.expectRevert(refusal(Reason.ReceiverNotAccredited, TODAY, TODAY));
        token.issue(BO, 1, TODAY, 0, 0, 0);
        vm.stopPrank();
    }

    /// dstoken 7.3.17: a holder escaped a burn by moving units between wallets. Freezing first ends that.
    function testAFreezeComesBeforeABurn() public {
        vm.startPrank(OPERATOR);
        token.setAddressFrozen(ANA, true);
        vm.stopPrank();
        vm.expectRevert(refusal(Reason.SenderFrozen, 0, 0));
        transfer(ANA, BO, 100);
        vm.prank(OPERATOR);
        token.burn(ANA, 100);
    }

    /// dstoken 7.3.21, 7.3.23: a balance stood in the way of removing an investor, or was miscounted when they came back.
    function testAHolderIsRemovedAndComesBackWithTheirUnits() public {
        vm.startPrank(OPERATOR);
        registry.remove(ANA);
        vm.assertEq(token.balanceOf(ANA), 100);
        vm.stopPrank();
        issue(BO, 1);
        vm.expectRevert(refusal(Reason.ReceiverNotRegistered, 0, 0));
        transfer(BO, ANA, 1);
        register(ANA);
        transfer(BO, ANA, 1);
        vm.assertEq(token.holderCount(), 1);
    }

    /// CMTAT HAL-01: creating units went on during a pause.
    function testAPauseStopsIssuance() public {
        vm.startPrank(OPERATOR);
        token.pause();
        vm.expectRevert(refusal(Reason.Paused, 0, 0));
        token.issue(BO, 1, TODAY, 0, 0, 0);
        vm.stopPrank();
    }

    /// CMTAT #8: canTransfer said yes to more than the balance.
    function testCanTransferKnowsTheBalance() public view {
        vm.assertTrue(token.canTransfer(ANA, BO, 100), "all of it");
        vm.assertTrue(!token.canTransfer(ANA, BO, 101), "more than that");
    }

    /// CMTAT rc5 #2, ERC-7943's reference (ERCs#1814): one holder twice in a batch was weighed as if twice alone.
    function testABatchIsWeighedEntryAfterEntry() public {
        Issuance[] memory twice = new Issuance[](2);
        twice[0] = Issuance(BO, 60, TODAY, 0, 0);
        twice[1] = Issuance(BO, 60, TODAY, 0, 0);
        vm.startPrank(OPERATOR);
        token.setRules(
            Rules({balanceMax: 100, holdersMax: 0, accreditedOnly: false, countriesOn: false, topics: 0})
        );
        vm.expectRevert(refusal(Reason.BalanceCap, 120, 100));
        token.issueBatch(twice, 0);
        vm.stopPrank();
    }

    /// CMTAT CVF-6, 13, 17: reading a snapshot looped over all that had been taken. Ten years of months cost no more than
    /// the distance to the holder's next movement.
    function testARecordLongAgoIsReadInOneStepByThoseWhoMoveOften() public {
        for (uint256 i; i < 120; ++i) {
            pastRecordDate();
            issue(ANA, 1);
        }
        uint256 before = gasleft();
        vm.assertEq(token.balanceAtRecord(ANA, 1), 100);
        vm.assertLe(before - gasleft(), 15_000, "gas");
    }

    /// T-REX: a forced transfer to the same wallet shed its freeze.
    function testAForcedTransferToItselfIsRefused() public {
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 100);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SameWallet.selector, ANA));
        token.forcedTransfer(ANA, ANA, 100);
        vm.stopPrank();
    }

    /// T-REX: recovery moved the units of a wallet that was not the investor's.
    function testRecoveryOfAnothersWalletIsRefused() public {
        address bo2 = account("bo's new wallet");
        address bo = identityOf(BO);
        vm.startPrank(OPERATOR);
        registry.addWallet(BO, bo2);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotTheirWallet.selector, ANA, bo));
        token.recoveryAddress(ANA, bo2, bo);
        vm.stopPrank();
    }

    /// T-REX: a transfer of nothing was refused, which ERC-20 forbids.
    function testNothingCanAlwaysBeTransferred() public {
        transfer(STRANGER, STRANGER, 0);
    }

    /// ATS: a rules contract without code let everything pass.
    function testATokenNeedsARegistryWithCode() public {
        vm.expectRevert(ITokenErrors.ZeroAddress.selector);
        new SecurityToken(InvestorRegistry(account("no contract")), address(token));
    }
}
