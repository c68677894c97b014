import { getRouteApi, Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CheckCircle2, CircleAlert, CircleDashed, Plus, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import {
  FORM_STEPS,
  SHEET_EXAMPLES,
  type FieldEdit,
  type FormGroup,
  type FormStep,
} from '../../term-sheet/term-sheet-form.ts'
import { useSearchState } from '../address.ts'
import type { TermSheetDraft } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { Refused, SelectField } from '../parts/field.tsx'
import { Page, StepHeading } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { DateText } from '../parts/values.tsx'
import { useData, useWrite } from '../query.ts'
import {
  errorsOf,
  fieldLabel,
  itemLabel,
  findingsByPlace,
  looseFindings,
  partsOf,
  placeOf,
  type Part,
} from '../sheet-form.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { DraftField, errorOf, Warnings } from './new-asset-fields.tsx'
import { DraftReview } from './new-asset-review.tsx'

const route = getRouteApi('/new-asset/$draft')
const PLACES = [...FORM_STEPS, 'review'] as const
type Place = (typeof PLACES)[number]

/** A new asset, step by step. What is written here is a term sheet, and nothing else: the last step shows it. */
export function NewAssetDraft() {
  const { draft: id } = route.useParams()
  const path = `/v1/term-sheet-drafts/${id}`
  const draft = useData<TermSheetDraft>(path)
  const { groups } = useData<{ readonly groups: readonly FormGroup[] }>('/v1/term-sheet-form')
  const [{ step }, setSearch] = useSearchState()
  const [visited, setVisited] = useState<ReadonlySet<Place>>(new Set())
  const asked = PLACES.find((place) => place === step) ?? PLACES[0]
  // Without fields there is only the text.
  const place = draft.values === null ? 'review' : asked
  function go(next: Place) {
    setVisited((before) => new Set([...before, place]))
    setSearch({ step: next })
  }

  return (
    <Page
      title={draft.name ?? t('newAsset.title')}
      eyebrow={
        <Link to="/new-asset" search={{}}>
          {t('newAsset.drafts')}
        </Link>
      }
      lede={
        <span aria-live="polite">
          {t('newAsset.saved')} <DateText value={draft.savedAt} time />
        </span>
      }
    >
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <Stepper draft={draft} groups={groups} place={place} visited={visited} onGo={go} />
        <div className="min-w-0">
          <StepHeading step={place}>{t(`newAsset.${place}`)}</StepHeading>
          <p className="mt-1 mb-5 max-w-prose text-ink-soft">{t(`newAsset.${place}Why`)}</p>
          {place === 'review' ? (
            <DraftReview draft={draft} path={path} />
          ) : (
            <Step
              key={place}
              draft={draft}
              path={path}
              groups={groups}
              step={place}
              wasVisited={visited.has(place)}
              onDone={() => go(PLACES[PLACES.indexOf(place) + 1] ?? 'review')}
            />
          )}
        </div>
      </div>
    </Page>
  )
}

function Stepper({
  draft,
  groups,
  place,
  visited,
  onGo,
}: {
  readonly draft: TermSheetDraft
  readonly groups: readonly FormGroup[]
  readonly place: Place
  readonly visited: ReadonlySet<Place>
  readonly onGo: (place: Place) => void
}) {
  const errors = draft.findings.filter(({ severity }) => severity === 'error')
  return (
    <nav aria-label={t('newAsset.steps')} className="print:hidden">
      <ol className="grid grid-cols-2 gap-2 lg:sticky lg:top-6 lg:grid-cols-1">
        {PLACES.map((each, n) => {
          const count = each === 'review' ? errors.length : errorsOf(draft, groups, each).length
          const isNews = visited.has(each) || count === 0
          const Icon = count === 0 ? CheckCircle2 : isNews ? CircleAlert : CircleDashed
          const tone = count === 0 ? 'text-good' : isNews ? 'text-bad' : ''
          return (
            <li key={each} className={clsx(each === 'review' && 'col-span-2 lg:col-span-1')}>
              <button
                type="button"
                disabled={draft.values === null && each !== 'review'}
                aria-current={each === place ? 'step' : undefined}
                onClick={() => onGo(each)}
                className={clsx(
                  'flex min-h-11 w-full items-center gap-2 rounded-[8px] border px-3 py-1.5 text-start text-sm disabled:cursor-not-allowed',
                  each === place ? 'border-accent font-semibold' : 'border-line text-ink-soft',
                )}
              >
                <Icon className={clsx('size-4 shrink-0', tone)} aria-hidden />
                <span className="min-w-0">
                  {n + 1}. {t(`newAsset.${each}`)}
                  <span className="sr-only">
                    , {count === 0 ? t('newAsset.whole') : t('newAsset.left', { count })}
                  </span>
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

function Step({
  draft,
  path,
  groups,
  step,
  wasVisited,
  onDone,
}: {
  readonly draft: TermSheetDraft
  readonly path: string
  readonly groups: readonly FormGroup[]
  readonly step: FormStep
  readonly wasVisited: boolean
  readonly onDone: () => void
}) {
  const [tried, setTried] = useState(0)
  const [rows, setRows] = useState<ReadonlyMap<string, number>>(new Map())
  const form = useRef<HTMLFormElement>(null)
  const write = useWrite<TermSheetDraft>()
  /** The draft as it is once what was typed last is kept. */
  const newest = useRef<Promise<TermSheetDraft | null>>(Promise.resolve(null))
  const values = draft.values ?? {}
  const parts = partsOf(groups, step, values, rows)
  const found = findingsByPlace(draft, parts)
  const errors = errorsOf(draft, groups, step).length

  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [tried])

  function edit(edits: readonly FieldEdit[]) {
    newest.current = write.mutateAsync({ path: `${path}/fields`, body: { edits } }).catch(() => null)
  }

  async function submit(event: FormEvent) {
    event.preventDefault()
    const kept = (await newest.current) ?? draft
    if (errorsOf(kept, groups, step).length === 0) onDone()
    else setTried((before) => before + 1)
  }

  const rowsOf = (list: string) => parts.filter((part) => part.path.startsWith(`${list}[`)).length
  const showRows = (list: string, count: number) => setRows((before) => new Map([...before, [list, count]]))

  function removeRow(list: string, part: Part) {
    showRows(list, rowsOf(list) - 1)
    // Also of a row that looks empty: what was typed into it may be on its way.
    edit([{ path: part.path, value: null }])
  }

  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)} className="space-y-8">
      {step === FORM_STEPS[0] && (
        <Example
          path={path}
          isEmpty={Object.keys(values).length === 0}
          onFilled={() => {
            newest.current = Promise.resolve(null)
          }}
        />
      )}
      <ProblemNote error={write.error} />
      <LooseFindings
        findings={looseFindings(draft, groups, step, parts)}
        showMissing={tried > 0 || wasVisited}
      />
      {groups
        .filter((group) => group.step === step)
        .map((group) => {
          const list = group.path.replace(/\[\]$/, '')
          return (
            <div key={group.path} className="space-y-5">
              {parts
                .filter((part) => part.group === group)
                .map((part) => (
                  <PartFields
                    key={part.path}
                    part={part}
                    values={values}
                    findingsAt={(place) => found.get(place) ?? []}
                    showMissing={tried > 0 || wasVisited}
                    onEdit={edit}
                    onRemove={part.index === null ? null : () => removeRow(list, part)}
                  />
                ))}
              {group.isList && (
                <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                  <Button small onClick={() => showRows(list, rowsOf(list) + 1)}>
                    <Plus className="size-4" aria-hidden />
                    {t('newAsset.add', { part: fieldLabel(list).toLowerCase() })}
                  </Button>
                  <p className="text-sm text-ink-soft">{group.hint}</p>
                </div>
              )}
            </div>
          )
        })}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary">
          {t('newAsset.next')}
        </Button>
        {tried > 0 && errors > 0 && (
          <p className="text-sm text-bad">{t('newAsset.left', { count: errors })}</p>
        )}
      </div>
    </form>
  )
}

function PartFields({
  part,
  values,
  findingsAt,
  showMissing,
  onEdit,
  onRemove,
}: {
  readonly part: Part
  readonly values: Readonly<Record<string, string>>
  readonly findingsAt: (place: string) => TermSheetDraft['findings']
  readonly showMissing: boolean
  readonly onEdit: (edits: readonly FieldEdit[]) => void
  readonly onRemove: (() => void) | null
}) {
  const { group, index } = part
  const own = part.path === '' ? [] : findingsAt(part.path)
  const error = errorOf(own, showMissing)
  const name = group.path === '' ? t('newAsset.sheet') : fieldLabel(group.path)
  const title = index === null ? name : itemLabel(group.path, index + 1)
  return (
    <fieldset className="min-w-0 rounded-[10px] border border-line bg-surface p-4 sm:p-5">
      <legend className="float-left mb-1 w-full font-semibold">
        {group.isNeeded ? title : t('newAsset.optional', { field: title })}
      </legend>
      <div className="clear-both">
        {group.hint !== '' && <p className="text-sm text-ink-soft">{group.hint}</p>}
        {error !== undefined && <Refused id={`part-${part.path}`} message={error} />}
        <p className="text-sm">
          <Warnings findings={own} />
        </p>
        <div className="mt-4 grid gap-x-6 gap-y-5 sm:grid-cols-2">
          {group.fields.map((field) => {
            const place = placeOf(part, field)
            return (
              <div
                key={field.path}
                className={clsx(
                  'min-w-0',
                  ['long-text', 'lines', 'pairs'].includes(field.kind) && 'sm:col-span-2',
                )}
              >
                <DraftField
                  field={field}
                  place={place}
                  saved={values[place] ?? ''}
                  findings={findingsAt(place)}
                  showMissing={showMissing}
                  onEdit={(value) => onEdit([{ path: place, value: value === '' ? null : value }])}
                />
              </div>
            )
          })}
        </div>
        {onRemove !== null && (
          <Button small look="quiet" className="mt-4" onClick={onRemove}>
            <Trash2 className="size-4" aria-hidden />
            {t('newAsset.remove', { part: title })}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

/** What is said about a step, or about the file as a whole, and about no field of it. */
function LooseFindings({
  findings,
  showMissing,
}: {
  readonly findings: TermSheetDraft['findings']
  readonly showMissing: boolean
}) {
  const shown = findings.filter(({ code }) => showMissing || code !== 'FIELD_REQUIRED')
  if (shown.length === 0) return null
  return (
    <ul className="card divide-y divide-line">
      {shown.map(({ severity, path, line, code, message }) => (
        <li key={`${line} ${path} ${code}`} className="px-4 py-3 text-sm sm:px-5">
          <p className={severity === 'error' ? 'font-medium text-bad' : 'text-warn'}>{message}</p>
          <p className="font-mono break-words text-ink-soft">{path}</p>
        </li>
      ))}
    </ul>
  )
}

/** An example in the place of what is there: at once where nothing is, and otherwise only after a second press. */
function Example({
  path,
  isEmpty,
  onFilled,
}: {
  readonly path: string
  readonly isEmpty: boolean
  readonly onFilled: () => void
}) {
  const [example, setExample] = useState<string>(SHEET_EXAMPLES[0])
  const fill = useWrite<TermSheetDraft>({ onDone: onFilled })
  const write = { path: `${path}/example`, body: { example } }
  return (
    <div className="space-y-3 rounded-[10px] border border-dashed border-line-strong p-4 sm:p-5">
      <ProblemNote error={fill.error} />
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 grow sm:max-w-xs">
          <SelectField
            label={t('newAsset.example')}
            value={example}
            onChange={(event) => setExample(event.target.value)}
            options={SHEET_EXAMPLES.map((each) => [each, statusWord(each)])}
          />
        </div>
        {isEmpty ? (
          <Button busy={fill.isPending} onClick={() => fill.mutate(write)}>
            {t('newAsset.fill')}
          </Button>
        ) : (
          <ReviewedAction
            look="secondary"
            label={t('newAsset.fill')}
            title={t('newAsset.fillTitle')}
            review={<p>{t('newAsset.fillReview')}</p>}
            confirm={t('newAsset.fill')}
            write={write}
            onDone={onFilled}
          />
        )}
      </div>
      <p className="text-sm text-ink-soft">{t('newAsset.exampleNote')}</p>
    </div>
  )
}
