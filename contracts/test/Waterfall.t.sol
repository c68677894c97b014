// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {Waterfall} from "../src/Waterfall.sol";
import {IDistributor} from "../src/interfaces/IDistributor.sol";
import {ISecurityToken, TokenTerms} from "../src/interfaces/ISecurityToken.sol";
import {ClassTerms, IWaterfall, Position} from "../src/interfaces/IWaterfall.sol";
import {ClassClaim, ClassShare, Participation, TermsFault} from "../src/types/ClassClaim.sol";
import {WaterfallWorld} from "./WaterfallWorld.sol";

contract WaterfallTest is WaterfallWorld {
    event Executed(bytes32 indexed ref, uint40 recordAt, uint256 amount, uint256 total);
    event ClassPaid(
        bytes32 indexed ref,
        address indexed token,
        uint256 distributionId,
        uint256 amount,
        uint256 preference,
        uint256 participation,
        bool converted
    );
    event RecordDatesDeclared(uint40 at, uint16[] recordIds);

    function only(address one) private pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = one;
    }

    function pushAll(uint256 id, address one, address other) private {
        address[] memory list = new address[](2);
        (list[0], list[1]) = one < other ? (one, other) : (other, one);
        vm.prank(OPERATOR);
        distributor.push(id, list);
    }

    function assertAmounts(uint256[] memory amounts, uint256 first, uint256 second, uint256 third)
        private
        pure
    {
        vm.assertEq(amounts[0], first, "common");
        vm.assertEq(amounts[1], second, "A");
        vm.assertEq(amounts[2], third, "B");
    }

    /* FROM PROCEEDS TO HOLDERS */

    function testProceedsReachTheHoldersOfEveryClass() public {
        vm.prank(OPERATOR);
        vm.expectEmit();
        uint16[] memory expected = new uint16[](3);
        (expected[0], expected[1], expected[2]) = (1, 1, 1);
        emit RecordDatesDeclared(uint40(block.timestamp + 1 days), expected);
        uint16[] memory ids = waterfall.declareRecordDates(uint40(block.timestamp + 1 days));
        vm.warp(block.timestamp + 1 days);
        // What is sold after the record date is paid to the seller.
        vm.prank(BO);
        classA.transfer(CLEO, 1_500);

        uint256 amount = 50_000_000 * DOLLAR;
        assertAmounts(
            waterfall.quote(ids, amount), 24_000_000 * DOLLAR, 8_000_000 * DOLLAR, 18_000_000 * DOLLAR
        );
        vm.prank(OPERATOR);
        vm.expectEmit();
        emit Executed("sale", uint40(block.timestamp), amount, amount);
        vm.expectEmit();
        emit ClassPaid("sale", address(common), 1, 24_000_000 * DOLLAR, 0, 24_000_000 * DOLLAR, false);
        vm.expectEmit();
        emit ClassPaid("sale", address(classA), 2, 8_000_000 * DOLLAR, 0, 8_000_000 * DOLLAR, true);
        vm.expectEmit();
        emit ClassPaid(
            "sale", address(classB), 3, 18_000_000 * DOLLAR, 10_000_000 * DOLLAR, 8_000_000 * DOLLAR, false
        );
        uint256[] memory distributions = waterfall.execute(ids, amount, "sale");

        vm.prank(OPERATOR);
        distributor.push(distributions[0], only(ANA));
        pushAll(distributions[1], BO, CLEO);
        distributor.claim(distributions[2], DANA);
        vm.assertEq(money.balanceOf(ANA), 24_000_000 * DOLLAR);
        vm.assertEq(money.balanceOf(BO), 6_000_000 * DOLLAR);
        vm.assertEq(money.balanceOf(CLEO), 2_000_000 * DOLLAR);
        vm.assertEq(money.balanceOf(DANA), 18_000_000 * DOLLAR);
        for (uint256 i; i < 3; ++i) {
            distributor.close(distributions[i]);
        }
        vm.assertEq(money.balanceOf(address(distributor)), 0);
        vm.assertEq(money.balanceOf(address(waterfall)), 0);
    }

    function testAClassThatGetsNothingHasNoDistribution() public {
        uint256[] memory distributions = execute(pastRecordDates(), 4_000_000 * DOLLAR, "sale");
        vm.assertEq(distributions[0], 0);
        vm.assertEq(distributions[1], 0);
        vm.assertEq(distributor.distribution(distributions[2]).funded, 4_000_000 * DOLLAR);
    }

    /// forge-config: default.fuzz.runs = 64
    function testTheQuoteIsWhatIsPaid(uint256 amount, uint256 second) public {
        uint16[] memory ids = pastRecordDates();
        amount = bound(amount, 1, 100_000_000 * DOLLAR);
        second = bound(second, 1, 100_000_000 * DOLLAR);
        uint256[2] memory payments = [amount, second];
        for (uint256 n; n < 2; ++n) {
            uint256[] memory quoted = waterfall.quote(ids, payments[n]);
            uint256[] memory distributions = execute(ids, payments[n], bytes32(n + 1));
            uint256 sum;
            for (uint256 i; i < 3; ++i) {
                sum += quoted[i];
                if (quoted[i] == 0) vm.assertEq(distributions[i], 0);
                else vm.assertEq(distributor.distribution(distributions[i]).funded, quoted[i]);
            }
            vm.assertEq(sum, payments[n], "all of it");
        }
    }

    /* INSTALMENTS */

    function testInstalmentsGiveWhatOnePaymentWouldHave() public {
        uint16[] memory ids = pastRecordDates();
        execute(ids, 14_000_000 * DOLLAR, "deposit");
        assertAmounts(
            waterfall.quote(ids, 36_000_000 * DOLLAR),
            24_000_000 * DOLLAR,
            4_000_000 * DOLLAR,
            8_000_000 * DOLLAR
        );
        // On another record date, whoever holds by then.
        ids = pastRecordDates();
        execute(ids, 36_000_000 * DOLLAR, "balance");
        Position[] memory positions = waterfall.positions();
        vm.assertEq(positions[0].paid, 24_000_000 * DOLLAR);
        vm.assertEq(positions[1].paid, 8_000_000 * DOLLAR);
        vm.assertEq(positions[2].paid, 18_000_000 * DOLLAR);
        vm.assertEq(waterfall.total(), 50_000_000 * DOLLAR);
    }

    function testOtherUnitsThanAtTheFirstPaymentStopTheNext() public {
        execute(pastRecordDates(), DOLLAR, "first");
        issueOf(classA, BO, 1);
        uint16[] memory ids = pastRecordDates();
        bytes memory changed =
            abi.encodeWithSelector(IWaterfall.SupplyChanged.selector, address(classA), 2_000, 2_001);
        vm.expectRevert(changed);
        waterfall.quote(ids, DOLLAR);
        vm.prank(OPERATOR);
        vm.expectRevert(changed);
        waterfall.execute(ids, DOLLAR, "second");
    }

    /// A preference is so many units times a price: of ten times the units, the juniors would pay ten times of it.
    function testAfterASplitNothingIsPaidOnTheTermsOfOtherUnits(bool paidBefore, bool reverse) public {
        if (paidBefore) execute(pastRecordDates(), DOLLAR, "first");
        uint16[] memory before = pastRecordDates();
        address[] memory holders = new address[](1);
        holders[0] = DANA;
        rescale(classB, holders, reverse ? 1 : 10, reverse ? 10 : 1);
        uint16[] memory ids = pastRecordDates();
        bytes memory rescaled = abi.encodeWithSelector(IWaterfall.UnitsRescaled.selector, address(classB));
        vm.expectRevert(rescaled);
        waterfall.quote(ids, DOLLAR);
        vm.prank(OPERATOR);
        vm.expectRevert(rescaled);
        waterfall.execute(ids, DOLLAR, "second");
        // A record date of before the split saw the units that the terms are about.
        execute(before, DOLLAR, "second");
    }

    function testDividendsAccrueUntilTheFirstPaymentAndRaiseTheCapToo() public {
        ClassTerms[] memory terms = threeClasses();
        (terms[2].dividendBps, terms[2].accruesFrom) = (800, uint40(START));
        waterfall = newWaterfall();
        waterfall.init(address(money), terms);
        vm.prank(OPERATOR);
        money.approve(address(waterfall), type(uint256).max);
        for (uint256 i; i < 3; ++i) {
            vm.prank(OWNER);
            tokens()[i].grantRole(address(waterfall), type(uint256).max);
        }
        vm.warp(START + 364 days);
        uint16[] memory ids = pastRecordDates();
        ClassClaim[] memory claims = waterfall.claims(ids);
        vm.assertEq(claims[2].preference, 10_800_000 * DOLLAR);
        vm.assertEq(claims[2].cap, 20_800_000 * DOLLAR);
        vm.assertEq(claims[1].preference, 4_000_000 * DOLLAR);
        execute(ids, 1, "first");

        vm.warp(block.timestamp + 365 days);
        vm.assertEq(waterfall.claims(pastRecordDates())[2].preference, 10_800_000 * DOLLAR);
    }

    function testThePriceIsOfAWholeUnit() public {
        TokenTerms memory born = termsOf();
        born.decimals = 18;
        born.rules.balanceMax = 0;
        vm.prank(OWNER);
        ISecurityToken fine = ISecurityToken(factory.createToken(born, "fine"));
        issueOf(fine, DANA, 2_000e18 + 1);
        ClassTerms[] memory terms = threeClasses();
        terms[2].token = address(fine);
        waterfall = newWaterfall();
        waterfall.init(address(money), terms);
        uint16[] memory ids = new uint16[](3);
        for (uint256 i; i < 3; ++i) {
            vm.prank(OPERATOR);
            ids[i] = ISecurityToken(terms[i].token).declareRecordDate(uint40(block.timestamp + 1));
        }
        vm.warp(block.timestamp + 1);
        ClassClaim memory claim = waterfall.claims(ids)[2];
        vm.assertEq(claim.preference, 10_000_000 * DOLLAR);
        vm.assertEq(claim.cap, 20_000_000 * DOLLAR);
        vm.assertEq(claim.shares, 2_000e18 + 1);
    }

    function testNothingAccruesBeforeItsDay() public {
        ClassTerms[] memory terms = threeClasses();
        (terms[2].dividendBps, terms[2].accruesFrom) = (800, type(uint40).max);
        uint16[] memory ids = pastRecordDates();
        waterfall = newWaterfall();
        waterfall.init(address(money), terms);
        vm.assertEq(waterfall.claims(ids)[2].preference, 10_000_000 * DOLLAR);
    }

    /* REFUSED */

    function testAReferencePaysOnce() public {
        uint16[] memory ids = pastRecordDates();
        execute(ids, DOLLAR, "sale");
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.AlreadyExecuted.selector, bytes32("sale")));
        waterfall.execute(ids, DOLLAR, "sale");
        vm.prank(OPERATOR);
        vm.expectRevert(IWaterfall.RefMissing.selector);
        waterfall.execute(ids, DOLLAR, 0);
    }

    function testOnlyAnOfficerOfEveryClassPays() public {
        uint16[] memory ids = pastRecordDates();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.NotAuthorised.selector, STRANGER, address(common)));
        waterfall.execute(ids, DOLLAR, "sale");

        vm.prank(OWNER);
        classB.revokeRole(OPERATOR, type(uint256).max);
        bytes memory refused =
            abi.encodeWithSelector(IWaterfall.NotAuthorised.selector, OPERATOR, address(classB));
        vm.prank(OPERATOR);
        vm.expectRevert(refused);
        waterfall.execute(ids, DOLLAR, "sale");
        vm.prank(OPERATOR);
        vm.expectRevert(refused);
        waterfall.declareRecordDates(uint40(block.timestamp + 1));
    }

    function testNothingOrTooMuchIsRefused() public {
        uint16[] memory ids = pastRecordDates();
        vm.prank(OPERATOR);
        vm.expectRevert(IWaterfall.NothingToPay.selector);
        waterfall.execute(ids, 0, "sale");
        uint256 limit = type(uint112).max;
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.AmountTooLarge.selector, limit + 1, limit));
        waterfall.execute(ids, limit + 1, "sale");
    }

    function testRecordDatesAreOnePastInstantOnEveryClass() public {
        uint16[] memory ids = pastRecordDates();
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.RecordCountMismatch.selector, 2, 3));
        waterfall.quote(new uint16[](2), 1);

        vm.prank(OPERATOR);
        classB.declareRecordDate(uint40(block.timestamp + 1 hours));
        vm.warp(block.timestamp + 1 hours);
        ids[2] = 2;
        vm.expectRevert(
            abi.encodeWithSelector(
                IWaterfall.RecordDatesDiffer.selector, block.timestamp - 1 hours, block.timestamp
            )
        );
        waterfall.quote(ids, 1);

        vm.prank(OPERATOR);
        ids = waterfall.declareRecordDates(uint40(block.timestamp + 1 hours));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITokenErrors.RecordDateNotPassed.selector, ids[0], block.timestamp + 1 hours
            )
        );
        waterfall.quote(ids, 1);
        ids[0] = 99;
        vm.expectRevert();
        waterfall.quote(ids, 1);
    }

    function testAPaymentTokenWithAFeeIsRefused() public {
        uint16[] memory ids = pastRecordDates();
        money.setFee(100);
        // What is short here cannot be sent on.
        vm.prank(OPERATOR);
        vm.expectRevert();
        waterfall.execute(ids, 1_000, "sale");
        // Even when something was lying here.
        money.mint(address(waterfall), 1_000);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.ReceivedOther.selector, 990, 1_000));
        waterfall.execute(ids, 1_000, "sale");
        vm.assertEq(waterfall.total(), 0);
        vm.assertTrue(!waterfall.isExecuted("sale"), "may be tried again");
    }

    /* TERMS */

    function assertTermsRefused(ClassTerms[] memory terms, uint256 index, TermsFault fault) private {
        Waterfall fresh = newWaterfall();
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.WaterfallTermsInvalid.selector, index, fault));
        fresh.init(address(money), terms);
    }

    /// Bad input B41.
    function testTermsThatCannotBeAreRefusedAtBirth() public {
        ClassTerms[] memory terms = threeClasses();
        terms[2].capBps = 9_999;
        assertTermsRefused(terms, 2, TermsFault.CapBelowPreference);
        terms = threeClasses();
        terms[1].sharesPerUnit = 0;
        assertTermsRefused(terms, 1, TermsFault.ZeroShares);
        terms = threeClasses();
        terms[2].token = terms[1].token;
        assertTermsRefused(terms, 2, TermsFault.Duplicate);
        terms = threeClasses();
        (terms[0].participation, terms[1].convertible, terms[2].convertible) =
        (Participation.None, false, false);
        assertTermsRefused(terms, 3, TermsFault.NobodyTakesTheRest);
        assertTermsRefused(new ClassTerms[](0), 0, TermsFault.ClassCount);
        assertTermsRefused(new ClassTerms[](17), 17, TermsFault.ClassCount);
    }

    function testAWaterfallIsMadeOnceOfTokens() public {
        ClassTerms[] memory terms = threeClasses();
        vm.expectRevert(IWaterfall.AlreadyInitialised.selector);
        waterfall.init(address(money), terms);
        vm.expectRevert(IWaterfall.AlreadyInitialised.selector);
        implementation.init(address(money), terms);

        Waterfall fresh = newWaterfall();
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.NotAToken.selector, STRANGER));
        fresh.init(STRANGER, terms);
        terms[0].token = address(1);
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.NotAToken.selector, address(1)));
        fresh.init(address(money), terms);
        vm.expectRevert(abi.encodeWithSelector(IWaterfall.NotAToken.selector, STRANGER));
        new Waterfall(IDistributor(STRANGER));

        terms = threeClasses();
        vm.expectEmit();
        emit IWaterfall.Initialised(address(money), terms);
        fresh.init(address(money), terms);
    }

    /// The sale after all preferred units were converted could not be paid at all.
    function testAClassThatNobodyHoldsIsInNobodysWay() public {
        vm.startPrank(OPERATOR);
        classB.burn(DANA, 2_000);
        vm.stopPrank();
        uint16[] memory ids = pastRecordDates();
        uint256[] memory distributions = execute(ids, 36_000_000 * DOLLAR, "sale");
        vm.assertEq(distributions[2], 0);
        Position[] memory positions = waterfall.positions();
        // Common 6,000 and A 2,000 share, as A does better than by its 4,000,000.
        vm.assertEq(positions[0].paid, 27_000_000 * DOLLAR);
        vm.assertEq(positions[1].paid, 9_000_000 * DOLLAR);
        vm.assertEq(positions[2].supply, 0);
        execute(pastRecordDates(), DOLLAR, "more");

        issueOf(classB, DANA, 1);
        ids = pastRecordDates();
        vm.expectRevert(
            abi.encodeWithSelector(IWaterfall.SupplyChanged.selector, address(classB), uint256(0), uint256(1))
        );
        waterfall.quote(ids, DOLLAR);
    }

    function testTheTermsCanBeRead() public view {
        vm.assertEq(waterfall.classes().length, 3);
        vm.assertEq(waterfall.classes()[2].price, 5_000 * DOLLAR);
        vm.assertEq(waterfall.payment(), address(money));
        vm.assertEq(waterfall.distributor(), address(distributor));
        vm.assertEq(waterfall.positions().length, 0);
    }

    /* THE RULE */

    /// @dev A stack of up to six classes: small numbers make ties, large ones overflow if anything can.
    function stackOf(uint256 seed) private pure returns (ClassClaim[] memory stack) {
        stack = new ClassClaim[](2 + seed % 5);
        stack[0] = ClassClaim(1 + (seed >> 8) % 5, 0, 0, 0, Participation.Full, false);
        for (uint256 i = 1; i < stack.length; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 magnitude = (seed & 1 == 0) ? 20 : 1 << 110;
            uint256 preference = (seed >> 8) % magnitude;
            stack[i] = ClassClaim({
                shares: 1 + (seed >> 128) % ((seed & 2 == 0) ? 9 : 1 << 130),
                preference: preference,
                cap: preference + (seed >> 16) % magnitude,
                rank: uint8(seed >> 2 & 3),
                participation: Participation((seed >> 4 & 15) % 3),
                convertible: seed >> 250 & 1 == 0
            });
        }
    }

    function total(ClassShare memory share) private pure returns (uint256) {
        return share.preference + share.participation;
    }

    function testAllIsHandedOutAndNoClassGetsLessWhenThereIsMore(uint256 seed, uint256 amount) public view {
        ClassClaim[] memory stack = stackOf(seed);
        amount = bound(amount, 0, (seed >> 255 == 0) ? 200 : type(uint112).max - 1);
        ClassShare[] memory before = waterfall.split(stack, amount);
        ClassShare[] memory more = waterfall.split(stack, amount + 1);
        uint256 sum;
        for (uint256 i; i < stack.length; ++i) {
            sum += total(before[i]);
            vm.assertLe(total(before[i]), total(more[i]), "monotone");
            if (stack[i].participation == Participation.Capped && !before[i].converted) {
                vm.assertLe(total(before[i]), stack[i].cap, "cap");
            }
        }
        vm.assertEq(sum, amount);
    }

    /// A class without shares, whatever its terms, changes nothing for the others; with a preference it cannot be.
    function testAClassWithoutSharesGetsNothing(uint256 seed, uint256 amount, uint256 at, uint8 kind) public {
        ClassClaim[] memory stack = stackOf(seed);
        amount = bound(amount, 0, (seed >> 255 == 0) ? 200 : type(uint112).max);
        at = bound(at, 0, stack.length);
        ClassClaim[] memory with = new ClassClaim[](stack.length + 1);
        for (uint256 i; i < with.length; ++i) {
            if (i != at) with[i] = stack[i < at ? i : i - 1];
        }
        with[at] = ClassClaim(0, 0, 0, kind % 4, Participation(kind % 3), kind % 2 == 0);
        ClassShare[] memory shares = waterfall.split(with, amount);
        ClassShare[] memory others = waterfall.split(stack, amount);
        for (uint256 i; i < with.length; ++i) {
            if (i == at) vm.assertEq(total(shares[i]), 0, "nothing");
            else vm.assertEq(total(shares[i]), total(others[i < at ? i : i - 1]), "as without it");
        }
        (with[at].preference, with[at].cap) = (1, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IWaterfall.WaterfallTermsInvalid.selector, at, TermsFault.ZeroShares)
        );
        waterfall.split(with, amount);
    }

    function testWhereNobodyHoldsWhoTakesTheRestNothingIsPaid() public {
        ClassClaim[] memory stack = new ClassClaim[](2);
        stack[0] = ClassClaim(0, 0, 0, 0, Participation.Full, true);
        stack[1] = ClassClaim(1, 10, 0, 1, Participation.None, false);
        vm.expectRevert(
            abi.encodeWithSelector(
                IWaterfall.WaterfallTermsInvalid.selector, 2, TermsFault.NobodyTakesTheRest
            )
        );
        waterfall.split(stack, 5);
    }

    /// @dev Given that these classes convert and the others do not, the rule has nothing to decide.
    function withChoices(ClassClaim[] memory stack, ClassShare[] memory choices, uint256 other)
        private
        pure
        returns (ClassClaim[] memory fixed_)
    {
        fixed_ = new ClassClaim[](stack.length);
        for (uint256 i; i < stack.length; ++i) {
            ClassClaim memory c = stack[i];
            bool converts = choices[i].converted != (i == other);
            fixed_[i] = converts
                ? ClassClaim(c.shares, 0, 0, c.rank, Participation.Full, false)
                : ClassClaim(c.shares, c.preference, c.cap, c.rank, c.participation, false);
        }
    }

    function testNoClassGainsByTheOtherChoice(uint256 seed, uint256 amount) public view {
        ClassClaim[] memory stack = stackOf(seed);
        amount = bound(amount, 0, (seed >> 255 == 0) ? 200 : type(uint112).max);
        ClassShare[] memory found = waterfall.split(stack, amount);
        ClassShare[] memory same = waterfall.split(withChoices(stack, found, type(uint256).max), amount);
        for (uint256 i; i < stack.length; ++i) {
            vm.assertEq(total(found[i]), total(same[i]), "the choices give what was found");
            if (!stack[i].convertible) continue;
            ClassShare[] memory other = waterfall.split(withChoices(stack, found, i), amount);
            vm.assertLe(total(other[i]), total(found[i]), "no gain");
        }
    }

    function testTheLargestStackIsCheapEnough() public view {
        ClassClaim[] memory stack = new ClassClaim[](16);
        for (uint256 i; i < 16; ++i) {
            stack[i] = ClassClaim(
                (1 << 136) - 1 - i, (1 << 100) + i, (1 << 102) - i, uint8(i), Participation.Capped, true
            );
        }
        uint256 before = gasleft();
        ClassShare[] memory shares = waterfall.split(stack, type(uint112).max);
        // A twelfth of a block, without the optimizer too.
        vm.assertLe(before - gasleft(), 2_500_000, "gas");
        vm.assertTrue(shares[15].converted, "every turn was taken");
    }
}
