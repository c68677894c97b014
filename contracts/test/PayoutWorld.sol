// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Distribution} from "../src/interfaces/IDistributor.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {World} from "./World.sol";

/// @dev Four holders of 1, 2, 3 and 4 units on a past record date, and money of two kinds to pay them with.
abstract contract PayoutWorld is World {
    event Declared(
        uint256 indexed id,
        address indexed token,
        uint16 recordId,
        address payment,
        uint256 amount,
        uint256 carriedIn,
        bytes32 ref
    );
    event Funded(uint256 indexed id, address indexed from, uint256 received);
    event Paid(uint256 indexed id, address indexed holder, uint256 amount);
    event Parked(uint256 indexed id, address indexed holder, uint256 amount);
    event Pushed(uint256 indexed id, uint256 indexed batch, address previousCursor, address cursor);
    event Closed(uint256 indexed id, uint256 paid, uint256 parked, uint256 withheld, uint256 carried);
    event Withheld(uint256 indexed id, address indexed holder, uint256 amount, uint256 bps);
    event Remitted(uint256 indexed id, address indexed to, uint256 amount);
    event RootDeclared(uint256 indexed id, bytes32 root);
    event ExpirySet(uint256 indexed id, uint40 at, address to);
    event Expired(uint256 indexed id, address indexed to, uint256 amount);
    event TaxAccountSet(address indexed token, address account);
    event WithholdingSet(address indexed token, address indexed holder, uint256 bps, uint256 fromId);
    event UnclaimedPolicySet(address indexed token, uint16 afterDays, address to);

    HostileToken internal hostile;
    /// The holders in ascending order, as batches list them: 1, 2, 3 and 4 units.
    address[] internal holders;
    uint16 internal record;

    function setUp() public virtual override {
        super.setUp();
        hostile = new HostileToken();
        for (uint256 i; i < 4; ++i) {
            address one = people()[i];
            holders.push(one);
            for (uint256 j = holders.length - 1; j > 0 && holders[j - 1] > holders[j]; --j) {
                (holders[j - 1], holders[j]) = (holders[j], holders[j - 1]);
            }
        }
        for (uint256 i; i < 4; ++i) {
            issue(holders[i], i + 1);
        }
        record = pastRecordDate();
    }

    function declare(address payment, uint256 amount, bytes32 ref) internal returns (uint256) {
        vm.prank(OPERATOR);
        return distributor.declare(address(token), record, payment, amount, ref);
    }

    function fund(uint256 id, uint256 amount) internal {
        address payment = distributor.distribution(id).payment;
        vm.startPrank(OPERATOR);
        // Both kinds of money have the same way to make it.
        dollarOrHostile(payment).mint(OPERATOR, amount);
        IERC20(payment).approve(address(distributor), amount);
        distributor.fund(id, amount);
        vm.stopPrank();
    }

    function dollarOrHostile(address payment) private pure returns (HostileToken) {
        return HostileToken(payment);
    }

    function funded(address payment, uint256 amount, bytes32 ref) internal returns (uint256 id) {
        id = declare(payment, amount, ref);
        Distribution memory d = distributor.distribution(id);
        fund(id, d.declared - d.funded);
    }

    function push(uint256 id, address[] memory batch) internal {
        vm.prank(OPERATOR);
        distributor.push(id, batch);
    }

    function only(address one) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = one;
    }

    function some(uint256 from, uint256 until) internal view returns (address[] memory list) {
        list = new address[](until - from);
        for (uint256 i = from; i < until; ++i) {
            list[i - from] = holders[i];
        }
    }

    /// declared = paid + parked + withheld + carried, at the close and ever after.
    function assertBalanced(uint256 id) internal view {
        Distribution memory d = distributor.distribution(id);
        vm.assertTrue(d.closed, "closed");
        vm.assertEq(
            uint256(d.declared),
            uint256(d.paid) + d.parked + d.withheld + d.carried + d.unclaimed,
            "declared is accounted for"
        );
    }
}
