import { displayDecimal } from '../kernel/decimal.ts'
import { laterText, lawText, planLine } from '../term-sheet/plan.problems.ts'
import type { Plan } from '../term-sheet/plan.service.ts'
import { isApplicable, isSettledPlan, totalGas } from '../term-sheet/plan.ts'
import { findingAnswer, writeFindings } from './sheet-file.ts'
import type { Colour, Terminal } from './terminal.ts'

const COLOURS: Readonly<Record<string, Colour>> = {
  '+': 'green',
  '~': 'yellow',
  '-': 'red',
  '!': 'red',
  '=': 'dim',
}
const GAS_COLUMN = 66
const PEOPLE = {
  subscribers: 'Subscribers:',
  officer: 'An officer:',
  'two-people': 'Two people:',
  elsewhere: 'Elsewhere:',
} as const

/** Prints a plan like a diff: a sign and a name for each thing, what is different below it, gas at the right. */
export function writePlan(terminal: Terminal, file: string, plan: Plan): void {
  const { sheet, changes } = plan
  terminal.line(`${terminal.paint('bold', sheet.terms.key)}  ${file}  SHA-256 ${sheet.sha256}`)
  terminal.line()
  for (const change of changes) {
    const { sign, what, details, gas } = planLine(change)
    const note = details.includes('under way') ? ' (under way)' : ''
    const cost = gas === null ? '' : `${displayDecimal(gas.used, 0)} gas, ${gas.basis}`
    const head = `${sign} ${what}${note}`
    terminal.line(
      `  ${terminal.paint(COLOURS[sign] ?? 'dim', cost === '' ? head : `${head.padEnd(GAS_COLUMN)} ${cost}`)}`,
    )
    for (const detail of details) if (detail !== 'under way') terminal.line(`      ${detail}`)
  }
  terminal.line()
  for (const source of plan.law) terminal.line(`The token enforces: ${lawText(source)}`)
  if (plan.law.length > 0) terminal.line()
  for (const step of plan.later) terminal.line(`${PEOPLE[step.who]} ${laterText(step)}`)
  if (plan.later.length > 0) terminal.line()
  const refused = new Set<string | undefined>(changes.map(({ refusal }) => refusal?.reason))
  writeFindings(
    terminal,
    file,
    sheet.warnings.filter(({ code }) => !refused.has(code)),
  )
  terminal.line(summary(plan))
}

function summary({ changes }: Plan): string {
  if (!isApplicable(changes)) {
    const count = changes.filter(({ action }) => action === 'refused').length
    return `${count === 1 ? 'One change' : `${count} changes`} cannot be had, so nothing would be applied.`
  }
  if (isSettledPlan(changes))
    return changes.some(({ underWay }) => underWay)
      ? 'Nothing to change; some is under way.'
      : 'Nothing to change.'
  const count = (action: string) => changes.filter((change) => change.action === action).length
  const gas = totalGas(changes)
  const cost = `${gas.complete ? 'about' : 'at least'} ${displayDecimal(gas.used, 0)} gas`
  return `${count('create')} to create, ${count('change')} to change, ${count('same')} the same; ${cost}.`
}

/** A plan for programs. Gas is a decimal string; null where there is none, or the node would not say. */
export function planAnswer(file: string, plan: Plan) {
  const gas = totalGas(plan.changes)
  return {
    file,
    key: plan.sheet.terms.key,
    sha256: plan.sheet.sha256,
    applicable: isApplicable(plan.changes),
    nothingToChange: isSettledPlan(plan.changes),
    changes: plan.changes.map((change) => ({
      action: change.action,
      where: change.where,
      subject: change.subject,
      name: change.name,
      fields: change.fields,
      underWay: change.underWay,
      failure: change.failure,
      code: change.refusal?.reason ?? null,
      gas: change.gas?.used ?? null,
      gasBasis: change.gas?.basis ?? null,
    })),
    law: plan.law.map((source) => ({ ...source, text: lawText(source) })),
    later: plan.later.map((step) => ({ step: step.step, who: step.who, text: laterText(step) })),
    gas: gas.used,
    gasComplete: gas.complete,
    warnings: plan.sheet.warnings.map(findingAnswer),
  }
}
