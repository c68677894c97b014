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
    HolderCap
}

/// @notice One rule that refuses, with the number it met and the number it allows. Days count from 1 January 1970,
///         UTC. Both are zero where the reason says nothing about numbers.
struct Finding {
    Reason reason;
    uint256 actual;
    uint256 limit;
}
