// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Distribution, IDistributor, WithholdingRate} from "../src/interfaces/IDistributor.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {PayoutWorld} from "./PayoutWorld.sol";

struct Leaf {
    uint256 index;
    address holder;
    uint256 amount;
}

contract DistributorProofTest is PayoutWorld {
    /// Creditors, whom no register knows.
    Leaf[] private leaves;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 5; ++i) {
            leaves.push(Leaf(i, address(uint160(0xC0FFEE00 + i)), 100 * (i + 1)));
        }
    }

    /* A TREE */

    function hashed(bytes32 ref, Leaf memory leaf) private view returns (bytes32) {
        bytes32 key = keccak256(abi.encode(block.chainid, address(distributor), address(token), ref));
        return keccak256(bytes.concat(keccak256(abi.encode(key, leaf.index, leaf.holder, leaf.amount))));
    }

    function pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    /// @dev The row above; a last one without a partner moves up as it is.
    function above(bytes32[] memory row) private pure returns (bytes32[] memory up) {
        up = new bytes32[]((row.length + 1) / 2);
        for (uint256 i; i < up.length; ++i) {
            up[i] = 2 * i + 1 < row.length ? pair(row[2 * i], row[2 * i + 1]) : row[2 * i];
        }
    }

    function row0(bytes32 ref) private view returns (bytes32[] memory row) {
        row = new bytes32[](leaves.length);
        for (uint256 i; i < row.length; ++i) {
            row[i] = hashed(ref, leaves[i]);
        }
    }

    function rootOf(bytes32 ref) private view returns (bytes32) {
        bytes32[] memory row = row0(ref);
        while (row.length > 1) row = above(row);
        return row[0];
    }

    function proofOf(bytes32 ref, uint256 at) private view returns (bytes32[] memory proof) {
        bytes32[] memory row = row0(ref);
        bytes32[] memory found = new bytes32[](8);
        uint256 depth;
        for (; row.length > 1; (row, at) = (above(row), at / 2)) {
            if (at ^ 1 < row.length) found[depth++] = row[at ^ 1];
        }
        proof = new bytes32[](depth);
        for (uint256 i; i < depth; ++i) {
            proof[i] = found[i];
        }
    }

    function declareTree(address payment, uint256 amount, bytes32 ref) private returns (uint256 id) {
        vm.prank(OPERATOR);
        id = distributor.declareByProof(address(token), payment, amount, ref, rootOf(ref));
    }

    function claimLeaf(uint256 id, bytes32 ref, uint256 at) private {
        Leaf memory leaf = leaves[at];
        distributor.claimByProof(id, leaf.index, leaf.holder, leaf.amount, proofOf(ref, at));
    }

    /* CLAIMING */

    function testEachLeafIsPaidOnceByAnyone(uint256 order) public {
        bytes32 root = rootOf("debts");
        vm.prank(OPERATOR);
        vm.expectEmit(address(distributor));
        emit Declared(1, address(token), 0, address(dollar), 1_500, 0, "debts");
        vm.expectEmit(address(distributor));
        emit RootDeclared(1, root);
        uint256 id = distributor.declareByProof(address(token), address(dollar), 1_500, "debts", root);
        vm.assertEq(distributor.rootOf(id), root);
        fund(id, 1_500);
        for (uint256 n; n < 5; ++n) {
            uint256 at = (n + order % 5) % 5;
            Leaf memory leaf = leaves[at];
            vm.prank(STRANGER);
            vm.expectEmit(address(distributor));
            emit Paid(id, leaf.holder, leaf.amount);
            claimLeaf(id, "debts", at);
            vm.assertTrue(distributor.isProven(id, at), "proven");
            vm.assertEq(dollar.balanceOf(leaf.holder), leaf.amount);
            vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, leaf.holder));
            claimLeaf(id, "debts", at);
        }
        distributor.close(id);
        vm.assertEq(distributor.distribution(id).carried, 0);
        assertBalanced(id);
    }

    function testWhatTheRootDoesNotHoldIsRefused() public {
        uint256 id = declareTree(address(dollar), 1_500, "debts");
        fund(id, 1_500);
        Leaf memory leaf = leaves[2];
        bytes32[] memory proof = proofOf("debts", 2);
        bytes4 invalid = IDistributor.ProofInvalid.selector;
        vm.expectRevert(abi.encodeWithSelector(invalid, id, uint256(3), leaf.holder, leaf.amount));
        distributor.claimByProof(id, 3, leaf.holder, leaf.amount, proof);
        vm.expectRevert(abi.encodeWithSelector(invalid, id, uint256(2), STRANGER, leaf.amount));
        distributor.claimByProof(id, 2, STRANGER, leaf.amount, proof);
        vm.expectRevert(abi.encodeWithSelector(invalid, id, uint256(2), leaf.holder, leaf.amount + 1));
        distributor.claimByProof(id, 2, leaf.holder, leaf.amount + 1, proof);
        vm.expectRevert(abi.encodeWithSelector(invalid, id, uint256(2), leaf.holder, leaf.amount));
        distributor.claimByProof(id, 2, leaf.holder, leaf.amount, new bytes32[](0));
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToClaim.selector, id, leaf.holder));
        distributor.claimByProof(id, 2, leaf.holder, 0, proof);
    }

    /// The same leaves under another reference, of another token or on another chain are other leaves.
    function testAProofIsGoodForOneDistribution() public {
        uint256 june = declareTree(address(dollar), 1_500, "june");
        bytes32 juneRoot = rootOf("june");
        vm.prank(OPERATOR);
        uint256 copied = distributor.declareByProof(address(token), address(dollar), 1_500, "july", juneRoot);
        fund(june, 1_500);
        fund(copied, 1_500);
        claimLeaf(june, "june", 0);
        bytes memory invalid = abi.encodeWithSelector(
            IDistributor.ProofInvalid.selector, copied, uint256(0), leaves[0].holder, leaves[0].amount
        );
        vm.expectRevert(invalid);
        claimLeaf(copied, "june", 0);
        bytes32 key = distributor.leafKey(address(token), "june");
        vm.assertEq(
            key, keccak256(abi.encode(block.chainid, address(distributor), address(token), bytes32("june")))
        );
        vm.assertTrue(key != distributor.leafKey(address(dollar), "june"), "token");
        vm.chainId(7);
        vm.assertTrue(key != distributor.leafKey(address(token), "june"), "chain");
    }

    /// No node of the tree can be passed off as a leaf: a leaf is hashed twice, and from 128 bytes.
    function testANodeIsNoLeaf() public {
        uint256 id = declareTree(address(dollar), 1_500, "debts");
        fund(id, 1_500);
        bytes32[] memory proof = proofOf("debts", 0);
        bytes32[] memory shorter = new bytes32[](proof.length - 1);
        for (uint256 i = 1; i < proof.length; ++i) {
            shorter[i - 1] = proof[i];
        }
        vm.expectRevert(
            abi.encodeWithSelector(
                IDistributor.ProofInvalid.selector, id, uint256(0), leaves[0].holder, leaves[0].amount
            )
        );
        distributor.claimByProof(id, 0, leaves[0].holder, leaves[0].amount, shorter);
    }

    /// A root that promises more than was declared pays as far as the money goes, and touches nobody else's.
    function testTheSumIsBoundedByTheFunding(uint256 amount) public {
        amount = bound(amount, 1, 1_499);
        funded(address(dollar), 10_000, "another");
        uint256 id = declareTree(address(dollar), amount, "debts");
        vm.expectRevert(abi.encodeWithSelector(IDistributor.Underfunded.selector, amount));
        claimLeaf(id, "debts", 0);
        fund(id, amount);
        uint256 left = amount;
        for (uint256 at; at < 5; ++at) {
            if (leaves[at].amount > left) {
                vm.expectRevert(
                    abi.encodeWithSelector(IDistributor.ClaimTooLarge.selector, leaves[at].amount, left)
                );
            } else {
                left -= leaves[at].amount;
            }
            claimLeaf(id, "debts", at);
        }
        vm.assertEq(distributor.distribution(id).paid, amount - left);
        vm.assertEq(dollar.balanceOf(address(distributor)), 10_000 + left);
        if (left == 0) return;
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotCovered.selector, amount - left, amount));
        distributor.close(id);
    }

    function testWithholdingIsTakenFromLeavesToo() public {
        WithholdingRate[] memory rates = new WithholdingRate[](1);
        rates[0] = WithholdingRate(leaves[4].holder, 3_000);
        vm.startPrank(OPERATOR);
        distributor.setTaxAccount(address(token), STRANGER);
        distributor.setWithholding(address(token), rates);
        vm.stopPrank();
        uint256 id = declareTree(address(dollar), 1_500, "debts");
        fund(id, 1_500);
        for (uint256 at; at < 5; ++at) {
            claimLeaf(id, "debts", at);
        }
        vm.assertEq(dollar.balanceOf(leaves[4].holder), 350);
        distributor.close(id);
        distributor.remit(id);
        vm.assertEq(dollar.balanceOf(STRANGER), 150);
        assertBalanced(id);
    }

    function testAClaimThatCannotBePaidStaysClaimable() public {
        uint256 id = declareTree(address(hostile), 1_500, "debts");
        fund(id, 1_500);
        HostileToken.Manner[4] memory bad = [
            HostileToken.Manner.ReturnsFalse,
            HostileToken.Manner.Reverts,
            HostileToken.Manner.RevertsAtLength,
            HostileToken.Manner.BurnsGas
        ];
        for (uint256 i; i < bad.length; ++i) {
            hostile.setManner(leaves[1].holder, bad[i]);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDistributor.PaymentFailed.selector, leaves[1].holder, leaves[1].amount
                )
            );
            claimLeaf(id, "debts", 1);
            vm.assertTrue(!distributor.isProven(id, 1), "still open");
        }
        hostile.setManner(leaves[1].holder, HostileToken.Manner.TakesTwice);
        vm.expectRevert(
            abi.encodeWithSelector(IDistributor.PaymentTokenMisbehaves.selector, address(hostile))
        );
        claimLeaf(id, "debts", 1);

        // One who re-enters with the same proof is paid once.
        hostile.setManner(leaves[1].holder, HostileToken.Manner.Reenters);
        hostile.setReentry(
            address(distributor),
            abi.encodeCall(
                distributor.claimByProof, (id, 1, leaves[1].holder, leaves[1].amount, proofOf("debts", 1))
            )
        );
        claimLeaf(id, "debts", 1);
        vm.assertTrue(!hostile.reentered(), "the guard held");
        vm.assertEq(hostile.balanceOf(leaves[1].holder), leaves[1].amount);
    }

    /* THE OTHER RAIL */

    function testEachRailRefusesTheOther() public {
        uint256 tree = declareTree(address(dollar), 1_500, "debts");
        fund(tree, 1_500);
        uint256 shares = funded(address(dollar), 1_000, "june");
        bytes memory wrong = abi.encodeWithSelector(IDistributor.WrongRail.selector, tree);
        vm.expectRevert(wrong);
        distributor.push(tree, holders);
        vm.expectRevert(wrong);
        distributor.claim(tree, holders[0]);
        vm.expectRevert(wrong);
        distributor.entitlement(tree, holders[0]);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.BatchMismatch.selector, tree, 0));
        distributor.claimSkipped(tree, holders[0], 0, address(0), holders);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.WrongRail.selector, shares));
        distributor.claimByProof(shares, 0, holders[0], 1, new bytes32[](0));
    }

    /// What rounding left over of shares is for the next shares, not for creditors.
    function testATreeNeitherTakesNorLeavesDust() public {
        uint256 first = funded(address(dollar), 999, "june");
        push(first, holders);
        distributor.close(first);
        uint256 tree = declareTree(address(dollar), 1_500, "debts");
        vm.assertEq(distributor.distribution(tree).carriedIn, 0);
        vm.assertEq(distributor.carriedOver(address(token), address(dollar)), 3);
    }

    function testOnlyOfficersDeclareByProofAndOnlyWithARoot() public {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NotAuthorised.selector, STRANGER, address(token)));
        distributor.declareByProof(address(token), address(dollar), 1, "debts", "root");
        vm.startPrank(OPERATOR);
        vm.expectRevert(IDistributor.RootMissing.selector);
        distributor.declareByProof(address(token), address(dollar), 1, "debts", 0);
        distributor.declareByProof(address(token), address(dollar), 1, "debts", "root");
        vm.expectRevert(abi.encodeWithSelector(IDistributor.AlreadyDeclared.selector, bytes32("debts"), 1));
        distributor.declare(address(token), record, address(dollar), 1, "debts");
        vm.stopPrank();
    }

    /* EXPIRY */

    function testWhatNobodyProvesIsHandedOver() public {
        vm.prank(OPERATOR);
        distributor.setUnclaimedPolicy(address(token), 365, STRANGER);
        uint256 id = declareTree(address(dollar), 1_600, "debts");
        fund(id, 1_600);
        claimLeaf(id, "debts", 4);
        vm.warp(block.timestamp + 365 days);
        claimLeaf(id, "debts", 3);
        vm.prank(OPERATOR);
        vm.expectEmit(address(distributor));
        emit Expired(id, STRANGER, 700);
        distributor.expire(id);
        vm.assertEq(dollar.balanceOf(STRANGER), 700);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.ClaimsExpired.selector, id));
        claimLeaf(id, "debts", 0);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(uint256(d.declared), uint256(d.paid) + d.withheld + d.unclaimed);
        assertBalanced(id);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.AlreadyClosed.selector, id));
        distributor.close(id);
        // Nor is it handed over twice, however much of others' money lies here.
        fund(declareTree(address(dollar), 5_000, "more debts"), 5_000);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.NothingToExpire.selector, id));
        distributor.expire(id);
    }

    function testWhatIsWithheldIsNotHandedOverWithTheRest() public {
        WithholdingRate[] memory rates = new WithholdingRate[](1);
        rates[0] = WithholdingRate(leaves[4].holder, 3_000);
        vm.startPrank(OPERATOR);
        distributor.setUnclaimedPolicy(address(token), 365, STRANGER);
        distributor.setTaxAccount(address(token), BO);
        distributor.setWithholding(address(token), rates);
        vm.stopPrank();
        uint256 id = declareTree(address(dollar), 1_500, "debts");
        fund(id, 1_500);
        claimLeaf(id, "debts", 4);
        vm.warp(block.timestamp + 365 days);
        vm.prank(OPERATOR);
        vm.expectEmit(address(distributor));
        emit Expired(id, STRANGER, 1_000);
        distributor.expire(id);
        vm.assertEq(dollar.balanceOf(leaves[4].holder), 350, "paid");
        vm.assertEq(distributor.distribution(id).withheld, 150, "withheld");
        vm.assertEq(dollar.balanceOf(STRANGER), 1_000, "handed over");
    }

    function testWhatIsWithheldIsNotThereForOthers() public {
        WithholdingRate[] memory rates = new WithholdingRate[](1);
        rates[0] = WithholdingRate(leaves[4].holder, 3_000);
        vm.startPrank(OPERATOR);
        distributor.setTaxAccount(address(token), BO);
        distributor.setWithholding(address(token), rates);
        vm.stopPrank();
        // The root promises 1,500.
        uint256 id = declareTree(address(dollar), 600, "debts");
        fund(id, 600);
        claimLeaf(id, "debts", 4);
        Leaf memory second = leaves[1];
        bytes32[] memory proof = proofOf("debts", 1);
        vm.expectRevert(abi.encodeWithSelector(IDistributor.ClaimTooLarge.selector, 200, 100));
        distributor.claimByProof(id, second.index, second.holder, second.amount, proof);
        claimLeaf(id, "debts", 0);
        Distribution memory d = distributor.distribution(id);
        vm.assertEq(uint256(d.paid) + d.withheld, 600, "all of it");
    }
}
