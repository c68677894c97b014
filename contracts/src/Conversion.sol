// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ConversionState, ConversionTerms, IConversion} from "./interfaces/IConversion.sol";
import {ITokenErrors} from "./interfaces/ITokenErrors.sol";
import {ISecurityToken, Lot} from "./interfaces/ISecurityToken.sol";
import {GasTooLow} from "./types/Payment.sol";
import {ISSUER} from "./Roles.sol";
import {domainSeparator, requireSigned} from "./TypedData.sol";

/// @title Conversion
/// @notice See `IConversion`, which says what each function promises.
contract Conversion is IConversion, ReentrancyGuardTransient {
    string private constant NAME = "Aliquot Conversion";
    string private constant VERSION = "1";
    bytes32 private constant CONVERT_TYPEHASH =
        keccak256("Convert(uint256 id,address holder,uint256 units,uint256 nonce,uint256 deadline)");
    /// Enough for a holder of 16 lots, so that our own shortage of gas is not taken for a refusal.
    uint256 private constant HOLDER_GAS_MIN = 2_500_000;

    uint256 public conversionCount;
    mapping(uint256 id => ConversionState) private _conversions;
    mapping(address from => mapping(bytes32 ref => uint256)) public idOf;
    mapping(uint256 id => mapping(address holder => uint256)) public nonceOf;
    mapping(uint256 id => Rescalings) private _rescalings;

    /// How often the units of either class had been rescaled when it was announced.
    struct Rescalings {
        uint128 from;
        uint128 to;
    }

    /* ISSUER */

    /// @inheritdoc IConversion
    function announce(ConversionTerms calldata terms) external returns (uint256 id) {
        require(terms.from != terms.to, SameToken(terms.from));
        _requireIssuer(terms.from);
        _requireIssuer(terms.to);
        require(terms.ref != bytes32(0), RefMissing());
        uint256 known = idOf[terms.from][terms.ref];
        require(known == 0, AlreadyDeclared(terms.ref, known));
        require(terms.num != 0 && terms.den != 0, RatioZero(terms.num, terms.den));
        _requireAhead(terms);

        id = ++conversionCount;
        idOf[terms.from][terms.ref] = id;
        uint64 divisor = _greatestCommonDivisor(terms.num, terms.den);
        _conversions[id] = ConversionState({
            from: terms.from,
            num: terms.num / divisor,
            cancelled: false,
            to: terms.to,
            den: terms.den / divisor,
            opensAt: terms.opensAt,
            closesAt: terms.closesAt,
            mandatoryAt: terms.mandatoryAt,
            unitsIn: 0,
            unitsOut: 0
        });
        (uint256 from, uint256 to) =
            (ISecurityToken(terms.from).rescalings(), ISecurityToken(terms.to).rescalings());
        _rescalings[id] = Rescalings(uint128(from), uint128(to));
        _emitAnnounced(id, terms);
    }

    /// @inheritdoc IConversion
    function cancel(uint256 id) external {
        ConversionState storage c = _going(id);
        _requireIssuer(c.from);
        _requireIssuer(c.to);
        uint40 begunAt = c.mandatoryAt;
        if (c.closesAt != 0 && (begunAt == 0 || c.opensAt < begunAt)) begunAt = c.opensAt;
        require(block.timestamp < begunAt, AlreadyBegun(id, begunAt));
        c.cancelled = true;
        emit ConversionCancelled(id);
    }

    /* HOLDERS */

    /// @inheritdoc IConversion
    function convert(uint256 id, uint256 units) external nonReentrant {
        ++nonceOf[id][msg.sender];
        _convertByOption(id, msg.sender, units);
    }

    /// @inheritdoc IConversion
    function convertFor(uint256 id, address holder, uint256 units, uint256 deadline, bytes calldata signature)
        external
        nonReentrant
    {
        uint256 nonce = nonceOf[id][holder]++;
        bytes32 words = keccak256(abi.encode(CONVERT_TYPEHASH, id, holder, units, nonce, deadline));
        requireSigned(holder, DOMAIN_SEPARATOR(), words, deadline, signature);
        _convertByOption(id, holder, units);
    }

    /* ANYONE */

    /// @inheritdoc IConversion
    function convertAll(uint256 id, address[] calldata holders) external nonReentrant {
        ConversionState storage c = _going(id);
        require(c.mandatoryAt != 0 && block.timestamp >= c.mandatoryAt, NotMandatory(id, c.mandatoryAt));
        for (uint256 i; i < holders.length; ++i) {
            require(gasleft() >= HOLDER_GAS_MIN, GasTooLow(gasleft(), HOLDER_GAS_MIN));
            (bool converted, bytes memory reason) = _tryConvertOne(id, holders[i]);
            if (!converted) emit ConversionDeferred(id, holders[i], reason);
        }
    }

    /// @inheritdoc IConversion
    function convertOne(uint256 id, address holder) external {
        require(msg.sender == address(this), OnlySelf(msg.sender));
        ConversionState storage c = _conversions[id];
        (ISecurityToken from, ISecurityToken to) = (ISecurityToken(c.from), ISecurityToken(c.to));
        // What is tendered is frozen, and would be frozen for nobody in the other class.
        _requireNoAction(c.from, _rescalings[id].from, true);
        _requireNoAction(c.to, _rescalings[id].to, false);
        uint256 balance = from.balanceOf(holder);
        uint256 units = balance - balance % c.den;
        if (units == 0) return;

        // Free units go first: frozen ones are reached by what exceeds them.
        uint256 frozen = from.frozenTokens(holder);
        uint256 unfrozen = balance > frozen ? balance - frozen : 0;
        _convert(id, holder, units);
        if (units > unfrozen) _freeze(to, holder, _mulUp(units - unfrozen, c.num, c.den));
        if (from.isFrozen(holder)) to.setAddressFrozen(holder, true);
    }

    /* VIEWS */

    /// @inheritdoc IConversion
    function quote(uint256 id, address holder, uint256 units)
        external
        view
        returns (uint256 free, Lot[] memory lots)
    {
        ConversionState storage c = _known(id);
        return _become(c, holder, units);
    }

    /// @inheritdoc IConversion
    function conversion(uint256 id) external view returns (ConversionState memory) {
        return _known(id);
    }

    /// @inheritdoc IConversion
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return domainSeparator(NAME, VERSION);
    }

    /// @inheritdoc IConversion
    function eip712Domain()
        external
        view
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        // 0x0f: name, version, chainId and verifyingContract are used.
        return (0x0f, NAME, VERSION, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /* CONVERTING */

    function _convertByOption(uint256 id, address holder, uint256 units) private {
        ConversionState storage c = _going(id);
        require(
            c.opensAt <= block.timestamp && block.timestamp < c.closesAt, NotOpen(id, c.opensAt, c.closesAt)
        );
        ISecurityToken from = ISecurityToken(c.from);
        _requireNoAction(c.from, _rescalings[id].from, false);
        _requireNoAction(c.to, _rescalings[id].to, false);
        require(!from.paused(), TokenPaused(address(from)));
        require(!from.isFrozen(holder), HolderFrozen(holder));
        // Locked units become locked ones; frozen ones must not go in their place, and come out free.
        uint256 most = from.frozenTokens(holder) == 0 ? from.balanceOf(holder) : from.freeOf(holder);
        require(units <= most, NotFree(holder, units, most));
        require(units != 0 && units % c.den == 0, NotWhole(units, c.den));
        _convert(id, holder, units);
    }

    /// @dev Destroys `units`, a multiple of the ratio, and issues what they become, as it was foretold.
    function _convert(uint256 id, address holder, uint256 units) private {
        ConversionState storage c = _conversions[id];
        (uint256 free, Lot[] memory lots) = _become(c, holder, units);
        uint256 issued = units / c.den * c.num;
        c.unitsIn += uint104(units);
        // More than 104 bits are refused by `to`, with all of this.
        c.unitsOut += uint128(issued);
        emit Converted(id, holder, units, issued);

        ISecurityToken to = ISecurityToken(c.to);
        ISecurityToken(c.from).burn(holder, units);
        if (free != 0) to.mint(holder, free);
        for (uint256 i; i < lots.length; ++i) {
            Lot memory lot = lots[i];
            if (lot.units != 0) {
                to.issue(holder, lot.units, lot.acquiredDay, lot.unlockDay, lot.legend, 0);
            }
        }
    }

    /// @dev What a burn takes, free units first and then lots, oldest first, in units of the other class. Each part ends
    ///      where the sum of all up to it does, rounded down, so that nothing is lost and a fraction goes to the next
    ///      part: which is locked longer.
    function _become(ConversionState storage c, address holder, uint256 units)
        private
        view
        returns (uint256 free, Lot[] memory lots)
    {
        uint256 locked;
        (lots, locked) = _lotsTaken(ISecurityToken(c.from), holder, units);
        _sortByUnlockDay(lots);

        uint256 sum = units - locked;
        free = sum * c.num / c.den;
        uint256 before = free;
        for (uint256 i; i < lots.length; ++i) {
            sum += lots[i].units;
            uint256 until = sum * c.num / c.den;
            // No token counts more than 104 bits.
            require(until - before <= type(uint104).max, AmountTooLarge(until - before));
            lots[i].units = uint104(until - before);
            before = until;
        }
    }

    /// @dev The parts of the holder's locked lots that burning `units` takes, and their sum.
    function _lotsTaken(ISecurityToken from, address holder, uint256 units)
        private
        view
        returns (Lot[] memory lots, uint256 taken)
    {
        lots = from.lotsOf(holder);
        uint256 unlocked = from.balanceOf(holder) - from.lockedOf(holder);
        uint256 left = units > unlocked ? units - unlocked : 0;
        taken = left;
        // At most the 16 lots of one holder.
        for (uint256 i; i < lots.length; ++i) {
            if (lots[i].units > left) lots[i].units = uint104(left);
            left -= lots[i].units;
        }
    }

    function _sortByUnlockDay(Lot[] memory lots) private pure {
        for (uint256 i = 1; i < lots.length; ++i) {
            for (uint256 j = i; j != 0 && lots[j - 1].unlockDay > lots[j].unlockDay; --j) {
                (lots[j - 1], lots[j]) = (lots[j], lots[j - 1]);
            }
        }
    }

    /// @dev Freezes further units; as many as are not frozen already, by an order for more than there were.
    function _freeze(ISecurityToken to, address holder, uint256 units) private {
        uint256 balance = to.balanceOf(holder);
        uint256 frozen = to.frozenTokens(holder);
        uint256 unfrozen = balance > frozen ? balance - frozen : 0;
        if (units > unfrozen) units = unfrozen;
        if (units != 0) to.freezePartialTokens(holder, units);
    }

    /// @dev All of it or nothing, and at most 100 bytes of why not.
    function _tryConvertOne(uint256 id, address holder)
        private
        returns (bool converted, bytes memory reason)
    {
        bytes memory input = abi.encodeCall(this.convertOne, (id, holder));
        assembly ("memory-safe") {
            converted := call(gas(), address(), 0, add(input, 32), mload(input), 0, 0)
            let length := returndatasize()
            if gt(length, 100) { length := 100 }
            if converted { length := 0 }
            reason := mload(0x40)
            // 160 bytes: the length, and up to 100 bytes rounded up to whole words.
            mstore(0x40, add(reason, 160))
            mstore(reason, length)
            returndatacopy(add(reason, 32), 0, length)
        }
    }

    /* SMALL THINGS */

    function _requireAhead(ConversionTerms calldata terms) private view {
        bool optional = terms.opensAt != 0 || terms.closesAt != 0;
        require(
            optional ? terms.opensAt < terms.closesAt : terms.mandatoryAt != 0,
            WindowEmpty(terms.opensAt, terms.closesAt)
        );
        if (optional) require(block.timestamp <= terms.opensAt, NotAhead(terms.opensAt, block.timestamp));
        if (terms.mandatoryAt != 0) {
            require(block.timestamp <= terms.mandatoryAt, NotAhead(terms.mandatoryAt, block.timestamp));
        }
    }

    function _emitAnnounced(uint256 id, ConversionTerms calldata terms) private {
        ConversionState storage c = _conversions[id];
        emit ConversionAnnounced(
            id,
            terms.from,
            terms.to,
            c.num,
            c.den,
            terms.opensAt,
            terms.closesAt,
            terms.mandatoryAt,
            terms.ref
        );
    }

    /// @dev No other action may hold the token alone, nor share it when the conversion is not the holder's choice; and its
    ///      units must be those that the ratio is about.
    function _requireNoAction(address token, uint256 rescalings, bool shared) private view {
        require(ISecurityToken(token).rescalings() == rescalings, UnitsRescaled(token));
        (address alone, uint32 others) = ISecurityToken(token).holds();
        require(alone == address(0) && !(shared && others != 0), ITokenErrors.ActionRunning(alone, others));
    }

    /// @dev units × num ÷ den, rounded up.
    function _mulUp(uint256 units, uint256 num, uint256 den) private pure returns (uint256) {
        return (units * num + den - 1) / den;
    }

    /// @dev Euclid: at most 92 steps for 64 bits.
    function _greatestCommonDivisor(uint64 a, uint64 b) private pure returns (uint64) {
        while (b != 0) {
            (a, b) = (b, a % b);
        }
        return a;
    }

    function _known(uint256 id) private view returns (ConversionState storage c) {
        c = _conversions[id];
        require(c.from != address(0), UnknownConversion(id));
    }

    function _going(uint256 id) private view returns (ConversionState storage c) {
        c = _known(id);
        require(!c.cancelled, Cancelled(id));
    }

    function _requireIssuer(address token) private view {
        require(token.code.length != 0, NotASecurityToken(token));
        require(ISecurityToken(token).rolesOf(msg.sender) & ISSUER != 0, NotAuthorised(msg.sender, token));
    }
}
