// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";

/// @dev The smallest wallet that a passkey signs for (WebAuthn, P-256). OpenZeppelin's P256 asks the precompile of RIP-7212
///      and computes in Solidity where a chain has none. A trial: nothing of the product makes one.
contract PasskeyWallet is IERC1271 {
    bytes32 private immutable X;
    bytes32 private immutable Y;

    constructor(bytes32 x, bytes32 y) {
        (X, Y) = (x, y);
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        (bool isAuth, WebAuthn.WebAuthnAuth calldata auth) = WebAuthn.tryDecodeAuth(signature);
        bool isSigned = isAuth && WebAuthn.verify(abi.encodePacked(digest), auth, X, Y);
        return isSigned ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
