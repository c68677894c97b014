// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {Offering} from "../src/Offering.sol";
import {Finding, Reason} from "../src/Reason.sol";
import {ISSUER, PAUSER} from "../src/Roles.sol";
import {SignatureExpired, SignatureInvalid} from "../src/TypedData.sol";
import {IDistributor} from "../src/interfaces/IDistributor.sol";
import {
    Allocation,
    Currency,
    IOffering,
    Limit,
    OfferingFault,
    OfferingStage,
    OfferingTerms,
    Standing,
    SubscribeWords,
    SubscriptionState,
    Tier
} from "../src/interfaces/IOffering.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {Hold, Lot} from "../src/types/TokenTypes.sol";
import {OfferingWorld} from "./OfferingWorld.sol";
import {Heavy, Refuser} from "./Modules.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {ContractWallet} from "./SecurityTokenSignature.t.sol";

/// @dev Takes subscriptions, and does what it can against giving them back.
contract HostageToken {
    uint8 public constant decimals = 0;
    uint256 public constant rescalings = 0;
    address public immutable identityRegistry;

    constructor(address registry) {
        identityRegistry = registry;
    }

    function explain(address, address, uint256) external pure returns (Finding[] memory none) {}
    function lotsOf(address) external pure returns (Lot[] memory none) {}
    function hold(Hold) external pure {}

    function letGo(bool) external pure {
        while (true) {}
    }
}

