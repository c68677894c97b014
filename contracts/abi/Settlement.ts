// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

export const settlementAbi = [
  {
    "type": "function",
    "name": "DOMAIN_SEPARATOR",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "cancel",
    "inputs": [
      {
        "name": "word",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "mask",
        "type": "uint128",
        "internalType": "uint128"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "cancelFor",
    "inputs": [
      {
        "name": "trader",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "word",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "mask",
        "type": "uint128",
        "internalType": "uint128"
      },
      {
        "name": "deadline",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "signature",
        "type": "bytes",
        "internalType": "bytes"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "check",
    "inputs": [
      {
        "name": "pair",
        "type": "tuple",
        "internalType": "struct Pair",
        "components": [
          {
            "name": "maker",
            "type": "tuple",
            "internalType": "struct Order",
            "components": [
              {
                "name": "trader",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "sells",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "cash",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "units",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "per",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "feeBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "feeMax",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "feeRecipient",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "counterparty",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "nonce",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "deadline",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "rescalings",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "makerSignature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "taker",
            "type": "tuple",
            "internalType": "struct Order",
            "components": [
              {
                "name": "trader",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "sells",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "cash",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "units",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "per",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "feeBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "feeMax",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "feeRecipient",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "counterparty",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "nonce",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "deadline",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "rescalings",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "takerSignature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          }
        ]
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "tuple[]",
        "internalType": "struct Obstacle[]",
        "components": [
          {
            "name": "fault",
            "type": "uint8",
            "internalType": "enum Fault"
          },
          {
            "name": "reason",
            "type": "uint8",
            "internalType": "enum Reason"
          },
          {
            "name": "trader",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "actual",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "checkTake",
    "inputs": [
      {
        "name": "taker",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "quote_",
        "type": "tuple",
        "internalType": "struct Order",
        "components": [
          {
            "name": "trader",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "sells",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "cash",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "unitsMin",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "price",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "per",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "feeBps",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "feeMax",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "feeRecipient",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "counterparty",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "nonce",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "deadline",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "rescalings",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      },
      {
        "name": "signature",
        "type": "bytes",
        "internalType": "bytes"
      },
      {
        "name": "units",
        "type": "uint104",
        "internalType": "uint104"
      },
      {
        "name": "limit",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "tuple[]",
        "internalType": "struct Obstacle[]",
        "components": [
          {
            "name": "fault",
            "type": "uint8",
            "internalType": "enum Fault"
          },
          {
            "name": "reason",
            "type": "uint8",
            "internalType": "enum Reason"
          },
          {
            "name": "trader",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "actual",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "limit",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "digestOf",
    "inputs": [
      {
        "name": "order",
        "type": "tuple",
        "internalType": "struct Order",
        "components": [
          {
            "name": "trader",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "sells",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "cash",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "unitsMin",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "price",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "per",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "feeBps",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "feeMax",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "feeRecipient",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "counterparty",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "nonce",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "deadline",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "rescalings",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "eip712Domain",
    "inputs": [],
    "outputs": [
      {
        "name": "fields",
        "type": "bytes1",
        "internalType": "bytes1"
      },
      {
        "name": "name",
        "type": "string",
        "internalType": "string"
      },
      {
        "name": "version",
        "type": "string",
        "internalType": "string"
      },
      {
        "name": "chainId",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "verifyingContract",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "extensions",
        "type": "uint256[]",
        "internalType": "uint256[]"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "nonceState",
    "inputs": [
      {
        "name": "trader",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "nonce",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "done",
        "type": "bool",
        "internalType": "bool"
      },
      {
        "name": "filled",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "quote",
    "inputs": [
      {
        "name": "maker",
        "type": "tuple",
        "internalType": "struct Order",
        "components": [
          {
            "name": "trader",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "sells",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "cash",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "unitsMin",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "price",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "per",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "feeBps",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "feeMax",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "feeRecipient",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "counterparty",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "nonce",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "deadline",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "rescalings",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      },
      {
        "name": "taker",
        "type": "tuple",
        "internalType": "struct Order",
        "components": [
          {
            "name": "trader",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "sells",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "cash",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "unitsMin",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "price",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "per",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "feeBps",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "feeMax",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "feeRecipient",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "counterparty",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "nonce",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "deadline",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "rescalings",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      },
      {
        "name": "units",
        "type": "uint104",
        "internalType": "uint104"
      }
    ],
    "outputs": [
      {
        "name": "amount",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "makerFee",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "takerFee",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "pure"
  },
  {
    "type": "function",
    "name": "settle",
    "inputs": [
      {
        "name": "pair",
        "type": "tuple",
        "internalType": "struct Pair",
        "components": [
          {
            "name": "maker",
            "type": "tuple",
            "internalType": "struct Order",
            "components": [
              {
                "name": "trader",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "sells",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "cash",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "units",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "per",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "feeBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "feeMax",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "feeRecipient",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "counterparty",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "nonce",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "deadline",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "rescalings",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "makerSignature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "taker",
            "type": "tuple",
            "internalType": "struct Order",
            "components": [
              {
                "name": "trader",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "sells",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "cash",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "units",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "per",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "feeBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "feeMax",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "feeRecipient",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "counterparty",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "nonce",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "deadline",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "rescalings",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "takerSignature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          }
        ]
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "settleBatch",
    "inputs": [
      {
        "name": "pairs",
        "type": "tuple[]",
        "internalType": "struct Pair[]",
        "components": [
          {
            "name": "maker",
            "type": "tuple",
            "internalType": "struct Order",
            "components": [
              {
                "name": "trader",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "sells",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "cash",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "units",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "per",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "feeBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "feeMax",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "feeRecipient",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "counterparty",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "nonce",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "deadline",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "rescalings",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "makerSignature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "taker",
            "type": "tuple",
            "internalType": "struct Order",
            "components": [
              {
                "name": "trader",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "sells",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "cash",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "units",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "per",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "feeBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "feeMax",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "feeRecipient",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "counterparty",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "nonce",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "deadline",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "rescalings",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "takerSignature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          }
        ]
      }
    ],
    "outputs": [
      {
        "name": "settled",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "settleOne",
    "inputs": [
      {
        "name": "pair",
        "type": "tuple",
        "internalType": "struct Pair",
        "components": [
          {
            "name": "maker",
            "type": "tuple",
            "internalType": "struct Order",
            "components": [
              {
                "name": "trader",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "sells",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "cash",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "units",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "per",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "feeBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "feeMax",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "feeRecipient",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "counterparty",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "nonce",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "deadline",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "rescalings",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "makerSignature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "taker",
            "type": "tuple",
            "internalType": "struct Order",
            "components": [
              {
                "name": "trader",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "sells",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "cash",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "units",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "per",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "feeBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "feeMax",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "feeRecipient",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "counterparty",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "nonce",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "deadline",
                "type": "uint256",
                "internalType": "uint256"
              },
              {
                "name": "rescalings",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "takerSignature",
            "type": "bytes",
            "internalType": "bytes"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          }
        ]
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "take",
    "inputs": [
      {
        "name": "quote_",
        "type": "tuple",
        "internalType": "struct Order",
        "components": [
          {
            "name": "trader",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "sells",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "cash",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "units",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "unitsMin",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "price",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "per",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "feeBps",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "feeMax",
            "type": "uint128",
            "internalType": "uint128"
          },
          {
            "name": "feeRecipient",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "counterparty",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "nonce",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "deadline",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "rescalings",
            "type": "uint256",
            "internalType": "uint256"
          }
        ]
      },
      {
        "name": "signature",
        "type": "bytes",
        "internalType": "bytes"
      },
      {
        "name": "units",
        "type": "uint104",
        "internalType": "uint104"
      },
      {
        "name": "limit",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "event",
    "name": "NoncesCancelled",
    "inputs": [
      {
        "name": "trader",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "word",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "mask",
        "type": "uint128",
        "indexed": false,
        "internalType": "uint128"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "PairFailed",
    "inputs": [
      {
        "name": "index",
        "type": "uint256",
        "indexed": true,
        "internalType": "uint256"
      },
      {
        "name": "error",
        "type": "bytes",
        "indexed": false,
        "internalType": "bytes"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "Settled",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "seller",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "buyer",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "cash",
        "type": "address",
        "indexed": false,
        "internalType": "address"
      },
      {
        "name": "units",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "amount",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "sellerFee",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "buyerFee",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "sellOrder",
        "type": "bytes32",
        "indexed": false,
        "internalType": "bytes32"
      },
      {
        "name": "buyOrder",
        "type": "bytes32",
        "indexed": false,
        "internalType": "bytes32"
      }
    ],
    "anonymous": false
  },
  {
    "type": "error",
    "name": "CancellationExpired",
    "inputs": [
      {
        "name": "deadline",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "CashNotDelivered",
    "inputs": [
      {
        "name": "cash",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "expected",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "arrived",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "GasTooLow",
    "inputs": [
      {
        "name": "left",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "needed",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "LegFailed",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "error",
        "type": "bytes",
        "internalType": "bytes"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotSelf",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "ReentrancyGuardReentrantCall",
    "inputs": []
  },
  {
    "type": "error",
    "name": "SettlementRefused",
    "inputs": [
      {
        "name": "fault",
        "type": "uint8",
        "internalType": "enum Fault"
      },
      {
        "name": "reason",
        "type": "uint8",
        "internalType": "enum Reason"
      },
      {
        "name": "trader",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "actual",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "limit",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "SignatureInvalid",
    "inputs": [
      {
        "name": "trader",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnitsNotDelivered",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "expected",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "arrived",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  }
] as const
