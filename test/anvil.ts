import http from 'node:http'
import { startAnvil, type Anvil } from '../src/platform/chain/anvil.ts'
import { field, isSend, openRpc, type Rpc } from '../src/platform/chain/rpc.ts'

/** `rpc` asks it from this process; its port is a door for others, which take turns with it. */
export type TestAnvil = Anvil & { readonly rpc: Rpc }

/**
 * An anvil for tests: it is asked one thing after the other, and what is sent to it is in a block when it answers, unless
 * `--no-mining` is among `args` or `evm_setAutomine` was told so.
 *
 * Anvil's own mining runs beside what it is asked. A transaction that comes just when the one before it goes into a block waits
 * in its pool for ever, since it was told to wait for one that is gone; and what is read at that moment is refused as out of range.
 */
export async function startTestAnvil(args: readonly string[]): Promise<TestAnvil> {
  const isManual = args.includes('--no-mining')
  const anvil = await startAnvil(isManual ? args : ['--no-mining', ...args])
  const turns = takeTurns(anvil, !isManual)
  const url = `http://127.0.0.1:${anvil.port}`
  const door = await openDoor(url, turns)
  const direct = openRpc(url)
  return {
    ...anvil,
    port: door.port,
    call: (method, params) => turns.one(method, params, () => anvil.call(method, params)),
    rpc: {
      host: direct.host,
      call: (method, params) => turns.one(method, params, () => direct.call(method, params)),
      batch: (calls) => {
        const methods = calls.map(({ method }) => method)
        return turns.several(methods, () => direct.batch(calls))
      },
      bytes: (method, params) => turns.several([method], () => direct.bytes(method, params)),
    },
    kill: async () => {
      door.close()
      await anvil.kill()
    },
  }
}

type Turns = {
  /** Asks when everything before was answered, and mines what it sent. */
  readonly several: <T>(methods: readonly string[], ask: () => Promise<T>) => Promise<T>
  /** The same, except that it is told whether to mine without anvil being asked. */
  readonly one: (method: string, params: readonly unknown[], ask: () => Promise<unknown>) => Promise<unknown>
}

function takeTurns(anvil: Anvil, isMiningAtFirst: boolean): Turns {
  let isMining = isMiningAtFirst
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work)
    last = next.catch(() => {})
    return next
  }
  /** What is ready goes into as many blocks as it takes; what waits for an earlier nonce stays where it is. */
  const mineReady = async () => {
    for (let before = Infinity; isMining;) {
      const ready = Number(field(await anvil.call('txpool_status', []), 'pending'))
      if (ready === 0 || ready >= before) return
      before = ready
      await anvil.call('evm_mine', [])
    }
  }
  const several: Turns['several'] = (methods, ask) =>
    inTurn(async () => {
      const answer = await ask()
      if (methods.some(isSend)) await mineReady()
      return answer
    })
  return {
    several,
    one: (method, params, ask) => {
      if (method !== 'evm_setAutomine') return several([method], ask)
      return inTurn(async () => {
        isMining = params[0] === true
        await mineReady()
        return null
      })
    },
  }
}

async function openDoor(url: string, turns: Turns): Promise<{ readonly port: number; close: () => void }> {
  const answer = async (body: Buffer<ArrayBuffer>): Promise<Uint8Array> => {
    const headers = { 'content-type': 'application/json' }
    const post = async () => (await fetch(url, { method: 'POST', headers, body })).bytes()
    const text = body.toString()
    if (!/"(evm_setAutomine|eth_send)/.test(text)) return turns.several([], post)
    const asked: unknown = JSON.parse(text)
    if (field(asked, 'method') !== 'evm_setAutomine') {
      const items: readonly unknown[] = Array.isArray(asked) ? asked : [asked]
      return turns.several(
        items.map((item) => String(field(item, 'method'))),
        post,
      )
    }
    const params = field(asked, 'params')
    const result = await turns.one('evm_setAutomine', Array.isArray(params) ? params : [], post)
    return Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: field(asked, 'id'), result }))
  }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      answer(Buffer.concat(chunks)).then(
        (bytes) => response.setHeader('content-type', 'application/json').end(bytes),
        () => response.destroy(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address !== 'object') throw new Error('the door has no port')
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { port: address.port, close }
}
