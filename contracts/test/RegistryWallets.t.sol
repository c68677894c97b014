// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClassCounter, IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {ITrustedIssuers} from "../src/interfaces/ITrustedIssuers.sol";
import {SignatureExpired} from "../src/TypedData.sol";
import {Reason} from "../src/Reason.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {Moody} from "./Identities.sol";
import {RegistryWorld} from "./RegistryWorld.sol";
import {ContractWallet} from "./SecurityTokenSignature.t.sol";

/// @dev A token that counts, and remembers what it was told.
contract Counter is IClassCounter {
    address[] public told;

    function recount(address[] calldata wallets) external {
        told = wallets;
    }
}

/// @dev One that needs most of the gas it may have for each wallet.
contract Hungry is IClassCounter {
    uint256 public counted;

    function recount(address[] calldata wallets) external {
        uint256 before = gasleft();
        while (before - gasleft() < 90_000 * wallets.length) {}
        counted = wallets.length;
    }
}

contract RegistryWalletsTest is RegistryWorld {
    event SanctionsSet(address indexed identity, bool sanctioned);
    event LinkCanceled(address indexed known, address indexed fresh, uint256 deadline);
    event TokenNotTold(address indexed token);

    uint256 private constant DEADLINE = START + 1 hours;

    function allow(uint256 wallets) private {
        vm.expectEmit();
        emit IInvestorRegistry.SelfLinkMaxSet(wallets);
        vm.prank(OWNER);
        registry.setSelfLinkMax(wallets);
    }

    function consent() private view returns (bytes memory) {
        return signed(EVE_KEY, linkDigest(ANA, EVE, DEADLINE));
    }

    function link(address caller, bytes memory signature) private {
        vm.prank(caller);
        registry.linkWallet(EVE, DEADLINE, signature);
    }

    /* WALLETS OF ONE INVESTOR */

    function testAnInvestorLinksAWalletThatConsents() public {
        allow(2);
        link(ANA, consent());
        vm.assertEq(registry.packedOf(EVE), registry.packedOf(ANA));
        vm.assertEq(registry.walletsOf(identityOf(ANA)).length, 2);
        vm.assertTrue(registry.marksOf(EVE).linked && registry.marksOf(ANA).linked, "linked");
    }

    function testLinkingIsThePlatformsToAllow() public {
        bytes memory signature = consent();
        for (uint256 max; max < 2; ++max) {
            allow(max);
            vm.expectRevert(
                abi.encodeWithSelector(IInvestorRegistry.TooManyWallets.selector, identityOf(ANA), max)
            );
            link(ANA, signature);
        }
        vm.prank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.TooManyWallets.selector, address(0), 16));
        registry.setSelfLinkMax(17);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.NotOwner.selector, address(this)));
        registry.setSelfLinkMax(2);
        // What the platform does itself is not bound by it.
        vm.prank(OPERATOR);
        registry.addWallet(ANA, EVE);
    }

    function testAConsentIsToOneInvestorOnceAndInTime() public {
        allow(16);
        bytes memory signature = consent();
        bytes memory error = invalid(EVE);
        vm.expectRevert(error);
        link(BO, signature);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotRegistered.selector, STRANGER));
        link(STRANGER, signature);
        vm.warp(DEADLINE + 1);
        vm.expectRevert(abi.encodeWithSelector(SignatureExpired.selector, DEADLINE));
        link(ANA, signature);
        vm.warp(DEADLINE);
        link(ANA, signature);
        vm.prank(OPERATOR);
        registry.remove(EVE);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.LinkSpent.selector, ANA, EVE));
        link(ANA, signature);
    }

    /// dstoken 7.3.12: an account registered somebody else's wallet as its own.
    function testNobodyLinksAWalletThatDidNotConsent() public {
        allow(16);
        bytes32 digest = linkDigest(ANA, EVE, DEADLINE);
        bytes[6] memory bad = [
            signed(ANA_KEY, digest),
            highS(EVE_KEY, digest),
            abi.encodePacked(consent(), uint8(0)),
            bytes(""),
            signed(EVE_KEY, linkDigest(EVE, ANA, DEADLINE)),
            signed(EVE_KEY, linkDigest(ANA, EVE, DEADLINE + 1))
        ];
        for (uint256 i; i < bad.length; ++i) {
            vm.expectRevert(invalid(EVE));
            link(ANA, bad[i]);
        }
        vm.chainId(4242);
        bytes memory elsewhere = signed(EVE_KEY, digest);
        vm.expectRevert(invalid(EVE));
        link(ANA, elsewhere);
        vm.assertEq(registry.packedOf(EVE), 0);
    }

    function testNobodyLinksAWalletThatIsAnothersOrTheirOwn() public {
        allow(16);
        uint256 deadline = DEADLINE;
        // Ana's own key signs for her own wallet.
        bytes memory signature = signed(ANA_KEY, linkDigest(ANA, ANA, deadline));
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.AlreadyRegistered.selector, ANA));
        registry.linkWallet(ANA, deadline, signature);
        signature = signed(ANA_KEY, linkDigest(BO, ANA, deadline));
        vm.prank(BO);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.AlreadyRegistered.selector, ANA));
        registry.linkWallet(ANA, deadline, signature);
        vm.prank(BO);
        vm.expectRevert(invalid(address(0)));
        registry.linkWallet(address(0), deadline, new bytes(65));
    }

    function testAContractWalletConsentsByItsOwnRule() public {
        allow(16);
        ContractWallet wallet = new ContractWallet(EVE);
        bytes memory signature = signed(EVE_KEY, linkDigest(ANA, address(wallet), DEADLINE));
        for (uint256 mood = 1; mood <= 2; ++mood) {
            wallet.setMood(mood);
            vm.prank(ANA);
            vm.expectRevert(invalid(address(wallet)));
            registry.linkWallet(address(wallet), DEADLINE, signature);
        }
        wallet.setMood(0);
        vm.prank(ANA);
        registry.linkWallet(address(wallet), DEADLINE, signature);
        vm.assertTrue(registry.isVerified(address(wallet)), "linked");
    }

    /// dstoken 7.3.9, 7.3.10: a signature could not be taken back.
    function testAConsentIsTakenBack() public {
        allow(16);
        bytes memory signature = consent();
        vm.prank(EVE);
        vm.expectEmit();
        emit LinkCanceled(ANA, EVE, DEADLINE);
        registry.cancelLink(ANA, DEADLINE);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.LinkSpent.selector, ANA, EVE));
        link(ANA, signature);
        // Nobody else takes it back.
        vm.prank(STRANGER);
        registry.cancelLink(BO, DEADLINE);
        signature = signed(EVE_KEY, linkDigest(BO, EVE, DEADLINE));
        link(BO, signature);
    }

    function testABlockedInvestorLinksNoWallet() public {
        allow(16);
        vm.prank(OPERATOR);
        registry.setStatus(ANA, 2);
        bytes memory signature = consent();
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.WalletBlocked.selector, ANA));
        link(ANA, signature);
    }

    function testAWalletWithARecordOfItsOwnDoesNotJoinTheLinkedOnes() public {
        vm.startPrank(OPERATOR);
        registry.addWallet(ANA, EVE);
        Investor memory other = someone(ANA);
        other.country = FRANCE;
        registry.register(STRANGER, other);
        vm.expectRevert(
            abi.encodeWithSelector(IInvestorRegistry.IdentityHasWallets.selector, identityOf(ANA))
        );
        registry.addWallet(STRANGER, account("another"));
        vm.stopPrank();
    }

    /// T-REX: recovery of a wallet that is not the investor's. The registry is what proves it is.
    function testALostWalletIsRecoveredToAnotherOfTheSameInvestor() public {
        issue(ANA, 100);
        vm.startPrank(OPERATOR);
        registry.addWallet(ANA, EVE);
        token.recoveryAddress(ANA, EVE, registry.identity(ANA));
        registry.remove(ANA);
        vm.stopPrank();
        vm.assertEq(token.balanceOf(EVE), 100);
        vm.assertEq(registry.walletsOf(identityOf(ANA)).length, 1);
        vm.assertTrue(registry.isVerified(EVE) && !registry.contains(ANA), "moved");
        transfer(EVE, BO, 100);
    }

    /* SANCTIONS */

    function testSanctionsBlockEveryLinkedWalletUntilTheyEnd() public {
        issue(ANA, 100);
        vm.startPrank(OPERATOR);
        registry.addWallet(ANA, EVE);
        vm.expectEmit();
        emit SanctionsSet(identityOf(ANA), true);
        registry.setSanctioned(EVE, true);
        vm.stopPrank();
        vm.assertTrue(registry.marksOf(ANA).sanctioned, "all of them");
        vm.expectRevert(refusal(Reason.SenderBlocked, 0, 0));
        transfer(ANA, BO, 1);

        bytes memory error = abi.encodeWithSelector(IInvestorRegistry.UnderSanctions.selector, ANA);
        vm.startPrank(OPERATOR);
        vm.expectRevert(error);
        registry.setStatus(ANA, 1);
        vm.expectRevert(error);
        registry.update(ANA, someone(ANA));
        Investor memory ana = someone(ANA);
        ana.status = 2;
        registry.update(ANA, ana);
        vm.assertTrue(registry.marksOf(ANA).sanctioned, "an update keeps them");
        registry.updateCountry(ANA, FRANCE);
        registry.updateIdentity(ANA, address(7));
        vm.expectEmit();
        emit IInvestorRegistry.LiveSet(address(7), true);
        registry.setLive(ANA, true);
        vm.expectEmit();
        emit IInvestorRegistry.LiveSet(address(7), false);
        registry.setLive(ANA, false);
        vm.assertTrue(registry.marksOf(ANA).sanctioned, "so does everything else");

        registry.setSanctioned(ANA, false);
        vm.assertTrue(!registry.isVerified(ANA), "blocked still");
        registry.setStatus(ANA, 1);
        ana.status = 1;
        ana.identity = address(7);
        registry.update(ANA, ana);
        vm.stopPrank();
        vm.assertTrue(registry.isVerified(EVE), "free");
    }

    /// Whom the registry forgets can send: forgetting somebody must not be a way around a block.
    function testABlockedWalletIsNotForgotten() public {
        bytes memory error = abi.encodeWithSelector(IInvestorRegistry.WalletBlocked.selector, ANA);
        vm.startPrank(OPERATOR);
        registry.setStatus(ANA, 2);
        vm.expectRevert(error);
        registry.remove(ANA);
        vm.expectRevert(error);
        registry.deleteIdentity(ANA);
        registry.setStatus(ANA, 1);
        registry.setSanctioned(ANA, true);
        vm.expectRevert(error);
        registry.remove(ANA);
        vm.stopPrank();
    }

    /* TELLING TOKENS */

    function testATokenIsToldInTheTransactionThatChangesTheRecord() public {
        Counter counter = new Counter();
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(registry.updateCountry, (ANA, FRANCE));
        calls[1] = abi.encodeCall(registry.tell, (only(address(counter)), only(ANA)));
        vm.prank(OPERATOR);
        registry.multicall(calls);
        vm.assertEq(registry.investorCountry(ANA), FRANCE);
        vm.assertEq(counter.told(0), ANA);
    }

    function testABrokenTokenKeepsNobodyFromTheNews() public {
        Counter counter = new Counter();
        Moody broken = new Moody();
        address[] memory tokens = new address[](4);
        tokens[0] = address(broken);
        tokens[1] = account("no contract");
        tokens[2] = address(registry);
        tokens[3] = address(counter);
        uint256[4] memory moods = [uint256(0), 1, 3, 5];
        for (uint256 i; i < moods.length; ++i) {
            broken.set(moods[i], "");
            // One that answers too much was told all the same.
            for (uint256 j = moods[i] == 3 ? 1 : 0; j < 3; ++j) {
                vm.expectEmit();
                emit TokenNotTold(tokens[j]);
            }
            uint256 before = gasleft();
            registry.tell(tokens, only(moods[i] % 2 == 0 ? ANA : BO));
            vm.assertLe(before - gasleft(), 350_000, "gas");
            vm.assertEq(counter.told(0), moods[i] % 2 == 0 ? ANA : BO);
        }
    }

    /// Each wallet's share of the gas is its own: a token may need nearly all of it for every one.
    function testATokenHasGasForEachOfManyWallets() public {
        Hungry hungry = new Hungry();
        address[] memory wallets = new address[](8);
        registry.tell(only(address(hungry)), wallets);
        vm.assertEq(hungry.counted(), 8);
    }

    /// As what an agent wrote stands beside the claims, not behind them, only leaving the mode ends it.
    function testAskingForTheModeThatIsChangesNothing() public {
        uint256 cached = registry.packedOf(ANA);
        vm.startPrank(OPERATOR);
        registry.setLive(ANA, false);
        vm.assertEq(registry.packedOf(ANA), cached, "never live");
        registry.setLive(ANA, true);
        registry.setLive(ANA, true);
        vm.assertEq(registry.investorOf(ANA).kycUntilDay, TODAY + 365, "live twice");
        registry.setLive(ANA, false);
        vm.assertEq(registry.investorOf(ANA).kycUntilDay, 0, "live no more");
        vm.stopPrank();
    }

    function testACallThatFailsFailsThemAllWithItsOwnError() public {
        bytes[] memory calls = new bytes[](2);
        calls[0] = abi.encodeCall(registry.updateCountry, (ANA, FRANCE));
        calls[1] = abi.encodeCall(registry.remove, (STRANGER));
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotRegistered.selector, STRANGER));
        registry.multicall(calls);
        vm.assertEq(registry.investorCountry(ANA), USA);
        // Each call is its caller's own.
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.NotAgent.selector, STRANGER));
        registry.multicall(calls);
    }

    function testOnlyAgentsSanctionAndSetTheMode(address stranger) public {
        vm.assume(stranger != OPERATOR);
        bytes[2] memory calls = [
            abi.encodeCall(registry.setSanctioned, (ANA, true)), abi.encodeCall(registry.setLive, (ANA, true))
        ];
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(stranger);
            (bool passed, bytes memory answer) = address(registry).call(calls[i]);
            vm.assertTrue(!passed, "refused");
            vm.assertEq(
                keccak256(answer),
                keccak256(abi.encodeWithSelector(ITrustedIssuers.NotAgent.selector, stranger))
            );
        }
    }
}
