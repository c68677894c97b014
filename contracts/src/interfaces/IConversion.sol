// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Lot} from "./ISecurityToken.sol";

/// @notice What units of one class become in another of the same issuer: `den` base units of `from` become `num` of `to`.
/// @param opensAt     the first instant at which holders may convert, and
/// @param closesAt    the first at which they no longer may; both 0 when they have no such option
/// @param mandatoryAt from when on anybody's units are converted; 0 never
/// @param ref         an idempotency key, usable once per `from`
struct ConversionTerms {
    address from;
    address to;
    uint64 num;
    uint64 den;
    uint40 opensAt;
    uint40 closesAt;
    uint40 mandatoryAt;
    bytes32 ref;
}

/// @param num       and `den` in lowest terms
/// @param unitsIn   destroyed of `from`
/// @param unitsOut  issued of `to`: unitsIn × num ÷ den, exactly
struct ConversionState {
    address from;
    uint64 num;
    bool cancelled;
    address to;
    uint64 den;
    uint40 opensAt;
    uint40 closesAt;
    uint40 mandatoryAt;
    uint104 unitsIn;
    uint128 unitsOut;
}

/// @title  Converts units of one class into units of another
/// @notice At the holder's option, or at the issuer's from a day on. Units of the first class are destroyed and units of
///         the second issued in one step, always a whole multiple of the ratio, so that no fraction is lost: what does
///         not make a whole unit stays a unit of the first class.
///         What was locked stays locked, as long as before, and keeps the day it was acquired: securities taken from the
///         issuer solely in exchange for its other securities count as acquired when those were, 17 CFR 230.144(d)(3)(ii).
///         What rounding cannot split between lots goes to the one locked longer.
///         The receiver must fulfil the second token's rules. Whom these refuse when conversion is mandatory keeps the
///         units of the first class, untouched, and is converted whenever they fulfil them: there is no last day.
///         In a mandatory conversion freezes follow: as many units, rounded up, and a frozen wallet is frozen there too.
/// @dev    Needs ISSUER on both tokens, and FREEZER on `to` for a freeze to follow. It takes no money and holds no units.
interface IConversion {
    event ConversionAnnounced(
        uint256 indexed id,
        address indexed from,
        address indexed to,
        uint64 num,
        uint64 den,
        uint40 opensAt,
        uint40 closesAt,
        uint40 mandatoryAt,
        bytes32 ref
    );
    event ConversionCancelled(uint256 indexed id);
    event Converted(uint256 indexed id, address indexed holder, uint256 unitsIn, uint256 unitsOut);
    /// @notice The holder keeps what they have, for this reason: the beginning of the error, 100 bytes at most, nearly
    ///         always `TransferRefused(reason, actual, limit)` of `to`.
    event ConversionDeferred(uint256 indexed id, address indexed holder, bytes reason);

    error UnknownConversion(uint256 id);
    /// @notice The caller is not an ISSUER of this token.
    error NotAuthorised(address caller, address token);
    error RefMissing();
    error AlreadyDeclared(bytes32 ref, uint256 id);
    error NotASecurityToken(address token);
    error SameToken(address token);
    error RatioZero(uint64 num, uint64 den);
    /// @notice The holders' window ends after it begins, and there is a window or a day from which on it is mandatory.
    error WindowEmpty(uint40 opensAt, uint40 closesAt);
    error NotAhead(uint40 at, uint256 now_);
    error Cancelled(uint256 id);
    /// @notice It has begun, and holders may rely on it.
    error AlreadyBegun(uint256 id, uint40 begunAt);
    error NotOpen(uint256 id, uint40 opensAt, uint40 closesAt);
    error NotMandatory(uint256 id, uint40 mandatoryAt);
    error TokenPaused(address token);
    /// @notice The units of this class were split since: the ratio is about others. Announce it anew.
    error UnitsRescaled(address token);
    /// @notice A frozen wallet converts nothing of its own will.
    error HolderFrozen(address holder);
    /// @notice Frozen units are not converted at the holder's option; locked ones are.
    error NotFree(address holder, uint256 units, uint256 free);
    /// @notice Units are converted in multiples of `multiple`.
    error NotWhole(uint256 units, uint256 multiple);
    /// @notice A token counts its units in 104 bits.
    error AmountTooLarge(uint256 amount);
    error OnlySelf(address caller);

    /// @notice Announces it. The caller is ISSUER of both tokens.
    /// @custom:by ISSUER of both tokens
    function announce(ConversionTerms calldata terms) external returns (uint256 id);

    /// @notice Gives it up before it begins.
    /// @custom:by ISSUER of both tokens, before it begins
    function cancel(uint256 id) external;

    /// @notice Converts units of the caller, who has chosen to.
    /// @custom:by the holder, while the window is open
    function convert(uint256 id, uint256 units) external;

    /// @notice The same, as `holder` has signed it: `Convert(uint256 id,address holder,uint256 units,uint256 nonce,uint256
    ///         deadline)`. Anyone may carry it. Whatever the holder does in this conversion voids what they signed before.
    /// @custom:by anyone, with the holder's signature
    function convertFor(uint256 id, address holder, uint256 units, uint256 deadline, bytes calldata signature)
        external;

    /// @notice Converts all that these holders have, from the mandatory day on, in any order and as often as need be. Who
    ///         cannot receive is passed over with `ConversionDeferred`.
    /// @dev    Give it at least the 2,500,000 gas that a holder of many lots may need, beyond what it uses.
    /// @custom:by anyone, from the mandatory day on
    function convertAll(uint256 id, address[] calldata holders) external;

    /// @notice Part of `convertAll`, which calls it: only for this contract itself.
    /// @custom:by this contract itself, in `convertAll`
    function convertOne(uint256 id, address holder) external;

    /// @notice What `units` of this holder, a multiple of the ratio, become: free at once, and in locked lots. Whether the
    ///         holder may receive it, `to` says: `explain(address(0), holder, units)`.
    function quote(uint256 id, address holder, uint256 units)
        external
        view
        returns (uint256 free, Lot[] memory lots);

    /// @notice What was announced, and how far it has come.
    function conversion(uint256 id) external view returns (ConversionState memory);

    /// @notice How many were announced; ids count from 1.
    function conversionCount() external view returns (uint256);

    /// @notice The conversion from this token with this reference; 0 when there is none.
    function idOf(address from, bytes32 ref) external view returns (uint256);

    /// @notice What the next signature of this holder must carry.
    function nonceOf(uint256 id, address holder) external view returns (uint256);

    /// @notice EIP-712: the hash of what a signature for this contract is bound to.
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice ERC-5267: what a signature for this contract is bound to.
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
