// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Buyer} from "./Buyer.sol";
import {Purse} from "./interfaces/IBuyer.sol";
import {IDistributor} from "./interfaces/IDistributor.sol";
import {IRedemption, RedemptionStage, RedemptionState, RedemptionTerms} from "./interfaces/IRedemption.sol";
import {Hold, ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {ISSUER} from "./Roles.sol";

/// @title Redemption
/// @notice See `IRedemption`, which says what each function promises.
contract Redemption is IRedemption, Buyer {
    /// From then on anyone may end a redemption that was left half done, so that no token stays paused for ever.
    uint256 private constant UNFINISHED_MAX = 7 days;

    mapping(uint256 id => RedemptionState) private _redemptions;
    mapping(uint256 id => mapping(address holder => bool)) public isRedeemed;
    /// How often the units had been rescaled when it was announced.
    mapping(uint256 id => uint256) private _rescalings;

    constructor(IDistributor distributor) Buyer(distributor) {}

    /* ISSUER */

    /// @inheritdoc IRedemption
    function announce(RedemptionTerms calldata terms) external returns (uint256 id) {
        id = _open(terms.token, terms.payment, terms.treasury, terms.price, terms.ref);
        _rescalings[id] = ISecurityToken(terms.token).rescalings();
        require(terms.units != 0, NoUnits());
        require(block.timestamp <= terms.at, NotAhead(terms.at, block.timestamp));
        RedemptionState storage r = _redemptions[id];
        r.at = terms.at;
        r.units = terms.units;
        emit RedemptionAnnounced(
            id, terms.token, terms.payment, terms.units, terms.price, terms.at, terms.ref
        );
    }

    /// @inheritdoc IRedemption
    function cancel(uint256 id) external {
        _requireRole(_known(id).token, ISSUER);
        _inStage(id, RedemptionStage.Announced).stage = RedemptionStage.Cancelled;
        _end(id);
        emit RedemptionCancelled(id);
    }

    /* ANYONE */

    /// @inheritdoc IRedemption
    function begin(uint256 id) external nonReentrant {
        RedemptionState storage r = _inStage(id, RedemptionStage.Announced);
        require(block.timestamp >= r.at, TooEarly(id, r.at));
        uint256 short = missing(id);
        require(short == 0, Underfunded(short));

        ISecurityToken token = _tokenOf(id);
        uint256 called = _called(id);
        require(called != 0, NoUnits());
        require(_priceOf(_known(id), called) <= type(uint128).max, AmountTooLarge(called));
        r.stage = RedemptionStage.Running;
        r.begunAt = uint40(block.timestamp);
        r.called = uint104(called);
        r.supply = uint104(token.totalSupply());
        require(_rescalings[id] == token.rescalings(), UnitsRescaled(address(token)));
        _requireNoRecordDate(token, block.timestamp + UNFINISHED_MAX);
        _hold(id, Hold.Alone);
        if (!token.paused()) {
            r.unpauses = true;
            token.pause();
        }
        emit RedemptionBegun(id, called, r.supply);
    }

    /// @inheritdoc IRedemption
    function redeem(uint256 id, address[] calldata holders) external nonReentrant paysExactly(id) {
        RedemptionState storage r = _inStage(id, RedemptionStage.Running);
        _requireHold(id);
        // From then on a record date may pass.
        require(block.timestamp < r.begunAt + UNFINISHED_MAX, TooLate(id, r.begunAt + UNFINISHED_MAX));
        ISecurityToken token = _tokenOf(id);
        require(token.paused(), TokenNotPaused(address(token)));
        for (uint256 i; i < holders.length; ++i) {
            address holder = holders[i];
            uint256 balance = token.balanceOf(holder);
            if (balance == 0 || isRedeemed[id][holder]) continue;

            isRedeemed[id][holder] = true;
            uint256 units = _share(id, r, balance);
            // What an officer moved to somebody further down the list would be covered twice: the supply is the most.
            uint256 covered = r.unitsCovered + balance;
            r.unitsCovered = covered < r.supply ? uint104(covered) : r.supply;
            if (units != 0) _buy(id, holder, units);
        }
    }

    /// @inheritdoc IRedemption
    function finish(uint256 id) external nonReentrant {
        RedemptionState storage r = _inStage(id, RedemptionStage.Running);
        ISecurityToken token = _tokenOf(id);
        uint256 until = r.begunAt + UNFINISHED_MAX;
        bool holds = _holds(id);
        require(
            r.unitsCovered == r.supply || block.timestamp >= until || !holds,
            NotCovered(r.unitsCovered, r.supply, until)
        );

        r.stage = RedemptionStage.Finished;
        _end(id);
        // Where the owner ended the hold, another action may have paused the token by now.
        if (holds) {
            token.letGo(false);
            if (r.unpauses && token.paused()) token.unpause();
        }
        uint256 redeemed = _known(id).unitsBought;
        emit RedemptionFinished(id, redeemed, r.called - redeemed, r.unitsCovered, r.supply);
    }

    /* VIEWS */

    /// @inheritdoc IRedemption
    function quote(uint256 id, address holder) external view returns (uint256 units, uint256 amount) {
        Purse storage p = _known(id);
        if (p.over || isRedeemed[id][holder]) return (0, 0);
        RedemptionState memory r = _redemptions[id];
        if (r.stage == RedemptionStage.Announced) {
            (r.called, r.supply) = (uint104(_called(id)), uint104(_tokenOf(id).totalSupply()));
            if (r.called == 0) return (0, 0);
        }
        units = _share(id, r, _tokenOf(id).balanceOf(holder));
        amount = _priceOf(p, units);
    }

    /// @inheritdoc IRedemption
    function redemption(uint256 id) external view returns (RedemptionState memory) {
        _known(id);
        return _redemptions[id];
    }

    /* INTERNALS */

    /// @inheritdoc Buyer
    function _moneyToFund(uint256 id) internal view override returns (uint256) {
        return _priceOf(_known(id), _called(id));
    }

    /// @dev As the supply moves until the beginning, so does what "every unit" is.
    function _called(uint256 id) private view returns (uint256) {
        RedemptionState storage r = _redemptions[id];
        if (r.stage != RedemptionStage.Announced) return r.called;
        uint256 supply = _tokenOf(id).totalSupply();
        return r.units < supply ? r.units : supply;
    }

    /// @dev balance × called ÷ supply, rounded down; never more than is left of what was called.
    function _share(uint256 id, RedemptionState memory r, uint256 balance) private view returns (uint256) {
        // 104 + 104 bits: no overflow.
        uint256 units = balance * r.called / r.supply;
        uint256 left = r.called - _known(id).unitsBought;
        if (units > left) units = left;
        return units < balance ? units : balance;
    }

    function _inStage(uint256 id, RedemptionStage needed) private view returns (RedemptionState storage r) {
        _known(id);
        r = _redemptions[id];
        require(r.stage == needed, NotInStage(id, r.stage, needed));
    }
}
