// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ballot} from "../src/Ballot.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {
    Basis,
    BallotClass,
    BallotRules,
    BallotState,
    BallotTerms,
    Outcome,
    SignedAppointment,
    SignedSplitVote,
    SplitVote
} from "../src/interfaces/IBallot.sol";
import {World} from "./World.sol";

/// @dev An issuer with two classes on one record date. Common, a vote a unit: Ana 60, Bo 40. Preferred, ten votes a unit:
///      Cleo 5, Ana 1.
abstract contract BallotWorld is World {
    uint8 internal constant FOR = 0;
    uint8 internal constant AGAINST = 1;
    uint8 internal constant ABSTAIN = 2;

    Ballot internal ballots;
    ISecurityToken internal common;
    ISecurityToken internal preferred;
    uint40 internal opensAt;
    uint40 internal closesAt;

    function setUp() public virtual override {
        super.setUp();
        ballots = new Ballot();
        (common, preferred) = (token, newToken("preferred"));
        issueOf(common, ANA, 60);
        issueOf(common, BO, 40);
        issueOf(preferred, CLEO, 5);
        issueOf(preferred, ANA, 1);
        opensAt = uint40(block.timestamp + 1 days);
        closesAt = opensAt + 7 days;
        vm.startPrank(OPERATOR);
        common.declareRecordDate(opensAt);
        preferred.declareRecordDate(opensAt);
        vm.stopPrank();
    }

    function issueOf(ISecurityToken class, address to, uint256 units) internal {
        vm.prank(OPERATOR);
        class.mint(to, units);
    }

    /// @dev A quarter must vote; more than half of what is cast decides; the preferred class must agree by half.
    function termsOfBallot() internal view returns (BallotTerms memory terms) {
        terms.classes = new BallotClass[](2);
        terms.classes[0] = BallotClass(address(common), 1, 1, 0, 0);
        terms.classes[1] = BallotClass(address(preferred), 1, 10, 0, 5_000);
        terms.rules = BallotRules({
            options: 3,
            lastAbstains: true,
            changeable: true,
            moreThan: true,
            basis: Basis.Cast,
            quorumBps: 2_500,
            thresholdBps: 5_000
        });
        terms.excluded = new address[](0);
        (terms.opensAt, terms.closesAt) = (opensAt, closesAt);
        terms.motion = keccak256("sell the tower");
        terms.uri = "https://example.com/motion.pdf";
        terms.ref = "agm";
    }

    function open(BallotTerms memory terms) internal returns (uint256) {
        vm.prank(OPERATOR);
        return ballots.open(terms);
    }

    /// @dev Opened, and voting goes on.
    function running() internal returns (uint256 id) {
        id = open(termsOfBallot());
        vm.warp(opensAt);
    }

    function vote(uint256 id, address holder, uint8 option) internal {
        vm.prank(holder);
        ballots.vote(id, holder, option);
    }

    function finalised(uint256 id) internal returns (BallotState memory) {
        vm.warp(closesAt);
        vm.prank(STRANGER);
        ballots.finalise(id);
        return ballots.ballot(id);
    }

    function split(uint8 classIndex, uint104 inFavour, uint104 against, uint104 abstaining)
        internal
        pure
        returns (SplitVote[] memory votes)
    {
        votes = new SplitVote[](1);
        votes[0].classIndex = classIndex;
        votes[0].units = new uint104[](3);
        (votes[0].units[0], votes[0].units[1], votes[0].units[2]) = (inFavour, against, abstaining);
    }

    /// @dev What its holder signs, by EIP-712.
    function wordsOf(SignedAppointment memory a) internal pure returns (bytes32) {
        bytes32 typehash = keccak256(
            "Appointment(address holder,uint256 ballot,address token,address proxy,uint256 nonce,uint256 deadline)"
        );
        return keccak256(abi.encode(typehash, a.holder, a.ballot, a.token, a.proxy, a.nonce, a.deadline));
    }

    /// @dev Of a vote among three options in each class.
    function wordsOf(SignedSplitVote memory v) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](v.votes.length);
        for (uint256 i; i < hashes.length; ++i) {
            uint256[] memory units = new uint256[](3);
            for (uint256 o; o < 3; ++o) {
                units[o] = v.votes[i].units[o];
            }
            hashes[i] = keccak256(
                abi.encode(
                    keccak256("SplitVote(uint8 classIndex,uint104[] units)"),
                    v.votes[i].classIndex,
                    keccak256(abi.encodePacked(units))
                )
            );
        }
        bytes32 typehash = keccak256(
            "SplitVotes(uint256 ballot,address holder,address voter,SplitVote[] votes,uint256 nonce,uint256 deadline)SplitVote(uint8 classIndex,uint104[] units)"
        );
        bytes32 votes = keccak256(abi.encodePacked(hashes));
        return keccak256(abi.encode(typehash, v.ballot, v.holder, v.voter, votes, v.nonce, v.deadline));
    }

    function assertCast(uint256 id, uint256 class, uint256 inFavour, uint256 against, uint256 abstaining)
        internal
        view
    {
        uint256[] memory units = ballots.countsOf(id)[class].units;
        vm.assertEq(units[0], inFavour, "for");
        vm.assertEq(units[1], against, "against");
        vm.assertEq(units[2], abstaining, "abstain");
    }

    function assertOutcome(Outcome a, Outcome b) internal pure {
        vm.assertEq(uint256(a), uint256(b), "outcome");
    }
}
