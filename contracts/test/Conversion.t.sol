// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Conversion} from "../src/Conversion.sol";
import {GasTooLow} from "../src/types/Payment.sol";
import {Reason} from "../src/Reason.sol";
import {FREEZER, ISSUER} from "../src/Roles.sol";
import {SignatureExpired, SignatureInvalid} from "../src/TypedData.sol";
import {ConversionState, ConversionTerms, IConversion} from "../src/interfaces/IConversion.sol";
import {ISecurityToken, Lot, Rules} from "../src/interfaces/ISecurityToken.sol";
import {World} from "./World.sol";

contract ConversionTest is World {
    event Converted(uint256 indexed id, address indexed holder, uint256 unitsIn, uint256 unitsOut);
    event ConversionDeferred(uint256 indexed id, address indexed holder, bytes reason);

    uint40 private constant OPENS = uint40(START + 1 days);
    uint40 private constant CLOSES = uint40(START + 30 days);
    uint40 private constant MANDATORY = uint40(START + 60 days);

    Conversion private conversion;
    /// `token` is the preferred class; this is what it becomes.
    ISecurityToken private common;

    function setUp() public override {
        super.setUp();
        common = newToken("common");
        conversion = new Conversion();
        vm.startPrank(OWNER);
        token.grantRole(address(conversion), ISSUER);
        common.grantRole(address(conversion), ISSUER | FREEZER);
        vm.stopPrank();
        issue(ANA, 100);
        issue(BO, 101);
    }

    /// Two units become three.
    function terms() private view returns (ConversionTerms memory) {
        return ConversionTerms({
            from: address(token),
            to: address(common),
            num: 3,
            den: 2,
            opensAt: OPENS,
            closesAt: CLOSES,
            mandatoryAt: MANDATORY,
            ref: "series A"
        });
    }

    function announced(ConversionTerms memory t) private returns (uint256) {
        vm.prank(OPERATOR);
        return conversion.announce(t);
    }

    function open() private returns (uint256 id) {
        id = announced(terms());
        vm.warp(OPENS);
    }

    function mandatory() private returns (uint256 id) {
        id = announced(terms());
        vm.warp(MANDATORY);
    }

    function convert(uint256 id, address holder, uint256 units) private {
        vm.prank(holder);
        conversion.convert(id, units);
    }

    function refusedConvert(uint256 id, address holder, uint256 units, bytes memory error) private {
        vm.prank(holder);
        vm.expectRevert(error);
        conversion.convert(id, units);
    }

    /* AT THE HOLDER'S OPTION */

    function testAHolderConvertsWhatTheyChoose() public {
        uint256 id = open();
        vm.expectEmit();
        emit Converted(id, ANA, 40, 60);
        convert(id, ANA, 40);
        vm.assertEq(token.balanceOf(ANA), 60);
        vm.assertEq(common.freeOf(ANA), 60);
        ConversionState memory c = conversion.conversion(id);
        vm.assertEq(c.unitsIn, 40);
        vm.assertEq(c.unitsOut, 60);
    }

    function testOnlyWholeMultiplesOfTheRatioInLowestTermsAreConverted() public {
        ConversionTerms memory t = terms();
        (t.num, t.den) = (30, 20);
        uint256 id = announced(t);
        vm.warp(OPENS);
        refusedConvert(id, BO, 101, abi.encodeWithSelector(IConversion.NotWhole.selector, 101, 2));
        refusedConvert(id, BO, 0, abi.encodeWithSelector(IConversion.NotWhole.selector, 0, 2));
        convert(id, BO, 100);
        vm.assertEq(common.balanceOf(BO), 150);
        vm.assertEq(token.balanceOf(BO), 1);
    }

    function testTheReceiverMustFulfilTheSecondTokensRules() public {
        uint256 id = open();
        vm.prank(OPERATOR);
        common.setRules(Rules(59, 0, false, false, 0, 0, 0));
        refusedConvert(id, ANA, 40, refusal(Reason.BalanceCap, 60, 59));
        vm.assertEq(token.balanceOf(ANA), 100);
    }

    function testAHolderWhoIsStoppedDoesNotConvert() public {
        uint256 id = open();
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 10);
        vm.stopPrank();
        refusedConvert(id, ANA, 92, abi.encodeWithSelector(IConversion.NotFree.selector, ANA, 92, 90));
        vm.prank(OPERATOR);
        token.setAddressFrozen(ANA, true);
        refusedConvert(id, ANA, 2, abi.encodeWithSelector(IConversion.HolderFrozen.selector, ANA));
        vm.prank(OPERATOR);
        token.pause();
        refusedConvert(id, BO, 2, abi.encodeWithSelector(IConversion.TokenPaused.selector, address(token)));
    }

    function testFrozenUnitsDoNotConvertInThePlaceOfLockedOnes() public {
        issueLocked(ANA, 60, TODAY + 300, 1);
        uint256 id = open();
        vm.prank(OPERATOR);
        token.freezePartialTokens(ANA, 90);
        refusedConvert(id, ANA, 12, abi.encodeWithSelector(IConversion.NotFree.selector, ANA, 12, 10));
        convert(id, ANA, 10);
        vm.assertEq(token.frozenTokens(ANA), 90);
        vm.assertEq(token.lockedOf(ANA), 60);
    }

    /* LOTS */

    function testLotsKeepTheDayTheyWereAcquiredAndTheirLock() public {
        vm.startPrank(OPERATOR);
        token.issue(ANA, 11, TODAY - 200, TODAY + 300, 7, 0);
        token.issue(ANA, 9, TODAY - 100, TODAY + 200, 8, 0);
        vm.stopPrank();
        uint256 id = open();
        (uint256 free, Lot[] memory foretold) = conversion.quote(id, ANA, 120);
        convert(id, ANA, 120);
        vm.assertEq(common.freeOf(ANA), free);
        Lot[] memory lots = common.lotsOf(ANA);
        vm.assertEq(keccak256(abi.encode(lots)), keccak256(abi.encode(foretold)));
        vm.assertEq(free, 150);
        // 9 become 13.5: the half goes to the lot that is locked longer.
        vm.assertEq(lots[0].units, 13);
        vm.assertEq(lots[0].acquiredDay, TODAY - 100);
        vm.assertEq(lots[0].unlockDay, TODAY + 200);
        vm.assertEq(lots[0].legend, 8);
        vm.assertEq(lots[1].units, 17);
        vm.assertEq(lots[1].acquiredDay, TODAY - 200);
        vm.assertEq(lots[1].unlockDay, TODAY + 300);
    }

    function testFreeUnitsAreConvertedBeforeLockedOnes() public {
        issueLocked(ANA, 50, TODAY + 300, 1);
        uint256 id = open();
        convert(id, ANA, 110);
        vm.assertEq(common.freeOf(ANA), 150);
        vm.assertEq(common.lockedOf(ANA), 15);
        vm.assertEq(token.lockedOf(ANA), 40);
    }

    /* MANDATORY */

    function testFromTheMandatoryDayAnybodyConvertsEverybody() public {
        uint256 id = mandatory();
        vm.prank(STRANGER);
        conversion.convertAll(id, list(ANA, BO));
        vm.assertEq(common.balanceOf(ANA), 150);
        vm.assertEq(common.balanceOf(BO), 150);
        // What does not make a whole unit stays what it was.
        vm.assertEq(token.totalSupply(), 1);
        conversion.convertAll(id, list(ANA, BO));
        vm.assertEq(common.totalSupply(), 300);
    }

    function testWhatWasAnnouncedWithoutAMandatoryDayStaysTheHoldersChoice() public {
        ConversionTerms memory t = terms();
        t.mandatoryAt = 0;
        uint256 id = announced(t);
        vm.warp(MANDATORY + 365 days);
        vm.expectRevert(abi.encodeWithSelector(IConversion.NotMandatory.selector, id, 0));
        conversion.convertAll(id, list(ANA, BO));
    }

    function testWhoCannotReceiveKeepsWhatTheyHaveAndIsConvertedLater() public {
        uint256 id = mandatory();
        vm.prank(OPERATOR);
        registry.setStatus(ANA, 2);
        vm.expectEmit();
        emit ConversionDeferred(id, ANA, refusal(Reason.ReceiverBlocked, 0, 0));
        conversion.convertAll(id, list(ANA, BO));
        vm.assertEq(token.balanceOf(ANA), 100);
        vm.assertEq(common.balanceOf(BO), 150);
        vm.assertEq(conversion.conversion(id).unitsIn, 100);

        vm.warp(block.timestamp + 200 days);
        vm.prank(OPERATOR);
        registry.setStatus(ANA, 1);
        conversion.convertAll(id, list(ANA, BO));
        vm.assertEq(common.balanceOf(ANA), 150);
        vm.assertEq(token.balanceOf(ANA), 0);
    }

    function testAHolderOfTooManyLotsIsDeferredWhole() public {
        for (uint16 i; i < 16; ++i) {
            vm.startPrank(OPERATOR);
            token.issue(ANA, 10, TODAY, TODAY + 300, i, 0);
            common.issue(ANA, 10, TODAY, TODAY + 300, 100 + i / 8, 0);
            vm.stopPrank();
        }
        uint256 id = mandatory();
        conversion.convertAll(id, list(ANA, BO));
        vm.assertEq(token.balanceOf(ANA), 260);
        vm.assertEq(token.lotsOf(ANA).length, 16);
        vm.assertEq(common.lotsOf(ANA).length, 2);
        vm.assertEq(common.balanceOf(BO), 150);
    }

    function testFreezesFollow() public {
        vm.startPrank(OPERATOR);
        token.freezePartialTokens(ANA, 33);
        token.setFrozenTokens(BO, 1_000);
        token.setAddressFrozen(BO, true);
        vm.stopPrank();
        uint256 id = mandatory();
        conversion.convertAll(id, list(ANA, BO));
        // 33 become 49.5.
        vm.assertEq(common.frozenTokens(ANA), 50);
        vm.assertTrue(!common.isFrozen(ANA), "Ana's wallet is not frozen");
        vm.assertEq(common.frozenTokens(BO), 150);
        vm.assertTrue(common.isFrozen(BO), "Bo's wallet is");
        vm.assertEq(token.balanceOf(BO), 1);
    }

    function testAFreezeThatCannotFollowDefers() public {
        vm.prank(OWNER);
        common.revokeRole(address(conversion), FREEZER);
        vm.prank(OPERATOR);
        token.freezePartialTokens(ANA, 33);
        uint256 id = mandatory();
        conversion.convertAll(id, list(ANA, BO));
        vm.assertEq(token.balanceOf(ANA), 100);
        vm.assertEq(common.balanceOf(BO), 150);
    }

    function testTooLittleGasIsNotTakenForARefusal() public {
        uint256 id = mandatory();
        (bool passed, bytes memory data) = address(conversion).call{gas: 2_000_000}(
            abi.encodeCall(conversion.convertAll, (id, list(ANA, BO)))
        );
        vm.assertTrue(!passed, "refused");
        vm.assertEq(bytes32(bytes4(data)), bytes32(GasTooLow.selector));
    }

    function testOnlyTheContractConvertsOne() public {
        uint256 id = mandatory();
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IConversion.OnlySelf.selector, OPERATOR));
        conversion.convertOne(id, ANA);
    }

    /* SIGNATURES */

    function signed(uint256 key, Conversion by, uint256 id, address holder, uint256 units, uint256 nonce)
        private
        view
        returns (bytes memory)
    {
        bytes32 typehash =
            keccak256("Convert(uint256 id,address holder,uint256 units,uint256 nonce,uint256 deadline)");
        bytes32 words = keccak256(abi.encode(typehash, id, holder, units, nonce, uint256(CLOSES)));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked(hex"1901", by.DOMAIN_SEPARATOR(), words)));
        return abi.encodePacked(r, s, v);
    }

    function refusedSignature(uint256 id, address holder, uint256 units, bytes memory signature) private {
        vm.prank(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(SignatureInvalid.selector, holder));
        conversion.convertFor(id, holder, units, CLOSES, signature);
    }

    function testAnyoneCarriesASignedConversionOnce() public {
        uint256 id = open();
        bytes memory signature = signed(ANA_KEY, conversion, id, ANA, 40, 0);
        refusedSignature(id, ANA, 42, signature);
        refusedSignature(id, BO, 40, signature);
        refusedSignature(id, ANA, 40, signed(0xB0, conversion, id, ANA, 40, 0));
        refusedSignature(id, ANA, 40, signed(ANA_KEY, new Conversion(), id, ANA, 40, 0));
        vm.prank(STRANGER);
        conversion.convertFor(id, ANA, 40, CLOSES, signature);
        vm.assertEq(common.balanceOf(ANA), 60);
        refusedSignature(id, ANA, 40, signature);

        bytes memory second = signed(ANA_KEY, conversion, id, ANA, 40, 1);
        convert(id, ANA, 2);
        refusedSignature(id, ANA, 40, second);
        vm.expectRevert(abi.encodeWithSelector(SignatureExpired.selector, START));
        conversion.convertFor(id, ANA, 40, START, second);
    }

    /* TERMS */

    function refused(ConversionTerms memory t, bytes memory error) private {
        vm.prank(OPERATOR);
        vm.expectRevert(error);
        conversion.announce(t);
    }

    function testTermsThatMakeNoSenseAreRefused() public {
        ConversionTerms memory t = terms();
        t.to = t.from;
        refused(t, abi.encodeWithSelector(IConversion.SameToken.selector, t.from));
        t = terms();
        t.from = STRANGER;
        refused(t, abi.encodeWithSelector(IConversion.NotASecurityToken.selector, STRANGER));
        t = terms();
        t.ref = 0;
        refused(t, abi.encodeWithSelector(IConversion.RefMissing.selector));
        t = terms();
        t.den = 0;
        refused(t, abi.encodeWithSelector(IConversion.RatioZero.selector, 3, 0));
        t = terms();
        t.closesAt = t.opensAt;
        refused(t, abi.encodeWithSelector(IConversion.WindowEmpty.selector, OPENS, OPENS));
        t = terms();
        (t.opensAt, t.closesAt, t.mandatoryAt) = (0, 0, 0);
        refused(t, abi.encodeWithSelector(IConversion.WindowEmpty.selector, 0, 0));
        t = terms();
        t.opensAt = uint40(START - 1);
        refused(t, abi.encodeWithSelector(IConversion.NotAhead.selector, START - 1, START));
        t = terms();
        t.mandatoryAt = uint40(START - 1);
        refused(t, abi.encodeWithSelector(IConversion.NotAhead.selector, START - 1, START));
        uint256 id = announced(terms());
        refused(
            terms(), abi.encodeWithSelector(IConversion.AlreadyDeclared.selector, bytes32("series A"), id)
        );
        vm.expectRevert(abi.encodeWithSelector(IConversion.UnknownConversion.selector, 9));
        conversion.convert(9, 1);
    }

    function testMoreUnitsThanATokenCountsAreRefused() public {
        vm.startPrank(OPERATOR);
        token.setRules(Rules(0, 0, false, false, 0, 0, 0));
        token.issue(BO, 2 ** 100, TODAY, TODAY + 300, 0, 0);
        vm.stopPrank();
        ConversionTerms memory t = terms();
        (t.num, t.den) = (16, 1);
        uint256 id = announced(t);
        vm.warp(OPENS);
        refusedConvert(
            id, BO, 101 + 2 ** 100, abi.encodeWithSelector(IConversion.AmountTooLarge.selector, 2 ** 104)
        );
    }

    function testOnlyWhoIssuesBothClassesAnnouncesOrGivesUp() public {
        vm.prank(OWNER);
        common.revokeRole(OPERATOR, ISSUER);
        refused(
            terms(), abi.encodeWithSelector(IConversion.NotAuthorised.selector, OPERATOR, address(common))
        );
        vm.prank(OWNER);
        common.grantRole(OPERATOR, ISSUER);
        vm.expectEmit();
        emit IConversion.ConversionAnnounced(
            1, address(token), address(common), 3, 2, OPENS, CLOSES, MANDATORY, "series A"
        );
        uint256 id = announced(terms());
        vm.expectRevert(
            abi.encodeWithSelector(IConversion.NotAuthorised.selector, address(this), address(token))
        );
        conversion.cancel(id);
        vm.expectEmit();
        emit IConversion.ConversionCancelled(id);
        vm.prank(OPERATOR);
        conversion.cancel(id);
        vm.warp(OPENS);
        refusedConvert(id, ANA, 2, abi.encodeWithSelector(IConversion.Cancelled.selector, id));
    }

    function testWhatHasBegunIsNotGivenUp() public {
        uint256 id = open();
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(IConversion.AlreadyBegun.selector, id, OPENS));
        conversion.cancel(id);
    }

    /* PROPERTIES */

    /// Whatever day it is, no more units of the second class are free than those of the first would make.
    function testFuzzNothingIsLostNorUnlockedEarlier(
        uint8 num,
        uint8 den,
        uint16[6] memory units,
        uint16[6] memory days_,
        uint256 asked
    ) public {
        vm.startPrank(OPERATOR);
        token.burn(ANA, 100);
        token.setRules(Rules(0, 0, false, false, 0, 0, 0));
        common.setRules(Rules(0, 0, false, false, 0, 0, 0));
        for (uint256 i; i < 6; ++i) {
            token.issue(ANA, units[i], TODAY, TODAY + days_[i] % 400, uint16(i), 0);
        }
        vm.stopPrank();
        ConversionTerms memory t = terms();
        (t.num, t.den) = (uint64(bound(num, 1, 255)), uint64(bound(den, 1, 255)));
        uint256 id = announced(t);
        vm.warp(OPENS);
        ConversionState memory c = conversion.conversion(id);
        uint256 balance = token.balanceOf(ANA);
        asked = bound(asked, 0, balance / c.den) * c.den;
        if (asked == 0) return;

        Lot[] memory before = token.lotsOf(ANA);
        (uint256 free,) = conversion.quote(id, ANA, asked);
        convert(id, ANA, asked);
        vm.assertEq(token.balanceOf(ANA), balance - asked, "destroyed");
        vm.assertEq(common.balanceOf(ANA) * c.den, asked * c.num, "issued, exactly");
        vm.assertEq(common.freeOf(ANA), free, "free, as foretold");
        for (uint256 i; i < before.length; ++i) {
            uint16 day = before[i].unlockDay;
            uint256 taken = lockedAfter(before, day) - lockedAfter(token.lotsOf(ANA), day);
            uint256 still = lockedAfter(common.lotsOf(ANA), day);
            vm.assertTrue(still * c.den >= taken * c.num, "locked no shorter");
            vm.assertTrue(still * c.den < taken * c.num + c.den, "and less than a unit more");
        }
    }

    /// The units that unlock on `day` or later.
    function lockedAfter(Lot[] memory lots, uint16 day) private pure returns (uint256 sum) {
        for (uint256 i; i < lots.length; ++i) {
            if (lots[i].unlockDay >= day) sum += lots[i].units;
        }
    }

    function list(address a, address b) private pure returns (address[] memory both) {
        both = new address[](2);
        (both[0], both[1]) = (a, b);
    }
}
