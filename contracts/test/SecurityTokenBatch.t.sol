// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Reason} from "../src/Reason.sol";
import {PAUSER} from "../src/Roles.sol";
import {ISecurityToken, Issuance, Rules} from "../src/interfaces/ISecurityToken.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {Refuser} from "./Modules.sol";
import {World} from "./World.sol";

/// @dev Pauses the token when it is told of a movement, and remembers what the token said of itself then.
contract Pauser is Refuser {
    uint256 public supply;
    uint256 public holders;

    function moduleCheck(address, address, uint256, address) external pure override returns (bool) {
        return true;
    }

    function moduleMintAction(address, uint256) external override {
        _act();
    }

    function moduleTransferAction(address, address, uint256) external override {
        _act();
    }

    function _act() private {
        ISecurityToken token = ISecurityToken(msg.sender);
        (supply, holders) = (token.totalSupply(), token.holderCount());
        token.pause();
    }
}

/// @dev A batch asks the registry once, and carries what it counts from one to the next. It leaves what the same movements
///      one by one leave, or nothing.
contract SecurityTokenBatchTest is World {
    ISecurityToken private single;
    address[6] private everybody;

    function setUp() public override {
        super.setUp();
        single = newToken("one by one");
        for (uint256 i; i < 4; ++i) {
            everybody[i] = people()[i];
        }
        everybody[4] = account("eve");
        everybody[5] = STRANGER;
        register(everybody[4]);
    }

    function testABatchOfIssuancesIsTheSameOneByOne(uint256[8] calldata seeds, uint256 shape) public {
        vary(shape, 1 hours);
        Issuance[] memory batch = new Issuance[](1 + shape % 8);
        bool allDone = true;
        for (uint256 i; i < batch.length; ++i) {
            uint256 seed = seeds[i];
            uint16 unlockDay = (seed >> 24) % 2 == 0 ? 0 : TODAY + uint16((seed >> 32) % 3);
            batch[i] = Issuance({
                to: everybody[seed % (shape % 3 == 0 ? 6 : 5)],
                units: uint104((seed >> 8) % 50),
                acquiredDay: TODAY,
                unlockDay: unlockDay,
                legend: 1
            });
            allDone = issuedSingly(batch[i]) && allDone;
        }
        vm.prank(OPERATOR);
        (bool done,) = address(token).call(abi.encodeCall(token.issueBatch, (batch, 0)));
        vm.assertEq(done, allDone, "all or nothing");
        if (done) assertAlike();
        else vm.assertEq(token.totalSupply(), 0);
    }

    /// CMTAT rc5 #2: a batch of transfers passed by every rule.
    function testABatchOfMintsAndOfTransfersIsTheSameOneByOne(uint256[8] calldata seeds, uint256 shape)
        public
    {
        uint256 count = 1 + shape % 8;
        (address[] memory to, uint256[] memory units) = (new address[](count), new uint256[](count));
        for (uint256 i; i < count; ++i) {
            to[i] = everybody[seeds[i] % (shape % 3 == 0 ? 6 : 5)];
            units[i] = (seeds[i] >> 8) % 50;
        }
        vary(shape, 1 hours);
        bothOrNeither(OPERATOR, abi.encodeCall(token.batchMint, (to, units)), to, units, token.mint.selector);
        vm.startPrank(OPERATOR);
        (bool endowed,) = address(token).call(abi.encodeCall(token.mint, (ANA, 100)));
        (bool alike,) = address(single).call(abi.encodeCall(token.mint, (ANA, 100)));
        vm.assertEq(endowed, alike);
        vm.stopPrank();
        vary(shape >> 16, 2 hours);
        bothOrNeither(
            ANA, abi.encodeCall(token.batchTransfer, (to, units)), to, units, token.transfer.selector
        );
        assertAlike();
    }

    function testAModuleSeesWhatIsAndStopsTheRest() public {
        Pauser pauser = new Pauser();
        vm.prank(OWNER);
        token.grantRole(address(pauser), PAUSER);
        issue(ANA, 10);
        vm.prank(OPERATOR);
        token.addModule(address(pauser));
        (address[] memory to, uint256[] memory units) = (new address[](2), new uint256[](2));
        (to[0], to[1], units[0], units[1]) = (BO, CLEO, 1, 1);
        vm.prank(OPERATOR);
        vm.expectRevert(refusal(Reason.Paused, 0, 0));
        token.batchMint(to, units);
        vm.prank(ANA);
        vm.expectRevert(refusal(Reason.Paused, 0, 0));
        token.batchTransfer(to, units);

        units[1] = 0;
        vm.prank(OPERATOR);
        token.batchMint(to, units);
        vm.assertEq(pauser.supply(), 11);
        vm.assertEq(pauser.holders(), 2);
    }

    /// @dev Behind the receivers lies another word of the call: how many amounts there are.
    function testABatchEndsWithItsLastReceiver() public {
        issue(ANA, 10);
        (address[] memory to, uint256[] memory units) = (new address[](2), new uint256[](2));
        (to[0], to[1], units[0], units[1]) = (BO, CLEO, 1, 2);
        vm.recordLogs();
        vm.prank(OPERATOR);
        token.batchMint(to, units);
        vm.prank(ANA);
        token.batchTransfer(to, units);
        vm.assertEq(vm.getRecordedLogs().length, 4);
    }

    function testAWordThatIsNoAddressIsNobodys() public {
        bytes memory call_ = abi.encodeWithSelector(
            token.batchMint.selector, 64, 128, 1, uint256(uint160(ANA)) | (1 << 160), 1, 1
        );
        vm.prank(OPERATOR);
        (bool done,) = address(token).call(call_);
        vm.assertTrue(!done, "refused");
    }

    /// @dev Kinds of holders, caps and a record date behind or ahead, by chance.
    function vary(uint256 shape, uint256 ahead) private {
        vm.startPrank(OPERATOR);
        for (uint256 i; i < 5; ++i) {
            Investor memory one = someone(everybody[i]);
            if ((shape >> (20 + i)) % 2 == 0) one.country = FRANCE;
            if ((shape >> (30 + i)) % 4 == 0) one.accreditedUntilDay = TODAY;
            registry.update(everybody[i], one);
        }
        uint256[4] memory list = bit(USA);
        list[FRANCE >> 8] |= 1 << (FRANCE & 255);
        ISecurityToken[2] memory both = [token, single];
        for (uint256 i; i < 2; ++i) {
            both[i].setCountries(list);
            both[i].setRules(rulesOf(shape >> 64));
            both[i].declareRecordDate(uint40(START + ahead));
        }
        vm.stopPrank();
        if ((shape >> 60) % 2 == 0) vm.warp(START + ahead);
    }

    function rulesOf(uint256 shape) private pure returns (Rules memory) {
        return Rules({
            balanceMax: shape % 4 == 0 ? 60 : 0,
            holdersMax: uint32((shape >> 8) % 12),
            accreditedOnly: (shape >> 16) % 8 == 0,
            countriesOn: true,
            topics: 1,
            usHoldersMax: uint16((shape >> 24) % 8),
            nonAccreditedHoldersMax: uint16((shape >> 32) % 6)
        });
    }

    function issuedSingly(Issuance memory one) private returns (bool done) {
        vm.prank(OPERATOR);
        (done,) = address(single)
            .call(
                abi.encodeCall(
                    single.issue, (one.to, one.units, one.acquiredDay, one.unlockDay, one.legend, bytes32(0))
                )
            );
    }

    /// @dev Does the batch to `token`, and to `single` one by one; to neither when one of it is refused.
    function bothOrNeither(
        address caller,
        bytes memory batch,
        address[] memory to,
        uint256[] memory units,
        bytes4 selector
    ) private {
        uint256 before = vm.snapshotState();
        bool allDone = true;
        for (uint256 i; i < to.length; ++i) {
            vm.prank(caller);
            (bool one,) = address(single).call(abi.encodeWithSelector(selector, to[i], units[i]));
            allDone = one && allDone;
        }
        if (!allDone) vm.revertToState(before);
        vm.prank(caller);
        (bool done,) = address(token).call(batch);
        vm.assertEq(done, allDone, "all or nothing");
    }

    function assertAlike() private view {
        vm.assertEq(token.totalSupply(), single.totalSupply());
        vm.assertEq(token.holderCount(), single.holderCount());
        vm.assertEq(token.usHolderCount(), single.usHolderCount());
        vm.assertEq(token.nonAccreditedHolderCount(), single.nonAccreditedHolderCount());
        for (uint256 i; i < 6; ++i) {
            address one = everybody[i];
            vm.assertEq(token.balanceOf(one), single.balanceOf(one));
            vm.assertEq(token.standingOf(one), single.standingOf(one));
            vm.assertEq(keccak256(abi.encode(token.lotsOf(one))), keccak256(abi.encode(single.lotsOf(one))));
        }
    }
}
