// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IIdentityRegistry, IIdentityRegistryStorage} from "./interfaces/IERC3643Registry.sol";
import {IClassCounter, IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {InvestorRecords} from "./InvestorRecords.sol";
import {TrustedIssuers} from "./TrustedIssuers.sol";
import {domainSeparator, requireSigned} from "./TypedData.sol";
import {
    Investor,
    InvestorRecord,
    MARKS,
    STATUS_ACTIVE,
    STATUS_BLOCKED,
    STATUS_NONE
} from "./types/InvestorRecord.sol";
import {Voucher, topicsBehind} from "./types/Voucher.sol";

/// @title InvestorRegistry
/// @notice See `IInvestorRegistry`, which says what each function promises.
contract InvestorRegistry is InvestorRecords {
    /// The most gas that a token gets to count one wallet anew.
    uint256 private constant TELL_GAS = 100_000;

    string private constant NAME = "Aliquot Investor Registry";
    string private constant VERSION = "1";
    bytes32 private constant LINK_TYPEHASH =
        keccak256("WalletLink(address known,address fresh,uint256 deadline)");

    mapping(bytes32 digest => bool) public isSpent;
    uint256 public selfLinkMax;

    constructor(address owner_) TrustedIssuers(owner_) {
        emit ClaimTopicsRegistrySet(address(this));
        emit IdentityStorageSet(address(this));
        emit TrustedIssuersRegistrySet(address(this));
        emit IdentityRegistryBound(address(this));
    }

    /* AGENTS */

    /// @inheritdoc IInvestorRegistry
    function register(address wallet, Investor calldata investor) external onlyAgent {
        _register(wallet, _checked(investor));
    }

    /// @inheritdoc IInvestorRegistry
    function registerBatch(address[] calldata wallets, Investor[] calldata investors) external onlyAgent {
        require(wallets.length == investors.length, LengthMismatch(wallets.length, investors.length));
        for (uint256 i; i < wallets.length; ++i) {
            _register(wallets[i], _checked(investors[i]));
        }
    }

    /// @inheritdoc IInvestorRegistry
    function registerPacked(address[] calldata wallets, InvestorRecord[] calldata records)
        external
        onlyAgent
    {
        require(wallets.length == records.length, LengthMismatch(wallets.length, records.length));
        for (uint256 i; i < wallets.length; ++i) {
            InvestorRecord record = records[i];
            require(InvestorRecord.unwrap(record) & MARKS == 0, MarkGiven(InvestorRecord.unwrap(record)));
            require(record.identity() != address(0), ZeroAddress());
            _requireStatus(record.status());
            _register(wallets[i], record);
        }
    }

    /// @inheritdoc IInvestorRegistry
    function addWallet(address known, address fresh) external onlyAgent {
        _link(known, fresh, WALLETS_MAX);
    }

    /// @inheritdoc IInvestorRegistry
    function update(address wallet, Investor calldata investor) external onlyAgent {
        InvestorRecord current = _registered(wallet);
        _requireIdentity(wallet, current, investor.identity);
        require(investor.status == STATUS_BLOCKED || !current.isSanctioned(), UnderSanctions(wallet));
        _agentWrites(wallet, current, _checked(investor).withMarksOf(current));
    }

    /// @inheritdoc IInvestorRegistry
    function setStatus(address wallet, uint8 status) external onlyAgent {
        _requireStatus(status);
        InvestorRecord current = _registered(wallet);
        require(status == STATUS_BLOCKED || !current.isSanctioned(), UnderSanctions(wallet));
        _writeAll(wallet, current, current.withStatus(status));
    }

    /// @inheritdoc IInvestorRegistry
    function setSanctioned(address wallet, bool sanctioned) external onlyAgent {
        InvestorRecord current = _registered(wallet);
        emit SanctionsSet(current.identity(), sanctioned);
        _writeAll(wallet, current, current.withSanctions(sanctioned));
    }

    /// @inheritdoc IInvestorRegistry
    function setLive(address wallet, bool live) external onlyAgent {
        InvestorRecord current = _registered(wallet);
        emit LiveSet(current.identity(), live);
        InvestorRecord record = current.live(live);
        if (current.isLive() && !live) record = record.withKycUntilDay(0);
        _writeAll(wallet, current, record);
    }

    /// @inheritdoc IInvestorRegistry
    function remove(address wallet) external onlyAgent {
        _remove(wallet, _registered(wallet));
    }

    /// @inheritdoc IInvestorRegistry
    function setSelfLinkMax(uint256 wallets) external onlyOwner {
        require(wallets <= WALLETS_MAX, TooManyWallets(address(0), WALLETS_MAX));
        selfLinkMax = wallets;
        emit SelfLinkMaxSet(wallets);
    }

    /* INVESTORS AND ISSUERS */

    /// @inheritdoc IInvestorRegistry
    function presentVoucher(Voucher calldata voucher, bytes calldata signature) external {
        Issuer storage issuer = _issuers[voucher.issuer];
        bytes32 digest = _digest(voucher.hash());
        _requireGood(voucher, digest, signature);

        uint256 attested = _attested[voucher.identity];
        require(voucher.issuedAt > uint40(attested), VoucherNotNewer(voucher.issuedAt, uint40(attested)));
        InvestorRecord current = _records[voucher.wallet];
        _requireRecordable(voucher.identity, voucher.country);
        InvestorRecord record = voucher.record().withSource(issuer.number);
        uint256 topics = topicsBehind(record);
        if (current.status() == STATUS_NONE) {
            require(attested >> 40 == 0, IdentityAttested(voucher.identity));
            _register(voucher.wallet, record);
        } else {
            _requireIdentity(voucher.wallet, current, voucher.identity);
            require(current.source() != 0, AgentWrote(voucher.wallet));
            topics |= topicsBehind(current);
            _writeAll(voucher.wallet, current, record.withMarksOf(current).withStatus(current.status()));
        }
        topics &= ~uint256(issuer.mask);
        require(topics == 0, TopicsNotTrusted(voucher.issuer, topics));
        _attested[voucher.identity] = (uint256(digest) >> 40 << 40) | voucher.issuedAt;
        emit VoucherPresented(voucher.wallet, voucher.issuer, digest);
    }

    /// @inheritdoc IInvestorRegistry
    function revokeVoucher(Voucher calldata voucher) external {
        require(msg.sender == voucher.issuer || isAgent[msg.sender], NotTheIssuer(msg.sender));
        bytes32 digest = _digest(voucher.hash());
        isSpent[digest] = true;
        emit VoucherRevoked(voucher.issuer, digest);
        if (_attested[voucher.identity] >> 40 != uint256(digest) >> 40) return;

        // The record that rests on it is the wallet's, or when that one is gone, its linked wallets'.
        address wallet = voucher.wallet;
        InvestorRecord current = _records[wallet];
        if (current.source() == 0 || current.identity() != voucher.identity) {
            wallet = _wallets[voucher.identity][0];
            current = _records[wallet];
        }
        _writeAll(wallet, current, current.ended());
    }

    /// @inheritdoc IInvestorRegistry
    function endDistrusted(address[] calldata wallets) external {
        for (uint256 i; i < wallets.length; ++i) {
            InvestorRecord current = _records[wallets[i]];
            if (isDistrusted[current.source()]) _writeAll(wallets[i], current, current.ended());
        }
    }

    /// @inheritdoc IInvestorRegistry
    function linkWallet(address fresh, uint256 deadline, bytes calldata signature) external {
        require(_registered(msg.sender).status() == STATUS_ACTIVE, WalletBlocked(msg.sender));
        bytes32 words = _spendLink(msg.sender, fresh, deadline);
        requireSigned(fresh, DOMAIN_SEPARATOR(), words, deadline, signature);
        _link(msg.sender, fresh, selfLinkMax);
    }

    /// @inheritdoc IInvestorRegistry
    function cancelLink(address known, uint256 deadline) external {
        _spendLink(known, msg.sender, deadline);
        emit LinkCanceled(known, msg.sender, deadline);
    }

    /// @inheritdoc IInvestorRegistry
    function tell(address[] calldata tokens, address[] calldata wallets) external {
        bytes memory news = abi.encodeCall(IClassCounter.recount, (wallets));
        uint256 gas_ = TELL_GAS * (wallets.length + 1);
        for (uint256 i; i < tokens.length; ++i) {
            address token = tokens[i];
            bool told = token.code.length != 0;
            // Nothing of the answer is copied, however long it is.
            assembly ("memory-safe") {
                if told { told := call(gas_, token, 0, add(news, 32), mload(news), 0, 0) }
            }
            if (!told) emit TokenNotTold(token);
        }
    }

    /// @inheritdoc IInvestorRegistry
    function multicall(bytes[] calldata calls) external {
        for (uint256 i; i < calls.length; ++i) {
            (bool passed, bytes memory answer) = address(this).delegatecall(calls[i]);
            if (passed) continue;
            // The call's own error.
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    /* ERC-3643 */

    /// @inheritdoc IIdentityRegistry
    function registerIdentity(address wallet, address identity_, uint16 country) external onlyAgent {
        _registerLive(wallet, identity_, country);
    }

    /// @inheritdoc IIdentityRegistry
    function batchRegisterIdentity(
        address[] calldata wallets,
        address[] calldata identities,
        uint16[] calldata countries
    ) external onlyAgent {
        require(wallets.length == identities.length, LengthMismatch(wallets.length, identities.length));
        require(wallets.length == countries.length, LengthMismatch(wallets.length, countries.length));
        for (uint256 i; i < wallets.length; ++i) {
            _registerLive(wallets[i], identities[i], countries[i]);
        }
    }

    /// @inheritdoc IIdentityRegistryStorage
    function addIdentityToStorage(address wallet, address identity_, uint16 country) external onlyAgent {
        _registerLive(wallet, identity_, country);
    }

    /// @inheritdoc IIdentityRegistry
    function deleteIdentity(address wallet) external onlyAgent {
        _unstore(wallet);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function removeIdentityFromStorage(address wallet) external onlyAgent {
        _unstore(wallet);
    }

    /// @inheritdoc IIdentityRegistry
    function updateIdentity(address wallet, address identity_) external onlyAgent {
        _replaceIdentity(wallet, identity_);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function modifyStoredIdentity(address wallet, address identity_) external onlyAgent {
        _replaceIdentity(wallet, identity_);
    }

    /// @inheritdoc IIdentityRegistry
    function updateCountry(address wallet, uint16 country) external onlyAgent {
        _replaceCountry(wallet, country);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function modifyStoredInvestorCountry(address wallet, uint16 country) external onlyAgent {
        _replaceCountry(wallet, country);
    }

    /// @inheritdoc IIdentityRegistry
    function setIdentityRegistryStorage(address) external pure {
        revert BoundForGood();
    }

    /// @inheritdoc IIdentityRegistry
    function setClaimTopicsRegistry(address) external pure {
        revert BoundForGood();
    }

    /// @inheritdoc IIdentityRegistry
    function setTrustedIssuersRegistry(address) external pure {
        revert BoundForGood();
    }

    /// @inheritdoc IIdentityRegistryStorage
    function bindIdentityRegistry(address) external pure {
        revert BoundForGood();
    }

    /// @inheritdoc IIdentityRegistryStorage
    function unbindIdentityRegistry(address) external pure {
        revert BoundForGood();
    }

    /// @inheritdoc IIdentityRegistry
    function identityStorage() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc IIdentityRegistry
    function issuersRegistry() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc IIdentityRegistry
    function topicsRegistry() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function linkedIdentityRegistries() external view returns (address[] memory registries) {
        registries = new address[](1);
        registries[0] = address(this);
    }

    /// @inheritdoc IInvestorRegistry
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return domainSeparator(NAME, VERSION);
    }

    /// @inheritdoc IInvestorRegistry
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // 0x0f: name, version, chainId and verifyingContract are used.
        return (0x0f, NAME, VERSION, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /* AGENTS' PARTS */

    /// @dev Good for ever by its own day: what ends it are the claims.
    function _registerLive(address wallet, address identity_, uint16 country) private {
        _requireRecordable(identity_, country);
        emit IdentityStored(wallet, identity_);
        InvestorRecord record = InvestorRecord.wrap(uint160(identity_)).withKycUntilDay(type(uint16).max);
        _register(wallet, record.withCountry(country).withStatus(STATUS_ACTIVE).live(true));
    }

    function _unstore(address wallet) private {
        InvestorRecord record = _registered(wallet);
        emit IdentityUnstored(wallet, record.identity());
        _remove(wallet, record);
    }

    function _replaceCountry(address wallet, uint16 country) private {
        InvestorRecord current = _registered(wallet);
        _requireRecordable(current.identity(), country);
        emit CountryModified(wallet, country);
        _agentWrites(wallet, current, current.withCountry(country));
    }

    function _replaceIdentity(address wallet, address identity_) private {
        InvestorRecord current = _registered(wallet);
        address former = current.identity();
        require(identity_ != address(0), ZeroAddress());
        require(_wallets[identity_].length == 0, IdentityHasWallets(identity_));
        emit IdentityModified(former, identity_);
        emit IdentityUpdated(former, identity_);
        _voidVouchers(former, current.source() != 0);
        if (current.isLinked()) {
            _wallets[identity_] = _wallets[former];
            delete _wallets[former];
        }
        _writeAll(wallet, current, current.withIdentity(identity_).withSource(0));
    }

    /* SIGNATURES */

    function _requireGood(Voucher calldata voucher, bytes32 digest, bytes calldata signature) private view {
        require(voucher.issuedAt <= block.timestamp, VoucherAhead(voucher.issuedAt));
        require(isTrustedIssuer(voucher.issuer), IssuerNotTrusted(voucher.issuer));
        require(!isSpent[digest], VoucherIsRevoked(digest));
        requireSigned(voucher.issuer, DOMAIN_SEPARATOR(), voucher.hash(), voucher.deadline, signature);
    }

    /// @dev A consent counts once, and not after it was taken back.
    function _spendLink(address known, address fresh, uint256 deadline) private returns (bytes32 words) {
        words = keccak256(abi.encode(LINK_TYPEHASH, known, fresh, deadline));
        bytes32 digest = _digest(words);
        require(!isSpent[digest], LinkSpent(known, fresh));
        isSpent[digest] = true;
    }

    function _digest(bytes32 words) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), words));
    }
}
