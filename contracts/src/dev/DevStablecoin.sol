// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title  Development Dollar
/// @notice WORTHLESS. It stands in for a stablecoin on a chain of one's own: its minter makes as much as they like and
///         nobody redeems it. It behaves like the great dollar stablecoins where that matters to a payer: 6 decimals,
///         approvals and transfers by signature, of contract wallets too (ERC-1271), and a blacklist.
contract DevStablecoin is ERC20Permit, ERC3009 {
    event Blacklisted(address indexed account, bool blacklisted);

    error NotMinter(address caller);
    error AccountBlacklisted(address account);
    /// @notice All dollars together stay below the bit that marks the blacklist.
    error SupplyTooGreat(uint256 supply);

    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    uint256 private constant BLACKLISTED = 1 << 255;

    address public immutable minter;
    uint256 private _supply;
    /// A balance, and above it whether the account is blacklisted: both are read with one look.
    mapping(address account => uint256) private _accounts;

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
        _accounts[account] = balanceOf(account) | (blacklisted ? BLACKLISTED : 0);
        emit Blacklisted(account, blacklisted);
    }

    /// @inheritdoc ERC20
    function transfer(address to, uint256 value) public override returns (bool) {
        if (to == address(0)) revert ERC20InvalidReceiver(to);
        _move(msg.sender, to, value);
        return true;
    }

    /* BY SIGNATURE */

    /// @notice `permit` with a signature of any form: an account's 65 bytes, or what a contract wallet takes for one.
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes calldata signature)
        external
    {
        require(block.timestamp <= deadline, ERC2612ExpiredSignature(deadline));
        uint256 nonce = _useNonce(owner);
        _requireSigned(owner, abi.encode(PERMIT_TYPEHASH, owner, spender, value, nonce, deadline), signature);
        _approve(owner, spender, value);
    }

    /// @notice `transferWithAuthorization` with a signature of any form.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        bytes32 kind = TRANSFER_WITH_AUTHORIZATION_TYPEHASH;
        _requireSigned(from, abi.encode(kind, from, to, value, validAfter, validBefore, nonce), signature);
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice `receiveWithAuthorization` with a signature of any form.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        require(to == msg.sender, ERC20InvalidReceiver(to));
        bytes32 kind = RECEIVE_WITH_AUTHORIZATION_TYPEHASH;
        _requireSigned(from, abi.encode(kind, from, to, value, validAfter, validBefore, nonce), signature);
        _transferWithAuthorization(from, to, value, validAfter, validBefore, nonce);
    }

    /// @notice `cancelAuthorization` with a signature of any form.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external {
        _requireSigned(authorizer, abi.encode(CANCEL_AUTHORIZATION_TYPEHASH, authorizer, nonce), signature);
        _cancelAuthorization(authorizer, nonce);
    }

    /* VIEWS */

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    function totalSupply() public view override returns (uint256) {
        return _supply;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return _accounts[account] & ~BLACKLISTED;
    }

    function isBlacklisted(address account) external view returns (bool) {
        return _accounts[account] & BLACKLISTED != 0;
    }

    /* INTERNALS */

    function _update(address from, address to, uint256 value) internal override {
        if (from != address(0)) {
            _move(from, to, value);
            return;
        }
        _supply += value;
        require(_supply < BLACKLISTED, SupplyTooGreat(_supply));
        uint256 receiver = _accounts[to];
        require(receiver < BLACKLISTED, AccountBlacklisted(to));
        _accounts[to] = receiver + value;
        emit Transfer(from, to, value);
    }

    function _move(address from, address to, uint256 value) private {
        uint256 sender = _accounts[from];
        if (sender >= BLACKLISTED) revert AccountBlacklisted(from);
        if (sender < value) revert ERC20InsufficientBalance(from, sender, value);
        unchecked {
            // Not more than there is.
            _accounts[from] = sender - value;
        }
        uint256 receiver = _accounts[to];
        if (receiver >= BLACKLISTED) revert AccountBlacklisted(to);
        unchecked {
            // No balance exceeds the supply, which stays below the blacklist's bit.
            _accounts[to] = receiver + value;
        }
        emit Transfer(from, to, value);
    }

    function _requireSigned(address signer, bytes memory message, bytes calldata signature) private view {
        bytes32 digest = _hashTypedDataV4(keccak256(message));
        require(
            SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature), ERC3009InvalidSignature()
        );
    }
}
