// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Of what a threshold is a part: of the votes cast (abstentions are not), or of all that could be.
enum Basis {
    Cast,
    Outstanding
}

/// @notice How a ballot ended.
enum Outcome {
    /// Not counted yet.
    Open,
    /// `option` was chosen.
    Carried,
    QuorumMissed,
    /// A class that must be represented was not.
    ClassQuorumMissed,
    /// Two options had the most votes.
    Tied,
    /// The leading option had too few of all votes.
    ThresholdMissed,
    /// It had too few in a class that must agree.
    ClassThresholdMissed
}

/// @notice Why a ballot cannot be opened so.
enum BallotFault {
    /// No class, or more than 16.
    ClassCount,
    /// A class is named twice.
    DuplicateClass,
    /// A unit of the class has no vote.
    NoVotes,
    /// Fewer than 2 options, or more than 16.
    OptionCount,
    /// It closes before it opens, or has closed.
    Window,
    /// It opens before the record date.
    OpensBeforeRecord,
    /// The record dates of two classes are different instants.
    RecordDatesDiffer,
    /// More than 10,000 basis points.
    Bps,
    /// More than 16 wallets are excluded, or they do not ascend.
    Excluded,
    /// There is no hash of the motion.
    MotionMissing
}

/// @notice One class that votes.
/// @param token        its security token
/// @param recordId     the record date on this token
/// @param votesPerUnit the votes of one base unit
/// @param quorumBps    of the class's votes, how many must be cast, abstentions included; 0 asks for none
/// @param thresholdBps how many of the class's must be for the leading option; 0 does not ask the class
struct BallotClass {
    address token;
    uint16 recordId;
    uint32 votesPerUnit;
    uint16 quorumBps;
    uint16 thresholdBps;
}

/// @notice How votes are counted.
/// @param options      2 to 16, numbered from 0
/// @param lastAbstains whether the last option is to abstain: it counts for the quorum alone
/// @param changeable   whether a vote may be replaced until the close
/// @param moreThan     whether a threshold must be exceeded, as by a majority; else it must be reached
/// @param basis        of what the thresholds are parts
/// @param quorumBps    of all votes, how many must be cast, abstentions included
/// @param thresholdBps how many the leading option must have
struct BallotRules {
    uint8 options;
    bool lastAbstains;
    bool changeable;
    bool moreThan;
    Basis basis;
    uint16 quorumBps;
    uint16 thresholdBps;
}

/// @param excluded wallets whose units neither vote nor count, an issuer's own for instance; ascending, at most 16
/// @param opensAt  the first second in which votes are taken; at the record date or later
/// @param closesAt the first second in which they are not
/// @param motion   the hash of what is decided, and of what each option means; the text is not on chain
/// @param uri      where the text is
/// @param ref      an idempotency key, usable once per first token
struct BallotTerms {
    BallotClass[] classes;
    BallotRules rules;
    address[] excluded;
    uint40 opensAt;
    uint40 closesAt;
    bytes32 motion;
    string uri;
    bytes32 ref;
}

/// @notice What a ballot is and how it ended.
struct BallotState {
    uint40 opensAt;
    uint40 closesAt;
    BallotRules rules;
    Outcome outcome;
    uint8 option;
    bytes32 motion;
    bytes32 resultHash;
}

/// @notice What one class did: `units` for each option, of the `outstanding` that could vote.
struct ClassCount {
    uint256 outstanding;
    uint256[] units;
}

/// @notice A holder's units of one class, over the options.
struct SplitVote {
    uint8 classIndex;
    uint104[] units;
}

/// @notice A vote to be signed: all units of the holder for one option.
/// @param voter who signs: the holder, or their proxy
/// @param nonce `voteNonce`; every vote of this voter for this holder uses one up, so an older one cannot be carried
struct SignedVote {
    uint256 ballot;
    address holder;
    address voter;
    uint8 option;
    uint256 nonce;
    uint256 deadline;
}

