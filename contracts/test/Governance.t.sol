// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Governance} from "../src/Governance.sol";
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
import {IGovernance} from "../src/interfaces/IGovernance.sol";
import {ISecurityToken, RoleGrant, Rules, TokenTerms} from "../src/interfaces/ISecurityToken.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {Tender} from "../src/Tender.sol";
import {TenderTerms} from "../src/interfaces/ITender.sol";
import {World} from "./World.sol";

uint256 constant HOT = ISSUER | FREEZER | PAUSER | RECORDER | DOCUMENTER;
uint256 constant SLOW = FORCER | RECOVERER | RULER;

/// @dev A platform whose registry, factory and token belong to a governance; the operator keeps what is done every day.
contract GovernanceTest is World {
    uint32 internal constant GOVERNOR_DELAY = 3 days;
    uint32 internal constant ENFORCER_DELAY = 1 days;

    address internal immutable GOVERNOR = account("governor");
    address internal immutable ENFORCER = account("enforcer");
    address internal immutable GUARDIAN = account("guardian");

    Governance internal governance;
    uint64 internal admin;

    function setUp() public override {
        super.setUp();
        governance = new Governance(GOVERNOR, ENFORCER, GUARDIAN, GOVERNOR_DELAY, ENFORCER_DELAY);
        admin = governance.ADMIN_ROLE();
        TokenTerms memory terms = termsOf();
        terms.owner = address(governance);
        terms.roles = new RoleGrant[](2);
        terms.roles[0] = RoleGrant(OPERATOR, HOT);
        terms.roles[1] = RoleGrant(address(governance), SLOW);
        vm.startPrank(OWNER);
        token = ISecurityToken(factory.createToken(terms, "governed"));
        registry.transferOwnership(address(governance));
        factory.addAgent(OWNER);
        factory.transferOwnership(address(governance));
        vm.stopPrank();
        issue(ANA, 100);
        issue(BO, 100);
    }

    /* THE STORY */

    function testAForcedTransferIsScheduledThenStoppedByTheGuardian() public {
        bytes memory order = forced(ANA, CLEO, 40);
        schedule(ENFORCER, address(token), order);
        vm.prank(GUARDIAN);
        governance.cancel(ENFORCER, address(token), order);
        vm.warp(START + 30 days);
        refusedAsNotScheduled(ENFORCER, address(token), order);
        vm.assertEq(token.balanceOf(ANA), 100);
    }

    function testAForcedTransferIsScheduledWaitsAndIsExecutedOnce() public {
        bytes memory order = forced(ANA, CLEO, 40);
        schedule(ENFORCER, address(token), order);
        vm.warp(START + ENFORCER_DELAY - 1);
        bytes32 operation = governance.hashOperation(ENFORCER, address(token), order);
        vm.prank(ENFORCER);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotReady.selector, operation));
        governance.execute(address(token), order);

        vm.warp(START + ENFORCER_DELAY);
        execute(ENFORCER, address(token), order);
        vm.assertEq(token.balanceOf(CLEO), 40);
        refusedAsNotScheduled(ENFORCER, address(token), order);
    }

    function testNothingHappensWithoutBeingScheduled() public {
        refusedAsNotScheduled(ENFORCER, address(token), forced(ANA, CLEO, 40));
        refusedAsNotScheduled(GOVERNOR, address(token), abi.encodeCall(token.grantRole, (STRANGER, AGENT)));
        refusedAsNotScheduled(GOVERNOR, address(registry), abi.encodeCall(registry.addAgent, (STRANGER)));
    }

    function testWhatWasScheduledLapsesAWeekAfterItsTime() public {
        bytes memory order = forced(ANA, CLEO, 40);
        schedule(ENFORCER, address(token), order);
        vm.warp(START + ENFORCER_DELAY + 7 days);
        bytes32 operation = governance.hashOperation(ENFORCER, address(token), order);
        vm.prank(ENFORCER);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerExpired.selector, operation));
        governance.execute(address(token), order);
    }

    function testARecoveryWaitsTheSame() public {
        address fresh = account("fresh wallet of ana");
        vm.prank(OPERATOR);
        registry.addWallet(ANA, fresh);
        bytes memory recovery = abi.encodeCall(token.recoveryAddress, (ANA, fresh, identityOf(ANA)));
        refusedAsNotScheduled(ENFORCER, address(token), recovery);
        schedule(ENFORCER, address(token), recovery);
        vm.warp(START + ENFORCER_DELAY);
        execute(ENFORCER, address(token), recovery);
        vm.assertEq(token.balanceOf(fresh), 100);
    }

    function testPayoutsAreLedElsewhereByTheEnforcerAndWaitTheSame() public {
        address fresh = account("fresh wallet of ana");
        vm.prank(OPERATOR);
        registry.addWallet(ANA, fresh);
        bytes memory redirection = abi.encodeCall(distributor.redirect, (address(token), ANA, fresh));
        refusedAsNotScheduled(ENFORCER, address(distributor), redirection);
        schedule(ENFORCER, address(distributor), redirection);
        vm.warp(START + ENFORCER_DELAY);
        execute(ENFORCER, address(distributor), redirection);
        vm.assertEq(distributor.payeeOf(address(token), ANA), fresh);
    }

    /// Everything that a recovery takes is the enforcer's, and waits no longer than the recovery itself.
    function testATenderFollowsARecoveryByTheEnforcer() public {
        Tender tender = new Tender(distributor);
        bytes memory grant_ = abi.encodeCall(token.grantRole, (address(tender), ISSUER | FREEZER));
        schedule(GOVERNOR, address(token), grant_);
        vm.warp(START + GOVERNOR_DELAY);
        execute(GOVERNOR, address(token), grant_);
        TenderTerms memory terms;
        (terms.token, terms.payment, terms.treasury) = (address(token), address(dollar), OWNER);
        (terms.unitsMax, terms.price, terms.ref) = (50, 7, "buy-back");
        (terms.opensAt, terms.closesAt) = (uint40(block.timestamp), uint40(block.timestamp + 1 hours));
        vm.startPrank(OPERATOR);
        uint256 id = tender.offer(terms);
        dollar.mint(OPERATOR, 350);
        dollar.approve(address(tender), 350);
        tender.fund(id, 350);
        vm.stopPrank();
        vm.prank(ANA);
        tender.tender(id, 50);

        address fresh = account("fresh wallet of ana");
        vm.prank(OPERATOR);
        registry.addWallet(ANA, fresh);
        bytes memory recovery = abi.encodeCall(token.recoveryAddress, (ANA, fresh, identityOf(ANA)));
        bytes memory following = abi.encodeCall(tender.follow, (id, ANA, fresh));
        refusedAsNotScheduled(ENFORCER, address(tender), following);
        schedule(ENFORCER, address(token), recovery);
        schedule(ENFORCER, address(tender), following);
        vm.warp(block.timestamp + ENFORCER_DELAY);
        execute(ENFORCER, address(token), recovery);
        address[] memory holders = new address[](1);
        holders[0] = ANA;
        vm.prank(STRANGER);
        tender.settle(id, holders);
        execute(ENFORCER, address(tender), following);
        tender.settle(id, holders);
        tender.close(id);
        vm.assertEq(dollar.balanceOf(fresh), 350);
        vm.assertEq(token.freeOf(fresh), 50);
    }

    /* THE GOVERNOR */

    function testTheGovernorsPowersOverATokenWait() public {
        bytes[4] memory calls = [
            abi.encodeCall(token.grantRole, (STRANGER, FREEZER)),
            abi.encodeCall(token.revokeRole, (OPERATOR, ISSUER)),
            abi.encodeCall(token.setRules, (Rules(7, 7, false, false, 0, 0, 0))),
            abi.encodeCall(token.setCountries, (bit(FRANCE)))
        ];
        for (uint256 i; i < calls.length; ++i) {
            refusedAsNotScheduled(GOVERNOR, address(token), calls[i]);
            schedule(GOVERNOR, address(token), calls[i]);
        }
        vm.warp(START + GOVERNOR_DELAY);
        for (uint256 i; i < calls.length; ++i) {
            execute(GOVERNOR, address(token), calls[i]);
        }
        vm.assertEq(token.rolesOf(STRANGER), FREEZER);
        vm.assertEq(token.rolesOf(OPERATOR), HOT & ~ISSUER);
        vm.assertEq(token.rules().balanceMax, 7);
        vm.assertEq(token.countries()[FRANCE >> 8], bit(FRANCE)[FRANCE >> 8]);
    }

    function testTheRegistryAndTheFactoryAnswerToItToo() public {
        later(GOVERNOR, address(registry), abi.encodeCall(registry.addAgent, (STRANGER)), GOVERNOR_DELAY);
        vm.assertTrue(registry.isAgent(STRANGER), "agent of the registry");
        later(GOVERNOR, address(factory), abi.encodeCall(factory.addAgent, (STRANGER)), GOVERNOR_DELAY);
        vm.assertTrue(factory.isAgent(STRANGER), "agent of the factory");
        later(
            GOVERNOR, address(registry), abi.encodeCall(registry.transferOwnership, (OWNER)), GOVERNOR_DELAY
        );
        vm.assertEq(registry.owner(), OWNER);
    }

    function testTheGovernorForcesNothingAndTheEnforcerGovernsNothing() public {
        refusedAsUnauthorized(GOVERNOR, address(token), forced(ANA, CLEO, 40));
        refusedAsUnauthorized(ENFORCER, address(token), abi.encodeCall(token.grantRole, (STRANGER, AGENT)));
        refusedAsUnauthorized(GUARDIAN, address(token), forced(ANA, CLEO, 40));
        refusedAsUnauthorized(GUARDIAN, address(registry), abi.encodeCall(registry.addAgent, (GUARDIAN)));
        refusedAsUnauthorized(STRANGER, address(token), forced(ANA, CLEO, 40));
    }

    function testTheGuardianStopsTheGovernorAndOnlyHe() public {
        bytes memory taking = abi.encodeCall(token.transferOwnership, (STRANGER));
        schedule(GOVERNOR, address(token), taking);
        bytes memory unwatching =
            abi.encodeCall(governance.revokeRole, (governance.GUARDIAN_ROLE(), GUARDIAN));
        schedule(GOVERNOR, address(governance), unwatching);

        vm.prank(ENFORCER);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessManager.AccessManagerUnauthorizedCancel.selector,
                ENFORCER,
                GOVERNOR,
                address(token),
                token.transferOwnership.selector
            )
        );
        governance.cancel(GOVERNOR, address(token), taking);

        vm.startPrank(GUARDIAN);
        governance.cancel(GOVERNOR, address(token), taking);
        governance.cancel(GOVERNOR, address(governance), unwatching);
        vm.stopPrank();
        vm.warp(START + GOVERNOR_DELAY);
        refusedAsNotScheduled(GOVERNOR, address(token), taking);
        refusedAsNotScheduled(GOVERNOR, address(governance), unwatching);
        vm.assertEq(token.owner(), address(governance));
    }

    function testAnotherEnforcerIsNamedAfterTheDelayAndOnlyWithOne() public {
        uint64 enforcers = governance.ENFORCER_ROLE();
        bytes memory hasty = abi.encodeCall(governance.grantRole, (enforcers, STRANGER, 0));
        schedule(GOVERNOR, address(governance), hasty);
        vm.warp(START + GOVERNOR_DELAY);
        vm.prank(GOVERNOR);
        vm.expectRevert(IGovernance.DelayMissing.selector);
        governance.execute(address(governance), hasty);

        bytes memory naming = abi.encodeCall(governance.grantRole, (enforcers, STRANGER, 2 days));
        later(GOVERNOR, address(governance), naming, GOVERNOR_DELAY);
        later(STRANGER, address(token), forced(ANA, CLEO, 5), 2 days);
        vm.assertEq(token.balanceOf(CLEO), 5);
    }

    function testADelayIsShortenedOnlyAfterTheDifference() public {
        bytes memory hurry = abi.encodeCall(governance.grantRole, (admin, GOVERNOR, 1 hours));
        later(GOVERNOR, address(governance), hurry, GOVERNOR_DELAY);
        (, uint32 delay) = governance.hasRole(admin, GOVERNOR);
        vm.assertEq(delay, GOVERNOR_DELAY);
        vm.warp(block.timestamp + GOVERNOR_DELAY - 1 hours);
        (, delay) = governance.hasRole(admin, GOVERNOR);
        vm.assertEq(delay, 1 hours);
    }

    function testEachPowerOverThePowersWaits() public {
        uint64 enforcement = governance.ENFORCER_ROLE();
        bytes[7] memory powers = [
            abi.encodeCall(governance.revokeRole, (enforcement, ENFORCER)),
            abi.encodeCall(governance.setRoleAdmin, (enforcement, 7)),
            abi.encodeCall(governance.setRoleGuardian, (enforcement, 8)),
            abi.encodeCall(governance.setGrantDelay, (enforcement, 9 days)),
            abi.encodeCall(governance.labelRole, (enforcement, "left")),
            abi.encodeCall(governance.setTargetAdminDelay, (address(token), 9 days)),
            abi.encodeCall(governance.setTargetClosed, (address(token), true))
        ];
        for (uint256 i; i < powers.length; ++i) {
            refusedAsNotScheduled(GOVERNOR, address(governance), powers[i]);
            schedule(GOVERNOR, address(governance), powers[i]);
        }
        vm.warp(START + GOVERNOR_DELAY);
        for (uint256 i; i < powers.length; ++i) {
            vm.prank(GOVERNOR);
            (bool done,) = address(governance).call(powers[i]);
            vm.assertTrue(done, "after its delay");
        }
        (bool isEnforcer,) = governance.hasRole(enforcement, ENFORCER);
        vm.assertTrue(!isEnforcer, "revoked");
        vm.assertEq(governance.getRoleAdmin(enforcement), 7);
        vm.assertEq(governance.getRoleGuardian(enforcement), 8);
        vm.assertTrue(governance.isTargetClosed(address(token)), "closed");
        vm.warp(START + GOVERNOR_DELAY + 9 days);
        vm.assertEq(governance.getRoleGrantDelay(enforcement), 9 days);
        vm.assertEq(governance.getTargetAdminDelay(address(token)), 9 days);
    }

    function testWhoHasAPowerLaysItDownAtOnce() public {
        uint64 enforcement = governance.ENFORCER_ROLE();
        vm.prank(ENFORCER);
        governance.renounceRole(enforcement, ENFORCER);
        (bool isEnforcer,) = governance.hasRole(enforcement, ENFORCER);
        vm.assertTrue(!isEnforcer, "laid down");
    }

    function testNoPowerIsGivenToThoseWhoActAtOnce() public {
        bytes4[] memory minting = new bytes4[](1);
        minting[0] = token.mint.selector;
        uint64[2] memory hasty = [governance.GUARDIAN_ROLE(), governance.PUBLIC_ROLE()];
        for (uint256 i; i < 2; ++i) {
            bytes memory error = abi.encodeWithSelector(IGovernance.RoleHasNoDelay.selector, hasty[i]);
            bytes memory naming =
                abi.encodeCall(governance.setTargetFunctionRole, (address(token), minting, hasty[i]));
            refusedLater(GOVERNOR, address(governance), naming, error);
            bytes memory lifting =
                abi.encodeCall(governance.setRoleAdmin, (governance.ENFORCER_ROLE(), hasty[i]));
            refusedLater(GOVERNOR, address(governance), lifting, error);
        }
    }

    function testTheGovernorMayNameAnotherRoleForOneToken() public {
        bytes4[] memory forcing = new bytes4[](1);
        forcing[0] = token.forcedTransferFor.selector;
        bytes memory naming = abi.encodeCall(governance.setTargetFunctionRole, (address(token), forcing, 9));
        later(GOVERNOR, address(governance), naming, GOVERNOR_DELAY);
        refusedAsUnauthorized(ENFORCER, address(token), forced(ANA, CLEO, 40));
        vm.assertEq(governance.getTargetFunctionRole(address(token), token.forcedTransferFor.selector), 9);
        vm.assertEq(governance.getTargetFunctionRole(address(0xbeef), token.forcedTransferFor.selector), 1);
    }

    /* WHAT STAYS */

    function testWhatIsDoneEveryDayIsAskedOfNobody() public {
        vm.startPrank(OPERATOR);
        token.mint(CLEO, 5);
        token.setAddressFrozen(CLEO, true);
        token.setAddressFrozen(CLEO, false);
        token.pause();
        token.unpause();
        token.declareRecordDate(uint40(START + 1 days));
        vm.expectRevert(abi.encodeWithSelector(ITokenErrors.RoleMissing.selector, OPERATOR, FORCER));
        token.forcedTransferFor(ANA, CLEO, 1, "order");
        vm.stopPrank();
        transfer(ANA, BO, 10);
        vm.assertEq(token.balanceOf(BO), 110);
    }

    function testStandardToolsFindOwnerAndAgents() public {
        vm.assertEq(token.owner(), address(governance));
        vm.assertTrue(!token.isAgent(STRANGER), "not yet");
        later(GOVERNOR, address(token), abi.encodeCall(token.addAgent, (STRANGER)), GOVERNOR_DELAY);
        vm.assertTrue(token.isAgent(STRANGER), "an agent");
        later(GOVERNOR, address(token), abi.encodeCall(token.removeAgent, (STRANGER)), GOVERNOR_DELAY);
        vm.assertTrue(!token.isAgent(STRANGER), "no longer");
        later(GOVERNOR, address(token), abi.encodeCall(token.transferOwnership, (OWNER)), GOVERNOR_DELAY);
        vm.assertEq(token.owner(), OWNER);
    }

    /* BEING MADE */

    function testItIsMadeWithPeopleAndDelays() public {
        vm.expectRevert(
            abi.encodeWithSelector(IAccessManager.AccessManagerInvalidInitialAdmin.selector, address(0))
        );
        new Governance(address(0), ENFORCER, GUARDIAN, 1, 1);
        vm.expectRevert(IGovernance.ZeroAddress.selector);
        new Governance(GOVERNOR, address(0), GUARDIAN, 1, 1);
        vm.expectRevert(IGovernance.ZeroAddress.selector);
        new Governance(GOVERNOR, ENFORCER, address(0), 1, 1);
        vm.expectRevert(IGovernance.DelayMissing.selector);
        new Governance(GOVERNOR, ENFORCER, GUARDIAN, 0, 1);
        vm.expectRevert(IGovernance.DelayMissing.selector);
        new Governance(GOVERNOR, ENFORCER, GUARDIAN, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GuardianIsGuarded.selector, GOVERNOR));
        new Governance(GOVERNOR, ENFORCER, GOVERNOR, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IGovernance.GuardianIsGuarded.selector, ENFORCER));
        new Governance(GOVERNOR, ENFORCER, ENFORCER, 1, 1);
    }

    function testNobodyActsBeforeTheirDelayWhateverItIs(uint32 delay, uint256 wait) public {
        delay = uint32(bound(delay, 1, 365 days));
        wait = bound(wait, 0, uint256(delay) + 6 days);
        governance = new Governance(GOVERNOR, ENFORCER, GUARDIAN, delay, 1);
        ISecurityToken other = newToken("other");
        vm.prank(OWNER);
        other.transferOwnership(address(governance));
        bytes memory call = abi.encodeCall(token.grantRole, (STRANGER, FREEZER));
        schedule(GOVERNOR, address(other), call);
        vm.warp(START + wait);
        vm.prank(GOVERNOR);
        if (wait < delay) vm.expectRevert();
        governance.execute(address(other), call);
        vm.assertEq(other.rolesOf(STRANGER), wait < delay ? 0 : FREEZER);
    }

    /* STEPS */

    function forced(address from, address to, uint256 units) internal view returns (bytes memory) {
        return abi.encodeCall(token.forcedTransferFor, (from, to, units, keccak256("order of the court")));
    }

    function schedule(address by, address target, bytes memory call) internal {
        vm.prank(by);
        governance.schedule(target, call, 0);
    }

    function execute(address by, address target, bytes memory call) internal {
        vm.prank(by);
        governance.execute(target, call);
    }

    function later(address by, address target, bytes memory call, uint256 delay) internal {
        schedule(by, target, call);
        vm.warp(block.timestamp + delay);
        execute(by, target, call);
    }

    function refusedLater(address by, address target, bytes memory call, bytes memory error) internal {
        schedule(by, target, call);
        vm.warp(block.timestamp + GOVERNOR_DELAY);
        vm.prank(by);
        vm.expectRevert(error);
        governance.execute(target, call);
    }

    function refusedAsNotScheduled(address by, address target, bytes memory call) internal {
        bytes32 operation = governance.hashOperation(by, target, call);
        vm.prank(by);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, operation));
        governance.execute(target, call);
    }

    function refusedAsUnauthorized(address by, address target, bytes memory call) internal {
        bytes memory error = abi.encodeWithSelector(
            IAccessManager.AccessManagerUnauthorizedCall.selector, by, target, bytes4(call)
        );
        vm.startPrank(by);
        vm.expectRevert(error);
        governance.schedule(target, call, 0);
        vm.expectRevert(error);
        governance.execute(target, call);
        vm.stopPrank();
    }
}
