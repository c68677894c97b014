// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {
    Investor,
    InvestorRecord,
    STATUS_ACTIVE,
    STATUS_BLOCKED,
    STATUS_NONE,
    recordOf
} from "./types/InvestorRecord.sol";

/// @title InvestorRegistry
/// @notice See `IInvestorRegistry`, which says what each function promises.
contract InvestorRegistry is IInvestorRegistry {
    uint256 private constant WALLETS_MAX = 16;

    address public owner;
    mapping(address account => bool) public isAgent;
    mapping(address wallet => InvestorRecord) private _records;
    /// The wallets of investors who have several.
    mapping(address identity => address[]) private _wallets;

    constructor(address owner_) {
        require(owner_ != address(0), ZeroAddress());
        owner = owner_;
        emit OwnershipTransferred(address(0), owner_);
    }

    modifier onlyOwner() {
        require(msg.sender == owner, NotOwner(msg.sender));
        _;
    }

    modifier onlyAgent() {
        require(isAgent[msg.sender], NotAgent(msg.sender));
        _;
    }

    /* INVESTORS */

    /// @inheritdoc IInvestorRegistry
    function register(address wallet, Investor calldata investor) external onlyAgent {
        _register(wallet, investor);
    }

    /// @inheritdoc IInvestorRegistry
    function registerBatch(address[] calldata wallets, Investor[] calldata investors) external onlyAgent {
        require(wallets.length == investors.length, LengthMismatch(wallets.length, investors.length));
        for (uint256 i; i < wallets.length; ++i) {
            _register(wallets[i], investors[i]);
        }
    }

    /// @inheritdoc IInvestorRegistry
    function addWallet(address known, address fresh) external onlyAgent {
        InvestorRecord record = _registered(known);
        require(fresh != address(0), ZeroAddress());
        require(_records[fresh].status() == STATUS_NONE, AlreadyRegistered(fresh));

        address[] storage wallets = _wallets[record.identity()];
        if (!record.isLinked()) {
            record = record.linked();
            _records[known] = record;
            wallets.push(known);
        }
        require(wallets.length < WALLETS_MAX, TooManyWallets(record.identity(), WALLETS_MAX));
        wallets.push(fresh);
        _records[fresh] = record;
        emit InvestorRegistered(fresh, record.identity());
    }

    /// @inheritdoc IInvestorRegistry
    function update(address wallet, Investor calldata investor) external onlyAgent {
        InvestorRecord current = _registered(wallet);
        require(
            investor.identity == current.identity(),
            IdentityMismatch(wallet, current.identity(), investor.identity)
        );
        _writeAll(wallet, current, _checked(investor));
    }

    /// @inheritdoc IInvestorRegistry
    function setStatus(address wallet, uint8 status) external onlyAgent {
        require(status == STATUS_ACTIVE || status == STATUS_BLOCKED, StatusUnknown(status));
        InvestorRecord current = _registered(wallet);
        _writeAll(wallet, current, current.withStatus(status));
    }

    /// @inheritdoc IInvestorRegistry
    function remove(address wallet) external onlyAgent {
        InvestorRecord record = _registered(wallet);
        _records[wallet] = InvestorRecord.wrap(0);
        if (record.isLinked()) {
            address[] storage wallets = _wallets[record.identity()];
            uint256 last = wallets.length - 1;
            for (uint256 i; i <= last; ++i) {
                if (wallets[i] == wallet) {
                    wallets[i] = wallets[last];
                    wallets.pop();
                    break;
                }
            }
        }
        emit InvestorRemoved(wallet, record.identity());
    }

    /* ROLES */

    /// @inheritdoc IInvestorRegistry
    function addAgent(address agent) external onlyOwner {
        require(agent != address(0), ZeroAddress());
        isAgent[agent] = true;
        emit AgentAdded(agent);
    }

    /// @inheritdoc IInvestorRegistry
    function removeAgent(address agent) external onlyOwner {
        isAgent[agent] = false;
        emit AgentRemoved(agent);
    }

    /// @inheritdoc IInvestorRegistry
    function transferOwnership(address newOwner) external onlyOwner {
        require(newOwner != address(0), ZeroAddress());
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }

    /* VIEWS */

    /// @inheritdoc IInvestorRegistry
    function pair(address from, address to) external view returns (uint256, uint256) {
        // `_records` of both, by Solidity's layout of a mapping, in the scratch space: every transfer of every token
        // comes by here.
        assembly ("memory-safe") {
            mstore(32, _records.slot)
            mstore(0, from)
            let sender := sload(keccak256(0, 64))
            mstore(0, to)
            let receiver := sload(keccak256(0, 64))
            mstore(0, sender)
            mstore(32, receiver)
            return(0, 64)
        }
    }

    /// @inheritdoc IInvestorRegistry
    function packedOf(address wallet) external view returns (uint256) {
        return InvestorRecord.unwrap(_records[wallet]);
    }

    /// @inheritdoc IInvestorRegistry
    function investorOf(address wallet) external view returns (Investor memory) {
        return _records[wallet].investor();
    }

    /// @inheritdoc IInvestorRegistry
    function isVerified(address wallet) external view returns (bool) {
        InvestorRecord record = _records[wallet];
        return record.status() == STATUS_ACTIVE && block.timestamp / 1 days < record.kycUntilDay();
    }

    /// @inheritdoc IInvestorRegistry
    function identity(address wallet) external view returns (address) {
        return _records[wallet].identity();
    }

    /// @inheritdoc IInvestorRegistry
    function investorCountry(address wallet) external view returns (uint16) {
        return uint16(_records[wallet].country());
    }

    /// @inheritdoc IInvestorRegistry
    function walletsOf(address identity_) external view returns (address[] memory) {
        return _wallets[identity_];
    }

    /* INTERNALS */

    function _register(address wallet, Investor memory investor) private {
        require(wallet != address(0), ZeroAddress());
        require(InvestorRecord.unwrap(_records[wallet]) == 0, AlreadyRegistered(wallet));
        _records[wallet] = _checked(investor);
        emit InvestorRegistered(wallet, investor.identity);
    }

    function _checked(Investor memory investor) private pure returns (InvestorRecord) {
        require(investor.identity != address(0), ZeroAddress());
        require(investor.country < 1024, CountryOutOfRange(investor.country));
        require(
            investor.status == STATUS_ACTIVE || investor.status == STATUS_BLOCKED,
            StatusUnknown(investor.status)
        );
        return recordOf(investor);
    }

    function _registered(address wallet) private view returns (InvestorRecord record) {
        record = _records[wallet];
        require(record.status() != STATUS_NONE, NotRegistered(wallet));
    }

    /// @dev Writes `record` for the wallet, and for every wallet linked with it: at most WALLETS_MAX.
    function _writeAll(address wallet, InvestorRecord current, InvestorRecord record) private {
        address identity_ = current.identity();
        if (!current.isLinked()) {
            _records[wallet] = record;
            emit InvestorUpdated(wallet, identity_);
            return;
        }
        address[] storage wallets = _wallets[identity_];
        for (uint256 i; i < wallets.length; ++i) {
            _records[wallets[i]] = record.linked();
            emit InvestorUpdated(wallets[i], identity_);
        }
    }
}
