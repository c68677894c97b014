// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {FREEZER, ISSUER} from "../src/Roles.sol";
import {Tender} from "../src/Tender.sol";
import {IBuyer, Purse} from "../src/interfaces/IBuyer.sol";
import {TenderState, TenderTerms} from "../src/interfaces/ITender.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {BuyerWorld} from "./BuyerWorld.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {TenderBook} from "./TenderBook.sol";
import {Test} from "./Test.sol";

/// @dev Offers, tenders, withdraws, ranks, settles, cancels and closes in any order, while units move and time passes.
contract Tenderer is Test {
    Tender private immutable TENDER;
    ISecurityToken private immutable TOKEN;
    HostileToken private immutable PAYMENT;
    address private immutable OPERATOR;
    address[] private _ascending;
    uint256 public passes;

    constructor(
        Tender tender,
        ISecurityToken token,
        HostileToken payment,
        address operator,
        address[] memory ascending
    ) {
        (TENDER, TOKEN, PAYMENT, OPERATOR, _ascending) = (tender, token, payment, operator, ascending);
    }

    function attempt(address caller, bytes memory call) private returns (bool passed) {
        vm.prank(caller);
        (passed,) = address(TENDER).call(call);
        if (passed) ++passes;
    }

    function someId(uint256 seed) private view returns (uint256) {
        return 1 + seed % (TENDER.purchaseCount() + 1);
    }

    function someone(uint256 seed) private view returns (address) {
        return _ascending[seed % _ascending.length];
    }

    /// @dev Nearly always funded at once: what an underfunded offer refuses is tested elsewhere.
    function offer(uint256 unitsMax, uint256 price, uint256 oddLot) external {
        if (TENDER.purchaseCount() == 4) return;
        TenderTerms memory t;
        t.token = address(TOKEN);
        t.payment = address(PAYMENT);
        t.treasury = OPERATOR;
        t.unitsMax = uint104(1 + unitsMax % 200);
        t.price = uint128(1 + price % 1e6);
        t.opensAt = uint40(block.timestamp);
        t.closesAt = uint40(block.timestamp + 10 days);
        t.oddLot = uint104(oddLot % 60);
        t.ref = bytes32(1 + TENDER.purchaseCount());
        if (!attempt(OPERATOR, abi.encodeCall(TENDER.offer, (t)))) return;
        uint256 id = TENDER.purchaseCount();
        uint256 missing = TENDER.missing(id);
        PAYMENT.mint(OPERATOR, missing);
        vm.prank(OPERATOR);
        PAYMENT.approve(address(TENDER), missing);
        if (price % 8 != 0) attempt(OPERATOR, abi.encodeCall(TENDER.fund, (id, missing)));
    }

    function bid(uint256 id, uint256 who, uint256 units) external {
        address holder = someone(who);
        units = units % 3 == 0 ? TOKEN.freeOf(holder) : units % (TOKEN.balanceOf(holder) + 2);
        attempt(holder, abi.encodeCall(TENDER.tender, (someId(id), units)));
    }

    function bidAgain(uint256 id, uint256 who, uint256 units) external {
        this.bid(id, who, units);
    }

    function rank(uint256 id, uint256 seed) external {
        id = someId(id);
        if (id > TENDER.purchaseCount()) return;
        TenderState memory t = TENDER.tenderState(id);
        if (t.tendered <= t.unitsMax) return;
        (address[] memory cut, address last) = TenderBook.ranking(TENDER, id, _ascending);
        if (seed % 4 == 0) last = someone(seed);
        attempt(OPERATOR, abi.encodeCall(TENDER.rank, (id, seed, last, cut)));
    }

    function settle(uint256 id, uint256 first, uint256 second) external {
        id = someId(id);
        address[] memory two = new address[](2);
        (two[0], two[1]) = (someone(first), someone(second));
        attempt(OPERATOR, abi.encodeCall(TENDER.settle, (id, two)));
    }

    function settleAll(uint256 id) external {
        attempt(OPERATOR, abi.encodeCall(TENDER.settle, (someId(id), _ascending)));
    }

    function cancel(uint256 id) external {
        if (id % 8 == 0) attempt(OPERATOR, abi.encodeCall(TENDER.cancel, (someId(id))));
    }

    function free(uint256 id) external {
        attempt(OPERATOR, abi.encodeCall(TENDER.free, (someId(id), _ascending)));
    }

    function close(uint256 id) external {
        attempt(OPERATOR, abi.encodeCall(TENDER.close, (someId(id))));
    }

    function returnRest(uint256 id) external {
        attempt(OPERATOR, abi.encodeCall(TENDER.returnRest, (someId(id))));
    }

    function claim(uint256 id, uint256 who) external {
        attempt(OPERATOR, abi.encodeCall(TENDER.claim, (someId(id), someone(who))));
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 3 days);
    }

    function misbehave(uint256 who, bool refuses) external {
        PAYMENT.setManner(someone(who), refuses ? HostileToken.Manner.Reverts : HostileToken.Manner.Good);
    }

    function moveUnits(uint256 from, uint256 to, uint256 units) external {
        address sender = someone(from);
        units %= TOKEN.freeOf(sender) + 1;
        vm.prank(sender);
        TOKEN.transfer(someone(to), units);
    }
}

