import fs from 'node:fs'
import path from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

/** The widths that every screen is made for. */
export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }

const MODULES = path.join(import.meta.dirname, '..', '..', 'node_modules')
/** Of the unpacked browser: a newer one is unpacked beside it. */
const VERSION = /"version": "([^"]+)"/.exec(
  fs.readFileSync(path.join(MODULES, '@sparticuz', 'chromium', 'package.json'), 'utf8'),
)?.[1]

/** Starts the browser that comes with the packages, without a window. */
export async function launch(): Promise<Browser> {
  return playwright.launch({ executablePath: await unpacked(), args: ['--no-sandbox'] })
}

/**
 * The browser is unpacked once, beside what npm installed, for each account on its own: another's cannot be run. Test files
 * run at the same time, and a program that is still being written cannot be started: so it gets its name when it
 * is complete.
 */
async function unpacked(): Promise<string> {
  const own = path.join(MODULES, '.cache', `browser-${process.getuid?.() ?? 'user'}-${VERSION}`)
  const program = path.join(own, 'chromium')
  if (fs.existsSync(program)) return program
  fs.mkdirSync(path.dirname(own), { recursive: true })
  const before = process.env['TMPDIR']
  const fresh = fs.mkdtempSync(`${own}-`)
  process.env['TMPDIR'] = fresh
  try {
    await chromium.executablePath()
    fs.renameSync(fresh, own)
  } catch (error) {
    // Another file was faster.
    if (!fs.existsSync(program)) throw error
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true })
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  return program
}
