// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Conversion} from "../src/Conversion.sol";
import {Redemption} from "../src/Redemption.sol";
import {FREEZER, ISSUER, PAUSER, RULER} from "../src/Roles.sol";
import {Split} from "../src/Split.sol";
import {Tender} from "../src/Tender.sol";
import {IBallot} from "../src/interfaces/IBallot.sol";
import {IBuyer} from "../src/interfaces/IBuyer.sol";
import {ConversionTerms, IConversion} from "../src/interfaces/IConversion.sol";
import {IRedemption, RedemptionTerms} from "../src/interfaces/IRedemption.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {ISplit, SplitTerms} from "../src/interfaces/ISplit.sol";
import {ITender, TenderTerms} from "../src/interfaces/ITender.sol";
import {BallotWorld} from "./BallotWorld.sol";
import {BuyerWorld} from "./BuyerWorld.sol";
import {World} from "./World.sol";

// As `Instants.t.sol`, of ballots, tenders, redemptions, splits and conversions.

contract BallotInstantsTest is BallotWorld {
    function testVotesAreCastWithinTheWindow(uint256 seed, bool end) public {
        uint256 id = open(termsOfBallot());
        uint256 at = near(seed, end ? closesAt : opensAt);
        vm.warp(at);
        bytes memory error;
        if (at < opensAt) error = abi.encodeWithSelector(IBallot.VotingNotOpen.selector, id, opensAt);
        else if (at >= closesAt) error = abi.encodeWithSelector(IBallot.VotingClosed.selector, id, closesAt);
        answers(ANA, address(ballots), abi.encodeCall(ballots.vote, (id, ANA, FOR)), error);
        if (error.length == 0) assertCast(id, 0, 60, 0, 0);
    }

    function testAResultIsKeptFromTheCloseOn(uint256 seed) public {
        uint256 id = running();
        vote(id, ANA, FOR);
        uint256 at = near(seed, closesAt);
        vm.warp(at);
        bytes memory error;
        if (at < closesAt) error = abi.encodeWithSelector(IBallot.VotingNotClosed.selector, id, closesAt);
        answers(STRANGER, address(ballots), abi.encodeCall(ballots.finalise, (id)), error);
    }
}

contract TenderInstantsTest is BuyerWorld {
    uint40 private constant OPENS = uint40(START + 100 days);
    uint40 private constant CLOSES = uint40(START + 130 days);

    Tender private offers;
    uint256 private id;

    function buyer() internal view override returns (IBuyer) {
        return offers;
    }

    function setUp() public override {
        super.setUp();
        offers = new Tender(distributor);
        grant(address(offers), ISSUER | FREEZER);
        issue(ANA, 100);
        vm.prank(OPERATOR);
        id = offers.offer(terms());
        fundWhole(id);
    }

    function terms() private view returns (TenderTerms memory t) {
        (t.token, t.payment, t.treasury) = (address(token), address(hostile), TREASURY);
        (t.unitsMax, t.price, t.ref) = (100, 7, "offer");
        (t.opensAt, t.closesAt) = (OPENS, CLOSES);
    }

    function notOpen() private view returns (bytes memory) {
        return abi.encodeWithSelector(ITender.NotOpen.selector, id, OPENS, CLOSES);
    }

    function testUnitsAreTenderedWithinTheWindow(uint256 seed, bool end) public {
        uint256 at = near(seed, end ? CLOSES : OPENS);
        vm.warp(at);
        bytes memory error;
        if (at < OPENS || at >= CLOSES) error = notOpen();
        answers(ANA, address(offers), abi.encodeCall(offers.tender, (id, 10)), error);
        vm.assertEq(token.frozenTokens(ANA), error.length == 0 ? 10 : 0);
    }

    function testAnOfferIsCancelledBeforeItClosesAndSettledFromThenOn(uint256 seed, bool cancels) public {
        vm.warp(OPENS);
        vm.prank(ANA);
        offers.tender(id, 10);
        uint256 at = near(seed, CLOSES);
        vm.warp(at);
        bytes memory error;
        if (cancels) {
            if (at >= CLOSES) error = notOpen();
            answers(OPERATOR, address(offers), abi.encodeCall(offers.cancel, (id)), error);
            return;
        }
        if (at < CLOSES) error = abi.encodeWithSelector(ITender.NotClosed.selector, id, CLOSES);
        answers(STRANGER, address(offers), abi.encodeCall(offers.settle, (id, only(ANA))), error);
        vm.assertEq(hostile.balanceOf(ANA), error.length == 0 ? 70 : 0);
    }

    function testAnOfferIsMadeUpToItsBeginning(uint256 seed) public {
        uint256 at = near(seed, OPENS);
        vm.warp(at);
        TenderTerms memory another = terms();
        another.ref = "another";
        bytes memory error;
        if (at > OPENS) error = abi.encodeWithSelector(IBuyer.NotAhead.selector, OPENS, at);
        answers(OPERATOR, address(offers), abi.encodeCall(offers.offer, (another)), error);
    }
}

