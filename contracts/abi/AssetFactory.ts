// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

export const assetFactoryAbi = [
  {
    "type": "constructor",
    "inputs": [
      {
        "name": "tokens",
        "type": "address",
        "internalType": "contract IFactory"
      },
      {
        "name": "router",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "waterfall",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "offering",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "OFFERING",
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
    "name": "ROUTER",
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
    "name": "TOKENS",
    "inputs": [],
    "outputs": [
      {
        "name": "",
        "type": "address",
        "internalType": "contract IFactory"
      }
    ],
    "stateMutability": "view"
  },
  {
    "type": "function",
    "name": "WATERFALL",
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
    "name": "createOffering",
    "inputs": [
      {
        "name": "terms",
        "type": "tuple",
        "internalType": "struct OfferingTerms",
        "components": [
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "treasury",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "softCap",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "hardCap",
            "type": "uint104",
            "internalType": "uint104"
          },
          {
            "name": "opensAt",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "closesAt",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "finalBy",
            "type": "uint40",
            "internalType": "uint40"
          },
          {
            "name": "coolingOff",
            "type": "uint32",
            "internalType": "uint32"
          },
          {
            "name": "allocation",
            "type": "uint8",
            "internalType": "enum Allocation"
          },
          {
            "name": "fiat",
            "type": "bool",
            "internalType": "bool"
          },
          {
            "name": "lockDays",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "legend",
            "type": "uint16",
            "internalType": "uint16"
          },
          {
            "name": "tiers",
            "type": "tuple[]",
            "internalType": "struct Tier[]",
            "components": [
              {
                "name": "unitsTo",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "price",
                "type": "uint128",
                "internalType": "uint128"
              }
            ]
          },
          {
            "name": "currencies",
            "type": "tuple[]",
            "internalType": "struct Currency[]",
            "components": [
              {
                "name": "token",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "num",
                "type": "uint128",
                "internalType": "uint128"
              },
              {
                "name": "den",
                "type": "uint128",
                "internalType": "uint128"
              }
            ]
          },
          {
            "name": "limits",
            "type": "tuple[]",
            "internalType": "struct Limit[]",
            "components": [
              {
                "name": "class",
                "type": "uint8",
                "internalType": "uint8"
              },
              {
                "name": "standing",
                "type": "uint8",
                "internalType": "enum Standing"
              },
              {
                "name": "countries",
                "type": "uint256[4]",
                "internalType": "uint256[4]"
              },
              {
                "name": "ticketMin",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "ticketMax",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "unitsMax",
                "type": "uint104",
                "internalType": "uint104"
              }
            ]
          }
        ]
      },
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "outputs": [
      {
        "name": "offering",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "createSuite",
    "inputs": [
      {
        "name": "tokenTerms",
        "type": "tuple",
        "internalType": "struct TokenTerms",
        "components": [
          {
            "name": "name",
            "type": "string",
            "internalType": "string"
          },
          {
            "name": "symbol",
            "type": "string",
            "internalType": "string"
          },
          {
            "name": "decimals",
            "type": "uint8",
            "internalType": "uint8"
          },
          {
            "name": "owner",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "roles",
            "type": "tuple[]",
            "internalType": "struct RoleGrant[]",
            "components": [
              {
                "name": "account",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "roles",
                "type": "uint256",
                "internalType": "uint256"
              }
            ]
          },
          {
            "name": "rules",
            "type": "tuple",
            "internalType": "struct Rules",
            "components": [
              {
                "name": "balanceMax",
                "type": "uint104",
                "internalType": "uint104"
              },
              {
                "name": "holdersMax",
                "type": "uint32",
                "internalType": "uint32"
              },
              {
                "name": "accreditedOnly",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "countriesOn",
                "type": "bool",
                "internalType": "bool"
              },
              {
                "name": "topics",
                "type": "uint32",
                "internalType": "uint32"
              },
              {
                "name": "usHoldersMax",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "nonAccreditedHoldersMax",
                "type": "uint16",
                "internalType": "uint16"
              }
            ]
          },
          {
            "name": "countries",
            "type": "uint256[4]",
            "internalType": "uint256[4]"
          },
          {
            "name": "document",
            "type": "tuple",
            "internalType": "struct Document",
            "components": [
              {
                "name": "name",
                "type": "bytes32",
                "internalType": "bytes32"
              },
              {
                "name": "uri",
                "type": "string",
                "internalType": "string"
              },
              {
                "name": "hash",
                "type": "bytes32",
                "internalType": "bytes32"
              }
            ]
          }
        ]
      },
      {
        "name": "routerTerms",
        "type": "tuple",
        "internalType": "struct RouterTerms",
        "components": [
          {
            "name": "token",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "payment",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "owner",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "treasury",
            "type": "address",
            "internalType": "address"
          },
          {
            "name": "zoneOffset",
            "type": "int32",
            "internalType": "int32"
          },
          {
            "name": "policy",
            "type": "tuple",
            "internalType": "struct IncomePolicy",
            "components": [
              {
                "name": "holdersBps",
                "type": "uint16",
                "internalType": "uint16"
              },
              {
                "name": "remainderTo",
                "type": "address",
                "internalType": "address"
              },
              {
                "name": "shares",
                "type": "tuple[]",
                "internalType": "struct IncomeShare[]",
                "components": [
                  {
                    "name": "to",
                    "type": "address",
                    "internalType": "address"
                  },
                  {
                    "name": "bps",
                    "type": "uint16",
                    "internalType": "uint16"
                  }
                ]
              }
            ]
          }
        ]
      },
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "outputs": [
      {
        "name": "token",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "router",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "createWaterfall",
    "inputs": [
      {
        "name": "payment",
        "type": "address",
        "internalType": "address"
      },
      {
        "name": "classes",
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
      },
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      }
    ],
    "outputs": [
      {
        "name": "waterfall",
        "type": "address",
        "internalType": "address"
      }
    ],
    "stateMutability": "nonpayable"
  },
  {
    "type": "function",
    "name": "offeringAddress",
    "inputs": [
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "creator",
        "type": "address",
        "internalType": "address"
      }
    ],
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
    "name": "routerAddress",
    "inputs": [
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "creator",
        "type": "address",
        "internalType": "address"
      }
    ],
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
    "name": "tokenAddress",
    "inputs": [
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "creator",
        "type": "address",
        "internalType": "address"
      }
    ],
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
    "name": "waterfallAddress",
    "inputs": [
      {
        "name": "salt",
        "type": "bytes32",
        "internalType": "bytes32"
      },
      {
        "name": "creator",
        "type": "address",
        "internalType": "address"
      }
    ],
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
    "type": "event",
    "name": "OfferingCreated",
    "inputs": [
      {
        "name": "offering",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "token",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "salt",
        "type": "bytes32",
        "indexed": true,
        "internalType": "bytes32"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "SuiteCreated",
    "inputs": [
      {
        "name": "token",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "router",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "salt",
        "type": "bytes32",
        "indexed": true,
        "internalType": "bytes32"
      }
    ],
    "anonymous": false
  },
  {
    "type": "event",
    "name": "WaterfallCreated",
    "inputs": [
      {
        "name": "waterfall",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      },
      {
        "name": "salt",
        "type": "bytes32",
        "indexed": true,
        "internalType": "bytes32"
      },
      {
        "name": "creator",
        "type": "address",
        "indexed": true,
        "internalType": "address"
      }
    ],
    "anonymous": false
  },
  {
    "type": "error",
    "name": "FailedDeployment",
    "inputs": []
  },
  {
    "type": "error",
    "name": "InsufficientBalance",
    "inputs": [
      {
        "name": "balance",
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
    "name": "NoClasses",
    "inputs": []
  },
  {
    "type": "error",
    "name": "NoCode",
    "inputs": [
      {
        "name": "account",
        "type": "address",
        "internalType": "address"
      }
    ]
  },
  {
    "type": "error",
    "name": "NotATokenOfOurs",
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
    "name": "NotAgent",
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
    "name": "NotAnOfficer",
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
      },
      {
        "name": "role",
        "type": "uint256",
        "internalType": "uint256"
      }
    ]
  }
] as const
