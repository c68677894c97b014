// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../src/Reason.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {World} from "./World.sol";

/// @dev A contract wallet with one signer behind it. `mood` 1 answers nonsense, 2 reverts, 3 answers with less than a word,
///      4 with something behind the right word, 5 burns its gas.
contract ContractWallet {
    address private immutable SIGNER;
    uint256 public mood;

    constructor(address signer) {
        SIGNER = signer;
    }

    function setMood(uint256 mood_) external {
        mood = mood_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        if (mood == 1) return 0xdeadbeef;
        require(mood != 2, "no");
        uint256 length = mood == 3 ? 31 : 32;
        if (mood == 3 || mood == 4) {
            assembly {
                mstore(0, or(shl(224, 0x1626ba7e), 1))
                return(0, length)
            }
        }
        while (mood == 5) {}
        (bytes32 r, bytes32 s) = abi.decode(signature[:64], (bytes32, bytes32));
        return ecrecover(digest, uint8(signature[64]), r, s) == SIGNER ? bytes4(0x1626ba7e) : bytes4(0);
    }
}

contract SecurityTokenSignatureTest is World {
    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);
    event AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce);

    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL_TYPEHASH =
        keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    struct Authorization {
        address from;
        address to;
        uint256 value;
        uint256 validAfter;
        uint256 validBefore;
        bytes32 nonce;
    }

    function setUp() public override {
        super.setUp();
        issue(ANA, 1_000);
    }

    function authorization() private view returns (Authorization memory) {
        return Authorization(ANA, BO, 40, START - 1, START + 1 hours, "nonce 1");
    }

    function digestOf(ISecurityToken of_, Authorization memory a) private view returns (bytes32) {
        bytes32 words = keccak256(
            abi.encode(TRANSFER_TYPEHASH, a.from, a.to, a.value, a.validAfter, a.validBefore, a.nonce)
        );
        return keccak256(abi.encodePacked(hex"1901", of_.DOMAIN_SEPARATOR(), words));
    }

    function signed(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function carry(Authorization memory a, bytes memory signature) private {
        vm.prank(STRANGER);
        token.transferWithAuthorization(
            a.from, a.to, a.value, a.validAfter, a.validBefore, a.nonce, signature
        );
    }

    function assertInvalid(bool done, bytes memory answer, address signer) private pure {
        vm.assertTrue(!done, "it passed");
        bytes memory error = abi.encodeWithSelector(ITokenErrors.SignatureInvalid.selector, signer);
        vm.assertEq(keccak256(answer), keccak256(error));
    }

    function expectInvalid(address signer) private {
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.SignatureInvalid.selector, signer));
    }

    function testAnyoneCarriesASignedTransferOnce(uint256 units, bytes32 nonce) public {
        Authorization memory a = authorization();
        a.value = bound(units, 0, 1_000);
        a.nonce = nonce;
        bytes memory signature = signed(ANA_KEY, digestOf(token, a));
        vm.expectEmit();
        emit AuthorizationUsed(ANA, nonce);
        carry(a, signature);
        vm.assertEq(token.balanceOf(BO), a.value);
        vm.assertTrue(token.authorizationState(ANA, nonce), "used");

        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.AuthorizationUsedOrCanceled.selector, ANA, nonce));
        carry(a, signature);
    }

    function testASignedTransferIsWeighedLikeAnyOther() public {
        Authorization memory a = authorization();
        a.to = STRANGER;
        bytes memory signature = signed(ANA_KEY, digestOf(token, a));
        vm.expectRevert(refusal(Reason.ReceiverNotRegistered, 0, 0));
        carry(a, signature);
        // Nothing was used up: it passes once the receiver may hold.
        register(STRANGER);
        carry(a, signature);
    }

    function testOtherWordsThanThoseSignedAreRefused(uint8 which) public {
        Authorization memory a = authorization();
        bytes memory signature = signed(ANA_KEY, digestOf(token, a));
        which = uint8(bound(which, 0, 5));
        if (which == 0) a.from = DANA;
        if (which == 1) a.to = CLEO;
        if (which == 2) a.value = 41;
        if (which == 3) a.validAfter = START - 2;
        if (which == 4) a.validBefore = START + 2 hours;
        if (which == 5) a.nonce = "nonce 2";
        expectInvalid(a.from);
        carry(a, signature);
    }

    function testBothBoundsAreExclusive() public {
        Authorization memory a = authorization();
        a.validAfter = START;
        expectNotNow(a);
        a.validAfter = START - 1;
        a.validBefore = START;
        expectNotNow(a);
        a.validBefore = START + 1;
        carry(a, signed(ANA_KEY, digestOf(token, a)));
    }

    function expectNotNow(Authorization memory a) private {
        bytes memory signature = signed(ANA_KEY, digestOf(token, a));
        vm.expectRevert(
            abi.encodeWithSelector(
                ITokenErrors.AuthorizationNotValidNow.selector, a.validAfter, a.validBefore
            )
        );
        carry(a, signature);
    }

    function testASignatureForAnotherTokenOrChainIsRefused() public {
        Authorization memory a = authorization();
        ISecurityToken other = newToken("other");
        bytes memory forOther = signed(ANA_KEY, digestOf(other, a));
        expectInvalid(ANA);
        carry(a, forOther);

        bytes memory here = signed(ANA_KEY, digestOf(token, a));
        vm.chainId(4242);
        expectInvalid(ANA);
        carry(a, here);
    }

    function testASignatureHasOneForm() public {
        Authorization memory a = authorization();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ANA_KEY, digestOf(token, a));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes memory highS = abi.encodePacked(r, order - uint256(s), v == 27 ? uint8(28) : uint8(27));
        expectInvalid(ANA);
        carry(a, highS);
        bytes memory short = abi.encodePacked(r, s);
        expectInvalid(ANA);
        carry(a, short);
        bytes memory long = abi.encodePacked(r, s, v, uint8(0));
        expectInvalid(ANA);
        carry(a, long);
        expectInvalid(ANA);
        carry(a, "");
    }

    function testNobodySignsForTheZeroAddress() public {
        Authorization memory a = authorization();
        a.from = address(0);
        a.value = 0;
        expectInvalid(address(0));
        carry(a, new bytes(65));
    }

    function testAContractWalletSignsByItsOwnRule() public {
        ContractWallet wallet = new ContractWallet(ANA);
        register(address(wallet));
        issue(address(wallet), 100);
        Authorization memory a = authorization();
        a.from = address(wallet);
        bytes memory signature = signed(ANA_KEY, digestOf(token, a));
        for (uint256 mood = 1; mood <= 5; ++mood) {
            wallet.setMood(mood);
            vm.prank(STRANGER);
            (bool done, bytes memory answer) = address(token).call{gas: 400_000}(
                abi.encodeCall(
                    token.transferWithAuthorization,
                    (a.from, a.to, a.value, a.validAfter, a.validBefore, a.nonce, signature)
                )
            );
            assertInvalid(done, answer, address(wallet));
            vm.assertTrue(!token.authorizationState(a.from, a.nonce), "used up");
        }
        wallet.setMood(0);
        carry(a, signature);
        vm.assertEq(token.balanceOf(BO), 40);
    }

    function testAnAuthorizationIsCanceledByItsSigner() public {
        Authorization memory a = authorization();
        bytes32 words = keccak256(abi.encode(CANCEL_TYPEHASH, ANA, a.nonce));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), words));
        bytes memory notHers = signed(0xB0, digest);
        expectInvalid(ANA);
        token.cancelAuthorization(ANA, a.nonce, notHers);

        vm.expectEmit();
        emit AuthorizationCanceled(ANA, a.nonce);
        token.cancelAuthorization(ANA, a.nonce, signed(ANA_KEY, digest));
        bytes memory signature = signed(ANA_KEY, digestOf(token, a));
        vm.expectRevert(
            abi.encodeWithSelector(ITokenErrors.AuthorizationUsedOrCanceled.selector, ANA, a.nonce)
        );
        carry(a, signature);
    }

    function permitDigest(address owner, uint256 value, uint256 nonce, uint256 deadline)
        private
        view
        returns (bytes32)
    {
        bytes32 words = keccak256(abi.encode(PERMIT_TYPEHASH, owner, BO, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), words));
    }

    /// @dev Carries it in either form, of which that in three words has 65 bytes.
    function permit(bool inWords, address owner, uint256 value, bytes memory signature) private {
        vm.prank(STRANGER);
        if (!inWords) return token.permit(owner, BO, value, START, signature);
        (bytes32 r, bytes32 s, uint256 v) =
            abi.decode(bytes.concat(signature, new bytes(31)), (bytes32, bytes32, uint256));
        token.permit(owner, BO, value, START, uint8(v >> 248), r, s);
    }

    function refusePermit(bool inWords, address owner, uint256 value, bytes memory signature) private {
        uint256 nonce = token.nonces(owner);
        uint256 allowed = token.allowance(owner, BO);
        expectInvalid(owner);
        permit(inWords, owner, value, signature);
        vm.assertEq(token.nonces(owner), nonce);
        vm.assertEq(token.allowance(owner, BO), allowed);
    }

    /// dstoken I-19: a deadline was counted in blocks. Here it is a time.
    function testAPermitApprovesOnceUntilItsDeadline(uint256 value) public {
        permitsOnceUntilItsDeadline(value, true);
    }

    function testAPermitOfAnyLengthApprovesOnceUntilItsDeadline(uint256 value) public {
        permitsOnceUntilItsDeadline(value, false);
    }

    function permitsOnceUntilItsDeadline(uint256 value, bool inWords) private {
        bytes memory signature = signed(ANA_KEY, permitDigest(ANA, value, 0, START));
        permit(inWords, ANA, value, signature);
        vm.assertEq(token.allowance(ANA, BO), value);
        vm.assertEq(token.nonces(ANA), 1);
        // In the other form neither.
        refusePermit(true, ANA, value, signature);
        refusePermit(false, ANA, value, signature);

        signature = signed(ANA_KEY, permitDigest(ANA, value, 1, START));
        vm.warp(START + 1);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.PermitExpired.selector, START));
        permit(inWords, ANA, value, signature);
        vm.assertEq(token.nonces(ANA), 1);
    }

    function testAContractWalletPermitsByItsOwnRule(uint256 value, bool inWords) public {
        ContractWallet wallet = new ContractWallet(ANA);
        bytes memory signature = signed(ANA_KEY, permitDigest(address(wallet), value, 0, START));
        for (uint256 mood = 1; mood <= 5; ++mood) {
            wallet.setMood(mood);
            (bool done, bytes memory answer) = address(this).call{gas: 400_000}(
                abi.encodeCall(this.permitFrom, (inWords, address(wallet), value, signature))
            );
            assertInvalid(done, answer, address(wallet));
            vm.assertEq(token.nonces(address(wallet)), 0);
            vm.assertEq(token.allowance(address(wallet), BO), 0);
        }
        wallet.setMood(0);
        refusePermit(
            inWords, address(wallet), value, signed(0xB0, permitDigest(address(wallet), value, 0, START))
        );
        permit(inWords, address(wallet), value, signature);
        vm.assertEq(token.allowance(address(wallet), BO), value);
        refusePermit(inWords, address(wallet), value, signature);
    }

    /// @dev The key of an account with code is its own still.
    function testAKeyPermitsForAWalletOfItsOwn(uint256 value, bool inWords) public {
        vm.etch(ANA, address(new ContractWallet(BO)).code);
        bytes memory signature = signed(ANA_KEY, permitDigest(ANA, value, 0, START));
        permit(inWords, ANA, value, signature);
        refusePermit(inWords, ANA, value, signature);

        vm.etch(ANA, address(new ContractWallet(vm.addr(0xB0))).code);
        permit(inWords, ANA, value, signed(0xB0, permitDigest(ANA, value, 1, START)));
        vm.assertEq(token.nonces(ANA), 2);
    }

    function testAPermitIsForItsWordsItsTokenAndItsChain(uint256 value, bool inWords) public {
        value = bound(value, 1, type(uint256).max);
        refusePermit(inWords, ANA, value, signed(ANA_KEY, permitDigest(ANA, value - 1, 0, START)));
        refusePermit(inWords, ANA, value, signed(ANA_KEY, permitDigest(ANA, value, 1, START)));
        refusePermit(inWords, ANA, value, signed(ANA_KEY, permitDigest(ANA, value, 0, START + 1)));
        refusePermit(inWords, ANA, value, signed(ANA_KEY, permitDigest(BO, value, 0, START)));
        bytes memory here = signed(ANA_KEY, permitDigest(ANA, value, 0, START));
        ISecurityToken ours = token;
        token = newToken("other");
        refusePermit(inWords, ANA, value, here);
        token = ours;
        vm.chainId(4242);
        refusePermit(inWords, ANA, value, here);
    }

    function testAPermitHasOneForm(uint256 value) public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(ANA_KEY, permitDigest(ANA, value, 0, START));
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes memory highS = abi.encodePacked(r, order - uint256(s), v == 27 ? uint8(28) : uint8(27));
        refusePermit(true, ANA, value, highS);
        refusePermit(false, ANA, value, highS);
        refusePermit(false, ANA, value, abi.encodePacked(r, s));
        refusePermit(false, ANA, value, abi.encodePacked(r, s, v, uint8(0)));
        refusePermit(false, ANA, value, "");
        refusePermit(true, address(0), value, new bytes(65));
        refusePermit(false, address(0), value, new bytes(65));
    }

    function permitFrom(bool inWords, address owner, uint256 value, bytes memory signature) external {
        permit(inWords, owner, value, signature);
    }

    function testTheDomainIsWhatIsSigned() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address at,,) =
            token.eip712Domain();
        vm.assertEq(uint256(uint8(fields)), 15);
        vm.assertEq(at, address(token));
        vm.assertEq(
            token.DOMAIN_SEPARATOR(),
            keccak256(
                abi.encode(
                    keccak256(
                        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                    ),
                    keccak256(bytes(name)),
                    keccak256(bytes(version)),
                    chainId,
                    at
                )
            )
        );
    }
}
