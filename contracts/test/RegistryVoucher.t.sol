// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {SignatureExpired} from "../src/TypedData.sol";
import {IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {ITrustedIssuers} from "../src/interfaces/ITrustedIssuers.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {TOPIC_ACCREDITATION, TOPIC_KYC, Voucher} from "../src/types/Voucher.sol";
import {RegistryWorld} from "./RegistryWorld.sol";
import {ContractWallet} from "./SecurityTokenSignature.t.sol";

contract RegistryVoucherTest is RegistryWorld {
    event IdentityRegistered(address indexed wallet, address indexed identity);
    event InvestorUpdated(address indexed wallet, address indexed identity);
    event VoucherPresented(address indexed wallet, address indexed issuer, bytes32 indexed digest);
    event VoucherRevoked(address indexed issuer, bytes32 indexed digest);

    function later() private {
        vm.warp(block.timestamp + 1 hours);
    }

    function notNewer(uint256 issuedAt, uint256 attestedAt) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IInvestorRegistry.VoucherNotNewer.selector, issuedAt, attestedAt);
    }

    function testAnyoneCarriesAVoucherThatRegistersItsWallet(Voucher memory v) public {
        vm.assume(v.wallet != address(0) && v.identity != address(0));
        v.issuer = PROVIDER;
        v.wallet = address(uint160(uint256(keccak256(abi.encode(v.wallet)))));
        v.country %= 1024;
        v.topics &= 3;
        v.issuedAt = uint40(bound(v.issuedAt, 1, START));
        v.deadline = uint40(bound(v.deadline, START, type(uint40).max));
        bytes32 digest = digestOf(v);
        vm.expectEmit();
        emit IdentityRegistered(v.wallet, v.identity);
        vm.expectEmit();
        emit VoucherPresented(v.wallet, PROVIDER, digest);
        present(v);

        Investor memory investor = registry.investorOf(v.wallet);
        vm.assertEq(investor.identity, v.identity);
        vm.assertEq(investor.kycUntilDay, v.kycUntilDay);
        vm.assertEq(investor.accreditedUntilDay, v.accreditedUntilDay);
        vm.assertEq(investor.country, v.country);
        vm.assertEq(investor.class, v.class);
        vm.assertEq(investor.status, 1);
        vm.assertEq(investor.topics, v.topics);
        vm.assertEq(registry.isVerified(v.wallet), TODAY < v.kycUntilDay, "verified");
        vm.assertEq(registry.marksOf(v.wallet).source, registry.numberOf(PROVIDER));
        vm.assertEq(registry.attestedAt(v.identity), v.issuedAt);
    }

    function testAHolderByVoucherIsAHolderLikeAnyOther() public {
        present(voucherOf(EVE));
        issue(EVE, 100);
        vm.assertEq(token.balanceOf(EVE), 100);
    }

    function testWhatAVoucherSaysExpiresByItself() public {
        present(voucherOf(EVE));
        vm.warp(uint256(TODAY + 365) * 1 days);
        vm.assertTrue(!registry.isVerified(EVE), "expired");
    }

    function testALaterVoucherRenewsTheRecordOfAllLinkedWallets() public {
        present(voucherOf(EVE));
        vm.prank(OPERATOR);
        registry.addWallet(EVE, STRANGER);
        later();
        Voucher memory v = voucherOf(EVE);
        v.country = FRANCE;
        v.accreditedUntilDay = 0;
        vm.expectEmit();
        emit InvestorUpdated(EVE, v.identity);
        present(v);
        vm.assertEq(registry.investorCountry(EVE), FRANCE);
        vm.assertEq(registry.packedOf(STRANGER), registry.packedOf(EVE));
    }

    function testAVoucherCountsOnceAndNoneIsCarriedOutOfOrder() public {
        Voucher memory old = voucherOf(EVE);
        present(old);
        refused(old, notNewer(START, START));
        later();
        Voucher memory unused = voucherOf(EVE);
        later();
        Voucher memory v = voucherOf(EVE);
        v.accreditedUntilDay = 0;
        present(v);
        // What was attested before must not come back, used or not.
        refused(old, notNewer(old.issuedAt, v.issuedAt));
        refused(unused, notNewer(unused.issuedAt, v.issuedAt));
        unused.wallet = STRANGER;
        refused(unused, notNewer(unused.issuedAt, v.issuedAt));
    }

    function testTheTimesOfAVoucherAreKept() public {
        Voucher memory v = voucherOf(EVE);
        v.deadline = uint40(START - 1);
        refused(v, abi.encodeWithSelector(SignatureExpired.selector, START - 1));
        v = voucherOf(EVE);
        v.issuedAt = uint40(START + 1);
        refused(v, abi.encodeWithSelector(IInvestorRegistry.VoucherAhead.selector, START + 1));
        v.issuedAt = uint40(START);
        v.deadline = uint40(START);
        present(v);
    }

    function testOtherWordsThanThoseSignedAreRefused(uint8 which) public {
        Voucher memory v = voucherOf(EVE);
        bytes memory signature = signed(PROVIDER_KEY, digestOf(v));
        which = uint8(bound(which, 0, 8));
        if (which == 0) v.wallet = STRANGER;
        if (which == 1) v.identity = STRANGER;
        if (which == 2) ++v.kycUntilDay;
        if (which == 3) ++v.accreditedUntilDay;
        if (which == 4) ++v.country;
        if (which == 5) ++v.class;
        if (which == 6) v.topics = 1;
        if (which == 7) --v.issuedAt;
        if (which == 8) ++v.deadline;
        refusedSigned(v, signature, invalid(PROVIDER));
    }

    function testEveryBadSignatureIsRefused() public {
        Voucher memory v = voucherOf(EVE);
        bytes32 digest = digestOf(v);
        (uint8 recovery, bytes32 r, bytes32 s) = vm.sign(PROVIDER_KEY, digest);
        bytes[9] memory bad = [
            signed(EVE_KEY, digest),
            highS(PROVIDER_KEY, digest),
            abi.encodePacked(r, s),
            abi.encodePacked(r, s, recovery, uint8(0)),
            abi.encodePacked(r, bytes32(uint256(s) | (uint256(recovery - 27) << 255))),
            abi.encodePacked(r, s, recovery - 27),
            abi.encodePacked(bytes32(0), bytes32(0), uint8(27)),
            abi.encodePacked(r, s, uint8(29)),
            bytes("")
        ];
        for (uint256 i; i < bad.length; ++i) {
            refusedSigned(v, bad[i], invalid(PROVIDER));
        }
        presentSigned(v, abi.encodePacked(r, s, recovery));
    }

    function testAVoucherForAnotherRegistryOrChainIsRefused() public {
        Voucher memory v = voucherOf(EVE);
        bytes memory here = signed(PROVIDER_KEY, digestOf(v));
        InvestorRegistry registry_ = registry;
        registry = new InvestorRegistry(OWNER);
        trust(PROVIDER, topicsOf(TOPIC_KYC, TOPIC_ACCREDITATION, 1, 2));
        refusedSigned(v, here, invalid(PROVIDER));
        registry = registry_;
        vm.chainId(4242);
        refusedSigned(v, here, invalid(PROVIDER));
    }

    function testAContractIssuesByItsOwnRule() public {
        ContractWallet provider = new ContractWallet(PROVIDER);
        trust(address(provider), topicsOf(TOPIC_KYC, TOPIC_ACCREDITATION, 1, 2));
        Voucher memory v = voucherOf(EVE);
        v.issuer = address(provider);
        bytes memory signature = signed(PROVIDER_KEY, digestOf(v));
        for (uint256 mood = 1; mood <= 2; ++mood) {
            provider.setMood(mood);
            refusedSigned(v, signature, invalid(address(provider)));
        }
        provider.setMood(0);
        presentSigned(v, signature);
        vm.assertTrue(registry.isVerified(EVE), "verified");
    }

    function testOnlyATrustedIssuerAttests() public {
        Voucher memory v = voucherOf(EVE);
        v.issuer = EVE;
        refusedSigned(
            v,
            signed(EVE_KEY, digestOf(v)),
            abi.encodeWithSelector(ITrustedIssuers.IssuerNotTrusted.selector, EVE)
        );
        v.issuer = address(0);
        refused(v, abi.encodeWithSelector(ITrustedIssuers.IssuerNotTrusted.selector, address(0)));
    }

    function testAnIssuerAttestsOnlyWhatItIsTrustedFor(uint256 trusted, uint32 said, bool accredited) public {
        uint256[] memory topics = new uint256[](5);
        uint256 count;
        for (uint256 i; i < 5; ++i) {
            if ((trusted >> i) & 1 != 0) topics[count++] = i < 3 ? i + 1 : i + 30;
        }
        vm.assume(count != 0);
        assembly ("memory-safe") {
            mstore(topics, count)
        }
        vm.prank(OWNER);
        registry.updateIssuerClaimTopics(PROVIDER, topics);

        Voucher memory v = voucherOf(EVE);
        v.topics = said & 7;
        if (!accredited) v.accreditedUntilDay = 0;
        uint256 lacking = uint256(v.topics) & ~(trusted & 7);
        if ((trusted >> 3) & 1 == 0) lacking |= 1 << 32;
        if (accredited && (trusted >> 4) & 1 == 0) lacking |= 1 << 33;
        if (lacking != 0) {
            refused(v, abi.encodeWithSelector(IInvestorRegistry.TopicsNotTrusted.selector, PROVIDER, lacking));
        } else {
            present(v);
        }
    }

    function testAnIssuerTakesNothingAwayThatItCouldNotGive() public {
        present(voucherOf(EVE));
        address other = vm.addr(0x0743);
        trust(other, topicsOf(TOPIC_KYC));
        later();
        Voucher memory v = voucherOf(EVE);
        (v.issuer, v.accreditedUntilDay, v.topics) = (other, 0, 0);
        refusedSigned(
            v,
            signed(0x0743, digestOf(v)),
            abi.encodeWithSelector(IInvestorRegistry.TopicsNotTrusted.selector, other, (1 << 33) | 3)
        );
    }

    function testWhatCannotBeARecordIsRefused() public {
        Voucher memory v = voucherOf(address(0));
        v.identity = EVE;
        refused(v, abi.encodeWithSelector(ITrustedIssuers.ZeroAddress.selector));
        v = voucherOf(EVE);
        v.identity = address(0);
        refused(v, abi.encodeWithSelector(ITrustedIssuers.ZeroAddress.selector));
        v = voucherOf(EVE);
        v.country = 1024;
        refused(v, abi.encodeWithSelector(IInvestorRegistry.CountryOutOfRange.selector, 1024));
    }

    function testAVoucherKeepsTheIdentity() public {
        present(voucherOf(EVE));
        later();
        Voucher memory v = voucherOf(EVE);
        v.identity = identityOf(BO);
        refused(
            v,
            abi.encodeWithSelector(
                IInvestorRegistry.IdentityMismatch.selector, EVE, identityOf(EVE), v.identity
            )
        );
    }

    function testAVoucherChangesNothingThatAnAgentWrote() public {
        refused(voucherOf(ANA), abi.encodeWithSelector(IInvestorRegistry.AgentWrote.selector, ANA));
        present(voucherOf(EVE));
        Investor memory eve = someone(EVE);
        eve.accreditedUntilDay = 0;
        vm.prank(OPERATOR);
        registry.update(EVE, eve);
        later();
        refused(voucherOf(EVE), abi.encodeWithSelector(IInvestorRegistry.AgentWrote.selector, EVE));
    }

    function testAVoucherLiftsNoBlock() public {
        present(voucherOf(EVE));
        vm.prank(OPERATOR);
        registry.setStatus(EVE, 2);
        later();
        present(voucherOf(EVE));
        vm.assertTrue(!registry.isVerified(EVE), "blocked");
        vm.assertEq(registry.investorOf(EVE).status, 2);
    }

    function testRemovalVoidsTheVouchersIssuedBefore() public {
        present(voucherOf(EVE));
        later();
        Voucher memory v = voucherOf(EVE);
        later();
        vm.prank(OPERATOR);
        registry.remove(EVE);
        refused(v, notNewer(v.issuedAt, block.timestamp));
        later();
        present(voucherOf(EVE));
        vm.assertTrue(registry.isVerified(EVE), "registered anew");

        // So it is for a wallet that an agent registered.
        v = voucherOf(ANA);
        later();
        vm.prank(OPERATOR);
        registry.remove(ANA);
        refused(v, notNewer(v.issuedAt, block.timestamp));
    }

    function testAFurtherWalletOfAnAttestedInvestorIsLinkedNotAttested() public {
        present(voucherOf(EVE));
        later();
        Voucher memory v = voucherOf(STRANGER);
        v.identity = identityOf(EVE);
        refused(v, abi.encodeWithSelector(IInvestorRegistry.IdentityAttested.selector, v.identity));
    }

    function testARevokedVoucherIsRefusedInEveryFormOfItsSignature() public {
        Voucher memory v = voucherOf(EVE);
        bytes32 digest = digestOf(v);
        vm.expectEmit();
        emit VoucherRevoked(PROVIDER, digest);
        vm.prank(PROVIDER);
        registry.revokeVoucher(v);
        vm.assertTrue(registry.isSpent(digest), "spent");
        bytes memory error = abi.encodeWithSelector(IInvestorRegistry.VoucherIsRevoked.selector, digest);
        refused(v, error);
        refusedSigned(v, highS(PROVIDER_KEY, digest), error);
    }

    function testRevocationEndsTheRecordThatRestsOnIt(uint8 wallets) public {
        Voucher memory v = voucherOf(EVE);
        present(v);
        wallets = uint8(bound(wallets, 0, 3));
        vm.startPrank(OPERATOR);
        for (uint160 i = 1; i <= wallets; ++i) {
            registry.addWallet(EVE, address(1_000 + i));
        }
        if (wallets != 0) registry.remove(EVE);
        vm.stopPrank();
        vm.prank(PROVIDER);
        registry.revokeVoucher(v);
        vm.assertTrue(!registry.isVerified(EVE), "Eve");
        for (uint160 i = 1; i <= wallets; ++i) {
            vm.assertTrue(!registry.isVerified(address(1_000 + i)), "linked");
            Investor memory investor = registry.investorOf(address(1_000 + i));
            vm.assertEq(uint256(investor.accreditedUntilDay) + investor.topics, 0);
        }
    }

    /// The wallet that the voucher names may be somebody else's by now, or stand for itself.
    function testRevocationFindsTheLinkedWalletsWhoeverHasTheFirst() public {
        Voucher memory v = voucherOf(EVE);
        present(v);
        vm.startPrank(OPERATOR);
        registry.addWallet(EVE, DANA2());
        registry.remove(EVE);
        // An agent's word for the same investor.
        registry.register(EVE, someone(EVE));
        vm.stopPrank();
        uint256 state = vm.snapshotState();
        vm.prank(PROVIDER);
        registry.revokeVoucher(v);
        vm.assertTrue(!registry.isVerified(DANA2()) && registry.isVerified(EVE), "the agent's word stays");

        // A voucher for another investor.
        vm.revertToState(state);
        vm.prank(OPERATOR);
        registry.remove(EVE);
        later();
        Voucher memory other = voucherOf(EVE);
        other.identity = identityOf(STRANGER);
        present(other);
        vm.prank(PROVIDER);
        registry.revokeVoucher(v);
        vm.assertTrue(!registry.isVerified(DANA2()) && registry.isVerified(EVE), "nor is the other's ended");
    }

    function testWhoseRecordWentToAnotherIdentityMayBeAttestedAnew() public {
        present(voucherOf(EVE));
        vm.prank(OPERATOR);
        registry.updateIdentity(EVE, identityOf(STRANGER));
        later();
        Voucher memory v = voucherOf(DANA2());
        v.identity = identityOf(EVE);
        present(v);
        vm.assertTrue(registry.isVerified(DANA2()), "attested");
    }

    function testRevokingAnOlderVoucherLeavesTheRecord() public {
        Voucher memory old = voucherOf(EVE);
        present(old);
        later();
        present(voucherOf(EVE));
        vm.prank(OPERATOR);
        registry.revokeVoucher(old);
        vm.assertTrue(registry.isVerified(EVE), "rests on the younger");
    }

    function testRevocationLeavesWhatAnAgentWrote() public {
        Voucher memory v = voucherOf(EVE);
        present(v);
        vm.prank(OPERATOR);
        registry.update(EVE, someone(EVE));
        vm.prank(PROVIDER);
        registry.revokeVoucher(v);
        vm.assertTrue(registry.isVerified(EVE), "the agent's word");
    }

    function testOnlyItsIssuerAndAgentsRevoke(address stranger) public {
        vm.assume(stranger != PROVIDER && stranger != OPERATOR);
        Voucher memory v = voucherOf(EVE);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotTheIssuer.selector, stranger));
        registry.revokeVoucher(v);
    }

    /* REMOVAL OF AN ISSUER */

    function testARemovedIssuerAttestsNoMoreAndWhatItAttestedStays() public {
        present(voucherOf(EVE));
        later();
        Voucher memory v = voucherOf(EVE);
        vm.prank(OWNER);
        registry.removeTrustedIssuer(PROVIDER);
        refused(v, abi.encodeWithSelector(ITrustedIssuers.IssuerNotTrusted.selector, PROVIDER));
        vm.assertTrue(registry.isVerified(EVE), "until its day");
        registry.endDistrusted(only(EVE));
        vm.assertTrue(registry.isVerified(EVE), "not distrusted");
        // It may still take back what it said.
        v.issuedAt = uint40(START);
        v.deadline = uint40(START + 1 days);
        vm.prank(PROVIDER);
        registry.revokeVoucher(v);
        vm.assertTrue(!registry.isVerified(EVE), "revoked");
    }

    function testWhatADistrustedIssuerAttestedIsEndedByAnyone() public {
        present(voucherOf(EVE));
        vm.prank(OPERATOR);
        registry.addWallet(EVE, DANA2());
        vm.prank(OWNER);
        registry.distrustIssuer(PROVIDER);
        address[] memory wallets = new address[](3);
        (wallets[0], wallets[1], wallets[2]) = (ANA, STRANGER, EVE);
        vm.prank(STRANGER);
        registry.endDistrusted(wallets);
        vm.assertTrue(!registry.isVerified(EVE) && !registry.isVerified(DANA2()), "ended");
        vm.assertTrue(registry.isVerified(ANA), "an agent's word");
        vm.assertEq(registry.packedOf(STRANGER), 0);
        vm.assertEq(registry.identity(EVE), identityOf(EVE));
    }

    function DANA2() private pure returns (address) {
        return account("dana's second wallet");
    }

    function testADistrustedIssuerThatIsTrustedAgainBeginsAnew() public {
        present(voucherOf(EVE));
        uint256 number = registry.numberOf(PROVIDER);
        vm.expectEmit();
        emit ITrustedIssuers.IssuerDistrusted(PROVIDER, number);
        vm.prank(OWNER);
        registry.distrustIssuer(PROVIDER);
        vm.assertEq(registry.numberOf(PROVIDER), 0);
        vm.assertTrue(registry.isDistrusted(number), "distrusted");
        vm.assertTrue(!registry.isTrustedIssuer(PROVIDER), "removed");
        trust(PROVIDER, topicsOf(TOPIC_KYC, TOPIC_ACCREDITATION, 1, 2));
        vm.assertEq(registry.numberOf(PROVIDER), number + 1);
        // The old number's records are ended, a new voucher's is not.
        registry.endDistrusted(only(EVE));
        vm.assertTrue(!registry.isVerified(EVE), "ended");
        later();
        present(voucherOf(EVE));
        registry.endDistrusted(only(EVE));
        vm.assertTrue(registry.isVerified(EVE), "attested anew");
    }

    function testAnIssuerTrustedAgainKeepsItsNumber() public {
        uint256 number = registry.numberOf(PROVIDER);
        vm.prank(OWNER);
        registry.removeTrustedIssuer(PROVIDER);
        trust(PROVIDER, topicsOf(TOPIC_KYC));
        vm.assertEq(registry.numberOf(PROVIDER), number);
        vm.prank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.IssuerUnknown.selector, STRANGER));
        registry.distrustIssuer(STRANGER);
    }

    function testTheDomainIsWhatIsSigned() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address at,,) =
            registry.eip712Domain();
        vm.assertEq(uint256(uint8(fields)), 15);
        vm.assertEq(at, address(registry));
        vm.assertEq(
            registry.DOMAIN_SEPARATOR(),
            keccak256(
                abi.encode(
                    keccak256(
                        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                    ),
                    keccak256(bytes(name)),
                    keccak256(bytes(version)),
                    chainId,
                    at
                )
            )
        );
    }
}
