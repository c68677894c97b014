// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISSUER, RECORDER} from "../src/Roles.sol";
import {Distribution, IDistributor} from "../src/interfaces/IDistributor.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {GasTooLow, Payment} from "../src/types/Payment.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {PayoutWorld} from "./PayoutWorld.sol";

contract DistributorTest is PayoutWorld {
    /* DECLARE */

    function testADistributionIsDeclaredOnAPastRecordDate() public {
        vm.prank(OPERATOR);
        vm.expectEmit();
        emit Declared(1, address(token), record, address(dollar), 1_000, 0, "june");
        uint256 id = distributor.declare(address(token), record, address(dollar), 1_000, "june");
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(d.declared, 1_000);
        vm.assertEq(d.supply, 10);
        vm.assertEq(distributor.idOf(address(token), "june"), id);

        vm.prank(OPERATOR);
        uint40 at = uint40(block.timestamp + 1 hours);
        uint16 ahead = token.declareRecordDate(at);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RecordDateNotPassed.selector, ahead, at));
        distributor.declare(address(token), ahead, address(dollar), 1_000, "july");
    }

    function testWhatCannotBeDistributedIsRefused() public {
        vm.startPrank(OPERATOR);
        vm.expectRevert(IDistributor.NothingToDistribute.selector);
        distributor.declare(address(token), record, address(dollar), 0, "june");
        vm.expectRevert(IDistributor.RefMissing.selector);
        distributor.declare(address(token), record, address(dollar), 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAToken.selector, STRANGER));
        distributor.declare(address(token), record, STRANGER, 1, "june");
        vm.expectRevert(
            abi.encodeWithSelector(IDistributor.AmountTooLarge.selector, uint256(type(uint128).max) + 1)
        );
        distributor.declare(address(token), record, address(dollar), uint256(type(uint128).max) + 1, "june");
        distributor.declare(address(token), record, address(dollar), 1, "june");
        vm.expectRevert(
            abi.encodeWithSelector(IDistributor.AlreadyDeclared.selector, bytes32("june"), uint256(1))
        );
        distributor.declare(address(token), record, address(dollar), 2, "june");
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IDistributor.UnknownDistribution.selector, 9));
        distributor.distribution(9);
    }

    function testARecordDateWithoutHoldersIsRefused() public {
        ISecurityToken empty = newToken("empty");
        vm.startPrank(OPERATOR);
        uint16 id = empty.declareRecordDate(uint40(block.timestamp + 1));
        vm.warp(block.timestamp + 1);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NoHolders.selector, address(empty), id));
        distributor.declare(address(empty), id, address(dollar), 1, "june");
        vm.stopPrank();
    }

    function testOnlyOfficersOfTheTokenDeclareOrLeaveSomebodyOut() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        bytes memory refused =
            abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token));
        vm.startPrank(STRANGER);
        vm.expectRevert(refused);
        distributor.declare(address(token), record, address(dollar), 1, "july");
        vm.expectRevert(abi.encodeWithSelector(IDistributor.LeavesHoldersOut.selector, 6, 10));
        distributor.push(id, some(0, 3));
        distributor.push(id, holders);
        vm.stopPrank();
        distributor.close(id);

        for (uint256 i; i < 2; ++i) {
            vm.prank(OWNER);
            token.grantRole(STRANGER, i == 0 ? ISSUER : RECORDER);
            vm.prank(STRANGER);
            distributor.declare(address(token), record, address(dollar), 1, bytes32(i + 1));
            vm.prank(OWNER);
            token.revokeRole(STRANGER, i == 0 ? ISSUER : RECORDER);
        }
    }

    /* FUND */

    function testAnyoneFundsAndItIsTold() public {
        uint256 id = declare(address(dollar), 1_000, "june");
        vm.prank(OPERATOR);
        dollar.mint(STRANGER, 1_000);
        vm.startPrank(STRANGER);
        dollar.approve(address(distributor), 1_000);
        vm.expectEmit(address(distributor));
        emit Funded(id, STRANGER, 1_000);
        distributor.fund(id, 1_000);
        vm.stopPrank();
    }

    function testFundingNamesWhatIsMissing(uint256 amount, uint256 missing) public {
        amount = bound(amount, 1, type(uint128).max);
        missing = bound(missing, 1, amount);
        uint256 id = declare(address(dollar), amount, "june");
        fund(id, amount - missing);
        vm.assertEq(distributor.distribution(id).funded, amount - missing);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.Underfunded.selector, missing));
        distributor.push(id, holders);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.Underfunded.selector, missing));
        distributor.claim(id, ANA);

        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.Overfunded.selector, missing + 1, missing));
        distributor.fund(id, missing + 1);
        fund(id, missing);
        push(id, holders);
    }

    function testAFeeOnTheWayInIsMeasured() public {
        hostile.setFee(100);
        uint256 id = declare(address(hostile), 10_000, "june");
        fund(id, 10_000);
        vm.assertEq(distributor.distribution(id).funded, 9_900);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.Underfunded.selector, 100));
        distributor.push(id, holders);
        hostile.setFee(0);
        fund(id, 100);
        push(id, holders);
        vm.assertEq(hostile.balanceOf(holders[3]), 4_000);
    }

    /* PUSH */

    /// dstoken 7.3.1, 7.3.4: rounding leaked to users. What it leaves is carried, to the last base unit.
    function testEveryHolderGetsTheirShareRoundedDown(uint256 amount) public {
        amount = bound(amount, 1, type(uint128).max);
        uint256 id = funded(address(dollar), amount, "june");
        push(id, holders);
        uint256 paid;
        for (uint256 i; i < 4; ++i) {
            uint256 share = amount * (i + 1) / 10;
            vm.assertEq(dollar.balanceOf(holders[i]), share, "share");
            vm.assertEq(distributor.entitlement(id, holders[i]), share, "entitlement");
            paid += share;
        }
        distributor.close(id);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(d.paid, paid);
        vm.assertEq(d.carried, amount - paid);
        vm.assertEq(distributor.carriedOver(address(token), address(dollar)), amount - paid);
        assertBalanced(id);
    }

    function testMovementsAfterTheRecordDateChangeNothing() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        transfer(holders[3], holders[0], 4);
        push(id, holders);
        vm.assertEq(dollar.balanceOf(holders[0]), 100);
        vm.assertEq(dollar.balanceOf(holders[3]), 400);
    }

    function testBatchesAscendAcrossCalls() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        vm.expectEmit();
        emit Pushed(id, 0, address(0), holders[1]);
        push(id, some(0, 2));
        expectNotAscending(id, some(1, 3), holders[1], holders[1]);
        expectNotAscending(id, some(0, 1), holders[1], holders[0]);
        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (holders[2], holders[2]);
        expectNotAscending(id, twice, holders[2], holders[2]);
        vm.prank(OPERATOR);
        vm.expectRevert(IDistributor.NothingToPush.selector);
        distributor.push(id, new address[](0));
        push(id, some(2, 4));
        vm.assertEq(dollar.balanceOf(holders[1]), 200);
        distributor.close(id);
        assertBalanced(id);
    }

    function expectNotAscending(uint256 id, address[] memory batch, address previous, address holder)
        private
    {
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAscending.selector, previous, holder));
        distributor.push(id, batch);
    }

    function testStrangersInABatchGetNothing() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        push(id, only(STRANGER));
        vm.assertEq(dollar.balanceOf(STRANGER), 0);
        vm.assertEq(distributor.distribution(id).unitsCovered, 0);
    }

    function testDustIsCarriedIntoTheNext() public {
        uint256 first = funded(address(dollar), 999, "june");
        push(first, holders);
        vm.expectEmit();
        emit Closed(first, 996, 0, 0, 3);
        distributor.close(first);

        uint256 second = declare(address(dollar), 997, "july");
        Distribution memory d = distributor.distribution(second);
        vm.assertEq(d.carriedIn, 3);
        vm.assertEq(d.declared, 1_000);
        vm.assertEq(d.funded, 3);
        vm.assertEq(distributor.carriedOver(address(token), address(dollar)), 0);
        fund(second, 997);
        push(second, holders);
        distributor.close(second);
        vm.assertEq(distributor.distribution(second).carried, 0);
        assertBalanced(second);
        vm.assertEq(dollar.balanceOf(address(distributor)), 0);
    }

    function testWhatIsCarriedInCountsTowardsTheMost() public {
        uint256 first = funded(address(dollar), 999, "june");
        push(first, holders);
        distributor.close(first);
        uint256 most = uint256(type(uint128).max) - 3;
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.AmountTooLarge.selector, most + 1));
        distributor.declare(address(token), record, address(dollar), most + 1, "july");
        uint256 second = declare(address(dollar), most, "july");
        vm.assertEq(distributor.distribution(second).declared, type(uint128).max);
    }

    function testOnlyAWholeDistributionCloses() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        push(id, some(0, 3));
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotCovered.selector, 6, 10));
        distributor.close(id);
        push(id, some(3, 4));
        distributor.close(id);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.AlreadyClosed.selector, id));
        distributor.close(id);
    }

    /* PARKED */

    /// Each bad manner of one payee: parked, the others paid, and paid once it behaves.
    function testAPayeeWhoCannotBePaidIsParkedAndHoldsUpNobody() public {
        HostileToken.Manner[8] memory bad = [
            HostileToken.Manner.ReturnsFalse,
            HostileToken.Manner.Reverts,
            HostileToken.Manner.RevertsAtLength,
            HostileToken.Manner.BurnsGas,
            HostileToken.Manner.ReturnsFalse,
            HostileToken.Manner.Reverts,
            HostileToken.Manner.RevertsAtLength,
            HostileToken.Manner.BurnsGas
        ];
        for (uint256 i; i < bad.length; ++i) {
            address payee = holders[i % 4];
            uint256 units = i % 4 + 1;
            uint256 before = hostile.balanceOf(payee);
            hostile.setManner(payee, bad[i]);
            uint256 id = funded(address(hostile), 1_000, bytes32(i + 1));
            vm.prank(OPERATOR);
            vm.expectEmit();
            emit Parked(id, payee, units * 100);
            distributor.push(id, holders);
            vm.assertEq(distributor.parkedOf(id, payee), units * 100);
            vm.assertEq(distributor.distribution(id).paid, 1_000 - units * 100);

            distributor.close(id);
            assertBalanced(id);
            vm.expectRevert(abi.encodeWithSelector(IDistributor.PaymentFailed.selector, payee, units * 100));
            distributor.claim(id, payee);
            distributor.retryParked(id, holders);
            vm.assertEq(distributor.parkedOf(id, payee), units * 100);

            hostile.setManner(payee, HostileToken.Manner.Good);
            vm.expectEmit();
            emit Paid(id, payee, units * 100);
            if (i < 4) distributor.claim(id, payee);
            else distributor.retryParked(id, holders);
            vm.assertEq(hostile.balanceOf(payee), before + units * 100);
            vm.assertEq(distributor.distribution(id).parked, 0);
            assertBalanced(id);
            vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, payee));
            distributor.claim(id, payee);
        }
    }

    function testABlacklistedPayeeIsParked() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        vm.prank(OPERATOR);
        dollar.setBlacklisted(holders[1], true);
        push(id, holders);
        vm.assertEq(distributor.parkedOf(id, holders[1]), 200);
        vm.assertEq(dollar.balanceOf(holders[2]), 300);
        vm.prank(OPERATOR);
        dollar.setBlacklisted(holders[1], false);
        vm.prank(STRANGER);
        distributor.claim(id, holders[1]);
        vm.assertEq(dollar.balanceOf(holders[1]), 200);
    }

    function testNothingReturnedIsAYesAndMuchReturnedIsNotCopied() public {
        hostile.setManner(holders[0], HostileToken.Manner.ReturnsNothing);
        hostile.setManner(holders[1], HostileToken.Manner.ReturnsAtLength);
        uint256 id = funded(address(hostile), 1_000, "june");
        push(id, holders);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(d.paid, 1_000);
        vm.assertEq(d.parked, 0);
    }

    /// Answers of 31 bytes say nothing, whatever was in the word that takes them: here the one unit paid before.
    function testAnAnswerTooShortIsNoYes() public {
        uint256 id = funded(address(hostile), 10, "june");
        for (uint256 i = 1; i < 4; ++i) {
            hostile.setManner(holders[i], HostileToken.Manner.ReturnsShort);
        }
        push(id, holders);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(d.paid, 1);
        vm.assertEq(d.parked, 9);
    }

    /// The money left although the token did not say yes: believing the answer would pay twice out of the same pot.
    function testATokenThatPaysAndDoesNotSayYesStopsThePush() public {
        HostileToken.Manner[2] memory unclear =
            [HostileToken.Manner.ReturnsTwo, HostileToken.Manner.ReturnsOneByte];
        for (uint256 i; i < 2; ++i) {
            uint256 id = funded(address(hostile), 1_000, bytes32(i + 1));
            hostile.setManner(holders[0], unclear[i]);
            vm.prank(OPERATOR);
            vm.expectRevert(
                abi.encodeWithSelector(IDistributor.PaymentTokenMisbehaves.selector, address(hostile))
            );
            distributor.push(id, holders);
        }
    }

    function testATokenThatTakesMoreThanItPaysCannotSpendAnothersMoney() public {
        funded(address(hostile), 5_000, "another");
        uint256 id = funded(address(hostile), 1_000, "june");
        hostile.setManner(holders[0], HostileToken.Manner.TakesTwice);
        vm.prank(OPERATOR);
        vm.expectRevert(
            abi.encodeWithSelector(IDistributor.PaymentTokenMisbehaves.selector, address(hostile))
        );
        distributor.push(id, holders);
        vm.assertEq(hostile.balanceOf(address(distributor)), 6_000);
    }

    function testAPayeeWhoReentersGetsNothingMore() public {
        uint256 id = funded(address(hostile), 1_000, "june");
        bytes[4] memory calls = [
            abi.encodeCall(distributor.claim, (id, holders[3])),
            abi.encodeCall(distributor.push, (id, some(3, 4))),
            abi.encodeCall(distributor.retryParked, (id, holders)),
            abi.encodeCall(distributor.close, (id))
        ];
        hostile.setManner(holders[0], HostileToken.Manner.Reenters);
        for (uint256 i; i < calls.length; ++i) {
            uint256 state = vm.snapshotState();
            hostile.setReentry(address(distributor), calls[i]);
            push(id, holders);
            vm.assertTrue(!hostile.reentered(), "the guard held");
            vm.assertEq(distributor.distribution(id).paid, 1_000);
            vm.assertEq(hostile.balanceOf(holders[3]), 400);
            vm.revertToState(state);
        }
    }

    function testTooLittleGasIsRefusedRatherThanParkingEverybody() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        vm.prank(OPERATOR);
        (bool passed, bytes memory answer) =
            address(distributor).call{gas: 420_000}(abi.encodeCall(distributor.push, (id, holders)));
        vm.assertTrue(!passed, "refused");
        vm.assertEq(bytes32(bytes4(answer)), bytes32(GasTooLow.selector));
        push(id, holders);
        vm.assertEq(distributor.distribution(id).parked, 0);
    }

    function testTheDistributorIsNoPayee() public {
        register(address(distributor));
        issue(address(distributor), 10);
        uint16 later = pastRecordDate();
        vm.prank(OPERATOR);
        uint256 id = distributor.declare(address(token), later, address(dollar), 1_000, "july");
        fund(id, 1_000);
        push(id, only(address(distributor)));
        vm.assertEq(distributor.parkedOf(id, address(distributor)), 500);
    }

    /* CLAIM */

    function testAHolderClaimsAheadAndIsNotPaidAgain(uint256 which) public {
        which = bound(which, 0, 3);
        uint256 id = funded(address(dollar), 1_000, "june");
        vm.prank(STRANGER);
        distributor.claim(id, holders[which]);
        vm.assertEq(dollar.balanceOf(holders[which]), (which + 1) * 100);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, holders[which]));
        distributor.claim(id, holders[which]);

        push(id, holders);
        vm.assertEq(dollar.balanceOf(holders[which]), (which + 1) * 100);
        distributor.close(id);
        vm.assertEq(distributor.distribution(id).paid, 1_000);
        vm.assertEq(dollar.balanceOf(address(distributor)), 0);
    }

    function testWhoWasPushedToClaimsNothing() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        push(id, some(0, 2));
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, holders[0]));
        distributor.claim(id, holders[0]);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, STRANGER));
        distributor.claim(id, STRANGER);
    }

    function testWhomABatchPassedByIsPaidOnceWithItsList() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        push(id, only(holders[0]));
        address[] memory gap = new address[](1);
        gap[0] = holders[3];
        push(id, gap);

        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, holders[1]));
        distributor.claim(id, holders[1]);
        vm.startPrank(STRANGER);
        distributor.claimSkipped(id, holders[1], 1, holders[0], gap);
        distributor.claimSkipped(id, holders[2], 1, holders[0], gap);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, holders[1]));
        distributor.claimSkipped(id, holders[1], 1, holders[0], gap);
        vm.stopPrank();
        vm.assertEq(dollar.balanceOf(holders[1]), 200);
        distributor.close(id);
        assertBalanced(id);
        vm.assertEq(dollar.balanceOf(address(distributor)), 0);
    }

    function testNobodyProvesAGapThatIsNone() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        push(id, some(0, 2));
        push(id, only(holders[3]));
        // Paid by the batch itself, inside it and at its ends.
        expectNotSkipped(id, holders[0], 0, address(0), some(0, 2));
        expectNotSkipped(id, holders[1], 0, address(0), some(0, 2));
        expectNotSkipped(id, holders[3], 1, holders[1], only(holders[3]));
        // Paid by another batch.
        expectNotSkipped(id, holders[0], 1, holders[1], only(holders[3]));
        expectNotSkipped(id, holders[1], 1, holders[1], only(holders[3]));
        expectNotSkipped(id, holders[3], 0, address(0), some(0, 2));
        // Not that batch.
        bytes memory mismatch = abi.encodeWithSelector(IDistributor.BatchMismatch.selector, id, 0);
        vm.expectRevert(mismatch);
        distributor.claimSkipped(id, holders[0], 0, address(0), only(holders[1]));
        vm.expectRevert(mismatch);
        distributor.claimSkipped(id, holders[0], 0, address(1), some(0, 2));
        // As many as were in it, and others.
        vm.expectRevert(mismatch);
        distributor.claimSkipped(id, holders[0], 0, address(0), some(1, 3));
        vm.expectRevert(abi.encodeWithSelector(IDistributor.BatchMismatch.selector, id, 2));
        distributor.claimSkipped(id, holders[2], 2, address(0), new address[](0));
    }

    function testABatchIsKnownByAllThatIsInIt(address previous, address[] calldata batch) public pure {
        vm.assertEq(Payment.batchHash(previous, batch), keccak256(abi.encode(previous, batch)));
    }

    function expectNotSkipped(
        uint256 id,
        address holder,
        uint256 batch,
        address previous,
        address[] memory pushed
    ) private {
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotSkipped.selector, id, holder));
        distributor.claimSkipped(id, holder, batch, previous, pushed);
    }

    function testClaimedAheadThenSkippedIsPaidOnce() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        distributor.claim(id, holders[1]);
        push(id, only(holders[3]));
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, holders[1]));
        distributor.claimSkipped(id, holders[1], 0, address(0), only(holders[3]));
    }

    function testPausedTokensPayWhatWasDeclared() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        vm.startPrank(OPERATOR);
        token.pause();
        token.setAddressFrozen(holders[0], true);
        distributor.push(id, holders);
        vm.stopPrank();
        vm.assertEq(dollar.balanceOf(holders[0]), 100);
    }

    /* FALSE TOKENS */

    /// A token that answers with more units than there are would pay its officer out of other distributions.
    function testAFalseTokenCannotSpendAnothersMoney() public {
        funded(address(dollar), 1_000_000, "another");
        FalseToken lie = new FalseToken();
        vm.startPrank(STRANGER);
        uint256 id = distributor.declare(address(lie), 1, address(dollar), 1, "lie");
        vm.stopPrank();
        fund(id, 1);
        bytes memory refused = abi.encodeWithSelector(IDistributor.TokenMisbehaves.selector, address(lie));

        uint256[4] memory claims = [uint256(2), 1_000_000, type(uint256).max, uint256(1) << 128];
        for (uint256 i; i < claims.length; ++i) {
            lie.setUnits(claims[i]);
            vm.startPrank(STRANGER);
            vm.expectRevert();
            distributor.push(id, only(STRANGER));
            vm.expectRevert();
            distributor.claim(id, STRANGER);
            vm.stopPrank();
        }
        // Each unit once, but to two holders.
        lie.setUnits(1);
        address[] memory two = new address[](2);
        (two[0], two[1]) = (address(1), address(2));
        vm.startPrank(STRANGER);
        vm.expectRevert(refused);
        distributor.push(id, two);
        distributor.push(id, only(address(1)));
        vm.expectRevert(refused);
        distributor.claim(id, address(2));
        vm.expectRevert(refused);
        distributor.push(id, only(address(2)));
        vm.stopPrank();
        vm.assertEq(dollar.balanceOf(address(distributor)), 1_000_000);
    }

    /// The answer of one balance is three words: where the list begins, its length and the balance.
    function testATokenThatAnswersInAnotherFormIsRefused() public {
        FalseToken lie = new FalseToken();
        vm.prank(STRANGER);
        uint256 id = distributor.declare(address(lie), 1, address(dollar), 1, "lie");
        fund(id, 1);
        uint256 one = 1;
        bytes[7] memory others = [
            abi.encode(32 * one, 0),
            abi.encode(32 * one, 1),
            abi.encode(32 * one, 2, one),
            abi.encode(64 * one, 1, one),
            abi.encode(64 * one, 2, one),
            abi.encode(32 * one, 1, one, one),
            abi.encode(32 * one, 2, one, one)
        ];
        for (uint256 i; i < others.length; ++i) {
            lie.setAnswer(others[i]);
            vm.prank(STRANGER);
            vm.expectRevert(abi.encodeWithSelector(IDistributor.TokenMisbehaves.selector, address(lie)));
            distributor.push(id, only(STRANGER));
        }
        lie.setAnswer(abi.encode(32 * one, one, one));
        vm.prank(STRANGER);
        distributor.push(id, only(STRANGER));
        vm.assertEq(dollar.balanceOf(STRANGER), 1);
    }

    /// An address with a bit too many is no address, wherever in the list it stands.
    function testAWordThatIsNoAddressIsRefused() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        for (uint256 i; i < 4; ++i) {
            bytes memory data = abi.encodeCall(distributor.push, (id, holders));
            uint256 word = uint256(uint160(holders[i])) | 1 << 160;
            assembly ("memory-safe") {
                mstore(add(data, add(132, mul(i, 32))), word)
            }
            vm.prank(OPERATOR);
            (bool passed,) = address(distributor).call(data);
            vm.assertTrue(!passed, "refused");
        }
        push(id, holders);
    }
}

/// @dev Says everybody is an officer and holds as many units as it was told, of one in all.
contract FalseToken {
    uint256 private _units;
    bytes private _answer;

    function setUnits(uint256 units) external {
        _units = units;
    }

    function setAnswer(bytes calldata answer) external {
        _answer = answer;
    }

    function rolesOf(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function identityRegistry() external view returns (address) {
        return address(this);
    }

    function pair(address, address) external pure returns (uint256, uint256) {}

    function supplyAtRecord(uint16) external pure returns (uint256) {
        return 1;
    }

    function balanceAtRecord(address, uint16) external view returns (uint256) {
        return _units;
    }

    function balancesAtRecord(address[] calldata accounts, uint16)
        external
        view
        returns (uint256[] memory units)
    {
        bytes memory answer = _answer;
        if (answer.length != 0) {
            assembly ("memory-safe") {
                return(add(answer, 32), mload(answer))
            }
        }
        units = new uint256[](accounts.length);
        for (uint256 i; i < units.length; ++i) {
            units[i] = _units;
        }
    }
}
