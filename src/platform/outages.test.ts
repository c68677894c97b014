import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, test } from 'node:test'
import { ChainUnavailable, openRpc, RpcError } from './chain/rpc.ts'
import { openLog } from './log.ts'
import { openOutages } from './outages.ts'

type Line = { readonly level: string; readonly msg: string; readonly err?: { readonly stack: string } }

/** A chain that answers or not, as it is told, and what is said of it. */
function chainThat() {
  const lines: Line[] = []
  const sink = new Writable({
    write: (chunk, _, done) => {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const log = openLog({ level: 'info' }, sink)
  const chain = { answers: true }
  const check = async () => {
    if (!chain.answers) throw new Error('no answer')
  }
  const outages = openOutages(log, { CHAIN_UNAVAILABLE: { name: 'chain', check } })
  after(outages.stop)
  return {
    chain,
    note: (error: unknown) => outages.note(error, { log, sentence: 'a round failed' }),
    said: async (count: number) => {
      const deadline = performance.now() + 10_000
      while (lines.length < count && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20))
      // Whatever would be said beside it is said by then.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return lines.map(({ level, msg, err }) => [level, msg, err?.stack !== undefined])
    },
  }
}

const BEGUN = [
  'warn',
  'The chain does not answer. What needs it waits, and goes on by itself when it is back.',
  false,
]

test('a part that does not answer is one line when that begins and one when it ends, however much fails', async () => {
  const { chain, note, said } = chainThat()
  chain.answers = false
  for (let i = 0; i < 20; i++) note(new ChainUnavailable('it cannot be reached'))
  assert.deepEqual(await said(1), [BEGUN])
  // What a node says while it stops is about the same.
  note(new RpcError(-32000, 'header not found', null))
  note(new ChainUnavailable('it cannot be reached'))
  assert.deepEqual(await said(1), [BEGUN])
  chain.answers = true
  const ended = ['info', 'The chain answers again.', false]
  assert.deepEqual(await said(2), [BEGUN, ended])
  // A question that was asked before fails after it.
  note(new ChainUnavailable('it took too long'))
  assert.deepEqual(await said(2), [BEGUN, ended])
})

test('an error that is about something else keeps its stack, also while a part is away', async () => {
  const { chain, note, said } = chainThat()
  note(new TypeError('x is not a function'))
  // The node is there, and this is what it says.
  note(new RpcError(-32000, 'nonce too low', null))
  const whole = ['error', 'a round failed', true]
  assert.deepEqual(await said(2), [whole, whole])
  chain.answers = false
  note(new ChainUnavailable('it cannot be reached'))
  await said(3)
  note(new TypeError('x is not a function'))
  assert.deepEqual(await said(4), [whole, whole, BEGUN, whole])
})

test('a part that answers now and then is told of once a minute', async () => {
  const { note, said } = chainThat()
  for (let i = 0; i < 20; i++) note(new ChainUnavailable('it answers with status 429'))
  assert.deepEqual(await said(1), [['warn', 'The chain did not answer for a moment.', false]])
})

test('a mail server that refuses connections is no outage of the database', async () => {
  const lines: string[] = []
  const log = openLog(
    { level: 'info' },
    new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const outages = openOutages(log, { DATABASE_UNAVAILABLE: { name: 'database', check: async () => {} } })
  after(outages.stop)
  const refused = await openRpc('http://127.0.0.1:1', { retries: 0 })
    .call('eth_blockNumber', [])
    .catch(({ cause }: Error) => cause)
  outages.note(refused instanceof Error ? refused.cause : null, { log, sentence: 'a job failed' })
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.match(lines.join(''), /"stack".*"msg":"a job failed"/)
})
