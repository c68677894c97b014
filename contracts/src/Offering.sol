// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDistributor} from "./interfaces/IDistributor.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {
    Allocation,
    Currency,
    IOffering,
    Limit,
    OfferingFault,
    OfferingStage,
    OfferingTerms,
    Standing,
    SubscribeWords,
    Subscription,
    SubscriptionState,
    Tier
} from "./interfaces/IOffering.sol";
import {Hold, ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {Payment} from "./types/Payment.sol";
import {Finding, Reason} from "./Reason.sol";
import {ISSUER, PAUSER} from "./Roles.sol";
import {SignatureExpired, domainSeparator, requireSigned} from "./TypedData.sol";
import {UNITS_MAX} from "./types/Holding.sol";
import {InvestorRecord} from "./types/InvestorRecord.sol";

/// @dev ERC-3009, the part of it that only the payee may carry, so that a payment and its subscription cannot be parted.
interface IReceiveWithAuthorization {
    /// @notice Takes what `from` signed over to `to`, who must be the caller.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
}

/// @title Offering
/// @notice See `IOffering`, which says what each function promises.
contract Offering is IOffering, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    string private constant NAME = "Aliquot Offering";
    string private constant VERSION = "1";
    bytes32 private constant SUBSCRIBE_TYPEHASH = keccak256(
        "Subscribe(address investor,uint104 units,uint8 currency,uint128 cashMax,bytes32 salt,uint256 deadline)"
    );
    bytes32 private constant WITHDRAW_TYPEHASH = keccak256("Withdraw(uint256 id,uint256 deadline)");

    /// The currency of what was paid outside the chain.
    uint8 private constant FIAT = type(uint8).max;
    uint256 private constant TIERS_MAX = 16;
    uint256 private constant CURRENCIES_MAX = 8;
    uint256 private constant LIMITS_MAX = 16;
    uint256 private constant LOTS_MAX = 16;
    /// Each of them takes some 30,000 gas, and a transaction has 16,777,216 (EIP-7825).
    uint256 private constant LOCKS_MAX = 400;
    /// After the last cooling-off there must be time to close and to mint.
    uint256 private constant CLOSING_TIME_MIN = 1 days;
    /// More than a token has left where a module had less than its due: it tells none with less than 206,250.
    uint256 private constant SHORT_GAS_MAX = 250_000;
    /// Several times what it takes. Whoever gives less has too little for what follows, too.
    uint256 private constant LET_GO_GAS = 100_000;

    /// It knows where the money of whoever lost their wallet goes.
    IDistributor private immutable DISTRIBUTOR;
    /// Of the platform, and of every token offered: what decides on refunds is never a token's to say.
    IInvestorRegistry private immutable REGISTRY;

    OfferingTerms private _terms;
    OfferingStage public stage;
    uint16 public closedDay;
    /// When the last subscription came, from which the last cooling-off counts.
    uint40 private _lastAt;
    /// Base units of the token in one whole unit.
    uint64 private _scale;
    /// Subscriptions that have neither their units nor their money back. While there are any, the token is held.
    uint32 private _openCount;
    /// How often the token's units had been rescaled when these terms were made: they count in units of then.
    uint16 private _rescalings;

    uint256 public subscriptionCount;
    uint256 public subscribed;
    uint256 public allotted;
    uint256 public minted;
    mapping(uint256 id => Subscription) private _subscriptions;
    mapping(address identity => uint256) public unitsOfInvestor;
    mapping(uint8 currency => bool) public isStopped;
    mapping(uint8 currency => uint256) public escrowOf;
    mapping(uint8 currency => uint256) public proceedsOf;
    mapping(uint8 currency => uint256) public parkedTotalOf;
    mapping(uint8 currency => mapping(address investor => uint256)) public parkedOf;
    mapping(uint256 id => uint256) public fiatRefundDueOf;
    mapping(uint256 id => uint32) public lotLockOf;
    mapping(bytes32 ref => bool) private _refUsed;
    mapping(bytes32 digest => bool) private _wordsUsed;

    /// @dev The implementation itself is nobody's offering.
    constructor(IDistributor distributor, IInvestorRegistry registry) {
        require(address(distributor).code.length != 0, DistributorMissing());
        (DISTRIBUTOR, REGISTRY) = (distributor, registry);
        stage = OfferingStage.Refunding;
    }

    modifier onlyOfficer() {
        _requireOfficer(ISSUER);
        _;
    }

    modifier inStage(OfferingStage needed) {
        _requireStage(needed);
        _;
    }

    /// @inheritdoc IOffering
    function init(OfferingTerms calldata terms_) external {
        require(stage == OfferingStage.None, AlreadyInitialised());
        stage = OfferingStage.Open;
        _keepTerms(terms_);
        _checkTerms(_terms);
        emit Initialised(terms_.token, terms_.treasury);
    }

    /* INVESTORS */

    /// @inheritdoc IOffering
    function subscribe(uint104 units, uint8 currency, uint128 cashMax)
        external
        nonReentrant
        returns (uint256)
    {
        return _subscribeFromApproval(msg.sender, units, currency, cashMax);
    }

    /// @inheritdoc IOffering
    function subscribeWithPermit(
        uint104 units,
        uint8 currency,
        uint128 cashMax,
        uint256 permitDeadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256) {
        // Whoever saw it in the pool may have carried it before: the approval stands then, and paying says if it does not.
        try IERC20Permit(_currency(currency).token)
            .permit(msg.sender, address(this), cashMax, permitDeadline, v, r, s) {}
            catch {}
        return _subscribeFromApproval(msg.sender, units, currency, cashMax);
    }

    /// @inheritdoc IOffering
    function subscribeFor(SubscribeWords calldata words, bytes calldata signature)
        external
        nonReentrant
        returns (uint256)
    {
        requireSigned(words.investor, DOMAIN_SEPARATOR(), _hashOf(words), words.deadline, signature);
        _useWords(words);
        return _subscribeFromApproval(words.investor, words.units, words.currency, words.cashMax);
    }

    /// @inheritdoc IOffering
    function subscribeWithAuthorization(
        SubscribeWords calldata words,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256 id) {
        bytes32 digest = _useWords(words);
        uint256 cash;
        (id, cash) = _book(words.investor, words.units, words.currency, words.cashMax);
        // An authorization is for one amount.
        require(cash == words.cashMax, PriceMoved(cash, words.cashMax));
        IERC20 token = IERC20(_currency(words.currency).token);
        uint256 before = _balanceOf(address(token));
        IReceiveWithAuthorization(address(token))
            .receiveWithAuthorization(
                words.investor, address(this), cash, validAfter, validBefore, digest, v, r, s
            );
        _requireReceived(token, before, cash);
    }

    /// @inheritdoc IOffering
    function withdraw(uint256 id) external nonReentrant {
        address investor = _investorOf(id);
        require(msg.sender == investor, NotInvestor(msg.sender, investor));
        _withdraw(id);
    }

    /// @inheritdoc IOffering
    function withdrawFor(uint256 id, uint256 deadline, bytes calldata signature) external nonReentrant {
        bytes32 words = keccak256(abi.encode(WITHDRAW_TYPEHASH, id, deadline));
        requireSigned(_investorOf(id), DOMAIN_SEPARATOR(), words, deadline, signature);
        _withdraw(id);
    }

    /* OFFICERS */

    /// @inheritdoc IOffering
    function attestFiat(address investor, uint104 units, uint128 money, bytes32 ref)
        external
        nonReentrant
        onlyOfficer
        returns (uint256 id)
    {
        require(_terms.fiat, FiatNotTaken());
        _useRef(ref);
        emit FiatAttested(subscriptionCount + 1, ref, msg.sender);
        uint256 price;
        (id, price) = _book(investor, units, FIAT, money);
        require(price == money, PriceMoved(price, money));
    }

    /// @inheritdoc IOffering
    function allot(uint256[] calldata ids, uint104[] calldata units, bytes32 reasonHash)
        external
        onlyOfficer
        inStage(OfferingStage.Open)
    {
        require(_terms.allocation == Allocation.ByHand, NotByHand());
        _requireWindowOver();
        _requireReason(reasonHash);
        require(ids.length == units.length, LengthMismatch(ids.length, units.length));
        uint256 sum = allotted;
        for (uint256 i; i < ids.length; ++i) {
            Subscription storage s = _open(ids[i]);
            require(units[i] <= s.units, AllotmentTooLarge(units[i], s.units));
            sum = sum - s.allotted + units[i];
            s.allotted = units[i];
            emit Allotted(ids[i], units[i], reasonHash);
        }
        require(sum <= _terms.hardCap, AllotmentTooLarge(sum, _terms.hardCap));
        allotted = sum;
    }

    /// @inheritdoc IOffering
    function lockLots(uint256[] calldata ids, uint16 unlockDay, uint16 legend)
        external
        onlyOfficer
        inStage(OfferingStage.Open)
    {
        require(ids.length <= LOCKS_MAX, TooManyIds(ids.length, LOCKS_MAX));
        for (uint256 i; i < ids.length; ++i) {
            _open(ids[i]);
            lotLockOf[ids[i]] = unlockDay | (uint32(legend) << 16);
            emit LotLocked(ids[i], unlockDay, legend);
        }
    }

    /// @inheritdoc IOffering
    function reject(uint256[] calldata ids, bytes32 reasonHash) external nonReentrant onlyOfficer {
        _requireReason(reasonHash);
        for (uint256 i; i < ids.length; ++i) {
            _open(ids[i]);
            emit Rejected(ids[i], reasonHash);
            _refund(ids[i]);
        }
    }

    /// @inheritdoc IOffering
    function close(bytes32 ref) external onlyOfficer inStage(OfferingStage.Open) {
        require(ref != bytes32(0), RefMissing());
        uint256 accepted = _acceptedInAll();
        bool full = _terms.allocation == Allocation.FirstCome && accepted == _terms.hardCap;
        if (!full) _requireWindowOver();
        _requireBeforeFinalDay();
        require(accepted >= _terms.softCap && accepted != 0, SoftCapMissed(accepted, _terms.softCap));
        uint256 until = uint256(_lastAt) + _terms.coolingOff;
        require(block.timestamp >= until, CoolingOffRuns(until));
        stage = OfferingStage.Closed;
        closedDay = uint16(block.timestamp / 1 days);
        emit Closed(msg.sender, subscribed, accepted, ref);
    }

    /// @inheritdoc IOffering
    function cancel(bytes32 reasonHash) external onlyOfficer inStage(OfferingStage.Open) {
        _requireReason(reasonHash);
        stage = OfferingStage.Refunding;
        emit RefundingBegan(msg.sender, reasonHash);
    }

    /// @inheritdoc IOffering
    function recordFiatRefund(uint256 id, bytes32 ref) external onlyOfficer {
        uint256 money = fiatRefundDueOf[id];
        require(money != 0, NoFiatRefundDue(id));
        _useRef(ref);
        fiatRefundDueOf[id] = 0;
        emit FiatRefundRecorded(id, money, ref);
    }

    /// @inheritdoc IOffering
    function stopCurrency(uint8 currency, bool stopped) external {
        _requireOfficer(ISSUER | PAUSER);
        _currency(currency);
        isStopped[currency] = stopped;
        emit CurrencyStopped(currency, stopped);
    }

    /* ANYONE */

    /// @inheritdoc IOffering
    function settle(uint256[] calldata ids) external nonReentrant inStage(OfferingStage.Closed) {
        _requireBeforeFinalDay();
        _requireSameUnits();
        bool officer = _hasRole(ISSUER);
        for (uint256 i; i < ids.length; ++i) {
            Subscription storage s = _subscriptions[ids[i]];
            if (s.state != SubscriptionState.Open) continue;
            uint256 units = _accepted(s);
            // A stranger does not choose the moment, such as a pause of the token, at which somebody loses their units.
            bool mayRefund = officer || msg.sender == _investorOf(ids[i]);
            if (units == 0) _refund(ids[i]);
            else if (!_mint(ids[i], s, units) && mayRefund) _refund(ids[i]);
        }
    }

    /// @inheritdoc IOffering
    function fail() external {
        // On the last day what is closed fails too.
        if (stage != OfferingStage.Closed || block.timestamp < _terms.finalBy) {
            _requireStage(OfferingStage.Open);
        }
        if (block.timestamp < _terms.finalBy) {
            _requireWindowOver();
            // What is allotted by hand may come yet; what is subscribed only falls from here.
            require(subscribed < _terms.softCap || subscribed == 0, SoftCapMet(subscribed, _terms.softCap));
        }
        stage = OfferingStage.Refunding;
        emit RefundingBegan(msg.sender, bytes32(0));
    }

    /// @inheritdoc IOffering
    function refund(uint256[] calldata ids) external nonReentrant inStage(OfferingStage.Refunding) {
        for (uint256 i; i < ids.length; ++i) {
            if (_subscriptions[ids[i]].state == SubscriptionState.Open) _refund(ids[i]);
        }
    }

    /// @inheritdoc IOffering
    function claim(uint8 currency, address investor) external nonReentrant {
        uint256 amount = parkedOf[currency][investor];
        require(amount != 0, NothingToClaim(currency, investor));
        parkedOf[currency][investor] = 0;
        parkedTotalOf[currency] -= amount;
        address payee = _payeeOf(investor);
        require(_payInvestor(currency, payee, amount), PaymentFailed(payee, amount));
        emit PaidBack(currency, investor, amount);
    }

    /// @inheritdoc IOffering
    function release(uint8 currency) external nonReentrant {
        uint256 amount = proceedsOf[currency];
        require(amount != 0, NothingToRelease(currency));
        proceedsOf[currency] = 0;
        emit Released(currency, _terms.treasury, amount);
        // What was paid outside the chain is with the issuer already.
        if (currency == FIAT) return;
        address treasury = _terms.treasury;
        require(_pay(currency, treasury, amount), PaymentFailed(treasury, amount));
    }

    /* VIEWS */

    /// @inheritdoc IOffering
    function quote(uint104 units, uint8 currency) external view returns (uint256 money, uint256 cash) {
        money = _moneyFor(_soldBefore(), units);
        cash = _cashFor(currency, money);
    }

    /// @inheritdoc IOffering
    function acceptedOf(uint256 id) external view returns (uint256) {
        Subscription storage s = _subscriptions[id];
        return s.state == SubscriptionState.Open ? _accepted(s) : 0;
    }

    /// @inheritdoc IOffering
    function terms() external view returns (OfferingTerms memory) {
        return _terms;
    }

    /// @inheritdoc IOffering
    function subscription(uint256 id) external view returns (Subscription memory) {
        return _subscriptions[id];
    }

    /// @inheritdoc IOffering
    function digestOf(SubscribeWords calldata words) public view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), _hashOf(words)));
    }

    /// @inheritdoc IOffering
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return domainSeparator(NAME, VERSION);
    }

    /// @inheritdoc IOffering
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
        )
    {
        // 0x0f: name, version, chainId and verifyingContract are used.
        return (0x0f, NAME, VERSION, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /* SUBSCRIBING */

    function _subscribeFromApproval(address investor, uint104 units, uint8 currency, uint128 cashMax)
        private
        returns (uint256 id)
    {
        uint256 cash;
        (id, cash) = _book(investor, units, currency, cashMax);
        IERC20 token = IERC20(_currency(currency).token);
        uint256 before = _balanceOf(address(token));
        token.safeTransferFrom(investor, address(this), cash);
        _requireReceived(token, before, cash);
    }

    function _requireReceived(IERC20 token, uint256 before, uint256 cash) private view {
        uint256 received = _balanceOf(address(token)) - before;
        require(received == cash, ReceivedOther(received, cash));
    }

    /// @dev Checks everything and writes the subscription down; the payment follows, or reverts it.
    function _book(address investor, uint104 units, uint8 currency, uint256 cashMax)
        private
        returns (uint256 id, uint256 cash)
    {
        _requireStage(OfferingStage.Open);
        require(
            _terms.opensAt <= block.timestamp && block.timestamp < _terms.closesAt,
            WindowClosed(block.timestamp, _terms.opensAt, _terms.closesAt)
        );
        require(!isStopped[currency], CurrencyIsStopped(currency));
        _requireSameUnits();
        address identity = _weigh(investor, units);
        uint256 money = _moneyFor(_soldBefore(), units);
        cash = _cashFor(currency, money);
        require(cash <= cashMax, PriceMoved(cash, cashMax));
        _requireFits(cash);

        id = ++subscriptionCount;
        subscribed += units;
        unitsOfInvestor[identity] += units;
        escrowOf[currency] += cash;
        _lastAt = uint40(block.timestamp);
        // Their units are counted as the token's are now: it is not split before they have them.
        if (_openCount++ == 0) ISecurityToken(_terms.token).hold(Hold.Shared);
        Subscription storage s = _subscriptions[id];
        (s.investor, s.currency) = (investor, currency);
        (s.state, s.at) = (SubscriptionState.Open, uint40(block.timestamp));
        (s.identity, s.units) = (identity, units);
        (s.money, s.paid) = (uint128(money), uint128(cash));
        emit Subscribed(id, investor, units, money, currency, cash);
    }

    /// @dev Whether this investor may subscribe for as many units. Returns who they are.
    function _weigh(address investor, uint256 units) private view returns (address identity) {
        ISecurityToken token = ISecurityToken(_terms.token);
        InvestorRecord record = InvestorRecord.wrap(REGISTRY.packedOf(investor));
        identity = record.identity();
        Finding memory refusal = _refusal(investor, units);
        require(
            refusal.reason == Reason.None,
            NotEligible(investor, refusal.reason, refusal.actual, refusal.limit)
        );
        _weighLimit(investor, record, units);
        uint256 most = _terms.allocation == Allocation.FirstCome ? _terms.hardCap : UNITS_MAX;
        require(units <= most - subscribed, CapReached(units, most - subscribed));
        // Whatever the terms lock: the law may lock more by the time the units are issued.
        require(token.lotsOf(investor).length < LOTS_MAX, TooManyLots(investor, LOTS_MAX));
    }

    function _weighLimit(address investor, InvestorRecord record, uint256 units) private view {
        Limit[] storage limits = _terms.limits;
        require(units != 0, TicketOutside(0, 1, UNITS_MAX));
        if (limits.length == 0) return;
        for (uint256 i; i < limits.length; ++i) {
            Limit storage l = limits[i];
            if (!_fits(l, record)) continue;
            require(
                l.ticketMin <= units && units <= l.ticketMax, TicketOutside(units, l.ticketMin, l.ticketMax)
            );
            uint256 sum = unitsOfInvestor[record.identity()] + units;
            require(sum <= l.unitsMax, InvestorLimit(sum, l.unitsMax));
            return;
        }
        revert NoLimitFits(investor);
    }

    function _fits(Limit storage l, InvestorRecord record) private view returns (bool) {
        if (l.class != 0 && l.class != record.class()) return false;
        bool accredited = block.timestamp / 1 days < record.accreditedUntilDay();
        if (l.standing == Standing.Accredited && !accredited) return false;
        if (l.standing == Standing.NotAccredited && accredited) return false;
        uint256 country = record.country();
        if ((l.countries[(country >> 8) & 3] >> (country & 0xff)) & 1 != 0) return true;
        return l.countries[0] | l.countries[1] | l.countries[2] | l.countries[3] == 0;
    }

    /* PRICES AND PARTS */

    /// @dev The units sold at the price of the tiers before. One price for all: from the first.
    function _soldBefore() private view returns (uint256) {
        return _terms.allocation == Allocation.FirstCome ? subscribed : 0;
    }

    /// @dev The money for the `units` after the first `sold`: each tier's part at its price, rounded up once.
    function _moneyFor(uint256 sold, uint256 units) private view returns (uint256) {
        Tier[] storage tiers = _terms.tiers;
        uint256 scale = _scale;
        uint256 end = sold + units;
        uint256 product;
        for (uint256 i; i < tiers.length && sold < end; ++i) {
            (uint256 to, uint256 price) = (tiers[i].unitsTo, tiers[i].price);
            // One price for all holds beyond the hard cap too: so much may be subscribed.
            if (to > end || i + 1 == tiers.length) to = end;
            if (to <= sold) continue;
            // 105 + 128 bits, and 16 tiers of them: no overflow.
            product += (to - sold) * price;
            sold = to;
        }
        return (product + scale - 1) / scale;
    }

    /// @dev Rounded up: nobody gets a unit for less than its price.
    function _cashFor(uint8 currency, uint256 money) private view returns (uint256) {
        _requireFits(money);
        if (currency == FIAT) return money;
        Currency storage c = _currency(currency);
        // 128 + 128 bits.
        uint256 product = money * c.num;
        return product / c.den + (product % c.den == 0 ? 0 : 1);
    }

    /// @dev The units a subscription gets. `subscribed` does not change after the close.
    function _accepted(Subscription storage s) private view returns (uint256) {
        Allocation allocation = _terms.allocation;
        if (allocation == Allocation.ByHand) return s.allotted;
        uint256 cap = _terms.hardCap;
        if (allocation == Allocation.FirstCome || subscribed <= cap) return s.units;
        // 104 + 104 bits: no overflow.
        return uint256(s.units) * cap / subscribed;
    }

    /// @dev The units all subscriptions get, before each is rounded down.
    function _acceptedInAll() private view returns (uint256) {
        if (_terms.allocation == Allocation.ByHand) return allotted;
        return subscribed < _terms.hardCap ? subscribed : _terms.hardCap;
    }

    /// @dev The first reason why the token would not issue to this investor, if there is one.
    function _refusal(address investor, uint256 units) private view returns (Finding memory first) {
        Finding[] memory findings = ISecurityToken(_terms.token).explain(address(0), investor, units);
        if (findings.length != 0) first = findings[0];
    }

    /* MINTING AND GIVING BACK */

    /// @dev Issues the units, or says why not and leaves the subscription as it was.
    function _mint(uint256 id, Subscription storage s, uint256 units) private returns (bool) {
        uint256 gas = gasleft();
        (address investor, uint8 currency) = (_investorOf(id), s.currency);
        Finding memory refusal = _refusal(investor, units);
        if (refusal.reason != Reason.None) return _refuseMint(id, refusal, gas);
        (uint256 price, uint256 paid) = (s.paid, s.paid);
        if (units != s.units) price = _cashFor(currency, _moneyFor(0, units));
        uint16 unlockDay = _terms.lockDays == 0 ? 0 : closedDay + _terms.lockDays;
        uint32 lock = lotLockOf[id];
        if (uint16(lock) > unlockDay) unlockDay = uint16(lock);
        uint16 legend = _terms.legend | uint16(lock >> 16);
        try ISecurityToken(_terms.token).issue(investor, units, closedDay, unlockDay, legend, bytes32(0)) {}
        catch {
            return _refuseMint(id, refusal, gas);
        }
        _end(s, SubscriptionState.Minted);
        minted += units;
        proceedsOf[currency] += price;
        emit Minted(id, investor, units, price);
        _giveBack(id, s, paid - price);
        return true;
    }

    /// @dev Says why a mint did not go through, of which `gas` was left before; reverts where that may have been too little. A
    ///      call keeps a 64th back (EIP-150), and there are two on the way to the token's code: what ran short there has no
    ///      more than a 32nd left here, and what the token gave back.
    function _refuseMint(uint256 id, Finding memory refusal, uint256 gas) private returns (bool) {
        uint256 needed = gas / 32 + SHORT_GAS_MAX;
        require(gasleft() >= needed, MintGasTooLow(gasleft(), needed));
        emit MintRefused(id, refusal.reason, refusal.actual, refusal.limit);
        return false;
    }

    function _withdraw(uint256 id) private {
        _requireStage(OfferingStage.Open);
        Subscription storage s = _open(id);
        uint256 until = uint256(s.at) + _terms.coolingOff;
        require(block.timestamp < until, CoolingOffOver(id, until));
        _end(s, SubscriptionState.Withdrawn);
        emit Withdrawn(id);
        _giveBack(id, s, s.paid);
    }

    function _refund(uint256 id) private {
        Subscription storage s = _subscriptions[id];
        _end(s, SubscriptionState.Refunded);
        emit Refunded(id, s.investor, s.paid);
        _giveBack(id, s, s.paid);
    }

    /// @dev Ends an open subscription. What it was counted as stays where it gets its units.
    function _end(Subscription storage s, SubscriptionState state) private {
        s.state = state;
        escrowOf[s.currency] -= s.paid;
        if (--_openCount == 0) {
            // Whatever the token does, no refund fails by it.
            try ISecurityToken(_terms.token).letGo{gas: LET_GO_GAS}(true) {} catch {}
        }
        if (state == SubscriptionState.Minted) return;
        unitsOfInvestor[s.identity] -= s.units;
        if (stage == OfferingStage.Closed) return;
        // What was subscribed at the close is what parts are computed from.
        subscribed -= s.units;
        allotted -= s.allotted;
    }

    /// @dev Pays an investor back, or parks it: one who cannot be paid holds nobody up.
    function _giveBack(uint256 id, Subscription storage s, uint256 amount) private {
        if (amount == 0) return;
        (address investor, uint8 currency) = (s.investor, s.currency);
        if (currency == FIAT) {
            fiatRefundDueOf[id] = amount;
            emit FiatRefundDue(id, investor, amount);
        } else if (_payInvestor(currency, _payeeOf(investor), amount)) {
            emit PaidBack(currency, investor, amount);
        } else {
            parkedOf[currency][investor] += amount;
            parkedTotalOf[currency] += amount;
            emit Parked(currency, investor, amount);
        }
    }

    /// @dev Nothing goes to a wallet that the registry blocks, as it does with a lost one.
    function _payInvestor(uint8 currency, address payee, uint256 amount) private returns (bool) {
        return !Payment.isBlocked(REGISTRY, payee) && _pay(currency, payee, amount);
    }

    function _pay(uint8 currency, address payee, uint256 amount) private returns (bool paid) {
        address token = _currency(currency).token;
        uint256 before = _balanceOf(token);
        paid = Payment.tryPay(token, payee, amount);
        // No more may leave than is paid, or another investor would pay for it.
        uint256 due = paid ? amount : 0;
        require(_balanceOf(token) + due >= before, PaymentTokenMisbehaves(token));
    }

    /* SMALL THINGS */

    /// @dev Who stands for a subscription now: its investor, in another wallet where they lost the one they paid from.
    function _investorOf(uint256 id) private view returns (address) {
        return _payeeOf(_subscriptions[id].investor);
    }

    function _payeeOf(address investor) private view returns (address) {
        return DISTRIBUTOR.payeeOf(_terms.token, investor);
    }

    function _balanceOf(address token) private view returns (uint256) {
        return IERC20(token).balanceOf(address(this));
    }

    function _requireFits(uint256 amount) private pure {
        require(amount <= type(uint128).max, AmountTooLarge(amount));
    }

    function _useWords(SubscribeWords calldata words) private returns (bytes32 digest) {
        require(block.timestamp <= words.deadline, SignatureExpired(words.deadline));
        digest = digestOf(words);
        require(!_wordsUsed[digest], WordsUsed(digest));
        _wordsUsed[digest] = true;
    }

    function _useRef(bytes32 ref) private {
        require(ref != bytes32(0), RefMissing());
        require(!_refUsed[ref], RefUsed(ref));
        _refUsed[ref] = true;
    }

    function _hashOf(SubscribeWords calldata words) private pure returns (bytes32) {
        // Every member is one word, in the order of the type: encoded as a whole.
        return keccak256(abi.encode(SUBSCRIBE_TYPEHASH, words));
    }

    function _open(uint256 id) private view returns (Subscription storage s) {
        s = _subscriptions[id];
        require(s.state == SubscriptionState.Open, NotOpen(id, s.state));
    }

    function _currency(uint8 currency) private view returns (Currency storage) {
        require(currency < _terms.currencies.length, CurrencyUnknown(currency));
        return _terms.currencies[currency];
    }

    function _requireStage(OfferingStage needed) private view {
        require(stage == needed, NotInStage(stage, needed));
    }

    function _requireWindowOver() private view {
        require(block.timestamp >= _terms.closesAt, WindowOpen(block.timestamp, _terms.closesAt));
    }

    function _requireBeforeFinalDay() private view {
        require(block.timestamp < _terms.finalBy, FinalDayPassed(_terms.finalBy));
    }

    function _requireReason(bytes32 reasonHash) private pure {
        require(reasonHash != bytes32(0), ReasonMissing());
    }

    /// @dev After a split, prices, caps and limits are those of other units.
    function _requireSameUnits() private view {
        address token = _terms.token;
        require(ISecurityToken(token).rescalings() == _rescalings, UnitsRescaled(token));
    }

    function _requireOfficer(uint256 roles) private view {
        // The implementation has no token, and nobody is its officer.
        require(_terms.token != address(0) && _hasRole(roles), NotOfficer(msg.sender, roles));
    }

    /// @dev Whether the sender has one of the roles.
    function _hasRole(uint256 roles) private view returns (bool) {
        return ISecurityToken(_terms.token).rolesOf(msg.sender) & roles != 0;
    }

    /* TERMS */

    /// @dev Refuses terms that cannot be, and keeps of the token what they count in.
    function _checkTerms(OfferingTerms storage t) private {
        _demand(t.token.code.length != 0, OfferingFault.TokenMissing, 0);
        ISecurityToken token = ISecurityToken(t.token);
        uint256 decimals = token.decimals();
        bool isOurs = token.identityRegistry() == address(REGISTRY);
        _demand(isOurs && decimals <= 18, OfferingFault.TokenMissing, 0);
        (_scale, _rescalings) = (uint64(10 ** decimals), uint16(token.rescalings()));
        _demand(
            t.treasury != address(0) && t.treasury != address(this) && t.treasury != t.token,
            OfferingFault.TreasuryUnusable,
            0
        );
        _demand(t.hardCap != 0 && t.softCap <= t.hardCap, OfferingFault.Caps, 0);
        uint256 last = uint256(t.closesAt) + t.coolingOff + CLOSING_TIME_MIN;
        _demand(
            block.timestamp < t.closesAt && t.opensAt < t.closesAt && last <= t.finalBy,
            OfferingFault.Window,
            0
        );
        _demand(uint256(t.finalBy) / 1 days + t.lockDays <= type(uint16).max, OfferingFault.Lock, 0);
        _checkTiers(t);
        _checkCurrencies(t);
        _demand(t.limits.length <= LIMITS_MAX, OfferingFault.Limits, LIMITS_MAX);
        for (uint256 i; i < t.limits.length; ++i) {
            Limit storage l = t.limits[i];
            _demand(
                l.ticketMax != 0 && l.ticketMin <= l.ticketMax && l.ticketMin <= l.unitsMax
                    && l.unitsMax != 0,
                OfferingFault.Limits,
                i
            );
        }
    }

    function _checkTiers(OfferingTerms storage t) private view {
        uint256 count = t.tiers.length;
        _demand(count != 0 && count <= TIERS_MAX, OfferingFault.Tiers, count);
        _demand(count == 1 || t.allocation == Allocation.FirstCome, OfferingFault.Tiers, count);
        uint256 from;
        for (uint256 i; i < count; ++i) {
            _demand(t.tiers[i].unitsTo > from && t.tiers[i].price != 0, OfferingFault.Tiers, i);
            from = t.tiers[i].unitsTo;
        }
        _demand(from >= t.hardCap, OfferingFault.Tiers, count);
    }

    function _checkCurrencies(OfferingTerms storage t) private view {
        uint256 count = t.currencies.length;
        _demand(count <= CURRENCIES_MAX && (count != 0 || t.fiat), OfferingFault.Currencies, count);
        for (uint256 i; i < count; ++i) {
            Currency storage c = t.currencies[i];
            bool good = c.token.code.length != 0 && c.token != t.token && c.num != 0 && c.den != 0;
            for (uint256 j; j < i; ++j) {
                good = good && t.currencies[j].token != c.token;
            }
            _demand(good, OfferingFault.Currencies, i);
        }
    }

    /// @dev Member by member: there is no copying of lists from calldata as a whole.
    function _keepTerms(OfferingTerms calldata t) private {
        OfferingTerms storage kept = _terms;
        (kept.token, kept.treasury) = (t.token, t.treasury);
        (kept.softCap, kept.hardCap) = (t.softCap, t.hardCap);
        (kept.opensAt, kept.closesAt, kept.finalBy) = (t.opensAt, t.closesAt, t.finalBy);
        (kept.coolingOff, kept.allocation, kept.fiat) = (t.coolingOff, t.allocation, t.fiat);
        (kept.lockDays, kept.legend) = (t.lockDays, t.legend);
        for (uint256 i; i < t.tiers.length; ++i) {
            kept.tiers.push(t.tiers[i]);
        }
        for (uint256 i; i < t.currencies.length; ++i) {
            kept.currencies.push(t.currencies[i]);
        }
        for (uint256 i; i < t.limits.length; ++i) {
            kept.limits.push(t.limits[i]);
        }
    }

    function _demand(bool good, OfferingFault fault, uint256 index) private pure {
        require(good, OfferingTermsInvalid(fault, index));
    }
}
