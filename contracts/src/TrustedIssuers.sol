// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    IAgentRole,
    IClaimTopicsRegistry,
    IOwned,
    ITrustedIssuersRegistry
} from "./interfaces/IERC3643Registry.sol";
import {ITrustedIssuers} from "./interfaces/ITrustedIssuers.sol";
import {SOURCE_MAX} from "./types/InvestorRecord.sol";
import {maskOf} from "./types/Voucher.sol";

/// @title TrustedIssuers
/// @notice See `ITrustedIssuers`, which says what each function promises. The part of the investor registry that says
///         whose word it takes.
abstract contract TrustedIssuers is ITrustedIssuers {
    uint256 private constant ISSUERS_MAX = 50;
    uint256 private constant TOPICS_MAX = 15;

    /// @dev `topics` is empty unless the issuer is trusted; `mask` has those that a voucher can speak of.
    struct Issuer {
        uint16 number;
        uint64 mask;
        uint256[] topics;
    }

    address public owner;
    mapping(address account => bool) public isAgent;

    mapping(address issuer => Issuer) internal _issuers;
    mapping(uint256 number => bool) public isDistrusted;
    uint256 private _numbers;
    address[] private _trusted;
    mapping(uint256 topic => address[]) internal _trustedFor;
    uint256[] internal _claimTopics;

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

    /* OWNER AND AGENTS */

    /// @inheritdoc IOwned
    function transferOwnership(address newOwner) external onlyOwner {
        require(newOwner != address(0), ZeroAddress());
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }

    /// @inheritdoc IAgentRole
    function addAgent(address agent) external onlyOwner {
        require(agent != address(0), ZeroAddress());
        isAgent[agent] = true;
        emit AgentAdded(agent);
    }

    /// @inheritdoc IAgentRole
    function removeAgent(address agent) external onlyOwner {
        isAgent[agent] = false;
        emit AgentRemoved(agent);
    }

    /* ISSUERS */

    /// @inheritdoc ITrustedIssuersRegistry
    function addTrustedIssuer(address issuer, uint256[] calldata claimTopics) external onlyOwner {
        require(issuer != address(0), ZeroAddress());
        require(!isTrustedIssuer(issuer), IssuerTrusted(issuer));
        require(_trusted.length < ISSUERS_MAX, TooManyIssuers(ISSUERS_MAX));
        _trusted.push(issuer);
        if (_issuers[issuer].number == 0) _number(issuer);
        _trustFor(issuer, claimTopics);
        emit TrustedIssuerAdded(issuer, claimTopics);
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function removeTrustedIssuer(address issuer) external onlyOwner {
        _remove(issuer);
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function updateIssuerClaimTopics(address issuer, uint256[] calldata claimTopics) external onlyOwner {
        require(isTrustedIssuer(issuer), IssuerNotTrusted(issuer));
        _forgetTopics(issuer);
        _trustFor(issuer, claimTopics);
        emit ClaimTopicsUpdated(issuer, claimTopics);
    }

    /// @inheritdoc ITrustedIssuers
    function distrustIssuer(address issuer) external onlyOwner {
        uint256 number = _issuers[issuer].number;
        require(number != 0, IssuerUnknown(issuer));
        if (isTrustedIssuer(issuer)) _remove(issuer);
        // Trusted again, it begins with a new number and nothing attested.
        _issuers[issuer].number = 0;
        isDistrusted[number] = true;
        emit IssuerDistrusted(issuer, number);
    }

    /* TOPICS ASKED OF IDENTITY CONTRACTS */

    /// @inheritdoc IClaimTopicsRegistry
    function addClaimTopic(uint256 claimTopic) external onlyOwner {
        require(_claimTopics.length < TOPICS_MAX, TooManyTopics(TOPICS_MAX));
        for (uint256 i; i < _claimTopics.length; ++i) {
            require(_claimTopics[i] != claimTopic, TopicTwice(claimTopic));
        }
        _claimTopics.push(claimTopic);
        emit ClaimTopicAdded(claimTopic);
    }

    /// @inheritdoc IClaimTopicsRegistry
    function removeClaimTopic(uint256 claimTopic) external onlyOwner {
        uint256 count = _claimTopics.length;
        uint256 at;
        while (at < count && _claimTopics[at] != claimTopic) ++at;
        require(at < count, TopicUnknown(claimTopic));
        _claimTopics[at] = _claimTopics[count - 1];
        _claimTopics.pop();
        emit ClaimTopicRemoved(claimTopic);
    }

    /* VIEWS */

    /// @inheritdoc ITrustedIssuersRegistry
    function getTrustedIssuers() external view returns (address[] memory) {
        return _trusted;
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function isTrustedIssuer(address issuer) public view returns (bool) {
        return _issuers[issuer].topics.length != 0;
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function getTrustedIssuerClaimTopics(address issuer) external view returns (uint256[] memory) {
        require(isTrustedIssuer(issuer), IssuerNotTrusted(issuer));
        return _issuers[issuer].topics;
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function getTrustedIssuersForClaimTopic(uint256 claimTopic) external view returns (address[] memory) {
        return _trustedFor[claimTopic];
    }

    /// @inheritdoc ITrustedIssuersRegistry
    function hasClaimTopic(address issuer, uint256 claimTopic) external view returns (bool) {
        uint256[] storage topics = _issuers[issuer].topics;
        for (uint256 i; i < topics.length; ++i) {
            if (topics[i] == claimTopic) return true;
        }
        return false;
    }

    /// @inheritdoc IClaimTopicsRegistry
    function getClaimTopics() external view returns (uint256[] memory) {
        return _claimTopics;
    }

    /// @inheritdoc ITrustedIssuers
    function numberOf(address issuer) external view returns (uint256) {
        return _issuers[issuer].number;
    }

    /* INTERNALS */

    function _number(address issuer) private {
        uint256 number = ++_numbers;
        require(number <= SOURCE_MAX, TooManyIssuers(SOURCE_MAX));
        _issuers[issuer].number = uint16(number);
        emit IssuerNumbered(issuer, number);
    }

    function _trustFor(address issuer, uint256[] calldata topics) private {
        require(topics.length != 0, TopicMissing());
        require(topics.length <= TOPICS_MAX, TooManyTopics(TOPICS_MAX));
        for (uint256 i; i < topics.length; ++i) {
            for (uint256 j; j < i; ++j) {
                require(topics[i] != topics[j], TopicTwice(topics[i]));
            }
            _trustedFor[topics[i]].push(issuer);
        }
        _issuers[issuer].topics = topics;
        _issuers[issuer].mask = uint64(maskOf(topics));
    }

    function _remove(address issuer) private {
        require(isTrustedIssuer(issuer), IssuerNotTrusted(issuer));
        _forgetTopics(issuer);
        _takeOut(_trusted, issuer);
        emit TrustedIssuerRemoved(issuer);
    }

    function _forgetTopics(address issuer) private {
        uint256[] storage topics = _issuers[issuer].topics;
        for (uint256 i; i < topics.length; ++i) {
            _takeOut(_trustedFor[topics[i]], issuer);
        }
        delete _issuers[issuer].topics;
        _issuers[issuer].mask = 0;
    }

    /// @dev Takes an account out of a list that has it; the last one fills the gap.
    function _takeOut(address[] storage list, address account) internal {
        uint256 last = list.length - 1;
        for (uint256 i; i <= last; ++i) {
            if (list[i] != account) continue;
            list[i] = list[last];
            list.pop();
            return;
        }
    }
}
