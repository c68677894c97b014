/** docs/guides/integrate.md, taken at its word: its examples are run, in order, against the demo world. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { demoHome, startServer, type DemoServer } from '../../test/demo-server.ts'
import { examplesOf, installed } from './installed.ts'

const guide = path.join(import.meta.dirname, '..', '..', 'docs', 'guides', 'integrate.md')

async function keyOf({ url }: DemoServer, role: string): Promise<string> {
  const post = async (address: string, body: object, headers: Readonly<Record<string, string>>) => {
    const response = await fetch(url + address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: JSON.stringify(body),
    })
    assert.ok(response.ok, `${address}: ${response.status}`)
    return response
  }
  const entry = await post('/v1/session', { demo: 'administrator' }, {})
  const cookie = entry.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const expiresAt = Temporal.Now.instant().add({ hours: 24 }).round('second').toString()
  const made = await post(
    '/v1/keys',
    { name: 'guide', role, expiresAt },
    { cookie, 'idempotency-key': 'a-key-for-the-guide' },
  )
  const { key }: { readonly key: string } = JSON.parse(await made.text())
  return key
}

test('the guide to the API does what it says', async () => {
  const home = installed()
  const world = await demoHome()
  const server = await startServer(world)
  after(async () => {
    await server.stop()
    fs.rmSync(world, { recursive: true, force: true })
  })
  const code = examplesOf(guide)
  assert.ok(code.includes('http://127.0.0.1:8480'))
  // What the guide only declares is called, on what the demo world has done already.
  const waits = `
    for await (const { id } of aliquot.items('GET /v1/subscriptions')) {
      console.log('paid', (await paid(id)).state)
      break
    }
    await moved('trf_qqqqqqqqqqqqqqqqqqqqqqqqqq').catch((error) => console.log('moved', error.code))`
  const guided = `${code}\n${waits}`.replaceAll('http://127.0.0.1:8480', server.url)
  fs.writeFileSync(path.join(home, 'guide.ts'), guided)
  const said = execFileSync(process.execPath, ['guide.ts'], {
    cwd: home,
    encoding: 'utf8',
    env: { ...process.env, ALIQUOT_KEY: await keyOf(server, 'officer') },
  })
  assert.match(said, /^inv_\w+ manual-review$/m)
  assert.match(said, /^\d+ holders$/m)
  assert.match(said, /^Bo Lindqvist would be taken up$/m)
  assert.match(said, /^paid issued$/m)
  assert.match(said, /^moved NOT_FOUND$/m)
  assert.match(said, /^email .*\n^country /m)
})
