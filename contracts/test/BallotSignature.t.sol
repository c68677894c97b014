// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ballot} from "../src/Ballot.sol";
import {
    IBallot,
    SignedAppointment,
    SignedSplitVote,
    SignedVote,
    SplitVote
} from "../src/interfaces/IBallot.sol";
import {BallotWorld} from "./BallotWorld.sol";
import {ContractWallet} from "./SecurityTokenSignature.t.sol";

contract BallotSignatureTest is BallotWorld {
    bytes32 private constant VOTE_TYPEHASH = keccak256(
        "Vote(uint256 ballot,address holder,address voter,uint8 option,uint256 nonce,uint256 deadline)"
    );
    /// Of the curve's group: s and `ORDER - s` sign alike.
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = running();
    }

    function digestOf(address contract_, bytes32 words) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("Aliquot Ballot"),
                keccak256("1"),
                block.chainid,
                contract_
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, words));
    }

    function sign(uint256 key, bytes32 words) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digestOf(address(ballots), words));
        return abi.encodePacked(r, s, v);
    }

    function ballotOfAna(uint8 option, uint256 nonce) private view returns (SignedVote memory) {
        return SignedVote(id, ANA, ANA, option, nonce, block.timestamp + 1 hours);
    }

    function wordsOf(SignedVote memory v) private pure returns (bytes32) {
        return
            keccak256(abi.encode(VOTE_TYPEHASH, v.ballot, v.holder, v.voter, v.option, v.nonce, v.deadline));
    }

    function carry(SignedVote memory v, bytes memory signature) private {
        vm.prank(STRANGER);
        ballots.voteBySignature(v, signature);
    }

    function refuse(SignedVote memory v, bytes memory signature, bytes memory error) private {
        vm.prank(STRANGER);
        vm.expectRevert(error);
        ballots.voteBySignature(v, signature);
    }

    function invalid(address signer) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IBallot.SignatureInvalid.selector, signer);
    }

    function mismatch(uint256 nonce, uint256 expected) private view returns (bytes memory) {
        return abi.encodeWithSelector(IBallot.NonceMismatch.selector, ANA, nonce, expected);
    }

    function testAnyoneCarriesASignedVoteOnce() public {
        SignedVote memory v = ballotOfAna(FOR, 0);
        bytes memory signature = sign(ANA_KEY, wordsOf(v));
        carry(v, signature);
        assertCast(id, 0, 60, 0, 0);
        refuse(v, signature, mismatch(0, 1));
        // Nor after she has changed her mind, by another signature or in person.
        SignedVote memory second = ballotOfAna(AGAINST, 1);
        carry(second, sign(ANA_KEY, wordsOf(second)));
        refuse(v, signature, mismatch(0, 2));
        assertCast(id, 0, 0, 60, 0);
    }

    function testAVoteInPersonVoidsWhatWasSignedBefore() public {
        SignedVote memory v = ballotOfAna(FOR, 0);
        bytes memory signature = sign(ANA_KEY, wordsOf(v));
        vote(id, ANA, AGAINST);
        refuse(v, signature, mismatch(0, 1));
        // What is signed for later is not carried before.
        v = ballotOfAna(FOR, 2);
        refuse(v, sign(ANA_KEY, wordsOf(v)), mismatch(2, 1));
        vm.assertEq(ballots.voteNonce(id, ANA, ANA), 1);
    }

    function testASignatureIsForTheseWordsHere() public {
        SignedVote memory v = ballotOfAna(FOR, 0);
        bytes memory signature = sign(ANA_KEY, wordsOf(v));
        v.option = AGAINST;
        refuse(v, signature, invalid(ANA));
        v = ballotOfAna(FOR, 0);
        v.voter = BO;
        refuse(v, signature, invalid(BO));
        v = ballotOfAna(FOR, 0);
        (v.voter, v.holder) = (address(0), address(0));
        refuse(v, signature, invalid(address(0)));

        v = ballotOfAna(FOR, 0);
        (uint8 vv, bytes32 r, bytes32 s) = vm.sign(ANA_KEY, digestOf(address(ballots), wordsOf(v)));
        bytes memory high = abi.encodePacked(r, bytes32(ORDER - uint256(s)), vv == 27 ? uint8(28) : uint8(27));
        refuse(v, high, invalid(ANA));
        refuse(v, "", invalid(ANA));
        // Another contract, another chain.
        (vv, r, s) = vm.sign(ANA_KEY, digestOf(address(new Ballot()), wordsOf(v)));
        refuse(v, abi.encodePacked(r, s, vv), invalid(ANA));
        vm.chainId(block.chainid + 1);
        refuse(v, signature, invalid(ANA));
        vm.chainId(block.chainid - 1);

        vm.warp(v.deadline + 1);
        refuse(v, signature, abi.encodeWithSelector(IBallot.SignatureExpired.selector, v.deadline));
        vm.assertEq(ballots.voteNonce(id, ANA, ANA), 0);
    }

    function testASplitVoteIsSignedToo() public {
        SplitVote[] memory votes = new SplitVote[](2);
        votes[0] = split(0, 10, 20, 30)[0];
        votes[1] = split(1, 0, 0, 1)[0];
        SignedSplitVote memory v = SignedSplitVote(id, ANA, ANA, votes, 0, block.timestamp);
        bytes memory signature = sign(ANA_KEY, wordsOf(v));
        vm.prank(STRANGER);
        ballots.voteSplitBySignature(v, signature);
        assertCast(id, 0, 10, 20, 30);
        assertCast(id, 1, 0, 0, 1);
        v.votes[0].units[0] = 11;
        v.nonce = 1;
        vm.expectRevert(invalid(ANA));
        ballots.voteSplitBySignature(v, signature);
    }

    function testAProxyIsAppointedBySignatureAndVotesBySignature() public {
        (address proxy, uint256 proxyKey) = (vm.addr(0xB0B), 0xB0B);
        SignedAppointment memory a = SignedAppointment(ANA, id, address(0), proxy, 0, block.timestamp);
        bytes memory signature = sign(ANA_KEY, wordsOf(a));
        ballots.appointBySignature(a, signature);
        vm.assertEq(ballots.proxyOf(id, address(common), ANA), proxy);
        SignedVote memory v = SignedVote(id, ANA, proxy, AGAINST, 0, block.timestamp);
        carry(v, sign(proxyKey, wordsOf(v)));
        assertCast(id, 0, 0, 60, 0);

        // What she signed once does not bring the proxy back.
        vm.prank(ANA);
        ballots.appoint(id, address(0));
        vm.expectRevert(mismatch(0, 2));
        ballots.appointBySignature(a, signature);
        (a.nonce, a.proxy) = (2, STRANGER);
        vm.expectRevert(invalid(ANA));
        ballots.appointBySignature(a, signature);
        v.nonce = 1;
        refuse(
            v, sign(proxyKey, wordsOf(v)), abi.encodeWithSelector(IBallot.NotProxy.selector, proxy, ANA, 1)
        );

        a = SignedAppointment(ANA, 0, address(common), proxy, 2, block.timestamp);
        ballots.appointBySignature(a, sign(ANA_KEY, wordsOf(a)));
        vm.assertEq(ballots.proxyOf(id, address(common), ANA), proxy);
        vm.assertEq(ballots.proxyOf(id, address(preferred), ANA), address(0));
    }

    /// @dev A proxy who votes first does not use up what the holder signs.
    function testAProxyCannotVoidTheHoldersSignedVote() public {
        vm.prank(ANA);
        ballots.appoint(id, BO);
        SignedVote memory v = ballotOfAna(FOR, 0);
        bytes memory signature = sign(ANA_KEY, wordsOf(v));
        vm.prank(BO);
        ballots.vote(id, ANA, AGAINST);
        carry(v, signature);
        assertCast(id, 0, 60, 0, 0);
    }

    function testAContractWalletIsAsked() public {
        ContractWallet wallet = new ContractWallet(ANA);
        vm.prank(BO);
        ballots.appoint(id, address(wallet));
        SignedVote memory v = SignedVote(id, BO, address(wallet), FOR, 0, block.timestamp);
        bytes memory signature = sign(ANA_KEY, wordsOf(v));
        wallet.setMood(1);
        refuse(v, signature, invalid(address(wallet)));
        wallet.setMood(2);
        refuse(v, signature, invalid(address(wallet)));
        wallet.setMood(0);
        carry(v, signature);
        assertCast(id, 0, 40, 0, 0);
    }
}
