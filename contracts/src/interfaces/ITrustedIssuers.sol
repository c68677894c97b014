// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAgentRole, IClaimTopicsRegistry, IOwned, ITrustedIssuersRegistry} from "./IERC3643Registry.sol";

/// @title  Whose word the registry takes
/// @notice An owner, the agents they name, and the issuers they trust to attest investors, each for some topics.
/// @dev    An issuer keeps one number for as long as it is not distrusted; records carry the number of the issuer whose
///         voucher wrote them. An issuer that is removed attests nothing more, and what it attested stays good until its
///         day. An issuer that is distrusted is removed, and what it attested may be ended by anybody.
interface ITrustedIssuers is IOwned, IAgentRole, ITrustedIssuersRegistry, IClaimTopicsRegistry {
    /// @notice The records that this issuer's vouchers write from now on carry this number.
    event IssuerNumbered(address indexed issuer, uint256 indexed number);
    event IssuerDistrusted(address indexed issuer, uint256 indexed number);

    /// @notice The caller is not the owner.
    error NotOwner(address caller);
    /// @notice The caller is not an agent.
    error NotAgent(address caller);
    /// @notice The zero address stands for nobody.
    error ZeroAddress();
    /// @notice The issuer is not trusted.
    error IssuerNotTrusted(address issuer);
    /// @notice The issuer is trusted already: `updateIssuerClaimTopics` changes its topics.
    error IssuerTrusted(address issuer);
    /// @notice The issuer never was trusted, or is distrusted already.
    error IssuerUnknown(address issuer);
    /// @notice There are as many trusted issuers as there may be: at a time, or over the registry's life.
    error TooManyIssuers(uint256 limit);
    /// @notice Nobody is trusted for nothing.
    error TopicMissing();
    /// @notice There are as many topics as there may be.
    error TooManyTopics(uint256 limit);
    /// @notice The topic is there already.
    error TopicTwice(uint256 topic);
    /// @notice The topic is not asked for.
    error TopicUnknown(uint256 topic);

    /// @notice Trusts an issuer no more, not even in what it attested: anybody may end that, see
    ///         `IInvestorRegistry.endDistrusted`. For a key that was stolen, or a provider that lied.
    /// @custom:by the owner
    function distrustIssuer(address issuer) external;

    /// @notice The number of an issuer, zero when it never was trusted or is distrusted.
    function numberOf(address issuer) external view returns (uint256);

    /// @notice Whether what the issuer of this number attested may be ended.
    function isDistrusted(uint256 number) external view returns (bool);
}
