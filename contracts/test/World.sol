// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Distributor} from "../src/Distributor.sol";
import {Factory} from "../src/Factory.sol";
import {InvestorRegistry} from "../src/InvestorRegistry.sol";
import {Finding, Reason} from "../src/Reason.sol";
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
import {TokenOffice} from "../src/TokenOffice.sol";
import {DevStablecoin} from "../src/dev/DevStablecoin.sol";
import {
    Document,
    Hold,
    ISecurityToken,
    RoleGrant,
    Rules,
    TokenTerms
} from "../src/interfaces/ISecurityToken.sol";
import {Investor} from "../src/types/InvestorRecord.sol";
import {ITokenErrors} from "../src/interfaces/ITokenErrors.sol";
import {Test} from "./Test.sol";

uint256 constant EVERY_ROLE =
    ISSUER | FREEZER | FORCER | RECOVERER | RULER | PAUSER | RECORDER | DOCUMENTER | AGENT;

/// @dev A platform with one token under every rule, and people who fulfil them.
abstract contract World is Test {
    uint256 internal constant START = 1_800_000_000;
    uint16 internal constant TODAY = uint16(START / 1 days);
    uint16 internal constant USA = 840;
    uint16 internal constant FRANCE = 250;

    address internal immutable OWNER = account("owner");
    address internal immutable OPERATOR = account("operator");
    address internal immutable STRANGER = account("stranger");
    uint256 internal constant ANA_KEY = 0xA11CE;
    address internal immutable ANA = vm.addr(ANA_KEY);
    address internal immutable BO = account("bo");
    address internal immutable CLEO = account("cleo");
    address internal immutable DANA = account("dana");

    InvestorRegistry internal registry;
    ISecurityToken internal token;
    Factory internal factory;
    Distributor internal distributor;
    DevStablecoin internal dollar;

    function setUp() public virtual {
        vm.warp(START);
        registry = new InvestorRegistry(OWNER);
        address office = address(new TokenOffice(registry));
        factory = new Factory(address(new SecurityToken(registry, office)), OWNER);
        distributor = new Distributor();
        dollar = new DevStablecoin(OPERATOR);
        vm.prank(OWNER);
        registry.addAgent(OPERATOR);
        for (uint256 i; i < 4; ++i) {
            register(people()[i]);
        }
        token = newToken("tower");
    }

    function people() internal view returns (address[4] memory) {
        return [ANA, BO, CLEO, DANA];
    }

    /// @dev A resident of the United States, checked and accredited for another year, with topics 1 and 2.
    function someone(address wallet) internal pure returns (Investor memory) {
        return Investor({
            identity: identityOf(wallet),
            kycUntilDay: TODAY + 365,
            accreditedUntilDay: TODAY + 365,
            country: USA,
            class: 1,
            status: 1,
            topics: 3
        });
    }

    function identityOf(address wallet) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("identity", wallet)))));
    }

    function register(address wallet) internal {
        vm.prank(OPERATOR);
        registry.register(wallet, someone(wallet));
    }

    function termsOf() internal view returns (TokenTerms memory terms) {
        terms.name = "Office Tower LLC Units";
        terms.symbol = "TOWER";
        terms.owner = OWNER;
        terms.roles = new RoleGrant[](1);
        terms.roles[0] = RoleGrant(OPERATOR, EVERY_ROLE);
        terms.rules = Rules({
            balanceMax: 1_000_000,
            holdersMax: 100,
            accreditedOnly: true,
            countriesOn: true,
            topics: 1,
            usHoldersMax: 0,
            nonAccreditedHoldersMax: 0
        });
        terms.countries = bit(USA);
        terms.document =
            Document("term-sheet", "https://example.com/office-tower.yaml", keccak256("the term sheet"));
    }

    function bit(uint16 country) internal pure returns (uint256[4] memory bitmap) {
        bitmap[country >> 8] = 1 << (country & 255);
    }

    function newToken(string memory salt) internal returns (ISecurityToken) {
        vm.prank(OWNER);
        return ISecurityToken(factory.createToken(termsOf(), keccak256(bytes(salt))));
    }

    /// @dev Another wallet of the same investor is registered, and the lost one blocked, as a recovery begins.
    function lose(address lost, address fresh) internal {
        Investor memory investor = registry.investorOf(lost);
        vm.startPrank(OPERATOR);
        registry.register(fresh, investor);
        registry.setStatus(lost, 2);
        vm.stopPrank();
    }

    /// @dev The money of the lost wallet is led to the new one.
    function redirect(address lost, address fresh) internal {
        vm.prank(OPERATOR);
        distributor.redirect(address(token), lost, fresh);
    }

    function issue(address to, uint256 units) internal {
        vm.prank(OPERATOR);
        token.mint(to, units);
    }

    function issueLocked(address to, uint256 units, uint16 unlockDay, uint16 legend) internal {
        vm.prank(OPERATOR);
        token.issue(to, units, TODAY, unlockDay, legend, 0);
    }

    /// @dev Makes `num` units of every `den` of these holders, as a split does.
    function rescale(ISecurityToken of_, address[] memory holders, uint64 num, uint64 den) internal {
        vm.startPrank(OPERATOR);
        of_.pause();
        of_.hold(Hold.Rescaling);
        for (uint256 i; i < holders.length; ++i) {
            of_.rescale(holders[i], num, den);
        }
        of_.letGo(false);
        of_.unpause();
        vm.stopPrank();
    }

    function transfer(address from, address to, uint256 units) internal {
        vm.prank(from);
        token.transfer(to, units);
    }

    /// @dev Declares a record date a day from now and lets it pass.
    function pastRecordDate() internal returns (uint16 id) {
        vm.prank(OPERATOR);
        id = token.declareRecordDate(uint40(block.timestamp + 1 days));
        vm.warp(block.timestamp + 1 days);
    }

    function refusal(Reason reason, uint256 actual, uint256 limit) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokenErrors.TransferRefused.selector, reason, actual, limit);
    }

    /// @dev The first reason `explain` gives, None when there is none.
    function firstReason(address from, address to, uint256 units) internal view returns (Reason) {
        Finding[] memory findings = token.explain(from, to, units);
        return findings.length == 0 ? Reason.None : findings[0].reason;
    }

    function assertReason(Reason a, Reason b) internal pure {
        vm.assertEq(uint256(a), uint256(b), "reason");
    }
}
