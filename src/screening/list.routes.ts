import * as z from 'zod'
import { ok } from '../kernel/result.ts'
import type { Clock } from '../platform/clock.ts'
import { dateField, instantField } from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import { LIST_FILES, listHistory, listStates, loadList } from './list.service.ts'
import { LISTS } from './list.ts'
import { LIST_ROUTE_PROBLEMS, listRefusal } from './screening.problems.ts'

/** OFAC's four files together are some four megabytes; the EU's list is some twenty. */
const LIST_MAX_BYTES = 64 * 1024 * 1024
const HISTORY = 20

const versionAnswer = z
  .object({
    id: z.string(),
    list: z.enum(LISTS),
    sha256: z.string(),
    publishedOn: dateField,
    entries: z.int(),
    loadedAt: instantField,
    confirmedAt: instantField,
  })
  .meta({ id: 'ListVersion' })
const file = z.string().optional()
const READERS = ['officer', 'administrator', 'auditor'] as const

/** Sanctions lists: which are in force, and bringing in a new publication. Lists age by the machine's clock. */
export function listRoutes({ systemClock }: { readonly systemClock: Clock }): Route[] {
  return [
    read({
      path: '/v1/screening/lists',
      summary: 'List the sanctions lists in force, and their last publications',
      tag: 'Screening',
      access: READERS,
      response: z.object({
        items: z.array(versionAnswer.extend({ isStale: z.boolean() })),
        history: z.array(versionAnswer),
      }),
      handle: async ({ work }) =>
        ok({
          items: await listStates(work.db, systemClock.now()),
          history: await listHistory(work.db, HISTORY),
        }),
    }),
    write({
      path: '/v1/screening/lists',
      summary: 'Bring in a publication of a sanctions list',
      description:
        'The publisher’s files as they were downloaded. The same publication again says that it is still the newest. ' +
        `OFAC’s lists are four files (${LIST_FILES['OFAC-SDN'].join(', ')}), every other is one (list).`,
      tag: 'Screening',
      access: ['officer', 'administrator'],
      body: z.strictObject({
        list: z.enum(LISTS),
        publishedOn: dateField,
        files: z.strictObject({
          primary: file,
          aliases: file,
          addresses: file,
          comments: file,
          list: file,
        }),
        allowShrink: z
          .boolean()
          .default(false)
          .describe('A tenth of the entries or more is gone, and the publisher says so.'),
      }),
      bodyMaxBytes: LIST_MAX_BYTES,
      response: versionAnswer,
      problems: LIST_ROUTE_PROBLEMS,
      handle: async ({ work, body: { list, ...about } }) => {
        const loaded = await loadList(work, list, { ...about, machineNow: systemClock.now() })
        return loaded.ok ? loaded : listRefusal(loaded)
      },
    }),
  ]
}