contract TenderInvariantTest is BuyerWorld {
    Tender private tender;
    Tenderer private tenderer;
    address[] private ascending;
    uint256 private supply;

    function buyer() internal view override returns (IBuyer) {
        return tender;
    }

    function setUp() public override {
        super.setUp();
        tender = new Tender(distributor);
        grant(address(tender), ISSUER | FREEZER);
        for (uint256 i; i < 6; ++i) {
            address one = address(uint160(0x1000 + i));
            ascending.push(one);
            register(one);
            issue(one, 20 + i * i * 7);
        }
        supply = token.totalSupply();
        tenderer = new Tenderer(tender, token, hostile, OPERATOR, ascending);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(tenderer);
    }

    /// @dev Chance may let nothing pass in a run; then the handler must be able to, or every run would be empty.
    function afterInvariant() external {
        if (tenderer.passes() == 0) tenderer.offer(1, 1, 1);
        vm.assertTrue(tenderer.passes() != 0, "something happened");
    }

    function invariantNoMoreIsBoughtThanOfferedAndItIsDestroyed() public view {
        uint256 bought;
        for (uint256 id = 1; id <= tender.purchaseCount(); ++id) {
            Purse memory p = tender.purse(id);
            TenderState memory t = tender.tenderState(id);
            vm.assertLe(p.unitsBought, t.unitsMax, "accepted");
            vm.assertEq(uint256(p.paid) + p.parked, uint256(p.unitsBought) * p.price, "their price");
            if (p.over && !t.cancelled) {
                vm.assertEq(p.unitsBought, t.tendered < t.unitsMax ? t.tendered : t.unitsMax, "exactly");
            }
            bought += p.unitsBought;
        }
        vm.assertEq(token.totalSupply() + bought, supply, "destroyed");
    }

    function invariantNoOfferPaysMoreThanItWasFundedWith() public view {
        uint256 here;
        for (uint256 id = 1; id <= tender.purchaseCount(); ++id) {
            Purse memory p = tender.purse(id);
            vm.assertLe(uint256(p.paid) + p.parked + p.returned, p.funded, "funded");
            here += uint256(p.funded) - p.paid - p.returned;
        }
        vm.assertEq(hostile.balanceOf(address(tender)), here, "the money that is here");
    }

    function invariantWhatIsFrozenIsWhatIsTendered() public view {
        for (uint256 i; i < ascending.length; ++i) {
            uint256 open;
            for (uint256 id = 1; id <= tender.purchaseCount(); ++id) {
                if (!tender.bidOf(id, ascending[i]).settled) open += tender.bidOf(id, ascending[i]).units;
            }
            vm.assertEq(token.frozenTokens(ascending[i]), open, "frozen");
        }
        for (uint256 id = 1; id <= tender.purchaseCount(); ++id) {
            TenderState memory t = tender.tenderState(id);
            (uint256 sum, uint256 odd) = (0, 0);
            for (uint256 i; i < ascending.length; ++i) {
                sum += tender.bidOf(id, ascending[i]).units;
                if (tender.bidOf(id, ascending[i]).odd) odd += tender.bidOf(id, ascending[i]).units;
            }
            vm.assertEq(t.tendered, sum, "tendered");
            vm.assertEq(t.tenderedOdd, odd, "odd lots");
        }
    }
}
