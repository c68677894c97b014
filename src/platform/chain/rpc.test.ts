import assert from 'node:assert/strict'
import http from 'node:http'
import { after, test } from 'node:test'
import { bigintOf, ChainUnavailable, hexOf, numberOf, openRpc, RpcError, type RpcOptions } from './rpc.ts'

type Answer = { readonly status?: number; readonly body?: string; readonly trickle?: boolean }

/** A node that answers each request with the next of `answers`, the last for ever, and remembers what it was asked. */
async function node(answers: readonly (Answer | ((body: unknown) => unknown))[], options: RpcOptions = {}) {
  const asked: unknown[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      const parsed: unknown = JSON.parse(body)
      const answer = answers[Math.min(asked.length, answers.length - 1)]
      asked.push(parsed)
      if (typeof answer === 'function') return void response.end(JSON.stringify(answer(parsed)))
      if (answer?.trickle === true) return void response.write('{"jsonrpc"')
      if (answer?.body === undefined && answer?.status === undefined) return void request.socket.destroy()
      response.writeHead(answer.status ?? 200).end(answer.body ?? '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return {
    rpc: openRpc(`http://127.0.0.1:${address.port}/v3/secret-key`, { timeoutMs: 1_000, ...options }),
    asked,
  }
}

const ok = (result: unknown) => (body: unknown) => ({
  jsonrpc: '2.0',
  id: (body as { id: number }).id,
  result,
})

test('a read that is not answered is asked again, whatever went wrong', async () => {
  for (const wrong of [{}, { status: 429 }, { status: 503 }, { trickle: true }]) {
    const { rpc, asked } = await node([wrong, ok('0x1')])
    assert.equal(await rpc.call('eth_blockNumber', []), '0x1')
    assert.equal(asked.length, 2)
  }
})

test('what sends a transaction is never asked twice, alone or in a batch', async () => {
  for (const wrong of [{}, { status: 503 }, { trickle: true }]) {
    const alone = await node([wrong, ok('0x1')])
    await assert.rejects(alone.rpc.call('eth_sendRawTransaction', ['0x02']), ChainUnavailable)
    assert.equal(alone.asked.length, 1)
    const batch = await node([wrong, ok('0x1')])
    const calls = [
      { method: 'eth_blockNumber', params: [] },
      { method: 'eth_sendRawTransaction', params: ['0x02'] },
    ]
    await assert.rejects(batch.rpc.batch(calls), ChainUnavailable)
    assert.equal(batch.asked.length, 1)
  }
})

test('a refusal is thrown with its code and data, and not asked again', async () => {
  const error = { code: 3, message: 'execution reverted', data: '0x08c379a0' }
  const { rpc, asked } = await node([(body) => ({ jsonrpc: '2.0', id: (body as { id: number }).id, error })])
  await assert.rejects(rpc.call('eth_call', []), (thrown) => {
    assert.ok(thrown instanceof RpcError)
    assert.deepEqual([thrown.code, thrown.message, thrown.data], [3, 'execution reverted', '0x08c379a0'])
    return true
  })
  assert.equal(asked.length, 1)
})

test('a batch is answered in the order of its calls, in pieces if it is long, with refusals in their places', async () => {
  const { rpc, asked } = await node([
    (body) =>
      (body as { id: number; params: [number] }[])
        .map(({ id, params: [n] }) =>
          n % 7 === 0
            ? { jsonrpc: '2.0', id, error: { code: -32000, message: `no ${n}` } }
            : { jsonrpc: '2.0', id, result: n },
        )
        .reverse(),
  ])
  const answers = await rpc.batch(
    Array.from({ length: 250 }, (_, i) => ({ method: 'eth_getBlockByNumber', params: [i] })),
  )
  assert.equal(asked.length, 3)
  for (const [i, answer] of answers.entries())
    if (i % 7 === 0) assert.ok(answer instanceof RpcError && answer.message === `no ${i}`)
    else assert.equal(answer, i)
  assert.deepEqual(await rpc.batch([]), [])
})

test('an answer that is none, or leaves something out, is not trusted', async () => {
  const call = { method: 'eth_blockNumber', params: [] }
  for (const body of ['', 'Bad gateway', '{}', '[]', 'null', '{"jsonrpc":"2.0","id":1}']) {
    const { rpc } = await node([{ body }])
    await assert.rejects(rpc.call('eth_blockNumber', []), ChainUnavailable, body)
    await assert.rejects(rpc.batch([call, call]), ChainUnavailable, body)
  }
})

test('a node that stays silent is left alone for a while, and asked again after it', async () => {
  const { rpc, asked } = await node([{ status: 500 }], { retries: 0 })
  for (let i = 0; i < 8; i++) await assert.rejects(rpc.call('eth_blockNumber', []), /status 500/)
  await assert.rejects(rpc.call('eth_blockNumber', []), /has been silent/)
  assert.equal(asked.length, 8)
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  await assert.rejects(rpc.call('eth_blockNumber', []), /status 500/)
})

test('an address with a key in it never shows it', async () => {
  const { rpc } = await node([{ status: 500 }], { retries: 0 })
  await assert.rejects(rpc.call('eth_blockNumber', []), (error) => {
    assert.ok(error instanceof Error)
    assert.ok(!error.message.includes('secret-key'))
    return true
  })
  const nowhere = openRpc('http://127.0.0.1:9/secret-key', { retries: 0 })
  await assert.rejects(nowhere.call('eth_blockNumber', []), (error) => {
    assert.ok(error instanceof ChainUnavailable)
    assert.ok(!error.message.includes('secret-key'))
    return true
  })
})

test('values are read only where they are what they should be', () => {
  assert.equal(numberOf('0x10', 'height'), 16)
  assert.equal(bigintOf('0xffffffffffffffffffff', 'balance'), 2n ** 80n - 1n)
  assert.equal(hexOf('0xAB', 'hash'), '0xab')
  for (const wrong of [null, undefined, 5, '5', '0xzz', {}, '0x20000000000000'])
    assert.throws(() => numberOf(wrong, 'height'), ChainUnavailable)
})
