// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../src/Reason.sol";
import {IOffering} from "../src/interfaces/IOffering.sol";
import {Fault, Order, Pair} from "../src/interfaces/ISettlement.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {OfferingWorld} from "./OfferingWorld.sol";
import {SettlementWorld} from "./SettlementWorld.sol";
import {World} from "./World.sol";

// What begins and ends, at the second before, at the very second, the one after, and at any other: intervals are half-open,
// a signature is good up to its deadline and with it.

contract TokenInstantsTest is World {
    uint16 private constant DAY = TODAY + 30;
    uint256 private constant DAY_BEGINS = uint256(DAY) * 1 days;

    function setUp() public override {
        super.setUp();
        issue(ANA, 100);
    }

    function transferAt(uint256 at, address from, uint256 units, bytes memory error) private {
        vm.warp(at);
        answers(from, address(token), abi.encodeCall(token.transfer, (CLEO, units)), error);
    }

    function testALotIsLockedUntilItsDay(uint256 seed) public {
        issueLocked(BO, 50, DAY, 1);
        uint256 at = near(seed, DAY_BEGINS);
        bool locked = at < DAY_BEGINS;
        transferAt(at, BO, 50, locked ? refusal(Reason.UnitsLocked, 50, 0) : bytes(""));
        vm.assertEq(token.lockedOf(BO), locked ? 50 : 0);
    }

    function testChecksAndAccreditationAreGoodUntilTheirDay(uint256 seed, bool accredited) public {
        Investor memory cleo = someone(CLEO);
        if (accredited) cleo.accreditedUntilDay = DAY;
        else cleo.kycUntilDay = DAY;
        vm.prank(OPERATOR);
        registry.update(CLEO, cleo);
        uint256 at = near(seed, DAY_BEGINS);
        bytes memory error;
        Reason reason = accredited ? Reason.ReceiverNotAccredited : Reason.ReceiverKycExpired;
        if (at >= DAY_BEGINS) error = refusal(reason, at / 1 days, DAY);
        transferAt(at, ANA, 1, error);
        vm.assertEq(registry.isVerified(CLEO), accredited || error.length == 0);
    }

    function testARecordDateTakesWhatMovedBeforeIt(uint256 seed) public {
        uint256 recordAt = START + 30 days;
        vm.prank(OPERATOR);
        token.declareRecordDate(uint40(recordAt));
        uint256 at = near(seed, recordAt);
        transferAt(at, ANA, 40, "");
        issue(CLEO, 5);
        vm.warp(at < recordAt ? recordAt : at);
        uint256 theirs = at < recordAt ? 45 : 0;
        vm.assertEq(token.balanceAtRecord(CLEO, 1), theirs);
        vm.assertEq(token.balanceAtRecord(ANA, 1), at < recordAt ? 60 : 100);
        vm.assertEq(token.supplyAtRecord(1), at < recordAt ? 105 : 100);
    }
}

