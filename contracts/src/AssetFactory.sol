// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IAssetFactory} from "./interfaces/IAssetFactory.sol";
import {IFactory} from "./interfaces/IFactory.sol";
import {IOffering, OfferingTerms} from "./interfaces/IOffering.sol";
import {IRevenueRouter, RouterTerms} from "./interfaces/IRevenueRouter.sol";
import {ISecurityToken, RoleGrant, TokenTerms} from "./interfaces/ISecurityToken.sol";
import {ClassTerms, IWaterfall} from "./interfaces/IWaterfall.sol";
import {ISSUER, RECORDER} from "./Roles.sol";

/// @title AssetFactory
/// @notice See `IAssetFactory`, which says what each function promises.
contract AssetFactory is IAssetFactory {
    /// @notice Who makes tokens.
    IFactory public immutable TOKENS;
    /// @notice What routers are clones of.
    address public immutable ROUTER;
    /// @notice What waterfalls are clones of.
    address public immutable WATERFALL;
    /// @notice What offerings are clones of.
    address public immutable OFFERING;

    constructor(IFactory tokens, address router, address waterfall, address offering) {
        address[4] memory parts = [address(tokens), router, waterfall, offering];
        for (uint256 i; i < 4; ++i) {
            require(parts[i].code.length != 0, NoCode(parts[i]));
        }
        (TOKENS, ROUTER, WATERFALL, OFFERING) = (tokens, router, waterfall, offering);
    }

    /// @inheritdoc IAssetFactory
    function createSuite(TokenTerms calldata tokenTerms, RouterTerms calldata routerTerms, bytes32 salt)
        external
        returns (address token, address router)
    {
        require(TOKENS.isAgent(msg.sender) || TOKENS.owner() == msg.sender, NotAgent(msg.sender));
        bytes32 own = _saltOf(salt, msg.sender);
        router = Clones.cloneDeterministic(ROUTER, own);
        token = TOKENS.createToken(_withRecorder(tokenTerms, router), own);

        RouterTerms memory terms = routerTerms;
        terms.token = token;
        IRevenueRouter(router).init(terms);
        emit SuiteCreated(token, router, salt);
    }

    /// @inheritdoc IAssetFactory
    function createWaterfall(address payment, ClassTerms[] calldata classes, bytes32 salt)
        external
        returns (address waterfall)
    {
        require(classes.length != 0, NoClasses());
        for (uint256 i; i < classes.length; ++i) {
            _requireOfficer(classes[i].token, RECORDER);
        }
        waterfall = Clones.cloneDeterministic(WATERFALL, _saltOf(salt, msg.sender));
        IWaterfall(waterfall).init(payment, classes);
        emit WaterfallCreated(waterfall, salt, msg.sender);
    }

    /// @inheritdoc IAssetFactory
    function createOffering(OfferingTerms calldata terms, bytes32 salt) external returns (address offering) {
        _requireOfficer(terms.token, ISSUER);
        offering = Clones.cloneDeterministic(OFFERING, _saltOf(salt, msg.sender));
        IOffering(offering).init(terms);
        emit OfferingCreated(offering, terms.token, salt);
    }

    /// @inheritdoc IAssetFactory
    function tokenAddress(bytes32 salt, address creator) external view returns (address) {
        return TOKENS.tokenAddress(_saltOf(salt, creator), address(this));
    }

    /// @inheritdoc IAssetFactory
    function routerAddress(bytes32 salt, address creator) external view returns (address) {
        return Clones.predictDeterministicAddress(ROUTER, _saltOf(salt, creator));
    }

    /// @inheritdoc IAssetFactory
    function waterfallAddress(bytes32 salt, address creator) external view returns (address) {
        return Clones.predictDeterministicAddress(WATERFALL, _saltOf(salt, creator));
    }

    /// @inheritdoc IAssetFactory
    function offeringAddress(bytes32 salt, address creator) external view returns (address) {
        return Clones.predictDeterministicAddress(OFFERING, _saltOf(salt, creator));
    }

    /// @dev The terms with one more role: the router declares record dates.
    function _withRecorder(TokenTerms calldata given, address router)
        private
        pure
        returns (TokenTerms memory terms)
    {
        terms = given;
        uint256 count = given.roles.length;
        RoleGrant[] memory roles = new RoleGrant[](count + 1);
        for (uint256 i; i < count; ++i) {
            roles[i] = terms.roles[i];
        }
        roles[count] = RoleGrant(router, RECORDER);
        terms.roles = roles;
    }

    function _requireOfficer(address token, uint256 role) private view {
        require(TOKENS.isToken(token), NotATokenOfOurs(token));
        bool isOfficer = ISecurityToken(token).rolesOf(msg.sender) & role != 0;
        require(isOfficer, NotAnOfficer(msg.sender, token, role));
    }

    /// @dev Bound to the creator: nobody can take another's address.
    function _saltOf(bytes32 salt, address creator) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, salt));
    }
}
