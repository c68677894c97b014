// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @dev An identity contract as others deploy it: it holds claims by issuer and topic.
contract Identity {
    struct Claim {
        uint256 topic;
        address issuer;
        bytes signature;
        bytes data;
    }

    mapping(bytes32 id => Claim) private _claims;

    function addClaim(uint256 topic, address issuer, bytes calldata signature, bytes calldata data) external {
        _claims[keccak256(abi.encode(issuer, topic))] = Claim(topic, issuer, signature, data);
    }

    function getClaim(bytes32 id)
        external
        view
        returns (uint256, uint256, address, bytes memory, bytes memory, string memory)
    {
        Claim storage c = _claims[id];
        return (c.topic, 1, c.issuer, c.signature, c.data, "https://example.com/claim");
    }
}

/// @dev The contract of who issues claims. As ONCHAINID's does, it takes v with and without 27, either s, and forgets
///      a claim by the bytes of its signature.
contract Issuer {
    address private immutable SIGNER;
    mapping(bytes signature => bool) public isRevoked;

    constructor(address signer) {
        SIGNER = signer;
    }

    function revoke(bytes calldata signature) external {
        isRevoked[signature] = true;
    }

    function isClaimValid(address identity, uint256 topic, bytes calldata signature, bytes calldata data)
        external
        view
        returns (bool)
    {
        bytes32 digest = keccak256(
            abi.encodePacked("\x19Ethereum Signed Message:\n32", keccak256(abi.encode(identity, topic, data)))
        );
        uint8 v = uint8(signature[64]);
        if (v < 27) v += 27;
        (bytes32 r, bytes32 s) = abi.decode(signature[:64], (bytes32, bytes32));
        return !isRevoked[signature] && ecrecover(digest, v, r, s) == SIGNER;
    }
}

/// @dev Answers every call by its mood: 0 reverts, 1 burns all gas, 2 answers with `answer`, 3 answers with 200 kB,
///      4 answers in time but burns nearly all it gets, 5 reverts with 200 kB.
contract Moody {
    uint256 public mood;
    bytes public answer;

    function set(uint256 mood_, bytes calldata answer_) external {
        (mood, answer) = (mood_, answer_);
    }

    fallback() external {
        uint256 mood_ = mood;
        if (mood_ == 0) revert("no");
        if (mood_ == 1) {
            while (true) {}
        }
        if (mood_ == 3) {
            assembly {
                return(0, 200000)
            }
        }
        if (mood_ == 5) {
            assembly {
                revert(0, 200000)
            }
        }
        bytes memory said = answer;
        if (mood_ == 4) {
            while (gasleft() > 10_000) {}
        }
        assembly {
            return(add(said, 32), mload(said))
        }
    }
}
