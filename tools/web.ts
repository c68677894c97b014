import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import zlib from 'node:zlib'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const built = path.join(root, 'dist', 'web')
const stamp = path.join(built, '.inputs')

/** What the screens are made from besides their own sources. */
const INPUTS = ['vite.config.ts', 'package-lock.json', 'tools/web.ts']
/** Screens may import rules, which are the files of a module without a role in their name. */
const SOURCES =
  /^src\/(?:(?:web|messages)\/.+|(?!platform\/|server\/|cli\/)[a-z-]+\/(?:[a-z-]+\/)?[a-z0-9-]+\.ts)$/

/** SHA-256 over the names and contents of all inputs, in the order of their names. */
function inputsHash(): string {
  const hash = createHash('sha256')
  for (const file of [...INPUTS, ...sources()]) {
    hash
      .update(file)
      .update('\0')
      .update(fs.readFileSync(path.join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Every source that the pages may be made from, by path from the root. */
export function sources(): string[] {
  return fs
    .readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => SOURCES.test(file))
    .sort()
}

/**
 * Makes sure that dist/web holds the screens of the sources as they are now, and says where.
 * Builds only when an input changed; the check itself reads files and takes milliseconds.
 * Throws with Vite's own words when the build fails.
 */
export function ensureWeb(): { directory: string; rebuilt: boolean } {
  const hash = inputsHash()
  if (stampOf() === hash) return { directory: built, rebuilt: false }
  build(hash)
  return { directory: built, rebuilt: true }
}

/** Vite runs in its own process: it takes 200 MB that a server would otherwise keep. */
function build(hash: string): void {
  fs.mkdirSync(path.dirname(built), { recursive: true })
  const making = fs.mkdtempSync(path.join(path.dirname(built), 'web-'))
  try {
    const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const run = spawnSync(
      process.execPath,
      [
        vite,
        'build',
        '--config',
        path.join(root, 'vite.config.ts'),
        '--outDir',
        making,
        '--logLevel',
        'warn',
      ],
      { cwd: root, encoding: 'utf8' },
    )
    if (run.status !== 0)
      throw new Error(`the web build failed:\n${run.stderr}${run.stdout}`, { cause: run.error })
    compress(making)
    fs.writeFileSync(path.join(making, '.inputs'), hash)
    // mkdtemp makes folders for its owner alone; these files are for everybody.
    fs.chmodSync(making, 0o755)
    // A server that reads dist/web meanwhile sees the old files or the new ones, never half of them.
    replace(making, hash)
  } finally {
    fs.rmSync(making, { recursive: true, force: true })
  }
}

/** Writes every text beside itself as the server sends it to whoever reads Brotli (RFC 7932) or gzip (RFC 1952). */
function compress(folder: string): void {
  const texts = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|css|html|svg)$/.test(file))
  for (const file of texts) {
    const bytes = fs.readFileSync(path.join(folder, file))
    fs.writeFileSync(path.join(folder, `${file}.br`), zlib.brotliCompressSync(bytes))
    fs.writeFileSync(path.join(folder, `${file}.gz`), zlib.gzipSync(bytes, { level: 9 }))
  }
}

/** Two processes may build at once: whoever comes second finds that what it wanted is there. */
function replace(making: string, hash: string): void {
  try {
    fs.rmSync(built, { recursive: true, force: true })
    fs.renameSync(making, built)
  } catch (error) {
    if (stampOf() !== hash) throw error
  }
}

function stampOf(): string | null {
  try {
    return fs.readFileSync(stamp, 'utf8')
  } catch {
    return null
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now()
  const { directory, rebuilt } = ensureWeb()
  const took = Math.round(performance.now() - started)
  process.stdout.write(`${rebuilt ? 'Built' : 'Unchanged:'} ${path.relative(root, directory)} (${took} ms)\n`)
}
