import http from 'node:http'
import { after } from 'node:test'
import { field, isSend, openRpc, RpcError, type Rpc } from '../rpc.ts'

/** What becomes of one call: `forward` asks the node; `lost` ends the whole request without an answer. */
export type Fault = (
  call: { readonly method: string; readonly params: readonly unknown[] },
  forward: () => Promise<unknown>,
) => Promise<unknown>

export const lost = Symbol('lost')

export type FaultProxy = { readonly rpc: Rpc; fault: Fault; readonly calls: string[] }

/** A node between us and the node, that does what networks and bad nodes do. Gone when the test ends. */
export async function faultProxy(url: string): Promise<FaultProxy> {
  const node = openRpc(url)
  const calls: string[] = []
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      void answered(JSON.parse(body)).then((answer) => {
        if (answer === lost) response.destroy()
        else response.end(JSON.stringify(answer))
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
    rpc: openRpc(`http://127.0.0.1:${address.port}`, { retries: 0 }),
    fault: (_, forward) => forward(),
    calls,
  }
  return proxy

  async function answered(parsed: unknown): Promise<unknown> {
    if (!Array.isArray(parsed)) return one(parsed)
    const answers: unknown[] = []
    const isOrdered = parsed.some((item) => isSend(String(field(item, 'method'))))
    if (isOrdered) for (const item of parsed) answers.push(await one(item))
    else answers.push(...(await Promise.all(parsed.map(one))))
    return answers.includes(lost) ? lost : answers
  }

  async function one(item: unknown): Promise<unknown> {
    const id = field(item, 'id')
    const method = String(field(item, 'method'))
    const params = field(item, 'params')
    const call = { method, params: Array.isArray(params) ? params : [] }
    calls.push(method)
    try {
      const result = await proxy.fault(call, () => node.call(method, call.params))
      return result === lost ? lost : { jsonrpc: '2.0', id, result }
    } catch (error) {
      if (!(error instanceof RpcError)) return lost
      return { jsonrpc: '2.0', id, error: { code: error.code, message: error.message, data: error.data } }
    }
  }
}