contract RedemptionInstantsTest is BuyerWorld {
    uint40 private constant AT = uint40(START + 30 days);

    Redemption private redemption;

    function buyer() internal view override returns (IBuyer) {
        return redemption;
    }

    function setUp() public override {
        super.setUp();
        redemption = new Redemption(distributor);
        grant(address(redemption), ISSUER | PAUSER);
        issue(ANA, 100);
    }

    function terms() private view returns (RedemptionTerms memory t) {
        (t.token, t.payment, t.treasury) = (address(token), address(hostile), TREASURY);
        (t.units, t.price, t.at, t.ref) = (10, 7, AT, "call");
    }

    function funded() private returns (uint256 id) {
        vm.prank(OPERATOR);
        id = redemption.announce(terms());
        fundWhole(id);
    }

    function testItIsAnnouncedUpToItsMoment(uint256 seed) public {
        uint256 at = near(seed, AT);
        vm.warp(at);
        bytes memory error;
        if (at > AT) error = abi.encodeWithSelector(IBuyer.NotAhead.selector, AT, at);
        answers(OPERATOR, address(redemption), abi.encodeCall(redemption.announce, (terms())), error);
    }

    function testItBeginsFromItsMomentOnWithoutARecordDateInTheWeek(uint256 seed, bool ofRecord) public {
        uint256 id = funded();
        uint256 recordAt = START + 60 days;
        vm.prank(OPERATOR);
        token.declareRecordDate(uint40(recordAt));
        uint256 at = near(seed, ofRecord ? recordAt - (seed % 8 < 4 ? 7 days : 0) : AT);
        vm.warp(at);
        bytes memory error;
        if (at < AT) {
            error = abi.encodeWithSelector(IRedemption.TooEarly.selector, id, AT);
        } else if (at < recordAt && recordAt < at + 7 days) {
            error = abi.encodeWithSelector(IBuyer.RecordDateAhead.selector, recordAt);
        }
        answers(STRANGER, address(redemption), abi.encodeCall(redemption.begin, (id)), error);
        vm.assertEq(token.paused(), error.length == 0);
    }

    function testHoldersArePaidForAWeekAndFromThenOnAnybodyEndsIt(uint256 seed, bool ends) public {
        uint256 id = funded();
        vm.warp(AT);
        redemption.begin(id);
        uint256 until = AT + 7 days;
        uint256 at = near(seed, until);
        vm.warp(at);
        bytes memory error;
        if (ends) {
            if (at < until) error = abi.encodeWithSelector(IRedemption.NotCovered.selector, 0, 100, until);
            answers(STRANGER, address(redemption), abi.encodeCall(redemption.finish, (id)), error);
        } else {
            if (at >= until) error = abi.encodeWithSelector(IRedemption.TooLate.selector, id, until);
            answers(STRANGER, address(redemption), abi.encodeCall(redemption.redeem, (id, only(ANA))), error);
            vm.assertEq(hostile.balanceOf(ANA), at < until ? 70 : 0);
        }
    }
}

