import { useEffect, useRef, useState, type ChangeEvent, type FormEvent } from 'react'
import { ApiError, type Write } from './api.ts'
import type { FieldMessage } from './parts/field.tsx'
import { useWrite } from './query.ts'

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What an input of a form needs besides its label. */
export type Field = {
  readonly name: string
  readonly value: string
  readonly error: FieldMessage | undefined
  readonly onChange: (event: ChangeEvent<Input>) => void
}

/**
 * A form that is one write. Messages of the server stand at the fields they are about; what is about no field of the
 * form is `problem`. After a refusal the first field with a message has the focus.
 *
 * @param toWrite the request that the values ask for
 */
export function useForm<Values extends Record<string, string>, Answer>(options: {
  readonly initial: Values
  readonly toWrite: (values: Values) => Write
  readonly onDone: (answer: Answer) => void
  /** The field that a refusal of the whole is about, by its code. */
  readonly fieldOf?: Readonly<Record<string, keyof Values & string>>
}) {
  const [values, setValues] = useState(options.initial)
  const named = new Set(Object.keys(values))
  const form = useRef<HTMLFormElement>(null)
  const write = useWrite<Answer>({ onDone: options.onDone })
  const messages = messagesOf(write.error, options.fieldOf ?? {}, named)

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [write.error])

  const belongsToFields = messages.size > 0 && [...messages.keys()].every((path) => named.has(path))

  return {
    values,
    set: (name: keyof Values, value: string) => setValues((before) => ({ ...before, [name]: value })),
    field: (name: keyof Values & string): Field => ({
      name,
      value: values[name] ?? '',
      error: messages.get(name),
      onChange: ({ target: { value, inputMode } }: ChangeEvent<Input>) =>
        // A number is what its digits say: spaces around it, as copying leaves them, are none of it.
        setValues((before) => ({ ...before, [name]: inputMode === 'decimal' ? value.trim() : value })),
    }),
    problem: belongsToFields ? null : write.error,
    busy: write.isPending,
    form: {
      ref: form,
      noValidate: true,
      onSubmit: (event: FormEvent) => {
        event.preventDefault()
        if (!write.isPending) write.mutate(options.toWrite(values))
      },
    },
  }
}

/**
 * The server's messages by the name of the field: `/amount`, `body.amount` and `amount` are the same field, and so is
 * `events[1]` where one field takes all events.
 */
function messagesOf(
  error: Error | null,
  fieldOf: Readonly<Record<string, string>>,
  named: ReadonlySet<string>,
): Map<string, FieldMessage> {
  if (!(error instanceof ApiError)) return new Map()
  const whole = fieldOf[error.code]
  if (error.fields.length === 0 && whole !== undefined) return new Map([[whole, wholeMessage(error)]])
  return new Map(
    error.fields.map(({ path, code, message }) => {
      const name = path.replace(/^(body[./]|\/|\$\.?)/, '').replaceAll('/', '.')
      const list = name.replace(/\[\d+\]$/, '')
      return [!named.has(name) && named.has(list) ? list : name, { code, text: message }]
    }),
  )
}

/** A refusal of the whole as what the one field says that it is about. */
export function wholeMessage({ code, message, fix }: ApiError): FieldMessage {
  return { code, text: [message, fix].filter((part) => part !== null).join(' ') }
}
