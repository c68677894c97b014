// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {Reason} from "../src/Reason.sol";
import {IdentityMisbehaves, S_MAX, bytesAt, isCanonical} from "../src/types/Claim.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {Identity, Issuer, Moody} from "./Identities.sol";
import {RegistryWorld} from "./RegistryWorld.sol";

/// @dev Eve's wallet is bound to an identity contract with a claim of topic 7, which the registry asks for.
contract RegistryClaimsTest is RegistryWorld {
    uint256 private constant ISSUER_KEY = 0x155;
    uint256 private constant TOPIC = 7;
    bytes private constant DATA = "checked";

    Identity private identity;
    Issuer private issuer;

    function setUp() public override {
        super.setUp();
        identity = new Identity();
        issuer = new Issuer(vm.addr(ISSUER_KEY));
        trust(address(issuer), topicsOf(TOPIC));
        vm.prank(OWNER);
        registry.addClaimTopic(TOPIC);
        identity.addClaim(TOPIC, address(issuer), signature(address(identity), TOPIC), DATA);
        bind(address(identity));
        // Nothing but the registry stands in the way.
        vm.prank(OPERATOR);
        token.setRules(noRules());
        issue(ANA, 100);
    }

    function bind(address identity_) private {
        vm.startPrank(OPERATOR);
        if (registry.contains(EVE)) registry.deleteIdentity(EVE);
        registry.registerIdentity(EVE, identity_, FRANCE);
        vm.stopPrank();
    }

    function claimDigest(address identity_, uint256 topic) private pure returns (bytes32) {
        return keccak256(
            abi.encodePacked(
                "\x19Ethereum Signed Message:\n32", keccak256(abi.encode(identity_, topic, DATA))
            )
        );
    }

    function signature(address identity_, uint256 topic) private pure returns (bytes memory) {
        return signed(ISSUER_KEY, claimDigest(identity_, topic));
    }

    /// @dev Eve cannot receive, with the reason of expired checks; others can, and the registry says why.
    function assertNotVerified(bytes memory why) private {
        vm.assertTrue(!registry.isVerified(EVE), "not verified");
        vm.assertEq(registry.investorOf(EVE).kycUntilDay, 0);
        vm.expectRevert(refusal(Reason.ReceiverKycExpired, TODAY, 0));
        transfer(ANA, EVE, 1);
        assertReason(firstReason(ANA, EVE, 1), Reason.ReceiverKycExpired);
        transfer(ANA, BO, 1);
        address bound_ = registry.identity(EVE);
        vm.expectRevert(why);
        registry.requireClaims(bound_);
    }

    function missing() private view returns (bytes memory) {
        return abi.encodeWithSelector(IInvestorRegistry.ClaimMissing.selector, registry.identity(EVE), TOPIC);
    }

    function misbehaves() private view returns (bytes memory) {
        return abi.encodeWithSelector(IdentityMisbehaves.selector, registry.identity(EVE));
    }

    function testAWalletWithItsClaimsHolds() public {
        vm.assertTrue(registry.isVerified(EVE), "verified");
        transfer(ANA, EVE, 10);
        transfer(EVE, BO, 4);
        vm.assertEq(token.balanceOf(EVE), 6);
        vm.assertTrue(registry.marksOf(EVE).live, "live");
    }

    function testEveryTopicIsAskedFor() public {
        vm.prank(OWNER);
        registry.addClaimTopic(8);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.ClaimMissing.selector, address(identity), 8));
        registry.requireClaims(address(identity));
        vm.assertTrue(!registry.isVerified(EVE), "topic 8");
        vm.prank(OWNER);
        registry.removeClaimTopic(8);
        vm.assertTrue(registry.isVerified(EVE), "topic 7 alone");
    }

    function testWithoutTopicsNothingIsAsked() public {
        bind(account("no contract"));
        vm.prank(OWNER);
        registry.removeClaimTopic(TOPIC);
        vm.assertTrue(registry.isVerified(EVE), "nothing to ask for");
    }

    function testAClaimCountsOnlyFromAnIssuerTrustedForItsTopic() public {
        vm.startPrank(OWNER);
        registry.updateIssuerClaimTopics(address(issuer), topicsOf(9));
        vm.stopPrank();
        assertNotVerified(missing());
        vm.startPrank(OWNER);
        registry.updateIssuerClaimTopics(address(issuer), topicsOf(TOPIC));
        registry.removeTrustedIssuer(address(issuer));
        vm.stopPrank();
        assertNotVerified(missing());
        trust(address(issuer), topicsOf(TOPIC));
        vm.assertTrue(registry.isVerified(EVE), "trusted again");
    }

    function testAnotherIdentitysClaimIsNotHers() public {
        Identity other = new Identity();
        other.addClaim(TOPIC, address(issuer), signature(address(identity), TOPIC), DATA);
        bind(address(other));
        assertNotVerified(missing());
    }

    function testAClaimOfAnotherTopicOrIssuerIsNotTheOneAskedFor() public {
        Moody moody = new Moody();
        bind(address(moody));
        bytes memory good = signature(address(moody), TOPIC);
        moody.set(2, abi.encode(TOPIC + 1, 1, address(issuer), good, DATA, ""));
        assertNotVerified(missing());
        moody.set(2, abi.encode(TOPIC, 1, PROVIDER, good, DATA, ""));
        assertNotVerified(missing());
        // The shortest of all answers: none has this id.
        moody.set(2, new bytes(192));
        assertNotVerified(missing());
        moody.set(2, abi.encode(TOPIC, 1, address(issuer), good, DATA, ""));
        vm.assertTrue(registry.isVerified(EVE), "as it should be");
    }

    /// ONCHAINID: a claim revoked by the bytes of its signature came back when the signature was written otherwise.
    function testARevokedClaimDoesNotComeBackUnderAnotherSpelling() public {
        bytes32 digest = claimDigest(address(identity), TOPIC);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ISSUER_KEY, digest);
        issuer.revoke(abi.encodePacked(r, s, v));
        assertNotVerified(missing());
        bytes[5] memory spellings = [
            highS(ISSUER_KEY, digest),
            abi.encodePacked(r, s, v - 27),
            abi.encodePacked(r, s, v, uint8(0)),
            abi.encodePacked(r, bytes32(ORDER - uint256(s)), uint8(28 - v)),
            abi.encodePacked(r, s, v, r, s)
        ];
        for (uint256 i; i < spellings.length; ++i) {
            // The issuer itself is taken in by each.
            vm.assertTrue(
                issuer.isClaimValid(address(identity), TOPIC, spellings[i], DATA), "the issuer's answer"
            );
            identity.addClaim(TOPIC, address(issuer), spellings[i], DATA);
            assertNotVerified(missing());
        }
    }

    function testAnIdentityWithoutCodeHoldsNoClaims() public {
        address[3] memory none = [account("no contract"), address(1), address(4)];
        for (uint256 i; i < none.length; ++i) {
            bind(none[i]);
            assertNotVerified(abi.encodeWithSelector(IInvestorRegistry.IdentityWithoutCode.selector, none[i]));
        }
    }

    function testAHostileIdentityIsNotVerifiedAndLocksNobodyOut(uint256 offset) public {
        Moody moody = new Moody();
        bind(address(moody));
        bytes memory good = signature(address(moody), TOPIC);
        bytes[6] memory garbage = [
            bytes(""),
            abi.encode(TOPIC),
            // Offsets beyond the answer, lengths beyond it, and both beyond every number.
            abi.encode(TOPIC, 1, address(issuer), bound(offset, 161, type(uint256).max), 192, 0),
            abi.encode(TOPIC, 1, address(issuer), 32, bound(offset, 161, type(uint256).max), 0),
            abi.encode(TOPIC, 1, address(issuer), 160, 160, type(uint256).max),
            abi.encodePacked(abi.encode(TOPIC, 1, address(issuer), 192, 192, 0), type(uint256).max)
        ];
        for (uint256 i; i < garbage.length; ++i) {
            moody.set(2, garbage[i]);
            assertNotVerified(misbehaves());
        }
        uint256[4] memory moods = [uint256(0), 1, 3, 5];
        for (uint256 i; i < moods.length; ++i) {
            moody.set(moods[i], "");
            vm.assertTrue(!registry.isVerified(EVE), "not verified");
            vm.expectRevert(refusal(Reason.ReceiverKycExpired, TODAY, 0));
            transfer(ANA, EVE, 1);
            transfer(ANA, BO, 1);
        }
        moody.set(4, abi.encode(TOPIC, 1, address(issuer), good, DATA, ""));
        vm.assertTrue(registry.isVerified(EVE), "slow, but she is");
    }

    function testAHostileIdentityKeepsNobodyFromForcingItsUnits() public {
        Moody moody = new Moody();
        bind(address(moody));
        moody.set(2, abi.encode(TOPIC, 1, address(issuer), signature(address(moody), TOPIC), DATA, ""));
        transfer(ANA, EVE, 10);
        for (uint256 mood; mood < 2; ++mood) {
            moody.set(mood, "");
            vm.prank(OPERATOR);
            token.forcedTransfer(EVE, BO, 1);
            transfer(EVE, BO, 1);
            vm.prank(OPERATOR);
            token.burn(EVE, 1);
        }
        vm.prank(OPERATOR);
        registry.deleteIdentity(EVE);
        vm.assertTrue(!registry.contains(EVE), "gone");
    }

    function testWhatAHostileIdentityCostsIsBounded() public {
        Moody moody = new Moody();
        bind(address(moody));
        vm.startPrank(OWNER);
        for (uint256 topic = 100; topic < 114; ++topic) {
            registry.addClaimTopic(topic);
        }
        vm.stopPrank();
        moody.set(4, abi.encode(0, 1, address(0), "", "", ""));
        for (uint160 i = 1; i <= 40; ++i) {
            trust(address(1_000 + i), topicsOf(TOPIC));
        }
        uint256 before = gasleft();
        registry.isVerified(EVE);
        vm.assertLe(before - gasleft(), 3_050_000, "gas");
    }

    /// T-REX 3.5.1: `isVerified` went wrong where the issuer of the last claim failed.
    function testAHostileIssuerIsPassedOverForAnother() public {
        Moody first = new Moody();
        // Make the hostile one come first.
        vm.prank(OWNER);
        registry.removeTrustedIssuer(address(issuer));
        trust(address(first), topicsOf(TOPIC));
        trust(address(issuer), topicsOf(TOPIC));
        bytes memory canonical = signature(address(identity), TOPIC);
        identity.addClaim(TOPIC, address(first), canonical, DATA);
        for (uint256 mood; mood < 6; ++mood) {
            first.set(mood, abi.encode(2));
            vm.assertTrue(registry.isVerified(EVE), "by the honest one");
        }
        // Alone, nothing but the word for true counts.
        vm.prank(OWNER);
        registry.removeTrustedIssuer(address(issuer));
        for (uint256 mood; mood < 6; ++mood) {
            first.set(mood, "");
            assertNotVerified(missing());
        }
        bytes[5] memory answers = [bytes(""), abi.encode(2), abi.encode(0), hex"01", abi.encode(1, 1)];
        for (uint256 i; i < answers.length; ++i) {
            first.set(2, answers[i]);
            assertNotVerified(missing());
        }
        first.set(2, abi.encode(true));
        vm.assertTrue(registry.isVerified(EVE), "true");
    }

    function testAnIssuerWithoutCodeVouchesForNobody() public {
        trust(STRANGER, topicsOf(TOPIC));
        vm.prank(OWNER);
        registry.removeTrustedIssuer(address(issuer));
        identity.addClaim(TOPIC, STRANGER, signature(address(identity), TOPIC), DATA);
        assertNotVerified(missing());
    }

    function testLiveModeIsLaidOnACachedRecordAndTakenOff() public {
        Investor memory eve = someone(EVE);
        eve.identity = address(identity);
        vm.startPrank(OPERATOR);
        registry.update(EVE, eve);
        vm.assertTrue(registry.marksOf(EVE).live, "an update keeps the mode");
        vm.stopPrank();
        vm.assertTrue(registry.isVerified(EVE), "both");
        vm.warp(uint256(TODAY + 365) * 1 days);
        vm.assertTrue(!registry.isVerified(EVE), "the cached checks ended");
        vm.warp(START);
        // Off again, the record does not pass by the day that stood for "ask the claims".
        vm.startPrank(OPERATOR);
        registry.setLive(EVE, false);
        vm.stopPrank();
        vm.assertTrue(!registry.isVerified(EVE), "new checks are needed");
        vm.prank(OPERATOR);
        registry.update(EVE, eve);
        vm.assertTrue(registry.isVerified(EVE), "cached");
        // Cached, no claim is asked for.
        vm.prank(OWNER);
        registry.removeTrustedIssuer(address(issuer));
        vm.assertTrue(registry.isVerified(EVE), "still");
        vm.prank(OPERATOR);
        registry.setLive(EVE, true);
        vm.assertTrue(!registry.isVerified(EVE), "live");
    }

    function testACachedReceiverPaysNothingForTheMode() public view {
        registry.pair(ANA, BO);
        uint256 before = gasleft();
        registry.pair(ANA, BO);
        // Two slots and a call, all warm; a recovered signature alone would be 3,000. Without the optimizer too.
        vm.assertLe(before - gasleft(), 2_500, "gas");
    }

    function testABatchAnswersWhatEachAloneWould() public {
        address[] memory wallets = new address[](4);
        (wallets[0], wallets[1], wallets[2], wallets[3]) = (ANA, EVE, STRANGER, ANA);
        for (uint256 round; round < 2; ++round) {
            uint256[] memory records = registry.packedOfBatch(wallets);
            vm.assertEq(records.length, 4);
            for (uint256 i; i < 4; ++i) {
                vm.assertEq(records[i], registry.packedOf(wallets[i]));
            }
            vm.assertTrue(records[1] != 0 && records[2] == 0, "as they are");
            // The second time Eve's claims no longer hold.
            issuer.revoke(signature(address(identity), TOPIC));
        }
        vm.assertTrue(!registry.isVerified(EVE), "not verified");
        vm.assertEq(registry.packedOfBatch(new address[](0)).length, 0);
    }

    function testTheLowerHalfOfTheOrderIsCanonical(bytes32 r) public pure {
        vm.assertTrue(isCanonical(abi.encodePacked(r, S_MAX, uint8(27))), "the last of it");
        vm.assertTrue(!isCanonical(abi.encodePacked(r, S_MAX + 1, uint8(27))), "the next");
    }

    function testNoBytesCanBeTheLastOfAnAnswer() public pure {
        (bool within, bytes memory part) = bytesAt(abi.encode(32, 0), 0);
        vm.assertTrue(within && part.length == 0, "none");
        (within,) = bytesAt(abi.encode(32, 1), 0);
        vm.assertTrue(!within, "beyond it");
    }

    function testWhatFollowsABatchIsNotAsked() public view {
        bytes memory asked = abi.encodeCall(registry.packedOfBatch, (new address[](1)));
        (bool done, bytes memory answer) =
            address(registry).staticcall(bytes.concat(asked, bytes32(type(uint256).max)));
        vm.assertTrue(done, "it was");
        vm.assertEq(keccak256(answer), keccak256(abi.encode(new uint256[](1))));
    }
}
