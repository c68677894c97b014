// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

/** How each contract was compiled. */
export const COMPILED = {
  InvestorRegistry: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 21109 },
  TokenOffice: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 27041 },
  SecurityToken: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 10000, creationBytes: 24415 },
  Offering: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 24711 },
  Settlement: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 11429 },
  Distributor: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 19752 },
  RevenueRouter: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 10357 },
  Factory: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 3032 },
  AssetFactory: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 8368 },
  Governance: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 12616 },
  Waterfall: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 16995 },
  Redemption: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 14978 },
  Tender: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 21447 },
  Conversion: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 12392 },
  Split: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 14475 },
  Ballot: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 21332 },
  DevStablecoin: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 8416 },
} as const
