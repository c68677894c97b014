import { getRouteApi, Link } from '@tanstack/react-router'
import type { LegalRule, RulePackVersion } from '../../../sdk/src/operations.ts'
import { Facts, Page, Section } from '../parts/page.tsx'
import { ReviewMark } from '../parts/review-mark.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { statusWord } from '../status.ts'
import { joined } from '../format.ts'
import { t } from '../text.ts'

const route = getRouteApi('/rules/$pack')

/** A pack, rule by rule: what it requires, with which numbers, what people are told, and where it is written. */
export function RulePack() {
  const { pack } = route.useParams()
  const { version, rules } = useData<{ version: RulePackVersion; rules: readonly LegalRule[] }>(
    `/v1/rule-packs/${pack}`,
  )
  return (
    <Page
      title={version.pack}
      eyebrow={
        <Link to="/rules" search={{}}>
          {t('nav.rules')}
        </Link>
      }
      lede={t('law.noAdvice')}
    >
      <Facts
        columns={4}
        items={[
          [t('law.version'), version.version],
          [t('law.state'), <StatusChip key="state" status={version.state} />],
          [t('law.effectiveFrom'), <DateText key="from" value={version.effectiveFrom} />],
          [t('law.legalReview'), <ReviewMark key="review" review={version.legalReview} />],
          [t('law.jurisdiction'), version.jurisdiction],
          [t('law.hash'), <HashText key="hash" value={version.sha256} label={t('law.hash')} />],
        ]}
      />
      {rules.map((rule) => (
        <Section key={rule.id} title={rule.title} note={<bdi>{rule.citations.join('; ')}</bdi>}>
          <div className="card divide-y divide-line">
            {rule.predicates.map((one, i) => (
              <div key={`${one.code} ${i}`} className="px-5 py-4">
                <div className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <p className="font-medium">{one.says}</p>
                  <code className="font-mono text-xs text-ink-soft">{one.code}</code>
                </div>
                <p className="mt-1 text-ink-soft">{one.fix}</p>
                <p className="mt-2 text-sm break-words">
                  <span className="text-ink-soft">{statusWord(one.severity)}</span>{' '}
                  {one.condition !== null && (
                    <>
                      {t('law.if')}{' '}
                      <bdi>
                        <code className="font-mono">{one.condition}</code>
                      </bdi>{' '}
                    </>
                  )}
                  {t('law.requires')}{' '}
                  <bdi>
                    <code className="font-mono">{one.requires}</code>
                  </bdi>
                </p>
                <p className="mt-1 text-sm text-ink-soft">
                  <bdi>{one.citation}</bdi>
                </p>
              </div>
            ))}
            <div className="px-5 py-4">
              <Facts
                columns={2}
                items={[
                  [t('law.appliesTo'), joined(rule.appliesTo.map(statusWord))],
                  [t('law.scope'), rule.scope],
                  [t('law.inForce'), rule.inForce],
                  [t('law.provenance'), rule.provenance],
                ]}
              />
              {rule.params.length > 0 && (
                <Names
                  title={t('law.params')}
                  items={rule.params.map(({ name, value }) => [name, value] as const)}
                />
              )}
              {rule.steps.length > 0 && (
                <Names
                  title={t('law.steps')}
                  items={rule.steps.map(({ name, expression }) => [name, expression] as const)}
                />
              )}
              <Names
                title={t('law.facts')}
                items={rule.facts.map(({ name, about }) => [name, about] as const)}
              />
            </div>
          </div>
        </Section>
      ))}
    </Page>
  )
}

function Names({
  title,
  items,
}: {
  readonly title: string
  readonly items: readonly (readonly [string, string])[]
}) {
  return (
    <details className="mt-4">
      <summary className="cursor-pointer font-medium">{title}</summary>
      <dl className="mt-2 space-y-1 text-sm">
        {items.map(([name, text]) => (
          <div key={name} className="flex flex-wrap gap-x-3">
            <dt className="font-mono">{name}</dt>
            <dd className="min-w-0 break-words text-ink-soft" dir="auto">
              {text}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
