// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IDistributor} from "./interfaces/IDistributor.sol";
import {IGovernance} from "./interfaces/IGovernance.sol";
import {ITender} from "./interfaces/ITender.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";

/// @title Governance
/// @notice See `IGovernance`, which says who may do what.
contract Governance is IGovernance, AccessManager {
    uint64 public constant ENFORCER_ROLE = 1;
    uint64 public constant GUARDIAN_ROLE = 2;

    constructor(
        address governor,
        address enforcer,
        address guardian,
        uint32 governorDelay,
        uint32 enforcerDelay
    ) AccessManager(governor) {
        require(enforcer != address(0) && guardian != address(0), ZeroAddress());
        require(governorDelay != 0 && enforcerDelay != 0, DelayMissing());
        require(guardian != governor && guardian != enforcer, GuardianIsGuarded(guardian));

        // AccessManager has made the governor one without a delay; from here on there is one.
        _grantRole(ADMIN_ROLE, governor, 0, governorDelay);
        _grantRole(ENFORCER_ROLE, enforcer, 0, enforcerDelay);
        _grantRole(GUARDIAN_ROLE, guardian, 0, 0);
        emit RoleLabel(ENFORCER_ROLE, "enforcer");
        emit RoleLabel(GUARDIAN_ROLE, "guardian");
    }

    /// @notice The role that may call this function of this contract: the same for every token, set up here or not, unless
    ///         the governor has named another.
    function getTargetFunctionRole(address target, bytes4 selector)
        public
        view
        override(AccessManager, IAccessManager)
        returns (uint64)
    {
        uint64 named = super.getTargetFunctionRole(target, selector);
        if (named != ADMIN_ROLE) return named;
        ISecurityToken token;
        bool isEnforcement = selector == token.forcedTransferFor.selector
            || selector == token.recoveryAddress.selector || selector == IDistributor.redirect.selector
            || selector == ITender.follow.selector;
        return isEnforcement ? ENFORCER_ROLE : ADMIN_ROLE;
    }

    /* NO POWER WITHOUT A DELAY */

    /// @notice Names a member of a role. Of the role's admin.
    function grantRole(uint64 roleId, address account, uint32 executionDelay)
        public
        override(AccessManager, IAccessManager)
    {
        require(executionDelay != 0 || roleId == GUARDIAN_ROLE, DelayMissing());
        super.grantRole(roleId, account, executionDelay);
    }

    function _setTargetFunctionRole(address target, bytes4 selector, uint64 roleId) internal override {
        _requireDelayed(roleId);
        super._setTargetFunctionRole(target, selector, roleId);
    }

    function _setRoleAdmin(uint64 roleId, uint64 admin) internal override {
        _requireDelayed(admin);
        super._setRoleAdmin(roleId, admin);
    }

    /// @dev The members of these two roles, one of which is everybody, act at once.
    function _requireDelayed(uint64 roleId) private pure {
        require(roleId != GUARDIAN_ROLE && roleId != PUBLIC_ROLE, RoleHasNoDelay(roleId));
    }

    /// @dev The guardian cancels the governor's calls too, which AccessManager by itself leaves to the governor.
    function _canCancel(address caller, address target, bytes calldata data)
        internal
        view
        override
        returns (bool)
    {
        (bool isGuardian,) = hasRole(GUARDIAN_ROLE, msg.sender);
        return isGuardian || super._canCancel(caller, target, data);
    }
}
