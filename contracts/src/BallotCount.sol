// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Basis, BallotClass, BallotRules, ClassCount, Outcome} from "./interfaces/IBallot.sol";

/// @title  What the counts of a ballot mean
/// @notice In this order: enough votes in all, and in every class that asks for it; one option with the most votes,
///         abstentions aside; enough for it in all, and in every class that asks for it. An option without votes is
///         never chosen.
/// @dev    Units have at most 104 bits, votes per unit 32, basis points 14, of 16 classes: no overflow.
library BallotCount {
    uint256 internal constant BPS = 10_000;

    function decide(BallotRules memory rules, BallotClass[] memory classes, ClassCount[] memory counts)
        internal
        pure
        returns (Outcome outcome, uint8 option)
    {
        uint256[] memory votes = new uint256[](rules.options);
        uint256 outstanding;
        for (uint256 c; c < classes.length; ++c) {
            outstanding += counts[c].outstanding * classes[c].votesPerUnit;
            for (uint256 o; o < votes.length; ++o) {
                votes[o] += counts[c].units[o] * classes[c].votesPerUnit;
            }
        }
        if (_sum(votes) * BPS < outstanding * rules.quorumBps) return (Outcome.QuorumMissed, 0);
        for (uint256 c; c < classes.length; ++c) {
            if (_sum(counts[c].units) * BPS < counts[c].outstanding * classes[c].quorumBps) {
                return (Outcome.ClassQuorumMissed, 0);
            }
        }

        bool tied;
        (option, tied) = _leader(votes, rules.lastAbstains);
        if (tied) return (Outcome.Tied, 0);
        if (!_suffices(rules, rules.thresholdBps, votes, option, outstanding)) {
            return (Outcome.ThresholdMissed, option);
        }
        for (uint256 c; c < classes.length; ++c) {
            uint256 thresholdBps = classes[c].thresholdBps;
            if (thresholdBps == 0) continue;
            if (!_suffices(rules, thresholdBps, counts[c].units, option, counts[c].outstanding)) {
                return (Outcome.ClassThresholdMissed, option);
            }
        }
        return (Outcome.Carried, option);
    }

    /// @dev The option with the most votes, abstentions aside; of several the first, and then it is a tie.
    function _leader(uint256[] memory votes, bool lastAbstains)
        private
        pure
        returns (uint8 option, bool tied)
    {
        uint256 count = lastAbstains ? votes.length - 1 : votes.length;
        for (uint256 o = 1; o < count; ++o) {
            if (votes[o] > votes[option]) (option, tied) = (uint8(o), false);
            else if (votes[o] == votes[option]) tied = true;
        }
    }

    /// @dev Whether an option has its part of what was cast, or of what could be. Votes or units: only parts matter.
    function _suffices(
        BallotRules memory rules,
        uint256 thresholdBps,
        uint256[] memory votes,
        uint8 option,
        uint256 outstanding
    ) private pure returns (bool) {
        uint256 base = outstanding;
        if (rules.basis == Basis.Cast) {
            base = _sum(votes);
            if (rules.lastAbstains) base -= votes[votes.length - 1];
        }
        uint256 reached = votes[option] * BPS;
        uint256 asked = base * thresholdBps;
        return votes[option] != 0 && (rules.moreThan ? reached > asked : reached >= asked);
    }

    function _sum(uint256[] memory votes) private pure returns (uint256 sum) {
        for (uint256 o; o < votes.length; ++o) {
            sum += votes[o];
        }
    }
}
