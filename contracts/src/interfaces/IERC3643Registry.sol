// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

// The interfaces around a registry of investors as ERC-3643 has them, with addresses in place of its contract types:
// their ABI is the same. The ERC's text is dedicated to the public domain (CC0).

/// @notice ERC-173.
interface IOwned {
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice Hands the contract to another owner, at once.
    /// @custom:by the owner
    function transferOwnership(address newOwner) external;

    /// @notice Who names agents, trusted issuers and claim topics.
    function owner() external view returns (address);
}

interface IAgentRole {
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);

    /// @notice Lets `agent` do what agents do.
    /// @custom:by the owner
    function addAgent(address agent) external;

    /// @notice Takes that right back.
    /// @custom:by the owner
    function removeAgent(address agent) external;

    /// @notice Whether it may do what agents do.
    function isAgent(address account) external view returns (bool);
}

interface IIdentityRegistry {
    event ClaimTopicsRegistrySet(address indexed claimTopicsRegistry);
    event IdentityStorageSet(address indexed identityStorage);
    event TrustedIssuersRegistrySet(address indexed trustedIssuersRegistry);
    event IdentityRegistered(address indexed wallet, address indexed identity);
    event IdentityRemoved(address indexed wallet, address indexed identity);
    event IdentityUpdated(address indexed oldIdentity, address indexed newIdentity);
    event CountryUpdated(address indexed wallet, uint16 indexed country);

    /// @notice Registers a wallet that stands and falls with the claims on its identity's contract.
    /// @custom:by agents
    function registerIdentity(address wallet, address identity, uint16 country) external;

    /// @notice Registers many, or none when one cannot be.
    /// @custom:by agents
    function batchRegisterIdentity(
        address[] calldata wallets,
        address[] calldata identities,
        uint16[] calldata countries
    ) external;

    /// @notice Forgets a wallet.
    /// @custom:by agents
    function deleteIdentity(address wallet) external;

    /// @notice Gives an investor another identity, for all of their linked wallets.
    /// @custom:by agents
    function updateIdentity(address wallet, address identity) external;

    /// @notice Gives an investor another country, for all of their linked wallets.
    /// @custom:by agents
    function updateCountry(address wallet, uint16 country) external;

    /// @notice Whether the wallet is registered.
    function contains(address wallet) external view returns (bool);

    /// @notice Whether the wallet is registered, not blocked, and its checks are good today.
    function isVerified(address wallet) external view returns (bool);

    /// @notice The identity of a wallet's investor, zero when it is not registered.
    function identity(address wallet) external view returns (address);

    /// @notice The country of a wallet's investor, ISO 3166-1 numeric, zero when it is not registered.
    function investorCountry(address wallet) external view returns (uint16);

    /// @notice Where records are kept: in this contract.
    function identityStorage() external view returns (address);

    /// @notice Who says which issuers are trusted: this contract.
    function issuersRegistry() external view returns (address);

    /// @notice Who says which claims are asked for: this contract.
    function topicsRegistry() external view returns (address);

    /// @notice Refused: records stay where they are.
    /// @custom:by nobody
    function setIdentityRegistryStorage(address identityRegistryStorage) external;

    /// @notice Refused: this contract goes on saying it.
    /// @custom:by nobody
    function setClaimTopicsRegistry(address claimTopicsRegistry) external;

    /// @notice Refused: this contract goes on saying it.
    /// @custom:by nobody
    function setTrustedIssuersRegistry(address trustedIssuersRegistry) external;
}

interface IIdentityRegistryStorage {
    event IdentityStored(address indexed wallet, address indexed identity);
    event IdentityUnstored(address indexed wallet, address indexed identity);
    event IdentityModified(address indexed oldIdentity, address indexed newIdentity);
    event CountryModified(address indexed wallet, uint16 indexed country);
    event IdentityRegistryBound(address indexed identityRegistry);
    event IdentityRegistryUnbound(address indexed identityRegistry);

