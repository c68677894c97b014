// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev A stablecoin whose treatment of one account, or of everybody, can be made as bad as tokens are known to be.
contract HostileToken is ERC20 {
    enum Manner {
        Good,
        ReturnsNothing,
        ReturnsFalse,
        ReturnsTwo,
        ReturnsOneByte,
        ReturnsShort,
        Reverts,
        RevertsAtLength,
        ReturnsAtLength,
        BurnsGas,
        Reenters,
        TakesTwice
    }

    mapping(address account => Manner) public mannerTo;
    uint256 public feeBps;
    bytes private _reentry;
    address private _target;
    bool public reentered;

    constructor() ERC20("Hostile Dollar", "HUSD") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setManner(address account, Manner manner) external {
        mannerTo[account] = manner;
    }

    function setFee(uint256 bps) external {
        feeBps = bps;
    }

    function setReentry(address target, bytes calldata call_) external {
        (_target, _reentry) = (target, call_);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        uint256 fee = amount * feeBps / 10_000;
        super.transferFrom(from, to, amount);
        if (fee != 0) _burn(to, fee);
        return true;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        Manner manner = mannerTo[to];
        if (manner == Manner.ReturnsFalse) return false;
        if (manner == Manner.ReturnsShort) {
            assembly ("memory-safe") {
                mstore(0, 0)
                return(0, 31)
            }
        }
        require(manner != Manner.Reverts, "no");
        if (manner == Manner.BurnsGas) while (true) {}
        if (manner == Manner.RevertsAtLength) {
            assembly ("memory-safe") {
                revert(0, 100000)
            }
        }
        if (manner == Manner.Reenters) {
            (bool passed,) = _target.call(_reentry);
            reentered = reentered || passed;
        }
        if (manner == Manner.TakesTwice) _burn(msg.sender, amount);
        _transfer(msg.sender, to, amount);
        if (manner == Manner.ReturnsNothing) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        if (manner == Manner.ReturnsOneByte) {
            assembly ("memory-safe") {
                mstore8(0, 1)
                return(0, 1)
            }
        }
        if (manner == Manner.ReturnsTwo) {
            assembly ("memory-safe") {
                mstore(0, 2)
                return(0, 32)
            }
        }
        if (manner == Manner.ReturnsAtLength) {
            assembly ("memory-safe") {
                mstore(0, 1)
                return(0, 100000)
            }
        }
        return true;
    }
}
