// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @dev Foundry's cheat codes, the ones used here.
interface Vm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function prank(address caller) external;
    function startPrank(address caller) external;
    function stopPrank() external;
    function warp(uint256 timestamp) external;
    function chainId(uint256 id) external;
    function load(address account, bytes32 slot) external view returns (bytes32);
    function store(address account, bytes32 slot, bytes32 value) external;
    function etch(address account, bytes calldata code) external;
    function expectRevert(bytes4 selector) external;
    function expectRevert(bytes calldata data) external;
    function expectRevert() external;
    function expectPartialRevert(bytes4 selector) external;
    function expectEmit() external;
    function expectEmit(address emitter) external;
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);
    function assume(bool condition) external pure;
    function addr(uint256 privateKey) external pure returns (address);
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    /// @dev `s` is as the curve gives it, in either half.
    function signP256(uint256 privateKey, bytes32 digest) external pure returns (bytes32 r, bytes32 s);
    function publicKeyP256(uint256 privateKey) external pure returns (uint256 x, uint256 y);
    /// @dev Of a file that is not imported: it may be compiled by settings of its own.
    function deployCode(string calldata artifact, bytes calldata args) external returns (address);
    function assertTrue(bool condition, string calldata says) external pure;
    function assertEq(uint256 a, uint256 b) external pure;
    function assertEq(uint256 a, uint256 b, string calldata says) external pure;
    function assertEq(address a, address b) external pure;
    function assertEq(bytes32 a, bytes32 b) external pure;
    function assertEq(bool a, bool b) external pure;
    function assertEq(bool a, bool b, string calldata says) external pure;
    function assertEq(string calldata a, string calldata b) external pure;
    function assertLe(uint256 a, uint256 b, string calldata says) external pure;
    function snapshotState() external returns (uint256);
    function revertToState(uint256 id) external returns (bool);
}

abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    bool public constant IS_TEST = true;

    /// @dev `x` folded into [low, high], with both ends as likely as any other value or likelier.
    function bound(uint256 x, uint256 low, uint256 high) internal pure returns (uint256) {
        require(low <= high, "bound: low above high");
        if (x >= low && x <= high) return x;
        uint256 size = high - low + 1;
        return size == 0 ? x : low + (x % size);
    }

    /// @dev The second before `at`, `at`, the second after it, or any within a hundred days.
    function near(uint256 seed, uint256 at) internal pure returns (uint256) {
        return seed % 4 < 3 ? at - 1 + seed % 4 : bound(seed >> 2, at - 100 days, at + 100 days);
    }

    /// @dev The call passes, or reverts with `error` when there is one.
    function answers(address caller, address to, bytes memory call_, bytes memory error) internal {
        vm.prank(caller);
        (bool done, bytes memory answer) = to.call(call_);
        vm.assertEq(done, error.length == 0, "whether it passes");
        if (!done) vm.assertEq(keccak256(answer), keccak256(error));
    }

    /// @dev An account that nothing else is.
    function account(string memory name) internal pure returns (address) {
        return address(uint160(uint256(keccak256(bytes(name)))));
    }
}
