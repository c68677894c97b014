// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice One payment to all holders on a record date, or to those whom a Merkle root names. Amounts in base units of the
///         payment token. At the close, declared = paid + parked + withheld + carried, exactly; and it stays so when a
///         parked amount is paid, or when what nobody claimed is handed over: then `unclaimed` stands for it.
/// @param claimedAhead whether somebody above the cursor has claimed
/// @param withholds    whether the token had rates of withholding when this was declared
/// @param byProof      whether entitlements are leaves of a Merkle tree rather than shares of a record date
/// @param handovers    how often what nobody claimed has been handed over
/// @param batches      how many batches were pushed
/// @param expiresAt    from this instant on an officer may hand over what nobody claimed; 0 for never
/// @param declared     what is shared out: the new amount and what was carried in
/// @param funded       of it, the money that is here
/// @param parked       owed to payees who could not be paid
/// @param withheld     kept back for the tax authority, of which
/// @param remitted     has gone to the tax account
/// @param carriedIn    what earlier distributions of this token in this currency left over, part of `declared`
/// @param carried      at the close: what rounding left over, carried into the next distribution
/// @param unitsCovered units whose holders have been paid or parked, or were owed nothing
/// @param cursor       the highest address pushed to so far
/// @param unclaimedTo  who gets what nobody claimed
/// @param unclaimed    what they got
/// @param held         of `parked`, what is held back from payees whom the registry blocked when they were last tried
struct Distribution {
    address token;
    uint16 recordId;
    uint32 batches;
    bool claimedAhead;
    bool closed;
    bool withholds;
    bool byProof;
    uint8 handovers;
    address payment;
    uint40 expiresAt;
    uint128 declared;
    uint128 funded;
    uint128 paid;
    uint128 parked;
    uint128 withheld;
    uint128 remitted;
    uint128 carriedIn;
    uint128 carried;
    uint104 supply;
    uint104 unitsCovered;
    address cursor;
    address unclaimedTo;
    uint128 unclaimed;
    uint128 held;
}

/// @notice What a token's officers have laid down for the distributions declared from now on.
/// @param taxAccount    where withheld amounts go
/// @param unclaimedDays so long after the declaration what nobody claimed may be handed over; 0 for never
/// @param withholds     whether any rate was ever set
/// @param unclaimedTo   who gets it
struct PayoutPolicy {
    address taxAccount;
    uint16 unclaimedDays;
    bool withholds;
    address unclaimedTo;
}

/// @param bps of the gross amount, in basis points; 0 ends the withholding
struct WithholdingRate {
    address holder;
    uint16 bps;
}

