// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {ITokenErrors} from "./interfaces/ITokenErrors.sol";
import {ITokenEvents} from "./interfaces/ITokenEvents.sol";
import {Config, NEVER} from "./types/Config.sol";
import {Holding} from "./types/Holding.sol";
import {PackedLot} from "./types/PackedLot.sol";
import {Totals} from "./types/Totals.sol";

/// @title  The storage of a token, and what keeps record dates
/// @notice `SecurityToken`, `TokenOffice` and `TokenCompliance` run on this one layout: the latter two are called with the
///         token's storage, so no state may be declared anywhere but here.
abstract contract TokenState is ITokenErrors, ITokenEvents {
    uint256 internal constant LOTS_MAX = 16;
    /// As many of them as transfers may open: the others are for issuance, recovery and force, whatever somebody sends.
    uint256 internal constant LOTS_OF_TRANSFERS_MAX = 8;
    uint256 internal constant MODULES_MAX = 8;
    /// Of what is signed: part of the EIP-712 domain.
    string internal constant VERSION = "1";

    IInvestorRegistry internal immutable REGISTRY;

    /* STORAGE: what a transfer touches comes first */

    Config internal _config;
    mapping(address holder => Place) internal _holdings;
    uint256[4] internal _countries;
    Totals internal _totals;
    mapping(address owner => mapping(address spender => uint256)) internal _allowances;

    /// Filled up to `lotCount` of the holding, oldest first.
    mapping(address holder => PackedLot[LOTS_MAX]) internal _lots;
    /// balance u104 | since u16: the balance at record dates `since` to `id`. The supply's are under address zero.
    mapping(address holder => mapping(uint256 id => uint256)) internal _records;
    mapping(uint256 id => uint40) internal _recordAts;

    address internal _owner;
    bool internal _initialised;
    uint8 internal _decimals;
    mapping(address account => uint256 roles) internal _roles;

    mapping(address account => uint256) internal _nonces;
    mapping(address authorizer => mapping(bytes32 nonce => bool)) internal _authorizations;
    mapping(bytes32 ref => bool) internal _issued;

    string internal _name;
    string internal _symbol;
    bytes32[] internal _documentNames;
    mapping(bytes32 name => Anchor) internal _documents;

    /// At most MODULES_MAX, in the order in which they are asked.
    address[] internal _modules;
    address internal _onchainId;
    /// The corporate actions that hold the token: see `ITokenOffice.hold`.
    address internal _heldAlone;
    uint32 internal _heldShared;
    uint16 internal _recordCount;
    bool internal _isRescaling;
    mapping(address by => uint256) internal _sharedHolds;
    mapping(address account => uint256) internal _holdsEnded;
    /// How many record dates had passed when the units were rescaled for the nth time.
    mapping(uint256 n => uint256 epoch) internal _rescaledAfter;
    /// While modules are told of a movement: they must not make another.
    bool internal transient _telling;

    /// Where a holding is kept. A pointer to it is hashed once, for reading and for writing.
    struct Place {
        Holding word;
    }

    struct Anchor {
        string uri;
        bytes32 hash;
        uint256 setAt;
    }

    /// @dev The contract that others are clones of is itself nobody's token.
    constructor(IInvestorRegistry registry) {
        require(address(registry).code.length != 0, ZeroAddress());
        REGISTRY = registry;
        _initialised = true;
    }

    modifier onlyRole(uint256 roles) {
        _requireRole(roles);
        _;
    }

    /* RECORD DATES */

    /// @dev The config, after counting the record dates that have passed since anything last moved. Whatever moves units
    ///      begins here.
    function _turned() internal returns (Config config) {
        config = _config;
        if (config.hasModules()) _requireQuiet();
        if (block.timestamp < config.nextRecordAt()) return config;
        // A record date that passes while units are split, in a pause, is counted at the end: in new units, for everybody.
        if (config.paused() && _isRescaling) return config;

        uint256 epoch = config.epoch();
        uint256 nextAt = config.nextRecordAt();
        // At most RECORD_DATES_AHEAD_MAX.
        while (nextAt <= block.timestamp) {
            ++epoch;
            nextAt = _recordAts[epoch + 1];
            if (nextAt == 0) nextAt = NEVER;
        }
        config = config.withNextRecord(epoch, nextAt);
        _config = config;
    }

    /// @dev Call before a balance changes: writes it down when a record date has passed since it last did. A balance of
    ///      nothing is not written: finding none means that.
    function _onRecord(address holder, Holding h, uint256 epoch) internal returns (Holding) {
        if (h.epoch() == epoch) return h;
        if (h.balance() != 0) _records[holder][epoch] = h.balance() | ((h.epoch() + 1) << 104);
        return h.withEpoch(epoch);
    }

    /// @dev The same for the supply; not stored.
    function _totalsOnRecord(uint256 epoch) internal returns (Totals totals) {
        totals = _totals;
        if (totals.epoch() == epoch) return totals;
        if (totals.supply() != 0) {
            _records[address(0)][epoch] = totals.supply() | ((totals.epoch() + 1) << 104);
        }
        return totals.withEpoch(epoch);
    }

    /* SMALL THINGS */

    /// @dev Has another part of the token answer the whole call, on this storage and for this caller.
    function _handTo(address part) internal {
        // Takes over the whole memory, as nothing of Solidity's runs after it.
        assembly {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), part, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(done) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    function _requireQuiet() internal view {
        require(!_telling, ModuleReentered());
    }

    function _requireRole(uint256 roles) internal view {
        require(_roles[msg.sender] & roles != 0, RoleMissing(msg.sender, roles));
    }

    function _requireEqual(uint256 length, uint256 other) internal pure {
        require(length == other, LengthMismatch(length, other));
    }

    /// @dev Days since 1 January 1970, UTC.
    function _today() internal view returns (uint256 today) {
        // Not `/`, which would check that a day is not nothing.
        assembly ("memory-safe") {
            today := div(timestamp(), 86400)
        }
    }

    /// @dev a − b, or zero when b is the greater.
    function _less(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
