// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ISSUER, RECORDER} from "../src/Roles.sol";
import {Distribution, IDistributor} from "../src/interfaces/IDistributor.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {World} from "./World.sol";

contract DistributorTest is World {
    event Declared(
        uint256 indexed id,
        address indexed token,
        uint16 recordId,
        address payment,
        uint256 amount,
        uint256 carriedIn,
        bytes32 ref
    );
    event Funded(uint256 indexed id, address indexed from, uint256 received);
    event Paid(uint256 indexed id, address indexed holder, uint256 amount);
    event Parked(uint256 indexed id, address indexed holder, uint256 amount);
    event Pushed(uint256 indexed id, uint256 indexed batch, address previousCursor, address cursor);
    event Closed(uint256 indexed id, uint256 paid, uint256 parked, uint256 carried);

    HostileToken internal hostile;
    /// The holders in ascending order, as batches list them: 1, 2, 3 and 4 units.
    address[] internal holders;
    uint16 internal record;

    function setUp() public override {
        super.setUp();
        hostile = new HostileToken();
        for (uint256 i; i < 4; ++i) {
            address one = people()[i];
            holders.push(one);
            for (uint256 j = holders.length - 1; j > 0 && holders[j - 1] > holders[j]; --j) {
                (holders[j - 1], holders[j]) = (holders[j], holders[j - 1]);
            }
        }
        for (uint256 i; i < 4; ++i) {
            issue(holders[i], i + 1);
        }
        record = pastRecordDate();
    }

    function declare(address payment, uint256 amount, bytes32 ref) internal returns (uint256) {
        vm.prank(OPERATOR);
        return distributor.declare(address(token), record, payment, amount, ref);
    }

    function fund(uint256 id, uint256 amount) internal {
        address payment = distributor.distribution(id).payment;
        vm.startPrank(OPERATOR);
        // Both kinds of money have the same way to make it.
        dollarOrHostile(payment).mint(OPERATOR, amount);
        IERC20(payment).approve(address(distributor), amount);
        distributor.fund(id, amount);
        vm.stopPrank();
    }

    function dollarOrHostile(address payment) private pure returns (HostileToken) {
        return HostileToken(payment);
    }

    function funded(address payment, uint256 amount, bytes32 ref) internal returns (uint256 id) {
        id = declare(payment, amount, ref);
        Distribution memory d = distributor.distribution(id);
        fund(id, d.declared - d.funded);
    }

    function push(uint256 id, address[] memory batch) internal {
        vm.prank(OPERATOR);
        distributor.push(id, batch);
    }

    function only(address one) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = one;
    }

    function some(uint256 from, uint256 until) internal view returns (address[] memory list) {
        list = new address[](until - from);
        for (uint256 i = from; i < until; ++i) {
            list[i - from] = holders[i];
        }
    }

    /// declared = paid + parked + carried, at the close and ever after.
    function assertBalanced(uint256 id) internal view {
        Distribution memory d = distributor.distribution(id);
        vm.assertTrue(d.closed, "closed");
        vm.assertEq(uint256(d.declared), uint256(d.paid) + d.parked + d.carried, "declared is accounted for");
    }

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
        uint16 ahead = token.declareRecordDate(uint40(block.timestamp + 1));
        vm.prank(OPERATOR);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITokenErrors.RecordDateNotPassed.selector, ahead, uint40(block.timestamp + 1)
            )
        );
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

    function testOnlyOfficersOfTheTokenDeclareAndPush() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        bytes memory refused =
            abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token));
        vm.startPrank(STRANGER);
        vm.expectRevert(refused);
        distributor.declare(address(token), record, address(dollar), 1, "july");
        vm.expectRevert(refused);
        distributor.push(id, holders);
        vm.stopPrank();

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
        emit Closed(first, 996, 0, 3);
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
        vm.assertEq(bytes32(bytes4(answer)), bytes32(IDistributor.GasTooLow.selector));
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
        vm.expectRevert(abi.encodeWithSelector(IDistributor.BatchMismatch.selector, id, 2));
        distributor.claimSkipped(id, holders[2], 2, address(0), new address[](0));
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
}
