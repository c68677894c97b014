import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { putPersonal, readPersonalOf } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { restrictionRefusal } from './erasure.service.ts'
import { investorById } from './investor.service.ts'
import { registrationFault, type Party, type Registration, type RegistrationFault } from './registration.ts'
import { putRegistration, selectRegistration } from './registration.store.ts'

export type Registered = { readonly registration: Registration; readonly parties: readonly Party[] }

const FIELD = 'registration.parties'

/** How an investor is registered, and with whom; null when they stand alone. Nobody is named once they were erased. */
export async function registrationOf(db: Db, investor: InvestorId): Promise<Registered | null> {
  const registration = await selectRegistration(db, investor)
  if (registration === null) return null
  return { registration, parties: (await partiesOf(db, [investor])).get(investor) ?? [] }
}

/** Those who are registered together with each of these; who stands alone is left out. */
export async function partiesOf(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Map<string, readonly Party[]>> {
  const kept = await readPersonalOf(db, investors, [FIELD])
  return new Map([...kept].map(([id, fields]) => [id, parsedParties(fields[FIELD]!)]))
}

function parsedParties(text: string): Party[] {
  // Written by `register` below.
  const kept = JSON.parse(text) as readonly (Omit<Party, 'born'> & { readonly born: string | null })[]
  return kept.map((party) => ({
    ...party,
    born: party.born === null ? null : Temporal.PlainDate.from(party.born),
  }))
}

/**
 * Registers those who stand behind an investor together. To the registry, and in every count of holders, the investor is
 * one legal person; lists of sanctions are asked about each of them.
 */
export async function register(
  work: Work,
  investor: InvestorId,
  wanted: Registered,
): Promise<Result<Registered, RegistrationFault | 'NOT_FOUND' | 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED'>> {
  await lockFor(work.db, investor)
  const holder = await investorById(work.db, investor)
  if (holder === null) return refuse('NOT_FOUND')
  const restricted = await restrictionRefusal(work.db, investor)
  if (restricted !== null) return refuse(restricted)
  const fault = registrationFault(wanted, { kind: holder.kind, today: dateIn(work.now, 'UTC') })
  if (fault !== null) return refuse(fault)
  await putRegistration(work.db, investor, {
    registration: wanted.registration,
    parties: wanted.parties.length,
    at: work.now,
    by: work.by.id,
  })
  await putPersonal(work, investor, { [FIELD]: JSON.stringify(wanted.parties) })
  await appendAudit(work, {
    action: 'investor.registered',
    subject: investor,
    detail: { registration: wanted.registration, parties: wanted.parties.length },
  })
  return ok(wanted)
}
