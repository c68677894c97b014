// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {Marks} from "../src/interfaces/IInvestorRegistry.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {TOPIC_ACCREDITATION, TOPIC_KYC, Voucher} from "../src/types/Voucher.sol";
import {Test} from "./Test.sol";
import {RegistryWorld} from "./RegistryWorld.sol";

/// @dev Does what officers, issuers and investors do, in any order, with few wallets and identities, so that they meet.
///      What the registry refuses changes nothing.
contract Bureau is Test {
    uint256 private constant WALLETS = 20;
    uint256 private constant IDENTITIES = 4;
    uint256 private constant ISSUERS = 2;

    InvestorRegistry private immutable REGISTRY;
    address private immutable OWNER;
    address private immutable OPERATOR;

    /// Every voucher ever signed, whether it was presented or not.
    Voucher[] public vouchers;
    mapping(uint256 voucher => bool) public isRevoked;
    /// One more than the voucher that was presented last for an identity.
    mapping(address identity => uint256) public latest;
    uint256 public passes;
    uint256 public presented;

    constructor(InvestorRegistry registry, address owner, address operator) {
        (REGISTRY, OWNER, OPERATOR) = (registry, owner, operator);
    }

    function walletAt(uint256 seed) public pure returns (address) {
        return address(uint160(0x1000 + seed % WALLETS));
    }

    function identityAt(uint256 seed) public pure returns (address) {
        return address(uint160(0x2000 + seed % IDENTITIES));
    }

    function issuerAt(uint256 seed) public pure returns (address) {
        return vm.addr(1 + seed % ISSUERS);
    }

    function voucherAt(uint256 at) external view returns (Voucher memory) {
        return vouchers[at];
    }

    function attempt(address caller, bytes memory call) private returns (bool passed) {
        vm.prank(caller);
        (passed,) = address(REGISTRY).call(call);
        if (passed) ++passes;
    }

    /// @dev Often the identity that the wallet has, so that something comes of it.
    function identityFor(address wallet, uint256 seed) private view returns (address) {
        address known = REGISTRY.identity(wallet);
        return known == address(0) || seed % 8 == 0 ? identityAt(seed >> 8) : known;
    }

    function someone(uint256 seed, address identity) private view returns (Investor memory) {
        uint256 today = block.timestamp / 1 days;
        return Investor({
            identity: identity,
            kycUntilDay: uint16(today + seed % 5),
            accreditedUntilDay: uint16(seed % 2 == 0 ? 0 : today + seed % 3),
            country: uint16(seed % 3),
            class: 1,
            status: seed % 7 == 0 ? 2 : 1,
            topics: uint32(seed % 4)
        });
    }

    function register(uint256 who, uint256 seed) external {
        attempt(
            OPERATOR, abi.encodeCall(REGISTRY.register, (walletAt(who), someone(seed, identityAt(seed >> 8))))
        );
    }

    function update(uint256 who, uint256 seed) external {
        address wallet = walletAt(who);
        attempt(OPERATOR, abi.encodeCall(REGISTRY.update, (wallet, someone(seed, REGISTRY.identity(wallet)))));
    }

    function addWallet(uint256 known, uint256 fresh) external {
        attempt(OPERATOR, abi.encodeCall(REGISTRY.addWallet, (walletAt(known), walletAt(fresh))));
    }

    function remove(uint256 who) external {
        attempt(OPERATOR, abi.encodeCall(REGISTRY.remove, (walletAt(who))));
    }

    function setStatus(uint256 who, uint256 seed) external {
        attempt(OPERATOR, abi.encodeCall(REGISTRY.setStatus, (walletAt(who), seed % 4 == 0 ? 2 : 1)));
    }

    function setSanctioned(uint256 who, uint256 seed) external {
        attempt(OPERATOR, abi.encodeCall(REGISTRY.setSanctioned, (walletAt(who), seed % 4 == 0)));
    }

    function updateIdentity(uint256 who, uint256 seed) external {
        if (seed % 4 != 0) return;
        attempt(OPERATOR, abi.encodeCall(REGISTRY.updateIdentity, (walletAt(who), identityAt(seed >> 8))));
    }

    function updateCountry(uint256 who, uint256 seed) external {
        attempt(OPERATOR, abi.encodeCall(REGISTRY.updateCountry, (walletAt(who), uint16(seed % 3))));
    }

    /// @dev Signs something new, and presents it or keeps it for later.
    function attest(uint256 who, uint256 seed, uint256 issuer) external {
        address wallet = walletAt(who);
        Investor memory i = someone(seed, identityFor(wallet, seed));
        vouchers.push(
            Voucher({
                issuer: issuerAt(issuer),
                wallet: wallet,
                identity: i.identity,
                kycUntilDay: i.kycUntilDay,
                accreditedUntilDay: i.accreditedUntilDay,
                country: i.country,
                class: i.class,
                topics: i.topics,
                issuedAt: uint40(block.timestamp - seed % 1 days),
                deadline: uint40(block.timestamp + seed % 2 days)
            })
        );
        if (seed % 3 != 0) present(vouchers.length - 1);
    }

    function presentAny(uint256 at) external {
        if (vouchers.length != 0) present(at % vouchers.length);
    }

    function present(uint256 at) private {
        Voucher memory v = vouchers[at];
        (uint8 y, bytes32 r, bytes32 s) = vm.sign(v.issuer == issuerAt(0) ? 1 : 2, digestOf(v));
        uint256 attestedAt = REGISTRY.attestedAt(v.identity);
        if (!attempt(v.wallet, abi.encodeCall(REGISTRY.presentVoucher, (v, abi.encodePacked(r, s, y))))) {
            return;
        }
        vm.assertTrue(!isRevoked[at], "a revoked voucher was taken");
        vm.assertTrue(block.timestamp <= v.deadline, "an expired voucher was taken");
        vm.assertTrue(attestedAt < v.issuedAt, "an old voucher was taken");
        vm.assertTrue(REGISTRY.isTrustedIssuer(v.issuer), "a stranger's voucher was taken");
        latest[v.identity] = at + 1;
        ++presented;
    }

    function revoke(uint256 at, uint256 seed) external {
        if (vouchers.length == 0 || seed % 3 != 0) return;
        at %= vouchers.length;
        address by = seed % 2 == 0 ? OPERATOR : vouchers[at].issuer;
        // It always passes: an issuer must be able to take back what it said.
        vm.assertTrue(attempt(by, abi.encodeCall(REGISTRY.revokeVoucher, (vouchers[at]))), "revoked");
        isRevoked[at] = true;
    }

    function distrust(uint256 issuer, uint256 seed) external {
        if (seed % 4 == 0) attempt(OWNER, abi.encodeCall(REGISTRY.distrustIssuer, (issuerAt(issuer))));
    }

    function removeIssuer(uint256 issuer, uint256 seed) external {
        if (seed % 4 == 0) attempt(OWNER, abi.encodeCall(REGISTRY.removeTrustedIssuer, (issuerAt(issuer))));
    }

    function trust(uint256 issuer, uint256 seed) external {
        uint256[] memory topics = new uint256[](seed % 8 == 0 ? 2 : 4);
        (topics[0], topics[1]) = (TOPIC_KYC, TOPIC_ACCREDITATION);
        if (topics.length == 4) (topics[2], topics[3]) = (1, 2);
        attempt(OWNER, abi.encodeCall(REGISTRY.addTrustedIssuer, (issuerAt(issuer), topics)));
    }

    function endDistrusted(uint256 who) external {
        address[] memory wallets = new address[](2);
        (wallets[0], wallets[1]) = (walletAt(who), walletAt(who ^ 1));
        vm.assertTrue(attempt(msg.sender, abi.encodeCall(REGISTRY.endDistrusted, (wallets))), "anyone's");
        for (uint256 i; i < 2; ++i) {
            bool isDistrusted = REGISTRY.isDistrusted(REGISTRY.marksOf(wallets[i]).source);
            vm.assertTrue(!isDistrusted || !REGISTRY.isVerified(wallets[i]), "ended");
        }
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 1 days);
    }

    function digestOf(Voucher memory v) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Voucher(address issuer,address wallet,address identity,uint16 kycUntilDay,uint16 accreditedUntilDay,uint16 country,uint8 class,uint32 topics,uint40 issuedAt,uint40 deadline)"
        );
        return keccak256(
            abi.encodePacked(hex"1901", REGISTRY.DOMAIN_SEPARATOR(), keccak256(abi.encode(typeHash, v)))
        );
    }
}

