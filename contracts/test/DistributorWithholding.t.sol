// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Distribution, IDistributor, PayoutPolicy, WithholdingRate} from "../src/interfaces/IDistributor.sol";
import {PayoutWorld} from "./PayoutWorld.sol";

contract DistributorWithholdingTest is PayoutWorld {
    address private immutable TAX = account("tax office");

    function setUp() public override {
        super.setUp();
        vm.prank(OPERATOR);
        distributor.setTaxAccount(address(token), TAX);
    }

    function withhold(address holder, uint16 bps) private {
        WithholdingRate[] memory rates = new WithholdingRate[](1);
        rates[0] = WithholdingRate(holder, bps);
        vm.prank(OPERATOR);
        distributor.setWithholding(address(token), rates);
    }

    /* TERMS */

    function testOfficersSayWhoIsWithheldAndWhereItGoes() public {
        vm.startPrank(OPERATOR);
        vm.expectEmit(address(distributor));
        emit TaxAccountSet(address(token), BO);
        distributor.setTaxAccount(address(token), BO);
        WithholdingRate[] memory rates = new WithholdingRate[](2);
        rates[0] = WithholdingRate(ANA, 3_000);
        rates[1] = WithholdingRate(BO, 0);
        vm.expectEmit(address(distributor));
        emit WithholdingSet(address(token), ANA, 3_000, 1);
        vm.expectEmit(address(distributor));
        emit WithholdingSet(address(token), BO, 0, 1);
        distributor.setWithholding(address(token), rates);
        vm.stopPrank();
        vm.assertEq(distributor.withholdingRate(address(token), ANA), 3_000);
        vm.assertEq(distributor.withholdingRate(address(token), BO), 0);
        PayoutPolicy memory policy = distributor.payoutPolicy(address(token));
        vm.assertEq(policy.taxAccount, BO);
        vm.assertTrue(policy.withholds, "withholds");

        vm.startPrank(STRANGER);
        bytes memory refused =
            abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token));
        vm.expectRevert(refused);
        distributor.setTaxAccount(address(token), STRANGER);
        vm.expectRevert(refused);
        distributor.setWithholding(address(token), rates);
        vm.stopPrank();
    }

    function testWhatCannotBeWithheldIsRefused() public {
        WithholdingRate[] memory rates = new WithholdingRate[](1);
        rates[0] = WithholdingRate(ANA, 5_001);
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.RateTooHigh.selector, ANA, 5_001, 5_000));
        distributor.setWithholding(address(token), rates);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAPayee.selector, address(0)));
        distributor.setTaxAccount(address(token), address(0));
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAPayee.selector, address(distributor)));
        distributor.setTaxAccount(address(token), address(distributor));
        vm.stopPrank();
        address other = address(newToken("other"));
        rates[0].bps = 5_000;
        vm.startPrank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.TaxAccountMissing.selector, other));
        distributor.setWithholding(other, rates);
        vm.stopPrank();
    }

    /* PAYING */

    /// Each holder's gross is their net and what is withheld, however they are paid, and as was foretold.
    function testGrossIsNetAndWithheld(uint256 amount, uint16[4] memory bps, uint8 ways) public {
        amount = bound(amount, 1, type(uint128).max);
        for (uint256 i; i < 4; ++i) {
            bps[i] = uint16(bound(bps[i], 0, 5_000));
            withhold(holders[i], bps[i]);
        }
        uint256 id = funded(address(dollar), amount, "june");
        uint256[4] memory net;
        uint256 gross;
        for (uint256 i; i < 4; ++i) {
            uint256 share = amount * (i + 1) / 10;
            gross += share;
            net[i] = share - share * bps[i] / 10_000;
            vm.assertEq(distributor.withholdingOf(id, holders[i]), bps[i]);
            vm.assertEq(distributor.entitlement(id, holders[i]), share, "gross");
            vm.assertEq(distributor.netEntitlement(id, holders[i]), net[i], "foretold");
            if (ways >> i & 1 != 0) distributor.claim(id, holders[i]);
        }
        push(id, holders);
        distributor.close(id);
        Distribution memory d = distributor.distribution(id);
        uint256 paid;
        for (uint256 i; i < 4; ++i) {
            vm.assertEq(dollar.balanceOf(holders[i]), net[i], "net");
            paid += net[i];
        }
        vm.assertEq(d.paid, paid);
        vm.assertEq(d.withheld, gross - paid);
        vm.assertEq(d.carried, amount - gross);
        assertBalanced(id);

        if (gross == paid) return;
        vm.expectEmit(address(distributor));
        emit Remitted(id, TAX, gross - paid);
        distributor.remit(id);
        vm.assertEq(dollar.balanceOf(TAX), gross - paid);
        vm.assertEq(dollar.balanceOf(address(distributor)), amount - gross);
    }

    function testItIsToldWhatWasWithheldAtWhichRate() public {
        withhold(holders[3], 3_000);
        uint256 id = funded(address(dollar), 1_000, "june");
        vm.expectEmit(address(distributor));
        emit Withheld(id, holders[3], 120, 3_000);
        vm.expectEmit(address(distributor));
        emit Paid(id, holders[3], 280);
        push(id, holders);
        vm.expectEmit(address(distributor));
        emit Closed(id, 880, 0, 120, 0);
        distributor.close(id);
    }

    /// What was declared keeps its rates: nobody is paid less, or more, than the declaration foretold.
    function testRatesAreFixedByTheDeclaration(uint16 before, uint16 later) public {
        before = uint16(bound(before, 0, 5_000));
        later = uint16(bound(later, 0, 5_000));
        withhold(holders[0], 5_000);
        withhold(holders[0], before);
        uint256 first = funded(address(dollar), 1_000_000, "june");
        withhold(holders[0], later);
        uint256 second = funded(address(dollar), 1_000_000, "july");
        vm.assertEq(distributor.withholdingOf(first, holders[0]), before);
        vm.assertEq(distributor.withholdingOf(second, holders[0]), later);
        push(first, holders);
        vm.assertEq(dollar.balanceOf(holders[0]), 100_000 - 10 * uint256(before));
        push(second, holders);
        vm.assertEq(dollar.balanceOf(holders[0]), 200_000 - 10 * uint256(before) - 10 * uint256(later));
    }

    function testARateSetAfterTheFirstDeclarationDoesNotReachIt() public {
        uint256 id = funded(address(dollar), 1_000, "june");
        withhold(holders[0], 5_000);
        push(id, holders);
        vm.assertEq(dollar.balanceOf(holders[0]), 100);
        vm.assertEq(distributor.distribution(id).withheld, 0);
        vm.assertEq(distributor.withholdingOf(id, holders[0]), 0);
    }

    function testParkedIsNetAndWithheldOnce() public {
        withhold(holders[1], 1_000);
        uint256 id = funded(address(dollar), 1_000, "june");
        vm.prank(OPERATOR);
        dollar.setBlacklisted(holders[1], true);
        push(id, holders);
        distributor.close(id);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(d.parked, 180);
        vm.assertEq(d.withheld, 20);
        vm.prank(OPERATOR);
        dollar.setBlacklisted(holders[1], false);
        distributor.claim(id, holders[1]);
        d = distributor.distribution(id);
        vm.assertEq(d.paid, 980);
        vm.assertEq(d.withheld, 20);
        vm.assertEq(dollar.balanceOf(holders[1]), 180);
        assertBalanced(id);
    }

    function testAHolderWhomABatchPassedByIsWithheldToo() public {
        withhold(holders[0], 2_000);
        uint256 id = funded(address(dollar), 1_000, "june");
        push(id, only(holders[3]));
        distributor.claimSkipped(id, holders[0], 0, address(0), only(holders[3]));
        vm.assertEq(dollar.balanceOf(holders[0]), 80);
        vm.assertEq(distributor.distribution(id).withheld, 20);
    }

    /* REMITTING */

    function testWithheldIsRemittedOnceAsItComes() public {
        withhold(holders[0], 5_000);
        withhold(holders[3], 5_000);
        uint256 id = funded(address(dollar), 1_000, "june");
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToRemit.selector, id));
        distributor.remit(id);
        push(id, some(0, 1));
        distributor.remit(id);
        vm.assertEq(dollar.balanceOf(TAX), 50);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToRemit.selector, id));
        distributor.remit(id);
        push(id, some(1, 4));
        distributor.close(id);
        vm.prank(STRANGER);
        distributor.remit(id);
        vm.assertEq(dollar.balanceOf(TAX), 250);
        vm.assertEq(dollar.balanceOf(address(distributor)), 0);
        assertBalanced(id);
    }

    function testATaxAccountThatCannotBePaidLosesNothing() public {
        withhold(holders[0], 5_000);
        uint256 id = funded(address(dollar), 1_000, "june");
        push(id, holders);
        vm.startPrank(OPERATOR);
        dollar.setBlacklisted(TAX, true);
        vm.expectRevert();
        distributor.remit(id);
        distributor.setTaxAccount(address(token), BO);
        vm.stopPrank();
        distributor.remit(id);
        vm.assertEq(distributor.distribution(id).remitted, 50);
    }
}
