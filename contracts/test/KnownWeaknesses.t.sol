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
///      here. The comment names where it was found. What several tokens share is in `SharedCode`.
contract KnownWeaknessesTest is World {
    function setUp() public override {
        super.setUp();
        issue(ANA, 100);
    }

    function holdersMax(uint32 max) private {
        vm.prank(OPERATOR);
        token.setRules(
            Rules({
                balanceMax: 0,
                holdersMax: max,
                accreditedOnly: true,
                countriesOn: true,
                topics: 0,
                usHoldersMax: 0,
                nonAccreditedHoldersMax: 0
            })
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

    /// A change of a record left the counters wrong.
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

    /// As what `wallet` is registered from now on; the token is told, as the registry tells it.
    function becomes(address wallet, uint16 country, uint16 accreditedUntil) private {
        Investor memory theirs = someone(wallet);
        (theirs.country, theirs.accreditedUntilDay) = (country, accreditedUntil);
        vm.prank(OPERATOR);
        registry.update(wallet, theirs);
        recount(wallet);
    }

    function recount(address wallet) private {
        address[] memory wallets = new address[](2);
        (wallets[0], wallets[1]) = (wallet, wallet);
        token.recount(wallets);
    }

    function counted(uint256 us, uint256 nonAccredited) private view {
        vm.assertEq(token.usHolderCount(), us, "us holders");
        vm.assertEq(token.nonAccreditedHolderCount(), nonAccredited, "non-accredited holders");
    }

    function caps(uint16 us, uint16 nonAccredited) private {
        Rules memory rules;
        (rules.usHoldersMax, rules.nonAccreditedHoldersMax) = (us, nonAccredited);
        vm.prank(OPERATOR);
        token.setRules(rules);
    }

    /// dstoken 7.2.1: a change of country left the holder counted in the old one.
    function testAMoveAbroadLeavesTheOldCount() public {
        counted(1, 0);
        becomes(ANA, FRANCE, TODAY + 365);
        counted(0, 0);
        becomes(ANA, USA, TODAY + 365);
        counted(1, 0);
    }

    /// dstoken 7.2.3: an update to the same country counted the holder again.
    function testAnUpdateToTheSameCountryCountsNobodyTwice() public {
        becomes(ANA, USA, TODAY + 365);
        becomes(ANA, USA, TODAY + 300);
        recount(ANA);
        counted(1, 0);
        // Puerto Rico is the United States too.
        becomes(ANA, 630, TODAY + 300);
        counted(1, 0);
    }

    /// dstoken 7.2.6: a count went below zero after a holder was downgraded and left.
    function testACountNeverGoesBelowZero() public {
        issue(BO, 10);
        becomes(ANA, USA, 0);
        counted(2, 1);
        becomes(ANA, FRANCE, TODAY + 365);
        vm.prank(OPERATOR);
        token.burn(ANA, 100);
        counted(1, 0);
        becomes(ANA, USA, 0);
        counted(1, 0);
        becomes(BO, FRANCE, 0);
        transfer(BO, CLEO, 10);
        counted(1, 0);
    }

    /// dstoken 7.2.6 again: nobody told the token. Who moves is counted as what they are by then, as often as they move.
    function testWhoMovesIsCountedAsWhatTheyAre() public {
        issue(BO, 10);
        Investor memory ana = someone(ANA);
        (ana.country, ana.accreditedUntilDay) = (FRANCE, 0);
        vm.prank(OPERATOR);
        registry.update(ANA, ana);
        counted(2, 0);
        transfer(ANA, BO, 1);
        counted(1, 1);
        transfer(ANA, BO, 99);
        counted(1, 0);
    }

    /// dstoken 7.2.9: a transfer to oneself took the holder out of the counts.
    function testATransferToOneselfKeepsTheCounts() public {
        transfer(ANA, ANA, 100);
        counted(1, 0);
        vm.expectRevert();
        vm.prank(OPERATOR);
        token.forcedTransfer(ANA, ANA, 100);
    }

    /// dstoken 7.3.6: a full transfer from abroad to the United States went round their limit.
    function testAFullTransferFromAbroadMeetsTheLimitAtHome() public {
        becomes(ANA, FRANCE, TODAY + 365);
        issue(BO, 10);
        caps(1, 0);
        vm.expectRevert(refusal(Reason.UsHolderCap, 2, 1));
        transfer(ANA, CLEO, 100);
        transfer(BO, CLEO, 10);
        counted(1, 0);
    }

    /// dstoken 7.3.20: an attribute changed and no counter did; here, accreditation. One that lapses is counted by anyone.
    function testALostAccreditationIsCounted() public {
        becomes(ANA, USA, TODAY + 1);
        issue(BO, 10);
        counted(2, 0);
        vm.warp(START + 1 days);
        recount(ANA);
        counted(2, 1);
        caps(0, 1);
        becomes(CLEO, USA, 0);
        vm.expectRevert(refusal(Reason.NonAccreditedHolderCap, 2, 1));
        transfer(BO, CLEO, 10);
        transfer(ANA, CLEO, 100);
        counted(2, 1);
    }

    /// dstoken 7.3.23: a wallet with a balance joined an investor, and was counted as the new one or not at all. Here the
    /// wallet is what is counted, and is what it was until the registry knows it again.
    function testAWalletThatChangesHandsWithABalanceIsCountedOnce() public {
        vm.startPrank(OPERATOR);
        registry.remove(ANA);
        vm.stopPrank();
        recount(ANA);
        counted(1, 0);
        vm.prank(OPERATOR);
        registry.addWallet(BO, ANA);
        becomes(BO, FRANCE, 0);
        recount(ANA);
        counted(0, 1);
        vm.assertEq(token.holderCount(), 1);
    }

    /// Nobody is turned out by a cap: who holds goes on, and may receive more.
    function testACapBelowTheCountStopsOnlyWhoEnters() public {
        issue(BO, 10);
        caps(1, 0);
        transfer(ANA, BO, 50);
        issue(ANA, 5);
        becomes(CLEO, FRANCE, TODAY + 365);
        transfer(BO, CLEO, 1);
        vm.expectRevert(refusal(Reason.UsHolderCap, 3, 1));
        issue(DANA, 1);
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

    /// dstoken 7.3.17, CMTAT rc5 #13: a holder who saw it coming escaped a burn by moving units to another wallet. Freezing
    /// first ends that.
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

    /// CMTAT #13, #3, T-REX: an allowance was given during a pause, and nobody looked at the spender. Neither moves what the holder
    /// could not move by themselves.
    function testAnAllowanceMovesOnlyWhatItsHolderMay() public {
        vm.prank(OPERATOR);
        token.pause();
        vm.prank(ANA);
        token.approve(STRANGER, 100);
        vm.prank(STRANGER);
        vm.expectRevert(refusal(Reason.Paused, 0, 0));
        token.transferFrom(ANA, BO, 1);
        vm.startPrank(OPERATOR);
        token.unpause();
        token.setAddressFrozen(ANA, true);
        vm.stopPrank();
        vm.prank(STRANGER);
        vm.expectRevert(refusal(Reason.SenderFrozen, 0, 0));
        token.transferFrom(ANA, BO, 1);
        vm.assertEq(token.allowance(ANA, STRANGER), 100);
    }

    /// CMTAT #8: canTransfer said yes to more than the balance.
    function testCanTransferKnowsTheBalance() public view {
        vm.assertTrue(token.canTransfer(ANA, BO, 100), "all of it");
        vm.assertTrue(!token.canTransfer(ANA, BO, 101), "more than that");
    }

    /// CMTAT: whomever a trusted forwarder named was taken for the caller. Here nobody forwards.
    function testWordsBehindACallNameNobody() public {
        issue(BO, 5);
        bytes memory words = abi.encodeCall(token.transfer, (CLEO, 1));
        vm.prank(BO);
        (bool done,) = address(token).call(abi.encodePacked(words, ANA));
        vm.assertTrue(done, "BO's own transfer");
        vm.assertEq(token.balanceOf(ANA), 100);
        vm.assertEq(token.balanceOf(BO), 4);
    }

    /// ERC-7943's reference (ERCs#1814): one holder twice in a batch was weighed as if twice alone, past what was frozen.
    function testABatchIsWeighedEntryAfterEntry() public {
        Issuance[] memory twice = new Issuance[](2);
        twice[0] = twice[1] = Issuance(BO, 60, TODAY, 0, 0);
        Rules memory rules;
        rules.balanceMax = 100;
        vm.startPrank(OPERATOR);
        token.setRules(rules);
        vm.expectRevert(refusal(Reason.BalanceCap, 120, 100));
        token.issueBatch(twice, 0);

        address[] memory to = new address[](2);
        uint256[] memory units = new uint256[](2);
        (to[0], to[1], units[0], units[1]) = (BO, BO, 30, 30);
        token.setFrozenTokens(ANA, 50);
        vm.stopPrank();
        vm.expectRevert(refusal(Reason.UnitsFrozen, 30, 20));
        vm.prank(ANA);
        token.batchTransfer(to, units);

        // Of one holder twice, no more is burned, forced or frozen than there is.
        (to[0], to[1], units[0], units[1]) = (ANA, ANA, 60, 60);
        vm.startPrank(OPERATOR);
        vm.expectRevert(refusal(Reason.InsufficientBalance, 60, 40));
        token.batchBurn(to, units);
        address[] memory receivers = new address[](2);
        (receivers[0], receivers[1]) = (BO, CLEO);
        vm.expectRevert(refusal(Reason.InsufficientBalance, 60, 40));
        token.batchForcedTransfer(to, receivers, units);
        (units[0], units[1]) = (30, 30);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.FrozenAboveBalance.selector, 110, 100));
        token.batchFreezePartialTokens(to, units);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotFrozen.selector, 30, 20));
        token.batchUnfreezePartialTokens(to, units);
        vm.stopPrank();
        vm.assertEq(token.balanceOf(ANA), 100);
        vm.assertEq(token.frozenTokens(ANA), 50);
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
