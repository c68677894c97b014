// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Finding} from "./Reason.sol";
import {AGENT, FORCER, FREEZER, ISSUER, RECOVERER} from "./Roles.sol";
import {TokenUnits} from "./TokenUnits.sol";
import {IInvestorRegistry} from "./interfaces/IInvestorRegistry.sol";
import {ITokenFront} from "./interfaces/ITokenFront.sol";
import {Holding, UNITS_MAX} from "./types/Holding.sol";
import {InvestorRecord} from "./types/InvestorRecord.sol";
import {ANY_LEGEND} from "./types/Legend.sol";
import {PackedLot, packed} from "./types/PackedLot.sol";
import {Issuance, Lot, Rules} from "./types/TokenTypes.sol";
import {Config} from "./types/Config.sol";

/// @title SecurityToken
/// @notice See `ISecurityToken`, which says what each function promises. One clone of this contract is one share class.
/// @dev    Here is whatever moves units, and what is asked often. Everything else is in `TokenOffice`, which works on this
///         contract's storage and is reached through the fallback.
contract SecurityToken is ITokenFront, TokenUnits {
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant CANCEL_TYPEHASH =
        keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");

    /// One `Issuance` in a call: five words.
    uint256 private constant ISSUANCE_BYTES = 160;

    address private immutable OFFICE;

    /// @param office the `TokenOffice` of the same registry
    constructor(IInvestorRegistry registry, address office) TokenUnits(registry) {
        require(office.code.length != 0, ZeroAddress());
        OFFICE = office;
    }

    /// @dev Whatever is not here is the office's to answer, on this storage and for this caller. A function that neither
    ///      has reverts there.
    fallback() external {
        _handTo(OFFICE);
    }

    /* HOLDER */

    /// @inheritdoc ITokenFront
    function transfer(address to, uint256 units) external returns (bool) {
        _transfer(msg.sender, to, units);
        return true;
    }

    /// @inheritdoc ITokenFront
    function transferFrom(address from, address to, uint256 units) external returns (bool) {
        uint256 allowed = _allowances[from][msg.sender];
        if (allowed != type(uint256).max) {
            require(allowed >= units, InsufficientAllowance(msg.sender, allowed, units));
            _allowances[from][msg.sender] = allowed - units;
        }
        _transfer(from, to, units);
        return true;
    }

    /// @inheritdoc ITokenFront
    function approve(address spender, uint256 units) external returns (bool) {
        _approve(msg.sender, spender, units);
        return true;
    }

    /// @inheritdoc ITokenFront
    function permit(
        address owner_,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        _permit(owner_, spender, value, deadline, abi.encodePacked(r, s, v));
    }

    /// @inheritdoc ITokenFront
    function permit(
        address owner_,
        address spender,
        uint256 value,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _permit(owner_, spender, value, deadline, signature);
    }

    /// @inheritdoc ITokenFront
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata signature
    ) external {
        require(
            validAfter < block.timestamp && block.timestamp < validBefore,
            AuthorizationNotValidNow(validAfter, validBefore)
        );
        bytes32 words =
            keccak256(abi.encode(TRANSFER_TYPEHASH, from, to, value, validAfter, validBefore, nonce));
        _useAuthorization(from, nonce, words, signature);
        emit AuthorizationUsed(from, nonce);
        _transfer(from, to, value);
    }

    /// @inheritdoc ITokenFront
    function cancelAuthorization(address authorizer, bytes32 nonce, bytes calldata signature) external {
        _useAuthorization(
            authorizer, nonce, keccak256(abi.encode(CANCEL_TYPEHASH, authorizer, nonce)), signature
        );
        emit AuthorizationCanceled(authorizer, nonce);
    }

    /* ISSUER */

    /// @inheritdoc ITokenFront
    function mint(address to, uint256 units) external onlyRole(ISSUER | AGENT) {
        _create(to, units, PackedLot.wrap(0));
    }

    /// @inheritdoc ITokenFront
    function issue(
        address to,
        uint256 units,
        uint16 acquiredDay,
        uint16 unlockDay,
        uint16 legend,
        bytes32 ref
    ) external onlyRole(ISSUER) {
        _useRef(ref);
        require(units <= UNITS_MAX, AmountTooLarge(units));
        _create(to, units, packed(Lot(uint104(units), acquiredDay, unlockDay, legend)));
        emit Issued(to, units, unlockDay, legend, ref);
    }

    /// @inheritdoc ITokenFront
    function burn(address from, uint256 units) external onlyRole(ISSUER | AGENT) {
        _destroy(from, units);
    }

    /* ENFORCEMENT */

    /// @inheritdoc ITokenFront
    function setAddressFrozen(address account, bool freeze) external onlyRole(FREEZER | AGENT) {
        _setWalletFrozen(account, freeze);
    }

    /// @inheritdoc ITokenFront
    function freezePartialTokens(address account, uint256 units) external onlyRole(FREEZER | AGENT) {
        _freeze(account, units);
    }

    /// @inheritdoc ITokenFront
    function unfreezePartialTokens(address account, uint256 units) external onlyRole(FREEZER | AGENT) {
        _thaw(account, units);
    }

    /// @inheritdoc ITokenFront
    function setFrozenTokens(address account, uint256 units)
        external
        onlyRole(FREEZER | AGENT)
        returns (bool)
    {
        require(units <= UNITS_MAX, AmountTooLarge(units));
        _holdings[account].word = _withFrozen(account, _holdings[account].word, units);
        return true;
    }

    /// @inheritdoc ITokenFront
    function forcedTransfer(address from, address to, uint256 units) external onlyRole(AGENT) returns (bool) {
        _force(from, to, units);
        return true;
    }

    /// @inheritdoc ITokenFront
    function forcedTransferFor(address from, address to, uint256 units, bytes32 reasonHash)
        external
        onlyRole(FORCER)
    {
        require(reasonHash != bytes32(0), ReasonMissing());
        _force(from, to, units);
        emit ForcedTransferReason(from, to, reasonHash);
    }

    /* RECOVERY AND BATCHES */

    /// @inheritdoc ITokenFront
    function recoveryAddress(address lost, address fresh, address identity)
        external
        onlyRole(RECOVERER | AGENT)
        returns (bool)
    {
        require(lost != fresh, SameWallet(lost));
        require(identity != address(0), ZeroAddress());
        Facts memory facts = _factsOf(lost, fresh);
        require(facts.sender.identity() == identity, NotTheirWallet(lost, identity));
        require(facts.receiver.identity() == identity, NotTheirWallet(fresh, identity));

        uint256 frozen = _holdings[lost].word.frozen();
        bool walletFrozen = _holdings[lost].word.isFrozen();
        uint256 units = _holdings[lost].word.balance();

        // Thawed as a whole first, so that what is frozen travels as an amount of its own.
        if (frozen != 0) _holdings[lost].word = _withFrozen(lost, _holdings[lost].word, 0);
        _moveAgainstRules(lost, fresh, units, facts.receiver);
        if (frozen != 0) {
            Holding h = _holdings[fresh].word;
            uint256 sum = h.frozen() + frozen;
            _holdings[fresh].word = _withFrozen(fresh, h, sum > UNITS_MAX ? UNITS_MAX : sum);
        }
        if (walletFrozen) _setWalletFrozen(fresh, true);
        emit RecoverySuccess(lost, fresh, identity);
        return true;
    }

    /// @inheritdoc ITokenFront
    function issueBatch(Issuance[] calldata issuances, bytes32 ref) external onlyRole(ISSUER) {
        _useRef(ref);
        uint256 offset;
        assembly {
            offset := issuances.offset
        }
        InvestorRecord[] memory records = _recordsOf(offset, issuances.length, ISSUANCE_BYTES);
        Config config = _turned();
        Facts memory facts;
        facts.totals = _totalsOnRecord(config.epoch());
        for (uint256 i; i < issuances.length; ++i) {
            Issuance calldata one = issuances[i];
            facts.receiver = _at(records, i);
            PackedLot lot = packed(Lot(one.units, one.acquiredDay, one.unlockDay, one.legend));
            _create(one.to, one.units, lot, config, facts);
            if (config.hasModules()) config = _config;
        }
        _totals = facts.totals;
        emit BatchIssued(ref, issuances.length);
    }

    /// @inheritdoc ITokenFront
    function batchTransfer(address[] calldata to, uint256[] calldata units) external {
        _requireEqual(to.length, units.length);
        InvestorRecord[] memory records = _recordsOf(to);
        Config config = _turned();
        Facts memory facts;
        facts.sender = _recordOf(msg.sender);
        uint256 amount;
        for (uint256 i; i < to.length; ++i) {
            (facts.receiver, amount) = (_at(records, i), _at(units, i));
            if (amount == 0) emit Transfer(msg.sender, _at(to, i), 0);
            else _transfer(msg.sender, _at(to, i), amount, config, facts);
            // A module that was told may have changed the rules for those who follow.
            if (config.hasModules()) config = _config;
        }
    }

    /// @inheritdoc ITokenFront
    function batchForcedTransfer(address[] calldata from, address[] calldata to, uint256[] calldata units)
        external
        onlyRole(AGENT)
    {
        _requireEqual(from.length, to.length);
        _requireEqual(from.length, units.length);
        for (uint256 i; i < from.length; ++i) {
            _force(from[i], to[i], units[i]);
        }
    }

    /// @inheritdoc ITokenFront
    function batchMint(address[] calldata to, uint256[] calldata units) external onlyRole(ISSUER | AGENT) {
        _requireEqual(to.length, units.length);
        InvestorRecord[] memory records = _recordsOf(to);
        Config config = _turned();
        Facts memory facts;
        facts.totals = _totalsOnRecord(config.epoch());
        for (uint256 i; i < to.length; ++i) {
            facts.receiver = _at(records, i);
            _create(_at(to, i), _at(units, i), PackedLot.wrap(0), config, facts);
            if (config.hasModules()) config = _config;
        }
        _totals = facts.totals;
    }

    /// @inheritdoc ITokenFront
    function batchBurn(address[] calldata from, uint256[] calldata units) external onlyRole(ISSUER | AGENT) {
        _requireEqual(from.length, units.length);
        for (uint256 i; i < from.length; ++i) {
            _destroy(from[i], units[i]);
        }
    }

    /* MAY THESE UNITS MOVE */

    /// @inheritdoc ITokenFront
    function explain(address from, address to, uint256 units)
        public
        view
        returns (Finding[] memory findings)
    {
        // One more than there are reasons: the last one counts, see `_refuse`.
        findings = new Finding[](FINDINGS_MAX + 1);
        Holding a = from == address(0) ? Holding.wrap(0) : _holdings[from].word;
        if (units != 0) {
            Facts memory facts = _factsOf(from, to);
            if (from == address(0)) facts.sender = InvestorRecord.wrap(0);
            facts.totals = _totals;
            Holding b = _holdings[to].word;
            _weigh(findings, from, to, units, _config, a, b, facts);
            if (from != to) _weighLots(findings, to, b, _openParts(from, a, units, facts.receiver));
        }
        uint256 count = findings[FINDINGS_MAX].actual;
        // A shorter length only hides the array's unused end.
        assembly ("memory-safe") {
            mstore(findings, count)
        }
    }

    /// @inheritdoc ITokenFront
    function canTransfer(address from, address to, uint256 units) external view returns (bool) {
        return explain(from, to, units).length == 0;
    }

    /* VIEWS */

    /// @inheritdoc ITokenFront
    function decimals() public view returns (uint8) {
        return _decimals;
    }

    /// @inheritdoc ITokenFront
    function totalSupply() external view returns (uint256) {
        return _totals.supply();
    }

    /// @inheritdoc ITokenFront
    function balanceOf(address account) external view returns (uint256) {
        return _holdings[account].word.balance();
    }

    /// @inheritdoc ITokenFront
    function freeOf(address account) external view returns (uint256) {
        Holding h = _holdings[account].word;
        return _free(account, h);
    }

    /// @inheritdoc ITokenFront
    function lockedOf(address account) external view returns (uint256) {
        return _locked(account, _holdings[account].word, ANY_LEGEND);
    }

    /// @inheritdoc ITokenFront
    function frozenTokens(address account) external view returns (uint256) {
        return _holdings[account].word.frozen();
    }

    /// @inheritdoc ITokenFront
    function getFrozenTokens(address account) external view returns (uint256) {
        return _holdings[account].word.frozen();
    }

    /// @inheritdoc ITokenFront
    function isFrozen(address account) external view returns (bool) {
        return _holdings[account].word.isFrozen();
    }

    /// @inheritdoc ITokenFront
    function paused() external view returns (bool) {
        return _config.paused();
    }

    /// @inheritdoc ITokenFront
    function rescalings() external view returns (uint256) {
        return _config.rescalings();
    }

    /// @inheritdoc ITokenFront
    function holderCount() external view returns (uint256) {
        return _totals.holders();
    }

    /// @inheritdoc ITokenFront
    function usHolderCount() external view returns (uint256) {
        return _totals.usHolders();
    }

    /// @inheritdoc ITokenFront
    function nonAccreditedHolderCount() external view returns (uint256) {
        return _totals.nonAccreditedHolders();
    }

    /// @inheritdoc ITokenFront
    function rules() external view returns (Rules memory) {
        Config c = _config;
        return Rules({
            balanceMax: uint104(c.balanceMax()),
            holdersMax: uint32(_totals.holdersMax()),
            accreditedOnly: c.accreditedOnly(),
            countriesOn: c.countriesOn(),
            topics: uint32(c.topics()),
            usHoldersMax: uint16(c.usHoldersMax()),
            nonAccreditedHoldersMax: uint16(c.nonAccreditedHoldersMax())
        });
    }

    /// @inheritdoc ITokenFront
    function identityRegistry() external view returns (address) {
        return address(REGISTRY);
    }

    /// @inheritdoc ITokenFront
    function isAgent(address account) external view returns (bool) {
        return _roles[account] & AGENT != 0;
    }

    /// @inheritdoc ITokenFront
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        // Never stored: a fork of the chain has another id, and must not accept what was signed for this one.
        return keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256(bytes(_name)),
                keccak256(bytes(VERSION)),
                block.chainid,
                address(this)
            )
        );
    }

    /// @inheritdoc ITokenFront
    function name() external view returns (string memory) {
        return _name;
    }

    /// @inheritdoc ITokenFront
    function symbol() external view returns (string memory) {
        return _symbol;
    }

    /// @inheritdoc ITokenFront
    function version() external pure returns (string memory) {
        return VERSION;
    }

    /// @inheritdoc ITokenFront
    function allowance(address owner_, address spender) external view returns (uint256) {
        return _allowances[owner_][spender];
    }

    /// @inheritdoc ITokenFront
    function nonces(address account) external view returns (uint256) {
        return _nonces[account];
    }

    /// @inheritdoc ITokenFront
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool) {
        return _authorizations[authorizer][nonce];
    }

    /// @inheritdoc ITokenFront
    function owner() external view returns (address) {
        return _owner;
    }

    /// @inheritdoc ITokenFront
    function rolesOf(address account) external view returns (uint256) {
        return _roles[account];
    }

    /// @inheritdoc ITokenFront
    function isIssued(bytes32 ref) external view returns (bool) {
        return _issued[ref];
    }

    /* INTERNALS */

    /// @dev The records of all receivers of a batch.
    function _recordsOf(address[] calldata to) private view returns (InvestorRecord[] memory) {
        uint256 offset;
        assembly {
            offset := to.offset
        }
        return _recordsOf(offset, to.length, 32);
    }

    /// @dev `records[i]`, of which the caller knows that it is there: there is one for each receiver.
    function _at(InvestorRecord[] memory records, uint256 i) private pure returns (InvestorRecord record) {
        assembly ("memory-safe") {
            record := mload(add(add(records, 32), shl(5, i)))
        }
    }

    /// @dev `to[i]`, likewise, which the registry has found to be an address.
    function _at(address[] calldata to, uint256 i) private pure returns (address receiver) {
        assembly {
            receiver := calldataload(add(to.offset, shl(5, i)))
        }
    }

    /// @dev `units[i]`, likewise.
    function _at(uint256[] calldata units, uint256 i) private pure returns (uint256 amount) {
        assembly {
            amount := calldataload(add(units.offset, shl(5, i)))
        }
    }

    function _approve(address owner_, address spender, uint256 units) private {
        require(spender != address(0), ZeroAddress());
        _allowances[owner_][spender] = units;
        emit Approval(owner_, spender, units);
    }

    /// @dev By a key first, which takes no look at the account; else by the contract there. A wallet that is both, by its
    ///      key's own delegation, may approve either way.
    function _permit(address owner_, address spender, uint256 value, uint256 deadline, bytes memory signature)
        private
    {
        require(block.timestamp <= deadline, PermitExpired(deadline));
        bytes32 digest = _digest(
            keccak256(abi.encode(PERMIT_TYPEHASH, owner_, spender, value, _nonces[owner_]++, deadline))
        );
        (address signer, ECDSA.RecoverError fault,) = ECDSA.tryRecover(digest, signature);
        require(
            (fault == ECDSA.RecoverError.NoError && signer == owner_)
                || (owner_.code.length != 0
                    && SignatureChecker.isValidERC1271SignatureNow(owner_, digest, signature)),
            SignatureInvalid(owner_)
        );
        _approve(owner_, spender, value);
    }

    function _useAuthorization(address signer, bytes32 nonce, bytes32 words, bytes calldata signature)
        private
    {
        require(!_authorizations[signer][nonce], AuthorizationUsedOrCanceled(signer, nonce));
        _authorizations[signer][nonce] = true;
        require(
            signer != address(0)
                && SignatureChecker.isValidSignatureNowCalldata(signer, _digest(words), signature),
            SignatureInvalid(signer)
        );
    }

    function _digest(bytes32 words) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), words));
    }
}
