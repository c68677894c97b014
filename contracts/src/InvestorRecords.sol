// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IIdentityRegistry, IIdentityRegistryStorage} from "./interfaces/IERC3643Registry.sol";
import {IInvestorRegistry, Marks} from "./interfaces/IInvestorRegistry.sol";
import {TrustedIssuers} from "./TrustedIssuers.sol";
import {isClaimed} from "./types/Claim.sol";
import {
    COUNTRY_MAX,
    Investor,
    InvestorRecord,
    LIVE_BIT,
    STATUS_ACTIVE,
    STATUS_BLOCKED,
    STATUS_NONE,
    recordOf
} from "./types/InvestorRecord.sol";

/// @title InvestorRecords
/// @notice See `IInvestorRegistry`. The part of the investor registry that keeps the records and reads them: one word for
///         each wallet, the lists of those who have several, and what their vouchers rest on.
abstract contract InvestorRecords is IInvestorRegistry, TrustedIssuers {
    uint256 internal constant WALLETS_MAX = 16;
    /// The most gas that finding out whether live claims hold may use.
    uint256 private constant LIVE_GAS = 3_000_000;

    mapping(address wallet => InvestorRecord) internal _records;
    /// The wallets of investors who have several.
    mapping(address identity => address[]) internal _wallets;
    /// digest u216 | at u40: the first bits of the voucher that an investor's attested record rests on, zero when there
    /// is no such record; and the time that a further voucher must be younger than.
    mapping(address identity => uint256) internal _attested;

    /* READING */

    /// @inheritdoc IInvestorRegistry
    function pair(address from, address to) external view returns (uint256 sender, uint256 receiver) {
        // `_records` of both, by Solidity's layout of a mapping, in the scratch space: every transfer of every token
        // comes by here.
        assembly ("memory-safe") {
            mstore(32, _records.slot)
            mstore(0, from)
            sender := sload(keccak256(0, 64))
            mstore(0, to)
            receiver := sload(keccak256(0, 64))
            if iszero(and(receiver, LIVE_BIT)) {
                mstore(0, sender)
                mstore(32, receiver)
                return(0, 64)
            }
        }
        receiver = InvestorRecord.unwrap(_asOfNow(InvestorRecord.wrap(receiver)));
    }

    /// @inheritdoc IInvestorRegistry
    function packedOf(address wallet) external view returns (uint256 record) {
        // As above: every issuance comes by here.
        assembly ("memory-safe") {
            mstore(0, wallet)
            mstore(32, _records.slot)
            record := sload(keccak256(0, 64))
            if iszero(and(record, LIVE_BIT)) {
                mstore(0, record)
                return(0, 32)
            }
        }
        record = InvestorRecord.unwrap(_asOfNow(InvestorRecord.wrap(record)));
    }

    /// @inheritdoc IInvestorRegistry
    function packedOfBatch(address[] calldata wallets) external view returns (uint256[] memory records) {
        records = new uint256[](wallets.length);
        uint256 bits;
        // As above, item by item; a word that is no address reverts, as it does wherever Solidity reads one.
        assembly ("memory-safe") {
            mstore(32, _records.slot)
            let item := wallets.offset
            let record := add(records, 32)
            for { let end := add(record, shl(5, wallets.length)) } lt(record, end) {
                record := add(record, 32)
            } {
                let wallet := calldataload(item)
                if shr(160, wallet) { revert(0, 0) }
                mstore(0, wallet)
                let word := sload(keccak256(0, 64))
                bits := or(bits, word)
                mstore(record, word)
                item := add(item, 32)
            }
        }
        if (bits & LIVE_BIT != 0) {
            for (uint256 i; i < records.length; ++i) {
                records[i] = InvestorRecord.unwrap(_asOfNow(InvestorRecord.wrap(records[i])));
            }
        }
        // As `TokenOffice.balancesAtRecord`: the list lies in memory as the answer shows it, but for the word before it.
        assembly {
            let answer := sub(records, 32)
            mstore(answer, 32)
            return(answer, add(64, shl(5, mload(records))))
        }
    }

    /// @inheritdoc IInvestorRegistry
    function investorOf(address wallet) external view returns (Investor memory) {
        return _asOfNow(_records[wallet]).investor();
    }

    /// @inheritdoc IInvestorRegistry
    function marksOf(address wallet) external view returns (Marks memory) {
        InvestorRecord r = _records[wallet];
        return Marks(r.isLinked(), r.isLive(), r.isSanctioned(), uint16(r.source()));
    }

    /// @inheritdoc IIdentityRegistry
    function isVerified(address wallet) external view returns (bool) {
        InvestorRecord record = _asOfNow(_records[wallet]);
        return record.status() == STATUS_ACTIVE && block.timestamp / 1 days < record.kycUntilDay();
    }

    /// @inheritdoc IIdentityRegistry
    function contains(address wallet) external view returns (bool) {
        return _records[wallet].status() != STATUS_NONE;
    }

    /// @inheritdoc IIdentityRegistry
    function identity(address wallet) external view returns (address) {
        return _records[wallet].identity();
    }

    /// @inheritdoc IIdentityRegistryStorage
    function storedIdentity(address wallet) external view returns (address) {
        return _records[wallet].identity();
    }

    /// @inheritdoc IIdentityRegistry
    function investorCountry(address wallet) external view returns (uint16) {
        return uint16(_records[wallet].country());
    }

    /// @inheritdoc IIdentityRegistryStorage
    function storedInvestorCountry(address wallet) external view returns (uint16) {
        return uint16(_records[wallet].country());
    }

    /// @inheritdoc IInvestorRegistry
    function walletsOf(address identity_) external view returns (address[] memory) {
        return _wallets[identity_];
    }

    /// @inheritdoc IInvestorRegistry
    function requireClaims(address identity_) external view {
        uint256 count = _claimTopics.length;
        require(count == 0 || identity_.code.length != 0, IdentityWithoutCode(identity_));
        for (uint256 i; i < count; ++i) {
            uint256 topic = _claimTopics[i];
            require(_isClaimed(identity_, topic), ClaimMissing(identity_, topic));
        }
    }

    /// @inheritdoc IInvestorRegistry
    function attestedAt(address identity_) external view returns (uint256) {
        return uint40(_attested[identity_]);
    }

    /* WRITING */

    function _register(address wallet, InvestorRecord record) internal {
        require(wallet != address(0), ZeroAddress());
        require(InvestorRecord.unwrap(_records[wallet]) == 0, AlreadyRegistered(wallet));
        _records[wallet] = record;
        emit IdentityRegistered(wallet, record.identity());
    }

    /// @dev Registers `fresh` beside `known`, while their investor has fewer than `max` wallets.
    function _link(address known, address fresh, uint256 max) internal {
        InvestorRecord record = _registered(known);
        address identity_ = record.identity();
        address[] storage wallets = _wallets[identity_];
        if (!record.isLinked()) {
            // Those listed already have a record of their own, which need not be this one.
            require(wallets.length == 0, IdentityHasWallets(identity_));
            record = record.linked();
            _records[known] = record;
            wallets.push(known);
        }
        _register(fresh, record);
        require(wallets.length < max, TooManyWallets(identity_, max));
        wallets.push(fresh);
    }

    function _remove(address wallet, InvestorRecord record) internal {
        require(record.status() == STATUS_ACTIVE, WalletBlocked(wallet));
        address identity_ = record.identity();
        _records[wallet] = InvestorRecord.wrap(0);
        bool isLast = true;
        if (record.isLinked()) {
            address[] storage wallets = _wallets[identity_];
            _takeOut(wallets, wallet);
            isLast = wallets.length == 0;
        }
        _voidVouchers(identity_, isLast && record.source() != 0);
        emit IdentityRemoved(wallet, identity_);
    }

    /// @dev What an agent wrote no voucher changes any more.
    function _agentWrites(address wallet, InvestorRecord current, InvestorRecord record) internal {
        if (current.source() != 0) _voidVouchers(current.identity(), true);
        _writeAll(wallet, current, record.withSource(0));
    }

    /// @dev No voucher issued until now counts for the investor any more.
    /// @param isFree no record rests on a voucher any more
    function _voidVouchers(address identity_, bool isFree) internal {
        uint256 digest = isFree ? 0 : _attested[identity_] >> 40 << 40;
        _attested[identity_] = digest | block.timestamp;
    }

    /// @dev Writes `record` for the wallet, and for every wallet linked with it: at most WALLETS_MAX.
    function _writeAll(address wallet, InvestorRecord current, InvestorRecord record) internal {
        if (!current.isLinked()) return _write(wallet, current, record);
        address[] storage wallets = _wallets[record.identity()];
        for (uint256 i; i < wallets.length; ++i) {
            _write(wallets[i], current, record);
        }
    }

    function _write(address wallet, InvestorRecord former, InvestorRecord record) internal {
        _records[wallet] = record;
        if (former.country() != record.country()) emit CountryUpdated(wallet, uint16(record.country()));
        emit InvestorUpdated(wallet, record.identity());
    }

    function _checked(Investor memory investor) internal pure returns (InvestorRecord) {
        _requireRecordable(investor.identity, investor.country);
        _requireStatus(investor.status);
        return recordOf(investor);
    }

    function _requireStatus(uint256 status) internal pure {
        require(status == STATUS_ACTIVE || status == STATUS_BLOCKED, StatusUnknown(status));
    }

    function _requireRecordable(address identity_, uint256 country) internal pure {
        require(identity_ != address(0), ZeroAddress());
        require(country <= COUNTRY_MAX, CountryOutOfRange(country));
    }

    function _registered(address wallet) internal view returns (InvestorRecord record) {
        record = _records[wallet];
        require(record.status() != STATUS_NONE, NotRegistered(wallet));
    }

    function _requireIdentity(address wallet, InvestorRecord current, address given) internal pure {
        require(given == current.identity(), IdentityMismatch(wallet, current.identity(), given));
    }

    /* LIVE CLAIMS */

    /// @dev The record, its checks expired when it is live and its claims do not hold. Whatever the identity's contract
    ///      does, it ends within LIVE_GAS, and nothing but success counts.
    function _asOfNow(InvestorRecord record) internal view returns (InvestorRecord) {
        if (!record.isLive()) return record;
        try this.requireClaims{gas: LIVE_GAS}(record.identity()) {
            return record;
        } catch {
            return record.withKycUntilDay(0);
        }
    }

    function _isClaimed(address identity_, uint256 topic) private view returns (bool) {
        address[] storage issuers = _trustedFor[topic];
        for (uint256 i; i < issuers.length; ++i) {
            if (isClaimed(identity_, topic, issuers[i])) return true;
        }
        return false;
    }
}
