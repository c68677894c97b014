// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {Conversion} from "../src/Conversion.sol";
import {FREEZER, ISSUER} from "../src/Roles.sol";
import {DOMAIN_TYPEHASH, SignatureExpired, SignatureInvalid} from "../src/TypedData.sol";
import {IBallot, SignedAppointment, SignedSplitVote} from "../src/interfaces/IBallot.sol";
import {ConversionTerms} from "../src/interfaces/IConversion.sol";
import {IOffering, SubscriptionState} from "../src/interfaces/IOffering.sol";
import {ISecurityToken} from "../src/interfaces/ISecurityToken.sol";
import {ISettlement} from "../src/interfaces/ISettlement.sol";
import {BallotWorld} from "./BallotWorld.sol";
import {OfferingWorld} from "./OfferingWorld.sol";
import {ContractWallet} from "./SecurityTokenSignature.t.sol";
import {SettlementWorld} from "./SettlementWorld.sol";
import {Test} from "./Test.sol";
import {World} from "./World.sol";

/// @dev A call of Ana's that anyone carries with her signature. Whatever is not her signature of these words, here and now, is
///      refused by name and changes nothing; hers passes, once. Each contract below says which call it is.
abstract contract SignedCall is Test {
    /// Of the curve's group: s and `ORDER - s` sign alike.
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    uint256 private constant KEY = 0xA11CE;
    uint256 private constant OTHER_KEY = 0xB0B;
    address private immutable SIGNER = vm.addr(KEY);
    address private immutable CARRIER = account("carrier");

    function target() internal view virtual returns (address);
    /// The hash of what she signs.
    function wordsOf(uint256 deadline) internal view virtual returns (bytes32);
    function callOf(uint256 deadline, bytes memory signature) internal view virtual returns (bytes memory);
    /// All that the call changes.
    function state() internal view virtual returns (bytes memory);
    /// How it is refused when it is carried again; empty where that passes and changes nothing.
    function replayed() internal view virtual returns (bytes memory);

    function expired(uint256 deadline) internal pure virtual returns (bytes memory) {
        return abi.encodeWithSelector(SignatureExpired.selector, deadline);
    }

    function digestOf(uint256 chain, address contract_, uint256 deadline) private view returns (bytes32) {
        (, string memory name, string memory version,,,,) = IERC5267(target()).eip712Domain();
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, keccak256(bytes(name)), keccak256(bytes(version)), chain, contract_)
        );
        return keccak256(abi.encodePacked(hex"1901", domain, wordsOf(deadline)));
    }

    function signed(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function highS(bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        return abi.encodePacked(r, ORDER - uint256(s), v == 27 ? uint8(28) : uint8(27));
    }

    function refuses(uint256 deadline, bytes memory signature, bytes memory error) private {
        bytes memory before = state();
        answers(CARRIER, target(), callOf(deadline, signature), error);
        vm.assertEq(keccak256(state()), keccak256(before));
    }

    function passes(uint256 deadline, bytes memory signature) private {
        bytes memory before = state();
        answers(CARRIER, target(), callOf(deadline, signature), "");
        vm.assertTrue(keccak256(state()) != keccak256(before), "changed");
    }

    function testASignatureIsHersForThisHereAndNow() public {
        uint256 deadline = block.timestamp + 1 hours;
        uint256 chain = block.chainid;
        bytes32 digest = digestOf(chain, target(), deadline);
        bytes[7] memory bad = [
            highS(digest),
            signed(OTHER_KEY, digest),
            signed(KEY, digestOf(chain, CARRIER, deadline)),
            signed(KEY, digestOf(chain + 1, target(), deadline)),
            signed(KEY, digestOf(chain, target(), deadline + 1)),
            abi.encodePacked(signed(KEY, digest), uint8(0)),
            bytes("")
        ];
        bytes memory invalid = abi.encodeWithSelector(SignatureInvalid.selector, SIGNER);
        for (uint256 i; i < bad.length; ++i) {
            refuses(deadline, bad[i], invalid);
        }
        bytes memory good = signed(KEY, digest);
        // What was signed here, carried on a fork of the chain.
        vm.chainId(chain + 1);
        refuses(deadline, good, invalid);
        vm.chainId(chain);
        vm.warp(deadline + 1);
        refuses(deadline, good, expired(deadline));
        vm.warp(deadline);
        passes(deadline, good);
        refuses(deadline, good, replayed());
    }

    function testAContractWalletIsAskedAndBelievedWhereItSaysYes() public {
        uint256 deadline = block.timestamp + 1 hours;
        bytes memory signature = signed(OTHER_KEY, digestOf(block.chainid, target(), deadline));
        bytes memory invalid = abi.encodeWithSelector(SignatureInvalid.selector, SIGNER);
        vm.etch(SIGNER, address(new ContractWallet(vm.addr(OTHER_KEY))).code);
        // It answers something else, reverts, answers too little, and more than yes.
        for (uint256 mood = 1; mood <= 4; ++mood) {
            ContractWallet(SIGNER).setMood(mood);
            refuses(deadline, signature, invalid);
        }
        ContractWallet(SIGNER).setMood(0);
        passes(deadline, signature);
    }
}

