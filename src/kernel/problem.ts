import type { Facts } from './result.ts'

/**
 * What an outsider is told about one reason: an HTTP status, a sentence, what to do, and the source where a law or a
 * standard stands behind it. `{name}` in `detail` and `fix` is replaced by the refusal's fact of that name.
 */
export type Problem = {
  readonly status: 400 | 401 | 402 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 423 | 429 | 503
  readonly detail: string
  readonly fix: string
  readonly citation?: string
}

/** Every reason of a module with its problem. A reason without a sentence does not compile. */
export type Problems<R extends string> = Readonly<Record<R, Problem>>

/** One answer where there is nothing and where there is something that the asker may not see: nobody is to tell them apart. */
export const NOT_FOUND: Problem = {
  status: 404,
  detail: 'There is nothing here that you may see.',
  fix: 'Check the address.',
}

/** Fills `{name}` placeholders. A placeholder without a fact is a bug and throws. */
export function sentence(template: string, facts: Facts): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name]
    if (value === undefined) throw new Error(`no fact "${name}" for "${template}"`)
    return value
  })
}
