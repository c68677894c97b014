// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding, Reason} from "../Reason.sol";

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
struct Rules {
    uint104 balanceMax;
    uint32 holdersMax;
    bool accreditedOnly;
    bool countriesOn;
    uint32 topics;
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

/// @title  The units of one share class
/// @notice An ERC-20 whose every transfer is weighed against the investor registry and this token's own rules, and
///         refused with a reason. Holders' balances, freezes, lots and record dates are all here.
/// @dev    Trust: the owner hands out roles. FREEZER can stop any holder, FORCER and AGENT can move anyone's units to
///         another verified investor, ISSUER can dilute and burn, RULER decides who may receive, and the registry's
///         agents decide who is verified. None of them can stop what was declared on a past record date.
///         A zero amount is always accepted, as ERC-20 asks.
///         A pause stops holders and issuance. Burning, freezing, forced transfer and recovery stay possible: they are
///         the remedies for which one pauses.
///         Caps count wallets: an investor with two wallets is two holders.
interface ISecurityToken {
    /* EVENTS: ERC-20, ERC-2612, ERC-3009 */

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);
    event AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce);

    /* EVENTS: ISSUANCE AND LOTS */

    event Issued(address indexed to, uint256 units, uint16 unlockDay, uint16 legend, bytes32 ref);
    /// @notice Ends a batch of issuances: this many `Transfer` events before it belong to it.
    event BatchIssued(bytes32 indexed ref, uint256 count);
    /// @notice The holder has a lot more, or more units in the lot of the same unlock day and legend.
    event LotOpened(
        address indexed holder, uint256 units, uint16 acquiredDay, uint16 unlockDay, uint16 legend
    );
    /// @notice Units left the holder's lot of this unlock day and legend, by a burn, a forced transfer or a recovery.
    ///         A lot that unlocks ends without an event: its day has come.
    event LotReduced(address indexed holder, uint256 units, uint16 unlockDay, uint16 legend);

    /* EVENTS: ERC-3643, ERC-7943 */

    event AddressFrozen(address indexed userAddress, bool indexed isFrozen, address indexed owner);
    event TokensFrozen(address indexed userAddress, uint256 amount);
    event TokensUnfrozen(address indexed userAddress, uint256 amount);
    /// @notice The units frozen of `account` are now `amount` in all.
    event Frozen(address indexed account, uint256 amount);
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);
    /// @notice Says why, just after `ForcedTransfer`: the hash of the order kept off chain.
    event ForcedTransferReason(address indexed from, address indexed to, bytes32 indexed reasonHash);
    event RecoverySuccess(
        address indexed lostWallet, address indexed newWallet, address indexed investorOnchainID
    );
    event Paused(address userAddress);
    event Unpaused(address userAddress);
    event UpdatedTokenInformation(
        string indexed newName,
        string indexed newSymbol,
        uint8 newDecimals,
        string newVersion,
        address indexed newOnchainID
    );
    event IdentityRegistryAdded(address indexed identityRegistry);
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);

    /* EVENTS: RULES, RECORD DATES, DOCUMENTS, ROLES */

    event RulesSet(
        uint104 balanceMax, uint32 holdersMax, bool accreditedOnly, bool countriesOn, uint32 topics
    );
    event CountriesSet(uint256[4] countries);
    event RecordDateDeclared(uint16 indexed id, uint40 at);
    event DocumentUpdated(bytes32 indexed name, string uri, bytes32 documentHash);
    event RolesChanged(address indexed account, uint256 roles);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /* ERRORS */

    /// @notice The first rule that refuses, in the order of `Reason`.
    error TransferRefused(Reason reason, uint256 actual, uint256 limit);
    error AlreadyInitialised();
    error NotOwner(address caller);
    /// @notice The caller has none of the roles in the mask.
    error RoleMissing(address caller, uint256 roles);
    error ZeroAddress();
    /// @notice Units are counted in 104 bits.
    error AmountTooLarge(uint256 amount);
    error SupplyTooLarge(uint256 supply);
    error DecimalsTooLarge(uint8 decimals);
    error InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    /// @notice `ref` has been used: what it stands for was issued already.
    error AlreadyIssued(bytes32 ref);
    /// @notice The holder would have a 17th lot.
    error TooManyLots(address holder, uint256 limit);
    /// @notice Only units the holder has can be frozen one by one; `setFrozenTokens` can go beyond.
    error FrozenAboveBalance(uint256 frozen, uint256 balance);
    error NotFrozen(uint256 asked, uint256 frozen);
    /// @notice A forced transfer or recovery to the same wallet would only shed a freeze or a lock.
    error SameWallet(address wallet);
    /// @notice The reason of a forced transfer must be given.
    error ReasonMissing();
    /// @notice The registry does not say that this wallet belongs to this investor.
    error NotTheirWallet(address wallet, address identity);
    error AlreadyPaused();
    error NotPaused();
    /// @notice A record date lies in the future, and after all earlier ones.
    error RecordDateTooEarly(uint40 at, uint256 earliest);
    error TooManyRecordDatesAhead(uint256 limit);
    error TooManyRecordDates(uint256 limit);
    error RecordDateUnknown(uint16 id);
    error RecordDateNotPassed(uint16 id, uint40 at);
    /// @notice Too early or too late for this signature. Both bounds are exclusive, as in ERC-3009.
    error AuthorizationNotValidNow(uint256 validAfter, uint256 validBefore);
    error AuthorizationUsedOrCanceled(address authorizer, bytes32 nonce);
    error PermitExpired(uint256 deadline);
    /// @notice Not a signature of `signer` over this: other words, other chain, other token, or malleable.
    error SignatureInvalid(address signer);

    /* HOLDER */

    function transfer(address to, uint256 units) external returns (bool);
    function transferFrom(address from, address to, uint256 units) external returns (bool);
    function approve(address spender, uint256 units) external returns (bool);

    /// @notice ERC-2612: an approval by signature.
    function permit(
        address owner_,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice ERC-3009: carries out a transfer that `from` has signed, so that they need no gas. Anyone may carry it.
    ///         ERC-1271 signatures of contract wallets are accepted.
    /// @param nonce chosen by the signer, usable once, in any order
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external;

    /// @notice Voids a signed transfer not yet carried out; signed itself, so that anyone may carry it.
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external;

    /* ISSUER */

    /// @notice Creates units, free at once, when the receiver fulfils the rules. ISSUER or AGENT.
    function mint(address to, uint256 units) external;

    /// @notice Creates units, locked until `unlockDay` when it is not 0 and not past. ISSUER.
    /// @param ref an idempotency key: the second issuance with the same one is refused; 0 is none
    function issue(
        address to,
        uint256 units,
        uint16 acquiredDay,
        uint16 unlockDay,
        uint16 legend,
        bytes32 ref
    ) external;

    /// @notice All of these issuances under one reference, or none. ISSUER.
    function issueBatch(Issuance[] calldata issuances, bytes32 ref) external;

    /// @notice Destroys units, free ones first, then frozen ones and locked lots, oldest first. ISSUER or AGENT.
    function burn(address from, uint256 units) external;

    /* ENFORCEMENT */

    /// @notice Freezes a whole wallet, or thaws it: it neither sends nor receives. FREEZER or AGENT.
    function setAddressFrozen(address account, bool freeze) external;

    /// @notice Freezes further units of a holder. FREEZER or AGENT.
    function freezePartialTokens(address account, uint256 units) external;

    /// @notice Thaws units of a holder. FREEZER or AGENT.
    function unfreezePartialTokens(address account, uint256 units) external;

    /// @notice ERC-7943: sets the frozen units, whatever they were; may exceed the balance. FREEZER or AGENT.
    function setFrozenTokens(address account, uint256 units) external returns (bool);

    /// @notice ERC-3643 and ERC-7943: moves units whatever the rules say, to a verified wallet. Free units first, then
    ///         thaws what is needed; locked lots move with their lock, oldest first. AGENT.
    function forcedTransfer(address from, address to, uint256 units) external returns (bool);

    /// @notice The same with its reason, the hash of an order kept off chain. FORCER.
    function forcedTransferFor(address from, address to, uint256 units, bytes32 reasonHash) external;

    /// @notice Moves the whole holding, freezes and lots included, from a lost wallet to another of the same investor.
    ///         Caps do not apply: nobody enters. A frozen wallet stays frozen, and so does what it moves to.
    ///         RECOVERER or AGENT.
    /// @param  identity the investor; the registry must know both wallets as theirs
    function recoveryAddress(address lost, address fresh, address identity) external returns (bool);

    /// @notice Stops transfers and issuance. PAUSER or AGENT.
    function pause() external;
    function unpause() external;

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

    /* MAY THESE UNITS MOVE */

    /// @notice Every rule that refuses this transfer now, in order, each with its numbers; empty when it would pass.
    ///         The first is the one a transaction would be refused with.
    /// @param  from the zero address asks about an issuance
    function explain(address from, address to, uint256 units) external view returns (Finding[] memory);

    /// @notice Whether `explain` finds nothing.
    function canTransfer(address from, address to, uint256 units) external view returns (bool);

    /* VIEWS */

    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function decimals() external view returns (uint8);
    function totalSupply() external view returns (uint256);
    function balanceOf(address account) external view returns (uint256);
    function allowance(address owner_, address spender) external view returns (uint256);
    function nonces(address account) external view returns (uint256);
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool);
    function DOMAIN_SEPARATOR() external view returns (bytes32);

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

    /// @notice The units the holder can send today: neither frozen nor locked.
    function freeOf(address account) external view returns (uint256);

    /// @notice The units in lots that are still locked today.
    function lockedOf(address account) external view returns (uint256);

    /// @notice The lots still locked today, oldest first.
    function lotsOf(address account) external view returns (Lot[] memory);

    function frozenTokens(address account) external view returns (uint256);
    function getFrozenTokens(address account) external view returns (uint256);
    function isFrozen(address account) external view returns (bool);
    function paused() external view returns (bool);
    function holderCount() external view returns (uint256);
    function rules() external view returns (Rules memory);
    function countries() external view returns (uint256[4] memory);

    /// @notice Whether an issuance with this reference has been made.
    function isIssued(bytes32 ref) external view returns (bool);

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

    function identityRegistry() external view returns (address);
    function owner() external view returns (address);
    function rolesOf(address account) external view returns (uint256);
    function isAgent(address account) external view returns (bool);
    function version() external view returns (string memory);
}
