import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import type { Life } from './life.ts'
import type { Where } from './outside.ts'
import { occurrencesNear } from './points.ts'
import type { World } from './world.ts'

type Killed = { readonly home: string; readonly occurrence: number }

/**
 * The folder of a process that was killed at this point, and which of those like it that was. Null where it came to none of
 * the places where timing may have put it: the process lived undisturbed.
 */
export async function killedAt(
  world: World,
  { label, when, ...point }: Where,
  life: Life,
): Promise<Killed | null> {
  for (const occurrence of occurrencesNear(point.occurrence)) {
    const home = world.copy()
    const end = await endOf(home, { label, when, occurrence }, life)
    if (end === 'SIGKILL') return { home, occurrence }
    fs.rmSync(home, { recursive: true, force: true })
    assert.equal(end, 'exit 0: ')
  }
  return null
}

/** Lives in a process of its own, and says how it ended. */
function endOf(home: string, point: Where, life: Life): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = path.join(import.meta.dirname, 'life.ts')
    const child = spawn(process.execPath, [script, home, JSON.stringify(point), life], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? `exit ${code}: ${said}`))
  })
}
