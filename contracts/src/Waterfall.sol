// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ClassStack} from "./ClassStack.sol";
import {IDistributor} from "./interfaces/IDistributor.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {ClassTerms, IWaterfall, Position} from "./interfaces/IWaterfall.sol";
import {ISSUER, RECORDER} from "./Roles.sol";
import {CLASSES_MAX, ClassClaim, ClassShare, Participation, TermsFault} from "./types/ClassClaim.sol";

/// @title Waterfall
/// @notice See `IWaterfall`, which says what each function promises, and `ClassStack`, which is the rule.
contract Waterfall is IWaterfall, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;
    uint256 private constant YEAR = 365 days;

    IDistributor private immutable DISTRIBUTOR;

    bool private _initialised;
    address public payment;
    uint256 public total;
    ClassTerms[] private _classes;
    /// Empty until the first payment; then one for each class.
    Position[] private _positions;
    /// How often the units of each class had been rescaled when its terms were fixed.
    uint256[] private _rescalings;
    mapping(bytes32 ref => bool) public isExecuted;

    /// @dev The implementation itself is nobody's waterfall.
    constructor(IDistributor distributor_) {
        require(address(distributor_).code.length != 0, NotAToken(address(distributor_)));
        DISTRIBUTOR = distributor_;
        _initialised = true;
    }

    /// @inheritdoc IWaterfall
    function init(address payment_, ClassTerms[] calldata classes_) external {
        require(!_initialised, AlreadyInitialised());
        _initialised = true;
        require(payment_.code.length != 0, NotAToken(payment_));
        _requireTerms(classes_);
        payment = payment_;
        for (uint256 i; i < classes_.length; ++i) {
            _classes.push(classes_[i]);
            _rescalings.push(ISecurityToken(classes_[i].token).rescalings());
        }
        emit Initialised(payment_, classes_);
    }

    /* OFFICERS */

    /// @inheritdoc IWaterfall
    function declareRecordDates(uint40 at) external returns (uint16[] memory recordIds) {
        _requireOfficer();
        recordIds = new uint16[](_classes.length);
        for (uint256 i; i < recordIds.length; ++i) {
            recordIds[i] = ISecurityToken(_classes[i].token).declareRecordDate(at);
        }
        emit RecordDatesDeclared(at, recordIds);
    }

    /// @inheritdoc IWaterfall
    function execute(uint16[] calldata recordIds, uint256 amount, bytes32 ref)
        external
        nonReentrant
        returns (uint256[] memory distributionIds)
    {
        _requireOfficer();
        require(ref != bytes32(0), RefMissing());
        require(!isExecuted[ref], AlreadyExecuted(ref));
        require(amount != 0, NothingToPay());

        ClassClaim[] memory stack = claims(recordIds);
        ClassShare[] memory shares = ClassStack.split(stack, total + amount);
        isExecuted[ref] = true;
        total += amount;
        if (_positions.length == 0) _fix(stack);
        uint256[] memory amounts = _book(shares);

        emit Executed(ref, ISecurityToken(_classes[0].token).recordAt(recordIds[0]), amount, total);
        distributionIds = _payOut(recordIds, amounts, amount, ref);
        for (uint256 i; i < shares.length; ++i) {
            ClassShare memory s = shares[i];
            emit ClassPaid(
                ref,
                _classes[i].token,
                distributionIds[i],
                amounts[i],
                s.preference,
                s.participation,
                s.converted
            );
        }
    }

    /* VIEWS */

    /// @inheritdoc IWaterfall
    function quote(uint16[] calldata recordIds, uint256 amount)
        external
        view
        returns (uint256[] memory amounts)
    {
        ClassShare[] memory shares = ClassStack.split(claims(recordIds), total + amount);
        amounts = new uint256[](shares.length);
        for (uint256 i; i < shares.length; ++i) {
            amounts[i] = shares[i].preference + shares[i].participation;
            if (_positions.length != 0) amounts[i] -= _positions[i].paid;
        }
    }

    /// @inheritdoc IWaterfall
    function claims(uint16[] calldata recordIds) public view returns (ClassClaim[] memory stack) {
        uint256 count = _classes.length;
        require(recordIds.length == count, RecordCountMismatch(recordIds.length, count));
        stack = new ClassClaim[](count);
        uint40 at = ISecurityToken(_classes[0].token).recordAt(recordIds[0]);
        for (uint256 i; i < count; ++i) {
            ClassTerms memory terms = _classes[i];
            ISecurityToken token = ISecurityToken(terms.token);
            uint40 other = token.recordAt(recordIds[i]);
            require(other == at, RecordDatesDiffer(at, other));
            require(token.rescalingsAtRecord(recordIds[i]) == _rescalings[i], UnitsRescaled(terms.token));
            uint256 units = token.supplyAtRecord(recordIds[i]);
            stack[i] = _positions.length == 0 ? _claim(terms, units, at) : _fixedClaim(i, terms, units);
        }
    }

    /// @inheritdoc IWaterfall
    function split(ClassClaim[] memory classes_, uint256 amount) external pure returns (ClassShare[] memory) {
        return ClassStack.split(classes_, amount);
    }

    /// @inheritdoc IWaterfall
    function classes() external view returns (ClassTerms[] memory) {
        return _classes;
    }

    /// @inheritdoc IWaterfall
    function positions() external view returns (Position[] memory) {
        return _positions;
    }

    /// @inheritdoc IWaterfall
    function distributor() external view returns (address) {
        return address(DISTRIBUTOR);
    }

    /* INTERNALS */

    function _requireTerms(ClassTerms[] calldata classes_) private view {
        uint256 count = classes_.length;
        require(count != 0 && count <= CLASSES_MAX, WaterfallTermsInvalid(count, TermsFault.ClassCount));
        bool exhaustive;
        for (uint256 i; i < count; ++i) {
            ClassTerms calldata terms = classes_[i];
            require(terms.token.code.length != 0, NotAToken(terms.token));
            require(terms.sharesPerUnit != 0, WaterfallTermsInvalid(i, TermsFault.ZeroShares));
            require(
                terms.participation != Participation.Capped || terms.capBps >= terms.preferenceBps,
                WaterfallTermsInvalid(i, TermsFault.CapBelowPreference)
            );
            for (uint256 j; j < i; ++j) {
                require(classes_[j].token != terms.token, WaterfallTermsInvalid(i, TermsFault.Duplicate));
            }
            exhaustive = exhaustive || terms.convertible || terms.participation == Participation.Full;
        }
        require(exhaustive, WaterfallTermsInvalid(count, TermsFault.NobodyTakesTheRest));
    }

    /// @dev What a class claims before the first payment. Products have at most 104 + 96 + 16 + 40 = 256 bits.
    function _claim(ClassTerms memory terms, uint256 units, uint40 at)
        private
        view
        returns (ClassClaim memory)
    {
        uint256 whole = 10 ** ISecurityToken(terms.token).decimals() * BPS;
        uint256 invested = units * terms.price;
        uint256 elapsed = at > terms.accruesFrom ? at - terms.accruesFrom : 0;
        uint256 accrued = invested * terms.dividendBps * elapsed / (whole * YEAR);
        return ClassClaim({
            shares: units * terms.sharesPerUnit,
            preference: invested * terms.preferenceBps / whole + accrued,
            cap: terms.participation == Participation.Capped ? invested * terms.capBps / whole + accrued : 0,
            rank: terms.rank,
            participation: terms.participation,
            convertible: terms.convertible
        });
    }

    /// @dev What a class claims since the first payment, having the same units still.
    function _fixedClaim(uint256 i, ClassTerms memory terms, uint256 units)
        private
        view
        returns (ClassClaim memory)
    {
        Position memory p = _positions[i];
        require(units == p.supply, SupplyChanged(terms.token, p.supply, units));
        return ClassClaim({
            shares: units * terms.sharesPerUnit,
            preference: p.preference,
            cap: p.cap,
            rank: terms.rank,
            participation: terms.participation,
            convertible: terms.convertible
        });
    }

    /// @dev Keeps what the first payment found. `split` has made sure that preferences and caps fit.
    function _fix(ClassClaim[] memory stack) private {
        for (uint256 i; i < stack.length; ++i) {
            _positions.push(
                Position({
                    supply: uint104(stack[i].shares / _classes[i].sharesPerUnit),
                    preference: uint112(stack[i].preference),
                    cap: uint112(stack[i].cap),
                    paid: 0
                })
            );
        }
    }

    /// @dev Books what each class has in all; returns what is new of it. No share falls when the total grows.
    function _book(ClassShare[] memory shares) private returns (uint256[] memory amounts) {
        amounts = new uint256[](shares.length);
        for (uint256 i; i < shares.length; ++i) {
            Position storage p = _positions[i];
            uint256 sum = shares[i].preference + shares[i].participation;
            amounts[i] = sum - p.paid;
            p.paid = uint112(sum);
        }
    }

    /// @dev Takes the money and funds one distribution for each class with it, to the base unit.
    function _payOut(uint16[] calldata recordIds, uint256[] memory amounts, uint256 amount, bytes32 ref)
        private
        returns (uint256[] memory ids)
    {
        IERC20 money = IERC20(payment);
        uint256 here = money.balanceOf(address(this));
        uint256 there = money.balanceOf(address(DISTRIBUTOR));
        money.safeTransferFrom(msg.sender, address(this), amount);
        money.forceApprove(address(DISTRIBUTOR), amount);

        ids = new uint256[](amounts.length);
        bytes32 distributionRef = keccak256(abi.encode(address(this), ref));
        for (uint256 i; i < amounts.length; ++i) {
            if (amounts[i] == 0) continue;
            ids[i] = DISTRIBUTOR.declare(
                _classes[i].token, recordIds[i], address(money), amounts[i], distributionRef
            );
            DISTRIBUTOR.fund(ids[i], amounts[i]);
        }
        uint256 arrived = money.balanceOf(address(DISTRIBUTOR)) - there;
        require(arrived == amount && money.balanceOf(address(this)) == here, ReceivedOther(arrived, amount));
    }

    function _requireOfficer() private view {
        for (uint256 i; i < _classes.length; ++i) {
            address token = _classes[i].token;
            require(
                ISecurityToken(token).rolesOf(msg.sender) & (RECORDER | ISSUER) != 0,
                NotAuthorised(msg.sender, token)
            );
        }
    }
}
