import { instrumentByKey } from '../instrument/instrument.service.ts'
import type { Address } from '../instrument/instrument.ts'
import { protocolProgress } from '../instrument/protocol.service.ts'
import type { ProtocolAddresses, ProtocolRefusal } from '../instrument/protocol.ts'
import { gasOf, tokenProgress, type TokenProgress } from '../instrument/token.service.ts'
import {
  assetById,
  assetByKey,
  issuerById,
  issuerByKey,
  spvById,
  spvByKey,
  valuationsOf,
} from '../issuer/issuer.service.ts'
import type { IssuerId } from '../kernel/ids.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { readPaymentToken } from './plan.chain.ts'
import { planChanges, type Change, type ChainStep, type PaymentFacts, type PlanFacts } from './plan.ts'
import type { TermSheet } from './term-sheet.ts'

/** What a term sheet is planned and applied with. */
export type SheetContext = {
  readonly rpc: Rpc
  /** The platform's own account, which signs. */
  readonly operator: Address
  /** Accounts whose keys the platform keeps, by name. */
  readonly accounts: ManagedAccounts
}

export type ManagedAccounts = {
  readonly find: (name: string) => Promise<Address | null>
  /** Makes the account, or finds it: the same name is the same account. */
  readonly create: (name: string) => Promise<Address>
}

export type Plan = {
  readonly sheet: TermSheet
  readonly changes: readonly Change[]
  readonly facts: PlanFacts
  readonly protocol: ProtocolAddresses
}

/** The name of the managed account that an instrument's money goes through. */
export function treasuryName(key: string): string {
  return `treasury-${key}`
}

/**
 * Compares the sheet with what the records and the chain's head say, and asks the node what each transaction would
 * take. Writes nothing.
 *
 * @param callersIssuer the one issuer whose sheets the caller may apply; null for everybody's
 */
export async function planTermSheet(
  context: SheetContext,
  db: Db,
  sheet: TermSheet,
  callersIssuer: IssuerId | null,
): Promise<Result<Plan, ProtocolRefusal>> {
  const progress = await protocolProgress(db, context.rpc, context.operator)
  if (!progress.ok) return progress
  const { addresses, steps } = progress.value
  const [issuer, spv, asset, instrument] = [
    await issuerByKey(db, sheet.issuer.key),
    await spvByKey(db, sheet.spv.key),
    await assetByKey(db, sheet.asset.key),
    await instrumentByKey(db, sheet.terms.key),
  ]
  const token = await tokenProgress(
    db,
    context.rpc,
    addresses,
    { ...sheet.terms, termSheetSha256: sheet.sha256 },
    instrument?.id ?? null,
  )
  const facts: PlanFacts = {
    issuer,
    spv: spv && { ...spv, issuerKey: keyOf(await issuerById(db, spv.issuer)) },
    asset: asset && { ...asset, spvKey: keyOf(await spvById(db, asset.spv)) },
    valuations: asset === null ? [] : await valuationsOf(db, asset.id),
    instrument: instrument && { ...instrument, assetKey: keyOf(await assetById(db, instrument.asset)) },
    callersIssuer: callersIssuer === null ? null : keyOf(await issuerById(db, callersIssuer)),
    payment: await paymentFacts(context.rpc, sheet, addresses),
    treasury:
      sheet.treasury === 'managed' ? await context.accounts.find(treasuryName(sheet.terms.key)) : null,
    protocol: steps,
    token: {
      address: token.address,
      facts: token.facts,
      underWay: byPart(token, ({ underWay }) => underWay),
      failures: byPart(token, ({ failure }) => failure),
    },
  }
  const calls = new Map<ChainStep, TokenProgress['create']['call']>([
    ...steps.map(({ step, call }) => [step, call] as const),
    ['create-token', token.create.call],
    ['set-countries', token.countries.call],
    ['set-rules', token.rules.call],
    ['anchor-term-sheet', token.anchor.call],
  ])
  const changes = await withGas(context, planChanges(sheet, facts), calls)
  return ok({ sheet, changes, facts, protocol: addresses })
}

async function withGas(
  context: SheetContext,
  changes: readonly Change[],
  calls: ReadonlyMap<ChainStep, TokenProgress['create']['call']>,
): Promise<Change[]> {
  const asked = changes.flatMap(({ step, action }) => {
    const call = step === null || action === 'same' ? undefined : calls.get(step)
    return step === null || call === undefined ? [] : [{ step, call }]
  })
  const gas = await gasOf(
    context.rpc,
    context.operator,
    asked.map(({ call }) => call),
  )
  const byStep = new Map(asked.map(({ step }, i) => [step, gas[i] ?? null]))
  return changes.map((change) =>
    change.step === null ? change : { ...change, gas: byStep.get(change.step) ?? null },
  )
}

async function paymentFacts(rpc: Rpc, sheet: TermSheet, protocol: ProtocolAddresses): Promise<PaymentFacts> {
  return sheet.paymentToken === 'development'
    ? { kind: 'development', address: protocol.stablecoin, chainId: protocol.chainId }
    : {
        kind: 'token',
        address: sheet.paymentToken,
        says: await readPaymentToken(rpc, sheet.paymentToken),
      }
}

function byPart<T>(
  token: TokenProgress,
  pick: (call: TokenProgress['create']) => T,
): Readonly<Record<'create' | 'rules' | 'countries' | 'anchor', T>> {
  return {
    create: pick(token.create),
    rules: pick(token.rules),
    countries: pick(token.countries),
    anchor: pick(token.anchor),
  }
}

/** What another row refers to is there: the database sees to it. */
function keyOf(row: { readonly key: string } | null): string {
  if (row === null) throw new Error('a row refers to one that is not there')
  return row.key
}
