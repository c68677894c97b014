import { t } from '../text.ts'
import { Facts, Section } from './page.tsx'

/** A draft of an authority's form, in the language of the form: its items, their fields by `names`, and what is still open. */
export function FormItems({
  items,
  names,
}: {
  readonly items: readonly {
    readonly title: string
    readonly fields: Readonly<Record<string, string | null>>
  }[]
  readonly names: Readonly<Record<string, string>>
}) {
  return (
    <div lang="en" dir="ltr">
      {items.map(({ title, fields }) => (
        <Section key={title} title={title}>
          <Facts
            columns={2}
            items={Object.entries(fields).map(([field, value]) => [
              names[field] ?? field,
              value ?? <span className="text-warn">{t('filings.open')}</span>,
            ])}
          />
        </Section>
      ))}
    </div>
  )
}
