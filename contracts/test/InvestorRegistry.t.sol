// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {ITrustedIssuers} from "../src/interfaces/ITrustedIssuers.sol";
import {Investor, InvestorRecord, recordOf} from "../src/types/InvestorRecord.sol";
import {World} from "./World.sol";

contract InvestorRegistryTest is World {
    event IdentityRegistered(address indexed wallet, address indexed identity);
    event InvestorUpdated(address indexed wallet, address indexed identity);
    event IdentityRemoved(address indexed wallet, address indexed identity);

    function valid(Investor memory i) private pure returns (Investor memory) {
        if (i.identity == address(0)) i.identity = address(1);
        i.country %= 1024;
        i.status = 1 + i.status % 2;
        return i;
    }

    function same(Investor memory a, Investor memory b) private pure returns (bool) {
        return keccak256(abi.encode(a)) == keccak256(abi.encode(b));
    }

    function testARecordComesBackAsItWasGiven(Investor memory investor) public {
        investor = valid(investor);
        vm.prank(OPERATOR);
        vm.expectEmit();
        emit IdentityRegistered(STRANGER, investor.identity);
        registry.register(STRANGER, investor);
        vm.assertTrue(same(registry.investorOf(STRANGER), investor), "same");
        vm.assertEq(registry.identity(STRANGER), investor.identity);
        vm.assertEq(registry.investorCountry(STRANGER), investor.country);
        vm.assertEq(
            registry.isVerified(STRANGER), investor.status == 1 && TODAY < investor.kycUntilDay, "verified"
        );
        (uint256 ana, uint256 stranger) = registry.pair(ANA, STRANGER);
        vm.assertTrue(same(InvestorRecord.wrap(stranger).investor(), investor), "packed");
        vm.assertEq(stranger, registry.packedOf(STRANGER));
        vm.assertEq(ana, registry.packedOf(ANA));
    }

    function testAStrangerIsNothing() public view {
        vm.assertEq(registry.packedOf(STRANGER), 0);
        vm.assertTrue(!registry.isVerified(STRANGER), "not verified");
        vm.assertEq(registry.identity(STRANGER), address(0));
    }

    function testVerificationEndsOnItsDay() public {
        vm.warp(uint256(TODAY + 365) * 1 days - 1);
        vm.assertTrue(registry.isVerified(ANA), "the day before");
        vm.warp(uint256(TODAY + 365) * 1 days);
        vm.assertTrue(!registry.isVerified(ANA), "on the day");
    }

    function testABatchRegistersAllOrNone() public {
        address[] memory wallets = new address[](2);
        Investor[] memory investors = new Investor[](2);
        (wallets[0], wallets[1]) = (STRANGER, ANA);
        (investors[0], investors[1]) = (someone(STRANGER), someone(ANA));
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.AlreadyRegistered.selector, ANA));
        registry.registerBatch(wallets, investors);
        vm.assertEq(registry.packedOf(STRANGER), 0);

        wallets[1] = account("another stranger");
        vm.prank(OPERATOR);
        registry.registerBatch(wallets, investors);
        vm.assertTrue(registry.isVerified(STRANGER) && registry.isVerified(wallets[1]), "both");

        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.LengthMismatch.selector, 2, 1));
        registry.registerBatch(wallets, new Investor[](1));
    }

    function testAPackedBatchSaysTheSame(Investor memory a, Investor memory b) public {
        (a, b) = (valid(a), valid(b));
        address[] memory wallets = new address[](2);
        InvestorRecord[] memory records = new InvestorRecord[](2);
        (wallets[0], wallets[1]) = (STRANGER, account("another stranger"));
        (records[0], records[1]) = (recordOf(a), recordOf(b));
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit IdentityRegistered(STRANGER, a.identity);
        registry.registerPacked(wallets, records);
        vm.assertTrue(same(registry.investorOf(STRANGER), a), "the first");
        vm.assertTrue(same(registry.investorOf(wallets[1]), b), "the second");
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.AlreadyRegistered.selector, STRANGER));
        registry.registerPacked(wallets, records);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.LengthMismatch.selector, 2, 1));
        registry.registerPacked(wallets, new InvestorRecord[](1));
        vm.stopPrank();
    }

    function testWhatCannotBeAPackedRecordIsRefused(uint256 bit) public {
        // Every one of the registry's own marks: linked, live, sanctioned, and the number of an issuer.
        uint256 marked = InvestorRecord.unwrap(recordOf(someone(STRANGER))) | (1 << bound(bit, 204, 215));
        Investor memory none = someone(STRANGER);
        none.identity = address(0);
        refusedPacked(marked, abi.encodeWithSelector(IInvestorRegistry.MarkGiven.selector, marked));
        refusedPacked(
            InvestorRecord.unwrap(recordOf(none)),
            abi.encodeWithSelector(ITrustedIssuers.ZeroAddress.selector)
        );
        for (uint256 status; status < 4; status += 3) {
            refusedPacked(
                InvestorRecord.unwrap(recordOf(someone(STRANGER)).withStatus(status)),
                abi.encodeWithSelector(IInvestorRegistry.StatusUnknown.selector, status)
            );
        }
        vm.assertEq(registry.packedOf(STRANGER), 0);
    }

    function refusedPacked(uint256 record, bytes memory error) private {
        address[] memory wallets = new address[](1);
        InvestorRecord[] memory records = new InvestorRecord[](1);
        (wallets[0], records[0]) = (STRANGER, InvestorRecord.wrap(record));
        vm.prank(OPERATOR);
        vm.expectRevert(error);
        registry.registerPacked(wallets, records);
    }

    function testWhatCannotBeARecordIsRefused() public {
        Investor memory investor = someone(STRANGER);
        vm.startPrank(OPERATOR);
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        registry.register(address(0), investor);
        investor.country = 1024;
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.CountryOutOfRange.selector, 1024));
        registry.register(STRANGER, investor);
        investor.country = 1;
        investor.status = 0;
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.StatusUnknown.selector, 0));
        registry.register(STRANGER, investor);
        investor.status = 3;
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.StatusUnknown.selector, 3));
        registry.register(STRANGER, investor);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.StatusUnknown.selector, 0));
        registry.setStatus(ANA, 0);
        investor.status = 1;
        investor.identity = address(0);
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        registry.register(STRANGER, investor);
        vm.stopPrank();
    }

    function testAnUpdateReplacesTheRecordAndKeepsTheIdentity(Investor memory investor) public {
        investor = valid(investor);
        investor.identity = identityOf(ANA);
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit InvestorUpdated(ANA, identityOf(ANA));
        registry.update(ANA, investor);
        vm.assertTrue(same(registry.investorOf(ANA), investor), "replaced");
        investor.identity = identityOf(BO);
        vm.expectRevert(
            abi.encodeWithSelector(
                IInvestorRegistry.IdentityMismatch.selector, ANA, identityOf(ANA), identityOf(BO)
            )
        );
        registry.update(ANA, investor);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotRegistered.selector, STRANGER));
        registry.update(STRANGER, investor);
        vm.stopPrank();
    }

    function testABlockReachesEveryLinkedWallet() public {
        vm.startPrank(OPERATOR);
        registry.addWallet(ANA, STRANGER);
        vm.assertTrue(same(registry.investorOf(STRANGER), registry.investorOf(ANA)), "the same record");
        vm.assertEq(registry.walletsOf(identityOf(ANA)).length, 2);
        registry.setStatus(STRANGER, 2);
        vm.assertTrue(!registry.isVerified(ANA) && !registry.isVerified(STRANGER), "both blocked");
        vm.assertTrue(registry.isVerified(BO), "nobody else");
        registry.setStatus(ANA, 1);
        vm.assertTrue(registry.isVerified(ANA) && registry.isVerified(STRANGER), "both active again");

        Investor memory moved = someone(ANA);
        moved.country = FRANCE;
        registry.update(ANA, moved);
        vm.assertEq(registry.investorCountry(STRANGER), FRANCE);
        vm.stopPrank();
    }

    function testAnInvestorHasAtMostSixteenWallets() public {
        vm.startPrank(OPERATOR);
        for (uint160 i = 1; i < 16; ++i) {
            registry.addWallet(ANA, address(1_000 + i));
        }
        vm.expectRevert(
            abi.encodeWithSelector(IInvestorRegistry.TooManyWallets.selector, identityOf(ANA), 16)
        );
        registry.addWallet(ANA, STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.AlreadyRegistered.selector, BO));
        registry.addWallet(ANA, BO);
        vm.stopPrank();
        vm.assertEq(registry.walletsOf(identityOf(ANA)).length, 16);
    }

    function testARemovedWalletIsNothingAndItsSiblingsStay() public {
        address third = account("third wallet");
        vm.startPrank(OPERATOR);
        registry.addWallet(ANA, STRANGER);
        registry.addWallet(ANA, third);
        vm.expectEmit();
        emit IdentityRemoved(ANA, identityOf(ANA));
        registry.remove(ANA);
        vm.assertEq(registry.packedOf(ANA), 0);
        vm.assertEq(registry.walletsOf(identityOf(ANA)).length, 2);
        registry.setStatus(STRANGER, 2);
        vm.assertTrue(!registry.isVerified(third), "still linked");
        vm.assertEq(registry.packedOf(ANA), 0);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotRegistered.selector, ANA));
        registry.remove(ANA);
        vm.stopPrank();
    }

    function testOnlyAgentsWriteAndOnlyTheOwnerNamesThem(address stranger) public {
        vm.assume(stranger != OPERATOR && stranger != OWNER);
        bytes[7] memory agents = [
            abi.encodeCall(registry.register, (STRANGER, someone(STRANGER))),
            abi.encodeCall(registry.registerBatch, (new address[](0), new Investor[](0))),
            abi.encodeCall(registry.registerPacked, (new address[](0), new InvestorRecord[](0))),
            abi.encodeCall(registry.addWallet, (ANA, STRANGER)),
            abi.encodeCall(registry.update, (ANA, someone(ANA))),
            abi.encodeCall(registry.setStatus, (ANA, 2)),
            abi.encodeCall(registry.remove, (ANA))
        ];
        for (uint256 i; i < agents.length; ++i) {
            refused(stranger, agents[i], ITrustedIssuers.NotAgent.selector);
        }
        refused(stranger, abi.encodeCall(registry.addAgent, (stranger)), ITrustedIssuers.NotOwner.selector);
        refused(stranger, abi.encodeCall(registry.removeAgent, (OPERATOR)), ITrustedIssuers.NotOwner.selector);
        refused(
            stranger,
            abi.encodeCall(registry.transferOwnership, (stranger)),
            ITrustedIssuers.NotOwner.selector
        );
    }

    function refused(address caller, bytes memory call, bytes4 error) private {
        vm.prank(caller);
        (bool passed, bytes memory answer) = address(registry).call(call);
        vm.assertTrue(!passed, "refused");
        vm.assertEq(keccak256(answer), keccak256(abi.encodeWithSelector(error, caller)));
    }

    function testARemovedAgentWritesNoMore() public {
        vm.prank(OWNER);
        registry.removeAgent(OPERATOR);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.NotAgent.selector, OPERATOR));
        registry.setStatus(ANA, 2);
    }

    function testOwnershipPasses() public {
        vm.startPrank(OWNER);
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        registry.transferOwnership(address(0));
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        registry.addAgent(address(0));
        registry.transferOwnership(STRANGER);
        vm.stopPrank();
        vm.assertEq(registry.owner(), STRANGER);
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        new InvestorRegistry(address(0));
    }
}
