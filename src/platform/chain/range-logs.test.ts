import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startTestAnvil } from '../../../test/anvil.ts'
import { rangeLogs } from './range-logs.ts'

const anvil = await startTestAnvil([])
after(() => anvil.kill())

// Every node refuses such a range, and whatever is refused was asked for in halves, for ever.
test('a range that ends before it begins has no logs', async () => {
  const filter = { address: `0x${'11'.repeat(20)}`, topics: [] } as const
  for (const range of [
    { from: 1, to: 0 },
    { from: 5_000_000, to: 3 },
  ])
    assert.deepEqual(await rangeLogs(anvil.rpc, { ...filter, ...range }), [])
})
