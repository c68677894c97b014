// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IFactory} from "./interfaces/IFactory.sol";
import {ISecurityToken, TokenTerms} from "./interfaces/ISecurityToken.sol";

/// @title Factory
/// @notice See `IFactory`, which says what each function promises.
contract Factory is IFactory {
    address public immutable implementation;
    address public owner;
    mapping(address account => bool) public isAgent;
    mapping(address token => bool) public isToken;

    constructor(address implementation_, address owner_) {
        require(implementation_ != address(0) && owner_ != address(0), ZeroAddress());
        implementation = implementation_;
        owner = owner_;
        emit OwnershipTransferred(address(0), owner_);
    }

    modifier onlyOwner() {
        require(msg.sender == owner, NotOwner(msg.sender));
        _;
    }

    /// @inheritdoc IFactory
    function createToken(TokenTerms calldata terms, bytes32 salt) external returns (address token) {
        require(msg.sender == owner || isAgent[msg.sender], NotAgent(msg.sender));
        token = tokenAddress(salt, msg.sender);
        require(!isToken[token], AlreadyCreated(token));

        isToken[token] = true;
        Clones.cloneDeterministic(implementation, _saltOf(salt, msg.sender));
        ISecurityToken(token).init(terms);
        emit TokenCreated(token, salt, terms.owner);
    }

    /// @inheritdoc IFactory
    function tokenAddress(bytes32 salt, address creator) public view returns (address) {
        return Clones.predictDeterministicAddress(implementation, _saltOf(salt, creator));
    }

    /// @inheritdoc IFactory
    function addAgent(address agent) external onlyOwner {
        require(agent != address(0), ZeroAddress());
        isAgent[agent] = true;
        emit AgentAdded(agent);
    }

    /// @inheritdoc IFactory
    function removeAgent(address agent) external onlyOwner {
        isAgent[agent] = false;
        emit AgentRemoved(agent);
    }

    /// @inheritdoc IFactory
    function transferOwnership(address newOwner) external onlyOwner {
        require(newOwner != address(0), ZeroAddress());
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }

    /// @dev Bound to the creator: nobody can take another's address.
    function _saltOf(bytes32 salt, address creator) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
