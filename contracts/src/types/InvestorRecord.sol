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
/// @param topics             one bit for each further thing that was attested: bit n stands for topic n + 1
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

uint256 constant COUNTRY_MAX = 1023;

/// @notice `Investor` in one storage slot, as tokens read it, and what the registry itself must remember of it.
/// @dev    identity u160 | kycUntilDay u16 | accreditedUntilDay u16 | country u10 | status u2 | linked 1 bit |
///         live 1 bit | sanctioned 1 bit | source u9 | class u8 | topics u32
type InvestorRecord is uint256;

using {
    identity,
    kycUntilDay,
    accreditedUntilDay,
    country,
    status,
    isLinked,
    isLive,
    isSanctioned,
    source,
    class,
    topics,
    investor,
    withIdentity,
    withKycUntilDay,
    withCountry,
    withStatus,
    withSource,
    withSanctions,
    linked,
    live,
    withMarksOf,
    ended
} for InvestorRecord global;

uint256 constant LINKED_BIT = 1 << 204;
uint256 constant LIVE_BIT = 1 << 205;
uint256 constant SANCTIONED_BIT = 1 << 206;
uint256 constant SOURCE_MAX = 0x1ff;
// What the registry marks by itself, in none of which a record may come from outside.
uint256 constant MARKS = LINKED_BIT | LIVE_BIT | SANCTIONED_BIT | (SOURCE_MAX << 207);

/// @dev The caller has seen to it that country and status fit their fields.
function recordOf(Investor memory i) pure returns (InvestorRecord) {
    return InvestorRecord.wrap(
        uint256(uint160(i.identity)) | (uint256(i.kycUntilDay) << 160)
            | (uint256(i.accreditedUntilDay) << 176) | (uint256(i.country) << 192)
            | (uint256(i.status) << 202) | (uint256(i.class) << 216) | (uint256(i.topics) << 224)
    );
}

function investor(InvestorRecord r) pure returns (Investor memory) {
    return Investor({
        identity: r.identity(),
        kycUntilDay: uint16(r.kycUntilDay()),
        accreditedUntilDay: uint16(r.accreditedUntilDay()),
        country: uint16(r.country()),
        class: uint8(r.class()),
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
    return (InvestorRecord.unwrap(r) >> 192) & COUNTRY_MAX;
}

function status(InvestorRecord r) pure returns (uint256) {
    return (InvestorRecord.unwrap(r) >> 202) & 3;
}

/// @dev Whether this wallet is one of several of its investor, all of them listed under the identity.
function isLinked(InvestorRecord r) pure returns (bool) {
    return InvestorRecord.unwrap(r) & LINKED_BIT != 0;
}

/// @dev Whether the record counts only while the claims on the identity's contract do.
function isLive(InvestorRecord r) pure returns (bool) {
    return InvestorRecord.unwrap(r) & LIVE_BIT != 0;
}

/// @dev Whether the investor is under sanctions, and therefore blocked until they are not.
function isSanctioned(InvestorRecord r) pure returns (bool) {
    return InvestorRecord.unwrap(r) & SANCTIONED_BIT != 0;
}

/// @dev The number of the trusted issuer whose voucher wrote the record; 0 when an agent wrote it.
function source(InvestorRecord r) pure returns (uint256) {
    return (InvestorRecord.unwrap(r) >> 207) & SOURCE_MAX;
}

function class(InvestorRecord r) pure returns (uint256) {
    return (InvestorRecord.unwrap(r) >> 216) & 0xff;
}

function topics(InvestorRecord r) pure returns (uint256) {
    return InvestorRecord.unwrap(r) >> 224;
}

function withIdentity(InvestorRecord r, address identity_) pure returns (InvestorRecord) {
    return _with(r, 0, type(uint160).max, uint160(identity_));
}

function withKycUntilDay(InvestorRecord r, uint256 day) pure returns (InvestorRecord) {
    return _with(r, 160, 0xffff, day);
}

function withCountry(InvestorRecord r, uint256 country_) pure returns (InvestorRecord) {
    return _with(r, 192, COUNTRY_MAX, country_);
}

function withStatus(InvestorRecord r, uint256 status_) pure returns (InvestorRecord) {
    return _with(r, 202, 3, status_);
}

function withSource(InvestorRecord r, uint256 source_) pure returns (InvestorRecord) {
    return _with(r, 207, SOURCE_MAX, source_);
}

/// @dev Who is under sanctions is blocked; who no longer is stays blocked until an agent says otherwise.
function withSanctions(InvestorRecord r, bool sanctioned) pure returns (InvestorRecord) {
    return sanctioned ? _with(r.withStatus(STATUS_BLOCKED), 206, 1, 1) : _with(r, 206, 1, 0);
}

function linked(InvestorRecord r) pure returns (InvestorRecord) {
    return _with(r, 204, 1, 1);
}

function live(InvestorRecord r, bool on) pure returns (InvestorRecord) {
    return _with(r, 205, 1, on ? 1 : 0);
}

/// @dev What the registry remembers beside the investor's facts, taken over from `former`; the source is not.
function withMarksOf(InvestorRecord r, InvestorRecord former) pure returns (InvestorRecord) {
    uint256 marks = InvestorRecord.unwrap(former) & (LINKED_BIT | LIVE_BIT | SANCTIONED_BIT);
    return InvestorRecord.wrap(InvestorRecord.unwrap(r) | marks);
}

/// @dev Without what was attested for a time: checks, accreditation and topics.
function ended(InvestorRecord r) pure returns (InvestorRecord) {
    return _with(_with(r, 160, type(uint32).max, 0), 224, type(uint32).max, 0);
}

/// @dev `value` fits into `mask`.
function _with(InvestorRecord r, uint256 shift, uint256 mask, uint256 value) pure returns (InvestorRecord) {
    return InvestorRecord.wrap((InvestorRecord.unwrap(r) & ~(mask << shift)) | (value << shift));
}
