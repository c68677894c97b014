/** The package as somebody else gets it. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { examplesOf, installed, SDK, TSC } from './installed.ts'

const manifest: { readonly dependencies?: object; readonly files: readonly string[] } = JSON.parse(
  fs.readFileSync(path.join(SDK, 'package.json'), 'utf8'),
)
const home = installed()
const dist = path.join(home, 'node_modules', '@aliquot', 'sdk', 'dist')
// npm says on which Node it runs: on a bare machine an older one than ours, and about the oldest that the package names.
const node = process.env['npm_node_execpath'] ?? process.execPath

test('it needs nothing that is not in it', () => {
  assert.equal(manifest.dependencies, undefined)
  assert.deepEqual(manifest.files, ['dist'])
  const files = fs.readdirSync(dist)
  assert.deepEqual(
    files.filter((file) => file.endsWith('.js')),
    ['client.js', 'operations.js', 'problem.js'],
  )
  for (const file of files)
    assert.doesNotMatch(
      fs.readFileSync(path.join(dist, file), 'utf8'),
      /from '(?!\.\/\w+\.(js|ts)')/,
      `${file} imports from outside`,
    )
})

test('the Node that runs npm can use it', () => {
  const code = `
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
  `
  fs.writeFileSync(path.join(home, 'consumer.js'), code)
  const said = execFileSync(node, ['consumer.js'], { cwd: home, encoding: 'utf8' }).trim()
  assert.equal(said, '/v1/assets?limit=5 Bearer alq_test function')
})

const TYPES = `
  import { createClient, type Answer } from '@aliquot/sdk'
  const aliquot = createClient({ baseUrl: 'https://issuer.example.org' })
  export const name: string = (await aliquot.call('GET /v1/assets/{id}', { params: { id: 'ast_1' } })).name
  export const status: Answer<'GET /v1/offerings/{id}'>['status'] = 'open'
  await aliquot.call('GET /v1/assets')
  await aliquot.call('POST /v1/term-sheets/plan', { body: { yaml: '' } })
  await aliquot.call('POST /v1/offerings/{id}/closing', { params: { id: 'off_1' }, dryRun: true })
  // @ts-expect-error There is no such operation.
  await aliquot.call('GET /v1/nothing')
  // @ts-expect-error The address has a part to fill in.
  await aliquot.call('GET /v1/assets/{id}')
  const preview = { from: 'a', to: 'b', units: 5 }
  // @ts-expect-error Units are decimal strings.
  await aliquot.call('POST /v1/instruments/{id}/transfer-preview', { params: { id: 'i' }, body: preview })
  // @ts-expect-error A read has no dry run.
  await aliquot.call('GET /v1/assets', { dryRun: true })
  // @ts-expect-error There is one proof of an instrument, and no pages of it.
  aliquot.pages('GET /v1/proof/{instrument}', { params: { instrument: 'i' } })
`

test('its types know what each operation takes and answers, and the documents’ examples agree', () => {
  const readme = examplesOf(path.join(SDK, 'README.md'))
  const guide = examplesOf(path.join(SDK, '..', 'docs', 'guides', 'integrate.md'))
  assert.ok(readme.includes('createClient') && guide.includes('createClient'))
  // Examples read the environment, which is Node's alone.
  const environment =
    'declare const process: { readonly env: Readonly<Record<string, string | undefined>> }\n'
  fs.writeFileSync(path.join(home, 'types.ts'), TYPES)
  fs.writeFileSync(path.join(home, 'readme.ts'), environment + readme)
  fs.writeFileSync(path.join(home, 'guide.ts'), environment + guide)
  const settings = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', '--module', 'nodenext']
  const errors = execFileSync(
    TSC,
    [
      '--noEmit',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom',
      ...settings,
      'types.ts',
      'readme.ts',
      'guide.ts',
    ],
    { cwd: home, encoding: 'utf8' },
  )
  assert.equal(errors, '')
})
