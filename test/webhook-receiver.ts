import fs from 'node:fs'
import type http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { after } from 'node:test'
import type { Network } from '../src/webhook/network.service.ts'
import { isPublicAddress } from '../src/webhook/webhook.ts'

export type Received = {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** The address of the receiver, by its name: its certificate is for that. */
export const RECEIVER = 'https://hooks.receiver.net/aliquot'
const LED_HERE = '127.0.0.1'

/**
 * A receiver with a certificate of its own for `hooks.receiver.net`, which stands in for the public internet: to the other
 * side it is at a public address, and just the connection is led to this machine.
 */
export async function webhookReceiver(
  answer: (response: http.ServerResponse) => void = (response) => void response.writeHead(204).end(),
) {
  const pem = (name: string) =>
    fs.readFileSync(path.join(import.meta.dirname, 'fixtures', 'webhook', `receiver.${name}.pem`), 'utf8')
  const received: Received[] = []
  const server = https.createServer({ key: pem('key'), cert: pem('cert') }, (request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push({ headers: request.headers as Received['headers'], body })
      answer(response)
    })
  })
  await new Promise<void>((listening) => server.listen(0, LED_HERE, listening))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  /** Where names lead; a function answers differently each time. */
  const names = new Map<string, readonly string[] | (() => readonly string[])>()
  const home = () => names.set('hooks.receiver.net', [LED_HERE])
  home()
  const network: Network = {
    resolve: (name) => {
      const found = names.get(name)
      if (found === undefined) return Promise.reject(new Error('ENOTFOUND'))
      return Promise.resolve(typeof found === 'function' ? found() : found)
    },
    isAllowed: (address) => address === LED_HERE || isPublicAddress(address),
    port: (server.address() as AddressInfo).port,
    ca: pem('cert'),
  }
  return {
    network,
    names,
    received,
    /** Forgets what it received, and which names lead elsewhere. */
    reset: () => {
      received.length = 0
      names.clear()
      home()
    },
  }
}
