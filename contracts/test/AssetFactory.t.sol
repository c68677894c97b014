// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AssetFactory} from "../src/AssetFactory.sol";
import {Offering} from "../src/Offering.sol";
import {RevenueRouter} from "../src/RevenueRouter.sol";
import {ISSUER, RECORDER} from "../src/Roles.sol";
import {Waterfall} from "../src/Waterfall.sol";
import {IAssetFactory} from "../src/interfaces/IAssetFactory.sol";
import {IFactory} from "../src/interfaces/IFactory.sol";
import {Currency, OfferingTerms, Tier} from "../src/interfaces/IOffering.sol";
import {IRevenueRouter, IncomePolicy, IncomeShare, RouterTerms} from "../src/interfaces/IRevenueRouter.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {ClassTerms} from "../src/interfaces/IWaterfall.sol";
import {Participation} from "../src/types/ClassClaim.sol";
import {World} from "./World.sol";

contract AssetFactoryTest is World {
    event SuiteCreated(address indexed token, address indexed router, bytes32 indexed salt);

    AssetFactory internal assets;

    function setUp() public override {
        super.setUp();
        assets = new AssetFactory(
            factory,
            address(new RevenueRouter(distributor)),
            address(new Waterfall(distributor)),
            address(new Offering(distributor, registry))
        );
        vm.startPrank(OWNER);
        factory.addAgent(address(assets));
        factory.addAgent(OPERATOR);
        vm.stopPrank();
    }

    function testASuiteIsWiredAndWhereItWasForetold(bytes32 salt) public {
        address token_ = assets.tokenAddress(salt, OPERATOR);
        address router_ = assets.routerAddress(salt, OPERATOR);
        vm.expectEmit(address(assets));
        emit SuiteCreated(token_, router_, salt);
        vm.prank(OPERATOR);
        assets.createSuite(termsOf(), routerTerms(), salt);

        vm.assertTrue(factory.isToken(token_), "of the factory");
        ISecurityToken made = ISecurityToken(token_);
        vm.assertEq(made.owner(), OWNER);
        vm.assertEq(made.rolesOf(router_), RECORDER);
        vm.assertEq(made.rolesOf(OPERATOR), token.rolesOf(OPERATOR));
        vm.assertEq(made.rolesOf(address(assets)), 0);
        RevenueRouter router = RevenueRouter(router_);
        vm.assertEq(router.token(), token_);
        vm.assertEq(router.payment(), address(dollar));
        vm.assertEq(router.owner(), OWNER);
    }

    function testNothingOfASuiteCanBeInitialisedAgain() public {
        vm.prank(OPERATOR);
        (address token_, address router_) = assets.createSuite(termsOf(), routerTerms(), "suite");
        vm.expectRevert(IRevenueRouter.AlreadyInitialised.selector);
        RevenueRouter(router_).init(routerTerms());
        vm.expectRevert();
        ISecurityToken(token_).init(termsOf());
        vm.prank(OPERATOR);
        vm.expectRevert();
        assets.createSuite(termsOf(), routerTerms(), "suite");
    }

    function testOnlyWhoMayMakeTokensMakesSuites() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IAssetFactory.NotAgent.selector, STRANGER));
        assets.createSuite(termsOf(), routerTerms(), "suite");
        vm.prank(OWNER);
        assets.createSuite(termsOf(), routerTerms(), "suite");
        vm.prank(OWNER);
        factory.removeAgent(address(assets));
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IFactory.NotAgent.selector, address(assets)));
        assets.createSuite(termsOf(), routerTerms(), "suite");
    }

    function testNobodyTakesAnothersAddresses(bytes32 salt) public view {
        vm.assertTrue(assets.tokenAddress(salt, OWNER) != assets.tokenAddress(salt, OPERATOR), "token");
        vm.assertTrue(assets.routerAddress(salt, OWNER) != assets.routerAddress(salt, OPERATOR), "router");
        vm.assertTrue(
            assets.waterfallAddress(salt, OWNER) != assets.waterfallAddress(salt, OPERATOR), "waterfall"
        );
        vm.assertTrue(
            assets.offeringAddress(salt, OWNER) != assets.offeringAddress(salt, OPERATOR), "offering"
        );
    }

    function testAnOfficerMakesAnOfferingAndAWaterfall() public {
        address raise = assets.offeringAddress("raise", OPERATOR);
        address exit = assets.waterfallAddress("exit", OPERATOR);
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit IAssetFactory.OfferingCreated(raise, address(token), "raise");
        vm.assertEq(assets.createOffering(offeringTerms(address(token)), "raise"), raise);
        vm.expectEmit();
        emit IAssetFactory.WaterfallCreated(exit, "exit", OPERATOR);
        vm.assertEq(assets.createWaterfall(address(dollar), classes(address(token)), "exit"), exit);
        vm.stopPrank();
        vm.assertEq(Waterfall(exit).payment(), address(dollar));
    }

    function testOthersMakeNeither() public {
        OfferingTerms memory offering = offeringTerms(address(token));
        vm.startPrank(STRANGER);
        vm.expectRevert(refused(ISSUER));
        assets.createOffering(offering, "raise");
        vm.expectRevert(refused(RECORDER));
        assets.createWaterfall(address(dollar), classes(address(token)), "exit");
        vm.expectRevert(IAssetFactory.NoClasses.selector);
        assets.createWaterfall(address(dollar), new ClassTerms[](0), "exit");
        // A token that says of everybody that they are its officer.
        address lying = address(new Flatterer());
        vm.expectRevert(abi.encodeWithSelector(IAssetFactory.NotATokenOfOurs.selector, lying));
        assets.createWaterfall(address(dollar), classes(lying), "exit");
        offering.token = lying;
        vm.expectRevert(abi.encodeWithSelector(IAssetFactory.NotATokenOfOurs.selector, lying));
        assets.createOffering(offering, "raise");
        vm.stopPrank();
    }

    function testItIsMadeOfContracts() public {
        address router = assets.ROUTER();
        vm.expectRevert(abi.encodeWithSelector(IAssetFactory.NoCode.selector, STRANGER));
        new AssetFactory(factory, router, router, STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IAssetFactory.NoCode.selector, address(0)));
        new AssetFactory(IFactory(address(0)), router, router, router);
    }

    /* TERMS */

    function routerTerms() internal view returns (RouterTerms memory terms) {
        terms.payment = address(dollar);
        terms.owner = OWNER;
        terms.treasury = OPERATOR;
        terms.zoneOffset = -18_000;
        terms.policy = IncomePolicy(9_000, OPERATOR, new IncomeShare[](0));
    }

    function offeringTerms(address of_) internal view returns (OfferingTerms memory t) {
        (t.token, t.treasury) = (of_, OPERATOR);
        (t.softCap, t.hardCap) = (100, 1_000);
        (t.opensAt, t.closesAt) = (uint40(START + 1 days), uint40(START + 31 days));
        (t.finalBy, t.coolingOff) = (uint40(START + 91 days), 2 days);
        t.tiers = new Tier[](1);
        t.tiers[0] = Tier(1_000, 50_000_000);
        t.currencies = new Currency[](1);
        t.currencies[0] = Currency(address(dollar), 1, 1);
    }

    function classes(address of_) internal pure returns (ClassTerms[] memory terms) {
        terms = new ClassTerms[](1);
        terms[0] = ClassTerms(of_, 0, Participation.Full, false, 1, 0, 0, 0, 0, 0);
    }

    function refused(uint256 role) internal view returns (bytes memory) {
        return abi.encodeWithSelector(IAssetFactory.NotAnOfficer.selector, STRANGER, address(token), role);
    }
}

contract Flatterer {
    function rolesOf(address) external pure returns (uint256) {
        return type(uint256).max;
    }
}
