import type pg from 'pg'

/** Hears what other processes announce through the database (PostgreSQL's NOTIFY). */
export type Bell = {
  /** Settles when it has begun to listen, or has found that it cannot yet. */
  readonly listening: Promise<void>
  readonly stop: () => Promise<void>
}

const AGAIN_MS = 1_000

/**
 * Calls `heard[channel](payload)` for each announcement. A connection that breaks is made again; what was announced in
 * between is lost, so whoever listens also looks for itself now and then.
 */
export function startBell(pool: pg.Pool, heard: Readonly<Record<string, (payload: string) => void>>): Bell {
  let stopped = false
  let client: pg.PoolClient | null = null
  let again: NodeJS.Timeout | undefined
  let connecting = connect()

  return {
    listening: connecting,
    async stop() {
      stopped = true
      clearTimeout(again)
      await connecting
      // Not returned to the pool: it is still listening.
      client?.release(true)
      client = null
    },
  }

  async function connect(): Promise<void> {
    try {
      client = await pool.connect()
      client.on('notification', ({ channel, payload }) => heard[channel]?.(payload ?? ''))
      client.on('error', lost)
      for (const channel of Object.keys(heard)) await client.query(`listen ${channel}`)
    } catch {
      lost()
    }
  }

  function lost(): void {
    client?.release(true)
    client = null
    if (stopped) return
    clearTimeout(again)
    again = setTimeout(() => {
      connecting = connect()
    }, AGAIN_MS)
  }
}
