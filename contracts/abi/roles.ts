// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.

/** What an account may do on one token: the bits of `rolesOf`. `contracts/src/Roles.sol` says what each allows. */
export const ROLES = {
  ISSUER: 1n,
  FREEZER: 2n,
  FORCER: 4n,
  RECOVERER: 8n,
  RULER: 16n,
  PAUSER: 32n,
  RECORDER: 64n,
  DOCUMENTER: 128n,
  AGENT: 256n,
} as const

export type Role = keyof typeof ROLES
