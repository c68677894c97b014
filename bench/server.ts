/**
 * The product as `npm start` runs it, with the demo world: how soon it is ready when it was started before, how much
 * memory the server takes (PostgreSQL and the chain are processes of their own), how much of a core while nobody asks for
 * anything, and how fast it shows a register.
 */
import fs from 'node:fs'
import { startServer, temporaryHome } from '../test/demo-server.ts'

const STARTS = 5
const SETTLE_MS = 10_000
const IDLE_MS = 20_000
const WARM_UP_REQUESTS = 50
const REQUESTS = 300

/** Runs the benchmark. Milliseconds, and megabytes of a million bytes. */
export async function run(): Promise<Record<string, number>> {
  const home = temporaryHome()
  try {
    const building = performance.now()
    const first = await startServer(home)
    const builtMs = performance.now() - building
    const firstMB = await settledMB(first.pid)
    await first.stop()
    const starts: number[] = []
    for (let n = 0; n < STARTS; n++) starts.push(await startOnce(home))
    return {
      demoBuiltMs: Math.round(builtMs),
      firstStartMemoryMB: firstMB,
      readyMs: Math.round(median(starts)),
      ...(await atRest(home)),
    }
  } finally {
    fs.rmSync(home, { recursive: true, force: true })
  }
}

async function startOnce(home: string): Promise<number> {
  const started = performance.now()
  const server = await startServer(home)
  const { ok } = await fetch(`${server.url}/health`)
  const ms = performance.now() - started
  if (!ok) throw new Error(`it says that it is ready, and it is not:\n${server.output()}`)
  await server.stop()
  return ms
}

async function atRest(home: string): Promise<Record<string, number>> {
  const server = await startServer(home)
  try {
    const memory = await settledMB(server.pid)
    const before = cpuMs(server.pid)
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
    const idle = Math.round(((cpuMs(server.pid) - before) / IDLE_MS) * 1_000) / 10
    const page = await pageMs(server.url)
    return {
      memoryMB: memory,
      idleCpuPercent: idle,
      registerPageMs: page,
      memoryAfterRequestsMB: memoryMB(server.pid),
    }
  } finally {
    await server.stop()
  }
}

async function settledMB(pid: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  return memoryMB(pid)
}

/** Resident memory of the server's own process, as Linux counts it. */
function memoryMB(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Math.round((Number(kibibytes) * 1_024) / 1e5) / 10
}

/** The time that the server's own process has had on a core so far, as Linux counts it: in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = fs
    .readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** The median of one request after another for a page of the register, by an auditor who is signed in. */
async function pageMs(url: string): Promise<number> {
  const entry = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ demo: 'auditor' }),
  })
  const cookie = entry.headers.getSetCookie()[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`the demo's auditor could not sign in: ${await entry.text()}`)
  const read = async (address: string) => {
    const response = await fetch(url + address, { headers: { cookie } })
    const body: { readonly items: readonly { readonly id: string }[] } = JSON.parse(await response.text())
    if (!response.ok || body.items.length === 0) throw new Error(`${address} answered ${response.status}`)
    return body.items
  }
  const [instrument] = await read('/v1/instruments')
  const times: number[] = []
  for (let n = 0; n < WARM_UP_REQUESTS + REQUESTS; n++) {
    const started = performance.now()
    await read(`/v1/instruments/${instrument?.id}/register`)
    times.push(performance.now() - started)
  }
  return Math.round(median(times.slice(WARM_UP_REQUESTS)) * 100) / 100
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

if (import.meta.main) console.log(JSON.stringify(await run(), null, 2))
