// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {TokenTerms} from "./ISecurityToken.sol";

/// @title  Makes the token of a share class, wired and under its owner, in one transaction
/// @notice A token is a clone of one immutable implementation, at an address known beforehand.
/// @dev    Trust: the owner and the agents decide what counts as a token of this platform. They keep no power over a
///         token they have made.
interface IFactory {
    event TokenCreated(address indexed token, bytes32 indexed salt, address indexed owner);
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    error NotOwner(address caller);
    error NotAgent(address caller);
    error ZeroAddress();
    /// @notice The caller has made a token with this salt, there.
    error AlreadyCreated(address token);

    /// @notice Creates a token.
    /// @param salt decides the address, together with the caller; usable once
    /// @custom:by the owner and agents
    function createToken(TokenTerms calldata terms, bytes32 salt) external returns (address token);

    /// @notice Where `creator` makes or has made a token with this salt.
    function tokenAddress(bytes32 salt, address creator) external view returns (address);

    /// @notice Whether this factory made the token at this address.
    function isToken(address token) external view returns (bool);

    /// @notice The contract whose clones the tokens are.
    function implementation() external view returns (address);

    /// @notice Lets `agent` make tokens.
    /// @custom:by the owner
    function addAgent(address agent) external;

    /// @notice Takes that right back.
    /// @custom:by the owner
    function removeAgent(address agent) external;

    /// @notice Whether it may make tokens.
    function isAgent(address account) external view returns (bool);

    /// @notice Hands the factory to another owner, at once.
    /// @custom:by the owner
    function transferOwnership(address newOwner) external;

    /// @notice Who names agents.
    function owner() external view returns (address);
}
