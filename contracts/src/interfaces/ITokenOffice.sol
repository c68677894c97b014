// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Hold, Lot, Rules, TokenTerms} from "../types/TokenTypes.sol";
import {ITokenErrors} from "./ITokenErrors.sol";
import {ITokenEvents} from "./ITokenEvents.sol";

/// @title  What a token lets its office answer
/// @notice Called on the token like anything else; `ISecurityToken` says whom one trusts.
interface ITokenOffice is ITokenErrors, ITokenEvents {
    /* PAUSE */

    /// @notice Stops transfers and issuance.
    /// @custom:by PAUSER or AGENT
    function pause() external;

    /// @notice Resumes them; not while units are rescaled.
    /// @custom:by PAUSER or AGENT
    function unpause() external;

    /* SPLITS */

    /// @notice Makes `num` units of every `den` a holder has, as a split does; only while the token is paused and the
    ///         caller holds it alone. The balance is
    ///         rounded down. A freeze is rounded up, and so is each locked lot, oldest first, as far as there are units: so
    ///         nothing is freed. Days and legends stay. The difference is a `Transfer` from or to the zero address.
    ///         Record dates that have passed keep what they saw. ISSUER, which answers for doing it once to everybody.
    /// @return before the balance there was
    /// @return rest   what rounding took of the balance, in parts of one unit: rest ÷ den of it
    /// @custom:by ISSUER, who holds the token alone, while it is paused
    function rescale(address holder, uint64 num, uint64 den) external returns (uint256 before, uint256 rest);

    /* CORPORATE ACTIONS, ONE AT A TIME */

    /// @notice Holds the token for a corporate action of the caller: shared while nobody holds it alone, alone while nobody
    ///         holds it; to rescale its units, while it is paused.
    /// @custom:by ISSUER
    function hold(Hold kind) external;

    /// @notice Ends a hold of the caller, shared or not, whatever roles they have by now. One who has none has nothing to end:
    ///         the owner may have ended it.
    /// @custom:by who holds the token
    function letGo(bool shared) external;

    /// @notice Ends every hold of an account, which does not let go by itself: a stolen key's, or a contract's that is stuck.
    ///         Take its ISSUER first, or it holds again. What it still runs goes no further: it can only be ended.
    /// @custom:by the owner
    function endHolds(address account) external;

    /// @notice How often the owner has ended the holds of an account: one that it took before the last time is gone.
    function holdsEnded(address account) external view returns (uint256);

    /// @notice Who holds the token.
    /// @return alone  who holds the token alone; zero when nobody does
    /// @return shared how many shared holds there are
    function holds() external view returns (address alone, uint32 shared);

    /* BATCHES OF FREEZES: all of them or none; each as the function without `batch` */

    /// @notice ERC-3643: freezes or thaws many wallets.
    /// @custom:by FREEZER or AGENT
    function batchSetAddressFrozen(address[] calldata accounts, bool[] calldata freeze) external;

    /// @notice ERC-3643: freezes further units of many holders.
    /// @custom:by FREEZER or AGENT
    function batchFreezePartialTokens(address[] calldata accounts, uint256[] calldata units) external;

    /// @notice ERC-3643: thaws units of many holders.
    /// @custom:by FREEZER or AGENT
    function batchUnfreezePartialTokens(address[] calldata accounts, uint256[] calldata units) external;

    /* COUNTS */

    /// @notice Counts these holders anew, by what the registry says of them now; wallets without units are passed over.
    ///         A transfer does so for its two sides, and whatever else makes somebody receive for them. The registry calls it when a country or an accreditation
    ///         changes; anyone may, when one has lapsed. Whom the registry has forgotten stays counted as before.
    /// @custom:by anyone
    function recount(address[] calldata wallets) external;

    /* WHAT ERC-3643 SETS ELSEWHERE */

    /// @notice The registry never changes: naming the present one only announces it again, any other is refused.
    /// @custom:by RULER
    function setIdentityRegistry(address registry) external;

    /// @notice The token is its own compliance: naming it only announces it again, any other is refused.
    /// @custom:by RULER
    function setCompliance(address compliance_) external;

    /* RULES, RECORD DATES, DOCUMENTS */

    /// @notice Sets all rules at once. Present holders keep what they have.
    /// @custom:by RULER
    function setRules(Rules calldata rules_) external;

    /// @notice Sets the allowed countries: bit n is ISO 3166-1 numeric code n.
    /// @custom:by RULER
    function setCountries(uint256[4] calldata bitmap) external;

    /// @notice Fixes an instant at which balances will be on record: what is moved in a block of that time or later is
    ///         moved after it. Several may be declared ahead, in order, an hour or more apart, at most 64 and at most 92
    ///         days: the last of them keeps every earlier one out. None while units are rescaled, as holders have units of
    ///         two kinds then.
    /// @return id counts from 1
    /// @custom:by RECORDER
    function declareRecordDate(uint40 at) external returns (uint16 id);

    /// @notice Anchors a document, or a new version of it.
    /// @custom:by DOCUMENTER
    function setDocument(bytes32 name_, string calldata uri, bytes32 hash) external;

