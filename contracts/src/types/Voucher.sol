// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InvestorRecord, STATUS_ACTIVE} from "./InvestorRecord.sol";

/// @notice What a trusted issuer attests of an investor, signed as EIP-712 typed data. Days count from 1 January 1970,
///         UTC, and are the first on which it is no longer good; instants are seconds.
/// @param issuer   who signs: a key, or a contract wallet (ERC-1271)
/// @param wallet   a wallet of the investor
/// @param identity the address that stands for the investor, see `Investor`
/// @param issuedAt when the issuer looked; each voucher of an investor is issued later than the one before
/// @param deadline the last second at which it may be presented
struct Voucher {
    address issuer;
    address wallet;
    address identity;
    uint16 kycUntilDay;
    uint16 accreditedUntilDay;
    uint16 country;
    uint8 class;
    uint32 topics;
    uint40 issuedAt;
    uint40 deadline;
}

bytes32 constant VOUCHER_TYPEHASH = keccak256(
    "Voucher(address issuer,address wallet,address identity,uint16 kycUntilDay,uint16 accreditedUntilDay,uint16 country,uint8 class,uint32 topics,uint40 issuedAt,uint40 deadline)"
);

// The claim topics that a trusted issuer needs for the parts of a voucher. Topics 1 to 32 are the bits of
// `Investor.topics`; what lies beyond 34 is of use for claims on an identity contract only.

// Identity, checks, country and class.
uint256 constant TOPIC_KYC = 33;
// Accreditation.
uint256 constant TOPIC_ACCREDITATION = 34;

using {hash, record} for Voucher global;

/// @dev The EIP-712 hash of the struct. All of its members are words, so the encoding is the type and those.
function hash(Voucher calldata v) pure returns (bytes32) {
    return keccak256(abi.encode(VOUCHER_TYPEHASH, v));
}

/// @dev What is attested, as of an investor who is not blocked: a voucher neither blocks nor lifts a block. The caller
///      has seen to it that the country fits its field.
function record(Voucher calldata v) pure returns (InvestorRecord) {
    return InvestorRecord.wrap(
        uint256(uint160(v.identity)) | (uint256(v.kycUntilDay) << 160)
            | (uint256(v.accreditedUntilDay) << 176) | (uint256(v.country) << 192)
            | (uint256(STATUS_ACTIVE) << 202) | (uint256(v.class) << 216) | (uint256(v.topics) << 224)
    );
}

/// @dev The topics one must be trusted for to attest this record, topic n as bit n − 1.
function topicsBehind(InvestorRecord r) pure returns (uint256 mask) {
    mask = r.topics() | (1 << (TOPIC_KYC - 1));
    if (r.accreditedUntilDay() != 0) mask |= 1 << (TOPIC_ACCREDITATION - 1);
}

/// @dev The bits of those among `topics` that a voucher can speak of.
function maskOf(uint256[] calldata topics) pure returns (uint256 mask) {
    for (uint256 i; i < topics.length; ++i) {
        if (topics[i] != 0 && topics[i] <= TOPIC_ACCREDITATION) mask |= 1 << (topics[i] - 1);
    }
}
