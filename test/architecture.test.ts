import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { ARROWS, circles, violations, type SourceFile } from './architecture.ts'

const root = path.join(import.meta.dirname, '..')

function sources(): SourceFile[] {
  return fs
    .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file: `src/${file}`, text: fs.readFileSync(path.join(root, 'src', file), 'utf8') }))
}

test('the tree keeps the arrows', () => {
  const files = sources()
  assert.ok(files.length > 50, 'the test sees too few files to mean anything')
  assert.deepEqual(violations(files), [])
})

test('every module that the arrows name is there', () => {
  const modules = new Set(sources().map(({ file }) => file.split('/')[1]))
  assert.deepEqual(
    Object.entries(ARROWS).flatMap(([from, to]) => [from, ...to].filter((name) => !modules.has(name))),
    [],
  )
})

test('no file needs itself, by way of whichever others', () => {
  assert.deepEqual(circles(sources()), [])
})

test('a circle is seen: through three files, and not where one of them takes a type alone', () => {
  const file = (name: string, text: string) => ({ file: `src/register/${name}.service.ts`, text })
  const two = [
    file('a', `import { b } from './b.service.ts'`),
    file('b', `import {\n  c,\n} from './c.service.ts'`),
  ]
  assert.deepEqual(circles([...two, file('c', `export { a } from './a.service.ts'`)]), [
    ['a', 'b', 'c'].map((name) => `src/register/${name}.service.ts`),
  ])
  assert.deepEqual(circles([...two, file('c', `import type { A } from './a.service.ts'`)]), [])
})

const bad: [string, string, string][] = [
  ['a rule reads a store', 'src/register/register.ts', `import { rows } from './register.store.ts'`],
  ['a rule uses node', 'src/register/register.ts', `import fs from 'node:fs'`],
  ['a rule uses a package', 'src/register/register.ts', `import { sql } from 'kysely'`],
  ['a rule asks the clock', 'src/register/register.ts', `const now = Temporal.Now.instant()`],
  [
    'a module reads another’s store',
    'src/register/a.service.ts',
    `import { x } from '../investor/investor.store.ts'`,
  ],
  [
    'an arrow points the wrong way',
    'src/investor/a.service.ts',
    `import { x } from '../register/register.service.ts'`,
  ],
  [
    'a part of a module needs a later one',
    'src/offering/escrow/a.service.ts',
    `import { x } from '../closing/closing.service.ts'`,
  ],
  [
    'a module’s own folder needs one of its parts',
    'src/offering/a.service.ts',
    `import { x } from './escrow/escrow.chain.ts'`,
  ],
  ['the kernel imports', 'src/kernel/money.ts', `import { x } from '../platform/config.ts'`],
  ['the platform knows the domain', 'src/platform/a.ts', `import { x } from '../investor/investor.ts'`],
  ['the web reads a service', 'src/web/a.tsx', `import { x } from '../register/register.service.ts'`],
  [
    'a module reads the client',
    'src/register/a.service.ts',
    `import { x } from '../../sdk/src/operations.ts'`,
  ],
  ['a module reads routes', 'src/register/a.service.ts', `import { x } from './register.routes.ts'`],
  [
    'a dynamic import hides an arrow',
    'src/investor/a.service.ts',
    `await import('../register/register.service.ts')`,
  ],
  [
    'the product imports what is for tests',
    'src/platform/a.ts',
    `import { x } from './chain/testing/world.ts'`,
  ],
  ['the product imports a test', 'src/register/a.service.ts', `import { x } from '../../test/database.ts'`],
]

for (const [name, file, text] of bad)
  test(`a bad sample is seen: ${name}`, () => {
    assert.equal(violations([{ file, text }]).length, 1)
  })

test('screens name the sides of things by the direction of reading, which is not the same in every language', () => {
  const bySide =
    /(?<![\w-])-?(?:[mp][lr]|left|right)-(?:\d|auto)|\b(?:border|rounded)-[lr]\b|text-(?:left|right)\b|\{ (?:left|right): `/
  const found = sources().flatMap(({ file, text }) =>
    file.endsWith('.tsx') && bySide.test(text) ? [`${file}: ${bySide.exec(text)?.[0]}`] : [],
  )
  assert.deepEqual(found, [])
})

test('every file that ARCHITECTURE.md names is there', () => {
  const text = fs.readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8')
  const named = [...text.matchAll(/`((?:src|contracts|test|docs)\/[\w./-]+)`/g)].map(([, name]) => name!)
  assert.ok(named.length > 30, 'too few names were seen to mean anything')
  assert.deepEqual(
    named.filter((name) => !fs.existsSync(path.join(root, name))),
    [],
  )
})

test('every decision is in the index, under its title', () => {
  const folder = path.join(root, 'docs/decisions')
  const index = fs.readFileSync(path.join(folder, 'README.md'), 'utf8')
  const pages = fs.readdirSync(folder).filter((file) => /^\d{4}-/.test(file))
  const links = pages.map((file) => {
    const [title = ''] = fs.readFileSync(path.join(folder, file), 'utf8').split('\n')
    return `- [${title.replace('# ', '')}](${file})`
  })
  assert.ok(links.length > 100)
  assert.deepEqual(
    links.filter((link) => !index.includes(link)),
    [],
  )
})

test('every optional dependency in the lock file can be resolved, so that npm ci accepts it', () => {
  type Entry = { optionalDependencies?: Record<string, string> }
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Entry>
  }
  const edges = Object.entries(lock.packages).flatMap(([at, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).map((name) => ({ at, name })),
  )
  assert.ok(edges.length > 20)
  const missing = edges.filter(({ at, name }) => {
    for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
      if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages) return false
      if (!folder.includes('/node_modules/')) return !(`node_modules/${name}` in lock.packages)
    }
  })
  assert.deepEqual(missing, [])
})

test('every dependency has an exact version', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >
  const all = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}),
  )
  assert.deepEqual(
    all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    [],
  )
})
