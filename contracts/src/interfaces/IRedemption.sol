// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBuyer} from "./IBuyer.sol";

/// @notice What the issuer calls.
/// @param units    to be redeemed in all; more than there are means every one
/// @param price    for one whole unit, in base units of `payment`
/// @param at       from when on it can begin; the holders' notice runs until then
/// @param treasury where money that is not needed goes back to
/// @param ref      an idempotency key, usable once per token
struct RedemptionTerms {
    address token;
    address payment;
    address treasury;
    uint104 units;
    uint128 price;
    uint40 at;
    bytes32 ref;
}

enum RedemptionStage {
    Announced,
    Running,
    Finished,
    Cancelled
}

/// @param units         as asked, and what `called` was cut to: at the beginning, at most the supply
/// @param supply        at the beginning
/// @param unitsCovered  units whose holders have been redeemed from; `supply` when nobody is left
/// @param begunAt       when it began
/// @param unpauses      whether the token was paused for this, and is resumed at the end
struct RedemptionState {
    RedemptionStage stage;
    bool unpauses;
    uint40 at;
    uint40 begunAt;
    uint104 units;
    uint104 called;
    uint104 supply;
    uint104 unitsCovered;
}

/// @title  Redeems units at the issuer's call
/// @notice All of a class, or part of it pro rata: each holder gives up balance × called ÷ supply, rounded down, and is
///         paid the price of exactly those units. What rounding leaves stays with the holders and is told at the end.
///         It begins when its day has come and its money is here to the base unit. From then to its end the token is
///         paused, so that nobody moves between those redeemed and those not yet. Anyone may begin, redeem and end it.
/// @dev    Needs ISSUER and PAUSER on the token. An officer who moves or burns units meanwhile, which a pause allows,
///         can make a holder redeemed too little, never twice, and never more in all than was called.
interface IRedemption is IBuyer {
    event RedemptionAnnounced(
        uint256 indexed id,
        address indexed token,
        address payment,
        uint104 units,
        uint128 price,
        uint40 at,
        bytes32 ref
    );
    event RedemptionCancelled(uint256 indexed id);
    event RedemptionBegun(uint256 indexed id, uint256 called, uint256 supply);
    /// @notice `unitsLeft`: called, and not redeemed. With every unit covered it is what rounding left.
    event RedemptionFinished(
        uint256 indexed id, uint256 unitsRedeemed, uint256 unitsLeft, uint256 unitsCovered, uint256 supply
    );

    error NotInStage(uint256 id, RedemptionStage actual, RedemptionStage needed);
    /// @notice The units were split since: units and price are about others. Give it up and announce it anew.
    error UnitsRescaled(address token);
    /// @notice The day of the redemption has not come.
    error TooEarly(uint256 id, uint40 at);
    /// @notice An officer has resumed the token: balances may move, so that nothing is redeemed until it is paused.
    error TokenNotPaused(address token);
    /// @notice Some holders are left; anyone may end it all the same from `until` on.
    error NotCovered(uint256 unitsCovered, uint256 supply, uint256 until);

    /// @notice It has run for a week, and is to be ended.
    error TooLate(uint256 id, uint256 until);

    /// @notice Calls units.
    /// @custom:by ISSUER of the token
    function announce(RedemptionTerms calldata terms) external returns (uint256 id);

    /// @notice Gives it up before it has begun.
    /// @custom:by ISSUER of the token, before it has begun
    function cancel(uint256 id) external;

    /// @notice Begins it, when its day has come, its money is here and no record date lies within a week; pauses the token.
    /// @custom:by anyone, when its day has come and its money is here
    function begin(uint256 id) external;

    /// @notice Redeems from these holders, in any order; those already redeemed are passed over. Anyone, for a week.
    /// @dev    Give it at least the 300,000 gas that one payment may need, beyond what it uses.
    /// @custom:by anyone, for a week
    function redeem(uint256 id, address[] calldata holders) external;

    /// @notice Ends it and resumes the token. Anyone, when every unit is covered or a week after the beginning; the issuer
    ///         no sooner: what has begun is paid. Once the owner has ended its hold at any time, and a pause is left as it is.
    /// @custom:by anyone, when all are covered or after a week
    function finish(uint256 id) external;

    /// @notice What this holder gives up and gets, as it stands.
    function quote(uint256 id, address holder) external view returns (uint256 units, uint256 amount);

    /// @notice What was declared, and how far it has come.
    function redemption(uint256 id) external view returns (RedemptionState memory);

    /// @notice Whether this holder's part has been bought.
    function isRedeemed(uint256 id, address holder) external view returns (bool);
}
