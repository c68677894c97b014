// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISSUER, PAUSER, RULER} from "../src/Roles.sol";
import {Split} from "../src/Split.sol";
import {IBuyer, Purse} from "../src/interfaces/IBuyer.sol";
import {ISecurityToken, Lot} from "../src/interfaces/ISecurityToken.sol";
import {SplitStage, SplitState, SplitTerms} from "../src/interfaces/ISplit.sol";
import {BuyerWorld} from "./BuyerWorld.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {Test} from "./Test.sol";

/// @dev Announces, begins, splits, ends, funds and claims in any order, while units are issued, move and are frozen.
contract Splitter is Test {
    Split private immutable SPLIT;
    ISecurityToken private immutable TOKEN;
    HostileToken private immutable PAYMENT;
    address private immutable OPERATOR;
    address[] private _people;
    uint256 public passes;

    constructor(
        Split split,
        ISecurityToken token,
        HostileToken payment,
        address operator,
        address[] memory people
    ) {
        (SPLIT, TOKEN, PAYMENT, OPERATOR, _people) = (split, token, payment, operator, people);
    }

    function attempt(address caller, address target, bytes memory call) private returns (bool passed) {
        vm.prank(caller);
        (passed,) = target.call(call);
        if (passed && target == address(SPLIT)) ++passes;
    }

    function someId(uint256 seed) private view returns (uint256) {
        return 1 + seed % (SPLIT.purchaseCount() + 1);
    }

    function someone(uint256 seed) private view returns (address) {
        return _people[seed % _people.length];
    }

    function announce(uint64 num, uint64 den, uint256 price) external {
        if (SPLIT.purchaseCount() == 4) return;
        SplitTerms memory t;
        t.token = address(TOKEN);
        t.payment = address(PAYMENT);
        t.treasury = OPERATOR;
        (t.num, t.den) = (1 + num % 12, 13 + den % 12);
        if (price % 2 == 0) (t.num, t.den) = (t.den, t.num);
        t.price = uint128(1 + price % 1e9);
        t.at = uint40(block.timestamp);
        t.ref = bytes32(1 + SPLIT.purchaseCount());
        attempt(OPERATOR, address(SPLIT), abi.encodeCall(SPLIT.announce, (t)));
    }

    function begin(uint256 id) external {
        attempt(OPERATOR, address(SPLIT), abi.encodeCall(SPLIT.begin, (someId(id))));
    }

    function splitSome(uint256 id, uint256 first, uint256 second) external {
        id = someId(id);
        address[] memory two = new address[](2);
        (two[0], two[1]) = (someone(first), someone(second));
        attempt(OPERATOR, address(SPLIT), abi.encodeCall(SPLIT.split, (id, two)));
    }

    function splitAll(uint256 id) external {
        attempt(OPERATOR, address(SPLIT), abi.encodeCall(SPLIT.split, (someId(id), _people)));
    }

    /// @dev By a stranger, who can only when it is done.
    function finish(uint256 id) external {
        attempt(address(0xbeef), address(SPLIT), abi.encodeCall(SPLIT.finish, (someId(id))));
    }

    function fund(uint256 id) external {
        id = someId(id);
        if (id > SPLIT.purchaseCount()) return;
        uint256 missing = SPLIT.missing(id);
        PAYMENT.mint(OPERATOR, missing);
        vm.prank(OPERATOR);
        PAYMENT.approve(address(SPLIT), missing);
        attempt(OPERATOR, address(SPLIT), abi.encodeCall(SPLIT.fund, (id, missing)));
    }

    function claim(uint256 id, uint256 who) external {
        attempt(OPERATOR, address(SPLIT), abi.encodeCall(SPLIT.claim, (someId(id), someone(who))));
    }

    function issue(uint256 who, uint16 units, uint16 day) external {
        uint16 unlock = uint16(block.timestamp / 1 days) + day % 300;
        attempt(
            OPERATOR,
            address(TOKEN),
            abi.encodeCall(TOKEN.issue, (someone(who), units % 500, unlock - 10, unlock, day % 3, bytes32(0)))
        );
    }

    function freeze(uint256 who, uint256 units) external {
        attempt(OPERATOR, address(TOKEN), abi.encodeCall(TOKEN.setFrozenTokens, (someone(who), units % 400)));
    }

    function move(uint256 from, uint256 to, uint256 units) external {
        units %= TOKEN.freeOf(someone(from)) + 1;
        attempt(someone(from), address(TOKEN), abi.encodeCall(TOKEN.transfer, (someone(to), units)));
    }

    function recordDate() external {
        uint40 at = uint40(block.timestamp + 2 days);
        attempt(OPERATOR, address(TOKEN), abi.encodeCall(TOKEN.declareRecordDate, (at)));
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 3 days);
    }
}

