// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {
    IAgentRole,
    IClaimTopicsRegistry,
    IIdentityRegistry,
    IIdentityRegistryStorage,
    ITrustedIssuersRegistry
} from "../src/interfaces/IERC3643Registry.sol";
import {IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {ITrustedIssuers} from "../src/interfaces/ITrustedIssuers.sol";
import {RegistryWorld} from "./RegistryWorld.sol";
import {Vm} from "./Test.sol";

/// @dev What a tool that knows ERC-3643 and nothing else does with the registry.
contract RegistryERC3643Test is RegistryWorld {
    event ClaimTopicsRegistrySet(address indexed claimTopicsRegistry);
    event IdentityStorageSet(address indexed identityStorage);
    event TrustedIssuersRegistrySet(address indexed trustedIssuersRegistry);
    event IdentityRegistered(address indexed wallet, address indexed identity);
    event IdentityRemoved(address indexed wallet, address indexed identity);
    event IdentityUpdated(address indexed oldIdentity, address indexed newIdentity);
    event CountryUpdated(address indexed wallet, uint16 indexed country);
    event IdentityStored(address indexed wallet, address indexed identity);
    event IdentityUnstored(address indexed wallet, address indexed identity);
    event IdentityModified(address indexed oldIdentity, address indexed newIdentity);
    event CountryModified(address indexed wallet, uint16 indexed country);
    event IdentityRegistryBound(address indexed identityRegistry);
    event TrustedIssuerAdded(address indexed trustedIssuer, uint256[] claimTopics);
    event TrustedIssuerRemoved(address indexed trustedIssuer);
    event ClaimTopicsUpdated(address indexed trustedIssuer, uint256[] claimTopics);
    event ClaimTopicAdded(uint256 indexed claimTopic);
    event ClaimTopicRemoved(uint256 indexed claimTopic);

    /// The ERC's selectors, as its text has the signatures.
    function testTheSelectorsAreTheErcs() public pure {
        bytes4 registry_ = sel("identityStorage()") ^ sel("issuersRegistry()") ^ sel("topicsRegistry()")
            ^ sel("setIdentityRegistryStorage(address)") ^ sel("setClaimTopicsRegistry(address)")
            ^ sel("setTrustedIssuersRegistry(address)") ^ sel("registerIdentity(address,address,uint16)")
            ^ sel("deleteIdentity(address)") ^ sel("updateCountry(address,uint16)")
            ^ sel("updateIdentity(address,address)")
            ^ sel("batchRegisterIdentity(address[],address[],uint16[])") ^ sel("contains(address)")
            ^ sel("isVerified(address)") ^ sel("identity(address)") ^ sel("investorCountry(address)");
        vm.assertEq(bytes32(type(IIdentityRegistry).interfaceId), bytes32(registry_));
        bytes4 store = sel("storedIdentity(address)") ^ sel("storedInvestorCountry(address)")
            ^ sel("addIdentityToStorage(address,address,uint16)") ^ sel("removeIdentityFromStorage(address)")
            ^ sel("modifyStoredInvestorCountry(address,uint16)")
            ^ sel("modifyStoredIdentity(address,address)") ^ sel("bindIdentityRegistry(address)")
            ^ sel("unbindIdentityRegistry(address)") ^ sel("linkedIdentityRegistries()");
        vm.assertEq(bytes32(type(IIdentityRegistryStorage).interfaceId), bytes32(store));
        bytes4 issuers = sel("addTrustedIssuer(address,uint256[])") ^ sel("removeTrustedIssuer(address)")
            ^ sel("updateIssuerClaimTopics(address,uint256[])") ^ sel("getTrustedIssuers()")
            ^ sel("isTrustedIssuer(address)") ^ sel("getTrustedIssuerClaimTopics(address)")
            ^ sel("getTrustedIssuersForClaimTopic(uint256)") ^ sel("hasClaimTopic(address,uint256)");
        vm.assertEq(bytes32(type(ITrustedIssuersRegistry).interfaceId), bytes32(issuers));
        bytes4 topics =
            sel("addClaimTopic(uint256)") ^ sel("removeClaimTopic(uint256)") ^ sel("getClaimTopics()");
        vm.assertEq(bytes32(type(IClaimTopicsRegistry).interfaceId), bytes32(topics));
        bytes4 agents = sel("addAgent(address)") ^ sel("removeAgent(address)") ^ sel("isAgent(address)");
        vm.assertEq(bytes32(type(IAgentRole).interfaceId), bytes32(agents));
    }

    function sel(string memory signature) private pure returns (bytes4) {
        return bytes4(keccak256(bytes(signature)));
    }

    function testTheRegistryIsAllFour() public {
        vm.assertEq(registry.identityStorage(), address(registry));
        vm.assertEq(registry.issuersRegistry(), address(registry));
        vm.assertEq(registry.topicsRegistry(), address(registry));
        vm.assertEq(registry.linkedIdentityRegistries().length, 1);
        vm.assertEq(registry.linkedIdentityRegistries()[0], address(registry));
        bytes[5] memory setters = [
            abi.encodeCall(registry.setIdentityRegistryStorage, (STRANGER)),
            abi.encodeCall(registry.setClaimTopicsRegistry, (STRANGER)),
            abi.encodeCall(registry.setTrustedIssuersRegistry, (STRANGER)),
            abi.encodeCall(registry.bindIdentityRegistry, (STRANGER)),
            abi.encodeCall(registry.unbindIdentityRegistry, (address(registry)))
        ];
        for (uint256 i; i < setters.length; ++i) {
            vm.prank(OWNER);
            (bool passed, bytes memory answer) = address(registry).call(setters[i]);
            vm.assertTrue(!passed, "refused");
            vm.assertEq(
                keccak256(answer), keccak256(abi.encodeWithSelector(IInvestorRegistry.BoundForGood.selector))
            );
        }
    }

    function testARegistryIsBornWithItsParts() public {
        vm.recordLogs();
        InvestorRegistry fresh = new InvestorRegistry(OWNER);
        bytes32[5] memory names = [
            keccak256("OwnershipTransferred(address,address)"),
            ClaimTopicsRegistrySet.selector,
            IdentityStorageSet.selector,
            TrustedIssuersRegistrySet.selector,
            IdentityRegistryBound.selector
        ];
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(logs.length, names.length);
        for (uint256 i; i < names.length; ++i) {
            vm.assertEq(logs[i].topics[0], names[i]);
            if (i != 0) vm.assertEq(logs[i].topics[1], bytes32(uint256(uint160(address(fresh)))));
        }
    }

    function testIdentitiesGoInOutAndChange() public {
        address identity = account("an identity");
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit IdentityStored(STRANGER, identity);
        vm.expectEmit();
        emit IdentityRegistered(STRANGER, identity);
        registry.registerIdentity(STRANGER, identity, FRANCE);
        vm.assertTrue(registry.contains(STRANGER) && registry.isVerified(STRANGER), "in");
        vm.assertEq(registry.identity(STRANGER), identity);
        vm.assertEq(registry.storedIdentity(STRANGER), identity);
        vm.assertEq(registry.investorCountry(STRANGER), FRANCE);
        vm.assertEq(registry.storedInvestorCountry(STRANGER), FRANCE);

        vm.expectEmit();
        emit CountryModified(STRANGER, USA);
        vm.expectEmit();
        emit CountryUpdated(STRANGER, USA);
        registry.updateCountry(STRANGER, USA);
        vm.assertEq(registry.investorCountry(STRANGER), USA);

        address other = account("another identity");
        vm.expectEmit();
        emit IdentityModified(identity, other);
        vm.expectEmit();
        emit IdentityUpdated(identity, other);
        registry.updateIdentity(STRANGER, other);
        vm.assertEq(registry.identity(STRANGER), other);

        vm.expectEmit();
        emit IdentityUnstored(STRANGER, other);
        vm.expectEmit();
        emit IdentityRemoved(STRANGER, other);
        registry.deleteIdentity(STRANGER);
        vm.assertTrue(!registry.contains(STRANGER), "out");
        vm.stopPrank();
    }

    function testTheStoragesEntryPointsDoTheSame() public {
        vm.startPrank(OPERATOR);
        registry.addIdentityToStorage(STRANGER, address(7), FRANCE);
        registry.modifyStoredInvestorCountry(STRANGER, USA);
        registry.modifyStoredIdentity(STRANGER, address(8));
        vm.assertEq(registry.identity(STRANGER), address(8));
        vm.assertEq(registry.investorCountry(STRANGER), USA);
        registry.removeIdentityFromStorage(STRANGER);
        vm.assertEq(registry.packedOf(STRANGER), 0);
        vm.stopPrank();
    }

    function testABatchOfIdentitiesRegistersAllOrNone() public {
        address[] memory wallets = new address[](2);
        address[] memory identities = new address[](2);
        uint16[] memory countries = new uint16[](2);
        (wallets[0], wallets[1], identities[0], identities[1]) = (STRANGER, ANA, address(7), address(8));
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.AlreadyRegistered.selector, ANA));
        registry.batchRegisterIdentity(wallets, identities, countries);
        vm.assertTrue(!registry.contains(STRANGER), "none");
        wallets[1] = EVE;
        registry.batchRegisterIdentity(wallets, identities, countries);
        vm.assertTrue(registry.contains(STRANGER) && registry.contains(EVE), "all");
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.LengthMismatch.selector, 2, 1));
        registry.batchRegisterIdentity(wallets, new address[](1), countries);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.LengthMismatch.selector, 2, 3));
        registry.batchRegisterIdentity(wallets, identities, new uint16[](3));
        vm.stopPrank();
    }

    function testWhatCannotBeIsRefused() public {
        vm.startPrank(OPERATOR);
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        registry.registerIdentity(address(0), address(7), USA);
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        registry.registerIdentity(STRANGER, address(0), USA);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.CountryOutOfRange.selector, 1024));
        registry.registerIdentity(STRANGER, address(7), 1024);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.CountryOutOfRange.selector, 1024));
        registry.updateCountry(ANA, 1024);
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        registry.updateIdentity(ANA, address(0));
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotRegistered.selector, STRANGER));
        registry.updateCountry(STRANGER, USA);
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotRegistered.selector, STRANGER));
        registry.updateIdentity(STRANGER, address(7));
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.NotRegistered.selector, STRANGER));
        registry.deleteIdentity(STRANGER);
        vm.stopPrank();
    }

    function testANewIdentityAndCountryReachEveryLinkedWallet() public {
        vm.startPrank(OPERATOR);
        registry.addWallet(ANA, STRANGER);
        registry.updateIdentity(STRANGER, address(7));
        vm.assertEq(registry.identity(ANA), address(7));
        vm.assertEq(registry.walletsOf(identityOf(ANA)).length, 0);
        vm.assertEq(registry.walletsOf(address(7)).length, 2);
        registry.updateCountry(ANA, FRANCE);
        vm.assertEq(registry.packedOf(ANA), registry.packedOf(STRANGER));
        // Two investors do not become one by the way.
        vm.expectRevert(abi.encodeWithSelector(IInvestorRegistry.IdentityHasWallets.selector, address(7)));
        registry.updateIdentity(BO, address(7));
        vm.stopPrank();
    }

    function testIssuersAreTrustedForTopics() public {
        uint256[] memory topics = topicsOf(5, 1 << 200, 7, 0);
        vm.startPrank(OWNER);
        vm.expectEmit();
        emit ITrustedIssuers.IssuerNumbered(BO, 2);
        vm.expectEmit();
        emit TrustedIssuerAdded(BO, topics);
        registry.addTrustedIssuer(BO, topics);
        vm.assertTrue(registry.isTrustedIssuer(BO) && registry.hasClaimTopic(BO, 1 << 200), "trusted");
        vm.assertTrue(!registry.hasClaimTopic(BO, 6) && !registry.hasClaimTopic(ANA, 5), "not for that");
        vm.assertEq(registry.getTrustedIssuerClaimTopics(BO).length, 4);
        vm.assertEq(registry.getTrustedIssuersForClaimTopic(7)[0], BO);
        vm.assertEq(registry.getTrustedIssuers().length, 2);

        vm.expectEmit();
        emit ClaimTopicsUpdated(BO, topicsOf(9));
        registry.updateIssuerClaimTopics(BO, topicsOf(9));
        vm.assertEq(registry.getTrustedIssuersForClaimTopic(7).length, 0);
        vm.assertEq(registry.getTrustedIssuersForClaimTopic(9)[0], BO);

        vm.expectEmit();
        emit TrustedIssuerRemoved(BO);
        registry.removeTrustedIssuer(BO);
        vm.assertEq(registry.getTrustedIssuersForClaimTopic(9).length, 0);
        vm.assertEq(registry.getTrustedIssuers().length, 1);
        bytes memory untrusted = abi.encodeWithSelector(ITrustedIssuers.IssuerNotTrusted.selector, BO);
        vm.expectRevert(untrusted);
        registry.removeTrustedIssuer(BO);
        vm.expectRevert(untrusted);
        registry.updateIssuerClaimTopics(BO, topics);
        vm.expectRevert(untrusted);
        registry.getTrustedIssuerClaimTopics(BO);
        vm.stopPrank();
    }

    function testBadIssuersAndTopicsAreRefused() public {
        vm.startPrank(OWNER);
        vm.expectRevert(ITrustedIssuers.ZeroAddress.selector);
        registry.addTrustedIssuer(address(0), topicsOf(1));
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.IssuerTrusted.selector, PROVIDER));
        registry.addTrustedIssuer(PROVIDER, topicsOf(1));
        vm.expectRevert(ITrustedIssuers.TopicMissing.selector);
        registry.addTrustedIssuer(BO, new uint256[](0));
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.TooManyTopics.selector, 15));
        registry.addTrustedIssuer(BO, new uint256[](16));
        uint256[] memory most = new uint256[](15);
        for (uint256 i; i < 15; ++i) {
            most[i] = i;
        }
        registry.addTrustedIssuer(BO, most);
        registry.removeTrustedIssuer(BO);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.TopicTwice.selector, 3));
        registry.addTrustedIssuer(BO, topicsOf(1, 3, 2, 3));
        for (uint160 i = 1; i < 50; ++i) {
            registry.addTrustedIssuer(address(i), topicsOf(1));
        }
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.TooManyIssuers.selector, 50));
        registry.addTrustedIssuer(BO, topicsOf(1));

        for (uint256 topic; topic < 15; ++topic) {
            vm.expectEmit();
            emit ClaimTopicAdded(topic);
            registry.addClaimTopic(topic);
        }
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.TooManyTopics.selector, 15));
        registry.addClaimTopic(15);
        vm.expectEmit();
        emit ClaimTopicRemoved(3);
        registry.removeClaimTopic(3);
        vm.assertEq(registry.getClaimTopics().length, 14);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.TopicUnknown.selector, 3));
        registry.removeClaimTopic(3);
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.TopicTwice.selector, 4));
        registry.addClaimTopic(4);
        vm.stopPrank();
    }

    /// @dev The first is the one that is trusted already.
    function testFiveHundredAndElevenIssuersHaveNumbers() public {
        vm.startPrank(OWNER);
        for (uint160 number = 2; number <= 511; ++number) {
            registry.addTrustedIssuer(address(number), topicsOf(1));
            registry.removeTrustedIssuer(address(number));
        }
        vm.expectRevert(abi.encodeWithSelector(ITrustedIssuers.TooManyIssuers.selector, 511));
        registry.addTrustedIssuer(BO, topicsOf(1));
        // Who has one keeps it.
        registry.addTrustedIssuer(address(511), topicsOf(1));
        vm.stopPrank();
    }

    function testOnlyAgentsWriteIdentitiesAndOnlyTheOwnerTrusts(address stranger) public {
        vm.assume(stranger != OPERATOR && stranger != OWNER);
        bytes[9] memory agents = [
            abi.encodeCall(registry.registerIdentity, (STRANGER, address(7), USA)),
            abi.encodeCall(
                registry.batchRegisterIdentity, (new address[](0), new address[](0), new uint16[](0))
            ),
            abi.encodeCall(registry.deleteIdentity, (ANA)),
            abi.encodeCall(registry.updateIdentity, (ANA, address(7))),
            abi.encodeCall(registry.updateCountry, (ANA, USA)),
            abi.encodeCall(registry.addIdentityToStorage, (STRANGER, address(7), USA)),
            abi.encodeCall(registry.removeIdentityFromStorage, (ANA)),
            abi.encodeCall(registry.modifyStoredIdentity, (ANA, address(7))),
            abi.encodeCall(registry.modifyStoredInvestorCountry, (ANA, USA))
        ];
        for (uint256 i; i < agents.length; ++i) {
            refusedTo(stranger, agents[i], ITrustedIssuers.NotAgent.selector);
        }
        bytes[6] memory owners = [
            abi.encodeCall(registry.addTrustedIssuer, (BO, topicsOf(1))),
            abi.encodeCall(registry.removeTrustedIssuer, (PROVIDER)),
            abi.encodeCall(registry.updateIssuerClaimTopics, (PROVIDER, topicsOf(1))),
            abi.encodeCall(registry.distrustIssuer, (PROVIDER)),
            abi.encodeCall(registry.addClaimTopic, (1)),
            abi.encodeCall(registry.removeClaimTopic, (1))
        ];
        for (uint256 i; i < owners.length; ++i) {
            refusedTo(stranger, owners[i], ITrustedIssuers.NotOwner.selector);
        }
    }

    function refusedTo(address caller, bytes memory call, bytes4 error) private {
        vm.prank(caller);
        (bool passed, bytes memory answer) = address(registry).call(call);
        vm.assertTrue(!passed, "refused");
        vm.assertEq(keccak256(answer), keccak256(abi.encodeWithSelector(error, caller)));
    }

    function testAnAccessManagerOwnsARegistryWithADelay() public {
        AccessManager manager = new AccessManager(OWNER);
        vm.prank(OWNER);
        registry.transferOwnership(address(manager));
        bytes memory call = abi.encodeCall(registry.distrustIssuer, (PROVIDER));
        vm.startPrank(OWNER);
        manager.grantRole(manager.ADMIN_ROLE(), OWNER, 2 days);
        vm.expectRevert();
        manager.execute(address(registry), call);
        manager.schedule(address(registry), call, 0);
        vm.warp(block.timestamp + 2 days);
        manager.execute(address(registry), call);
        vm.stopPrank();
        vm.assertTrue(!registry.isTrustedIssuer(PROVIDER), "distrusted");
    }
}
