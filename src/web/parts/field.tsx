import { clsx } from 'clsx'
import { useId, useState, type ComponentProps, type ReactNode } from 'react'
import { t } from '../text.ts'

/** Why a value was refused: the sentence, and the code that never changes and can be looked up. */
export type FieldMessage = { readonly code: string; readonly text: string }

type Shared = {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: FieldMessage | undefined
}

/**
 * An input with its label above, its hint and its message beneath, tied together for screen readers. What is
 * typed runs as its own first letters do, whichever way the screen is read.
 */
export function TextField({ label, hint, error, className, ...input }: Shared & ComponentProps<'input'>) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(ties) => <input dir="auto" {...input} {...ties} className={clsx('field', className)} />}
    </Labelled>
  )
}

export function TextArea({ label, hint, error, className, ...input }: Shared & ComponentProps<'textarea'>) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(ties) => <textarea dir="auto" {...input} {...ties} className={clsx('field', className)} />}
    </Labelled>
  )
}

export function SelectField({
  label,
  hint,
  error,
  options,
  ...input
}: Shared &
  ComponentProps<'select'> & { readonly options: readonly (readonly [value: string, label: string])[] }) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(ties) => (
        <select {...input} {...ties} className="field">
          {/* What nobody has chosen yet is nothing, not the first of the choices. */}
          {input.value === '' && options.every(([value]) => value !== '') && (
            <option value="">{t('action.choose')}</option>
          )}
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

export function CheckField({ label, hint, ...input }: Omit<Shared, 'error'> & ComponentProps<'input'>) {
  const id = useId()
  return (
    <div className="flex items-start gap-3">
      <input {...input} id={id} type="checkbox" className="mt-1 size-4.5 accent-(--accent)" />
      <div>
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {hint !== undefined && <p className="text-sm text-ink-soft">{hint}</p>}
      </div>
    </div>
  )
}

type Ties = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

function Labelled({
  label,
  hint,
  error,
  children,
}: Shared & { readonly children: (ties: Ties) => ReactNode }) {
  const id = useId()
  const described = [hint === undefined ? null : `${id}-hint`, error === undefined ? null : `${id}-error`]
    .filter((part) => part !== null)
    .join(' ')
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-sm text-ink-soft">
          {hint}
        </p>
      )}
      {error !== undefined && <Refused id={`${id}-error`} message={error} />}
    </div>
  )
}

/** What a field says when its value was refused, with the code, which a press copies. */
export function Refused({
  id,
  message: { code, text },
}: {
  readonly id: string
  readonly message: FieldMessage
}) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="mt-1 flex flex-wrap items-baseline gap-x-3 text-sm text-bad">
      <p id={id} className="font-medium">
        {text}
      </p>
      <button
        type="button"
        className="min-h-6 cursor-pointer font-mono text-xs break-all underline decoration-dotted"
        title={t(copied ? 'value.copied' : 'value.copy', { name: code })}
        onClick={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}
      >
        {code}
      </button>
    </div>
  )
}
