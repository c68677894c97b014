import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import { GENESIS, tokenWorld } from '../../test/token-world.ts'
import { listIntents } from '../platform/chain/intents.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { topUpGas } from './gas.ts'
import { recordedInstrument } from '../../test/recorded-instrument.ts'

const { db } = await testDatabase()
const { rpc, anvil, people, stablecoin } = await tokenWorld()
const work: Work = { db, now: GENESIS, by: systemActor('test') }
const EMPTY = '0x00000000000000000000000000000000000000A1' as const
const operator = developmentSigner(0, {})
const accounts = {
  operator,
  signers: () => Promise.resolve([operator]),
  find: () => Promise.resolve(null),
  create: () => Promise.resolve(EMPTY),
}

async function managed(key: string, treasury: typeof EMPTY) {
  await recordedInstrument(work, {
    key,
    treasury,
    terms: instrumentTerms(key, stablecoin),
  })
}

test('a treasury without ether is given some, once, also when a block comes between the question and the answer', async () => {
  await managed('poor', EMPTY)
  await managed('rich', people[0]! as typeof EMPTY)
  let asked = 0
  // The node forgets a state as soon as there is a newer one.
  const busy: Rpc = {
    ...rpc,
    call: async (method, params) => {
      if (method === 'eth_getBalance' && asked++ === 0) await anvil.call('evm_mine', [])
      return rpc.call(method, params)
    },
  }
  for (let round = 0; round < 2; round++)
    await topUpGas({ db, rpc: busy, clock: { now: () => GENESIS }, accounts })
  assert.ok(asked > 4, 'it asked again')
  const intents = await listIntents(db, { purpose: 'gas.top-up', limit: 10 })
  assert.deepEqual(
    intents.map(({ subject }) => subject),
    [EMPTY],
  )
})
