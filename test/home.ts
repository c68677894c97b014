import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** What a command needs of the environment, and nothing that would tell it of an installation. */
export const ENVIRONMENT = {
  PATH: process.env['PATH'],
  // Beside what npm installed: without it every command is compiled anew.
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
}

/**
 * Copies an installation that is not running, owners and all; PostgreSQL's programs, which never change, are
 * linked where they can be.
 *
 * @param to a folder that is empty or not there yet
 */
export function copyHome(from: string, to: string): string {
  fs.mkdirSync(path.join(to, 'postgres'), { recursive: true, mode: 0o755 })
  const rest = fs.readdirSync(from).filter((name) => name !== 'postgres')
  execFileSync('cp', ['-a', ...rest.map((name) => path.join(from, name)), to])
  const how = fs.statSync(from).dev === fs.statSync(to).dev ? '-al' : '-a'
  execFileSync('cp', [how, path.join(from, 'postgres', 'postgres'), path.join(to, 'postgres')])
  execFileSync('cp', ['-a', path.join(from, 'postgres', 'data'), path.join(to, 'postgres')])
  return to
}
