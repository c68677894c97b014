// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Investor, InvestorRecord} from "../types/InvestorRecord.sol";
import {Voucher} from "../types/Voucher.sol";
import {IIdentityRegistry, IIdentityRegistryStorage} from "./IERC3643Registry.sol";
import {ITrustedIssuers} from "./ITrustedIssuers.sol";

/// @notice What the registry remembers of a wallet beside its investor's facts.
/// @param linked     it is one of several of its investor, listed by `walletsOf`
/// @param live       its record counts only while the claims on the identity's contract do
/// @param sanctioned its investor is under sanctions, and blocked therefore
/// @param source     the number of the trusted issuer whose voucher wrote the record, 0 when an agent did
struct Marks {
    bool linked;
    bool live;
    bool sanctioned;
    uint16 source;
}

/// @notice What a token must offer to be told of investors whose country or accreditation changed.
interface IClassCounter {
    /// @notice Counts the holders behind these wallets anew, by what the registry says of them now. Anyone may call.
    function recount(address[] calldata wallets) external;
}

/// @title  Who may hold, for every token of the platform
/// @notice One packed record per wallet, so that a token learns all it needs of both sides of a transfer in one call.
///         An investor may use several wallets: they share an identity. Records come from agents, from vouchers that a
///         trusted issuer signed, or, in live mode, stand and fall with the claims on an identity contract.
/// @dev    Trust: the owner names the agents and the issuers; an agent decides whom every token of the platform lets in,
///         an issuer for the topics it is trusted for. The records are public. Nothing here may identify a person: the
///         identity is an address computed off chain from a random investor id.
///
///         It is all four registries of ERC-3643 at once. The storage's events are emitted by ERC-3643's own entry
///         points, before the registry's; every other function emits the registry's alone.
interface IInvestorRegistry is ITrustedIssuers, IIdentityRegistry, IIdentityRegistryStorage {
    /// @notice The record of a wallet was written anew.
    event InvestorUpdated(address indexed wallet, address indexed identity);
    event SanctionsSet(address indexed identity, bool sanctioned);
    event LiveSet(address indexed identity, bool live);
    event VoucherPresented(address indexed wallet, address indexed issuer, bytes32 indexed digest);
    event VoucherRevoked(address indexed issuer, bytes32 indexed digest);
    event LinkCanceled(address indexed known, address indexed fresh, uint256 deadline);
    event SelfLinkMaxSet(uint256 wallets);
    /// @notice The token did not take the news. `tell` may be called again, by anyone.
    event TokenNotTold(address indexed token);

    /// @notice The wallet is registered already: `update` changes its record.
    error AlreadyRegistered(address wallet);
    /// @notice The wallet is not registered.
    error NotRegistered(address wallet);
    /// @notice `update` and vouchers keep a wallet's identity; `updateIdentity` changes it.
    error IdentityMismatch(address wallet, address identity, address given);
    /// @notice The identity has linked wallets already.
    error IdentityHasWallets(address identity);
    /// @notice ISO 3166-1 numeric codes lie below 1024.
    error CountryOutOfRange(uint256 country);
    /// @notice The status is neither active (1) nor blocked (2).
    error StatusUnknown(uint256 status);
    /// @notice The packed record has a mark that only the registry sets.
    error MarkGiven(uint256 record);
    /// @notice The lists of a batch differ in length.
    error LengthMismatch(uint256 wallets, uint256 investors);
    /// @notice The investor has as many wallets as one may have, or as one may add by oneself.
    error TooManyWallets(address identity, uint256 limit);
    /// @notice The investor is blocked. Who is forgotten could send again, so a block is lifted first.
    error WalletBlocked(address wallet);
    /// @notice The investor is under sanctions: `setSanctioned` ends that, and nothing else.
    error UnderSanctions(address wallet);
    /// @notice Registry, storage, issuers and topics are one contract, for good.
    error BoundForGood();

    /// @notice The voucher says it was issued in the future.
    error VoucherAhead(uint256 issuedAt);
    /// @notice The investor's record is younger than the voucher, or rests on this very voucher.
    error VoucherNotNewer(uint256 issuedAt, uint256 attestedAt);
    /// @notice The voucher was revoked.
    error VoucherIsRevoked(bytes32 digest);
    /// @notice An agent wrote the record: vouchers do not change it.
    error AgentWrote(address wallet);
    /// @notice The identity has a wallet that an issuer attested: further ones are linked to that one.
    error IdentityAttested(address identity);
    /// @notice The issuer is not trusted for all that the record says, before or after. Topic n is bit n − 1.
    error TopicsNotTrusted(address issuer, uint256 lacking);
    /// @notice The caller neither issued the voucher nor is an agent.
    error NotTheIssuer(address caller);
    /// @notice The consent to be linked was used or cancelled.
    error LinkSpent(address known, address fresh);

    /// @notice There is no contract at the identity that could hold claims.
    error IdentityWithoutCode(address identity);
    /// @notice No issuer trusted for the topic stands by a claim of it on the identity.
    error ClaimMissing(address identity, uint256 topic);

    /* AGENTS */

    /// @notice Registers the wallet of an investor.
    /// @dev    An investor's second wallet is better added with `addWallet`, which keeps all their records alike;
    ///         registered here it works, but is then updated by itself.
    /// @custom:by agents
    function register(address wallet, Investor calldata investor) external;

    /// @notice Registers many, or none when one cannot be.
    /// @custom:by agents
    function registerBatch(address[] calldata wallets, Investor[] calldata investors) external;

