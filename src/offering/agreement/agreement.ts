import type { Instrument } from '../../instrument/instrument.ts'
import type { Standing } from '../../investor/onboarding.ts'
import type { LegalEntity } from '../../issuer/issuer.ts'
import { displayDecimal, displayMoney } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import { dateIn } from '../../kernel/time.ts'
import { t } from '../../messages/message.ts'
import { cashOf, payableOf, rateText } from '../currency.ts'
import { STATES, type AgreementStatus } from '../subscription/subscription-state.ts'
import { walletOf, type Subscription } from '../subscription/subscription.ts'

/** Said beside a legal name that is another's. */
export const NAME_SENTENCE = 'This is not the name of record. Write it as it is in your identity papers.'

/** What an agreement is filled from. The same facts make the same text. */
export type AgreementFacts = {
  readonly subscription: Pick<Subscription, 'id' | 'units' | 'amount' | 'currency' | 'wallet' | 'createdAt'>
  readonly instrument: Instrument
  readonly issuer: LegalEntity
  readonly spv: LegalEntity
  readonly investor: {
    /** As the paper can show it. */
    readonly name: string
    /** The name of record is written in other letters. */
    readonly isTransliterated: boolean
    /** Several hold, and each signs. */
    readonly isJoint: boolean
    /** ISO 3166-1 alpha-2. */
    readonly country: string
  }
  /** The escrow into which it is paid. */
  readonly contract: string
}

/** A piece of the agreement, from top to bottom. */
export type AgreementBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'facts'; readonly items: readonly (readonly [name: string, value: string])[] }

/** The text of a subscription agreement: who buys what from whom, at which price, and what both promise. */
export function agreementBlocks(facts: AgreementFacts): AgreementBlock[] {
  const { subscription, instrument, issuer, spv, investor, contract } = facts
  const { offering } = instrument
  const day = dateIn(subscription.createdAt, instrument.timeZone)
  const heading = (text: string) => ({ kind: 'heading', text }) as const
  const text = (words: string) => ({ kind: 'text', text: words }) as const
  return [
    {
      kind: 'facts',
      items: [
        [t('agreement.subscription'), subscription.id],
        [t('agreement.date'), day.toString()],
        [t('agreement.issuer'), companyLine(issuer)],
        [t('agreement.spv'), companyLine(spv)],
        [t('agreement.investor'), `${investor.name} (${investor.country})`],
        [t('agreement.wallet'), walletOf(subscription)],
        [t('agreement.instrument'), `${instrument.name} (${instrument.symbol})`],
        [t('agreement.units'), displayDecimal(subscription.units, instrument.decimals)],
        [t('agreement.unitPrice'), pricesLine(instrument)],
        [t('agreement.amount'), displayMoney(money(subscription.amount, instrument.payment.currency))],
        ...(subscription.currency === 0
          ? []
          : [[t('agreement.cash'), cashLine(instrument, subscription)] as const]),
        [t('agreement.termSheet'), instrument.termSheetSha256],
        [t('agreement.escrow'), contract],
      ],
    },
    ...(investor.isTransliterated ? [text(t('agreement.transliterated'))] : []),
    heading(t('agreement.purchaseTitle')),
    text(t('agreement.purchase')),
    heading(t('agreement.paymentTitle')),
    text(t('agreement.payment')),
    text(
      offering.coolingOffHours === 0
        ? t('agreement.noCoolingOff')
        : t('agreement.coolingOff', { hours: offering.coolingOffHours }),
    ),
    heading(t('agreement.closingTitle')),
    text(
      offering.softCap === 0n
        ? t('agreement.closing', { closes: offering.closes.toString(), days: offering.closingDays })
        : t('agreement.closingSoftCap', {
            closes: offering.closes.toString(),
            days: offering.closingDays,
            softCap: displayDecimal(offering.softCap, instrument.decimals),
          }),
    ),
    text(t(`agreement.${ALLOCATIONS[offering.allocation]}`)),
    heading(t('agreement.transferTitle')),
    text(t('agreement.transfer')),
    ...(offering.lockUpDays === 0 ? [] : [text(t('agreement.lockUp', { days: offering.lockUpDays }))]),
    heading(t('agreement.exemptionTitle')),
    text(t(`agreement.${EXEMPTIONS[offering.exemption]}`)),
    heading(t('agreement.promisesTitle')),
    text(t('agreement.investorPromises')),
    text(t('agreement.issuerPromises')),
    heading(t('agreement.signaturesTitle')),
    text(t('agreement.signatures')),
    ...(investor.isJoint ? [text(t('agreement.jointSignatures'))] : []),
  ]
}

