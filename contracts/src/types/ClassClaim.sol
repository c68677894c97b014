// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice None: its preference or common, never both. Full: its preference and a share. Capped: both, up to a cap.
enum Participation {
    None,
    Full,
    Capped
}

/// @notice What one class can claim of proceeds. Amounts in base units of the payment token.
/// @param shares      as if converted to common; zero of a class that nobody holds, which has no preference and no cap then
/// @param preference  owed before lower ranks: invested × multiple, and accrued dividends
/// @param cap         the most a capped class gets without converting, its preference included; else ignored
/// @param rank        higher ranks are paid first; equal ones in proportion to their preferences
/// @param convertible whether it may give up its preference and be common
struct ClassClaim {
    uint256 shares;
    uint256 preference;
    uint256 cap;
    uint8 rank;
    Participation participation;
    bool convertible;
}

/// @notice What a class gets: `preference` + `participation`.
/// @param preference    paid by rank; zero for a class that converted
/// @param participation paid for each share, beside common
/// @param converted     common was strictly better than what the class kept otherwise
struct ClassShare {
    uint256 preference;
    uint256 participation;
    bool converted;
}

/// @notice Why terms cannot be.
enum TermsFault {
    /// No class, or more than 16.
    ClassCount,
    /// Its units count for nothing; or it has a preference or a cap, and no shares.
    ZeroShares,
    SharesTooLarge,
    PreferenceTooLarge,
    CapBelowPreference,
    CapTooLarge,
    /// No class would take what is left after preferences and caps.
    NobodyTakesTheRest,
    /// The class's token is named twice.
    Duplicate
}

// The most classes: the rule looks at each one for each of them.
uint256 constant CLASSES_MAX = 16;
// Amounts have at most 112 bits and shares 136, so that the products of the rule fit into 256: twice an amount, and one,
// times the shares of a class, or of 16, has at most 113 + 140 bits.
uint256 constant AMOUNT_MAX = type(uint112).max;
uint256 constant SHARES_MAX = (1 << 136) - 1;
