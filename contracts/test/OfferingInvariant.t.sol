// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {Offering} from "../src/Offering.sol";
import {DevStablecoin} from "../src/dev/DevStablecoin.sol";
import {IDistributor} from "../src/interfaces/IDistributor.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {
    Allocation,
    OfferingStage,
    OfferingTerms,
    Subscription,
    SubscriptionState,
    Tier
} from "../src/interfaces/IOffering.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {OfferingWorld} from "./OfferingWorld.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {Test} from "./Test.sol";

/// @dev Another wallet of the same person.
function freshOf(address one) pure returns (address) {
    return address(uint160(one) + 0x1000);
}

/// @dev Everybody does everything in any order, while time passes, investors are blocked and payees refuse.
contract Raiser is Test {
    Offering private immutable OFFERING;
    ISecurityToken private immutable TOKEN;
    IDistributor private immutable DISTRIBUTOR;
    InvestorRegistry private immutable REGISTRY;
    HostileToken private immutable HOSTILE;
    address private immutable OPERATOR;
    address private immutable STRANGER;
    address[] private _people;
    uint256 public passes;

    constructor(
        Offering offering,
        ISecurityToken token,
        IDistributor distributor,
        InvestorRegistry registry,
        HostileToken hostile,
        address operator,
        address stranger,
        address[] memory people
    ) {
        (OFFERING, TOKEN, DISTRIBUTOR) = (offering, token, distributor);
        (REGISTRY, HOSTILE) = (registry, hostile);
        (OPERATOR, STRANGER, _people) = (operator, stranger, people);
    }

    function attempt(address caller, bytes memory call) private {
        vm.prank(caller);
        (bool passed,) = address(OFFERING).call(call);
        if (passed) ++passes;
    }

    function someone(uint256 seed) private view returns (address) {
        return _people[seed % _people.length];
    }

    function someId(uint256 seed) private view returns (uint256[] memory ids) {
        ids = new uint256[](2);
        uint256 count = OFFERING.subscriptionCount();
        (ids[0], ids[1]) = (1 + seed % (count + 1), 1 + (seed >> 8) % (count + 1));
    }

    function subscribe(uint256 who, uint256 units, uint256 currency) external {
        uint104 n = uint104(1 + units % 300);
        attempt(someone(who), abi.encodeCall(OFFERING.subscribe, (n, uint8(currency % 2), type(uint128).max)));
    }

    function subscribeMore(uint256 who, uint256 units) external {
        uint104 n = uint104(1 + units % 300);
        attempt(someone(who), abi.encodeCall(OFFERING.subscribe, (n, 1, type(uint128).max)));
    }

    function attestFiat(uint256 who, uint256 units, bytes32 ref) external {
        uint104 n = uint104(1 + units % 100);
        (uint256 money,) = OFFERING.quote(n, 255);
        attempt(OPERATOR, abi.encodeCall(OFFERING.attestFiat, (someone(who), n, uint128(money), ref)));
    }

    function withdraw(uint256 id) external {
        uint256[] memory ids = someId(id);
        address investor = OFFERING.subscription(ids[0]).investor;
        attempt(DISTRIBUTOR.payeeOf(address(TOKEN), investor), abi.encodeCall(OFFERING.withdraw, (ids[0])));
    }

    function reject(uint256 id) external {
        if (id % 4 == 0) attempt(OPERATOR, abi.encodeCall(OFFERING.reject, (someId(id), "why")));
    }

    function allot(uint256 id, uint104 a, uint104 b) external {
        uint104[] memory units = new uint104[](2);
        (units[0], units[1]) = (a % 300, b % 300);
        attempt(OPERATOR, abi.encodeCall(OFFERING.allot, (someId(id), units, "why")));
    }

    function close() external {
        attempt(OPERATOR, abi.encodeCall(OFFERING.close, ("papers")));
    }

    function cancel(uint256 seed) external {
        if (seed % 16 == 0) attempt(OPERATOR, abi.encodeCall(OFFERING.cancel, ("why")));
    }

    function settle(uint256 id, bool officer) external {
        attempt(officer ? OPERATOR : STRANGER, abi.encodeCall(OFFERING.settle, (someId(id))));
    }

    function settleAll(bool officer) external {
        uint256[] memory ids = new uint256[](OFFERING.subscriptionCount());
        for (uint256 i; i < ids.length; ++i) {
            ids[i] = i + 1;
        }
        attempt(officer ? OPERATOR : STRANGER, abi.encodeCall(OFFERING.settle, (ids)));
    }

    /// @dev To the end of the window and of every cooling-off, and the close.
    function closeInTime() external {
        if (block.timestamp < OFFERING.terms().closesAt + 1 days && OFFERING.subscriptionCount() > 5) {
            vm.warp(OFFERING.terms().closesAt + 1 days);
        }
        attempt(OPERATOR, abi.encodeCall(OFFERING.close, ("papers")));
    }

    function fail() external {
        attempt(STRANGER, abi.encodeCall(OFFERING.fail, ()));
    }

    function refund(uint256 id) external {
        attempt(STRANGER, abi.encodeCall(OFFERING.refund, (someId(id))));
    }

    function claim(uint256 who, uint8 currency) external {
        attempt(STRANGER, abi.encodeCall(OFFERING.claim, (currency % 2, someone(who))));
    }

    function release(uint8 currency) external {
        attempt(STRANGER, abi.encodeCall(OFFERING.release, (currency % 3 == 2 ? 255 : currency % 3)));
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + (time % 8 == 0 ? 12 days : time % 3 days));
    }

    function block_(uint256 who, bool yes) external {
        vm.prank(OPERATOR);
        REGISTRY.setStatus(someone(who), yes && who % 8 < 4 ? 2 : 1);
    }

    /// @dev Somebody loses their wallet, or finds it again.
    function lead(uint256 who, bool back) external {
        address one = someone(who);
        vm.prank(OPERATOR);
        try DISTRIBUTOR.redirect(address(TOKEN), one, back ? one : freshOf(one)) {} catch {}
    }

    function misbehave(uint256 who, uint256 manner) external {
        HostileToken.Manner[4] memory manners = [
            HostileToken.Manner.Good,
            HostileToken.Manner.ReturnsNothing,
            HostileToken.Manner.ReturnsFalse,
            HostileToken.Manner.Reverts
        ];
        HOSTILE.setManner(someone(who), manners[manner % 4]);
    }
}

