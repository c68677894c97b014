// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

bytes32 constant DOMAIN_TYPEHASH =
    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

/// @notice Not a signature of `signer` over this: other words, other chain, other contract, replayed, or malleable.
error SignatureInvalid(address signer);
/// @notice The signature was good until then.
error SignatureExpired(uint256 deadline);

/// @notice The EIP-712 domain of the calling contract. Never stored: a fork of the chain has another id.
function domainSeparator(string memory name, string memory version) view returns (bytes32) {
    address self;
    assembly ("memory-safe") {
        self := address()
    }
    return keccak256(
        abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256(bytes(version)), block.chainid, self)
    );
}

/// @notice Reverts unless `signature` is `signer`'s over these words, by a key or, for a contract wallet, by ERC-1271,
///         and its time has not run out.
/// @param  domain the domain separator
/// @param  words  the hash of the struct signed
function requireSigned(
    address signer,
    bytes32 domain,
    bytes32 words,
    uint256 deadline,
    bytes calldata signature
) view {
    require(block.timestamp <= deadline, SignatureExpired(deadline));
    bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, words));
    require(
        signer != address(0) && SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature),
        SignatureInvalid(signer)
    );
}
