import { Link } from '@tanstack/react-router'
import type { MissingFact, RuleDecision, RuleImpact } from '../../../sdk/src/operations.ts'
import { isOfSeller } from '../../restriction/resale-facts.ts'
import { dateText, isDate, joined } from '../format.ts'
import { Empty } from '../parts/page.tsx'
import { ReviewMark } from '../parts/review-mark.tsx'
import { useUser } from '../session.ts'
import { fieldLabel } from '../sheet-form.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { COVERED_PERSONS } from './covered-persons.tsx'

/** The rules that a decision was doubted or refused by, each once by its title. */
export function rulesOf({ reasons }: Pick<RuleDecision, 'reasons'>): string {
  return [...new Set(reasons.map(({ rule, code }) => (rule === '' ? statusWord(code) : rule)))].join(', ')
}

/** Why rules refuse or doubt, each with what is missing or can be done, and its source. */
export function ReasonList({
  reasons,
  about,
  recorded,
}: Pick<RuleDecision, 'reasons'> & Pick<Parameters<typeof MissingFacts>[0], 'about' | 'recorded'>) {
  return (
    <ul className="space-y-4">
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.detail}`} className="wrap-anywhere">
          {reason.rule !== '' && <p className="font-medium">{reason.rule}</p>}
          {reason.missing.length === 0 ? (
            <>
              <p>{reason.detail}</p>
              <p className="text-ink-soft">{reason.fix}</p>
            </>
          ) : (
            <>
              <p className="text-ink-soft">{t('law.notOnRecord')}</p>
              <MissingFacts
                missing={reason.missing}
                {...(about === undefined ? {} : { about })}
                {...(recorded === undefined ? {} : { recorded })}
              />
            </>
          )}
          <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
            <code className="font-mono">{reason.code}</code> <bdi>{reason.citation}</bdi>{' '}
            <ReviewMark review={reason.legalReview} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Facts that nobody had recorded; with `about`, each with the way to where an officer records it. */
export function MissingFacts({
  missing,
  about,
  recorded = [],
}: {
  readonly missing: readonly (MissingFact & { readonly rule?: string; readonly citation?: string })[]
  readonly about?: Pick<RuleDecision, 'instrument'> & Partial<Pick<RuleDecision, 'investor' | 'seller'>>
  /** Which of them were recorded since. */
  readonly recorded?: readonly string[]
}) {
  const { role } = useUser()
  return (
    <ul className="list-disc space-y-1 ps-5">
      {missing.map(({ name, about: says, of, rule, citation }) => (
        <li key={name} className="wrap-anywhere">
          {says}
          {rule !== undefined && (
            <span className="text-sm text-ink-soft">
              {' '}
              <bdi>{rule}</bdi>, <bdi>{citation}</bdi>
            </span>
          )}
          {recorded.includes(name) && (
            <span className="font-medium text-good"> {t('law.recordedSince')}</span>
          )}
          {about !== undefined &&
            isRecordable(of, about) &&
            role === 'officer' &&
            !recorded.includes(name) && (
              <>
                {' '}
                <Link
                  to="/instruments/$instrument/rules"
                  params={{ instrument: about.instrument }}
                  search={{
                    fact: name,
                    ...(of === 'investor' ? ofWhom(name, about) : {}),
                  }}
                  hash={name === COVERED_PERSONS ? 'covered' : 'record'}
                  className="text-accent underline"
                >
                  {t('law.recordIt')}
                </Link>
              </>
            )}
        </li>
      ))}
    </ul>
  )
}

/** Of whom an investor’s fact is recorded: in a transfer those of a holder are about whoever gives units away. */
function ofWhom(
  name: string,
  { investor, seller }: Partial<Pick<RuleDecision, 'investor' | 'seller'>>,
): { readonly investor?: string } {
  const who = (isOfSeller(name) ? seller : null) ?? investor
  return who === undefined ? {} : { investor: who.id }
}

function isRecordable(of: MissingFact['of'], { investor }: Partial<Pick<RuleDecision, 'investor'>>): boolean {
  return of === 'issuer' || (of === 'investor' && investor !== undefined)
}

/** What is recorded of a fact: one value, or a list of records, each with what is known of it. */
export function FactValue({ value }: { readonly value: string }) {
  const records = recordsIn(value)
  if (records === null) return <bdi>{isDate(value) ? dateText(value) : value}</bdi>
  return (
    <ul className="list-disc space-y-1 ps-5">
      {records.map((record) => {
        const known = Object.entries(record).filter(([, part]) => part !== null)
        const text = joined(known.map(([name, part]) => `${fieldLabel(name)}: ${partText(part)}`))
        return <li key={text}>{text}</li>
      })}
    </ul>
  )
}

function recordsIn(value: string): readonly object[] | null {
  if (!value.startsWith('[{')) return null
  const read: unknown = JSON.parse(value)
  return Array.isArray(read)
    ? read.filter((each: unknown) => typeof each === 'object' && each !== null)
    : null
}

function partText(part: unknown): string {
  if (typeof part === 'boolean') return t(part ? 'classification.yes' : 'classification.no')
  return typeof part === 'string' && isDate(part) ? dateText(part) : statusWord(String(part))
}

/** Whom a change would treat otherwise: how many, and each by name and reason. */
export function ImpactList({ impact }: { readonly impact: RuleImpact }) {
  return (
    <div className="mt-6" aria-live="polite">
      {impact.investors === 0 ? (
        <Empty>{t('law.nobodyAffected')}</Empty>
      ) : (
        <>
          <ul className="space-y-1 text-lg font-semibold">
            {impact.changes.map(({ from, to, investors }) => (
              <li key={`${from} ${to}`}>
                {t('law.change', {
                  count: investors,
                  from: t(`law.outcome${from}`),
                  to: t(`law.outcome${to}`),
                })}
              </li>
            ))}
          </ul>
          <ul className="card mt-3 divide-y divide-line">
            {impact.affected.map((one) => (
              <li
                key={`${one.instrument.id} ${one.investor.id} ${one.action}`}
                className="flex flex-wrap justify-between gap-x-6 gap-y-1 px-5 py-3"
              >
                <Link
                  to="/investors/$investor"
                  params={{ investor: one.investor.id }}
                  search={{}}
                  className="font-medium text-accent hover:underline"
                >
                  {one.investor.displayName}
                </Link>
                <span className="text-ink-soft">
                  {t('law.actionOf', { action: t(`law.${one.action}`), instrument: one.instrument.name })}
                </span>
                <span className="w-full text-sm text-ink-soft">
                  {one.reasons.map(({ code, detail }) => `${code}: ${detail}`).join(' ')}
                </span>
              </li>
            ))}
          </ul>
          {impact.unnamed > 0 && (
            <p className="mt-3 text-ink-soft">{t('law.unnamed', { count: impact.unnamed })}</p>
          )}
        </>
      )}
    </div>
  )
}
