import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const MEMORY = '/dev/shm'
/** A run of all tests writes 2 GB there; its programs want as much again. */
const ROOM_MIN = 4 * 2 ** 30
const NAME = /^aliquot-tests-(\d+)$/

/**
 * A folder for everything that a run of tests makes, gone with this process; what a killed run has left is removed with the
 * next. It is in memory where there is room: most of what tests write are databases of a thousand files that live for
 * seconds, and a disk takes fifteen times as long for them.
 */
export function scratchFolder(): string {
  const parent = isInMemory() ? MEMORY : os.tmpdir()
  for (const name of fs.readdirSync(parent)) {
    const [, pid] = NAME.exec(name) ?? []
    if (pid !== undefined && !isRunning(Number(pid))) removeLeft(path.join(parent, name))
  }
  const folder = path.join(parent, `aliquot-tests-${process.pid}`)
  fs.mkdirSync(folder)
  // PostgreSQL runs as another account when this is root's.
  fs.chmodSync(folder, 0o755)
  process.once('exit', () => remove(folder))
  return folder
}

/** Whether programs may be in memory, and whether there is enough of it: a container has often 64 MB and may run none. */
function isInMemory(): boolean {
  try {
    const { bavail, bsize } = fs.statfsSync(MEMORY)
    if (Math.min(bavail * bsize, process.availableMemory() / 2) < ROOM_MIN) return false
    const program = path.join(fs.mkdtempSync(path.join(MEMORY, 'aliquot-')), 'program')
    fs.writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 })
    const { status } = spawnSync(program)
    remove(path.dirname(program))
    return status === 0
  } catch {
    return false
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A run that was killed may have left small disks mounted, for which a folder is busy. */
function removeLeft(folder: string): void {
  for (const line of fs.readFileSync('/proc/self/mounts', 'utf8').split('\n')) {
    const [, at] = line.split(' ')
    if (at?.startsWith(`${folder}/`)) spawnSync('umount', ['-l', at])
  }
  remove(folder)
}

function remove(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
