// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding, sentenceOf} from "./Reason.sol";
import {AGENT, DOCUMENTER, FREEZER, ISSUER, PAUSER, RECORDER, RULER} from "./Roles.sol";
import {TokenCompliance} from "./TokenCompliance.sol";
import {TokenUnits} from "./TokenUnits.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {isSupported} from "./interfaces/Standards.sol";
import {ITokenOffice} from "./interfaces/ITokenOffice.sol";
import {Config, NEVER, emptyConfig, homeCountryOf} from "./types/Config.sol";
import {Holding, UNITS_MAX} from "./types/Holding.sol";
import {STATUS_BLOCKED} from "./types/InvestorRecord.sol";
import {Totals} from "./types/Totals.sol";
import {PackedLot} from "./types/PackedLot.sol";
import {Document, Hold, Lot, RoleGrant, Rules, TokenTerms} from "./types/TokenTypes.sol";

/// @title TokenOffice
/// @notice See `ITokenOffice`. What is called on a token now and then and moves nothing: rules, record dates, documents,
///         roles, and what other standards ask.
/// @dev    Called through a token's fallback only, with that token's storage. Called directly it works on a storage of
///         its own that nobody has a role in. What a compliance contract answers it has `TokenCompliance` answer, which it makes
///         at its own birth.
contract TokenOffice is ITokenOffice, TokenUnits {
    uint256 private constant RECORD_DATES_MAX = type(uint16).max;
    uint256 private constant RESCALINGS_MAX = type(uint16).max;
    uint256 private constant RECORD_DATES_AHEAD_MAX = 64;
    /// A second apart, all of them would be used up within a day.
    uint256 private constant RECORD_DATES_APART_MIN = 1 hours;
    /// Further ahead than a quarter's would keep every earlier one out for longer.
    uint256 private constant RECORD_DATE_DISTANCE_MAX = 92 days;

    address private immutable COMPLIANCE;

    constructor(IInvestorRegistry registry) TokenUnits(registry) {
        COMPLIANCE = address(new TokenCompliance(registry));
    }

    fallback() external {
        _handTo(COMPLIANCE);
    }

    modifier onlyOwner() {
        require(msg.sender == _owner, NotOwner(msg.sender));
        _;
    }

    /* PAUSE */

    /// @inheritdoc ITokenOffice
    function pause() external onlyRole(PAUSER | AGENT) {
        require(!_config.paused(), AlreadyPaused());
        _config = _config.withPaused(true);
        emit Paused(msg.sender);
    }

    /// @inheritdoc ITokenOffice
    function unpause() external onlyRole(PAUSER | AGENT) {
        require(_config.paused(), NotPaused());
        // Some hold new units by now and others old ones.
        require(!_isRescaling, ActionRunning(_heldAlone, 0));
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
        require(_isRescaling && _heldAlone == msg.sender, NotHeld(msg.sender));
        require(num != 0 && den != 0, RatioZero(num, den));
        Holding h = _onRecord(holder, _unfolded(holder, _holdings[holder].word), config.epoch());
        before = h.balance();
        // 104 + 64 bits: no overflow.
        uint256 units = before * num / den;
        rest = before * num % den;
        Totals totals = _totalsAfter(_totalsOnRecord(config.epoch()), before, units);
        if (units == 0) {
            totals = totals.recounted(h.standing(), 0);
            h = h.withStanding(0);
        }
        _totals = totals;
        uint256 frozen = h.frozen();
        h = units < before ? h.minus(before - units) : h.plus(units - before);
        if (h.lotCount() != 0) h = _withLotsScaled(holder, h, num, den);
        if (frozen != 0) {
            // Who had no more frozen than they held has no more now.
            uint256 most = frozen <= before ? units : UNITS_MAX;
            h = _withFrozen(holder, h, _scaledUp(frozen, num, den, most));
        }
        _holdings[holder].word = h;
        if (units != before) _announceRescaled(config, holder, before, units);
    }

    /// @dev To readers of events and to modules, what a split makes is issued, and what it takes is burned.
    function _announceRescaled(Config config, address holder, uint256 before, uint256 units) private {
        (address from, address to) = units < before ? (holder, address(0)) : (address(0), holder);
        uint256 moved = units < before ? before - units : units - before;
        emit Transfer(from, to, moved);
        if (config.hasModules()) _tell(from, to, moved, false);
    }

    /// @dev The totals when one balance goes from `before` to `units`. It never becomes something from nothing.
    function _totalsAfter(Totals totals, uint256 before, uint256 units) private pure returns (Totals) {
        uint256 supply = totals.supply() - before + units;
        require(supply <= UNITS_MAX, SupplyTooLarge(supply));
        return units < before ? totals.minus(before - units) : totals.plus(units - before);
    }

    /// @dev The holding, whose balance is the new one already, with its lots rounded up as far as the balance reaches. Its
    ///      lots are stored in their order, it is not.
    function _withLotsScaled(address holder, Holding h, uint64 num, uint64 den) private returns (Holding) {
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h, 0);
        PackedLot[] memory scaled = _scaledLots(lots, count, num, den, h.balance());
        uint256 kept;
        for (uint256 i; i < count; ++i) {
            PackedLot lot = lots[i];
            (uint256 before, uint256 units) = (lot.units(), scaled[i].units());
            if (units > before) {
                emit LotOpened(holder, units - before, lot.acquiredDay(), lot.unlockDay(), lot.legend());
            } else if (units < before) {
                emit LotReduced(holder, before - units, lot.unlockDay(), lot.legend());
            }
            if (units != 0) scaled[kept++] = scaled[i];
        }
        return _storeLots(holder, h, scaled, kept);
    }

    /// @dev The first `count` lots, each of which ends where the sum of it and all that are locked longer does, rounded up.
    ///      So lots gain less than one unit together, and no lock loses units to a shorter one.
    function _scaledLots(PackedLot[] memory lots, uint256 count, uint64 num, uint64 den, uint256 most)
        private
        pure
        returns (PackedLot[] memory scaled)
    {
        scaled = new PackedLot[](count);
        for (uint256 i; i < count; ++i) {
            uint256 longer;
            for (uint256 j; j < count; ++j) {
                (uint256 day, uint256 other) = (lots[i].unlockDay(), lots[j].unlockDay());
                if (other > day || (other == day && j < i)) longer += lots[j].units();
            }
            uint256 end = _scaledUp(longer + lots[i].units(), num, den, most);
            scaled[i] = lots[i].withUnits(end - _scaledUp(longer, num, den, most));
        }
    }

    /// @dev Rounded up, and at most `most`. 104 + 64 bits: no overflow.
    function _scaledUp(uint256 units, uint256 num, uint256 den, uint256 most) private pure returns (uint256) {
        uint256 scaled = (units * num + den - 1) / den;
        return scaled < most ? scaled : most;
    }

    /* CORPORATE ACTIONS, ONE AT A TIME */

    /// @inheritdoc ITokenOffice
    function hold(Hold kind) external onlyRole(ISSUER) {
        (address alone, uint32 shared) = (_heldAlone, _heldShared);
        require(alone == address(0) && (kind == Hold.Shared || shared == 0), ActionRunning(alone, shared));
        if (kind == Hold.Shared) {
            _heldShared = shared + 1;
            ++_sharedHolds[msg.sender];
        } else {
            _heldAlone = msg.sender;
            if (kind == Hold.Rescaling) {
                // What passes in the pause is counted at its end: whatever has passed before it is counted now.
                Config config = _turned();
                require(config.paused(), NotPaused());
                require(config.rescalings() < RESCALINGS_MAX, TooManyRescalings(RESCALINGS_MAX));
                config = config.withRescaled();
                _rescaledAfter[config.rescalings()] = config.epoch();
                (_config, _isRescaling) = (config, true);
            }
        }
        emit Held(msg.sender, kind);
    }

    /// @inheritdoc ITokenOffice
    function letGo(bool shared) external {
        // Who ends what the owner has ended before is not to be stopped by that.
        if (shared ? _sharedHolds[msg.sender] == 0 : _heldAlone != msg.sender) return;
        if (shared) {
            --_heldShared;
            --_sharedHolds[msg.sender];
        } else {
            (_heldAlone, _isRescaling) = (address(0), false);
        }
        emit LetGo(msg.sender, shared);
    }

    /// @inheritdoc ITokenOffice
    function endHolds(address account) external onlyOwner {
        bool alone = account != address(0) && _heldAlone == account;
        uint256 shared = _sharedHolds[account];
        require(alone || shared != 0, NotHeld(account));
        if (alone) (_heldAlone, _isRescaling) = (address(0), false);
        // Part of the sum.
        _heldShared -= uint32(shared);
        _sharedHolds[account] = 0;
        ++_holdsEnded[account];
        emit HoldsEnded(account, alone, shared);
    }

    /// @inheritdoc ITokenOffice
    function holds() external view returns (address, uint32) {
        return (_heldAlone, _heldShared);
    }

    /// @inheritdoc ITokenOffice
    function holdsEnded(address account) external view returns (uint256) {
        return _holdsEnded[account];
    }

    /* BATCHES OF FREEZES */

    /// @inheritdoc ITokenOffice
    function batchSetAddressFrozen(address[] calldata accounts, bool[] calldata freeze)
        external
        onlyRole(FREEZER | AGENT)
    {
        _requireEqual(accounts.length, freeze.length);
        for (uint256 i; i < accounts.length; ++i) {
            _setWalletFrozen(accounts[i], freeze[i]);
        }
    }

    /// @inheritdoc ITokenOffice
    function batchFreezePartialTokens(address[] calldata accounts, uint256[] calldata units)
        external
        onlyRole(FREEZER | AGENT)
    {
        _requireEqual(accounts.length, units.length);
        for (uint256 i; i < accounts.length; ++i) {
            _freeze(accounts[i], units[i]);
        }
    }

    /// @inheritdoc ITokenOffice
    function batchUnfreezePartialTokens(address[] calldata accounts, uint256[] calldata units)
        external
        onlyRole(FREEZER | AGENT)
    {
        _requireEqual(accounts.length, units.length);
        for (uint256 i; i < accounts.length; ++i) {
            _thaw(accounts[i], units[i]);
        }
    }

    /* COUNTS */

    /// @inheritdoc ITokenOffice
    function recount(address[] calldata wallets) external {
        Totals totals = _totals;
        uint256 today = _today();
        for (uint256 i; i < wallets.length; ++i) {
            Holding h = _holdings[wallets[i]].word;
            if (h.balance() == 0) continue;
            uint256 standing = _standing(h, _recordOf(wallets[i]), today);
            if (h.standing() == standing) continue;
            totals = totals.recounted(h.standing(), standing);
            _holdings[wallets[i]].word = h.withStanding(standing);
        }
        _totals = totals;
    }

    /* WHAT ERC-3643 SETS ELSEWHERE */

    /// @inheritdoc ITokenOffice
    function setIdentityRegistry(address registry) external onlyRole(RULER) {
        require(registry == address(REGISTRY), IdentityRegistryFixed(address(REGISTRY)));
        emit IdentityRegistryAdded(registry);
    }

    /// @inheritdoc ITokenOffice
    function setCompliance(address compliance_) external onlyRole(RULER) {
        require(compliance_ == address(this), ComplianceIsTheToken());
        emit ComplianceAdded(compliance_);
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
        // Of some the units are split or redeemed by now, and of others not.
        require(_heldAlone == address(0), ActionRunning(_heldAlone, 0));
        Config config = _turned();
        uint256 count = _recordCount;
        require(count < RECORD_DATES_MAX, TooManyRecordDates(RECORD_DATES_MAX));
        uint256 earliest = _recordAts[count] + RECORD_DATES_APART_MIN;
        if (earliest <= block.timestamp) earliest = block.timestamp + 1;
        uint256 latest = block.timestamp + RECORD_DATE_DISTANCE_MAX;
        require(earliest <= at, RecordDateTooEarly(at, earliest));
        require(at <= latest, RecordDateTooLate(at, latest));
        require(
            count - config.epoch() < RECORD_DATES_AHEAD_MAX, TooManyRecordDatesAhead(RECORD_DATES_AHEAD_MAX)
        );

        id = uint16(count + 1);
        _recordAts[id] = at;
        _recordCount = id;
        if (config.nextRecordAt() == NEVER) _config = config.withNextRecord(config.epoch(), at);
        emit RecordDateDeclared(id, at);
    }

    /// @inheritdoc ITokenOffice
    function setDocument(bytes32 name_, string calldata uri, bytes32 hash) external onlyRole(DOCUMENTER) {
        _setDocument(Document(name_, uri, hash));
    }

    /// @inheritdoc ITokenOffice
    function setName(string calldata name_) external onlyRole(DOCUMENTER) {
        _name = name_;
        emit UpdatedTokenInformation(name_, _symbol, _decimals, VERSION, _onchainId);
    }

    /// @inheritdoc ITokenOffice
    function setSymbol(string calldata symbol_) external onlyRole(DOCUMENTER) {
        _symbol = symbol_;
        emit UpdatedTokenInformation(_name, symbol_, _decimals, VERSION, _onchainId);
    }

    /// @inheritdoc ITokenOffice
    function setOnchainID(address identity) external onlyRole(DOCUMENTER) {
        _onchainId = identity;
        emit UpdatedTokenInformation(_name, _symbol, _decimals, VERSION, identity);
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
        _decimals = terms.decimals;
        _config = emptyConfig();
        emit IdentityRegistryAdded(address(REGISTRY));
        emit ComplianceAdded(address(this));
        emit TokenBound(address(this));
        emit UpdatedTokenInformation(terms.name, terms.symbol, terms.decimals, VERSION, address(0));

        for (uint256 i; i < terms.roles.length; ++i) {
            RoleGrant calldata grant = terms.roles[i];
            _setRoles(grant.account, _roles[grant.account] | grant.roles);
        }
        _setRules(terms.rules);
        _setCountries(terms.countries);
        if (terms.document.name != bytes32(0)) _setDocument(terms.document);
    }

    /* VIEWS OF OTHER STANDARDS */

    /// @inheritdoc ITokenOffice
    function onchainID() external view returns (address) {
        return _onchainId;
    }

    /// @inheritdoc ITokenOffice
    function compliance() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc ITokenOffice
    function canSend(address account) public view returns (bool) {
        return !_holdings[account].word.isFrozen() && _recordOf(account).status() != STATUS_BLOCKED;
    }

    /// @inheritdoc ITokenOffice
    function canReceive(address account) public view returns (bool) {
        Finding[] memory findings = new Finding[](FINDINGS_MAX + 1);
        _weighReceiver(findings, _config, _recordOf(account), _today());
        return !_holdings[account].word.isFrozen() && findings[FINDINGS_MAX].actual == 0;
    }

    /// @inheritdoc ITokenOffice
    function canTransact(address account) external view returns (bool) {
        return canSend(account) && canReceive(account);
    }

    /// @inheritdoc ITokenOffice
    function detectTransferRestriction(address from, address to, uint256 units)
        external
        view
        returns (uint8)
    {
        Finding[] memory findings = ISecurityToken(address(this)).explain(from, to, units);
        return findings.length == 0 ? 0 : uint8(findings[0].reason);
    }

    /// @inheritdoc ITokenOffice
    function messageForTransferRestriction(uint8 code) external pure returns (string memory) {
        return sentenceOf(code);
    }

    /// @inheritdoc ITokenOffice
    function clock() external view returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc ITokenOffice
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc ITokenOffice
    function getVotes(address account) external view returns (uint256) {
        return _holdings[account].word.balance();
    }

    /// @inheritdoc ITokenOffice
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256) {
        return balanceAtRecord(account, _recordOf(timepoint));
    }

    /// @inheritdoc ITokenOffice
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256) {
        return supplyAtRecord(_recordOf(timepoint));
    }

    /// @inheritdoc ITokenOffice
    function delegates(address account) external pure returns (address) {
        return account;
    }

    /// @inheritdoc ITokenOffice
    function delegate(address delegatee) external view {
        require(delegatee == msg.sender, DelegationRefused());
    }

    /// @inheritdoc ITokenOffice
    function delegateBySig(address, uint256, uint256, uint8, bytes32, bytes32) external pure {
        revert DelegationRefused();
    }

    /// @inheritdoc ITokenOffice
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return isSupported(id);
    }

    /* VIEWS */

    /// @inheritdoc ITokenOffice
    function standingOf(address account) external view returns (uint8) {
        return uint8(_holdings[account].word.standing());
    }

    /// @inheritdoc ITokenOffice
    function lotsOf(address account) external view returns (Lot[] memory lots) {
        (PackedLot[] memory active, uint256 count) = _activeLots(account, _holdings[account].word, 0);
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
        return _recordCount;
    }

    /// @inheritdoc ITokenOffice
    function recordAt(uint16 id) public view returns (uint40) {
        require(id != 0 && id <= _recordCount, RecordDateUnknown(id));
        return _recordAts[id];
    }

    /// @inheritdoc ITokenOffice
    function balanceAtRecord(address account, uint16 id) public view returns (uint256) {
        _requirePassed(id);
        Holding h = _holdings[account].word;
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
            address account;
            // `accounts[i]`, within its bounds; a word that is no address reverts, as where Solidity reads one.
            assembly ("memory-safe") {
                account := calldataload(add(accounts.offset, shl(5, i)))
                if shr(160, account) { revert(0, 0) }
            }
            Holding h = _holdings[account].word;
            // Most have not moved since.
            uint256 held = h.epoch() < id ? h.balance() : _atRecord(account, h.epoch(), h.balance(), id);
            // `balances[i]`, of which there is one for each account.
            assembly ("memory-safe") {
                mstore(add(add(balances, 32), shl(5, i)), held)
            }
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
    function supplyAtRecord(uint16 id) public view returns (uint256) {
        _requirePassed(id);
        return _atRecord(address(0), _totals.epoch(), _totals.supply(), id);
    }

    /// @inheritdoc ITokenOffice
    function rescalingsAtRecord(uint16 id) external view returns (uint256 count) {
        _requirePassed(id);
        count = _config.rescalings();
        // As many as there were after it.
        while (_rescaledAfter[count] >= id) --count;
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

    /// @dev The record date of this instant. They are in order: a binary search.
    function _recordOf(uint256 timepoint) private view returns (uint16) {
        uint256 low = 1;
        uint256 high = _recordCount;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_recordAts[middle] < timepoint) low = middle + 1;
            else high = middle;
        }
        require(high != 0 && _recordAts[low] == timepoint, NotARecordDate(timepoint));
        return uint16(low);
    }

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
        Config config = _config;
        bool isLater = config.paused() && _isRescaling && id > config.epoch();
        require(at <= block.timestamp && !isLater, RecordDateNotPassed(id, at));
    }

    function _setRules(Rules calldata r) private {
        _config = _config.withRules(r);
        _totals = _totals.withHoldersMax(r.holdersMax);
        emit RulesSet(
            r.balanceMax,
            r.holdersMax,
            r.accreditedOnly,
            r.countriesOn,
            r.topics,
            r.usHoldersMax,
            r.nonAccreditedHoldersMax
        );
    }

    function _setCountries(uint256[4] calldata bitmap) private {
        _countries = bitmap;
        _config = _config.withHomeCountry(homeCountryOf(bitmap));
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