    /// @notice The same at less cost, with records as `InvestorRecord` packs them, the registry's own marks left out.
    /// @custom:by agents
    function registerPacked(address[] calldata wallets, InvestorRecord[] calldata records) external;

    /// @notice Registers `fresh` as a further wallet of the investor behind `known`, with the same record.
    ///         From then on an update of one is an update of all.
    /// @custom:by agents
    function addWallet(address known, address fresh) external;

    /// @notice Replaces the record of a wallet, and of all wallets linked with it. The identity stays.
    /// @custom:by agents
    function update(address wallet, Investor calldata investor) external;

    /// @notice Blocks (2) or unblocks (1) a wallet, and all wallets linked with it.
    /// @custom:by agents
    function setStatus(address wallet, uint8 status) external;

    /// @notice Puts an investor under sanctions, which blocks all their linked wallets, or ends that; the block then
    ///         stays until `setStatus` lifts it.
    /// @custom:by agents
    function setSanctioned(address wallet, bool sanctioned) external;

    /// @notice Lets the record of an investor count only while the claims on their identity's contract do, or ends that.
    ///         A record that is live no more needs new checks: its KYC day is set back to zero.
    /// @custom:by agents
    function setLive(address wallet, bool live) external;

    /// @notice Forgets a wallet: it can receive nothing more. What it holds it can still send, so a blocked wallet is not
    ///         forgotten. Vouchers issued before are void.
    /// @custom:by agents
    function remove(address wallet) external;

    /// @notice Lets investors link wallets by themselves until they have this many; 0 at first.
    /// @custom:by the owner
    function setSelfLinkMax(uint256 wallets) external;

    /* INVESTORS AND ISSUERS */

    /// @notice Writes what a trusted issuer attested, into the wallet's record and those linked with it. Anyone may
    ///         carry it. It registers a wallet, or replaces what a voucher wrote before; it changes no record that an
    ///         agent wrote, and lifts no block.
    /// @dev    The issuer must be trusted for everything that the record says and said. A voucher counts once: each
    ///         must be issued later than what the investor's record rests on.
    /// @custom:by anyone
    function presentVoucher(Voucher calldata voucher, bytes calldata signature) external;

    /// @notice Voids a voucher, in whatever form its signature comes. When the investor's record rests on it, their
    ///         checks, accreditation and topics end. Its issuer, trusted or not any more, and agents.
    /// @custom:by its issuer, trusted or not any more; agents
    function revokeVoucher(Voucher calldata voucher) external;

    /// @notice Ends the checks, accreditation and topics of those wallets' investors whose records were written by an
    ///         issuer that is distrusted, and passes over the others.
    /// @custom:by anyone
    function endDistrusted(address[] calldata wallets) external;

    /// @notice Registers `fresh` as a further wallet of the caller's investor, with the consent that `fresh` signed:
    ///         `WalletLink(address known,address fresh,uint256 deadline)`, `known` being the caller.
    /// @custom:by an investor, with the new wallet's signature
    function linkWallet(address fresh, uint256 deadline, bytes calldata signature) external;

    /// @notice Takes back a consent to be linked that the caller signed.
    /// @custom:by the wallet that signed
    function cancelLink(address known, uint256 deadline) external;

    /// @notice Tells tokens that what the registry says of these wallets changed. A token that does not take it is
    ///         named in an event and keeps nobody else from it.
    /// @custom:by anyone
    function tell(address[] calldata tokens, address[] calldata wallets) external;

    /// @notice Makes several of these calls in one transaction, all or none: a change of an investor and the news of it.
    /// @custom:by anyone; each call as whoever may make it
    function multicall(bytes[] calldata calls) external;

    /* VIEWS */

    /// @notice The record of a wallet as it counts now; all zero when it is not registered. A live one whose claims do
    ///         not hold has a KYC day of zero.
    function investorOf(address wallet) external view returns (Investor memory);

    /// @notice What a packed record does not hold: sanctions, live mode, and what the record rests on.
    function marksOf(address wallet) external view returns (Marks memory);

    /// @notice The packed records of both sides of a transfer, for tokens: the receiver's as it counts now, the
    ///         sender's as it is stored, since nobody asks for a sender's checks.
    function pair(address from, address to) external view returns (uint256, uint256);

    /// @notice The packed record of one wallet as it counts now, for tokens.
    function packedOf(address wallet) external view returns (uint256);

    /// @notice The packed records of many wallets, in their order: what a batch of a token asks once.
    function packedOfBatch(address[] calldata wallets) external view returns (uint256[] memory records);

    /// @notice The linked wallets of an investor, at most 16. Empty for an investor with one wallet, which the event
    ///         of its registration tells: a list of one would cost as much again as the registration.
    function walletsOf(address identity) external view returns (address[] memory);

    /// @notice Reverts when a claim that is asked for is not on the identity's contract, or its issuer does not stand by
    ///         it: with `IdentityWithoutCode`, `IdentityMisbehaves` or `ClaimMissing`.
    function requireClaims(address identity) external view;

    /// @notice A voucher of this investor counts only when issued later than this.
    function attestedAt(address identity) external view returns (uint256);

    /// @notice Whether a voucher was revoked, or a consent to be linked used or cancelled, by its EIP-712 digest.
    function isSpent(bytes32 digest) external view returns (bool);

    /// @notice Until how many wallets investors may link further ones by themselves.
    function selfLinkMax() external view returns (uint256);

    /// @notice EIP-712: the hash of what a voucher or a consent for this registry is bound to.
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice ERC-5267.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );
}
