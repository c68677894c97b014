// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Units of one holder that may not be transferred before `unlockDay`.
/// @param units       how many
/// @param acquiredDay the day they were acquired; of merged lots the later one, so that no holding period is overstated
/// @param unlockDay   the first day they are free, counted from 1 January 1970 UTC
/// @param legend      why they are locked, in the issuer's numbering
struct Lot {
    uint104 units;
    uint16 acquiredDay;
    uint16 unlockDay;
    uint16 legend;
}

/// @notice Units to be issued to one holder. `unlockDay` 0: free at once, no lot.
struct Issuance {
    address to;
    uint104 units;
    uint16 acquiredDay;
    uint16 unlockDay;
    uint16 legend;
}

/// @notice What a receiver must fulfil.
/// @param balanceMax     the most units one wallet may hold; 0 is no cap
/// @param holdersMax     the most wallets that may hold; 0 is no cap
/// @param accreditedOnly whether receivers must be accredited
/// @param countriesOn    whether receivers must reside in one of the allowed countries
/// @param topics         attested topics a receiver must have, all of them
/// @param usHoldersMax   the most holders who reside in the United States, territories included; 0 is no cap
/// @param nonAccreditedHoldersMax the most holders who are not accredited; 0 is no cap
struct Rules {
    uint104 balanceMax;
    uint32 holdersMax;
    bool accreditedOnly;
    bool countriesOn;
    uint32 topics;
    uint16 usHoldersMax;
    uint16 nonAccreditedHoldersMax;
}

/// @notice How a corporate action holds a token's units: beside others that do the same, or alone. What rescales them holds
///         them alone, and makes the terms of all others out of date.
enum Hold {
    Shared,
    Alone,
    Rescaling
}

struct RoleGrant {
    address account;
    uint256 roles;
}

/// @notice A document that belongs to the token: where it is, and its hash. An empty name in `TokenTerms` is none.
struct Document {
    bytes32 name;
    string uri;
    bytes32 hash;
}

/// @notice Everything a token is born with.
/// @param countries the allowed countries: bit n of the 1,024 is ISO 3166-1 numeric code n
struct TokenTerms {
    string name;
    string symbol;
    uint8 decimals;
    address owner;
    RoleGrant[] roles;
    Rules rules;
    uint256[4] countries;
    Document document;
}
