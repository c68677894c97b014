// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding, Reason} from "../src/Reason.sol";
import {ITokenEvents} from "../src/interfaces/ITokenEvents.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {Rules} from "../src/types/TokenTypes.sol";
import {Refuser} from "./Modules.sol";
import {Vm} from "./Test.sol";
import {World} from "./World.sol";

/// @dev Allows everything, and counts how often it is told of a burn.
contract Listener is Refuser {
    uint256 public burns;

    function moduleCheck(address, address, uint256, address) external pure override returns (bool) {
        return true;
    }

    function moduleBurnAction(address, uint256) external override {
        ++burns;
    }
}

/// @dev Edges of the hot path: what one flipped operator would change, and nothing else showed.
contract SecurityTokenEdgesTest is World {
    uint256 private constant UNITS_MAX = type(uint104).max;

    function reside(address wallet, uint16 country) private {
        Investor memory investor = someone(wallet);
        investor.country = country;
        vm.prank(OPERATOR);
        registry.update(wallet, investor);
    }

    function allow(uint256[4] memory list) private {
        vm.prank(OPERATOR);
        token.setCountries(list);
    }

    function cap(uint104 balanceMax, uint32 holdersMax) private {
        Rules memory rules = token.rules();
        (rules.balanceMax, rules.holdersMax) = (balanceMax, holdersMax);
        vm.prank(OPERATOR);
        token.setRules(rules);
    }

    /// The country that needs no look at the list is one of the list, whatever words of it are empty.
    function testOnlyResidentsOfListedCountriesReceive() public {
        uint256[4] memory list;
        uint16[6] memory others = [uint16(0), 256, 512, 768, USA, 724];
        for (uint256 round; round < 2; ++round) {
            allow(list);
            for (uint256 i; i < others.length; ++i) {
                reside(BO, others[i]);
                assertReason(firstReason(address(0), BO, 1), Reason.CountryBlocked);
            }
            reside(BO, FRANCE);
            assertReason(firstReason(address(0), BO, 1), round == 0 ? Reason.CountryBlocked : Reason.None);
            list = bit(FRANCE);
        }
        list[USA >> 8] |= bit(USA)[USA >> 8];
        allow(list);
        assertReason(firstReason(address(0), BO, 1), Reason.None);
        reside(BO, USA);
        assertReason(firstReason(address(0), BO, 1), Reason.None);
    }

    function testWhoHasNothingToSendIsNotOneHolderMore() public {
        issue(ANA, 10);
        cap(0, 2);
        Finding[] memory findings = token.explain(BO, CLEO, 5);
        vm.assertEq(findings.length, 1);
        assertReason(findings[0].reason, Reason.InsufficientBalance);
    }

    function testTheMostUnitsThereCanBeAreAddedToWhatIsHeld() public {
        issue(ANA, 5);
        cap(0, 0);
        Finding[] memory findings = token.explain(address(0), ANA, UNITS_MAX);
        assertReason(findings[0].reason, Reason.BalanceCap);
        vm.assertEq(findings[0].actual, UNITS_MAX + 5);
    }

    function testAReceiverWhoBecameAnotherKindIsCountedAsThat() public {
        issue(ANA, 10);
        issue(BO, 10);
        allow([bit(FRANCE)[0], 0, 0, bit(USA)[3]]);
        reside(BO, FRANCE);
        transfer(ANA, BO, 1);
        vm.assertEq(token.usHolderCount(), 1);
        vm.assertEq(token.standingOf(BO), 1);
    }

    function testASenderIsRememberedAsWhatTheyAreCounted() public {
        issue(ANA, 10);
        allow([bit(FRANCE)[0], 0, 0, bit(USA)[3]]);
        reside(ANA, FRANCE);
        transfer(ANA, BO, 1);
        vm.assertEq(token.usHolderCount(), 1);
        vm.assertEq(token.standingOf(ANA), 1);
        transfer(ANA, CLEO, 1);
        vm.assertEq(token.usHolderCount(), 2);
        transfer(ANA, DANA, 8);
        vm.assertEq(token.standingOf(ANA), 0);
    }

    function testALotWhoseDayHasComeIsNoLot() public {
        for (uint16 i; i < 2; ++i) {
            vm.recordLogs();
            issueLocked(ANA, 10, TODAY - i, 1);
            Vm.Log[] memory logs = vm.getRecordedLogs();
            for (uint256 j; j < logs.length; ++j) {
                vm.assertTrue(logs[j].topics[0] != ITokenEvents.LotOpened.selector, "no lot");
            }
        }
    }

    function testALotThatEndsTodayIsFreeBesideOneThatDoesNot() public {
        issueLocked(ANA, 10, TODAY + 1, 1);
        issueLocked(ANA, 20, TODAY + 2, 1);
        vm.warp(START + 1 days);
        vm.assertEq(token.lockedOf(ANA), 20);
        vm.assertEq(token.lotsOf(ANA).length, 1);
    }

    function testUnitsReceivedBesideAFoldedLotAreFree() public {
        issueLocked(ANA, 60, TODAY + 5, 7);
        issue(BO, 5);
        transfer(BO, ANA, 5);
        vm.assertEq(token.lockedOf(ANA), 60);
        vm.assertEq(token.freeOf(ANA), 5);
    }

    function testNobodyIsToldOfNothingBurned() public {
        issue(ANA, 10);
        Listener listener = new Listener();
        vm.startPrank(OPERATOR);
        token.addModule(address(listener));
        token.burn(ANA, 0);
        vm.assertEq(listener.burns(), 0);
        token.burn(ANA, 1);
        vm.assertEq(listener.burns(), 1);
    }
}
