// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Hold, ISecurityToken, Lot} from "../src/interfaces/ISecurityToken.sol";
import {World} from "./World.sol";

/// @dev A holding whose only lot lies folded in its own word is to everybody what it is with a lot in a slot. Of two tokens,
///      one never folds, since something is frozen while it issues; everything else is done to both.
contract SecurityTokenFoldTest is World {
    event LotOpened(
        address indexed holder, uint256 units, uint16 acquiredDay, uint16 unlockDay, uint16 legend
    );

    uint256 private constant LOTS_SLOT = 8;

    ISecurityToken private plain;

    function setUp() public override {
        super.setUp();
        plain = newToken("never folds");
    }

    function testAFirstLotTakesNoSlotAndIsTold() public {
        vm.expectEmit(address(token));
        emit LotOpened(ANA, 60, TODAY - 3, TODAY + 5, 7);
        vm.prank(OPERATOR);
        token.issue(ANA, 60, TODAY - 3, TODAY + 5, 7, 0);
        vm.assertEq(storedLot(token, ANA), bytes32(0));
        Lot[] memory lots = token.lotsOf(ANA);
        vm.assertEq(lots.length, 1);
        vm.assertEq(lots[0].units, 60);
        vm.assertEq(lots[0].acquiredDay, TODAY - 3);
        vm.assertEq(lots[0].unlockDay, TODAY + 5);
        vm.assertEq(lots[0].legend, 7);
        vm.assertEq(token.frozenTokens(ANA), 0);
        vm.assertEq(token.lockedOf(ANA), 60);

        issue(ANA, 1);
        vm.assertTrue(storedLot(token, ANA) != 0, "further units give it a slot");
        vm.assertEq(token.lockedOf(ANA), 60);
        vm.assertEq(token.freeOf(ANA), 1);
    }

    function testFurtherUnitsAfterItsDayTakeNoSlot() public {
        issueLocked(ANA, 60, TODAY + 5, 7);
        vm.warp(START + 5 days);
        issue(ANA, 1);
        vm.assertEq(storedLot(token, ANA), bytes32(0));
        vm.assertEq(token.freeOf(ANA), 61);
        vm.assertEq(token.frozenTokens(ANA), 0);
    }

    function testWhatIsFrozenKeepsALotInItsSlot() public {
        vm.prank(OPERATOR);
        token.setFrozenTokens(ANA, 10);
        issueLocked(ANA, 60, TODAY + 5, 7);
        vm.assertTrue(storedLot(token, ANA) != 0, "a slot");
        vm.assertEq(token.frozenTokens(ANA), 10);
        vm.assertEq(token.lockedOf(ANA), 60);
    }

    function testFoldedOrNotIsTheSame(uint256[12] calldata steps) public {
        for (uint256 i; i < steps.length; ++i) {
            step(steps[i]);
            for (uint256 p; p < 4; ++p) {
                assertAlike(people()[p]);
            }
            vm.assertEq(token.totalSupply(), plain.totalSupply());
            vm.assertEq(token.holderCount(), plain.holderCount());
        }
    }

    /// @dev One thing done to both tokens, by an officer or a holder, allowed or not.
    function step(uint256 seed) private {
        address holder = people()[seed % 4];
        address other = people()[(seed >> 2) % 4];
        uint256 units = (seed >> 8) % 100;
        uint256 kind = (seed >> 16) % 12;
        if (kind < 3) return issueLockedInBoth(holder, 1 + units, seed);
        if (kind == 3) {
            vm.warp(block.timestamp + (seed >> 32) % 3 * 1 days);
            return;
        }
        if (kind == 4) {
            return rescaleInBoth(holder, uint64(1 + (seed >> 32) % 4), uint64(1 + (seed >> 40) % 4));
        }
        bytes memory call_ = abi.encodeCall(token.transfer, (other, units));
        if (kind == 5) call_ = abi.encodeCall(token.mint, (holder, units));
        if (kind == 6) call_ = abi.encodeCall(token.burn, (holder, units));
        if (kind == 7) call_ = abi.encodeCall(token.forcedTransfer, (holder, other, units));
        if (kind == 8) call_ = abi.encodeCall(token.setFrozenTokens, (holder, units));
        if (kind == 9) call_ = abi.encodeCall(token.freezePartialTokens, (holder, units));
        if (kind == 10) call_ = abi.encodeCall(token.setAddressFrozen, (holder, units % 4 == 0));
        callBoth(kind == 11 ? holder : OPERATOR, call_);
    }

    function issueLockedInBoth(address holder, uint256 units, uint256 seed) private {
        uint16 unlockDay = uint16(block.timestamp / 1 days + (seed >> 32) % 4);
        uint16 legend = uint16((seed >> 40) % 2);
        bytes memory call_ = abi.encodeCall(
            token.issue, (holder, units, TODAY - uint16((seed >> 48) % 3), unlockDay, legend, 0)
        );
        bool free = plain.frozenTokens(holder) == 0;
        vm.startPrank(OPERATOR);
        if (free) plain.setFrozenTokens(holder, 1);
        (bool ok,) = address(plain).call(call_);
        if (free) plain.setFrozenTokens(holder, 0);
        (bool alike,) = address(token).call(call_);
        vm.stopPrank();
        vm.assertEq(ok, alike, "issued");
    }

    function rescaleInBoth(address holder, uint64 num, uint64 den) private {
        callBoth(OPERATOR, abi.encodeCall(token.pause, ()));
        callBoth(OPERATOR, abi.encodeCall(token.hold, (Hold.Rescaling)));
        callBoth(OPERATOR, abi.encodeCall(token.rescale, (holder, num, den)));
        callBoth(OPERATOR, abi.encodeCall(token.letGo, (false)));
        callBoth(OPERATOR, abi.encodeCall(token.unpause, ()));
    }

    function callBoth(address caller, bytes memory call_) private {
        vm.prank(caller);
        (bool ok, bytes memory answer) = address(plain).call(call_);
        vm.prank(caller);
        (bool alike, bytes memory other) = address(token).call(call_);
        vm.assertEq(ok, alike, "both or neither");
        vm.assertEq(keccak256(answer), keccak256(other));
    }

    function assertAlike(address who) private view {
        vm.assertEq(token.balanceOf(who), plain.balanceOf(who), "balance");
        vm.assertEq(token.frozenTokens(who), plain.frozenTokens(who), "frozen");
        vm.assertEq(token.lockedOf(who), plain.lockedOf(who), "locked");
        vm.assertEq(token.freeOf(who), plain.freeOf(who), "free");
        vm.assertEq(token.isFrozen(who), plain.isFrozen(who), "wallet frozen");
        vm.assertEq(keccak256(abi.encode(token.lotsOf(who))), keccak256(abi.encode(plain.lotsOf(who))));
        vm.assertEq(
            keccak256(abi.encode(token.explain(who, DANA, 7))),
            keccak256(abi.encode(plain.explain(who, DANA, 7)))
        );
    }

    /// @dev The first slot of the holder's lots: `contracts/layout/SecurityToken.txt` says where they are.
    function storedLot(ISecurityToken one, address holder) private view returns (bytes32) {
        return vm.load(address(one), keccak256(abi.encode(holder, LOTS_SLOT)));
    }
}