contract OfferingTest is OfferingWorld {
    event MintRefused(uint256 indexed id, Reason reason, uint256 actual, uint256 limit);
    event FiatRefundDue(uint256 indexed id, address indexed investor, uint256 money);

    uint256 private constant PRICE = 50_000_000;

    function refuse(bytes memory error) private {
        vm.expectRevert(error);
    }

    function says(bytes4 selector, uint256 a, uint256 b) private {
        vm.expectRevert(abi.encodeWithSelector(selector, a, b));
    }

    /* THE USUAL COURSE */

    function testSubscribedClosedMintedWithLotsAndReleased() public {
        subscribe(ANA, 60, DOLLAR);
        subscribe(BO, 40, HOSTILE);
        vm.expectEmit();
        emit IOffering.FiatAttested(3, "wire 1", OPERATOR);
        vm.expectEmit();
        emit IOffering.Subscribed(3, CLEO, 10, 10 * PRICE, FIAT, 10 * PRICE);
        vm.prank(OPERATOR);
        offering.attestFiat(CLEO, 10, uint128(10 * PRICE), "wire 1");
        vm.assertEq(offering.escrowOf(DOLLAR), 60 * PRICE);
        vm.assertEq(offering.escrowOf(HOSTILE), 40 * PRICE * 1e12);
        assertBalanced();
        close();
        uint256[] memory ids = all();
        vm.expectEmit();
        emit IOffering.Minted(1, ANA, 60, 60 * PRICE);
        vm.expectEmit();
        emit IOffering.Minted(2, BO, 40, 40 * PRICE * 1e12);
        vm.prank(STRANGER);
        offering.settle(ids);
        vm.assertEq(token.balanceOf(ANA), 60);
        vm.assertEq(token.balanceOf(BO), 40);
        vm.assertEq(token.balanceOf(CLEO), 10);
        vm.assertEq(offering.minted(), 110);
        Lot memory lot = token.lotsOf(ANA)[0];
        uint256 day = (CLOSES + COOLING) / 1 days;
        vm.assertTrue(lot.acquiredDay == day && lot.unlockDay == day + 365 && lot.legend == 4, "lot");
        assertBalanced();
        for (uint256 i; i < 3; ++i) {
            vm.prank(STRANGER);
            offering.release(i == 2 ? FIAT : uint8(i));
        }
        vm.assertEq(dollar.balanceOf(TREASURY), 60 * PRICE);
        vm.assertEq(hostile.balanceOf(TREASURY), 40 * PRICE * 1e12);
        assertBalanced();
        refuse(abi.encodeWithSelector(IOffering.NothingToRelease.selector, DOLLAR));
        offering.release(DOLLAR);
        offering.settle(all());
        vm.assertEq(token.totalSupply(), 110);
    }

    function testPriceRisesWithTheUnitsSoldExactly() public {
        OfferingTerms memory t = termsOfOffering();
        t.tiers = new Tier[](3);
        (t.tiers[0], t.tiers[1], t.tiers[2]) = (Tier(100, 10), Tier(150, 20), Tier(1_000, 30));
        offering = newOffering(t);
        uint256 id = subscribe(ANA, 90, DOLLAR);
        vm.assertEq(offering.subscription(id).money, 900);
        (uint256 money, uint256 cash) = offering.quote(70, HOSTILE);
        vm.assertEq(money, 10 * 10 + 50 * 20 + 10 * 30);
        vm.assertEq(cash, money * 1e12);
        supplied(BO, DOLLAR);
        says(IOffering.PriceMoved.selector, 1_400, 1_399);
        vm.prank(BO);
        offering.subscribe(70, DOLLAR, 1_399);
        vm.assertEq(offering.subscription(subscribe(BO, 70, DOLLAR)).money, 1_400);
        // Units given back are sold again at the price of the units sold then.
        vm.prank(ANA);
        offering.withdraw(id);
        (money,) = offering.quote(40, DOLLAR);
        vm.assertEq(money, 30 * 10 + 10 * 20);
    }

    /// Bought in parts or at once, the same units cost the same, up to a base unit of rounding in the issuer's favour.
    function testTiersChargeEveryUnitItsPrice(uint256 a, uint256 b, uint256 p, uint256 q) public {
        OfferingTerms memory t = termsOfOffering();
        (a, b) = (bound(a, 1, 500), bound(b, 1, 500));
        t.tiers = new Tier[](2);
        t.tiers[0] = Tier(uint104(bound(p, 1, 999)), uint128(bound(q, 1, 1e9)));
        t.tiers[1] = Tier(1_000, uint128(bound(p ^ q, 1, 1e9)));
        offering = newOffering(t);
        (uint256 whole,) = offering.quote(uint104(a + b), DOLLAR);
        uint256 first = offering.subscription(subscribe(ANA, a, DOLLAR)).money;
        uint256 second = offering.subscription(subscribe(BO, b, DOLLAR)).money;
        vm.assertEq(first + second, whole);
    }

    function testMorePaysInProportionAndTheRestGoesBack(uint256 a, uint256 b, uint256 c) public {
        offering = newOffering(withAllocation(Allocation.ProRata));
        (a, b, c) = (bound(a, 1, 5_000), bound(b, 1, 5_000), bound(c, 100, 5_000));
        subscribe(ANA, a, DOLLAR);
        subscribe(BO, b, HOSTILE);
        subscribe(CLEO, c, DOLLAR);
        uint256 sum = a + b + c;
        close();
        uint256[3] memory accepted;
        for (uint256 i; i < 3; ++i) {
            accepted[i] = offering.acceptedOf(i + 1);
        }
        vm.assertEq(accepted[0], sum > 1_000 ? a * 1_000 / sum : a);
        offering.settle(all());
        vm.assertLe(token.totalSupply(), 1_000, "the cap");
        vm.assertLe(sum > 1_000 ? 998 : sum, token.totalSupply(), "less than a unit each is left");
        for (uint256 i; i < 3; ++i) {
            vm.assertEq(token.balanceOf(people()[i]), accepted[i], "preview equals settlement");
        }
        vm.assertEq(dollar.balanceOf(ANA), 1e12 - accepted[0] * PRICE);
        vm.assertEq(offering.proceedsOf(DOLLAR), (accepted[0] + accepted[2]) * PRICE);
        vm.assertEq(offering.proceedsOf(HOSTILE), accepted[1] * PRICE * 1e12);
        vm.assertEq(offering.escrowOf(DOLLAR), 0);
        assertBalanced();
    }

    function testOfficersAllotByHandWithAReason() public {
        offering = newOffering(withAllocation(Allocation.ByHand));
        for (uint256 i; i < 3; ++i) {
            subscribe(people()[i], 900, DOLLAR);
        }
        uint256[] memory ids = all();
        uint104[] memory units = new uint104[](3);
        (units[0], units[1]) = (900, 101);
        refuse(abi.encodeWithSelector(IOffering.WindowOpen.selector, block.timestamp, CLOSES));
        allot(ids, units);
        vm.warp(CLOSES);
        says(IOffering.AllotmentTooLarge.selector, 1_001, 1_000);
        allot(ids, units);
        units[0] = 901;
        says(IOffering.AllotmentTooLarge.selector, 901, 900);
        allot(ids, units);
        (units[0], units[1]) = (800, 10);
        allot(ids, units);
        (units[0], units[1]) = (700, 100);
        vm.expectEmit();
        emit IOffering.Allotted(1, 700, "minutes of the board");
        vm.expectEmit();
        emit IOffering.Allotted(2, 100, "minutes of the board");
        allot(ids, units);
        vm.assertEq(offering.allotted(), 800);
        refuse(abi.encodeWithSelector(IOffering.ReasonMissing.selector));
        vm.prank(OPERATOR);
        offering.allot(ids, units, 0);
        close();
        offering.settle(all());
        vm.assertEq(token.balanceOf(ANA), 700);
        vm.assertEq(token.balanceOf(BO), 100);
        assertState(3, SubscriptionState.Refunded);
        vm.assertEq(dollar.balanceOf(CLEO), 1e12);
        assertBalanced();
    }

    function testALotIsLockedAsLongAsTheLongerOfTheTermsAndItsOwnWithEveryLegend() public {
        subscribe(ANA, 30, DOLLAR);
        subscribe(BO, 40, DOLLAR);
        subscribe(CLEO, 50, DOLLAR);
        uint16 closed = uint16((CLOSES + COOLING) / 1 days);
        vm.prank(STRANGER);
        refuse(abi.encodeWithSelector(IOffering.NotOfficer.selector, STRANGER, ISSUER));
        offering.lockLots(list(1), closed + 400, 2);
        vm.startPrank(OPERATOR);
        offering.lockLots(list(1), closed + 4_000, 8);
        vm.expectEmit();
        emit IOffering.LotLocked(1, closed + 400, 2);
        offering.lockLots(list(1), closed + 400, 2);
        offering.lockLots(list(2), closed + 100, 16);
        vm.stopPrank();
        close();
        vm.prank(OPERATOR);
        refuse(
            abi.encodeWithSelector(IOffering.NotInStage.selector, OfferingStage.Closed, OfferingStage.Open)
        );
        offering.lockLots(list(3), closed + 400, 2);
        offering.settle(all());
        assertLot(ANA, closed + 400, 4 | 2);
        assertLot(BO, closed + 365, 4 | 16);
        assertLot(CLEO, closed + 365, 4);
    }

    function assertLot(address holder, uint256 unlockDay, uint256 legend) private view {
        Lot memory lot = token.lotsOf(holder)[0];
        vm.assertEq(lot.unlockDay, unlockDay, "unlock day");
        vm.assertEq(lot.legend, legend, "legend");
    }

    function allot(uint256[] memory ids, uint104[] memory units) private {
        vm.prank(OPERATOR);
        offering.allot(ids, units, "minutes of the board");
    }

    /* CONDITIONS OF THE CLOSE */

    function testTheCloseWaitsForTheWindowTheSoftCapTheCoolingOffAndAnOfficer() public {
        subscribe(ANA, 99, DOLLAR);
        refuse(abi.encodeWithSelector(IOffering.NotOfficer.selector, STRANGER, ISSUER));
        vm.prank(STRANGER);
        offering.close("papers");
        vm.startPrank(OPERATOR);
        refuse(abi.encodeWithSelector(IOffering.RefMissing.selector));
        offering.close(0);
        refuse(abi.encodeWithSelector(IOffering.WindowOpen.selector, block.timestamp, CLOSES));
        offering.close("papers");
        vm.warp(CLOSES);
        says(IOffering.SoftCapMissed.selector, 99, 100);
        offering.close("papers");
        vm.stopPrank();

        vm.warp(CLOSES - 1);
        subscribe(BO, 1, DOLLAR);
        vm.warp(CLOSES + COOLING - 2);
        refuse(abi.encodeWithSelector(IOffering.CoolingOffRuns.selector, CLOSES + COOLING - 1));
        vm.prank(OPERATOR);
        offering.close("papers");
        vm.warp(FINAL);
        refuse(abi.encodeWithSelector(IOffering.FinalDayPassed.selector, FINAL));
        vm.prank(OPERATOR);
        offering.close("papers");
    }

    function testAFullOfferingClosesEarlyAndSellsNoMore() public {
        subscribe(ANA, 600, DOLLAR);
        supplied(BO, DOLLAR);
        says(IOffering.CapReached.selector, 401, 400);
        vm.prank(BO);
        offering.subscribe(401, DOLLAR, ANY);
        subscribe(BO, 400, DOLLAR);
        vm.warp(block.timestamp + COOLING);
        vm.prank(OPERATOR);
        offering.close("papers");
        vm.assertEq(uint256(offering.stage()), uint256(OfferingStage.Closed));
    }

    function testWithdrawnWithinTheCoolingOffWithoutAReason() public {
        uint256 id = subscribe(ANA, 60, DOLLAR);
        vm.warp(block.timestamp + COOLING - 1);
        refuse(abi.encodeWithSelector(IOffering.NotInvestor.selector, BO, ANA));
        vm.prank(BO);
        offering.withdraw(id);
        vm.expectEmit();
        emit IOffering.Withdrawn(id);
        vm.expectEmit();
        emit IOffering.PaidBack(DOLLAR, ANA, 60 * PRICE);
        vm.prank(ANA);
        offering.withdraw(id);
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
        vm.assertEq(offering.subscribed(), 0);
        refuse(abi.encodeWithSelector(IOffering.NotOpen.selector, id, SubscriptionState.Withdrawn));
        vm.prank(ANA);
        offering.withdraw(id);
        id = subscribe(BO, 60, DOLLAR);
        vm.warp(block.timestamp + COOLING);
        says(IOffering.CoolingOffOver.selector, id, block.timestamp);
        vm.prank(BO);
        offering.withdraw(id);
    }

    function testBelowTheSoftCapAnyoneTurnsItToRefunding() public {
        subscribe(ANA, 60, DOLLAR);
        subscribe(BO, 39, HOSTILE);
        vm.prank(OPERATOR);
        token.pause();
        refuse(abi.encodeWithSelector(IOffering.WindowOpen.selector, block.timestamp, CLOSES));
        offering.fail();
        vm.warp(CLOSES);
        vm.expectEmit();
        emit IOffering.RefundingBegan(STRANGER, 0);
        vm.prank(STRANGER);
        offering.fail();
        vm.prank(STRANGER);
        offering.refund(all());
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
        vm.assertEq(hostile.balanceOf(BO), 1e24);
        assertBalanced();
    }

    function testAnIssuerWhoDisappearsKeepsNothing() public {
        subscribe(ANA, 160, DOLLAR);
        vm.warp(CLOSES);
        says(IOffering.SoftCapMet.selector, 160, 100);
        offering.fail();
        vm.warp(FINAL);
        vm.prank(STRANGER);
        offering.fail();
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
    }

    function testWhatIsNotMintedByTheLastDayIsRefunded() public {
        subscribe(ANA, 100, DOLLAR);
        subscribe(BO, 50, DOLLAR);
        close();
        offering.settle(list(1));
        vm.warp(FINAL - 1);
        refuse(
            abi.encodeWithSelector(IOffering.NotInStage.selector, OfferingStage.Closed, OfferingStage.Open)
        );
        offering.fail();
        vm.warp(FINAL);
        refuse(abi.encodeWithSelector(IOffering.FinalDayPassed.selector, FINAL));
        offering.settle(list(2));
        offering.fail();
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(BO), 1e12);
        vm.assertEq(token.balanceOf(ANA), 100);
        offering.release(DOLLAR);
        vm.assertEq(dollar.balanceOf(TREASURY), 100 * PRICE);
        assertBalanced();
    }

    function testTheIssuerGivesUpAndEverybodyIsRefunded() public {
        subscribe(ANA, 160, DOLLAR);
        vm.expectEmit();
        emit IOffering.RefundingBegan(OPERATOR, "market");
        vm.prank(OPERATOR);
        offering.cancel("market");
        supplied(BO, DOLLAR);
        refuse(
            abi.encodeWithSelector(IOffering.NotInStage.selector, OfferingStage.Refunding, OfferingStage.Open)
        );
        vm.prank(BO);
        offering.subscribe(10, DOLLAR, ANY);
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
    }

    /* WHO MAY */

    function testEligibilityIsAskedOfTheTokensOwnRules() public {
        supplied(STRANGER, DOLLAR);
        refuse(
            abi.encodeWithSelector(
                IOffering.NotEligible.selector, STRANGER, Reason.ReceiverNotRegistered, 0, 0
            )
        );
        vm.prank(STRANGER);
        offering.subscribe(10, DOLLAR, ANY);
    }

    /// dstoken 7.3.16: issuance skipped the least that one may buy.
    function testLimitsDependOnClassStandingAndCountry() public {
        OfferingTerms memory t = termsOfOffering();
        t.limits = new Limit[](3);
        uint256[4] memory everywhere;
        t.limits[0] = Limit(1, Standing.NotAccredited, everywhere, 1, 5, 5);
        t.limits[1] = Limit(2, Standing.Any, everywhere, 100, 1_000, 1_000);
        t.limits[2] = Limit(0, Standing.Accredited, bit(USA), 10, 50, 70);
        offering = newOffering(t);
        supplied(ANA, DOLLAR);
        vm.startPrank(ANA);
        refuse(abi.encodeWithSelector(IOffering.TicketOutside.selector, 9, 10, 50));
        offering.subscribe(9, DOLLAR, ANY);
        refuse(abi.encodeWithSelector(IOffering.TicketOutside.selector, 51, 10, 50));
        offering.subscribe(51, DOLLAR, ANY);
        uint256 id = offering.subscribe(50, DOLLAR, ANY);
        says(IOffering.InvestorLimit.selector, 71, 70);
        offering.subscribe(21, DOLLAR, ANY);
        offering.withdraw(id);
        offering.subscribe(50, DOLLAR, ANY);
        vm.stopPrank();

        // The investor is counted, not the wallet.
        vm.prank(OPERATOR);
        registry.addWallet(ANA, STRANGER);
        supplied(STRANGER, DOLLAR);
        says(IOffering.InvestorLimit.selector, 71, 70);
        vm.prank(STRANGER);
        offering.subscribe(21, DOLLAR, ANY);
        change(BO, 2, FRANCE);
        subscribe(BO, 100, DOLLAR);
        change(CLEO, 1, FRANCE);
        supplied(CLEO, DOLLAR);
        refuse(abi.encodeWithSelector(IOffering.NoLimitFits.selector, CLEO));
        vm.prank(CLEO);
        offering.subscribe(10, DOLLAR, ANY);
    }

    /// @dev Of another class and country, which the token lets in too.
    function change(address who, uint8 class, uint16 country) private {
        vm.startPrank(OPERATOR);
        uint256[4] memory both = bit(USA);
        both[country >> 8] |= 1 << (country & 255);
        token.setCountries(both);
        Investor memory record = someone(who);
        (record.class, record.country) = (class, country);
        registry.update(who, record);
        vm.stopPrank();
    }

    function testWhoseChecksExpireBeforeTheMintGetsTheMoneyBackAndBlocksNobody() public {
        subscribe(ANA, 60, DOLLAR);
        subscribe(BO, 60, DOLLAR);
        close();
        vm.prank(OPERATOR);
        registry.setStatus(ANA, 2);
        uint256[] memory ids = all();
        vm.expectEmit();
        emit MintRefused(1, Reason.ReceiverBlocked, 0, 0);
        vm.prank(STRANGER);
        offering.settle(ids);
        assertState(1, SubscriptionState.Open);
        assertState(2, SubscriptionState.Minted);
        vm.prank(OPERATOR);
        offering.settle(ids);
        assertState(1, SubscriptionState.Refunded);
        // It is Ana's, and waits until she may be paid.
        vm.assertEq(offering.parkedOf(DOLLAR, ANA), 60 * PRICE);
        vm.prank(OPERATOR);
        registry.setStatus(ANA, 1);
        vm.expectEmit();
        emit IOffering.PaidBack(DOLLAR, ANA, 60 * PRICE);
        offering.claim(DOLLAR, ANA);
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
        assertBalanced();
    }

    function testAnInvestorRefusedTheirUnitsAsksForTheMoneyThemselves() public {
        subscribe(ANA, 100, DOLLAR);
        close();
        vm.prank(OPERATOR);
        token.pause();
        vm.prank(ANA);
        offering.settle(list(1));
        assertState(1, SubscriptionState.Refunded);
    }

    function testASeventeenthLotIsRefusedUpFront() public {
        for (uint16 i; i < 16; ++i) {
            issueLocked(ANA, 1, TODAY + 100 + i, 1);
        }
        supplied(ANA, DOLLAR);
        refuse(abi.encodeWithSelector(IOffering.TooManyLots.selector, ANA, 16));
        vm.prank(ANA);
        offering.subscribe(10, DOLLAR, ANY);
    }

    /// The law may lock what the terms do not, and is asked by the close only.
    function testASeventeenthLotIsRefusedUpFrontWhereTheTermsLockNothing() public {
        OfferingTerms memory t = termsOfOffering();
        t.lockDays = 0;
        offering = newOffering(t);
        for (uint16 i; i < 16; ++i) {
            issueLocked(ANA, 1, TODAY + 100 + i, 1);
        }
        supplied(ANA, DOLLAR);
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(IOffering.TooManyLots.selector, ANA, 16));
        offering.subscribe(10, DOLLAR, ANY);
    }

    function testALotThatNoLongerFitsAtTheMintIsRefundedByAnOfficer() public {
        subscribe(ANA, 100, DOLLAR);
        for (uint16 i; i < 16; ++i) {
            issueLocked(ANA, 1, TODAY + 100 + i, 1);
        }
        close();
        vm.expectEmit();
        emit MintRefused(1, Reason.None, 0, 0);
        vm.prank(OPERATOR);
        offering.settle(list(1));
        assertState(1, SubscriptionState.Refunded);
        assertBalanced();
    }

    function testOfficersRejectASubscriptionWithItsMoneyBack() public {
        subscribe(ANA, 100, DOLLAR);
        refuse(abi.encodeWithSelector(IOffering.NotOfficer.selector, STRANGER, ISSUER));
        vm.prank(STRANGER);
        offering.reject(list(1), "why");
        vm.expectEmit();
        emit IOffering.Rejected(1, "why");
        vm.expectEmit();
        emit IOffering.Refunded(1, ANA, 100 * PRICE);
        vm.expectEmit();
        emit IOffering.PaidBack(DOLLAR, ANA, 100 * PRICE);
        vm.prank(OPERATOR);
        offering.reject(list(1), "why");
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
        vm.assertEq(offering.subscribed(), 0);
    }

    function testNothingIsSubscribedOutsideTheWindowOrInAStoppedCurrency() public {
        supplied(ANA, DOLLAR);
        vm.startPrank(ANA);
        vm.warp(OPENS - 1);
        refuse(abi.encodeWithSelector(IOffering.WindowClosed.selector, OPENS - 1, OPENS, CLOSES));
        offering.subscribe(10, DOLLAR, ANY);
        vm.warp(CLOSES);
        refuse(abi.encodeWithSelector(IOffering.WindowClosed.selector, CLOSES, OPENS, CLOSES));
        offering.subscribe(10, DOLLAR, ANY);
        vm.warp(OPENS);
        refuse(abi.encodeWithSelector(IOffering.CurrencyUnknown.selector, 2));
        offering.subscribe(10, 2, ANY);
        refuse(abi.encodeWithSelector(IOffering.CurrencyUnknown.selector, FIAT));
        offering.subscribe(10, FIAT, ANY);
        refuse(abi.encodeWithSelector(IOffering.TicketOutside.selector, 0, 1, type(uint104).max));
        offering.subscribe(0, DOLLAR, ANY);
        refuse(abi.encodeWithSelector(IOffering.NotOfficer.selector, ANA, ISSUER | PAUSER));
        offering.stopCurrency(DOLLAR, true);
        vm.stopPrank();
        uint256 id = subscribe(BO, 10, DOLLAR);
        vm.expectEmit();
        emit IOffering.CurrencyStopped(DOLLAR, true);
        vm.prank(OPERATOR);
        offering.stopCurrency(DOLLAR, true);
        refuse(abi.encodeWithSelector(IOffering.CurrencyIsStopped.selector, DOLLAR));
        vm.prank(ANA);
        offering.subscribe(10, DOLLAR, ANY);
        // A stop keeps nobody's money.
        vm.prank(BO);
        offering.withdraw(id);
        vm.assertEq(dollar.balanceOf(BO), 1e12);
    }

    /* FIAT */

    function testAPaymentOutsideTheChainIsAttestedOnceAndItsRefundRecorded() public {
        vm.startPrank(OPERATOR);
        says(IOffering.PriceMoved.selector, 10 * PRICE, 10 * PRICE + 1);
        offering.attestFiat(ANA, 10, uint128(10 * PRICE + 1), "wire 1");
        offering.attestFiat(ANA, 10, uint128(10 * PRICE), "wire 1");
        refuse(abi.encodeWithSelector(IOffering.RefUsed.selector, bytes32("wire 1")));
        offering.attestFiat(ANA, 10, uint128(10 * PRICE), "wire 1");
        refuse(abi.encodeWithSelector(IOffering.CapReached.selector, 991, 990));
        offering.attestFiat(BO, 991, uint128(991 * PRICE), "wire 2");
        vm.stopPrank();
        vm.expectEmit();
        emit FiatRefundDue(1, ANA, 10 * PRICE);
        vm.prank(ANA);
        offering.withdraw(1);
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit IOffering.FiatRefundRecorded(1, 10 * PRICE, "back 1");
        offering.recordFiatRefund(1, "back 1");
        refuse(abi.encodeWithSelector(IOffering.NoFiatRefundDue.selector, 1));
        offering.recordFiatRefund(1, "back 2");
        vm.stopPrank();
        refuse(abi.encodeWithSelector(IOffering.NotOfficer.selector, ANA, ISSUER));
        vm.prank(ANA);
        offering.attestFiat(ANA, 10, uint128(10 * PRICE), "wire 3");
    }

    function testWhatTheTermsDoNotProvideForIsRefused() public {
        OfferingTerms memory t = termsOfOffering();
        t.fiat = false;
        offering = newOffering(t);
        vm.startPrank(OPERATOR);
        refuse(abi.encodeWithSelector(IOffering.FiatNotTaken.selector));
        offering.attestFiat(ANA, 10, uint128(10 * PRICE), "wire 1");
        refuse(abi.encodeWithSelector(IOffering.NotByHand.selector));
        offering.allot(new uint256[](0), new uint104[](0), "by hand");
        vm.stopPrank();
    }

    /* SIGNATURES */

    function words(uint256 units) private view returns (SubscribeWords memory) {
        return SubscribeWords(ANA, uint104(units), DOLLAR, uint128(units * PRICE), "salt", block.timestamp);
    }

    function sign(bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ANA_KEY, digest);
        return abi.encodePacked(r, s, v);
    }

    /// One deposit funds one subscription (a deposit used twice).
    function testSignedWordsSubscribeOnceAndOnlyHere() public {
        supplied(ANA, DOLLAR);
        SubscribeWords memory w = words(10);
        bytes memory signature = sign(offering.digestOf(w));
        w.units = 11;
        refuse(abi.encodeWithSelector(SignatureInvalid.selector, ANA));
        offering.subscribeFor(w, signature);
        w.units = 10;
        Offering other = newOffering(termsOfOffering());
        refuse(abi.encodeWithSelector(SignatureInvalid.selector, ANA));
        other.subscribeFor(w, signature);
        vm.warp(w.deadline + 1);
        refuse(abi.encodeWithSelector(SignatureExpired.selector, w.deadline));
        offering.subscribeFor(w, signature);
        vm.warp(w.deadline);
        offering.subscribeFor(w, signature);
        vm.assertEq(token.balanceOf(ANA), 0);
        vm.assertEq(dollar.balanceOf(ANA), 1e12 - 10 * PRICE);
        bytes32 digest = offering.digestOf(w);
        refuse(abi.encodeWithSelector(IOffering.WordsUsed.selector, digest));
        offering.subscribeFor(w, signature);
    }

    function testASignatureOfWordsHasOneFormAndOneChain() public {
        supplied(ANA, DOLLAR);
        SubscribeWords memory w = words(10);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ANA_KEY, offering.digestOf(w));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes memory highS = abi.encodePacked(r, order - uint256(s), v == 27 ? uint8(28) : uint8(27));
        bytes[3] memory bad = [highS, abi.encodePacked(r, s), bytes("")];
        for (uint256 i; i < bad.length; ++i) {
            refuse(abi.encodeWithSelector(SignatureInvalid.selector, ANA));
            offering.subscribeFor(w, bad[i]);
        }
        vm.chainId(4242);
        refuse(abi.encodeWithSelector(SignatureInvalid.selector, ANA));
        offering.subscribeFor(w, abi.encodePacked(r, s, v));
        vm.assertEq(offering.escrowOf(DOLLAR), 0);
    }

    function testAContractWalletSubscribesByItsOwnRule() public {
        ContractWallet wallet = new ContractWallet(ANA);
        register(address(wallet));
        supplied(address(wallet), DOLLAR);
        SubscribeWords memory w = words(10);
        w.investor = address(wallet);
        bytes memory signature = sign(offering.digestOf(w));
        for (uint256 mood = 1; mood <= 2; ++mood) {
            wallet.setMood(mood);
            refuse(abi.encodeWithSelector(SignatureInvalid.selector, address(wallet)));
            offering.subscribeFor(w, signature);
        }
        wallet.setMood(0);
        offering.subscribeFor(w, signature);
        vm.assertEq(offering.escrowOf(DOLLAR), 10 * PRICE);
    }

    function testOneSignedPaymentIsOneSubscription() public {
        supplied(ANA, HOSTILE);
        SubscribeWords memory w = words(10);
        bytes32 digest = offering.digestOf(w);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ANA_KEY, paymentDigest(10 * PRICE, digest));
        vm.prank(STRANGER);
        uint256 id = offering.subscribeWithAuthorization(w, 0, type(uint256).max, v, r, s);
        vm.assertEq(offering.subscription(id).investor, ANA);
        vm.assertEq(dollar.balanceOf(ANA), 1e12 - 10 * PRICE);
        refuse(abi.encodeWithSelector(IOffering.WordsUsed.selector, digest));
        offering.subscribeWithAuthorization(w, 0, type(uint256).max, v, r, s);
        // Other words are another nonce: the payment signed is not theirs.
        w.salt = "other";
        vm.expectRevert();
        offering.subscribeWithAuthorization(w, 0, type(uint256).max, v, r, s);
        w.cashMax += 1;
        says(IOffering.PriceMoved.selector, 10 * PRICE, 10 * PRICE + 1);
        offering.subscribeWithAuthorization(w, 0, type(uint256).max, v, r, s);
        assertBalanced();
    }

    function paymentDigest(uint256 value, bytes32 nonce) private view returns (bytes32) {
        bytes32 typehash = keccak256(
            "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
        );
        bytes32 hash =
            keccak256(abi.encode(typehash, ANA, address(offering), value, 0, type(uint256).max, nonce));
        return keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), hash));
    }

    function testAPermitSubscribesEvenWhenSomebodyCarriedItBefore() public {
        vm.prank(OPERATOR);
        dollar.mint(ANA, 1e12);
        bytes32 typehash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        uint256 value = 10 * PRICE;
        bytes32 hash = keccak256(abi.encode(typehash, ANA, address(offering), value, 0, block.timestamp));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(ANA_KEY, keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), hash)));
        vm.prank(STRANGER);
        dollar.permit(ANA, address(offering), value, block.timestamp, v, r, s);
        vm.prank(ANA);
        offering.subscribeWithPermit(10, DOLLAR, uint128(value), block.timestamp, v, r, s);
        vm.assertEq(offering.escrowOf(DOLLAR), value);
    }

    /* CURRENCIES THAT MISBEHAVE */

    function testACurrencyThatTakesAFeeIsRefused() public {
        hostile.setFee(100);
        supplied(ANA, HOSTILE);
        uint256 cash = 10 * PRICE * 1e12;
        says(IOffering.ReceivedOther.selector, cash - cash / 100, cash);
        vm.prank(ANA);
        offering.subscribe(10, HOSTILE, ANY);
    }

    function testAnInvestorWhoCannotBePaidIsParkedAndHoldsNobodyUp() public {
        subscribe(ANA, 20, HOSTILE);
        subscribe(BO, 30, HOSTILE);
        subscribe(CLEO, 10, HOSTILE);
        hostile.setManner(ANA, HostileToken.Manner.Reverts);
        hostile.setManner(BO, HostileToken.Manner.BurnsGas);
        vm.warp(CLOSES);
        offering.fail();
        offering.refund(all());
        vm.assertEq(hostile.balanceOf(CLEO), 1e24);
        vm.assertEq(offering.parkedOf(HOSTILE, ANA), 20 * PRICE * 1e12);
        vm.assertEq(offering.parkedOf(HOSTILE, BO), 30 * PRICE * 1e12);
        assertBalanced();
        refuse(abi.encodeWithSelector(IOffering.PaymentFailed.selector, ANA, 20 * PRICE * 1e12));
        offering.claim(HOSTILE, ANA);
        hostile.setManner(ANA, HostileToken.Manner.ReturnsNothing);
        offering.claim(HOSTILE, ANA);
        vm.assertEq(hostile.balanceOf(ANA), 1e24);
        refuse(abi.encodeWithSelector(IOffering.NothingToClaim.selector, HOSTILE, ANA));
        offering.claim(HOSTILE, ANA);
        assertBalanced();
    }

    function testACurrencyThatCallsBackRefundsOnce() public {
        subscribe(ANA, 20, HOSTILE);
        subscribe(BO, 20, HOSTILE);
        vm.warp(CLOSES);
        offering.fail();
        hostile.setManner(ANA, HostileToken.Manner.Reenters);
        hostile.setReentry(address(offering), abi.encodeCall(offering.refund, (all())));
        offering.refund(list(1));
        vm.assertTrue(!hostile.reentered(), "not again");
        vm.assertEq(hostile.balanceOf(ANA), 1e24);
        assertBalanced();
    }

    function testACurrencyThatTakesMoreThanItWasToldIsStopped() public {
        subscribe(ANA, 20, HOSTILE);
        subscribe(BO, 20, HOSTILE);
        vm.warp(CLOSES);
        offering.fail();
        hostile.setManner(ANA, HostileToken.Manner.TakesTwice);
        refuse(abi.encodeWithSelector(IOffering.PaymentTokenMisbehaves.selector, address(hostile)));
        offering.refund(list(1));
        offering.refund(list(2));
        assertBalanced();
    }

    /// Eight modules may use 4.8 million: whoever chose less got their money back for a mint that nobody refused.
    function testTooLittleGasMintsAndRefundsNobody(uint256 gas, uint256 burnt, uint256 count) public {
        (burnt, count) = (bound(burnt, 0, 190_000), bound(count, 0, 8));
        gas = bound(gas, 100_000, 1_000_000 + 3 * count * (burnt + 10_000));
        for (uint256 i; i < count; ++i) {
            address module = address(new Heavy(burnt));
            vm.prank(OPERATOR);
            token.addModule(module);
        }
        subscribe(ANA, 100, DOLLAR);
        close();
        uint256[] memory ids = list(1);
        vm.prank(ANA);
        (bool done, bytes memory error) =
            address(offering).call{gas: gas}(abi.encodeCall(offering.settle, (ids)));
        assertState(1, done ? SubscriptionState.Minted : SubscriptionState.Open);
        bool isShort = error.length == 0 || bytes4(error) == IOffering.MintGasTooLow.selector;
        vm.assertTrue(done || isShort, "says why");
        vm.prank(ANA);
        if (!done) offering.settle(ids);
        assertState(1, SubscriptionState.Minted);
    }

    function testARefusalNeedsGasThatProvesIt() public {
        subscribe(ANA, 100, DOLLAR);
        close();
        address refuser = address(new Refuser());
        vm.prank(OPERATOR);
        token.addModule(refuser);
        uint256[] memory ids = list(1);
        vm.startPrank(OPERATOR);
        (bool done, bytes memory error) =
            address(offering).call{gas: 280_000}(abi.encodeCall(offering.settle, (ids)));
        vm.assertTrue(!done && bytes4(error) == IOffering.MintGasTooLow.selector, "says why");
        (done,) = address(offering).call{gas: 700_000}(abi.encodeCall(offering.settle, (ids)));
        vm.stopPrank();
        vm.assertTrue(done, "enough");
        assertState(1, SubscriptionState.Refunded);
    }

    /* TERMS */

    function testTermsThatCannotBeAreRefusedByName() public {
        OfferingTerms memory t = termsOfOffering();
        t.token = STRANGER;
        invalid(t, OfferingFault.TokenMissing, 0);
        t = termsOfOffering();
        t.treasury = address(0);
        invalid(t, OfferingFault.TreasuryUnusable, 0);
        t = termsOfOffering();
        t.softCap = 1_001;
        invalid(t, OfferingFault.Caps, 0);
        t = termsOfOffering();
        t.opensAt = CLOSES;
        invalid(t, OfferingFault.Window, 0);
        t = termsOfOffering();
        t.finalBy = CLOSES + COOLING + 1 days - 1;
        invalid(t, OfferingFault.Window, 0);
        t = termsOfOffering();
        t.lockDays = 60_000;
        invalid(t, OfferingFault.Lock, 0);
        t = termsOfOffering();
        t.tiers[0].unitsTo = 999;
        invalid(t, OfferingFault.Tiers, 1);
        t.tiers[0] = Tier(1_000, 0);
        invalid(t, OfferingFault.Tiers, 0);
        t.tiers = new Tier[](2);
        (t.tiers[0], t.tiers[1]) = (Tier(500, 1), Tier(500, 1));
        invalid(t, OfferingFault.Tiers, 1);
        (t.tiers[1].unitsTo, t.allocation) = (1_000, Allocation.ProRata);
        invalid(t, OfferingFault.Tiers, 2);
        t = termsOfOffering();
        t.currencies[1] = t.currencies[0];
        invalid(t, OfferingFault.Currencies, 1);
        t.currencies[1] = Currency(address(token), 1, 1);
        invalid(t, OfferingFault.Currencies, 1);
        t.currencies[1] = Currency(address(hostile), 1, 0);
        invalid(t, OfferingFault.Currencies, 1);
        (t.currencies, t.fiat) = (new Currency[](0), false);
        invalid(t, OfferingFault.Currencies, 0);
        t = termsOfOffering();
        t.limits = new Limit[](1);
        invalid(t, OfferingFault.Limits, 0);
    }

    function invalid(OfferingTerms memory t, OfferingFault fault, uint256 index) private {
        Offering fresh = Offering(Clones.clone(address(implementation)));
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingTermsInvalid.selector, fault, index));
        fresh.init(t);
    }

    /* A LOST WALLET */

    address private immutable FRESH = account("fresh wallet");

    function testARefundGoesToTheNewWalletOfWhoeverLostTheirs() public {
        subscribe(ANA, 20, DOLLAR);
        subscribe(BO, 30, DOLLAR);
        lose(ANA, FRESH);
        vm.warp(CLOSES);
        offering.fail();
        // Whoever found the key gets nothing, and nobody else waits.
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(ANA), 1e12 - 20 * PRICE);
        vm.assertEq(dollar.balanceOf(BO), 1e12);
        vm.assertEq(offering.parkedOf(DOLLAR, ANA), 20 * PRICE);
        refuse(abi.encodeWithSelector(IOffering.PaymentFailed.selector, ANA, 20 * PRICE));
        vm.prank(ANA);
        offering.claim(DOLLAR, ANA);
        assertBalanced();

        redirect(ANA, FRESH);
        vm.prank(STRANGER);
        offering.claim(DOLLAR, ANA);
        vm.assertEq(dollar.balanceOf(FRESH), 20 * PRICE);
        assertBalanced();
    }

    function testUnitsAndWhatIsPaidForOthersGoToTheNewWallet() public {
        offering = newOffering(withAllocation(Allocation.ProRata));
        subscribe(ANA, 1_000, DOLLAR);
        subscribe(BO, 1_000, DOLLAR);
        lose(ANA, FRESH);
        redirect(ANA, FRESH);
        close();
        offering.settle(all());
        vm.assertEq(token.balanceOf(ANA), 0);
        vm.assertEq(token.balanceOf(FRESH), 500);
        vm.assertEq(token.balanceOf(BO), 500);
        vm.assertEq(dollar.balanceOf(ANA), 1e12 - 1_000 * PRICE);
        vm.assertEq(dollar.balanceOf(FRESH), 500 * PRICE);
        assertBalanced();
    }

    function testTheRightsOfASubscriptionFollowItsInvestor() public {
        subscribe(ANA, 20, DOLLAR);
        subscribe(ANA, 30, DOLLAR);
        lose(ANA, FRESH);
        redirect(ANA, FRESH);
        refuse(abi.encodeWithSelector(IOffering.NotInvestor.selector, ANA, FRESH));
        vm.prank(ANA);
        offering.withdraw(1);
        vm.prank(FRESH);
        offering.withdraw(1);
        vm.assertEq(dollar.balanceOf(FRESH), 20 * PRICE);
        // After a mistake they are where they were.
        redirect(ANA, ANA);
        refuse(abi.encodeWithSelector(IOffering.NotInvestor.selector, FRESH, ANA));
        vm.prank(FRESH);
        offering.withdraw(2);
    }

    /// A subscriber holds nothing yet: a freeze is the issuer's, and would let it keep what it owes.
    function testNobodyOfTheIssuerHoldsARefundBack() public {
        subscribe(ANA, 20, DOLLAR);
        vm.startPrank(OPERATOR);
        token.setAddressFrozen(ANA, true);
        token.pause();
        offering.cancel("given up");
        vm.stopPrank();
        vm.prank(OWNER);
        token.revokeRole(address(offering), ISSUER);
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
    }

    /* BESIDE OTHER ACTIONS */

    function assertShared(uint32 expected) private view {
        (, uint32 shared) = token.holds();
        vm.assertEq(shared, expected, "shared holds");
    }

    function testTheTokenIsHeldWhileASubscriptionIsOpen() public {
        assertShared(0);
        subscribe(ANA, 60, DOLLAR);
        subscribe(BO, 50, DOLLAR);
        assertShared(1);
        vm.prank(OPERATOR);
        refuse(abi.encodeWithSelector(ITokenErrors.ActionRunning.selector, address(0), 1));
        token.hold(Hold.Alone);
        vm.prank(ANA);
        offering.withdraw(1);
        vm.prank(BO);
        offering.withdraw(2);
        assertShared(0);

        subscribe(ANA, 60, DOLLAR);
        subscribe(BO, 50, DOLLAR);
        assertShared(1);
        close();
        offering.settle(list(3));
        assertShared(1);
        offering.settle(all());
        assertShared(0);
    }

    function testNobodySubscribesWhileUnitsAreSplit() public {
        supplied(ANA, DOLLAR);
        vm.prank(OPERATOR);
        token.hold(Hold.Alone);
        refuse(abi.encodeWithSelector(ITokenErrors.ActionRunning.selector, OPERATOR, 0));
        vm.prank(ANA);
        offering.subscribe(60, DOLLAR, ANY);
    }

    function oneHolder() private view returns (address[] memory holders) {
        holders = new address[](1);
        holders[0] = CLEO;
    }

    /// After 1 to 10 a subscriber would pay ten times the price of what a unit is, after 10 to 1 a tenth.
    function testNobodySubscribesAtThePriceOfAnotherUnit(bool reverse) public {
        issue(CLEO, 100);
        supplied(ANA, DOLLAR);
        rescale(token, oneHolder(), reverse ? 1 : 10, reverse ? 10 : 1);
        bytes memory rescaled = abi.encodeWithSelector(IOffering.UnitsRescaled.selector, address(token));
        refuse(rescaled);
        vm.prank(ANA);
        offering.subscribe(60, DOLLAR, ANY);
        refuse(rescaled);
        vm.prank(OPERATOR);
        offering.attestFiat(BO, 10, uint128(10 * PRICE), "wire 1");
        // One that is made afterwards says prices of the new units.
        offering = newOffering(termsOfOffering());
        subscribe(ANA, 60, DOLLAR);
    }

    /// The owner may end the hold that keeps a split away from an open subscription.
    function testNobodyGetsOldNumbersOfNewUnitsButTheirMoneyBack() public {
        subscribe(ANA, 60, DOLLAR);
        subscribe(BO, 50, DOLLAR);
        close();
        vm.prank(OWNER);
        token.endHolds(address(offering));
        rescale(token, oneHolder(), 10, 1);
        uint256[] memory ids = all();
        refuse(abi.encodeWithSelector(IOffering.UnitsRescaled.selector, address(token)));
        offering.settle(ids);
        vm.prank(OPERATOR);
        offering.reject(list(1), "split");
        vm.warp(FINAL);
        offering.fail();
        offering.refund(ids);
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
        vm.assertEq(dollar.balanceOf(BO), 1e12);
        vm.assertEq(token.totalSupply(), 0);
    }

    function testARefundDoesNotNeedTheHoldThatTheOwnerEnded() public {
        subscribe(ANA, 60, DOLLAR);
        vm.prank(OPERATOR);
        token.hold(Hold.Shared);
        vm.prank(OWNER);
        token.endHolds(address(offering));
        vm.prank(OPERATOR);
        offering.cancel("given up");
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
        assertShared(1);
    }

    function testNoTokenHoldsARefundBack() public {
        HostageToken hostage = new HostageToken(address(registry));
        OfferingTerms memory t = termsOfOffering();
        t.token = address(hostage);
        offering = Offering(Clones.clone(address(implementation)));
        offering.init(t);
        subscribe(ANA, 60, DOLLAR);
        vm.warp(CLOSES);
        offering.fail();
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
    }

    function testATokenOfAnotherRegistryIsNotOffered() public {
        OfferingTerms memory t = termsOfOffering();
        t.token = address(new HostageToken(address(new InvestorRegistry(OWNER))));
        invalid(t, OfferingFault.TokenMissing, 0);
    }

    function testTooManyLotsAreNotLockedAtOnce() public {
        subscribe(ANA, 60, DOLLAR);
        vm.startPrank(OPERATOR);
        says(IOffering.TooManyIds.selector, 401, 400);
        offering.lockLots(new uint256[](401), 1, 1);
        // As many as may be find a subscription each, or say which is none.
        refuse(abi.encodeWithSelector(IOffering.NotOpen.selector, 0, SubscriptionState.None));
        offering.lockLots(new uint256[](400), 1, 1);
        vm.stopPrank();
    }

    function testAnOfferingIsBornOnceAndItsImplementationNever() public {
        OfferingTerms memory t = termsOfOffering();
        Offering fresh = Offering(Clones.clone(address(implementation)));
        vm.expectEmit();
        emit IOffering.Initialised(address(token), TREASURY);
        fresh.init(t);
        refuse(abi.encodeWithSelector(IOffering.AlreadyInitialised.selector));
        offering.init(t);
        refuse(abi.encodeWithSelector(IOffering.AlreadyInitialised.selector));
        implementation.init(t);
        refuse(abi.encodeWithSelector(IOffering.NotOfficer.selector, address(this), ISSUER));
        implementation.cancel("why");
        refuse(abi.encodeWithSelector(IOffering.DistributorMissing.selector));
        new Offering(IDistributor(STRANGER), registry);
        vm.assertEq(offering.terms().tiers[0].price, PRICE);
        vm.assertEq(offering.terms().currencies[1].num, 1e12);
    }
}
