// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

export const waterfallAbi = [
  {
    "type": "constructor",
    "inputs": [
      {
        "name": "distributor_",
        "type": "address",
        "internalType": "contract IDistributor"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "claims",
    "inputs": [
      {
        "name": "recordIds",
        "type": "uint16[]",
        "internalType": "uint16[]"
      }
    ],
    "outputs": [
      {
        "name": "stack",
        "type": "tuple[]",
        "internalType": "struct ClassClaim[]",
        "components": [
          {
            "name": "shares",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "preference",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "cap",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "rank",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "participation",
            "type": "uint8",
            "internalType": "enum Participation"
          },
          {
            "name": "convertible",
            "type": "bool",
            "internalType": "bool"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "classes",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "tuple[]",
        "internalType": "struct ClassTerms[]",
        "components": [
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "rank",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "participation",
            "type": "uint8",
            "internalType": "enum Participation"
          },
          {
            "name": "convertible",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "sharesPerUnit",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "price",
            "type": "uint96",
            "internalType": "uint96"
          },
          {
            "name": "preferenceBps",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "capBps",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "dividendBps",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "accruesFrom",
            "type": "uint40",
            "internalType": "uint40"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "declareRecordDates",
    "inputs": [
      {
        "name": "at",
        "type": "uint40",
        "internalType": "uint40"
      }
    ],
    "outputs": [
      {
        "name": "recordIds",
        "type": "uint16[]",
        "internalType": "uint16[]"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "distributor",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "execute",
    "inputs": [
      {
        "name": "recordIds",
        "type": "uint16[]",
        "internalType": "uint16[]"
      },
      {
        "name": "amount",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "ref",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "outputs": [
      {
        "name": "distributionIds",
        "type": "uint256[]",
        "internalType": "uint256[]"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "init",
    "inputs": [
      {
        "name": "payment_",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "classes_",
        "type": "tuple[]",
        "internalType": "struct ClassTerms[]",
        "components": [
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "rank",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "participation",
            "type": "uint8",
            "internalType": "enum Participation"
          },
          {
            "name": "convertible",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "sharesPerUnit",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "price",
            "type": "uint96",
            "internalType": "uint96"
          },
          {
            "name": "preferenceBps",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "capBps",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "dividendBps",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "accruesFrom",
            "type": "uint40",
            "internalType": "uint40"
          }
        ]
      }
    ],
    "outputs": [],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "isExecuted",
    "inputs": [
      {
        "name": "ref",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "bool",
        "internalType": "bool"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "payment",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "positions",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "tuple[]",
        "internalType": "struct Position[]",
        "components": [
          {
            "name": "supply",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "preference",
            "type": "uint112",
            "internalType": "uint112"
          },
          {
            "name": "cap",
            "type": "uint112",
            "internalType": "uint112"
          },
          {
            "name": "paid",
            "type": "uint112",
            "internalType": "uint112"
          }
        ]
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "quote",
    "inputs": [
      {
        "name": "recordIds",
        "type": "uint16[]",
        "internalType": "uint16[]"
      },
      {
        "name": "amount",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "amounts",
        "type": "uint256[]",
        "internalType": "uint256[]"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "split",
    "inputs": [
      {
        "name": "classes_",
        "type": "tuple[]",
        "internalType": "struct ClassClaim[]",
        "components": [
          {
            "name": "shares",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "preference",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "cap",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "rank",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "participation",
            "type": "uint8",
            "internalType": "enum Participation"
          },
          {
            "name": "convertible",
            "type": "bool",
            "internalType": "bool"
          }
        ]
      },
      {
        "name": "amount",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "outputs": [
      {
        "name": "",
        "type": "tuple[]",
        "internalType": "struct ClassShare[]",
        "components": [
          {
            "name": "preference",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "participation",
            "type": "uint256",
            "internalType": "uint256"
          },
          {
            "name": "converted",
            "type": "bool",
            "internalType": "bool"
          }
        ]
      }
    ],
    "stateMutability": "pure"
  },
  {
    "type": "function",
    "name": "total",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "uint256",
        "internalType": "uint256"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "event",
    "name": "ClassPaid",
    "inputs": [
      {
        "name": "ref",
        "type": "bytes32",
        "indexed": true,
        "internalType": "bytes32"
      },
      {
        "name": "token",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "distributionId",
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
        "name": "preference",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "participation",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "converted",
        "type": "bool",
        "indexed": false,
        "internalType": "bool"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "Executed",
    "inputs": [
      {
        "name": "ref",
        "type": "bytes32",
        "indexed": true,
        "internalType": "bytes32"
      },
      {
        "name": "recordAt",
        "type": "uint40",
        "indexed": false,
        "internalType": "uint40"
      },
      {
        "name": "amount",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      },
      {
        "name": "total",
        "type": "uint256",
        "indexed": false,
        "internalType": "uint256"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "Initialised",
    "inputs": [
      {
        "name": "payment",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "classes",
        "type": "tuple[]",
        "indexed": false,
        "internalType": "struct ClassTerms[]",
        "components": [
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "rank",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "participation",
            "type": "uint8",
            "internalType": "enum Participation"
          },
          {
            "name": "convertible",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "sharesPerUnit",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "price",
            "type": "uint96",
            "internalType": "uint96"
          },
          {
            "name": "preferenceBps",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "capBps",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "dividendBps",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "accruesFrom",
            "type": "uint40",
            "internalType": "uint40"
          }
        ]
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "RecordDatesDeclared",
    "inputs": [
      {
        "name": "at",
        "type": "uint40",
        "indexed": false,
        "internalType": "uint40"
      },
      {
        "name": "recordIds",
        "type": "uint16[]",
        "indexed": false,
        "internalType": "uint16[]"
      }
    ],
    "anonymous": false
  },
  {
    "type": "error",
    "name": "AlreadyExecuted",
    "inputs": [
      {
        "name": "ref",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ]
  },
  {
    "type": "error",
    "name": "AlreadyInitialised",
    "inputs": []
  },
  {
    "type": "error",
    "name": "AmountTooLarge",
    "inputs": [
      {
        "name": "amount",
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
    "name": "NotAToken",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotAuthorised",
    "inputs": [
      {
        "name": "caller",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "NothingToPay",
    "inputs": []
  },
  {
    "type": "error",
    "name": "ReceivedOther",
    "inputs": [
      {
        "name": "received",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "asked",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "RecordCountMismatch",
    "inputs": [
      {
        "name": "given",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "classes",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "RecordDatesDiffer",
    "inputs": [
      {
        "name": "first",
        "type": "uint40",
        "internalType": "uint40"
      },
      {
        "name": "other",
        "type": "uint40",
        "internalType": "uint40"
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
    "name": "RefMissing",
    "inputs": []
  },
  {
    "type": "error",
    "name": "SafeERC20FailedOperation",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "SupplyChanged",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "before",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "now",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  },
  {
    "type": "error",
    "name": "UnitsRescaled",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "WaterfallTermsInvalid",
    "inputs": [
      {
        "name": "index",
        "type": "uint256",
        "internalType": "uint256"
      },
      {
        "name": "fault",
        "type": "uint8",
        "internalType": "enum TermsFault"
      }
    ]
  }
] as const
