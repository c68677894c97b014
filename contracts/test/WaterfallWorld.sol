// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {RECORDER} from "../src/Roles.sol";
import {Waterfall} from "../src/Waterfall.sol";
import {ClassTerms} from "../src/interfaces/IWaterfall.sol";
import {Participation} from "../src/types/ClassClaim.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {World} from "./World.sol";

/// @dev An issuer with three classes and their waterfall. Common: 6,000 units, Ana. A: 2,000 units at $2,000, once, not
///      participating, Bo and Cleo. B: 2,000 units at $5,000, senior, capped at twice, Dana.
abstract contract WaterfallWorld is World {
    /// One million base units are a dollar.
    uint256 internal constant DOLLAR = 1e6;

    ISecurityToken internal common;
    ISecurityToken internal classA;
    ISecurityToken internal classB;
    Waterfall internal implementation;
    Waterfall internal waterfall;
    HostileToken internal money;

    function setUp() public virtual override {
        super.setUp();
        (common, classA, classB) = (token, newToken("class A"), newToken("class B"));
        money = new HostileToken();
        implementation = new Waterfall(distributor);
        waterfall = newWaterfall();
        waterfall.init(address(money), threeClasses());
        for (uint256 i; i < 3; ++i) {
            vm.prank(OWNER);
            tokens()[i].grantRole(address(waterfall), RECORDER);
        }
        issueOf(common, ANA, 6_000);
        issueOf(classA, BO, 1_500);
        issueOf(classA, CLEO, 500);
        issueOf(classB, DANA, 2_000);
        money.mint(OPERATOR, type(uint128).max);
        vm.prank(OPERATOR);
        money.approve(address(waterfall), type(uint256).max);
    }

    function newWaterfall() internal returns (Waterfall) {
        return Waterfall(Clones.clone(address(implementation)));
    }

    function tokens() internal view returns (ISecurityToken[3] memory) {
        return [common, classA, classB];
    }

    function threeClasses() internal view returns (ClassTerms[] memory terms) {
        terms = new ClassTerms[](3);
        terms[0] = ClassTerms(address(common), 0, Participation.Full, false, 1, 0, 0, 0, 0, 0);
        terms[1] = ClassTerms(
            address(classA), 1, Participation.None, true, 1, uint96(2_000 * DOLLAR), 10_000, 0, 0, 0
        );
        terms[2] = ClassTerms(
            address(classB), 2, Participation.Capped, true, 1, uint96(5_000 * DOLLAR), 10_000, 20_000, 0, 0
        );
    }

    function issueOf(ISecurityToken class, address to, uint256 units) internal {
        vm.prank(OPERATOR);
        class.mint(to, units);
    }

    /// @dev A record date on every class, a day from now, and past.
    function pastRecordDates() internal returns (uint16[] memory ids) {
        vm.prank(OPERATOR);
        ids = waterfall.declareRecordDates(uint40(block.timestamp + 1 days));
        vm.warp(block.timestamp + 1 days);
    }

    function execute(uint16[] memory ids, uint256 amount, bytes32 ref) internal returns (uint256[] memory) {
        vm.prank(OPERATOR);
        return waterfall.execute(ids, amount, ref);
    }
}
