/** What a caller was refused: a stable reason, and the numbers that fill its sentence. */
export type Refusal<R extends string> = {
  readonly ok: false
  readonly reason: R
  readonly facts: Facts
  /** Where the input has many mistakes, all of them; the API answers them as `errors`. */
  readonly errors?: readonly FieldError[]
}

/** One mistake in an input: where it is (a JSON path, or `line 3, amount`), a stable code, and a sentence. */
export type FieldError = { readonly path: string; readonly code: string; readonly message: string }

/** Values of a refusal's sentence, by name. Already text: money and dates are formatted where they are known. */
export type Facts = Readonly<Record<string, string>>

/** Either a value, or a refusal that a well-behaved caller can meet. What only a bug can cause is thrown. */
export type Result<T, R extends string> = { readonly ok: true; readonly value: T } | Refusal<R>

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse<R extends string>(
  reason: R,
  facts: Facts = {},
  errors?: readonly FieldError[],
): Refusal<R> {
  return { ok: false, reason, facts, ...(errors === undefined ? {} : { errors }) }
}

/** The value of a result that the caller has made sure of; a refusal here is a bug and throws. */
export function must<T>(result: Result<T, string>): T {
  if (result.ok) return result.value
  throw new Error(`unexpected refusal ${result.reason} ${JSON.stringify(result.facts)}`)
}
