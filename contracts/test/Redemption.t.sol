// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {GasTooLow} from "../src/types/Payment.sol";
import {Redemption} from "../src/Redemption.sol";
import {FREEZER, ISSUER, PAUSER} from "../src/Roles.sol";
import {IBuyer} from "../src/interfaces/IBuyer.sol";
import {IDistributor} from "../src/interfaces/IDistributor.sol";
import {IRedemption, RedemptionStage, RedemptionTerms} from "../src/interfaces/IRedemption.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {ISecurityToken, TokenTerms} from "../src/interfaces/ISecurityToken.sol";
import {BuyerWorld} from "./BuyerWorld.sol";
import {HostileToken} from "./PaymentTokens.sol";

/// @dev Says whatever makes it the most money.
contract FalseToken {
    uint256 public constant totalSupply = 10;
    uint8 public constant decimals = 0;
    bool public constant paused = true;

    function rolesOf(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function balanceOf(address) external pure returns (uint256) {
        return type(uint104).max;
    }

    function frozenTokens(address) external pure returns (uint256) {
        return 0;
    }

    function isFrozen(address) external pure returns (bool) {
        return false;
    }

    function identityRegistry() external view returns (address) {
        return address(this);
    }

    function pair(address, address) external pure returns (uint256, uint256) {
        return (0, 0);
    }

    function burn(address, uint256) external pure {}
    function hold(uint8) external pure {}
    function letGo(bool) external pure {}
    function recordCount() external pure returns (uint16) {}
    function rescalings() external pure returns (uint256) {}
    function holds() external pure returns (address, uint32) {}
    function holdsEnded(address) external pure returns (uint256) {}
}

contract RedemptionTest is BuyerWorld {
    event RedemptionFinished(
        uint256 indexed id, uint256 unitsRedeemed, uint256 unitsLeft, uint256 unitsCovered, uint256 supply
    );

    Redemption private redemption;

    function buyer() internal view override returns (IBuyer) {
        return redemption;
    }

    /// Ana 10, Bo 20, Cleo 30, Dana 41 units.
    function setUp() public override {
        super.setUp();
        redemption = new Redemption(distributor);
        grant(address(redemption), ISSUER | PAUSER);
        for (uint256 i; i < 4; ++i) {
            issue(people()[i], 10 * (i + 1) + i / 3);
        }
    }

    function terms() private view returns (RedemptionTerms memory t) {
        t.token = address(token);
        t.payment = address(hostile);
        t.treasury = TREASURY;
        t.units = 50;
        t.price = 1_000;
        t.at = uint40(START + 30 days);
        t.ref = "call 1";
    }

    function announce(RedemptionTerms memory t) private returns (uint256) {
        vm.prank(OPERATOR);
        return redemption.announce(t);
    }

    function begun(RedemptionTerms memory t) private returns (uint256 id) {
        id = announce(t);
        fundWhole(id);
        vm.warp(t.at);
        redemption.begin(id);
    }

    function all() private view returns (RedemptionTerms memory t) {
        t = terms();
        t.units = type(uint104).max;
    }

    function refused(RedemptionTerms memory t, bytes memory error) private {
        vm.prank(OPERATOR);
        vm.expectRevert(error);
        redemption.announce(t);
    }

    /* THE USUAL COURSE */

    function testPartOfAClassIsRedeemedProRataAndWhatRoundingLeavesIsTold() public {
        uint256 id = announce(terms());
        fundWhole(id);
        vm.warp(terms().at);
        vm.expectEmit();
        emit IRedemption.RedemptionBegun(id, 50, 101);
        redemption.begin(id);
        vm.assertTrue(token.paused(), "paused");
        vm.expectEmit();
        emit Bought(id, ANA, 4, 4_000);
        vm.prank(STRANGER);
        redemption.redeem(id, everybody());
        // 50 of 101: 10 → 4.95, 20 → 9.9, 30 → 14.85, 41 → 20.29.
        vm.assertEq(token.balanceOf(ANA), 6);
        vm.assertEq(token.balanceOf(BO), 11);
        vm.assertEq(token.balanceOf(CLEO), 16);
        vm.assertEq(token.balanceOf(DANA), 21);
        vm.assertEq(hostile.balanceOf(DANA), 20_000);

        vm.expectEmit();
        emit RedemptionFinished(id, 47, 3, 101, 101);
        vm.prank(STRANGER);
        redemption.finish(id);
        vm.assertTrue(!token.paused(), "resumed");

        vm.expectEmit();
        emit IBuyer.Returned(id, TREASURY, 3_000);
        redemption.returnRest(id);
        vm.assertEq(hostile.balanceOf(TREASURY), 3_000);
        assertBalanced(id);
    }

    function testAWholeClassIsRedeemedToTheLastUnit() public {
        uint256 id = announce(all());
        fundWhole(id);
        vm.assertEq(redemption.purse(id).funded, 101_000);
        issue(ANA, 1);
        vm.warp(all().at);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.Underfunded.selector, 1_000));
        redemption.begin(id);
        fund(id, 999);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.Underfunded.selector, 1));
        redemption.begin(id);
        fund(id, 1);
        redemption.begin(id);
        redemption.redeem(id, everybody());
        redemption.finish(id);
        vm.assertEq(token.totalSupply(), 0);
        vm.assertEq(token.holderCount(), 0);
        vm.assertEq(hostile.balanceOf(ANA), 11_000);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.NothingToReturn.selector, id));
        redemption.returnRest(id);
    }

    function testNobodyIsRedeemedFromTwice() public {
        uint256 id = begun(terms());
        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (ANA, ANA);
        redemption.redeem(id, twice);
        redemption.redeem(id, only(ANA));
        vm.assertEq(token.balanceOf(ANA), 6);
        vm.assertEq(hostile.balanceOf(ANA), 4_000);
        vm.assertEq(redemption.redemption(id).unitsCovered, 10);
    }

    function testUnitsLockedOrHeldByAStrangerToTheRegistryAreRedeemedToo() public {
        issueLocked(ANA, 90, TODAY + 300, 1);
        vm.prank(OPERATOR);
        registry.remove(BO);
        uint256 id = begun(all());
        redemption.redeem(id, everybody());
        vm.assertEq(hostile.balanceOf(ANA), 100_000);
        vm.assertEq(hostile.balanceOf(BO), 20_000);
        vm.assertEq(token.totalSupply(), 0);
    }

    /* WHOM MONEY CANNOT REACH */

    function testAPayeeWhoCannotBePaidIsParkedAndHoldsNobodyUp() public {
        hostile.setManner(BO, HostileToken.Manner.Reverts);
        hostile.setManner(CLEO, HostileToken.Manner.BurnsGas);
        uint256 id = begun(all());
        vm.expectEmit();
        emit Parked(id, BO, 20_000, false);
        redemption.redeem(id, everybody());
        redemption.finish(id);
        vm.assertEq(hostile.balanceOf(DANA), 41_000);
        vm.assertEq(redemption.purse(id).parked, 50_000);

        vm.expectRevert(abi.encodeWithSelector(IBuyer.PaymentFailed.selector, BO, 20_000));
        redemption.claim(id, BO);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.NothingToReturn.selector, id));
        redemption.returnRest(id);
        hostile.setManner(BO, HostileToken.Manner.Good);
        redemption.claim(id, BO);
        vm.assertEq(hostile.balanceOf(BO), 20_000);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.NothingToClaim.selector, id, BO));
        redemption.claim(id, BO);
        assertBalanced(id);
    }

    function testTheMoneyOfAFrozenOrBlockedWalletWaits() public {
        vm.startPrank(OPERATOR);
        token.setAddressFrozen(ANA, true);
        registry.setStatus(BO, 2);
        vm.stopPrank();
        uint256 id = begun(all());
        redemption.redeem(id, everybody());
        vm.assertEq(redemption.parkedOf(id, ANA), 10_000);
        vm.assertEq(redemption.parkedOf(id, BO), 20_000);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.StillHeld.selector, id, ANA));
        redemption.claim(id, ANA);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.StillHeld.selector, id, BO));
        redemption.claim(id, BO);
        vm.startPrank(OPERATOR);
        token.setAddressFrozen(ANA, false);
        registry.setStatus(BO, 1);
        vm.stopPrank();
        redemption.claim(id, ANA);
        redemption.claim(id, BO);
        vm.assertEq(hostile.balanceOf(ANA) + hostile.balanceOf(BO), 30_000);
    }

    /// Whoever had themselves redeemed last would have had all of a dividend.
    function testNoRecordDateFallsIntoARedemption() public {
        RedemptionTerms memory t = all();
        uint40 near = t.at + 7 days - 1;
        vm.startPrank(OPERATOR);
        token.declareRecordDate(near);
        token.declareRecordDate(near + 7 days);
        uint256 id = redemption.announce(t);
        vm.stopPrank();
        fundWhole(id);
        vm.warp(t.at);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.RecordDateAhead.selector, near));
        redemption.begin(id);
        vm.warp(near);
        redemption.begin(id);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ActionRunning.selector, address(redemption), 0));
        token.declareRecordDate(near + 8 days);
        vm.warp(near + 7 days - 1);
        redemption.redeem(id, only(ANA));
        vm.warp(near + 7 days);
        vm.expectRevert(abi.encodeWithSelector(IRedemption.TooLate.selector, id, near + 7 days));
        redemption.redeem(id, everybody());
        redemption.finish(id);
        vm.assertEq(token.supplyAtRecord(1), 101);
        vm.assertEq(token.balanceAtRecord(ANA, 1), 10);
        vm.assertEq(token.supplyAtRecord(2), 91);
        vm.prank(OPERATOR);
        token.declareRecordDate(near + 8 days);
    }

    function testTheMoneyOfALostWalletGoesToTheNewOne() public {
        address fresh = account("fresh wallet");
        uint256 id = begun(all());
        lose(ANA, fresh);
        redemption.redeem(id, only(ANA));
        vm.assertEq(redemption.parkedOf(id, ANA), 10_000);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.StillHeld.selector, id, ANA));
        vm.prank(ANA);
        redemption.claim(id, ANA);
        redirect(ANA, fresh);
        redemption.claim(id, ANA);
        vm.assertEq(hostile.balanceOf(ANA), 0);
        vm.assertEq(hostile.balanceOf(fresh), 10_000);
        assertBalanced(id);
    }

    function testWhatIsBoughtFromALostWalletIsPaidToTheNewOneAtOnce() public {
        address fresh = account("fresh wallet");
        lose(ANA, fresh);
        redirect(ANA, fresh);
        uint256 id = begun(all());
        redemption.redeem(id, everybody());
        vm.assertEq(hostile.balanceOf(ANA), 0);
        vm.assertEq(hostile.balanceOf(fresh), 10_000);
        assertBalanced(id);
    }

    /// A freeze of either wallet follows into the money: recovery carries it to the new one only with the units.
    function testARedirectionDoesNotLeadMoneyOutOfAFreeze(bool ofTheNewOne) public {
        address fresh = account("fresh wallet");
        lose(ANA, fresh);
        redirect(ANA, fresh);
        address frozen = ofTheNewOne ? fresh : ANA;
        vm.prank(OPERATOR);
        token.setAddressFrozen(frozen, true);
        uint256 id = begun(all());
        redemption.redeem(id, only(ANA));
        vm.expectRevert(abi.encodeWithSelector(IBuyer.StillHeld.selector, id, ANA));
        redemption.claim(id, ANA);
        vm.prank(OPERATOR);
        token.setAddressFrozen(frozen, false);
        redemption.claim(id, ANA);
        vm.assertEq(hostile.balanceOf(fresh), 10_000);
    }

    function testWhatIsLeftGoesBackOnce() public {
        uint256 id = begun(all());
        redemption.redeem(id, only(ANA));
        vm.warp(block.timestamp + 7 days);
        redemption.finish(id);
        // Money of another purchase is here as well.
        hostile.mint(address(redemption), 1e6);
        redemption.returnRest(id);
        vm.assertEq(hostile.balanceOf(TREASURY), 91_000);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.NothingToReturn.selector, id));
        redemption.returnRest(id);
    }

    function testAsMuchAsCanBeCountedIsFunded() public {
        RedemptionTerms memory t = terms();
        (t.units, t.price) = (1, type(uint128).max);
        uint256 id = announce(t);
        fundWhole(id);
        vm.assertEq(redemption.purse(id).funded, type(uint128).max);
        vm.assertEq(redemption.missing(id), 0);
    }

    function testAClassOfEighteenDecimalsIsRedeemed() public {
        TokenTerms memory born = termsOf();
        born.decimals = 18;
        vm.prank(OWNER);
        address fine = factory.createToken(born, "eighteen");
        RedemptionTerms memory t = terms();
        t.token = fine;
        vm.assertEq(redemption.purse(announce(t)).scale, 1e18);
    }

    function testItNeedsADistributorToKnowWhereMoneyGoes() public {
        vm.expectRevert(abi.encodeWithSelector(IBuyer.DistributorMissing.selector));
        new Redemption(IDistributor(STRANGER));
    }

    function testTheMoneyOfFrozenUnitsWaitsForAnOfficer() public {
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 1);
        token.freezePartialTokens(DANA, 21);
        vm.stopPrank();
        uint256 id = begun(terms());
        redemption.redeem(id, everybody());
        // Of Dana's 41 units 20 are redeemed, and 20 were free; of Ana's 10 units, 4.
        vm.assertEq(hostile.balanceOf(DANA), 20_000);
        vm.assertEq(hostile.balanceOf(ANA), 4_000);

        vm.prank(OPERATOR);
        token.freezePartialTokens(BO, 9);
        redemption.finish(id);
        RedemptionTerms memory t = all();
        t.at += 1;
        t.ref = "call 2";
        uint256 rest = begun(t);
        vm.expectEmit();
        emit Parked(rest, BO, 11_000, true);
        redemption.redeem(rest, only(BO));
        vm.expectRevert(abi.encodeWithSelector(IBuyer.StillHeld.selector, rest, BO));
        redemption.claim(rest, BO);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IBuyer.NotAuthorised.selector, STRANGER, address(token), FREEZER)
        );
        redemption.release(rest, BO);
        vm.prank(OPERATOR);
        redemption.release(rest, BO);
        redemption.claim(rest, BO);
        vm.assertEq(hostile.balanceOf(BO), 9_000 + 11_000);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.NothingToClaim.selector, rest, BO));
        redemption.release(rest, BO);
    }

    function testAPaymentTokenThatTakesMoreThanItPaysIsRefused() public {
        hostile.setManner(ANA, HostileToken.Manner.TakesTwice);
        uint256 id = begun(all());
        vm.expectRevert(abi.encodeWithSelector(IBuyer.PaymentTokenMisbehaves.selector, address(hostile)));
        redemption.redeem(id, only(ANA));
        vm.assertEq(token.balanceOf(ANA), 10);
    }

    function testAPayeeWhoCallsBackGetsNothingMore() public {
        uint256 id = begun(all());
        hostile.setManner(ANA, HostileToken.Manner.Reenters);
        hostile.setReentry(address(redemption), abi.encodeCall(redemption.redeem, (id, only(BO))));
        redemption.redeem(id, only(ANA));
        vm.assertTrue(!hostile.reentered(), "the guard held");
        vm.assertEq(hostile.balanceOf(ANA), 10_000);
        vm.assertEq(token.balanceOf(BO), 20);
    }

    function testTooLittleGasIsNotTakenForAPayeesFailure() public {
        uint256 id = begun(all());
        (bool passed, bytes memory data) =
            address(redemption).call{gas: 330_000}(abi.encodeCall(redemption.redeem, (id, only(ANA))));
        vm.assertTrue(!passed, "refused");
        vm.assertEq(bytes32(bytes4(data)), bytes32(GasTooLow.selector));
        vm.assertEq(redemption.parkedOf(id, ANA), 0);
    }

    function testAFalseTokenSpendsOnlyWhatWasFundedForItself() public {
        uint256 honest = announce(all());
        fundWhole(honest);
        FalseToken false_ = new FalseToken();
        RedemptionTerms memory t = all();
        t.token = address(false_);
        vm.prank(STRANGER);
        uint256 id = redemption.announce(t);
        fundWhole(id);
        vm.warp(t.at);
        redemption.begin(id);
        redemption.redeem(id, everybody());
        vm.assertEq(redemption.purse(id).paid, 10_000);
        vm.assertEq(hostile.balanceOf(address(redemption)), 101_000);
    }

    function testAFeeOnTheWayInIsMeasured() public {
        hostile.setFee(100);
        uint256 id = announce(terms());
        fund(id, 50_000);
        vm.assertEq(redemption.missing(id), 500);
    }

    function testThePriceIsForAWholeUnit() public {
        TokenTerms memory born = termsOf();
        born.decimals = 6;
        vm.prank(OWNER);
        ISecurityToken fine = ISecurityToken(factory.createToken(born, "fine"));
        vm.prank(OWNER);
        fine.grantRole(address(redemption), ISSUER | PAUSER);
        vm.prank(OPERATOR);
        fine.mint(ANA, 999_999);
        RedemptionTerms memory t = all();
        t.token = address(fine);
        uint256 id = begun(t);
        // 0.999999 of 1,000, rounded down.
        vm.assertEq(redemption.purse(id).funded, 999);
        redemption.redeem(id, everybody());
        vm.assertEq(hostile.balanceOf(ANA), 999);
        vm.assertEq(fine.totalSupply(), 0);
    }

    /* STAGES */

    function testItBeginsWhenItsDayHasCome() public {
        uint256 id = announce(terms());
        fundWhole(id);
        vm.warp(terms().at - 1);
        vm.expectRevert(abi.encodeWithSelector(IRedemption.TooEarly.selector, id, terms().at));
        redemption.begin(id);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRedemption.NotInStage.selector, id, RedemptionStage.Announced, RedemptionStage.Running
            )
        );
        redemption.redeem(id, everybody());
        vm.warp(terms().at);
        redemption.begin(id);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRedemption.NotInStage.selector, id, RedemptionStage.Running, RedemptionStage.Announced
            )
        );
        redemption.begin(id);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.Overfunded.selector, 1, 0));
        redemption.fund(id, 1);
    }

    function testItIsGivenUpOnlyBeforeItBegins() public {
        vm.expectEmit();
        emit IRedemption.RedemptionAnnounced(
            1, address(token), address(hostile), 50, 1_000, uint40(START + 30 days), "call 1"
        );
        uint256 id = announce(terms());
        fund(id, 30_000);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IBuyer.NotAuthorised.selector, STRANGER, address(token), ISSUER)
        );
        redemption.cancel(id);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.NotOver.selector, id));
        redemption.returnRest(id);
        vm.expectEmit();
        emit IRedemption.RedemptionCancelled(id);
        vm.prank(OPERATOR);
        redemption.cancel(id);
        redemption.returnRest(id);
        vm.assertEq(hostile.balanceOf(TREASURY), 30_000);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.IsOver.selector, id));
        redemption.fund(id, 1);

        RedemptionTerms memory t = terms();
        t.ref = "call 2";
        uint256 other = begun(t);
        vm.prank(OPERATOR);
        vm.expectRevert(
            abi.encodeWithSelector(
                IRedemption.NotInStage.selector, other, RedemptionStage.Running, RedemptionStage.Announced
            )
        );
        redemption.cancel(other);
    }

    function testItIsNotLeftHalfDoneForEver() public {
        uint256 id = begun(terms());
        redemption.redeem(id, only(ANA));
        uint256 until = uint256(terms().at) + 7 days;
        // Not even by the issuer: what has begun is paid.
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IRedemption.NotCovered.selector, 10, 101, until));
        redemption.finish(id);
        vm.warp(until);
        vm.prank(STRANGER);
        redemption.finish(id);
        vm.assertTrue(!token.paused(), "resumed");
        redemption.returnRest(id);
        vm.assertEq(hostile.balanceOf(TREASURY), 46_000);
    }

    function testATokenThatWasPausedStaysPaused() public {
        vm.prank(OPERATOR);
        token.pause();
        uint256 id = begun(all());
        redemption.redeem(id, everybody());
        redemption.finish(id);
        vm.assertTrue(token.paused(), "as it was");
    }

    function testNothingIsRedeemedWhileUnitsMayMove() public {
        uint256 id = begun(terms());
        vm.prank(OPERATOR);
        token.unpause();
        vm.expectRevert(abi.encodeWithSelector(IRedemption.TokenNotPaused.selector, address(token)));
        redemption.redeem(id, everybody());
    }

    function testUnitsAnOfficerMovesMeanwhileCostNobodyMoneyThatIsNotThere() public {
        uint256 id = begun(terms());
        redemption.redeem(id, only(DANA));
        vm.prank(OPERATOR);
        token.forcedTransfer(DANA, CLEO, 21);
        redemption.redeem(id, everybody());
        vm.assertLe(redemption.purse(id).unitsBought, 50, "at most what was called");
        vm.warp(uint256(terms().at) + 7 days);
        redemption.finish(id);
        assertBalanced(id);
    }

    /* TERMS */

    function testTermsThatMakeNoSenseAreRefused() public {
        RedemptionTerms memory t = terms();
        t.token = STRANGER;
        refused(t, abi.encodeWithSelector(IBuyer.NotASecurityToken.selector, STRANGER));
        t = terms();
        t.ref = 0;
        refused(t, abi.encodeWithSelector(IBuyer.RefMissing.selector));
        t = terms();
        t.payment = address(1);
        refused(t, abi.encodeWithSelector(IBuyer.NotMoney.selector, address(1)));
        t = terms();
        t.payment = address(token);
        refused(t, abi.encodeWithSelector(IBuyer.NotMoney.selector, address(token)));
        t = terms();
        t.treasury = address(0);
        refused(t, abi.encodeWithSelector(IBuyer.TreasuryUnusable.selector, address(0)));
        t.treasury = address(redemption);
        refused(t, abi.encodeWithSelector(IBuyer.TreasuryUnusable.selector, address(redemption)));
        t = terms();
        t.price = 0;
        refused(t, abi.encodeWithSelector(IBuyer.PriceMissing.selector));
        t = terms();
        t.units = 0;
        refused(t, abi.encodeWithSelector(IBuyer.NoUnits.selector));
        t = terms();
        t.at = uint40(START - 1);
        refused(t, abi.encodeWithSelector(IBuyer.NotAhead.selector, t.at, START));

        uint256 id = announce(terms());
        refused(terms(), abi.encodeWithSelector(IBuyer.AlreadyDeclared.selector, bytes32("call 1"), id));
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IBuyer.NotAuthorised.selector, STRANGER, address(token), ISSUER)
        );
        redemption.announce(terms());
        vm.expectRevert(abi.encodeWithSelector(IBuyer.UnknownPurchase.selector, 9));
        redemption.begin(9);
    }

    function testAnOfficerOfOneTokenHasNoSayInAnother() public {
        ISecurityToken other = newToken("other");
        vm.startPrank(OWNER);
        other.revokeRole(OPERATOR, ISSUER);
        vm.stopPrank();
        RedemptionTerms memory t = terms();
        t.token = address(other);
        refused(t, abi.encodeWithSelector(IBuyer.NotAuthorised.selector, OPERATOR, address(other), ISSUER));
    }

    /* PROPERTIES */

    function testFuzzWhatIsForetoldIsWhatHappens(uint104 units, uint64 price, uint32[4] memory held) public {
        ISecurityToken fresh = newToken("fuzz");
        vm.prank(OWNER);
        fresh.grantRole(address(redemption), ISSUER | PAUSER);
        uint256 supply;
        for (uint256 i; i < 4; ++i) {
            uint256 some = bound(held[i], 1, 1_000_000);
            vm.prank(OPERATOR);
            fresh.mint(people()[i], some);
            supply += some;
        }
        RedemptionTerms memory t = terms();
        t.token = address(fresh);
        t.units = uint104(bound(units, 1, supply + 1));
        t.price = uint128(bound(price, 1, type(uint64).max));
        uint256 id = announce(t);
        uint256 called = t.units < supply ? t.units : supply;
        fundWhole(id);
        vm.assertEq(redemption.purse(id).funded, called * t.price, "funded exactly");
        vm.warp(t.at);
        redemption.begin(id);

        uint256 redeemed;
        for (uint256 i; i < 4; ++i) {
            address one = people()[i];
            (uint256 gives, uint256 gets) = redemption.quote(id, one);
            uint256 before = fresh.balanceOf(one);
            redemption.redeem(id, only(one));
            vm.assertEq(before - fresh.balanceOf(one), gives, "units");
            vm.assertEq(gives, before * called / supply, "pro rata, rounded down");
            vm.assertEq(hostile.balanceOf(one), gets, "money");
            redeemed += gives;
        }
        redemption.finish(id);
        vm.assertTrue(called - redeemed < 4, "rounding leaves less than a unit per holder");
        vm.assertEq(redemption.purse(id).unitsBought, supply - fresh.totalSupply(), "destroyed and paid for");
        assertBalanced(id);
    }
}