contract SplitInstantsTest is BuyerWorld {
    uint40 private constant AT = uint40(START + 30 days);

    Split private split;

    function buyer() internal view override returns (IBuyer) {
        return split;
    }

    function setUp() public override {
        super.setUp();
        split = new Split(distributor);
        grant(address(split), ISSUER | PAUSER | RULER);
        issue(ANA, 100);
    }

    function terms() private view returns (SplitTerms memory t) {
        (t.token, t.payment, t.treasury) = (address(token), address(hostile), TREASURY);
        (t.num, t.den, t.price, t.at, t.ref) = (2, 1, 7, AT, "split");
    }

    function testItIsAnnouncedUpToItsMoment(uint256 seed) public {
        uint256 at = near(seed, AT);
        vm.warp(at);
        bytes memory error;
        if (at > AT) error = abi.encodeWithSelector(IBuyer.NotAhead.selector, AT, at);
        answers(OPERATOR, address(split), abi.encodeCall(split.announce, (terms())), error);
    }

    function testItBeginsFromItsMomentOnWithoutARecordDateInTheDay(uint256 seed, bool ofRecord) public {
        vm.prank(OPERATOR);
        uint256 id = split.announce(terms());
        uint256 recordAt = START + 60 days;
        vm.prank(OPERATOR);
        token.declareRecordDate(uint40(recordAt));
        uint256 at = near(seed, ofRecord ? recordAt - (seed % 8 < 4 ? 1 days : 0) : AT);
        vm.warp(at);
        bytes memory error;
        if (at < AT) {
            error = abi.encodeWithSelector(ISplit.TooEarly.selector, id, AT);
        } else if (at < recordAt && recordAt < at + 1 days) {
            error = abi.encodeWithSelector(IBuyer.RecordDateAhead.selector, recordAt);
        }
        answers(STRANGER, address(split), abi.encodeCall(split.begin, (id)), error);
        vm.assertEq(token.paused(), error.length == 0);
    }
}

contract ConversionInstantsTest is World {
    uint40 private constant OPENS = uint40(START + 30 days);
    uint40 private constant CLOSES = uint40(START + 60 days);
    uint40 private constant MANDATORY = uint40(START + 90 days);

    Conversion private conversion;
    ISecurityToken private common;

    function setUp() public override {
        super.setUp();
        common = newToken("common");
        conversion = new Conversion();
        vm.startPrank(OWNER);
        token.grantRole(address(conversion), ISSUER);
        common.grantRole(address(conversion), ISSUER | FREEZER);
        vm.stopPrank();
        issue(ANA, 100);
    }

    /// Units become as many.
    function terms() private view returns (ConversionTerms memory) {
        return ConversionTerms({
            from: address(token),
            to: address(common),
            num: 1,
            den: 1,
            opensAt: OPENS,
            closesAt: CLOSES,
            mandatoryAt: MANDATORY,
            ref: "series A"
        });
    }

    function announced() private returns (uint256) {
        vm.prank(OPERATOR);
        return conversion.announce(terms());
    }

    function testItIsAnnouncedUpToTheFirstOfItsMoments(uint256 seed, bool opens) public {
        ConversionTerms memory t = terms();
        if (!opens) (t.opensAt, t.closesAt) = (0, 0);
        uint256 first = opens ? OPENS : MANDATORY;
        uint256 at = near(seed, first);
        vm.warp(at);
        bytes memory error;
        if (at > first) error = abi.encodeWithSelector(IConversion.NotAhead.selector, first, at);
        answers(OPERATOR, address(conversion), abi.encodeCall(conversion.announce, (t)), error);
    }

    function testHoldersConvertWithinTheWindow(uint256 seed, bool end) public {
        uint256 id = announced();
        uint256 at = near(seed, end ? CLOSES : OPENS);
        vm.warp(at);
        bytes memory error;
        if (at < OPENS || at >= CLOSES) {
            error = abi.encodeWithSelector(IConversion.NotOpen.selector, id, OPENS, CLOSES);
        }
        answers(ANA, address(conversion), abi.encodeCall(conversion.convert, (id, 10)), error);
        vm.assertEq(common.balanceOf(ANA), error.length == 0 ? 10 : 0);
    }

    function testAnybodyConvertsEverybodyFromTheMandatoryDayOn(uint256 seed) public {
        uint256 id = announced();
        uint256 at = near(seed, MANDATORY);
        vm.warp(at);
        bytes memory error;
        if (at < MANDATORY) error = abi.encodeWithSelector(IConversion.NotMandatory.selector, id, MANDATORY);
        address[] memory holders = new address[](1);
        holders[0] = ANA;
        answers(STRANGER, address(conversion), abi.encodeCall(conversion.convertAll, (id, holders)), error);
        vm.assertEq(common.balanceOf(ANA), at < MANDATORY ? 0 : 100);
    }
}
