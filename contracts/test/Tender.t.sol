// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FREEZER, ISSUER, RECOVERER} from "../src/Roles.sol";
import {Tender} from "../src/Tender.sol";
import {SignatureExpired, SignatureInvalid} from "../src/TypedData.sol";
import {IBuyer} from "../src/interfaces/IBuyer.sol";
import {Bid, ITender, TenderState, TenderTerms} from "../src/interfaces/ITender.sol";
import {BuyerWorld} from "./BuyerWorld.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {ContractWallet} from "./SecurityTokenSignature.t.sol";
import {TenderBook} from "./TenderBook.sol";

contract TenderTest is BuyerWorld {
    event Tendered(uint256 indexed id, address indexed holder, uint256 units, bool odd);
    event TenderRanked(uint256 indexed id, address last, uint256 extra);
    event TenderSettled(uint256 indexed id, address indexed holder, uint256 tendered, uint256 accepted);
    event TenderClosed(uint256 indexed id, uint256 tendered, uint256 unitsBought);

    uint40 private constant OPENS = uint40(START + 1 days);
    uint40 private constant CLOSES = uint40(START + 30 days);

    Tender private tender;
    /// The people in ascending order of address.
    address[] private ascending;

    function buyer() internal view override returns (IBuyer) {
        return tender;
    }

    /// Each of the four has 1,000 units.
    function setUp() public override {
        super.setUp();
        tender = new Tender(distributor);
        grant(address(tender), ISSUER | FREEZER);
        for (uint256 i; i < 4; ++i) {
            address one = people()[i];
            issue(one, 1_000);
            ascending.push(one);
            for (uint256 j = i; j > 0 && ascending[j - 1] > ascending[j]; --j) {
                (ascending[j - 1], ascending[j]) = (ascending[j], ascending[j - 1]);
            }
        }
    }

    function terms() private view returns (TenderTerms memory t) {
        t.token = address(token);
        t.payment = address(hostile);
        t.treasury = TREASURY;
        t.unitsMax = 100;
        t.price = 7;
        (t.opensAt, t.closesAt) = (OPENS, CLOSES);
        t.ref = "offer 1";
    }

    function offered(TenderTerms memory t) private returns (uint256 id) {
        vm.prank(OPERATOR);
        id = tender.offer(t);
    }

    function open(TenderTerms memory t) private returns (uint256 id) {
        id = offered(t);
        fundWhole(id);
        vm.warp(t.opensAt);
    }

    function bid(uint256 id, address holder, uint256 units) private {
        vm.prank(holder);
        tender.tender(id, units);
    }

    function rankAll(uint256 id) private {
        (address[] memory cut, address last) = TenderBook.ranking(tender, id, ascending);
        tender.rank(id, 0, last, cut);
    }

    /* THE USUAL COURSE */

    function testAllIsBoughtWhenLessIsTendered() public {
        uint256 id = open(terms());
        vm.expectEmit();
        emit Tendered(id, ANA, 60, false);
        bid(id, ANA, 60);
        bid(id, BO, 40);
        vm.assertEq(token.freeOf(ANA), 940);
        vm.warp(CLOSES);
        vm.expectEmit();
        emit TenderSettled(id, ANA, 60, 60);
        tender.settle(id, everybody());
        vm.assertEq(token.balanceOf(ANA), 940);
        vm.assertEq(token.frozenTokens(ANA), 0);
        vm.assertEq(hostile.balanceOf(ANA), 420);
        vm.expectEmit();
        emit TenderClosed(id, 100, 100);
        tender.close(id);
        assertBalanced(id);
    }

    function testExactlyTheMaximumIsBoughtWhenMoreIsTendered() public {
        uint256 id = open(terms());
        // 100 of 301: 33.2, 33.2, 33.5. One unit is left for the largest remainder.
        bid(id, ANA, 100);
        bid(id, BO, 100);
        bid(id, CLEO, 101);
        vm.warp(CLOSES);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotRanked.selector, id));
        tender.settle(id, everybody());
        (address[] memory cut, address last) = TenderBook.ranking(tender, id, ascending);
        vm.assertEq(last, CLEO);
        vm.expectEmit();
        emit TenderRanked(id, CLEO, 1);
        vm.prank(STRANGER);
        tender.rank(id, 0, CLEO, cut);
        tender.settle(id, everybody());
        vm.assertEq(hostile.balanceOf(ANA), 33 * 7);
        vm.assertEq(hostile.balanceOf(CLEO), 34 * 7);
        vm.assertEq(tender.purse(id).unitsBought, 100);
        vm.assertEq(token.freeOf(CLEO), 1_000 - 34);
        tender.close(id);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.NothingToReturn.selector, id));
        tender.returnRest(id);
    }

    function testEqualRemaindersGoToTheLargerTenderThenToTheLowerAddress() public {
        TenderTerms memory t = terms();
        t.unitsMax = 3;
        uint256 id = open(t);
        // 3 of 12 is a quarter: 6 → 1.5, 2 → 0.5, 2 → 0.5, 2 → 0.5. Two are left: to the 6, and to the lowest address.
        bid(id, ascending[3], 6);
        for (uint256 i; i < 3; ++i) {
            bid(id, ascending[i], 2);
        }
        vm.warp(CLOSES);
        rankAll(id);
        vm.assertEq(tender.tenderState(id).last, ascending[0]);
        tender.settle(id, everybody());
        vm.assertEq(hostile.balanceOf(ascending[3]), 2 * 7);
        vm.assertEq(hostile.balanceOf(ascending[0]), 7);
        vm.assertEq(hostile.balanceOf(ascending[1]) + hostile.balanceOf(ascending[2]), 0);
    }

    function testOddLotsComeFirst() public {
        TenderTerms memory t = terms();
        t.oddLot = 99;
        uint256 id = open(t);
        transfer(ANA, BO, 930);
        bid(id, ANA, 70);
        bid(id, BO, 500);
        // 70 of more than 70 is no odd lot.
        bid(id, CLEO, 70);
        vm.assertTrue(tender.bidOf(id, ANA).odd, "all that Ana has");
        vm.assertTrue(!tender.bidOf(id, CLEO).odd, "not all that Cleo has");
        vm.warp(CLOSES);
        rankAll(id);
        tender.settle(id, everybody());
        vm.assertEq(hostile.balanceOf(ANA), 70 * 7);
        // 30 of 570: 26.3 and 3.7.
        vm.assertEq(hostile.balanceOf(BO), 26 * 7);
        vm.assertEq(hostile.balanceOf(CLEO), 4 * 7);
    }

    function testLockedUnitsOfAnothersSendingLeaveAnOddLotOdd() public {
        TenderTerms memory t = terms();
        t.oddLot = 99;
        uint256 id = open(t);
        transfer(ANA, BO, 930);
        issueLocked(ANA, 1, TODAY + 300, 4);
        bid(id, ANA, 69);
        vm.assertTrue(!tender.bidOf(id, ANA).odd, "not all that is free");
        bid(id, ANA, 70);
        vm.assertTrue(tender.bidOf(id, ANA).odd, "all that is free");
        // Locked or not, more than 99 are no odd lot.
        issueLocked(ANA, 29, TODAY + 300, 4);
        bid(id, ANA, 70);
        vm.assertTrue(!tender.bidOf(id, ANA).odd, "a hundred");
    }

    function testOddLotsAloneTooManyAreCut() public {
        TenderTerms memory t = terms();
        t.oddLot = 99;
        uint256 id = open(t);
        transfer(ANA, DANA, 910);
        transfer(BO, DANA, 910);
        bid(id, ANA, 90);
        bid(id, BO, 90);
        bid(id, CLEO, 500);
        vm.warp(CLOSES);
        rankAll(id);
        tender.settle(id, everybody());
        vm.assertEq(hostile.balanceOf(ANA) + hostile.balanceOf(BO), 700);
        vm.assertEq(hostile.balanceOf(CLEO), 0);
        vm.assertEq(token.freeOf(CLEO), 1_000);
    }

    /* HOLDERS */

    function testWhatIsTenderedCannotBeMovedAndIsStillTheirs() public {
        uint256 id = open(terms());
        bid(id, ANA, 950);
        vm.prank(ANA);
        vm.expectRevert();
        token.transfer(BO, 51);
        transfer(ANA, BO, 50);
        vm.assertEq(token.balanceOf(ANA), 950);
    }

    function testATenderIsChangedAndWithdrawnUntilTheEnd() public {
        uint256 id = open(terms());
        bid(id, ANA, 600);
        bid(id, ANA, 1_000);
        vm.assertEq(token.frozenTokens(ANA), 1_000);
        bid(id, ANA, 10);
        vm.assertEq(token.frozenTokens(ANA), 10);
        vm.startPrank(OPERATOR);
        token.pause();
        token.setAddressFrozen(ANA, true);
        vm.stopPrank();
        vm.warp(CLOSES - 1);
        // Neither a pause nor a frozen wallet keeps anybody in.
        bid(id, ANA, 0);
        vm.assertEq(token.frozenTokens(ANA), 0);
        vm.assertEq(tender.tenderState(id).tendered, 0);
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(ITender.HolderStopped.selector, ANA));
        tender.tender(id, 1);
        vm.warp(CLOSES);
        vm.prank(BO);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotOpen.selector, id, OPENS, CLOSES));
        tender.tender(id, 1);
    }

    function testOnlyFreeUnitsAreTendered() public {
        uint256 id = open(terms());
        issueLocked(ANA, 500, TODAY + 300, 1);
        vm.prank(OPERATOR);
        token.freezePartialTokens(ANA, 100);
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotFree.selector, ANA, 901, 900));
        tender.tender(id, 901);
        bid(id, ANA, 900);
        vm.prank(OPERATOR);
        registry.setStatus(BO, 2);
        vm.prank(BO);
        vm.expectRevert(abi.encodeWithSelector(ITender.HolderStopped.selector, BO));
        tender.tender(id, 1);
    }

    function testNobodyTendersBeforeItIsOpenAndPaidFor() public {
        uint256 id = offered(terms());
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotOpen.selector, id, OPENS, CLOSES));
        tender.tender(id, 1);
        vm.warp(OPENS);
        fund(id, 699);
        vm.prank(ANA);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.Underfunded.selector, 1));
        tender.tender(id, 1);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotClosed.selector, id, CLOSES));
        tender.settle(id, everybody());
    }

    /* SIGNATURES */

    function digest(Tender to, uint256 id, address holder, uint256 units, uint256 nonce)
        private
        view
        returns (bytes32)
    {
        bytes32 typehash =
            keccak256("Tender(uint256 id,address holder,uint256 units,uint256 nonce,uint256 deadline)");
        bytes32 words = keccak256(abi.encode(typehash, id, holder, units, nonce, uint256(CLOSES)));
        return keccak256(abi.encodePacked(hex"1901", to.DOMAIN_SEPARATOR(), words));
    }

    function signed(uint256 key, bytes32 digest_) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest_);
        return abi.encodePacked(r, s, v);
    }

    function carry(uint256 id, address holder, uint256 units, bytes memory signature) private {
        vm.prank(STRANGER);
        tender.tenderFor(id, holder, units, CLOSES, signature);
    }

    function refusedSignature(uint256 id, address holder, uint256 units, bytes memory signature) private {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(SignatureInvalid.selector, holder));
        tender.tenderFor(id, holder, units, CLOSES, signature);
    }

    function testAnyoneCarriesASignedTenderOnce() public {
        uint256 id = open(terms());
        bytes memory signature = signed(ANA_KEY, digest(tender, id, ANA, 40, 0));
        carry(id, ANA, 40, signature);
        vm.assertEq(tender.bidOf(id, ANA).units, 40);
        refusedSignature(id, ANA, 40, signature);
        carry(id, ANA, 0, signed(ANA_KEY, digest(tender, id, ANA, 0, 1)));
        vm.assertEq(token.frozenTokens(ANA), 0);
    }

    function testWhatAHolderDoesVoidsWhatTheySignedBefore() public {
        uint256 id = open(terms());
        bytes memory signature = signed(ANA_KEY, digest(tender, id, ANA, 40, 0));
        bid(id, ANA, 0);
        refusedSignature(id, ANA, 40, signature);
    }

    function testASignatureIsForOneHolderOfferContractAndChainAndHasOneForm() public {
        uint256 id = open(terms());
        bytes memory signature = signed(ANA_KEY, digest(tender, id, ANA, 40, 0));
        refusedSignature(id, BO, 40, signature);
        refusedSignature(id, ANA, 41, signature);
        refusedSignature(id, ANA, 40, signed(0xB0, digest(tender, id, ANA, 40, 0)));
        refusedSignature(id, ANA, 40, signed(ANA_KEY, digest(new Tender(distributor), id, ANA, 40, 0)));
        refusedSignature(id, address(0), 40, signature);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ANA_KEY, digest(tender, id, ANA, 40, 0));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        refusedSignature(
            id, ANA, 40, abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27))
        );
        refusedSignature(id, ANA, 40, "");
        vm.chainId(5);
        refusedSignature(id, ANA, 40, signature);
        vm.chainId(31337);

        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(SignatureExpired.selector, START));
        tender.tenderFor(id, ANA, 40, START, signature);
    }

    function testAContractWalletSignsByItsOwnRule() public {
        ContractWallet wallet = new ContractWallet(ANA);
        register(address(wallet));
        issue(address(wallet), 100);
        uint256 id = open(terms());
        bytes memory signature = signed(ANA_KEY, digest(tender, id, address(wallet), 40, 0));
        wallet.setMood(1);
        refusedSignature(id, address(wallet), 40, signature);
        wallet.setMood(2);
        refusedSignature(id, address(wallet), 40, signature);
        wallet.setMood(0);
        carry(id, address(wallet), 40, signature);
        vm.assertEq(token.frozenTokens(address(wallet)), 40);
    }

    /* THE ORDER OF REMAINDERS */

    function testAWrongLastHolderIsRefusedAndSettlesNothing() public {
        uint256 id = open(terms());
        bid(id, ANA, 100);
        bid(id, BO, 100);
        bid(id, CLEO, 101);
        vm.warp(CLOSES);
        (address[] memory cut,) = TenderBook.ranking(tender, id, ascending);
        // With Ana as the last, whoever comes before her in the order would get one more too.
        uint256 before = ANA < BO ? 2 : 3;
        vm.expectRevert(abi.encodeWithSelector(ITender.NotTheLast.selector, ANA, before, 1));
        tender.rank(id, 0, ANA, cut);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotTheLast.selector, address(0), 0, 1));
        tender.rank(id, 0, address(0), cut);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotTheLast.selector, STRANGER, 3, 1));
        tender.rank(id, 0, STRANGER, cut);
    }

    function testCountingGoesInBatchesAndAnotherCallerDoesNotDisturbIt() public {
        uint256 id = open(terms());
        bid(id, ANA, 100);
        bid(id, BO, 100);
        bid(id, CLEO, 101);
        bid(id, DANA, 300);
        vm.warp(CLOSES);
        (address[] memory cut, address last) = TenderBook.ranking(tender, id, ascending);
        tender.rank(id, 0, last, only(cut[0]));
        // A stranger who leaves people out spoils their own count, and can begin another.
        vm.prank(STRANGER);
        tender.rank(id, 0, last, only(cut[3]));
        vm.expectRevert(abi.encodeWithSelector(ITender.NotAscending.selector, cut[0], cut[0]));
        tender.rank(id, 0, last, only(cut[0]));
        for (uint256 i = 1; i < 4; ++i) {
            tender.rank(id, 0, last, only(cut[i]));
        }
        vm.assertTrue(tender.tenderState(id).ranked, "ranked");
        vm.expectRevert(abi.encodeWithSelector(ITender.AlreadyRanked.selector, id));
        tender.rank(id, 1, last, cut);
    }

    function testAnOfferThatIsNotOversubscribedNeedsNoRanking() public {
        uint256 id = open(terms());
        bid(id, ANA, 100);
        vm.warp(CLOSES);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotOversubscribed.selector, id));
        tender.rank(id, 0, address(0), only(ANA));
    }

    /* OFFICERS */

    function testACancelledOfferFreesEverybody() public {
        TenderTerms memory t = terms();
        t.oddLot = 5;
        vm.expectEmit();
        emit ITender.TenderOffered(1, address(token), address(hostile), 100, 7, OPENS, CLOSES, 5, "offer 1");
        uint256 id = open(t);
        bid(id, ANA, 400);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IBuyer.NotAuthorised.selector, STRANGER, address(token), ISSUER)
        );
        tender.cancel(id);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotCancelled.selector, id));
        tender.free(id, everybody());
        vm.expectEmit();
        emit ITender.TenderCancelled(id);
        vm.prank(OPERATOR);
        tender.cancel(id);
        tender.free(id, everybody());
        tender.free(id, everybody());
        vm.assertEq(token.freeOf(ANA), 1_000);
        tender.returnRest(id);
        vm.assertEq(hostile.balanceOf(TREASURY), 700);
        vm.prank(BO);
        vm.expectRevert(abi.encodeWithSelector(ITender.Cancelled.selector, id));
        tender.tender(id, 1);
        vm.warp(CLOSES);
        vm.expectRevert(abi.encodeWithSelector(ITender.Cancelled.selector, id));
        tender.settle(id, everybody());
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITender.Cancelled.selector, id));
        tender.cancel(id);
    }

    function testAnOfferThatHasClosedIsNotCancelled() public {
        uint256 id = open(terms());
        vm.warp(CLOSES);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotOpen.selector, id, OPENS, CLOSES));
        tender.cancel(id);
    }

    function testAFreezeOfAnOfficerAndATenderAreNotInEachOthersWay() public {
        vm.prank(OPERATOR);
        token.freezePartialTokens(ANA, 100);
        uint256 id = open(terms());
        bid(id, ANA, 100);
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 50);
        token.unfreezePartialTokens(ANA, 20);
        vm.stopPrank();
        vm.warp(CLOSES);
        tender.settle(id, everybody());
        vm.assertEq(token.frozenTokens(ANA), 130);
        vm.assertEq(hostile.balanceOf(ANA), 700);
    }

    function testUnitsAnOfficerTookAreNotBought() public {
        uint256 id = open(terms());
        bid(id, ANA, 100);
        vm.prank(OPERATOR);
        token.forcedTransfer(ANA, BO, 960);
        vm.warp(CLOSES);
        tender.settle(id, everybody());
        vm.assertEq(hostile.balanceOf(ANA), 0);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IBuyer.NotAuthorised.selector, STRANGER, address(token), ISSUER)
        );
        tender.settleShort(id, everybody());
        vm.prank(OPERATOR);
        tender.settleShort(id, everybody());
        vm.assertEq(hostile.balanceOf(ANA), 40 * 7);
        tender.close(id);
        tender.returnRest(id);
        vm.assertEq(hostile.balanceOf(TREASURY), 60 * 7);
    }

    function testTheMoneyOfUnitsFrozenSinceWaitsForAnOfficer() public {
        uint256 id = open(terms());
        bid(id, ANA, 100);
        vm.prank(OPERATOR);
        token.setFrozenTokens(ANA, 1_100);
        vm.warp(CLOSES);
        tender.settle(id, everybody());
        vm.assertEq(tender.parkedOf(id, ANA), 700);
        vm.assertTrue(tender.isHeld(id, ANA), "held");
    }

    function recovered(address lost, address fresh) private {
        vm.startPrank(OPERATOR);
        registry.addWallet(lost, fresh);
        token.recoveryAddress(lost, fresh, identityOf(lost));
        vm.stopPrank();
    }

    function testATenderFollowsARecoveredWallet() public {
        address fresh = account("fresh");
        uint256 id = open(terms());
        bid(id, ANA, 100);
        recovered(ANA, fresh);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(IBuyer.NotAuthorised.selector, STRANGER, address(token), RECOVERER)
        );
        tender.follow(id, ANA, fresh);
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITender.CannotFollow.selector, ANA, BO));
        tender.follow(id, ANA, BO);
        vm.expectEmit();
        emit ITender.TenderFollowed(id, ANA, fresh);
        tender.follow(id, ANA, fresh);
        vm.expectRevert(abi.encodeWithSelector(ITender.NothingTendered.selector, id, ANA));
        tender.follow(id, ANA, fresh);
        vm.stopPrank();
        bid(id, fresh, 90);
        vm.warp(CLOSES);
        tender.settle(id, only(fresh));
        vm.assertEq(hostile.balanceOf(fresh), 90 * 7);
        tender.close(id);
    }

    function testAWalletRecoveredAfterTheCloseIsPaidAtItsNewAddress() public {
        address fresh = account("fresh");
        uint256 id = open(terms());
        bid(id, ANA, 100);
        bid(id, BO, 100);
        vm.warp(CLOSES);
        rankAll(id);
        recovered(ANA, fresh);
        vm.prank(OPERATOR);
        tender.follow(id, ANA, fresh);
        tender.settle(id, everybody());
        vm.assertEq(hostile.balanceOf(fresh), 350);
        vm.assertEq(token.freeOf(fresh), 950);
        tender.close(id);
    }

    /// Cancelled, a tender frees the units where they are.
    function testAWalletRecoveredAfterACancellationHasItsUnitsFreed() public {
        address fresh = account("fresh");
        uint256 id = open(terms());
        bid(id, ANA, 100);
        vm.prank(OPERATOR);
        tender.cancel(id);
        vm.warp(CLOSES);
        recovered(ANA, fresh);
        vm.prank(OPERATOR);
        tender.follow(id, ANA, fresh);
        tender.free(id, only(ANA));
        vm.assertEq(token.freeOf(fresh), 1_000);
    }

    /// Settled at the lost wallet, which has nothing any more, the sale was lost and the units stayed frozen at the new one.
    function testNobodySettlesARecoveredWalletBeforeTheTenderFollows(bool cancelled) public {
        address fresh = account("fresh");
        uint256 id = open(terms());
        bid(id, ANA, 100);
        if (cancelled) {
            vm.prank(OPERATOR);
            tender.cancel(id);
        }
        vm.warp(CLOSES);
        recovered(ANA, fresh);
        // Units that somebody sends to the lost wallet do not stand for those that were tendered.
        transfer(BO, ANA, 100);
        vm.startPrank(STRANGER);
        if (cancelled) tender.free(id, only(ANA));
        else tender.settle(id, only(ANA));
        vm.stopPrank();
        vm.assertTrue(!tender.bidOf(id, ANA).settled, "it waits");
        transfer(ANA, BO, 100);
        vm.prank(OPERATOR);
        tender.follow(id, ANA, fresh);
        if (cancelled) tender.free(id, only(ANA));
        else tender.settle(id, only(ANA));
        vm.assertEq(token.frozenTokens(fresh), 0);
        vm.assertEq(token.balanceOf(fresh), cancelled ? 1_000 : 900);
        vm.assertEq(hostile.balanceOf(fresh), cancelled ? 0 : 700);
    }

    function testWhatAnOfficerHasFreedOfACancelledTenderEndsItAllTheSame() public {
        uint256 id = open(terms());
        bid(id, ANA, 100);
        vm.startPrank(OPERATOR);
        tender.cancel(id);
        token.unfreezePartialTokens(ANA, 40);
        tender.free(id, only(ANA));
        (, uint32 shared) = token.holds();
        vm.assertEq(shared, 1);
        tender.settleShort(id, only(ANA));
        (, shared) = token.holds();
        vm.assertEq(shared, 0);
        vm.assertEq(token.freeOf(ANA), 1_000);
        vm.stopPrank();
    }

    /* MONEY */

    function testAPayeeWhoCannotBePaidIsParked() public {
        uint256 id = open(terms());
        bid(id, ANA, 10);
        bid(id, BO, 20);
        hostile.setManner(ANA, HostileToken.Manner.ReturnsFalse);
        vm.warp(CLOSES);
        tender.settle(id, everybody());
        vm.assertEq(tender.parkedOf(id, ANA), 70);
        vm.assertEq(hostile.balanceOf(BO), 140);
        vm.assertEq(token.balanceOf(ANA), 990);
        tender.close(id);
        tender.returnRest(id);
        vm.assertEq(hostile.balanceOf(TREASURY), 700 - 210);
        hostile.setManner(ANA, HostileToken.Manner.Good);
        tender.claim(id, ANA);
        vm.assertEq(hostile.balanceOf(ANA), 70);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.IsOver.selector, id));
        tender.close(id);
    }

    function testAPauseStopsNeitherSettlingNorSettingFree() public {
        uint256 id = open(terms());
        TenderTerms memory t = terms();
        (t.opensAt, t.ref) = (OPENS, "offer 2");
        uint256 given = open(t);
        bid(id, ANA, 10);
        bid(given, BO, 20);
        vm.startPrank(OPERATOR);
        tender.cancel(given);
        token.pause();
        vm.stopPrank();
        tender.free(given, only(BO));
        vm.assertEq(token.freeOf(BO), 1_000);
        vm.warp(CLOSES);
        tender.settle(id, only(ANA));
        vm.assertEq(hostile.balanceOf(ANA), 70);
    }

    function testAPayeeWhoCallsBackGetsNothingMore() public {
        uint256 id = open(terms());
        bid(id, ANA, 10);
        bid(id, BO, 20);
        vm.warp(CLOSES);
        hostile.setManner(ANA, HostileToken.Manner.Reenters);
        hostile.setReentry(address(tender), abi.encodeCall(tender.settle, (id, only(BO))));
        tender.settle(id, only(ANA));
        vm.assertTrue(!hostile.reentered(), "the guard held");
        vm.assertEq(hostile.balanceOf(ANA), 70);
        vm.assertEq(token.balanceOf(BO), 1_000);
    }

    function testAPaymentTokenThatTakesMoreThanItPaysIsRefused() public {
        uint256 id = open(terms());
        bid(id, ANA, 10);
        vm.warp(CLOSES);
        hostile.setManner(ANA, HostileToken.Manner.TakesTwice);
        vm.expectRevert(abi.encodeWithSelector(IBuyer.PaymentTokenMisbehaves.selector, address(hostile)));
        tender.settle(id, everybody());
        vm.assertEq(token.frozenTokens(ANA), 10);
    }

    function testNobodyIsSettledTwiceAndAllMustBeBeforeItCloses() public {
        uint256 id = open(terms());
        bid(id, ANA, 10);
        bid(id, BO, 20);
        vm.warp(CLOSES);
        tender.settle(id, only(ANA));
        tender.settle(id, only(ANA));
        vm.assertEq(hostile.balanceOf(ANA), 70);
        vm.expectRevert(abi.encodeWithSelector(ITender.NotSettled.selector, 10, 30));
        tender.close(id);
    }

    /* TERMS */

    function testTermsThatMakeNoSenseAreRefused() public {
        TenderTerms memory t = terms();
        t.unitsMax = 0;
        refused(t, abi.encodeWithSelector(IBuyer.NoUnits.selector));
        t = terms();
        t.closesAt = t.opensAt;
        refused(t, abi.encodeWithSelector(ITender.WindowEmpty.selector, OPENS, OPENS));
        t = terms();
        t.opensAt = uint40(START - 1);
        refused(t, abi.encodeWithSelector(IBuyer.NotAhead.selector, START - 1, START));
        t = terms();
        (t.unitsMax, t.price) = (type(uint104).max, type(uint128).max);
        uint256 whole = uint256(t.unitsMax) * t.price;
        refused(t, abi.encodeWithSelector(IBuyer.AmountTooLarge.selector, whole));
    }

    function refused(TenderTerms memory t, bytes memory error) private {
        vm.prank(OPERATOR);
        vm.expectRevert(error);
        tender.offer(t);
    }

    /* PROPERTIES */

    function testFuzzExactlyTheMaximumIsBoughtAndWhatIsForetoldHappens(
        uint256 max,
        uint256 oddLot,
        uint16[4] memory held,
        uint16[4] memory asked
    ) public {
        TenderTerms memory t = terms();
        t.unitsMax = uint104(bound(max, 1, 2_500));
        t.oddLot = uint104(oddLot % 3 == 0 ? 0 : bound(oddLot, 1, 1_000));
        uint256 id = open(t);
        uint256 tendered;
        for (uint256 i; i < 4; ++i) {
            address one = people()[i];
            uint256 keeps = bound(held[i], 1, 1_000);
            vm.prank(OPERATOR);
            token.burn(one, 1_000 - keeps);
            // As often as not all they have.
            uint256 units = asked[i] % 2 == 0 ? keeps : bound(asked[i], 0, keeps);
            bid(id, one, units);
            tendered += units;
        }
        vm.warp(CLOSES);
        if (tendered > t.unitsMax) rankAll(id);
        uint256 bought;
        for (uint256 i; i < 4; ++i) {
            address one = people()[i];
            (uint256 accepted, bool final_) = tender.acceptedOf(id, one);
            vm.assertTrue(final_, "nothing can change it");
            uint256 before = token.balanceOf(one);
            tender.settle(id, only(one));
            vm.assertEq(before - token.balanceOf(one), accepted, "units");
            vm.assertEq(hostile.balanceOf(one), accepted * t.price, "money");
            vm.assertEq(token.freeOf(one), token.balanceOf(one), "free");
            vm.assertLe(accepted, tender.bidOf(id, one).units, "accepted");
            bought += accepted;
        }
        vm.assertEq(bought, tendered < t.unitsMax ? tendered : t.unitsMax, "exactly the maximum");
        tender.close(id);
        assertBalanced(id);
    }
}
