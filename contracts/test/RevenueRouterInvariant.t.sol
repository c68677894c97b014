// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {RevenueRouter} from "../src/RevenueRouter.sol";
import {RECORDER} from "../src/Roles.sol";
import {Distribution} from "../src/interfaces/IDistributor.sol";
import {IncomePolicy, IncomeShare, Month, RouterTerms} from "../src/interfaces/IRevenueRouter.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {Test} from "./Test.sol";
import {World} from "./World.sol";

/// @dev Funds, splits, records, changes the policy and lets time pass, in any order, while recipients change their manners.
contract Steward is Test {
    RevenueRouter private immutable ROUTER;
    HostileToken private immutable PAYMENT;
    address private immutable OWNER;
    address[3] private _recipients;
    uint256 public immutable FIRST;
    uint256 public passes;
    /// What the owner had laid down for a month when it began.
    mapping(uint256 month => uint256) public holdersBps;
    uint256 private _known;
    uint256 private _next;

    constructor(RevenueRouter router, HostileToken payment, address owner, address[3] memory recipients) {
        (ROUTER, PAYMENT, OWNER, _recipients) = (router, payment, owner, recipients);
        FIRST = router.monthAt(block.timestamp);
        (_known, _next) = (FIRST, 9_000);
        holdersBps[FIRST] = 9_000;
    }

    function attempt(bytes memory call) private {
        vm.prank(OWNER);
        (bool passed,) = address(ROUTER).call(call);
        if (passed) ++passes;
    }

    function someMonth(uint256 seed) private view returns (uint256) {
        return FIRST + seed % (ROUTER.monthAt(block.timestamp) - FIRST + 2);
    }

    function fund(uint256 month, uint256 amount) external {
        amount = amount % 1e12;
        PAYMENT.mint(OWNER, amount);
        vm.prank(OWNER);
        PAYMENT.approve(address(ROUTER), amount);
        attempt(abi.encodeCall(ROUTER.fund, (someMonth(month), amount)));
    }

    function record() external {
        attempt(abi.encodeCall(ROUTER.declareRecordDate, ()));
    }

    function split(uint256 month) external {
        attempt(abi.encodeCall(ROUTER.split, (someMonth(month))));
    }

    function release(uint256 who) external {
        attempt(abi.encodeCall(ROUTER.release, (_recipients[who % 3])));
    }

    function setPolicy(uint16 holders, uint16 first, uint16 second) external {
        IncomePolicy memory policy;
        policy.holdersBps = holders % 10_001;
        policy.remainderTo = _recipients[0];
        policy.shares = new IncomeShare[](2);
        policy.shares[0] = IncomeShare(_recipients[1], first % (10_001 - policy.holdersBps));
        policy.shares[1] =
            IncomeShare(_recipients[2], second % (10_001 - policy.holdersBps - policy.shares[0].bps));
        attempt(abi.encodeCall(ROUTER.setPolicy, (policy)));
        _next = policy.holdersBps;
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 25 days);
        for (uint256 now_ = ROUTER.monthAt(block.timestamp); _known < now_;) {
            holdersBps[++_known] = _next;
        }
    }

    function misbehave(uint256 who, bool good) external {
        PAYMENT.setManner(
            _recipients[who % 3], good ? HostileToken.Manner.Good : HostileToken.Manner.ReturnsFalse
        );
    }
}

contract RevenueRouterInvariantTest is World {
    RevenueRouter private router;
    HostileToken private payment;
    address[3] private recipients;
    Steward private steward;

    function setUp() public override {
        super.setUp();
        payment = new HostileToken();
        for (uint256 i; i < 4; ++i) {
            issue(people()[i], 7 * i + 1);
        }
        recipients = [account("reserve"), account("manager"), account("lender")];
        router = RevenueRouter(Clones.clone(address(new RevenueRouter(distributor))));
        IncomePolicy memory policy;
        (policy.holdersBps, policy.remainderTo) = (9_000, recipients[0]);
        router.init(RouterTerms(address(token), address(payment), OPERATOR, address(0), 0, policy));
        vm.prank(OWNER);
        token.grantRole(address(router), RECORDER);
        steward = new Steward(router, payment, OPERATOR, recipients);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(steward);
    }

    function afterInvariant() external view {
        vm.assertTrue(steward.passes() != 0, "something happened");
    }

    function lastMonth() private view returns (uint256) {
        return router.monthAt(block.timestamp);
    }

    function invariantWhatIsHereIsWhatIsNotSplitAndWhatIsOwed() public view {
        uint256 here;
        for (uint256 month = steward.FIRST(); month <= lastMonth(); ++month) {
            Month memory m = router.monthOf(month);
            if (!m.isSplit) here += m.funded;
        }
        for (uint256 i; i < 3; ++i) {
            here += router.owedTo(recipients[i]);
        }
        vm.assertEq(payment.balanceOf(address(router)), here);
    }

    function invariantWhatWentOutIsWhatCameIn() public view {
        uint256 split;
        uint256 out;
        for (uint256 month = steward.FIRST(); month <= lastMonth(); ++month) {
            Month memory m = router.monthOf(month);
            if (!m.isSplit) continue;
            split += m.funded;
            if (m.distributionId == 0) continue;
            Distribution memory d = distributor.distribution(m.distributionId);
            out += d.declared - d.carriedIn;
        }
        vm.assertEq(payment.balanceOf(address(distributor)), out, "all of the holders' money");
        for (uint256 i; i < 3; ++i) {
            out += payment.balanceOf(recipients[i]) + router.owedTo(recipients[i]);
        }
        vm.assertEq(out, split);
    }

    function invariantHoldersGetTheShareThatHeldWhenTheMonthBegan() public view {
        for (uint256 month = steward.FIRST(); month <= lastMonth(); ++month) {
            vm.assertEq(router.policyOf(month).holdersBps, steward.holdersBps(month), "policy");
            Month memory m = router.monthOf(month);
            if (!m.isSplit) continue;
            uint256 share = uint256(m.funded) * steward.holdersBps(month) / 10_000;
            if (m.distributionId == 0) {
                vm.assertEq(share, 0);
                continue;
            }
            Distribution memory d = distributor.distribution(m.distributionId);
            vm.assertEq(d.declared - d.carriedIn, share, "share");
            vm.assertEq(d.funded, d.declared, "funded");
            vm.assertEq(token.recordAt(d.recordId), router.beginOf(month + 1), "the month's end");
        }
    }
}
