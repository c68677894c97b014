// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {World} from "./World.sol";

/// @dev Osaka has the precompile for P-256, Prague has not.
contract PasskeyWalletTest is World {
    uint256 private constant PASSKEY = 0xBA55;
    uint256 private constant ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    address private wallet;

    function setUp() public override {
        super.setUp();
        (uint256 x, uint256 y) = vm.publicKeyP256(PASSKEY);
        wallet = vm.deployCode("PasskeyWallet.sol:PasskeyWallet", abi.encode(x, y));
        register(wallet);
        issue(wallet, 100);
    }

    function testAPasskeySignsATransferByThePrecompile() public {
        signsATransfer();
        vm.assertLe(gasOfAnAnswer(), 40_000, "the precompile answered");
    }

    /// forge-config: default.evm_version = "prague"
    function testAPasskeySignsATransferWhereTheChainHasNoPrecompile() public {
        signsATransfer();
        vm.assertLe(150_000, gasOfAnAnswer(), "Solidity answered");
    }

    function signsATransfer() private {
        bytes32 digest = transferDigest(40);
        (bytes32 r, bytes32 s) = signed(PASSKEY, digest);
        (bytes32 theirR, bytes32 theirS) = signed(PASSKEY + 1, digest);
        refuses(41, assertion(digest, r, s));
        refuses(40, assertion(digest, theirR, theirS));
        refuses(40, assertion(digest, r, bytes32(ORDER - uint256(s))));
        refuses(40, abi.encode(r, s));

        carry(40, assertion(digest, r, s));
        vm.assertEq(token.balanceOf(wallet), 60);
        vm.assertEq(token.balanceOf(BO), 40);
    }

    /// @dev In far more than the 65 bytes that ERC-2612 has room for.
    function testAPasskeySignsAnApproval(uint256 value) public {
        bytes32 words = keccak256(abi.encode(PERMIT_TYPEHASH, wallet, BO, value, 0, START));
        bytes32 digest = digestOf(words);
        (bytes32 r, bytes32 s) = signed(PASSKEY, digest);
        (bytes32 theirR, bytes32 theirS) = signed(PASSKEY + 1, digest);
        bytes memory ours = assertion(digest, r, s);
        bytes[3] memory wrong = [
            assertion(digest, theirR, theirS),
            assertion(digest, r, bytes32(ORDER - uint256(s))),
            abi.encode(r, s)
        ];
        for (uint256 i; i < wrong.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SignatureInvalid.selector, wallet));
            token.permit(wallet, BO, value, START, wrong[i]);
        }
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SignatureInvalid.selector, wallet));
        token.permit(wallet, CLEO, value, START, ours);
        vm.assertEq(token.nonces(wallet), 0);

        token.permit(wallet, BO, value, START, ours);
        vm.assertEq(token.allowance(wallet, BO), value);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SignatureInvalid.selector, wallet));
        token.permit(wallet, BO, value, START, ours);
    }

    function gasOfAnAnswer() private view returns (uint256) {
        bytes32 digest = transferDigest(40);
        (bytes32 r, bytes32 s) = signed(PASSKEY, digest);
        bytes memory signature = assertion(digest, r, s);
        uint256 left = gasleft();
        vm.assertEq(
            bytes32(IERC1271(wallet).isValidSignature(digest, signature)), bytes32(bytes4(0x1626ba7e))
        );
        return left - gasleft();
    }

    function refuses(uint256 units, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SignatureInvalid.selector, wallet));
        carry(units, signature);
    }

    function carry(uint256 units, bytes memory signature) private {
        token.transferWithAuthorization(wallet, BO, units, START - 1, START + 1 hours, "nonce", signature);
    }

    function transferDigest(uint256 units) private view returns (bytes32) {
        return digestOf(
            keccak256(
                abi.encode(TRANSFER_TYPEHASH, wallet, BO, units, START - 1, START + 1 hours, bytes32("nonce"))
            )
        );
    }

    function digestOf(bytes32 words) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), words));
    }

    /// @dev What an authenticator signs and says when its user was seen and verified: https://www.w3.org/TR/webauthn-2/#sctn-op-get-assertion
    function signed(uint256 key, bytes32 digest) private pure returns (bytes32 r, bytes32 s) {
        (r, s) = vm.signP256(key, sha256(abi.encodePacked(authenticator(), sha256(bytes(client(digest))))));
        if (uint256(s) > ORDER / 2) s = bytes32(ORDER - uint256(s));
    }

    function assertion(bytes32 digest, bytes32 r, bytes32 s) private pure returns (bytes memory) {
        return abi.encode(r, s, 23, 1, authenticator(), client(digest));
    }

    function authenticator() private pure returns (bytes memory) {
        return abi.encodePacked(sha256("example.com"), hex"05", uint32(0));
    }

    function client(bytes32 digest) private pure returns (string memory) {
        return string.concat(
            '{"type":"webauthn.get","challenge":"',
            Base64.encodeURL(abi.encodePacked(digest)),
            '","origin":"https://example.com"}'
        );
    }
}
