import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { KeyServiceFailed, transitKeyService } from './key-service.ts'
import { masterKey, VaultKeyUnusable } from './master-key.ts'
import { open, seal } from './seal.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-kms-'))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

const TOKEN = 'a-token-for-tests'
/** What the service does with the next requests. */
let mood: 'well' | 'silent' | 'half' | 'nonsense' | 'elsewhere' = 'well'
/** Its keys by name: known to nobody else. */
const keys: Record<string, Buffer> = { aliquot: randomBytes(32), other: randomBytes(32) }

/** Answers as the transit engine of OpenBao does. */
const server = http.createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (mood === 'silent') return
    if (mood === 'half') return void response.writeHead(200, { 'content-length': '500' }).write('{"data"')
    if (mood === 'nonsense') return void response.end('<html>a proxy</html>')
    if (mood === 'elsewhere') return void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()
    if (request.headers['x-vault-token'] !== TOKEN) return void send(403, { errors: ['permission denied'] })
    const [, , engine, verb, name = ''] = (request.url ?? '').split('/')
    const key = keys[name]
    if (engine !== 'transit' || key === undefined) return void send(404, { errors: [] })
    const body = JSON.parse(Buffer.concat(chunks).toString()) as { plaintext?: string; ciphertext?: string }
    if (verb === 'encrypt') {
      const sealed = seal(key, Buffer.from(body.plaintext ?? '', 'base64'), '').toString('base64')
      return void send(200, { data: { ciphertext: `vault:v1:${sealed}`, key_version: 1 } })
    }
    try {
      const plain = open(key, Buffer.from((body.ciphertext ?? '').slice('vault:v1:'.length), 'base64'), '')
      send(200, { data: { plaintext: plain.toString('base64') } })
    } catch {
      send(400, { errors: ['cipher: message authentication failed'] })
    }
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
after(() => {
  server.closeAllConnections()
  server.close()
})
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const service = (more: object = {}) =>
  transitKeyService({ url, key: 'transit/aliquot', token: TOKEN, timeoutMs: 300, ...more })
const keyOf = (name: string, more: object = {}) =>
  masterKey({ file: path.join(folder, name), fromEnvironment: null, keyService: service(more) })
const holds = (name: string) => fs.existsSync(path.join(folder, name))

test('the master key lies wrapped on the disk, and is the same at the next start', async () => {
  const key = await keyOf('new')
  assert.equal(key.length, 32)
  assert.deepEqual(await keyOf('new'), key)
  assert.ok(!holds('new'), 'no plain key was written')
  const wrapped = fs.readFileSync(path.join(folder, 'new.wrapped'), 'utf8')
  assert.match(wrapped, /^vault:v1:/)
  assert.ok(!wrapped.includes(key.toString('hex')) && !wrapped.includes(key.toString('base64')))
  assert.equal(fs.statSync(path.join(folder, 'new.wrapped')).mode & 0o777, 0o600)
})

test('a plain key that was there is wrapped and removed at the first start with a service', async () => {
  const file = path.join(folder, 'old')
  const plain = await masterKey({ file, fromEnvironment: null, keyService: null })
  assert.deepEqual(await keyOf('old'), plain)
  assert.ok(!holds('old') && holds('old.wrapped'))
  await assert.rejects(
    masterKey({ file, fromEnvironment: null, keyService: null }),
    /was wrapped by a key service: set VAULT_KMS_URL/,
    'without the service there is no way round it, and no new key is made',
  )
  assert.ok(!holds('old'))
})

test('F38 a service that is silent, away, half there or something else stops the start, and nothing plain is used', async () => {
  await keyOf('kept')
  for (const [how, said] of [
    ['silent', /did not answer within 300 ms/],
    ['half', /did not answer within 300 ms|cannot be reached/],
    ['nonsense', /something else than a transit engine/],
    ['elsewhere', /cannot be reached/],
  ] as const) {
    mood = how
    await assert.rejects(keyOf('kept'), said, how)
    await assert.rejects(keyOf('never'), KeyServiceFailed, how)
  }
  mood = 'well'
  await assert.rejects(keyOf('kept', { url: 'http://127.0.0.1:1' }), /cannot be reached/)
  assert.ok(!holds('kept') && !holds('never') && !holds('never.wrapped'))
})

test('another key, another token and a changed file are refused, and the token is in no message', async () => {
  await keyOf('mine')
  for (const more of [{ key: 'transit/other' }, { key: 'transit/none' }, { token: 'wrong-token' }])
    await assert.rejects(keyOf('mine', more), (error: Error) => {
      assert.ok(error instanceof KeyServiceFailed)
      assert.match(error.message, /refused to decrypt/)
      assert.ok(!error.message.includes(TOKEN) && !error.message.includes('wrong-token'))
      return true
    })
  const file = path.join(folder, 'mine.wrapped')
  const text = fs.readFileSync(file, 'utf8')
  fs.writeFileSync(file, `${text.slice(0, 20)}${text[20] === 'A' ? 'B' : 'A'}${text.slice(21)}`)
  await assert.rejects(keyOf('mine'), /message authentication failed/)
  fs.writeFileSync(file, await service().wrap(Buffer.from('short')))
  await assert.rejects(keyOf('mine'), VaultKeyUnusable)
})
