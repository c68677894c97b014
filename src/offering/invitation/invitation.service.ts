import { instrumentById } from '../../instrument/instrument.service.ts'
import { investorIdsByEmail, isInvestorOf } from '../../investor/investor.service.ts'
import type { InstrumentId, InvestorId, OfferingId } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import {
  deleteInvitation,
  hasSubscribed,
  insertInvitation,
  isInvited,
  selectInvitations,
  type Invitation,
} from '../invitation.store.ts'
import { invitee, type InvitationRefusal } from './invitation.ts'
import { offeringView } from '../offering.service.ts'
import { heldReservation, move } from '../subscription/subscription.service.ts'
import { mayBeAdvertised, type Sale } from '../offering.ts'

/**
 * Whether there is this offering for an investor: one that may be advertised is there for everybody, another one for those whom
 * its issuer knows (17 CFR 230.502(c)), and one by invitation for those on its list. Whoever asked for units of it before they
 * were taken off the list still finds their money there.
 *
 * @param investor null for a person who is no investor yet
 */
export async function isThereFor(
  db: Db,
  { offering, instrument }: Sale,
  investor: InvestorId | null,
): Promise<boolean> {
  const { invitedOnly, exemption } = instrument.offering
  if (!invitedOnly && mayBeAdvertised(exemption)) return true
  if (investor === null) return false
  if ((await isInvited(db, offering.id, investor)) || (await hasSubscribed(db, offering.id, investor)))
    return true
  return !invitedOnly && isInvestorOf(db, instrument.issuer, investor)
}

/** The same by the instrument, until its units are issued: from then on others may hold them. */
export async function isOfferedTo(
  { db, now }: Work,
  instrument: InstrumentId,
  investor: InvestorId | null,
): Promise<boolean> {
  const view = await offeringView(db, { instrument }, now)
  if (view !== null) return view.offering.status === 'closed' || isThereFor(db, view, investor)
  // Before it is on sale nobody is on a list.
  const found = await instrumentById(db, instrument)
  return found !== null && !found.offering.invitedOnly && mayBeAdvertised(found.offering.exemption)
}

/**
 * Puts an investor whom the issuer knows on the list of an offering, and tells them. Somebody whom it does not know is not
 * there, with an account or without. An e-mail address is looked for by its keyed hash, and not kept. Again changes nothing.
 */
export async function invite(
  work: Work,
  { offering, instrument }: Sale,
  who: { readonly investor: InvestorId } | { readonly email: string },
): Promise<Result<InvestorId, InvitationRefusal>> {
  await lockFor(work.db, offering.id)
  const known: InvestorId[] = []
  for (const one of 'email' in who ? await investorIdsByEmail(work.db, who.email) : [who.investor])
    if (await isInvestorOf(work.db, instrument.issuer, one)) known.push(one)
  const found = invitee({ terms: instrument.offering, status: offering.status, known })
  if (!found.ok) return found
  const investor = found.value
  const stamp = { at: work.now, by: work.by.id }
  if (!(await insertInvitation(work.db, { offering: offering.id, investor }, stamp))) return ok(investor)
  await appendAudit(work, { action: 'offering.invited', subject: offering.id, detail: { investor } })
  await enqueueNotice(work, {
    topic: 'offering.invited',
    subject: offering.id,
    audience: { investor },
    facts: { instrument: instrument.name, closes: instrument.offering.closes.toString() },
  })
  return ok(investor)
}

/**
 * Takes an investor off the list. What they have reserved and not paid ends with it; what is paid stays. Again changes nothing.
 */
export async function uninvite(work: Work, { offering }: Sale, investor: InvestorId): Promise<void> {
  await lockFor(work.db, offering.id)
  const reserved = await heldReservation(work, offering.id, investor)
  if (!(await deleteInvitation(work.db, offering.id, investor))) return
  await appendAudit(work, { action: 'offering.uninvited', subject: offering.id, detail: { investor } })
  if (reserved !== null) await move(work, reserved, 'rejected', { reason: 'NOT_INVITED' })
}

/** The list of an offering, in the order of ids, after `after`. */
export function invitations(
  db: Db,
  offering: OfferingId,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Invitation[]> {
  return selectInvitations(db, offering, page)
}
