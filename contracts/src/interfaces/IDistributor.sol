// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice One payment to all holders on a record date. Amounts in base units of the payment token.
///         At the close, declared = paid + parked + carried, exactly, and it stays so when a parked amount is paid.
/// @param carriedIn    what earlier distributions of this token in this currency left over, part of `declared`
/// @param declared     what is shared out: the new amount and what was carried in
/// @param funded       of it, the money that is here
/// @param parked       owed to payees who could not be paid; theirs for ever
/// @param carried      at the close: what rounding left over, carried into the next distribution
/// @param unitsCovered units whose holders have been paid or parked, or were owed nothing
/// @param cursor       the highest address pushed to so far
/// @param claimedAhead whether somebody above the cursor has claimed
/// @param batches      how many batches were pushed
struct Distribution {
    address token;
    uint16 recordId;
    bool claimedAhead;
    bool closed;
    uint32 batches;
    address payment;
    uint128 declared;
    uint128 funded;
    uint128 paid;
    uint128 parked;
    uint128 carriedIn;
    uint128 carried;
    uint104 supply;
    uint104 unitsCovered;
    address cursor;
}

/// @title  Pays what was declared to those on record
/// @notice Declared by an officer of the token, funded by anyone, pushed in batches in ascending order of address. A
///         payee who cannot be paid is parked and never holds up the others. What was skipped or parked is claimed by
///         anyone, and only ever goes to the holder. Nobody can pause or take back a declared distribution.
/// @dev    Trust: the token is believed about balances on record and about the roles of callers, so a false token
///         can only misdirect money given to its own distributions; each pays out at most what it was funded with.
///         Every holder is owed declared × units ÷ supply, rounded down; the remainder is carried over.
///         A payment token must move exactly what it is told to, or fail. A fee on the way in is measured.
interface IDistributor {
    event Declared(
        uint256 indexed id,
        address indexed token,
        uint16 recordId,
        address payment,
        uint256 amount,
        uint256 carriedIn,
        bytes32 ref
    );
    event Funded(uint256 indexed id, address indexed from, uint256 received);
    event Paid(uint256 indexed id, address indexed holder, uint256 amount);
    event Parked(uint256 indexed id, address indexed holder, uint256 amount);
    /// @notice A batch of payments ended at this address. `claimSkipped` needs its list again.
    event Pushed(uint256 indexed id, uint256 indexed batch, address previousCursor, address cursor);
    event Closed(uint256 indexed id, uint256 paid, uint256 parked, uint256 carried);

    error UnknownDistribution(uint256 id);
    /// @notice The caller has neither the RECORDER nor the ISSUER role of this token.
    error NotAuthorised(address caller, address token);
    error RefMissing();
    /// @notice The token's distribution with this reference exists, under this id.
    error AlreadyDeclared(bytes32 ref, uint256 id);
    error NothingToDistribute();
    /// @notice The register was empty on the record date.
    error NoHolders(address token, uint16 recordId);
    error AmountTooLarge(uint256 amount);
    /// @notice There is no contract at this address.
    error NotAToken(address payment);
    /// @notice The distribution takes no more than what is missing.
    error Overfunded(uint256 amount, uint256 missing);
    /// @notice This much is missing, to the base unit.
    error Underfunded(uint256 missing);
    /// @notice Addresses must ascend, from above the cursor on, so that nobody is in two batches.
    error NotAscending(address previous, address holder);
    error NothingToPush();
    /// @notice Not in the gap: outside the batch's range, or in its list.
    error NotSkipped(uint256 id, address holder);
    /// @notice This is not the list of that batch.
    error BatchMismatch(uint256 id, uint256 batch);
    /// @notice Below the cursor and not parked: paid, unless a batch skipped them; then `claimSkipped` pays.
    error NothingToClaim(uint256 id, address holder);
    /// @notice The payee still cannot be paid; the amount stays theirs.
    error PaymentFailed(address holder, uint256 amount);
    /// @notice More left this contract than was paid.
    error PaymentTokenMisbehaves(address payment);
    /// @notice Too little gas is left to give one payment its due.
    error GasTooLow(uint256 left, uint256 needed);
    error NotCovered(uint256 unitsCovered, uint256 supply);
    error AlreadyClosed(uint256 id);

    /// @notice Declares a payment of `amount`, and whatever was carried over, to the holders on a past record date.
    ///         RECORDER or ISSUER of the token.
    /// @param ref an idempotency key, usable once per token
    function declare(address token, uint16 recordId, address payment, uint256 amount, bytes32 ref)
        external
        returns (uint256 id);

    /// @notice Takes `amount` of the payment token from the caller, who has approved it; what arrives counts.
    function fund(uint256 id, uint256 amount) external;

    /// @notice Pays these holders, strictly ascending and all above the cursor. Fully funded distributions only.
    ///         RECORDER or ISSUER of the token: a stranger could otherwise skip everybody and make them claim.
    /// @dev    Give it at least the 300,000 gas that one payment may need, beyond what it uses.
    function push(uint256 id, address[] calldata holders) external;

    /// @notice Pays one holder who was parked, or whom pushing has not reached yet. Anyone may call.
    function claim(uint256 id, address holder) external;

    /// @notice Pays one holder whom batch `batch` passed by. Anyone may call.
    /// @param previousCursor where that batch began, and
    /// @param pushed         its list, as its `Pushed` event and calldata tell
    function claimSkipped(
        uint256 id,
        address holder,
        uint256 batch,
        address previousCursor,
        address[] calldata pushed
    ) external;

    /// @notice Tries parked payees again; those who still cannot be paid stay parked. Anyone may call.
    function retryParked(uint256 id, address[] calldata holders) external;

    /// @notice Ends a distribution that has reached every unit: what rounding left is carried into the next one of this
    ///         token in this currency. Parked amounts stay claimable. Anyone may call.
    function close(uint256 id) external;

    function distribution(uint256 id) external view returns (Distribution memory);
    function distributionCount() external view returns (uint256);

    /// @notice The distribution of this token with this reference; 0 when there is none.
    function idOf(address token, bytes32 ref) external view returns (uint256);

    /// @notice What this holder is owed in all, paid or not.
    function entitlement(uint256 id, address holder) external view returns (uint256);

    /// @notice What is parked for this holder now.
    function parkedOf(uint256 id, address holder) external view returns (uint256);

    /// @notice Whether this holder claimed rather than being pushed to.
    function hasClaimed(uint256 id, address holder) external view returns (bool);

    /// @notice What the next distribution of this token in this currency starts with.
    function carriedOver(address token, address payment) external view returns (uint256);
}
