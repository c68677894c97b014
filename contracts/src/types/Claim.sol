// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IClaimIssuer, IIdentity} from "../interfaces/IERC3643Registry.sol";

// Claims on an investor's identity contract (ERC-735), asked for where they lie. Both the identity and the issuer are
// contracts of others: they may revert, answer nonsense, or burn what gas they get.

/// @notice The identity's contract reverts, burns its gas, or answers what is no claim.
error IdentityMisbehaves(address identity);

// The most gas that one question to an identity or an issuer may use.
uint256 constant CLAIM_GAS = 300_000;

// Half the order of secp256k1: of two signatures that say the same, the one with the lower s counts.
uint256 constant S_MAX = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

/// @dev Whether the identity holds a claim of this topic by this issuer that the issuer says is good.
function isClaimed(address identity, uint256 topic, address issuer) view returns (bool) {
    (bool answered, bytes memory answer) = identity.staticcall{gas: CLAIM_GAS}(
        abi.encodeCall(IIdentity.getClaim, (keccak256(abi.encode(issuer, topic))))
    );
    require(answered && answer.length >= 192, IdentityMisbehaves(identity));
    if (wordAt(answer, 0) != topic || wordAt(answer, 64) != uint160(issuer)) return false;

    (bool hasSignature, bytes memory signature) = bytesAt(answer, 96);
    (bool hasData, bytes memory data) = bytesAt(answer, 128);
    require(hasSignature && hasData, IdentityMisbehaves(identity));
    return isCanonical(signature)
        && says(issuer, abi.encodeCall(IClaimIssuer.isClaimValid, (identity, topic, signature, data)));
}

/// @dev Whether a signature has its one form. An issuer that revokes claims by the signature's bytes would otherwise find
///      a revoked claim back under another spelling of the same signature.
function isCanonical(bytes memory signature) pure returns (bool) {
    if (signature.length != 65) return false;
    uint8 v = uint8(signature[64]);
    return wordAt(signature, 32) <= S_MAX && (v == 27 || v == 28);
}

/// @dev Whether `target` answers the question with exactly the word for true. No answer of any other length is read.
function says(address target, bytes memory question) view returns (bool yes) {
    uint256 gas_ = CLAIM_GAS;
    assembly ("memory-safe") {
        let answered := staticcall(gas_, target, add(question, 32), mload(question), 0, 32)
        yes := and(answered, and(eq(returndatasize(), 32), eq(mload(0), 1)))
    }
}

/// @dev The word at byte `at` of an answer that reaches beyond it.
function wordAt(bytes memory answer, uint256 at) pure returns (uint256 word) {
    assembly ("memory-safe") {
        word := mload(add(add(answer, 32), at))
    }
}

/// @dev The bytes that the head at byte `at` of an ABI-encoded answer points to, when all of them lie within it.
function bytesAt(bytes memory answer, uint256 at) pure returns (bool within, bytes memory part) {
    uint256 begin = wordAt(answer, at);
    if (begin > answer.length || answer.length - begin < 32) return (false, part);
    if (wordAt(answer, begin) > answer.length - begin - 32) return (false, part);
    // In memory, bytes are their length and what follows, which is how the answer has them.
    assembly ("memory-safe") {
        part := add(add(answer, 32), begin)
    }
    within = true;
}
