// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/interfaces/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";

// The functions of the standards that a token answers, as their texts give them (CC0). Their events are in `ITokenEvents`.

/// @dev ERC-3643, without the functions of ERC-20 it extends.
interface IERC3643 {
    function onchainID() external view returns (address);
    function version() external view returns (string memory);
    function identityRegistry() external view returns (address);
    function compliance() external view returns (address);
    function paused() external view returns (bool);
    function isFrozen(address account) external view returns (bool);
    function getFrozenTokens(address account) external view returns (uint256);
    function setName(string calldata name) external;
    function setSymbol(string calldata symbol) external;
    function setOnchainID(address identity) external;
    function pause() external;
    function unpause() external;
    function setAddressFrozen(address account, bool freeze) external;
    function freezePartialTokens(address account, uint256 amount) external;
    function unfreezePartialTokens(address account, uint256 amount) external;
    function setIdentityRegistry(address registry) external;
    function setCompliance(address compliance) external;
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);
    function mint(address to, uint256 amount) external;
    function burn(address account, uint256 amount) external;
    function recoveryAddress(address lost, address fresh, address identity) external returns (bool);
    function batchTransfer(address[] calldata to, uint256[] calldata amounts) external;
    function batchForcedTransfer(address[] calldata from, address[] calldata to, uint256[] calldata amounts)
        external;
    function batchMint(address[] calldata to, uint256[] calldata amounts) external;
    function batchBurn(address[] calldata accounts, uint256[] calldata amounts) external;
    function batchSetAddressFrozen(address[] calldata accounts, bool[] calldata freeze) external;
    function batchFreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external;
    function batchUnfreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external;
}

/// @dev ERC-3643's compliance.
interface ICompliance {
    function bindToken(address token) external;
    function unbindToken(address token) external;
    function isTokenBound(address token) external view returns (bool);
    function getTokenBound() external view returns (address);
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
    function transferred(address from, address to, uint256 amount) external;
    function created(address to, uint256 amount) external;
    function destroyed(address from, uint256 amount) external;
}

/// @dev ERC-3643's agent role.
interface IAgentRole {
    function addAgent(address agent) external;
    function removeAgent(address agent) external;
    function isAgent(address agent) external view returns (bool);
}

/// @dev ERC-173.
interface IERC173 {
    function owner() external view returns (address);
    function transferOwnership(address newOwner) external;
}

/// @dev ERC-7943 for fungible tokens.
interface IERC7943Fungible {
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);
    function setFrozenTokens(address account, uint256 amount) external returns (bool);
    function canSend(address account) external view returns (bool);
    function canReceive(address account) external view returns (bool);
    function getFrozenTokens(address account) external view returns (uint256);
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
}

/// @dev ERC-7943 as it was drafted, with one question for both sides.
interface IERC7943FungibleDraft {
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);
    function setFrozenTokens(address account, uint256 amount) external returns (bool);
    function canTransact(address account) external view returns (bool);
    function getFrozenTokens(address account) external view returns (uint256);
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
}

/// @dev ERC-1404.
interface IERC1404 {
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8);
    function messageForTransferRestriction(uint8 restrictionCode) external view returns (string memory);
}

/// @dev Whether a token answers the interface of this id.
function isSupported(bytes4 id) pure returns (bool) {
    return id == type(IERC165).interfaceId || id == type(IERC20).interfaceId
        || id == type(IERC20Metadata).interfaceId || id == type(IERC20Permit).interfaceId
        || id == type(IERC5267).interfaceId || id == type(IERC173).interfaceId
        || id == type(IERC3643).interfaceId || id == type(ICompliance).interfaceId
        || id == type(IAgentRole).interfaceId || id == type(IERC7943Fungible).interfaceId
        || id == type(IERC7943FungibleDraft).interfaceId || id == type(IERC1404).interfaceId
        || id == type(IVotes).interfaceId || id == type(IERC6372).interfaceId || id == VOTES_AND_CLOCK;
}

// ERC-5805 is both of its parts.
bytes4 constant VOTES_AND_CLOCK = type(IVotes).interfaceId ^ type(IERC6372).interfaceId;