contract OfferingInstantsTest is OfferingWorld {
    function asOfficer(bytes memory call_, bytes memory error) private {
        answers(OPERATOR, address(offering), call_, error);
    }

    function testSubscribedWithinTheWindow(uint256 seed, bool end) public {
        supplied(ANA, DOLLAR);
        uint256 at = near(seed, end ? CLOSES : OPENS);
        vm.warp(at);
        bytes memory error;
        if (at < OPENS || at >= CLOSES) {
            error = abi.encodeWithSelector(IOffering.WindowClosed.selector, at, OPENS, CLOSES);
        }
        answers(ANA, address(offering), abi.encodeCall(offering.subscribe, (10, DOLLAR, ANY)), error);
    }

    function testWithdrawnUntilTheCoolingOffEnds(uint256 seed) public {
        uint256 id = subscribe(ANA, 10, DOLLAR);
        uint256 until = OPENS + COOLING;
        uint256 at = near(seed, until);
        vm.warp(at);
        bytes memory error;
        if (at >= until) error = abi.encodeWithSelector(IOffering.CoolingOffOver.selector, id, until);
        answers(ANA, address(offering), abi.encodeCall(offering.withdraw, (id)), error);
    }

    /// The window, the last subscription's cooling-off and the last day, in any order that they may come in.
    function testClosedBetweenTheWindowTheCoolingOffAndTheLastDay(uint256 made, uint256 seed, uint256 which)
        public
    {
        made = seed % 2 == 0 ? CLOSES - 1 : bound(made, OPENS, CLOSES - 1);
        vm.warp(made);
        subscribe(ANA, 100, DOLLAR);
        uint256 until = made + COOLING;
        uint256 at = near(seed >> 1, [uint256(CLOSES), until, FINAL][which % 3]);
        vm.warp(at);
        bytes memory error;
        if (at < CLOSES) error = abi.encodeWithSelector(IOffering.WindowOpen.selector, at, CLOSES);
        else if (at >= FINAL) error = abi.encodeWithSelector(IOffering.FinalDayPassed.selector, FINAL);
        else if (at < until) error = abi.encodeWithSelector(IOffering.CoolingOffRuns.selector, until);
        asOfficer(abi.encodeCall(offering.close, ("papers")), error);
    }

    function testMintedBeforeTheLastDayAndRefundedFromItOn(uint256 seed) public {
        subscribe(ANA, 100, DOLLAR);
        close();
        uint256 at = near(seed, FINAL);
        // Not before it was closed.
        if (at < CLOSES + COOLING) at = FINAL - 1;
        vm.warp(at);
        bytes memory error;
        if (at >= FINAL) error = abi.encodeWithSelector(IOffering.FinalDayPassed.selector, FINAL);
        answers(STRANGER, address(offering), abi.encodeCall(offering.settle, (all())), error);
        vm.assertEq(token.balanceOf(ANA), at < FINAL ? 100 : 0);
        if (at < FINAL) return;
        offering.fail();
        offering.refund(all());
        vm.assertEq(dollar.balanceOf(ANA), 1e12);
    }

    function testRefundingFromTheEndOfTheWindowBelowTheSoftCapAndFromTheLastDay(
        uint256 seed,
        bool enough,
        bool last
    ) public {
        uint256 units = enough ? 160 : 60;
        subscribe(ANA, units, DOLLAR);
        uint256 at = near(seed, last ? FINAL : CLOSES);
        vm.warp(at);
        bytes memory error;
        if (at < CLOSES) {
            error = abi.encodeWithSelector(IOffering.WindowOpen.selector, at, CLOSES);
        } else if (at < FINAL && enough) {
            error = abi.encodeWithSelector(IOffering.SoftCapMet.selector, units, 100);
        }
        answers(STRANGER, address(offering), abi.encodeCall(offering.fail, ()), error);
    }
}

contract SettlementInstantsTest is SettlementWorld {
    function testBothOrdersAreGoodUpToTheirDeadlinesAndWithThem(uint256 a, uint256 b, uint256 c) public {
        (Order memory maker, Order memory taker) = (inParts(sell()), inParts(buy()));
        uint256 at = near(a, START + 101 days);
        (maker.deadline, taker.deadline) = (near(b, at), near(c, at));
        Pair memory pair = pairOf(maker, taker, 10);
        vm.warp(at);
        bytes memory error;
        if (at > maker.deadline) error = refused(Fault.Expired, ANA, at, maker.deadline);
        else if (at > taker.deadline) error = refused(Fault.Expired, BUYER, at, taker.deadline);
        vm.assertEq(settlement.check(pair).length == 0, error.length == 0, "foretold");
        answers(STRANGER, address(settlement), abi.encodeCall(settlement.settle, (pair)), error);
        vm.assertEq(token.balanceOf(BUYER), error.length == 0 ? 10 : 0);
    }
}
