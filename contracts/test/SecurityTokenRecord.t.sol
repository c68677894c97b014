// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {World} from "./World.sol";

contract SecurityTokenRecordTest is World {
    event RecordDateDeclared(uint16 indexed id, uint40 at);

    function setUp() public override {
        super.setUp();
        issue(ANA, 100);
    }

    function declare(uint256 instant) internal returns (uint16) {
        vm.prank(OPERATOR);
        return token.declareRecordDate(uint40(instant));
    }

    function testARecordDateLiesInTheFuture() public {
        expectTooEarly(START, START + 1);
        vm.expectEmit();
        emit RecordDateDeclared(1, uint40(START + 1));
        vm.assertEq(declare(START + 1), 1);
        vm.assertEq(token.recordCount(), 1);
        vm.assertEq(token.recordAt(1), START + 1);
        vm.warp(START + 2 hours);
        expectTooEarly(START + 2 hours, START + 2 hours + 1);
        vm.assertEq(declare(START + 2 hours + 1), 2);
    }

    /// A stolen recorder's key could have used up all 65,535 within a day. Two actions of one instant share their date.
    function testRecordDatesAreAnHourOrMoreApart(uint256 instant) public {
        declare(START + 100);
        uint256 earliest = START + 100 + 1 hours;
        expectTooEarly(bound(instant, 0, earliest - 1), earliest);
        // That it has passed meanwhile makes it no longer ago.
        vm.warp(START + 200);
        expectTooEarly(bound(instant, 0, earliest - 1), earliest);
        vm.assertEq(declare(earliest), 2);
        // Nor that the hour is just over.
        vm.warp(earliest + 1 hours);
        expectTooEarly(block.timestamp, block.timestamp + 1);
    }

    function expectTooEarly(uint256 at, uint256 earliest) private {
        vm.prank(OPERATOR);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.RecordDateTooEarly.selector, uint40(at), earliest)
        );
        token.declareRecordDate(uint40(at));
    }

    /// One declared for the end of time would have kept every other one out.
    function testARecordDateLiesAtMostNinetyTwoDaysAhead() public {
        uint40 latest = uint40(START + 92 days);
        for (uint256 i; i < 2; ++i) {
            uint40 at = i == 0 ? latest + 1 : type(uint40).max;
            vm.prank(OPERATOR);
            vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RecordDateTooLate.selector, at, latest));
            token.declareRecordDate(at);
        }
        vm.assertEq(declare(latest), 1);
        vm.warp(latest);
        vm.assertEq(declare(latest + 1 hours), 2);
    }

    function testABlockAtTheInstantIsAfterIt() public {
        uint16 id = declare(START + 100);
        vm.warp(START + 99);
        transfer(ANA, BO, 1);
        vm.warp(START + 100);
        transfer(ANA, BO, 10);
        vm.assertEq(token.balanceAtRecord(ANA, id), 99);
        vm.assertEq(token.balanceAtRecord(BO, id), 1);
        vm.assertEq(token.balanceOf(ANA), 89);
    }

    function testAnAnswerIsGivenOnlyWhenItCanNoLongerChange() public {
        uint16 id = declare(START + 100);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.RecordDateNotPassed.selector, id, uint40(START + 100))
        );
        token.balanceAtRecord(ANA, id);
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.RecordDateNotPassed.selector, id, uint40(START + 100))
        );
        token.supplyAtRecord(id);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RecordDateUnknown.selector, uint16(2)));
        token.balanceAtRecord(ANA, 2);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RecordDateUnknown.selector, uint16(0)));
        token.balanceAtRecord(ANA, 0);
    }

    function testSupplyAndBalancesOnRecordSurviveEveryWayOfMoving() public {
        issueLocked(BO, 50, TODAY + 300, 1);
        address fresh = account("ana's new wallet");
        vm.prank(OPERATOR);
        registry.addWallet(ANA, fresh);
        uint16 id = pastRecordDate();

        issue(CLEO, 7);
        vm.startPrank(OPERATOR);
        token.burn(BO, 20);
        token.forcedTransfer(BO, DANA, 30);
        token.recoveryAddress(ANA, fresh, identityOf(ANA));
        vm.stopPrank();

        vm.assertEq(token.supplyAtRecord(id), 150);
        vm.assertEq(token.balanceAtRecord(ANA, id), 100);
        vm.assertEq(token.balanceAtRecord(BO, id), 50);
        vm.assertEq(token.balanceAtRecord(CLEO, id), 0);
        vm.assertEq(token.balanceAtRecord(DANA, id), 0);
        vm.assertEq(token.balanceAtRecord(fresh, id), 0);
    }

    function testFreezingBetweenDatesChangesNothingOnRecord() public {
        uint16 id = pastRecordDate();
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 10);
        token.setAddressFrozen(BO, true);
        vm.stopPrank();
        vm.assertEq(token.balanceAtRecord(ANA, id), 100);
        vm.assertEq(token.balanceAtRecord(BO, id), 0);
    }

    function testManyDatesMayPassAtOnce() public {
        for (uint256 i = 1; i <= 64; ++i) {
            declare(START + i * 1 hours);
        }
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.TooManyRecordDatesAhead.selector, 64));
        token.declareRecordDate(uint40(START + 65 hours));

        vm.warp(START + 32 hours + 1);
        transfer(ANA, BO, 40);
        vm.warp(START + 64 hours);
        transfer(ANA, BO, 1);
        vm.assertEq(token.balanceAtRecord(ANA, 1), 100);
        vm.assertEq(token.balanceAtRecord(ANA, 32), 100);
        vm.assertEq(token.balanceAtRecord(ANA, 33), 60);
        vm.assertEq(token.balanceAtRecord(ANA, 64), 60);
        vm.assertEq(token.balanceAtRecord(BO, 32), 0);
        vm.assertEq(token.balanceAtRecord(BO, 33), 40);
        vm.assertEq(declare(START + 65 hours), 65);
    }

    /// The first slot is the token's config: 16 bits from bit 200 count the dates declared, 16 from bit 144 those passed.
    function testTheLastRecordDateThatCanBeCountedIsTheLast() public {
        uint256 config = uint256(vm.load(address(token), 0));
        vm.store(address(token), 0, bytes32(config | (uint256(65_534) << 144)));
        vm.store(address(token), bytes32(uint256(22)), bytes32(uint256(65_534) << 192));
        vm.assertEq(declare(START + 1), 65_535);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.TooManyRecordDates.selector, 65_535));
        token.declareRecordDate(uint40(START + 2 hours));
    }

    function testBalancesAtRecordAnswersForMany() public {
        issue(BO, 5);
        uint16 id = pastRecordDate();
        transfer(ANA, BO, 100);
        address[] memory accounts = new address[](3);
        (accounts[0], accounts[1], accounts[2]) = (ANA, BO, CLEO);
        uint256[] memory balances = token.balancesAtRecord(accounts, id);
        vm.assertEq(balances[0], 100);
        vm.assertEq(balances[1], 5);
        vm.assertEq(balances[2], 0);

        bytes memory asked = abi.encodeCall(token.balancesAtRecord, (accounts, id));
        (, bytes memory answer) = address(token).staticcall(bytes.concat(asked, bytes32(type(uint256).max)));
        vm.assertEq(keccak256(answer), keccak256(abi.encode(balances)));
    }

    /// Any history of movements, issuances, burns and record dates: what the token says was on record is what a plain
    /// copy of all balances, taken when the date passed, says.
    /// forge-config: default.fuzz.runs = 256
    function testOnRecordIsWhatACopyWouldHaveKept(uint256 seed) public {
        uint256[5][13] memory copies;
        uint16 passed;
        for (uint256 step; step < 24; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed % 4 == 0 && token.recordCount() == passed && passed < 12) {
                declare(block.timestamp + 1 hours);
            } else if (seed % 4 == 1) {
                vm.warp(block.timestamp + 40 minutes);
            } else {
                act(seed >> 8);
            }
            if (passed < token.recordCount() && token.recordAt(passed + 1) <= block.timestamp) {
                copies[++passed] = copyAll();
            }
        }
        for (uint16 id = 1; id <= passed; ++id) {
            for (uint256 i; i < 4; ++i) {
                vm.assertEq(token.balanceAtRecord(people()[i], id), copies[id][i], "balance on record");
            }
            vm.assertEq(token.supplyAtRecord(id), copies[id][4], "supply on record");
        }
    }

    function act(uint256 seed) private {
        address from = people()[seed % 4];
        address to = people()[(seed >> 8) % 4];
        uint256 held = token.balanceOf(from);
        if ((seed >> 16) % 4 == 0) return issue(to, 1 + (seed >> 32) % 50);
        uint256 units = (seed >> 24) % 3 == 0 ? held : (seed >> 32) % (held + 1);
        if ((seed >> 16) % 4 == 1) {
            vm.prank(OPERATOR);
            return token.burn(from, units);
        }
        transfer(from, to, units);
    }

    function copyAll() private view returns (uint256[5] memory copy) {
        for (uint256 i; i < 4; ++i) {
            copy[i] = token.balanceOf(people()[i]);
        }
        copy[4] = token.totalSupply();
    }
}
