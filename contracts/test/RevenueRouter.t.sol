// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {RevenueRouter} from "../src/RevenueRouter.sol";
import {RECORDER} from "../src/Roles.sol";
import {Distribution, IDistributor} from "../src/interfaces/IDistributor.sol";
import {
    IRevenueRouter,
    IncomePolicy,
    IncomeShare,
    Month,
    RouterTerms
} from "../src/interfaces/IRevenueRouter.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {PayoutWorld} from "./PayoutWorld.sol";

contract RevenueRouterTest is PayoutWorld {
    event MonthRecorded(uint256 indexed month, uint16 recordId);
    event MonthFunded(uint256 indexed month, address indexed from, uint256 received);
    event MonthSplit(uint256 indexed month, uint256 indexed distributionId, uint256 toHolders);
    event Sent(uint256 indexed month, address indexed to, uint256 amount);
    event Owed(uint256 indexed month, address indexed to, uint256 amount);
    event Released(address indexed to, uint256 amount);
    event PolicySet(uint256 indexed fromMonth, uint256 holdersBps, address remainderTo, IncomeShare[] shares);

    address private immutable TREASURY = account("treasury");
    address private immutable RESERVE = account("reserve");
    address private immutable MANAGER = account("manager");
    address private immutable LENDER = account("lender");
    /// New York in winter.
    int32 private constant ZONE = -5 hours;

    RevenueRouter private implementation;
    RevenueRouter private router;
    /// The month under way when the router was made.
    uint256 private month;

    function setUp() public override {
        super.setUp();
        implementation = new RevenueRouter(distributor);
        router = newRouter(address(hostile), policyOf(9_000, 0, 0));
        month = router.monthAt(block.timestamp);
    }

    /* A WORLD */

    function policyOf(uint16 holdersBps, uint16 managerBps, uint16 lenderBps)
        private
        view
        returns (IncomePolicy memory policy)
    {
        policy.holdersBps = holdersBps;
        policy.remainderTo = RESERVE;
        uint256 count = (managerBps == 0 ? 0 : 1) + (lenderBps == 0 ? 0 : 1);
        policy.shares = new IncomeShare[](count);
        if (managerBps != 0) policy.shares[0] = IncomeShare(MANAGER, managerBps);
        if (lenderBps != 0) policy.shares[count - 1] = IncomeShare(LENDER, lenderBps);
    }

    function termsOf(address payment, IncomePolicy memory policy) private view returns (RouterTerms memory) {
        return RouterTerms(address(token), payment, OWNER, TREASURY, ZONE, policy);
    }

    function newRouter(address payment, IncomePolicy memory policy) private returns (RevenueRouter made) {
        made = RevenueRouter(Clones.clone(address(implementation)));
        made.init(termsOf(payment, policy));
        vm.prank(OWNER);
        token.grantRole(address(made), RECORDER);
    }

    function income(uint256 of_, uint256 amount) private {
        hostile.mint(TREASURY, amount);
        vm.startPrank(TREASURY);
        hostile.approve(address(router), amount);
        router.fund(of_, amount);
        vm.stopPrank();
    }

    function endOf(uint256 of_) private view returns (uint256) {
        return router.beginOf(of_ + 1);
    }

    /// @dev A month recorded, funded and over.
    function ready(uint256 amount) private {
        router.declareRecordDate();
        income(month, amount);
        vm.warp(endOf(month));
    }

    /* INIT */

    function testACloneIsSetUpOnceAndTheOriginalNever() public {
        RouterTerms memory terms = termsOf(address(hostile), policyOf(9_000, 0, 0));
        vm.expectRevert(IRevenueRouter.AlreadyInitialised.selector);
        router.init(terms);
        vm.expectRevert(IRevenueRouter.AlreadyInitialised.selector);
        implementation.init(terms);
        vm.assertEq(router.token(), address(token));
        vm.assertEq(router.payment(), address(hostile));
        vm.assertEq(router.owner(), OWNER);
        vm.assertEq(router.treasury(), TREASURY);
        vm.assertEq(address(router.DISTRIBUTOR()), address(distributor));
        vm.assertTrue(router.zoneOffset() == ZONE, "zone");
        RevenueRouter fresh = RevenueRouter(Clones.clone(address(implementation)));
        vm.expectEmit();
        emit IRevenueRouter.Initialised(address(token), address(hostile), ZONE);
        vm.expectEmit();
        emit IRevenueRouter.OwnershipTransferred(address(0), OWNER);
        vm.expectEmit();
        emit IRevenueRouter.TreasurySet(TREASURY);
        fresh.init(terms);
    }

    function testTermsNobodyCouldLiveWithAreRefused() public {
        RevenueRouter bare = RevenueRouter(Clones.clone(address(implementation)));
        RouterTerms memory terms = termsOf(address(hostile), policyOf(9_000, 600, 400));
        terms.token = STRANGER;
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotAToken.selector, STRANGER));
        bare.init(terms);
        terms.token = address(token);
        terms.payment = address(token);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotAToken.selector, address(token)));
        bare.init(terms);
        terms.payment = address(3);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotAToken.selector, address(3)));
        bare.init(terms);
        terms.payment = address(hostile);
        terms.owner = address(0);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotAnAccount.selector, address(0)));
        bare.init(terms);
        terms.owner = OWNER;
        terms.zoneOffset = -14 hours - 1;
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.ZoneTooFar.selector, -14 hours - 1));
        bare.init(terms);
        terms.zoneOffset = 14 hours;
        terms.policy.shares[1].bps = 401;
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.SharesExceedWhole.selector, 10_001));
        bare.init(terms);
        terms.policy.shares[1].bps = 400;
        address[3] memory nobody = [address(0), address(bare), address(distributor)];
        for (uint256 i; i < 3; ++i) {
            bytes memory refused = abi.encodeWithSelector(IRevenueRouter.NotAnAccount.selector, nobody[i]);
            terms.policy.shares[1].to = nobody[i];
            vm.expectRevert(refused);
            bare.init(terms);
            terms.policy.shares[1].to = LENDER;
            terms.policy.remainderTo = nobody[i];
            vm.expectRevert(refused);
            bare.init(terms);
            terms.policy.remainderTo = RESERVE;
        }
        terms.policy.shares = new IncomeShare[](9);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.TooManyShares.selector, 9, 8));
        bare.init(terms);
        terms.policy = policyOf(9_000, 600, 400);
        terms.policy.shares = new IncomeShare[](8);
        for (uint256 i; i < 8; ++i) {
            terms.policy.shares[i] = IncomeShare(LENDER, 125);
        }
        terms.zoneOffset = -14 hours;
        bare.init(terms);
    }

    /* THE CALENDAR */

    function testMonthsBeginAtTheIssuersMidnight() public view {
        // 1 December 2026, 05:00 UTC.
        vm.assertEq(router.beginOf(2026 * 12 + 11), 1_796_101_200);
        vm.assertEq(router.monthAt(1_796_101_200), 2026 * 12 + 11);
        vm.assertEq(router.monthAt(1_796_101_199), 2026 * 12 + 10);
    }

    /* THE WHOLE WAY */

    function testAMonthIsSplitByThePolicyAndHoldersArePaid() public {
        vm.prank(OWNER);
        router.setPolicy(policyOf(8_000, 600, 400));
        month += 1;
        vm.warp(router.beginOf(month));
        vm.prank(STRANGER);
        vm.expectEmit(address(router));
        emit MonthRecorded(month, 2);
        router.declareRecordDate();
        vm.assertEq(token.recordAt(2), endOf(month));
        income(month, 100_007);
        vm.warp(endOf(month));
        // What moves after the month's end changes nothing.
        transfer(holders[3], holders[0], 4);

        vm.prank(STRANGER);
        vm.expectEmit(address(router));
        emit MonthSplit(month, 1, 80_005);
        vm.expectEmit(address(router));
        emit Sent(month, RESERVE, 10_002);
        vm.expectEmit(address(router));
        emit Sent(month, MANAGER, 6_000);
        vm.expectEmit(address(router));
        emit Sent(month, LENDER, 4_000);
        uint256 id = router.split(month);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(d.declared, 80_005);
        vm.assertEq(d.funded, 80_005);
        vm.assertEq(distributor.idOf(address(token), router.refOf(month)), id);
        vm.prank(STRANGER);
        distributor.push(id, holders);
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(hostile.balanceOf(holders[i]), 80_005 * (i + 1) / 10);
        }
        vm.assertEq(hostile.balanceOf(address(router)), 0);
    }

    /// Nothing is lost, each share is its floor, and what was foretold is what happens.
    function testTheSumOfTheSharesIsWhatWasFunded(
        uint256 amount,
        uint16 holdersBps,
        uint16 managerBps,
        uint16 lenderBps
    ) public {
        amount = bound(amount, 1, type(uint128).max);
        holdersBps = uint16(bound(holdersBps, 0, 10_000));
        managerBps = uint16(bound(managerBps, 0, 10_000 - holdersBps));
        lenderBps = uint16(bound(lenderBps, 0, 10_000 - holdersBps - managerBps));
        router = newRouter(address(hostile), policyOf(holdersBps, managerBps, lenderBps));
        (uint256 toHolders, uint256[] memory toShares, uint256 remainder) = router.quote(month, amount);
        ready(amount);
        uint256 id = router.split(month);
        vm.assertEq(toHolders, amount * holdersBps / 10_000);
        vm.assertEq(hostile.balanceOf(MANAGER), amount * managerBps / 10_000);
        vm.assertEq(hostile.balanceOf(LENDER), amount * lenderBps / 10_000);
        vm.assertEq(hostile.balanceOf(RESERVE), remainder);
        if (id != 0) vm.assertEq(distributor.distribution(id).funded, toHolders);
        else vm.assertEq(toHolders, 0);
        uint256 sum = toHolders + remainder;
        for (uint256 i; i < toShares.length; ++i) {
            sum += toShares[i];
        }
        vm.assertEq(sum, amount);
        vm.assertEq(hostile.balanceOf(address(router)), 0);
    }

    /* ONCE, AND IN ITS TIME */

    function testAMonthIsFundedAndSplitOnce() public {
        ready(1_000);
        uint256 id = router.split(month);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.AlreadySplit.selector, month));
        router.split(month);
        vm.prank(TREASURY);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.AlreadyFunded.selector, month));
        router.fund(month, 1);
        Month memory m = router.monthOf(month);
        vm.assertTrue(m.isSplit, "split");
        vm.assertEq(m.funded, 1_000);
        vm.assertEq(m.distributionId, id);
    }

    function testNothingIsSplitBeforeItIsTime() public {
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NothingToSplit.selector, month));
        router.split(month);
        income(month, 1_000);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotRecorded.selector, month));
        router.split(month);
        router.declareRecordDate();
        uint256 ends = endOf(month);
        vm.warp(ends - 1);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.MonthNotOver.selector, month, ends));
        router.split(month);
        vm.warp(ends);
        router.split(month);
    }

    function testOnlyAMonthThatHasBegunIsFunded() public {
        uint256 begins = router.beginOf(month + 1);
        vm.startPrank(TREASURY);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.MonthNotBegun.selector, month + 1, begins));
        router.fund(month + 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NoPolicy.selector, month - 1));
        router.fund(month - 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NothingToSplit.selector, month));
        router.fund(month, 0);
        uint256 tooMuch = uint256(type(uint128).max) + 1;
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.AmountTooLarge.selector, tooMuch));
        router.fund(month, tooMuch);
        vm.expectRevert();
        router.fund(type(uint256).max, 1);
        vm.stopPrank();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotTreasury.selector, STRANGER));
        router.fund(month, 1);
        uint256 most = type(uint128).max;
        hostile.mint(OWNER, most);
        vm.startPrank(OWNER);
        hostile.approve(address(router), most);
        vm.expectEmit(address(router));
        emit MonthFunded(month, OWNER, most);
        router.fund(month, most);
        (uint256 toHolders,, uint256 remainder) = router.quote(month, most);
        vm.assertEq(toHolders + remainder, most);
        vm.stopPrank();
    }

    /* POLICY */

    function testAPolicyIsNeverForAMonthThatHasBegun(uint256 when, uint16 bps) public {
        bps = uint16(bound(bps, 0, 10_000));
        vm.warp(bound(when, block.timestamp, endOf(month) - 1));
        vm.startPrank(OWNER);
        router.setPolicy(policyOf(1, 2, 3));
        IncomePolicy memory policy = policyOf(bps, 0, 0);
        vm.expectEmit(address(router));
        emit PolicySet(month + 1, bps, RESERVE, policy.shares);
        router.setPolicy(policy);
        vm.stopPrank();
        vm.assertEq(router.policyOf(month).holdersBps, 9_000);
        vm.assertEq(router.policyOf(month + 1).holdersBps, bps);
        vm.assertEq(router.policyOf(month + 1).shares.length, 0);
        vm.assertEq(router.policyOf(month + 9).holdersBps, bps);
        ready(10_000);
        vm.prank(OWNER);
        router.setPolicy(policyOf(0, 0, 0));
        uint256 id = router.split(month);
        vm.assertEq(distributor.distribution(id).declared, 9_000);
        vm.assertEq(router.policyOf(month + 1).holdersBps, bps);
        vm.assertEq(router.policyOf(month + 2).holdersBps, 0);
    }

    function testOnlyTheOwnerDecides() public {
        vm.startPrank(STRANGER);
        bytes memory refused = abi.encodeWithSelector(IRevenueRouter.NotOwner.selector, STRANGER);
        vm.expectRevert(refused);
        router.setPolicy(policyOf(1, 0, 0));
        vm.expectRevert(refused);
        router.setTreasury(STRANGER);
        vm.expectRevert(refused);
        router.transferOwnership(STRANGER);
        vm.stopPrank();
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotAnAccount.selector, address(0)));
        router.transferOwnership(address(0));
        router.setTreasury(address(0));
        vm.expectEmit();
        emit IRevenueRouter.OwnershipTransferred(OWNER, BO);
        router.transferOwnership(BO);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotOwner.selector, OWNER));
        router.setTreasury(OWNER);
        vm.stopPrank();
        vm.prank(TREASURY);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NotTreasury.selector, TREASURY));
        router.fund(month, 1);
    }

    /* RECORD DATES */

    function testARecordDateIsDeclaredOnceForTheMonthUnderWay() public {
        router.declareRecordDate();
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.AlreadyRecorded.selector, month, 2));
        router.declareRecordDate();
        vm.warp(endOf(month));
        router.declareRecordDate();
        vm.assertEq(router.monthOf(month + 1).recordId, 3);
    }

    function testARecordDateOfTheMonthsEndIsTakenFromAnyone() public {
        vm.startPrank(OPERATOR);
        uint16 early = token.declareRecordDate(uint40(endOf(month) - 1 hours));
        uint16 exact = token.declareRecordDate(uint40(endOf(month)));
        uint16 late = token.declareRecordDate(uint40(endOf(month) + 1 hours));
        vm.stopPrank();
        // The token takes no earlier one any more.
        vm.expectRevert();
        router.declareRecordDate();
        uint16[2] memory wrong = [early, late];
        for (uint256 i; i < 2; ++i) {
            vm.prank(i == 0 ? OWNER : STRANGER);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IRevenueRouter.NotTheMonthsEnd.selector,
                    wrong[i],
                    i == 0 ? endOf(month) - 1 hours : endOf(month) + 1 hours,
                    endOf(month)
                )
            );
            router.useRecordDate(month, wrong[i]);
        }
        vm.prank(STRANGER);
        router.useRecordDate(month, exact);
        vm.assertEq(router.monthOf(month).recordId, exact);
        vm.prank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.AlreadyRecorded.selector, month, exact));
        router.useRecordDate(month, late);
    }

    function testTheOwnerMendsAMissedEnd() public {
        income(month, 1_000);
        vm.warp(endOf(month) + 3 days);
        vm.prank(OPERATOR);
        uint16 late = token.declareRecordDate(uint40(block.timestamp + 1));
        vm.prank(OWNER);
        router.useRecordDate(month, late);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITokenErrors.RecordDateNotPassed.selector, late, uint40(block.timestamp + 1)
            )
        );
        router.split(month);
        vm.warp(block.timestamp + 1);
        uint256 id = router.split(month);
        vm.assertEq(distributor.distribution(id).recordId, late);
    }

    function testWithoutHoldersTheReserveGetsIt() public {
        token = newToken("empty");
        router = newRouter(address(hostile), policyOf(9_000, 500, 0));
        ready(1_000);
        vm.assertEq(router.split(month), 0);
        vm.assertEq(hostile.balanceOf(RESERVE), 950);
        vm.assertEq(hostile.balanceOf(MANAGER), 50);
    }

    /* BAD PAYEES AND BAD MONEY */

    function testARecipientWhoCannotBePaidIsOwedAndHoldsUpNobody() public {
        HostileToken.Manner[4] memory bad = [
            HostileToken.Manner.ReturnsFalse,
            HostileToken.Manner.Reverts,
            HostileToken.Manner.RevertsAtLength,
            HostileToken.Manner.ReturnsFalse
        ];
        for (uint256 i; i < bad.length; ++i) {
            hostile.setManner(RESERVE, bad[i]);
            ready(1_000);
            vm.expectEmit(address(router));
            emit Owed(month, RESERVE, 100);
            router.split(month);
            vm.assertEq(router.owedTo(RESERVE), 100 * (i + 1));
            vm.expectRevert();
            router.release(RESERVE);
            month += 1;
        }
        hostile.setManner(RESERVE, HostileToken.Manner.ReturnsNothing);
        vm.expectEmit(address(router));
        emit Released(RESERVE, 400);
        router.release(RESERVE);
        vm.assertEq(hostile.balanceOf(RESERVE), 400);
        vm.assertEq(hostile.balanceOf(address(router)), 0);
        vm.expectRevert(abi.encodeWithSelector(IRevenueRouter.NothingOwed.selector, RESERVE));
        router.release(RESERVE);
    }

    function testMoneyThatTakesTwiceSpendsNoOtherMonth() public {
        ready(1_000);
        month += 1;
        router.declareRecordDate();
        income(month, 5_000);
        hostile.setManner(RESERVE, HostileToken.Manner.TakesTwice);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueRouter.PaymentTokenMisbehaves.selector, address(hostile))
        );
        router.split(month - 1);
        hostile.setManner(RESERVE, HostileToken.Manner.ReturnsFalse);
        router.split(month - 1);
        hostile.setManner(RESERVE, HostileToken.Manner.TakesTwice);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueRouter.PaymentTokenMisbehaves.selector, address(hostile))
        );
        router.release(RESERVE);
    }

    function testWhatOneRecipientIsOwedIsNotSpentOnAnother() public {
        router = newRouter(address(hostile), policyOf(8_000, 1_000, 0));
        ready(1_000);
        month += 1;
        router.declareRecordDate();
        income(month, 5_000);
        hostile.setManner(MANAGER, HostileToken.Manner.ReturnsFalse);
        hostile.setManner(RESERVE, HostileToken.Manner.TakesTwice);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueRouter.PaymentTokenMisbehaves.selector, address(hostile))
        );
        router.split(month - 1);
        hostile.setManner(RESERVE, HostileToken.Manner.ReturnsNothing);
        router.split(month - 1);
        vm.assertEq(router.owedTo(MANAGER), 100);
        vm.assertEq(hostile.balanceOf(RESERVE), 100);
    }

    function testAFeeOnTheWayInIsMeasured() public {
        hostile.setFee(100);
        ready(10_000);
        vm.assertEq(router.monthOf(month).funded, 9_900);
        // On the way to the distributor too: that distribution lacks the fee, and anyone may add it.
        uint256 id = router.split(month);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(d.declared, 8_910);
        vm.assertEq(d.funded, 8_821);
        hostile.setFee(0);
        fund(id, 89);
        push(id, holders);
        vm.assertEq(distributor.distribution(id).paid, 8_910);
    }

    function testARecipientWhoReentersGetsNothingMore() public {
        bytes[3] memory calls = [
            abi.encodeCall(router.split, (month)),
            abi.encodeCall(router.release, (RESERVE)),
            abi.encodeCall(router.fund, (month, 1))
        ];
        hostile.setManner(RESERVE, HostileToken.Manner.Reenters);
        vm.expectEmit();
        emit IRevenueRouter.TreasurySet(address(hostile));
        vm.prank(OWNER);
        router.setTreasury(address(hostile));
        hostile.mint(OWNER, 1_000);
        vm.startPrank(OWNER);
        hostile.approve(address(router), 1_000);
        router.declareRecordDate();
        router.fund(month, 1_000);
        vm.stopPrank();
        vm.warp(endOf(month));
        for (uint256 i; i < calls.length; ++i) {
            uint256 state = vm.snapshotState();
            hostile.setReentry(address(router), calls[i]);
            router.split(month);
            vm.assertTrue(!hostile.reentered(), "the guard held");
            vm.assertEq(hostile.balanceOf(RESERVE), 100);
            vm.revertToState(state);
        }
    }

    function testWithoutItsRoleNothingIsSplitAndNothingIsLost() public {
        ready(1_000);
        vm.prank(OWNER);
        token.revokeRole(address(router), RECORDER);
        vm.expectRevert(
            abi.encodeWithSelector(IDistributor.NotAuthorised.selector, address(router), address(token))
        );
        router.split(month);
        vm.prank(OWNER);
        token.grantRole(address(router), RECORDER);
        router.split(month);
        vm.assertEq(IERC20(router.payment()).balanceOf(RESERVE), 100);
    }

    function testDustOfOneMonthIsSharedInTheNext() public {
        ready(1_111);
        uint256 first = router.split(month);
        distributor.push(first, holders);
        distributor.close(first);
        uint256 dust = distributor.distribution(first).carried;
        vm.assertEq(dust, 3);
        month += 1;
        ready(1_000);
        uint256 second = router.split(month);
        Distribution memory d = distributor.distribution(second);
        vm.assertEq(d.declared, 903);
        vm.assertEq(d.funded, 903);
        distributor.push(second, holders);
    }
}
