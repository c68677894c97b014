import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Hex } from 'viem'
import { ChainFilesDamaged } from './chain-files.ts'
import { startEmbeddedChain, type EmbeddedChain, type EmbeddedChainOptions } from './embedded.ts'
import { journalLine, parseJournal } from './journal.ts'
import { developmentSigner } from './keystore.ts'
import { field, openRpc, quantity, RpcError, type Rpc } from './rpc.ts'
import { anvils } from './testing/processes.ts'

const START = Temporal.Instant.from('2026-01-01T00:00:00Z')
const MERIDIAN = '0x00000000000000000000000000000000000000aa'
const signer = developmentSigner(0)

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-chain-'))
  after(() => fs.rmSync(made, { recursive: true, force: true }))
  return made
}

/** A chain that is stopped at the latest when the file ends. */
async function started(options: EmbeddedChainOptions): Promise<EmbeddedChain> {
  const chain = await startEmbeddedChain(options)
  after(chain.stop)
  return chain
}

function clockAt(start: Temporal.Instant) {
  let now = start
  return { now: () => now, set: (at: Temporal.Instant) => void (now = at) }
}

async function raw(nonce: number, gas = 21_000n, data: Hex = '0x') {
  return signer.sign({
    chainId: 31337,
    nonce,
    to: MERIDIAN,
    data,
    value: 1n,
    gas,
    maxFeePerGas: 2_000_000_000n,
    maxPriorityFeePerGas: 1n,
  })
}

async function head(rpc: Rpc) {
  const block = await rpc.call('eth_getBlockByNumber', ['latest', false])
  return {
    number: Number(field(block, 'number')),
    hash: field(block, 'hash'),
    seconds: Number(field(block, 'timestamp')),
  }
}

async function send(rpc: Rpc, nonce: number): Promise<unknown> {
  return rpc.call('eth_sendRawTransaction', [await raw(nonce)])
}

test('the chain comes back with the same head after anvil was killed five times', async () => {
  const chain = await started({ folder: folder(), clock: clockAt(START) })
  const rpc = openRpc(chain.rpcUrl)
  let nonce = 0
  for (let kill = 0; kill < 5; kill++) {
    for (let i = 0; i < 4; i++) await send(rpc, nonce++)
    if (kill === 2) await chain.snapshot()
    const before = await head(rpc)
    const running = anvils()
    assert.equal(running.length, 1)
    process.kill(running[0]!, 'SIGKILL')
    assert.deepEqual(await head(rpc), before)
  }
  assert.equal((await head(rpc)).number, 20)
  await chain.stop()
})

test('a transaction on its way when anvil is killed is in the chain once', async () => {
  const chain = await started({ folder: folder(), clock: clockAt(START) })
  const rpc = openRpc(chain.rpcUrl)
  const signed = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((nonce) => raw(nonce)))
  const sent = signed.map((one) => rpc.call('eth_sendRawTransaction', [one]))
  process.kill(anvils()[0]!, 'SIGKILL')
  await Promise.allSettled(sent)
  for (const one of signed) await rpc.call('eth_sendRawTransaction', [one]).catch(() => {})
  assert.equal(await rpc.call('eth_getTransactionCount', [signer.address, 'latest']), '0x8')
  assert.equal(await rpc.call('eth_getBalance', [MERIDIAN, 'latest']), '0x8')
  await chain.stop()
})

test('every block that a client was told of is there after the server was killed, five times', async () => {
  const where = folder()
  let acknowledged = ''
  for (let kill = 0; kill < 5; kill++) {
    const program = fileURLToPath(import.meta.resolve('./testing/embedded-server.ts'))
    const server = spawn(process.execPath, [program, where], { stdio: ['ignore', 'pipe', 'inherit'] })
    const exited = once(server, 'exit')
    let heard = ''
    for await (const chunk of server.stdout) {
      heard += String(chunk)
      if (heard.split('\n').length > 5 + 3 * kill) break
    }
    server.kill('SIGKILL')
    await exited
    acknowledged = heard.split('\n').at(-2) ?? ''
    assert.match(acknowledged, /^\d+ 0x[0-9a-f]{64}$/)
  }
  const [number, hash] = acknowledged.split(' ')
  assert.ok(Number(number) > 5 * 5)
  const chain = await started({ folder: where, clock: clockAt(START) })
  const block = await openRpc(chain.rpcUrl).call('eth_getBlockByNumber', [quantity(Number(number)), false])
  assert.equal(field(block, 'hash'), hash)
  await chain.stop()
})

