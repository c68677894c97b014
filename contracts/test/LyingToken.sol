// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Finding} from "../src/Reason.sol";

/// @dev A token that says one thing and does another, in place of a security or of its cash.
contract LyingToken is ERC20 {
    enum Lie {
        None,
        ReturnsNothing,
        ReturnsFalse,
        ReturnsTwo,
        RevertsSilently,
        RevertsAtLength,
        MovesNothing,
        TakesAFee,
        BurnsGas,
        Reenters,
        ReturnsShort
    }

    address public immutable identityRegistry;
    uint256 public constant rescalings = 0;
    Lie public lie;
    address private _target;
    bytes private _reentry;
    bool public reentered;
    bytes public reentryAnswer;

    constructor(address registry) ERC20("Lying Dollar", "LIE") {
        identityRegistry = registry;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setLie(Lie lie_) external {
        lie = lie_;
    }

    function setReentry(address target, bytes calldata call_) external {
        (_target, _reentry) = (target, call_);
    }

    function explain(address, address, uint256) external pure returns (Finding[] memory none) {}

    function freeOf(address holder) external view returns (uint256) {
        return balanceOf(holder);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        Lie l = lie;
        if (l == Lie.MovesNothing) return true;
        if (l == Lie.ReturnsFalse) return false;
        if (l == Lie.BurnsGas) while (true) {}
        if (l == Lie.RevertsSilently || l == Lie.RevertsAtLength) {
            uint256 length = l == Lie.RevertsAtLength ? 100_000 : 0;
            assembly ("memory-safe") {
                revert(0, length)
            }
        }
        super.transferFrom(from, to, amount);
        if (l == Lie.TakesAFee) _burn(to, 1);
        if (l == Lie.Reenters) {
            (reentered, reentryAnswer) = _target.call(_reentry);
        }
        if (l == Lie.ReturnsShort) {
            assembly ("memory-safe") {
                mstore(0, 0)
                return(0, 31)
            }
        }
        if (l == Lie.ReturnsNothing || l == Lie.ReturnsTwo) {
            uint256 length = l == Lie.ReturnsTwo ? 32 : 0;
            assembly ("memory-safe") {
                mstore(0, 2)
                return(0, length)
            }
        }
        return true;
    }
}
