import type { Generated, Selectable } from 'kysely'
import type { DistributionId, InstrumentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { IncomeKind, WithholdingPolicy, WithholdingPolicyId, WithholdingReason } from './withholding.ts'

type PolicyTable = {
  id: string
  seq: Generated<bigint>
  instrument: string
  income: IncomeKind
  tax_account: string | null
  proposed_by: string
  proposed_at: Temporal.Instant
  confirmed_by: string | null
  confirmed_at: Temporal.Instant | null
}
type ReasonTable = {
  distribution: string
  wallet: string
  bps: number
  reason: WithholdingReason
  pack_sha256: string
}
const tables = (db: Db) =>
  db.withTables<{ withholding_policy: PolicyTable; withholding_reason: ReasonTable }>()

export async function insertPolicy(db: Db, policy: WithholdingPolicy): Promise<void> {
  await tables(db)
    .insertInto('withholding_policy')
    .values({
      id: policy.id,
      instrument: policy.instrument,
      income: policy.income,
      tax_account: policy.taxAccount,
      proposed_by: policy.proposedBy,
      proposed_at: policy.proposedAt,
      confirmed_by: null,
      confirmed_at: null,
    })
    .execute()
}

/** The newest that anybody said, and the newest that two people said. */
export async function selectPolicies(
  db: Db,
  instrument: InstrumentId,
): Promise<{ readonly newest: WithholdingPolicy | null; readonly inForce: WithholdingPolicy | null }> {
  const rows = await tables(db)
    .selectFrom('withholding_policy')
    .selectAll()
    .where('instrument', '=', instrument)
    .orderBy('seq', 'desc')
    .execute()
  const policies = rows.map(toPolicy)
  return {
    newest: policies[0] ?? null,
    inForce: policies.find(({ confirmedBy }) => confirmedBy !== null) ?? null,
  }
}

function toPolicy(row: Selectable<PolicyTable>): WithholdingPolicy {
  return {
    id: row.id as WithholdingPolicyId,
    instrument: row.instrument as InstrumentId,
    income: row.income,
    taxAccount: row.tax_account,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    confirmedBy: row.confirmed_by,
  }
}

export async function updateConfirmed(
  db: Db,
  id: WithholdingPolicyId,
  confirmed: { readonly by: string; readonly at: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .updateTable('withholding_policy')
    .set({ confirmed_by: confirmed.by, confirmed_at: confirmed.at })
    .where('id', '=', id)
    .execute()
}

export type KeptReason = {
  readonly wallet: string
  readonly bps: number
  readonly reason: WithholdingReason
  readonly pack: string
}

/** Keeps why a declaration withholds; declared again, it is as it is then. */
export async function replaceReasons(
  db: Db,
  distribution: DistributionId,
  reasons: readonly KeptReason[],
): Promise<void> {
  await tables(db).deleteFrom('withholding_reason').where('distribution', '=', distribution).execute()
  for (let at = 0; at < reasons.length; at += ROWS) {
    const values = reasons
      .slice(at, at + ROWS)
      .map(({ pack, ...reason }) => ({ distribution, ...reason, pack_sha256: pack }))
    await tables(db).insertInto('withholding_reason').values(values).execute()
  }
}

/** A statement takes 65,535 parameters. */
const ROWS = 5_000

/** Why the chain withholds from these holders, by wallet. */
export async function selectReasons(
  db: Db,
  distribution: DistributionId,
  wallets: readonly string[],
): Promise<Map<string, WithholdingReason>> {
  if (wallets.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('withholding_reason')
    .select(['wallet', 'reason'])
    .where('distribution', '=', distribution)
    .where('wallet', 'in', wallets)
    .execute()
  return new Map(rows.map(({ wallet, reason }) => [wallet, reason]))
}
