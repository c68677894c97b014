// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Offering} from "../src/Offering.sol";
import {
    Allocation,
    Currency,
    IOffering,
    Limit,
    OfferingFault,
    OfferingTerms,
    Standing,
    Tier
} from "../src/interfaces/IOffering.sol";
import {DevStablecoin} from "../src/dev/DevStablecoin.sol";
import {ISecurityToken, Rules, TokenTerms} from "../src/interfaces/ISecurityToken.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {OfferingWorld} from "./OfferingWorld.sol";

/// @dev What an offering does at the very bounds of what it allows, and where a price leaves a part of a base unit.
contract OfferingEdgesTest is OfferingWorld {
    function withDecimals(uint8 decimals, bytes32 salt) private {
        TokenTerms memory t = termsOf();
        t.decimals = decimals;
        vm.prank(OWNER);
        token = ISecurityToken(factory.createToken(t, salt));
    }

    /// Seven of money for a whole unit, and a third of the currency for each of money.
    function testPartsOfMoneyAndOfTheCurrencyAreRoundedUp() public {
        withDecimals(2, "hundredths");
        OfferingTerms memory t = termsOfOffering();
        t.tiers[0] = Tier(1_000, 7);
        t.currencies[0] = Currency(address(dollar), 1, 3);
        offering = newOffering(t);
        uint104[4] memory units = [uint104(85), 86, 100, 300];
        uint256[4] memory moneys = [uint256(6), 7, 7, 21];
        uint256[4] memory cashes = [uint256(2), 3, 3, 7];
        for (uint256 i; i < 4; ++i) {
            (uint256 money, uint256 cash) = offering.quote(units[i], DOLLAR);
            vm.assertEq(money, moneys[i], "money");
            vm.assertEq(cash, cashes[i], "cash");
        }
    }

    function testTheWholeCapMayBeAllottedByHandAndIsFreeAgainOnceRejected() public {
        offering = newOffering(withAllocation(Allocation.ByHand));
        subscribe(ANA, 900, DOLLAR);
        subscribe(BO, 900, DOLLAR);
        vm.warp(CLOSES);
        uint104[] memory units = new uint104[](2);
        (units[0], units[1]) = (900, 100);
        uint256[] memory ids = all();
        vm.startPrank(OPERATOR);
        offering.allot(ids, units, "minutes");
        vm.assertEq(offering.allotted(), 1_000);
        offering.reject(list(1), "why");
        vm.assertEq(offering.allotted(), 100);
        vm.stopPrank();
    }

    function testAnOfferingThatReachesItsSoftCapDoesNotFail() public {
        subscribe(ANA, 100, DOLLAR);
        vm.warp(CLOSES);
        vm.expectRevert(abi.encodeWithSelector(IOffering.SoftCapMet.selector, 100, 100));
        offering.fail();
    }

    function testAnInvestorMayHaveAllThatTheLimitOfTheirStandingAllows() public {
        vm.prank(OPERATOR);
        Rules memory rules;
        token.setRules(rules);
        OfferingTerms memory t = termsOfOffering();
        t.limits = new Limit[](2);
        uint256[4] memory everywhere;
        t.limits[0] = Limit(0, Standing.Accredited, everywhere, 10, 50, 70);
        t.limits[1] = Limit(0, Standing.NotAccredited, everywhere, 1, 5, 5);
        offering = newOffering(t);
        subscribe(ANA, 50, DOLLAR);
        subscribe(ANA, 20, DOLLAR);
        vm.assertEq(offering.unitsOfInvestor(identityOf(ANA)), 70);
        // Accredited until today is accredited no more.
        Investor memory bo = someone(BO);
        bo.accreditedUntilDay = uint16(block.timestamp / 1 days);
        vm.prank(OPERATOR);
        registry.update(BO, bo);
        supplied(BO, DOLLAR);
        vm.prank(BO);
        vm.expectRevert(abi.encodeWithSelector(IOffering.TicketOutside.selector, 10, 1, 5));
        offering.subscribe(10, DOLLAR, ANY);
        subscribe(BO, 5, DOLLAR);
    }

    function testTheLargestAmountIsAnAmount() public {
        OfferingTerms memory t = termsOfOffering();
        t.tiers[0] = Tier(1_000, type(uint128).max);
        offering = newOffering(t);
        (uint256 money,) = offering.quote(1, DOLLAR);
        vm.assertEq(money, type(uint128).max);
        vm.expectRevert(abi.encodeWithSelector(IOffering.AmountTooLarge.selector, 2 * money));
        offering.quote(2, DOLLAR);
    }

    function testTermsAtTheirBoundsAreTerms() public {
        withDecimals(18, "many decimals");
        OfferingTerms memory t = termsOfOffering();
        t.softCap = t.hardCap;
        t.finalBy = CLOSES + COOLING + 1 days;
        t.lockDays = type(uint16).max - uint16(t.finalBy / 1 days);
        newOffering(t);
        t.lockDays += 1;
        invalid(t, OfferingFault.Lock);
        t = termsOfOffering();
        t.opensAt = 1;
        t.closesAt = uint40(block.timestamp);
        invalid(t, OfferingFault.Window);
        t.closesAt += 1;
        newOffering(t);
    }

    function testALimitMayLeaveOneSizeOfTicketAndNoneThatCannotBeReached() public {
        OfferingTerms memory t = termsOfOffering();
        t.limits = new Limit[](1);
        uint256[4] memory everywhere;
        t.limits[0] = Limit(0, Standing.Any, everywhere, 5, 5, 5);
        newOffering(t);
        t.limits[0] = Limit(0, Standing.Any, everywhere, 6, 5, 10);
        invalid(t, OfferingFault.Limits);
        t.limits[0] = Limit(0, Standing.Any, everywhere, 6, 10, 5);
        invalid(t, OfferingFault.Limits);
        t.limits[0] = Limit(0, Standing.Any, everywhere, 0, 0, 5);
        invalid(t, OfferingFault.Limits);
        t.limits[0] = Limit(0, Standing.Any, everywhere, 0, 5, 0);
        invalid(t, OfferingFault.Limits);
        t.limits = new Limit[](16);
        for (uint256 i; i < 16; ++i) {
            t.limits[i] = Limit(0, Standing.Any, everywhere, 5, 5, 5);
        }
        newOffering(t);
    }

    function testAsManyTiersAndCurrenciesAsMayBe() public {
        OfferingTerms memory t = termsOfOffering();
        t.tiers = new Tier[](0);
        invalid(t, OfferingFault.Tiers, 0);
        t.tiers = new Tier[](17);
        invalid(t, OfferingFault.Tiers, 17);
        t.tiers = new Tier[](16);
        for (uint104 i; i < 16; ++i) {
            t.tiers[i] = Tier(1_000 + i, 1);
        }
        newOffering(t);

        t = termsOfOffering();
        t.fiat = false;
        newOffering(t);
        (t.currencies, t.fiat) = (new Currency[](0), true);
        newOffering(t);
        t.currencies = new Currency[](9);
        invalid(t, OfferingFault.Currencies, 9);
        t.currencies = new Currency[](8);
        for (uint256 i; i < 8; ++i) {
            t.currencies[i] = Currency(address(new DevStablecoin(OPERATOR)), 1, 1);
        }
        newOffering(t);
    }

    function invalid(OfferingTerms memory t, OfferingFault fault) private {
        invalid(t, fault, 0);
    }

    function invalid(OfferingTerms memory t, OfferingFault fault, uint256 index) private {
        Offering fresh = Offering(Clones.clone(address(implementation)));
        vm.expectRevert(abi.encodeWithSelector(IOffering.OfferingTermsInvalid.selector, fault, index));
        fresh.init(t);
    }
}
