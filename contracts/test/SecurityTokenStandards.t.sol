// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Reason} from "../src/Reason.sol";
import {
    ICompliance,
    IERC1404,
    IERC3643,
    IERC7943Fungible,
    IERC7943FungibleDraft
} from "../src/interfaces/Standards.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {ITokenEvents} from "../src/interfaces/ITokenEvents.sol";
import {AGENT, RULER} from "../src/Roles.sol";
import {World} from "./World.sol";

/// @dev What tools written for a standard call, called as they do.
contract SecurityTokenStandardsTest is World {
    IERC3643 private t;

    function setUp() public override {
        super.setUp();
        t = IERC3643(address(token));
        vm.prank(OWNER);
        token.revokeRole(OPERATOR, type(uint256).max);
        vm.prank(OWNER);
        token.addAgent(OPERATOR);
        issue(ANA, 1_000);
    }

    function two(address a, address b) private pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (a, b);
    }

    function two(uint256 a, uint256 b) private pure returns (uint256[] memory list) {
        list = new uint256[](2);
        (list[0], list[1]) = (a, b);
    }

    /* ERC-165 */

    function testTheInterfacesAreAnnounced() public view {
        bytes4[9] memory ids = [
            type(IERC165).interfaceId,
            type(IERC20).interfaceId,
            type(IERC20Permit).interfaceId,
            type(IVotes).interfaceId,
            type(IERC3643).interfaceId,
            type(ICompliance).interfaceId,
            type(IERC7943Fungible).interfaceId,
            type(IERC7943FungibleDraft).interfaceId,
            type(IERC1404).interfaceId
        ];
        for (uint256 i; i < ids.length; ++i) {
            vm.assertTrue(token.supportsInterface(ids[i]), "announced");
        }
        vm.assertTrue(!token.supportsInterface(0xffffffff), "ERC-165 says so");
        vm.assertTrue(!token.supportsInterface(0), "nothing");
    }

    /* ERC-3643 */

    function testAnAgentDoesEverythingInBatches() public {
        vm.startPrank(OPERATOR);
        t.batchMint(two(BO, CLEO), two(50, 60));
        vm.assertEq(token.balanceOf(BO), 50);
        t.batchForcedTransfer(two(BO, CLEO), two(CLEO, DANA), two(10, 20));
        vm.assertEq(token.balanceOf(CLEO), 50);
        t.batchBurn(two(BO, CLEO), two(40, 5));
        vm.assertEq(token.holderCount(), 3);
        t.batchFreezePartialTokens(two(ANA, CLEO), two(5, 6));
        t.batchUnfreezePartialTokens(two(ANA, CLEO), two(1, 6));
        vm.assertEq(token.getFrozenTokens(ANA), 4);
        vm.assertEq(token.getFrozenTokens(CLEO), 0);
        bool[] memory yes = new bool[](2);
        (yes[0], yes[1]) = (true, true);
        t.batchSetAddressFrozen(two(BO, CLEO), yes);
        vm.assertTrue(token.isFrozen(BO) && token.isFrozen(CLEO), "frozen");
        vm.stopPrank();
        vm.prank(ANA);
        t.batchTransfer(two(DANA, DANA), two(7, 8));
        vm.assertEq(token.balanceOf(DANA), 35);
    }

    function testABatchIsWholeOrNothing() public {
        vm.prank(ANA);
        vm.expectRevert(refusal(Reason.InsufficientBalance, 600, 400));
        t.batchTransfer(two(BO, CLEO), two(600, 600));
        vm.assertEq(token.balanceOf(BO), 0);
    }

    /// ERC-7943's reference checks each entry against the balance before any of them.
    function testTheSameReceiverTwiceIsWeighedTwice() public {
        vm.prank(OPERATOR);
        vm.expectRevert(refusal(Reason.BalanceCap, 1_000_001, 1_000_000));
        t.batchMint(two(BO, BO), two(1_000_000, 1));
    }

    function testListsOfABatchAreOfOneLength(uint256 a, uint256 b) public {
        (a, b) = (bound(a, 0, 3), bound(b, 0, 3));
        vm.assume(a != b);
        bytes memory refused = abi.encodeWithSelector(ITokenErrors.LengthMismatch.selector, a, b);
        (address[] memory to, uint256[] memory units) = (new address[](a), new uint256[](b));
        vm.startPrank(OPERATOR);
        vm.expectRevert(refused);
        t.batchTransfer(to, units);
        vm.expectRevert(refused);
        t.batchMint(to, units);
        vm.expectRevert(refused);
        t.batchBurn(to, units);
        vm.expectRevert(refused);
        t.batchFreezePartialTokens(to, units);
        vm.expectRevert(refused);
        t.batchUnfreezePartialTokens(to, units);
        vm.expectRevert(refused);
        t.batchSetAddressFrozen(to, new bool[](b));
        vm.expectRevert(refused);
        t.batchForcedTransfer(to, to, units);
        vm.expectRevert(refused);
        t.batchForcedTransfer(to, new address[](b), units);
    }

    function testABatchAsksForTheRoleOfItsParts() public {
        vm.startPrank(STRANGER);
        vm.expectRevert();
        t.batchMint(two(BO, BO), two(1, 1));
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, STRANGER, AGENT));
        t.batchForcedTransfer(two(ANA, ANA), two(BO, BO), two(1, 1));
        vm.expectRevert();
        t.batchBurn(two(ANA, ANA), two(1, 1));
        vm.expectRevert();
        t.batchSetAddressFrozen(two(ANA, ANA), new bool[](2));
        vm.expectRevert();
        t.batchFreezePartialTokens(two(ANA, ANA), two(1, 1));
        vm.expectRevert();
        t.batchUnfreezePartialTokens(two(ANA, ANA), two(0, 0));
        vm.stopPrank();
    }

    function testTheTokenIsItsOwnCompliance() public {
        vm.prank(OWNER);
        token.grantRole(OPERATOR, RULER);
        ICompliance c = ICompliance(t.compliance());
        vm.assertEq(address(c), address(token));
        vm.assertEq(c.getTokenBound(), address(token));
        vm.assertTrue(c.isTokenBound(address(token)) && !c.isTokenBound(STRANGER), "its own");
        vm.assertTrue(c.canTransfer(ANA, BO, 1_000) && !c.canTransfer(ANA, BO, 1_001), "the rules");

        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit ITokenEvents.ComplianceAdded(address(token));
        t.setCompliance(address(token));
        vm.expectRevert(ITokenErrors.ComplianceIsTheToken.selector);
        t.setCompliance(STRANGER);
        vm.expectRevert(ITokenErrors.ComplianceIsTheToken.selector);
        c.bindToken(address(token));
        vm.expectRevert(ITokenErrors.ComplianceIsTheToken.selector);
        c.unbindToken(address(token));
        vm.expectRevert(ITokenErrors.ComplianceIsTheToken.selector);
        c.transferred(ANA, BO, 1);
        vm.expectRevert(ITokenErrors.ComplianceIsTheToken.selector);
        c.created(ANA, 1);
        vm.expectRevert(ITokenErrors.ComplianceIsTheToken.selector);
        c.destroyed(ANA, 1);

        vm.expectEmit();
        emit ITokenEvents.IdentityRegistryAdded(address(registry));
        t.setIdentityRegistry(address(registry));
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.IdentityRegistryFixed.selector, address(registry))
        );
        t.setIdentityRegistry(STRANGER);
        vm.stopPrank();
    }

    function testTheTokensOwnIdentityIsAnnouncedWithItsName() public {
        vm.prank(OWNER);
        token.grantRole(OPERATOR, type(uint8).max);
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit ITokenEvents.UpdatedTokenInformation("Office Tower LLC Units", "TOWER", 0, "1", STRANGER);
        t.setOnchainID(STRANGER);
        vm.assertEq(t.onchainID(), STRANGER);
        vm.expectEmit();
        emit ITokenEvents.UpdatedTokenInformation("New", "TOWER", 0, "1", STRANGER);
        t.setName("New");
        vm.stopPrank();
    }

    /* ERC-7943, ERC-1404 */

    function testWhoMaySendAndReceive() public {
        vm.assertTrue(token.canSend(ANA) && token.canReceive(ANA) && token.canTransact(ANA), "fine");
        vm.assertTrue(token.canSend(STRANGER) && !token.canReceive(STRANGER), "unknown");
        vm.assertTrue(!token.canTransact(STRANGER), "not both");
        vm.startPrank(OPERATOR);
        registry.setStatus(BO, 2);
        vm.assertTrue(!token.canSend(BO) && !token.canReceive(BO), "blocked");
        token.setAddressFrozen(CLEO, true);
        vm.assertTrue(!token.canSend(CLEO) && !token.canReceive(CLEO) && !token.canTransact(CLEO), "frozen");
        vm.stopPrank();
    }

    function testRestrictionsHaveACodeAndAMessage() public view {
        vm.assertEq(token.detectTransferRestriction(ANA, BO, 1), 0);
        vm.assertEq(token.detectTransferRestriction(ANA, STRANGER, 1), uint256(Reason.ReceiverNotRegistered));
        for (uint8 code; code <= uint8(type(Reason).max); ++code) {
            string memory message = token.messageForTransferRestriction(code);
            vm.assertTrue(bytes(message).length > 15, "a sentence");
            for (uint8 other; other < code; ++other) {
                vm.assertTrue(
                    keccak256(bytes(message)) != keccak256(bytes(token.messageForTransferRestriction(other))),
                    "its own"
                );
            }
        }
        vm.assertEq(token.messageForTransferRestriction(255), "There is no such restriction.");
    }

    /* ERC-5805, ERC-6372 */

    function testVotesAreTheUnitsOnRecord(uint8 count, uint8 asked) public {
        vm.prank(OWNER);
        token.grantRole(OPERATOR, type(uint8).max);
        uint256 dates = bound(count, 1, 20);
        for (uint256 i = 1; i <= dates; ++i) {
            vm.prank(OPERATOR);
            token.declareRecordDate(uint40(START + i * 1 hours));
        }
        vm.assertEq(token.clock(), START);
        vm.assertEq(token.CLOCK_MODE(), "mode=timestamp");
        vm.assertEq(token.getVotes(ANA), 1_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITokenErrors.RecordDateNotPassed.selector, uint16(1), uint40(START + 1 hours)
            )
        );
        token.getPastVotes(ANA, START + 1 hours);

        for (uint256 i = 1; i <= dates; ++i) {
            vm.warp(START + i * 1 hours);
            transfer(ANA, BO, 1);
        }
        uint256 at = bound(asked, 1, dates);
        vm.assertEq(token.getPastVotes(ANA, START + at * 1 hours), 1_001 - at);
        vm.assertEq(token.getPastVotes(BO, START + at * 1 hours), at - 1);
        vm.assertEq(token.getPastTotalSupply(START + at * 1 hours), 1_000);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.NotARecordDate.selector, START + at * 1 hours + 1)
        );
        token.getPastVotes(ANA, START + at * 1 hours + 1);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotARecordDate.selector, type(uint256).max));
        token.getPastTotalSupply(type(uint256).max);
    }

    function testWithoutRecordDatesThereAreNoPastVotes() public {
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotARecordDate.selector, uint256(0)));
        token.getPastVotes(ANA, 0);
    }

    function testEverybodyVotesForThemselves() public {
        vm.assertEq(token.delegates(ANA), ANA);
        vm.startPrank(ANA);
        token.delegate(ANA);
        vm.expectRevert(ITokenErrors.DelegationRefused.selector);
        token.delegate(BO);
        vm.expectRevert(ITokenErrors.DelegationRefused.selector);
        token.delegateBySig(ANA, 0, type(uint256).max, 27, 0, 0);
        vm.stopPrank();
    }
}
