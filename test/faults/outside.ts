/**
 * Counts what a process awaits from outside of itself, and ends the process by SIGKILL at a chosen point: queries,
 * requests to the node, and, below the embedded chain's door, requests to anvil and the journal's way to the disk.
 *
 * Every await has two points: before it is asked, and after it was answered but before anybody here knows.
 */
import fs from 'node:fs'
import http from 'node:http'
import pg from 'pg'

export type Point = {
  /** Which await: its label, and how many like it came before. */
  readonly label: string
  readonly occurrence: number
  readonly when: 'before' | 'after'
}

export type Watch = {
  /** From now on awaits are counted. */
  readonly arm: () => void
  /** Stops counting; returns a label for each await. */
  readonly disarm: () => string[]
}

/** @param end the point to end this process at; null lets it live */
export function watchOutside(end: Point | null): Watch {
  let armed = false
  let awaited: string[] = []
  let alike = 0

  /** Notes an await; returns what to do when its answer has come. */
  const asks = (label: string): (() => void) => {
    if (!armed) return () => {}
    awaited.push(label)
    if (label !== end?.label || alike++ !== end.occurrence) return () => {}
    if (end.when === 'before') endNow()
    return endNow
  }
  watchQueries(asks)
  watchFetch(asks)
  watchAnvil(asks)
  watchJournal(asks)
  return {
    arm: () => {
      armed = true
    },
    disarm: () => {
      armed = false
      const list = awaited
      awaited = []
      return list
    },
  }
}

type Asks = (label: string) => () => void

function endNow(): never {
  process.kill(process.pid, 'SIGKILL')
  // Should the signal need a moment: nothing of ours runs any more.
  for (;;);
}

type AnyFunction = (...args: unknown[]) => unknown

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function'
}

/** A function that calls `original` and notes the await: by its callback, or by the promise it returns. */
function watched(
  original: AnyFunction,
  label: (args: readonly unknown[]) => string,
  asks: Asks,
): AnyFunction {
  return function (this: unknown, ...args) {
    const answered = asks(label(args))
    const callback = args.at(-1)
    if (isFunction(callback))
      args[args.length - 1] = (...answer: unknown[]) => {
        answered()
        return callback(...answer)
      }
    const result = original.apply(this, args)
    return result instanceof Promise ? result.finally(answered) : result
  }
}

function replace(
  target: object,
  name: string,
  label: (args: readonly unknown[]) => string,
  asks: Asks,
): void {
  const original: unknown = Reflect.get(target, name)
  if (!isFunction(original)) throw new Error(`${name} is no function`)
  Reflect.set(target, name, watched(original, label, asks))
}

function watchQueries(asks: Asks): void {
  replace(pg.Client.prototype, 'query', ([query]) => `sql ${textOf(query)}`, asks)
}

function textOf(query: unknown): string {
  const text: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'text') : query
  return typeof text === 'string' ? text.replace(/\s+/g, ' ').trim().slice(0, 60) : 'stream'
}

function watchFetch(asks: Asks): void {
  replace(globalThis, 'fetch', ([, init]) => `rpc ${methodsOf(Object(init))}`, asks)
}

function methodsOf(init: object): string {
  return [...new Set(String(Reflect.get(init, 'body')).match(/(?<="method":")\w+/g))].join(' ')
}

function watchAnvil(asks: Asks): void {
  const original = http.request
  Reflect.set(http, 'request', (...args: Parameters<typeof http.request>) => {
    const answered = asks('anvil')
    const request = original(...args)
    request.on('response', (response) => response.on('end', answered))
    return request
  })
}

function watchJournal(asks: Asks): void {
  replace(fs, 'fdatasync', () => 'journal to disk', asks)
}
