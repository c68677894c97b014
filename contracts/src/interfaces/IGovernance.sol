// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @title  The slow powers: scheduled, open to an objection, then carried out
/// @notice OpenZeppelin's AccessManager as the owner of tokens, the registry and the factory, and as the only holder of the
///         bits FORCER, RECOVERER and RULER on tokens. Whoever has a power here schedules a call, anyone may read it, the
///         guardian may cancel it, and after the delay it is executed: `schedule`, `cancel`, `execute` of IAccessManager.
///
///         - The governor (ADMIN_ROLE) calls whatever nobody else is named for: handing out a token's roles, its rules,
///           its owner, the agents of registry and factory, and the roles and delays here.
///         - The enforcer (ENFORCER_ROLE) calls `forcedTransferFor` and `recoveryAddress` of every token alike, and what
///           follows a recovery: the distributor's `redirect`, and `follow` of a tender.
///         - The guardian (GUARDIAN_ROLE) cancels anything scheduled and can do nothing else.
///
/// @dev    Nothing here is asked when units move; what operators do every day stays with bits in the token. Nobody reaches
///         another contract through this one without a delay, whatever is set later. A delay that is shortened counts only
///         after the difference has passed, so nobody can shorten one to hurry. What is scheduled lapses a week after it
///         could have been executed.
///         Trust: a governor whose key is lost or taken can be stopped by the guardian, not replaced by it. A guardian that
///         cancels everything stops everything; only the governor can name others, and the guardian can cancel that.
/// @custom:by Of what OpenZeppelin's AccessManager promises. schedule: who has the power; execute: who scheduled it, when its delay
///            is over; cancel: who scheduled it, the guardian; consumeScheduledOp: the contract that was called; multicall: anyone,
///            each call as whoever may make it; grantRole, revokeRole: the role's admin, scheduled; renounceRole: its member;
///            setRoleAdmin, setRoleGuardian, setGrantDelay, labelRole, setTargetFunctionRole, setTargetAdminDelay,
///            setTargetClosed, updateAuthority: the governor, scheduled; ADMIN_ROLE: the governor's; PUBLIC_ROLE: everybody's
interface IGovernance is IAccessManager {
    error ZeroAddress();
    /// @notice A delay of nothing: a power used at once is not a slow one.
    error DelayMissing();
    /// @notice A power cannot belong to those who act at once.
    error RoleHasNoDelay(uint64 roleId);
    /// @notice One account would watch over itself.
    error GuardianIsGuarded(address account);

    /// @notice Of those who move units against a holder's will.
    function ENFORCER_ROLE() external view returns (uint64);

    /// @notice Of those who cancel.
    function GUARDIAN_ROLE() external view returns (uint64);
}
