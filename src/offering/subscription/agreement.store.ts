import { type Selectable } from 'kysely'
import type { Address, Hex } from 'viem'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Subscription } from './subscription.ts'

type AgreementTable = {
  subscription: string
  holding: string | null
  sha256: string
  file: string
  bytes: number
  made_at: Temporal.Instant
  signature: string | null
  signed_at: Temporal.Instant | null
  signed_by: string | null
  countersigned_at: Temporal.Instant | null
  countersigned_by: string | null
}
type SubscriptionRow = {
  id: string
  offering: string
  investor: string
  agreement: Subscription['agreement']
  state: Subscription['state']
  units: bigint
  amount: bigint
}
type HolderSignatureTable = {
  subscription: string
  holder: number
  wallet: string
  signature: string
  signed_at: Temporal.Instant
  signed_by: string
}
const tables = (db: Db) =>
  db.withTables<{
    subscription_agreement: AgreementTable
    agreement_holder_signature: HolderSignatureTable
    subscription: SubscriptionRow
  }>()

/** The signature of a joint holder other than the one who signs with the wallet of the subscription. */
export type HolderSignature = {
  /** Their place among the joint holders. */
  readonly holder: number
  readonly wallet: Address
  readonly signature: Hex
  readonly at: Temporal.Instant
  readonly by: string
}

export async function insertHolderSignature(
  db: Db,
  subscription: SubscriptionId,
  { holder, wallet, signature, at, by }: HolderSignature,
): Promise<void> {
  await tables(db)
    .insertInto('agreement_holder_signature')
    .values({ subscription, holder, wallet, signature, signed_at: at, signed_by: by })
    .execute()
}

export async function selectHolderSignatures(
  db: Db,
  subscription: SubscriptionId,
): Promise<HolderSignature[]> {
  const rows = await tables(db)
    .selectFrom('agreement_holder_signature')
    .selectAll()
    .where('subscription', '=', subscription)
    .orderBy('holder')
    .execute()
  return rows.map(({ holder, wallet, signature, signed_at: at, signed_by: by }) => ({
    holder,
    wallet: wallet as Address,
    signature: signature as Hex,
    at,
    by,
  }))
}

/** The paper that a subscription is made by, and who signed it when. */
export type Agreement = {
  readonly subscription: SubscriptionId
  /** Lower-case hex. */
  readonly sha256: string
  /** The mark of how the investor held when it was drawn up; null of one from before this was kept. */
  readonly holding: string | null
  /** Its name in the vault. */
  readonly file: string
  readonly bytes: number
  readonly madeAt: Temporal.Instant
  readonly signed: { readonly at: Temporal.Instant; readonly by: string; readonly signature: Hex } | null
  readonly countersigned: { readonly at: Temporal.Instant; readonly by: string } | null
}

function toAgreement(row: Selectable<AgreementTable>): Agreement {
  const { signed_at: at, signed_by: by, signature } = row
  const { countersigned_at: second, countersigned_by: other } = row
  return {
    subscription: row.subscription as SubscriptionId,
    sha256: row.sha256,
    holding: row.holding,
    file: row.file,
    bytes: row.bytes,
    madeAt: row.made_at,
    signed: at === null || by === null || signature === null ? null : { at, by, signature: signature as Hex },
    countersigned: second === null || other === null ? null : { at: second, by: other },
  }
}

export async function insertAgreement(
  db: Db,
  { subscription, sha256, holding, file, bytes, madeAt }: Omit<Agreement, 'signed' | 'countersigned'>,
): Promise<void> {
  await tables(db)
    .insertInto('subscription_agreement')
    .values({
      subscription,
      sha256,
      holding,
      file,
      bytes,
      made_at: madeAt,
      signature: null,
      signed_at: null,
      signed_by: null,
      countersigned_at: null,
      countersigned_by: null,
    })
    .execute()
  await updateStanding(db, subscription, 'sent')
}

export async function updateSigned(
  db: Db,
  subscription: SubscriptionId,
  { at, by, signature }: NonNullable<Agreement['signed']>,
): Promise<void> {
  await tables(db)
    .updateTable('subscription_agreement')
    .set({ signed_at: at, signed_by: by, signature })
    .where('subscription', '=', subscription)
    .execute()
  await updateStanding(db, subscription, 'signed')
}

export async function updateCountersigned(
  db: Db,
  subscription: SubscriptionId,
  { at, by }: NonNullable<Agreement['countersigned']>,
): Promise<void> {
  await tables(db)
    .updateTable('subscription_agreement')
    .set({ countersigned_at: at, countersigned_by: by })
    .where('subscription', '=', subscription)
    .execute()
  await updateStanding(db, subscription, 'confirmed')
}

async function updateStanding(
  db: Db,
  subscription: SubscriptionId,
  agreement: NonNullable<Subscription['agreement']>,
): Promise<void> {
  await tables(db).updateTable('subscription').set({ agreement }).where('id', '=', subscription).execute()
}

export async function selectAgreement(db: Db, subscription: SubscriptionId): Promise<Agreement | null> {
  const row = await tables(db)
    .selectFrom('subscription_agreement')
    .selectAll()
    .where('subscription', '=', subscription)
    .executeTakeFirst()
  return row === undefined ? null : toAgreement(row)
}

/** Those of an offering, by the ids of their subscriptions, after `after`. */
export async function selectAgreements(
  db: Db,
  offering: OfferingId,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<Agreement[]> {
  let query = tables(db)
    .selectFrom('subscription_agreement')
    .innerJoin('subscription', 'subscription.id', 'subscription_agreement.subscription')
    .selectAll('subscription_agreement')
    .where('subscription.offering', '=', offering)
    .orderBy('subscription_agreement.subscription')
    .limit(limit)
  if (after !== null) query = query.where('subscription_agreement.subscription', '>', after)
  return (await query.execute()).map(toAgreement)
}

/** How many subscriptions of an offering are paid for, or nearly, whose agreement is not signed by both sides. */
export async function countOpenAgreements(db: Db, offering: OfferingId): Promise<number> {
  const { count } = await tables(db)
    .selectFrom('subscription')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('offering', '=', offering)
    .where('state', 'in', ['funded', 'confirmed'])
    .where('agreement', 'in', ['sent', 'signed'])
    .executeTakeFirstOrThrow()
  return count
}

/** Of a subscription: whose it is, and whom its agreement names; null of one from before that was kept. */
export type NamedHolding = {
  readonly subscription: SubscriptionId
  readonly investor: InvestorId
  readonly holding: string | null
}

/** What the agreements name of the subscriptions of an offering that are paid for. */
export async function selectPaidHoldings(db: Db, offering: OfferingId): Promise<NamedHolding[]> {
  const rows = await tables(db)
    .selectFrom('subscription_agreement')
    .innerJoin('subscription', 'subscription.id', 'subscription_agreement.subscription')
    .select(['subscription.id', 'subscription.investor', 'subscription_agreement.holding'])
    .where('subscription.offering', '=', offering)
    .where('subscription.state', '=', 'confirmed')
    .orderBy('subscription.id')
    .execute()
  return rows.map(({ id, investor, holding }) => ({
    subscription: id as SubscriptionId,
    investor: investor as InvestorId,
    holding,
  }))
}
