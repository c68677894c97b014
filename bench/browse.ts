/**
 * What an investor's telephone loads to look through the offerings, and how soon it can be pressed: a browser that has
 * nothing in store, on this machine, against the product as `npm start` runs it.
 */
import fs from 'node:fs'
import { performance } from 'node:perf_hooks'
import { buildDemoHome, startServer, temporaryHome } from '../test/demo-server.ts'
import { launch, PHONE } from '../test/e2e/launch.ts'

const RUNS = 7

/** Runs the benchmark. Kilobytes of a thousand bytes as they travel, and milliseconds, medians of several runs. */
export async function run(): Promise<Record<string, number>> {
  const home = temporaryHome()
  try {
    await buildDemoHome(home)
    const server = await startServer(home)
    const browser = await launch()
    try {
      const visits = []
      for (let n = 0; n < RUNS; n++) {
        const context = await browser.newContext({ baseURL: server.url, viewport: PHONE })
        await context.request.post('/v1/session', { data: { demo: 'investor' } })
        const page = await context.newPage()
        const scripts: Promise<number>[] = []
        page.on('requestfinished', (request) => {
          if (request.resourceType() === 'script')
            scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
        })
        const started = performance.now()
        await page.goto('/offerings')
        // What can be pressed is there, and pressing it is answered.
        await page.getByRole('link', { name: 'Harbour Street Tower Units' }).first().click({ trial: true })
        const interactiveMs = performance.now() - started
        await page.waitForLoadState('networkidle')
        const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0)
        visits.push({ interactiveMs, scriptKB: bytes / 1_000 })
        await context.close()
      }
      return {
        interactiveMs: Math.round(median(visits.map((visit) => visit.interactiveMs))),
        scriptKB: Math.round(median(visits.map((visit) => visit.scriptKB))),
      }
    } finally {
      await browser.close()
      await server.stop()
    }
  } finally {
    fs.rmSync(home, { recursive: true, force: true })
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
