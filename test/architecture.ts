/** The arrows of ARCHITECTURE.md, read from the imports themselves. */
import path from 'node:path'

export type SourceFile = { readonly file: string; readonly text: string }

/** Which modules a module may import, besides itself, `kernel` and (for all but rules) `platform` and `messages`. */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  instrument: [],
  screening: ['instrument'],
  investor: ['instrument', 'screening'],
  ledger: [],
  issuer: ['instrument'],
  restriction: ['instrument', 'investor'],
  register: ['instrument', 'investor', 'restriction'],
  'cap-table': ['instrument', 'investor', 'issuer', 'restriction', 'register'],
  bank: ['instrument', 'investor', 'issuer', 'ledger'],
  offering: ['instrument', 'investor', 'restriction', 'ledger', 'register', 'issuer', 'bank'],
  filing: ['instrument', 'investor', 'restriction', 'register', 'issuer', 'offering'],
  compliance: ['instrument', 'investor', 'restriction', 'register', 'offering'],
  'term-sheet': ['instrument', 'investor', 'restriction', 'register', 'issuer', 'offering'],
  'corporate-action': ['instrument', 'investor', 'restriction', 'register', 'issuer', 'ledger', 'offering'],
  access: ['instrument', 'investor', 'ledger'],
  webhook: [],
}
/**
 * The folders of a module in the order in which they may need each other: what loads, saves or decides in one may import the ones
 * before it and the module's own folder, which is before all. Rules are for all of them, and routes answer with what any knows.
 */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  offering: [
    'escrow',
    'subscription',
    'change',
    'refund',
    'fiat',
    'agreement',
    'invitation',
    'question',
    'refusal',
    'board',
    'closing',
  ],
}
const TOP = ['server', 'cli']
const ROLES = ['problems', 'store', 'chain', 'service', 'routes', 'job', 'test'] as const
type Role = (typeof ROLES)[number] | 'rules'

/** The files of `contracts/` that TypeScript may read: generated interfaces. */
const GENERATED = /^contracts\/(abi|bytecode)\//

/** The answers of the API as types, generated from the routes; the web reads them, and has none of its own. */
const ANSWERS = 'sdk/src/operations.ts'

function moduleOf(file: string): string {
  return file.split('/')[1] ?? ''
}

/** What stands in a folder named `testing` is for tests alone. */
function roleOf(file: string): Role {
  if (file.includes('/testing/')) return 'test'
  const part = path
    .basename(file)
    .replace(/\.tsx?$/, '')
    .split('.')
    .at(-1)
  return ROLES.find((role) => role === part) ?? 'rules'
}

/** Each import or clock call that the architecture forbids, as a sentence. */
export function violations(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ file, text }) => {
    if (roleOf(file) === 'test') return []
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
    const imports = [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g)].map(
      (match) => match[1]!,
    )
    const found = imports.flatMap((name) => forbidden(file, name) ?? [])
    if (isRules(file) && /Temporal\.Now|Date\.now\(|new Date\(\)|Math\.random\(/.test(code))
      found.push(`${file} is a rule and asks the clock or chance`)
    return found
  })
}

/** Files that need each other to load, each group sorted; what is imported as a type alone vanishes before anything loads. */
export function circles(files: readonly SourceFile[]): string[][] {
  const needs = new Map(
    files.filter(({ file }) => roleOf(file) !== 'test').map((each) => [each.file, neededBy(each)]),
  )
  const reach = (from: string, seen = new Set<string>()): Set<string> => {
    for (const to of needs.get(from) ?? []) if (!seen.has(to)) reach(to, seen.add(to))
    return seen
  }
  const reached = new Map([...needs.keys()].map((file) => [file, reach(file)]))
  const inCircles = [...reached].filter(([file, of]) => of.has(file))
  const groups = Map.groupBy(inCircles, ([file, of]) =>
    [...of]
      .filter((to) => reached.get(to)?.has(file))
      .toSorted()
      .join(' '),
  )
  return [...groups.keys()].map((group) => group.split(' '))
}

function neededBy({ file, text }: SourceFile): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...code.matchAll(/^(?:import|export) (?!type )[^'"]*?['"](\.[^'"]+)['"]/gm)].map((match) =>
    path.posix.join(path.posix.dirname(file), match[1]!),
  )
}

/** A rule file is pure: it belongs to a domain module or the kernel and has no role in its name. */
function isRules(file: string): boolean {
  const module = moduleOf(file)
  return (module in ARROWS || module === 'kernel') && roleOf(file) === 'rules'
}

function forbidden(file: string, name: string): string | null {
  const from = moduleOf(file)
  const role = roleOf(file)
  if (!name.startsWith('.')) return isRules(file) ? `${file} is a rule and imports the package ${name}` : null

  const target = path.posix.join(path.posix.dirname(file), name)
  if (GENERATED.test(target)) return from === 'kernel' ? `kernel imports ${target}` : null
  const to = moduleOf(target)
  const targetRole = roleOf(target)
  if (!target.startsWith('src/')) {
    const allowed =
      (from === 'web' && target === ANSWERS) || (TOP.includes(from) && /^(tools|examples)\//.test(target))
    return allowed || target === 'package.json' ? null : `${file} reaches outside src: ${target}`
  }
  if (targetRole === 'test') return `${file} imports a test`
  if (to === 'kernel') return null
  if (from === 'kernel') return `kernel imports ${target}`
  if (to === 'messages') return null
  if (from === 'messages') return `messages import ${target}`
  if (TOP.includes(from)) return null
  if (from === 'platform')
    return to === 'platform' ? null : `platform knows no domain: ${file} imports ${target}`
  if (from === 'web')
    return to === 'web' || (to in ARROWS && (targetRole === 'rules' || targetRole === 'problems'))
      ? null
      : `the web imports rules only: ${file} imports ${target}`
  if (to === 'platform')
    return role === 'rules' || role === 'problems' ? `${file} is a rule and imports ${target}` : null
  if (to === from) return withinModule(file, role, target, targetRole)
  if (!(ARROWS[from] ?? []).includes(to)) return `no arrow from ${from} to ${to}: ${file} imports ${target}`
  return ['rules', 'problems', 'service'].includes(targetRole) && (role !== 'rules' || targetRole === 'rules')
    ? null
    : `${file} may not import another module's ${targetRole}: ${target}`
}

/** What each role may import from its own module. */
const WITHIN: Readonly<Record<Role, readonly Role[]>> = {
  rules: ['rules'],
  problems: ['rules', 'problems'],
  store: ['rules', 'store'],
  chain: ['rules', 'chain'],
  service: ['rules', 'store', 'chain', 'service'],
  routes: ['rules', 'problems', 'service', 'routes'],
  job: ['rules', 'service', 'job'],
  test: ROLES,
}

function withinModule(file: string, role: Role, target: string, targetRole: Role): string | null {
  if (!WITHIN[role].includes(targetRole)) return `${file} (${role}) may not import ${target} (${targetRole})`
  const isOrdered = !['rules', 'problems', 'routes'].includes(role) && targetRole !== 'rules'
  return isOrdered && partOf(file) < partOf(target) ? `${file} comes before ${target}` : null
}

/** The place of a file's folder among those of its module; -1 is the module's own folder, and all others where none are told. */
function partOf(file: string): number {
  const [, module = '', part = ''] = file.split('/')
  return PARTS[module]?.indexOf(part) ?? -1
}
