import type pg from 'pg'
import type { TokenWorld } from './token-world.ts'

type Parts = Pick<
  TokenWorld,
  'operator' | 'registry' | 'office' | 'implementation' | 'distributor' | 'factory' | 'stablecoin'
>

/** Writes down that these parts of the protocol are on the chain, as deploying them does. */
export async function recordParts(pool: pg.Pool, addresses: Readonly<Record<string, string>>): Promise<void> {
  for (const [step, address] of Object.entries(addresses))
    await pool.query(
      'insert into protocol_step (step, address, attempt, asked_at, done_at) values ($1, $2, 0, now(), now())',
      [step, address],
    )
}

/** Writes down that the protocol is on a test chain, with the parts that every token needs. */
export async function recordProtocol(pool: pg.Pool, world: Parts): Promise<void> {
  await pool.query(
    'insert into protocol (chain_id, operator, asked_at, ready_at) values (31337, $1, now(), now())',
    [world.operator],
  )
  await recordParts(pool, {
    InvestorRegistry: world.registry,
    TokenOffice: world.office,
    SecurityToken: world.implementation,
    Distributor: world.distributor,
    Factory: world.factory,
    DevStablecoin: world.stablecoin,
    'registry-agent': world.operator,
  })
}
