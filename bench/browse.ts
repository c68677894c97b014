/**
 * What an investor's telephone loads to look through the offerings, and how soon it can be pressed: a browser that has
 * nothing in store, on this machine, against the product as `npm start` runs it.
 */
import fs from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Browser, Page } from 'playwright-core'
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
      const [interactive, scripts]: [number[], number[]] = [[], []]
      for (let n = 0; n < RUNS; n++) {
        interactive.push(await visited(browser, server.url, pressed))
        // Apart from it: whoever points at a link has the next page loaded as well.
        scripts.push(await visited(browser, server.url, loaded))
      }
      return {
        interactiveMs: Math.round(median(interactive)),
        scriptKB: Math.round(median(scripts)),
      }
    } finally {
      await browser.close()
      await server.stop()
    }
  } finally {
    fs.rmSync(home, { recursive: true, force: true })
  }
}

/** Opens the offerings as the investor, in a browser that has nothing in store, and measures that. */
async function visited(browser: Browser, baseURL: string, measure: (page: Page) => Promise<number>) {
  const context = await browser.newContext({ baseURL, viewport: PHONE })
  await context.request.post('/v1/session', { data: { demo: 'investor' } })
  const measured = await measure(await context.newPage())
  await context.close()
  return measured
}

/** Milliseconds until what can be pressed is there, and pressing it is answered. */
async function pressed(page: Page): Promise<number> {
  const started = performance.now()
  await page.goto('/offerings')
  await page.getByRole('link', { name: 'Harbour Street Tower Units' }).first().click({ trial: true })
  return performance.now() - started
}

/** Kilobytes of script that it loads. */
async function loaded(page: Page): Promise<number> {
  const sizes: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  await page.goto('/offerings')
  await page.waitForLoadState('networkidle')
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1_000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)
