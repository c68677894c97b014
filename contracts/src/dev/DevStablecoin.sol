// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title  Development Dollar
/// @notice WORTHLESS. It stands in for a stablecoin on a chain of one's own: its minter makes as much as they like and
///         nobody redeems it. It behaves like the great dollar stablecoins where that matters to a payer: 6 decimals,
///         approvals and transfers by signature, and a blacklist.
contract DevStablecoin is ERC20Permit, ERC3009 {
    event Blacklisted(address indexed account, bool blacklisted);

    error NotMinter(address caller);
    error AccountBlacklisted(address account);

    address public immutable minter;
    mapping(address account => bool) public isBlacklisted;

    constructor(address minter_) ERC20("Development Dollar", "USDX") ERC20Permit("Development Dollar") {
        minter = minter_;
    }

    modifier onlyMinter() {
        require(msg.sender == minter, NotMinter(msg.sender));
        _;
    }

    /// @notice Makes `amount` base units out of nothing.
    function mint(address to, uint256 amount) external onlyMinter {
        _mint(to, amount);
    }

    /// @notice From now on the account can neither send nor receive; or can again.
    function setBlacklisted(address account, bool blacklisted) external onlyMinter {
        isBlacklisted[account] = blacklisted;
        emit Blacklisted(account, blacklisted);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!isBlacklisted[from], AccountBlacklisted(from));
        require(!isBlacklisted[to], AccountBlacklisted(to));
        super._update(from, to, value);
    }
}
