// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ISecurityToken, Lot, Rules} from "../src/interfaces/ISecurityToken.sol";
import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {Test} from "./Test.sol";
import {World} from "./World.sol";

/// @dev Does what people and officers do, in any order, with any amounts. What the token refuses changes nothing.
contract Market is Test {
    ISecurityToken private immutable TOKEN;
    InvestorRegistry private immutable REGISTRY;
    address private immutable OPERATOR;
    address[] private _people;

    uint16 private immutable TODAY;
    uint256 public passes;
    bool public brokeLock;
    bool public spentHeldUnits;
    /// How many units more than a wallet held then an officer froze in it, for what is yet to come.
    mapping(address wallet => uint256) public frozenAhead;

    constructor(ISecurityToken token, InvestorRegistry registry, address operator, address[] memory people) {
        (TOKEN, REGISTRY, OPERATOR, _people) = (token, registry, operator, people);
        TODAY = uint16(block.timestamp / 1 days);
    }

    function person(uint256 seed) private view returns (address) {
        return _people[seed % _people.length];
    }

    /// @dev Mostly amounts that can pass, and the edges.
    function amount(uint256 seed, uint256 most) private pure returns (uint256) {
        if (seed % 8 == 0) return most;
        if (seed % 8 == 1) return most + 1;
        return (seed >> 8) % (most + 1);
    }

    function attempt(address caller, bytes memory call) private returns (bool passed) {
        vm.prank(caller);
        (passed,) = address(TOKEN).call(call);
        if (passed) ++passes;
    }

    /// @dev What is free; all there is, of which some may be locked for some receivers only; or what is not frozen, of which
    ///      some may be locked.
    function transfer(uint256 a, uint256 b, uint256 units) external {
        address from = person(a);
        uint256 balance = TOKEN.balanceOf(from);
        uint256 frozen = TOKEN.frozenTokens(from);
        uint256 most = [TOKEN.freeOf(from), balance, balance > frozen ? balance - frozen : 0][units % 3];
        transferred(from, abi.encodeCall(TOKEN.transfer, (person(b), amount(units / 3, most))));
    }

    /// @dev A holder's transfer thaws nothing, takes no lock off, and leaves them no more held than they have: frozen and
    ///      locked units never stand for each other.
    function transferred(address from, bytes memory call) private {
        (uint256 frozen, uint256 locked, uint256 beyond) = (frozenOfAll(), lockedOfAll(), heldBeyond(from));
        attempt(from, call);
        if (lockedOfAll() != locked) brokeLock = true;
        if (frozenOfAll() != frozen || heldBeyond(from) > beyond) spentHeldUnits = true;
    }

    function frozenOfAll() private view returns (uint256 frozen) {
        for (uint256 i; i < _people.length; ++i) {
            frozen += TOKEN.frozenTokens(_people[i]);
        }
    }

    function lockedOfAll() private view returns (uint256 locked) {
        for (uint256 i; i < _people.length; ++i) {
            locked += TOKEN.lockedOf(_people[i]);
        }
    }

    /// @dev By how many units what is frozen and what is locked together exceed the balance.
    function heldBeyond(address who) private view returns (uint256) {
        uint256 held = TOKEN.frozenTokens(who) + TOKEN.lockedOf(who);
        uint256 balance = TOKEN.balanceOf(who);
        return held > balance ? held - balance : 0;
    }

    function issue(uint256 to, uint256 units, uint256 day, uint16 legend) external {
        uint16 unlockDay = day % 3 == 0 ? 0 : TODAY + uint16(day % 20);
        attempt(
            OPERATOR,
            abi.encodeCall(
                TOKEN.issue,
                (person(to), units % 500, TODAY, unlockDay, [uint16(1), 4, 8, 12][legend % 4], bytes32(0))
            )
        );
    }

    function burn(uint256 from, uint256 units) external {
        address who = person(from);
        attempt(OPERATOR, abi.encodeCall(TOKEN.burn, (who, amount(units, TOKEN.balanceOf(who)))));
    }

    function force(uint256 a, uint256 b, uint256 units) external {
        address from = person(a);
        attempt(
            OPERATOR,
            abi.encodeCall(TOKEN.forcedTransfer, (from, person(b), amount(units, TOKEN.balanceOf(from))))
        );
    }

    function recover(uint256 a, uint256 b) external {
        (address lost, address fresh) = (person(a), person(b));
        bytes memory call = abi.encodeCall(TOKEN.recoveryAddress, (lost, fresh, REGISTRY.identity(lost)));
        if (!attempt(OPERATOR, call)) return;
        frozenAhead[fresh] += frozenAhead[lost];
        frozenAhead[lost] = 0;
    }

    function freezeUnits(uint256 who, uint256 units) external {
        address account_ = person(who);
        (uint256 balance, uint256 frozen) = (TOKEN.balanceOf(account_), TOKEN.frozenTokens(account_));
        uint256 more = balance > frozen ? balance - frozen : 0;
        attempt(OPERATOR, abi.encodeCall(TOKEN.freezePartialTokens, (account_, amount(units, more))));
    }

    /// @dev As ERC-7943 has it: the sum, which may exceed what is there.
    function setFrozen(uint256 who, uint256 units) external {
        address account_ = person(who);
        uint256 balance = TOKEN.balanceOf(account_);
        units = units % 16 == 0
            ? type(uint104).max
            : amount(units >> 4, units % 2 == 0 ? 2 * balance : balance / 2);
        if (!attempt(OPERATOR, abi.encodeCall(TOKEN.setFrozenTokens, (account_, units)))) return;
        frozenAhead[account_] = units > balance ? units - balance : 0;
    }

    function thawUnits(uint256 who, uint256 units) external {
        address account_ = person(who);
        attempt(
            OPERATOR,
            abi.encodeCall(
                TOKEN.unfreezePartialTokens, (account_, amount(units, TOKEN.frozenTokens(account_)))
            )
        );
    }

    function freezeWallet(uint256 who, uint256 seed) external {
        attempt(OPERATOR, abi.encodeCall(TOKEN.setAddressFrozen, (person(who), seed % 4 == 0)));
    }

    function rule(uint256 seed) external {
        Rules memory rules = Rules({
            balanceMax: uint104(seed % 2 == 0 ? 0 : 2_000),
            holdersMax: uint32(seed % 3 == 0 ? 0 : 4),
            accreditedOnly: false,
            countriesOn: false,
            topics: 0,
            usHoldersMax: uint16(seed % 5 == 0 ? 0 : 2),
            nonAccreditedHoldersMax: uint16(seed % 7 == 0 ? 0 : 2)
        });
        attempt(OPERATOR, abi.encodeCall(TOKEN.setRules, (rules)));
    }

    /// @dev An investor moves, or becomes accredited, or is so no more; and the token is told in the same transaction.
    function change(uint256 who, uint256 seed) external {
        address wallet = person(who);
        Investor memory theirs = REGISTRY.investorOf(wallet);
        theirs.country = [uint16(840), 630, 250, 276][seed % 4];
        theirs.accreditedUntilDay = (seed >> 8) % 2 == 0 ? 0 : type(uint16).max;
        vm.prank(OPERATOR);
        REGISTRY.update(wallet, theirs);
        TOKEN.recount(_people);
    }

    function batch(uint256 a, uint256 b, uint256 units) external {
        address from = person(a);
        address[] memory to = new address[](2);
        (to[0], to[1]) = (person(b), person(b >> 8));
        uint256[] memory amounts = new uint256[](2);
        amounts[0] = amount(units, TOKEN.freeOf(from));
        amounts[1] = TOKEN.freeOf(from) / 2;
        transferred(from, abi.encodeCall(TOKEN.batchTransfer, (to, amounts)));
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 2 days);
    }

    function declareRecordDate(uint256 ahead) external {
        attempt(
            OPERATOR, abi.encodeCall(TOKEN.declareRecordDate, (uint40(block.timestamp + 1 + ahead % 3 days)))
        );
    }
}

