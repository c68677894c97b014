// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Distributor} from "../src/Distributor.sol";
import {IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {Distribution, WithholdingRate} from "../src/interfaces/IDistributor.sol";
import {STATUS_ACTIVE, STATUS_BLOCKED} from "../src/types/InvestorRecord.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {Test} from "./Test.sol";
import {World} from "./World.sol";

/// @dev Declares, funds, pushes, claims, retries, closes, withholds, remits and hands over in any order, while payees change
///      their manners or are blocked, strangers push and time passes.
contract Paymaster is Test {
    Distributor private immutable DISTRIBUTOR;
    ISecurityToken private immutable TOKEN;
    HostileToken private immutable PAYMENT;
    address private immutable OPERATOR;
    address[] private _ascending;
    /// What each batch listed, to prove gaps with.
    mapping(uint256 id => address[][]) private _batches;
    mapping(uint256 id => address[]) private _cursors;
    /// Of distributions by proof: what each of the first four is promised.
    mapping(uint256 id => uint256[4]) private _promised;
    /// Of holders whom the registry blocks, since when the token is watched: what they had then, and one more.
    mapping(address holder => uint256) public stood;
    uint256 public passes;

    constructor(
        Distributor distributor,
        ISecurityToken token,
        HostileToken payment,
        address operator,
        address[] memory ascending
    ) {
        (DISTRIBUTOR, TOKEN, PAYMENT, OPERATOR, _ascending) =
        (distributor, token, payment, operator, ascending);
    }

    function attempt(bytes memory call) private returns (bool passed) {
        return attemptBy(OPERATOR, call);
    }

    function attemptBy(address caller, bytes memory call) private returns (bool passed) {
        vm.prank(caller);
        (passed,) = address(DISTRIBUTOR).call(call);
        if (passed) ++passes;
    }

    function someId(uint256 seed) private view returns (uint256) {
        return 1 + seed % (DISTRIBUTOR.distributionCount() + 1);
    }

    function someone(uint256 seed) private view returns (address) {
        return _ascending[seed % _ascending.length];
    }

    function declare(uint256 amount, uint256 seed) external {
        if (DISTRIBUTOR.distributionCount() >= 4) return;
        uint16 record = uint16(1 + seed % TOKEN.recordCount());
        bytes32 ref = bytes32(1 + (seed >> 16) % 8);
        attempt(
            abi.encodeCall(
                DISTRIBUTOR.declare, (address(TOKEN), record, address(PAYMENT), 1 + amount % 1e9, ref)
            )
        );
    }

    function fund(uint256 id, uint256 seed) external {
        id = someId(id);
        if (id > DISTRIBUTOR.distributionCount()) return;
        Distribution memory d = DISTRIBUTOR.distribution(id);
        uint256 missing = d.declared - d.funded;
        uint256 amount = seed % 3 == 0 ? seed % (missing + 1) : missing;
        PAYMENT.mint(OPERATOR, amount);
        vm.prank(OPERATOR);
        PAYMENT.approve(address(DISTRIBUTOR), amount);
        attempt(abi.encodeCall(DISTRIBUTOR.fund, (id, amount)));
    }

    /// @dev A tree of four leaves, which add up to less than was declared, or to more.
    function declareByProof(uint256 seed) external {
        if (DISTRIBUTOR.distributionCount() >= 6) return;
        bytes32 ref = bytes32(100 + seed % 4);
        uint256[4] memory promised;
        for (uint256 i; i < 4; ++i) {
            promised[i] = (seed >> (16 * i + 16)) % 1_000;
        }
        bytes32 root = pair(node(ref, promised, 0), node(ref, promised, 2));
        bool passed = attempt(
            abi.encodeCall(
                DISTRIBUTOR.declareByProof,
                (address(TOKEN), address(PAYMENT), 1 + (seed >> 96) % 4_000, ref, root)
            )
        );
        if (passed) _promised[DISTRIBUTOR.distributionCount()] = promised;
    }

    function leaf(bytes32 ref, uint256 index, uint256 amount) private view returns (bytes32) {
        bytes32 key = DISTRIBUTOR.leafKey(address(TOKEN), ref);
        return keccak256(bytes.concat(keccak256(abi.encode(key, index, _ascending[index], amount))));
    }

    function node(bytes32 ref, uint256[4] memory promised, uint256 first) private view returns (bytes32) {
        return pair(leaf(ref, first, promised[first]), leaf(ref, first + 1, promised[first + 1]));
    }

    function pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }

    function claimByProof(uint256 id, uint256 index) external {
        id = someId(id);
        index %= 4;
        uint256[4] memory promised = _promised[id];
        for (uint256 i; i < 4; ++i) {
            bytes32 ref = bytes32(100 + i);
            if (DISTRIBUTOR.idOf(address(TOKEN), ref) != id) continue;
            bytes32[] memory proof = new bytes32[](2);
            proof[0] = leaf(ref, index ^ 1, promised[index ^ 1]);
            proof[1] = node(ref, promised, (index & 2) ^ 2);
            attempt(
                abi.encodeCall(
                    DISTRIBUTOR.claimByProof, (id, index, _ascending[index], promised[index], proof)
                )
            );
        }
    }

    /// @dev What holder number `who` is owed by this distribution after withholding, shares and leaves alike; of leaves,
    ///      those that were claimed.
    function netOf(uint256 id, uint256 who) external view returns (uint256) {
        address holder = _ascending[who];
        if (!DISTRIBUTOR.distribution(id).byProof) return DISTRIBUTOR.netEntitlement(id, holder);
        if (who > 3 || !DISTRIBUTOR.isProven(id, who)) return 0;
        uint256 gross = _promised[id][who];
        return gross - gross * DISTRIBUTOR.withholdingOf(id, holder) / 10_000;
    }

    function withhold(uint256 who, uint256 bps) external {
        WithholdingRate[] memory rates = new WithholdingRate[](1);
        rates[0] = WithholdingRate(someone(who), uint16(bps % 5_001));
        attempt(abi.encodeCall(DISTRIBUTOR.setWithholding, (address(TOKEN), rates)));
    }

    function remit(uint256 id) external {
        attempt(abi.encodeCall(DISTRIBUTOR.remit, (someId(id))));
    }

    /// @dev Nearly always parked payees are tried before: then nothing is handed over of whom the registry blocks.
    function expire(uint256 id, uint256 seed) external {
        id = someId(id);
        bool tried = seed % 4 != 0 && attempt(abi.encodeCall(DISTRIBUTOR.retryParked, (id, _ascending)));
        uint256[] memory before = parkedForBlocked(id);
        attempt(abi.encodeCall(DISTRIBUTOR.expire, (id)));
        uint256[] memory left = parkedForBlocked(id);
        for (uint256 i; tried && i < left.length; ++i) {
            vm.assertEq(left[i], before[i], "held back");
        }
    }

    function parkedForBlocked(uint256 id) private view returns (uint256[] memory parked) {
        IInvestorRegistry registry = IInvestorRegistry(TOKEN.identityRegistry());
        parked = new uint256[](_ascending.length);
        for (uint256 i; i < parked.length; ++i) {
            bool blocked = registry.investorOf(_ascending[i]).status == STATUS_BLOCKED;
            if (blocked) parked[i] = DISTRIBUTOR.parkedOf(id, _ascending[i]);
        }
    }

    function extendClaims(uint256 id, uint256 time) external {
        attempt(
            abi.encodeCall(DISTRIBUTOR.extendClaims, (someId(id), uint40(block.timestamp + time % 100 days)))
        );
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 200 days);
    }

    /// @dev A stranger pushes whoever is left, or tries to leave somebody out.
    function pushByStranger(uint256 id, uint256 from) external {
        id = someId(id);
        if (id > DISTRIBUTOR.distributionCount()) return;
        address cursor = DISTRIBUTOR.distribution(id).cursor;
        uint256 first = from % 3 == 0 ? from % _ascending.length : 0;
        while (first < _ascending.length && _ascending[first] <= cursor) ++first;
        address[] memory batch = new address[](_ascending.length - first);
        for (uint256 i; i < batch.length; ++i) {
            batch[i] = _ascending[first + i];
        }
        if (!attemptBy(address(0xBAD), abi.encodeCall(DISTRIBUTOR.push, (id, batch)))) return;
        _batches[id].push(batch);
        _cursors[id].push(cursor);
        Distribution memory d = DISTRIBUTOR.distribution(id);
        vm.assertEq(uint256(d.unitsCovered), d.supply, "a stranger leaves nobody out");
    }

    /// @dev Any subset in ascending order; nearly always some are left out.
    function push(uint256 id, uint256 members) external {
        id = someId(id);
        address[] memory batch = new address[](_ascending.length);
        uint256 count;
        for (uint256 i; i < _ascending.length; ++i) {
            if (members >> i & 1 != 0) batch[count++] = _ascending[i];
        }
        assembly ("memory-safe") {
            mstore(batch, count)
        }
        address cursor =
            id <= DISTRIBUTOR.distributionCount() ? DISTRIBUTOR.distribution(id).cursor : address(0);
        if (attempt(abi.encodeCall(DISTRIBUTOR.push, (id, batch)))) {
            _batches[id].push(batch);
            _cursors[id].push(cursor);
        }
    }

    function claim(uint256 id, uint256 who) external {
        attempt(abi.encodeCall(DISTRIBUTOR.claim, (someId(id), someone(who))));
    }

    function claimSkipped(uint256 id, uint256 who, uint256 seed) external {
        id = someId(id);
        if (_batches[id].length == 0) return;
        uint256 batch = seed % _batches[id].length;
        attempt(
            abi.encodeCall(
                DISTRIBUTOR.claimSkipped, (id, someone(who), batch, _cursors[id][batch], _batches[id][batch])
            )
        );
    }

    function retry(uint256 id) external {
        attempt(abi.encodeCall(DISTRIBUTOR.retryParked, (someId(id), _ascending)));
    }

    function close(uint256 id) external {
        attempt(abi.encodeCall(DISTRIBUTOR.close, (someId(id))));
    }

    function misbehave(uint256 who, uint256 manner) external {
        HostileToken.Manner[5] memory manners = [
            HostileToken.Manner.Good,
            HostileToken.Manner.ReturnsNothing,
            HostileToken.Manner.ReturnsFalse,
            HostileToken.Manner.Reverts,
            HostileToken.Manner.Good
        ];
        PAYMENT.setManner(someone(who), manners[manner % 5]);
    }

    function watch() external {
        attempt(abi.encodeCall(DISTRIBUTOR.watch, (address(TOKEN))));
        for (uint256 i; i < _ascending.length; ++i) {
            _stand(_ascending[i]);
        }
    }

    function setBlocked(uint256 who, bool blocked) external {
        address holder = someone(who);
        IInvestorRegistry registry = IInvestorRegistry(TOKEN.identityRegistry());
        vm.prank(OPERATOR);
        registry.setStatus(holder, blocked ? STATUS_BLOCKED : STATUS_ACTIVE);
        stood[holder] = 0;
        if (DISTRIBUTOR.isWatched(address(TOKEN))) _stand(holder);
    }

    function _stand(address holder) private {
        IInvestorRegistry registry = IInvestorRegistry(TOKEN.identityRegistry());
        bool blocked = registry.investorOf(holder).status == STATUS_BLOCKED;
        if (blocked && stood[holder] == 0) stood[holder] = PAYMENT.balanceOf(holder) + 1;
    }

    function moveUnits(uint256 from, uint256 to, uint256 units) external {
        address sender = someone(from);
        uint256 held = TOKEN.balanceOf(sender);
        vm.prank(sender);
        // Refused when one of them is blocked, or a year has passed and the receiver's checks have not been renewed.
        try TOKEN.transfer(someone(to), units % (held + 1)) {} catch {}
    }
}

