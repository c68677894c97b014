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
import { withTwinWarning } from './asset-twin.service.ts'
import { readPaymentToken, takesSignedPayments } from './plan.chain.ts'
import { escrowProgress } from '../offering/escrow/escrow-opening.service.ts'
import { distributionBegan } from '../register/register.service.ts'
import { tokenLaw } from '../restriction/token-rules.service.ts'
import type { TokenSource } from '../restriction/token-rules.ts'
import { enforced, type PaymentFacts, type PlanFacts } from './plan-facts.ts'
import { foreignSheet } from './plan-records.ts'
import { laterSteps, subscribersSteps, planChanges, type LaterStep } from './plan.ts'
import type { Change, ChainStep } from './plan-change.ts'
import type { TermSheet } from './term-sheet.ts'
import { treasuryContract, withTreasuryWarning } from './treasury.service.ts'

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
  /** What the token enforces of the law, by which rule. */
  readonly law: readonly TokenSource[]
  /** What is left to others afterwards. */
  readonly later: readonly LaterStep[]
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
 * @param now           from when the time runs that subscribers have, were it applied
 */
export async function planTermSheet(
  context: SheetContext,
  db: Db,
  sheet: TermSheet,
  callersIssuer: IssuerId | null,
  now: Temporal.Instant,
): Promise<Result<Plan, ProtocolRefusal>> {
  const looked = await planFacts(context, db, sheet, callersIssuer, now)
  if (!looked.ok) return looked
  const { facts, protocol, calls } = looked.value
  // Whose things it is about is not said, nor what is known of them.
  const isForeign = callersIssuer !== null && (await ownersOf(db, facts)).some((one) => one !== callersIssuer)
  const changes = isForeign ? foreignSheet(sheet) : await withGas(context, planChanges(sheet, facts), calls)
  const later = isForeign
    ? []
    : [...subscribersSteps(sheet, changes, { escrow: facts.escrow, now }), ...laterSteps(sheet, facts)]
  const law = isForeign ? [] : enforced(sheet, facts).law
  const warned = withTreasuryWarning(withoutWindow(await withTwinWarning(db, sheet), facts), facts)
  return ok({ sheet: warned, changes, law, later, facts, protocol })
}

/** Of an offering whose contract was made in time nothing is wrong with a window that is over. */
function withoutWindow(sheet: TermSheet, { escrow }: PlanFacts): TermSheet {
  if (escrow.terms === null) return sheet
  return { ...sheet, warnings: sheet.warnings.filter(({ code }) => code !== 'WINDOW_OVER') }
}

/** The issuers of what is there under the sheet's keys. */
async function ownersOf(db: Db, { issuer, spv, asset, instrument }: PlanFacts): Promise<IssuerId[]> {
  const holder = asset && (await spvById(db, asset.spv))
  return [issuer?.id, spv?.issuer, holder?.issuer, instrument?.issuer].filter((one) => one !== undefined)
}

/** Everything that there is of what a sheet may touch: in the records and at the chain's head. */
export async function planFacts(
  context: SheetContext,
  db: Db,
  sheet: TermSheet,
  callersIssuer: IssuerId | null,
  now: Temporal.Instant,
): Promise<
  Result<
    { readonly facts: PlanFacts; readonly protocol: ProtocolAddresses; readonly calls: Calls },
    ProtocolRefusal
  >
> {
  const progress = await protocolProgress(db, context.rpc, context.operator)
  if (!progress.ok) return progress
  const { addresses, steps } = progress.value
  const [issuer, spv, asset, instrument] = [
    await issuerByKey(db, sheet.issuer.key),
    await spvByKey(db, sheet.spv.key),
    await assetByKey(db, sheet.asset.key),
    await instrumentByKey(db, sheet.terms.key),
  ]
  const began = instrument === null ? null : await distributionBegan(db, instrument)
  const law = await tokenLaw(db, { id: instrument?.id ?? null, offering: sheet.terms.offering, began }, now)
  const { rules } = enforced(sheet, { law })
  const token = await tokenProgress(
    db,
    context.rpc,
    addresses,
    { ...sheet.terms, rules, termSheetSha256: sheet.sha256 },
    instrument,
  )
  const payment = await paymentFacts(context.rpc, sheet, addresses)
  const treasury =
    sheet.treasury === 'managed' ? await context.accounts.find(treasuryName(sheet.terms.key)) : null
  const known = instrument?.treasuryKind === 'managed' ? instrument.treasury : null
  const { call: createOffering, ...escrow } = await escrowProgress(
    db,
    context.rpc,
    addresses,
    {
      ...sheet.terms,
      token: token.address,
      // An account that will be made, or a token that is not there, is stood in for: it takes the same gas.
      treasury: sheet.treasury === 'managed' ? (known ?? treasury ?? context.operator) : sheet.treasury,
      payment: { token: payment.address ?? token.address, currency: sheet.terms.paymentCurrency },
    },
    instrument?.id ?? null,
  )
  const facts: PlanFacts = {
    issuer,
    spv: spv && { ...spv, issuerKey: keyOf(await issuerById(db, spv.issuer)) },
    asset: asset && { ...asset, spvKey: keyOf(await spvById(db, asset.spv)) },
    valuations: asset === null ? [] : await valuationsOf(db, asset.id),
    instrument: instrument && { ...instrument, assetKey: keyOf(await assetById(db, instrument.asset)) },
    callersIssuer: callersIssuer === null ? null : keyOf(await issuerById(db, callersIssuer)),
    payment,
    currencies: await Promise.all(
      sheet.terms.offering.currencies.map(async ({ token: of }) => {
        const says = await readPaymentToken(context.rpc, of)
        return says && { ...says, isSigned: await takesSignedPayments(context.rpc, of) }
      }),
    ),
    treasury,
    treasuryContract: await treasuryContract({ db, rpc: context.rpc }, sheet, addresses, [
      token.address,
      escrow.address,
    ]),
    protocol: steps,
    token: {
      address: token.address,
      facts: token.facts,
      underWay: byPart(token, ({ underWay }) => underWay),
      failures: byPart(token, ({ failure }) => failure),
      documents: token.documents,
    },
    law,
    escrow,
  }
  const calls: Calls = (step) => {
    switch (step) {
      case 'create-token':
        return [token.create.call]
      case 'set-countries':
        return [token.countries.call]
      case 'set-rules':
        return [token.rules.call]
      case 'anchor-term-sheet':
        return [token.anchor.call]
      case 'create-offering':
        return [createOffering]
      case 'anchor-document':
        return token.documents.map(({ call }) => call)
      default:
        return steps.filter((each) => each.step === step).map(({ call }) => call)
    }
  }
  return ok({ facts, protocol: addresses, calls })
}

/** The calls of a step, in the order of its changes: one, or one for each document. */
type Calls = (step: ChainStep) => readonly TokenProgress['create']['call'][]

async function withGas(context: SheetContext, changes: readonly Change[], calls: Calls): Promise<Change[]> {
  const called = changes.map((change, index) => {
    const { step } = change
    if (step === null) return change
    const before = changes.slice(0, index).filter((each) => each.step === step).length
    return { ...change, call: calls(step)[before] ?? null }
  })
  const asked = called.flatMap(({ call, action }) => (call === null || action === 'same' ? [] : [call]))
  const gas = await gasOf(context.rpc, context.operator, asked)
  return called.map((change) =>
    change.call === null ? change : { ...change, gas: gas[asked.indexOf(change.call)] ?? null },
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
