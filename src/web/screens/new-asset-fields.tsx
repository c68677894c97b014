import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { FormField } from '../../term-sheet/term-sheet-form.ts'
import type { DraftFinding } from '../data.ts'
import { SelectField, TextArea, TextField } from '../parts/field.tsx'
import { fieldLabel } from '../sheet-form.ts'
import { exemptionText, statusWord } from '../status.ts'
import { t } from '../text.ts'

/**
 * One field of a draft. What is typed is sent when the field is left, and judged as the file is; what the server has kept
 * is shown as soon as nothing newer is being typed.
 */
export function DraftField({
  field,
  place,
  saved,
  findings,
  showMissing,
  onEdit,
}: {
  readonly field: FormField
  /** Where it stands in the draft. */
  readonly place: string
  readonly saved: string
  readonly findings: readonly DraftFinding[]
  /** Whether it is said that something is missing, which is no news before one has been there. */
  readonly showMissing: boolean
  readonly onEdit: (value: string) => void
}) {
  const [text, setText] = useState(saved)
  const [left, setLeft] = useState(false)
  const sent = useRef(saved)

  useEffect(() => {
    if (text === sent.current) setText(saved)
    sent.current = saved
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what the server says is news here
  }, [saved])

  function keep(value: string) {
    setText(value)
    setLeft(true)
    if (value === sent.current) return
    sent.current = value
    onEdit(value)
  }

  const shared = {
    name: place,
    label: field.isNeeded ? fieldLabel(place) : t('newAsset.optional', { field: fieldLabel(place) }),
    hint: <Hint field={field} findings={findings} />,
    error: errorOf(findings, showMissing || left),
    required: field.isNeeded,
  }
  if (field.kind === 'choice' || field.kind === 'yes-no')
    return (
      <SelectField
        {...shared}
        value={text}
        onChange={(event) => keep(event.target.value)}
        options={[['', t('newAsset.choose')], ...optionsOf(field, place, text)]}
      />
    )
  const typed = {
    ...shared,
    value: text,
    onChange: (event: { readonly target: { readonly value: string } }) => setText(event.target.value),
    onBlur: () => keep(text),
    autoComplete: 'off',
  }
  if (field.kind === 'long-text' || field.kind === 'lines' || field.kind === 'pairs')
    return <TextArea {...typed} rows={field.kind === 'long-text' ? 3 : Math.max(3, lines(text) + 1)} />
  // A date that is none can be shown, and mended, as the text that it is.
  const isDate = field.kind === 'date' && /^(|\d{4}-\d\d-\d\d)$/.test(saved)
  return (
    <TextField
      {...typed}
      type={isDate ? 'date' : 'text'}
      inputMode={field.kind === 'amount' ? 'decimal' : field.kind === 'integer' ? 'numeric' : undefined}
      spellCheck={false}
    />
  )
}

/** Of the choices one that the draft has and the schema does not is shown too: it is what is wrong. */
function optionsOf(field: FormField, place: string, text: string): readonly (readonly [string, string])[] {
  const known =
    field.kind === 'yes-no'
      ? ([
          ['true', t('newAsset.yes')],
          ['false', t('newAsset.no')],
        ] as const)
      : field.choices.map((choice) => [choice, choiceText(choice, place)] as const)
  return text === '' || known.some(([value]) => value === text) ? known : [...known, [text, text]]
}

/** Exemptions have the names of their laws; codes of the market stay as they are; words become words. */
function choiceText(choice: string, place: string): string {
  if (place.endsWith('.exemption')) return exemptionText(choice)
  return /^[A-Z0-9]+$/.test(choice) ? choice : statusWord(choice)
}

function Hint({
  field: { kind, hint },
  findings,
}: {
  readonly field: FormField
  readonly findings: readonly DraftFinding[]
}): ReactNode {
  const form = kind === 'lines' ? t('newAsset.lines') : kind === 'pairs' ? t('newAsset.pairs') : ''
  return (
    <>
      {[hint, form]
        .filter((part) => part !== '')
        .join(' ')
        .split('`')
        .map((part, i) =>
          i % 2 === 0 ? (
            part
          ) : (
            <code key={`${i} ${part}`} dir="ltr" className="font-mono">
              {part}
            </code>
          ),
        )}
      <Warnings findings={findings} />
    </>
  )
}

/** What is allowed and still worth a second look. */
export function Warnings({ findings }: { readonly findings: readonly DraftFinding[] }): ReactNode {
  return findings
    .filter(({ severity }) => severity === 'warning')
    .map(({ path, code, message }) => (
      <span key={`${path} ${code}`} className="mt-1 block text-warn">
        {message}
      </span>
    ))
}

/** The first thing that is wrong; that nothing is there yet only when asked for. */
export function errorOf(findings: readonly DraftFinding[], showMissing: boolean) {
  const first = findings.find(
    ({ severity, code }) => severity === 'error' && (showMissing || code !== 'FIELD_REQUIRED'),
  )
  return first === undefined ? undefined : { code: first.code, text: first.message }
}

function lines(text: string): number {
  return text.split('\n').length
}
