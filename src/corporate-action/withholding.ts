import { treatyDividendBps, type TaxFormRecord } from '../investor/tax-form.ts'
import { isHybrid, isNonparticipating } from '../investor/tax-status.ts'
import { withholdingLawOf } from '../restriction/law-numbers.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import type { Id, InstrumentId } from '../kernel/ids.ts'
import { parseRational } from '../restriction/rational.ts'
import type { CompiledPack } from '../restriction/rule-pack.ts'
import { steps, weigh, type RuleFacts } from '../restriction/rule.ts'

/**
 * What an issuer takes its payments to be for the tax of the United States. Whether they are dividends or interest from there is
 * its position, so that nothing is withheld before it has said so.
 */
export const INCOME_KINDS = ['none', 'dividend', 'interest'] as const
export type IncomeKind = (typeof INCOME_KINDS)[number]

export type WithholdingPolicyId = Id<'whp'>
export type WithholdingPolicy = {
  readonly id: WithholdingPolicyId
  readonly instrument: InstrumentId
  readonly income: IncomeKind
  /** Where withheld amounts go; null where nothing is withheld. */
  readonly taxAccount: string | null
  readonly proposedBy: string
  readonly proposedAt: Temporal.Instant
  /** Null until a second person has said so too. */
  readonly confirmedBy: string | null
}

/** Why something is withheld: four of the pack’s own codes, and two for forms that are in order. */
export const WITHHOLDING_REASONS = [
  'TAX_FORM_EXPIRED',
  'TAX_FORM_MISSING',
  'TAX_BACKUP',
  'TAX_NONPARTICIPATING',
  'TAX_TREATY',
  'TAX_FOREIGN',
] as const
export type WithholdingReason = (typeof WITHHOLDING_REASONS)[number]

/** What the next declaration withholds from a holder, in basis points; without a reason nothing. */
export type DueRate = {
  readonly wallet: string
  readonly bps: number
  readonly reason: WithholdingReason | null
}

/** Somebody who holds units of a class, as far as their tax goes. */
export type TaxHolder = {
  /** Their newest form; null where they have handed in none, or nobody knows them. */
  readonly form: TaxFormRecord | null
  /** Where they reside; null where nobody knows them. */
  readonly country: string | null
  /** Units of theirs and of everybody. */
  readonly units: bigint
  readonly supply: bigint
}

/**
 * What the rule of withholding reads of a holder. Without a form, whoever resides in the United States counts as a U.S. person and
 * everybody else as foreign (26 CFR 1.1441-1(b)(3)). Who holds a tenth of the class counts as owning a tenth of the issuer.
 */
function holderFacts({ form, country, units, supply }: TaxHolder, income: IncomeKind): RuleFacts {
  const isW8 = form !== null && form.form !== 'W-9'
  // Treaties give interest other rates than this table has.
  const treaty =
    income === 'dividend' && isW8 && form.treatyCountry !== null
      ? treatyDividendBps(form.treatyCountry)
      : null
  return {
    'payment.kind': income,
    'holder.usPerson': form === null ? country === 'US' : form.form === 'W-9',
    'holder.tinCertified': form?.form === 'W-9' && !form.backupWithholding,
    'holder.w8Signed': isW8,
    'holder.nonparticipating': form !== null && isNonparticipating(form),
    'holder.hybrid': form !== null && isHybrid(form),
    'holder.w8SignedOn': isW8 ? form.signedOn.toString() : null,
    'holder.treatyClaimed': treaty !== null,
    'holder.treatyRate': treaty === null ? null : formatDecimal(BigInt(treaty), 4),
    'holder.ownershipPct': supply === 0n ? '0' : `${units * 100n}/${supply}`,
  }
}

const RULE = 'US_WITHHOLD'
const ACTION = 'distribute'

/** What is withheld from a payment to this holder at `asOf`, by the pack of tax. Throws where the pack does not say. */
export function dueRate(
  pack: CompiledPack,
  { wallet, ...holder }: TaxHolder & { readonly wallet: string },
  { income, asOf }: { readonly income: IncomeKind; readonly asOf: Temporal.Instant },
): DueRate {
  if (income === 'none') return { wallet, bps: 0, reason: null }
  const before = beforeChapter4(pack, holder, income)
  if (before !== null) return { wallet, ...before }
  const facts = holderFacts(holder, income)
  const ask = { action: ACTION, asOf, facts } as const
  const rate = parseRational(steps(pack, RULE, ask)['rate'] ?? '')
  const hundredths = rate === null ? null : rate.n * 10_000n
  if (rate === null || hundredths === null || hundredths % rate.d !== 0n)
    throw new Error(`${pack.id} gives no rate in basis points`)
  const bps = Number(hundredths / rate.d)
  if (bps === 0) return { wallet, bps, reason: null }
  const said = weigh([pack], ask).reasons.find(({ severity }) => severity === 'WARN')
  const inOrder = facts['holder.treatyClaimed'] === true ? 'TAX_TREATY' : 'TAX_FOREIGN'
  return { wallet, bps, reason: reasonOf(said?.code ?? inOrder) }
}

/**
 * What a version of the pack leaves out that was activated before it knew chapter 4 and hybrids; null where it knows them, and
 * where they make no difference. Chapter 4 comes first: 26 CFR 1.1474-6(b)(1).
 */
function beforeChapter4(
  pack: CompiledPack,
  { form }: Pick<TaxHolder, 'form'>,
  income: IncomeKind,
): Pick<DueRate, 'bps' | 'reason'> | null {
  const isKnown = pack.rules.some(({ id, facts }) => id === RULE && 'holder.nonparticipating' in facts)
  if (isKnown || form === null) return null
  const { foreignBps, nonparticipatingBps } = withholdingLawOf(pack)
  if (isNonparticipating(form)) return { bps: nonparticipatingBps, reason: 'TAX_NONPARTICIPATING' }
  return income === 'interest' && isHybrid(form) ? { bps: foreignBps, reason: 'TAX_FOREIGN' } : null
}

function reasonOf(code: string): WithholdingReason {
  const known = WITHHOLDING_REASONS.find((reason) => reason === code)
  if (known === undefined) throw new Error(`nobody can be told of ${code}`)
  return known
}

/** The rates that the distributor has to be told before it declares: those that differ from its own. */
export function ratesToTell(due: readonly DueRate[], told: ReadonlyMap<string, number>): DueRate[] {
  return due.filter(({ wallet, bps }) => bps !== (told.get(wallet) ?? 0))
}
