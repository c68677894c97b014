// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {
    Basis,
    BallotClass,
    BallotFault,
    BallotRules,
    BallotState,
    BallotTerms,
    ClassCount,
    IBallot,
    Outcome,
    SplitVote
} from "../src/interfaces/IBallot.sol";
import {ISecurityToken, Rules} from "../src/interfaces/ISecurityToken.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {BallotWorld} from "./BallotWorld.sol";

contract BallotTest is BallotWorld {
    event VoteCast(
        uint256 indexed id, address indexed holder, address indexed voter, uint8 classIndex, uint256[] units
    );
    event ProxyAppointed(
        address indexed holder, uint256 indexed ballot, address indexed token, address proxy
    );
    event ClassCounted(uint256 indexed id, uint8 classIndex, uint256 outstanding, uint256[] units);
    event BallotFinalised(uint256 indexed id, Outcome outcome, uint8 option, bytes32 resultHash);

    /* FROM MOTION TO RESULT */

    function testAMotionIsCarriedAndItsResultKept() public {
        vm.expectEmit();
        emit IBallot.BallotOpened(1, "agm", OPERATOR, termsOfBallot());
        uint256 id = running();
        // Sold after the record date: the seller votes, the buyer does not.
        vm.prank(BO);
        common.transfer(DANA, 40);
        vote(id, ANA, FOR);
        vote(id, BO, AGAINST);
        vm.prank(DANA);
        vm.expectRevert(abi.encodeWithSelector(IBallot.NotAHolder.selector, id, DANA));
        ballots.vote(id, DANA, FOR);
        uint256[] memory abstained = new uint256[](3);
        abstained[2] = 5;
        vm.expectEmit();
        emit VoteCast(id, CLEO, CLEO, 1, abstained);
        vote(id, CLEO, ABSTAIN);
        assertCast(id, 0, 60, 40, 0);
        assertCast(id, 1, 1, 0, 5);

        ClassCount[] memory counts = ballots.countsOf(id);
        bytes32 hash = keccak256(
            abi.encode(
                block.chainid, address(ballots), id, keccak256("sell the tower"), counts, Outcome.Carried, FOR
            )
        );
        vm.warp(closesAt);
        vm.expectEmit();
        emit ClassCounted(id, 0, 100, counts[0].units);
        vm.expectEmit();
        emit ClassCounted(id, 1, 6, counts[1].units);
        vm.expectEmit();
        emit BallotFinalised(id, Outcome.Carried, FOR, hash);
        vm.prank(STRANGER);
        ballots.finalise(id);
        BallotState memory state = ballots.ballot(id);
        assertOutcome(state.outcome, Outcome.Carried);
        vm.assertEq(state.option, FOR);
        vm.assertEq(state.resultHash, hash);

        vm.expectRevert(abi.encodeWithSelector(IBallot.AlreadyFinalised.selector, id));
        ballots.finalise(id);
    }

    function testFrozenAndLockedUnitsVote() public {
        vm.prank(OPERATOR);
        common.setAddressFrozen(ANA, true);
        vm.prank(OPERATOR);
        common.issue(CLEO, 7, TODAY, TODAY + 300, 1, 0);
        uint256 id = running();
        vote(id, ANA, FOR);
        vote(id, CLEO, AGAINST);
        assertCast(id, 0, 60, 7, 0);
    }

    function testExcludedUnitsNeitherVoteNorCount() public {
        BallotTerms memory terms = termsOfBallot();
        terms.excluded = new address[](1);
        terms.excluded[0] = BO;
        uint256 id = open(terms);
        vm.warp(opensAt);
        vm.prank(BO);
        vm.expectRevert(abi.encodeWithSelector(IBallot.ExcludedFromVoting.selector, id, BO));
        ballots.vote(id, BO, FOR);
        vm.assertEq(ballots.countsOf(id)[0].outstanding, 60);
        vm.assertEq(ballots.countsOf(id)[1].outstanding, 6);
        vm.assertEq(ballots.excludedFrom(id)[0], BO);
    }

    /* CHANGES, SPLITS */

    function testTheLastVoteCountsWhileVotesMayBeChanged() public {
        uint256 id = running();
        vote(id, ANA, FOR);
        vote(id, ANA, AGAINST);
        assertCast(id, 0, 0, 60, 0);
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(0, 10, 20, 30));
        assertCast(id, 0, 10, 20, 30);
        assertCast(id, 1, 0, 1, 0);
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(0, 1, 0, 0));
        assertCast(id, 0, 1, 0, 0);
        vote(id, ANA, ABSTAIN);
        assertCast(id, 0, 0, 0, 60);
        vm.assertEq(ballots.voteOf(id, 0, ANA)[ABSTAIN], 60);
        vm.assertEq(ballots.voteOf(id, 0, BO).length, 0);
    }

    function testAVoteStandsWhereVotesAreNotChanged() public {
        BallotTerms memory terms = termsOfBallot();
        terms.rules.changeable = false;
        uint256 id = open(terms);
        vm.warp(opensAt);
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(1, 1, 0, 0));
        bytes memory refused = abi.encodeWithSelector(IBallot.AlreadyVoted.selector, id, ANA, 1);
        vm.prank(ANA);
        vm.expectRevert(refused);
        ballots.vote(id, ANA, AGAINST);
        vm.prank(ANA);
        vm.expectRevert(refused);
        ballots.voteSplit(id, ANA, split(1, 0, 1, 0));
        // Class by class.
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(0, 60, 0, 0));
    }

    /// Bad input B64.
    function testAVoteThatCannotBeIsRefusedByName() public {
        uint256 id = open(termsOfBallot());
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(IBallot.VotingNotOpen.selector, id, opensAt));
        ballots.vote(id, ANA, FOR);
        vm.warp(opensAt);

        vm.startPrank(ANA);
        vm.expectRevert(abi.encodeWithSelector(IBallot.VoteAboveHolding.selector, 0, 61, 60));
        ballots.voteSplit(id, ANA, split(0, 60, 1, 0));
        vm.expectRevert(abi.encodeWithSelector(IBallot.UnknownOption.selector, 3, 3));
        ballots.vote(id, ANA, 3);
        SplitVote[] memory votes = split(0, 1, 0, 0);
        votes[0].units = new uint104[](2);
        vm.expectRevert(abi.encodeWithSelector(IBallot.UnknownOption.selector, 2, 3));
        ballots.voteSplit(id, ANA, votes);
        vm.expectRevert(abi.encodeWithSelector(IBallot.UnknownClass.selector, 2, 2));
        ballots.voteSplit(id, ANA, split(2, 1, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IBallot.EmptyVote.selector, 0));
        ballots.voteSplit(id, ANA, split(0, 0, 0, 0));
        vm.expectRevert(abi.encodeWithSelector(IBallot.EmptyVote.selector, 0));
        ballots.voteSplit(id, ANA, new SplitVote[](0));
        vm.expectRevert(abi.encodeWithSelector(IBallot.UnknownBallot.selector, id + 1));
        ballots.vote(id + 1, ANA, FOR);
        vm.expectRevert(abi.encodeWithSelector(IBallot.VotingNotClosed.selector, id, closesAt));
        ballots.finalise(id);

        vm.warp(closesAt);
        vm.expectRevert(abi.encodeWithSelector(IBallot.VotingClosed.selector, id, closesAt));
        ballots.vote(id, ANA, FOR);
        vm.expectRevert(abi.encodeWithSelector(IBallot.VotingClosed.selector, id, closesAt));
        ballots.voteSplit(id, ANA, split(0, 1, 0, 0));
        vm.stopPrank();
        assertCast(id, 0, 0, 0, 0);
    }

    /// @dev A class named twice in one vote is voted with once.
    function testAClassNamedTwiceVotesOnce() public {
        uint256 id = running();
        SplitVote[] memory votes = new SplitVote[](2);
        votes[0] = split(0, 60, 0, 0)[0];
        votes[1] = split(0, 0, 60, 0)[0];
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, votes);
        assertCast(id, 0, 0, 60, 0);
    }

    /* SPLITS OF A CLASS */

    function rescalePreferred() private {
        address[] memory holders = new address[](2);
        (holders[0], holders[1]) = (CLEO, ANA);
        rescale(preferred, holders, 10, 1);
    }

    /// A class that was split between the opening and the record date had ten times its votes.
    function testNobodyVotesWhereAClassHasOtherVotesThanWasSaid() public {
        uint256 id = open(termsOfBallot());
        rescalePreferred();
        vm.warp(opensAt);
        bytes memory rescaled = abi.encodeWithSelector(IBallot.UnitsRescaled.selector, address(preferred));
        vm.prank(CLEO);
        vm.expectRevert(rescaled);
        ballots.vote(id, CLEO, FOR);
        vm.prank(ANA);
        vm.expectRevert(rescaled);
        ballots.voteSplit(id, ANA, split(0, 60, 0, 0));
        assertOutcome(finalised(id).outcome, Outcome.QuorumMissed);
    }

    function testASplitAfterTheRecordDateChangesNoVote() public {
        uint256 id = running();
        rescalePreferred();
        vote(id, CLEO, FOR);
        assertCast(id, 1, 5, 0, 0);
        // Nor one before the opening, whose terms are about the units that the record date has seen.
        BallotTerms memory terms = termsOfBallot();
        terms.ref = "later";
        vote(open(terms), CLEO, FOR);
    }

    function testOfOneClassAloneASplitChangesNothing() public {
        BallotTerms memory terms = termsOfBallot();
        BallotClass[] memory one = new BallotClass[](1);
        one[0] = terms.classes[1];
        terms.classes = one;
        uint256 id = open(terms);
        rescalePreferred();
        vm.warp(opensAt);
        vote(id, CLEO, FOR);
        assertCast(id, 0, 50, 0, 0);
    }

    /* PROXIES */

    function testAProxyVotesUntilTheHolderDoes() public {
        uint256 id = running();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IBallot.NotProxy.selector, STRANGER, ANA, 1));
        ballots.vote(id, ANA, FOR);

        vm.prank(ANA);
        vm.expectEmit();
        emit ProxyAppointed(ANA, id, address(0), STRANGER);
        ballots.appoint(id, STRANGER);
        vm.prank(STRANGER);
        ballots.vote(id, ANA, FOR);
        assertCast(id, 0, 60, 0, 0);
        vm.prank(STRANGER);
        ballots.vote(id, ANA, AGAINST);
        assertCast(id, 0, 0, 60, 0);

        // In person, with one class: the proxy keeps the other.
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(0, 60, 0, 0));
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IBallot.HolderVoted.selector, id, ANA, 0));
        ballots.vote(id, ANA, AGAINST);
        vm.prank(STRANGER);
        ballots.voteSplit(id, ANA, split(1, 0, 0, 1));
        assertCast(id, 0, 60, 0, 0);
        assertCast(id, 1, 0, 0, 1);
    }

    function testTheHolderOverridesTheirProxyEvenWhereVotesAreNotChanged() public {
        BallotTerms memory terms = termsOfBallot();
        terms.rules.changeable = false;
        uint256 id = open(terms);
        vm.warp(opensAt);
        vm.prank(ANA);
        ballots.appoint(id, STRANGER);
        vm.prank(STRANGER);
        ballots.vote(id, ANA, FOR);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IBallot.AlreadyVoted.selector, id, ANA, 0));
        ballots.vote(id, ANA, AGAINST);
        vote(id, ANA, AGAINST);
        assertCast(id, 0, 0, 60, 0);
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(IBallot.AlreadyVoted.selector, id, ANA, 0));
        ballots.vote(id, ANA, FOR);
    }

    function testAStandingProxyVotesWithItsTokenAlone() public {
        uint256 id = running();
        vm.prank(ANA);
        ballots.appointStanding(address(common), STRANGER);
        vm.prank(STRANGER);
        ballots.vote(id, ANA, FOR);
        assertCast(id, 0, 60, 0, 0);
        assertCast(id, 1, 0, 0, 0);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IBallot.NotProxy.selector, STRANGER, ANA, 1));
        ballots.voteSplit(id, ANA, split(1, 1, 0, 0));

        // Revoked: what was voted stands, and nothing more is.
        vm.prank(ANA);
        ballots.appointStanding(address(common), address(0));
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IBallot.NotProxy.selector, STRANGER, ANA, 1));
        ballots.vote(id, ANA, AGAINST);
        assertCast(id, 0, 60, 0, 0);
    }

    function testAnAppointmentForOneBallotGoesBeforeTheStandingOne() public {
        uint256 id = running();
        vm.startPrank(ANA);
        ballots.appointStanding(address(common), STRANGER);
        vm.assertEq(ballots.proxyOf(id, address(common), ANA), STRANGER);
        ballots.appoint(id, DANA);
        vm.assertEq(ballots.proxyOf(id, address(common), ANA), DANA);
        ballots.appoint(id, ANA);
        vm.stopPrank();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IBallot.NotProxy.selector, STRANGER, ANA, 1));
        ballots.vote(id, ANA, FOR);
        vm.expectRevert(abi.encodeWithSelector(IBallot.UnknownBallot.selector, 99));
        ballots.appoint(99, DANA);
        vm.expectRevert(abi.encodeWithSelector(IBallot.UnknownBallot.selector, 0));
        ballots.appoint(0, DANA);
    }

    /* OUTCOMES: the default ballot asks a quarter to vote, more than half of the cast, and half of preferred */

    function testOutcomesInTheirOrder() public {
        uint256 id = running();
        // 10 of 160 votes: a quorum of a quarter is missed.
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(0, 10, 0, 0));
        assertOutcome(outcomeNow(id), Outcome.QuorumMissed);
        // 40 votes on either side.
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(0, 40, 0, 0));
        vm.prank(BO);
        ballots.vote(id, BO, AGAINST);
        assertOutcome(outcomeNow(id), Outcome.Tied);
        // More than half of all, and nobody of preferred.
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(0, 60, 0, 0));
        assertOutcome(outcomeNow(id), Outcome.ClassThresholdMissed);
        vote(id, ANA, FOR);
        assertOutcome(outcomeNow(id), Outcome.Carried);
        assertOutcome(finalised(id).outcome, Outcome.Carried);
    }

    function outcomeNow(uint256 id) private view returns (Outcome outcome) {
        (outcome,) = ballots.decide(ballots.ballot(id).rules, ballots.classesOf(id), ballots.countsOf(id));
    }

    function testOfThreeOptionsTheFirstMustHaveMoreThanHalf() public {
        BallotTerms memory terms = termsOfBallot();
        terms.rules.lastAbstains = false;
        terms.classes[1].thresholdBps = 0;
        uint256 id = open(terms);
        vm.warp(opensAt);
        vm.prank(ANA);
        ballots.voteSplit(id, ANA, split(0, 30, 0, 30));
        vote(id, BO, AGAINST);
        assertOutcome(outcomeNow(id), Outcome.ThresholdMissed);
        terms.rules.moreThan = false;
        terms.rules.thresholdBps = 4_000;
        (Outcome outcome, uint8 option) =
            ballots.decide(terms.rules, ballots.classesOf(id), ballots.countsOf(id));
        assertOutcome(outcome, Outcome.Carried);
        vm.assertEq(option, AGAINST);
        terms.rules.basis = Basis.Outstanding;
        (outcome,) = ballots.decide(terms.rules, ballots.classesOf(id), ballots.countsOf(id));
        assertOutcome(outcome, Outcome.ThresholdMissed);
    }

    function testNothingIsCarriedWhenNobodyVotes() public {
        BallotTerms memory terms = termsOfBallot();
        (terms.rules.quorumBps, terms.rules.thresholdBps, terms.rules.moreThan) = (0, 0, false);
        uint256 id = open(terms);
        assertOutcome(finalised(id).outcome, Outcome.Tied);
        terms.ref = "one choice";
        (terms.rules.options, terms.closesAt) = (2, closesAt + 1);
        id = open(terms);
        vm.warp(closesAt + 1);
        ballots.finalise(id);
        assertOutcome(ballots.ballot(id).outcome, Outcome.ThresholdMissed);
    }

    function testAClassMustBeRepresentedWhereItIsAskedFor() public {
        BallotTerms memory terms = termsOfBallot();
        terms.classes[1].quorumBps = 5_000;
        uint256 id = open(terms);
        terms.ref = "again";
        uint256 again = open(terms);
        vm.warp(opensAt);
        vote(id, ANA, FOR);
        vote(again, ANA, FOR);
        vote(again, CLEO, FOR);
        assertOutcome(finalised(id).outcome, Outcome.ClassQuorumMissed);
        assertOutcome(finalised(again).outcome, Outcome.Carried);
    }

    /// @dev Five preferred units are fifty votes, and forty common ones are forty.
    function testAUnitHasTheVotesOfItsClass() public {
        uint256 id = running();
        vote(id, BO, AGAINST);
        vote(id, CLEO, FOR);
        BallotState memory b = finalised(id);
        assertOutcome(b.outcome, Outcome.Carried);
        vm.assertEq(b.option, FOR);
    }

    function testWhatMustBeExceededIsNotReachedByAsMuch() public {
        BallotTerms memory terms = termsOfBallot();
        terms.classes = new BallotClass[](1);
        terms.classes[0] = BallotClass(address(common), 1, 1, 0, 0);
        terms.rules.thresholdBps = 6_000;
        uint256 id = open(terms);
        (terms.rules.moreThan, terms.ref) = (false, "as much");
        uint256 asMuch = open(terms);
        vm.warp(opensAt);
        for (uint256 each = id; each <= asMuch; ++each) {
            vote(each, ANA, FOR);
            vote(each, BO, AGAINST);
        }
        assertOutcome(finalised(id).outcome, Outcome.ThresholdMissed);
        assertOutcome(finalised(asMuch).outcome, Outcome.Carried);
    }

    /* OPENING */

    function classNamed(string memory name) private returns (BallotClass memory) {
        ISecurityToken class = newToken(name);
        vm.startPrank(OPERATOR);
        class.setRules(Rules(0, 0, false, false, 0, 0, 0));
        class.mint(ANA, type(uint104).max);
        class.declareRecordDate(opensAt);
        vm.stopPrank();
        return BallotClass(address(class), 1, 1, 10_000, 10_000);
    }

    /// @dev Of sixteen classes, options and excluded wallets each, and nothing less than everything will do.
    function testThereMayBeSixteenOfAll() public {
        BallotTerms memory terms = termsOfBallot();
        terms.classes = new BallotClass[](16);
        terms.excluded = new address[](16);
        for (uint160 i; i < 16; ++i) {
            terms.classes[i] = classNamed(string(abi.encodePacked("class ", bytes1(uint8(65 + i)))));
            terms.excluded[i] = address(i + 1);
        }
        (terms.rules.options, terms.rules.quorumBps, terms.rules.thresholdBps) = (16, 10_000, 10_000);
        terms.rules.moreThan = false;
        uint256 id = open(terms);
        vm.warp(opensAt);
        vote(id, ANA, 14);
        BallotState memory b = finalised(id);
        assertOutcome(b.outcome, Outcome.Carried);
        vm.assertEq(b.option, 14);
    }

    function assertRefused(BallotTerms memory terms, BallotFault fault) private {
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IBallot.BallotTermsInvalid.selector, fault));
        ballots.open(terms);
    }

    function testABallotThatCannotBeIsNotOpened() public {
        BallotTerms memory terms = termsOfBallot();
        terms.classes = new BallotClass[](0);
        assertRefused(terms, BallotFault.ClassCount);
        terms.classes = new BallotClass[](17);
        assertRefused(terms, BallotFault.ClassCount);
        terms = termsOfBallot();
        terms.classes[1].token = address(common);
        assertRefused(terms, BallotFault.DuplicateClass);
        terms = termsOfBallot();
        terms.classes[1].votesPerUnit = 0;
        assertRefused(terms, BallotFault.NoVotes);
        terms = termsOfBallot();
        terms.rules.options = 1;
        assertRefused(terms, BallotFault.OptionCount);
        terms.rules.options = 17;
        assertRefused(terms, BallotFault.OptionCount);
        terms = termsOfBallot();
        terms.closesAt = opensAt;
        assertRefused(terms, BallotFault.Window);
        terms = termsOfBallot();
        terms.opensAt = opensAt - 1;
        assertRefused(terms, BallotFault.OpensBeforeRecord);
        terms = termsOfBallot();
        terms.rules.quorumBps = 10_001;
        assertRefused(terms, BallotFault.Bps);
        terms = termsOfBallot();
        terms.rules.thresholdBps = 10_001;
        assertRefused(terms, BallotFault.Bps);
        terms = termsOfBallot();
        terms.classes[0].quorumBps = 10_001;
        assertRefused(terms, BallotFault.Bps);
        terms = termsOfBallot();
        terms.motion = 0;
        assertRefused(terms, BallotFault.MotionMissing);
        terms = termsOfBallot();
        terms.excluded = new address[](17);
        assertRefused(terms, BallotFault.Excluded);
        terms.excluded = new address[](2);
        (terms.excluded[0], terms.excluded[1]) = (address(2), address(2));
        assertRefused(terms, BallotFault.Excluded);
    }

    function testABallotIsOnOneDeclaredRecordDate() public {
        vm.prank(OPERATOR);
        preferred.declareRecordDate(opensAt + 1 hours);
        BallotTerms memory terms = termsOfBallot();
        terms.classes[1].recordId = 2;
        assertRefused(terms, BallotFault.RecordDatesDiffer);
        terms.classes[1].recordId = 3;
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RecordDateUnknown.selector, 3));
        ballots.open(terms);
        vm.warp(closesAt);
        assertRefused(termsOfBallot(), BallotFault.Window);
    }

    function testAReferenceOpensOnceAndOnlyForAnOfficerOfEveryClass() public {
        BallotTerms memory terms = termsOfBallot();
        uint256 id = open(terms);
        vm.assertEq(ballots.idOf(address(common), "agm"), id);
        vm.assertEq(ballots.ballotCount(), id);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IBallot.AlreadyOpened.selector, bytes32("agm"), id));
        ballots.open(terms);
        terms.ref = 0;
        vm.prank(OPERATOR);
        vm.expectRevert(IBallot.RefMissing.selector);
        ballots.open(terms);
        address first = terms.classes[0].token;
        terms.classes[0].token = STRANGER;
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IBallot.NotAToken.selector, STRANGER));
        ballots.open(terms);
        terms.classes[0].token = first;
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IBallot.NotAuthorised.selector, STRANGER, address(common)));
        ballots.open(terms);
        vm.prank(OWNER);
        preferred.revokeRole(OPERATOR, type(uint256).max);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IBallot.NotAuthorised.selector, OPERATOR, address(preferred)));
        ballots.open(terms);
        vm.expectRevert(abi.encodeWithSelector(IBallot.UnknownBallot.selector, id + 1));
        ballots.ballot(id + 1);
    }

    function testASimpleVoteIsCheap() public {
        BallotTerms memory terms = termsOfBallot();
        BallotClass[] memory one = new BallotClass[](1);
        one[0] = terms.classes[0];
        terms.classes = one;
        uint256 id = open(terms);
        vm.warp(opensAt);
        vote(id, ANA, FOR);
        vm.prank(BO);
        uint256 before = gasleft();
        ballots.vote(id, BO, FOR);
        vm.assertLe(before - gasleft(), 90_000, "gas");
    }
}
