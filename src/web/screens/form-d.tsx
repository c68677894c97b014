import { getRouteApi, Link } from '@tanstack/react-router'
import { FORM_D_FIELDS, type FormD } from '../../filing/form-d.ts'
import type { Offering } from '../../../sdk/src/operations.ts'
import { buttonClass } from '../parts/button.tsx'
import { FormItems } from '../parts/form-items.tsx'
import { Page } from '../parts/page.tsx'
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
        <bdi className="font-normal text-ink-soft">{citation}</bdi>
      </p>
      <FormItems
        items={items.map(({ number, title, fields }) => ({ title: `${number}. ${title}`, fields }))}
        names={FORM_D_FIELDS}
      />
    </Page>
  )
}
