import fs from 'node:fs'
import path from 'node:path'
import { sentence } from '../kernel/problem.ts'
import { systemClock } from '../platform/clock.ts'
import { dateIn } from '../kernel/time.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { LIST_FILES, loadList, type ListFile } from '../screening/list.service.ts'
import { LISTS, type ListId } from '../screening/list.ts'
import { LIST_PROBLEMS } from '../screening/screening.problems.ts'
import type { CliCommand, Session } from './command.ts'
import { CommandFailed, unreadable } from './failure.ts'
import { EXIT } from './terminal.ts'
import { withPlatform } from './with-platform.ts'

/** As OFAC calls its files: `SDN.CSV` and `CONS_PRIM.CSV` are the names, and so on. */
const OFAC_NAMES: readonly (readonly [RegExp, ListFile])[] = [
  [/^(sdn|cons_prim)\.csv$/i, 'primary'],
  [/^(cons_)?alt\.csv$/i, 'aliases'],
  [/^(cons_)?add\.csv$/i, 'addresses'],
  [/^(sdn|cons)_comments\.csv$/i, 'comments'],
]

export const listsLoadCommand: CliCommand = {
  name: 'lists load',
  summary: 'Bring a publication of a sanctions list into force',
  details:
    'The publisher’s files as they were downloaded, whole or not at all: one that is damaged, empty, another file, or a ' +
    'tenth shorter is refused, and the list in force stays so. The same file again says that it is still the newest, ' +
    `which has to be said every day. NAME is one of ${LISTS.join(', ')}; OFAC’s lists are four files with OFAC’s own ` +
    'names. While the server runs, it compares everybody with the new list by itself.',
  arguments: [
    { name: 'NAME', summary: 'which list it is' },
    { name: 'FILE...', summary: 'the files, as their publisher calls them' },
  ],
  options: [
    {
      flags: '--published <date>',
      summary: 'the day it was published, like 2026-11-29; today when left out',
    },
    { flags: '--allow-shrink', summary: 'a tenth or more is gone, and the publisher says so' },
  ],
  run: async (session, [name = '', ...names], options) => {
    const { terminal } = session
    const list = LISTS.find((known) => known === name.toUpperCase())
    if (list === undefined)
      throw new CommandFailed('USAGE', `There is no list ${name}; there are ${LISTS.join(', ')}.`)
    const machineNow = systemClock.now()
    const publishedOn = dayOf(options['published']) ?? dateIn(machineNow, 'UTC')
    const files = readFiles(session, list, names)
    const allowShrink = options['allowShrink'] === true
    const loaded = await withPlatform(session, ({ db, clock }) =>
      transaction(db, (tx) =>
        loadList({ db: tx, now: clock.now(), by: systemActor('cli') }, list, {
          files,
          publishedOn,
          machineNow,
          allowShrink,
        }),
      ),
    )
    if (!loaded.ok) {
      const { detail, fix } = LIST_PROBLEMS[loaded.reason]
      terminal.fail(loaded.reason, `${sentence(detail, loaded.facts)} ${sentence(fix, loaded.facts)}`)
      return EXIT.no
    }
    const { id, sha256, entries } = loaded.value
    terminal.answer({ id, list, sha256, entries, publishedOn: loaded.value.publishedOn })
    terminal.line(
      `${list} is in force: ${entries} entries, published on ${loaded.value.publishedOn}, SHA-256 ${sha256}.`,
    )
    return EXIT.ok
  },
}

function readFiles(
  session: Session,
  list: ListId,
  names: readonly string[],
): { readonly [F in ListFile]?: string } {
  const isOfac = list.startsWith('OFAC')
  const files: { [F in ListFile]?: string } = {}
  for (const name of names) {
    const base = path.basename(name)
    const place = isOfac ? OFAC_NAMES.find(([pattern]) => pattern.test(base))?.[1] : 'list'
    if (place === undefined)
      throw new CommandFailed('USAGE', `${base} is none of OFAC’s files: they are called ${ofacNames(list)}.`)
    if (files[place] !== undefined)
      throw new CommandFailed(
        'USAGE',
        isOfac
          ? `${list} is published as ${LIST_FILES[list].length} files, each once.`
          : `${list} is published as one file.`,
      )
    files[place] = readText(session, name)
  }
  return files
}

function ofacNames(list: ListId): string {
  return list === 'OFAC-SDN'
    ? 'SDN.CSV, ALT.CSV, ADD.CSV and SDN_COMMENTS.CSV'
    : 'CONS_PRIM.CSV, CONS_ALT.CSV, CONS_ADD.CSV and CONS_COMMENTS.CSV'
}

function readText({ folder }: Session, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(path.resolve(folder, name)))
  } catch (cause) {
    throw unreadable(name, cause)
  }
}

function dayOf(text: unknown): Temporal.PlainDate | null {
  if (text === undefined) return null
  try {
    return Temporal.PlainDate.from(String(text))
  } catch (cause) {
    throw new CommandFailed('USAGE', '--published takes a day, like 2026-11-29.', { cause })
  }
}
