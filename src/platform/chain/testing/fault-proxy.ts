import http from 'node:http'
import { after } from 'node:test'
import { field, openRpc, RpcError, type Rpc } from '../rpc.ts'

/** What becomes of one call: `forward` asks the node; `silence` leaves the whole request without an answer. */
export type Fault = (
  call: { readonly method: string; readonly params: readonly unknown[] },
  forward: () => Promise<unknown>,
) => Promise<unknown>

export const silence = Symbol('silence')

export type FaultProxy = { readonly rpc: Rpc; fault: Fault; readonly calls: string[] }

const SILENCE_MS = 250

/** A node between us and the node, that does what networks and bad nodes do. Gone when the test ends. */
export async function faultProxy(url: string): Promise<FaultProxy> {
  const node = openRpc(url)
  const calls: string[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      void answered(JSON.parse(body)).then((answer) => {
        if (answer !== silence) response.end(JSON.stringify(answer))
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address !== 'object') throw new Error('no port')
  const proxy: FaultProxy = {
    rpc: openRpc(`http://127.0.0.1:${address.port}`, { timeoutMs: SILENCE_MS, retries: 0 }),
    fault: (_, forward) => forward(),
    calls,
  }
  return proxy

  async function answered(parsed: unknown): Promise<unknown> {
    if (!Array.isArray(parsed)) return one(parsed)
    const answers: unknown[] = []
    for (const item of parsed) answers.push(await one(item))
    return answers.includes(silence) ? silence : answers
  }

  async function one(item: unknown): Promise<unknown> {
    const id = field(item, 'id')
    const method = String(field(item, 'method'))
    const params = field(item, 'params')
    const call = { method, params: Array.isArray(params) ? params : [] }
    calls.push(method)
    try {
      const result = await proxy.fault(call, () => node.call(method, call.params))
      return result === silence ? silence : { jsonrpc: '2.0', id, result }
    } catch (error) {
      if (!(error instanceof RpcError)) return silence
      return { jsonrpc: '2.0', id, error: { code: error.code, message: error.message, data: error.data } }
    }
  }
}