contract DistributorInvariantTest is World {
    HostileToken private payment;
    address[] private ascending;

    address private immutable TAX = account("tax office");
    address private immutable ESCHEAT = account("escheat agent");
    Paymaster private paymaster;

    function setUp() public override {
        super.setUp();
        payment = new HostileToken();
        for (uint256 i; i < 8; ++i) {
            address one = address(uint160(0x1000 + i));
            ascending.push(one);
            register(one);
            issue(one, 1 + i * i * 7);
        }
        pastRecordDate();
        transfer(ascending[7], ascending[0], 100);
        pastRecordDate();
        vm.startPrank(OPERATOR);
        distributor.setTaxAccount(address(token), TAX);
        distributor.setUnclaimedPolicy(address(token), 365, ESCHEAT);
        vm.stopPrank();
        paymaster = new Paymaster(distributor, token, payment, OPERATOR, ascending);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(paymaster);
    }

    function afterInvariant() external view {
        vm.assertTrue(paymaster.passes() != 0, "something happened");
    }

    function invariantNoDistributionPaysMoreThanItWasFundedWith() public view {
        uint256 here;
        for (uint256 id = 1; id <= distributor.distributionCount(); ++id) {
            Distribution memory d = distributor.distribution(id);
            vm.assertLe(uint256(d.paid) + d.parked + d.withheld + d.unclaimed, d.funded, "spent and owed");
            vm.assertLe(d.funded, d.declared, "funded");
            vm.assertLe(d.remitted, d.withheld, "remitted");
            here += uint256(d.funded) - d.paid - d.remitted - d.unclaimed;
            // What was carried out lies here as `funded` of the next, or as what is carried over now.
            here -= d.carriedIn;
        }
        vm.assertEq(payment.balanceOf(address(distributor)), here, "the money that is here");
    }

    /// What each has, and what is parked for them, is at most their net of everything; exactly that once all is closed.
    function invariantEachHolderIsPaidAtMostOnce() public view {
        for (uint256 i; i < ascending.length; ++i) {
            uint256 owed;
            uint256 parked;
            bool whole = true;
            for (uint256 id = 1; id <= distributor.distributionCount(); ++id) {
                Distribution memory d = distributor.distribution(id);
                owed += paymaster.netOf(id, i);
                parked += distributor.parkedOf(id, ascending[i]);
                if (!d.byProof && (!d.closed || d.handovers != 0)) whole = false;
            }
            uint256 has = payment.balanceOf(ascending[i]) + parked;
            vm.assertLe(has, owed, "at most what is owed");
            if (whole) vm.assertEq(has, owed, "all that is owed");
        }
    }

    function invariantPaidAndParkedIsWhatTheCoveredUnitsAreOwed() public view {
        for (uint256 id = 1; id <= distributor.distributionCount(); ++id) {
            Distribution memory d = distributor.distribution(id);
            vm.assertLe(d.unitsCovered, d.supply, "units covered");
            uint256 parked;
            for (uint256 i; i < ascending.length; ++i) {
                parked += distributor.parkedOf(id, ascending[i]);
            }
            vm.assertEq(d.parked, parked, "parked");
            vm.assertLe(d.held, d.parked, "held back");
            if (!d.closed) continue;
            vm.assertEq(
                d.declared, uint256(d.paid) + d.parked + d.withheld + d.carried + d.unclaimed, "declared"
            );
            vm.assertEq(d.unitsCovered, d.supply, "closed when covered");
            vm.assertTrue(d.carried < ascending.length, "dust");
        }
    }

    function invariantNobodyIsPaidWhileTheRegistryBlocksThem() public view {
        for (uint256 i; i < ascending.length; ++i) {
            uint256 stood = paymaster.stood(ascending[i]);
            if (stood != 0) vm.assertEq(payment.balanceOf(ascending[i]) + 1, stood, "blocked");
        }
    }

    function invariantTakenOffGoesWhereItWasSaid() public view {
        uint256 remitted;
        uint256 unclaimed;
        for (uint256 id = 1; id <= distributor.distributionCount(); ++id) {
            Distribution memory d = distributor.distribution(id);
            remitted += d.remitted;
            unclaimed += d.unclaimed;
            if (d.handovers != 0) vm.assertTrue(d.closed && d.expiresAt <= block.timestamp, "in its time");
        }
        vm.assertEq(payment.balanceOf(TAX), remitted, "tax");
        vm.assertEq(payment.balanceOf(ESCHEAT), unclaimed, "unclaimed");
    }
}
