// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Buyer} from "./Buyer.sol";
import {Purse} from "./interfaces/IBuyer.sol";
import {IDistributor} from "./interfaces/IDistributor.sol";
import {Hold, ISecurityToken, Rules} from "./interfaces/ISecurityToken.sol";
import {ISplit, SplitStage, SplitState, SplitTerms} from "./interfaces/ISplit.sol";
import {ISSUER, PAUSER, RULER} from "./Roles.sol";
import {UNITS_MAX} from "./types/Holding.sol";

/// @title Split
/// @notice See `ISplit`, which says what each function promises.
contract Split is ISplit, Buyer {
    uint256 private constant ROLES = ISSUER | PAUSER | RULER;
    /// Long enough to split everybody before: a record date that passes all the same is counted at the end.
    uint256 private constant RECORD_DATE_DISTANCE = 1 days;

    mapping(uint256 id => SplitState) private _splits;
    mapping(uint256 id => mapping(address holder => bool)) public isSplit;
    mapping(uint256 id => uint256) private _rescalings;

    constructor(IDistributor distributor) Buyer(distributor) {}

    /* ISSUER */

    /// @inheritdoc ISplit
    function announce(SplitTerms calldata terms) external returns (uint256 id) {
        id = _open(terms.token, terms.payment, terms.treasury, terms.price, terms.ref);
        _rescalings[id] = ISecurityToken(terms.token).rescalings();
        require(terms.num != 0 && terms.den != 0 && terms.num != terms.den, RatioEmpty(terms.num, terms.den));
        require(block.timestamp <= terms.at, NotAhead(terms.at, block.timestamp));
        require(_hasRoles(ISecurityToken(terms.token)), RolesMissing(terms.token, ROLES));
        SplitState storage s = _splits[id];
        (s.at, s.num, s.den) = (terms.at, terms.num, terms.den);
        emit SplitAnnounced(
            id, terms.token, terms.num, terms.den, terms.payment, terms.price, terms.at, terms.ref
        );
    }

    /// @inheritdoc ISplit
    function cancel(uint256 id) external {
        _requireRole(_known(id).token, ISSUER);
        _inStage(id, SplitStage.Announced).stage = SplitStage.Cancelled;
        _end(id);
        emit SplitCancelled(id);
    }

    /* ANYONE */

    /// @inheritdoc ISplit
    function begin(uint256 id) external nonReentrant {
        SplitState storage s = _inStage(id, SplitStage.Announced);
        require(block.timestamp >= s.at, TooEarly(id, s.at));
        ISecurityToken token = _tokenOf(id);
        require(!token.paused(), TokenPaused(address(token)));
        require(_hasRoles(token), RolesMissing(address(token), ROLES));
        require(_rescalings[id] == token.rescalings(), UnitsRescaled(address(token)));
        _requireNoRecordDate(token, block.timestamp + RECORD_DATE_DISTANCE);
        uint256 supply = token.totalSupply();
        require(supply != 0, NoUnits());
        // Of the whole: with less, the last holders could not be split.
        uint256 made = supply * s.num / s.den;
        require(made <= UNITS_MAX, SupplyTooLarge(made));

        s.stage = SplitStage.Running;
        s.begunAt = uint40(block.timestamp);
        s.supply = uint104(supply);
        token.pause();
        _hold(id, Hold.Rescaling);
        emit SplitBegun(id, supply);
    }

    /// @inheritdoc ISplit
    function split(uint256 id, address[] calldata holders) external nonReentrant {
        SplitState storage s = _inStage(id, SplitStage.Running);
        _requireHold(id);
        ISecurityToken token = _tokenOf(id);
        (uint64 num, uint64 den) = (s.num, s.den);
        for (uint256 i; i < holders.length; ++i) {
            address holder = holders[i];
            if (isSplit[id][holder] || token.balanceOf(holder) == 0) continue;
            isSplit[id][holder] = true;
            (uint256 before, uint256 rest) = token.rescale(holder, num, den);
            _book(id, holder, before, rest);
        }
    }

    /// @inheritdoc ISplit
    function finish(uint256 id) external nonReentrant {
        SplitState storage s = _inStage(id, SplitStage.Running);
        ISecurityToken token = _tokenOf(id);
        require(
            s.unitsCovered == s.supply || token.rolesOf(msg.sender) & ISSUER != 0,
            NotCovered(s.unitsCovered, s.supply)
        );
        s.stage = SplitStage.Finished;
        // Where the owner ended the hold, some units may be old ones: the token is left to its officers as it is.
        if (_holds(id)) {
            _scaleCap(token, s.num, s.den);
            token.letGo(false);
            if (token.paused()) token.unpause();
        }
        emit SplitFinished(id, s.unitsCovered, s.supply, s.unitsMade);
    }

    /* VIEWS */

    /// @inheritdoc ISplit
    function quote(uint256 id, address holder)
        external
        view
        returns (uint256 units, uint256 rest, uint256 amount)
    {
        Purse storage p = _known(id);
        SplitState storage s = _splits[id];
        if (s.stage == SplitStage.Cancelled || s.stage == SplitStage.Finished || isSplit[id][holder]) {
            return (0, 0, 0);
        }
        uint256 scaled = _tokenOf(id).balanceOf(holder) * s.num;
        (units, rest) = (scaled / s.den, scaled % s.den);
        amount = _cash(p, rest, s.den);
    }

    /// @inheritdoc ISplit
    function splitState(uint256 id) external view returns (SplitState memory) {
        _known(id);
        return _splits[id];
    }

    /* INTERNALS */

    /// @inheritdoc Buyer
    /// @dev As much as the fractions came to.
    function _moneyToFund(uint256 id) internal view override returns (uint256) {
        Purse storage p = _known(id);
        return uint256(p.paid) + p.parked;
    }

    /// @dev Counts what was split, and owes the holder their fraction.
    function _book(uint256 id, address holder, uint256 before, uint256 rest) private {
        SplitState storage s = _splits[id];
        uint256 made = (before * s.num - rest) / s.den;
        s.unitsCovered += uint104(before);
        s.unitsMade += uint104(made);
        s.rests += uint128(rest);
        emit UnitsSplit(id, holder, before, made, rest);
        uint256 amount = _cash(_known(id), rest, s.den);
        if (amount != 0) _park(id, holder, amount, false);
    }

    /// @dev rest ÷ den of the price of one base unit, rounded down.
    function _cash(Purse storage p, uint256 rest, uint256 den) private view returns (uint256) {
        // 64 + 128 bits: no overflow.
        return rest * p.price / (den * p.scale);
    }

    /// @dev The most units one wallet may hold, rounded up: who was within it still is.
    function _scaleCap(ISecurityToken token, uint256 num, uint256 den) private {
        Rules memory rules = token.rules();
        if (rules.balanceMax == 0) return;
        uint256 max = (rules.balanceMax * num + den - 1) / den;
        rules.balanceMax = max < UNITS_MAX ? uint104(max) : uint104(UNITS_MAX);
        token.setRules(rules);
    }

    function _hasRoles(ISecurityToken token) private view returns (bool) {
        return token.rolesOf(address(this)) & ROLES == ROLES;
    }

    function _inStage(uint256 id, SplitStage needed) private view returns (SplitState storage s) {
        _known(id);
        s = _splits[id];
        require(s.stage == needed, NotInStage(id, s.stage, needed));
    }
}