abstract contract OfferingInvariants is OfferingWorld {
    Raiser private raiser;
    address[] private everyone;

    function allocation() internal pure virtual returns (Allocation);

    function setUp() public override {
        super.setUp();
        OfferingTerms memory t = withAllocation(allocation());
        // Short enough that a run comes to its end, one way or the other.
        (t.closesAt, t.finalBy, t.coolingOff) = (OPENS + 3 days, OPENS + 20 days, 1 days);
        if (allocation() == Allocation.FirstCome) {
            t.tiers = new Tier[](3);
            (t.tiers[0], t.tiers[1], t.tiers[2]) = (Tier(100, 7), Tier(333, 11), Tier(1_000, 13));
        }
        offering = newOffering(t);
        for (uint256 i; i < 6; ++i) {
            address one = address(uint160(0x1000 + i));
            everyone.push(one);
            register(one);
            Investor memory investor = registry.investorOf(one);
            vm.prank(OPERATOR);
            registry.register(freshOf(one), investor);
            supplied(one, DOLLAR);
            supplied(one, HOSTILE);
        }
        raiser = new Raiser(offering, token, distributor, registry, hostile, OPERATOR, STRANGER, everyone);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(raiser);
    }

    /// @dev Chance may let nothing pass in a run; then the handler must be able to, or every run would be empty.
    function afterInvariant() external {
        if (raiser.passes() == 0) raiser.cancel(0);
        vm.assertTrue(raiser.passes() != 0, "something happened");
    }

    function invariantEscrowIsOpenSubscriptionsAndNothingIsLost() public view {
        assertBalanced();
    }

    function invariantMintedUnitsArePaidForAndWithinTheCap() public view {
        uint256 units;
        uint256 open;
        uint256[3] memory paid;
        for (uint256 id = 1; id <= offering.subscriptionCount(); ++id) {
            Subscription memory s = offering.subscription(id);
            if (s.state == SubscriptionState.Open) open += s.units;
            if (s.state == SubscriptionState.Minted) {
                units += s.units;
                paid[s.currency == FIAT ? 2 : s.currency] += s.paid;
            }
        }
        vm.assertEq(token.totalSupply(), offering.minted());
        vm.assertLe(offering.minted(), 1_000, "the cap");
        vm.assertLe(offering.minted(), units, "never more than subscribed");
        vm.assertLe(dollar.balanceOf(TREASURY) + offering.proceedsOf(DOLLAR), paid[0], "dollars released");
        vm.assertLe(hostile.balanceOf(TREASURY) + offering.proceedsOf(HOSTILE), paid[1], "others released");
        if (offering.stage() == OfferingStage.Open) {
            vm.assertEq(offering.subscribed(), open, "subscribed");
            vm.assertEq(offering.minted(), 0, "nothing before the close");
            vm.assertEq(dollar.balanceOf(TREASURY) + hostile.balanceOf(TREASURY), 0, "no money before");
        }
        if (allocation() == Allocation.FirstCome) {
            vm.assertLe(offering.subscribed(), 1_000, "sold");
            uint256 released = hostile.balanceOf(TREASURY) + offering.proceedsOf(HOSTILE);
            vm.assertEq(released, paid[1], "exactly the price of what was minted");
        }
    }

    function invariantEachInvestorHasPaidForWhatTheyHaveOrIsOwed() public view {
        for (uint256 i; i < everyone.length; ++i) {
            uint256[2] memory price;
            for (uint256 id = 1; id <= offering.subscriptionCount(); ++id) {
                Subscription memory s = offering.subscription(id);
                bool counts = s.state == SubscriptionState.Open || s.state == SubscriptionState.Minted;
                if (s.investor == everyone[i] && counts && s.currency != FIAT) price[s.currency] += s.paid;
            }
            // Everybody was given twice what `supplied` gives once.
            vm.assertLe(2e12 - hasOrIsOwed(IERC20(address(dollar)), DOLLAR, everyone[i]), price[0], "dollars");
            vm.assertLe(
                2e24 - hasOrIsOwed(IERC20(address(hostile)), HOSTILE, everyone[i]), price[1], "the others"
            );
        }
    }

    function hasOrIsOwed(IERC20 money, uint8 currency, address one) private view returns (uint256) {
        return money.balanceOf(one) + money.balanceOf(freshOf(one)) + offering.parkedOf(currency, one);
    }

    function invariantTheTokenIsHeldWhileASubscriptionIsOpen() public view {
        bool open;
        for (uint256 id = 1; id <= offering.subscriptionCount(); ++id) {
            open = open || stateOf(id) == SubscriptionState.Open;
        }
        (, uint32 shared) = token.holds();
        vm.assertEq(shared, open ? 1 : 0, "held");
    }
}

contract OfferingFirstComeInvariantTest is OfferingInvariants {
    function allocation() internal pure override returns (Allocation) {
        return Allocation.FirstCome;
    }
}

contract OfferingProRataInvariantTest is OfferingInvariants {
    function allocation() internal pure override returns (Allocation) {
        return Allocation.ProRata;
    }
}

contract OfferingByHandInvariantTest is OfferingInvariants {
    function allocation() internal pure override returns (Allocation) {
        return Allocation.ByHand;
    }
}
