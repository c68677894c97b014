// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISSUER, PAUSER, RULER} from "../src/Roles.sol";
import {Split} from "../src/Split.sol";
import {IBuyer} from "../src/interfaces/IBuyer.sol";
import {Rules} from "../src/interfaces/ISecurityToken.sol";
import {ISplit, SplitStage, SplitState, SplitTerms} from "../src/interfaces/ISplit.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {BuyerWorld} from "./BuyerWorld.sol";
import {HostileToken} from "./PaymentTokens.sol";

contract SplitTest is BuyerWorld {
    event UnitsSplit(uint256 indexed id, address indexed holder, uint256 before, uint256 made, uint256 rest);
    event SplitFinished(uint256 indexed id, uint256 unitsCovered, uint256 supply, uint256 unitsMade);

    uint256 private constant ROLES = ISSUER | PAUSER | RULER;

    Split private split;

    function buyer() internal view override returns (IBuyer) {
        return split;
    }

    /// Ana 101, Bo 102, Cleo 103, Dana 104 units.
    function setUp() public override {
        super.setUp();
        split = new Split(distributor);
        grant(address(split), ROLES);
        for (uint256 i; i < 4; ++i) {
            issue(people()[i], 101 + i);
        }
    }

    /// One for ten.
    function terms() private view returns (SplitTerms memory t) {
        t.token = address(token);
        t.payment = address(hostile);
        t.treasury = TREASURY;
        (t.num, t.den) = (1, 10);
        t.price = 1_000;
        t.at = uint40(START + 30 days);
        t.ref = "split 1";
    }

    function announce(SplitTerms memory t) private returns (uint256) {
        vm.prank(OPERATOR);
        return split.announce(t);
    }

    function begun(SplitTerms memory t) private returns (uint256 id) {
        id = announce(t);
        vm.warp(t.at);
        split.begin(id);
    }

    function testUnitsAreJoinedAndFractionsPaidFor() public {
        uint256 id = announce(terms());
        vm.warp(terms().at);
        vm.expectEmit();
        emit ISplit.SplitBegun(id, 410);
        split.begin(id);
        vm.assertTrue(token.paused(), "paused");
        vm.expectEmit();
        emit UnitsSplit(id, ANA, 101, 10, 1);
        vm.prank(STRANGER);
        split.split(id, everybody());
        vm.expectEmit();
        emit SplitFinished(id, 410, 410, 40);
        vm.prank(STRANGER);
        split.finish(id);
        vm.assertTrue(!token.paused(), "resumed");
        vm.assertEq(token.balanceOf(DANA), 10);
        vm.assertEq(token.totalSupply(), 40);
        vm.assertEq(split.parkedOf(id, DANA), 400);

        vm.assertEq(split.missing(id), 1_000);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.Underfunded.selector, 400));
        split.claim(id, DANA);
        fundWhole(id);
        split.claim(id, DANA);
        split.claim(id, ANA);
        vm.assertEq(hostile.balanceOf(DANA), 400);
        vm.assertEq(hostile.balanceOf(ANA), 100);
        assertBalanced(id);
    }

    function testWhoeverComesTooEarlyIsToldWhatIsMissingForThem() public {
        uint256 id = begun(terms());
        split.split(id, everybody());
        split.finish(id);
        fund(id, 150);
        split.claim(id, ANA);
        // 50 are left of 150, and Bo is owed 200.
        vm.expectRevert(abi.encodeWithSelector(IBuyer.Underfunded.selector, 150));
        split.claim(id, BO);
        fund(id, 150);
        split.claim(id, BO);
        vm.assertEq(hostile.balanceOf(BO), 200);
    }

    function testUnitsAreSplit() public {
        SplitTerms memory t = terms();
        (t.num, t.den) = (3, 1);
        uint256 id = begun(t);
        split.split(id, everybody());
        split.finish(id);
        vm.assertEq(token.balanceOf(ANA), 303);
        vm.assertEq(split.missing(id), 0);
        // The most one wallet may hold is three times as many units.
        vm.assertEq(token.rules().balanceMax, 3_000_000);
        vm.assertEq(token.rules().holdersMax, 100);
    }

    function testNoHolderIsSplitTwice() public {
        uint256 id = begun(terms());
        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (ANA, ANA);
        split.split(id, twice);
        split.split(id, everybody());
        vm.assertEq(token.balanceOf(ANA), 10);
        vm.assertEq(split.splitState(id).unitsCovered, 410);
    }

    function testItGoesOnAfterAnInterruptionByAnybodyAndIsNotEndedHalfDone() public {
        uint256 id = begun(terms());
        split.split(id, only(ANA));
        vm.warp(block.timestamp + 300 days);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ISplit.NotCovered.selector, 101, 410));
        split.finish(id);
        vm.prank(STRANGER);
        split.split(id, everybody());
        vm.prank(STRANGER);
        split.finish(id);
    }

    function testNoOfficerMovesUnitsOfBothKinds() public {
        address fresh = account("fresh");
        address ana = identityOf(ANA);
        vm.prank(OPERATOR);
        registry.addWallet(ANA, fresh);
        uint256 id = begun(terms());
        split.split(id, only(ANA));
        bytes memory running = abi.encodeWithSelector(ITokenErrors.ActionRunning.selector, address(split), 0);
        vm.startPrank(OPERATOR);
        vm.expectRevert(running);
        token.forcedTransfer(ANA, BO, 1);
        vm.expectRevert(running);
        token.forcedTransfer(BO, ANA, 102);
        vm.expectRevert(running);
        token.recoveryAddress(ANA, fresh, ana);
        // Resumed, holders could mix them as well.
        vm.expectRevert(running);
        token.unpause();
        vm.stopPrank();
        split.split(id, everybody());
        split.finish(id);
        vm.prank(OPERATOR);
        token.recoveryAddress(ANA, fresh, ana);
        vm.assertEq(token.balanceOf(fresh), 10);
        vm.assertEq(token.totalSupply(), 40);
    }

    function testAnOfficerEndsWhatABurnKeepsFromBeingCovered() public {
        uint256 id = begun(terms());
        vm.prank(OPERATOR);
        token.burn(ANA, 101);
        split.split(id, everybody());
        vm.expectRevert(abi.encodeWithSelector(ISplit.NotCovered.selector, 309, 410));
        split.finish(id);
        vm.prank(OPERATOR);
        split.finish(id);
        vm.assertTrue(!token.paused(), "resumed");
    }

    function testThoseWhoMayNotReceiveAreSplitToo() public {
        vm.startPrank(OPERATOR);
        registry.setStatus(ANA, 2);
        registry.remove(BO);
        token.setAddressFrozen(CLEO, true);
        vm.stopPrank();
        uint256 id = begun(terms());
        split.split(id, everybody());
        split.finish(id);
        vm.assertEq(token.totalSupply(), 40);
        fundWhole(id);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.StillHeld.selector, id, ANA));
        split.claim(id, ANA);
        split.claim(id, BO);
    }

    function testAPayeeWhoCannotBePaidKeepsTheirClaim() public {
        uint256 id = begun(terms());
        split.split(id, everybody());
        split.finish(id);
        fundWhole(id);
        hostile.setManner(ANA, HostileToken.Manner.Reverts);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.PaymentFailed.selector, ANA, 100));
        split.claim(id, ANA);
        hostile.setManner(ANA, HostileToken.Manner.Good);
        split.claim(id, ANA);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.NothingToClaim.selector, id, ANA));
        split.claim(id, ANA);
    }

    function testItBeginsOnItsDayOfATokenThatNothingElseHasPaused() public {
        uint256 id = announce(terms());
        vm.warp(terms().at - 1);
        vm.expectRevert(abi.encodeWithSelector(ISplit.TooEarly.selector, id, terms().at));
        split.begin(id);
        vm.warp(terms().at);
        vm.prank(OPERATOR);
        token.pause();
        vm.expectRevert(abi.encodeWithSelector(ISplit.TokenPaused.selector, address(token)));
        split.begin(id);
        vm.prank(OPERATOR);
        token.unpause();
        vm.prank(OWNER);
        token.revokeRole(address(split), RULER);
        vm.expectRevert(abi.encodeWithSelector(ISplit.RolesMissing.selector, address(token), ROLES));
        split.begin(id);
        vm.expectRevert(
            abi.encodeWithSelector(ISplit.NotInStage.selector, id, SplitStage.Announced, SplitStage.Running)
        );
        split.split(id, everybody());
    }

    function testItDoesNotBeginWithinADayOfARecordDate() public {
        uint256 id = announce(terms());
        uint40 near = terms().at + 1 days - 1;
        vm.startPrank(OPERATOR);
        token.declareRecordDate(near);
        token.declareRecordDate(near + 30 days);
        vm.stopPrank();
        vm.warp(terms().at);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.RecordDateAhead.selector, near));
        split.begin(id);
        vm.warp(near);
        split.begin(id);
        split.split(id, everybody());
        vm.assertEq(token.balanceAtRecord(ANA, 1), 101);
    }

    /// Whoever had themselves split first would have been paid for a tenth, or for ten times as many.
    function testARecordDateThatPassesWhileItRunsSeesNewUnitsOnly() public {
        uint256 id = announce(terms());
        uint40 at = terms().at;
        vm.startPrank(OPERATOR);
        token.declareRecordDate(at);
        token.declareRecordDate(at + 2 days);
        token.declareRecordDate(at + 4 days);
        token.declareRecordDate(at + 9 days);
        vm.stopPrank();
        vm.warp(at);
        split.begin(id);
        split.split(id, only(ANA));
        vm.warp(at + 3 days);
        // Whatever anybody does meanwhile, none of them is counted before the end.
        vm.prank(STRANGER);
        token.batchTransfer(new address[](0), new uint256[](0));
        bytes memory later = abi.encodeWithSelector(ITokenErrors.RecordDateNotPassed.selector, 2, at + 2 days);
        vm.expectRevert(later);
        token.supplyAtRecord(2);
        vm.expectRevert(later);
        token.balanceAtRecord(ANA, 2);
        vm.expectRevert(later);
        token.balancesAtRecord(only(ANA), 2);
        vm.assertEq(token.supplyAtRecord(1), 410);
        vm.assertEq(token.balanceAtRecord(ANA, 1), 101);
        split.split(id, only(BO));
        vm.prank(OPERATOR);
        token.burn(CLEO, 3);
        vm.warp(at + 5 days);
        split.split(id, everybody());
        vm.prank(OPERATOR);
        split.finish(id);

        // Before and after somebody moves.
        for (uint256 i; i < 2; ++i) {
            for (uint16 record = 2; record <= 3; ++record) {
                vm.assertEq(token.supplyAtRecord(record), 40);
                for (uint256 p; p < 4; ++p) {
                    vm.assertEq(token.balanceAtRecord(people()[p], record), 10);
                }
            }
            vm.assertEq(token.balanceAtRecord(ANA, 1), 101);
            vm.assertEq(token.balanceAtRecord(CLEO, 1), 103);
            vm.warp(at + 6 days);
            transfer(ANA, BO, 10);
            transfer(BO, ANA, 10);
        }
        vm.warp(at + 9 days);
        vm.assertEq(token.balanceAtRecord(ANA, 4), 10);
    }

    function testItIsGivenUpOnlyBeforeItBegins() public {
        vm.expectEmit();
        emit ISplit.SplitAnnounced(
            1, address(token), 1, 10, address(hostile), 1_000, uint40(START + 30 days), "split 1"
        );
        uint256 id = announce(terms());
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IBuyer.NotAuthorised.selector, STRANGER, address(token), ISSUER)
        );
        split.cancel(id);
        vm.expectEmit();
        emit ISplit.SplitCancelled(id);
        vm.prank(OPERATOR);
        split.cancel(id);
        vm.warp(terms().at);
        vm.expectRevert(
            abi.encodeWithSelector(ISplit.NotInStage.selector, id, SplitStage.Cancelled, SplitStage.Announced)
        );
        split.begin(id);
    }

    function refused(SplitTerms memory t, bytes memory error) private {
        vm.prank(OPERATOR);
        vm.expectRevert(error);
        split.announce(t);
    }

    function testTermsThatMakeNoSenseAreRefused() public {
        SplitTerms memory t = terms();
        t.num = t.den;
        refused(t, abi.encodeWithSelector(ISplit.RatioEmpty.selector, 10, 10));
        t.den = 0;
        refused(t, abi.encodeWithSelector(ISplit.RatioEmpty.selector, 10, 0));
        t = terms();
        t.num = 0;
        refused(t, abi.encodeWithSelector(ISplit.RatioEmpty.selector, 0, 10));
        t = terms();
        t.at = uint40(START - 1);
        refused(t, abi.encodeWithSelector(IBuyer.NotAhead.selector, START - 1, START));
        vm.prank(OWNER);
        token.revokeRole(address(split), PAUSER);
        refused(terms(), abi.encodeWithSelector(ISplit.RolesMissing.selector, address(token), ROLES));
    }

    function testASplitThatATokenCannotCountDoesNotBegin() public {
        vm.startPrank(OPERATOR);
        token.setRules(Rules(0, 0, false, false, 0, 0, 0));
        token.mint(ANA, 2 ** 100);
        vm.stopPrank();
        SplitTerms memory t = terms();
        (t.num, t.den) = (16, 1);
        uint256 id = announce(t);
        vm.warp(t.at);
        vm.expectRevert(
            abi.encodeWithSelector(ISplit.SupplyTooLarge.selector, (uint256(2 ** 100) + 410) * 16)
        );
        split.begin(id);
    }

    function testFuzzWhatIsForetoldHappensAndNothingIsLost(
        uint16 num,
        uint16 den,
        uint64 price,
        uint24[4] memory more
    ) public {
        SplitTerms memory t = terms();
        (t.num, t.den) = (uint64(bound(num, 1, 5_000)), uint64(bound(den, 1, 5_000)));
        if (t.num == t.den) ++t.num;
        t.price = uint128(bound(price, 1, type(uint64).max));
        uint256 id = announce(t);
        vm.prank(OPERATOR);
        token.setRules(Rules(0, 0, false, false, 0, 0, 0));
        for (uint256 i; i < 4; ++i) {
            issue(people()[i], more[i]);
        }
        vm.warp(t.at);
        split.begin(id);
        uint256 supply = token.totalSupply();
        uint256 owed;
        for (uint256 i; i < 4; ++i) {
            address one = people()[i];
            (uint256 units, uint256 rest, uint256 amount) = split.quote(id, one);
            uint256 before = token.balanceOf(one);
            split.split(id, only(one));
            vm.assertEq(token.balanceOf(one), units, "units");
            vm.assertEq(units * t.den + rest, before * t.num, "and the rest");
            vm.assertEq(split.parkedOf(id, one), amount, "money");
            owed += amount;
        }
        split.finish(id);
        SplitState memory s = split.splitState(id);
        vm.assertEq(s.unitsMade, token.totalSupply(), "made");
        vm.assertEq(uint256(s.unitsMade) * s.den + s.rests, supply * s.num, "nothing is lost");
        vm.assertEq(split.missing(id), owed, "money for all");
    }
}
