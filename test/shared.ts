import { after } from 'node:test'

/**
 * What tests share that is dear to make: a browser, a process. A worker of the test command makes it once for all its
 * files; a file that is run alone has it for itself.
 */
const ends: (() => Promise<unknown>)[] = []

/** Calls `end` when nothing more is tested in this process. */
export function atEndOfTests(end: () => Promise<unknown>): void {
  ends.push(end)
}

/** Ends all that is shared. */
export async function endShared(): Promise<void> {
  for (const end of ends.splice(0)) await end()
}

let isSpoilt = false

/** Says that this file changes its process for good: its worker tests nothing after it. */
export function spoilProcess(): void {
  isSpoilt = true
}

export function isProcessSpoilt(): boolean {
  return isSpoilt
}

/** The worker calls `endShared` itself: to it, a hook of here would belong to the first file that loads this. */
if (!process.argv[1]?.endsWith('test-worker.ts')) after(endShared)
