import { getRouteApi, Link } from '@tanstack/react-router'
import { FORM_C_FIELDS, FORM_C_FILINGS, type FormC } from '../../filing/form-c.ts'
import { useSearchState } from '../address.ts'
import { withParams } from '../api.ts'
import type { Offering } from '../../../sdk/src/operations.ts'
import { buttonClass } from '../parts/button.tsx'
import { FormItems } from '../parts/form-items.tsx'
import { Page } from '../parts/page.tsx'
import { useData } from '../query.ts'
import { t } from '../text.ts'

const route = getRouteApi('/offerings/$offering/form-c')

/** The draft of Form C, or of an update of it: each part in its words, and what people have to fill in. */
export function FormCScreen() {
  const { offering: id } = route.useParams()
  const [address] = useSearchState()
  const filing = FORM_C_FILINGS.find((each) => each === address['filing']) ?? 'FORM_C'
  const { instrument } = useData<Offering>(`/v1/offerings/${id}`)
  const { items, open, citation } = useData<FormC>(`/v1/offerings/${id}/form-c`, { filing })
  return (
    <Page
      title={t('filings.draftOf', { what: t(`filings.${filing}`), name: instrument.name })}
      eyebrow={
        <Link to="/filings" search={{}}>
          {t('filings.title')}
        </Link>
      }
      lede={t('filings.formDLede')}
      actions={
        <a
          className={buttonClass('secondary')}
          href={withParams(`/v1/offerings/${id}/form-c.csv`, { filing })}
          download
        >
          {t('filings.save')}
        </a>
      }
    >
      <p className="mb-6 font-medium">
        {t('filings.openParts', { count: open.length, parts: open.join(', ') })}{' '}
        <bdi className="font-normal text-ink-soft">{citation}</bdi>
      </p>
      <FormItems items={items} names={FORM_C_FIELDS} />
    </Page>
  )
}
