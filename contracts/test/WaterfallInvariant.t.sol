// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Waterfall} from "../src/Waterfall.sol";
import {Position} from "../src/interfaces/IWaterfall.sol";
import {ClassClaim, ClassShare} from "../src/types/ClassClaim.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {Test} from "./Test.sol";
import {WaterfallWorld} from "./WaterfallWorld.sol";

/// @dev Pays proceeds out in instalments of any size, on any record date, while units change hands and even number.
contract Liquidator is Test {
    Waterfall private immutable WATERFALL;
    ISecurityToken[3] private _classes;
    address private immutable OPERATOR;
    address[4] private _people;
    uint16[] private _ids;
    uint256 private _refs;
    uint256 public passes;
    /// What each class had before the last payment: no payment takes anything back.
    uint256[3] public paidBefore;

    constructor(
        Waterfall waterfall,
        ISecurityToken[3] memory classes,
        address operator,
        address[4] memory people
    ) {
        (WATERFALL, _classes, OPERATOR, _people) = (waterfall, classes, operator, people);
    }

    function record(uint256 ahead) external {
        if (_classes[0].recordCount() == 40) return;
        vm.prank(OPERATOR);
        _ids = WATERFALL.declareRecordDates(uint40(block.timestamp + 1 hours + ahead % 1 days));
        vm.warp(block.timestamp + 2 days);
    }

    function pay(uint256 amount, uint256 magnitude) external {
        if (_ids.length == 0) return;
        amount = 1 + amount % (10 ** (1 + magnitude % 15));
        Position[] memory before = WATERFALL.positions();
        vm.prank(OPERATOR);
        try WATERFALL.execute(_ids, amount, bytes32(++_refs)) {
            ++passes;
            for (uint256 i; i < before.length; ++i) {
                paidBefore[i] = before[i].paid;
            }
        } catch {}
    }

    function payAgain(uint256 ref) external {
        if (_ids.length == 0 || _refs == 0) return;
        bytes32 used = bytes32(1 + ref % _refs);
        if (!WATERFALL.isExecuted(used)) return;
        vm.prank(OPERATOR);
        (bool paid,) = address(WATERFALL).call(abi.encodeCall(WATERFALL.execute, (_ids, 1, used)));
        vm.assertTrue(!paid, "a reference pays once");
    }

    function move(uint256 class, uint256 from, uint256 to, uint256 units) external {
        ISecurityToken token = _classes[class % 3];
        uint256 held = token.balanceOf(_people[from % 4]);
        vm.prank(_people[from % 4]);
        token.transfer(_people[to % 4], units % (held + 1));
    }

    /// @dev Rarely: from then on nothing can be paid.
    function issue(uint256 class, uint256 seed) external {
        if (seed % 16 != 0) return;
        vm.prank(OPERATOR);
        _classes[class % 3].mint(_people[0], 1);
    }
}

contract WaterfallInvariantTest is WaterfallWorld {
    Liquidator private liquidator;

    function setUp() public override {
        super.setUp();
        liquidator = new Liquidator(waterfall, tokens(), OPERATOR, people());
        liquidator.record(0);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(liquidator);
    }

    function afterInvariant() external view {
        vm.assertTrue(liquidator.passes() != 0, "something was paid");
    }

    function invariantEveryBaseUnitIsPaidToAClassAndIsAtTheDistributor() public view {
        Position[] memory positions = waterfall.positions();
        uint256 sum;
        for (uint256 i; i < positions.length; ++i) {
            sum += positions[i].paid;
        }
        vm.assertEq(sum, waterfall.total(), "over the classes");
        vm.assertEq(money.balanceOf(address(distributor)), sum, "at the distributor");
        vm.assertEq(money.balanceOf(address(waterfall)), 0, "nothing stays");
    }

    function invariantEveryClassHasWhatOnePaymentOfTheWholeWouldHaveGiven() public view {
        Position[] memory positions = waterfall.positions();
        if (positions.length == 0) return;
        ClassClaim[] memory claims = new ClassClaim[](3);
        for (uint256 i; i < 3; ++i) {
            claims[i] = ClassClaim({
                shares: positions[i].supply,
                preference: positions[i].preference,
                cap: positions[i].cap,
                rank: waterfall.classes()[i].rank,
                participation: waterfall.classes()[i].participation,
                convertible: waterfall.classes()[i].convertible
            });
        }
        ClassShare[] memory shares = waterfall.split(claims, waterfall.total());
        for (uint256 i; i < 3; ++i) {
            vm.assertEq(positions[i].paid, shares[i].preference + shares[i].participation, "paid");
            vm.assertLe(liquidator.paidBefore(i), positions[i].paid, "nothing is taken back");
        }
    }
}
