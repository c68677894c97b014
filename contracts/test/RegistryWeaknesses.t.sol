// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {ITrustedIssuers} from "../src/interfaces/ITrustedIssuers.sol";
import {SignatureExpired} from "../src/TypedData.sol";
import {Reason} from "../src/Reason.sol";
import {Voucher} from "../src/types/Voucher.sol";
import {Moody} from "./Identities.sol";
import {RegistryWorld} from "./RegistryWorld.sol";

/// @dev One test for each weakness that audits and readers found around other registries of investors. The comment names
///      where. More of them: ONCHAINID's revoked claims in `RegistryClaims`; dstoken 7.3.9, 7.3.10, 7.3.12 and T-REX's
///      recovery in `RegistryWallets`.
contract RegistryWeaknessesTest is RegistryWorld {
    /// dstoken 7.2.2: the hash of the type was of another type, so that no wallet's signature fitted. The words here were
    /// hashed by viem 2.
    function testWalletsHashTheTypedDataAsTheRegistryDoes() public {
        Voucher memory v = Voucher({
            issuer: 0x461d95D9A143C0120AbC2ec2b2909eD2Ab5244A1,
            wallet: address(0x1001),
            identity: address(0x2002),
            kycUntilDay: 21_000,
            accreditedUntilDay: 20_999,
            country: 840,
            class: 2,
            topics: 3,
            issuedAt: 1_799_999_999,
            deadline: 1_800_000_000
        });
        bytes32 words = 0x150ea0b7576633156471135f5bb4216a81f3c05500300752a79a35d092d8ec9e;
        vm.assertEq(v.issuer, PROVIDER);
        presentSigned(v, signed(PROVIDER_KEY, typed(words)));
        vm.assertEq(registry.investorOf(v.wallet).class, 2);

        words = 0x740d75e7a91c7c0fba37c2c2a77af8c2e182ac2e29d5399de0d9663db473c12e;
        vm.assertEq(linkDigest(address(0x1001), address(0x2002), 1_800_003_600), typed(words));
    }

    function typed(bytes32 words) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", registry.DOMAIN_SEPARATOR(), words));
    }

    /// dstoken 7.3.8: one whose role was taken away went on managing what they had made.
    function testWhoLostTheirRoleManagesNothingTheyMade() public {
        present(voucherOf(EVE));
        vm.startPrank(OWNER);
        registry.removeAgent(OPERATOR);
        registry.removeTrustedIssuer(PROVIDER);
        vm.stopPrank();
        vm.warp(START + 1 hours);
        Voucher memory v = voucherOf(EVE);
        refused(v, abi.encodeWithSelector(ITrustedIssuers.IssuerNotTrusted.selector, PROVIDER));
        vm.startPrank(OPERATOR);
        bytes memory error = abi.encodeWithSelector(ITrustedIssuers.NotAgent.selector, OPERATOR);
        vm.expectRevert(error);
        registry.update(ANA, someone(ANA));
        vm.expectRevert(error);
        registry.remove(ANA);
        vm.stopPrank();
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotTheIssuer.selector, OPERATOR));
        registry.revokeVoucher(v);
    }

    /// dstoken 7.3.9, 7.3.10: signatures without a deadline, and without a way to take them back.
    function testASignedVoucherHasADeadlineAndCanBeTakenBack() public {
        Voucher memory v = voucherOf(EVE);
        vm.warp(v.deadline + 1);
        refused(v, abi.encodeWithSelector(SignatureExpired.selector, v.deadline));
        vm.warp(START);
        vm.prank(PROVIDER);
        registry.revokeVoucher(v);
        refused(v, abi.encodeWithSelector(IInvestorRegistry.VoucherIsRevoked.selector, digestOf(v)));
    }

    /// dstoken 7.3.21: an investor stood in the way of their own removal. Nothing of theirs is asked, and nothing they
    /// hold or link is counted.
    function testAnInvestorCannotStandInTheWayOfTheirRemoval() public {
        Moody hostile = new Moody();
        hostile.set(1, "");
        vm.startPrank(OPERATOR);
        registry.registerIdentity(address(hostile), address(hostile), USA);
        vm.stopPrank();
        vm.prank(OWNER);
        registry.addClaimTopic(7);
        vm.startPrank(OPERATOR);
        for (uint160 i = 1; i < 16; ++i) {
            registry.addWallet(address(hostile), address(1_000 + i));
        }
        uint256 before = gasleft();
        registry.remove(address(hostile));
        for (uint160 i = 1; i < 16; ++i) {
            registry.remove(address(1_000 + i));
        }
        vm.assertLe(before - gasleft(), 700_000, "gas");
        vm.stopPrank();
        vm.assertEq(registry.walletsOf(address(hostile)).length, 0);
    }

    /// dstoken 7.3.23: a wallet that held units already was added to an investor, and the counters did not know.
    function testAWalletThatHoldsIsAddedWithoutBeingCountedTwice() public {
        issue(ANA, 100);
        issue(BO, 100);
        vm.startPrank(OPERATOR);
        registry.remove(ANA);
        registry.addWallet(BO, ANA);
        vm.stopPrank();
        vm.assertEq(token.holderCount(), 2);
        vm.assertEq(token.balanceOf(ANA), 100);
        transfer(ANA, BO, 100);
        vm.assertEq(token.holderCount(), 1);
    }

    /// dstoken I-22: the domain separator stayed what it was when the chain's id changed.
    function testTheDomainFollowsTheChainsId() public {
        bytes32 before = registry.DOMAIN_SEPARATOR();
        Voucher memory v = voucherOf(EVE);
        bytes memory old = signed(PROVIDER_KEY, digestOf(v));
        vm.chainId(4242);
        vm.assertTrue(registry.DOMAIN_SEPARATOR() != before, "another domain");
        refusedSigned(v, old, invalid(PROVIDER));
        present(v);
        vm.assertTrue(registry.isVerified(EVE), "signed for this chain");
    }

    /// T-REX: the storage was changed by whoever was bound to it, past the registry in front.
    function testNothingIsBoundToTheStorage() public {
        vm.prank(OWNER);
        vm.expectRevert(IInvestorRegistry.BoundForGood.selector);
        registry.bindIdentityRegistry(STRANGER);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.NotAgent.selector, STRANGER));
        registry.addIdentityToStorage(STRANGER, STRANGER, USA);
    }

    /// ERC-3643 tools that let an issuer vouch for itself: a trusted issuer is nobody's agent.
    function testAnIssuerIsNoAgent() public {
        vm.prank(PROVIDER);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.NotAgent.selector, PROVIDER));
        registry.register(STRANGER, someone(STRANGER));
    }

    /// A registry that forgets a blocked holder sets them free to sell.
    function testABlockSurvivesEveryWayAround() public {
        present(voucherOf(EVE));
        issue(EVE, 10);
        vm.prank(OPERATOR);
        registry.setStatus(EVE, 2);
        vm.warp(START + 1 hours);
        present(voucherOf(EVE));
        vm.startPrank(OPERATOR);
        registry.updateCountry(EVE, FRANCE);
        registry.updateIdentity(EVE, address(7));
        registry.setLive(EVE, true);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.WalletBlocked.selector, EVE));
        registry.removeIdentityFromStorage(EVE);
        vm.stopPrank();
        vm.expectRevert(refusal(Reason.SenderBlocked, 0, 0));
        transfer(EVE, BO, 1);
    }
}
