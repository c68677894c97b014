import * as z from 'zod'
import type { Facts } from '../../kernel/result.ts'
import type { Problem } from '../../kernel/problem.ts'
import { INPUT_PROBLEMS, type InputReason } from './input.problems.ts'

/** One thing that is wrong with a request's parameters or body, and where: `lots[2].units`. */
export type InputError = { readonly path: string; readonly facts: Facts } & (
  | { readonly code: InputReason }
  /** A problem of the route's own. */
  | { readonly code: string; readonly problem: Problem }
)

/** The request could not be read into domain types. Thrown at the edge, answered with every error. */
export class InputRefused extends Error {
  readonly errors: readonly InputError[]

  constructor(errors: readonly InputError[]) {
    super(errors.map(({ path, code }) => `${path}: ${code}`).join(', '))
    this.errors = errors
  }
}

/** The path names something that cannot exist, so nothing was looked up. Answered with NOT_FOUND. */
export class PathUnknown extends Error {}

type Schemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly params: P
  readonly query: Q
  readonly body: B
}

/**
 * Reads a request's parts into domain types. Throws `InputRefused` with everything that is wrong, unknown fields first
 * and missing ones last, so that the first error is the one to mend first; an id in the path that cannot be one throws
 * `PathUnknown`.
 *
 * @param own the route's own problems: a field may name one of them, and is then told with everything else
 */
export function parseInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  schemas: Schemas<P, Q, B>,
  raw: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
  own: OwnProblems = {},
): { params: z.output<P>; query: z.output<Q>; body: z.output<B> } {
  const params = schemas.params.safeParse(raw.params ?? {})
  const query = schemas.query.safeParse(raw.query ?? {})
  const body = schemas.body.safeParse(raw.body ?? {})
  if (params.success && query.success && body.success)
    return { params: params.data, query: query.data, body: body.data }

  const inPath = params.success ? [] : inputErrors(params.error, raw.params, own)
  if (inPath.some(({ code }) => code === 'ID_INVALID')) throw new PathUnknown()
  throw new InputRefused(
    [
      ...inPath,
      ...(query.success ? [] : inputErrors(query.error, raw.query, own)),
      ...(body.success ? [] : inputErrors(body.error, raw.body, own)),
    ].sort((a, b) => weight(a) - weight(b)),
  )
}

function weight({ code }: InputError): number {
  return code === 'FIELD_UNKNOWN' ? 0 : code === 'FIELD_REQUIRED' ? 2 : 1
}

type OwnProblems = Readonly<Record<string, Problem>>

/** What zod found, in our codes. A field of fields.ts says its code itself, as the issue's message. */
function inputErrors(error: z.ZodError, raw: unknown, own: OwnProblems): InputError[] {
  return error.issues.flatMap((issue): InputError[] => {
    const path = pathText(issue.path)
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: pathText([...issue.path, key]),
        code: 'FIELD_UNKNOWN' as const,
        facts: {},
      }))
    if (issue.code === 'invalid_type' && valueAt(raw, issue.path) === undefined)
      return [{ path, code: 'FIELD_REQUIRED' as const, facts: {} }]
    const code = issue.message
    const facts = factsOf(issue.code === 'custom' ? issue.params : undefined)
    if (isInputReason(code)) return [{ path, code, facts }]
    const problem = Object.hasOwn(own, code) ? own[code] : undefined
    if (problem !== undefined) return [{ path, code, facts, problem }]
    return [{ path, ...standard(issue) }]
  })
}

/** What is said of an error: by the route where the problem is its own. */
export function problemOf(error: InputError): Problem {
  return 'problem' in error ? error.problem : INPUT_PROBLEMS[error.code]
}

function standard(issue: z.core.$ZodIssue): { code: InputReason; facts: Facts } {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'FIELD_TYPE', facts: { expected: issue.expected } }
    case 'invalid_value':
      return { code: 'FIELD_VALUE', facts: { values: issue.values.map(String).join(', ') } }
    case 'too_small':
      return { code: 'FIELD_TOO_SMALL', facts: { min: String(issue.minimum) } }
    case 'too_big':
      return { code: 'FIELD_TOO_LARGE', facts: { max: String(issue.maximum) } }
    default:
      return { code: 'FIELD_FORMAT', facts: {} }
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  )
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined,
    raw,
  )
}

function isInputReason(text: string): text is InputReason {
  return Object.hasOwn(INPUT_PROBLEMS, text)
}

function factsOf(params: Readonly<Record<string, unknown>> | undefined): Facts {
  return Object.fromEntries(
    Object.entries(params ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}
