import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entryPointsIn } from './entry-points.ts'

const SAMPLE = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

error Late();

interface IOther {
    function tell() external;
    function ask() external view returns (bool);
}

interface ISample {
    event Began();
    event Halved();
    event Told(uint256 n);
    event Ended();

    error NotOwner();
    error NotAsked();
    error Empty();
    error Unreached();

    /// @notice Does it. At once.
    /// @custom:by the owner
    function run(uint256[] calldata list) external;

    /// @notice Does nothing.
    /// @custom:by anyone
    function run(uint256 n) external;

    /// @notice How often.
    function times() external view returns (uint256);
}

abstract contract Base is ISample {
    modifier onlyOwner() {
        require(msg.sender == address(1), NotOwner());
        _;
    }

    function _begin(uint256 n) internal virtual {
        require(n != 0, Empty());
        emit Began();
    }

    function _refuse() internal pure {
        revert Unreached();
    }
}

contract Sample is Base {
    IOther private other;
    uint256 public times;

    function run(uint256[] calldata list) external onlyOwner {
        _begin(list.length);
        if (times == 7) return;
        for (uint256 i; i < list.length; ++i) {
            emit Told(list[i]);
        }
        if (other.ask()) other.tell();
        if (msg.sig == this.times.selector) revert Late();
        emit Ended();
    }

    function run(uint256 n) external {}

    function _begin(uint256 n) internal override {
        super._begin(n);
        if (n % 2 == 0) emit Halved();
        require(other.ask(), NotAsked());
    }
}
`

test('an entry point is told with its caller, and with what the code behind it emits, refuses with and calls', () => {
  const points = entryPointsIn(new Map([['Sample.sol', SAMPLE]]), ['Sample']).get('Sample')
  assert.deepEqual(points, [
    {
      name: 'run',
      title: 'run(uint256)',
      inputs: 'uint256 n',
      isView: false,
      isOurs: true,
      promise: 'Does nothing.',
      by: 'anyone',
      events: [],
      reasons: [],
      calls: [],
    },
    {
      name: 'run',
      title: 'run(uint256[])',
      inputs: 'uint256[] list',
      isView: false,
      isOurs: true,
      promise: 'Does it. At once.',
      by: 'the owner',
      events: [
        { name: 'Began', often: 'once' },
        { name: 'Halved', often: 'maybe' },
        { name: 'Told', often: 'each' },
        { name: 'Ended', often: 'maybe' },
      ],
      reasons: ['NotOwner', 'Empty', 'NotAsked', 'Late'],
      calls: ['IOther.tell'],
    },
    {
      name: 'times',
      title: 'times',
      inputs: '',
      isView: true,
      isOurs: true,
      promise: 'How often.',
      by: '',
      events: [],
      reasons: [],
      calls: [],
    },
  ])
})

test('what cannot be compiled throws', () => {
  assert.throws(() => entryPointsIn(new Map([['Sample.sol', 'contract {']]), []), /ParserError/)
})
