// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    AMOUNT_MAX,
    CLASSES_MAX,
    ClassClaim,
    ClassShare,
    Participation,
    SHARES_MAX,
    TermsFault
} from "./types/ClassClaim.sol";
import {IWaterfall} from "./interfaces/IWaterfall.sol";

/// @title  The rule of a waterfall
/// @notice Preferences are paid by rank. What is left is shared in one order of base units, by shares: every class has
///         places 0, 1, 2, … in it, and place k of a class of s shares ranks by s ÷ (2k + 1), the larger first; on a tie
///         the larger s, then the earlier class. A class that participates is in the order from its first place. A capped
///         one leaves it at its cap. A class that would have to give up its preference joins at the place after the last
///         one that its preference, or its cap, stands for: it has then as much per share as common has, and takes
///         further units as common does. It has converted. A class without shares gets nothing, and is in nobody's way.
/// @dev    The conversions are found by looking at these turns (leave, join: at most two a class) in the order of their
///         places, and ending at the first that the money does not reach; so at most 32 rounds.
///         Whatever is handed out is a first part of one order of base units: so the sum is the amount, nobody gets less
///         when there is more, and no class does better by the other choice while the rest keep theirs.
///         Nothing is `unchecked`: the limits of `ClassClaim.sol` are enforced first, and 0.8 arithmetic would revert.
library ClassStack {
    /// A place in the order of base units: the `seat`th, from 0, of the class at `index`.
    struct Place {
        uint256 weight;
        uint256 seat;
        uint256 index;
    }

    /// Who shares what the preferences left.
    struct Residual {
        /// The places of those who share, when all is handed out.
        uint256 places;
        bool[] sharing;
        bool[] converted;
        /// What class i has to decide next, at which of its places.
        Turn[] turns;
        uint256[] seats;
    }

    enum Turn {
        Never,
        Leaves,
        Joins
    }

    /// @notice Who gets how much of `amount`. Refuses terms that cannot be.
    function split(ClassClaim[] memory claims, uint256 amount)
        internal
        pure
        returns (ClassShare[] memory shares)
    {
        requireSound(claims);
        require(amount <= AMOUNT_MAX, IWaterfall.AmountTooLarge(amount, AMOUNT_MAX));

        shares = new ClassShare[](claims.length);
        uint256 left = _payByRank(claims, amount, shares);
        _shareResidual(claims, left, shares);
    }

    function requireSound(ClassClaim[] memory claims) internal pure {
        uint256 count = claims.length;
        require(
            count != 0 && count <= CLASSES_MAX, IWaterfall.WaterfallTermsInvalid(count, TermsFault.ClassCount)
        );
        bool exhaustive;
        for (uint256 i; i < count; ++i) {
            ClassClaim memory c = claims[i];
            require(
                c.shares != 0 || _kept(c) == 0, IWaterfall.WaterfallTermsInvalid(i, TermsFault.ZeroShares)
            );
            require(c.shares <= SHARES_MAX, IWaterfall.WaterfallTermsInvalid(i, TermsFault.SharesTooLarge));
            require(
                c.preference <= AMOUNT_MAX, IWaterfall.WaterfallTermsInvalid(i, TermsFault.PreferenceTooLarge)
            );
            if (c.participation == Participation.Capped) {
                require(
                    c.cap >= c.preference, IWaterfall.WaterfallTermsInvalid(i, TermsFault.CapBelowPreference)
                );
                require(c.cap <= AMOUNT_MAX, IWaterfall.WaterfallTermsInvalid(i, TermsFault.CapTooLarge));
            }
            bool takesTheRest = c.convertible || c.participation == Participation.Full;
            exhaustive = exhaustive || (takesTheRest && c.shares != 0);
        }
        require(exhaustive, IWaterfall.WaterfallTermsInvalid(count, TermsFault.NobodyTakesTheRest));
    }

    /// @notice The first `total` places of the order, counted for each class: the method of Webster or Sainte-Laguë.
    /// @dev    Rounded to the nearest, halves up, shares are first places for some total, at most half the classes off.
    ///         The weights sum to more than zero.
    function apportion(uint256 total, uint256[] memory weights)
        internal
        pure
        returns (uint256[] memory seats)
    {
        uint256 count = weights.length;
        uint256 sum;
        for (uint256 i; i < count; ++i) {
            sum += weights[i];
        }
        seats = new uint256[](count);
        uint256 given;
        for (uint256 i; i < count; ++i) {
            seats[i] = (2 * total * weights[i] + sum) / (2 * sum);
            given += seats[i];
        }
        for (; given < total; ++given) {
            ++seats[_next(weights, seats)];
        }
        for (; given > total; --given) {
            --seats[_last(weights, seats)];
        }
    }

    /* INTERNALS */

    /// @dev Pays preferences, the highest rank first; returns what is left.
    function _payByRank(ClassClaim[] memory claims, uint256 amount, ClassShare[] memory shares)
        private
        pure
        returns (uint256 left)
    {
        left = amount;
        uint256[] memory due = new uint256[](claims.length);
        // The ranks that are still to be paid lie below this one.
        uint256 above = uint256(type(uint8).max) + 1;
        while (left != 0) {
            (bool found, uint256 rank) = _rankBelow(claims, above);
            if (!found) break;
            above = rank;
            uint256 sum;
            for (uint256 i; i < claims.length; ++i) {
                due[i] = claims[i].rank == rank ? claims[i].preference : 0;
                sum += due[i];
            }
            if (sum == 0) continue;
            uint256 available = left < sum ? left : sum;
            uint256[] memory parts = apportion(available, due);
            for (uint256 i; i < claims.length; ++i) {
                shares[i].preference += parts[i];
            }
            left -= available;
        }
    }

    /// @dev The highest rank below `above`.
    function _rankBelow(ClassClaim[] memory claims, uint256 above)
        private
        pure
        returns (bool found, uint256 rank)
    {
        for (uint256 i; i < claims.length; ++i) {
            uint256 candidate = claims[i].rank;
            if (candidate < above && (!found || candidate > rank)) (found, rank) = (true, candidate);
        }
    }

    /// @dev Shares what the preferences left.
    function _shareResidual(ClassClaim[] memory claims, uint256 left, ClassShare[] memory shares)
        private
        pure
    {
        Residual memory r = _settled(claims, left);
        for (uint256 i; i < claims.length; ++i) {
            ClassShare memory share = shares[i];
            if (r.converted[i]) {
                share.preference = 0;
                share.participation = r.seats[i];
                share.converted = true;
            } else {
                share.participation = r.sharing[i] ? r.seats[i] : _room(claims[i]);
            }
        }
    }

    /// @dev Takes the turns that the money reaches, then counts the places.
    function _settled(ClassClaim[] memory claims, uint256 left) private pure returns (Residual memory r) {
        uint256 count = claims.length;
        r.places = left;
        r.sharing = new bool[](count);
        r.converted = new bool[](count);
        r.turns = new Turn[](count);
        for (uint256 i; i < count; ++i) {
            // It has no places, and no turn to take one.
            if (claims[i].shares == 0) continue;
            Participation participation = claims[i].participation;
            r.sharing[i] = participation != Participation.None;
            if (participation == Participation.Capped) r.turns[i] = Turn.Leaves;
            else if (participation == Participation.None && claims[i].convertible) r.turns[i] = Turn.Joins;
        }
        while (true) {
            (bool found, Place memory place) = _earliest(claims, r.turns);
            if (!found || _servedBefore(claims, r.sharing, place) >= r.places) break;
            _turn(claims, r, place);
        }

        uint256[] memory weights = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            if (r.sharing[i]) weights[i] = claims[i].shares;
        }
        // Somebody shares: the last to leave would be a class that joins again, or one that never leaves.
        r.seats = r.places == 0 ? new uint256[](count) : apportion(r.places, weights);
    }

    /// @dev Lets the class at this place leave or join. Its earlier places stop to count, or count from now on.
    function _turn(ClassClaim[] memory claims, Residual memory r, Place memory place) private pure {
        uint256 i = place.index;
        if (r.turns[i] == Turn.Joins) {
            r.places += place.seat;
            r.sharing[i] = true;
            r.converted[i] = true;
            r.turns[i] = Turn.Never;
        } else {
            r.places -= place.seat;
            r.sharing[i] = false;
            r.turns[i] = claims[i].convertible ? Turn.Joins : Turn.Never;
        }
    }

    /// @dev Of the turns still to come, the one at the earliest place.
    function _earliest(ClassClaim[] memory claims, Turn[] memory turns)
        private
        pure
        returns (bool found, Place memory first)
    {
        for (uint256 i; i < claims.length; ++i) {
            if (turns[i] == Turn.Never) continue;
            uint256 seat = turns[i] == Turn.Leaves ? _room(claims[i]) : _kept(claims[i]);
            Place memory place = Place(claims[i].shares, seat, i);
            if (!found || _isBefore(place, first)) (found, first) = (true, place);
        }
    }

    /// @dev How many places of those sharing are served before this one.
    function _servedBefore(ClassClaim[] memory claims, bool[] memory sharing, Place memory place)
        private
        pure
        returns (uint256 served)
    {
        for (uint256 j; j < claims.length; ++j) {
            if (!sharing[j]) continue;
            uint256 weight = claims[j].shares;
            uint256 product = weight * (2 * place.seat + 1);
            bool tiesFirst = weight == place.weight ? j < place.index : weight > place.weight;
            // The largest odd number 2k + 1 for which place k is before.
            uint256 odd = tiesFirst ? product / place.weight : (product - 1) / place.weight;
            served += (odd + 1) / 2;
        }
    }

    /// @dev Whether `a` is served before `b`.
    function _isBefore(Place memory a, Place memory b) private pure returns (bool) {
        uint256 left = a.weight * (2 * b.seat + 1);
        uint256 right = b.weight * (2 * a.seat + 1);
        if (left != right) return left > right;
        return a.weight == b.weight ? a.index < b.index : a.weight > b.weight;
    }

    /// @dev Whose next place comes first.
    function _next(uint256[] memory weights, uint256[] memory seats) private pure returns (uint256) {
        Place memory first = Place(weights[0], seats[0], 0);
        for (uint256 i = 1; i < weights.length; ++i) {
            Place memory place = Place(weights[i], seats[i], i);
            if (_isBefore(place, first)) first = place;
        }
        return first.index;
    }

    /// @dev Whose last place comes last. Somebody has one.
    function _last(uint256[] memory weights, uint256[] memory seats) private pure returns (uint256) {
        bool found;
        Place memory last;
        for (uint256 i; i < weights.length; ++i) {
            if (seats[i] == 0) continue;
            Place memory place = Place(weights[i], seats[i] - 1, i);
            if (!found || _isBefore(last, place)) (found, last) = (true, place);
        }
        return last.index;
    }

    /// @dev The most a class gets without converting; of a full one, which has no most, its preference.
    function _kept(ClassClaim memory c) private pure returns (uint256) {
        return c.participation == Participation.Capped ? c.cap : c.preference;
    }

    /// @dev What a capped class can get beside its preference; zero for one that does not participate.
    function _room(ClassClaim memory c) private pure returns (uint256) {
        return _kept(c) - c.preference;
    }
}
