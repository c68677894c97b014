// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ballot} from "../src/Ballot.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {BallotTerms, ClassCount, SplitVote} from "../src/interfaces/IBallot.sol";
import {BallotWorld} from "./BallotWorld.sol";
import {Test} from "./Test.sol";

/// @dev Votes in person and by proxy, whole and split, appoints, revokes, and trades, while two ballots run: one in which
///      votes are changed, and one in which they are not.
contract Electorate is Test {
    Ballot private immutable BALLOTS;
    ISecurityToken[2] private _classes;
    address[4] private _people;
    uint256 public passes;

    constructor(Ballot ballots, ISecurityToken[2] memory classes, address[4] memory people) {
        (BALLOTS, _classes, _people) = (ballots, classes, people);
    }

    function attempt(address caller, bytes memory call) private {
        vm.prank(caller);
        (bool passed,) = address(BALLOTS).call(call);
        if (passed) ++passes;
    }

    function someone(uint256 seed) private view returns (address) {
        return _people[seed % 4];
    }

    function vote(uint256 id, uint256 voter, uint256 holder, uint8 option) external {
        attempt(
            someone(voter), abi.encodeCall(BALLOTS.vote, (1 + id % 2, someone(holder), uint8(option % 4)))
        );
    }

    function voteInPerson(uint256 id, uint256 holder, uint8 option) external {
        attempt(
            someone(holder), abi.encodeCall(BALLOTS.vote, (1 + id % 2, someone(holder), uint8(option % 3)))
        );
    }

    function split(uint256 id, uint256 voter, uint256 holder, uint256 seed) external {
        SplitVote[] memory votes = new SplitVote[](1 + (seed >> 200) % 2);
        for (uint256 i; i < votes.length; ++i) {
            votes[i].classIndex = uint8((seed >> (64 + i)) % 2);
            votes[i].units = new uint104[](3);
            for (uint256 o; o < 3; ++o) {
                // Now and then more than there is.
                votes[i].units[o] = uint104((seed >> (8 * o)) % 32);
            }
        }
        address caller = seed >> 255 == 0 ? someone(holder) : someone(voter);
        attempt(caller, abi.encodeCall(BALLOTS.voteSplit, (1 + id % 2, someone(holder), votes)));
    }

    function appoint(uint256 id, uint256 holder, uint256 proxy) external {
        address to = proxy % 8 == 0 ? address(0) : someone(proxy);
        attempt(someone(holder), abi.encodeCall(BALLOTS.appoint, (1 + id % 2, to)));
    }

    function appointStanding(uint256 class, uint256 holder, uint256 proxy) external {
        address to = proxy % 8 == 0 ? address(0) : someone(proxy);
        attempt(someone(holder), abi.encodeCall(BALLOTS.appointStanding, (address(_classes[class % 2]), to)));
    }

    function trade(uint256 class, uint256 from, uint256 to, uint256 units) external {
        ISecurityToken token = _classes[class % 2];
        address sender = someone(from);
        uint256 held = token.balanceOf(sender);
        vm.prank(sender);
        token.transfer(someone(to), units % (held + 1));
    }
}

contract BallotInvariantTest is BallotWorld {
    Electorate private electorate;

    function setUp() public override {
        super.setUp();
        open(termsOfBallot());
        openUnchanging();
        vm.warp(opensAt);
        electorate = new Electorate(ballots, [common, preferred], people());
    }

    function openUnchanging() private {
        BallotTerms memory terms = termsOfBallot();
        terms.rules.changeable = false;
        terms.ref = "unchanging";
        terms.excluded = new address[](1);
        terms.excluded[0] = BO;
        open(terms);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(electorate);
    }

    function afterInvariant() external view {
        vm.assertTrue(electorate.passes() != 0, "something happened");
    }

    function invariantNobodyVotesMoreThanTheyHeldAndTheCountIsTheSumOfTheVotes() public view {
        for (uint256 id = 1; id <= 2; ++id) {
            ClassCount[] memory counts = ballots.countsOf(id);
            for (uint8 c; c < 2; ++c) {
                uint256[3] memory sums;
                for (uint256 p; p < 4; ++p) {
                    address holder = people()[p];
                    uint256[] memory units = ballots.voteOf(id, c, holder);
                    uint256 voted;
                    for (uint256 o; o < units.length; ++o) {
                        sums[o] += units[o];
                        voted += units[o];
                    }
                    uint256 held = (c == 0 ? common : preferred).balanceAtRecord(holder, 1);
                    if (id == 2 && holder == BO) held = 0;
                    vm.assertLe(voted, held, "at most what was held");
                }
                for (uint256 o; o < 3; ++o) {
                    vm.assertEq(counts[c].units[o], sums[o], "the count");
                }
                vm.assertLe(sums[0] + sums[1] + sums[2], counts[c].outstanding, "at most what could vote");
            }
        }
    }
}
