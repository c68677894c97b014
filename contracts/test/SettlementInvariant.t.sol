// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Settlement} from "../src/Settlement.sol";
import {Order, Pair} from "../src/interfaces/ISettlement.sol";
import {LyingToken} from "./LyingToken.sol";
import {SettlementWorld} from "./SettlementWorld.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {Test} from "./Test.sol";

/// @dev Settles, takes and cancels orders of four traders in any order, while the cash lies and officers freeze. One nonce
///      of one trader is always the same order, so that what it may fill is known.
contract Trader is Test {
    uint256 private constant NONCES = 6;
    Settlement private immutable SETTLEMENT;
    ISecurityToken private immutable TOKEN;
    LyingToken private immutable CASH;
    address private immutable OPERATOR;
    address private immutable VENUE;
    uint256[4] private _keys;
    uint256 public settled;
    bool public broken;
    mapping(address trader => mapping(uint256 nonce => uint256)) public filled;
    mapping(address trader => mapping(uint256 nonce => uint256)) public paid;
    mapping(address trader => mapping(uint256 nonce => uint256)) public fees;
    mapping(address trader => mapping(uint256 nonce => bool)) public cancelled;

    constructor(
        Settlement settlement,
        ISecurityToken token,
        LyingToken cash,
        address operator,
        address venue,
        uint256[4] memory keys
    ) {
        (SETTLEMENT, TOKEN, CASH, OPERATOR, VENUE, _keys) = (settlement, token, cash, operator, venue, keys);
    }

    /// @dev Even traders' even nonces sell, odd traders' buy; and the other way round.
    function orderOf(uint256 trader, uint256 nonce) public view returns (Order memory o) {
        uint256 seed = uint256(keccak256(abi.encode(trader, nonce)));
        o.trader = vm.addr(_keys[trader]);
        o.sells = (trader + nonce) % 2 == 0;
        o.token = address(TOKEN);
        o.cash = address(CASH);
        o.units = uint104(1 + seed % 60);
        o.unitsMin = seed % 5 == 0 ? o.units : uint104(1 + seed % 3);
        o.price = uint128(o.sells ? 20 + (seed >> 8) % 20 : 25 + (seed >> 8) % 30);
        o.per = uint104(1 + (seed >> 16) % 3);
        o.feeBps = uint16((seed >> 24) % 300);
        o.feeMax = uint128((seed >> 40) % 20);
        o.feeRecipient = VENUE;
        o.nonce = nonce;
        o.deadline = type(uint256).max;
    }

    function signed(uint256 trader, Order memory o) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_keys[trader], SETTLEMENT.digestOf(o));
        return abi.encodePacked(r, s, v);
    }

    function settle(uint256 a, uint256 an, uint256 b, uint256 bn, uint256 units) external {
        (a, b, an, bn) = (a % 4, b % 4, an % NONCES, bn % NONCES);
        // Mostly orders that could meet.
        if ((a + an) % 2 == (b + bn) % 2) bn = (bn + 1) % NONCES;
        Order memory maker = orderOf(a, an);
        Order memory taker = orderOf(b, bn);
        units = some(maker, taker, units);
        Pair memory pair = Pair(maker, signed(a, maker), taker, signed(b, taker), uint104(units));
        attempt(abi.encodeCall(SETTLEMENT.settle, (pair)), address(this), maker, taker, units);
    }

    /// @dev Mostly what is left of both, or a part of it.
    function some(Order memory a, Order memory b, uint256 seed) private view returns (uint256) {
        uint256 least = a.units - filled[a.trader][a.nonce];
        uint256 other = b.units - filled[b.trader][b.nonce];
        if (other < least) least = other;
        return seed % 5 == 0 ? 1 + seed % 70 : seed % 5 == 1 ? least : 1 + seed % (least + 1);
    }

    function take(uint256 a, uint256 an, uint256 b, uint256 units) external {
        (a, b, an) = (a % 4, b % 4, an % NONCES);
        Order memory maker = orderOf(a, an);
        // What the caller says with the call: any price, no fee.
        Order memory taker = orderOf(a, an);
        (taker.trader, taker.sells, taker.nonce) = (vm.addr(_keys[b]), !maker.sells, 1_000);
        (taker.feeBps, taker.feeMax, taker.price) = (0, 0, maker.sells ? type(uint128).max : 0);
        units = some(maker, maker, units);
        uint256 limit = maker.sells ? type(uint256).max : 0;
        bytes memory call = abi.encodeCall(SETTLEMENT.take, (maker, signed(a, maker), uint104(units), limit));
        attempt(call, taker.trader, maker, taker, units);
    }

    /// @dev Both legs, or nothing at all.
    function attempt(bytes memory call, address caller, Order memory maker, Order memory taker, uint256 units)
        private
    {
        (Order memory s, Order memory b) = maker.sells ? (maker, taker) : (taker, maker);
        uint256[5] memory before = look(s.trader, b.trader);
        vm.prank(caller);
        (bool ok,) = address(SETTLEMENT).call(call);
        // A lie and a freeze are for one settlement: a run of nothing else would settle nothing.
        CASH.setLie(LyingToken.Lie.None);
        vm.startPrank(OPERATOR);
        TOKEN.setAddressFrozen(s.trader, false);
        TOKEN.setAddressFrozen(b.trader, false);
        vm.stopPrank();
        uint256[5] memory later = look(s.trader, b.trader);
        if (!ok) {
            if (keccak256(abi.encode(before)) != keccak256(abi.encode(later))) broken = true;
            return;
        }
        ++settled;
        uint256 got = later[2] - before[2];
        uint256 gave = before[3] - later[3];
        if (before[0] - later[0] != units || later[1] - before[1] != units) broken = true;
        if (gave - got != later[4] - before[4]) broken = true;
        // Each side within its own limit, its fee taken off or put on.
        (, uint256 makerFee, uint256 takerFee) = SETTLEMENT.quote(maker, taker, uint104(units));
        (uint256 sellerFee, uint256 buyerFee) = maker.sells ? (makerFee, takerFee) : (takerFee, makerFee);
        uint256 amount = got + sellerFee;
        if (amount + buyerFee != gave) broken = true;
        if (amount * s.per < units * s.price || amount * b.per > units * b.price) broken = true;
        book(s, units, amount, sellerFee);
        book(b, units, amount, buyerFee);
    }

    function book(Order memory o, uint256 units, uint256 amount, uint256 fee) private {
        if (cancelled[o.trader][o.nonce]) broken = true;
        filled[o.trader][o.nonce] += units;
        paid[o.trader][o.nonce] += amount;
        fees[o.trader][o.nonce] += fee;
    }

    function look(address seller, address buyer) private view returns (uint256[5] memory) {
        return [
            TOKEN.balanceOf(seller),
            TOKEN.balanceOf(buyer),
            CASH.balanceOf(seller),
            CASH.balanceOf(buyer),
            CASH.balanceOf(VENUE)
        ];
    }

    function cancel(uint256 a, uint256 nonce) external {
        if (a % 16 > 3) return;
        address trader = vm.addr(_keys[a % 16]);
        nonce %= NONCES;
        vm.prank(trader);
        SETTLEMENT.cancel(0, uint128(1 << nonce));
        cancelled[trader][nonce] = true;
    }

    function lie(uint256 which) external {
        CASH.setLie(LyingToken.Lie(which % 32 < 8 ? which % 32 : 0));
    }

    function freeze(uint256 who, bool yes) external {
        vm.prank(OPERATOR);
        TOKEN.setAddressFrozen(vm.addr(_keys[who % 4]), yes && who % 16 < 4);
    }
}

