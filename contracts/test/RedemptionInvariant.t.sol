// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Redemption} from "../src/Redemption.sol";
import {ISSUER, PAUSER} from "../src/Roles.sol";
import {IBuyer, Purse} from "../src/interfaces/IBuyer.sol";
import {RedemptionState, RedemptionStage, RedemptionTerms} from "../src/interfaces/IRedemption.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {BuyerWorld} from "./BuyerWorld.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {Test} from "./Test.sol";

/// @dev Announces, funds, begins, redeems, ends and claims in any order, while units move and payees change manners.
contract Redeemer is Test {
    Redemption private immutable REDEMPTION;
    ISecurityToken private immutable TOKEN;
    HostileToken private immutable PAYMENT;
    address private immutable OPERATOR;
    address[] private _people;
    uint256 public passes;
    uint256 public minted;
    /// What each holder gave up in each redemption, and in how many calls.
    mapping(uint256 id => mapping(address holder => uint256)) public times;

    constructor(
        Redemption redemption,
        ISecurityToken token,
        HostileToken payment,
        address operator,
        address[] memory people
    ) {
        (REDEMPTION, TOKEN, PAYMENT, OPERATOR, _people) = (redemption, token, payment, operator, people);
        minted = token.totalSupply();
    }

    function attempt(address target, bytes memory call) private returns (bool passed) {
        vm.prank(OPERATOR);
        (passed,) = target.call(call);
        if (passed && target == address(REDEMPTION)) ++passes;
    }

    /// Up to a day, or past the week that holders have.
    function pass(uint256 time) external {
        vm.warp(block.timestamp + (time % 8 == 0 ? 7 days : time % 1 days));
    }

    function someId(uint256 seed) private view returns (uint256) {
        return 1 + seed % (REDEMPTION.purchaseCount() + 1);
    }

    function someone(uint256 seed) private view returns (address) {
        return _people[seed % _people.length];
    }

    function announce(uint256 units, uint256 price) external {
        if (REDEMPTION.purchaseCount() == 3) return;
        RedemptionTerms memory t;
        t.token = address(TOKEN);
        t.payment = address(PAYMENT);
        t.treasury = OPERATOR;
        t.units = uint104(units % 3 == 0 ? type(uint104).max : 1 + units % 400);
        t.price = uint128(1 + price % 1e6);
        t.at = uint40(block.timestamp + (price % 4 == 0 ? 1 days : 0));
        t.ref = bytes32(1 + REDEMPTION.purchaseCount());
        attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.announce, (t)));
    }

    function fund(uint256 id, uint256 seed) external {
        id = someId(id);
        if (id > REDEMPTION.purchaseCount()) return;
        uint256 missing = REDEMPTION.missing(id);
        uint256 amount = seed % 4 == 0 ? seed % (missing + 1) : missing;
        PAYMENT.mint(OPERATOR, amount);
        vm.prank(OPERATOR);
        PAYMENT.approve(address(REDEMPTION), amount);
        attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.fund, (id, amount)));
    }

    function begin(uint256 id) external {
        attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.begin, (someId(id))));
    }

    function redeem(uint256 id, uint256 first, uint256 second) external {
        id = someId(id);
        address[] memory two = new address[](2);
        (two[0], two[1]) = (someone(first), someone(second));
        uint256[2] memory before = [TOKEN.balanceOf(two[0]), TOKEN.balanceOf(two[1])];
        if (!attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.redeem, (id, two)))) return;
        if (TOKEN.balanceOf(two[0]) < before[0]) ++times[id][two[0]];
        if (two[0] != two[1] && TOKEN.balanceOf(two[1]) < before[1]) ++times[id][two[1]];
    }

    function redeemEverybody(uint256 id) external {
        attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.redeem, (someId(id), _people)));
    }

    function finish(uint256 id) external {
        attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.finish, (someId(id))));
    }

    function cancel(uint256 id) external {
        if (id % 4 == 0) attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.cancel, (someId(id))));
    }

    function claim(uint256 id, uint256 who) external {
        attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.claim, (someId(id), someone(who))));
    }

    function returnRest(uint256 id) external {
        attempt(address(REDEMPTION), abi.encodeCall(REDEMPTION.returnRest, (someId(id))));
    }

    function misbehave(uint256 who, uint256 manner) external {
        HostileToken.Manner[4] memory manners = [
            HostileToken.Manner.Good,
            HostileToken.Manner.ReturnsNothing,
            HostileToken.Manner.ReturnsFalse,
            HostileToken.Manner.Reverts
        ];
        PAYMENT.setManner(someone(who), manners[manner % 4]);
    }

    function moveUnits(uint256 from, uint256 to, uint256 units, bool forced) external {
        address sender = someone(from);
        units %= TOKEN.balanceOf(sender) + 1;
        if (forced) {
            attempt(address(TOKEN), abi.encodeCall(TOKEN.forcedTransfer, (sender, someone(to), units)));
        } else {
            vm.prank(sender);
            (bool moved,) = address(TOKEN).call(abi.encodeCall(TOKEN.transfer, (someone(to), units)));
            moved;
        }
    }

    function mint(uint256 who, uint256 units) external {
        units %= 100;
        if (attempt(address(TOKEN), abi.encodeCall(TOKEN.mint, (someone(who), units)))) minted += units;
    }
}

