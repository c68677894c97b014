// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Settlement} from "../src/Settlement.sol";
import {Fault, ISettlement, Order, Pair} from "../src/interfaces/ISettlement.sol";
import {Reason} from "../src/Reason.sol";
import {World} from "./World.sol";

/// @dev A seller with units and a buyer with dollars, who have approved the settlement, and their signatures.
abstract contract SettlementWorld is World {
    uint256 internal constant BUYER_KEY = 0xB0B;
    address internal immutable BUYER = vm.addr(BUYER_KEY);
    address internal immutable VENUE = account("venue");
    uint256 internal constant UNITS = 1_000;
    uint256 internal constant CASH = 1_000_000_000;

    Settlement internal settlement;

    function setUp() public virtual override {
        super.setUp();
        settlement = new Settlement();
        register(BUYER);
        issue(ANA, UNITS);
        vm.prank(OPERATOR);
        dollar.mint(BUYER, CASH);
        approve(ANA, address(token), type(uint256).max);
        approve(BUYER, address(dollar), type(uint256).max);
    }

    function approve(address owner, address what, uint256 amount) internal {
        vm.prank(owner);
        IERC20(what).approve(address(settlement), amount);
    }

    /// @dev 100 units at 50.25 dollars, all or nothing.
    function sell() internal view returns (Order memory o) {
        o.trader = ANA;
        o.sells = true;
        o.token = address(token);
        o.cash = address(dollar);
        o.units = 100;
        o.unitsMin = 100;
        o.price = 50_250_000;
        o.per = 1;
        o.nonce = 7;
        o.deadline = block.timestamp + 1 days;
    }

    function buy() internal view returns (Order memory o) {
        o = sell();
        (o.trader, o.sells) = (BUYER, false);
    }

    /// @dev The same, from 1 unit on.
    function inParts(Order memory o) internal pure returns (Order memory) {
        o.unitsMin = 1;
        return o;
    }

    function signed(uint256 key, Order memory o) internal view returns (bytes memory) {
        return signedDigest(key, settlement.digestOf(o));
    }

    function signedDigest(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function keyOf(Order memory o) internal view returns (uint256) {
        return o.trader == ANA ? ANA_KEY : BUYER_KEY;
    }

    function pairOf(Order memory maker, Order memory taker, uint256 units)
        internal
        view
        returns (Pair memory)
    {
        return Pair(maker, signed(keyOf(maker), maker), taker, signed(keyOf(taker), taker), uint104(units));
    }

    function thePair() internal view returns (Pair memory) {
        return pairOf(sell(), buy(), 100);
    }

    function refused(Fault fault, address trader, uint256 actual, uint256 limit)
        internal
        pure
        returns (bytes memory)
    {
        return refusedBy(fault, Reason.None, trader, actual, limit);
    }

    function refusedBy(Fault fault, Reason reason, address trader, uint256 actual, uint256 limit)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeWithSelector(
            ISettlement.SettlementRefused.selector, fault, reason, trader, actual, limit
        );
    }

    function dollars(address who) internal view returns (uint256) {
        return dollar.balanceOf(who);
    }
}
