// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice What the platform knows on chain of the investor behind one wallet. No name, no document, no hash of one.
/// @param identity           an address that stands for the investor, the same for all of their wallets. Nothing
///                           needs to be deployed there.
/// @param kycUntilDay        the first day, counted from 1 January 1970 UTC, on which the checks are no longer good
/// @param accreditedUntilDay the first day on which they are no longer accredited; 0 when they never were
/// @param country            of residence, ISO 3166-1 numeric
/// @param class              1 an individual, 2 an entity; the platform may number more
/// @param status             STATUS_ACTIVE or STATUS_BLOCKED
/// @param topics             one bit for each further thing that was attested
struct Investor {
    address identity;
    uint16 kycUntilDay;
    uint16 accreditedUntilDay;
    uint16 country;
    uint8 class;
    uint8 status;
    uint32 topics;
}

uint8 constant STATUS_NONE = 0;
uint8 constant STATUS_ACTIVE = 1;
uint8 constant STATUS_BLOCKED = 2;

/// @notice `Investor` in one storage slot, as tokens read it.
/// @dev    identity u160 | kycUntilDay u16 | accreditedUntilDay u16 | country u15 | linked 1 bit | class u8 |
///         status u8 | topics u32
type InvestorRecord is uint256;

using {
    identity,
    kycUntilDay,
    accreditedUntilDay,
    country,
    isLinked,
    status,
    topics,
    investor,
    linked,
    withStatus
} for InvestorRecord global;

function recordOf(Investor memory i) pure returns (InvestorRecord) {
    return InvestorRecord.wrap(
        uint256(uint160(i.identity)) | (uint256(i.kycUntilDay) << 160)
            | (uint256(i.accreditedUntilDay) << 176) | (uint256(i.country) << 192) | (uint256(i.class) << 208)
            | (uint256(i.status) << 216) | (uint256(i.topics) << 224)
    );
}

function investor(InvestorRecord r) pure returns (Investor memory) {
    return Investor({
        identity: r.identity(),
        kycUntilDay: uint16(r.kycUntilDay()),
        accreditedUntilDay: uint16(r.accreditedUntilDay()),
        country: uint16(r.country()),
        class: uint8(InvestorRecord.unwrap(r) >> 208),
        status: uint8(r.status()),
        topics: uint32(r.topics())
    });
}

function identity(InvestorRecord r) pure returns (address) {
    return address(uint160(InvestorRecord.unwrap(r)));
}

function kycUntilDay(InvestorRecord r) pure returns (uint256) {
    return (InvestorRecord.unwrap(r) >> 160) & 0xffff;
}

function accreditedUntilDay(InvestorRecord r) pure returns (uint256) {
    return (InvestorRecord.unwrap(r) >> 176) & 0xffff;
}

function country(InvestorRecord r) pure returns (uint256) {
    return (InvestorRecord.unwrap(r) >> 192) & 0x7fff;
}

/// @dev Whether this wallet is one of several of its investor, all of them listed under the identity.
function isLinked(InvestorRecord r) pure returns (bool) {
    return InvestorRecord.unwrap(r) & (1 << 207) != 0;
}

function status(InvestorRecord r) pure returns (uint256) {
    return (InvestorRecord.unwrap(r) >> 216) & 0xff;
}

function topics(InvestorRecord r) pure returns (uint256) {
    return InvestorRecord.unwrap(r) >> 224;
}

function linked(InvestorRecord r) pure returns (InvestorRecord) {
    return InvestorRecord.wrap(InvestorRecord.unwrap(r) | (1 << 207));
}

function withStatus(InvestorRecord r, uint8 status_) pure returns (InvestorRecord) {
    return
        InvestorRecord.wrap((InvestorRecord.unwrap(r) & ~(uint256(0xff) << 216)) | (uint256(status_) << 216));
}
