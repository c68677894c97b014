// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IBuyer, Purse} from "./interfaces/IBuyer.sol";
import {IDistributor} from "./interfaces/IDistributor.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {Hold, ISecurityToken} from "./interfaces/ISecurityToken.sol";
import {Payment} from "./types/Payment.sol";
import {FREEZER, ISSUER} from "./Roles.sol";

/// @title Buyer
/// @notice See `IBuyer`, which says what each function promises.
abstract contract Buyer is IBuyer, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// It knows where the money of whoever lost their wallet goes.
    IDistributor private immutable DISTRIBUTOR;

    uint256 public purchaseCount;
    mapping(uint256 id => Purse) private _purses;
    mapping(address token => mapping(bytes32 ref => uint256)) public idOf;
    mapping(uint256 id => mapping(address holder => uint256)) public parkedOf;
    mapping(uint256 id => mapping(address holder => bool)) public isHeld;
    /// How often the token's owner had ended this contract's holds when the purchase took its own.
    mapping(uint256 id => uint256) private _holdsEnded;

    constructor(IDistributor distributor) {
        require(address(distributor).code.length != 0, DistributorMissing());
        DISTRIBUTOR = distributor;
    }

    /// @dev No more may leave than is paid, or another purchase would pay for it. Less may, when a payee gave something
    ///      back at once.
    modifier paysExactly(uint256 id) {
        Purse storage p = _known(id);
        uint256 before = IERC20(p.payment).balanceOf(address(this)) + p.paid;
        _;
        require(
            IERC20(p.payment).balanceOf(address(this)) + p.paid >= before, PaymentTokenMisbehaves(p.payment)
        );
    }

    /* MONEY */

    /// @inheritdoc IBuyer
    function fund(uint256 id, uint256 amount) external nonReentrant {
        Purse storage p = _known(id);
        require(!p.over, IsOver(id));
        uint256 short = missing(id);
        require(amount <= short, Overfunded(amount, short));

        IERC20 payment = IERC20(p.payment);
        uint256 before = payment.balanceOf(address(this));
        payment.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = payment.balanceOf(address(this)) - before;

        // A token that hands out more than it was asked for is not one to pay with.
        require(received <= short, Overfunded(received, short));
        uint256 funded = p.funded + received;
        require(funded <= type(uint128).max, AmountTooLarge(funded));
        p.funded = uint128(funded);
        emit Funded(id, msg.sender, received);
    }

    /// @inheritdoc IBuyer
    function claim(uint256 id, address holder) external nonReentrant paysExactly(id) {
        Purse storage p = _known(id);
        uint256 amount = parkedOf[id][holder];
        require(amount != 0, NothingToClaim(id, holder));
        address payee = _payeeOf(p.token, holder);
        require(!isHeld[id][holder] && payee != address(0), StillHeld(id, holder));

        uint256 here = uint256(p.funded) - p.paid - p.returned;
        if (amount > here) revert Underfunded(amount - here);
        parkedOf[id][holder] = 0;
        p.parked -= uint128(amount);
        p.paid += uint128(amount);
        require(Payment.tryPay(p.payment, payee, amount), PaymentFailed(payee, amount));
        emit Paid(id, holder, amount);
    }

    /// @inheritdoc IBuyer
    function release(uint256 id, address holder) external {
        _requireRole(_known(id).token, FREEZER);
        require(isHeld[id][holder], NothingToClaim(id, holder));
        isHeld[id][holder] = false;
        emit Released(id, holder);
    }

    /// @inheritdoc IBuyer
    function returnRest(uint256 id) external nonReentrant {
        Purse storage p = _known(id);
        require(p.over, NotOver(id));
        uint256 rest = uint256(p.funded) - p.paid - p.parked - p.returned;
        require(rest != 0, NothingToReturn(id));

        IERC20 payment = IERC20(p.payment);
        uint256 before = payment.balanceOf(address(this));
        p.returned += uint128(rest);
        payment.safeTransfer(p.treasury, rest);
        require(payment.balanceOf(address(this)) + rest >= before, PaymentTokenMisbehaves(address(payment)));
        emit Returned(id, p.treasury, rest);
    }

    /* VIEWS */

    /// @inheritdoc IBuyer
    function missing(uint256 id) public view returns (uint256) {
        Purse storage p = _known(id);
        if (p.over) return 0;
        uint256 needed = _moneyToFund(id);
        return needed > p.funded ? needed - p.funded : 0;
    }

    /// @inheritdoc IBuyer
    function purse(uint256 id) external view returns (Purse memory) {
        return _known(id);
    }

    /* INTERNALS */

    /// @dev The money that must have been here in all.
    function _moneyToFund(uint256 id) internal view virtual returns (uint256);

    /// @dev A purchase under the token's next id, once the caller is known to be its issuer and the terms make sense.
    function _open(address token, address payment, address treasury, uint128 price, bytes32 ref)
        internal
        returns (uint256 id)
    {
        require(token.code.length != 0, NotASecurityToken(token));
        _requireRole(token, ISSUER);
        require(ref != bytes32(0), RefMissing());
        require(idOf[token][ref] == 0, AlreadyDeclared(ref, idOf[token][ref]));
        require(payment.code.length != 0 && payment != token, NotMoney(payment));
        require(treasury != address(0) && treasury != address(this), TreasuryUnusable(treasury));
        require(price != 0, PriceMissing());
        uint8 decimals = ISecurityToken(token).decimals();
        require(decimals <= 18, NotASecurityToken(token));

        id = ++purchaseCount;
        idOf[token][ref] = id;
        Purse storage p = _purses[id];
        p.token = token;
        p.scale = uint64(10 ** decimals);
        p.payment = payment;
        p.treasury = treasury;
        p.price = price;
    }

    /// @dev Destroys `units` of a holder who has as many, and pays for them or parks the price.
    function _buy(uint256 id, address holder, uint256 units) internal {
        Purse storage p = _known(id);
        ISecurityToken token = ISecurityToken(p.token);
        // Burning takes free units first; more than those frozen leave only when these are reached.
        bool held = token.frozenTokens(holder) > token.balanceOf(holder) - units;
        token.burn(holder, units);
        p.unitsBought += uint104(units);

        uint256 amount = _priceOf(p, units);
        emit Bought(id, holder, units, amount);
        if (amount == 0) return;
        uint256 left = uint256(p.funded) - p.paid - p.parked;
        if (amount > left) revert Underfunded(amount - left);
        address payee = held ? address(0) : _payeeOf(address(token), holder);
        if (payee != address(0) && Payment.tryPay(p.payment, payee, amount)) {
            p.paid += uint128(amount);
            emit Paid(id, holder, amount);
        } else {
            _park(id, holder, amount, held);
        }
    }

    /// @dev Owed to the holder from now on.
    function _park(uint256 id, address holder, uint256 amount, bool held) internal {
        _known(id).parked += uint128(amount);
        parkedOf[id][holder] += amount;
        if (held) isHeld[id][holder] = true;
        emit Parked(id, holder, amount, held);
    }

    /// @dev Holds the token for this purchase until `_letGo`.
    function _hold(uint256 id, Hold kind) internal {
        ISecurityToken token = _tokenOf(id);
        _holdsEnded[id] = token.holdsEnded(address(this));
        token.hold(kind);
    }

    /// @dev Ends the hold, if the owner has not: then it is another purchase that holds the token through this contract.
    function _letGo(uint256 id, bool shared) internal {
        if (_holds(id)) _tokenOf(id).letGo(shared);
    }

    /// @dev Whether a purchase that has taken its hold, and not let go, still has it.
    function _holds(uint256 id) internal view returns (bool) {
        return _tokenOf(id).holdsEnded(address(this)) == _holdsEnded[id];
    }

    /// @dev Whether no record date lies ahead and before `until`. A token has at most 64 ahead, and declares none while it is
    ///      held alone.
    function _requireNoRecordDate(ISecurityToken token, uint256 until) internal view {
        uint40 next = type(uint40).max;
        for (uint16 id = token.recordCount(); id != 0; --id) {
            uint40 at = token.recordAt(id);
            if (at <= block.timestamp) break;
            next = at;
        }
        require(next >= until, RecordDateAhead(next));
    }

    /// @dev Without its hold a purchase goes no further: other actions may have changed what units are.
    function _requireHold(uint256 id) internal view {
        require(_holds(id), HoldEnded(id));
    }

    /// @dev Nothing is bought any more: what is not owed may go back.
    function _end(uint256 id) internal {
        _purses[id].over = true;
    }

    /// @dev units × price ÷ scale, rounded down.
    function _priceOf(Purse storage p, uint256 units) internal view returns (uint256) {
        // 104 + 128 bits: no overflow.
        return units * p.price / p.scale;
    }

    function _known(uint256 id) internal view returns (Purse storage p) {
        p = _purses[id];
        require(p.token != address(0), UnknownPurchase(id));
    }

    function _tokenOf(uint256 id) internal view returns (ISecurityToken) {
        return ISecurityToken(_known(id).token);
    }

    function _requireRole(address token, uint256 role) internal view {
        require(ISecurityToken(token).rolesOf(msg.sender) & role != 0, NotAuthorised(msg.sender, token, role));
    }

    /// @dev The wallet a holder's money goes to: theirs, or where their lost one leads. Zero while it may not: that wallet is
    ///      stopped, or the token has frozen the one that held.
    function _payeeOf(address token, address holder) private view returns (address payee) {
        payee = DISTRIBUTOR.payeeOf(token, holder);
        if (ISecurityToken(token).isFrozen(holder) || !_mayBePaid(token, payee)) return address(0);
    }

    /// @dev Whether neither the token nor the registry stops this wallet.
    function _mayBePaid(address token, address wallet) internal view returns (bool) {
        IInvestorRegistry registry = IInvestorRegistry(ISecurityToken(token).identityRegistry());
        return !ISecurityToken(token).isFrozen(wallet) && !Payment.isBlocked(registry, wallet);
    }
}
