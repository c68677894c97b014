// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice OpenZeppelin's plain ERC-20 that its owner mints: a token without any rule.
contract OpenZeppelinToken is ERC20, Ownable {
    constructor(address owner_) ERC20("Office Tower LLC Units", "TOWER") Ownable(owner_) {}

    function mint(address to, uint256 units) external onlyOwner {
        _mint(to, units);
    }
}
