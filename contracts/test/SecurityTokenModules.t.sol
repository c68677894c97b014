// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding, Reason} from "../src/Reason.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {ITokenEvents} from "../src/interfaces/ITokenEvents.sol";
import {IModule} from "../src/interfaces/IModule.sol";
import {ITokenCompliance} from "../src/interfaces/ITokenCompliance.sol";
import {RULER} from "../src/Roles.sol";
import {Ceiling, Meter, Mumbler, Reenterer, Refuser, Trick, Trickster} from "./Modules.sol";
import {World} from "./World.sol";

contract SecurityTokenModulesTest is World {
    function setUp() public override {
        super.setUp();
        issue(ANA, 1_000);
        issue(BO, 10);
    }

    function add(IModule module) private {
        vm.prank(OPERATOR);
        token.addModule(address(module));
    }

    function testAModuleIsBoundAskedToldAndUnbound() public {
        Meter meter = new Meter(100);
        vm.expectEmit();
        emit ITokenEvents.ModuleAdded(address(meter));
        add(meter);
        vm.assertTrue(meter.isComplianceBound(address(token)), "bound");
        vm.assertEq(token.getModules()[0], address(meter));

        transfer(ANA, BO, 60);
        issue(BO, 5);
        vm.startPrank(OPERATOR);
        token.burn(BO, 70);
        token.forcedTransfer(ANA, BO, 200);
        vm.assertEq(meter.moved(address(token)), 260);
        vm.assertEq(meter.created(address(token)), 5);
        vm.assertEq(meter.destroyed(address(token)), 70);

        vm.expectEmit();
        emit ITokenEvents.ModuleRemoved(address(meter));
        token.removeModule(address(meter));
        vm.stopPrank();
        vm.assertTrue(!meter.isComplianceBound(address(token)), "unbound");
        transfer(ANA, BO, 200);
        vm.assertEq(meter.moved(address(token)), 260);
    }

    function testARefusalNamesTheModule() public {
        add(new Meter(1_000));
        add(new Meter(10));
        add(new Refuser());
        Finding[] memory findings = token.explain(ANA, BO, 11);
        vm.assertEq(findings.length, 1);
        assertReason(findings[0].reason, Reason.ModuleRefused);
        vm.assertEq(findings[0].actual, 1);
        vm.expectRevert(refusal(Reason.ModuleRefused, 1, 0));
        transfer(ANA, BO, 11);
        vm.expectRevert(refusal(Reason.ModuleRefused, 2, 0));
        issue(BO, 10);
        (bool refuses, uint256 index) = token.refusingModule(ANA, BO, 10);
        vm.assertTrue(refuses && index == 2, "the third");
        address third = token.getModules()[2];
        vm.prank(OPERATOR);
        token.removeModule(third);
        (refuses, index) = token.refusingModule(ANA, BO, 10);
        vm.assertTrue(!refuses && index == 0, "none");
        // The others are asked as before.
        vm.expectRevert(refusal(Reason.ModuleRefused, 1, 0));
        transfer(ANA, BO, 11);
    }

    function testEightAndNoMoreEachOnce() public {
        Refuser[8] memory eight;
        for (uint256 i; i < 8; ++i) {
            eight[i] = new Refuser();
            add(eight[i]);
        }
        Refuser ninth = new Refuser();
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.TooManyModules.selector, uint256(8)));
        token.addModule(address(ninth));
        token.removeModule(address(eight[0]));
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleUnknown.selector, address(eight[0])));
        token.removeModule(address(eight[0]));
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleAlreadyAdded.selector, address(eight[3])));
        token.addModule(address(eight[3]));
        token.addModule(address(ninth));
        vm.stopPrank();
        address[] memory modules = token.getModules();
        for (uint256 i; i < 7; ++i) {
            vm.assertEq(modules[i], address(eight[i + 1]));
        }
        vm.assertEq(modules[7], address(ninth));
    }

    function testOnlyARulerAddsAndRemoves() public {
        Refuser refuser = new Refuser();
        add(refuser);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, address(this), RULER));
        token.addModule(address(refuser));
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, address(this), RULER));
        token.removeModule(address(refuser));
    }

    function testWhatHasNoCodeIsNoModule() public {
        address[3] memory none = [STRANGER, address(0), address(1)];
        for (uint256 i; i < none.length; ++i) {
            vm.prank(OPERATOR);
            vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleFailed.selector, none[i]));
            token.addModule(none[i]);
        }
    }

    function testAModuleThatCannotBeBoundIsNotAdded() public {
        Meter meter = new Meter(1);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleFailed.selector, address(registry)));
        token.addModule(address(registry));
        add(meter);
        vm.assertEq(token.getModules().length, 1);
    }

    /* SET UP THROUGH THE TOKEN */

    /// A module that hears its compliance alone stayed as it was born: one of countries let nobody in, one of caps had none.
    function testAModuleIsSetUpThroughTheToken() public {
        Ceiling ceiling = new Ceiling(true);
        add(ceiling);
        vm.assertTrue(token.isModuleBound(address(ceiling)), "bound");
        vm.expectRevert(refusal(Reason.ModuleRefused, 0, 0));
        transfer(ANA, BO, 1);
        // Whoever else tells it tells it of themselves.
        vm.prank(OPERATOR);
        ceiling.setMax(50);
        vm.assertEq(ceiling.maxOf(address(token)), 0);
        bytes memory set = abi.encodeCall(ceiling.setMax, (50));
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, address(this), RULER));
        token.callModuleFunction(set, address(ceiling));
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit ITokenEvents.ModuleInteraction(address(ceiling), ceiling.setMax.selector);
        token.callModuleFunction(set, address(ceiling));
        vm.expectRevert("no max");
        token.callModuleFunction(abi.encodeCall(ceiling.setMax, (0)), address(ceiling));
        vm.stopPrank();
        transfer(ANA, BO, 50);
        vm.expectRevert(refusal(Reason.ModuleRefused, 0, 0));
        transfer(ANA, BO, 51);
    }

    /// The token has no voice anywhere else.
    function testOnlyAModuleIsCalledThroughTheToken() public {
        Ceiling ceiling = new Ceiling(true);
        bytes memory set = abi.encodeCall(ceiling.setMax, (50));
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleUnknown.selector, address(ceiling)));
        token.callModuleFunction(set, address(ceiling));
        token.addModule(address(ceiling));
        token.removeModule(address(ceiling));
        vm.assertTrue(!token.isModuleBound(address(ceiling)), "gone");
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleUnknown.selector, address(ceiling)));
        token.callModuleFunction(set, address(ceiling));
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleUnknown.selector, address(token)));
        token.callModuleFunction(abi.encodeCall(token.pause, ()), address(token));
        vm.stopPrank();
    }

    function testAModuleMovesNothingWhileItIsSetUp() public {
        Reenterer reenterer = new Reenterer();
        add(reenterer);
        bytes[3] memory calls = [
            abi.encodeCall(token.transferFrom, (ANA, BO, 1)),
            abi.encodeCall(token.addModule, (address(new Refuser()))),
            abi.encodeCall(token.callModuleFunction, ("", address(reenterer)))
        ];
        vm.prank(ANA);
        token.approve(address(reenterer), 1);
        vm.prank(OWNER);
        token.grantRole(address(reenterer), RULER);
        for (uint256 i; i < calls.length; ++i) {
            reenterer.prepare(calls[i]);
            vm.prank(OPERATOR);
            vm.expectRevert(ITokenErrors.ModuleReentered.selector);
            token.callModuleFunction(abi.encodeCall(reenterer.act, ()), address(reenterer));
        }
        // And nothing stays locked by it.
        reenterer.keepQuiet();
        transfer(ANA, BO, 1);
    }

    function testAModuleThatSaysItCannotBeBoundIsNotAdded() public {
        Ceiling ceiling = new Ceiling(false);
        Mumbler[2] memory mumblers = [new Mumbler(false), new Mumbler(true)];
        address[3] memory not = [address(ceiling), address(mumblers[0]), address(mumblers[1])];
        for (uint256 i; i < not.length; ++i) {
            vm.prank(OPERATOR);
            vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleNotBindable.selector, not[i]));
            token.addModule(not[i]);
        }
        ceiling.count(address(token));
        add(ceiling);
        add(new Ceiling(true));
        vm.assertEq(token.getModules().length, 2);
    }

    function testATokenIsBoundToItselfAtItsBirth() public {
        address born = factory.tokenAddress("bound", OWNER);
        vm.expectEmit();
        emit ITokenEvents.TokenBound(born);
        vm.prank(OWNER);
        factory.createToken(termsOf(), "bound");
        vm.assertTrue(ITokenCompliance(born).isTokenBound(born), "bound");
        vm.assertEq(ITokenCompliance(born).getTokenBound(), born);
        // Nobody binds it elsewhere: what would be told is never told.
        vm.expectRevert(ITokenErrors.ComplianceIsTheToken.selector);
        ITokenCompliance(born).unbindToken(born);
    }

    /* HOSTILE ONES */

    /// Whatever a module does, it can do no more than refuse what holders and issuers do.
    function testAHostileModuleLocksNeitherRemediesNorItsRemoval() public {
        for (uint256 i = 1; i <= uint256(type(Trick).max); ++i) {
            uint256 before = vm.snapshotState();
            Trickster trickster = new Trickster();
            add(trickster);
            transfer(ANA, BO, 1);
            trickster.play(Trick(i));

            vm.expectRevert(refusal(Reason.ModuleRefused, 0, 0));
            transfer(ANA, BO, 1);
            vm.expectRevert(refusal(Reason.ModuleRefused, 0, 0));
            issue(ANA, 1);
            vm.startPrank(OPERATOR);
            token.burn(ANA, 1);
            token.forcedTransfer(ANA, BO, 1);
            registry.remove(CLEO);
            registry.addWallet(ANA, CLEO);
            token.recoveryAddress(ANA, CLEO, identityOf(ANA));
            vm.assertEq(token.balanceOf(CLEO), 997);
            token.removeModule(address(trickster));
            vm.stopPrank();
            transfer(CLEO, BO, 1);
            vm.revertToState(before);
        }
    }

    function testAModuleThatMissedARemedyIsNamed() public {
        Trickster trickster = new Trickster();
        add(trickster);
        trickster.play(Trick.Revert);
        vm.prank(OPERATOR);
        vm.expectEmit();
        emit ITokenEvents.ModuleMissed(address(trickster), ANA, address(0), 7);
        token.burn(ANA, 7);
    }

    /// Nobody can make a module miss a burn by leaving it too little gas.
    function testARemedyWithTooLittleGasIsRefused() public {
        Meter meter = new Meter(1);
        add(meter);
        for (uint256 gas_ = 60_000; gas_ < 400_000; gas_ += 5_000) {
            vm.prank(OPERATOR);
            (bool done,) = address(token).call{gas: gas_}(abi.encodeCall(token.burn, (ANA, 1)));
            if (done) vm.assertEq(meter.destroyed(address(token)), 1_000 - token.balanceOf(ANA));
        }
        vm.assertTrue(meter.destroyed(address(token)) != 0, "some went through");
    }

    function testAModuleMovesNothingWhileItIsTold() public {
        Reenterer reenterer = new Reenterer();
        vm.prank(OPERATOR);
        registry.register(address(reenterer), someone(address(reenterer)));
        issue(address(reenterer), 50);
        add(reenterer);
        bytes[4] memory calls = [
            abi.encodeCall(token.transfer, (BO, 1)),
            abi.encodeCall(token.burn, (BO, 1)),
            abi.encodeCall(token.removeModule, (address(reenterer))),
            abi.encodeCall(token.forcedTransfer, (BO, ANA, 1))
        ];
        vm.prank(OWNER);
        token.grantRole(address(reenterer), type(uint16).max);
        for (uint256 i; i < calls.length; ++i) {
            reenterer.prepare(calls[i]);
            vm.expectRevert(abi.encodeWithSelector(ITokenErrors.ModuleFailed.selector, address(reenterer)));
            transfer(ANA, BO, 1);
        }
        reenterer.keepQuiet();
        for (uint256 i; i < calls.length; ++i) {
            reenterer.prepare(calls[i]);
            transfer(ANA, BO, 1);
            vm.assertEq(bytes32(bytes4(reenterer.said())), bytes32(ITokenErrors.ModuleReentered.selector));
        }
        vm.assertEq(token.balanceOf(BO), 10 + calls.length);
        // What moves nothing it may do.
        reenterer.prepare(abi.encodeCall(token.approve, (BO, 1)));
        transfer(ANA, BO, 1);
    }
}