contract SplitInvariantTest is BuyerWorld {
    Split private split;
    Splitter private splitter;
    address[] private everyone;

    function buyer() internal view override returns (IBuyer) {
        return split;
    }

    function setUp() public override {
        super.setUp();
        split = new Split(distributor);
        grant(address(split), ISSUER | PAUSER | RULER);
        for (uint256 i; i < 5; ++i) {
            address one = address(uint160(0x1000 + i));
            everyone.push(one);
            register(one);
            issue(one, 1 + i * i * 7);
        }
        splitter = new Splitter(split, token, hostile, OPERATOR, everyone);
        splitter.announce(2, 3, 1e6 + 1);
        splitter.begin(0);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(splitter);
    }

    function afterInvariant() external view {
        vm.assertTrue(splitter.passes() > 2, "something happened");
    }

    function invariantNewUnitsAndFractionsAreOldUnitsTimesTheRatio() public view {
        for (uint256 id = 1; id <= split.purchaseCount(); ++id) {
            SplitState memory s = split.splitState(id);
            vm.assertEq(uint256(s.unitsMade) * s.den + s.rests, uint256(s.unitsCovered) * s.num, "the ratio");
            vm.assertLe(s.unitsCovered, s.supply, "covered");
            if (s.stage == SplitStage.Finished) vm.assertEq(s.unitsCovered, s.supply, "all of them");
            if (s.stage == SplitStage.Running) {
                vm.assertTrue(token.paused(), "paused");
                vm.assertEq(
                    token.totalSupply(), uint256(s.supply) - s.unitsCovered + s.unitsMade, "old and new units"
                );
            }
        }
    }

    function invariantTheTokensBooksAreRight() public view {
        (uint256 supply, uint256 holders) = (0, 0);
        for (uint256 i; i < everyone.length; ++i) {
            uint256 balance = token.balanceOf(everyone[i]);
            supply += balance;
            if (balance != 0) ++holders;
            uint256 locked;
            Lot[] memory lots = token.lotsOf(everyone[i]);
            for (uint256 j; j < lots.length; ++j) {
                locked += lots[j].units;
            }
            vm.assertEq(token.lockedOf(everyone[i]), locked, "lots");
            vm.assertLe(locked, balance, "locked");
        }
        vm.assertEq(token.totalSupply(), supply, "supply");
        vm.assertEq(token.holderCount(), holders, "holders");
    }

    function invariantNoMoreIsPaidThanFundedAndOwedThanRoundingTook() public view {
        uint256 here;
        for (uint256 id = 1; id <= split.purchaseCount(); ++id) {
            Purse memory p = split.purse(id);
            SplitState memory s = split.splitState(id);
            vm.assertLe(p.paid, p.funded, "funded");
            vm.assertLe((uint256(p.paid) + p.parked) * s.den, uint256(s.rests) * p.price, "owed");
            here += uint256(p.funded) - p.paid - p.returned;
        }
        vm.assertEq(hostile.balanceOf(address(split)), here, "the money that is here");
    }
}
