// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Hold} from "../types/TokenTypes.sol";

/// @title  What a token tells
interface ITokenEvents {
    /* EVENTS: ERC-20, ERC-2612, ERC-3009 */

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);
    event AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce);

    /* EVENTS: ISSUANCE AND LOTS */

    event Issued(address indexed to, uint256 units, uint16 unlockDay, uint16 legend, bytes32 ref);
    /// @notice Ends a batch of issuances: this many `Transfer` events before it belong to it.
    event BatchIssued(bytes32 indexed ref, uint256 count);
    /// @notice The holder has a lot more, or more units in the lot of the same unlock day and legend.
    event LotOpened(
        address indexed holder, uint256 units, uint16 acquiredDay, uint16 unlockDay, uint16 legend
    );
    /// @notice Units left the holder's lot of this unlock day and legend, by a burn, a forced transfer or a recovery, or
    ///         by a transfer to whom the lot is open. A lot that unlocks ends without an event: its day has come.
    event LotReduced(address indexed holder, uint256 units, uint16 unlockDay, uint16 legend);

    /* EVENTS: ERC-3643, ERC-7943 */

    event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner);
    event TokensFrozen(address indexed userAddress, uint256 amount);
    event TokensUnfrozen(address indexed userAddress, uint256 amount);
    /// @notice The units frozen of `account` are now `amount` in all.
    event Frozen(address indexed account, uint256 amount);
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);
    /// @notice Says why, just after `ForcedTransfer`: the hash of the order kept off chain.
    event ForcedTransferReason(address indexed from, address indexed to, bytes32 indexed reasonHash);
    event RecoverySuccess(
        address indexed lostWallet, address indexed newWallet, address indexed investorOnchainID
    );
    event Paused(address userAddress);
    event Unpaused(address userAddress);
    event UpdatedTokenInformation(
        string indexed newName,
        string indexed newSymbol,
        uint8 newDecimals,
        string newVersion,
        address indexed newOnchainID
    );
    event IdentityRegistryAdded(address indexed identityRegistry);
    event ComplianceAdded(address indexed compliance);
    /// @notice The token is bound to itself, at its birth.
    event TokenBound(address token);
    /// @notice Never: it stays its own compliance.
    event TokenUnbound(address token);
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);

    /* EVENTS: RULES, RECORD DATES, DOCUMENTS, ROLES */

    event RulesSet(
        uint104 balanceMax,
        uint32 holdersMax,
        bool accreditedOnly,
        bool countriesOn,
        uint32 topics,
        uint16 usHoldersMax,
        uint16 nonAccreditedHoldersMax
    );
    event ModuleAdded(address indexed module);
    event ModuleRemoved(address indexed module);
    /// @notice A module was called through the token: with which function.
    event ModuleInteraction(address indexed target, bytes4 selector);
    /// @notice A module failed when it was told of a burn, a forced transfer or a recovery, which happened all the same.
    event ModuleMissed(address indexed module, address indexed from, address indexed to, uint256 units);
    event Held(address indexed by, Hold kind);
    event LetGo(address indexed by, bool shared);
    /// @notice The owner ended every hold of this account: the one it had alone, if so, and as many shared ones.
    event HoldsEnded(address indexed by, bool alone, uint256 shared);
    event CountriesSet(uint256[4] countries);
    event RecordDateDeclared(uint16 indexed id, uint40 at);
    event DocumentUpdated(bytes32 indexed name, string uri, bytes32 documentHash);
    event RolesChanged(address indexed account, uint256 roles);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);
}
