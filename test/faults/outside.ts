/**
 * Counts what a process awaits from outside of itself, and ends the process by SIGKILL at a chosen point: queries,
 * requests to the node, and, below the embedded chain's door, requests to anvil, files and the journal's way to the disk.
 *
 * Every await has two moments: before it is asked, and after it was answered but before anybody here knows.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import fs from 'node:fs'
import http from 'node:http'
import pg from 'pg'
import { watchStatements, type Await, type Moment, type Point } from './points.ts'

export type Watch = {
  /** From now on awaits are counted. */
  readonly arm: () => void
  /** Stops counting; returns what was counted. */
  readonly disarm: () => Lived
}

export type Lived = { readonly moments: readonly Moment[]; readonly looks: readonly Look[] }

/** What was outside at a time when no effect was under way, and how many had begun or ended by then. */
export type Look = { readonly effects: number; readonly outside: string }

export type Where = Pick<Point, 'label' | 'occurrence' | 'when'>

/**
 * @param end  where to end this process; null lets it live
 * @param look tells what is outside; asked before each await that returns a promise
 */
export function watchOutside(end: Where | null, look: (() => Promise<string>) | null = null): Watch {
  let armed = false
  let moments: Moment[] = []
  let looks: Look[] = []
  let effects = 0
  let underWay = 0
  let looking = Promise.resolve()
  const seen = new Map<string, number>()
  /** What `look` itself awaits is of no life. */
  const looker = new AsyncLocalStorage<true>()
  const isCounted = () => armed && looker.getStore() === undefined

  const at = (when: Moment['when'], of: Await): void => {
    moments.push({ when, of })
    if (of.label === end?.label && of.occurrence === end.occurrence && when === end.when) endNow()
  }
  /** Effects change what is outside from when they are asked for, counted or not. */
  const changes = (by: 1 | -1): void => {
    effects++
    underWay += by
  }
  /** Notes an await; returns what to do when its answer has come. */
  const asks: Asks = ({ label, effect }) => {
    const changed = effect === null ? () => {} : changes
    changed(1)
    if (!isCounted()) return () => changed(-1)
    const occurrence = seen.get(label) ?? 0
    seen.set(label, occurrence + 1)
    const of = { label, occurrence, effect }
    at('before', of)
    return () => {
      changed(-1)
      at('after', of)
    }
  }
  const looked = async (ask: () => Promise<string>): Promise<void> => {
    const [before, idle] = [effects, underWay === 0]
    const outside = await ask()
    if (idle && effects === before) looks.push({ effects, outside })
  }
  const first: First = () => {
    if (!isCounted() || look === null) return null
    looking = looking.then(() => looker.run(true, () => looked(look)))
    return looking
  }
  watchQueries(asks, first)
  watchFetch(asks, first)
  watchAnvil(asks)
  watchFiles(asks)
  return {
    arm: () => {
      armed = true
    },
    disarm: () => {
      armed = false
      const lived = { moments, looks }
      moments = []
      looks = []
      seen.clear()
      return lived
    },
  }
}

type Told = Omit<Await, 'occurrence'>
type Asks = (told: Told) => () => void
/** What must come before an await of a promise, if anything must. */
type First = () => Promise<void> | null

function endNow(): never {
  process.kill(process.pid, 'SIGKILL')
  // Should the signal need a moment: nothing of ours runs any more.
  for (;;);
}

type AnyFunction = (...args: unknown[]) => unknown

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function'
}

/** Has `target`'s function note each await: by its callback, by the promise it returns, or, where it waits itself, at once. */
function replace(
  target: object,
  name: string,
  tell: (self: unknown, args: readonly unknown[]) => Told,
  asks: Asks,
  first: First = () => null,
): void {
  const original: unknown = Reflect.get(target, name)
  if (!isFunction(original)) throw new Error(`${name} is no function`)
  const call = (self: unknown, args: unknown[]): unknown => {
    const answered = asks(tell(self, args))
    const callback = args.at(-1)
    if (isFunction(callback)) {
      const last = (...answer: unknown[]) => {
        answered()
        return callback(...answer)
      }
      return original.apply(self, [...args.slice(0, -1), last])
    }
    const result = original.apply(self, args)
    if (result instanceof Promise) return result.finally(answered)
    answered()
    return result
  }
  Reflect.set(target, name, function (this: unknown, ...args: unknown[]) {
    const waits = isFunction(args.at(-1)) || isStream(args[0]) ? null : first()
    return waits === null ? call(this, args) : waits.then(() => call(this, args))
  })
}

/** pg takes an object that speaks to the server by itself, and returns it. */
function isStream(query: unknown): boolean {
  return typeof query === 'object' && query !== null && isFunction(Reflect.get(query, 'submit'))
}

function watchQueries(asks: Asks, first: First): void {
  const tell = watchStatements()
  replace(pg.Client.prototype, 'query', (self, [query]) => tell(Object(self), textOf(query)), asks, first)
}

function textOf(query: unknown): string {
  const text: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'text') : query
  return typeof text === 'string' ? text : 'stream'
}

function watchFetch(asks: Asks, first: First): void {
  const tell = (_: unknown, [, init]: readonly unknown[]) => {
    const methods = methodsOf(Object(init))
    return { label: `rpc ${methods}`, effect: methods.includes('eth_send') ? 'write' : null } as const
  }
  replace(globalThis, 'fetch', tell, asks, first)
}

function methodsOf(init: object): string {
  return [...new Set(String(Reflect.get(init, 'body')).match(/(?<="method":")\w+/g))].join(' ')
}

/** What anvil knows ends with it, and comes back from the journal. */
function watchAnvil(asks: Asks): void {
  const original = http.request
  Reflect.set(http, 'request', (...args: Parameters<typeof http.request>) => {
    const answered = asks({ label: 'anvil', effect: null })
    const request = original(...args)
    request.on('response', (response) => response.on('end', answered))
    return request
  })
}

/** Whatever was written is there when only the process ends: that the disk has it is no effect here. */
function watchFiles(asks: Asks): void {
  replace(fs, 'fdatasync', () => ({ label: 'journal to disk', effect: null }), asks)
  for (const name of ['writeFileSync', 'renameSync'])
    replace(fs, name, () => ({ label: `file ${name}`, effect: 'write' }), asks)
}
