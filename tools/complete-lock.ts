/**
 * Adds stub entries for optional platform packages that are missing from package-lock.json, so that `npm ci`
 * accepts a lock written on a machine where other platforms' packages cannot be fetched.
 *
 * Run after every `npm install`, then `npm install` once more. A stub names the version and a cpu that this
 * machine does not have, so npm skips it here and fetches the real package where it applies.
 */
import fs from 'node:fs'

type Entry = {
  version?: string
  optional?: boolean
  dev?: boolean
  os?: string[]
  cpu?: string[]
  optionalDependencies?: Record<string, string>
}

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(fs.readFileSync(file, 'utf8')) as { packages: Record<string, Entry> }

/** Where Node would find `name` from the package at `from`, or null. */
export function resolveInLock(
  packages: Readonly<Record<string, unknown>>,
  from: string,
  name: string,
): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const key = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (key in packages) return key
    if (at === '') return null
    if (!at.includes('/node_modules/'))
      return `node_modules/${name}` in packages ? `node_modules/${name}` : null
  }
}

const OS = /android|darwin|freebsd|linux|win32|openharmony|aix|sunos|netbsd|openbsd/
const CPU = /arm64|x64|ia32|amd64|arm|ppc64|s390x|riscv64|wasm32|loong64|mips64el/

if (process.argv[1] === import.meta.filename) {
  let added = 0
  for (const [at, entry] of Object.entries(lock.packages))
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolveInLock(lock.packages, at, name) !== null) continue
      const version = /\d+\.\d+\.\d+\S*/.exec(range)?.[0]
      if (version === undefined || !/^\d/.test(range))
        throw new Error(`${at} asks for ${name}@${range}: a stub needs an exact version`)
      const os = OS.exec(name)?.[0]
      const cpu = CPU.exec(name)?.[0]?.replace('amd64', 'x64')
      lock.packages[`node_modules/${name}`] = {
        version,
        optional: true,
        ...(entry.dev === true ? { dev: true } : {}),
        ...(os === undefined ? {} : { os: [os] }),
        cpu: [cpu === undefined || name.includes('musl') ? 'none' : cpu],
      }
      added++
    }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
  fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  process.stdout.write(`${added} stubs added to package-lock.json\n`)
}
