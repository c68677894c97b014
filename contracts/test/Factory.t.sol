// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Factory} from "../src/Factory.sol";
import {DevStablecoin} from "../src/dev/DevStablecoin.sol";
import {IFactory} from "../src/interfaces/IFactory.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {World} from "./World.sol";

contract FactoryTest is World {
    event TokenCreated(address indexed token, bytes32 indexed salt, address indexed owner);

    function testATokenIsWhereItWasForetold(bytes32 salt) public {
        address foretold = factory.tokenAddress(salt, OWNER);
        vm.assume(!factory.isToken(foretold));
        vm.prank(OWNER);
        vm.expectEmit();
        emit TokenCreated(foretold, salt, OWNER);
        vm.assertEq(factory.createToken(termsOf(), salt), foretold);
        vm.assertTrue(factory.isToken(foretold), "known");
        vm.assertEq(ISecurityToken(foretold).owner(), OWNER);
    }

    function testASaltIsUsedOnce() public {
        vm.startPrank(OWNER);
        address created = factory.createToken(termsOf(), "salt");
        vm.expectRevert(abi.encodeWithSelector(IFactory.AlreadyCreated.selector, created));
        factory.createToken(termsOf(), "salt");
        vm.stopPrank();
    }

    function testNobodyTakesAnothersAddress() public {
        vm.prank(OWNER);
        factory.addAgent(OPERATOR);
        vm.prank(OPERATOR);
        address theirs = factory.createToken(termsOf(), "salt");
        vm.assertEq(theirs, factory.tokenAddress("salt", OPERATOR));
        vm.assertTrue(theirs != factory.tokenAddress("salt", OWNER), "elsewhere");
    }

    function testOnlyTheOwnerAndAgentsCreate() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IFactory.NotAgent.selector, STRANGER));
        factory.createToken(termsOf(), "salt");
        vm.startPrank(OWNER);
        factory.addAgent(STRANGER);
        factory.removeAgent(STRANGER);
        vm.stopPrank();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IFactory.NotAgent.selector, STRANGER));
        factory.createToken(termsOf(), "salt");
    }

    function testOnlyTheOwnerNamesAgentsAndItsSuccessor() public {
        vm.startPrank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IFactory.NotOwner.selector, STRANGER));
        factory.addAgent(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IFactory.NotOwner.selector, STRANGER));
        factory.removeAgent(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IFactory.NotOwner.selector, STRANGER));
        factory.transferOwnership(STRANGER);
        vm.stopPrank();
        vm.startPrank(OWNER);
        vm.expectRevert(IFactory.ZeroAddress.selector);
        factory.transferOwnership(address(0));
        vm.expectRevert(IFactory.ZeroAddress.selector);
        factory.addAgent(address(0));
        factory.transferOwnership(STRANGER);
        vm.stopPrank();
        vm.assertEq(factory.owner(), STRANGER);
    }

    function testItIsMadeOfSomething() public {
        address implementation = factory.implementation();
        vm.expectRevert(IFactory.ZeroAddress.selector);
        new Factory(address(0), OWNER);
        vm.expectRevert(IFactory.ZeroAddress.selector);
        new Factory(implementation, address(0));
    }

    function testTokensShareNothing() public {
        ISecurityToken other = newToken("other");
        issue(ANA, 10);
        vm.startPrank(OPERATOR);
        other.pause();
        other.setAddressFrozen(ANA, true);
        vm.stopPrank();
        vm.assertEq(other.totalSupply(), 0);
        transfer(ANA, BO, 10);
    }

    function testOnlyTheMinterOfDevelopmentDollarsMakesThemAndBlacklists() public {
        vm.startPrank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(DevStablecoin.NotMinter.selector, STRANGER));
        dollar.mint(STRANGER, 1);
        vm.expectRevert(abi.encodeWithSelector(DevStablecoin.NotMinter.selector, STRANGER));
        dollar.setBlacklisted(ANA, true);
        vm.stopPrank();
        vm.startPrank(OPERATOR);
        dollar.mint(ANA, 100);
        dollar.setBlacklisted(ANA, true);
        vm.expectRevert(abi.encodeWithSelector(DevStablecoin.AccountBlacklisted.selector, ANA));
        dollar.mint(ANA, 1);
        vm.stopPrank();
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(DevStablecoin.AccountBlacklisted.selector, ANA));
        dollar.transfer(BO, 1);
        vm.assertEq(dollar.decimals(), 6);
    }
}