struct SignedSplitVote {
    uint256 ballot;
    address holder;
    address voter;
    SplitVote[] votes;
    uint256 nonce;
    uint256 deadline;
}

/// @notice An appointment to be signed by the holder: for one ballot when `ballot` is not 0, else for all ballots of
///         `token` until it is changed. The zero address takes it back.
/// @param nonce `appointmentNonce`
struct SignedAppointment {
    address holder;
    uint256 ballot;
    address token;
    address proxy;
    uint256 nonce;
    uint256 deadline;
}

/// @title  Decisions of the holders on a record date
/// @notice An officer of the class tokens of one issuer opens a ballot on one past or future record date. Every unit on
///         record has its class's votes, whoever holds it afterwards; frozen and locked units vote too, for they are
///         owned. Holders vote themselves, by transaction or by a signature that anyone may carry (ERC-1271 wallets
///         too), all units for one option or split over several. After the close anyone has it counted.
/// @dev    Proxies: an appointment for one ballot goes before one for a token; a proxy is asked for at the time of the
///         vote, and what it voted stands when it is revoked. Of a holder's proxies the last vote counts, if votes may be
///         changed. The holder's own vote replaces a proxy's, always; after it no proxy votes with that class any more.
///         Trust: officers (RECORDER or ISSUER) of every class decide what is asked, when, and how it is counted. Once
///         opened nobody can change or stop a ballot. Tokens are believed about units on record. A record is of wallets:
///         whoever lost theirs votes through a proxy appointed before, or not at all.
///         The events tell everything: a ballot can be counted again from them alone.
interface IBallot {
    event BallotOpened(uint256 indexed id, bytes32 indexed ref, address indexed by, BallotTerms terms);
    /// @notice With this class the holder now votes so, `units` for each option, instead of whatever was before.
    event VoteCast(
        uint256 indexed id, address indexed holder, address indexed voter, uint8 classIndex, uint256[] units
    );
    /// @notice For one ballot, or for all of a token; the other is zero. Proxy zero: taken back.
    event ProxyAppointed(
        address indexed holder, uint256 indexed ballot, address indexed token, address proxy
    );
    event ClassCounted(uint256 indexed id, uint8 classIndex, uint256 outstanding, uint256[] units);
    /// @notice `option` has a meaning when it was carried.
    event BallotFinalised(uint256 indexed id, Outcome outcome, uint8 option, bytes32 resultHash);

    error BallotTermsInvalid(BallotFault fault);
    /// @notice The caller has neither the RECORDER nor the ISSUER role of this class.
    error NotAuthorised(address caller, address token);
    /// @notice There is no contract at this address.
    error NotAToken(address token);
    error RefMissing();
    /// @notice The token's ballot with this reference exists, under this id.
    error AlreadyOpened(bytes32 ref, uint256 id);
    error UnknownBallot(uint256 id);
    error UnknownClass(uint256 index, uint256 classes);
    error UnknownOption(uint256 option, uint256 options);
    error VotingNotOpen(uint256 id, uint40 opensAt);
    error VotingClosed(uint256 id, uint40 closesAt);
    error VotingNotClosed(uint256 id, uint40 closesAt);
    /// @notice Of several classes, this one was split between the opening and the record date: its units would have other
    ///         votes than was said. Nobody votes, so nothing is carried, and another ballot is opened.
    error UnitsRescaled(address token);
    /// @notice These units do not vote.
    error ExcludedFromVoting(uint256 id, address holder);
    /// @notice No units of any class were the holder's on the record date.
    error NotAHolder(uint256 id, address holder);
    /// @notice The voter is neither the holder nor their proxy for this class.
    error NotProxy(address voter, address holder, uint8 classIndex);
    /// @notice More units than the holder had on the record date.
    error VoteAboveHolding(uint8 classIndex, uint256 units, uint256 held);
    error EmptyVote(uint8 classIndex);
    /// @notice Votes of this ballot are not changed.
    error AlreadyVoted(uint256 id, address holder, uint8 classIndex);
    /// @notice The holder has voted with this class in person.
    error HolderVoted(uint256 id, address holder, uint8 classIndex);
    error SignatureExpired(uint256 deadline);
    /// @notice Used already, overtaken by a later vote or appointment, or not yet due.
    error NonceMismatch(address signer, uint256 nonce, uint256 expected);
    /// @notice Not a signature of `signer` over this: other words, other chain, other contract, or malleable.
    error SignatureInvalid(address signer);
    error AlreadyFinalised(uint256 id);

