// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

/** How each contract was compiled. */
export const COMPILED = {
  InvestorRegistry: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 21109 },
  TokenOffice: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 24712 },
  SecurityToken: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 10000, creationBytes: 23867 },
  Offering: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 24648 },
  Settlement: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 11509 },
  Distributor: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 19752 },
  RevenueRouter: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 10357 },
  Factory: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 3032 },
  AssetFactory: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 8368 },
  Governance: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 12589 },
  Waterfall: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 16542 },
  Redemption: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 15005 },
  Tender: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 20803 },
  Conversion: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 12345 },
  Split: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 14478 },
  Ballot: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 20785 },
  DevStablecoin: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 8416 },
} as const
