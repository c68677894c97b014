// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Offering} from "../src/Offering.sol";
import {ISSUER} from "../src/Roles.sol";
import {
    Allocation,
    Currency,
    Limit,
    OfferingTerms,
    Subscription,
    SubscriptionState,
    Tier
} from "../src/interfaces/IOffering.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {World} from "./World.sol";

/// @dev An offering of at least 100 and at most 1,000 units in two currencies: dollars of 6 decimals, and a hostile one
///      of 18. Money has 6 decimals.
abstract contract OfferingWorld is World {
    address internal immutable TREASURY = account("treasury");
    uint40 internal constant OPENS = uint40(START + 1 days);
    uint40 internal constant CLOSES = uint40(START + 31 days);
    uint32 internal constant COOLING = 2 days;
    uint40 internal constant FINAL = uint40(START + 60 days);
    uint8 internal constant DOLLAR = 0;
    uint8 internal constant HOSTILE = 1;
    uint8 internal constant FIAT = 255;
    uint128 internal constant ANY = type(uint128).max;

    Offering internal implementation;
    Offering internal offering;
    HostileToken internal hostile;

    function setUp() public virtual override {
        super.setUp();
        hostile = new HostileToken();
        implementation = new Offering(distributor, registry);
        offering = newOffering(termsOfOffering());
        vm.warp(OPENS);
    }

    function termsOfOffering() internal view returns (OfferingTerms memory t) {
        t.token = address(token);
        t.treasury = TREASURY;
        (t.softCap, t.hardCap) = (100, 1_000);
        (t.opensAt, t.closesAt, t.finalBy, t.coolingOff) = (OPENS, CLOSES, FINAL, COOLING);
        t.fiat = true;
        (t.lockDays, t.legend) = (365, 4);
        t.tiers = new Tier[](1);
        t.tiers[0] = Tier(1_000, 50_000_000);
        t.currencies = new Currency[](2);
        t.currencies[0] = Currency(address(dollar), 1, 1);
        t.currencies[1] = Currency(address(hostile), 1e12, 1);
    }

    function withAllocation(Allocation allocation) internal view returns (OfferingTerms memory t) {
        t = termsOfOffering();
        t.allocation = allocation;
    }

    function newOffering(OfferingTerms memory t) internal returns (Offering made) {
        made = Offering(Clones.clone(address(implementation)));
        made.init(t);
        vm.prank(OWNER);
        token.grantRole(address(made), ISSUER);
    }

    /// @dev Money for it and the approval, so that only the offering can say no.
    function supplied(address investor, uint8 currency) internal {
        vm.prank(OPERATOR);
        dollar.mint(investor, 1e12);
        hostile.mint(investor, 1e24);
        vm.prank(investor);
        IERC20(currency == DOLLAR ? address(dollar) : address(hostile))
            .approve(address(offering), type(uint256).max);
    }

    function subscribe(address investor, uint256 units, uint8 currency) internal returns (uint256) {
        supplied(investor, currency);
        vm.prank(investor);
        return offering.subscribe(uint104(units), currency, ANY);
    }

    function close() internal {
        vm.warp(CLOSES + COOLING);
        vm.prank(OPERATOR);
        offering.close("papers");
    }

    function list(uint256 a) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](1);
        ids[0] = a;
    }

    function all() internal view returns (uint256[] memory ids) {
        ids = new uint256[](offering.subscriptionCount());
        for (uint256 i; i < ids.length; ++i) {
            ids[i] = i + 1;
        }
    }

    function stateOf(uint256 id) internal view returns (SubscriptionState) {
        return offering.subscription(id).state;
    }

    function assertState(uint256 id, SubscriptionState state) internal view {
        vm.assertEq(uint256(stateOf(id)), uint256(state), "state");
    }

    /// What is here is what open subscriptions paid, what minted ones paid, and what is parked.
    function assertBalanced() internal view {
        uint256[2] memory open;
        for (uint256 id = 1; id <= offering.subscriptionCount(); ++id) {
            Subscription memory s = offering.subscription(id);
            if (s.state == SubscriptionState.Open && s.currency != FIAT) open[s.currency] += s.paid;
        }
        for (uint8 c; c < 2; ++c) {
            vm.assertEq(offering.escrowOf(c), open[c], "escrow is open subscriptions");
            uint256 here =
                IERC20(c == DOLLAR ? address(dollar) : address(hostile)).balanceOf(address(offering));
            uint256 owed = offering.escrowOf(c) + offering.proceedsOf(c) + offering.parkedTotalOf(c);
            vm.assertEq(here, owed, "the money that is here");
        }
    }
}
