// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITokenErrors} from "./ITokenErrors.sol";
import {ITokenEvents} from "./ITokenEvents.sol";

/// @title  What a token answers as its own compliance
/// @notice ERC-3643 asks it of a contract beside the token, modules and all. Called on the token like anything else;
///         `ISecurityToken` says whom one trusts.
interface ITokenCompliance is ITokenErrors, ITokenEvents {
    /* MODULES */

    /// @notice Asks `module` too, after the others and after all rules: see `IModule`. At most 8. One that says of itself that it
    ///         cannot be bound to this token as it is now is refused.
    /// @custom:by RULER
    function addModule(address module) external;

    /// @notice Asks it no more, whatever it does about that.
    /// @custom:by RULER
    function removeModule(address module) external;

    /// @notice Calls a module as its compliance, which alone may set most of them up. Whatever it reverts with is passed on. It
    ///         can move no units of a token with modules meanwhile.
    /// @param  callData the call, its selector included
    /// @custom:by RULER
    function callModuleFunction(bytes calldata callData, address module) external;

    /* WHAT A COMPLIANCE CONTRACT IS TOLD */

    /// @notice ERC-3643: always refused, as the token needs no telling.
    /// @custom:by nobody
    function bindToken(address token) external;

    /// @notice ERC-3643: always refused, for the same reason.
    /// @custom:by nobody
    function unbindToken(address token) external;

    /// @notice ERC-3643: always refused. Transfers are weighed and counted as they happen.
    /// @custom:by nobody
    function transferred(address from, address to, uint256 units) external;

    /// @notice ERC-3643: always refused. So are issuances.
    /// @custom:by nobody
    function created(address to, uint256 units) external;

    /// @notice ERC-3643: always refused. So are burns.
    /// @custom:by nobody
    function destroyed(address from, uint256 units) external;

    /* VIEWS */

    /// @notice ERC-3643: whether `token` is this one.
    function isTokenBound(address token) external view returns (bool);

    /// @notice ERC-3643: the token itself.
    function getTokenBound() external view returns (address);

    /// @notice The modules, in the order in which they are asked.
    function getModules() external view returns (address[] memory);

    /// @notice Whether a module refuses this transfer, and the place of the first that does.
    function refusingModule(address from, address to, uint256 units)
        external
        view
        returns (bool refuses, uint256 index);

    /// @notice Whether it is one of them.
    function isModuleBound(address module) external view returns (bool);
}
