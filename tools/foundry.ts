import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const root = path.join(import.meta.dirname, '..')

/** The absolute path of Foundry's own program for this machine, as npm installed it; throws when npm skipped it. */
export function foundryBin(tool: 'forge' | 'anvil'): string {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  const platform = `@foundry-rs/${tool}-${process.platform}-${arch}`
  // Resolved from the tool's own package, whose optional dependency it is.
  const resolve = createRequire(require.resolve(`@foundry-rs/${tool}/package.json`)).resolve
  const file = process.platform === 'win32' ? `${tool}.exe` : tool
  return path.join(path.dirname(resolve(`${platform}/package.json`)), 'bin', file)
}

/** Runs forge in the repository with the compiler from npm, its output on our own; returns its exit code. */
export function forge(args: readonly string[], profile = 'default'): number {
  const env = { ...process.env, FOUNDRY_PROFILE: profile, ALIQUOT_NODE: process.execPath }
  return spawnSync(foundryBin('forge'), args, { cwd: root, env, stdio: 'inherit' }).status ?? 1
}

if (import.meta.main) process.exitCode = forge(process.argv.slice(2), process.env['FOUNDRY_PROFILE'])
