// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBuyer, Purse} from "../src/interfaces/IBuyer.sol";
import {HostileToken} from "./PaymentTokens.sol";
import {World} from "./World.sol";

/// @dev What every purchase of units has in common: a treasury, a currency that can misbehave, and money.
abstract contract BuyerWorld is World {
    event Funded(uint256 indexed id, address indexed from, uint256 received);
    event Bought(uint256 indexed id, address indexed holder, uint256 units, uint256 amount);
    event Paid(uint256 indexed id, address indexed holder, uint256 amount);
    event Parked(uint256 indexed id, address indexed holder, uint256 amount, bool held);

    address internal immutable TREASURY = account("treasury");
    HostileToken internal hostile;

    function buyer() internal view virtual returns (IBuyer);

    function setUp() public virtual override {
        super.setUp();
        hostile = new HostileToken();
    }

    function grant(address to, uint256 roles) internal {
        vm.prank(OWNER);
        token.grantRole(to, roles);
    }

    function fund(uint256 id, uint256 amount) internal {
        address payment = buyer().purse(id).payment;
        vm.startPrank(OPERATOR);
        // Both kinds of money have the same way to make it.
        HostileToken(payment).mint(OPERATOR, amount);
        IERC20(payment).approve(address(buyer()), amount);
        buyer().fund(id, amount);
        vm.stopPrank();
    }

    function fundWhole(uint256 id) internal {
        fund(id, buyer().missing(id));
    }

    function only(address one) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = one;
    }

    function everybody() internal view returns (address[] memory list) {
        list = new address[](4);
        for (uint256 i; i < 4; ++i) {
            list[i] = people()[i];
        }
    }

    /// Every base unit that came in is paid, owed, back at the treasury, or still here.
    function assertBalanced(uint256 id) internal view {
        Purse memory p = buyer().purse(id);
        uint256 here = uint256(p.funded) - p.paid - p.returned;
        vm.assertLe(p.parked, here, "what is owed is here");
        vm.assertEq(IERC20(p.payment).balanceOf(address(buyer())), here, "the money that is here");
    }
}
