// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {RoleGrant, TokenTerms} from "../src/interfaces/ISecurityToken.sol";
import {TOPIC_KYC} from "../src/types/Voucher.sol";
import {Identity, Issuer} from "./Identities.sol";
import {World} from "./World.sol";

/// The parts of ERC-3643's interfaces that a transfer agent's tool lives on, written from the ERC's text (CC0).
interface ERC3643Token {
    function identityRegistry() external view returns (address);
    function compliance() external view returns (address);
    function mint(address to, uint256 amount) external;
    function burn(address userAddress, uint256 amount) external;
    function transfer(address to, uint256 amount) external returns (bool);
    function balanceOf(address userAddress) external view returns (uint256);
    function setAddressFrozen(address userAddress, bool freeze) external;
    function isFrozen(address userAddress) external view returns (bool);
    function freezePartialTokens(address userAddress, uint256 amount) external;
    function unfreezePartialTokens(address userAddress, uint256 amount) external;
    function getFrozenTokens(address userAddress) external view returns (uint256);
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);
    function recoveryAddress(address lostWallet, address newWallet, address investorOnchainID)
        external
        returns (bool);
    function pause() external;
    function unpause() external;
    function addAgent(address agent) external;
    function removeAgent(address agent) external;
}

interface ERC3643Registry {
    function topicsRegistry() external view returns (address);
    function issuersRegistry() external view returns (address);
    function registerIdentity(address userAddress, address identity, uint16 country) external;
    function isVerified(address userAddress) external view returns (bool);
    function identity(address userAddress) external view returns (address);
    function investorCountry(address userAddress) external view returns (uint16);
    function addAgent(address agent) external;
}

interface ERC3643Issuers {
    function addTrustedIssuer(address trustedIssuer, uint256[] calldata claimTopics) external;
}

interface ERC3643Topics {
    function addClaimTopic(uint256 claimTopic) external;
}

interface ERC3643Compliance {
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
}

/// @dev A tool that knows ERC-3643 and nothing else, from the token's address on. The issuer has given nobody any role of
///      ours: the tool works as the standard's agent, whom the owner may name or leave out.
contract ERC3643ConsumerTest is World {
    uint256 internal constant SIGNER_KEY = 0x51617;
    bytes internal constant DATA = "checked";
    address internal immutable TOOL = account("a transfer agent's tool");
    address internal immutable EVE = account("eve");
    address internal immutable FAY = account("fay");
    address internal immutable EVES_NEW_WALLET = account("eve's new wallet");

    ERC3643Token internal standard;
    ERC3643Registry internal investors;
    Issuer internal claims;

    function setUp() public override {
        super.setUp();
        TokenTerms memory terms = termsOf();
        terms.roles = new RoleGrant[](0);
        terms.rules.accreditedOnly = false;
        terms.rules.topics = 0;
        vm.startPrank(OWNER);
        standard = ERC3643Token(factory.createToken(terms, "standard"));
        standard.addAgent(TOOL);
        investors = ERC3643Registry(standard.identityRegistry());
        investors.addAgent(TOOL);
        claims = new Issuer(vm.addr(SIGNER_KEY));
        ERC3643Topics(investors.topicsRegistry()).addClaimTopic(TOPIC_KYC);
        uint256[] memory topics = new uint256[](1);
        topics[0] = TOPIC_KYC;
        ERC3643Issuers(investors.issuersRegistry()).addTrustedIssuer(address(claims), topics);
        vm.stopPrank();
    }

    function testAToolOnboardsMintsTransfersFreezesAndRecovers() public {
        address evesIdentity = onboard(EVE);
        onboard(FAY);
        vm.startPrank(TOOL);
        standard.mint(EVE, 100);
        vm.stopPrank();
        vm.assertTrue(ERC3643Compliance(standard.compliance()).canTransfer(EVE, FAY, 40), "may");
        move(EVE, FAY, 40);
        vm.assertEq(standard.balanceOf(FAY), 40);

        vm.startPrank(TOOL);
        standard.setAddressFrozen(FAY, true);
        vm.assertTrue(standard.isFrozen(FAY), "frozen");
        vm.assertTrue(!ERC3643Compliance(standard.compliance()).canTransfer(FAY, EVE, 1), "may not");
        vm.stopPrank();
        vm.prank(FAY);
        vm.expectRevert();
        standard.transfer(EVE, 1);

        vm.startPrank(TOOL);
        standard.setAddressFrozen(FAY, false);
        standard.freezePartialTokens(FAY, 30);
        vm.assertEq(standard.getFrozenTokens(FAY), 30);
        vm.stopPrank();
        vm.prank(FAY);
        vm.expectRevert();
        standard.transfer(EVE, 11);
        move(FAY, EVE, 10);
        vm.startPrank(TOOL);
        standard.unfreezePartialTokens(FAY, 30);
        standard.forcedTransfer(FAY, EVE, 5);
        standard.burn(FAY, 5);
        standard.pause();
        standard.unpause();
        vm.assertEq(standard.balanceOf(FAY), 20);

        // The new wallet is registered with the same identity, as the standard's tools do before they recover.
        investors.registerIdentity(EVES_NEW_WALLET, evesIdentity, USA);
        vm.assertTrue(standard.recoveryAddress(EVE, EVES_NEW_WALLET, evesIdentity), "recovered");
        vm.stopPrank();
        vm.assertEq(standard.balanceOf(EVE), 0);
        vm.assertEq(standard.balanceOf(EVES_NEW_WALLET), 75);
        move(EVES_NEW_WALLET, FAY, 75);
    }

    function testAnInvestorWithoutAClaimIsNotVerified() public {
        vm.startPrank(TOOL);
        investors.registerIdentity(EVE, address(new Identity()), USA);
        vm.assertTrue(!investors.isVerified(EVE), "no claim");
        vm.expectRevert();
        standard.mint(EVE, 1);
        vm.stopPrank();
    }

    function testAnIssuerMayLeaveTheAgentOut() public {
        onboard(EVE);
        vm.prank(OWNER);
        standard.removeAgent(TOOL);
        vm.startPrank(TOOL);
        bytes4 refused = ITokenErrors.RoleMissing.selector;
        vm.expectPartialRevert(refused);
        standard.mint(EVE, 1);
        vm.expectPartialRevert(refused);
        standard.forcedTransfer(ANA, BO, 1);
        vm.expectPartialRevert(refused);
        standard.setAddressFrozen(EVE, true);
        vm.expectPartialRevert(refused);
        standard.recoveryAddress(ANA, BO, identityOf(ANA));
        vm.stopPrank();
    }

    function onboard(address wallet) internal returns (address) {
        Identity identity = new Identity();
        bytes32 claim = keccak256(abi.encode(address(identity), TOPIC_KYC, DATA));
        bytes32 digest = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", claim));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SIGNER_KEY, digest);
        identity.addClaim(TOPIC_KYC, address(claims), abi.encodePacked(r, s, v), DATA);
        vm.prank(TOOL);
        investors.registerIdentity(wallet, address(identity), USA);
        vm.assertTrue(investors.isVerified(wallet), "verified");
        vm.assertEq(investors.identity(wallet), address(identity));
        vm.assertEq(investors.investorCountry(wallet), USA);
        return address(identity);
    }

    function move(address from, address to, uint256 units) internal {
        vm.prank(from);
        vm.assertTrue(standard.transfer(to, units), "transferred");
    }
}
