// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

// What an account may do on one token, as bits of one mask.

// Issues units, and burns them.
uint256 constant ISSUER = 1 << 0;
// Freezes wallets and units, and thaws them.
uint256 constant FREEZER = 1 << 1;
// Moves units against the holder's will, always with the hash of a reason.
uint256 constant FORCER = 1 << 2;
// Moves a holding from a lost wallet to another of the same investor.
uint256 constant RECOVERER = 1 << 3;
// Sets the transfer rules and the countries.
uint256 constant RULER = 1 << 4;
// Pauses transfers.
uint256 constant PAUSER = 1 << 5;
// Declares record dates, and distributions on them.
uint256 constant RECORDER = 1 << 6;
// Anchors documents, and names the token.
uint256 constant DOCUMENTER = 1 << 7;
// ERC-3643's agent: everything that standard lets an agent do, forced transfers without a reason included.
// An issuer who does not want that leaves this role empty.
uint256 constant AGENT = 1 << 8;
