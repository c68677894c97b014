// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {IModule, IModuleBinding} from "../src/interfaces/IModule.sol";

/// @dev Refuses everything that it is asked, and keeps to its part otherwise.
contract Refuser is IModule {
    function bindCompliance(address) external virtual {}
    function unbindCompliance(address) external virtual {}

    function moduleCheck(address, address, uint256, address) external view virtual returns (bool) {
        return false;
    }

    function moduleTransferAction(address, address, uint256) external virtual {}
    function moduleMintAction(address, uint256) external virtual {}
    function moduleBurnAction(address, uint256) external virtual {}
}

/// @dev As modules of ERC-3643 tokens are written: bound to a compliance, which alone may tell it. Counts what moved, and
///      allows so much in one movement.
contract Meter is IModule {
    mapping(address compliance => bool) public isComplianceBound;
    mapping(address compliance => uint256) public moved;
    mapping(address compliance => uint256) public created;
    mapping(address compliance => uint256) public destroyed;
    uint256 public immutable MAX;

    constructor(uint256 max) {
        MAX = max;
    }

    modifier onlyCompliance() {
        require(isComplianceBound[msg.sender], "not bound");
        _;
    }

    function bindCompliance(address compliance) external {
        require(msg.sender == compliance && !isComplianceBound[compliance], "bind");
        isComplianceBound[compliance] = true;
    }

    function unbindCompliance(address compliance) external onlyCompliance {
        require(msg.sender == compliance, "unbind");
        isComplianceBound[compliance] = false;
    }

    function moduleCheck(address, address, uint256 units, address compliance) external view returns (bool) {
        return isComplianceBound[compliance] && units <= MAX;
    }

    function moduleTransferAction(address, address, uint256 units) external onlyCompliance {
        moved[msg.sender] += units;
    }

    function moduleMintAction(address, uint256 units) external onlyCompliance {
        created[msg.sender] += units;
    }

    function moduleBurnAction(address, uint256 units) external onlyCompliance {
        destroyed[msg.sender] += units;
    }
}

/// @dev As modules of other makers are set up: by its compliance alone. It allows so much in one movement, and nothing before
///      it is told how much; and is bound to a token with holders only when somebody has counted them for it.
contract Ceiling is Refuser, IModuleBinding {
    bool public isPlugAndPlay;
    mapping(address compliance => uint256) public maxOf;
    mapping(address compliance => bool) public isCounted;

    constructor(bool plugAndPlay) {
        isPlugAndPlay = plugAndPlay;
    }

    function setMax(uint256 max) external {
        require(max != 0, "no max");
        maxOf[msg.sender] = max;
    }

    function count(address compliance) external {
        isCounted[compliance] = true;
    }

    function canComplianceBind(address compliance) external view virtual returns (bool) {
        return isCounted[compliance] || ISecurityToken(compliance).totalSupply() == 0;
    }

    function moduleCheck(address, address, uint256 units, address compliance)
        external
        view
        override
        returns (bool)
    {
        return units <= maxOf[compliance];
    }
}

/// @dev Says that it can be bound in a way that nobody can take for yes: another word, or the right one while it reverts.
contract Mumbler is Refuser {
    bool private immutable REVERTS;

    constructor(bool reverts) {
        REVERTS = reverts;
    }

    function canComplianceBind(address) external view returns (uint256) {
        if (!REVERTS) return 2;
        assembly {
            mstore(0, 1)
            revert(0, 32)
        }
    }
}

/// @dev Allows everything, at so much gas each time that it is asked or told.
contract Heavy is IModule {
    uint256 private immutable GAS;

    constructor(uint256 gas) {
        GAS = gas;
    }

    function bindCompliance(address) external {}
    function unbindCompliance(address) external {}

    function moduleCheck(address, address, uint256, address) external view returns (bool) {
        _burn();
        return true;
    }

    function moduleTransferAction(address, address, uint256) external view {
        _burn();
    }

    function moduleMintAction(address, uint256) external view {
        _burn();
    }

    function moduleBurnAction(address, uint256) external view {
        _burn();
    }

    function _burn() private view {
        uint256 before = gasleft();
        while (before - gasleft() < GAS) {}
    }
}

enum Trick {
    None,
    Revert,
    BurnGas,
    AnswerNothing,
    AnswerTwo,
    AnswerAtLength
}

/// @dev Allows everything, until it plays a trick.
contract Trickster is Refuser {
    Trick public trick;

    function play(Trick trick_) external {
        trick = trick_;
    }

    function moduleCheck(address, address, uint256, address) external view override returns (bool) {
        _play();
        return true;
    }

    function moduleTransferAction(address, address, uint256) external view override {
        _play();
    }

    function moduleMintAction(address, uint256) external view override {
        _play();
    }

    function moduleBurnAction(address, uint256) external view override {
        _play();
    }

    function unbindCompliance(address) external view override {
        _play();
    }

    function _play() private view {
        Trick trick_ = trick;
        if (trick_ == Trick.Revert) revert("no");
        if (trick_ == Trick.BurnGas) while (true) {}
        if (trick_ == Trick.AnswerNothing) {
            assembly {
                return(0, 0)
            }
        }
        if (trick_ == Trick.AnswerTwo) {
            assembly {
                mstore(0, 2)
                return(0, 32)
            }
        }
        if (trick_ == Trick.AnswerAtLength) {
            assembly {
                mstore(0, 1)
                return(0, 10000)
            }
        }
    }
}

/// @dev Moves its own units when it is told of a movement.
contract Reenterer is Refuser {
    bytes private _call;
    /// It says nothing of what it was refused, and keeps it.
    bool private _isQuiet;
    bytes public said;

    function prepare(bytes calldata call_) external {
        _call = call_;
    }

    /// As its compliance asks: what it was prepared for.
    function act() external {
        (bool done, bytes memory answer) = msg.sender.call(_call);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }

    function keepQuiet() external {
        _isQuiet = true;
    }

    function moduleCheck(address, address, uint256, address) external pure override returns (bool) {
        return true;
    }

    function moduleTransferAction(address, address, uint256) external override {
        (bool done, bytes memory answer) = msg.sender.call(_call);
        said = answer;
        if (done || _isQuiet) return;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }
}