contract RedemptionInvariantTest is BuyerWorld {
    Redemption private redemption;
    Redeemer private redeemer;
    address[] private everyone;

    function buyer() internal view override returns (IBuyer) {
        return redemption;
    }

    function setUp() public override {
        super.setUp();
        redemption = new Redemption(distributor);
        grant(address(redemption), ISSUER | PAUSER);
        for (uint256 i; i < 6; ++i) {
            address one = address(uint160(0x1000 + i));
            everyone.push(one);
            register(one);
            issue(one, 1 + i * i * 7);
        }
        redeemer = new Redeemer(redemption, token, hostile, OPERATOR, everyone);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(redeemer);
    }

    /// @dev Chance may let nothing pass in a run; then the handler must be able to, or every run would be empty.
    function afterInvariant() external {
        if (redeemer.passes() == 0) redeemer.announce(1, 1);
        vm.assertTrue(redeemer.passes() != 0, "something happened");
    }

    function invariantUnitsDestroyedAreUnitsPaidFor() public view {
        uint256 bought;
        for (uint256 id = 1; id <= redemption.purchaseCount(); ++id) {
            Purse memory p = redemption.purse(id);
            bought += p.unitsBought;
            vm.assertEq(uint256(p.paid) + p.parked, uint256(p.unitsBought) * p.price, "their price");
        }
        vm.assertEq(token.totalSupply() + bought, redeemer.minted(), "destroyed");
    }

    function invariantNoRedemptionPaysMoreThanItWasFundedWith() public view {
        uint256 here;
        for (uint256 id = 1; id <= redemption.purchaseCount(); ++id) {
            Purse memory p = redemption.purse(id);
            vm.assertLe(uint256(p.paid) + p.parked + p.returned, p.funded, "funded");
            here += uint256(p.funded) - p.paid - p.returned;
            uint256 parked;
            for (uint256 i; i < everyone.length; ++i) {
                parked += redemption.parkedOf(id, everyone[i]);
            }
            vm.assertEq(p.parked, parked, "parked");
        }
        vm.assertEq(hostile.balanceOf(address(redemption)), here, "the money that is here");
    }

    function invariantNoMoreIsRedeemedThanWasCalledAndFromNobodyTwice() public view {
        for (uint256 id = 1; id <= redemption.purchaseCount(); ++id) {
            RedemptionState memory r = redemption.redemption(id);
            vm.assertLe(redemption.purse(id).unitsBought, r.called, "called");
            vm.assertLe(r.unitsCovered, r.supply, "covered");
            for (uint256 i; i < everyone.length; ++i) {
                vm.assertLe(redeemer.times(id, everyone[i]), 1, "once");
            }
            vm.assertTrue(r.stage != RedemptionStage.Running || r.begunAt != 0, "begun");
        }
    }
}
