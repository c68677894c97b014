import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { PROTOCOL_CONTRACTS } from './protocol.ts'
import { protocolAddresses } from './protocol.service.ts'

const { db, pool } = await testDatabase()
const OPERATOR = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

test('contracts are looked for where they were put, whatever code a later version would put there', async () => {
  assert.equal(await protocolAddresses(db), null)
  await pool.query(
    `insert into protocol (one, chain_id, operator, asked_at, ready_at) values (true, 31337, $1, now(), now())`,
    [OPERATOR],
  )
  for (const [i, step] of [...PROTOCOL_CONTRACTS, 'registry-agent'].entries())
    await pool.query(
      'insert into protocol_step (step, address, attempt, asked_at, done_at) values ($1, $2, 0, now(), now())',
      [step, `0x${String(i + 1).repeat(40)}`],
    )
  assert.deepEqual(await protocolAddresses(db), {
    chainId: 31337,
    operator: OPERATOR,
    registry: `0x${'1'.repeat(40)}`,
    tokenImplementation: `0x${'2'.repeat(40)}`,
    distributor: `0x${'3'.repeat(40)}`,
    factory: `0x${'4'.repeat(40)}`,
    stablecoin: `0x${'5'.repeat(40)}`,
  })
})
