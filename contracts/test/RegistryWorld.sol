// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {SignatureInvalid} from "../src/TypedData.sol";
import {Rules} from "../src/interfaces/ISecurityToken.sol";
import {TOPIC_ACCREDITATION, TOPIC_KYC, Voucher} from "../src/types/Voucher.sol";
import {World} from "./World.sol";

/// @dev The world, with a provider whom the registry trusts for checks, accreditation and topics 1 and 2.
abstract contract RegistryWorld is World {
    uint256 internal constant PROVIDER_KEY = 0x9801;
    address internal immutable PROVIDER = vm.addr(PROVIDER_KEY);
    uint256 internal constant EVE_KEY = 0xE4E;
    address internal immutable EVE = vm.addr(EVE_KEY);

    /// The order of secp256k1.
    uint256 internal constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function setUp() public virtual override {
        super.setUp();
        trust(PROVIDER, topicsOf(TOPIC_KYC, TOPIC_ACCREDITATION, 1, 2));
    }

    function trust(address issuer, uint256[] memory topics) internal {
        vm.prank(OWNER);
        registry.addTrustedIssuer(issuer, topics);
    }

    function topicsOf(uint256 a) internal pure returns (uint256[] memory topics) {
        topics = new uint256[](1);
        topics[0] = a;
    }

    function topicsOf(uint256 a, uint256 b, uint256 c, uint256 d)
        internal
        pure
        returns (uint256[] memory topics)
    {
        topics = new uint256[](4);
        (topics[0], topics[1], topics[2], topics[3]) = (a, b, c, d);
    }

    function noRules() internal pure returns (Rules memory rules) {}

    function only(address account_) internal pure returns (address[] memory accounts) {
        accounts = new address[](1);
        accounts[0] = account_;
    }

    /// @dev What the provider attests of Eve: the same as `someone`, issued now, to be presented within a day.
    function voucherOf(address wallet) internal view returns (Voucher memory) {
        return Voucher({
            issuer: PROVIDER,
            wallet: wallet,
            identity: identityOf(wallet),
            kycUntilDay: TODAY + 365,
            accreditedUntilDay: TODAY + 365,
            country: USA,
            class: 1,
            topics: 3,
            issuedAt: uint40(block.timestamp),
            deadline: uint40(block.timestamp + 1 days)
        });
    }

    /// @dev Written out again, not taken from the source: a wrong type there must not agree with itself here.
    function digestOf(Voucher memory v) internal view returns (bytes32) {
        bytes32 words = keccak256(
            abi.encode(
                keccak256(
                    "Voucher(address issuer,address wallet,address identity,uint16 kycUntilDay,uint16 accreditedUntilDay,uint16 country,uint8 class,uint32 topics,uint40 issuedAt,uint40 deadline)"
                ),
                v
            )
        );
        return keccak256(abi.encodePacked(hex"1901", registry.DOMAIN_SEPARATOR(), words));
    }

    function linkDigest(address known, address fresh, uint256 deadline) internal view returns (bytes32) {
        bytes32 words = keccak256(
            abi.encode(
                keccak256("WalletLink(address known,address fresh,uint256 deadline)"), known, fresh, deadline
            )
        );
        return keccak256(abi.encodePacked(hex"1901", registry.DOMAIN_SEPARATOR(), words));
    }

    function signed(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function highS(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, ORDER - uint256(s), v == 27 ? uint8(28) : uint8(27));
    }

    function present(Voucher memory v) internal {
        presentSigned(v, signed(PROVIDER_KEY, digestOf(v)));
    }

    function presentSigned(Voucher memory v, bytes memory signature) internal {
        vm.prank(STRANGER);
        registry.presentVoucher(v, signature);
    }

    /// @dev Presents the voucher, which must be refused with exactly this, and must change nothing.
    function refused(Voucher memory v, bytes memory error) internal {
        refusedSigned(v, signed(PROVIDER_KEY, digestOf(v)), error);
    }

    function refusedSigned(Voucher memory v, bytes memory signature, bytes memory error) internal {
        uint256 before = registry.packedOf(v.wallet);
        uint256 attested = registry.attestedAt(v.identity);
        vm.expectRevert(error);
        presentSigned(v, signature);
        vm.assertEq(registry.packedOf(v.wallet), before);
        vm.assertEq(registry.attestedAt(v.identity), attested);
    }

    function invalid(address signer) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(SignatureInvalid.selector, signer);
    }
}
