// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {DevStablecoin} from "../src/dev/DevStablecoin.sol";
import {Test} from "./Test.sol";

/// @dev A wallet that takes any signature that begins with its secret word, or reverts.
contract ContractWallet is IERC1271 {
    bytes32 private immutable SECRET;
    bool public broken;

    constructor(bytes32 secret) {
        SECRET = secret;
    }

    function breakDown() external {
        broken = true;
    }

    function isValidSignature(bytes32, bytes calldata signature) external view returns (bytes4) {
        require(!broken, "broken");
        return bytes32(signature) == SECRET ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

contract DevStablecoinTest is Test {
    bytes32 private constant TRANSFER = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant RECEIVE = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL = keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    uint256 private constant KEY = 0xA11CE;
    uint256 private constant START = 1_800_000_000;

    address private immutable MINTER = account("minter");
    address private immutable PAYEE = account("payee");
    address private immutable PAYER = vm.addr(KEY);
    DevStablecoin private dollar;
    ContractWallet private wallet;

    function setUp() public {
        vm.warp(START);
        dollar = new DevStablecoin(MINTER);
        wallet = new ContractWallet("open sesame");
        vm.startPrank(MINTER);
        dollar.mint(PAYER, 1_000);
        dollar.mint(address(wallet), 1_000);
        vm.stopPrank();
    }

    function signed(bytes memory message) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest(message));
        return abi.encodePacked(r, s, v);
    }

    function digest(bytes memory message) private view returns (bytes32) {
        return keccak256(abi.encodePacked("\x19\x01", dollar.DOMAIN_SEPARATOR(), keccak256(message)));
    }

    function authorization(bytes32 kind, address from, uint256 value) private view returns (bytes memory) {
        return abi.encode(kind, from, PAYEE, value, START - 1, START + 1, bytes32("n"));
    }

    /* BLACKLIST */

    function testTheBlacklistLeavesTheBalanceAlone(uint256 amount) public {
        amount = bound(amount, 0, 2 ** 255 - 1 - 2_000);
        address someone = account("someone");
        vm.startPrank(MINTER);
        dollar.mint(someone, amount);
        vm.expectEmit();
        emit DevStablecoin.Blacklisted(someone, true);
        dollar.setBlacklisted(someone, true);
        dollar.setBlacklisted(someone, true);
        vm.assertEq(dollar.balanceOf(someone), amount);
        vm.assertTrue(dollar.isBlacklisted(someone), "listed");
        vm.expectRevert(abi.encodeWithSelector(DevStablecoin.AccountBlacklisted.selector, someone));
        dollar.mint(someone, 0);
        vm.expectEmit();
        emit DevStablecoin.Blacklisted(someone, false);
        dollar.setBlacklisted(someone, false);
        vm.assertEq(dollar.balanceOf(someone), amount);
        vm.assertTrue(!dollar.isBlacklisted(someone), "not listed");
        vm.assertEq(dollar.totalSupply(), 2_000 + amount);
        vm.stopPrank();
    }

    function testABlacklistedAccountNeitherSendsNorReceives(uint256 amount) public {
        amount = bound(amount, 0, 1_000);
        vm.prank(MINTER);
        dollar.setBlacklisted(PAYER, true);
        bytes memory refused = abi.encodeWithSelector(DevStablecoin.AccountBlacklisted.selector, PAYER);
        vm.prank(PAYER);
        vm.expectRevert(refused);
        dollar.transfer(PAYEE, amount);
        vm.startPrank(address(wallet));
        vm.expectRevert(refused);
        dollar.transfer(PAYER, amount);
        dollar.approve(address(this), amount);
        vm.stopPrank();
        vm.expectRevert(refused);
        dollar.transferFrom(address(wallet), PAYER, amount);
    }

    function testAllDollarsStayBelowTheMark() public {
        vm.startPrank(MINTER);
        dollar.mint(PAYEE, 2 ** 255 - 1 - 2_000);
        vm.expectRevert(abi.encodeWithSelector(DevStablecoin.SupplyTooGreat.selector, uint256(2 ** 255)));
        dollar.mint(PAYEE, 1);
        vm.stopPrank();
        vm.prank(PAYER);
        dollar.transfer(PAYEE, 1_000);
        vm.assertEq(dollar.balanceOf(PAYEE), 2 ** 255 - 1 - 1_000);
        vm.assertTrue(!dollar.isBlacklisted(PAYEE), "a great balance is no mark");
    }

    /* ERC-20 */

    function testTransfersMoveExactlyWhatTheySay(uint256 amount, bool toSelf) public {
        amount = bound(amount, 0, 2_000);
        address to = toSelf ? PAYER : PAYEE;
        vm.prank(PAYER);
        if (amount > 1_000) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IERC20Errors.ERC20InsufficientBalance.selector, PAYER, uint256(1_000), amount
                )
            );
            dollar.transfer(to, amount);
            return;
        }
        dollar.transfer(to, amount);
        vm.assertEq(dollar.balanceOf(PAYER), toSelf ? 1_000 : 1_000 - amount);
        vm.assertEq(dollar.balanceOf(PAYEE), toSelf ? 0 : amount);
        vm.assertEq(dollar.totalSupply(), 2_000);
        vm.prank(PAYER);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        dollar.transfer(address(0), amount);
    }

    function testOnlyTheMinterMintsAndLists() public {
        bytes memory refused = abi.encodeWithSelector(DevStablecoin.NotMinter.selector, address(this));
        vm.expectRevert(refused);
        dollar.mint(PAYEE, 1);
        vm.expectRevert(refused);
        dollar.setBlacklisted(PAYEE, true);
        vm.assertEq(dollar.decimals(), 6);
    }

    /* BY SIGNATURE */

    function testAnAccountPaysByBothFormsOfSignatureOnce() public {
        bytes memory message = authorization(TRANSFER, PAYER, 300);
        bytes memory signature = signed(message);
        uint256 state = vm.snapshotState();
        dollar.transferWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", signature);
        vm.assertEq(dollar.balanceOf(PAYEE), 300);
        vm.assertTrue(dollar.authorizationState(PAYER, "n"), "used");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest(message));
        vm.expectRevert(
            abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, PAYER, bytes32("n"))
        );
        dollar.transferWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", v, r, s);

        vm.revertToState(state);
        dollar.transferWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", v, r, s);
        vm.assertEq(dollar.balanceOf(PAYEE), 300);
    }

    function testAContractWalletPays() public {
        bytes memory signature = abi.encode(bytes32("open sesame"), "and more");
        dollar.transferWithAuthorization(address(wallet), PAYEE, 300, START - 1, START + 1, "n", signature);
        vm.assertEq(dollar.balanceOf(PAYEE), 300);
        vm.prank(PAYEE);
        dollar.receiveWithAuthorization(address(wallet), PAYEE, 200, START - 1, START + 1, "m", signature);
        vm.assertEq(dollar.balanceOf(PAYEE), 500);
        dollar.permit(address(wallet), address(this), 100, START, signature);
        dollar.transferFrom(address(wallet), PAYEE, 100);
        vm.assertEq(dollar.balanceOf(PAYEE), 600);
        dollar.cancelAuthorization(address(wallet), "o", signature);
        vm.assertTrue(dollar.authorizationState(address(wallet), "o"), "cancelled");
    }

    function testASignatureThatIsNoneMovesNothing() public {
        bytes memory good = abi.encode(bytes32("open sesame"));
        bytes4 invalid = ERC3009.ERC3009InvalidSignature.selector;
        vm.expectRevert(invalid);
        dollar.transferWithAuthorization(address(wallet), PAYEE, 1, START - 1, START + 1, "n", "open");
        vm.expectRevert(invalid);
        dollar.permit(address(wallet), PAYEE, 1, START, "open");
        vm.expectRevert(invalid);
        dollar.cancelAuthorization(address(wallet), "n", "open");
        wallet.breakDown();
        vm.expectRevert(invalid);
        dollar.transferWithAuthorization(address(wallet), PAYEE, 1, START - 1, START + 1, "n", good);

        // Of an account: for another amount, another purpose, and with the other s.
        bytes memory signature = signed(authorization(TRANSFER, PAYER, 300));
        vm.expectRevert(invalid);
        dollar.transferWithAuthorization(PAYER, PAYEE, 301, START - 1, START + 1, "n", signature);
        vm.prank(PAYEE);
        vm.expectRevert(invalid);
        dollar.receiveWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", signature);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest(authorization(TRANSFER, PAYER, 300)));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes memory highS = abi.encodePacked(r, bytes32(order - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        vm.expectRevert(invalid);
        dollar.transferWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", highS);
        vm.chainId(7);
        vm.expectRevert(invalid);
        dollar.transferWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", signature);
        vm.assertEq(dollar.balanceOf(PAYEE), 0);
    }

    function testTimeAndReceiverAreKept() public {
        bytes memory signature = signed(authorization(RECEIVE, PAYER, 300));
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, PAYEE));
        dollar.receiveWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", signature);
        for (uint256 i; i < 2; ++i) {
            vm.warp(i == 0 ? START - 1 : START + 1);
            vm.prank(PAYEE);
            vm.expectRevert(
                abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, START - 1, START + 1)
            );
            dollar.receiveWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", signature);
        }
        vm.warp(START);
        vm.prank(PAYEE);
        dollar.receiveWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", signature);
        vm.assertEq(dollar.balanceOf(PAYEE), 300);
    }

    function testAPermitOfAnyFormIsGoodOnceAndInTime() public {
        bytes memory signature = signed(abi.encode(PERMIT, PAYER, PAYEE, 50, 0, START));
        vm.warp(START + 1);
        vm.expectRevert(abi.encodeWithSignature("ERC2612ExpiredSignature(uint256)", START));
        dollar.permit(PAYER, PAYEE, 50, START, signature);
        vm.warp(START);
        dollar.permit(PAYER, PAYEE, 50, START, signature);
        vm.assertEq(dollar.allowance(PAYER, PAYEE), 50);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        dollar.permit(PAYER, PAYEE, 50, START, signature);
    }

    function testACancelledAuthorizationPaysNothing() public {
        dollar.cancelAuthorization(PAYER, "n", signed(abi.encode(CANCEL, PAYER, bytes32("n"))));
        bytes memory signature = signed(authorization(TRANSFER, PAYER, 300));
        vm.expectRevert(
            abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, PAYER, bytes32("n"))
        );
        dollar.transferWithAuthorization(PAYER, PAYEE, 300, START - 1, START + 1, "n", signature);
    }
}
