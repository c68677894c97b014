// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IBuyer} from "./IBuyer.sol";

/// @notice `num` new base units for every `den` old ones: a reverse split when `num` is the smaller.
/// @param payment  in which fractions of a unit are paid for
/// @param price    of one whole new unit, in base units of `payment`
/// @param treasury where money goes back to if it is given up
/// @param at       from when on it can begin; the holders' notice runs until then
/// @param ref      an idempotency key, usable once per token
struct SplitTerms {
    address token;
    address payment;
    address treasury;
    uint64 num;
    uint64 den;
    uint128 price;
    uint40 at;
    bytes32 ref;
}

enum SplitStage {
    Announced,
    Running,
    Finished,
    Cancelled
}

/// @param supply       at the beginning, in old units
/// @param unitsCovered old units that have been split; `supply` when nobody is left
/// @param unitsMade    new units they became
/// @param rests        what rounding took, in parts of a unit: unitsMade × den + rests = unitsCovered × num
struct SplitState {
    SplitStage stage;
    uint40 at;
    uint40 begunAt;
    uint64 num;
    uint64 den;
    uint104 supply;
    uint104 unitsCovered;
    uint104 unitsMade;
    uint128 rests;
}

/// @title  Splits the units of a class, or joins them
/// @notice It is announced for a day; from then on anyone may begin it, which pauses the token, split holders in any order
///         and, when every unit is covered, end it, which resumes the token. So it goes on after any interruption, by
///         anybody, and holders cannot trade units of two kinds. Balances are rounded down; the fraction is owed to its
///         holder in money, at the price in the terms, once it is funded. Freezes and locks are kept, the most units one
///         wallet may hold is scaled too. Every change of a balance is a `Transfer` of the token when it happens.
/// @dev    Needs ISSUER, PAUSER and RULER on the token. It holds the token alone while it runs, and waits for open tenders,
///         for offerings with open subscriptions and for a record date that is less than a day ahead; one that passes while it
///         runs all the same is counted at its end. Whatever was announced, offered or signed in units before it is made anew
///         (`rescalings`); allowances and signed transfers alone are for as many units as before. While it runs the token is not resumed, and
///         nobody's units are moved, by an officer neither: a recovery or a forced transfer waits for its end. What an
///         officer burns keeps it from being covered, so that one must end it.
interface ISplit is IBuyer {
    event SplitAnnounced(
        uint256 indexed id,
        address indexed token,
        uint64 num,
        uint64 den,
        address payment,
        uint128 price,
        uint40 at,
        bytes32 ref
    );
    event SplitCancelled(uint256 indexed id);
    event SplitBegun(uint256 indexed id, uint256 supply);
    /// @notice `before` old units became `made` new ones, and rest ÷ den of one is owed in money.
    event UnitsSplit(uint256 indexed id, address indexed holder, uint256 before, uint256 made, uint256 rest);
    event SplitFinished(uint256 indexed id, uint256 unitsCovered, uint256 supply, uint256 unitsMade);

    error RatioEmpty(uint64 num, uint64 den);
    /// @notice This contract lacks some of these roles on the token.
    error RolesMissing(address token, uint256 roles);
    error NotInStage(uint256 id, SplitStage actual, SplitStage needed);
    error TooEarly(uint256 id, uint40 at);
    /// @notice Something else has paused the token.
    error TokenPaused(address token);
    /// @notice The units were split since it was announced.
    error UnitsRescaled(address token);
    /// @notice A token counts its units in 104 bits.
    error SupplyTooLarge(uint256 supply);
    error NotCovered(uint256 unitsCovered, uint256 supply);

    /// @notice Announces it.
    /// @custom:by ISSUER of the token
    function announce(SplitTerms calldata terms) external returns (uint256 id);

    /// @notice Gives it up before it has begun.
    /// @custom:by ISSUER of the token, before it has begun
    function cancel(uint256 id) external;

    /// @notice Begins it when its day has come, and pauses the token.
    /// @custom:by anyone, when its day has come
    function begin(uint256 id) external;

    /// @notice Splits the units of these holders, in any order; those already split are passed over.
    /// @custom:by anyone
    function split(uint256 id, address[] calldata holders) external;

    /// @notice Ends it, scales the cap per wallet and resumes the token. Anyone when every unit is covered; ISSUER of the
    ///         token at any time. Once the owner has ended its hold, the cap and the pause are left as they are.
    /// @custom:by anyone, when every unit is covered; ISSUER of the token, any time
    function finish(uint256 id) external;

    /// @notice What this holder's units would become, or became: new units, the part of one that is left over, and the money
    ///         for that. Zero after it was done.
    function quote(uint256 id, address holder)
        external
        view
        returns (uint256 units, uint256 rest, uint256 amount);

    /// @notice What was declared, and how far it has come.
    function splitState(uint256 id) external view returns (SplitState memory);

    /// @notice Whether this holder's units have been rescaled.
    function isSplit(uint256 id, address holder) external view returns (bool);
}
