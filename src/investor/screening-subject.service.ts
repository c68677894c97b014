import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { readPersonalOf } from '../platform/vault/vault.ts'
import type { Subject } from '../screening/screening.ts'
import { investorsById } from './investor.service.ts'
import { selectAddresses } from './investor.store.ts'
import type { CountedInvestor } from './investor.ts'
import { NO_ANSWERS, readAnswersOf, type Answers } from './onboarding-answers.service.ts'

/** What is kept of nobody but the applicant. */
const UNKNOWN = { gender: null, identifiers: [], wallets: [] } as const

/**
 * What is known of investors for comparing them with lists, and of everybody who stands behind them: joint holders, a minor,
 * whoever is part of a trust, and whoever owns, controls or signs for an entity (31 CFR 1010.230). Who was erased is left out.
 */
export async function screeningSubjects(
  db: Db,
  ids: readonly InvestorId[],
): Promise<Map<InvestorId, Subject[]>> {
  const investors = await investorsById(db, ids)
  const personal = await readPersonalOf(db, ids, ['name', 'born'])
  const wallets = await selectAddresses(db, ids)
  const answers = await readAnswersOf(db, ids)
  const found = new Map<InvestorId, Subject[]>()
  for (const [id, investor] of investors) {
    const { name, born } = personal.get(id) ?? {}
    if (name === undefined) continue
    const said = answers.get(id) ?? NO_ANSWERS
    found.set(id, [
      {
        party: investor.kind === 'individual' ? 'person' : 'entity',
        names: [name],
        born: born === undefined ? null : Temporal.PlainDate.from(born),
        wallets: wallets.get(id) ?? [],
        ...qualifiersOf(investor, said),
      },
      ...ownerSubjects(said.owners).map(({ subject }) => subject),
    ])
  }
  return found
}

/** What the applicant said that tells them from others of their name: it never leaves the vault but to be compared. */
function qualifiersOf(
  { country }: Pick<CountedInvestor, 'country'>,
  { identity, company, tax, check }: Answers,
): Pick<Subject, 'countries' | 'gender' | 'identifiers'> {
  const numbers = [
    check?.paperNumber ?? null,
    company?.registryNumber ?? null,
    company?.lei ?? null,
    ...(tax?.residences ?? []).map(({ number }) => number),
  ]
  return {
    countries: [...new Set([country, ...(identity?.citizenships ?? [])])],
    gender: identity?.gender ?? null,
    identifiers: [...new Set(numbers.filter((number) => number !== null))],
  }
}

/** Everybody whom an applicant named behind them, each under the name that their place in the answer gives. */
export function ownerSubjects(
  owners: Answers['owners'],
): { readonly node: string; readonly subject: Subject }[] {
  return [
    ...(owners?.people ?? []).map(({ name, born, country }, n) => ({
      node: `people[${n}]`,
      subject: { party: 'person' as const, names: [name], born, countries: [country], ...UNKNOWN },
    })),
    ...(owners?.entities ?? []).map(({ name, country }, n) => ({
      node: `entities[${n}]`,
      subject: { party: 'entity' as const, names: [name], born: null, countries: [country], ...UNKNOWN },
    })),
  ]
}