contract InvestorRegistryInvariantTest is RegistryWorld {
    Bureau private bureau;

    function setUp() public override {
        super.setUp();
        bureau = new Bureau(registry, OWNER, OPERATOR);
        bureau.trust(0, 1);
        bureau.trust(1, 1);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(bureau);
    }

    function afterInvariant() external view {
        vm.assertTrue(bureau.passes() != 0, "something happened");
    }

    function invariantTheWalletsOfOneInvestorHaveOneRecord() public view {
        for (uint256 i; i < 4; ++i) {
            address[] memory wallets = registry.walletsOf(bureau.identityAt(i));
            vm.assertLe(wallets.length, 16, "sixteen wallets");
            for (uint256 j; j < wallets.length; ++j) {
                vm.assertEq(registry.packedOf(wallets[j]), registry.packedOf(wallets[0]), "one record");
                vm.assertEq(registry.identity(wallets[j]), bureau.identityAt(i));
                vm.assertTrue(registry.marksOf(wallets[j]).linked, "listed and linked");
                for (uint256 k; k < j; ++k) {
                    vm.assertTrue(wallets[j] != wallets[k], "listed once");
                }
            }
        }
    }

    function invariantALinkedWalletIsListedAndNoOtherIs() public view {
        uint256 linked;
        uint256 listed;
        for (uint256 i; i < 20; ++i) {
            if (registry.marksOf(bureau.walletAt(i)).linked) ++linked;
        }
        for (uint256 i; i < 4; ++i) {
            listed += registry.walletsOf(bureau.identityAt(i)).length;
        }
        vm.assertEq(linked, listed, "linked");
    }

    /// What an issuer's word verifies rests on the youngest voucher that was presented, as it was signed, neither
    /// revoked nor expired.
    function invariantARevokedOrExpiredVoucherNeverVerifies() public view {
        for (uint256 i; i < 20; ++i) {
            address wallet = bureau.walletAt(i);
            if (registry.marksOf(wallet).source == 0 || !registry.isVerified(wallet)) continue;
            Investor memory investor = registry.investorOf(wallet);
            uint256 at = bureau.latest(investor.identity);
            vm.assertTrue(at != 0, "a voucher was presented");
            vm.assertTrue(!bureau.isRevoked(at - 1), "revoked");
            Voucher memory v = bureau.voucherAt(at - 1);
            vm.assertTrue(block.timestamp / 1 days < v.kycUntilDay, "expired");
            vm.assertEq(investor.kycUntilDay, v.kycUntilDay);
            vm.assertEq(investor.accreditedUntilDay, v.accreditedUntilDay);
            vm.assertEq(investor.country, v.country);
            vm.assertEq(investor.topics, v.topics);
        }
    }

    function invariantWhoIsUnderSanctionsIsBlockedAndKnown() public view {
        for (uint256 i; i < 20; ++i) {
            Marks memory marks = registry.marksOf(bureau.walletAt(i));
            if (marks.sanctioned) vm.assertEq(registry.investorOf(bureau.walletAt(i)).status, 2);
        }
    }
}
