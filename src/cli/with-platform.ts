import { readConfig } from '../platform/config.ts'
import { openLog } from '../platform/log.ts'
import type { Platform } from '../server/platform.ts'
import type { Session } from './command.ts'

/**
 * Opens the installation of this folder, or joins the one a running server has opened, runs `work`, and closes it. The
 * log is silent unless LOG_LEVEL asks for it: a command speaks for itself.
 */
export async function withPlatform<T>(
  { environment, folder }: Session,
  work: (platform: Platform) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment, folder)
  // Only now: help, and a sheet with mistakes, need none of it.
  const { openPlatform } = await import('../server/platform.ts')
  const log = openLog({ level: environment['LOG_LEVEL'] ?? 'silent' })
  const platform = await openPlatform(config, log)
  try {
    return await work(platform)
  } finally {
    await platform.stop()
  }
}
