// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {BallotCount} from "./BallotCount.sol";
import {
    BallotClass,
    BallotFault,
    BallotRules,
    BallotState,
    BallotTerms,
    ClassCount,
    IBallot,
    Outcome,
    SignedAppointment,
    SignedSplitVote,
    SignedVote,
    SplitVote
} from "./interfaces/IBallot.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {ISSUER, RECORDER} from "./Roles.sol";

/// @title Ballot
/// @notice See `IBallot`, which says what each function promises, and `BallotCount`, which is the rule.
/// @dev    Everything outside is asked with static calls; nothing here moves money.
contract Ballot is IBallot, EIP712 {
    uint256 private constant CLASSES_MAX = 16;
    uint256 private constant OPTIONS_MAX = 16;
    uint256 private constant EXCLUDED_MAX = 16;

    bytes32 private constant VOTE_TYPEHASH = keccak256(
        "Vote(uint256 ballot,address holder,address voter,uint8 option,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant SPLIT_TYPEHASH = keccak256("SplitVote(uint8 classIndex,uint104[] units)");
    bytes32 private constant SPLIT_VOTES_TYPEHASH = keccak256(
        "SplitVotes(uint256 ballot,address holder,address voter,SplitVote[] votes,uint256 nonce,uint256 deadline)SplitVote(uint8 classIndex,uint104[] units)"
    );
    bytes32 private constant APPOINTMENT_TYPEHASH = keccak256(
        "Appointment(address holder,uint256 ballot,address token,address proxy,uint256 nonce,uint256 deadline)"
    );

    /// How a holder votes with one class. `whole`: all `units` for one option; else the parts are in `_splits`.
    struct Paper {
        uint104 units;
        uint8 option;
        bool cast;
        bool whole;
        bool byProxy;
    }

    /// Who votes for whom, and what the ballot allows.
    struct Voting {
        uint256 id;
        address holder;
        address voter;
        uint8 options;
        bool changeable;
    }

    uint256 public ballotCount;
    mapping(uint256 id => BallotState) private _ballots;
    mapping(uint256 id => BallotClass[]) private _classes;
    /// Of a ballot of several classes on a record date to come: how often the units of each had been rescaled when it was
    /// opened.
    mapping(uint256 id => uint256[]) private _rescalings;
    mapping(uint256 id => address[]) private _excluded;
    mapping(uint256 id => mapping(address holder => bool)) private _isExcluded;
    mapping(address firstToken => mapping(bytes32 ref => uint256)) public idOf;

    mapping(uint256 id => mapping(uint256 class => mapping(uint256 option => uint256 units))) private _cast;
    mapping(uint256 id => mapping(uint256 class => mapping(address holder => Paper))) private _papers;
    mapping(uint256 id => mapping(uint256 class => mapping(address holder => uint104[]))) private _splits;
    mapping(uint256 id => mapping(address holder => mapping(address voter => uint256))) public voteNonce;

    mapping(uint256 id => mapping(address holder => address)) private _proxyIn;
    mapping(address token => mapping(address holder => address)) private _standingProxy;
    mapping(address holder => uint256) public appointmentNonce;

    constructor() EIP712("Aliquot Ballot", "1") {}

    /* OFFICERS */

    /// @inheritdoc IBallot
    function open(BallotTerms calldata terms) external returns (uint256 id) {
        _requireTerms(terms);
        uint40 recordAt = _requireClasses(terms);
        require(terms.ref != bytes32(0), RefMissing());
        address first = terms.classes[0].token;
        require(idOf[first][terms.ref] == 0, AlreadyOpened(terms.ref, idOf[first][terms.ref]));

        id = ++ballotCount;
        idOf[first][terms.ref] = id;
        BallotState storage b = _ballots[id];
        (b.opensAt, b.closesAt, b.rules, b.motion) =
        (terms.opensAt, terms.closesAt, terms.rules, terms.motion);
        for (uint256 i; i < terms.classes.length; ++i) {
            _classes[id].push(terms.classes[i]);
        }
        // By then a unit of one class may be another part of the votes. Of one class alone all have the same.
        bool isAhead = recordAt > block.timestamp && terms.classes.length > 1;
        for (uint256 i; isAhead && i < terms.classes.length; ++i) {
            _rescalings[id].push(ISecurityToken(terms.classes[i].token).rescalings());
        }
        for (uint256 i; i < terms.excluded.length; ++i) {
            _excluded[id].push(terms.excluded[i]);
            _isExcluded[id][terms.excluded[i]] = true;
        }
        emit BallotOpened(id, terms.ref, msg.sender, terms);
    }

    /* VOTERS */

    /// @inheritdoc IBallot
    function vote(uint256 id, address holder, uint8 option) external {
        _useVoteNonce(id, holder, msg.sender);
        _voteWhole(id, holder, msg.sender, option);
    }

    /// @inheritdoc IBallot
    function voteSplit(uint256 id, address holder, SplitVote[] calldata votes) external {
        _useVoteNonce(id, holder, msg.sender);
        _voteSplit(id, holder, msg.sender, votes);
    }

    /// @inheritdoc IBallot
    function voteBySignature(SignedVote calldata signed, bytes calldata signature) external {
        bytes32 words = keccak256(
            abi.encode(
                VOTE_TYPEHASH,
                signed.ballot,
                signed.holder,
                signed.voter,
                signed.option,
                signed.nonce,
                signed.deadline
            )
        );
        uint256 expected = _useVoteNonce(signed.ballot, signed.holder, signed.voter);
        _requireSigned(signed.voter, words, signed.nonce, expected, signed.deadline, signature);
        _voteWhole(signed.ballot, signed.holder, signed.voter, signed.option);
    }

    /// @inheritdoc IBallot
    function voteSplitBySignature(SignedSplitVote calldata signed, bytes calldata signature) external {
        bytes32 words = keccak256(
            abi.encode(
                SPLIT_VOTES_TYPEHASH,
                signed.ballot,
                signed.holder,
                signed.voter,
                _hashOf(signed.votes),
                signed.nonce,
                signed.deadline
            )
        );
        uint256 expected = _useVoteNonce(signed.ballot, signed.holder, signed.voter);
        _requireSigned(signed.voter, words, signed.nonce, expected, signed.deadline, signature);
        _voteSplit(signed.ballot, signed.holder, signed.voter, signed.votes);
    }

    /// @inheritdoc IBallot
    function appoint(uint256 id, address proxy) external {
        require(id != 0, UnknownBallot(id));
        ++appointmentNonce[msg.sender];
        _appoint(msg.sender, id, address(0), proxy);
    }

    /// @inheritdoc IBallot
    function appointStanding(address token, address proxy) external {
        ++appointmentNonce[msg.sender];
        _appoint(msg.sender, 0, token, proxy);
    }

    /// @inheritdoc IBallot
    function appointBySignature(SignedAppointment calldata signed, bytes calldata signature) external {
        bytes32 words = keccak256(
            abi.encode(
                APPOINTMENT_TYPEHASH,
                signed.holder,
                signed.ballot,
                signed.token,
                signed.proxy,
                signed.nonce,
                signed.deadline
            )
        );
        uint256 expected = appointmentNonce[signed.holder]++;
        _requireSigned(signed.holder, words, signed.nonce, expected, signed.deadline, signature);
        _appoint(signed.holder, signed.ballot, signed.token, signed.proxy);
    }

    /* RESULT */

    /// @inheritdoc IBallot
    function finalise(uint256 id) external {
        BallotState storage b = _known(id);
        require(b.outcome == Outcome.Open, AlreadyFinalised(id));
        require(block.timestamp >= b.closesAt, VotingNotClosed(id, b.closesAt));

        ClassCount[] memory counts = countsOf(id);
        (Outcome outcome, uint8 option) = BallotCount.decide(b.rules, _classes[id], counts);
        bytes32 resultHash =
            keccak256(abi.encode(block.chainid, address(this), id, b.motion, counts, outcome, option));
        (b.outcome, b.option, b.resultHash) = (outcome, option, resultHash);
        for (uint256 c; c < counts.length; ++c) {
            // At most 16 classes.
            emit ClassCounted(id, uint8(c), counts[c].outstanding, counts[c].units);
        }
        emit BallotFinalised(id, outcome, option, resultHash);
    }

    /* VIEWS */

    /// @inheritdoc IBallot
    function decide(BallotRules memory rules, BallotClass[] memory classes, ClassCount[] memory counts)
        external
        pure
        returns (Outcome, uint8)
    {
        return BallotCount.decide(rules, classes, counts);
    }

    /// @inheritdoc IBallot
    function ballot(uint256 id) external view returns (BallotState memory) {
        return _known(id);
    }

    /// @inheritdoc IBallot
    function classesOf(uint256 id) external view returns (BallotClass[] memory) {
        return _classes[id];
    }

    /// @inheritdoc IBallot
    function excludedFrom(uint256 id) external view returns (address[] memory) {
        return _excluded[id];
    }

    /// @inheritdoc IBallot
    function countsOf(uint256 id) public view returns (ClassCount[] memory counts) {
        uint256 options = _known(id).rules.options;
        address[] memory excluded = _excluded[id];
        counts = new ClassCount[](_classes[id].length);
        for (uint256 c; c < counts.length; ++c) {
            BallotClass memory class = _classes[id][c];
            ISecurityToken token = ISecurityToken(class.token);
            counts[c].outstanding = token.supplyAtRecord(class.recordId);
            uint256[] memory apart = token.balancesAtRecord(excluded, class.recordId);
            for (uint256 i; i < apart.length; ++i) {
                counts[c].outstanding -= apart[i];
            }
            counts[c].units = new uint256[](options);
            for (uint256 o; o < options; ++o) {
                counts[c].units[o] = _cast[id][c][o];
            }
        }
    }

    /// @inheritdoc IBallot
    function voteOf(uint256 id, uint8 classIndex, address holder)
        public
        view
        returns (uint256[] memory units)
    {
        Paper memory paper = _papers[id][classIndex][holder];
        if (!paper.cast) return units;
        units = new uint256[](_ballots[id].rules.options);
        if (paper.whole) {
            units[paper.option] = paper.units;
        } else {
            for (uint256 o; o < units.length; ++o) {
                units[o] = _splits[id][classIndex][holder][o];
            }
        }
    }

    /// @inheritdoc IBallot
    function proxyOf(uint256 id, address token, address holder) public view returns (address) {
        address proxy = _proxyIn[id][holder];
        return proxy == address(0) ? _standingProxy[token][holder] : proxy;
    }

    /* INTERNALS: OPENING */

    function _requireTerms(BallotTerms calldata terms) private view {
        uint256 count = terms.classes.length;
        require(count != 0 && count <= CLASSES_MAX, BallotTermsInvalid(BallotFault.ClassCount));
        BallotRules calldata rules = terms.rules;
        require(
            rules.options >= 2 && rules.options <= OPTIONS_MAX, BallotTermsInvalid(BallotFault.OptionCount)
        );
        require(
            terms.opensAt < terms.closesAt && block.timestamp < terms.closesAt,
            BallotTermsInvalid(BallotFault.Window)
        );
        require(
            rules.quorumBps <= BallotCount.BPS && rules.thresholdBps <= BallotCount.BPS,
            BallotTermsInvalid(BallotFault.Bps)
        );
        require(terms.motion != bytes32(0), BallotTermsInvalid(BallotFault.MotionMissing));
        require(terms.excluded.length <= EXCLUDED_MAX, BallotTermsInvalid(BallotFault.Excluded));
        address previous;
        for (uint256 i; i < terms.excluded.length; ++i) {
            require(terms.excluded[i] > previous, BallotTermsInvalid(BallotFault.Excluded));
            previous = terms.excluded[i];
        }
    }

    /// @dev Returns the instant of the record date.
    function _requireClasses(BallotTerms calldata terms) private view returns (uint40 at) {
        for (uint256 i; i < terms.classes.length; ++i) {
            BallotClass calldata class = terms.classes[i];
            require(class.token.code.length != 0, NotAToken(class.token));
            require(
                ISecurityToken(class.token).rolesOf(msg.sender) & (RECORDER | ISSUER) != 0,
                NotAuthorised(msg.sender, class.token)
            );
            for (uint256 j; j < i; ++j) {
                require(terms.classes[j].token != class.token, BallotTermsInvalid(BallotFault.DuplicateClass));
            }
            require(class.votesPerUnit != 0, BallotTermsInvalid(BallotFault.NoVotes));
            require(
                class.quorumBps <= BallotCount.BPS && class.thresholdBps <= BallotCount.BPS,
                BallotTermsInvalid(BallotFault.Bps)
            );
            uint40 other = ISecurityToken(class.token).recordAt(class.recordId);
            require(i == 0 || other == at, BallotTermsInvalid(BallotFault.RecordDatesDiffer));
            at = other;
        }
        require(terms.opensAt >= at, BallotTermsInvalid(BallotFault.OpensBeforeRecord));
    }

    /* INTERNALS: VOTING */

    function _voteWhole(uint256 id, address holder, address voter, uint8 option) private {
        Voting memory v = _openFor(id, holder, voter);
        require(option < v.options, UnknownOption(option, v.options));
        BallotClass[] memory classes = _classes[id];
        uint256 held;
        uint256 cast;
        uint8 refused;
        for (uint8 c; c < classes.length; ++c) {
            uint256 units = ISecurityToken(classes[c].token).balanceAtRecord(holder, classes[c].recordId);
            if (units == 0) continue;
            held += units;
            if (_mayVote(v, classes[c].token)) {
                cast += units;
                _castWhole(v, c, units, option);
            } else {
                refused = c;
            }
        }
        require(held != 0, NotAHolder(id, holder));
        require(cast != 0, NotProxy(voter, holder, refused));
    }

    function _castWhole(Voting memory v, uint8 c, uint256 units, uint8 option) private {
        _takeBack(v, c);
        _papers[v.id][c][v.holder] = Paper(_toUnits(units, c), option, true, true, v.voter != v.holder);
        _cast[v.id][c][option] += units;
        _emitVote(v, c);
    }

    function _voteSplit(uint256 id, address holder, address voter, SplitVote[] calldata votes) private {
        Voting memory v = _openFor(id, holder, voter);
        uint256 count = _classes[id].length;
        require(votes.length != 0, EmptyVote(0));
        for (uint256 i; i < votes.length; ++i) {
            uint8 c = votes[i].classIndex;
            require(c < count, UnknownClass(c, count));
            require(votes[i].units.length == v.options, UnknownOption(votes[i].units.length, v.options));
            BallotClass memory class = _classes[id][c];
            uint256 held = ISecurityToken(class.token).balanceAtRecord(holder, class.recordId);
            require(held != 0, NotAHolder(id, holder));
            require(_mayVote(v, class.token), NotProxy(voter, holder, c));
            _castSplit(v, votes[i], held);
        }
    }

    function _castSplit(Voting memory v, SplitVote calldata split, uint256 held) private {
        uint8 c = split.classIndex;
        _takeBack(v, c);
        uint256 units;
        for (uint256 o; o < split.units.length; ++o) {
            units += split.units[o];
            if (split.units[o] != 0) _cast[v.id][c][o] += split.units[o];
        }
        require(units != 0, EmptyVote(c));
        require(units <= held, VoteAboveHolding(c, units, held));
        _papers[v.id][c][v.holder] = Paper(_toUnits(units, c), 0, true, false, v.voter != v.holder);
        _splits[v.id][c][v.holder] = split.units;
        _emitVote(v, c);
    }

    function _emitVote(Voting memory v, uint8 c) private {
        emit VoteCast(v.id, v.holder, v.voter, c, voteOf(v.id, c, v.holder));
    }

    /// @dev Makes room for another vote with this class, if there may be one.
    function _takeBack(Voting memory v, uint8 c) private {
        Paper memory paper = _papers[v.id][c][v.holder];
        if (!paper.cast) return;
        bool inPerson = v.voter == v.holder;
        require(inPerson || paper.byProxy, HolderVoted(v.id, v.holder, c));
        require(v.changeable || (inPerson && paper.byProxy), AlreadyVoted(v.id, v.holder, c));
        uint256[] memory units = voteOf(v.id, c, v.holder);
        for (uint256 o; o < units.length; ++o) {
            if (units[o] != 0) _cast[v.id][c][o] -= units[o];
        }
        if (!paper.whole) delete _splits[v.id][c][v.holder];
    }

    /// @dev Voting goes on, and this holder has a part in it.
    function _openFor(uint256 id, address holder, address voter) private view returns (Voting memory) {
        BallotState storage b = _known(id);
        require(block.timestamp >= b.opensAt, VotingNotOpen(id, b.opensAt));
        require(block.timestamp < b.closesAt, VotingClosed(id, b.closesAt));
        require(!_isExcluded[id][holder], ExcludedFromVoting(id, holder));
        uint256[] storage rescalings = _rescalings[id];
        for (uint256 c; c < rescalings.length; ++c) {
            BallotClass storage class = _classes[id][c];
            uint256 onRecord = ISecurityToken(class.token).rescalingsAtRecord(class.recordId);
            require(onRecord == rescalings[c], UnitsRescaled(class.token));
        }
        return Voting(id, holder, voter, b.rules.options, b.rules.changeable);
    }

    function _mayVote(Voting memory v, address token) private view returns (bool) {
        return v.voter == v.holder || v.voter == proxyOf(v.id, token, v.holder);
    }

    function _known(uint256 id) private view returns (BallotState storage b) {
        b = _ballots[id];
        require(b.closesAt != 0, UnknownBallot(id));
    }

    /// @dev A balance has at most 104 bits; with a token that says otherwise one cannot vote.
    function _toUnits(uint256 units, uint8 c) private pure returns (uint104) {
        require(units <= type(uint104).max, VoteAboveHolding(c, units, type(uint104).max));
        return uint104(units);
    }

    /* INTERNALS: PROXIES AND SIGNATURES */

    function _appoint(address holder, uint256 id, address token, address proxy) private {
        if (id == 0) {
            _standingProxy[token][holder] = proxy;
        } else {
            _known(id);
            token = address(0);
            _proxyIn[id][holder] = proxy;
        }
        emit ProxyAppointed(holder, id, token, proxy);
    }

    /// @dev Uses up the nonce, so that whatever was signed with it, or before, cannot be carried any more.
    function _useVoteNonce(uint256 id, address holder, address voter) private returns (uint256) {
        return voteNonce[id][holder][voter]++;
    }

    function _requireSigned(
        address signer,
        bytes32 words,
        uint256 nonce,
        uint256 expected,
        uint256 deadline,
        bytes calldata signature
    ) private view {
        require(block.timestamp <= deadline, SignatureExpired(deadline));
        require(nonce == expected, NonceMismatch(signer, nonce, expected));
        require(
            signer != address(0)
                && SignatureChecker.isValidSignatureNowCalldata(signer, _hashTypedDataV4(words), signature),
            SignatureInvalid(signer)
        );
    }

    /// @dev EIP-712: an array is the hash of its members' hashes; of numbers, of the numbers as words.
    function _hashOf(SplitVote[] calldata votes) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](votes.length);
        for (uint256 i; i < votes.length; ++i) {
            hashes[i] = keccak256(
                abi.encode(SPLIT_TYPEHASH, votes[i].classIndex, keccak256(abi.encodePacked(votes[i].units)))
            );
        }
        return keccak256(abi.encodePacked(hashes));
    }
}
