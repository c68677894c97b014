import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Disks } from '../disk.ts'
import type { Clocks } from '../skew.ts'

/**
 * One part that the server cannot work without. `check` throws, or does not come back in time, when it is down; it may
 * say `full` instead.
 */
export type Check = {
  readonly name: string
  readonly check: () => Promise<Readonly<Record<string, string | number>> | 'full' | void>
}

type State = 'ok' | 'full' | 'unavailable'
export type Health = {
  readonly status: 'ok' | 'unavailable'
  readonly parts: Readonly<
    Record<string, { readonly status: State } & Readonly<Record<string, string | number>>>
  >
}

const TIMEOUT_MS = 2_000

/** Asks every part at once. What is wrong with a part is for the log, not for whoever asks. */
export async function health(checks: readonly Check[]): Promise<Health> {
  const parts = await Promise.all(
    checks.map(async ({ name, check }) => {
      try {
        const facts = await Promise.race([check(), late(name)])
        if (facts === 'full') return [name, { status: 'full' as const }] as const
        return [name, { ...facts, status: 'ok' as const }] as const
      } catch {
        return [name, { status: 'unavailable' as const }] as const
      }
    }),
  )
  const whole = parts.every(([, part]) => part.status === 'ok')
  return { status: whole ? 'ok' : 'unavailable', parts: Object.fromEntries(parts) }
}

function late(name: string): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`${name} did not answer in ${TIMEOUT_MS} ms`)), TIMEOUT_MS).unref()
  })
}

export function databaseCheck(db: Db): Check {
  return { name: 'database', check: async () => void (await sql`select 1`.execute(db)) }
}

/** Down while the clocks differ: nothing that depends on the time is decided then. */
export function clockCheck(clocks: Clocks): Check {
  return {
    name: 'clock',
    check: async () => {
      if (await clocks.areApart()) throw new Error('the clocks of machine and database differ')
    },
  }
}

export function diskCheck(disks: Disks): Check {
  return { name: 'disk', check: async () => ((await disks.areFull()) ? 'full' : undefined) }
}
