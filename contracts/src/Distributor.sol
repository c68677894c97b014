// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Distribution, IDistributor, PayoutPolicy, WithholdingRate} from "./interfaces/IDistributor.sol";
import {ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {ISSUER, RECORDER, RECOVERER} from "./Roles.sol";
import {Payment} from "./types/Payment.sol";

/// @title Distributor
/// @notice See `IDistributor`, which says what each function promises.
contract Distributor is IDistributor, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using BitMaps for BitMaps.BitMap;
    using Checkpoints for Checkpoints.Trace160;

    uint256 public constant WITHHOLDING_MAX_BPS = 5_000;
    uint256 public constant UNCLAIMED_DAYS_MIN = 365;
    /// So many are followed, each to a wallet of the same investor: nobody makes a payment unaffordable by adding more.
    uint256 private constant REDIRECTS_MAX = 16;

    uint256 public distributionCount;
    mapping(uint256 id => Distribution) private _distributions;
    mapping(address token => mapping(bytes32 ref => uint256)) public idOf;
    mapping(uint256 id => mapping(address holder => Parking)) private _parked;
    mapping(uint256 id => mapping(address holder => bool)) public hasClaimed;
    mapping(address token => mapping(address payment => uint256)) public carriedOver;
    /// The hash of where each batch began and of its list: enough to prove later whom it passed by.
    mapping(uint256 id => mapping(uint256 batch => bytes32)) private _batches;
    mapping(address token => PayoutPolicy) private _policies;
    /// Rates by the number of distributions there were when they were set: those that follow withhold at that rate.
    mapping(address token => mapping(address holder => Checkpoints.Trace160)) private _rates;
    /// Of distributions by proof: the root, and what binds its leaves to this one distribution.
    mapping(uint256 id => bytes32) public rootOf;
    mapping(uint256 id => bytes32) private _leafKeys;
    mapping(uint256 id => BitMaps.BitMap) private _provenIndexes;
    /// Of wallets that were lost: where their money goes.
    mapping(address token => mapping(address lost => address fresh)) private _fresh;
    mapping(address token => bool) public isWatched;

    /// What is owed to a payee who could not be paid: theirs until the next handover, and beyond it while it is held back.
    struct Parking {
        uint128 amount;
        /// Of the distribution, when this was parked or last tried.
        uint8 handovers;
        /// The registry blocked the payee then.
        bool held;
    }

    /// What one call pays out of one distribution, and what it needs to know for that.
    struct Run {
        uint256 id;
        address token;
        bool withholds;
        /// Payees are looked up: a lost wallet's money goes elsewhere, and nobody whom the registry blocks is paid.
        bool looks;
        IInvestorRegistry registry;
        address payment;
        uint256 declared;
        uint256 supply;
        /// Of the payment token, here before anything was paid.
        uint256 before;
        uint256 paid;
        uint256 parked;
        uint256 unparked;
        uint256 held;
        uint256 released;
        uint256 withheld;
        uint256 covered;
    }

    modifier onlyOfficer(address token) {
        require(_isOfficer(token), NotAuthorised(msg.sender, token));
        _;
    }

    /* ISSUER */

    /// @inheritdoc IDistributor
    function declare(address token, uint16 recordId, address payment, uint256 amount, bytes32 ref)
        external
        nonReentrant
        onlyOfficer(token)
        returns (uint256 id)
    {
        uint256 carriedIn = carriedOver[token][payment];
        id = _open(token, payment, amount, carriedIn, ref);
        uint256 supply = ISecurityToken(token).supplyAtRecord(recordId);
        require(supply != 0, NoHolders(token, recordId));
        carriedOver[token][payment] = 0;
        _distributions[id].recordId = recordId;
        _distributions[id].supply = uint104(supply);
        emit Declared(id, token, recordId, payment, amount, carriedIn, ref);
    }

    /// @inheritdoc IDistributor
    function declareByProof(address token, address payment, uint256 amount, bytes32 ref, bytes32 root)
        external
        nonReentrant
        onlyOfficer(token)
        returns (uint256 id)
    {
        require(root != bytes32(0), RootMissing());
        id = _open(token, payment, amount, 0, ref);
        _distributions[id].byProof = true;
        rootOf[id] = root;
        _leafKeys[id] = leafKey(token, ref);
        emit Declared(id, token, 0, payment, amount, 0, ref);
        emit RootDeclared(id, root);
    }

    /// @inheritdoc IDistributor
    function setTaxAccount(address token, address account) external onlyOfficer(token) {
        _requireAccount(account);
        _policies[token].taxAccount = account;
        emit TaxAccountSet(token, account);
    }

    /// @inheritdoc IDistributor
    function setWithholding(address token, WithholdingRate[] calldata rates) external onlyOfficer(token) {
        PayoutPolicy storage policy = _policies[token];
        require(policy.taxAccount != address(0), TaxAccountMissing(token));
        uint256 count = distributionCount;
        for (uint256 i; i < rates.length; ++i) {
            WithholdingRate calldata rate = rates[i];
            require(rate.bps <= WITHHOLDING_MAX_BPS, RateTooHigh(rate.holder, rate.bps, WITHHOLDING_MAX_BPS));
            if (rate.bps != 0 && !policy.withholds) policy.withholds = true;
            _rates[token][rate.holder].push(uint96(count), rate.bps);
            emit WithholdingSet(token, rate.holder, rate.bps, count + 1);
        }
    }

    /// @inheritdoc IDistributor
    function setUnclaimedPolicy(address token, uint16 afterDays, address to) external onlyOfficer(token) {
        if (afterDays != 0) {
            require(afterDays >= UNCLAIMED_DAYS_MIN, ExpiryTooEarly(afterDays, UNCLAIMED_DAYS_MIN));
            _requireAccount(to);
        } else {
            require(to == address(0), NotAPayee(to));
        }
        _policies[token].unclaimedDays = afterDays;
        _policies[token].unclaimedTo = to;
        emit UnclaimedPolicySet(token, afterDays, to);
    }

    /// @inheritdoc IDistributor
    function extendClaims(uint256 id, uint40 until) external {
        Distribution storage d = _known(id);
        require(_isOfficer(d.token), NotAuthorised(msg.sender, d.token));
        require(d.handovers == 0, ClaimsExpired(id));
        require(d.expiresAt != 0, NeverExpires(id));
        require(until > d.expiresAt, ExpiryTooEarly(until, d.expiresAt));
        d.expiresAt = until;
        emit ExpirySet(id, until, d.unclaimedTo);
    }

    /// @inheritdoc IDistributor
    function expire(uint256 id) external nonReentrant {
        Distribution storage d = _funded(id);
        require(_isOfficer(d.token), NotAuthorised(msg.sender, d.token));
        require(d.expiresAt != 0, NeverExpires(id));
        require(d.expiresAt <= block.timestamp, NotExpired(id, d.expiresAt));
        uint128 amount;
        if (d.byProof) {
            amount = d.declared - d.paid - d.withheld - d.unclaimed;
            d.closed = true;
        } else {
            require(d.closed, NotCovered(d.unitsCovered, d.supply));
            amount = d.parked - d.held;
            d.parked = d.held;
        }
        require(amount != 0, NothingToExpire(id));
        ++d.handovers;
        d.unclaimed += amount;
        address to = d.unclaimedTo;
        emit Expired(id, to, amount);
        _sendExactly(d.payment, to, amount);
    }

    /// @inheritdoc IDistributor
    function redirect(address token, address lost, address fresh) external {
        require(ISecurityToken(token).rolesOf(msg.sender) & RECOVERER != 0, NotAuthorised(msg.sender, token));
        bool isLed = _fresh[token][lost] != address(0);
        if (lost == fresh) {
            require(isLed, CannotRedirect(lost, fresh));
            _fresh[token][lost] = address(0);
        } else {
            IInvestorRegistry registry = IInvestorRegistry(ISecurityToken(token).identityRegistry());
            address identity = registry.identity(lost);
            // Nobody who is led elsewhere leads here: so it ends, however often a wallet is lost.
            require(
                identity != address(0) && identity == registry.identity(fresh) && !isLed
                    && _fresh[token][fresh] == address(0),
                CannotRedirect(lost, fresh)
            );
            _fresh[token][lost] = fresh;
            isWatched[token] = true;
        }
        emit Redirected(token, lost, fresh);
    }

    /// @inheritdoc IDistributor
    function watch(address token) external onlyOfficer(token) {
        isWatched[token] = true;
        emit Watched(token);
    }

    /* ANYONE */

    /// @inheritdoc IDistributor
    function fund(uint256 id, uint256 amount) external nonReentrant {
        Distribution storage d = _known(id);
        uint256 missing = d.declared - d.funded;
        require(amount <= missing, Overfunded(amount, missing));

        IERC20 payment = IERC20(d.payment);
        uint256 before = payment.balanceOf(address(this));
        payment.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = payment.balanceOf(address(this)) - before;

        // A token that hands out more than it was asked for is not one to pay with.
        require(received <= missing, Overfunded(received, missing));
        d.funded += uint128(received);
        emit Funded(id, msg.sender, received);
    }

    /// @inheritdoc IDistributor
    function push(uint256 id, address[] calldata holders) external nonReentrant {
        Distribution storage d = _payable(id);
        require(!d.byProof, WrongRail(id));
        require(holders.length != 0, NothingToPush());
        // Looked up one by one, payees cost a fifth more: only where there is reason to.
        Run memory run = _begin(id, d, isWatched[d.token]);
        address previous = _nextBatch(id, d, holders);
        _pushAll(
            run,
            holders,
            Payment.balancesAtRecord(run.token, d.recordId, holders),
            uint160(previous),
            d.claimedAhead
        );
        _book(d, run);
        // Somebody left out would have to be paid one by one. Whom an officer leaves out has an officer to ask.
        if (d.unitsCovered != d.supply) {
            require(_isOfficer(run.token), LeavesHoldersOut(d.unitsCovered, d.supply));
        }
    }

    /// @inheritdoc IDistributor
    function claim(uint256 id, address holder) external nonReentrant {
        Distribution storage d = _funded(id);
        require(!d.byProof, WrongRail(id));
        Run memory run = _begin(id, d, true);
        uint256 parked = parkedOf(id, holder);
        if (parked != 0) {
            _requireNotBlocked(run, holder);
            require(_payParked(run, d.handovers, holder, parked), PaymentFailed(holder, parked));
        } else {
            require(d.handovers == 0, ClaimsExpired(id));
            require(holder > d.cursor, NothingToClaim(id, holder));
            d.claimedAhead = true;
            _payUnpushed(run, d.recordId, holder);
        }
        _book(d, run);
    }

    /// @inheritdoc IDistributor
    function claimSkipped(
        uint256 id,
        address holder,
        uint256 batch,
        address previousCursor,
        address[] calldata pushed
    ) external nonReentrant {
        Distribution storage d = _payable(id);
        require(
            batch < d.batches && _batches[id][batch] == Payment.batchHash(previousCursor, pushed),
            BatchMismatch(id, batch)
        );
        require(previousCursor < holder && holder < pushed[pushed.length - 1], NotSkipped(id, holder));
        for (uint256 i; i < pushed.length; ++i) {
            require(pushed[i] != holder, NotSkipped(id, holder));
        }
        Run memory run = _begin(id, d, true);
        _payUnpushed(run, d.recordId, holder);
        _book(d, run);
    }

    /// @inheritdoc IDistributor
    function claimByProof(uint256 id, uint256 index, address holder, uint256 amount, bytes32[] calldata proof)
        external
        nonReentrant
    {
        Distribution storage d = _payable(id);
        require(d.byProof, WrongRail(id));
        require(amount != 0 && !_provenIndexes[id].get(index), NothingToClaim(id, holder));
        require(
            MerkleProof.verifyCalldata(proof, rootOf[id], _leaf(_leafKeys[id], index, holder, amount)),
            ProofInvalid(id, index, holder, amount)
        );
        // A root can promise more than was declared. Whoever comes when it is spent gets nothing.
        uint256 left = d.declared - d.paid - d.withheld;
        require(amount <= left, ClaimTooLarge(amount, left));
        _provenIndexes[id].set(index);
        Run memory run = _begin(id, d, true);
        if (run.withholds) amount = _withhold(run, holder, amount);
        _requireNotBlocked(run, holder);
        (bool ok,) = _payWatched(run, holder, amount);
        require(ok, PaymentFailed(holder, amount));
        run.paid = amount;
        _book(d, run);
    }

    /// @inheritdoc IDistributor
    function retryParked(uint256 id, address[] calldata holders) external nonReentrant {
        Distribution storage d = _funded(id);
        Run memory run = _begin(id, d, true);
        for (uint256 i; i < holders.length; ++i) {
            uint256 parked = parkedOf(id, holders[i]);
            if (parked != 0) _payParked(run, d.handovers, holders[i], parked);
        }
        _book(d, run);
    }

    /// @inheritdoc IDistributor
    function remit(uint256 id) external nonReentrant {
        Distribution storage d = _known(id);
        uint128 amount = d.withheld - d.remitted;
        require(amount != 0, NothingToRemit(id));
        d.remitted += amount;
        address to = _policies[d.token].taxAccount;
        emit Remitted(id, to, amount);
        _sendExactly(d.payment, to, amount);
    }

    /// @inheritdoc IDistributor
    function close(uint256 id) external nonReentrant {
        Distribution storage d = _known(id);
        require(!d.closed, AlreadyClosed(id));
        uint128 carried = d.declared - d.paid - d.parked - d.withheld;
        if (d.byProof) require(carried == 0, NotCovered(d.declared - carried, d.declared));
        else require(d.unitsCovered == d.supply, NotCovered(d.unitsCovered, d.supply));

        d.closed = true;
        d.carried = carried;
        carriedOver[d.token][d.payment] += carried;
        emit Closed(id, d.paid, d.parked, d.withheld, carried);
    }

    /* VIEWS */

    /// @inheritdoc IDistributor
    function distribution(uint256 id) external view returns (Distribution memory) {
        return _known(id);
    }

    /// @inheritdoc IDistributor
    function payoutPolicy(address token) external view returns (PayoutPolicy memory) {
        return _policies[token];
    }

    /// @inheritdoc IDistributor
    function entitlement(uint256 id, address holder) public view returns (uint256) {
        Distribution storage d = _known(id);
        require(!d.byProof, WrongRail(id));
        return _share(d.declared, ISecurityToken(d.token).balanceAtRecord(holder, d.recordId), d.supply);
    }

    /// @inheritdoc IDistributor
    function netEntitlement(uint256 id, address holder) external view returns (uint256) {
        uint256 gross = entitlement(id, holder);
        return gross - _withheldFrom(gross, withholdingOf(id, holder));
    }

    /// @inheritdoc IDistributor
    function withholdingOf(uint256 id, address holder) public view returns (uint256 bps) {
        Distribution storage d = _known(id);
        return d.withholds ? _rateAt(d.token, holder, id) : 0;
    }

    /// @inheritdoc IDistributor
    function withholdingRate(address token, address holder) external view returns (uint256 bps) {
        return _rates[token][holder].latest();
    }

    /// @inheritdoc IDistributor
    function parkedOf(uint256 id, address holder) public view returns (uint256) {
        Parking storage parking = _parked[id][holder];
        return parking.held || parking.handovers == _distributions[id].handovers ? parking.amount : 0;
    }

    /// @inheritdoc IDistributor
    function payeeOf(address token, address holder) public view returns (address payee) {
        payee = holder;
        for (uint256 i; i < REDIRECTS_MAX; ++i) {
            address next = _fresh[token][payee];
            if (next == address(0)) break;
            payee = next;
        }
    }

    /// @inheritdoc IDistributor
    function isProven(uint256 id, uint256 index) external view returns (bool) {
        return _provenIndexes[id].get(index);
    }

    /// @inheritdoc IDistributor
    function leafKey(address token, bytes32 ref) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), token, ref));
    }

    /* INTERNALS */

    /// @dev Opens a distribution under the next number, with the token's policy as it is now.
    function _open(address token, address payment, uint256 amount, uint256 carriedIn, bytes32 ref)
        private
        returns (uint256 id)
    {
        require(ref != bytes32(0), RefMissing());
        require(idOf[token][ref] == 0, AlreadyDeclared(ref, idOf[token][ref]));
        require(payment.code.length != 0, NotAToken(payment));
        require(amount != 0, NothingToDistribute());
        require(amount <= type(uint128).max - carriedIn, AmountTooLarge(amount));

        id = ++distributionCount;
        idOf[token][ref] = id;
        Distribution storage d = _distributions[id];
        d.token = token;
        d.payment = payment;
        d.declared = uint128(amount + carriedIn);
        // What is carried in is here already.
        d.funded = uint128(carriedIn);
        d.carriedIn = uint128(carriedIn);

        PayoutPolicy storage policy = _policies[token];
        d.withholds = policy.withholds;
        if (policy.unclaimedDays != 0) {
            d.expiresAt = uint40(block.timestamp + uint256(policy.unclaimedDays) * 1 days);
            d.unclaimedTo = policy.unclaimedTo;
            emit ExpirySet(id, d.expiresAt, d.unclaimedTo);
        }
    }

    /// @dev Records a batch and moves the cursor to its end. Returns where the cursor was.
    function _nextBatch(uint256 id, Distribution storage d, address[] calldata holders)
        private
        returns (address previous)
    {
        previous = d.cursor;
        address cursor = holders[holders.length - 1];
        uint32 batch = d.batches;
        _batches[id][batch] = Payment.batchHash(previous, holders);
        d.cursor = cursor;
        d.batches = batch + 1;
        emit Pushed(id, batch, previous, cursor);
    }

    function _begin(uint256 id, Distribution storage d, bool looks) private view returns (Run memory run) {
        run.id = id;
        run.token = d.token;
        run.withholds = d.withholds;
        run.looks = looks;
        if (looks) run.registry = IInvestorRegistry(ISecurityToken(run.token).identityRegistry());
        run.payment = d.payment;
        run.declared = d.declared;
        run.supply = d.supply;
        run.before = IERC20(run.payment).balanceOf(address(this));
    }

    /// @dev Books what was paid. No less may be left than that, or another distribution would pay for it. More, when a
    ///      payee gave something back at once.
    function _book(Distribution storage d, Run memory run) private {
        require(
            IERC20(run.payment).balanceOf(address(this)) + run.paid >= run.before,
            PaymentTokenMisbehaves(run.payment)
        );
        // As long as no more units are paid than there are, the shares add up to no more than what was declared.
        require(run.covered <= d.supply - d.unitsCovered, TokenMisbehaves(run.token));
        d.paid += uint128(run.paid);
        if (run.parked | run.unparked != 0) d.parked = uint128(d.parked + run.parked - run.unparked);
        if (run.held | run.released != 0) d.held = uint128(d.held + run.held - run.released);
        if (run.withheld != 0) d.withheld += uint128(run.withheld);
        if (run.covered != 0) d.unitsCovered += uint104(run.covered);
    }

    /// @dev Pays the holders of a batch, or parks what they are owed. Passed once for each payee, and written to be cheap.
    function _pushAll(
        Run memory run,
        address[] calldata holders,
        uint256[] memory units,
        uint256 previous,
        bool claimedAhead
    ) private {
        (uint256 id, uint256 supply) = (run.id, run.supply);
        uint256 paid;
        uint256 covered;
        for (uint256 i; i < holders.length; ++i) {
            uint256 holder;
            uint256 amount;
            // Inside of both lists, which are of one length.
            assembly ("memory-safe") {
                let offset := shl(5, i)
                holder := calldataload(add(holders.offset, offset))
                amount := mload(add(add(units, 32), offset))
            }
            // They ascend to the last, which was read as an address: so none has a bit too many.
            if (previous >= holder) {
                revert NotAscending(address(uint160(previous)), address(uint160(holder)));
            }
            previous = holder;
            if (claimedAhead && hasClaimed[id][address(uint160(holder))]) continue;
            if (amount > supply) revert TokenMisbehaves(run.token);
            unchecked {
                // Each at most the supply, 104 bits; a call has gas for far fewer than 2^128 of them.
                covered += amount;
                // 128 + 104 bits.
                amount = run.declared * amount;
            }
            // Not `/`, which would check for each that the supply is something: no record date without one is declared.
            assembly ("memory-safe") {
                amount := div(amount, supply)
            }
            if (amount == 0) continue;
            bool ok;
            if (run.withholds) amount = _withhold(run, address(uint160(holder)), amount);
            if (run.looks) {
                ok = _payOrPark(run, address(uint160(holder)), amount);
            } else {
                ok = Payment.pay(id, run.payment, address(uint160(holder)), amount);
                if (!ok) _park(run, address(uint160(holder)), amount, false);
            }
            if (!ok) continue;
            unchecked {
                // Each a share of `declared`, 128 bits.
                paid += amount;
            }
        }
        (run.paid, run.covered) = (paid, covered);
    }

    function _park(Run memory run, address holder, uint256 amount, bool held) private {
        run.parked += amount;
        if (held) run.held += amount;
        // Nothing is handed over before everybody was reached.
        _parked[run.id][holder] = Parking(uint128(amount), 0, held);
        emit Parked(run.id, holder, amount);
    }

    /// @dev Pays a holder no batch has reached, or parks what they are owed; once. Either way they are reached: nobody who
    ///      cannot be paid holds up the close.
    function _payUnpushed(Run memory run, uint16 recordId, address holder) private {
        require(!hasClaimed[run.id][holder], NothingToClaim(run.id, holder));
        uint256 units = ISecurityToken(run.token).balanceAtRecord(holder, recordId);
        require(units != 0, NothingToClaim(run.id, holder));
        hasClaimed[run.id][holder] = true;
        run.covered = units;
        uint256 amount = _share(run.declared, units, run.supply);
        if (amount == 0) return;
        if (run.withholds) amount = _withhold(run, holder, amount);
        if (_payOrPark(run, holder, amount)) run.paid = amount;
    }

    function _payOrPark(Run memory run, address holder, uint256 amount) private returns (bool ok) {
        bool held;
        (ok, held) = _payWatched(run, holder, amount);
        if (!ok) _park(run, holder, amount, held);
    }

    /// @dev Pays what is parked for a holder; when that fails, leaves it parked, notes whether it is held back now, and
    ///      returns false.
    function _payParked(Run memory run, uint8 handovers, address holder, uint256 amount)
        private
        returns (bool)
    {
        Parking storage parking = _parked[run.id][holder];
        bool wasHeld = parking.held;
        parking.amount = 0;
        (bool ok, bool held) = _payWatched(run, holder, amount);
        if (wasHeld) run.released += amount;
        if (ok) {
            run.paid += amount;
            run.unparked += amount;
            return true;
        }
        if (held) run.held += amount;
        else if (wasHeld) emit HeldBackNoLonger(run.id, holder);
        _parked[run.id][holder] = Parking(uint128(amount), handovers, held);
        return false;
    }

    /// @dev What is left of a gross amount after withholding, which is noted.
    function _withhold(Run memory run, address holder, uint256 gross) private returns (uint256 net) {
        uint256 bps = _rateAt(run.token, holder, run.id);
        uint256 withheld = _withheldFrom(gross, bps);
        if (withheld == 0) return gross;
        run.withheld += withheld;
        emit Withheld(run.id, holder, withheld, bps);
        return gross - withheld;
    }

    /// @dev Sends an amount that must arrive, and no more may leave.
    function _sendExactly(address payment, address to, uint256 amount) private {
        uint256 before = IERC20(payment).balanceOf(address(this));
        IERC20(payment).safeTransfer(to, amount);
        require(IERC20(payment).balanceOf(address(this)) + amount >= before, PaymentTokenMisbehaves(payment));
    }

    /// @dev declared × units ÷ supply, rounded down.
    function _share(uint256 declared, uint256 units, uint256 supply) private pure returns (uint256) {
        unchecked {
            // 128 + 104 bits. A token that answers with more units than that is found out when it is booked.
            return declared * units / supply;
        }
    }

    function _withheldFrom(uint256 gross, uint256 bps) private pure returns (uint256) {
        return gross * bps / 10_000;
    }

    /// @dev The rate that stood when distribution `id` was declared.
    function _rateAt(address token, address holder, uint256 id) private view returns (uint256) {
        return _rates[token][holder].upperLookupRecent(uint96(id - 1));
    }

    /// @dev Bound to one distribution by its key, and hashed twice: no node of a tree is a leaf.
    function _leaf(bytes32 key, uint256 index, address holder, uint256 amount)
        private
        pure
        returns (bytes32)
    {
        return keccak256(bytes.concat(keccak256(abi.encode(key, index, holder, amount))));
    }

    /// @dev As `Payment.pay`, to whoever stands for the holder, unless the registry blocks them: then it is held back.
    function _payWatched(Run memory run, address holder, uint256 amount)
        private
        returns (bool ok, bool held)
    {
        address payee = payeeOf(run.token, holder);
        if (Payment.isBlocked(run.registry, payee)) {
            emit HeldBack(run.id, holder, payee);
            return (false, true);
        }
        ok = Payment.tryPay(run.payment, payee, amount);
        if (ok) emit Paid(run.id, holder, amount);
    }

    function _requireNotBlocked(Run memory run, address holder) private view {
        address payee = payeeOf(run.token, holder);
        require(!Payment.isBlocked(run.registry, payee), PayeeBlocked(holder, payee));
    }

    function _known(uint256 id) private view returns (Distribution storage d) {
        d = _distributions[id];
        require(d.token != address(0), UnknownDistribution(id));
    }

    function _funded(uint256 id) private view returns (Distribution storage d) {
        d = _known(id);
        require(d.funded == d.declared, Underfunded(d.declared - d.funded));
    }

    function _payable(uint256 id) private view returns (Distribution storage d) {
        d = _funded(id);
        require(d.handovers == 0, ClaimsExpired(id));
    }

    function _isOfficer(address token) private view returns (bool) {
        return ISecurityToken(token).rolesOf(msg.sender) & (RECORDER | ISSUER) != 0;
    }

    function _requireAccount(address account) private view {
        require(account != address(0) && account != address(this), NotAPayee(account));
    }
}
