// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../Reason.sol";

/// @title  Why a token refuses
interface ITokenErrors {
    /// @notice The first rule that refuses, in the order of `Reason`.
    error TransferRefused(Reason reason, uint256 actual, uint256 limit);
    error AlreadyInitialised();
    error NotOwner(address caller);
    /// @notice The caller has none of the roles in the mask.
    error RoleMissing(address caller, uint256 roles);
    error ZeroAddress();
    /// @notice Units are counted in 104 bits.
    error AmountTooLarge(uint256 amount);
    error SupplyTooLarge(uint256 supply);
    error DecimalsTooLarge(uint8 decimals);
    error InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    /// @notice `ref` has been used: what it stands for was issued already.
    error AlreadyIssued(bytes32 ref);
    /// @notice The holder would have a 17th lot.
    error TooManyLots(address holder, uint256 limit);
    /// @notice Only units the holder has can be frozen one by one; `setFrozenTokens` can go beyond.
    error FrozenAboveBalance(uint256 frozen, uint256 balance);
    error NotFrozen(uint256 asked, uint256 frozen);
    /// @notice A forced transfer or recovery to the same wallet would only shed a freeze or a lock.
    error SameWallet(address wallet);
    /// @notice The reason of a forced transfer must be given.
    error ReasonMissing();
    /// @notice The registry does not say that this wallet belongs to this investor.
    error NotTheirWallet(address wallet, address identity);
    /// @notice A split makes some units of some.
    error RatioZero(uint64 num, uint64 den);

    error TooManyModules(uint256 limit);
    error ModuleAlreadyAdded(address module);
    error ModuleUnknown(address module);
    /// @notice The module says that it cannot be bound to this token as it is now.
    error ModuleNotBindable(address module);
    /// @notice A module has no code, or reverted when it was bound or told of a movement.
    error ModuleFailed(address module);
    /// @notice A module made a movement while it was told of one.
    error ModuleReentered();
    /// @notice Too little gas is left for the modules to be told.
    error GasTooLow();
    /// @notice The registry of a token never changes.
    error IdentityRegistryFixed(address registry);
    /// @notice The token is its own compliance, and nobody else's: its rules and modules are what changes.
    error ComplianceIsTheToken();
    /// @notice Votes follow the units: a holder can name only themselves.
    error DelegationRefused();
    /// @notice Votes are counted at record dates only.
    error NotARecordDate(uint256 timepoint);
    error LengthMismatch(uint256 length, uint256 other);
    error AlreadyPaused();
    error NotPaused();
    /// @notice Another corporate action holds the token: alone, or so many of them shared.
    error ActionRunning(address alone, uint32 shared);
    /// @notice The caller has no such hold.
    error NotHeld(address caller);
    /// @notice A record date lies in the future, and an hour or more after all earlier ones.
    error RecordDateTooEarly(uint40 at, uint256 earliest);
    /// @notice It would keep all earlier ones out until then.
    error RecordDateTooLate(uint40 at, uint256 latest);
    error TooManyRecordDatesAhead(uint256 limit);
    error TooManyRecordDates(uint256 limit);
    error TooManyRescalings(uint256 limit);
    error RecordDateUnknown(uint16 id);
    error RecordDateNotPassed(uint16 id, uint40 at);
    /// @notice Too early or too late for this signature. Both bounds are exclusive, as in ERC-3009.
    error AuthorizationNotValidNow(uint256 validAfter, uint256 validBefore);
    error AuthorizationUsedOrCanceled(address authorizer, bytes32 nonce);
    error PermitExpired(uint256 deadline);
    /// @notice Not a signature of `signer` over this: other words, other chain, other token, or malleable.
    error SignatureInvalid(address signer);
}
