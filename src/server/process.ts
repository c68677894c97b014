import path from 'node:path'
import type { Log } from '../platform/log.ts'
import { sentenceOf } from './failure.ts'

/** The clone that is run. */
export const ROOT = path.join(import.meta.dirname, '..', '..')

export const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Ends this process, which cannot go on, with one sentence that says why. */
export function fatal(log: Log | null, error: unknown): never {
  log?.fatal({ err: error }, 'stopped')
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exit(1)
}

/** Whatever nobody caught ends this process. */
export function endOnFault(log: Log): void {
  process.on('uncaughtException', (error) => fatal(log, error))
  process.on('unhandledRejection', (error) => fatal(log, error))
}
