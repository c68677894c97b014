import type { Address } from 'viem'
import { isOwnContract } from '../instrument/token.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { investorsById } from '../investor/investor.service.ts'
import { taxFormsOf } from '../investor/tax-form.service.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import { newId, type DistributionId, type InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { atHead } from '../platform/chain/state.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { packsInForce } from '../restriction/pack-version.service.ts'
import type { Holding } from './distribution.ts'
import { readWithholding, setTaxAccountCall, setWithholdingCall } from './withholding.chain.ts'
import {
  dueRate,
  ratesToTell,
  type DueRate,
  type IncomeKind,
  type WithholdingPolicy,
  type WithholdingReason,
} from './withholding.ts'
import { insertPolicy, selectPolicies, selectReasons, updateConfirmed } from './withholding.store.ts'

/** What a share class withholds, and what waits for a second person; null where nobody has said anything. */
export async function withholdingPolicies(
  db: Db,
  { id }: Pick<Instrument, 'id'>,
): Promise<{ readonly inForce: WithholdingPolicy | null; readonly proposed: WithholdingPolicy | null }> {
  const { newest, inForce } = await selectPolicies(db, id)
  return { inForce, proposed: newest?.confirmedBy === null ? newest : null }
}

/** The first of two people says what a share class is to withhold. It takes the place of what waits. */
export async function proposeWithholding(
  work: Work,
  { id: instrument }: Pick<Instrument, 'id'>,
  given: { readonly income: IncomeKind; readonly taxAccount: Address | null },
): Promise<Result<WithholdingPolicy, 'TAX_ACCOUNT_NEEDED' | 'TAX_ACCOUNT_UNFIT'>> {
  const { income, taxAccount } = given
  if ((income === 'none') !== (taxAccount === null)) return refuse('TAX_ACCOUNT_NEEDED')
  if (taxAccount !== null && (await isOwnContract(work.db, taxAccount))) return refuse('TAX_ACCOUNT_UNFIT')
  await lockFor(work.db, `withholding:${instrument}`)
  const policy: WithholdingPolicy = {
    id: newId('whp'),
    instrument,
    income,
    taxAccount,
    proposedBy: personOf(work.by),
    proposedAt: work.now,
    confirmedBy: null,
  }
  await insertPolicy(work.db, policy)
  await appendAudit(work, {
    action: 'withholding.proposed',
    subject: instrument,
    detail: { policy: policy.id, income, taxAccount },
  })
  return ok(policy)
}

/** A second person confirms what waits: declarations from now on withhold by it. */
export async function confirmWithholding(
  work: Work,
  { id: instrument }: Pick<Instrument, 'id'>,
  policy: string,
): Promise<Result<WithholdingPolicy, 'NOTHING_PROPOSED' | 'FOUR_EYES'>> {
  await lockFor(work.db, `withholding:${instrument}`)
  const { newest } = await selectPolicies(work.db, instrument)
  // What was proposed meanwhile is not what they have seen.
  if (newest === null || newest.confirmedBy !== null || newest.id !== policy)
    return refuse('NOTHING_PROPOSED')
  const by = personOf(work.by)
  if (newest.proposedBy === by) return refuse('FOUR_EYES')
  await updateConfirmed(work.db, newest.id, { by, at: work.now })
  await appendAudit(work, {
    action: 'withholding.confirmed',
    subject: instrument,
    detail: { policy: newest.id },
  })
  return ok({ ...newest, confirmedBy: by })
}

/** What the law asks to be withheld from these holders at `now`, and by which pack. The treasury owes itself nothing. */
export async function dueRates(
  db: Db,
  { treasury }: Pick<Instrument, 'treasury'>,
  holders: readonly Holding[],
  { income, now }: { readonly income: IncomeKind; readonly now: Temporal.Instant },
): Promise<{ readonly pack: string; readonly rates: readonly DueRate[] }> {
  const pack = (await packsInForce(db, now)).find(({ id }) => id === 'TAX')
  if (pack === undefined) throw new Error('no pack of tax is in force')
  const owners = await investorsOfWallets(
    db,
    holders.map(({ wallet }) => wallet),
  )
  const ids = [...new Set(owners.values())]
  const [people, forms] = [await investorsById(db, ids), await taxFormsOf(db, ids)]
  const held = new Map<InvestorId, bigint>()
  let supply = 0n
  for (const { wallet, units } of holders) {
    supply += units
    const owner = owners.get(wallet.toLowerCase())
    if (owner !== undefined) held.set(owner, (held.get(owner) ?? 0n) + units)
  }
  const rates = holders.map(({ wallet, units }) => {
    if (wallet.toLowerCase() === treasury.toLowerCase()) return { wallet, bps: 0, reason: null }
    const owner = owners.get(wallet.toLowerCase())
    const holder = {
      wallet,
      form: owner === undefined ? null : (forms.get(owner) ?? null),
      country: owner === undefined ? null : (people.get(owner)?.country ?? null),
      units: owner === undefined ? units : (held.get(owner) ?? units),
      supply,
    }
    return dueRate(pack, holder, { income, asOf: now })
  })
  return { pack: pack.sha256, rates }
}

/** Why a distribution withholds from these holders, by wallet; of rates that the issuer told by itself nothing is known. */
export function withholdingReasons(
  db: Db,
  distribution: DistributionId,
  rows: readonly { readonly wallet: string }[],
): Promise<Map<string, WithholdingReason>> {
  const wallets = rows.map(({ wallet }) => wallet)
  return selectReasons(db, distribution, wallets)
}

/** So many rates are told at once: each writes two words of storage. */
const RATES = 150

/**
 * What the distributor has to be told before a declaration, so that it withholds what the law asks: where that goes, and the rates
 * that differ from those it has. Empty where it knows, and where two people of the issuer have not said what it withholds.
 */
export async function withholdingCalls(
  db: Db,
  rpc: Rpc,
  instrument: Instrument,
  about: {
    readonly distributor: Address
    readonly holders: readonly Holding[]
    readonly now: Temporal.Instant
  },
): Promise<{
  readonly calls: readonly `0x${string}`[]
  readonly due: Awaited<ReturnType<typeof dueRates>> | null
}> {
  const { token } = instrument
  const { inForce } = await selectPolicies(db, instrument.id)
  if (inForce === null || token === null) return { calls: [], due: null }
  const { distributor, holders, now } = about
  const due = await dueRates(db, instrument, holders, { income: inForce.income, now })
  const wallets = holders.map(({ wallet }) => wallet as Address)
  const told = await atHead(rpc, (state) => readWithholding(state, { distributor, token, wallets }))
  const left = ratesToTell(due.rates, new Map(wallets.map((wallet, i) => [wallet, told.bps[i] ?? 0])))
  const { taxAccount } = inForce
  const calls: `0x${string}`[] = []
  if (taxAccount !== null && taxAccount.toLowerCase() !== told.taxAccount.toLowerCase())
    calls.push(setTaxAccountCall(token, taxAccount as Address))
  for (let at = 0; at < left.length; at += RATES) {
    const rates = left.slice(at, at + RATES).map(({ wallet, bps }) => ({ holder: wallet as Address, bps }))
    calls.push(setWithholdingCall(token, rates))
  }
  return { calls, due }
}