/// @title  Pays what was declared to those on record
/// @notice Declared by an officer of the token, funded by anyone, pushed in batches in ascending order of address. A
///         payee who cannot be paid is parked and never holds up the others. What was skipped or parked is claimed by
///         anyone, and only ever goes to the holder, or to the wallet that stands for one they lost; while the registry
///         blocks that wallet, it stays here. Nobody can pause or take back a declared distribution. Rates of withholding,
///         and after how long unclaimed money is handed over, are fixed by the declaration.
/// @dev    Trust: the token is believed about balances on record and about the roles of callers, so a false token
///         can only misdirect money given to its own distributions; each pays out at most what it was funded with.
///         Every holder is owed declared × units ÷ supply, rounded down; the remainder is carried over. Of that, a rate
///         of at most half is withheld, rounded down: gross = net + withheld.
///         A payment token must move exactly what it is told to, or fail. A fee on the way in is measured.
///         An officer is whoever has the RECORDER or the ISSUER role of the token.
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
    /// @notice What this holder is owed has gone to them, or to the wallet that stands for one they lost.
    event Paid(uint256 indexed id, address indexed holder, uint256 amount);
    event Parked(uint256 indexed id, address indexed holder, uint256 amount);
    /// @notice Not paid, as the registry blocks the wallet that would be: it is under sanctions, or was lost.
    event HeldBack(uint256 indexed id, address indexed holder, address payee);
    /// @notice Blocked no longer, but still not paid: what is parked for this holder can be handed over again.
    event HeldBackNoLonger(uint256 indexed id, address indexed holder);
    /// @notice A batch of payments ended at this address. `claimSkipped` needs its list again.
    event Pushed(uint256 indexed id, uint256 indexed batch, address previousCursor, address cursor);
    /// @notice Kept back from a holder's gross amount, at this rate. The `Paid` or `Parked` that follows is the net.
    event Withheld(uint256 indexed id, address indexed holder, uint256 amount, uint256 bps);
    event Closed(uint256 indexed id, uint256 paid, uint256 parked, uint256 withheld, uint256 carried);
    event Remitted(uint256 indexed id, address indexed to, uint256 amount);
    event RootDeclared(uint256 indexed id, bytes32 root);
    /// @notice What nobody has claimed of this distribution may be handed over from `at` on.
    event ExpirySet(uint256 indexed id, uint40 at, address to);
    event Expired(uint256 indexed id, address indexed to, uint256 amount);
    event TaxAccountSet(address indexed token, address account);
    /// @notice From distribution `fromId` on.
    event WithholdingSet(address indexed token, address indexed holder, uint256 bps, uint256 fromId);
    /// @notice Whatever is owed to `lost` as a holder of this token goes to `fresh` from now on: to `lost` itself again
    ///         where they are the same.
    event Redirected(address indexed token, address indexed lost, address indexed fresh);
    /// @notice Every payment to a holder of this token looks at the registry from now on.
    event Watched(address indexed token);
    event UnclaimedPolicySet(address indexed token, uint16 afterDays, address to);

    error UnknownDistribution(uint256 id);
    /// @notice The caller is no officer of this token.
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
    /// @notice Below the cursor, or claimed, and not parked: paid, unless a batch skipped them; then `claimSkipped` pays.
    error NothingToClaim(uint256 id, address holder);
    /// @notice The payee still cannot be paid; the amount stays theirs.
    error PaymentFailed(address holder, uint256 amount);
    /// @notice The registry blocks the wallet that would be paid; the amount stays the holder's.
    error PayeeBlocked(address holder, address payee);
    /// @notice More left this contract than was paid.
    error PaymentTokenMisbehaves(address payment);
    /// @notice Somebody still has to be reached. By proof: `covered` of `whole` base units are paid or withheld.
    error NotCovered(uint256 covered, uint256 whole);
    /// @notice Only an officer may push a batch after which somebody is left to pay.
    error LeavesHoldersOut(uint256 unitsCovered, uint256 supply);
    /// @notice The token answers with more units than there are, or not with one number for each holder.
    error TokenMisbehaves(address token);
    /// @notice This distribution pays by proof, or this one does not.
    error WrongRail(uint256 id);
    error RootMissing();
    /// @notice The root does not contain this leaf.
    error ProofInvalid(uint256 id, uint256 index, address holder, uint256 amount);
    /// @notice The root promises more than was declared, and this is what is left.
    error ClaimTooLarge(uint256 amount, uint256 left);
    error RateTooHigh(address holder, uint256 bps, uint256 limit);
    /// @notice Where withheld amounts go must be said before any is withheld.
    error TaxAccountMissing(address token);
    error NothingToRemit(uint256 id);
    /// @notice Money cannot be sent to this account.
    error NotAPayee(address account);
    /// @notice Below the least number of days, or not later than what was promised.
    error ExpiryTooEarly(uint256 given, uint256 limit);
    error NeverExpires(uint256 id);
    error NotExpired(uint256 id, uint256 at);
    error NothingToExpire(uint256 id);
    /// @notice What nobody had claimed has been handed over; `unclaimedTo` has it. Only what was held back is still there.
    error ClaimsExpired(uint256 id);
    error AlreadyClosed(uint256 id);
    /// @notice The wallets are not of one investor, or one of them is led elsewhere already. Or there is nothing to undo.
    error CannotRedirect(address lost, address fresh);

    /// @notice Declares a payment of `amount`, and whatever was carried over, to the holders on a past record date.
    /// @param ref an idempotency key, usable once per token
    /// @custom:by RECORDER or ISSUER of the token
    function declare(address token, uint16 recordId, address payment, uint256 amount, bytes32 ref)
        external
        returns (uint256 id);

    /// @notice Declares a payment of `amount` to those whom a Merkle tree names, on the register or not.
    /// @param root of a tree with sorted pairs, whose leaves are
    ///             keccak256(keccak256(abi.encode(leafKey(token, ref), index, holder, amount)))
    /// @dev    Leaves are paid as long as the money lasts, first come first served; it is the officer's to see that they
    ///         add up to no more than `amount`. What they leave over is handed over with what is unclaimed.
    /// @custom:by RECORDER or ISSUER of the token
    function declareByProof(address token, address payment, uint256 amount, bytes32 ref, bytes32 root)
        external
        returns (uint256 id);

    /// @notice Says where withheld amounts go, those included that are already withheld.
    /// @custom:by RECORDER or ISSUER of the token
    function setTaxAccount(address token, address account) external;

    /// @notice Sets what is withheld from these holders in every distribution declared from now on.
    /// @dev    At most `WITHHOLDING_MAX_BPS` each. What is declared already keeps its rates.
    /// @custom:by RECORDER or ISSUER of the token
    function setWithholding(address token, WithholdingRate[] calldata rates) external;

    /// @notice Sets after how long, and to whom, unclaimed amounts of the distributions declared from now on are handed
    ///         over.
    /// @param afterDays at least `UNCLAIMED_DAYS_MIN`; 0 and no account for never
    /// @custom:by RECORDER or ISSUER of the token
    function setUnclaimedPolicy(address token, uint16 afterDays, address to) external;

    /// @notice Gives holders more time than was declared; never less.
    /// @custom:by RECORDER or ISSUER of the token
    function extendClaims(uint256 id, uint40 until) external;

    /// @notice Hands over what is parked and not held back, or by proof what nobody claimed, after its time and once
    ///         everybody was reached. An officer. Until this is called, holders may claim. What is held back stays theirs;
    ///         what of it `retryParked` finds blocked no longer, and cannot pay, this hands over when it is called again.
    /// @dev    Whoever was parked for another reason and is blocked since is held back once `retryParked` was called for
    ///         them: call it first. By proof nothing is parked, as the chain does not know who is owed: a blocked payee's
    ///         leaf goes with the rest.
    /// @custom:by RECORDER or ISSUER of the token
    function expire(uint256 id) external;

    /// @notice Sends whatever this token's distributions owe to a lost wallet, declared ones and parked amounts included,
    ///         to another wallet of the same investor; offerings, tenders, redemptions and splits of the token follow it.
    ///         Given `lost` twice, it undoes that: a mistaken one is not for good. RECOVERER of the token. Whose entitlement
    ///         it is stays as it was: entitlements, rates and events go by the wallet on record.
    /// @dev    The registry says whose the wallets are. `fresh` may be lost later and redirected in turn.
    /// @custom:by RECOVERER of the token
    function redirect(address token, address lost, address fresh) external;

    /// @notice Has every push look at the registry too, as whatever pays a single holder always does, and park what is owed to
    ///         a wallet that it blocks. For good; so does the first redirection. Call it when a holder is blocked.
    /// @dev    Costs a push 6,000 gas for each payee: a stranger is not to decide that.
    /// @custom:by RECORDER or ISSUER of the token
    function watch(address token) external;

    /// @notice Takes `amount` of the payment token from the caller, who has approved it; what arrives counts.
    /// @custom:by anyone
    function fund(uint256 id, uint256 amount) external;

    /// @notice Pays these holders, strictly ascending and all above the cursor. Fully funded distributions only.
    ///         Anyone may push the batch that leaves nobody out; an officer may push any.
    /// @dev    Give it at least the 300,000 gas that one payment may need, beyond what it uses.
    /// @custom:by anyone, for all who are left; RECORDER or ISSUER of the token, for any
    function push(uint256 id, address[] calldata holders) external;

    /// @notice Pays one holder who was parked, or whom pushing has not reached yet; whoever of these cannot be paid is
    ///         parked.
    /// @custom:by anyone, to the holder
    function claim(uint256 id, address holder) external;

    /// @notice Pays one holder whom batch `batch` passed by, or parks what they are owed.
    /// @param previousCursor where that batch began, and
    /// @param pushed         its list, as its `Pushed` event and calldata tell
    /// @custom:by anyone, to the holder
    function claimSkipped(
        uint256 id,
        address holder,
        uint256 batch,
        address previousCursor,
        address[] calldata pushed
    ) external;

    /// @notice Pays one leaf of a distribution by proof to its holder, once.
    /// @param proof from the leaf to the root, pairs sorted
    /// @custom:by anyone, to the holder
    function claimByProof(uint256 id, uint256 index, address holder, uint256 amount, bytes32[] calldata proof)
        external;

    /// @notice Sends what is withheld and not yet remitted to the tax account.
    /// @custom:by anyone, to the tax account
    function remit(uint256 id) external;

    /// @notice Tries parked payees again; those who still cannot be paid stay parked, held back or not as the registry has it
    ///         now.
    /// @custom:by anyone, to the holders
    function retryParked(uint256 id, address[] calldata holders) external;

    /// @notice Ends a distribution that has reached every unit: what rounding left is carried into the next one of this
    ///         token in this currency. Parked amounts stay claimable. By proof: when everything is paid or withheld.
    /// @custom:by anyone
    function close(uint256 id) external;

    /// @notice What was declared, and where its money is. Reverts for an id that does not exist.
    function distribution(uint256 id) external view returns (Distribution memory);

    /// @notice How many were declared; ids count from 1.
    function distributionCount() external view returns (uint256);

    /// @notice The distribution of this token with this reference; 0 when there is none.
    function idOf(address token, bytes32 ref) external view returns (uint256);

    /// @notice What this holder is owed in all, paid or not, before anything is withheld.
    function entitlement(uint256 id, address holder) external view returns (uint256);

    /// @notice What of it is theirs when the withholding is taken off.
    function netEntitlement(uint256 id, address holder) external view returns (uint256);

    /// @notice What this distribution withholds from this holder, in basis points of the gross amount.
    function withholdingOf(uint256 id, address holder) external view returns (uint256 bps);

    /// @notice What the next distribution of this token will withhold from this holder.
    function withholdingRate(address token, address holder) external view returns (uint256 bps);

    /// @notice What the token's officers have set for the distributions that will be declared.
    function payoutPolicy(address token) external view returns (PayoutPolicy memory);

    /// @notice The most that may be withheld, in basis points.
    function WITHHOLDING_MAX_BPS() external view returns (uint256);

    /// @notice The fewest days after which unclaimed money may be handed over.
    function UNCLAIMED_DAYS_MIN() external view returns (uint256);

    /// @notice The root of a distribution by proof; 0 of any other.
    function rootOf(uint256 id) external view returns (bytes32);

    /// @notice Whether the leaf with this index has been paid.
    function isProven(uint256 id, uint256 index) external view returns (bool);

    /// @notice What binds leaves to the token's distribution with this reference, on this chain, in this contract. Known
    ///         before it is declared, which its number is not.
    function leafKey(address token, bytes32 ref) external view returns (bytes32);

    /// @notice What is parked for this holder now.
    function parkedOf(uint256 id, address holder) external view returns (uint256);

    /// @notice Whether pushes to holders of this token look at the registry.
    function isWatched(address token) external view returns (bool);

    /// @notice Which wallet is paid what this holder is owed: theirs, unless it was lost. At most 16 are followed.
    function payeeOf(address token, address holder) external view returns (address);

    /// @notice Whether this holder claimed rather than being pushed to.
    function hasClaimed(uint256 id, address holder) external view returns (bool);

    /// @notice What the next distribution of this token in this currency starts with.
    function carriedOver(address token, address payment) external view returns (uint256);
}
