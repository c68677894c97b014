import fs from 'node:fs'
import path from 'node:path'
import type { RuleFacts } from '../src/restriction/rule.ts'

type Rule144 = {
  readonly acquired: string
  readonly on: string
  readonly reporting: boolean
  readonly affiliate: boolean
  readonly currentInfo: boolean
  readonly result: readonly [sold: boolean, reason: string | null, from: string | null]
}
type RegS = {
  readonly issuerForeign: boolean
  readonly reporting: boolean
  readonly kind: string
  readonly susmi: boolean
  readonly category: number
  readonly start: string
  readonly dcpEndsInclusive: string | null
}

/** Units that a law locks from their issuance on, and on which days they are locked for a buyer in the United States. */
export type GoldenLock = {
  readonly name: string
  readonly pack: string
  readonly facts: RuleFacts
  readonly days: readonly { readonly on: Temporal.PlainDate; readonly locked: boolean }[]
}

/** What test/golden/rule-144.json and test/golden/reg-s.json say of locks. */
export function goldenLocks(): GoldenLock[] {
  return [...read<Rule144>('rule-144').map(ofRule144), ...read<RegS>('reg-s').map(ofRegS)]
}

/** An affiliate's volume and the issuer's information are no lock: they are weighed when somebody sells. */
function ofRule144({ acquired, on, reporting, result: [, reason, from] }: Rule144): GoldenLock {
  const locked = reason === 'R144_HOLDING_PERIOD'
  const opens = locked && from !== null ? [{ on: Temporal.PlainDate.from(from), locked: false }] : []
  return {
    name: `Rule 144, ${reporting ? '' : 'not '}reporting, acquired on ${acquired}, sold on ${on}`,
    pack: 'US-R144',
    facts: { 'units.restricted': true, 'units.fullyPaidOn': acquired, 'issuer.reporting': reporting },
    days: [{ on: Temporal.PlainDate.from(on), locked }, ...opens],
  }
}

function ofRegS(offering: RegS): GoldenLock {
  const { issuerForeign, reporting, kind, susmi, category, start, dcpEndsInclusive } = offering
  const last = dcpEndsInclusive === null ? null : Temporal.PlainDate.from(dcpEndsInclusive)
  return {
    name: `Regulation S, category ${category}: ${JSON.stringify(offering)}`,
    pack: 'US-REGS',
    facts: {
      'units.regS': true,
      'issuer.foreign': issuerForeign,
      'issuer.reporting': reporting,
      'issuer.susmi': susmi,
      'class.kind': kind,
      'offering.overseasDirected': false,
      'offering.distributionStart': start,
    },
    days:
      last === null
        ? [{ on: Temporal.PlainDate.from(start), locked: false }]
        : [
            { on: last, locked: true },
            { on: last.add({ days: 1 }), locked: false },
          ],
  }
}

function read<T>(name: string): readonly T[] {
  const file = path.join(import.meta.dirname, 'golden', `${name}.json`)
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly cases: readonly T[] }).cases
}