test('a chain comes back from a state of several megabytes', async () => {
  const where = folder()
  const chain = await started({ folder: where, clock: clockAt(START) })
  for (let nonce = 0; nonce < 30; nonce++) {
    const data: Hex = `0x${randomBytes(90_000).toString('hex')}`
    await openRpc(chain.rpcUrl).call('eth_sendRawTransaction', [await raw(nonce, 4_500_000n, data)])
  }
  const before = await head(openRpc(chain.rpcUrl))
  await chain.stop()
  assert.ok(fs.statSync(chain.files.state).size > 2 * 1024 * 1024)
  const again = await started({ folder: where, clock: clockAt(START) })
  assert.deepEqual(await head(openRpc(again.rpcUrl)), before)
  await again.stop()
})

test('blocks are stamped with the clock, and never at or before their parent', async () => {
  const clock = clockAt(START)
  const chain = await started({ folder: folder(), clock })
  const rpc = openRpc(chain.rpcUrl)
  const seconds = START.epochMilliseconds / 1000
  assert.equal((await head(rpc)).seconds, seconds)
  await send(rpc, 0)
  assert.equal((await head(rpc)).seconds, seconds + 1)
  await chain.mine(Temporal.Instant.from('2026-02-01T00:00:00Z'))
  assert.equal((await head(rpc)).seconds, Date.UTC(2026, 1, 1) / 1000)
  await chain.mine(START)
  assert.equal((await head(rpc)).seconds, Date.UTC(2026, 1, 1) / 1000 + 1)
  clock.set(Temporal.Instant.from('2026-03-01T00:00:00Z'))
  await send(rpc, 1)
  assert.equal((await head(rpc)).seconds, Date.UTC(2026, 2, 1) / 1000)
  await chain.stop()
})

test('after a restart, what is asked of the block to come is asked of a time after the head', async () => {
  const clock = clockAt(START)
  const at = folder()
  const first = await started({ folder: at, clock })
  await first.mine(START.add({ hours: 1 }))
  await first.stop()
  // The clock stands still, behind the head.
  const second = await started({ folder: at, clock })
  const rpc = openRpc(second.rpcUrl)
  // TIMESTAMP PUSH0 MSTORE PUSH1 32 PUSH0 RETURN
  const time = await rpc.call('eth_call', [{ data: '0x425f5260205ff3' }, 'pending'])
  assert.ok(Number(time) >= (await head(rpc)).seconds)
  await second.stop()
})

test('a batch of transactions shares one block, in the order given', async () => {
  const chain = await started({ folder: folder(), clock: clockAt(START) })
  const rpc = openRpc(chain.rpcUrl)
  const calls = await Promise.all(
    [0, 1, 2, 3, 4].map(async (nonce) => ({ method: 'eth_sendRawTransaction', params: [await raw(nonce)] })),
  )
  const hashes = await rpc.batch(calls)
  const block = await rpc.call('eth_getBlockByNumber', ['0x1', false])
  assert.deepEqual(field(block, 'transactions'), hashes)
  await chain.stop()
})

test('what is asked of the newest block is answered while the next one is made', async () => {
  const chain = await started({ folder: folder(), clock: clockAt(START) })
  const rpc = openRpc(chain.rpcUrl)
  let isOver = false
  const reading = [
    () => rpc.call('eth_call', [{ to: MERIDIAN, data: '0x' }, 'latest']),
    () => rpc.call('eth_getTransactionCount', [signer.address, 'latest']),
    () => rpc.batch([{ method: 'eth_call', params: [{ to: MERIDIAN, data: '0x' }, 'latest'] }]),
  ].map(async (ask) => {
    const answers = new Set<string>()
    while (!isOver)
      for (const answer of [await ask()].flat())
        answers.add(answer instanceof Error ? answer.message : 'answered')
    return [...answers]
  })
  for (let nonce = 0; nonce < 60; nonce++) await send(rpc, nonce)
  isOver = true
  assert.deepEqual(await Promise.all(reading), [['answered'], ['answered'], ['answered']])
  await chain.stop()
})

test('what does not fit into a block goes into the next one', async () => {
  const chain = await started({ folder: folder(), clock: clockAt(START) })
  const rpc = openRpc(chain.rpcUrl)
  const large = await Promise.all(
    [0, 1, 2, 3].map(async (nonce) => ({
      method: 'eth_sendRawTransaction',
      params: [await raw(nonce, 12_000_000n)],
    })),
  )
  const hashes = await rpc.batch(large)
  assert.ok(hashes.every((hash) => typeof hash === 'string'))
  assert.equal(await rpc.call('eth_getTransactionCount', [signer.address, 'latest']), '0x4')
  const before = await head(rpc)
  process.kill(anvils()[0]!, 'SIGKILL')
  assert.deepEqual(await head(rpc), before)
  await chain.stop()
})

