// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

/** How each contract was compiled. */
export const COMPILED = {
  InvestorRegistry: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 5517 },
  TokenOffice: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 15964 },
  SecurityToken: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 13584 },
  Distributor: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 9409 },
  Factory: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 2923 },
  Waterfall: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 16542 },
  Redemption: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 13078 },
  Tender: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 19202 },
  Conversion: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 11409 },
  Governance: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 12562 },
  DevStablecoin: { version: '0.8.37+commit.f401782d', evmVersion: 'osaka', optimizerRuns: 200, creationBytes: 6741 },
} as const