contract WithdrawForTest is OfferingWorld, SignedCall {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = subscribe(ANA, 10, DOLLAR);
    }

    function target() internal view override returns (address) {
        return address(offering);
    }

    function wordsOf(uint256 deadline) internal view override returns (bytes32) {
        return keccak256(abi.encode(keccak256("Withdraw(uint256 id,uint256 deadline)"), id, deadline));
    }

    function callOf(uint256 deadline, bytes memory signature) internal view override returns (bytes memory) {
        return abi.encodeCall(offering.withdrawFor, (id, deadline, signature));
    }

    function state() internal view override returns (bytes memory) {
        return abi.encode(offering.subscription(id), offering.escrowOf(DOLLAR), dollar.balanceOf(ANA));
    }

    function replayed() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(IOffering.NotOpen.selector, id, SubscriptionState.Withdrawn);
    }
}

contract CancelForTest is SettlementWorld, SignedCall {
    function target() internal view override returns (address) {
        return address(settlement);
    }

    function wordsOf(uint256 deadline) internal view override returns (bytes32) {
        bytes32 typehash = keccak256("Cancel(address trader,uint256 word,uint128 mask,uint256 deadline)");
        return keccak256(abi.encode(typehash, ANA, 0, 1 << 7, deadline));
    }

    function callOf(uint256 deadline, bytes memory signature) internal view override returns (bytes memory) {
        return abi.encodeCall(settlement.cancelFor, (ANA, 0, 1 << 7, deadline, signature));
    }

    function state() internal view override returns (bytes memory) {
        (bool done, uint256 filled) = settlement.nonceState(ANA, 7);
        return abi.encode(done, filled);
    }

    function replayed() internal pure override returns (bytes memory) {}

    function expired(uint256 deadline) internal pure override returns (bytes memory) {
        return abi.encodeWithSelector(ISettlement.CancellationExpired.selector, deadline);
    }
}

contract ConvertForTest is World, SignedCall {
    Conversion private conversion;
    ISecurityToken private common;
    uint256 private id;

    function setUp() public override {
        super.setUp();
        common = newToken("common");
        conversion = new Conversion();
        vm.startPrank(OWNER);
        token.grantRole(address(conversion), ISSUER);
        common.grantRole(address(conversion), ISSUER | FREEZER);
        vm.stopPrank();
        issue(ANA, 100);
        uint40 opensAt = uint40(block.timestamp);
        vm.prank(OPERATOR);
        id = conversion.announce(
            ConversionTerms(address(token), address(common), 1, 1, opensAt, opensAt + 1 days, 0, "series A")
        );
    }

    function target() internal view override returns (address) {
        return address(conversion);
    }

    function wordsOf(uint256 deadline) internal view override returns (bytes32) {
        bytes32 typehash =
            keccak256("Convert(uint256 id,address holder,uint256 units,uint256 nonce,uint256 deadline)");
        return keccak256(abi.encode(typehash, id, ANA, 40, 0, deadline));
    }

    function callOf(uint256 deadline, bytes memory signature) internal view override returns (bytes memory) {
        return abi.encodeCall(conversion.convertFor, (id, ANA, 40, deadline, signature));
    }

    function state() internal view override returns (bytes memory) {
        return abi.encode(
            conversion.conversion(id),
            conversion.nonceOf(id, ANA),
            token.balanceOf(ANA),
            common.balanceOf(ANA)
        );
    }

    function replayed() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(SignatureInvalid.selector, ANA);
    }
}

contract AppointBySignatureTest is BallotWorld, SignedCall {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = running();
    }

    function target() internal view override returns (address) {
        return address(ballots);
    }

    function appointment(uint256 deadline) private view returns (SignedAppointment memory) {
        return SignedAppointment(ANA, id, address(0), CLEO, 0, deadline);
    }

    function wordsOf(uint256 deadline) internal view override returns (bytes32) {
        return wordsOf(appointment(deadline));
    }

    function callOf(uint256 deadline, bytes memory signature) internal view override returns (bytes memory) {
        return abi.encodeCall(ballots.appointBySignature, (appointment(deadline), signature));
    }

    function state() internal view override returns (bytes memory) {
        return abi.encode(ballots.proxyOf(id, address(common), ANA), ballots.appointmentNonce(ANA));
    }

    function replayed() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(IBallot.NonceMismatch.selector, ANA, 0, 1);
    }
}

contract VoteSplitBySignatureTest is BallotWorld, SignedCall {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = running();
    }

    function target() internal view override returns (address) {
        return address(ballots);
    }

    function vote(uint256 deadline) private view returns (SignedSplitVote memory) {
        return SignedSplitVote(id, ANA, ANA, split(0, 10, 20, 30), 0, deadline);
    }

    function wordsOf(uint256 deadline) internal view override returns (bytes32) {
        return wordsOf(vote(deadline));
    }

    function callOf(uint256 deadline, bytes memory signature) internal view override returns (bytes memory) {
        return abi.encodeCall(ballots.voteSplitBySignature, (vote(deadline), signature));
    }

    function state() internal view override returns (bytes memory) {
        return abi.encode(ballots.countsOf(id), ballots.voteNonce(id, ANA, ANA));
    }

    function replayed() internal view override returns (bytes memory) {
        return abi.encodeWithSelector(IBallot.NonceMismatch.selector, ANA, 0, 1);
    }
}
