// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {OfferingTerms} from "./IOffering.sol";
import {RouterTerms} from "./IRevenueRouter.sol";
import {TokenTerms} from "./ISecurityToken.sol";
import {ClassTerms} from "./IWaterfall.sol";

/// @title  Makes what one asset needs: its token with the router of its income, its waterfall, its offerings
/// @notice Everything is a clone of an immutable implementation, initialised in the transaction that makes it, at an
///         address known beforehand: it follows from the salt and the caller.
/// @dev    Trust: it has no owner. It is an agent of the token factory and asks it who may make tokens. It keeps no power
///         over what it has made.
interface IAssetFactory {
    event SuiteCreated(address indexed token, address indexed router, bytes32 indexed salt);
    event WaterfallCreated(address indexed waterfall, bytes32 indexed salt, address indexed creator);
    event OfferingCreated(address indexed offering, address indexed token, bytes32 indexed salt);

    /// @notice There is no contract at this address to be cloned or asked.
    error NoCode(address account);
    /// @notice Neither the owner nor an agent of the token factory.
    error NotAgent(address caller);
    /// @notice The token factory did not make this token.
    error NotATokenOfOurs(address token);
    /// @notice The caller lacks this role on the token.
    error NotAnOfficer(address caller, address token, uint256 role);
    error NoClasses();

    /// @notice Creates a token and the router of its income, which gets the RECORDER role. The token factory's owner and
    ///         agents.
    /// @param routerTerms their `token` is not read: it is the one made here
    /// @custom:by the owner and agents of the token factory
    function createSuite(TokenTerms calldata tokenTerms, RouterTerms calldata routerTerms, bytes32 salt)
        external
        returns (address token, address router);

    /// @notice Creates the waterfall over classes of one issuer. A RECORDER of every one of them, who then grants it the
    ///         roles it needs.
    /// @custom:by RECORDER of every class's token
    function createWaterfall(address payment, ClassTerms[] calldata classes, bytes32 salt)
        external
        returns (address waterfall);

    /// @notice Creates an offering of units. An ISSUER of the token, whose owner then grants it the role it needs.
    /// @custom:by ISSUER of the token
    function createOffering(OfferingTerms calldata terms, bytes32 salt) external returns (address offering);

    /// @notice Where `creator` makes or has made a token with this salt.
    function tokenAddress(bytes32 salt, address creator) external view returns (address);

    /// @notice Where `creator` makes or has made a router with this salt.
    function routerAddress(bytes32 salt, address creator) external view returns (address);

    /// @notice Where `creator` makes or has made a waterfall with this salt.
    function waterfallAddress(bytes32 salt, address creator) external view returns (address);

    /// @notice Where `creator` makes or has made an offering with this salt.
    function offeringAddress(bytes32 salt, address creator) external view returns (address);
}
