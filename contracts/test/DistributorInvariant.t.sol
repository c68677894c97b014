// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Distributor} from "../src/Distributor.sol";
import {Distribution} from "../src/interfaces/IDistributor.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {Test} from "./Test.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {World} from "./World.sol";

/// @dev Declares, funds, pushes, claims, retries and closes in any order, while payees change their manners.
contract Paymaster is Test {
    Distributor private immutable DISTRIBUTOR;
    ISecurityToken private immutable TOKEN;
    HostileToken private immutable PAYMENT;
    address private immutable OPERATOR;
    address[] private _ascending;
    /// What each batch listed, to prove gaps with.
    mapping(uint256 id => address[][]) private _batches;
    mapping(uint256 id => address[]) private _cursors;
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
        vm.prank(OPERATOR);
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
        if (DISTRIBUTOR.distributionCount() == 4) return;
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

    function moveUnits(uint256 from, uint256 to, uint256 units) external {
        address sender = someone(from);
        uint256 held = TOKEN.balanceOf(sender);
        vm.prank(sender);
        TOKEN.transfer(someone(to), units % (held + 1));
    }
}

contract DistributorInvariantTest is World {
    HostileToken private payment;
    address[] private ascending;

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
            vm.assertLe(uint256(d.paid) + d.parked, d.funded, "paid and parked");
            vm.assertLe(d.funded, d.declared, "funded");
            here += uint256(d.funded) - d.paid;
            // What was carried out lies here as `funded` of the next, or as what is carried over now.
            here -= d.carriedIn;
        }
        vm.assertEq(payment.balanceOf(address(distributor)), here, "the money that is here");
    }

    function invariantEachHolderIsPaidAtMostOnce() public view {
        for (uint256 i; i < ascending.length; ++i) {
            uint256 owed;
            for (uint256 id = 1; id <= distributor.distributionCount(); ++id) {
                owed += distributor.entitlement(id, ascending[i]);
            }
            vm.assertLe(payment.balanceOf(ascending[i]), owed, "at most what is owed");
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
            if (d.closed) {
                vm.assertEq(d.declared, uint256(d.paid) + d.parked + d.carried, "declared");
                vm.assertEq(d.unitsCovered, d.supply, "closed when covered");
                vm.assertTrue(d.carried < ascending.length, "dust");
            }
        }
    }
}
