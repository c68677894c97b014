import type { Erasure, Investor } from '../../../sdk/src/operations.ts'
import { countryName } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { Empty, Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { Wallets } from './investor.tsx'
import { Accreditations } from './accreditations.tsx'
import { Papers } from './papers.tsx'
import { Qualifications } from './qualifications.tsx'
import { LostWallet } from './recoveries.tsx'
import { TaxFormSection } from './tax-form.tsx'

/** What an investor finds about themself. Everybody else has no profile. */
export function Profile() {
  const { investor } = useUser()
  return investor === null ? (
    <Page title={t('profile.title')}>
      <Empty>{t('profile.noPapers')}</Empty>
    </Page>
  ) : (
    <Own id={investor} />
  )
}

function Own({ id }: { readonly id: string }) {
  const investor = useData<Investor>(`/v1/investors/${id}`)
  return (
    <Page title={t('profile.title')} lede={t('profile.lede')}>
      <Facts
        columns={3}
        items={[
          [t('investor.name'), investor.displayName],
          [t('investor.kyc'), <StatusChip key="status" status={investor.kycStatus} />],
          [t('investor.kind'), statusWord(investor.kind)],
          [t('investor.country'), countryName(investor.country)],
          [t('investor.kycUntil'), <DateText key="kyc" value={investor.kycUntil} />],
          [t('investor.accreditation'), <StatusChip key="accreditation" status={investor.accreditation} />],
          [t('investor.accreditedUntil'), <DateText key="accredited" value={investor.accreditedUntil} />],
        ]}
      />
      <Papers investor={id} />
      <TaxFormSection
        investor={id}
        name={investor.displayName}
        kind={investor.kind}
        country={investor.country}
      />
      <Accreditations investor={id} />
      <Qualifications investor={id} />
      <Wallets investor={investor} />
      <LostWallet investor={investor} />
      <OwnData id={id} />
    </Page>
  )
}

function OwnData({ id }: { readonly id: string }) {
  const path = `/v1/investors/${id}/erasure`
  const erasure = useData<Erasure>(path)
  const withdraw = useWrite<unknown>({ onDone: () => toast(t('profile.withdrawn')) })
  return (
    <Section title={t('profile.data')} note={t('profile.dataNote')}>
      <p className="mb-4">
        <a className="text-accent underline" href={`/v1/investors/${id}/data`} download="my-data.json">
          {t('profile.download')}
        </a>
      </p>
      {erasure.status === 'none' ? (
        <ReviewedAction
          look="danger"
          label={t('profile.erase')}
          title={t('profile.eraseTitle')}
          review={<p>{t('profile.eraseReview')}</p>}
          confirm={t('profile.eraseConfirm')}
          write={{ path }}
          onDone={() => toast(t('profile.eraseAsked'))}
        />
      ) : (
        <div className="card space-y-3 px-5 py-4">
          <p>{t('profile.waiting', { date: erasure.askedAt?.slice(0, 10) ?? '' })}</p>
          {erasure.blockers.length === 0 ? (
            <p>{t('profile.nothingWaits')}</p>
          ) : (
            <ul className="list-disc space-y-1 ps-5">
              {erasure.blockers.map(({ code, detail }) => (
                <li key={code}>{detail}</li>
              ))}
            </ul>
          )}
          <ProblemNote error={withdraw.error} />
          <Button busy={withdraw.isPending} onClick={() => withdraw.mutate({ method: 'DELETE', path })}>
            {t('profile.withdraw')}
          </Button>
        </div>
      )}
    </Section>
  )
}
