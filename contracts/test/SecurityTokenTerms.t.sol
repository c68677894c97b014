// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ITokenEvents} from "../src/interfaces/ITokenEvents.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {
    AGENT,
    DOCUMENTER,
    FORCER,
    FREEZER,
    ISSUER,
    PAUSER,
    RECORDER,
    RECOVERER,
    RULER
} from "../src/Roles.sol";
import {SecurityToken} from "../src/SecurityToken.sol";
import {IInvestorRegistry} from "../src/interfaces/IInvestorRegistry.sol";
import {TokenOffice} from "../src/TokenOffice.sol";
import {ISecurityToken, Issuance, Rules, TokenTerms} from "../src/interfaces/ISecurityToken.sol";
import {EVERY_ROLE, World} from "./World.sol";

contract SecurityTokenTermsTest is World {
    event RolesChanged(address indexed account, uint256 roles);
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);
    event DocumentUpdated(bytes32 indexed name, string uri, bytes32 documentHash);

    function testATokenIsBornWithItsTerms() public view {
        vm.assertEq(token.name(), "Office Tower LLC Units");
        vm.assertEq(token.symbol(), "TOWER");
        vm.assertEq(token.decimals(), 0);
        vm.assertEq(token.owner(), OWNER);
        vm.assertEq(token.rolesOf(OPERATOR), EVERY_ROLE);
        vm.assertEq(token.identityRegistry(), address(registry));
        Rules memory rules = token.rules();
        vm.assertEq(rules.balanceMax, 1_000_000);
        vm.assertEq(rules.holdersMax, 100);
        vm.assertEq(rules.topics, 1);
        vm.assertTrue(rules.accreditedOnly && rules.countriesOn, "both on");
        vm.assertEq(token.countries()[3], 1 << (USA & 255));
        (string memory uri, bytes32 hash, uint256 setAt) = token.getDocument("term-sheet");
        vm.assertEq(uri, "https://example.com/office-tower.yaml");
        vm.assertEq(hash, keccak256("the term sheet"));
        vm.assertEq(setAt, START);
        vm.assertEq(token.getAllDocuments().length, 1);
    }

    function testATokenIsBornOnce() public {
        vm.expectRevert(ITokenErrors.AlreadyInitialised.selector);
        token.init(termsOf());
    }

    /// CMTAT: whoever came first initialised the implementation.
    function testTheImplementationIsNobodysToken() public {
        ISecurityToken implementation = ISecurityToken(factory.implementation());
        vm.expectRevert(ITokenErrors.AlreadyInitialised.selector);
        implementation.init(termsOf());
    }

    function testTheOfficeByItselfIsNobodysToken() public {
        ISecurityToken office = ISecurityToken(address(new TokenOffice(registry)));
        vm.expectRevert(ITokenErrors.AlreadyInitialised.selector);
        office.init(termsOf());
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotOwner.selector, address(this)));
        office.grantRole(address(this), 1);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, address(this), RULER));
        office.setCountries(bit(USA));
    }

    function testTheOfficeMustBeAContract() public {
        vm.expectRevert(ITokenErrors.ZeroAddress.selector);
        new SecurityToken(registry, STRANGER);
    }

    function testAFunctionThatNobodyHasReverts(bytes calldata data) public {
        (bool done, bytes memory answer) = address(token).call(bytes.concat(hex"00000000", data));
        vm.assertTrue(!done && answer.length == 0, "answered");
        (done,) = address(token).call{value: 0}("");
        vm.assertTrue(!done, "answered nothing");
    }

    function testARegistryMustBeAContract() public {
        vm.expectRevert(ITokenErrors.ZeroAddress.selector);
        new SecurityToken(IInvestorRegistry(STRANGER), address(token));
    }

    function testMoreThanEighteenDecimalsAreRefused() public {
        TokenTerms memory terms = termsOf();
        terms.decimals = 19;
        vm.prank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.DecimalsTooLarge.selector, uint8(19)));
        factory.createToken(terms, "decimals");
        terms.decimals = 18;
        vm.prank(OWNER);
        vm.assertEq(ISecurityToken(factory.createToken(terms, "decimals")).decimals(), 18);
    }

    /// Every guarded entry point refuses whoever lacks its roles, and lets each of them pass.
    function testEachEntryPointAsksForItsRole() public {
        issue(BO, 100);
        address fresh = account("bo's new wallet");
        vm.prank(OPERATOR);
        registry.addWallet(BO, fresh);

        guarded(abi.encodeCall(token.mint, (ANA, 1)), ISSUER | AGENT);
        guarded(abi.encodeCall(token.burn, (BO, 1)), ISSUER | AGENT);
        guarded(abi.encodeCall(token.issue, (ANA, 1, TODAY, 0, 0, 0)), ISSUER);
        guarded(abi.encodeCall(token.issueBatch, (new Issuance[](0), 0)), ISSUER);
        guarded(abi.encodeCall(token.setAddressFrozen, (BO, true)), FREEZER | AGENT);
        guarded(abi.encodeCall(token.freezePartialTokens, (BO, 1)), FREEZER | AGENT);
        guarded(abi.encodeCall(token.unfreezePartialTokens, (BO, 0)), FREEZER | AGENT);
        guarded(abi.encodeCall(token.setFrozenTokens, (BO, 1)), FREEZER | AGENT);
        guarded(abi.encodeCall(token.forcedTransfer, (BO, ANA, 1)), AGENT);
        guarded(abi.encodeCall(token.forcedTransferFor, (BO, ANA, 1, "order")), FORCER);
        guarded(abi.encodeCall(token.recoveryAddress, (BO, fresh, identityOf(BO))), RECOVERER | AGENT);
        guarded(abi.encodeCall(token.pause, ()), PAUSER | AGENT);
        vm.prank(OPERATOR);
        token.pause();
        guarded(abi.encodeCall(token.unpause, ()), PAUSER | AGENT);
        guarded(abi.encodeCall(token.setRules, (termsOf().rules)), RULER);
        guarded(abi.encodeCall(token.setCountries, (bit(FRANCE))), RULER);
        guarded(abi.encodeCall(token.declareRecordDate, (uint40(START + 1))), RECORDER);
        guarded(abi.encodeCall(token.setDocument, ("deed", "ipfs://deed", "hash")), DOCUMENTER);
        guarded(abi.encodeCall(token.setName, ("New")), DOCUMENTER);
        guarded(abi.encodeCall(token.setSymbol, ("NEW")), DOCUMENTER);
    }

    /// One role after the other: alone it passes exactly when it is among `roles`.
    function guarded(bytes memory call, uint256 roles) private {
        address someoneWith = account("someone with a role");
        for (uint256 role = 1; role <= AGENT; role <<= 1) {
            uint256 state = vm.snapshotState();
            vm.prank(OWNER);
            token.grantRole(someoneWith, role);
            vm.prank(someoneWith);
            (bool passed, bytes memory answer) = address(token).call(call);
            vm.assertEq(passed, role & roles != 0, "role and entry point");
            if (!passed) {
                vm.assertEq(
                    keccak256(answer),
                    keccak256(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, someoneWith, roles))
                );
            }
            vm.revertToState(state);
        }
    }

    function testOnlyTheOwnerHandsOutRoles(address stranger) public {
        vm.assume(stranger != OWNER);
        bytes[5] memory calls = [
            abi.encodeCall(token.grantRole, (stranger, ISSUER)),
            abi.encodeCall(token.revokeRole, (OPERATOR, ISSUER)),
            abi.encodeCall(token.addAgent, (stranger)),
            abi.encodeCall(token.removeAgent, (OPERATOR)),
            abi.encodeCall(token.transferOwnership, (stranger))
        ];
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(stranger);
            (bool passed, bytes memory answer) = address(token).call(calls[i]);
            vm.assertTrue(!passed, "refused");
            vm.assertEq(
                keccak256(answer), keccak256(abi.encodeWithSelector(ITokenErrors.NotOwner.selector, stranger))
            );
        }
    }

    function testRolesAreGrantedAndRevokedOneByOne(uint256 granted, uint256 revoked) public {
        vm.startPrank(OWNER);
        vm.expectEmit();
        emit RolesChanged(STRANGER, granted);
        token.grantRole(STRANGER, granted);
        token.revokeRole(STRANGER, revoked);
        vm.stopPrank();
        vm.assertEq(token.rolesOf(STRANGER), granted & ~revoked);
    }

    function testAgentsComeAndGo() public {
        vm.startPrank(OWNER);
        vm.expectEmit();
        emit AgentAdded(STRANGER);
        token.addAgent(STRANGER);
        vm.assertTrue(token.isAgent(STRANGER), "an agent");
        vm.expectEmit();
        emit AgentRemoved(STRANGER);
        token.removeAgent(STRANGER);
        vm.assertTrue(!token.isAgent(STRANGER), "none any more");
        vm.expectRevert(ITokenErrors.ZeroAddress.selector);
        token.addAgent(address(0));
        vm.stopPrank();
    }

    function testOnlyWhatMakesOrUnmakesAnAgentSaysSo() public {
        vm.recordLogs();
        vm.startPrank(OWNER);
        token.grantRole(STRANGER, ISSUER);
        token.addAgent(STRANGER);
        token.addAgent(STRANGER);
        token.revokeRole(STRANGER, ISSUER);
        token.removeAgent(STRANGER);
        token.removeAgent(STRANGER);
        vm.stopPrank();
        // Six times what roles there are now, and once each.
        vm.assertEq(vm.getRecordedLogs().length, 8);
    }

    function testOwnershipPassesAtOnce() public {
        vm.startPrank(OWNER);
        vm.expectRevert(ITokenErrors.ZeroAddress.selector);
        token.transferOwnership(address(0));
        token.transferOwnership(STRANGER);
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.NotOwner.selector, OWNER));
        token.addAgent(OWNER);
        vm.stopPrank();
    }

    function testRulesAreSetAllAtOnce(Rules calldata rules) public {
        vm.prank(OPERATOR);
        vm.expectEmit();
        emit ITokenEvents.RulesSet(
            rules.balanceMax,
            rules.holdersMax,
            rules.accreditedOnly,
            rules.countriesOn,
            rules.topics,
            rules.usHoldersMax,
            rules.nonAccreditedHoldersMax
        );
        token.setRules(rules);
        vm.assertEq(keccak256(abi.encode(token.rules())), keccak256(abi.encode(rules)));
        vm.assertEq(token.decimals(), 0);
        vm.assertTrue(!token.paused(), "nothing else changed");
    }

    function testADocumentIsReplacedAndListedOnce() public {
        vm.startPrank(OPERATOR);
        vm.expectEmit();
        emit DocumentUpdated("term-sheet", "https://example.com/2", "second");
        token.setDocument("term-sheet", "https://example.com/2", "second");
        token.setDocument("deed", "ipfs://deed", "deed");
        vm.stopPrank();
        (string memory uri, bytes32 hash,) = token.getDocument("term-sheet");
        vm.assertEq(uri, "https://example.com/2");
        vm.assertEq(hash, "second");
        vm.assertEq(token.getAllDocuments().length, 2);
        (uri, hash,) = token.getDocument("none");
        vm.assertEq(uri, "");
    }

    function testANameOfAnyLengthChangesTheDomain(string calldata name) public {
        bytes32 before = token.DOMAIN_SEPARATOR();
        vm.assume(keccak256(bytes(name)) != keccak256(bytes(token.name())));
        vm.prank(OPERATOR);
        token.setName(name);
        vm.assertEq(token.name(), name);
        vm.assertTrue(token.DOMAIN_SEPARATOR() != before, "what was signed for the old name is void");
    }
}