    /// @notice ERC-3643: renames the share class.
    /// @custom:by DOCUMENTER
    function setName(string calldata name_) external;

    /// @notice ERC-3643: gives it another short form.
    /// @custom:by DOCUMENTER
    function setSymbol(string calldata symbol_) external;

    /// @notice ERC-3643: names an identity contract of the token itself; zero when it has none.
    /// @custom:by DOCUMENTER
    function setOnchainID(address identity) external;

    /* ROLES */

    /// @notice Adds these roles to those the account has, the bits of `Roles.sol`.
    /// @custom:by the owner
    function grantRole(address account, uint256 roles) external;

    /// @notice Takes these roles away and leaves the others.
    /// @custom:by the owner
    function revokeRole(address account, uint256 roles) external;

    /// @notice ERC-3643: AGENT, and no other role.
    /// @custom:by the owner
    function addAgent(address agent) external;

    /// @notice ERC-3643: AGENT alone is taken away.
    /// @custom:by the owner
    function removeAgent(address agent) external;

    /// @notice ERC-173: hands the token to another owner, at once; roles stay with whoever has them.
    /// @custom:by the owner
    function transferOwnership(address newOwner) external;

    /// @notice Makes a fresh clone this token, once. The factory calls it in the transaction that makes the clone.
    /// @custom:by anyone, once; the factory, in the transaction that makes the clone
    function init(TokenTerms calldata terms) external;

    /* VIEWS OF OTHER STANDARDS */

    /// @notice ERC-3643: the identity contract of the token itself; zero when it has none.
    function onchainID() external view returns (address);

    /// @notice ERC-3643: the token itself, which answers `canTransfer`.
    function compliance() external view returns (address);

    /// @notice ERC-7943: whether the wallet is neither frozen nor blocked. How much it can send is another question.
    function canSend(address account) external view returns (bool);

    /// @notice ERC-7943: whether the wallet is not frozen and its investor may hold. Caps are another question.
    function canReceive(address account) external view returns (bool);

    /// @notice ERC-7943 as first drafted: both.
    function canTransact(address account) external view returns (bool);

    /// @notice ERC-1404: the first reason, 0 when nothing refuses.
    function detectTransferRestriction(address from, address to, uint256 units) external view returns (uint8);

    /// @notice ERC-1404: the reason in words.
    function messageForTransferRestriction(uint8 code) external view returns (string memory);

    /// @notice ERC-6372: time in seconds.
    function clock() external view returns (uint48);

    /// @notice ERC-6372: that it is time, in the standard's words.
    function CLOCK_MODE() external view returns (string memory);

    /// @notice ERC-5805: the units the holder has now.
    function getVotes(address account) external view returns (uint256);

    /// @notice The units on record. Only of an instant that was declared as a record date, and has passed; what was moved
    ///         in a block of that time is not in it.
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256);

    /// @notice ERC-5805: the units there were, by the same rule.
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256);

    /// @notice Everybody votes for themselves: anything else is refused. Proxies belong to a ballot.
    function delegates(address account) external view returns (address);

    /// @notice ERC-5805: refused unless it names the caller, which changes nothing.
    /// @custom:by the holder, naming themselves
    function delegate(address delegatee) external;

    /// @notice ERC-5805: always refused.
    /// @custom:by nobody
    function delegateBySig(address delegatee, uint256 nonce, uint256 expiry, uint8 v, bytes32 r, bytes32 s)
        external;

    /// @notice ERC-165: the standards that `Standards.sol` lists.
    function supportsInterface(bytes4 id) external view returns (bool);

    /* VIEWS */

    /// @notice As what the wallet is counted: 1 a holder, 2 a resident of the United States, 4 not accredited, added up;
    ///         0 when it has no units.
    function standingOf(address account) external view returns (uint8);

    /// @notice The lots still locked today, oldest first.
    function lotsOf(address account) external view returns (Lot[] memory);

    /// @notice As `setCountries` set them.
    function countries() external view returns (uint256[4] memory);

    /// @notice The number of record dates declared, future ones included.
    function recordCount() external view returns (uint16);

    /// @notice When the record date is, in seconds since 1970; the first is 1.
    function recordAt(uint16 id) external view returns (uint40);

    /// @notice The balance on record; refuses until the date has passed, so that an answer never changes.
    function balanceAtRecord(address account, uint16 id) external view returns (uint256);

    /// @notice The same of many.
    function balancesAtRecord(address[] calldata accounts, uint16 id) external view returns (uint256[] memory);

    /// @notice The units there were, by the same rule.
    function supplyAtRecord(uint16 id) external view returns (uint256);

    /// @notice What `rescalings` was on the record date, which has passed: of what unit the balances on record are.
    function rescalingsAtRecord(uint16 id) external view returns (uint256);

    /// @notice ERC-1643: where the document is, its hash, and when it was last set; all empty when there is none.
    function getDocument(bytes32 name_) external view returns (string memory uri, bytes32 hash, uint256 setAt);

    /// @notice ERC-1643: the names of all documents, in the order in which they were first set.
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
