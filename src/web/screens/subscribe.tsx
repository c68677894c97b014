import { useIsMutating, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CheckCircle2, CircleDashed, CircleDot } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { EXPERIENCES, OBJECTIVES } from '../../investor/onboarding.ts'
import { printedReference } from '../../bank/payment-reference.ts'
import { SUBSCRIPTION_STEPS, type SubscriptionStep } from '../../offering/subscription/subscription-steps.ts'
import { BEARABLE_LOSSES, HORIZONS } from '../../offering/subscription/suitability.ts'
import { ApiError, get } from '../api.ts'
import { payableWith } from '../currency.ts'
import type {
  Eligibility,
  Investor,
  Money as AmountValue,
  Offering,
  Quote,
  Subscription,
  SubscriptionSteps,
  WireInstructions,
} from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { dateText, instantText, isAbove, shortHash } from '../format.ts'
import { ABOUT_THE_AMOUNT, AmountField } from '../parts/amount-field.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { SelectField } from '../parts/field.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { PaidAmount, paidText } from '../parts/paid-amount.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { SandboxMoney } from '../parts/sandbox-money.tsx'
import { Amount, DateText, UnitAmount } from '../parts/values.tsx'
import { WalletButtons } from '../parts/wallet-button.tsx'
import { queryClient, useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { t, textIn, unbroken } from '../text.ts'
import { chooseAccount, signTypedData, type BrowserWallet } from '../wallet.ts'
import { AgreementOf } from './agreement.tsx'
import { Stopped } from './currencies.tsx'
import { NotFound } from './error.tsx'
import { Reasons } from './reasons.tsx'

const route = getRouteApi('/offerings/$offering/subscribe')

/** The way to units, step by step. Each is kept on the server: whoever comes back goes on where they were. */
export function SubscribeScreen() {
  const { offering } = route.useParams()
  const { investor } = useUser()
  return investor === null ? <NotFound /> : <Steps id={offering} investor={investor} />
}

function Steps({ id, investor }: { readonly id: string; readonly investor: string }) {
  const offering = useData<Offering>(`/v1/offerings/${id}`)
  const steps = useData<SubscriptionSteps>(`/v1/offerings/${id}/steps`)
  const eligibility = useData<Eligibility>(`/v1/offerings/${id}/eligibility`)
  // A step that was done may be gone back to, until another one is.
  const [again, setAgain] = useState<SubscriptionStep | null>(null)
  // The reservation that this window shows or made. Another one came from elsewhere, and nobody goes on with it unasked.
  const [known, setKnown] = useState(steps.subscription?.id ?? null)
  const isWriting = useIsMutating() > 0
  const elsewhere = !isWriting && steps.subscription?.id !== known ? steps.subscription : null
  const step = again ?? steps.step
  // A bank has the currency of the offering alone.
  const atBank = steps.wires && steps.subscription?.cash.currency === steps.subscription?.amount.currency
  const isWarned = step === 'suitability' && again === null && steps.suitability !== null
  const goOn = () => setAgain(null)
  const name = offering.instrument.name
  // Whoever is kept out by what they answered may answer anew.
  const mayBegin = eligibility.eligible || steps.subscription !== null || steps.suitability !== null
  return (
    <Page
      wide={false}
      title={t('steps.title', { instrument: name })}
      eyebrow={
        <Link to="/offerings/$offering" params={{ offering: id }} search={{}}>
          {name}
        </Link>
      }
      lede={t('steps.lede')}
    >
      {offering.status !== 'open' ? (
        <p>{t('steps.notOpen')}</p>
      ) : !mayBegin ? (
        <Section title={t('eligibility.no')}>
          <Reasons of={eligibility.reasons} />
        </Section>
      ) : elsewhere !== null ? (
        <Elsewhere
          subscription={elsewhere}
          onGoOn={() => {
            setKnown(elsewhere.id)
            goOn()
          }}
          onChange={() => {
            setKnown(elsewhere.id)
            setAgain('amount')
          }}
        />
      ) : (
        <>
          <Places step={step} hasAgreement={steps.subscription?.state === 'agreement'} />
          <Section
            title={t(`steps.${step}`)}
            step={isWarned ? 'warned' : step}
            note={step === 'agreement' ? t('signing.note') : undefined}
          >
            {step === 'suitability' && (
              <Suitability
                id={id}
                steps={steps}
                onDone={goOn}
                onAgain={() => setAgain('suitability')}
                asks={again !== null}
              />
            )}
            {step === 'amount' && (
              <HowMuch
                offering={offering}
                investor={investor}
                reserved={steps.subscription}
                limit={steps.limit}
                wires={steps.wires}
                replaces={known}
                onDone={({ id: made }) => {
                  setKnown(made)
                  goOn()
                }}
              />
            )}
            {step === 'risks' && <Risks id={id} steps={steps} />}
            {step === 'agreement' && steps.subscription !== null && (
              <AgreementOf subscription={steps.subscription} />
            )}
            {step === 'pay' && eligibility.beforePayment.length > 0 && (
              <div className="card mb-6 space-y-3 p-5 sm:p-6">
                <p role="alert" className="font-medium text-warn">
                  {t('pay.doubted')}
                </p>
                <Reasons of={eligibility.beforePayment} />
              </div>
            )}
            {step === 'pay' && steps.subscription !== null && steps.costNow !== null && (
              <Moved
                subscription={steps.subscription}
                cost={steps.costNow}
                onDone={({ id: made }) => setKnown(made)}
              />
            )}
            {step === 'pay' && steps.subscription !== null && steps.stopped !== null && (
              <>
                <Stopped
                  subscription={steps.subscription}
                  reason={steps.stopped}
                  onChange={() => setAgain('amount')}
                />
                {atBank && <ByBank subscription={steps.subscription} wires late={null} />}
              </>
            )}
            {step === 'pay' &&
              steps.subscription !== null &&
              steps.authorization !== null &&
              steps.wallet !== null && (
                <Pay
                  subscription={steps.subscription}
                  money={steps.wallet}
                  wires={atBank}
                  late={steps.wires ? null : steps.lastWireDay}
                />
              )}
          </Section>
          {steps.subscription !== null && step !== 'amount' && (
            <Section title={t('receipt.for', { instrument: name })}>
              <Facts
                columns={2}
                items={[
                  [
                    t('register.units'),
                    <UnitAmount
                      key="units"
                      units={steps.subscription.units}
                      display={steps.subscription.unitsDisplay}
                    />,
                  ],
                  [t('subscription.amount'), <PaidAmount key="amount" of={steps.subscription} />],
                  [
                    t('subscription.payUntil'),
                    <DateText key="until" value={steps.subscription.validBefore} time />,
                  ],
                ]}
              />
              <Button className="mt-4" onClick={() => setAgain('amount')}>
                {t('pay.change')}
              </Button>
            </Section>
          )}
          {step === 'amount' && steps.subscription !== null && (
            <Button className="mt-4" onClick={goOn}>
              {t('pay.keep')}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}

/** Units were reserved in another window, or by an officer: it is said before anybody goes on. */
function Elsewhere({
  subscription,
  onGoOn,
  onChange,
}: {
  readonly subscription: Subscription
  readonly onGoOn: () => void
  readonly onChange: () => void
}) {
  const amount = paidText(subscription)
  return (
    <div className="card space-y-3 p-5 sm:p-6">
      <p role="alert" className="font-medium text-warn">
        {t('steps.elsewhere', { amount, units: subscription.unitsDisplay })}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onGoOn}>
          {t('steps.goOnWith', { amount })}
        </Button>
        <Button onClick={onChange}>{t('pay.change')}</Button>
      </div>
    </div>
  )
}

/** Where one is, in words and marks. */
function Places({ step, hasAgreement }: { readonly step: SubscriptionStep; readonly hasAgreement: boolean }) {
  const shown = SUBSCRIPTION_STEPS.filter((each) => each !== 'agreement' || hasAgreement)
  const at = shown.indexOf(step)
  return (
    <ol aria-label={t('steps.list')} className="mb-8 flex flex-wrap gap-x-5 gap-y-2 text-sm">
      {[...shown, 'receipt' as const].map((each, i) => {
        const [Mark, word] =
          i < at
            ? ([CheckCircle2, t('steps.done')] as const)
            : i === at
              ? ([CircleDot, t('steps.now')] as const)
              : ([CircleDashed, t('steps.later')] as const)
        return (
          <li
            key={each}
            aria-current={i === at ? 'step' : undefined}
            className={clsx('inline-flex items-center gap-1.5', i === at ? 'font-semibold' : 'text-ink-soft')}
          >
            <Mark className={clsx('size-4', i < at && 'text-good')} aria-hidden />
            {t(`steps.${each}`)}
            <span className="sr-only">({word})</span>
          </li>
        )
      })}
    </ol>
  )
}

const QUESTIONS = {
  experience: EXPERIENCES.map((each) => [each, t(`suitability.experience-${each}`)] as const),
  bearableLoss: BEARABLE_LOSSES.map((each) => [each, t(`suitability.loss-${each}`)] as const),
  horizon: HORIZONS.map((each) => [each, t(`suitability.horizon-${each}`)] as const),
  objective: OBJECTIVES.map((each) => [each, t(`suitability.objective-${each}`)] as const),
} as const
const ASKED = ['experience', 'bearableLoss', 'horizon', 'objective'] as const

function Suitability({
  id,
  steps: { suitability },
  asks,
  onAgain,
  onDone,
}: {
  readonly id: string
  readonly steps: SubscriptionSteps
  /** To be answered anew. */
  readonly asks: boolean
  readonly onAgain: () => void
  readonly onDone: () => void
}) {
  const acknowledge = useWrite<unknown>({ onDone })
  const { form, field, problem, busy } = useForm<Record<(typeof ASKED)[number], string>, unknown>({
    initial: { experience: '', bearableLoss: '', horizon: '', objective: '' },
    toWrite: (body) => ({ method: 'PUT', path: `/v1/offerings/${id}/suitability`, body }),
    onDone,
  })
  if (suitability !== null && !asks)
    return (
      <div className="card space-y-4 p-5 sm:p-6">
        <p role="alert" className="font-medium text-warn">
          {t('suitability.warned')}
        </p>
        <ul className="list-disc space-y-1 ps-5">
          {suitability.warnings.map((warning) => (
            <li key={warning}>{t(`suitability.${warning}`)}</li>
          ))}
        </ul>
        <ProblemNote error={acknowledge.error} />
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            busy={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ path: `/v1/offerings/${id}/suitability/acknowledgement` })}
          >
            {t('suitability.acknowledge')}
          </Button>
          <Button onClick={onAgain}>{t('suitability.again')}</Button>
        </div>
      </div>
    )
  return (
    <form {...form} className="card space-y-4 p-5 sm:p-6">
      <p className="text-sm text-ink-soft">{t('suitability.why')}</p>
      {ASKED.map((question) => (
        <SelectField
          key={question}
          label={t(`suitability.${question}`)}
          options={[['', t('suitability.choose')], ...QUESTIONS[question]]}
          {...field(question)}
        />
      ))}
      <ProblemNote error={problem} />
      <Button look="primary" type="submit" busy={busy}>
        {t('suitability.send')}
      </Button>
    </form>
  )
}

const FIELD_OF = {
  ...ABOUT_THE_AMOUNT,
  INVESTOR_LIMIT: 'amount',
  UNITS_SOLD_OUT: 'amount',
  MORE_THAN_IS_LEFT: 'amount',
  WALLET_NOT_READY: 'wallet',
} as const

function HowMuch({
  offering,
  investor: id,
  reserved,
  limit,
  wires,
  replaces,
  onDone,
}: {
  readonly offering: Offering
  readonly investor: string
  readonly reserved: Subscription | null
  readonly limit: SubscriptionSteps['limit']
  readonly wires: boolean
  /** The reservation whose place the new one takes. */
  readonly replaces: string | null
  readonly onDone: (made: Subscription) => void
}) {
  const investor = useData<Investor>(`/v1/investors/${id}`)
  const ready = investor.wallets.filter((wallet) => wallet.status === 'ready')
  const choices = payableWith(offering.currencies, wires)
  // What is stopped meanwhile is no choice any more: nothing is asked for in it that the field does not show.
  const taken = (wanted: string | undefined) =>
    (choices.find(([code]) => code === wanted) ?? choices[0])?.[0] ?? ''
  const { form, field, problem, busy, values, set } = useForm<
    { amount: string; wallet: string; currency: string },
    Subscription
  >({
    initial: {
      amount: reserved?.amount.amount ?? '',
      wallet: reserved?.wallet ?? ready[0]?.address ?? '',
      currency: taken(reserved?.cash.currency),
    },
    toWrite: (asked) => ({
      path: `/v1/offerings/${offering.id}/subscriptions`,
      body: {
        investor: id,
        replaces,
        ...asked,
        amount: asked.amount.trim(),
        currency: taken(asked.currency) || undefined,
      },
    }),
    fieldOf: FIELD_OF,
    onDone,
  })
  if (ready.length === 0)
    return (
      <p className="card p-5 sm:p-6">
        {t('subscribe.noWallet')}{' '}
        <Link to="/holdings" search={{}} className="text-accent hover:underline">
          {t('subscribe.linkWallet')}
        </Link>
      </p>
    )
  return (
    <form {...form} className="card space-y-4 p-5 sm:p-6">
      <AmountField offering={offering} {...field('amount')} />
      {limit !== null && (
        <p className="text-sm text-ink-soft">
          {t('subscribe.limit', { most: limit.most.display, left: limit.left.display })}
        </p>
      )}
      {choices.length > 0 && (
        <SelectField
          label={t('currency.payWith')}
          options={choices}
          {...field('currency')}
          value={taken(values.currency)}
        />
      )}
      <Fits
        offering={offering.id}
        amount={values.amount}
        currency={taken(values.currency)}
        onUse={(amount) => set('amount', amount)}
      />
      <SelectField
        label={t('subscribe.wallet')}
        options={ready.map(({ address, name }) => [address, name ?? shortHash(address)])}
        {...field('wallet')}
      />
      <ProblemNote error={problem} />
      <Button look="primary" type="submit" busy={busy}>
        {t('subscribe.continue')}
      </Button>
    </form>
  )
}

/** How many units the amount buys; where it does not fit, the amounts next to it, to be chosen with a press. */
function Fits({
  offering,
  amount,
  currency,
  onUse,
}: {
  readonly offering: string
  readonly amount: string
  /** What it is to be paid in; empty where there is nothing to choose. */
  readonly currency: string
  readonly onUse: (amount: string) => void
}) {
  const typed = useDeferredValue(amount.trim())
  const path = `/v1/offerings/${offering}/quote`
  const asked = { amount: typed, ...(currency === '' ? {} : { currency }) }
  const { data } = useQuery({
    queryKey: [path, asked],
    queryFn: () => get<Quote>(path, asked),
    enabled: /^\d+(\.\d+)?$/.test(typed),
  })
  if (data === undefined) return null
  return (
    <output className="block text-sm">
      {data.exact && data.below !== null ? (
        [
          t('quote.exact', { units: data.below.unitsDisplay }),
          ...(data.below.cash.currency === data.below.amount.currency
            ? []
            : [t('currency.cash', { cash: data.below.cash.display })]),
        ].join(' ')
      ) : (
        <span className="flex flex-wrap items-center gap-2">
          {t('quote.fits')}
          {[data.below, data.above].map(
            (one) =>
              one !== null && (
                <Button key={one.units} small onClick={() => onUse(one.amount.amount)}>
                  {t('quote.use', { amount: one.amount.display, units: one.unitsDisplay })}
                </Button>
              ),
          )}
        </span>
      )}
    </output>
  )
}

/** One risk at a time: read, and confirmed with its own press. */
function Risks({ id, steps: { risks } }: { readonly id: string; readonly steps: SubscriptionSteps }) {
  const confirm = useWrite<unknown>()
  const at = risks.findIndex(({ confirmedAt }) => confirmedAt === null)
  const risk = risks[at]
  return (
    <div className="space-y-4">
      <p className="text-sm text-ink-soft">{t('risk.note')}</p>
      <ul className="space-y-1">
        {risks.slice(0, Math.max(at, 0)).map(({ sha256, title }) => (
          <li key={sha256} className="flex items-center gap-2 text-sm">
            <CheckCircle2 className="size-4 shrink-0 text-good" aria-hidden />
            <bdi>{textIn(title)}</bdi> · {t('risk.confirmed')}
          </li>
        ))}
      </ul>
      {risk !== undefined && (
        <article aria-live="polite" className="card space-y-3 p-5 sm:p-6">
          <p className="eyebrow">{t('risk.place', { n: at + 1, all: risks.length })}</p>
          <h3 className="text-lg font-semibold" dir="auto">
            {textIn(risk.title)}
          </h3>
          <p dir="auto">{textIn(risk.text)}</p>
          {textIn(risk.text) !== unbroken(risk.text) && (
            <section aria-label={t('risk.original')} className="text-sm text-ink-soft">
              <p>{t('risk.original')}</p>
              <p lang="en" dir="ltr">
                {risk.title}. {risk.text}
              </p>
            </section>
          )}
          <ProblemNote error={confirm.error} />
          <Button
            look="primary"
            busy={confirm.isPending}
            onClick={() =>
              confirm.mutate({ path: `/v1/offerings/${id}/risks`, body: { sha256: risk.sha256 } })
            }
          >
            {t('risk.confirm')}
          </Button>
        </article>
      )}
    </div>
  )
}

/** Others have paid meanwhile, and the units cost something else. */
function Moved({
  subscription: { id, offering, investor, wallet, amount, cash },
  cost,
  onDone,
}: {
  readonly subscription: Subscription
  readonly cost: Subscription['amount']
  readonly onDone: (made: Subscription) => void
}) {
  const take = useWrite<Subscription>({ onDone })
  return (
    <div className="card space-y-3 p-5 sm:p-6">
      <p role="alert" className="font-medium text-warn">
        {t('pay.moved', { cost: cost.display, amount: amount.display })}
      </p>
      <ProblemNote error={take.error} />
      <Button
        look="primary"
        busy={take.isPending}
        onClick={() =>
          take.mutate({
            path: `/v1/offerings/${offering}/subscriptions`,
            body: { investor, wallet, amount: cost.amount, currency: cash.currency, replaces: id },
          })
        }
      >
        {t('pay.takeMoved', { cost: cost.display })}
      </Button>
    </div>
  )
}

/** Whether what was refused for lack of money has it by now. */
function isPaidUp(error: Error | null, missing: AmountValue): boolean {
  return error instanceof ApiError && error.code === 'WALLET_BALANCE_SHORT' && !isAbove(missing)
}

function Pay({
  subscription,
  money: { holds, missing },
  wires,
  late,
}: {
  readonly subscription: Subscription
  readonly money: { readonly holds: AmountValue; readonly missing: AmountValue }
  readonly wires: boolean
  readonly late: string | null
}) {
  const navigate = useNavigate()
  const pay = useWrite<unknown>({
    onDone: () =>
      void navigate({
        to: '/subscriptions/$subscription/receipt',
        params: { subscription: subscription.id },
        search: {},
      }),
  })
  const [wrongAccount, setWrongAccount] = useState<string | null>(null)

  async function sign(wallet: BrowserWallet) {
    const account = await chooseAccount(wallet)
    if (account === null) return
    setWrongAccount(account === subscription.wallet ? null : account)
    if (account !== subscription.wallet) return
    // Until when it counts is signed, too, and that is another day once officers have looked at it.
    const fresh = await get<SubscriptionSteps>(`/v1/offerings/${subscription.offering}/steps`)
    // It costs something else by now, or another one took its place: nobody signs what would be refused.
    if (fresh.authorization === null || fresh.subscription?.id !== subscription.id)
      return queryClient.invalidateQueries()
    const signature = await signTypedData(wallet, account, fresh.authorization)
    if (signature !== null)
      pay.mutate({ path: `/v1/subscriptions/${subscription.id}/payment`, body: { signature } })
  }

  return (
    <div className="space-y-6">
      <div className="card space-y-3 p-5 sm:p-6">
        <h3 className="font-semibold">{t('pay.wallet')}</h3>
        <p className="text-sm text-ink-soft">
          {t('pay.walletNote', { wallet: shortHash(subscription.wallet ?? '') })} {t('subscribe.signNote')}
        </p>
        <p>
          {t('pay.holds')} <Amount value={holds} />
        </p>
        {isAbove(missing) && (
          <>
            <p role="alert" className="font-medium text-warn">
              {t('pay.lacks')} <Amount value={missing} />
            </p>
            {subscription.wallet !== null && missing.currency === subscription.amount.currency && (
              <SandboxMoney to={subscription.wallet} amount={missing} />
            )}
          </>
        )}
        {wrongAccount !== null && (
          <p role="alert" className="font-medium text-bad">
            {t('transfer.wrongAccount', { account: wrongAccount })}
          </p>
        )}
        <ProblemNote error={isPaidUp(pay.error, missing) ? null : pay.error} />
        <WalletButtons label={t('subscribe.sign')} busy={pay.isPending} onUse={sign} />
      </div>
      <ByBank subscription={subscription} wires={wires} late={late} />
    </div>
  )
}

function ByBank({
  subscription,
  wires,
  late,
}: {
  readonly subscription: Subscription
  readonly wires: boolean
  /** The last day on which a wire could be begun, where that is over. */
  readonly late: string | null
}) {
  return (
    <div className="card space-y-3 p-5 sm:p-6">
      <h3 className="font-semibold">{t('pay.bank')}</h3>
      {wires ? (
        <Wire subscription={subscription} />
      ) : (
        <p className="text-ink-soft">
          {late === null ? t('pay.bankOnly') : t('pay.bankLate', { day: dateText(late) })}
        </p>
      )}
    </div>
  )
}

function Wire({ subscription: { id, validBefore } }: { readonly subscription: Subscription }) {
  const [wire, setWire] = useState<WireInstructions | null>(null)
  const choose = useWrite<WireInstructions>({ onDone: setWire })
  if (wire === null)
    return (
      <>
        <p className="text-sm text-ink-soft">{t('pay.bankNote', { until: instantText(validBefore) })}</p>
        <ProblemNote error={choose.error} />
        <Button
          busy={choose.isPending}
          onClick={() => choose.mutate({ path: `/v1/subscriptions/${id}/wire` })}
        >
          {t('pay.bankChoose')}
        </Button>
      </>
    )
  return (
    <>
      {wire.accounts.map(({ name, number, currency }) => (
        <Facts
          key={number}
          columns={1}
          items={[
            [t('pay.name'), name],
            [`${t('pay.number')} (${currency})`, <code key="number">{number}</code>],
            [t('pay.due'), <Amount key="due" value={wire.due} />],
            [t('pay.reference'), <code key="reference">{printedReference(wire.reference)}</code>],
            [t('pay.until'), <DateText key="until" value={wire.until} time />],
            [t('pay.confirmed'), <DateText key="confirmed" value={wire.closesAt} time />],
          ]}
        />
      ))}
      <p className="text-sm text-ink-soft">
        {t('pay.referenceNote')} {t('pay.confirmedNote')}
      </p>
      <Link
        to="/subscriptions/$subscription/receipt"
        params={{ subscription: id }}
        search={{}}
        className={buttonClass('secondary')}
      >
        {t('receipt.open')}
      </Link>
    </>
  )
}
