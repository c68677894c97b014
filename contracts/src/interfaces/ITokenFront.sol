// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding} from "../Reason.sol";
import {Issuance, Rules} from "../types/TokenTypes.sol";
import {ITokenErrors} from "./ITokenErrors.sol";
import {ITokenEvents} from "./ITokenEvents.sol";

/// @title  What a token answers itself
/// @notice Whatever moves units, and what is asked often. `ISecurityToken` says whom one trusts.
interface ITokenFront is ITokenErrors, ITokenEvents {
    /* HOLDER */

    /// @notice ERC-20: moves units of the caller, or is refused with the first reason that `explain` finds. That of no units is
    ///         never refused.
    /// @custom:by the holder
    function transfer(address to, uint256 units) external returns (bool);

    /// @notice The same of `from`, who has approved it. An approval of all that can be counted is not used up.
    /// @custom:by whom the holder has approved
    function transferFrom(address from, address to, uint256 units) external returns (bool);

    /// @notice ERC-20: lets `spender` move this many units of the caller, in place of what they could before. Moves nothing, so
    ///         no rule refuses it, a pause neither.
    /// @custom:by the holder
    function approve(address spender, uint256 units) external returns (bool);

    /// @notice ERC-2612: an approval by a signature of 65 bytes: a key's, or what a contract wallet takes for one (ERC-1271).
    /// @custom:by anyone, with the holder's signature
    function permit(
        address owner_,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice The same with a signature of any length, as contract wallets may have them. The nonces are the same too: what one
    ///         of the two has carried, the other does not.
    /// @custom:by anyone, with the holder's signature
    function permit(
        address owner_,
        address spender,
        uint256 value,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice ERC-3009: carries out a transfer that `from` has signed, so that they need no gas. Anyone may carry it.
    ///         ERC-1271 signatures of contract wallets are accepted.
    /// @param nonce chosen by the signer, usable once, in any order
    /// @custom:by anyone, with the holder's signature
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice Voids a signed transfer not yet carried out; signed itself, so that anyone may carry it.
    /// @custom:by anyone, with the holder's signature
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external;

    /* ISSUER */

    /// @notice Creates units, free at once, when the receiver fulfils the rules.
    /// @custom:by ISSUER or AGENT
    function mint(address to, uint256 units) external;

    /// @notice Creates units, locked until `unlockDay` when it is not 0 and not past.
    /// @param ref an idempotency key: the second issuance with the same one is refused; 0 is none
    /// @custom:by ISSUER
    function issue(
        address to,
        uint256 units,
        uint16 acquiredDay,
        uint16 unlockDay,
        uint16 legend,
        bytes32 ref
    ) external;

    /// @notice Destroys units, free ones first, then frozen ones and locked lots, oldest first.
    /// @custom:by ISSUER or AGENT
    function burn(address from, uint256 units) external;

    /* ENFORCEMENT */

    /// @notice Freezes a whole wallet, or thaws it: it neither sends nor receives.
    /// @custom:by FREEZER or AGENT
    function setAddressFrozen(address account, bool freeze) external;

    /// @notice Freezes further units of a holder.
    /// @custom:by FREEZER or AGENT
    function freezePartialTokens(address account, uint256 units) external;

    /// @notice Thaws units of a holder.
    /// @custom:by FREEZER or AGENT
    function unfreezePartialTokens(address account, uint256 units) external;

    /// @notice ERC-7943: sets the frozen units, whatever they were; may exceed the balance.
    /// @custom:by FREEZER or AGENT
    function setFrozenTokens(address account, uint256 units) external returns (bool);

    /// @notice ERC-3643 and ERC-7943: moves units whatever the rules say, to a verified wallet. Free units first, then
    ///         thaws what is needed; locked lots move with their lock, oldest first.
    /// @custom:by AGENT
    function forcedTransfer(address from, address to, uint256 units) external returns (bool);

    /// @notice The same with its reason, the hash of an order kept off chain.
    /// @custom:by FORCER
    function forcedTransferFor(address from, address to, uint256 units, bytes32 reasonHash) external;

    /* RECOVERY AND BATCHES: all of a batch or none, each entry as the function without `batch` */

    /// @notice Moves the whole holding, freezes and lots included, from a lost wallet to another of the same investor.
    ///         Caps do not apply: nobody enters. A frozen wallet stays frozen, and so does what it moves to.
    /// @param  identity the investor; the registry must know both wallets as theirs
    /// @custom:by RECOVERER or AGENT
    function recoveryAddress(address lost, address fresh, address identity) external returns (bool);

    /// @notice All of these issuances under one reference, or none.
    /// @custom:by ISSUER
    function issueBatch(Issuance[] calldata issuances, bytes32 ref) external;

    /// @notice Transfers of the caller's own units.
    /// @custom:by the holder
    function batchTransfer(address[] calldata to, uint256[] calldata units) external;

    /// @notice ERC-3643: many forced transfers, each with its sender and its receiver.
    /// @custom:by AGENT
    function batchForcedTransfer(address[] calldata from, address[] calldata to, uint256[] calldata units)
        external;

    /// @notice ERC-3643: units to many receivers.
    /// @custom:by ISSUER or AGENT
    function batchMint(address[] calldata to, uint256[] calldata units) external;

    /// @notice ERC-3643: units of many holders.
    /// @custom:by ISSUER or AGENT
    function batchBurn(address[] calldata from, uint256[] calldata units) external;

    /* MAY THESE UNITS MOVE */

    /// @notice Every rule that refuses this transfer now, in order, each with its numbers; empty when it would pass.
    ///         The first is the one a transaction would be refused with.
    /// @param  from the zero address asks about an issuance
    function explain(address from, address to, uint256 units) external view returns (Finding[] memory);

    /// @notice Whether `explain` finds nothing.
    function canTransfer(address from, address to, uint256 units) external view returns (bool);

    /* VIEWS */

    /// @notice ERC-20: the share class in words.
    function name() external view returns (string memory);

    /// @notice ERC-20: its short form.
    function symbol() external view returns (string memory);

    /// @notice ERC-20: the digits behind the point of a whole unit; amounts here count the smallest part.
    function decimals() external view returns (uint8);

    /// @notice ERC-20: all units that exist.
    function totalSupply() external view returns (uint256);

    /// @notice ERC-20: the units of a holder, frozen and locked ones included.
    function balanceOf(address account) external view returns (uint256);

    /// @notice ERC-20: what `spender` may still move of `owner_`; all that can be counted is never used up.
    function allowance(address owner_, address spender) external view returns (uint256);

    /// @notice ERC-2612: what the next permit of this account must carry.
    function nonces(address account) external view returns (uint256);

    /// @notice ERC-3009: whether this nonce was used, or its authorization cancelled.
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool);

    /// @notice ERC-2612: the hash of what a signature for this token is bound to.
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice The units the holder can send to anybody today: neither frozen nor locked. Whom a lot is open to before its day
    ///         its legend says, and `explain`.
    function freeOf(address account) external view returns (uint256);

    /// @notice The units in lots that are still locked today.
    function lockedOf(address account) external view returns (uint256);

    /// @notice The units frozen one by one; may exceed the balance.
    function frozenTokens(address account) external view returns (uint256);

    /// @notice ERC-3643 and ERC-7943: the same.
    function getFrozenTokens(address account) external view returns (uint256);

    /// @notice Whether the whole wallet is frozen.
    function isFrozen(address account) external view returns (bool);

    /// @notice ERC-3643: whether transfers and issuance are stopped.
    function paused() external view returns (bool);

    /// @notice How often the units were rescaled, as a split does: terms counted in units are good as long as this is the same.
    function rescalings() external view returns (uint256);

    /// @notice How many wallets hold units.
    function holderCount() external view returns (uint256);

    /// @notice How many holders were residents of the United States, territories included, when last they were counted:
    ///         at every movement of theirs, and by `recount`.
    function usHolderCount() external view returns (uint256);

    /// @notice How many holders were not accredited when last they were counted.
    function nonAccreditedHolderCount() external view returns (uint256);

    /// @notice What `setRules` has set: who may hold, and how much.
    function rules() external view returns (Rules memory);

    /// @notice Whether an issuance with this reference has been made.
    function isIssued(bytes32 ref) external view returns (bool);

    /// @notice ERC-3643: who says who the holders are; the same for ever.
    function identityRegistry() external view returns (address);

    /// @notice ERC-173: who hands out roles.
    function owner() external view returns (address);

    /// @notice The bits of `Roles.sol`, added up.
    function rolesOf(address account) external view returns (uint256);

    /// @notice ERC-3643: whether it has AGENT.
    function isAgent(address account) external view returns (bool);

    /// @notice ERC-3643: of this code.
    function version() external view returns (string memory);
}
