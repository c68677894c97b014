import { getRouteApi, Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { language } from '../../messages/message.ts'
import { KIND_RISKS, RISKS } from '../../messages/risks.ts'
import { isRaising, mayBeAdvertised } from '../../offering/offering.ts'
import type {
  Asset,
  Receivable,
  InstrumentRules,
  Offering,
  RaiseBoard,
  SubscriptionSteps,
} from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { unitsText } from '../format.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Empty, Facts, Figures, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { lockText } from '../parts/lock-text.ts'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount, DateText, HashText } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { useUser } from '../session.ts'
import { exemptionText, limitedText } from '../status.ts'
import { t, textIn } from '../text.ts'
import { Documents } from './data-room-parts.tsx'
import { CompanySection, CouponSection, IncomeSection, SpvSection, Valuations } from './asset.tsx'
import { CarrySection, PreferenceSection } from './waterfall.tsx'
import { currencyFacts, StopCurrency } from './currencies.tsx'
import { ChangeTerms } from './change-terms.tsx'
import { Interest } from './interest.tsx'
import { Invitations } from './invitations.tsx'
import { OfferingChanges } from './offering-changes.tsx'
import { ToInvest } from './qualifications.tsx'
import { Questions } from './questions.tsx'
import { Reasons } from './reasons.tsx'
import { MissingFacts, ReasonList } from './rule-parts.tsx'
import { SubscriptionTable } from './subscription-table.tsx'

const route = getRouteApi('/offerings/$offering')

export function OfferingScreen() {
  const { offering: id } = route.useParams()
  const offering = useData<Offering>(`/v1/offerings/${id}`)
  const { role, investor } = useUser()
  return (
    <Page
      title={offering.instrument.name}
      eyebrow={
        <Link to="/offerings" search={{}}>
          {t('nav.offerings')}
        </Link>
      }
      lede={<StatusChip status={offering.status} />}
      actions={role !== 'investor' && <Actions offering={offering} />}
    >
      <Figures
        items={[
          [t('asset.unitPrice'), <Amount key="price" value={offering.priceNow} />],
          [
            t('offering.raised'),
            <Amount key="raised" value={offering.raised} />,
            role === 'investor' || Number(offering.reserved.amount) === 0
              ? t('offering.ofTarget', { target: offering.target.display })
              : t('offering.ofTargetReserved', {
                  target: offering.target.display,
                  reserved: offering.reserved.display,
                }),
          ],
          [t('offering.opens'), <DateText key="opens" value={offering.opens} />],
          [
            t(isRaising(offering.status) ? 'offering.closes' : 'offering.windowEnd'),
            <DateText key="closes" value={offering.closes} />,
          ],
        ]}
      />
      {role !== 'investor' && isRaising(offering.status) && <ToRecord instrument={offering.instrument.id} />}
      <Terms offering={offering} />
      <OfferingChanges offering={offering} />
      <Documents instrument={offering.instrument.id} />
      {role === 'investor' && investor !== null && offering.status === 'open' && (
        <MayInvest offering={offering} investor={investor} />
      )}
      {role === 'investor' && investor !== null && offering.status === 'opening' && (
        <Interest offering={offering} investor={investor} />
      )}
      {role === 'investor' && <About offering={offering} />}
      <Questions offering={offering.id} isOpen={isRaising(offering.status)} />
      {role !== 'investor' && offering.status !== 'closed' && <Board id={offering.id} />}
      {role !== 'investor' && offering.invitedOnly && <Invitations offering={offering} />}
      <SubscriptionTable offering={id} />
    </Page>
  )
}

function Actions({ offering }: { readonly offering: Offering }) {
  const { role } = useUser()
  return (
    <div className="flex flex-wrap gap-2">
      {mayBeAdvertised(offering.exemption) && !offering.invitedOnly && (
        <a className={buttonClass('secondary')} href={`/offers/${offering.id}?lang=${language()}`}>
          {t('offer.link')}
        </a>
      )}
      {role === 'issuer' && <ChangeTerms instrument={offering.instrument.id} />}
      {role === 'issuer' && offering.status === 'open' && <StopCurrency offering={offering} />}
      {role === 'issuer' && offering.status === 'open' && <GiveUp offering={offering} />}
      {offering.agreementRequired && (
        <Link
          to="/offerings/$offering/agreements"
          params={{ offering: offering.id }}
          search={{}}
          className={buttonClass('secondary')}
        >
          {t('signing.toList')}
        </Link>
      )}
      <Link
        to="/offerings/$offering/raise"
        params={{ offering: offering.id }}
        search={{}}
        className={buttonClass('secondary')}
      >
        {t('raise.link')}
      </Link>
      <Link
        to="/offerings/$offering/closing"
        params={{ offering: offering.id }}
        search={{}}
        className={buttonClass('primary')}
      >
        {t('offering.toClosing')}
      </Link>
    </div>
  )
}

function GiveUp({ offering }: { readonly offering: Offering }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ reason: string }, unknown>({
    initial: { reason: '' },
    toWrite: (body) => ({ path: `/v1/offerings/${offering.id}/cancellation`, body }),
    onDone: () => {
      setOpen(false)
      toast(t('offering.cancelled'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('offering.cancel')}</Button>
      <Dialog
        title={t('offering.cancelTitle', { name: offering.instrument.name })}
        open={open}
        onClose={() => setOpen(false)}
      >
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('offering.cancelReview')}</p>
          <TextField label={t('offering.cancelReason')} {...field('reason')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="danger" type="submit" busy={busy}>
              {t('offering.cancelConfirm')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** What the issuer has to bring before anybody can pay, and why nobody may buy at present. */
function ToRecord({ instrument }: { readonly instrument: string }) {
  const { missing, blocked } = useData<InstrumentRules>(`/v1/instruments/${instrument}/rules`)
  if (missing.length === 0 && blocked.length === 0) return null
  return (
    <Section
      title={t(blocked.length > 0 ? 'law.blocked' : 'law.toRecord')}
      note={t(blocked.length > 0 ? 'law.blockedNote' : 'law.toRecordNote')}
    >
      <div className="space-y-4">
        {blocked.length > 0 && <ReasonList reasons={blocked} />}
        {missing.length > 0 && <MissingFacts missing={missing} />}
      </div>
      <Link
        to="/instruments/$instrument/rules"
        params={{ instrument }}
        search={{}}
        className={`${buttonClass('secondary')} mt-4`}
      >
        {t('law.toRecordLink')}
      </Link>
    </Section>
  )
}

function Terms({ offering }: { readonly offering: Offering }) {
  const hours = offering.coolingOffHours
  const notes = [
    t('offering.escrowNote'),
    ...(offering.priceTiers.length === 0 ? [] : [t('offering.pricesNote')]),
  ]
  return (
    <Section title={t('offering.terms')} note={isRaising(offering.status) && notes.join(' ')}>
      <Facts
        columns={2}
        items={[
          [t('offering.exemption'), exemptionText(offering.exemption)],
          ...prices(offering),
          ...currencyFacts(offering),
          [
            t('offering.softCap'),
            offering.softCap === '0'
              ? t('offering.softCapNone')
              : t('offering.units', { units: unitsText(offering.softCap) }),
          ],
          [t('offering.allocation'), t(`offering.${offering.allocation}`)],
          [t('offering.openTo'), t(offering.invitedOnly ? 'offering.openToInvited' : 'offering.openToAll')],
          ...offering.limits.map((limit): [string, ReactNode] => {
            const who = limitedText(limit)
            return [t('offering.limit', { who }), <Amount key={who} value={limit.investmentMax} />]
          }),
          [
            t('offering.coolingOff'),
            hours === 0 ? t('offering.none') : t('offering.hours', { count: hours }),
          ],
          [t('offering.lockUp'), lockText(offering)],
          [
            t('offering.contract'),
            offering.contract === null ? null : (
              <HashText key="contract" value={offering.contract} label={t('offering.contract')} />
            ),
          ],
        ]}
      />
    </Section>
  )
}

/** What units cost by how many are sold; nothing where all cost the same. */
function prices({ priceTiers, unitPrice }: Offering): [string, ReactNode][] {
  if (priceTiers.length === 0) return []
  return [
    ...priceTiers.map(({ upTo, price }): [string, ReactNode] => [
      t('offering.priceTier', { units: unitsText(upTo) }),
      <Amount key={upTo} value={price} />,
    ]),
    [t('offering.priceAfter'), <Amount key="after" value={unitPrice} />],
  ]
}

/** Whether this investor may buy, with every reason and what to do; and the way to it. */
function MayInvest({
  offering: about,
  investor,
}: {
  readonly offering: Offering
  readonly investor: string
}) {
  const { id: offering } = about
  const eligibility = useData<Receivable>(`/v1/offerings/${offering}/eligibility`)
  const { subscription, suitability } = useData<SubscriptionSteps>(`/v1/offerings/${offering}/steps`)
  const { eligible, reasons, beforePayment, qualification, tokenQualification, tokenReasons } = eligibility
  const isDoubted = beforePayment.length > 0
  const said = new Set([...reasons, ...beforePayment].map(({ code }) => code))
  const later = tokenReasons.filter(({ code }) => !said.has(code))
  return (
    <>
      <Section title={t('eligibility.title')}>
        <StatusChip
          status={!eligible ? 'refused' : isDoubted ? 'waiting' : 'verified'}
          word={t(!eligible ? 'eligibility.no' : isDoubted ? 'eligibility.doubted' : 'eligibility.yes')}
        />
        <div className="mt-3 space-y-4">
          <Facts
            columns={2}
            items={[
              [t('qualification.toInvest'), <ToInvest key="invest" status={qualification} />],
              [t('qualification.toHold'), <StatusChip key="hold" status={tokenQualification} />],
            ]}
          />
          <Reasons of={reasons} />
          {eligible && isDoubted && (
            <>
              <Reasons of={beforePayment} />
              <p className="max-w-2xl text-ink-soft">{t('eligibility.doubtedNote')}</p>
            </>
          )}
          {later.length > 0 && (
            <>
              <p className="max-w-2xl text-ink-soft">{t('eligibility.receiving')}</p>
              <Reasons of={later} />
            </>
          )}
          {(eligible || subscription !== null || suitability !== null) && (
            <Link
              to="/offerings/$offering/subscribe"
              params={{ offering }}
              search={{}}
              className={buttonClass('primary')}
            >
              {t(subscription === null ? 'steps.link' : 'steps.goOn')}
            </Link>
          )}
        </div>
      </Section>
      {!eligible && subscription === null && <Interest offering={about} investor={investor} />}
    </>
  )
}

/** What is owned and by whom, what it pays, what it was valued at, and what may go wrong. */
function About({ offering }: { readonly offering: Offering }) {
  const asset = useData<Asset>(`/v1/assets/${offering.asset}`)
  return (
    <>
      <div className="mt-10 grid gap-x-10 gap-y-10 lg:grid-cols-2 [&>section]:mt-0">
        <CompanySection title={t('asset.issuer')} company={asset.issuer} />
        <SpvSection spv={asset.spv} />
        {asset.income !== null && <IncomeSection asset={asset} income={asset.income} />}
        {asset.coupon !== null && <CouponSection coupon={asset.coupon} />}
      </div>
      {asset.carry !== null && asset.instrument !== null && (
        <CarrySection carry={asset.carry} instrument={asset.instrument} />
      )}
      {asset.preference !== null && asset.instrument !== null && (
        <PreferenceSection preference={asset.preference} instrument={asset.instrument} />
      )}
      <Valuations asset={asset} />
      {asset.offering !== null && asset.offering.costs.length > 0 && (
        <Section title={t('offer.costs')}>
          <Facts
            items={asset.offering.costs.map(
              ({ name, amount }) => [name, <Amount key={name} value={amount} />] as const,
            )}
          />
        </Section>
      )}
      <Section title={t('about.risks')} note={t('about.risksNote')}>
        <ul className="card divide-y divide-line">
          {[...Object.values(RISKS), KIND_RISKS[asset.kind], ...asset.risks].map(({ title, text }) => (
            <li key={title} className="px-5 py-3">
              <h3 className="font-medium" dir="auto">
                {textIn(title)}
              </h3>
              <p className="mt-1 max-w-prose text-ink-soft" dir="auto">
                {textIn(text)}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function Board({ id }: { readonly id: string }) {
  const { raise } = useData<RaiseBoard>(`/v1/offerings/${id}/board`)
  return (
    <Section title={t('offering.board')} note={t('offering.boardNote')}>
      {raise.length === 0 ? (
        <Empty>{t('offering.nobody')}</Empty>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {raise.map(({ status, count, amount }) => (
            <li key={status} className="card p-5">
              <StatusChip status={status} />
              <p className="mt-3 text-lg font-semibold">
                <Amount value={amount} />
              </p>
              <p className="text-sm text-ink-soft">{t('offering.waiting', { count })}</p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
