/**
 * A process that tests one file after the other, each as a suite of its own: `test-worker.ts FOLDER`, where FOLDER holds the
 * list of all files (`files.json`). Several processes share a list. What files import is loaded and compiled once for all of
 * them: on its own, a file's test spends most of its time there.
 */
import fs from 'node:fs'
import path from 'node:path'
import { suite } from 'node:test'
import { pathToFileURL } from 'node:url'
import { endShared, isProcessSpoilt } from '../test/shared.ts'

const root = path.join(import.meta.dirname, '..')
const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: test-worker.ts FOLDER')
const list = JSON.parse(fs.readFileSync(path.join(folder, 'files.json'), 'utf8')) as readonly string[]
const timeout = process.env['ALIQUOT_DEEP'] === '1' ? 6 * 3_600_000 : 300_000

// A suite, since its tests begin when the whole file has been read: they may use what stands below them.
for (const [i, file] of list.entries())
  if (!isProcessSpoilt() && isMine(i)) {
    const environment = { ...process.env }
    await suite(path.relative(root, file), { timeout }, () => import(pathToFileURL(file).href))
    // What a file, or a tool that it uses, set for itself is not for the next: a build of the screens sets NODE_ENV.
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
    Object.assign(process.env, environment)
  }
await endShared()

/** Whether this process is the one that tests the file at this place: a folder is made by one of those that try. */
function isMine(place: number): boolean {
  try {
    fs.mkdirSync(path.join(folder ?? '', String(place)))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