    /* OFFICERS */

    /// @notice Opens a ballot.
    /// @custom:by RECORDER or ISSUER of every class
    function open(BallotTerms calldata terms) external returns (uint256 id);

    /* VOTERS */

    /// @notice Votes with all units of `holder` for one option: in every class, or a proxy's in those it may vote with.
    /// @custom:by a holder, or their proxy
    function vote(uint256 id, address holder, uint8 option) external;

    /// @notice Votes with some or all units of these classes, over the options.
    /// @custom:by a holder, or their proxy
    function voteSplit(uint256 id, address holder, SplitVote[] calldata votes) external;

    /// @notice Carries a signed vote.
    /// @custom:by anyone, with the voter's signature
    function voteBySignature(SignedVote calldata signed, bytes calldata signature) external;

    /// @notice Carries a signed split vote.
    /// @custom:by anyone, with the voter's signature
    function voteSplitBySignature(SignedSplitVote calldata signed, bytes calldata signature) external;

    /// @notice Lets `proxy` vote for the caller in one ballot; the caller as their own proxy shuts out the standing one.
    /// @custom:by the holder
    function appoint(uint256 id, address proxy) external;

    /// @notice Lets `proxy` vote for the caller in all ballots, with the units of this token, until it is changed.
    /// @custom:by the holder
    function appointStanding(address token, address proxy) external;

    /// @notice Carries a signed appointment.
    /// @custom:by anyone, with the holder's signature
    function appointBySignature(SignedAppointment calldata signed, bytes calldata signature) external;

    /* RESULT */

    /// @notice Counts a ballot after its close and keeps the hash of the result. Anyone, once.
    /// @custom:by anyone, once, after the close
    function finalise(uint256 id) external;

    /* VIEWS */

    /// @notice The rule itself: what these counts mean.
    function decide(BallotRules memory rules, BallotClass[] memory classes, ClassCount[] memory counts)
        external
        pure
        returns (Outcome outcome, uint8 option);

    /// @notice What was declared, and how far it has come. Reverts for an id that does not exist.
    function ballot(uint256 id) external view returns (BallotState memory);

    /// @notice How many were declared; ids count from 1.
    function ballotCount() external view returns (uint256);

    /// @notice The classes that vote, in the order in which votes and results name them.
    function classesOf(uint256 id) external view returns (BallotClass[] memory);

    /// @notice Whose units neither vote nor count, the issuer's own for instance.
    function excludedFrom(uint256 id) external view returns (address[] memory);

    /// @notice The ballot declared under this reference with this class first; 0 when there is none.
    function idOf(address firstToken, bytes32 ref) external view returns (uint256);

    /// @notice What has been cast, and what can be; once the record date has passed.
    function countsOf(uint256 id) external view returns (ClassCount[] memory);

    /// @notice How the holder votes with this class now, units for each option; empty before.
    function voteOf(uint256 id, uint8 classIndex, address holder)
        external
        view
        returns (uint256[] memory units);

    /// @notice Who may vote for the holder with this token's units in this ballot; zero for nobody.
    function proxyOf(uint256 id, address token, address holder) external view returns (address);

    /// @notice What the next vote that this voter signs for the holder must carry; a vote in person counts it on, too.
    function voteNonce(uint256 id, address holder, address voter) external view returns (uint256);

    /// @notice What the next appointment that this holder signs must carry; one made in person counts it on, too.
    function appointmentNonce(address holder) external view returns (uint256);
}
