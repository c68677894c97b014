// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Settlement} from "../src/Settlement.sol";
import {Fault, ISettlement, Obstacle, Order, Pair} from "../src/interfaces/ISettlement.sol";
import {Rules} from "../src/interfaces/ISecurityToken.sol";
import {Reason} from "../src/Reason.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {LyingToken} from "./LyingToken.sol";
import {SettlementWorld} from "./SettlementWorld.sol";

/// @dev A wallet that signs by ERC-1271: what its owner has approved, or nothing and at length.
contract ContractWallet {
    bytes32 private immutable _digest;
    bool private immutable _reverts;

    constructor(bytes32 digest, bool reverts) {
        (_digest, _reverts) = (digest, reverts);
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        require(!_reverts, "no");
        return digest == _digest ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

contract SettlementTest is SettlementWorld {
    event Settled(
        address indexed token,
        address indexed seller,
        address indexed buyer,
        address cash,
        uint256 units,
        uint256 amount,
        uint256 sellerFee,
        uint256 buyerFee,
        bytes32 sellOrder,
        bytes32 buyOrder
    );
    event PairFailed(uint256 indexed index, bytes error);
    event NoncesCancelled(address indexed trader, uint256 indexed word, uint128 mask);

    /// @dev That nothing has moved.
    modifier movesNothing() {
        uint256[4] memory before =
            [token.balanceOf(ANA), token.balanceOf(BUYER), dollars(ANA), dollars(BUYER)];
        _;
        vm.assertEq(token.balanceOf(ANA), before[0]);
        vm.assertEq(token.balanceOf(BUYER), before[1]);
        vm.assertEq(dollars(ANA), before[2]);
        vm.assertEq(dollars(BUYER), before[3]);
    }

    /// @dev Refused with these words, and `check` has said so.
    function refuse(Pair memory pair, bytes memory error) private movesNothing {
        Obstacle memory first = settlement.check(pair)[0];
        vm.assertEq(
            keccak256(refusedBy(first.fault, first.reason, first.trader, first.actual, first.limit)),
            keccak256(error)
        );
        vm.expectRevert(error);
        settlement.settle(pair);
    }

    /* THE USUAL COURSE */

    function testUnitsGoOneWayAndCashTheOtherInOneCall() public {
        Pair memory pair = thePair();
        vm.prank(OPERATOR);
        dollar.mint(BUYER, 5_025_000_000);
        vm.assertEq(settlement.check(pair).length, 0);
        vm.expectEmit();
        emit Settled(
            address(token),
            ANA,
            BUYER,
            address(dollar),
            100,
            5_025_000_000,
            0,
            0,
            hashOf(pair.maker),
            hashOf(pair.taker)
        );
        vm.prank(STRANGER);
        settlement.settle(pair);
        vm.assertEq(token.balanceOf(BUYER), 100);
        vm.assertEq(token.balanceOf(ANA), UNITS - 100);
        vm.assertEq(dollars(ANA), 5_025_000_000);
        vm.assertEq(dollars(BUYER), CASH);
        (bool done,) = settlement.nonceState(ANA, 7);
        vm.assertTrue(done, "done");
    }

    /// @dev As any wallet computes it.
    function hashOf(Order memory o) private pure returns (bytes32) {
        string memory type_ = "Order(address trader,bool sells,address token,address cash,uint104 units,"
            "uint104 unitsMin,uint128 price,uint104 per,uint16 feeBps,uint128 feeMax,address feeRecipient,"
            "address counterparty,uint256 nonce,uint256 deadline,uint256 rescalings)";
        return keccak256(abi.encode(keccak256(bytes(type_)), o));
    }

    function testTheMakersPriceIsPaidAndTheTakersLimitIsKept() public {
        Order memory maker = sell();
        maker.price = 5_000_000;
        Order memory taker = buy();
        taker.price = 5_000_001;
        settlement.settle(pairOf(maker, taker, 100));
        vm.assertEq(dollars(ANA), 500_000_000);

        (maker, taker) = (buy(), sell());
        (maker.price, taker.price) = (3_000_000, 2_999_999);
        (maker.nonce, taker.nonce) = (8, 8);
        settlement.settle(pairOf(maker, taker, 100));
        vm.assertEq(dollars(ANA), 800_000_000);

        (maker.nonce, taker.nonce) = (9, 9);
        taker.price = 3_000_001;
        refuse(pairOf(maker, taker, 100), refused(Fault.PriceOutside, ANA, 300_000_000, 300_000_100));

        (maker.price, taker.price) = (2_000_000, 2_000_000);
        settlement.settle(pairOf(maker, taker, 100));
        vm.assertEq(dollars(ANA), 1_000_000_000);
    }

    function testOneSignatureAndACallerSettleAQuote() public {
        Order memory q = sell();
        q.price = 1_000_000;
        q.counterparty = BUYER;
        bytes memory signature = signed(ANA_KEY, q);

        vm.expectRevert(refused(Fault.NotCounterparty, ANA, 0, 0));
        vm.prank(STRANGER);
        settlement.take(q, signature, 100, type(uint256).max);
        vm.expectRevert(refused(Fault.PriceOutside, BUYER, 100_000_000, 99_999_999));
        vm.prank(BUYER);
        settlement.take(q, signature, 100, 99_999_999);

        approve(BUYER, address(dollar), 99_999_999);
        vm.assertEq(
            settlement.checkTake(BUYER, q, signature, 100, 100_000_000).length, 1, "one unit too little"
        );
        approve(BUYER, address(dollar), 100_000_000);
        vm.assertEq(settlement.checkTake(BUYER, q, signature, 100, 100_000_000).length, 0);
        vm.prank(BUYER);
        settlement.take(q, signature, 100, 100_000_000);
        vm.assertEq(token.balanceOf(BUYER), 100);
        vm.assertEq(dollars(ANA), 100_000_000);
        vm.expectRevert(refused(Fault.NonceDone, ANA, 7, 0));
        vm.prank(BUYER);
        settlement.take(q, signature, 100, 100_000_000);
    }

    function testAQuoteToBuyIsTakenBySelling() public {
        Order memory q = buy();
        q.price = 1_000_000;
        q.feeBps = 100;
        q.feeMax = 1_000_000;
        q.feeRecipient = VENUE;
        bytes memory signature = signed(BUYER_KEY, q);
        Obstacle[] memory obstacles = settlement.checkTake(ANA, q, signature, 100, 100_000_001);
        vm.assertEq(uint256(obstacles[0].fault), uint256(Fault.PriceOutside));
        vm.expectRevert(refused(Fault.PriceOutside, ANA, 100_000_000, 100_000_001));
        vm.prank(ANA);
        settlement.take(q, signature, 100, 100_000_001);
        vm.prank(ANA);
        settlement.take(q, signature, 100, 100_000_000);
        vm.assertEq(dollars(ANA), 100_000_000);
        vm.assertEq(dollars(VENUE), 1_000_000);
    }

    function testPartsFillAnOrderUpToItsUnitsAndNoFurther() public {
        Order memory maker = inParts(sell());
        maker.price = 1_000_000;
        maker.unitsMin = 30;
        Order memory taker = inParts(buy());
        taker.price = 1_000_000;
        taker.units = 60;
        settlement.settle(pairOf(maker, taker, 60));
        (bool done, uint256 filled) = settlement.nonceState(ANA, 7);
        vm.assertTrue(!done && filled == 60, "in part");

        taker.nonce = 8;
        refuse(pairOf(maker, taker, 41), refused(Fault.TooManyUnits, ANA, 41, 40));
        refuse(pairOf(maker, taker, 29), refused(Fault.TooFewUnits, ANA, 29, 30));
        settlement.settle(pairOf(maker, taker, 35));
        // Five are left, fewer than the least.
        taker.nonce = 9;
        refuse(pairOf(maker, taker, 4), refused(Fault.TooFewUnits, ANA, 4, 5));
        settlement.settle(pairOf(maker, taker, 5));
        taker.nonce = 10;
        refuse(pairOf(maker, taker, 1), refused(Fault.NonceDone, ANA, 7, 0));
        vm.assertEq(token.balanceOf(BUYER), 100);
    }

    function testOrdersOfOneNonceShareWhatIsFilled() public {
        Order memory maker = inParts(sell());
        maker.price = 1_000_000;
        Order memory taker = inParts(buy());
        taker.price = 1_000_000;
        settlement.settle(pairOf(maker, taker, 60));
        taker.nonce = 8;
        maker.units = 50;
        refuse(pairOf(maker, taker, 1), refused(Fault.TooManyUnits, ANA, 1, 0));
        maker.units = 70;
        settlement.settle(pairOf(maker, taker, 10));
        maker.units = 100;
        refuse(pairOf(maker, taker, 1), refused(Fault.NonceDone, ANA, 7, 0));
    }

    function testEachSidePaysTheFeeItSignedOnTopOrOutOfTheCash() public {
        Order memory maker = sell();
        maker.price = 1_000_000;
        (maker.feeBps, maker.feeMax, maker.feeRecipient) = (25, 1_000_000, VENUE);
        Order memory taker = buy();
        taker.price = 1_000_000;
        (taker.feeBps, taker.feeMax, taker.feeRecipient) = (50, 400_000, STRANGER);
        settlement.settle(pairOf(maker, taker, 100));
        vm.assertEq(dollars(VENUE), 250_000);
        vm.assertEq(dollars(ANA), 100_000_000 - 250_000);
        vm.assertEq(dollars(STRANGER), 400_000);
        vm.assertEq(dollars(BUYER), CASH - 100_000_000 - 400_000);
    }

    function testAFeeOfTheWholeIsAFeeAndTheBuyerMustHaveItBesideThePrice() public {
        Order memory taker = buy();
        (taker.feeBps, taker.feeMax, taker.feeRecipient) = (10_000, uint128(CASH), VENUE);
        (Order memory maker, uint256 due) = (sell(), CASH);
        (maker.price, taker.price) = (uint128(due / 200), uint128(due / 200));
        vm.prank(BUYER);
        dollar.transfer(STRANGER, 1);
        refuse(pairOf(maker, taker, 100), refused(Fault.CashMissing, BUYER, due, due - 1));
        vm.prank(STRANGER);
        dollar.transfer(BUYER, 1);
        settlement.settle(pairOf(maker, taker, 100));
        vm.assertEq(dollars(VENUE), due / 2);
        vm.assertEq(dollars(BUYER), 0);
    }

    function testAnApprovalThatLacksAUnitForTheFeeIsToldAsItWasBeforeThePrice() public {
        Order memory taker = buy();
        (taker.feeBps, taker.feeMax, taker.feeRecipient) = (10_000, uint128(CASH), VENUE);
        Order memory maker = sell();
        (maker.price, taker.price) = (uint128(CASH / 200), uint128(CASH / 200));
        approve(BUYER, address(dollar), CASH - 1);
        refuse(pairOf(maker, taker, 100), refused(Fault.CashNotApproved, BUYER, CASH, CASH - 1));
        approve(BUYER, address(dollar), CASH);
        settlement.settle(pairOf(maker, taker, 100));
    }

    function testAVenueThatCannotBePaidIsNotSaidToBeTheBuyersFault() public {
        Order memory taker = buy();
        (taker.feeBps, taker.feeMax, taker.feeRecipient) = (10_000, uint128(CASH), VENUE);
        Order memory maker = sell();
        (maker.price, taker.price) = (uint128(CASH / 200), uint128(CASH / 200));
        vm.prank(OPERATOR);
        dollar.setBlacklisted(VENUE, true);
        approve(BUYER, address(dollar), CASH);
        Pair memory pair = pairOf(maker, taker, 100);
        vm.expectPartialRevert(ISettlement.LegFailed.selector);
        settlement.settle(pair);
    }

    function testFeesOfPartsAddUpToNoMoreThanSigned(uint256 max, uint256 bps, uint256 seed) public {
        Order memory maker = inParts(sell());
        maker.price = 1_000_003;
        maker.feeBps = uint16(bound(bps, 1, 10_000));
        maker.feeMax = uint128(bound(max, 0, 2e8));
        maker.feeRecipient = VENUE;
        Order memory taker = inParts(buy());
        taker.price = 1_000_003;
        uint256 left = 100;
        while (left != 0) {
            uint256 part = bound(seed, 1, left);
            settlement.settle(pairOf(maker, taker, part));
            left -= part;
            seed = uint256(keccak256(abi.encode(seed)));
        }
        vm.assertLe(dollars(VENUE), maker.feeMax, "the most");
        vm.assertLe(dollars(VENUE), 100_000_300 * uint256(maker.feeBps) / 10_000, "the rate");
        vm.assertEq(dollars(ANA) + dollars(VENUE), 100_000_300);
    }

    /// Whatever the prices, nobody trades a base unit beyond their own limit, and orders meet exactly when a whole base
    /// unit lies between the two.
    function testRoundingIsNeverAgainstALimit(
        uint128 sellPrice,
        uint128 buyPrice,
        uint104 sellPer,
        uint104 buyPer,
        uint256 units,
        bool sellerMakes
    ) public {
        units = bound(units, 1, 100);
        Order memory s = inParts(sell());
        (s.price, s.per) = (uint128(bound(sellPrice, 1, 2_000)), uint104(bound(sellPer, 1, 7)));
        Order memory b = inParts(buy());
        (b.price, b.per) = (uint128(bound(buyPrice, 1, 2_000)), uint104(bound(buyPer, 1, 7)));
        Pair memory pair = sellerMakes ? pairOf(s, b, units) : pairOf(b, s, units);
        uint256 least = (units * s.price + s.per - 1) / s.per;
        uint256 most = units * b.price / b.per;
        if (least > most) {
            uint256 amount = sellerMakes ? least : most;
            refuse(pair, refused(Fault.PriceOutside, pair.taker.trader, amount, sellerMakes ? most : least));
            return;
        }
        settlement.settle(pair);
        vm.assertEq(dollars(ANA), sellerMakes ? least : most);
        (uint256 quoted,,) = settlement.quote(pair.maker, pair.taker, uint104(units));
        vm.assertEq(quoted, dollars(ANA));
    }

    /* REFUSALS */

    function testEachObstacleIsToldInItsTurnUntilNothingIsInTheWay() public {
        vm.prank(OPERATOR);
        token.setAddressFrozen(BUYER, true);
        approve(ANA, address(token), 99);
        approve(BUYER, address(dollar), 50);
        vm.prank(BUYER);
        dollar.transfer(STRANGER, CASH - 50);
        settlementCancelled(BUYER, 7);

        Pair memory pair = thePair();
        pair.taker.sells = true;
        pair.taker.token = address(dollar);
        pair.taker.cash = address(token);
        pair.taker.counterparty = BUYER;
        pair.taker.deadline = block.timestamp - 1;
        pair.taker.per = 0;
        pair.taker.feeBps = 10_001;
        pair.taker.unitsMin = 101;
        pair.taker.units = 200;
        pair.takerSignature = "";
        refuse(pair, refused(Fault.SameSide, BUYER, 0, 0));
        pair.taker.sells = false;
        refuse(pair, refused(Fault.TokenDiffers, BUYER, 0, 0));
        pair.taker.token = address(token);
        refuse(pair, refused(Fault.CashDiffers, BUYER, 0, 0));
        pair.taker.cash = address(dollar);
        refuse(pair, refused(Fault.NotCounterparty, BUYER, 0, 0));
        pair.taker.counterparty = ANA;
        refuse(pair, refused(Fault.Expired, BUYER, block.timestamp, block.timestamp - 1));
        pair.taker.deadline = block.timestamp;
        refuse(pair, refused(Fault.NonceDone, BUYER, 7, 0));
        pair.taker.nonce = 8;
        refuse(pair, refused(Fault.SignatureInvalid, BUYER, 0, 0));
        sign(pair);
        refuse(pair, refused(Fault.PriceMissing, BUYER, 0, 0));
        pair.taker.per = 1;
        sign(pair);
        refuse(pair, refused(Fault.FeeInvalid, BUYER, 10_001, 10_000));
        pair.taker.feeBps = 1;
        sign(pair);
        refuse(pair, refused(Fault.FeeInvalid, BUYER, 1, 10_000));
        pair.taker.feeRecipient = VENUE;
        sign(pair);
        refuse(pair, refused(Fault.TooFewUnits, BUYER, 100, 101));
        (pair.taker.unitsMin, pair.taker.units) = (1, 99);
        sign(pair);
        refuse(pair, refused(Fault.TooManyUnits, BUYER, 100, 99));
        pair.taker.units = 100;
        pair.taker.price -= 1;
        sign(pair);
        refuse(pair, refused(Fault.PriceOutside, BUYER, 5_025_000_000, 5_024_999_900));
        pair.taker.price += 1;
        pair.taker.rescalings = 1;
        sign(pair);
        refuse(pair, refused(Fault.UnitsRescaled, BUYER, 0, 1));
        pair.taker.rescalings = 0;
        sign(pair);
        refuse(pair, refused(Fault.UnitsNotApproved, ANA, 100, 99));
        approve(ANA, address(token), 100);
        refuse(pair, refusedBy(Fault.TransferRefused, Reason.ReceiverFrozen, BUYER, 0, 0));
        vm.prank(OPERATOR);
        token.setAddressFrozen(BUYER, false);
        refuse(pair, refused(Fault.CashMissing, BUYER, 5_025_000_000, 50));
        vm.prank(OPERATOR);
        dollar.mint(BUYER, 5_024_999_950);
        refuse(pair, refused(Fault.CashNotApproved, BUYER, 5_025_000_000, 50));
        approve(BUYER, address(dollar), 5_025_000_000);
        vm.assertEq(settlement.check(pair).length, 0);
        settlement.settle(pair);
    }

    function sign(Pair memory pair) private view {
        pair.takerSignature = signed(BUYER_KEY, pair.taker);
    }

    function settlementCancelled(address trader, uint256 nonce) private {
        (uint256 word, uint128 mask) = (nonce >> 7, uint128(1 << (nonce & 127)));
        vm.expectEmit();
        emit NoncesCancelled(trader, word, mask);
        vm.prank(trader);
        settlement.cancel(word, mask);
    }

    function testOneInvestorWithTwoWalletsDoesNotTradeWithThemselves() public {
        vm.startPrank(OPERATOR);
        registry.remove(BUYER);
        registry.addWallet(ANA, BUYER);
        vm.stopPrank();
        refuse(thePair(), refused(Fault.SelfTrade, BUYER, 0, 0));
    }

    /// Bo may have them, under their lock; but nobody pays for units that they cannot sell to whom they like.
    function testABuyerGetsFreeUnitsAlone() public {
        Rules memory none;
        vm.prank(OPERATOR);
        token.setRules(none);
        Investor memory investor = someone(BUYER);
        investor.country = FRANCE;
        vm.prank(OPERATOR);
        registry.update(BUYER, investor);
        vm.prank(OPERATOR);
        dollar.mint(BUYER, 5_025_000_000);
        issueLocked(ANA, 60, TODAY + 300, 4);
        transfer(ANA, BO, UNITS - 99);
        vm.assertTrue(token.canTransfer(ANA, BUYER, 100), "the token lets them go");
        refuse(thePair(), refused(Fault.UnitsNotFree, ANA, 100, 99));
        issue(ANA, 1);
        vm.assertEq(settlement.check(thePair()).length, 0);
        settlement.settle(thePair());
        vm.assertEq(token.freeOf(BUYER), 100);
        vm.assertEq(token.lockedOf(ANA), 60);
    }

    function testOneWalletDoesNotTradeWithItself() public {
        Order memory other = sell();
        other.sells = false;
        refuse(pairOf(sell(), other, 100), refused(Fault.SelfTrade, ANA, 0, 0));
    }

    function testEveryReasonOfTheTokenIsTold() public {
        Order memory maker = sell();
        maker.units = 1_001;
        maker.unitsMin = 1_001;
        maker.price = 1;
        Order memory taker = buy();
        taker.units = 1_001;
        taker.unitsMin = 1;
        taker.price = 1;
        vm.startPrank(OPERATOR);
        token.pause();
        registry.setStatus(BUYER, 2);
        vm.stopPrank();
        Obstacle[] memory obstacles = settlement.check(pairOf(maker, taker, 1_001));
        vm.assertEq(obstacles.length, 3);
        assertReason(obstacles[0].reason, Reason.Paused);
        assertReason(obstacles[1].reason, Reason.ReceiverBlocked);
        assertReason(obstacles[2].reason, Reason.InsufficientBalance);
        refuse(pairOf(maker, taker, 1_001), refusedBy(Fault.TransferRefused, Reason.Paused, BUYER, 0, 0));
    }

    function testAddressesWithoutCodeAreNeitherSecuritiesNorCash() public {
        address[3] memory bad = [address(0), address(1), STRANGER];
        for (uint256 i; i < 3; ++i) {
            (Order memory s, Order memory b) = (sell(), buy());
            (s.token, b.token) = (bad[i], bad[i]);
            refuse(pairOf(s, b, 100), refused(Fault.TokenDiffers, ANA, 0, 0));
            (s, b) = (sell(), buy());
            (s.cash, b.cash) = (bad[i], bad[i]);
            refuse(pairOf(s, b, 100), refused(Fault.CashDiffers, ANA, 0, 0));
        }
        (Order memory s2, Order memory b2) = (sell(), buy());
        (s2.cash, b2.cash) = (address(token), address(token));
        refuse(pairOf(s2, b2, 100), refused(Fault.CashDiffers, ANA, 0, 0));
    }

    /// A split that anybody may finish in the transaction that takes an order leaves its trader no time to cancel it.
    function testAnOrderIsOfTheUnitsOfItsDay(bool sells, bool reverse) public {
        vm.prank(OPERATOR);
        dollar.mint(BUYER, CASH * 100);
        Order memory q = sells ? sell() : buy();
        bytes memory signature = signed(keyOf(q), q);
        Pair memory pair = thePair();
        address taker = sells ? BUYER : ANA;
        uint256 limit = sells ? type(uint256).max : 0;
        vm.assertEq(settlement.checkTake(taker, q, signature, 100, limit).length, 0);
        address[] memory holders = new address[](1);
        holders[0] = ANA;
        rescale(token, holders, reverse ? 1 : 10, reverse ? 10 : 1);

        bytes memory rescaled = refused(Fault.UnitsRescaled, q.trader, 1, 0);
        Obstacle[] memory obstacles = settlement.checkTake(taker, q, signature, 100, limit);
        vm.assertEq(obstacles.length, 1);
        vm.assertEq(uint256(obstacles[0].fault), uint256(Fault.UnitsRescaled));
        vm.prank(taker);
        vm.expectRevert(rescaled);
        settlement.take(q, signature, 100, limit);
        refuse(pair, refused(Fault.UnitsRescaled, ANA, 1, 0));
        // Only the maker has signed anew: the taker's order is still of before.
        pair.maker.rescalings = 1;
        pair.makerSignature = signed(ANA_KEY, pair.maker);
        refuse(pair, refused(Fault.UnitsRescaled, BUYER, 1, 0));
        pair.taker.rescalings = 1;
        sign(pair);
        settlement.settle(pair);
        vm.assertEq(token.balanceOf(BUYER), 100);
    }

    function testAnOrderForNothingIsRefused() public {
        Order memory s = sell();
        (s.units, s.unitsMin, s.feeBps, s.feeRecipient) = (0, 0, 5, VENUE);
        refuse(pairOf(s, inParts(buy()), 0), refused(Fault.TooFewUnits, ANA, 0, 1));
        s = sell();
        s.price = 0;
        refuse(pairOf(s, buy(), 100), refused(Fault.PriceMissing, ANA, 0, 0));
    }

    function testAnOrderForNoUnitsAtAPriceIsToldOnceWithoutALimitThatItDoesNotHave() public {
        for (uint256 i; i < 2; ++i) {
            (Order memory s, Order memory b) = (sell(), buy());
            (i == 0 ? s : b).per = 0;
            Obstacle[] memory obstacles = settlement.check(pairOf(s, b, 100));
            vm.assertEq(obstacles.length, 1);
            vm.assertEq(uint256(obstacles[0].fault), uint256(Fault.PriceMissing));
        }
    }

    /* SIGNATURES */

    function testASignatureForAnotherChainOrContractOrOrderIsNone() public {
        Pair memory pair = thePair();
        vm.chainId(5);
        pair.makerSignature = signed(ANA_KEY, pair.maker);
        vm.chainId(31337);
        refuse(pair, refused(Fault.SignatureInvalid, ANA, 0, 0));

        pair.makerSignature = signedDigest(ANA_KEY, new Settlement().digestOf(pair.maker));
        refuse(pair, refused(Fault.SignatureInvalid, ANA, 0, 0));

        pair.makerSignature = signed(BUYER_KEY, pair.maker);
        refuse(pair, refused(Fault.SignatureInvalid, ANA, 0, 0));

        pair = thePair();
        pair.maker.price -= 1;
        refuse(pair, refused(Fault.SignatureInvalid, ANA, 0, 0));
        pair = thePair();
        pair.maker.trader = address(0);
        refuse(pair, refused(Fault.SignatureInvalid, address(0), 0, 0));
    }

    function testAMalleableSignatureIsNone() public {
        Pair memory pair = thePair();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ANA_KEY, settlement.digestOf(pair.maker));
        uint256 n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        pair.makerSignature = abi.encodePacked(r, bytes32(n - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        refuse(pair, refused(Fault.SignatureInvalid, ANA, 0, 0));
        pair.makerSignature = abi.encodePacked(r, s);
        refuse(pair, refused(Fault.SignatureInvalid, ANA, 0, 0));
    }

    function testAReplayedPairIsRefused() public {
        Order memory maker = sell();
        maker.price = 1;
        settlement.settle(pairOf(maker, buy(), 100));
        refuse(pairOf(maker, buy(), 100), refused(Fault.NonceDone, ANA, 7, 0));
    }

    function testAContractWalletSignsByERC1271() public {
        Order memory taker = buy();
        taker.price = 1;
        address predicted = address(0xCA11);
        taker.trader = predicted;
        // The order names the wallet, and the wallet knows the order: its code is put where the order says it is.
        ContractWallet wallet = new ContractWallet(settlement.digestOf(taker), false);
        vm.etch(predicted, address(wallet).code);
        register(predicted);
        vm.prank(OPERATOR);
        dollar.mint(predicted, 100);
        approve(predicted, address(dollar), 100);
        Order memory maker = sell();
        maker.price = 1;
        Pair memory pair = Pair(maker, signed(ANA_KEY, maker), taker, "any", 100);
        settlement.settle(pair);
        vm.assertEq(token.balanceOf(predicted), 100);

        vm.etch(predicted, address(new ContractWallet(0, true)).code);
        (pair.maker.nonce, pair.taker.nonce) = (8, 8);
        pair.makerSignature = signed(ANA_KEY, pair.maker);
        refuse(pair, refused(Fault.SignatureInvalid, predicted, 0, 0));
    }

    /* CANCELLATION */

    function testNoncesAreCancelledByTheTraderAlone(uint128 nonce) public {
        settlementCancelled(STRANGER, nonce);
        (bool done,) = settlement.nonceState(ANA, nonce);
        vm.assertTrue(!done, "not hers");
        settlementCancelled(ANA, nonce);
        (done,) = settlement.nonceState(ANA, nonce);
        vm.assertTrue(done, "hers");
        Order memory maker = sell();
        maker.nonce = nonce;
        refuse(pairOf(maker, buy(), 100), refused(Fault.NonceDone, ANA, nonce, 0));
    }

    /* BATCHES */

    function testAFailedPairIsReportedAndHoldsUpNoOther() public {
        Pair[] memory pairs = new Pair[](3);
        for (uint256 i; i < 3; ++i) {
            (Order memory s, Order memory b) = (sell(), buy());
            (s.price, b.price) = (1, i == 1 ? 0 : 1);
            (s.nonce, b.nonce) = (i, i);
            pairs[i] = pairOf(s, b, 100);
        }
        vm.expectEmit();
        emit PairFailed(1, refused(Fault.PriceMissing, BUYER, 0, 0));
        vm.assertEq(settlement.settleBatch(pairs), 2);
        vm.assertEq(token.balanceOf(BUYER), 200);
        vm.assertEq(dollars(ANA), 200);
        (bool done,) = settlement.nonceState(ANA, 1);
        vm.assertTrue(!done, "the nonce of the failed pair is still good");
    }

    function testAPairWhoseTokenBurnsGasOrAnswersAtLengthHoldsUpNoOther() public {
        LyingToken.Lie[3] memory lies =
            [LyingToken.Lie.BurnsGas, LyingToken.Lie.RevertsAtLength, LyingToken.Lie.RevertsSilently];
        for (uint256 i; i < 3; ++i) {
            (LyingToken liar, Order memory s, Order memory b) = lyingCash(lies[i]);
            (s.nonce, b.nonce) = (2 * i, 2 * i);
            Pair[] memory pairs = new Pair[](2);
            pairs[0] = pairOf(s, b, 100);
            (s.nonce, b.nonce) = (2 * i + 1, 2 * i + 1);
            (s.cash, b.cash) = (address(dollar), address(dollar));
            pairs[1] = pairOf(s, b, 100);
            vm.assertEq(settlement.settleBatch{gas: 3_000_000}(pairs), 1);
            vm.assertEq(liar.balanceOf(ANA), 0);
        }
    }

    function testABatchWithTooLittleGasStopsRatherThanFailingItsPairs() public {
        Pair[] memory pairs = new Pair[](1);
        pairs[0] = thePair();
        try settlement.settleBatch{gas: 1_000_000}(pairs) {
            vm.assertTrue(false, "stops");
        } catch (bytes memory error) {
            vm.assertTrue(bytes4(error) == ISettlement.GasTooLow.selector, "says why");
        }
    }

    function testNobodyElseCallsWhatABatchCalls() public {
        Pair memory pair = thePair();
        vm.expectRevert(abi.encodeWithSelector(ISettlement.NotSelf.selector, STRANGER));
        vm.prank(STRANGER);
        settlement.settleOne(pair);
    }

    /* TOKENS THAT LIE */

    function lyingCash(LyingToken.Lie lie) private returns (LyingToken liar, Order memory s, Order memory b) {
        liar = new LyingToken(address(registry));
        liar.mint(BUYER, 1_000);
        approve(BUYER, address(liar), type(uint256).max);
        liar.setLie(lie);
        (s, b) = (sell(), buy());
        (s.cash, b.cash) = (address(liar), address(liar));
        (s.price, b.price) = (1, 1);
    }

    function lyingUnits(LyingToken.Lie lie)
        private
        returns (LyingToken liar, Order memory s, Order memory b)
    {
        liar = new LyingToken(address(registry));
        liar.mint(ANA, 1_000);
        approve(ANA, address(liar), type(uint256).max);
        liar.setLie(lie);
        (s, b) = (sell(), buy());
        (s.token, b.token) = (address(liar), address(liar));
        (s.price, b.price) = (1, 1);
    }

    function testCashThatReturnsNothingIsGood() public {
        (LyingToken liar, Order memory s, Order memory b) = lyingCash(LyingToken.Lie.ReturnsNothing);
        settlement.settle(pairOf(s, b, 100));
        vm.assertEq(liar.balanceOf(ANA), 100);
    }

    function fails(Pair memory pair, bytes4 error) private movesNothing {
        try settlement.settle(pair) {
            vm.assertTrue(false, "fails");
        } catch (bytes memory answer) {
            vm.assertEq(bytes32(bytes4(answer)), bytes32(error));
        }
        (bool done,) = settlement.nonceState(ANA, pair.maker.nonce);
        vm.assertTrue(!done, "the nonce is still good");
    }

    function testCashThatLiesBringsTheUnitsBack() public {
        LyingToken.Lie[6] memory lies = [
            LyingToken.Lie.ReturnsFalse,
            LyingToken.Lie.ReturnsTwo,
            LyingToken.Lie.RevertsSilently,
            LyingToken.Lie.RevertsAtLength,
            LyingToken.Lie.MovesNothing,
            LyingToken.Lie.TakesAFee
        ];
        for (uint256 i; i < lies.length; ++i) {
            (, Order memory s, Order memory b) = lyingCash(lies[i]);
            bytes4 error = ISettlement.LegFailed.selector;
            if (i >= 4) error = ISettlement.CashNotDelivered.selector;
            fails(pairOf(s, b, 100), error);
        }
    }

    /// 31 bytes say nothing, whatever was in the word that takes the answer: here the one that the seller had before.
    function testAnAnswerTooShortIsNoYes() public {
        (LyingToken liar, Order memory s, Order memory b) = lyingCash(LyingToken.Lie.ReturnsShort);
        liar.mint(ANA, 1);
        fails(pairOf(s, b, 100), ISettlement.LegFailed.selector);
    }

    function testASecurityThatLiesBringsNoCash() public {
        LyingToken.Lie[4] memory lies = [
            LyingToken.Lie.ReturnsFalse,
            LyingToken.Lie.RevertsAtLength,
            LyingToken.Lie.MovesNothing,
            LyingToken.Lie.TakesAFee
        ];
        for (uint256 i; i < lies.length; ++i) {
            (, Order memory s, Order memory b) = lyingUnits(lies[i]);
            fails(
                pairOf(s, b, 100),
                i < 2 ? ISettlement.LegFailed.selector : ISettlement.UnitsNotDelivered.selector
            );
        }
    }

    function testACashTokenThatBlacklistsTheSellerIsSaidToHaveFailed() public {
        vm.prank(OPERATOR);
        dollar.setBlacklisted(ANA, true);
        Order memory s = sell();
        s.price = 1;
        fails(pairOf(s, buy(), 100), ISettlement.LegFailed.selector);
    }

    function testATokenThatCallsBackSettlesNothing() public {
        (LyingToken liar, Order memory s, Order memory b) = lyingCash(LyingToken.Lie.Reenters);
        Order memory s2 = sell();
        (s2.price, s2.nonce) = (1, 8);
        Order memory b2 = buy();
        b2.nonce = 8;
        liar.setReentry(address(settlement), abi.encodeCall(settlement.settle, (pairOf(s2, b2, 100))));
        settlement.settle(pairOf(s, b, 100));
        vm.assertTrue(!liar.reentered(), "not again");
        vm.assertEq(
            bytes32(bytes4(liar.reentryAnswer())),
            bytes32(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector)
        );
        vm.assertEq(token.balanceOf(BUYER), 100);
    }

    /// `check` finds nothing exactly when it settles, and its first obstacle is what a refusal carries.
    function testCheckForetellsSettlement(uint256 units, uint256 cash, uint256 seed) public {
        units = bound(units, 0, 1_100);
        cash = bound(cash, 0, 2_000);
        Order memory s = inParts(sell());
        Order memory b = inParts(buy());
        (s.units, b.units) = (1_000, 1_001);
        (s.price, b.price) = (uint128(1 + seed % 3), uint128(1 + (seed >> 2) % 3));
        (s.per, b.per) = (uint104(1 + (seed >> 4) % 3), uint104(1 + (seed >> 6) % 3));
        if ((seed >> 8) % 4 == 0) approve(BUYER, address(dollar), cash / 2);
        if ((seed >> 10) % 4 == 0) approve(ANA, address(token), 500);
        if ((seed >> 12) % 4 == 0) issueLocked(ANA, 500, TODAY + 5, 1);
        // Open to the buyer, who is accredited.
        if ((seed >> 20) % 4 == 0) {
            transfer(ANA, CLEO, 500);
            issueLocked(ANA, 500, TODAY + 5, 8);
        }
        if ((seed >> 14) % 8 == 0) vm.warp(block.timestamp + 366 days);
        (s.deadline, b.deadline) = (block.timestamp, block.timestamp);
        vm.prank(BUYER);
        dollar.transfer(STRANGER, CASH - cash);
        Pair memory pair = (seed >> 18) % 2 == 0 ? pairOf(s, b, units) : pairOf(b, s, units);

        Obstacle[] memory obstacles = settlement.check(pair);
        if (obstacles.length != 0) {
            Obstacle memory o = obstacles[0];
            vm.expectRevert(refusedBy(o.fault, o.reason, o.trader, o.actual, o.limit));
        }
        settlement.settle(pair);
    }

    /// An order is copied as it comes: what has a bit too many anywhere is no order, and every other is.
    function testAWordWithABitTooManyIsNoOrder(uint256 member, uint256 bit_) public {
        uint16[15] memory widths = [160, 1, 160, 160, 104, 104, 128, 104, 16, 128, 160, 160, 256, 256, 256];
        (member, bit_) = (bound(member, 0, 14), bound(bit_, 0, 255));
        bytes memory call_ = abi.encodeCall(settlement.digestOf, (sell()));
        uint256 at = 36 + 32 * member;
        assembly {
            let word := add(call_, at)
            mstore(word, or(mload(word), shl(bit_, 1)))
        }
        (bool done, bytes memory digest) = address(settlement).call(call_);
        vm.assertEq(done, bit_ < widths[member]);
        vm.assertEq(digest.length, done ? 32 : 0);
    }

    /* ACCEPTANCES */

    /// @dev For a dollar a unit: the buyer can pay for all there are.
    function cheap(Order memory o) private pure returns (Order memory) {
        o.price = 1_000_000;
        return o;
    }

    function structHash(Order memory o) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256(
                    "Order(address trader,bool sells,address token,address cash,uint104 units,uint104 unitsMin,uint128 price,uint104 per,uint16 feeBps,uint128 feeMax,address feeRecipient,address counterparty,uint256 nonce,uint256 deadline,uint256 rescalings)"
                ),
                o
            )
        );
    }

    function accepting(Order memory maker, Order memory taker) private pure returns (Order memory) {
        taker.nonce = uint256(structHash(maker));
        return taker;
    }

    function testAnAcceptanceIsUsedUpWithTheOrderItAccepts() public {
        Order memory taker = accepting(cheap(sell()), cheap(buy()));
        (taker.units, taker.unitsMin) = (500, 1);
        Pair memory pair = pairOf(cheap(sell()), taker, 100);
        settlement.settle(pair);
        vm.assertEq(token.balanceOf(BUYER), 100);
        (bool done, uint256 filled) = settlement.nonceState(BUYER, taker.nonce);
        vm.assertTrue(!done && filled == 0, "no word of its own");
        refuse(pair, refused(Fault.NonceDone, ANA, 7, 0));
    }

    function testAnAcceptanceMeetsNoOtherOrder() public {
        Order memory other = cheap(sell());
        other.nonce = 8;
        refuse(
            pairOf(other, accepting(cheap(sell()), cheap(buy())), 100),
            refused(Fault.NotCounterparty, BUYER, 0, 0)
        );
        // Nor is it an order that others could take.
        Order memory maker = accepting(cheap(sell()), cheap(sell()));
        refuse(pairOf(maker, accepting(maker, cheap(buy())), 100), refused(Fault.NotCounterparty, ANA, 0, 0));
        bytes memory signature = signed(ANA_KEY, maker);
        vm.prank(BUYER);
        vm.expectRevert(refused(Fault.NotCounterparty, ANA, 0, 0));
        settlement.take(maker, signature, 100, type(uint256).max);
    }

    function testAnAcceptanceIsCancelledLikeAnyOrder() public {
        Order memory taker = accepting(cheap(sell()), cheap(buy()));
        vm.prank(BUYER);
        settlement.cancel(taker.nonce >> 7, uint128(1 << (taker.nonce & 127)));
        refuse(pairOf(cheap(sell()), taker, 100), refused(Fault.NonceDone, BUYER, taker.nonce, 0));
    }

    /// Carried again and again in any parts, an acceptance fills no more than was signed, and no more than there is.
    function testAnAcceptanceInPartsFillsNoMoreThanWasSigned(
        uint256 all,
        uint256 wanted,
        uint256[6] calldata parts
    ) public {
        (Order memory maker, Order memory taker) = (inParts(cheap(sell())), inParts(cheap(buy())));
        maker.units = uint104(bound(all, 1, 200));
        taker.units = uint104(bound(wanted, 1, 200));
        taker = accepting(maker, taker);
        Pair memory pair = pairOf(maker, taker, 1);
        uint256 filled;
        for (uint256 i; i < parts.length; ++i) {
            pair.units = uint104(i % 2 == 0 ? bound(parts[i], 1, maker.units) : maker.units);
            (bool done,) = address(settlement).call(abi.encodeCall(settlement.settle, (pair)));
            vm.assertEq(done, filled + pair.units <= maker.units && filled + pair.units <= taker.units);
            if (done) filled += pair.units;
        }
        vm.assertEq(token.balanceOf(BUYER), filled);
    }

    function testTheGreatestNonceOfAnOrderIsUsedUpLikeAny() public {
        Order memory taker = cheap(buy());
        taker.nonce = type(uint128).max;
        settlement.settle(pairOf(cheap(sell()), taker, 100));
        Order memory other = cheap(sell());
        other.nonce = 8;
        refuse(pairOf(other, taker, 100), refused(Fault.NonceDone, BUYER, taker.nonce, 0));
    }
}