contract SecurityTokenInvariantTest is World {
    Market private market;
    address[] private everybody;

    function setUp() public override {
        super.setUp();
        for (uint256 i; i < 4; ++i) {
            everybody.push(people()[i]);
        }
        // Two of them have a second wallet, so that recovery has somewhere to go.
        vm.startPrank(OPERATOR);
        registry.addWallet(ANA, account("ana 2"));
        registry.addWallet(BO, account("bo 2"));
        vm.stopPrank();
        everybody.push(account("ana 2"));
        everybody.push(account("bo 2"));
        for (uint256 i; i < 4; ++i) {
            issue(people()[i], 300);
            issueLocked(people()[i], 200, TODAY + 20, 1);
        }
        market = new Market(token, registry, OPERATOR, everybody);
    }

    /// @dev forge asks which contracts to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(market);
    }

    function afterInvariant() external view {
        vm.assertTrue(market.passes() != 0, "something happened");
    }

    function invariantSupplyIsTheSumOfAllBalances() public view {
        uint256 sum;
        for (uint256 i; i < everybody.length; ++i) {
            sum += token.balanceOf(everybody[i]);
        }
        vm.assertEq(token.totalSupply(), sum, "supply");
    }

    function invariantTheNumberOfHoldersIsARecount() public view {
        uint256 count;
        for (uint256 i; i < everybody.length; ++i) {
            if (token.balanceOf(everybody[i]) != 0) ++count;
        }
        vm.assertEq(token.holderCount(), count, "holders");
    }

    function invariantTheCountsOfKindsOfHoldersAreARecount() public view {
        uint256 us;
        uint256 nonAccredited;
        for (uint256 i; i < everybody.length; ++i) {
            if (token.balanceOf(everybody[i]) == 0) continue;
            Investor memory theirs = registry.investorOf(everybody[i]);
            if (theirs.country == 840 || theirs.country == 630) ++us;
            if (theirs.accreditedUntilDay <= block.timestamp / 1 days) ++nonAccredited;
        }
        vm.assertEq(token.usHolderCount(), us, "us holders");
        vm.assertEq(token.nonAccreditedHolderCount(), nonAccredited, "non-accredited holders");
    }

    function invariantFrozenAndLockedStayEachWithinTheBalanceAndTogetherLeaveTheRestFree() public view {
        for (uint256 i; i < everybody.length; ++i) {
            uint256 balance = token.balanceOf(everybody[i]);
            uint256 frozen = token.frozenTokens(everybody[i]);
            uint256 locked = token.lockedOf(everybody[i]);
            vm.assertLe(frozen, balance + market.frozenAhead(everybody[i]), "frozen");
            vm.assertLe(locked, balance, "locked");
            uint256 bound_ = frozen + locked;
            vm.assertEq(token.freeOf(everybody[i]), balance > bound_ ? balance - bound_ : 0, "free");
        }
    }

    function invariantLotsSumToTheLockedUnitsAndAreActiveAndDistinct() public view {
        for (uint256 i; i < everybody.length; ++i) {
            Lot[] memory lots = token.lotsOf(everybody[i]);
            vm.assertLe(lots.length, 16, "sixteen lots");
            uint256 sum;
            for (uint256 j; j < lots.length; ++j) {
                sum += lots[j].units;
                vm.assertTrue(lots[j].units != 0, "no empty lot");
                vm.assertTrue(block.timestamp / 1 days < lots[j].unlockDay, "active");
                for (uint256 k; k < j; ++k) {
                    bool same = lots[k].unlockDay == lots[j].unlockDay && lots[k].legend == lots[j].legend;
                    vm.assertTrue(!same, "merged");
                }
            }
            vm.assertEq(token.lockedOf(everybody[i]), sum, "locked");
        }
    }

    function invariantATransferLosesNoLockAndSpendsNothingFrozen() public view {
        vm.assertTrue(!market.brokeLock(), "a lock was lost");
        vm.assertTrue(!market.spentHeldUnits(), "frozen or locked units were spent");
    }

    function invariantBalancesOnRecordSumToTheSupplyOnRecord() public view {
        for (uint16 id = token.recordCount(); id > 0; --id) {
            if (token.recordAt(id) > block.timestamp) continue;
            uint256 sum;
            for (uint256 i; i < everybody.length; ++i) {
                sum += token.balanceAtRecord(everybody[i], id);
            }
            vm.assertEq(token.supplyAtRecord(id), sum, "supply on record");
        }
    }
}