/** In whose name units are held, as it is written on paper: UTMA, section 9(a)(1), for a minor. */
export function heldAs({
  standing,
  holders,
  minor,
  isUnderUtma,
}: {
  readonly standing: Standing
  readonly holders: readonly string[]
  readonly minor: string | null
  readonly isUnderUtma: boolean
}): string {
  const names = holders.join(t('agreement.and'))
  if (standing === 'custodial' && minor !== null)
    return t(isUnderUtma ? 'agreement.custodial' : 'agreement.custodialElsewhere', { names, minor })
  return standing === 'joint-survivorship' || standing === 'joint-common' || standing === 'community-property'
    ? t(`agreement.${standing}`, { names })
    : names
}

/** What is paid in another currency than the offering's, and at which rate. */
function cashLine(instrument: Instrument, subscription: AgreementFacts['subscription']): string {
  const { currency } = payableOf(instrument, subscription)
  const { rate } = instrument.offering.currencies[subscription.currency - 1]!
  return t('agreement.cashAt', {
    cash: displayMoney(cashOf(instrument, subscription, subscription.amount)),
    rate: `${rateText(rate)} ${currency.code}`,
    currency: instrument.payment.currency.code,
  })
}

/** What a unit costs, tier by tier. */
function pricesLine({ priceTiers, unitPrice, decimals }: Instrument): string {
  const { currency } = unitPrice
  const tiers = priceTiers.map(({ unitsTo, price }) =>
    t('agreement.priceTier', {
      price: displayMoney(money(price, currency)),
      units: displayDecimal(unitsTo, decimals),
    }),
  )
  const last = displayMoney(unitPrice)
  return tiers.length === 0 ? last : [...tiers, t('agreement.priceAfter', { price: last })].join('; ')
}

const ALLOCATIONS = { 'first-come': 'firstCome', 'pro-rata': 'proRata', 'by-hand': 'byHand' } as const

const EXEMPTIONS = {
  'reg-d-506b': 'regD506b',
  'reg-d-506c': 'regD506c',
  'reg-s': 'regS',
  'reg-a-tier-1': 'reg-a-tier-1',
  'reg-a-tier-2': 'reg-a-tier-2',
  'reg-cf': 'reg-cf',
  'eu-qualified': 'eu-qualified',
  'eu-150': 'eu-150',
  'eu-ticket': 'eu-ticket',
  'eu-small': 'eu-small',
  'eu-crowdfunding': 'eu-crowdfunding',
  'none-needed': 'noExemption',
} as const

function companyLine({ name, form, jurisdiction, registryNumber, lei }: LegalEntity): string {
  const numbers = [registryNumber, lei === null ? null : `LEI ${lei}`].filter((each) => each !== null)
  return [`${name}, ${form}, ${jurisdiction}`, ...numbers].join(', ')
}

/**
 * Whether two names are one: letters in any case and in composed or compatible forms, any run of spaces as one, and the
 * apostrophes and hyphens of every keyboard as the plain ones (Unicode NFKC). Accents count.
 */
export function isSameName(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b)
}

function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc`´]/g, "'")
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Where the agreement of a subscription is, in the word that travels. One of a subscription that is over binds nobody. */
export function agreementStatus({
  state,
  agreement,
}: Pick<Subscription, 'state' | 'agreement'>): AgreementStatus {
  if (agreement === null) return 'none'
  const isOver = STATES[state].next.length === 0 && state !== 'issued'
  return isOver ? 'rejected' : agreement
}
