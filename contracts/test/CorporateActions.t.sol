// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Conversion} from "../src/Conversion.sol";
import {Redemption} from "../src/Redemption.sol";
import {FREEZER, ISSUER, PAUSER, RULER} from "../src/Roles.sol";
import {Split} from "../src/Split.sol";
import {Tender} from "../src/Tender.sol";
import {ConversionTerms, IConversion} from "../src/interfaces/IConversion.sol";
import {IBuyer} from "../src/interfaces/IBuyer.sol";
import {IRedemption, RedemptionTerms} from "../src/interfaces/IRedemption.sol";
import {Hold, ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {ISplit, SplitTerms} from "../src/interfaces/ISplit.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {ITokenEvents} from "../src/interfaces/ITokenEvents.sol";
import {ITender, TenderTerms} from "../src/interfaces/ITender.sol";
import {BuyerWorld} from "./BuyerWorld.sol";

/// @dev Splits, redemptions, tenders and conversions of one class: none begins where it would count another's units.
contract CorporateActionsTest is BuyerWorld {
    event HoldsEnded(address indexed by, bool alone, uint256 shared);

    Split private split;
    Redemption private redemption;
    Tender private tender;
    Conversion private conversion;
    ISecurityToken private common;

    function buyer() internal view override returns (IBuyer) {
        return tender;
    }

    function setUp() public override {
        super.setUp();
        (split, redemption) = (new Split(distributor), new Redemption(distributor));
        (tender, conversion) = (new Tender(distributor), new Conversion());
        common = newToken("common");
        grant(address(split), ISSUER | PAUSER | RULER);
        grant(address(redemption), ISSUER | PAUSER);
        grant(address(tender), ISSUER | FREEZER);
        grant(address(conversion), ISSUER);
        vm.startPrank(OWNER);
        common.grantRole(address(conversion), ISSUER | FREEZER);
        common.grantRole(address(split), ISSUER | PAUSER | RULER);
        vm.stopPrank();
        issue(ANA, 100);
        issue(BO, 300);
    }

    /* WHAT IS ANNOUNCED */

    function announceSplit(ISecurityToken of_, bytes32 ref) private returns (uint256 id) {
        SplitTerms memory t;
        (t.token, t.num, t.den, t.at, t.ref) = (address(of_), 10, 1, uint40(block.timestamp), ref);
        (t.payment, t.treasury, t.price) = (address(hostile), TREASURY, 1);
        vm.prank(OPERATOR);
        return split.announce(t);
    }

    function announceRedemption(bytes32 ref) private returns (uint256 id) {
        RedemptionTerms memory t;
        (t.token, t.units, t.at, t.ref) = (address(token), 200, uint40(block.timestamp), ref);
        (t.payment, t.treasury, t.price) = (address(hostile), TREASURY, 5);
        vm.startPrank(OPERATOR);
        id = redemption.announce(t);
        hostile.mint(OPERATOR, 1_000);
        hostile.approve(address(redemption), 1_000);
        redemption.fund(id, 1_000);
        vm.stopPrank();
    }

    /// @dev Open for ten days, with 60 units of Ana's.
    function openTender() private returns (uint256 id) {
        id = openTenderAs("tender");
        vm.prank(ANA);
        tender.tender(id, 60);
    }

    function openTenderAs(bytes32 ref) private returns (uint256 id) {
        TenderTerms memory t;
        (t.token, t.unitsMax, t.ref) = (address(token), 100, ref);
        (t.payment, t.treasury, t.price) = (address(hostile), TREASURY, 5);
        (t.opensAt, t.closesAt) = (uint40(block.timestamp), uint40(block.timestamp + 10 days));
        vm.prank(OPERATOR);
        id = tender.offer(t);
        fund(id, 500);
    }

    function announceConversion(uint40 mandatoryAt) private returns (uint256 id) {
        ConversionTerms memory t = ConversionTerms({
            from: address(token),
            to: address(common),
            num: 1,
            den: 2,
            opensAt: uint40(block.timestamp),
            closesAt: uint40(block.timestamp + 300 days),
            mandatoryAt: mandatoryAt,
            ref: "conversion"
        });
        vm.prank(OPERATOR);
        return conversion.announce(t);
    }

    function one(address holder) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = holder;
    }

    function both() private view returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (ANA, BO);
    }

    function running(address alone, uint32 shared) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokenErrors.ActionRunning.selector, alone, shared);
    }

    function splitWhole(ISecurityToken of_, bytes32 ref) private {
        uint256 id = announceSplit(of_, ref);
        split.begin(id);
        split.split(id, both());
        split.finish(id);
    }

    /* ONE AT A TIME */

    function testNothingIsSplitOrRedeemedWhileItIsTendered() public {
        uint256 offered = openTender();
        (uint256 s, uint256 r) = (announceSplit(token, "split"), announceRedemption("redemption"));
        vm.expectRevert(running(address(0), 1));
        split.begin(s);
        vm.expectRevert(running(address(0), 1));
        redemption.begin(r);

        vm.warp(block.timestamp + 10 days);
        tender.settle(offered, one(ANA));
        tender.close(offered);
        split.begin(s);
        (address alone, uint32 shared) = token.holds();
        vm.assertEq(alone, address(split));
        vm.assertEq(shared, 0);
        vm.assertEq(token.rescalings(), 1);
    }

    function testACancelledTenderHoldsUntilNobodysUnitsAreFrozen() public {
        uint256 offered = openTender();
        vm.prank(BO);
        tender.tender(offered, 10);
        uint256 s = announceSplit(token, "split");
        vm.prank(OPERATOR);
        tender.cancel(offered);
        tender.free(offered, one(ANA));
        tender.free(offered, one(ANA));
        vm.expectRevert(running(address(0), 1));
        split.begin(s);
        tender.free(offered, one(BO));
        split.begin(s);
    }

    function testATenderNobodyAnsweredIsCancelledAtOnce() public {
        uint256 offered = openTender();
        vm.prank(ANA);
        tender.tender(offered, 0);
        vm.prank(OPERATOR);
        tender.cancel(offered);
        split.begin(announceSplit(token, "split"));
    }

    function testWhileOneRunsAloneNoOtherBegins() public {
        uint256 r = announceRedemption("first");
        uint256 second = announceRedemption("second");
        uint256 s = announceSplit(token, "split");
        uint256 c = announceConversion(uint40(block.timestamp));
        redemption.begin(r);
        bytes memory refused = running(address(redemption), 0);
        vm.expectRevert(refused);
        redemption.begin(second);
        // An officer resumes it before its end: it is still the redemption's.
        vm.prank(OPERATOR);
        token.unpause();
        vm.expectRevert(refused);
        split.begin(s);
        vm.expectRevert(refused);
        vm.prank(ANA);
        conversion.convert(c, 2);
        conversion.convertAll(c, one(ANA));
        vm.assertEq(token.balanceOf(ANA), 100);

        vm.prank(OPERATOR);
        token.pause();
        redemption.redeem(r, both());
        redemption.finish(r);
        redemption.begin(second);
        vm.assertEq(token.balanceOf(ANA), 50);
    }

    function testATenderIsNotOfferedWhileASplitRuns() public {
        split.begin(announceSplit(token, "split"));
        TenderTerms memory t;
        (t.token, t.unitsMax, t.ref) = (address(token), 100, "tender");
        (t.payment, t.treasury, t.price) = (address(hostile), TREASURY, 5);
        (t.opensAt, t.closesAt) = (uint40(block.timestamp), uint40(block.timestamp + 10 days));
        vm.prank(OPERATOR);
        vm.expectRevert(running(address(split), 0));
        tender.offer(t);
    }

    /// Who is split sooner would otherwise be paid for ten units where others are for one.
    function testARecordDateIsNotDeclaredBetweenUnitsOfTwoKinds() public {
        uint256 id = announceSplit(token, "split");
        split.begin(id);
        split.split(id, one(ANA));
        uint40 soon = uint40(block.timestamp + 1 hours);
        vm.prank(OPERATOR);
        vm.expectRevert(running(address(split), 0));
        token.declareRecordDate(soon);
        split.split(id, one(BO));
        split.finish(id);
        vm.prank(OPERATOR);
        token.declareRecordDate(soon);
    }

    /* TERMS ABOUT UNITS THAT ARE NO MORE */

    function testARedemptionAnnouncedBeforeASplitIsAnnouncedAnew() public {
        uint256 r = announceRedemption("redemption");
        splitWhole(token, "split");
        vm.expectRevert(abi.encodeWithSelector(IRedemption.UnitsRescaled.selector, address(token)));
        redemption.begin(r);
        vm.prank(OPERATOR);
        redemption.cancel(r);
        redemption.begin(announceRedemption("anew"));
    }

    function testASplitAnnouncedBeforeAnotherIsAnnouncedAnew() public {
        uint256 later = announceSplit(token, "later");
        splitWhole(token, "split");
        vm.expectRevert(abi.encodeWithSelector(ISplit.UnitsRescaled.selector, address(token)));
        split.begin(later);
        vm.prank(OPERATOR);
        split.cancel(later);
        split.begin(announceSplit(token, "anew"));
    }

    function testAConversionAnnouncedBeforeASplitOfEitherClassConvertsNobody(bool ofTo) public {
        uint256 c = announceConversion(uint40(block.timestamp + 5 days));
        vm.prank(OPERATOR);
        common.mint(ANA, 100);
        ISecurityToken which = ofTo ? common : token;
        splitWhole(which, "split");
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(IConversion.UnitsRescaled.selector, address(which)));
        conversion.convert(c, 2);
        vm.warp(block.timestamp + 5 days);
        uint256 before = token.balanceOf(ANA);
        conversion.convertAll(c, one(ANA));
        vm.assertEq(token.balanceOf(ANA), before);
    }

    function testWhatIsTenderedIsNotConvertedByForce() public {
        uint256 offered = openTender();
        uint256 c = announceConversion(uint40(block.timestamp + 5 days));
        vm.prank(ANA);
        conversion.convert(c, 40);
        vm.warp(block.timestamp + 5 days);
        conversion.convertAll(c, one(ANA));
        vm.assertEq(token.balanceOf(ANA), 60);
        vm.assertEq(common.frozenTokens(ANA), 0);

        vm.warp(block.timestamp + 5 days);
        tender.settle(offered, one(ANA));
        tender.close(offered);
        conversion.convertAll(c, one(BO));
        vm.assertEq(common.balanceOf(BO), 150);
    }

    /* WHO MAY HOLD */

    function testOnlyAnIssuerHoldsAndOnlyItsOwnHoldEnds() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, STRANGER, ISSUER));
        token.hold(Hold.Shared);
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit ITokenEvents.Held(OPERATOR, Hold.Shared);
        token.hold(Hold.Shared);
        token.hold(Hold.Shared);
        vm.expectRevert(running(address(0), 2));
        token.hold(Hold.Alone);
        vm.expectEmit();
        emit ITokenEvents.LetGo(OPERATOR, true);
        token.letGo(true);
        token.letGo(true);
        token.hold(Hold.Alone);
        vm.stopPrank();
        // Nobody ends another's, whatever they call.
        token.letGo(true);
        token.letGo(false);
        vm.startPrank(OPERATOR);
        token.letGo(true);
        vm.expectRevert(running(OPERATOR, 0));
        token.hold(Hold.Shared);
        vm.stopPrank();
        vm.prank(OWNER);
        token.revokeRole(OPERATOR, ISSUER);
        vm.prank(OPERATOR);
        token.letGo(false);
        (address alone,) = token.holds();
        vm.assertEq(alone, address(0));
    }

    /// A stolen key's holds would keep splits and record dates out for ever.
    function testTheOwnerEndsTheHoldsOfAnAccount(bool shared) public {
        vm.startPrank(OPERATOR);
        token.hold(shared ? Hold.Shared : Hold.Alone);
        if (shared) token.hold(Hold.Shared);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotOwner.selector, OPERATOR));
        token.endHolds(OPERATOR);
        vm.stopPrank();
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotHeld.selector, BO));
        token.endHolds(BO);
        vm.expectEmit();
        emit HoldsEnded(OPERATOR, !shared, shared ? 2 : 0);
        token.endHolds(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotHeld.selector, OPERATOR));
        token.endHolds(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotHeld.selector, address(0)));
        token.endHolds(address(0));
        vm.stopPrank();
        (address alone, uint32 left) = token.holds();
        vm.assertEq(alone, address(0));
        vm.assertEq(left, 0);
        vm.assertEq(token.holdsEnded(OPERATOR), 1);
        vm.startPrank(OPERATOR);
        token.letGo(shared);
        token.declareRecordDate(uint40(block.timestamp + 2 days));
        vm.stopPrank();
        vm.warp(block.timestamp + 2 days);
        split.begin(announceSplit(token, "split"));
    }

    function testEndingTheHoldsOfOneAccountLeavesThoseOfOthers() public {
        uint256 offered = openTender();
        vm.prank(OPERATOR);
        token.hold(Hold.Shared);
        vm.prank(OWNER);
        token.endHolds(OPERATOR);
        (, uint32 left) = token.holds();
        vm.assertEq(left, 1);
        vm.prank(OPERATOR);
        tender.cancel(offered);
        tender.free(offered, one(ANA));
        (, left) = token.holds();
        vm.assertEq(left, 0);
    }

    /* WHAT IS LEFT WHEN THE OWNER ENDS A HOLD */

    function endHoldsOf(address action) private {
        vm.prank(OWNER);
        token.endHolds(action);
    }

    function testASplitWhoseHoldWasEndedGoesNoFurtherAndCanBeEnded() public {
        uint256 first = announceSplit(token, "first");
        uint256 second = announceSplit(token, "second");
        split.begin(first);
        split.split(first, one(ANA));
        endHoldsOf(address(split));
        bytes memory ended = abi.encodeWithSelector(IBuyer.HoldEnded.selector, first);
        vm.expectRevert(ended);
        split.split(first, one(BO));

        // Another one runs meanwhile through the same contract, and neither meddles with the other.
        vm.prank(OPERATOR);
        token.unpause();
        vm.expectRevert(abi.encodeWithSelector(ISplit.UnitsRescaled.selector, address(token)));
        split.begin(second);
        uint256 third = announceSplit(token, "third");
        split.begin(third);
        vm.expectRevert(ended);
        split.split(first, one(BO));
        vm.prank(OPERATOR);
        split.finish(first);
        (address alone,) = token.holds();
        vm.assertEq(alone, address(split));
        vm.assertTrue(token.paused(), "the third still runs");
        split.split(third, both());
        split.finish(third);
        vm.assertTrue(!token.paused(), "the third has ended");
        vm.assertEq(token.balanceOf(ANA), 10_000);
        vm.assertEq(token.balanceOf(BO), 3_000);
    }

    function testARedemptionWhoseHoldWasEndedGoesNoFurtherAndCanBeEnded() public {
        uint256 first = announceRedemption("first");
        uint256 second = announceRedemption("second");
        redemption.begin(first);
        redemption.redeem(first, one(ANA));
        endHoldsOf(address(redemption));
        redemption.begin(second);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.HoldEnded.selector, first));
        redemption.redeem(first, one(BO));

        // By anyone, long before the week is over; the money that nobody is owed goes back.
        vm.prank(STRANGER);
        redemption.finish(first);
        redemption.returnRest(first);
        vm.assertEq(hostile.balanceOf(TREASURY), 750);
        (address alone,) = token.holds();
        vm.assertEq(alone, address(redemption));
        redemption.redeem(second, both());
        redemption.finish(second);
        (alone,) = token.holds();
        vm.assertEq(alone, address(0));
    }

    function testATenderWhoseHoldWasEndedGoesNoFurtherAndCanBeCancelled(bool closed) public {
        uint256 offered = openTender();
        vm.prank(BO);
        tender.tender(offered, 10);
        if (closed) {
            vm.warp(block.timestamp + 10 days);
            tender.settle(offered, one(ANA));
            // Before that nothing that has closed is given up.
            vm.prank(OPERATOR);
            vm.expectPartialRevert(ITender.NotOpen.selector);
            tender.cancel(offered);
        }
        endHoldsOf(address(tender));
        vm.prank(OPERATOR);
        token.hold(Hold.Shared);
        bytes memory ended = abi.encodeWithSelector(IBuyer.HoldEnded.selector, offered);
        vm.expectRevert(ended);
        if (closed) {
            tender.settle(offered, one(BO));
        } else {
            vm.prank(BO);
            tender.tender(offered, 20);
        }

        vm.prank(OPERATOR);
        tender.cancel(offered);
        tender.free(offered, both());
        tender.returnRest(offered);
        vm.assertEq(token.frozenTokens(ANA) + token.frozenTokens(BO), 0);
        vm.assertEq(hostile.balanceOf(TREASURY), closed ? 500 - 60 * 5 : 500);
        (, uint32 left) = token.holds();
        vm.assertEq(left, 1);
    }

    function testATenderThatIsOverIsNotCancelled() public {
        uint256 offered = openTender();
        vm.warp(block.timestamp + 10 days);
        tender.settle(offered, one(ANA));
        tender.close(offered);
        uint256 another = openTenderAs("another");
        endHoldsOf(address(tender));
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.IsOver.selector, offered));
        tender.cancel(offered);
        vm.prank(OPERATOR);
        tender.cancel(another);
    }
}
