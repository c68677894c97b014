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

/** The page: one chapter per file of problems, in the order of their paths. */
export async function errorsReference(): Promise<string> {
  const files = fs
    .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.problems.ts'))
    .sort()
  const chapters = await Promise.all(files.map(chapter))
  return [INTRODUCTION, ...chapters, list('Everything else', { [INTERNAL.code]: INTERNAL })].join('\n')
}

async function chapter(file: string): Promise<string> {
  const module: unknown = await import(pathToFileURL(path.join(root, 'src', file)).href)
  const tables = Object.entries(Object(module)).filter(([name]) => name.endsWith('_PROBLEMS'))
  if (tables.length === 0) throw new Error(`${file} exports no table whose name ends with _PROBLEMS`)
  return list(title(file), Object.assign({}, ...tables.map(([, table]) => table)))
}

/** `platform/http/input.problems.ts` is called `Platform: input`. */
function title(file: string): string {
  const [module = '', ...rest] = file.replace(/\.problems\.ts$/, '').split('/')
  const words = (text: string) => text.replaceAll('-', ' ')
  const part = words(rest.at(-1) ?? '')
  const whole = words(module).replace(/^./, (letter) => letter.toUpperCase())
  return part === words(module) ? whole : `${whole}: ${part}`
}

function list(heading: string, problems: Readonly<Record<string, Shown>>): string {
  const items = Object.entries(problems)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, detail, fix, citation }]) => {
      const source = citation === undefined ? '' : ` (${citation})`
      return `- \`${code}\` ${status}: ${plain(detail)} ${plain(fix)}${source}\n`
    })
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
