// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Finding, Reason} from "../src/Reason.sol";
import {Rules} from "../src/interfaces/ISecurityToken.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {ITokenEvents} from "../src/interfaces/ITokenEvents.sol";
import {Refuser} from "./Modules.sol";
import {World} from "./World.sol";

contract SecurityTokenTransferTest is World {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    function setUp() public override {
        super.setUp();
        issue(ANA, 1_000);
        issue(BO, 10);
    }

    /* ERC-20 */

    function testTransferMovesUnits(uint256 units) public {
        units = bound(units, 1, 1_000);
        vm.expectEmit();
        emit Transfer(ANA, BO, units);
        transfer(ANA, BO, units);
        vm.assertEq(token.balanceOf(ANA), 1_000 - units);
        vm.assertEq(token.balanceOf(BO), 10 + units);
        vm.assertEq(token.totalSupply(), 1_010);
    }

    function testTransferFromSpendsTheAllowance(uint256 allowed, uint256 units) public {
        allowed = bound(allowed, 1, type(uint256).max - 1);
        units = bound(units, 1, allowed < 1_000 ? allowed : 1_000);
        vm.prank(ANA);
        vm.expectEmit();
        emit Approval(ANA, STRANGER, allowed);
        token.approve(STRANGER, allowed);
        vm.prank(STRANGER);
        token.transferFrom(ANA, BO, units);
        vm.assertEq(token.allowance(ANA, STRANGER), allowed - units);
        vm.assertEq(token.balanceOf(BO), 10 + units);
    }

    function testTransferFromBeyondTheAllowanceIsRefused(uint256 allowed) public {
        allowed = bound(allowed, 0, 999);
        vm.prank(ANA);
        token.approve(STRANGER, allowed);
        vm.prank(STRANGER);
        vm.expectRevert(
            abi.encodeWithSelector(
                ITokenErrors.InsufficientAllowance.selector, STRANGER, allowed, allowed + 1
            )
        );
        token.transferFrom(ANA, BO, allowed + 1);
    }

    function testAnUnlimitedAllowanceIsNotSpent() public {
        vm.prank(ANA);
        token.approve(STRANGER, type(uint256).max);
        vm.prank(STRANGER);
        token.transferFrom(ANA, BO, 5);
        vm.assertEq(token.allowance(ANA, STRANGER), type(uint256).max);
    }

    function testTransferFromIsWeighedLikeATransfer() public {
        vm.prank(ANA);
        token.approve(STRANGER, type(uint256).max);
        vm.prank(STRANGER);
        vm.expectRevert(refusal(Reason.ReceiverNotRegistered, 0, 0));
        token.transferFrom(ANA, STRANGER, 5);
    }

    function testAZeroAmountPassesWhateverTheRulesSay() public {
        vm.startPrank(OPERATOR);
        token.pause();
        token.setAddressFrozen(ANA, true);
        vm.stopPrank();
        vm.assertEq(token.explain(ANA, STRANGER, 0).length, 0);
        vm.expectEmit();
        emit Transfer(ANA, STRANGER, 0);
        transfer(ANA, STRANGER, 0);
    }

    function testATransferToOneselfChangesNothing(uint256 units) public {
        units = bound(units, 1, 1_000);
        uint256 holders = token.holderCount();
        transfer(ANA, ANA, units);
        vm.assertEq(token.balanceOf(ANA), 1_000);
        vm.assertEq(token.holderCount(), holders);
    }

    /* REASONS */

    /// Everything is wrong with this transfer. Each mend takes one fault away, so that the list of mends is the order of
    /// the reasons; a reason without a mend fails.
    function testEachReasonIsGivenInItsTurnUntilNothingIsLeftToRefuse() public {
        issueLocked(ANA, 100, TODAY + 10, 1);
        issue(CLEO, 500);
        vm.startPrank(OPERATOR);
        registry.remove(BO);
        token.burn(BO, 10);
        token.freezePartialTokens(ANA, 1_050);
        token.setRules(
            Rules({
                balanceMax: 400,
                holdersMax: 2,
                accreditedOnly: true,
                countriesOn: true,
                topics: 4,
                usHoldersMax: 0,
                nonAccreditedHoldersMax: 0
            })
        );
        token.setAddressFrozen(BO, true);
        token.setAddressFrozen(ANA, true);
        registry.setStatus(ANA, 2);
        token.addModule(address(new Refuser()));
        token.pause();
        vm.stopPrank();
        // 1,100 held, of them 1,050 frozen and 100 locked.
        uint256 units = 1_101;

        // The last one needs lots at both: SecurityTokenLegend.t.sol.
        for (uint256 expected = 1; expected < uint256(Reason.ReceiverLotsFull); ++expected) {
            assertReason(firstReason(ANA, BO, units), Reason(expected));
            Finding memory first = token.explain(ANA, BO, units)[0];
            vm.expectRevert(refusal(first.reason, first.actual, first.limit));
            transfer(ANA, BO, units);
            units = mend(Reason(expected), units);
        }
        vm.assertEq(token.explain(ANA, BO, units).length, 0);
        transfer(ANA, BO, units);
        vm.assertEq(token.balanceOf(BO), units);
    }

    function mend(Reason reason, uint256 units) private returns (uint256) {
        Investor memory bo = someone(BO);
        bo.country = FRANCE;
        vm.startPrank(OPERATOR);
        if (reason == Reason.Paused) token.unpause();
        if (reason == Reason.SenderFrozen) token.setAddressFrozen(ANA, false);
        if (reason == Reason.ReceiverFrozen) token.setAddressFrozen(BO, false);
        if (reason == Reason.SenderBlocked) registry.setStatus(ANA, 1);
        if (reason == Reason.ReceiverNotRegistered) {
            (bo.status, bo.kycUntilDay, bo.accreditedUntilDay) = (2, TODAY, TODAY);
            registry.register(BO, bo);
        }
        if (reason == Reason.ReceiverBlocked) registry.setStatus(BO, 1);
        if (reason == Reason.ReceiverKycExpired) {
            bo.accreditedUntilDay = TODAY;
            registry.update(BO, bo);
        }
        if (reason == Reason.ReceiverNotAccredited) registry.update(BO, bo);
        if (reason == Reason.ReceiverTopicMissing) {
            bo.topics = 4;
            registry.update(BO, bo);
        }
        if (reason == Reason.CountryBlocked) token.setCountries(bit(FRANCE));
        if (reason == Reason.InsufficientBalance) units = 1_050;
        if (reason == Reason.UnitsFrozen) token.setFrozenTokens(ANA, 50);
        if (reason == Reason.UnitsLocked) units = 500;
        if (reason == Reason.BalanceCap) units = 400;
        if (reason == Reason.HolderCap) {
            // One holder of the two is not accredited, and neither is who would be the third.
            Investor memory cleo = someone(CLEO);
            cleo.accreditedUntilDay = 0;
            registry.update(CLEO, cleo);
            (bo.country, bo.accreditedUntilDay) = (USA, 0);
            registry.update(BO, bo);
            address[] memory changed = new address[](1);
            changed[0] = CLEO;
            token.recount(changed);
            caps(2, 1);
        }
        if (reason == Reason.UsHolderCap) caps(3, 1);
        if (reason == Reason.NonAccreditedHolderCap) caps(3, 2);
        if (reason == Reason.ModuleRefused) token.removeModule(token.getModules()[0]);
        vm.stopPrank();
        return units;
    }

    function caps(uint16 us, uint16 nonAccredited) private {
        token.setRules(
            Rules({
                balanceMax: 400,
                holdersMax: 3,
                accreditedOnly: false,
                countriesOn: false,
                topics: 0,
                usHoldersMax: us,
                nonAccreditedHoldersMax: nonAccredited
            })
        );
    }

    /// A transfer goes through exactly when `explain` finds nothing, and is refused with its first finding otherwise.
    /// forge-config: default.fuzz.runs = 512
    function testExplainForetellsTransfer(uint256 seed, uint256 units) public {
        scramble(seed);
        units = bound(units, 0, 1_400);
        address from = people()[seed % 4];
        address to = (seed >> 2) % 5 == 4 ? STRANGER : people()[(seed >> 2) % 5];

        Finding[] memory findings = token.explain(from, to, units);
        vm.assertEq(token.canTransfer(from, to, units), findings.length == 0);
        for (uint256 i = 1; i < findings.length; ++i) {
            vm.assertTrue(findings[i - 1].reason < findings[i].reason, "in order, each once");
        }
        if (findings.length != 0) {
            vm.expectRevert(refusal(findings[0].reason, findings[0].actual, findings[0].limit));
        }
        transfer(from, to, units);
    }

    /// The same for an issuance: from the zero address.
    function testExplainForetellsIssuance(uint256 seed, uint256 units) public {
        scramble(seed);
        units = bound(units, 0, 1_400);
        address to = (seed >> 2) % 5 == 4 ? STRANGER : people()[(seed >> 2) % 5];

        Finding[] memory findings = token.explain(address(0), to, units);
        if (findings.length != 0) {
            vm.expectRevert(refusal(findings[0].reason, findings[0].actual, findings[0].limit));
        }
        issue(to, units);
    }

    /// Half of the runs leave each thing as it is, so that many transfers pass and many fail for one reason alone.
    function scramble(uint256 seed) private {
        uint16 day = TODAY + uint16((seed >> 16) % 3);
        issueLocked(ANA, 50, day + 1, 1);
        vm.startPrank(OPERATOR);
        if ((seed >> 24) % 8 == 0) token.pause();
        address one = people()[(seed >> 32) % 4];
        if ((seed >> 40) % 4 == 0) token.setAddressFrozen(one, true);
        if ((seed >> 48) % 4 == 0) token.setFrozenTokens(one, (seed >> 56) % 1_200);
        Investor memory changed = someone(one);
        if ((seed >> 64) % 8 == 0) changed.status = 2;
        if ((seed >> 72) % 8 == 0) changed.kycUntilDay = day;
        if ((seed >> 80) % 8 == 0) changed.accreditedUntilDay = day;
        if ((seed >> 88) % 8 == 0) changed.country = FRANCE;
        if ((seed >> 96) % 8 == 0) changed.topics = 2;
        registry.update(one, changed);
        if ((seed >> 104) % 2 == 0) {
            token.setRules(
                Rules({
                    balanceMax: uint104((seed >> 112) % 1_200),
                    holdersMax: uint32((seed >> 128) % 5),
                    accreditedOnly: (seed >> 136) % 2 == 0,
                    countriesOn: (seed >> 144) % 2 == 0,
                    topics: uint32((seed >> 152) % 4),
                    usHoldersMax: uint16((seed >> 168) % 4),
                    nonAccreditedHoldersMax: uint16((seed >> 176) % 3)
                })
            );
        }
        if ((seed >> 184) % 8 == 0) token.addModule(address(new Refuser()));
        vm.stopPrank();
        vm.warp(START + (seed >> 160) % 4 days);
    }

    function testExplainListsEveryReasonWithItsNumbers() public {
        vm.startPrank(OPERATOR);
        Investor memory bo = someone(BO);
        bo.kycUntilDay = TODAY - 1;
        bo.country = FRANCE;
        registry.update(BO, bo);
        token.freezePartialTokens(ANA, 400);
        vm.stopPrank();

        Finding[] memory findings = token.explain(ANA, BO, 700);
        vm.assertEq(findings.length, 3);
        assertReason(findings[0].reason, Reason.ReceiverKycExpired);
        vm.assertEq(findings[0].actual, TODAY);
        vm.assertEq(findings[0].limit, TODAY - 1);
        assertReason(findings[1].reason, Reason.CountryBlocked);
        vm.assertEq(findings[1].actual, FRANCE);
        assertReason(findings[2].reason, Reason.UnitsFrozen);
        vm.assertEq(findings[2].actual, 700);
        vm.assertEq(findings[2].limit, 600);
    }

    function testExplainAnswersForAmountsThatCannotBe(uint256 units) public view {
        units = bound(units, uint256(type(uint104).max) + 1, type(uint256).max);
        assertReason(firstReason(ANA, BO, units), Reason.InsufficientBalance);
        assertReason(firstReason(address(0), BO, units), Reason.BalanceCap);
    }

    /* TIME: half-open, whole UTC days */

    function testChecksAreGoodUntilTheDayBeforeTheyExpire() public {
        Investor memory bo = someone(BO);
        bo.kycUntilDay = TODAY + 1;
        vm.prank(OPERATOR);
        registry.update(BO, bo);

        vm.warp(uint256(TODAY + 1) * 1 days - 1);
        transfer(ANA, BO, 1);
        vm.warp(uint256(TODAY + 1) * 1 days);
        vm.expectRevert(refusal(Reason.ReceiverKycExpired, TODAY + 1, TODAY + 1));
        transfer(ANA, BO, 1);
    }

    /* CAPS */

    function testABalanceMayReachTheCapAndNotPassIt() public {
        vm.prank(OPERATOR);
        token.setRules(
            Rules({
                balanceMax: 20,
                holdersMax: 0,
                accreditedOnly: false,
                countriesOn: false,
                topics: 0,
                usHoldersMax: 0,
                nonAccreditedHoldersMax: 0
            })
        );
        transfer(ANA, BO, 10);
        vm.expectRevert(refusal(Reason.BalanceCap, 21, 20));
        transfer(ANA, BO, 1);
    }

    function testTheLastPlaceGoesToOneAndASenderWhoLeavesMakesRoom() public {
        vm.prank(OPERATOR);
        token.setRules(
            Rules({
                balanceMax: 0,
                holdersMax: 3,
                accreditedOnly: false,
                countriesOn: false,
                topics: 0,
                usHoldersMax: 0,
                nonAccreditedHoldersMax: 0
            })
        );
        transfer(ANA, CLEO, 1);
        vm.expectRevert(refusal(Reason.HolderCap, 4, 3));
        transfer(ANA, DANA, 1);
        // Bo leaves with his last unit.
        transfer(BO, DANA, 10);
        vm.assertEq(token.holderCount(), 3);
    }

    /// The token knows one of the countries without looking at the list: no receiver must be better or worse off for it.
    function testACountryMayHoldExactlyWhenItIsInTheList(
        uint256[4] memory list,
        uint16 country,
        uint16 other,
        uint256 shape
    ) public {
        country = uint16(bound(country, 0, 1023));
        if (shape % 4 == 0) list = bit(country);
        if (shape % 4 == 1) list = bit(uint16(bound(other, 0, 1023)));
        if (shape % 4 == 2) {
            uint256[4] memory out = bit(country);
            for (uint256 i; i < 4; ++i) {
                list[i] = ~out[i];
            }
        }
        if (shape % 7 == 0) list = [uint256(0), 0, 0, 0];
        Investor memory bo = someone(BO);
        bo.country = country;
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit ITokenEvents.CountriesSet(list);
        token.setCountries(list);
        registry.update(BO, bo);
        vm.stopPrank();
        bool isIn = (list[country >> 8] >> (country & 255)) & 1 == 1;
        assertReason(firstReason(address(0), BO, 1), isIn ? Reason.None : Reason.CountryBlocked);
    }
}
