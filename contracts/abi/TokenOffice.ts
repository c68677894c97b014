// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

export const tokenOfficeAbi = [
  {
    "type": "constructor",
    "inputs": [
      {
        "name": "registry",
        "type": "address",
        "internalType": "contract IInvestorRegistry"
      }
    ],
    "stateMutability": "nonpayable"
  }
] as const
