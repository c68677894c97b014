// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Distribution, IDistributor} from "../src/interfaces/IDistributor.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {PayoutWorld} from "./PayoutWorld.sol";

contract DistributorExpiryTest is PayoutWorld {
    address private immutable ESCHEAT = account("escheat agent");

    function setUp() public override {
        super.setUp();
        vm.prank(OPERATOR);
        distributor.setUnclaimedPolicy(address(token), 1_000, ESCHEAT);
    }

    /// @dev Declared, and closed with holder 2 parked.
    function parkedOne() private returns (uint256 id) {
        id = funded(address(hostile), 1_000, "june");
        hostile.setManner(holders[2], HostileToken.Manner.Reverts);
        push(id, holders);
        distributor.close(id);
    }

    function expire(uint256 id) private {
        vm.prank(OPERATOR);
        distributor.expire(id);
    }

    /* TERMS */

    function testThePolicyHoldsForWhatIsDeclaredAfterIt() public {
        vm.startPrank(OPERATOR);
        vm.expectEmit(address(distributor));
        emit ExpirySet(1, uint40(block.timestamp + 1_000 days), ESCHEAT);
        uint256 first = distributor.declare(address(token), record, address(dollar), 1, "june");
        vm.expectEmit(address(distributor));
        emit UnclaimedPolicySet(address(token), 0, address(0));
        distributor.setUnclaimedPolicy(address(token), 0, address(0));
        uint256 second = distributor.declare(address(token), record, address(dollar), 1, "july");
        vm.stopPrank();
        vm.assertEq(distributor.distribution(first).expiresAt, block.timestamp + 1_000 days);
        vm.assertEq(distributor.distribution(first).unclaimedTo, ESCHEAT);
        vm.assertEq(distributor.distribution(second).expiresAt, 0);
    }

    function testAPolicyNoHolderCouldLiveWithIsRefused() public {
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.ExpiryTooEarly.selector, 364, 365));
        distributor.setUnclaimedPolicy(address(token), 364, ESCHEAT);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAPayee.selector, address(0)));
        distributor.setUnclaimedPolicy(address(token), 365, address(0));
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAPayee.selector, address(distributor)));
        distributor.setUnclaimedPolicy(address(token), 365, address(distributor));
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAPayee.selector, ESCHEAT));
        distributor.setUnclaimedPolicy(address(token), 0, ESCHEAT);
        vm.stopPrank();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token)));
        distributor.setUnclaimedPolicy(address(token), 365, ESCHEAT);
    }

    function testTimeIsOnlyEverAdded() public {
        uint256 id = parkedOne();
        uint40 at = distributor.distribution(id).expiresAt;
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.ExpiryTooEarly.selector, at, at));
        distributor.extendClaims(id, at);
        vm.expectEmit(address(distributor));
        emit ExpirySet(id, at + 1, ESCHEAT);
        distributor.extendClaims(id, at + 1);
        vm.stopPrank();
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token)));
        distributor.extendClaims(id, at + 2);
        vm.warp(at);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotExpired.selector, id, at + 1));
        distributor.expire(id);
        vm.warp(at + 1);
        expire(id);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.ClaimsExpired.selector, id));
        distributor.extendClaims(id, at + 2);
    }

    function testWhatNeverExpiresNeverWill() public {
        vm.prank(OPERATOR);
        distributor.setUnclaimedPolicy(address(token), 0, address(0));
        uint256 id = parkedOne();
        vm.warp(block.timestamp + 36_500 days);
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NeverExpires.selector, id));
        distributor.expire(id);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NeverExpires.selector, id));
        distributor.extendClaims(id, type(uint40).max);
        vm.stopPrank();
    }

    /* HANDING OVER */

    function testNeverBeforeItsTime(uint256 early) public {
        uint256 id = parkedOne();
        uint40 at = distributor.distribution(id).expiresAt;
        vm.warp(bound(early, block.timestamp, at - 1));
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotExpired.selector, id, at));
        distributor.expire(id);
    }

    function testWhatIsParkedIsHandedOverInOneSum() public {
        uint256 id = parkedOne();
        vm.warp(distributor.distribution(id).expiresAt);
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token)));
        distributor.expire(id);
        vm.expectEmit(address(distributor));
        emit Expired(id, ESCHEAT, 300);
        expire(id);
        vm.assertEq(hostile.balanceOf(ESCHEAT), 300);
        vm.assertEq(distributor.parkedOf(id, holders[2]), 0);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(d.parked, 0);
        vm.assertEq(d.unclaimed, 300);
        assertBalanced(id);

        hostile.setManner(holders[2], HostileToken.Manner.Good);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.ClaimsExpired.selector, id));
        distributor.claim(id, holders[2]);
        distributor.retryParked(id, holders);
        vm.assertEq(hostile.balanceOf(holders[2]), 0);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToExpire.selector, id));
        distributor.expire(id);
    }

    function testUntilItIsHandedOverItIsTheirs() public {
        uint256 id = parkedOne();
        vm.warp(block.timestamp + 5_000 days);
        hostile.setManner(holders[2], HostileToken.Manner.Good);
        distributor.claim(id, holders[2]);
        vm.assertEq(hostile.balanceOf(holders[2]), 300);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToExpire.selector, id));
        distributor.expire(id);
    }

    /// Nobody loses what they were never offered: everybody is reached first.
    function testOnlyAClosedDistributionIsHandedOver() public {
        uint256 id = declare(address(hostile), 1_000, "june");
        vm.warp(block.timestamp + 1_000 days);
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.Underfunded.selector, 1_000));
        distributor.expire(id);
        vm.stopPrank();
        fund(id, 1_000);
        hostile.setManner(holders[0], HostileToken.Manner.Reverts);
        push(id, some(0, 2));
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotCovered.selector, 3, 10));
        distributor.expire(id);
        push(id, some(2, 4));
        distributor.close(id);
        expire(id);
        vm.assertEq(hostile.balanceOf(ESCHEAT), 100);
    }

    function testAnAgentWhoCannotBePaidLeavesItToTheHolders() public {
        uint256 id = parkedOne();
        vm.warp(distributor.distribution(id).expiresAt);
        HostileToken.Manner[4] memory bad = [
            HostileToken.Manner.ReturnsFalse,
            HostileToken.Manner.Reverts,
            HostileToken.Manner.TakesTwice,
            HostileToken.Manner.ReturnsTwo
        ];
        for (uint256 i; i < bad.length; ++i) {
            hostile.setManner(ESCHEAT, bad[i]);
            vm.prank(OPERATOR);
            vm.expectRevert();
            distributor.expire(id);
            vm.assertEq(distributor.parkedOf(id, holders[2]), 300);
        }
        hostile.setManner(holders[2], HostileToken.Manner.Good);
        distributor.claim(id, holders[2]);
        assertBalanced(id);
    }

    function testTheAgentMayNotComeBackForMore() public {
        uint256 id = parkedOne();
        vm.warp(distributor.distribution(id).expiresAt);
        hostile.setManner(ESCHEAT, HostileToken.Manner.Reenters);
        hostile.setReentry(address(distributor), abi.encodeCall(distributor.expire, (id)));
        vm.prank(OWNER);
        token.grantRole(address(hostile), 1);
        expire(id);
        vm.assertTrue(!hostile.reentered(), "the guard held");
        vm.assertEq(hostile.balanceOf(ESCHEAT), 300);
    }
}
