// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IDistributor} from "../src/interfaces/IDistributor.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {PayoutWorld} from "./PayoutWorld.sol";

/// @dev The first holder of four, of 1 unit of 10, has lost the wallet that is on record.
contract DistributorRecoveryTest is PayoutWorld {
    event Redirected(address indexed token, address indexed lost, address indexed fresh);
    event HeldBack(uint256 indexed id, address indexed holder, address payee);
    event HeldBackNoLonger(uint256 indexed id, address indexed holder);
    event Watched(address indexed token);

    address private lost;
    address private immutable FRESH = account("fresh wallet");

    function setUp() public override {
        super.setUp();
        lost = holders[0];
        vm.prank(OPERATOR);
        registry.addWallet(lost, FRESH);
    }

    function refused(address from, address to) private {
        vm.expectRevert(abi.encodeWithSelector(IDistributor.CannotRedirect.selector, from, to));
        redirect(from, to);
    }

    function testWhatWasDeclaredGoesToTheNewWallet() public {
        uint256 id = funded(address(dollar), 1_000, "march");
        vm.expectEmit(address(distributor));
        emit Redirected(address(token), lost, FRESH);
        redirect(lost, FRESH);
        vm.assertEq(distributor.payeeOf(address(token), lost), FRESH);
        vm.assertEq(distributor.payeeOf(address(token), holders[1]), holders[1]);

        vm.expectEmit(address(distributor));
        emit Paid(id, lost, 100);
        push(id, holders);
        distributor.close(id);
        vm.assertEq(dollar.balanceOf(lost), 0, "the lost wallet");
        vm.assertEq(dollar.balanceOf(FRESH), 100, "the new wallet");
        for (uint256 i = 1; i < 4; ++i) {
            vm.assertEq(dollar.balanceOf(holders[i]), (i + 1) * 100, "everybody else");
        }
        assertBalanced(id);
    }

    function testWhatWasParkedGoesToTheNewWallet() public {
        uint256 id = funded(address(dollar), 1_000, "march");
        vm.prank(OPERATOR);
        dollar.setBlacklisted(lost, true);
        push(id, holders);
        vm.assertEq(distributor.parkedOf(id, lost), 100);
        redirect(lost, FRESH);
        vm.prank(STRANGER);
        distributor.claim(id, lost);
        vm.assertEq(dollar.balanceOf(FRESH), 100);
        vm.assertEq(distributor.parkedOf(id, lost), 0);
    }

    function testAClaimByTheFinderOfTheKeyPaysTheHolder() public {
        uint256 id = funded(address(dollar), 1_000, "march");
        redirect(lost, FRESH);
        vm.prank(lost);
        distributor.claim(id, lost);
        vm.assertEq(dollar.balanceOf(lost), 0);
        vm.assertEq(dollar.balanceOf(FRESH), 100);
        // Paid once: neither wallet is paid again.
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, FRESH));
        distributor.claim(id, FRESH);
        push(id, holders);
        vm.assertEq(dollar.balanceOf(FRESH), 100);
    }

    function testAWalletLostAfterAnotherLeadsToTheThird() public {
        address third = account("third wallet");
        vm.prank(OPERATOR);
        registry.addWallet(lost, third);
        redirect(lost, FRESH);
        redirect(FRESH, third);
        vm.assertEq(distributor.payeeOf(address(token), lost), third);
        uint256 id = funded(address(dollar), 1_000, "march");
        push(id, holders);
        vm.assertEq(dollar.balanceOf(third), 100);
        // No ring, no second way.
        refused(third, lost);
        refused(third, FRESH);
        refused(lost, third);
    }

    function testAMistakenRedirectionIsUndone() public {
        address third = account("third wallet");
        vm.prank(OPERATOR);
        registry.addWallet(lost, third);
        // There is nothing to undo.
        refused(lost, lost);
        redirect(lost, FRESH);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAuthorised.selector, FRESH, address(token)));
        vm.prank(FRESH);
        distributor.redirect(address(token), lost, lost);

        vm.expectEmit(address(distributor));
        emit Redirected(address(token), lost, lost);
        redirect(lost, lost);
        vm.assertEq(distributor.payeeOf(address(token), lost), lost);
        refused(lost, lost);
        // And is led to the right one.
        redirect(lost, third);
        uint256 id = funded(address(dollar), 1_000, "march");
        push(id, holders);
        vm.assertEq(dollar.balanceOf(lost) + dollar.balanceOf(FRESH), 0);
        vm.assertEq(dollar.balanceOf(third), 100);
    }

    function testUndoneInTheMiddleItEndsThereAndMakesNoRing() public {
        address third = account("third wallet");
        vm.prank(OPERATOR);
        registry.addWallet(lost, third);
        redirect(lost, FRESH);
        redirect(FRESH, third);
        redirect(FRESH, FRESH);
        vm.assertEq(distributor.payeeOf(address(token), lost), FRESH);
        refused(FRESH, lost);
        redirect(lost, lost);
        redirect(FRESH, lost);
        vm.assertEq(distributor.payeeOf(address(token), FRESH), lost);
        refused(lost, FRESH);
    }

    /// Whoever recovers wallets could otherwise make payments to one unaffordable.
    function testAtMostSixteenAreFollowed() public {
        Investor memory investor = registry.investorOf(lost);
        for (uint160 i = 1; i <= 18; ++i) {
            vm.prank(OPERATOR);
            registry.register(address(i << 80), investor);
            if (i != 1) redirect(address((i - 1) << 80), address(i << 80));
        }
        vm.assertEq(distributor.payeeOf(address(token), address(1 << 80)), address(17 << 80));
        vm.assertEq(distributor.payeeOf(address(token), address(2 << 80)), address(18 << 80));
    }

    function testOnlyToAWalletOfTheSameInvestor() public {
        refused(lost, holders[1]);
        refused(lost, STRANGER);
        refused(STRANGER, account("nobody"));
    }

    function testOnlyByWhoMayRecoverThisToken() public {
        bytes memory denied =
            abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token));
        vm.expectRevert(denied);
        vm.prank(STRANGER);
        distributor.redirect(address(token), lost, FRESH);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAuthorised.selector, lost, address(token)));
        vm.prank(lost);
        distributor.redirect(address(token), lost, FRESH);
    }

    /* WHAT THE REGISTRY BLOCKS */

    /// A wallet of a record of its own, as an investor's second one is when the first is lost.
    function separate() private returns (address wallet) {
        wallet = account("separate wallet");
        Investor memory investor = registry.investorOf(lost);
        vm.prank(OPERATOR);
        registry.register(wallet, investor);
    }

    function setStatus(address wallet, uint8 status) private {
        vm.prank(OPERATOR);
        registry.setStatus(wallet, status);
    }

    function watch() private {
        vm.expectEmit(address(distributor));
        emit Watched(address(token));
        vm.prank(OPERATOR);
        distributor.watch(address(token));
        vm.assertTrue(distributor.isWatched(address(token)), "watched");
    }

    function blocked(address payee) private view returns (bytes memory) {
        return abi.encodeWithSelector(IDistributor.PayeeBlocked.selector, lost, payee);
    }

    /// Between the block of a lost wallet and its redirection, whoever found its key was paid.
    function testWhatIsOwedToABlockedWalletIsParkedUntilItIsLedElsewhere() public {
        address fresh = separate();
        uint256 id = funded(address(dollar), 1_000, "march");
        watch();
        setStatus(lost, 2);
        vm.expectEmit(address(distributor));
        emit HeldBack(id, lost, lost);
        vm.expectEmit(address(distributor));
        emit Parked(id, lost, 100);
        push(id, holders);
        vm.assertEq(dollar.balanceOf(lost), 0, "the lost wallet");
        vm.assertEq(dollar.balanceOf(holders[3]), 400, "everybody else");
        distributor.close(id);

        vm.expectRevert(blocked(lost));
        distributor.claim(id, lost);
        distributor.retryParked(id, only(lost));
        vm.assertEq(distributor.parkedOf(id, lost), 100);

        redirect(lost, fresh);
        distributor.claim(id, lost);
        vm.assertEq(dollar.balanceOf(fresh), 100);
        assertBalanced(id);
    }

    function testAWalletThatIsBlockedNoLongerIsPaid() public {
        uint256 id = funded(address(dollar), 1_000, "march");
        watch();
        setStatus(lost, 2);
        push(id, holders);
        setStatus(lost, 1);
        distributor.retryParked(id, only(lost));
        vm.assertEq(dollar.balanceOf(lost), 100);
    }

    function testTheWalletThatAnotherIsLedToMayBeBlockedToo() public {
        address fresh = separate();
        uint256 id = funded(address(dollar), 1_000, "march");
        redirect(lost, fresh);
        setStatus(fresh, 2);
        vm.expectEmit(address(distributor));
        emit HeldBack(id, lost, fresh);
        push(id, holders);
        vm.expectRevert(blocked(fresh));
        distributor.claim(id, lost);
    }

    /// Watched or not.
    function testAClaimAheadOfAPushParksWhatIsOwedToABlockedHolder() public {
        uint256 id = funded(address(dollar), 1_000, "march");
        setStatus(lost, 2);
        vm.expectEmit(address(distributor));
        emit HeldBack(id, lost, lost);
        vm.expectEmit(address(distributor));
        emit Parked(id, lost, 100);
        distributor.claim(id, lost);
        vm.expectRevert(blocked(lost));
        distributor.claim(id, lost);
        push(id, holders);
        distributor.close(id);
        vm.assertEq(distributor.parkedOf(id, lost), 100, "parked once");
        setStatus(lost, 1);
        distributor.claim(id, lost);
        vm.assertEq(dollar.balanceOf(lost), 100);
        assertBalanced(id);
    }

    /// A blocked holder whom an officer's batch passed by kept the distribution open for as long as the block lasted.
    function testABlockedHolderWhoWasSkippedHoldsNothingUp() public {
        uint256 id = funded(address(dollar), 1_000, "march");
        setStatus(lost, 2);
        push(id, some(1, 4));
        vm.expectEmit(address(distributor));
        emit HeldBack(id, lost, lost);
        distributor.claimSkipped(id, lost, 0, address(0), some(1, 4));
        vm.assertEq(dollar.balanceOf(lost), 0, "not paid");
        distributor.close(id);
        vm.assertEq(distributor.distribution(id).held, 100);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, lost));
        distributor.claimSkipped(id, lost, 0, address(0), some(1, 4));

        setStatus(lost, 1);
        distributor.retryParked(id, only(lost));
        vm.assertEq(dollar.balanceOf(lost), 100);
        vm.assertEq(distributor.distribution(id).held, 0);
        assertBalanced(id);
    }

    /// So did one whom the payment token pays nothing.
    function testASkippedHolderWhoCannotBePaidHoldsNothingUp() public {
        uint256 id = funded(address(dollar), 1_000, "march");
        vm.prank(OPERATOR);
        dollar.setBlacklisted(lost, true);
        push(id, some(1, 4));
        distributor.claimSkipped(id, lost, 0, address(0), some(1, 4));
        distributor.close(id);
        vm.assertEq(distributor.parkedOf(id, lost), 100);
        vm.assertEq(distributor.distribution(id).held, 0);
    }

    /* WHAT IS HELD BACK AND NOBODY CLAIMS */

    address private immutable ESCHEAT = account("escheat agent");

    /// @dev Closed and past its term: `lost` held back, of 100, and holder 3 parked since the dollar pays them nothing, of 400.
    function overWithOneHeldBack() private returns (uint256 id) {
        vm.startPrank(OPERATOR);
        distributor.setUnclaimedPolicy(address(token), 365, ESCHEAT);
        dollar.setBlacklisted(holders[3], true);
        vm.stopPrank();
        watch();
        setStatus(lost, 2);
        id = funded(address(dollar), 1_000, "march");
        push(id, holders);
        distributor.close(id);
        vm.warp(distributor.distribution(id).expiresAt);
    }

    function expire(uint256 id, uint256 amount) private {
        uint256 before = dollar.balanceOf(ESCHEAT);
        vm.expectEmit(address(distributor));
        emit Expired(id, ESCHEAT, amount);
        vm.prank(OPERATOR);
        distributor.expire(id);
        vm.assertEq(dollar.balanceOf(ESCHEAT) - before, amount, "handed over");
        assertBalanced(id);
    }

    function nothingToExpire(uint256 id) private {
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToExpire.selector, id));
        vm.prank(OPERATOR);
        distributor.expire(id);
    }

    function testWhatIsHeldBackIsNotHandedOver() public {
        uint256 id = overWithOneHeldBack();
        expire(id, 400);
        vm.assertEq(distributor.parkedOf(id, lost), 100, "stays here");
        vm.assertEq(distributor.parkedOf(id, holders[3]), 0, "is gone");
        nothingToExpire(id);
        vm.prank(OPERATOR);
        dollar.setBlacklisted(holders[3], false);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.ClaimsExpired.selector, id));
        distributor.claim(id, holders[3]);
        distributor.retryParked(id, holders);
        vm.assertEq(dollar.balanceOf(holders[3]), 0, "is not paid of what is held back");

        vm.expectRevert(blocked(lost));
        distributor.claim(id, lost);
        setStatus(lost, 1);
        distributor.claim(id, lost);
        vm.assertEq(dollar.balanceOf(lost), 100);
        vm.assertEq(distributor.distribution(id).held, 0);
        vm.assertEq(distributor.distribution(id).parked, 0);
        assertBalanced(id);
        nothingToExpire(id);
    }

    function testARetryPaysWhatWasHeldBackAfterTheHandoverToo() public {
        address fresh = separate();
        uint256 id = overWithOneHeldBack();
        expire(id, 400);
        redirect(lost, fresh);
        distributor.retryParked(id, holders);
        vm.assertEq(dollar.balanceOf(fresh), 100);
        assertBalanced(id);
    }

    function testWhatIsBlockedNoLongerAndCannotBePaidIsHandedOverInTheEnd() public {
        uint256 id = overWithOneHeldBack();
        expire(id, 400);
        setStatus(lost, 1);
        // Nobody tried yet.
        nothingToExpire(id);
        vm.prank(OPERATOR);
        dollar.setBlacklisted(lost, true);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.PaymentFailed.selector, lost, 100));
        distributor.claim(id, lost);
        vm.expectEmit(address(distributor));
        emit HeldBackNoLonger(id, lost);
        distributor.retryParked(id, holders);
        vm.assertEq(distributor.parkedOf(id, lost), 100, "theirs until then");
        vm.assertEq(distributor.parkedOf(id, holders[3]), 0, "handed over before");
        expire(id, 100);
        vm.assertEq(distributor.parkedOf(id, lost), 0);
        vm.assertEq(distributor.distribution(id).unclaimed, 500);
    }

    /// Parked since the dollar paid them nothing, and blocked since.
    function testWhoIsBlockedSinceIsHeldBackOnceTried() public {
        uint256 id = overWithOneHeldBack();
        setStatus(holders[3], 2);
        distributor.retryParked(id, holders);
        vm.assertEq(distributor.distribution(id).held, 500);
        // Again is no more.
        distributor.retryParked(id, holders);
        vm.assertEq(distributor.distribution(id).held, 500);
        nothingToExpire(id);
        vm.assertEq(distributor.parkedOf(id, holders[3]), 400);
    }

    /// Its chain does not know who is owed.
    function testByProofABlockedLeafGoesWithTheRest() public {
        vm.startPrank(OPERATOR);
        distributor.setUnclaimedPolicy(address(token), 365, ESCHEAT);
        bytes32 leaf = keccak256(
            bytes.concat(keccak256(abi.encode(distributor.leafKey(address(token), "march"), 0, lost, 100)))
        );
        uint256 id = distributor.declareByProof(address(token), address(dollar), 100, "march", leaf);
        vm.stopPrank();
        fund(id, 100);
        setStatus(lost, 2);
        vm.expectRevert(blocked(lost));
        distributor.claimByProof(id, 0, lost, 100, new bytes32[](0));
        vm.warp(distributor.distribution(id).expiresAt);
        expire(id, 100);
    }

    function testOnlyAnOfficerHasPushesLookAtTheRegistry() public {
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token)));
        vm.prank(STRANGER);
        distributor.watch(address(token));
        vm.assertTrue(!distributor.isWatched(address(token)), "not watched");
        redirect(lost, FRESH);
        vm.assertTrue(distributor.isWatched(address(token)), "watched");
    }

    function testAnotherTokenPaysAsBefore() public {
        address other = address(newToken("other"));
        redirect(lost, FRESH);
        vm.assertEq(distributor.payeeOf(other, lost), lost);
    }
}
