// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/interfaces/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IAgentRole, IOwned} from "./IERC3643Registry.sol";

// The functions of the standards that a token answers, as their texts give them (CC0). Their events are in `ITokenEvents`.

/// @dev ERC-3643, without the functions of ERC-20 it extends.
interface IERC3643 {
    /// @notice The identity contract of the token itself.
    function onchainID() external view returns (address);

    /// @notice Of the code.
    function version() external view returns (string memory);

    /// @notice Who says who the holders are.
    function identityRegistry() external view returns (address);

    /// @notice Who says what holders may do.
    function compliance() external view returns (address);

    /// @notice Whether transfers are stopped.
    function paused() external view returns (bool);

    /// @notice Whether the whole wallet is frozen.
    function isFrozen(address account) external view returns (bool);

    /// @notice The units of a wallet that are frozen one by one.
    function getFrozenTokens(address account) external view returns (uint256);

    /// @notice Renames the token.
    function setName(string calldata name) external;

    /// @notice Gives it another short form.
    function setSymbol(string calldata symbol) external;

    /// @notice Names another identity contract of the token.
    function setOnchainID(address identity) external;

    /// @notice Stops transfers.
    function pause() external;

    /// @notice Resumes them.
    function unpause() external;

    /// @notice Freezes a whole wallet, or thaws it.
    function setAddressFrozen(address account, bool freeze) external;

    /// @notice Freezes further units of a wallet.
    function freezePartialTokens(address account, uint256 amount) external;

    /// @notice Thaws units of a wallet.
    function unfreezePartialTokens(address account, uint256 amount) external;

    /// @notice Names another registry of investors.
    function setIdentityRegistry(address registry) external;

    /// @notice Names another compliance contract.
    function setCompliance(address compliance) external;

    /// @notice Moves units whatever the rules say.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);

    /// @notice Creates units.
    function mint(address to, uint256 amount) external;

    /// @notice Destroys units.
    function burn(address account, uint256 amount) external;

    /// @notice Moves a holding from a lost wallet to another of the same investor.
    function recoveryAddress(address lost, address fresh, address identity) external returns (bool);

    /// @notice Transfers to many receivers.
    function batchTransfer(address[] calldata to, uint256[] calldata amounts) external;

    /// @notice Moves units of many, whatever the rules say.
    function batchForcedTransfer(address[] calldata from, address[] calldata to, uint256[] calldata amounts)
        external;

    /// @notice Creates units of many.
    function batchMint(address[] calldata to, uint256[] calldata amounts) external;

    /// @notice Destroys units of many.
    function batchBurn(address[] calldata accounts, uint256[] calldata amounts) external;

    /// @notice Freezes or thaws many wallets.
    function batchSetAddressFrozen(address[] calldata accounts, bool[] calldata freeze) external;

    /// @notice Freezes further units of many.
    function batchFreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external;

    /// @notice Thaws units of many.
    function batchUnfreezePartialTokens(address[] calldata accounts, uint256[] calldata amounts) external;
}

/// @dev ERC-3643's compliance.
interface ICompliance {
    /// @notice Begins to answer for a token.
    function bindToken(address token) external;

    /// @notice Answers for it no more.
    function unbindToken(address token) external;

    /// @notice Whether it answers for `token`.
    function isTokenBound(address token) external view returns (bool);

    /// @notice The token it answers for.
    function getTokenBound() external view returns (address);

    /// @notice Whether the rules let these units move.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);

    /// @notice Is told that units have moved.
    function transferred(address from, address to, uint256 amount) external;

    /// @notice Is told that units were created.
    function created(address to, uint256 amount) external;

    /// @notice Is told that units were destroyed.
    function destroyed(address from, uint256 amount) external;
}

/// @dev ERC-7943 for fungible tokens.
interface IERC7943Fungible {
    /// @notice Moves units whatever the rules say.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);

    /// @notice Sets the frozen units, whatever they were.
    function setFrozenTokens(address account, uint256 amount) external returns (bool);

    /// @notice Whether the account may send at all.
    function canSend(address account) external view returns (bool);

    /// @notice Whether the account may receive at all.
    function canReceive(address account) external view returns (bool);

    /// @notice The units of a wallet that are frozen one by one.
    function getFrozenTokens(address account) external view returns (uint256);

    /// @notice Whether the rules let these units move.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
}

/// @dev ERC-7943 as it was drafted, with one question for both sides.
interface IERC7943FungibleDraft {
    /// @notice Moves units whatever the rules say.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool);

    /// @notice Sets the frozen units, whatever they were.
    function setFrozenTokens(address account, uint256 amount) external returns (bool);

    /// @notice Whether the account may send and receive.
    function canTransact(address account) external view returns (bool);

    /// @notice The units of a wallet that are frozen one by one.
    function getFrozenTokens(address account) external view returns (uint256);

    /// @notice Whether the rules let these units move.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
}

/// @dev ERC-1404.
interface IERC1404 {
    /// @notice The code of what refuses this transfer; 0 when nothing does.
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8);

    /// @notice A code in words.
    function messageForTransferRestriction(uint8 restrictionCode) external view returns (string memory);
}

/// @dev Whether a token answers the interface of this id.
function isSupported(bytes4 id) pure returns (bool) {
    return id == type(IERC165).interfaceId || id == type(IERC20).interfaceId
        || id == type(IERC20Metadata).interfaceId || id == type(IERC20Permit).interfaceId
        || id == type(IERC5267).interfaceId || id == type(IOwned).interfaceId
        || id == type(IERC3643).interfaceId || id == type(ICompliance).interfaceId
        || id == type(IAgentRole).interfaceId || id == type(IERC7943Fungible).interfaceId
        || id == type(IERC7943FungibleDraft).interfaceId || id == type(IERC1404).interfaceId
        || id == type(IVotes).interfaceId || id == type(IERC6372).interfaceId || id == VOTES_AND_CLOCK;
}

// ERC-5805 is both of its parts.
bytes4 constant VOTES_AND_CLOCK = type(IVotes).interfaceId ^ type(IERC6372).interfaceId;
