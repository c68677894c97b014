// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {RULER} from "./Roles.sol";
import {TokenUnits} from "./TokenUnits.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {IModule, IModuleBinding} from "./interfaces/IModule.sol";
import {ITokenCompliance} from "./interfaces/ITokenCompliance.sol";

/// @title TokenCompliance
/// @notice See `ITokenCompliance`. What ERC-3643 asks of a compliance contract, which every token is for itself: the modules
///         that its issuer adds, and whose compliance it is.
/// @dev    Called through the office's fallback only, as the office is through a token's: with the token's storage, as the
///         token, which modules know as their compliance.
contract TokenCompliance is ITokenCompliance, TokenUnits {
    constructor(IInvestorRegistry registry) TokenUnits(registry) {}

    /* MODULES */

    /// @inheritdoc ITokenCompliance
    function addModule(address module) external onlyRole(RULER) {
        _requireQuiet();
        require(_modules.length < MODULES_MAX, TooManyModules(MODULES_MAX));
        require(!isModuleBound(module), ModuleAlreadyAdded(module));
        require(_isBindable(module), ModuleNotBindable(module));
        _modules.push(module);
        _config = _config.withModules(true);
        emit ModuleAdded(module);
        _telling = true;
        require(
            _called(module, abi.encodeCall(IModule.bindCompliance, (address(this)))), ModuleFailed(module)
        );
        _telling = false;
    }

    /// @inheritdoc ITokenCompliance
    function removeModule(address module) external onlyRole(RULER) {
        _requireQuiet();
        uint256 last = _modules.length;
        uint256 at;
        while (at < last && _modules[at] != module) ++at;
        require(at < last, ModuleUnknown(module));
        // The others keep their order.
        for (--last; at < last; ++at) {
            _modules[at] = _modules[at + 1];
        }
        _modules.pop();
        _config = _config.withModules(last != 0);
        emit ModuleRemoved(module);
        _telling = true;
        _called(module, abi.encodeCall(IModule.unbindCompliance, (address(this))));
        _telling = false;
    }

    /// @inheritdoc ITokenCompliance
    function callModuleFunction(bytes calldata callData, address module) external onlyRole(RULER) {
        _requireQuiet();
        require(isModuleBound(module), ModuleUnknown(module));
        // It is set up, and moves nothing meanwhile.
        _telling = true;
        Address.functionCall(module, callData);
        _telling = false;
        emit ModuleInteraction(module, bytes4(callData));
    }

    /* WHAT A COMPLIANCE CONTRACT IS TOLD */

    /// @inheritdoc ITokenCompliance
    function bindToken(address) external pure {
        revert ComplianceIsTheToken();
    }

    /// @inheritdoc ITokenCompliance
    function unbindToken(address) external pure {
        revert ComplianceIsTheToken();
    }

    /// @inheritdoc ITokenCompliance
    function transferred(address, address, uint256) external pure {
        revert ComplianceIsTheToken();
    }

    /// @inheritdoc ITokenCompliance
    function created(address, uint256) external pure {
        revert ComplianceIsTheToken();
    }

    /// @inheritdoc ITokenCompliance
    function destroyed(address, uint256) external pure {
        revert ComplianceIsTheToken();
    }

    /* VIEWS */

    /// @inheritdoc ITokenCompliance
    function isTokenBound(address token) external view returns (bool) {
        return token == address(this);
    }

    /// @inheritdoc ITokenCompliance
    function getTokenBound() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc ITokenCompliance
    function getModules() external view returns (address[] memory) {
        return _modules;
    }

    /// @inheritdoc ITokenCompliance
    function refusingModule(address from, address to, uint256 units) external view returns (bool, uint256) {
        for (uint256 i; i < _modules.length; ++i) {
            if (!_allows(_modules[i], from, to, units)) return (true, i);
        }
        return (false, 0);
    }

    /// @inheritdoc ITokenCompliance
    function isModuleBound(address module) public view returns (bool) {
        for (uint256 i; i < _modules.length; ++i) {
            if (_modules[i] == module) return true;
        }
        return false;
    }

    /* INTERNALS */

    /// @dev Whether nothing that the module says of itself is against it. Most of ours say nothing.
    function _isBindable(address module) private view returns (bool) {
        (bool said, bool yes) = _says(module, abi.encodeCall(IModuleBinding.isPlugAndPlay, ()));
        if (said && yes) return true;
        (said, yes) = _says(module, abi.encodeCall(IModuleBinding.canComplianceBind, (address(this))));
        return !said || yes;
    }

    /// @dev What a module answers to a question that it may not know. One that reverts with a reason has said no.
    function _says(address module, bytes memory question) private view returns (bool said, bool yes) {
        (bool done, bytes memory answer) = module.staticcall(question);
        return (answer.length != 0, done && answer.length == 32 && bytes32(answer) == bytes32(uint256(1)));
    }
}
