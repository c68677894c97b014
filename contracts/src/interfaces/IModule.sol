// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title  A rule of an issuer's own
/// @notice What a token calls of a module that its issuer adds. The functions are those that modules of ERC-3643 tokens
///         usually have, so that one written for such a token can be added here; the token is then its compliance, and passes
///         calls on that set it up (`callModuleFunction`).
/// @dev    A module is not trusted. It gets MODULE_GAS for each call. What it answers must be exactly one word. While it
///         is told of a movement it can make none. It can refuse what holders and issuers do, never a burn, a forced
///         transfer or a recovery, and never its own removal.
interface IModule {
    /// @notice The token begins to ask; a module that reverts is not added.
    function bindCompliance(address token) external;

    /// @notice The token asks no more. Whatever comes of this call.
    function unbindCompliance(address token) external;

    /// @notice Whether these units may move. From the zero address: be issued.
    function moduleCheck(address from, address to, uint256 units, address token) external view returns (bool);

    /// @notice They have moved. A module that reverts undoes it, unless the rules had no say either.
    function moduleTransferAction(address from, address to, uint256 units) external;

    /// @notice They have been issued; reverting undoes it.
    function moduleMintAction(address to, uint256 units) external;

    /// @notice They have been destroyed; reverting undoes nothing, and is told by an event.
    function moduleBurnAction(address from, uint256 units) external;
}

/// @notice What modules of ERC-3643 tokens say of how they are bound. A module may have neither: it is then bound as it is.
interface IModuleBinding {
    /// @notice Whether it can be bound to any token, whatever its state.
    function isPlugAndPlay() external view returns (bool);

    /// @notice Otherwise whether it can be to this one: it may have to know first what holders have.
    function canComplianceBind(address token) external view returns (bool);
}