contract SettlementInvariantTest is SettlementWorld {
    Trader private trader;
    LyingToken private cash;
    uint256[4] private keys = [uint256(11), 12, 13, 14];

    function setUp() public override {
        super.setUp();
        cash = new LyingToken(address(registry));
        for (uint256 i; i < 4; ++i) {
            address one = vm.addr(keys[i]);
            register(one);
            issue(one, 500);
            cash.mint(one, 1_000_000);
            approve(one, address(token), type(uint256).max);
            approve(one, address(cash), type(uint256).max);
        }
        trader = new Trader(settlement, token, cash, OPERATOR, VENUE, keys);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(trader);
    }

    /// @dev Chance may let nothing pass in a run; then the handler must be able to, or every run would be empty.
    function afterInvariant() external {
        // Every order with every other, for as many units as both have: some of them meet.
        for (uint256 i; i < 24 * 24 && trader.settled() == 0; ++i) {
            trader.settle(i % 4, i / 4 % 6, i / 24 % 4, i / 96, 1);
        }
        vm.assertTrue(trader.settled() != 0, "something happened");
    }

    function invariantBothLegsOrNeitherAndWithinBothLimits() public view {
        vm.assertTrue(!trader.broken(), "all or nothing");
    }

    function invariantNeverMoreThanSigned() public view {
        for (uint256 i; i < 4; ++i) {
            for (uint256 n; n < 6; ++n) {
                Order memory o = trader.orderOf(i, n);
                uint256 units = trader.filled(o.trader, n);
                vm.assertLe(units, o.units, "units");
                vm.assertLe(trader.fees(o.trader, n), o.feeMax, "fees");
                uint256 amount = trader.paid(o.trader, n);
                if (o.sells) vm.assertLe(units * o.price, amount * o.per, "the seller's price");
                else vm.assertLe(amount * o.per, units * o.price, "the buyer's price");
                (bool done, uint256 part) = settlement.nonceState(o.trader, n);
                vm.assertTrue(done || part == units, "what is known of it");
                vm.assertTrue(units != o.units || done, "done when filled");
            }
        }
    }

    function invariantNothingStaysHere() public view {
        vm.assertEq(cash.balanceOf(address(settlement)), 0);
        vm.assertEq(token.balanceOf(address(settlement)), 0);
    }
}
