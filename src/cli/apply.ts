import { hasPeople } from '../access/user.service.ts'
import { instrumentById } from '../instrument/instrument.service.ts'
import { applyTermSheet } from '../term-sheet/apply.service.ts'
import { planTermSheet, type Plan } from '../term-sheet/plan.service.ts'
import { isSettledPlan } from '../term-sheet/plan.ts'
import { readTermSheet } from '../term-sheet/term-sheet.service.ts'
import type { TermSheet } from '../term-sheet/term-sheet.ts'
import type { InstrumentId } from '../kernel/ids.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import type { Platform } from '../server/platform.ts'
import type { CliCommand, Session } from './command.ts'
import { CommandFailed, failureOf } from './failure.ts'
import { planAnswer, writePlan } from './plan-text.ts'
import { sayMistakes, sayRefusal } from './plan.ts'
import { readSheetFile, readDraft, type SheetFile } from './sheet-file.ts'
import { EXIT, type ExitCode } from './terminal.ts'
import { withPlatform } from './with-platform.ts'

const POLL_MS = 200
const WAIT_SECONDS_DEFAULT = 300

export const applyCommand: CliCommand = {
  name: 'apply',
  summary: 'Do what `plan` shows, and wait until the chain has it for good',
  details:
    'Records are written at once or not at all; transactions follow one another. After a failure, or when it was ' +
    'stopped, running it again resumes where it stood; when all is done it changes nothing.',
  arguments: [{ name: 'FILE', summary: 'the term sheet, as docs/reference/term-sheet.md describes it' }],
  options: [
    {
      flags: '--wait <seconds>',
      summary: `how long to wait for the chain; 0 does not wait (default ${WAIT_SECONDS_DEFAULT})`,
    },
  ],
  run: async (session, [name = ''], options) => {
    const waitMs = waitOf(options['wait']) * 1_000
    const file = readSheetFile(session, name)
    const draft = await readDraft(session, file)
    if ('reason' in draft) return sayMistakes(session, file, draft)
    return withPlatform(session, (platform) => resumable(apply(session, platform, file, waitMs), file), {
      makes: true,
    })
  },
}

/** Whatever ends it once it has begun, a server that went away perhaps: it says that it goes on from there. */
async function resumable(applied: Promise<ExitCode>, { name }: SheetFile): Promise<ExitCode> {
  try {
    return await applied
  } catch (error) {
    const { code, sentence } = failureOf(error)
    throw new CommandFailed(
      code,
      `${sentence} What was written stays: run aliquot apply ${name} again to resume.`,
      { cause: error },
    )
  }
}

function waitOf(option: unknown): number {
  if (option === undefined) return WAIT_SECONDS_DEFAULT
  if (typeof option === 'string' && /^\d{1,6}$/.test(option)) return Number(option)
  throw new CommandFailed('USAGE', '--wait takes a whole number of seconds, like --wait 60.')
}

async function apply(
  session: Session,
  platform: Platform,
  file: SheetFile,
  waitMs: number,
): Promise<ExitCode> {
  const { terminal } = session
  const now = platform.clock.now()
  const sheet = readTermSheet(file.bytes, now)
  if (!sheet.ok) return sayMistakes(session, file, sheet)

  const by = systemActor('cli')
  const applied = await transaction(platform.db, (db) =>
    applyTermSheet(platform.sheets, { db, now, by }, sheet.value, null),
  )
  if (!applied.ok) {
    if (applied.reason !== 'PLAN_REFUSED') return sayRefusal(session, applied)
    writePlan(terminal, file.name, applied.plan)
    terminal.answer({ ...planAnswer(file.name, applied.plan), changed: false })
    return EXIT.no
  }
  writePlan(terminal, file.name, applied.value.plan)
  const last = await waitForChain(session, platform, sheet.value, waitMs)
  return sayOutcome(session, platform, {
    file,
    last,
    instrument: applied.value.instrument,
    changed: applied.value.changed,
  })
}

/** Looks until nothing is under way, something failed, or the time is over; says each step as it ends. */
async function waitForChain(
  { terminal }: Session,
  { sheets, db, clock }: Platform,
  sheet: TermSheet,
  waitMs: number,
): Promise<Plan> {
  const until = performance.now() + waitMs
  const waiting = new Set<string>()
  for (;;) {
    const planned = await planTermSheet(sheets, db, sheet, null, clock.now())
    if (!planned.ok)
      throw new CommandFailed(planned.reason, 'The chain changed while its answer was awaited.')
    const open = planned.value.changes.filter(({ underWay }) => underWay).map(({ name }) => name)
    for (const name of waiting) if (!open.includes(name)) terminal.progress(`  ${name}: on the chain`)
    waiting.clear()
    for (const name of open) waiting.add(name)
    const failed = planned.value.changes.some(({ failure, underWay }) => failure !== null && !underWay)
    const waits = planned.value.facts.instrument?.status !== 'live' || open.length > 0
    if (!waits || failed || performance.now() >= until) return planned.value
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

async function sayOutcome(
  { terminal }: Session,
  { db }: Platform,
  outcome: {
    readonly file: SheetFile
    readonly last: Plan
    readonly instrument: InstrumentId
    readonly changed: boolean
  },
): Promise<ExitCode> {
  const { file, last, changed } = outcome
  const instrument = await instrumentById(db, outcome.instrument)
  const failures = last.changes.flatMap(({ name, failure }) =>
    failure === null ? [] : [`${name}: ${failure}`],
  )
  const done = instrument?.status === 'live' && isSettledPlan(last.changes)
  terminal.answer({
    ...planAnswer(file.name, last),
    changed,
    instrument: outcome.instrument,
    status: instrument?.status ?? null,
    token: instrument?.token ?? null,
    failures,
  })
  for (const failure of failures) terminal.line(terminal.paint('red', failure))
  if (failures.length > 0) {
    terminal.line(`It stopped there. Run aliquot apply ${file.name} again to resume.`)
    return EXIT.no
  }
  if (!done) terminal.line(`Still under way. Run aliquot apply ${file.name} again to see how it ends.`)
  else if (changed) {
    terminal.line(`Done. The token is at ${instrument.token ?? ''}.`)
    if (!(await hasPeople(db, instrument.issuer))) terminal.line(nobodyYet(last.sheet.issuer.key))
  }
  return EXIT.ok
}

function nobodyYet(issuer: string): string {
  return `Nobody acts for ${issuer} yet: an administrator lets its people in under Users, with the role Issuer and this issuer.`
}
