import path from 'node:path'
import { readConfig } from '../platform/config.ts'
import { openLog } from '../platform/log.ts'
import type { Platform } from '../server/platform.ts'
import type { Session } from './command.ts'

/** Where a relative ALIQUOT_HOME begins, for the server and for commands alike, wherever they are called. */
const ROOT = path.join(import.meta.dirname, '..', '..')

/**
 * Opens this installation, or joins the one that a running server has opened, runs `work`, and closes it. The log is
 * silent unless LOG_LEVEL asks for it: a command speaks for itself.
 */
export async function withPlatform<T>(
  { environment }: Session,
  work: (platform: Platform) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment, ROOT)
  const log = openLog({ level: environment['LOG_LEVEL'] ?? 'silent' })
  // Only now: help, and a sheet with mistakes, need none of it.
  const { openPlatform } = await import('../server/platform.ts')
  const platform = await openPlatform(config, log)
  try {
    return await work(platform)
  } finally {
    await platform.stop()
  }
}
