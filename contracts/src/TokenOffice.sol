// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {AGENT, DOCUMENTER, ISSUER, PAUSER, RECORDER, RECOVERER, RULER} from "./Roles.sol";
import {TokenUnits} from "./TokenUnits.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {ITokenOffice} from "./interfaces/ITokenOffice.sol";
import {Config, NEVER, configOf} from "./types/Config.sol";
import {Holding, UNITS_MAX} from "./types/Holding.sol";
import {PackedLot, packed} from "./types/PackedLot.sol";
import {Totals} from "./types/Totals.sol";
import {Document, Issuance, Lot, RoleGrant, Rules, TokenTerms} from "./types/TokenTypes.sol";

/// @title TokenOffice
/// @notice See `ITokenOffice`. What is called on a token now and then: batches, recovery, rules, record dates, documents,
///         roles.
/// @dev    Called through a token's fallback only, with that token's storage. Called directly it works on a storage of
///         its own that nobody has a role in.
contract TokenOffice is ITokenOffice, TokenUnits {
    uint256 private constant RECORD_DATES_MAX = type(uint16).max;
    uint256 private constant RECORD_DATES_AHEAD_MAX = 64;

    constructor(IInvestorRegistry registry) TokenUnits(registry) {}

    modifier onlyOwner() {
        require(msg.sender == _owner, NotOwner(msg.sender));
        _;
    }

    /* BATCHES, RECOVERY, PAUSE */

    /// @inheritdoc ITokenOffice
    function issueBatch(Issuance[] calldata issuances, bytes32 ref) external onlyRole(ISSUER) {
        _useRef(ref);
        for (uint256 i; i < issuances.length; ++i) {
            Issuance calldata one = issuances[i];
            _create(one.to, one.units, packed(Lot(one.units, one.acquiredDay, one.unlockDay, one.legend)));
        }
        emit BatchIssued(ref, issuances.length);
    }

    /// @inheritdoc ITokenOffice
    function recoveryAddress(address lost, address fresh, address identity)
        external
        onlyRole(RECOVERER | AGENT)
        returns (bool)
    {
        require(lost != fresh, SameWallet(lost));
        require(identity != address(0), ZeroAddress());
        require(REGISTRY.identity(lost) == identity, NotTheirWallet(lost, identity));
        require(REGISTRY.identity(fresh) == identity, NotTheirWallet(fresh, identity));

        uint256 frozen = _holdings[lost].frozen();
        bool walletFrozen = _holdings[lost].isFrozen();
        uint256 units = _holdings[lost].balance();

        // Thawed as a whole first, so that what is frozen travels as an amount of its own.
        if (frozen != 0) _holdings[lost] = _withFrozen(lost, _holdings[lost], 0);
        _moveAgainstRules(lost, fresh, units);
        if (frozen != 0) {
            Holding h = _holdings[fresh];
            uint256 sum = h.frozen() + frozen;
            _holdings[fresh] = _withFrozen(fresh, h, sum > UNITS_MAX ? UNITS_MAX : sum);
        }
        if (walletFrozen) _setWalletFrozen(fresh, true);
        emit RecoverySuccess(lost, fresh, identity);
        return true;
    }

    /// @inheritdoc ITokenOffice
    function pause() external onlyRole(PAUSER | AGENT) {
        require(!_config.paused(), AlreadyPaused());
        _config = _config.withPaused(true);
        emit Paused(msg.sender);
    }

    /// @inheritdoc ITokenOffice
    function unpause() external onlyRole(PAUSER | AGENT) {
        require(_config.paused(), NotPaused());
        _config = _config.withPaused(false);
        emit Unpaused(msg.sender);
    }

    /* SPLITS */

    /// @inheritdoc ITokenOffice
    function rescale(address holder, uint64 num, uint64 den)
        external
        onlyRole(ISSUER)
        returns (uint256 before, uint256 rest)
    {
        Config config = _turned();
        require(config.paused(), NotPaused());
        require(num != 0 && den != 0, RatioZero(num, den));
        Holding h = _onRecord(holder, _holdings[holder], config.epoch());
        before = h.balance();
        // 104 + 64 bits: no overflow.
        uint256 units = before * num / den;
        rest = before * num % den;
        _totals = _totalsAfter(_totalsOnRecord(config.epoch()), before, units);
        uint256 frozen = h.frozen();
        h = units < before ? h.minus(before - units) : h.plus(units - before);
        if (h.lotCount() != 0) h = _withLotsScaled(holder, h, num, den);
        if (frozen != 0) {
            // Who had no more frozen than they held has no more now.
            uint256 most = frozen <= before ? units : UNITS_MAX;
            uint256 scaled = (frozen * num + den - 1) / den;
            h = _withFrozen(holder, h, scaled < most ? scaled : most);
        }
        _holdings[holder] = h;
        if (units < before) emit Transfer(holder, address(0), before - units);
        else if (units > before) emit Transfer(address(0), holder, units - before);
    }

    /// @dev The totals when one balance goes from `before` to `units`. It never becomes something from nothing.
    function _totalsAfter(Totals totals, uint256 before, uint256 units) private pure returns (Totals) {
        uint256 supply = totals.supply() - before + units;
        require(supply <= UNITS_MAX, SupplyTooLarge(supply));
        if (units == 0 && before != 0) totals = totals.left();
        return units < before ? totals.minus(before - units) : totals.plus(units - before);
    }

    /// @dev The holding, whose balance is the new one already, with its lots rounded up as far as the balance reaches. Its
    ///      lots are stored, it is not.
    function _withLotsScaled(address holder, Holding h, uint64 num, uint64 den) private returns (Holding) {
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h, 0);
        uint256 room = h.balance();
        uint256 kept;
        for (uint256 i; i < count; ++i) {
            Lot memory lot = lots[i].lot();
            uint256 before = lot.units;
            uint256 units = (before * num + den - 1) / den;
            if (units > room) units = room;
            room -= units;
            // At most the balance.
            lot.units = uint104(units);
            if (units != 0) lots[kept++] = packed(lot);
            if (units > before) {
                emit LotOpened(holder, units - before, lot.acquiredDay, lot.unlockDay, lot.legend);
            } else if (units < before) {
                emit LotReduced(holder, before - units, lot.unlockDay, lot.legend);
            }
        }
        return _storeLots(holder, h, lots, 0, kept);
    }

    /* RULES, RECORD DATES, DOCUMENTS */

    /// @inheritdoc ITokenOffice
    function setRules(Rules calldata rules_) external onlyRole(RULER) {
        _setRules(rules_);
    }

    /// @inheritdoc ITokenOffice
    function setCountries(uint256[4] calldata bitmap) external onlyRole(RULER) {
        _setCountries(bitmap);
    }

    /// @inheritdoc ITokenOffice
    function declareRecordDate(uint40 at) external onlyRole(RECORDER) returns (uint16 id) {
        Config config = _turned();
        uint256 count = config.recordCount();
        require(count < RECORD_DATES_MAX, TooManyRecordDates(RECORD_DATES_MAX));
        uint256 earliest = block.timestamp > _recordAts[count] ? block.timestamp : _recordAts[count];
        require(earliest < at && at < NEVER, RecordDateTooEarly(at, earliest + 1));
        require(
            count - config.epoch() < RECORD_DATES_AHEAD_MAX, TooManyRecordDatesAhead(RECORD_DATES_AHEAD_MAX)
        );

        id = uint16(count + 1);
        _recordAts[id] = at;
        if (config.nextRecordAt() == NEVER) config = config.withNextRecord(config.epoch(), at);
        _config = config.withRecordCount(id);
        emit RecordDateDeclared(id, at);
    }

    /// @inheritdoc ITokenOffice
    function setDocument(bytes32 name_, string calldata uri, bytes32 hash) external onlyRole(DOCUMENTER) {
        _setDocument(Document(name_, uri, hash));
    }

    /// @inheritdoc ITokenOffice
    function setName(string calldata name_) external onlyRole(DOCUMENTER) {
        _name = name_;
        emit UpdatedTokenInformation(name_, _symbol, _config.decimals(), VERSION, address(0));
    }

    /// @inheritdoc ITokenOffice
    function setSymbol(string calldata symbol_) external onlyRole(DOCUMENTER) {
        _symbol = symbol_;
        emit UpdatedTokenInformation(_name, symbol_, _config.decimals(), VERSION, address(0));
    }

    /* ROLES */

    /// @inheritdoc ITokenOffice
    function grantRole(address account, uint256 roles) external onlyOwner {
        _setRoles(account, _roles[account] | roles);
    }

    /// @inheritdoc ITokenOffice
    function revokeRole(address account, uint256 roles) external onlyOwner {
        _setRoles(account, _roles[account] & ~roles);
    }

    /// @inheritdoc ITokenOffice
    function addAgent(address agent) external onlyOwner {
        _setRoles(agent, _roles[agent] | AGENT);
    }

    /// @inheritdoc ITokenOffice
    function removeAgent(address agent) external onlyOwner {
        _setRoles(agent, _roles[agent] & ~AGENT);
    }

    /// @inheritdoc ITokenOffice
    function transferOwnership(address newOwner) external onlyOwner {
        _setOwner(newOwner);
    }

    /// @inheritdoc ITokenOffice
    function init(TokenTerms calldata terms) external {
        require(!_initialised, AlreadyInitialised());
        require(terms.decimals <= 18, DecimalsTooLarge(terms.decimals));
        _initialised = true;
        _setOwner(terms.owner);
        _name = terms.name;
        _symbol = terms.symbol;
        _config = configOf(terms.decimals);
        emit IdentityRegistryAdded(address(REGISTRY));
        emit UpdatedTokenInformation(terms.name, terms.symbol, terms.decimals, VERSION, address(0));

        for (uint256 i; i < terms.roles.length; ++i) {
            RoleGrant calldata grant = terms.roles[i];
            _setRoles(grant.account, _roles[grant.account] | grant.roles);
        }
        _setRules(terms.rules);
        _setCountries(terms.countries);
        if (terms.document.name != bytes32(0)) _setDocument(terms.document);
    }

    /* VIEWS */

    /// @inheritdoc ITokenOffice
    function lotsOf(address account) external view returns (Lot[] memory lots) {
        (PackedLot[] memory active, uint256 count) = _activeLots(account, _holdings[account], 0);
        lots = new Lot[](count);
        for (uint256 i; i < count; ++i) {
            lots[i] = active[i].lot();
        }
    }

    /// @inheritdoc ITokenOffice
    function countries() external view returns (uint256[4] memory) {
        return _countries;
    }

    /// @inheritdoc ITokenOffice
    function recordCount() external view returns (uint16) {
        return uint16(_config.recordCount());
    }

    /// @inheritdoc ITokenOffice
    function recordAt(uint16 id) public view returns (uint40) {
        require(id != 0 && id <= _config.recordCount(), RecordDateUnknown(id));
        return _recordAts[id];
    }

    /// @inheritdoc ITokenOffice
    function balanceAtRecord(address account, uint16 id) external view returns (uint256) {
        _requirePassed(id);
        Holding h = _holdings[account];
        return _atRecord(account, h.epoch(), h.balance(), id);
    }

    /// @inheritdoc ITokenOffice
    function balancesAtRecord(address[] calldata accounts, uint16 id)
        external
        view
        returns (uint256[] memory balances)
    {
        _requirePassed(id);
        balances = new uint256[](accounts.length);
        for (uint256 i; i < accounts.length; ++i) {
            address account = accounts[i];
            Holding h = _holdings[account];
            // Most have not moved since.
            balances[i] = h.epoch() < id ? h.balance() : _atRecord(account, h.epoch(), h.balance(), id);
        }
        // The list lies in memory as the answer shows it, but for the word before it that says where it begins. Nothing
        // reads the memory after this.
        assembly {
            let answer := sub(balances, 32)
            mstore(answer, 32)
            return(answer, add(64, shl(5, mload(balances))))
        }
    }

    /// @inheritdoc ITokenOffice
    function supplyAtRecord(uint16 id) external view returns (uint256) {
        _requirePassed(id);
        return _atRecord(address(0), _totals.epoch(), _totals.supply(), id);
    }

    /// @inheritdoc ITokenOffice
    function getDocument(bytes32 name_) external view returns (string memory, bytes32, uint256) {
        Anchor storage anchor = _documents[name_];
        return (anchor.uri, anchor.hash, anchor.setAt);
    }

    /// @inheritdoc ITokenOffice
    function getAllDocuments() external view returns (bytes32[] memory) {
        return _documentNames;
    }

    /// @inheritdoc ITokenOffice
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // 0x0f: name, version, chainId and verifyingContract are used.
        return (0x0f, _name, VERSION, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /* INTERNALS */

    /// @dev `balance` has stood since `epoch`. Before, reads forward to the first balance written at or after `id`, which
    ///      stood from its `since` on; when that is later than `id`, or there is none, the balance was zero.
    function _atRecord(address holder, uint256 epoch, uint256 balance, uint256 id)
        private
        view
        returns (uint256)
    {
        if (epoch < id) return balance;
        for (uint256 i = id; i <= epoch; ++i) {
            uint256 written = _records[holder][i];
            if (written != 0) return written >> 104 <= id ? written & UNITS_MAX : 0;
        }
        return 0;
    }

    function _requirePassed(uint16 id) private view {
        uint40 at = recordAt(id);
        require(at <= block.timestamp, RecordDateNotPassed(id, at));
    }

    function _setRules(Rules calldata r) private {
        _config = _config.withRules(r.balanceMax, r.accreditedOnly, r.countriesOn, r.topics);
        _totals = _totals.withHoldersMax(r.holdersMax);
        emit RulesSet(r.balanceMax, r.holdersMax, r.accreditedOnly, r.countriesOn, r.topics);
    }

    function _setCountries(uint256[4] calldata bitmap) private {
        _countries = bitmap;
        emit CountriesSet(bitmap);
    }

    function _setDocument(Document memory document) private {
        Anchor storage anchor = _documents[document.name];
        if (anchor.setAt == 0) _documentNames.push(document.name);
        anchor.uri = document.uri;
        anchor.hash = document.hash;
        anchor.setAt = block.timestamp;
        emit DocumentUpdated(document.name, document.uri, document.hash);
    }

    function _setRoles(address account, uint256 roles) private {
        require(account != address(0), ZeroAddress());
        bool was = _roles[account] & AGENT != 0;
        bool is_ = roles & AGENT != 0;
        _roles[account] = roles;
        emit RolesChanged(account, roles);
        if (is_ && !was) emit AgentAdded(account);
        if (was && !is_) emit AgentRemoved(account);
    }

    function _setOwner(address newOwner) private {
        require(newOwner != address(0), ZeroAddress());
        emit OwnershipTransferred(_owner, newOwner);
        _owner = newOwner;
    }
}
