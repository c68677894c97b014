// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Hold, ISecurityToken, Rules} from "../src/interfaces/ISecurityToken.sol";
import {Meter} from "./Modules.sol";
import {EVERY_ROLE, World} from "./World.sol";

/// @dev Tokens share the code of one contract and of its office, a registry and perhaps a module, and not a word of storage.
contract SharedCodeTest is World {
    ISecurityToken private other;

    function setUp() public override {
        super.setUp();
        other = newToken("annex");
        issue(ANA, 100);
        vm.prank(OPERATOR);
        other.mint(ANA, 100);
    }

    /// RuleEngine 2026-02: one engine of several tokens mixed up their states, as what it was told named no token.
    function testAModuleOfTwoTokensKnowsThemApart() public {
        Meter meter = new Meter(50);
        vm.prank(OPERATOR);
        token.addModule(address(meter));
        vm.assertTrue(!meter.isComplianceBound(address(other)), "bound to one");
        vm.prank(OPERATOR);
        other.addModule(address(meter));

        transfer(ANA, BO, 7);
        vm.prank(ANA);
        other.transfer(BO, 40);
        vm.startPrank(OPERATOR);
        token.mint(CLEO, 3);
        other.mint(CLEO, 20);
        token.burn(CLEO, 1);
        other.burn(CLEO, 10);
        other.removeModule(address(meter));
        vm.stopPrank();
        transfer(ANA, BO, 2);
        vm.prank(ANA);
        other.transfer(BO, 60);

        tallied(meter, address(token), 9, 3, 1);
        tallied(meter, address(other), 40, 20, 10);
        vm.assertTrue(meter.isComplianceBound(address(token)), "still");
        vm.assertTrue(!meter.isComplianceBound(address(other)), "no more");
    }

    function tallied(Meter meter, address of_, uint256 moved, uint256 created, uint256 destroyed)
        private
        view
    {
        vm.assertEq(meter.moved(of_), moved, "moved");
        vm.assertEq(meter.created(of_), created, "created");
        vm.assertEq(meter.destroyed(of_), destroyed, "destroyed");
    }

    /// The same weakness in an engine of our own: the office works for every token, on the storage of each.
    function testWhatOneTokensOfficeWritesNoOtherReads() public {
        Rules memory none;
        vm.startPrank(OPERATOR);
        token.setRules(none);
        token.setCountries(bit(FRANCE));
        token.declareRecordDate(uint40(START + 1 days));
        token.hold(Hold.Shared);
        token.addModule(address(new Meter(1)));
        token.pause();
        vm.stopPrank();

        vm.assertEq(other.rules().balanceMax, 1_000_000);
        vm.assertEq(other.countries()[USA >> 8], 1 << (USA & 255));
        vm.assertEq(other.countries()[0], 0);
        vm.assertEq(other.recordCount(), 0);
        (address alone, uint32 shared) = other.holds();
        vm.assertTrue(alone == address(0) && shared == 0, "held");
        vm.assertEq(other.getModules().length, 0);
        vm.assertTrue(!other.paused(), "paused");
        vm.prank(ANA);
        other.transfer(BO, 100);
        vm.assertEq(other.holderCount(), 1);
        vm.assertEq(token.holderCount(), 1);
        vm.assertEq(token.balanceOf(ANA), 100);
    }

    /// T-REX 4.0.0: the address that a proxy keeps lay in the slot of a variable of what it stands in front of. A clone keeps
    /// nothing, and a token and its office, the two programs of one storage, read each what the other writes.
    function testACloneBringsNoWordAndBothItsProgramsReadOneStorage() public {
        ISecurityToken bare = ISecurityToken(Clones.clone(factory.implementation()));
        for (uint256 slot; slot < 100; ++slot) {
            vm.assertEq(vm.load(address(bare), bytes32(slot)), 0);
        }
        bare.init(termsOf());
        vm.assertEq(bare.owner(), OWNER);
        vm.assertEq(bare.rolesOf(OPERATOR), EVERY_ROLE);
        vm.assertEq(bare.name(), termsOf().name);
        vm.assertEq(bare.symbol(), termsOf().symbol);
        vm.assertEq(bare.decimals(), termsOf().decimals);

        // By the office, each to its most, and none of them in another's bits.
        vm.startPrank(OPERATOR);
        bare.setRules(Rules(type(uint104).max, type(uint32).max, true, true, 3, type(uint16).max, 7));
        bare.setCountries(bit(USA));
        bare.declareRecordDate(uint40(START + 1 days));
        bare.hold(Hold.Shared);
        bare.setOnchainID(STRANGER);
        // By the token.
        bare.mint(ANA, 100);
        bare.issue(ANA, 5, TODAY, TODAY + 9, 2, 0);
        bare.freezePartialTokens(ANA, 40);
        vm.stopPrank();
        vm.prank(ANA);
        bare.transfer(BO, 1);
        vm.warp(START + 1 days);
        vm.prank(OPERATOR);
        bare.burn(ANA, 1);

        Rules memory rules = bare.rules();
        vm.assertEq(rules.balanceMax, type(uint104).max);
        vm.assertEq(rules.holdersMax, type(uint32).max);
        vm.assertTrue(rules.accreditedOnly && rules.countriesOn, "both");
        vm.assertEq(rules.topics, 3);
        vm.assertEq(rules.usHoldersMax, type(uint16).max);
        vm.assertEq(rules.nonAccreditedHoldersMax, 7);
        vm.assertEq(bare.balanceAtRecord(ANA, 1), 104);
        vm.assertEq(bare.supplyAtRecord(1), 105);
        vm.assertEq(bare.standingOf(ANA), 3);
        vm.assertEq(bare.lotsOf(ANA)[0].units, 5);
        vm.assertEq(bare.frozenTokens(ANA), 40);
        vm.assertEq(bare.holderCount(), 2);
        vm.assertEq(bare.usHolderCount(), 2);
        vm.assertEq(bare.nonAccreditedHolderCount(), 0);
        (, uint32 shared) = bare.holds();
        vm.assertEq(shared, 1);
        vm.assertEq(bare.onchainID(), STRANGER);
        vm.assertEq(bare.recordCount(), 1);
        vm.assertEq(ISecurityToken(factory.implementation()).totalSupply(), 0);
    }
}
