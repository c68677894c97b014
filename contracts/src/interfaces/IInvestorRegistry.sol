// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Investor} from "../types/InvestorRecord.sol";

/// @title  Who may hold, for every token of the platform
/// @notice One packed record per wallet, so that a token learns all it needs of both sides of a transfer in one call.
///         An investor may use several wallets: they share an identity.
/// @dev    Trust: the owner names the agents; an agent decides whom every token of the platform lets in. The records
///         are public. Nothing here may identify a person: the identity is an address computed off chain from a
///         random investor id.
interface IInvestorRegistry {
    event InvestorRegistered(address indexed wallet, address indexed identity);
    event InvestorUpdated(address indexed wallet, address indexed identity);
    event InvestorRemoved(address indexed wallet, address indexed identity);
    event AgentAdded(address indexed agent);
    event AgentRemoved(address indexed agent);
    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    /// @notice The caller is not the owner.
    error NotOwner(address caller);
    /// @notice The caller is not an agent.
    error NotAgent(address caller);
    /// @notice The zero address stands for nobody.
    error ZeroAddress();
    /// @notice The wallet is registered already: `update` changes its record.
    error AlreadyRegistered(address wallet);
    /// @notice The wallet is not registered.
    error NotRegistered(address wallet);
    /// @notice A wallet's identity never changes: remove the wallet and register it anew.
    error IdentityMismatch(address wallet, address identity, address given);
    /// @notice ISO 3166-1 numeric codes lie below 1024.
    error CountryOutOfRange(uint256 country);
    /// @notice The status is neither active (1) nor blocked (2).
    error StatusUnknown(uint256 status);
    /// @notice The two lists of a batch differ in length.
    error LengthMismatch(uint256 wallets, uint256 investors);
    /// @notice The investor has as many wallets as one may have.
    error TooManyWallets(address identity, uint256 limit);

    /// @notice Registers the wallet of an investor. Agents only.
    /// @dev    An investor's second wallet is better added with `addWallet`, which keeps all their records alike;
    ///         registered here it works, but is then updated by itself.
    function register(address wallet, Investor calldata investor) external;

    /// @notice Registers many, or none when one cannot be. Agents only.
    function registerBatch(address[] calldata wallets, Investor[] calldata investors) external;

    /// @notice Registers `fresh` as a further wallet of the investor behind `known`, with the same record.
    ///         From then on an update of one is an update of all. Agents only.
    function addWallet(address known, address fresh) external;

    /// @notice Replaces the record of a wallet, and of all wallets linked with it. The identity stays. Agents only.
    function update(address wallet, Investor calldata investor) external;

    /// @notice Blocks (2) or unblocks (1) a wallet, and all wallets linked with it. Agents only.
    function setStatus(address wallet, uint8 status) external;

    /// @notice Forgets a wallet: it can receive nothing more. What it holds it can still send. Agents only.
    function remove(address wallet) external;

    /// @notice Lets `agent` register and change investors. Owner only.
    function addAgent(address agent) external;

    /// @notice Takes that right back. Owner only.
    function removeAgent(address agent) external;

    /// @notice Hands the registry to another owner, at once. Owner only.
    function transferOwnership(address newOwner) external;

    /// @notice The record of a wallet; all zero when it is not registered.
    function investorOf(address wallet) external view returns (Investor memory);

    /// @notice The packed records of both sides of a transfer, for tokens.
    function pair(address from, address to) external view returns (uint256, uint256);

    /// @notice The packed record of one wallet, for tokens.
    function packedOf(address wallet) external view returns (uint256);

    /// @notice Whether the wallet is registered, not blocked, and its checks are still good today.
    function isVerified(address wallet) external view returns (bool);

    /// @notice The identity of a wallet's investor, zero when it is not registered.
    function identity(address wallet) external view returns (address);

    /// @notice The country of a wallet's investor, ISO 3166-1 numeric, zero when it is not registered.
    function investorCountry(address wallet) external view returns (uint16);

    /// @notice The linked wallets of an investor, at most 16. Empty for an investor with one wallet, which the event
    ///         of its registration tells: a list of one would cost as much again as the registration.
    function walletsOf(address identity) external view returns (address[] memory);

    function isAgent(address account) external view returns (bool);

    function owner() external view returns (address);
}
