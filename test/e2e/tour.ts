import type { Page } from 'playwright-core'
import { follow, settled } from './browser.ts'

/**
 * Follows every link from the page where somebody is, one screen of each kind, and has each looked at.
 *
 * @param seen the kinds that need no look any more; those that had one are added
 */
export async function tour(
  page: Page,
  seen: Set<string>,
  look: (at: string) => Promise<void>,
): Promise<void> {
  const queue = [new URL(page.url()).pathname]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (seen.has(kindOf(at))) continue
    seen.add(kindOf(at))
    if (new URL(page.url()).pathname !== at) await follow(page, at)
    await settled(page)
    queue.push(...(await linksOf(page)))
    await look(at)
  }
}

/** Screens that differ only in what they show are one. */
function kindOf(address: string): string {
  return address
    .replace(/\?.*$/, '')
    .replace(/[a-z]{3}_[0-9a-z]{26}/g, 'id')
    .replace(/0x[0-9a-fA-F]{40}/g, 'wallet')
    .replace(/^\/rules\/.+/, '/rules/pack')
}

async function linksOf(page: Page): Promise<string[]> {
  const links = await page
    .locator('a[href^="/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  return links.filter((link) => !/^\/(v1|proof|offers)\//.test(link))
}
