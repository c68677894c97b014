import fs from 'node:fs'

/**
 * Names a process once: its number, which another will have some day (in a container, soon), and when it was started,
 * in the kernel's ticks. Where the kernel does not tell, the number alone.
 */
export function processMark(pid = process.pid): string {
  return `${pid} ${startOf(pid)}`
}

/** Whether the process that was marked so is still running. */
export function isRunning(mark: string): boolean {
  const pid = Number(mark.split(' ')[0])
  return Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) && processMark(pid) === mark
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function startOf(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
