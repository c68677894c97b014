import fs from 'node:fs'
import path from 'node:path'
import { isRunning, processMark } from './process-mark.ts'

/** Another process is using a folder; the message names both, in one sentence. */
export class FolderHeld extends Error {}

/** Makes a folder and those above it. Node's own `recursive` never returns where the system says ENOENT, as below /proc. */
export function makeFolder(folder: string): void {
  const missing: string[] = []
  for (let at = path.resolve(folder); !fs.existsSync(at); at = path.dirname(at)) missing.unshift(at)
  for (const at of missing) fs.mkdirSync(at, { mode: 0o755 })
}

/**
 * Keeps other processes out of `folder` until the returned function is called or this process ends, whatever ends it: a
 * lock whose process is gone, or whose number another process has now, is taken over. Throws `FolderHeld`.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'lock')
  const mine = processMark()
  const own = `${file}.${process.pid}`
  // Linked when it is complete: nobody finds a lock that does not say whose it is.
  fs.writeFileSync(own, mine)
  try {
    while (!isLinked(own, file)) {
      const holder = readIfThere(file)
      if (holder === null) continue
      if (isRunning(holder))
        throw new FolderHeld(
          `Another process (${holder.split(' ')[0]}) is using ${folder}. Stop it, or wait until it is ready, then try again.`,
        )
      takeAway(file, holder)
    }
  } finally {
    fs.rmSync(own, { force: true })
  }
  return () => {
    if (readIfThere(file) === mine) fs.rmSync(file, { force: true })
  }
}

/** Removes the lock of a process that is gone, unless somebody has just done so and holds it now. */
function takeAway(file: string, gone: string): void {
  const aside = `${file}.${process.pid}.gone`
  if (!isMoved(file, aside)) return
  if (readIfThere(aside) !== gone) isLinked(aside, file)
  fs.rmSync(aside)
}

function isMoved(from: string, to: string): boolean {
  try {
    fs.renameSync(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

function isLinked(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function readIfThere(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
