// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../src/Reason.sol";
import {Issuance} from "../src/interfaces/ISecurityToken.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {ITrustedIssuers} from "../src/interfaces/ITrustedIssuers.sol";
import {Investor, InvestorRecord, recordOf} from "../src/types/InvestorRecord.sol";
import {Voucher} from "../src/types/Voucher.sol";
import {RegistryWorld} from "./RegistryWorld.sol";

/// @dev The zero address, the token itself, its office's implementation, the registry and every precompile of Osaka, wherever
///      an investor's wallet is expected. Each is refused by name, and what is stored stays as it was.
contract BadAddressesTest is RegistryWorld {
    address[] private bad;

    function setUp() public override {
        super.setUp();
        issue(ANA, 100);
        vm.prank(ANA);
        token.approve(STRANGER, 100);
        vm.prank(OWNER);
        registry.setSelfLinkMax(16);
        bad.push(address(0));
        bad.push(address(token));
        bad.push(factory.implementation());
        bad.push(address(registry));
        for (uint160 i = 1; i <= 0x11; ++i) {
            bad.push(address(i));
        }
        // P256VERIFY.
        bad.push(address(0x100));
    }

    /// @dev The call is refused with this, and neither the token nor what the registry knows of `about` has changed.
    function refuses(address caller, address to, bytes memory call_, bytes memory error, address about)
        private
    {
        answers(caller, to, call_, error);
        vm.assertEq(token.totalSupply(), 100);
        vm.assertEq(token.holderCount(), 1);
        vm.assertEq(token.balanceOf(ANA), 100);
        vm.assertEq(token.balanceOf(about), 0);
        vm.assertEq(registry.packedOf(about), 0);
    }

    function notTo(address caller, bytes memory call_, address to) private {
        refuses(caller, address(token), call_, refusal(Reason.ReceiverNotRegistered, 0, 0), to);
    }

    function testNoneOfThemReceivesUnits() public {
        uint256[] memory one = new uint256[](1);
        one[0] = 1;
        Issuance[] memory batch = new Issuance[](1);
        for (uint256 i; i < bad.length; ++i) {
            address to = bad[i];
            batch[0] = Issuance(to, 1, TODAY, 0, 0);
            notTo(OPERATOR, abi.encodeCall(token.mint, (to, 1)), to);
            notTo(OPERATOR, abi.encodeCall(token.issue, (to, 1, TODAY, TODAY + 9, 1, "ref")), to);
            notTo(OPERATOR, abi.encodeCall(token.issueBatch, (batch, "ref")), to);
            notTo(OPERATOR, abi.encodeCall(token.batchMint, (only(to), one)), to);
            notTo(OPERATOR, abi.encodeCall(token.forcedTransfer, (ANA, to, 1)), to);
            notTo(ANA, abi.encodeCall(token.transfer, (to, 1)), to);
            notTo(ANA, abi.encodeCall(token.batchTransfer, (only(to), one)), to);
            notTo(STRANGER, abi.encodeCall(token.transferFrom, (ANA, to, 1)), to);
            refuses(
                OPERATOR,
                address(token),
                abi.encodeCall(token.recoveryAddress, (ANA, to, identityOf(ANA))),
                abi.encodeWithSelector(ITokenErrors.NotTheirWallet.selector, to, identityOf(ANA)),
                to
            );
            assertReason(firstReason(ANA, to, 1), Reason.ReceiverNotRegistered);
        }
        vm.assertEq(token.allowance(ANA, STRANGER), 100);
        vm.assertTrue(!token.isIssued("ref"), "a reference was used up");
    }

    /// The fourth precompile answers with what it is asked, which begins with the word for a good signature (ERC-1271).
    function testNoneOfThemSigns() public {
        bytes[3] memory signatures = [bytes(""), new bytes(65), signed(EVE_KEY, "words")];
        uint256 until = block.timestamp + 1 days;
        for (uint256 i; i < bad.length; ++i) {
            address who = bad[i];
            for (uint256 j; j < 3; ++j) {
                bytes memory link = abi.encodeCall(registry.linkWallet, (who, until, signatures[j]));
                refuses(ANA, address(registry), link, invalid(who), who);
                bytes memory carried = abi.encodeCall(
                    token.transferWithAuthorization, (who, ANA, 0, 0, until, "nonce", signatures[j])
                );
                refuses(STRANGER, address(token), carried, invalid(who), who);
                bytes memory permitted = abi.encodeWithSignature(
                    "permit(address,address,uint256,uint256,bytes)", who, EVE, 1, until, signatures[j]
                );
                refuses(STRANGER, address(token), permitted, invalid(who), who);
            }
        }
    }

    function testZeroIsNobodysWallet() public {
        bytes memory zero = abi.encodeWithSelector(ITrustedIssuers.ZeroAddress.selector);
        Investor memory eve = someone(EVE);
        Investor[] memory investors = new Investor[](1);
        investors[0] = eve;
        InvestorRecord[] memory records = new InvestorRecord[](1);
        records[0] = recordOf(eve);
        address[] memory none = only(address(0));
        bytes[6] memory calls = [
            abi.encodeCall(registry.register, (address(0), eve)),
            abi.encodeCall(registry.registerBatch, (none, investors)),
            abi.encodeCall(registry.registerPacked, (none, records)),
            abi.encodeCall(registry.addWallet, (ANA, address(0))),
            abi.encodeCall(registry.registerIdentity, (address(0), EVE, USA)),
            abi.encodeCall(registry.addIdentityToStorage, (address(0), EVE, USA))
        ];
        for (uint256 i; i < calls.length; ++i) {
            refuses(OPERATOR, address(registry), calls[i], zero, address(0));
        }
        Voucher memory v = voucherOf(EVE);
        v.wallet = address(0);
        refused(v, zero);
    }

    /// An agent may register an address that nobody can send from, knowingly or not: units that went there come back by force.
    function testUnitsOfAnAddressThatNobodySendsFromComeBack() public {
        for (uint256 i = 1; i < bad.length; ++i) {
            register(bad[i]);
            transfer(ANA, bad[i], 40);
            vm.startPrank(OPERATOR);
            token.forcedTransfer(bad[i], ANA, 40);
            registry.remove(bad[i]);
            vm.stopPrank();
            vm.assertEq(token.balanceOf(ANA), 100);
            vm.assertEq(token.holderCount(), 1);
        }
    }
}