    /// @notice The same as `registerIdentity`.
    /// @custom:by agents
    function addIdentityToStorage(address wallet, address identity, uint16 country) external;

    /// @notice The same as `deleteIdentity`.
    /// @custom:by agents
    function removeIdentityFromStorage(address wallet) external;

    /// @notice The same as `updateCountry`.
    /// @custom:by agents
    function modifyStoredInvestorCountry(address wallet, uint16 country) external;

    /// @notice The same as `updateIdentity`.
    /// @custom:by agents
    function modifyStoredIdentity(address wallet, address identity) external;

    /// @notice The same as `identity`.
    function storedIdentity(address wallet) external view returns (address);

    /// @notice The same as `investorCountry`.
    function storedInvestorCountry(address wallet) external view returns (uint16);

    /// @notice Refused: one registry writes here, this contract.
    /// @custom:by nobody
    function bindIdentityRegistry(address identityRegistry) external;

    /// @notice Refused for the same reason.
    /// @custom:by nobody
    function unbindIdentityRegistry(address identityRegistry) external;

    /// @notice Which registries write here: this contract alone.
    function linkedIdentityRegistries() external view returns (address[] memory);
}

interface ITrustedIssuersRegistry {
    event TrustedIssuerAdded(address indexed trustedIssuer, uint256[] claimTopics);
    event TrustedIssuerRemoved(address indexed trustedIssuer);
    event ClaimTopicsUpdated(address indexed trustedIssuer, uint256[] claimTopics);

    /// @notice Trusts `issuer` for these topics, at most 15.
    /// @custom:by the owner
    function addTrustedIssuer(address issuer, uint256[] calldata claimTopics) external;

    /// @notice Trusts `issuer` no more: no voucher of theirs is taken and no claim of theirs counts.
    /// @custom:by the owner
    function removeTrustedIssuer(address issuer) external;

    /// @notice Trusts `issuer` for these topics instead.
    /// @custom:by the owner
    function updateIssuerClaimTopics(address issuer, uint256[] calldata claimTopics) external;

    /// @notice All who are trusted, at most 50, in no order.
    function getTrustedIssuers() external view returns (address[] memory);

    /// @notice Whether `issuer` is trusted for anything.
    function isTrustedIssuer(address issuer) external view returns (bool);

    /// @notice What a trusted issuer is trusted for; reverts for anybody else.
    function getTrustedIssuerClaimTopics(address issuer) external view returns (uint256[] memory);

    /// @notice Who is trusted for this topic, in no order.
    function getTrustedIssuersForClaimTopic(uint256 claimTopic) external view returns (address[] memory);

    /// @notice Whether `issuer` is trusted for this topic.
    function hasClaimTopic(address issuer, uint256 claimTopic) external view returns (bool);
}

interface IClaimTopicsRegistry {
    event ClaimTopicAdded(uint256 indexed claimTopic);
    event ClaimTopicRemoved(uint256 indexed claimTopic);

    /// @notice Asks every identity contract for a claim of this topic, at most 15 topics.
    /// @custom:by the owner
    function addClaimTopic(uint256 claimTopic) external;

    /// @notice Asks for it no more.
    /// @custom:by the owner
    function removeClaimTopic(uint256 claimTopic) external;

    /// @notice What identity contracts are asked for, in no order.
    function getClaimTopics() external view returns (uint256[] memory);
}

/// @notice What is asked of an investor's identity contract (ERC-735).
interface IIdentity {
    /// @notice The claim with this id, keccak256(issuer, topic); empty when there is none.
    function getClaim(bytes32 claimId)
        external
        view
        returns (
            uint256 topic,
            uint256 scheme,
            address issuer,
            bytes memory signature,
            bytes memory data,
            string memory uri
        );
}

/// @notice What is asked of the contract of who issued a claim.
interface IClaimIssuer {
    /// @notice Whether the issuer stands by this claim on this identity today.
    function isClaimValid(address identity, uint256 claimTopic, bytes calldata signature, bytes calldata data)
        external
        view
        returns (bool);
}