test('a transaction whose turn it is not is refused, and does not wait for one that may never come', async () => {
  const chain = await started({ folder: folder(), clock: clockAt(START) })
  const rpc = openRpc(chain.rpcUrl)
  await assert.rejects(send(rpc, 1), /nonce too high/)
  await send(rpc, 0)
  await assert.rejects(send(rpc, 0), RpcError)
  await send(rpc, 1)
  assert.equal((await head(rpc)).number, 2)
  await chain.stop()
})

test('methods that change the chain without a signature are refused, also inside a batch', async () => {
  const chain = await started({ folder: folder(), clock: clockAt(START) })
  const rpc = openRpc(chain.rpcUrl)
  const refused = [
    'anvil_setBalance',
    'evm_mine',
    'evm_revert',
    'hardhat_mine',
    'eth_sendTransaction',
    'eth_sendUnsignedTransaction',
    'eth_sign',
    'eth_signTransaction',
    'personal_unlockAccount',
    'debug_setHead',
    '',
  ]
  for (const method of refused)
    await assert.rejects(rpc.call(method, []), (error) => error instanceof RpcError && error.code === -32601)
  const [number, mined] = await rpc.batch([
    { method: 'eth_blockNumber', params: [] },
    { method: 'evm_mine', params: [] },
  ])
  assert.equal(number, '0x0')
  assert.ok(mined instanceof RpcError)
  await chain.stop()
})

test('a second process may not use the folder', async () => {
  const where = folder()
  const chain = await started({ folder: where, clock: clockAt(START) })
  await assert.rejects(startEmbeddedChain({ folder: where, clock: clockAt(START) }), /Another process/)
  await chain.stop()
})

test('a torn last line is dropped; any other damage refuses to start', async () => {
  const where = folder()
  const chain = await started({ folder: where, clock: clockAt(START) })
  const rpc = openRpc(chain.rpcUrl)
  await send(rpc, 0)
  await chain.snapshot()
  await send(rpc, 1)
  await send(rpc, 2)
  const last = await head(rpc)
  // As a crash leaves them: stopping would write a state and empty the journal.
  const state = fs.readFileSync(chain.files.state)
  const journal = fs.readFileSync(chain.files.journal)
  await chain.stop()
  const restore = (s: Uint8Array | null, j: Uint8Array) => {
    const at = folder()
    if (s !== null) fs.writeFileSync(path.join(at, 'state'), s)
    fs.writeFileSync(path.join(at, 'journal'), j)
    return started({ folder: at, clock: clockAt(START) })
  }
  const changed = (bytes: Uint8Array, at: number) => bytes.with(at, bytes[at]! ^ 1)

  const torn = await restore(state, Buffer.concat([journal, Buffer.from('4f1c20aa {"block":4,"sec')]))
  assert.deepEqual(await head(openRpc(torn.rpcUrl)), last)
  await torn.stop()
  const halfStored = await restore(state, Buffer.concat([journal, Buffer.alloc(20)]))
  assert.deepEqual(await head(openRpc(halfStored.rpcUrl)), last)
  await halfStored.stop()
  await assert.rejects(restore(state, changed(journal, 120)), ChainFilesDamaged)
  await assert.rejects(restore(changed(state, state.length - 9), journal), ChainFilesDamaged)
  await assert.rejects(restore(null, journal), /missing or older/)
})

test('a journal that leads to another block than the one acknowledged refuses to start', async () => {
  const where = folder()
  fs.writeFileSync(
    path.join(where, 'journal'),
    [
      journalLine({ genesisSeconds: 1_700_000_000, fromBlock: 0 }),
      journalLine({ block: 1, seconds: 1_700_000_001, transactions: [] }),
      journalLine({ block: 1, hash: `0x${'11'.repeat(32)}` }),
    ].join(''),
  )
  await assert.rejects(
    startEmbeddedChain({ folder: where, clock: clockAt(START) }),
    /does not come back to block 1 as it was/,
  )
})

test('a journal is read as it was written, and a changed byte is found wherever it is', () => {
  const start = { genesisSeconds: 1_700_000_000, fromBlock: 7 }
  const entries = [
    { block: 8, seconds: 1_700_000_009, transactions: ['0x02'] },
    { block: 8, hash: '0xab' },
    { block: 9, seconds: 1_700_000_010, transactions: [] },
  ]
  const bytes = Buffer.from([start, ...entries].map(journalLine).join(''))
  assert.deepEqual(parseJournal(bytes), { start, entries, soundBytes: bytes.length })
  const lastLine = bytes.lastIndexOf(10, bytes.length - 2) + 1
  for (let i = 0; i < lastLine; i++)
    assert.throws(() => parseJournal(Buffer.from(bytes.with(i, bytes[i]! ^ 1))))
  for (let i = lastLine; i < bytes.length; i++)
    assert.equal(parseJournal(bytes.subarray(0, i)).soundBytes, lastLine)
})
