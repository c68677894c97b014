// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Why a transfer, or an issuance, is refused. The order is the order of the checks, and it is part of
///         the contract: the first reason that applies is the one a refused transaction carries.
/// @dev Add a reason at its place in the order, never reuse one. `Finding` says which two numbers come with each.
enum Reason {
    None,
    /// The token is paused.
    Paused,
    /// The sender's wallet is frozen.
    SenderFrozen,
    /// The receiver's wallet is frozen.
    ReceiverFrozen,
    /// The sender is blocked in the registry, by sanctions for instance.
    SenderBlocked,
    /// The receiver is not in the registry.
    ReceiverNotRegistered,
    /// The receiver is blocked in the registry.
    ReceiverBlocked,
    /// The receiver's checks have expired. Actual: today; limit: the first day they are no longer good.
    ReceiverKycExpired,
    /// The receiver is not accredited today. Actual: today; limit: the first day they no longer are.
    ReceiverNotAccredited,
    /// The receiver lacks a topic this token asks for. Actual: the topics they have; limit: those required.
    ReceiverTopicMissing,
    /// Residents of the receiver's country may not hold. Actual: the country, ISO 3166 numeric.
    CountryBlocked,
    /// The sender has too few units. Actual: units asked; limit: the balance.
    InsufficientBalance,
    /// Some of the sender's units are frozen. Actual: units asked; limit: units not frozen.
    UnitsFrozen,
    /// Some of the sender's units are in lots still locked. Actual: units asked; limit: units free.
    UnitsLocked,
    /// The receiver would hold too many units. Actual: the balance it would lead to; limit: the cap.
    BalanceCap,
    /// There would be too many holders. Actual: the number it would lead to; limit: the cap.
    HolderCap,
    /// There would be too many holders who reside in the United States. Actual: the number it would lead to; limit: the cap.
    UsHolderCap,
    /// There would be too many holders who are not accredited. Actual: the number it would lead to; limit: the cap.
    NonAccreditedHolderCap,
    /// A module that the issuer added refuses. Actual: its place among the modules, from 0.
    ModuleRefused,
    /// Transfers would open too many locked lots at the receiver's. Actual: the number it would lead to; limit: the most.
    ReceiverLotsFull
}

/// @notice One rule that refuses, with the number it met and the number it allows. Days count from 1 January 1970,
///         UTC. Both are zero where the reason says nothing about numbers.
struct Finding {
    Reason reason;
    uint256 actual;
    uint256 limit;
}

/// @dev A reason in words, for ERC-1404.
function sentenceOf(uint8 code) pure returns (string memory) {
    if (code == uint8(Reason.None)) return "The transfer is not restricted.";
    if (code == uint8(Reason.Paused)) return "The token is paused.";
    if (code == uint8(Reason.SenderFrozen)) return "The sender's wallet is frozen.";
    if (code == uint8(Reason.ReceiverFrozen)) return "The receiver's wallet is frozen.";
    if (code == uint8(Reason.SenderBlocked)) return "The sender is blocked.";
    if (code == uint8(Reason.ReceiverNotRegistered)) return "The receiver is not in the registry.";
    if (code == uint8(Reason.ReceiverBlocked)) return "The receiver is blocked.";
    if (code == uint8(Reason.ReceiverKycExpired)) return "The receiver's checks have expired.";
    if (code == uint8(Reason.ReceiverNotAccredited)) return "The receiver is not accredited.";
    if (code == uint8(Reason.ReceiverTopicMissing)) return "The receiver lacks an attestation.";
    if (code == uint8(Reason.CountryBlocked)) return "Residents of the receiver's country may not hold.";
    if (code == uint8(Reason.InsufficientBalance)) return "The sender has too few units.";
    if (code == uint8(Reason.UnitsFrozen)) return "Some of the sender's units are frozen.";
    if (code == uint8(Reason.UnitsLocked)) return "Some of the sender's units are locked.";
    if (code == uint8(Reason.BalanceCap)) return "The receiver would hold too many units.";
    if (code == uint8(Reason.HolderCap)) return "There would be too many holders.";
    if (code == uint8(Reason.UsHolderCap)) return "There would be too many United States holders.";
    if (code == uint8(Reason.NonAccreditedHolderCap)) {
        return "There would be too many non-accredited holders.";
    }
    if (code == uint8(Reason.ModuleRefused)) return "A rule of the issuer's own refuses.";
    if (code == uint8(Reason.ReceiverLotsFull)) return "The receiver would have too many locked lots.";
    return "There is no such restriction.";
}
