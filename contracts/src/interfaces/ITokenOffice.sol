// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Issuance, Lot, Rules, TokenTerms} from "../types/TokenTypes.sol";
import {ITokenErrors} from "./ITokenErrors.sol";
import {ITokenEvents} from "./ITokenEvents.sol";

/// @title  What a token lets its office answer
/// @notice Called on the token like anything else; `ISecurityToken` says whom one trusts.
interface ITokenOffice is ITokenErrors, ITokenEvents {
    /* BATCHES, RECOVERY, PAUSE */

    /// @notice All of these issuances under one reference, or none. ISSUER.
    function issueBatch(Issuance[] calldata issuances, bytes32 ref) external;

    /// @notice Moves the whole holding, freezes and lots included, from a lost wallet to another of the same investor.
    ///         Caps do not apply: nobody enters. A frozen wallet stays frozen, and so does what it moves to.
    ///         RECOVERER or AGENT.
    /// @param  identity the investor; the registry must know both wallets as theirs
    function recoveryAddress(address lost, address fresh, address identity) external returns (bool);

    /// @notice Stops transfers and issuance. PAUSER or AGENT.
    function pause() external;
    function unpause() external;

    /// @notice Makes `num` units of every `den` a holder has, as a split does; only while the token is paused. The balance is
    ///         rounded down. A freeze is rounded up, and so is each locked lot, oldest first, as far as there are units: so
    ///         nothing is freed. Days and legends stay. The difference is a `Transfer` from or to the zero address.
    ///         Record dates that have passed keep what they saw. ISSUER, which answers for doing it once to everybody.
    /// @return before the balance there was
    /// @return rest   what rounding took of the balance, in parts of one unit: rest ÷ den of it
    function rescale(address holder, uint64 num, uint64 den) external returns (uint256 before, uint256 rest);

    /* RULES, RECORD DATES, DOCUMENTS */

    /// @notice Sets all rules at once. Present holders keep what they have. RULER.
    function setRules(Rules calldata rules_) external;

    /// @notice Sets the allowed countries: bit n is ISO 3166-1 numeric code n. RULER.
    function setCountries(uint256[4] calldata bitmap) external;

    /// @notice Fixes an instant at which balances will be on record: what is moved in a block of that time or later is
    ///         moved after it. Several may be declared ahead, at most 64, in order. RECORDER.
    /// @return id counts from 1
    function declareRecordDate(uint40 at) external returns (uint16 id);

    /// @notice Anchors a document, or a new version of it. DOCUMENTER.
    function setDocument(bytes32 name_, string calldata uri, bytes32 hash) external;
    function setName(string calldata name_) external;
    function setSymbol(string calldata symbol_) external;

    /* ROLES */

    function grantRole(address account, uint256 roles) external;
    function revokeRole(address account, uint256 roles) external;
    function addAgent(address agent) external;
    function removeAgent(address agent) external;
    function transferOwnership(address newOwner) external;

    /// @notice Makes a fresh clone this token, once. The factory calls it in the transaction that makes the clone.
    function init(TokenTerms calldata terms) external;

    /* VIEWS */

    /// @notice The lots still locked today, oldest first.
    function lotsOf(address account) external view returns (Lot[] memory);
    function countries() external view returns (uint256[4] memory);

    /// @notice The number of record dates declared, future ones included.
    function recordCount() external view returns (uint16);
    function recordAt(uint16 id) external view returns (uint40);

    /// @notice The balance on record; refuses until the date has passed, so that an answer never changes.
    function balanceAtRecord(address account, uint16 id) external view returns (uint256);
    function balancesAtRecord(address[] calldata accounts, uint16 id) external view returns (uint256[] memory);
    function supplyAtRecord(uint16 id) external view returns (uint256);

    /// @notice ERC-1643: where the document is, its hash, and when it was last set; all empty when there is none.
    function getDocument(bytes32 name_) external view returns (string memory uri, bytes32 hash, uint256 setAt);
    function getAllDocuments() external view returns (bytes32[] memory);

    /// @notice ERC-5267: what a signature for this token is bound to.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );
}
