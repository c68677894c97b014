import { getRouteApi, Link } from '@tanstack/react-router'
import { FORM_D_FIELDS, type FormD, type FormDField } from '../../filing/form-d.ts'
import type { Offering } from '../data.ts'
import { buttonClass } from '../parts/button.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { useData } from '../query.ts'
import { t } from '../text.ts'

const route = getRouteApi('/offerings/$offering/form-d')

/** The draft of Form D: each item in its words, and what people have to fill in. */
export function FormDScreen() {
  const { offering: id } = route.useParams()
  const { instrument } = useData<Offering>(`/v1/offerings/${id}`)
  const { items, open, citation } = useData<FormD>(`/v1/offerings/${id}/form-d`)
  return (
    <Page
      title={t('filings.formD', { name: instrument.name })}
      eyebrow={
        <Link to="/filings" search={{}}>
          {t('filings.title')}
        </Link>
      }
      lede={t('filings.formDLede')}
      actions={
        <a className={buttonClass('secondary')} href={`/v1/offerings/${id}/form-d.csv`} download>
          {t('filings.save')}
        </a>
      }
    >
      <p className="mb-6 font-medium">
        {t('filings.openItems', { count: open.length, numbers: open.join(', ') })}{' '}
        <span className="font-normal text-ink-soft">{citation}</span>
      </p>
      <div lang="en" dir="ltr">
        {items.map(({ number, title, fields }) => (
          <Section key={number} title={`${number}. ${title}`}>
            <Facts
              columns={2}
              items={Object.entries(fields).map(([field, value]) => [
                FORM_D_FIELDS[field as FormDField],
                value ?? <span className="text-warn">{t('filings.open')}</span>,
              ])}
            />
          </Section>
        ))}
      </div>
    </Page>
  )
}
