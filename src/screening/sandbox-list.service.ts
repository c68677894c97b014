import fs from 'node:fs'
import path from 'node:path'
import { must } from '../kernel/result.ts'
import type { Work } from '../platform/work.ts'
import { loadList } from './list.service.ts'

const FILE = path.join(import.meta.dirname, '..', '..', 'examples', 'lists', 'house.csv')
const PUBLISHED = Temporal.PlainDate.from('2026-01-01')

/**
 * Brings in the invented list of a sandbox, whose investors are invented too; again, to say that it is still the newest. An
 * installation with people in it loads the publishers' own.
 *
 * @param machineNow by the machine's clock
 */
export async function loadSandboxList(work: Work, machineNow: Temporal.Instant): Promise<void> {
  const files = { list: fs.readFileSync(FILE, 'utf8') }
  must(await loadList(work, 'HOUSE', { files, publishedOn: PUBLISHED, machineNow, allowShrink: true }))
}
