import path from 'node:path'
import { readConfig, type Config } from '../platform/config.ts'
import { openLog } from '../platform/log.ts'
import type { Platform } from '../server/platform.ts'
import type { Session } from './command.ts'

/** Where a relative ALIQUOT_HOME begins, for the server and for commands alike, wherever they are called. */
const ROOT = path.join(import.meta.dirname, '..', '..')

/** The settings, as the server reads them. */
export function settings({ environment }: Session): Config {
  return readConfig(environment, ROOT)
}

/**
 * Opens this installation, or joins the one that a running server has opened, runs `work`, and closes it. The log is
 * silent unless LOG_LEVEL asks for it: a command speaks for itself.
 *
 * @param makes whether there need not be one yet; else `NoInstallation` is thrown, and nothing is written
 */
export async function withPlatform<T>(
  session: Session,
  work: (platform: Platform) => Promise<T>,
  { makes = false }: { readonly makes?: boolean } = {},
): Promise<T> {
  const { environment } = session
  const config = settings(session)
  const log = openLog({ level: environment['LOG_LEVEL'] ?? 'silent' })
  // Only now: help, and a sheet with mistakes, need none of it.
  const { openPlatform } = await import('../server/platform.ts')
  const platform = await openPlatform(config, log, { makes })
  try {
    return await work(platform)
  } finally {
    await platform.stop()
  }
}
