/** The package as somebody else gets it: compiled, installed in a folder of its own, on whichever Node runs npm. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

const sdk = path.join(import.meta.dirname, '..')
const tsc = path.join(sdk, '..', 'node_modules', '.bin', 'tsc')
const manifest: { readonly dependencies?: object; readonly files: readonly string[] } = JSON.parse(
  fs.readFileSync(path.join(sdk, 'package.json'), 'utf8'),
)
// npm says on which Node it runs: on a bare machine an older one than ours, and the oldest that the package names.
const node = process.env['npm_node_execpath'] ?? process.execPath

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-sdk-'))
after(() => fs.rmSync(home, { recursive: true, force: true }))
const installed = path.join(home, 'node_modules', '@aliquot', 'sdk')
fs.mkdirSync(installed, { recursive: true })
fs.copyFileSync(path.join(sdk, 'package.json'), path.join(installed, 'package.json'))
execFileSync(tsc, ['-p', path.join(sdk, 'tsconfig.json'), '--outDir', path.join(installed, 'dist')])
fs.writeFileSync(path.join(home, 'package.json'), '{ "type": "module" }')

function run(code: string): string {
  fs.writeFileSync(path.join(home, 'consumer.js'), code)
  return execFileSync(node, ['consumer.js'], { cwd: home, encoding: 'utf8' }).trim()
}

test('it needs nothing that is not in it', () => {
  assert.equal(manifest.dependencies, undefined)
  assert.deepEqual(manifest.files, ['dist'])
  assert.deepEqual(
    fs.readdirSync(path.join(installed, 'dist')).filter((file) => file.endsWith('.js')),
    ['client.js', 'operations.js', 'problem.js'],
  )
  for (const file of fs.readdirSync(path.join(installed, 'dist')))
    assert.doesNotMatch(
      fs.readFileSync(path.join(installed, 'dist', file), 'utf8'),
      /from '(?!\.\/\w+\.(js|ts)')/,
      `${file} imports from outside`,
    )
})

test('the Node that runs npm can use it', () => {
  const said = run(`
    import http from 'node:http'
    import { createClient, Problem } from '@aliquot/sdk'
    const server = http.createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ items: [{ url: request.url, key: request.headers.authorization }], next: null }))
    })
    server.listen(0, '127.0.0.1', async () => {
      const aliquot = createClient({ baseUrl: 'http://127.0.0.1:' + server.address().port, key: 'alq_test' })
      for await (const item of aliquot.items('GET /v1/assets', { query: { limit: 5 } }))
        console.log(item.url, item.key, typeof Problem)
      server.close()
    })
  `)
  assert.equal(said, '/v1/assets?limit=5 Bearer alq_test function')
})

test('its types know what each operation takes and answers', () => {
  fs.writeFileSync(
    path.join(home, 'consumer.ts'),
    `
    import { createClient, type Answer } from '@aliquot/sdk'
    const aliquot = createClient({ baseUrl: 'https://issuer.example.org' })
    export const name: string = (await aliquot.call('GET /v1/assets/{id}', { params: { id: 'ast_1' } })).name
    export const status: Answer<'GET /v1/offerings/{id}'>['status'] = 'open'
    await aliquot.call('GET /v1/assets')
    await aliquot.call('POST /v1/term-sheets/plan', { body: { yaml: '' } })
    await aliquot.call('POST /v1/offerings/{id}/close', { params: { id: 'off_1' }, dryRun: true })
    // @ts-expect-error There is no such operation.
    await aliquot.call('GET /v1/nothing')
    // @ts-expect-error The address has a part to fill in.
    await aliquot.call('GET /v1/assets/{id}')
    // @ts-expect-error Units are decimal strings.
    await aliquot.call('POST /v1/instruments/{id}/transfer-preview', { params: { id: 'i' }, body: { from: 'a', to: 'b', units: 5 } })
    // @ts-expect-error A read has no dry run.
    await aliquot.call('GET /v1/assets', { dryRun: true })
    // @ts-expect-error There is one proof of an instrument, and no pages of it.
    aliquot.pages('GET /v1/proof/{instrument}', { params: { instrument: 'i' } })
    `,
  )
  const settings = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', '--module', 'nodenext']
  const errors = execFileSync(
    tsc,
    ['--noEmit', '--target', 'es2022', '--lib', 'es2023,dom', ...settings, 'consumer.ts'],
    { cwd: home, encoding: 'utf8' },
  )
  assert.equal(errors, '')
})
