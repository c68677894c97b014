/** `node tools/run.js tools/errors.ts`: writes docs/reference/errors.md from the problem tables themselves. */
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { INTERNAL } from '../src/platform/http/answer.ts'

const root = path.join(import.meta.dirname, '..')
export const ERRORS_FILE = path.join(root, 'docs', 'reference', 'errors.md')

type Shown = {
  readonly status: number
  readonly detail: string
  readonly fix: string
  readonly citation?: string
}

const INTRODUCTION = `# Error codes

Every refusal is a problem (RFC 9457, \`application/problem+json\`): \`code\` is one of these and stays what it is, \`detail\`
says what is wrong, \`fix\` what to do, \`citation\` which law or standard stands behind it, \`errors\` lists each field that is
wrong with a code of its own, and \`requestId\` finds the request in the log. A running server shows this list at \`/errors\`,
and \`/openapi.json\` says which operation answers with which code.

A name in braces is replaced by the value that was met. This page is written by \`node tools/run.js tools/errors.ts\`.
`

/** The page: one chapter per file of problems, in the order of their paths; a problem stands where it is written. */
export async function errorsReference(): Promise<string> {
  const files = fs
    .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.problems.ts'))
    .sort()
  const chapters = [
    ...(await Promise.all(files.map(chapter))),
    { title: 'Everything else', items: [itemOf([INTERNAL.code, INTERNAL])], written: new Set<string>() },
  ]
  const told = Map.groupBy(
    chapters.flatMap((of) => of.items.map((item) => ({ of, item }))),
    ({ item }) => item,
  )
  const standsIn = (item: string) => {
    const all = told.get(item)?.map(({ of }) => of) ?? []
    return all.length === 1 ? all : all.filter(({ written }) => written.has(item))
  }
  const everywhere = [...told.keys()].filter((item) => standsIn(item).length === 0).sort()
  return [
    INTRODUCTION,
    section('In several places', everywhere),
    ...chapters
      .map((of) => ({ ...of, items: of.items.filter((item) => standsIn(item).includes(of)) }))
      .filter(({ items }) => items.length > 0)
      .map(({ title, items }) => section(title, items)),
  ].join('\n')
}

type Chapter = {
  readonly title: string
  readonly items: readonly string[]
  /** Those of them that the file itself says, and has from no other. */
  readonly written: ReadonlySet<string>
}

async function chapter(file: string): Promise<Chapter> {
  const source = path.join(root, 'src', file)
  const [module, text]: [unknown, string] = [
    await import(pathToFileURL(source).href),
    fs.readFileSync(source, 'utf8'),
  ]
  const tables = Object.entries(Object(module)).filter(([name]) => name.endsWith('_PROBLEMS'))
  if (tables.length === 0) throw new Error(`${file} exports no table whose name ends with _PROBLEMS`)
  const problems = Object.entries<Shown>(Object.assign({}, ...tables.map(([, table]) => table))).sort(
    ([a], [b]) => (a < b ? -1 : 1),
  )
  return {
    title: titleOf(file),
    items: problems.map(itemOf),
    written: new Set(problems.filter(([code]) => text.includes(`  ${code}: {`)).map(itemOf)),
  }
}

/** `platform/http/input.problems.ts` is called `Platform: input`. */
function titleOf(file: string): string {
  const [module = '', ...rest] = file.replace(/\.problems\.ts$/, '').split('/')
  const words = (text: string) => text.replaceAll('-', ' ')
  const part = words(rest.at(-1) ?? '')
  const whole = words(module).replace(/^./, (letter) => letter.toUpperCase())
  return part === words(module) ? whole : `${whole}: ${part}`
}

function itemOf([code, { status, detail, fix, citation }]: readonly [string, Shown]): string {
  const source = citation === undefined ? '' : ` (${citation})`
  return `- \`${code}\` ${status}: ${plain(detail)} ${plain(fix)}${source}\n`
}

function section(heading: string, items: readonly string[]): string {
  return `## ${heading}\n\n${items.join('')}`
}

/** Sentences hold no markup, and may not begin any. */
function plain(text: string): string {
  return text.replace(/[*_<]/g, '\\$&')
}

if (process.argv[1] === import.meta.filename) {
  fs.mkdirSync(path.dirname(ERRORS_FILE), { recursive: true })
  fs.writeFileSync(ERRORS_FILE, await errorsReference())
  process.stdout.write(`${path.relative(root, ERRORS_FILE)}\n`)
}
