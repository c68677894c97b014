// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Document, Hold, Issuance, Lot, RoleGrant, Rules, TokenTerms} from "../types/TokenTypes.sol";
import {ITokenCompliance} from "./ITokenCompliance.sol";
import {ITokenFront} from "./ITokenFront.sol";
import {ITokenOffice} from "./ITokenOffice.sol";

/// @title  The units of one share class
/// @notice An ERC-20 whose every transfer is weighed against the investor registry and this token's own rules, and
///         refused with a reason. Holders' balances, freezes, lots and record dates are all here.
/// @dev    Trust: the owner hands out roles. FREEZER can stop any holder, FORCER and AGENT can move anyone's units to
///         another verified investor, ISSUER can dilute and burn, RULER decides who may receive, and the registry's
///         agents decide who is verified. None of them can stop what was declared on a past record date.
///         A zero amount is always accepted, as ERC-20 asks.
///         A pause stops holders and issuance. Burning, freezing, forced transfer and recovery stay possible: they are
///         the remedies for which one pauses.
///         Caps count wallets: an investor with two wallets is two holders.
interface ISecurityToken is ITokenFront, ITokenOffice, ITokenCompliance {}
