// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {
    Document,
    ISecurityToken,
    Issuance,
    Lot,
    RoleGrant,
    Rules,
    TokenTerms
} from "./interfaces/ISecurityToken.sol";
import {Finding, Reason} from "./Reason.sol";
import {AGENT, DOCUMENTER, FORCER, FREEZER, ISSUER, PAUSER, RECORDER, RECOVERER, RULER} from "./Roles.sol";
import {Config, NEVER, configOf} from "./types/Config.sol";
import {Holding, UNITS_MAX} from "./types/Holding.sol";
import {InvestorRecord, STATUS_ACTIVE, STATUS_BLOCKED, STATUS_NONE} from "./types/InvestorRecord.sol";
import {PackedLot, packed} from "./types/PackedLot.sol";
import {Totals} from "./types/Totals.sol";

/// @title SecurityToken
/// @notice See `ISecurityToken`, which says what each function promises. One clone of this contract is one share class.
contract SecurityToken is ISecurityToken {
    uint256 private constant LOTS_MAX = 16;
    uint256 private constant RECORD_DATES_MAX = type(uint16).max;
    uint256 private constant RECORD_DATES_AHEAD_MAX = 64;
    /// One for each reason but None.
    uint256 private constant FINDINGS_MAX = uint256(type(Reason).max);

    string public constant version = "1";
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL_TYPEHASH =
        keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");

    IInvestorRegistry private immutable REGISTRY;

    /* STORAGE: what a transfer touches comes first */

    Config private _config;
    mapping(address holder => Holding) private _holdings;
    uint256[4] private _countries;
    Totals private _totals;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    /// Filled up to `lotCount` of the holding, oldest first.
    mapping(address holder => PackedLot[LOTS_MAX]) private _lots;
    /// balance u104 | since u16: the balance at record dates `since` to `id`. The supply's are under address zero.
    mapping(address holder => mapping(uint256 id => uint256)) private _records;
    mapping(uint256 id => uint40) private _recordAts;

    address public owner;
    bool private _initialised;
    mapping(address account => uint256 roles) public rolesOf;

    mapping(address account => uint256) public nonces;
    mapping(address authorizer => mapping(bytes32 nonce => bool)) public authorizationState;
    mapping(bytes32 ref => bool) public isIssued;

    string public name;
    string public symbol;
    bytes32[] private _documentNames;
    mapping(bytes32 name => Anchor) private _documents;

    struct Anchor {
        string uri;
        bytes32 hash;
        uint256 setAt;
    }

    /// @dev The implementation itself is nobody's token.
    constructor(IInvestorRegistry registry) {
        require(address(registry).code.length != 0, ZeroAddress());
        REGISTRY = registry;
        _initialised = true;
    }

    modifier onlyOwner() {
        require(msg.sender == owner, NotOwner(msg.sender));
        _;
    }

    modifier onlyRole(uint256 roles) {
        _requireRole(roles);
        _;
    }

    /* HOLDER */

    /// @inheritdoc ISecurityToken
    function transfer(address to, uint256 units) external returns (bool) {
        _transfer(msg.sender, to, units);
        return true;
    }

    /// @inheritdoc ISecurityToken
    function transferFrom(address from, address to, uint256 units) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            require(allowed >= units, InsufficientAllowance(msg.sender, allowed, units));
            allowance[from][msg.sender] = allowed - units;
        }
        _transfer(from, to, units);
        return true;
    }

    /// @inheritdoc ISecurityToken
    function approve(address spender, uint256 units) external returns (bool) {
        _approve(msg.sender, spender, units);
        return true;
    }

    /// @inheritdoc ISecurityToken
    function permit(
        address owner_,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp <= deadline, PermitExpired(deadline));
        bytes32 words =
            keccak256(abi.encode(PERMIT_TYPEHASH, owner_, spender, value, nonces[owner_]++, deadline));
        (address signer, ECDSA.RecoverError fault,) = ECDSA.tryRecover(_digest(words), v, r, s);
        require(fault == ECDSA.RecoverError.NoError && signer == owner_, SignatureInvalid(owner_));
        _approve(owner_, spender, value);
    }

    /// @inheritdoc ISecurityToken
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        require(
            validAfter < block.timestamp && block.timestamp < validBefore,
            AuthorizationNotValidNow(validAfter, validBefore)
        );
        bytes32 words =
            keccak256(abi.encode(TRANSFER_TYPEHASH, from, to, value, validAfter, validBefore, nonce));
        _useAuthorization(from, nonce, words, signature);
        emit AuthorizationUsed(from, nonce);
        _transfer(from, to, value);
    }

    /// @inheritdoc ISecurityToken
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external {
        _useAuthorization(
            authorizer, nonce, keccak256(abi.encode(CANCEL_TYPEHASH, authorizer, nonce)), signature
        );
        emit AuthorizationCanceled(authorizer, nonce);
    }

    /* ISSUER */

    /// @inheritdoc ISecurityToken
    function mint(address to, uint256 units) external onlyRole(ISSUER | AGENT) {
        _create(to, units, PackedLot.wrap(0));
    }

    /// @inheritdoc ISecurityToken
    function issue(
        address to,
        uint256 units,
        uint16 acquiredDay,
        uint16 unlockDay,
        uint16 legend,
        bytes32 ref
    ) external onlyRole(ISSUER) {
        _useRef(ref);
        require(units <= UNITS_MAX, AmountTooLarge(units));
        _create(to, units, packed(Lot(uint104(units), acquiredDay, unlockDay, legend)));
        emit Issued(to, units, unlockDay, legend, ref);
    }

    /// @inheritdoc ISecurityToken
    function issueBatch(Issuance[] calldata issuances, bytes32 ref) external onlyRole(ISSUER) {
        _useRef(ref);
        for (uint256 i; i < issuances.length; ++i) {
            Issuance calldata one = issuances[i];
            _create(one.to, one.units, packed(Lot(one.units, one.acquiredDay, one.unlockDay, one.legend)));
        }
        emit BatchIssued(ref, issuances.length);
    }

    /// @inheritdoc ISecurityToken
    function burn(address from, uint256 units) external onlyRole(ISSUER | AGENT) {
        uint256 epoch = _turned().epoch();
        Holding h = _holdings[from];
        (h,) = _withUnitsTaken(from, h, units);
        Totals totals = _totalsOnRecord(epoch).minus(units);
        if (units != 0 && h.balance() == units) totals = totals.left();
        _totals = totals;
        _holdings[from] = _onRecord(from, h, epoch).minus(units);
        emit Transfer(from, address(0), units);
    }

    /* ENFORCEMENT */

    /// @inheritdoc ISecurityToken
    function setAddressFrozen(address account, bool freeze) external onlyRole(FREEZER | AGENT) {
        _setWalletFrozen(account, freeze);
    }

    /// @inheritdoc ISecurityToken
    function freezePartialTokens(address account, uint256 units) external onlyRole(FREEZER | AGENT) {
        Holding h = _holdings[account];
        require(units <= UNITS_MAX, AmountTooLarge(units));
        uint256 frozen = h.frozen() + units;
        require(frozen <= h.balance(), FrozenAboveBalance(frozen, h.balance()));
        _holdings[account] = _withFrozen(account, h, frozen);
    }

    /// @inheritdoc ISecurityToken
    function unfreezePartialTokens(address account, uint256 units) external onlyRole(FREEZER | AGENT) {
        Holding h = _holdings[account];
        require(units <= h.frozen(), NotFrozen(units, h.frozen()));
        _holdings[account] = _withFrozen(account, h, h.frozen() - units);
    }

    /// @inheritdoc ISecurityToken
    function setFrozenTokens(address account, uint256 units)
        external
        onlyRole(FREEZER | AGENT)
        returns (bool)
    {
        require(units <= UNITS_MAX, AmountTooLarge(units));
        _holdings[account] = _withFrozen(account, _holdings[account], units);
        return true;
    }

    /// @inheritdoc ISecurityToken
    function forcedTransfer(address from, address to, uint256 units) external onlyRole(AGENT) returns (bool) {
        _force(from, to, units);
        return true;
    }

    /// @inheritdoc ISecurityToken
    function forcedTransferFor(address from, address to, uint256 units, bytes32 reasonHash)
        external
        onlyRole(FORCER)
    {
        require(reasonHash != bytes32(0), ReasonMissing());
        _force(from, to, units);
        emit ForcedTransferReason(from, to, reasonHash);
    }

    /// @inheritdoc ISecurityToken
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

    /// @inheritdoc ISecurityToken
    function pause() external onlyRole(PAUSER | AGENT) {
        require(!_config.paused(), AlreadyPaused());
        _config = _config.withPaused(true);
        emit Paused(msg.sender);
    }

    /// @inheritdoc ISecurityToken
    function unpause() external onlyRole(PAUSER | AGENT) {
        require(_config.paused(), NotPaused());
        _config = _config.withPaused(false);
        emit Unpaused(msg.sender);
    }

    /* RULES, RECORD DATES, DOCUMENTS */

    /// @inheritdoc ISecurityToken
    function setRules(Rules calldata rules_) external onlyRole(RULER) {
        _setRules(rules_);
    }

    /// @inheritdoc ISecurityToken
    function setCountries(uint256[4] calldata bitmap) external onlyRole(RULER) {
        _setCountries(bitmap);
    }

    /// @inheritdoc ISecurityToken
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

    /// @inheritdoc ISecurityToken
    function setDocument(bytes32 name_, string calldata uri, bytes32 hash) external onlyRole(DOCUMENTER) {
        _setDocument(Document(name_, uri, hash));
    }

    /// @inheritdoc ISecurityToken
    function setName(string calldata name_) external onlyRole(DOCUMENTER) {
        name = name_;
        emit UpdatedTokenInformation(name_, symbol, decimals(), version, address(0));
    }

    /// @inheritdoc ISecurityToken
    function setSymbol(string calldata symbol_) external onlyRole(DOCUMENTER) {
        symbol = symbol_;
        emit UpdatedTokenInformation(name, symbol_, decimals(), version, address(0));
    }

    /* ROLES */

    /// @inheritdoc ISecurityToken
    function grantRole(address account, uint256 roles) external onlyOwner {
        _setRoles(account, rolesOf[account] | roles);
    }

    /// @inheritdoc ISecurityToken
    function revokeRole(address account, uint256 roles) external onlyOwner {
        _setRoles(account, rolesOf[account] & ~roles);
    }

    /// @inheritdoc ISecurityToken
    function addAgent(address agent) external onlyOwner {
        _setRoles(agent, rolesOf[agent] | AGENT);
    }

    /// @inheritdoc ISecurityToken
    function removeAgent(address agent) external onlyOwner {
        _setRoles(agent, rolesOf[agent] & ~AGENT);
    }

    /// @inheritdoc ISecurityToken
    function transferOwnership(address newOwner) external onlyOwner {
        _setOwner(newOwner);
    }

    /// @inheritdoc ISecurityToken
    function init(TokenTerms calldata terms) external {
        require(!_initialised, AlreadyInitialised());
        require(terms.decimals <= 18, DecimalsTooLarge(terms.decimals));
        _initialised = true;
        _setOwner(terms.owner);
        name = terms.name;
        symbol = terms.symbol;
        _config = configOf(terms.decimals);
        emit IdentityRegistryAdded(address(REGISTRY));
        emit UpdatedTokenInformation(terms.name, terms.symbol, terms.decimals, version, address(0));

        for (uint256 i; i < terms.roles.length; ++i) {
            RoleGrant calldata grant = terms.roles[i];
            _setRoles(grant.account, rolesOf[grant.account] | grant.roles);
        }
        _setRules(terms.rules);
        _setCountries(terms.countries);
        if (terms.document.name != bytes32(0)) _setDocument(terms.document);
    }

    /* MAY THESE UNITS MOVE */

    /// @inheritdoc ISecurityToken
    function explain(address from, address to, uint256 units)
        public
        view
        returns (Finding[] memory findings)
    {
        // One more than there are reasons: the last one counts, see `_refuse`.
        findings = new Finding[](FINDINGS_MAX + 1);
        Holding a = from == address(0) ? Holding.wrap(0) : _holdings[from];
        if (units != 0) _weigh(findings, from, to, units, _config, a, _holdings[to]);
        uint256 count = findings[FINDINGS_MAX].actual;
        // A shorter length only hides the array's unused end.
        assembly ("memory-safe") {
            mstore(findings, count)
        }
    }

    /// @inheritdoc ISecurityToken
    function canTransfer(address from, address to, uint256 units) external view returns (bool) {
        return explain(from, to, units).length == 0;
    }

    /// @dev All the rules, in the order of `Reason`. Without room in `findings` the first one reverts; with room they are
    ///      collected. So what is foretold and what is enforced are the same lines.
    ///      From the zero address is an issuance; `a` is then empty. Of a receiver whom the registry does not know, only
    ///      that is said.
    function _weigh(
        Finding[] memory findings,
        address from,
        address to,
        uint256 units,
        Config config,
        Holding a,
        Holding b
    ) private view {
        if (config.paused()) _refuse(findings, Reason.Paused, 0, 0);
        if (a.isFrozen()) _refuse(findings, Reason.SenderFrozen, 0, 0);
        if (b.isFrozen()) _refuse(findings, Reason.ReceiverFrozen, 0, 0);
        if (from == address(0)) {
            _weighReceiver(findings, config, InvestorRecord.wrap(REGISTRY.packedOf(to)));
        } else {
            (InvestorRecord sender, InvestorRecord receiver) = _pair(from, to);
            if (sender.status() == STATUS_BLOCKED) _refuse(findings, Reason.SenderBlocked, 0, 0);
            _weighReceiver(findings, config, receiver);
            _weighUnits(findings, from, units, a);
        }
        if (from != to) _weighCaps(findings, units, config, a, b);
    }

    function _weighReceiver(Finding[] memory findings, Config config, InvestorRecord receiver) private view {
        uint256 today = _today();
        if (!_weighVerified(findings, receiver, today)) return;

        if (config.accreditedOnly() && today >= receiver.accreditedUntilDay()) {
            _refuse(findings, Reason.ReceiverNotAccredited, today, receiver.accreditedUntilDay());
        }
        uint256 lacking = config.topics() & ~receiver.topics();
        if (lacking != 0) _refuse(findings, Reason.ReceiverTopicMissing, receiver.topics(), config.topics());
        if (config.countriesOn()) {
            uint256 country = receiver.country();
            // The registry keeps countries below 1024.
            if ((_countries[country >> 8] >> (country & 0xff)) & 1 == 0) {
                _refuse(findings, Reason.CountryBlocked, country, 0);
            }
        }
    }

    /// @dev What every receiver must be, of a forced transfer too. Returns whether the registry knows them.
    function _weighVerified(Finding[] memory findings, InvestorRecord receiver, uint256 today)
        private
        pure
        returns (bool)
    {
        if (receiver.status() != STATUS_ACTIVE) {
            if (receiver.status() == STATUS_NONE) {
                _refuse(findings, Reason.ReceiverNotRegistered, 0, 0);
                return false;
            }
            _refuse(findings, Reason.ReceiverBlocked, 0, 0);
        }
        if (today >= receiver.kycUntilDay()) {
            _refuse(findings, Reason.ReceiverKycExpired, today, receiver.kycUntilDay());
        }
        return true;
    }

    function _weighUnits(Finding[] memory findings, address from, uint256 units, Holding a) private view {
        uint256 free = a.balance();
        if (units > free) _refuse(findings, Reason.InsufficientBalance, units, free);
        if (a.frozen() != 0) {
            free = _less(free, a.frozen());
            if (units > free) _refuse(findings, Reason.UnitsFrozen, units, free);
        }
        // Without an active lot the lots are not read.
        if (_today() < a.lockDay()) {
            uint256 locked = _locked(from, a);
            free = _less(free, locked);
            if (locked != 0 && units > free) _refuse(findings, Reason.UnitsLocked, units, free);
        }
    }

    function _weighCaps(Finding[] memory findings, uint256 units, Config config, Holding a, Holding b)
        private
        view
    {
        uint256 max = config.balanceMax();
        if (max == 0) max = UNITS_MAX;
        unchecked {
            // Neither addend exceeds UNITS_MAX: no overflow.
            uint256 leadsTo = units > UNITS_MAX ? units : b.balance() + units;
            if (leadsTo > max) _refuse(findings, Reason.BalanceCap, leadsTo, max);
        }
        // Only somebody who enters can be one too many; a sender who leaves makes room. In an issuance nobody leaves.
        if (b.balance() == 0) {
            Totals totals = _totals;
            uint256 holders = a.balance() == units ? totals.holders() : totals.holders() + 1;
            if (totals.holdersMax() != 0 && holders > totals.holdersMax()) {
                _refuse(findings, Reason.HolderCap, holders, totals.holdersMax());
            }
        }
    }

    function _refuse(Finding[] memory findings, Reason reason, uint256 actual, uint256 limit) private pure {
        if (findings.length == 0) revert TransferRefused(reason, actual, limit);
        uint256 count = findings[FINDINGS_MAX].actual++;
        findings[count] = Finding(reason, actual, limit);
    }

    /* VIEWS */

    /// @inheritdoc ISecurityToken
    function decimals() public view returns (uint8) {
        return _config.decimals();
    }

    /// @inheritdoc ISecurityToken
    function totalSupply() external view returns (uint256) {
        return _totals.supply();
    }

    /// @inheritdoc ISecurityToken
    function balanceOf(address account) external view returns (uint256) {
        return _holdings[account].balance();
    }

    /// @inheritdoc ISecurityToken
    function freeOf(address account) external view returns (uint256) {
        Holding h = _holdings[account];
        return _less(_less(h.balance(), h.frozen()), _locked(account, h));
    }

    /// @inheritdoc ISecurityToken
    function lockedOf(address account) external view returns (uint256) {
        return _locked(account, _holdings[account]);
    }

    /// @inheritdoc ISecurityToken
    function lotsOf(address account) external view returns (Lot[] memory lots) {
        (PackedLot[] memory active, uint256 count) = _activeLots(account, _holdings[account], 0);
        lots = new Lot[](count);
        for (uint256 i; i < count; ++i) {
            lots[i] = active[i].lot();
        }
    }

    /// @inheritdoc ISecurityToken
    function frozenTokens(address account) external view returns (uint256) {
        return _holdings[account].frozen();
    }

    /// @inheritdoc ISecurityToken
    function getFrozenTokens(address account) external view returns (uint256) {
        return _holdings[account].frozen();
    }

    /// @inheritdoc ISecurityToken
    function isFrozen(address account) external view returns (bool) {
        return _holdings[account].isFrozen();
    }

    /// @inheritdoc ISecurityToken
    function paused() external view returns (bool) {
        return _config.paused();
    }

    /// @inheritdoc ISecurityToken
    function holderCount() external view returns (uint256) {
        return _totals.holders();
    }

    /// @inheritdoc ISecurityToken
    function rules() external view returns (Rules memory) {
        Config c = _config;
        return Rules({
            balanceMax: uint104(c.balanceMax()),
            holdersMax: uint32(_totals.holdersMax()),
            accreditedOnly: c.accreditedOnly(),
            countriesOn: c.countriesOn(),
            topics: uint32(c.topics())
        });
    }

    /// @inheritdoc ISecurityToken
    function countries() external view returns (uint256[4] memory) {
        return _countries;
    }

    /// @inheritdoc ISecurityToken
    function recordCount() external view returns (uint16) {
        return uint16(_config.recordCount());
    }

    /// @inheritdoc ISecurityToken
    function recordAt(uint16 id) public view returns (uint40) {
        require(id != 0 && id <= _config.recordCount(), RecordDateUnknown(id));
        return _recordAts[id];
    }

    /// @inheritdoc ISecurityToken
    function balanceAtRecord(address account, uint16 id) external view returns (uint256) {
        _requirePassed(id);
        Holding h = _holdings[account];
        return _atRecord(account, h.epoch(), h.balance(), id);
    }

    /// @inheritdoc ISecurityToken
    function balancesAtRecord(address[] calldata accounts, uint16 id)
        external
        view
        returns (uint256[] memory balances)
    {
        _requirePassed(id);
        balances = new uint256[](accounts.length);
        for (uint256 i; i < accounts.length; ++i) {
            Holding h = _holdings[accounts[i]];
            balances[i] = _atRecord(accounts[i], h.epoch(), h.balance(), id);
        }
    }

    /// @inheritdoc ISecurityToken
    function supplyAtRecord(uint16 id) external view returns (uint256) {
        _requirePassed(id);
        return _atRecord(address(0), _totals.epoch(), _totals.supply(), id);
    }

    /// @inheritdoc ISecurityToken
    function getDocument(bytes32 name_) external view returns (string memory, bytes32, uint256) {
        Anchor storage anchor = _documents[name_];
        return (anchor.uri, anchor.hash, anchor.setAt);
    }

    /// @inheritdoc ISecurityToken
    function getAllDocuments() external view returns (bytes32[] memory) {
        return _documentNames;
    }

    /// @inheritdoc ISecurityToken
    function identityRegistry() external view returns (address) {
        return address(REGISTRY);
    }

    /// @inheritdoc ISecurityToken
    function isAgent(address account) external view returns (bool) {
        return rolesOf[account] & AGENT != 0;
    }

    /// @inheritdoc ISecurityToken
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        // Never stored: a fork of the chain has another id, and must not accept what was signed for this one.
        return keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                block.chainid,
                address(this)
            )
        );
    }

    /// @inheritdoc ISecurityToken
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // 0x0f: name, version, chainId and verifyingContract are used.
        return (0x0f, name, version, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /* MOVING UNITS */

    function _transfer(address from, address to, uint256 units) private {
        // ERC-20: a transfer of nothing is a transfer like any other, and nothing moves.
        if (units != 0) {
            Config config = _turned();
            Holding a = _holdings[from];
            Holding b = _holdings[to];
            _weigh(_none(), from, to, units, config, a, b);
            if (from != to) _move(from, to, units, config.epoch(), a, b);
        }
        emit Transfer(from, to, units);
    }

    /// @dev Moves `units`, of which the sender has as many, between two accounts. A sender who leaves and a receiver who
    ///      enters cancel out.
    function _move(address from, address to, uint256 units, uint256 epoch, Holding a, Holding b) private {
        bool leaves = a.balance() == units;
        if (leaves != (b.balance() == 0)) _totals = leaves ? _totals.left() : _totals.entered();
        if (a.epoch() != epoch) a = _onRecord(from, a, epoch);
        if (b.epoch() != epoch) b = _onRecord(to, b, epoch);
        _holdings[from] = a.minus(units);
        _holdings[to] = b.plus(units);
    }

    /// @dev Creates units under the rules, in a lot when `lot` unlocks in the future.
    function _create(address to, uint256 units, PackedLot lot) private {
        emit Transfer(address(0), to, units);
        if (units == 0) return;

        Config config = _turned();
        Holding h = _holdings[to];
        _weigh(_none(), address(0), to, units, config, Holding.wrap(0), h);
        Totals totals = _totalsOnRecord(config.epoch());
        // Both are at most UNITS_MAX: the rules refuse more in one wallet.
        require(totals.supply() + units <= UNITS_MAX, SupplyTooLarge(totals.supply() + units));
        totals = totals.plus(units);
        _totals = h.balance() == 0 ? totals.entered() : totals;
        h = _onRecord(to, h, config.epoch()).plus(units);
        if (_today() < lot.unlockDay()) h = _withLotsAdded(to, h, _only(lot));
        _holdings[to] = h;
    }

    function _useRef(bytes32 ref) private {
        if (ref == bytes32(0)) return;
        require(!isIssued[ref], AlreadyIssued(ref));
        isIssued[ref] = true;
    }

    function _force(address from, address to, uint256 units) private {
        require(from != to, SameWallet(from));
        _weighVerified(_none(), InvestorRecord.wrap(REGISTRY.packedOf(to)), _today());
        _moveAgainstRules(from, to, units);
        emit ForcedTransfer(from, to, units);
    }

    /// @dev Moves units whatever the rules say; the parts of locked lots among them stay locked at the receiver's.
    function _moveAgainstRules(address from, address to, uint256 units) private {
        PackedLot[] memory moved;
        if (units != 0) {
            uint256 epoch = _turned().epoch();
            Holding a;
            (a, moved) = _withUnitsTaken(from, _holdings[from], units);
            _move(from, to, units, epoch, a, _holdings[to]);
        }
        emit Transfer(from, to, units);
        if (moved.length != 0) _holdings[to] = _withLotsAdded(to, _holdings[to], moved);
    }

    /// @dev Frees `units` of a holding, whatever holds them: free ones go first, then frozen ones are thawed as far as
    ///      needed, and locked lots are taken from, oldest first. Returns the holding, its balance as before, not stored;
    ///      and the parts of lots taken.
    function _withUnitsTaken(address from, Holding h, uint256 units)
        private
        returns (Holding, PackedLot[] memory taken)
    {
        require(units <= h.balance(), TransferRefused(Reason.InsufficientBalance, units, h.balance()));
        uint256 thawed = _less(h.balance(), h.frozen());
        if (units > thawed) h = _withFrozen(from, h, h.frozen() - (units - thawed));
        uint256 unlocked = h.balance() - _locked(from, h);
        if (units > unlocked) (h, taken) = _withLotsTaken(from, h, units - unlocked);
        return (h, taken);
    }

    /* LOTS */

    /// @dev The units in lots whose day has not come.
    function _locked(address holder, Holding h) private view returns (uint256 locked) {
        uint256 today = _today();
        if (today >= h.lockDay()) return 0;
        for (uint256 i; i < h.lotCount(); ++i) {
            PackedLot lot = _lots[holder][i];
            if (today < lot.unlockDay()) locked += lot.units();
        }
    }

    /// @dev The lots whose day has not come, with room for `more`; and how many they are.
    function _activeLots(address holder, Holding h, uint256 more)
        private
        view
        returns (PackedLot[] memory active, uint256 count)
    {
        active = new PackedLot[](h.lotCount() + more);
        uint256 today = _today();
        if (today >= h.lockDay()) return (active, 0);
        for (uint256 i; i < h.lotCount(); ++i) {
            PackedLot lot = _lots[holder][i];
            if (today < lot.unlockDay()) active[count++] = lot;
        }
    }

    /// @dev Adds lots to the holder's, merging those of one kind. Forgets expired ones on the way. Returns the holding
    ///      with its new lock day and lot count, not stored.
    function _withLotsAdded(address holder, Holding h, PackedLot[] memory added) private returns (Holding) {
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h, added.length);
        for (uint256 i; i < added.length; ++i) {
            PackedLot lot = added[i];
            uint256 at;
            while (at < count && !lots[at].isSameKind(lot)) ++at;
            if (at == count) {
                require(count < LOTS_MAX, TooManyLots(holder, LOTS_MAX));
                lots[count++] = lot;
            } else {
                lots[at] = lots[at].joinedWith(lot);
            }
            emit LotOpened(holder, lot.units(), lot.acquiredDay(), lot.unlockDay(), lot.legend());
        }
        return _storeLots(holder, h, lots, 0, count);
    }

    /// @dev Takes `units`, at most the locked ones, from the holder's lots, oldest first. Returns the holding with its
    ///      new lock day and lot count, not stored, and what was taken of which lots.
    function _withLotsTaken(address holder, Holding h, uint256 units)
        private
        returns (Holding, PackedLot[] memory taken)
    {
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h, 0);
        taken = new PackedLot[](count);
        uint256 first;
        uint256 n;
        while (units != 0) {
            PackedLot lot = lots[first];
            uint256 part = lot.units() < units ? lot.units() : units;
            taken[n++] = lot.less(lot.units() - part);
            emit LotReduced(holder, part, lot.unlockDay(), lot.legend());
            units -= part;
            if (part == lot.units()) ++first;
            else lots[first] = lot.less(part);
        }
        // The array was made for every lot there is; a shorter length only hides its empty end.
        assembly ("memory-safe") {
            mstore(taken, n)
        }
        return (_storeLots(holder, h, lots, first, count), taken);
    }

    /// @dev Stores `lots[first .. count]` in place of the holder's lots.
    function _storeLots(address holder, Holding h, PackedLot[] memory lots, uint256 first, uint256 count)
        private
        returns (Holding)
    {
        PackedLot[LOTS_MAX] storage stored = _lots[holder];
        uint256 lockDay;
        for (uint256 i = first; i < count; ++i) {
            stored[i - first] = lots[i];
            if (lots[i].unlockDay() > lockDay) lockDay = lots[i].unlockDay();
        }
        for (uint256 i = count - first; i < h.lotCount(); ++i) {
            stored[i] = PackedLot.wrap(0);
        }
        return h.withLots(count - first, lockDay);
    }

    /* FREEZES */

    /// @dev The holding with `units` frozen in all, not stored.
    function _withFrozen(address account, Holding h, uint256 units) private returns (Holding) {
        uint256 before = h.frozen();
        if (units > before) emit TokensFrozen(account, units - before);
        else if (units < before) emit TokensUnfrozen(account, before - units);
        emit Frozen(account, units);
        return h.withFrozen(units);
    }

    function _setWalletFrozen(address account, bool freeze) private {
        _holdings[account] = _holdings[account].withWalletFrozen(freeze);
        emit AddressFrozen(account, freeze, msg.sender);
    }

    /* RECORD DATES */

    /// @dev The config, after counting the record dates that have passed since anything last moved.
    function _turned() private returns (Config config) {
        config = _config;
        if (block.timestamp < config.nextRecordAt()) return config;

        uint256 epoch = config.epoch();
        uint256 nextAt = config.nextRecordAt();
        // At most RECORD_DATES_AHEAD_MAX.
        while (nextAt <= block.timestamp) {
            ++epoch;
            nextAt = epoch < config.recordCount() ? _recordAts[epoch + 1] : NEVER;
        }
        config = config.withNextRecord(epoch, nextAt);
        _config = config;
    }

    /// @dev Call before a balance changes: writes it down when a record date has passed since it last did. A balance of
    ///      nothing is not written: finding none means that.
    function _onRecord(address holder, Holding h, uint256 epoch) private returns (Holding) {
        if (h.epoch() == epoch) return h;
        if (h.balance() != 0) _records[holder][epoch] = h.balance() | ((h.epoch() + 1) << 104);
        return h.withEpoch(epoch);
    }

    /// @dev The same for the supply; not stored.
    function _totalsOnRecord(uint256 epoch) private returns (Totals totals) {
        totals = _totals;
        if (totals.epoch() == epoch) return totals;
        if (totals.supply() != 0) {
            _records[address(0)][epoch] = totals.supply() | ((totals.epoch() + 1) << 104);
        }
        return totals.withEpoch(epoch);
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
        require(at <= block.timestamp, RecordDateNotPassed(id, at));
    }

    /* SETTERS */

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
        bool was = rolesOf[account] & AGENT != 0;
        bool is_ = roles & AGENT != 0;
        rolesOf[account] = roles;
        emit RolesChanged(account, roles);
        if (is_ && !was) emit AgentAdded(account);
        if (was && !is_) emit AgentRemoved(account);
    }

    function _setOwner(address newOwner) private {
        require(newOwner != address(0), ZeroAddress());
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }

    function _approve(address owner_, address spender, uint256 units) private {
        require(spender != address(0), ZeroAddress());
        allowance[owner_][spender] = units;
        emit Approval(owner_, spender, units);
    }

    /* SIGNATURES AND SMALL THINGS */

    function _useAuthorization(address signer, bytes32 nonce, bytes32 words, bytes calldata signature)
        private
    {
        require(!authorizationState[signer][nonce], AuthorizationUsedOrCanceled(signer, nonce));
        authorizationState[signer][nonce] = true;
        require(
            signer != address(0)
                && SignatureChecker.isValidSignatureNowCalldata(signer, _digest(words), signature),
            SignatureInvalid(signer)
        );
    }

    function _digest(bytes32 words) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), words));
    }

    /// @dev `REGISTRY.pair`, without the copying that a Solidity call does: half a per cent of a transfer.
    function _pair(address from, address to)
        private
        view
        returns (InvestorRecord sender, InvestorRecord receiver)
    {
        address registry = address(REGISTRY);
        bytes32 selector = IInvestorRegistry.pair.selector;
        // Written beyond the memory in use, read from the scratch space. The registry has code, the constructor saw to
        // it, and answers with two words or reverts.
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, selector)
            mstore(add(input, 4), from)
            mstore(add(input, 36), to)
            if iszero(staticcall(gas(), registry, input, 68, 0, 64)) { revert(0, 0) }
            if iszero(eq(returndatasize(), 64)) { revert(0, 0) }
            sender := mload(0)
            receiver := mload(32)
        }
    }

    function _requireRole(uint256 roles) private view {
        require(rolesOf[msg.sender] & roles != 0, RoleMissing(msg.sender, roles));
    }

    /// @dev Days since 1 January 1970, UTC.
    function _today() private view returns (uint256 today) {
        // Not `/`, which would check that a day is not nothing.
        assembly ("memory-safe") {
            today := div(timestamp(), 86400)
        }
    }

    /// @dev a − b, or zero when b is the greater.
    function _less(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    /// @dev No room for findings: the first rule that refuses reverts.
    function _none() private pure returns (Finding[] memory none) {}

    function _only(PackedLot lot) private pure returns (PackedLot[] memory lots) {
        lots = new PackedLot[](1);
        lots[0] = lot;
    }
}
