import type { InvestorId } from '../kernel/ids.ts'
import { latestAuditEntries } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { personalFieldNames, readPersonal } from '../platform/vault/vault.ts'
import { accreditationsOf } from './accreditation.service.ts'
import { erasureOf } from './erasure.service.ts'
import { filesOf } from './file.service.ts'
import { investorById, walletsOf } from './investor.service.ts'
import { taxFormOf } from './tax-form.service.ts'

const HISTORY_MAX = 1_000
/** What would tell somebody that they may be on a sanctions list, or are looked into: no law lets them know. */
const UNTOLD = /^(screening|hit|hold)\.|^investor\.held$/

/** What officers say of them while they look into something, and what a hold keeps. */
const OFFICERS_WORDS = /^(hit|hold|review):|^former\./

/**
 * Everything kept of an investor, as they may have it (Regulation (EU) 2016/679, articles 15 and 20); null when there is
 * no such investor. Papers are listed; each can be saved by itself.
 */
export async function personalDataOf(db: Db, id: InvestorId, now: Temporal.Instant) {
  const investor = await investorById(db, id)
  if (investor === null) return null
  const fields = (await personalFieldNames(db, id)).filter((field) => !OFFICERS_WORDS.test(field))
  const personal = await readPersonal(db, id, fields)
  const { request } = await erasureOf(db, id, now)
  const history = await latestAuditEntries(db, { before: null, limit: HISTORY_MAX, subject: id })
  return {
    investor: id,
    kind: investor.kind,
    country: investor.country,
    kycUntil: investor.kycUntil,
    accreditedUntil: investor.accreditedUntil,
    identity: investor.identity,
    personal: Object.fromEntries(
      Object.entries(personal).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ),
    wallets: (await walletsOf(db, id)).map(({ address }) => address),
    papers: (await filesOf(db, id)).map(({ id: file, kind, displayName, bytes, receivedAt }) => ({
      id: file,
      kind,
      displayName,
      bytes,
      receivedAt,
    })),
    taxForm: await taxFormOf(db, id),
    accreditations: (await accreditationsOf(db, id)).map(({ basis, evidenceOn, status, expiresOn }) => ({
      basis,
      evidenceOn,
      status,
      expiresOn,
    })),
    erasureAskedAt: request?.askedAt ?? null,
    history: history.filter(({ action }) => !UNTOLD.test(action)).map(({ at, action }) => ({ at, action })),
  }
}
