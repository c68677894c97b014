// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {Document, ISecurityToken, Issuance, Lot, RoleGrant, Rules, TokenTerms} from "./interfaces/ISecurityToken.sol";
import {Finding, Reason} from "./Reason.sol";
import {AGENT, DOCUMENTER, FORCER, FREEZER, ISSUER, PAUSER, RECORDER, RECOVERER, RULER} from "./Roles.sol";
import {Config, NEVER, configOf} from "./types/Config.sol";
import {Counters} from "./types/Counters.sol";
import {Holding, UNITS_MAX} from "./types/Holding.sol";
import {InvestorRecord, STATUS_ACTIVE, STATUS_BLOCKED, STATUS_NONE} from "./types/InvestorRecord.sol";
import {PackedLot, packed} from "./types/PackedLot.sol";

/// @title SecurityToken
/// @notice See `ISecurityToken`, which says what each function promises. One clone of this contract is one share class.
contract SecurityToken is ISecurityToken {
    uint256 private constant LOTS_MAX = 16;
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
    bytes32 private constant CANCEL_TYPEHASH = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");

    IInvestorRegistry private immutable REGISTRY;

    /* STORAGE: what a transfer touches comes first */

    Config private _config;
    mapping(address holder => Holding) private _holdings;
    uint256[4] private _countries;
    Counters private _counters;
    /// The supply, in the shape of a holding, so that it is put on record in the same way.
    Holding private _supply;
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
        require(address(registry) != address(0), ZeroAddress());
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
        _create(to, units);
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
        _issue(to, units, acquiredDay, unlockDay, legend, ref);
    }

    /// @inheritdoc ISecurityToken
    function issueBatch(Issuance[] calldata issuances, bytes32 ref) external onlyRole(ISSUER) {
        _useRef(ref);
        for (uint256 i; i < issuances.length; ++i) {
            Issuance calldata one = issuances[i];
            _issue(one.to, one.units, one.acquiredDay, one.unlockDay, one.legend, ref);
        }
    }

    /// @inheritdoc ISecurityToken
    function burn(address from, uint256 units) external onlyRole(ISSUER | AGENT) {
        uint256 epoch = _turned().epoch();
        Holding supply = _onRecord(address(0), _supply, epoch);
        (Holding h,) = _taken(from, units, epoch);
        if (units != 0 && h.balance() == 0) _leave();
        _holdings[from] = h;
        _supply = supply.minus(units);
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
    function setFrozenTokens(address account, uint256 units) external onlyRole(FREEZER | AGENT) returns (bool) {
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

        uint256 epoch = _turned().epoch();
        uint256 frozen = _holdings[lost].frozen();
        bool walletFrozen = _holdings[lost].isFrozen();
        uint256 units = _holdings[lost].balance();

        // Thawed as a whole first, so that what is frozen travels as an amount of its own.
        if (frozen != 0) _holdings[lost] = _withFrozen(lost, _holdings[lost], 0);
        _moveAgainstRules(lost, fresh, units, epoch);
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
    function explain(address from, address to, uint256 units) public view returns (Finding[] memory findings) {
        findings = new Finding[](FINDINGS_MAX);
        uint256 n = units == 0
            ? 0
            : _weigh(from, to, units, _config, _holdings[from], _holdings[to], findings);
        // The array was made for every reason there is; a shorter length only hides its empty end.
        assembly ("memory-safe") {
            mstore(findings, n)
        }
    }

    /// @inheritdoc ISecurityToken
    function canTransfer(address from, address to, uint256 units) external view returns (bool) {
        return explain(from, to, units).length == 0;
    }

    /// @dev All the rules, in the order of `Reason`. With room in `findings` they are collected and counted; with none
    ///      the first one reverts. So that what is foretold and what is enforced are the same lines.
    function _weigh(
        address from,
        address to,
        uint256 units,
        Config config,
        Holding a,
        Holding b,
        Finding[] memory findings
    ) private view returns (uint256 n) {
        if (config.paused()) n = _refuse(findings, n, Reason.Paused, 0, 0);
        if (from != address(0) && a.isFrozen()) n = _refuse(findings, n, Reason.SenderFrozen, 0, 0);
        if (b.isFrozen()) n = _refuse(findings, n, Reason.ReceiverFrozen, 0, 0);
        n = _weighParties(from, to, config, findings, n);
        if (from != address(0)) n = _weighSender(from, units, a, findings, n);
        if (from != to) n = _weighCaps(from, units, config, a, b, findings, n);
    }

    /// @dev What the registry knows. Of a receiver it does not know, only that is said.
    function _weighParties(address from, address to, Config config, Finding[] memory findings, uint256 n)
        private
        view
        returns (uint256)
    {
        InvestorRecord receiver;
        if (from == address(0)) {
            receiver = InvestorRecord.wrap(REGISTRY.packedOf(to));
        } else {
            (uint256 f, uint256 t) = REGISTRY.pair(from, to);
            if (InvestorRecord.wrap(f).status() == STATUS_BLOCKED) {
                n = _refuse(findings, n, Reason.SenderBlocked, 0, 0);
            }
            receiver = InvestorRecord.wrap(t);
        }
        uint256 today = _today();
        n = _weighVerified(receiver, today, findings, n);
        if (receiver.status() == STATUS_NONE) return n;

        if (config.accreditedOnly() && today >= receiver.accreditedUntilDay()) {
            n = _refuse(findings, n, Reason.ReceiverNotAccredited, today, receiver.accreditedUntilDay());
        }
        uint256 required = config.topics();
        if (receiver.topics() & required != required) {
            n = _refuse(findings, n, Reason.ReceiverTopicMissing, receiver.topics(), required);
        }
        if (config.countriesOn() && !_allows(receiver.country())) {
            n = _refuse(findings, n, Reason.CountryBlocked, receiver.country(), 0);
        }
        return n;
    }

    /// @dev What every receiver must be, of a forced transfer too.
    function _weighVerified(InvestorRecord receiver, uint256 today, Finding[] memory findings, uint256 n)
        private
        pure
        returns (uint256)
    {
        if (receiver.status() == STATUS_NONE) return _refuse(findings, n, Reason.ReceiverNotRegistered, 0, 0);
        if (receiver.status() != STATUS_ACTIVE) n = _refuse(findings, n, Reason.ReceiverBlocked, 0, 0);
        if (today >= receiver.kycUntilDay()) {
            n = _refuse(findings, n, Reason.ReceiverKycExpired, today, receiver.kycUntilDay());
        }
        return n;
    }

    function _weighSender(address from, uint256 units, Holding a, Finding[] memory findings, uint256 n)
        private
        view
        returns (uint256)
    {
        if (units > a.balance()) n = _refuse(findings, n, Reason.InsufficientBalance, units, a.balance());
        uint256 thawed = _less(a.balance(), a.frozen());
        if (a.frozen() != 0 && units > thawed) n = _refuse(findings, n, Reason.UnitsFrozen, units, thawed);
        // Without an active lot the lots are not read.
        if (_today() < a.lockDay()) {
            uint256 locked = _locked(from, a);
            uint256 free = _less(thawed, locked);
            if (locked != 0 && units > free) n = _refuse(findings, n, Reason.UnitsLocked, units, free);
        }
        return n;
    }

    function _weighCaps(
        address from,
        uint256 units,
        Config config,
        Holding a,
        Holding b,
        Finding[] memory findings,
        uint256 n
    ) private view returns (uint256) {
        uint256 max = config.balanceMax() == 0 ? UNITS_MAX : config.balanceMax();
        uint256 leadsTo = units > UNITS_MAX ? units : b.balance() + units;
        if (leadsTo > max) n = _refuse(findings, n, Reason.BalanceCap, leadsTo, max);

        // Only somebody who enters can be one too many; a sender who leaves makes room.
        if (b.balance() == 0) {
            Counters counters = _counters;
            uint256 after_ = counters.holders() + 1;
            if (from != address(0) && units == a.balance()) --after_;
            if (counters.holdersMax() != 0 && after_ > counters.holdersMax()) {
                n = _refuse(findings, n, Reason.HolderCap, after_, counters.holdersMax());
            }
        }
        return n;
    }

    function _refuse(Finding[] memory findings, uint256 n, Reason reason, uint256 actual, uint256 limit)
        private
        pure
        returns (uint256)
    {
        if (findings.length == 0) revert TransferRefused(reason, actual, limit);
        findings[n] = Finding(reason, actual, limit);
        return n + 1;
    }

    /* VIEWS */

    /// @inheritdoc ISecurityToken
    function decimals() public view returns (uint8) {
        return _config.decimals();
    }

    /// @inheritdoc ISecurityToken
    function totalSupply() external view returns (uint256) {
        return _supply.balance();
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
        (PackedLot[] memory active, uint256 count) = _activeLots(account, _holdings[account]);
        lots = new Lot[](count);
        for (uint256 i; i < count; ++i) lots[i] = active[i].lot();
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
        return _counters.holders();
    }

    /// @inheritdoc ISecurityToken
    function rules() external view returns (Rules memory) {
        Config c = _config;
        return Rules({
            balanceMax: uint104(c.balanceMax()),
            holdersMax: uint32(_counters.holdersMax()),
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
        return _atRecord(account, _holdings[account], id);
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
            balances[i] = _atRecord(accounts[i], _holdings[accounts[i]], id);
        }
    }

    /// @inheritdoc ISecurityToken
    function supplyAtRecord(uint16 id) external view returns (uint256) {
        _requirePassed(id);
        return _atRecord(address(0), _supply, id);
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
                DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256(bytes(version)), block.chainid, address(this)
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
            _weigh(from, to, units, config, a, b, _none());
            if (from != to) {
                _countMove(a, b, units);
                _holdings[from] = _onRecord(from, a, config.epoch()).minus(units);
                _holdings[to] = _onRecord(to, b, config.epoch()).plus(units);
            }
        }
        emit Transfer(from, to, units);
    }

    /// @dev Keeps the number of holders when units move from a holder to another account. A sender who leaves and a
    ///      receiver who enters cancel out.
    function _countMove(Holding a, Holding b, uint256 units) private {
        bool leaves = a.balance() == units;
        bool enters = b.balance() == 0;
        if (leaves != enters) leaves ? _leave() : _enter();
    }

    function _enter() private {
        Counters counters = _counters;
        _counters = counters.withHolders(counters.holders() + 1);
    }

    function _leave() private {
        Counters counters = _counters;
        _counters = counters.withHolders(counters.holders() - 1);
    }

    /// @dev Creates units under the rules; `to` is in the register afterwards.
    function _create(address to, uint256 units) private {
        if (units != 0) {
            Config config = _turned();
            Holding h = _holdings[to];
            _weigh(address(0), to, units, config, Holding.wrap(0), h, _none());
            Holding supply = _onRecord(address(0), _supply, config.epoch());
            // Both are at most UNITS_MAX: the rules refuse more in one wallet.
            require(supply.balance() + units <= UNITS_MAX, SupplyTooLarge(supply.balance() + units));
            if (h.balance() == 0) _enter();
            _holdings[to] = _onRecord(to, h, config.epoch()).plus(units);
            _supply = supply.plus(units);
        }
        emit Transfer(address(0), to, units);
    }

    function _issue(
        address to,
        uint256 units,
        uint16 acquiredDay,
        uint16 unlockDay,
        uint16 legend,
        bytes32 ref
    ) private {
        _create(to, units);
        emit Issued(to, units, unlockDay, legend, ref);
        if (units != 0 && _today() < unlockDay) {
            PackedLot[] memory lots = new PackedLot[](1);
            lots[0] = packed(Lot(uint104(units), acquiredDay, unlockDay, legend));
            _holdings[to] = _withLotsAdded(to, _holdings[to], lots);
        }
    }

    function _useRef(bytes32 ref) private {
        if (ref == bytes32(0)) return;
        require(!isIssued[ref], AlreadyIssued(ref));
        isIssued[ref] = true;
    }

    function _force(address from, address to, uint256 units) private {
        require(from != to, SameWallet(from));
        _weighVerified(InvestorRecord.wrap(REGISTRY.packedOf(to)), _today(), _none(), 0);
        _moveAgainstRules(from, to, units, _turned().epoch());
        emit ForcedTransfer(from, to, units);
    }

    function _moveAgainstRules(address from, address to, uint256 units, uint256 epoch) private {
        Holding b = _holdings[to];
        if (units != 0) _countMove(_holdings[from], b, units);
        (Holding a, PackedLot[] memory moved) = _taken(from, units, epoch);
        _holdings[from] = a;
        b = _onRecord(to, b, epoch).plus(units);
        _holdings[to] = moved.length == 0 ? b : _withLotsAdded(to, b, moved);
        emit Transfer(from, to, units);
    }

    /// @dev The holding of `from` without `units`, whatever holds them: free ones go first, then frozen ones are thawed
    ///      as far as needed, and locked lots are taken from, oldest first. Returns the parts of lots taken. Does not
    ///      store the holding.
    function _taken(address from, uint256 units, uint256 epoch)
        private
        returns (Holding h, PackedLot[] memory moved)
    {
        h = _holdings[from];
        require(units <= h.balance(), TransferRefused(Reason.InsufficientBalance, units, h.balance()));

        uint256 thawed = _less(h.balance(), h.frozen());
        if (units > thawed) h = _withFrozen(from, h, h.frozen() - (units - thawed));
        uint256 unlocked = h.balance() - _locked(from, h);
        if (units > unlocked) (h, moved) = _withLotsTaken(from, h, units - unlocked);
        h = _onRecord(from, h, epoch).minus(units);
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

    /// @dev The lots whose day has not come, with room for as many again; and how many they are.
    function _activeLots(address holder, Holding h)
        private
        view
        returns (PackedLot[] memory active, uint256 count)
    {
        active = new PackedLot[](2 * LOTS_MAX);
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
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h);
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
        (PackedLot[] memory lots, uint256 count) = _activeLots(holder, h);
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
        for (uint256 i = count - first; i < h.lotCount(); ++i) stored[i] = PackedLot.wrap(0);
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

    /// @dev Reads forward to the first balance written at or after `id`. It holds from `since` on; when that is later
    ///      than `id`, or there is none, the balance was zero.
    function _atRecord(address holder, Holding h, uint256 id) private view returns (uint256) {
        if (h.epoch() < id) return h.balance();
        for (uint256 i = id; i <= h.epoch(); ++i) {
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
        _counters = _counters.withHoldersMax(r.holdersMax);
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

    function _useAuthorization(address signer, bytes32 nonce, bytes32 words, bytes calldata signature) private {
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

    function _requireRole(uint256 roles) private view {
        require(rolesOf[msg.sender] & roles != 0, RoleMissing(msg.sender, roles));
    }

    function _allows(uint256 country) private view returns (bool) {
        // The registry keeps countries below 1024.
        return (_countries[country >> 8] >> (country & 0xff)) & 1 != 0;
    }

    /// @dev Days since 1 January 1970, UTC.
    function _today() private view returns (uint256) {
        return block.timestamp / 1 days;
    }

    /// @dev a − b, or zero when b is the greater.
    function _less(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    /// @dev No room for findings: the first rule that refuses reverts.
    function _none() private pure returns (Finding[] memory none) {}
}
