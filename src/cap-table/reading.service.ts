import { formatDecimal } from '../kernel/decimal.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { openThread } from '../platform/thread.ts'
import { fullyDiluted } from './fully-diluted.ts'
import { numericText, ONE } from './numeric.ts'
import { readOcfPackage } from './ocf-package.service.ts'
import { positionsAt } from './position.ts'

/** What a reading may take: 100,000 transactions take a few seconds and some hundred megabytes. */
type ReadingLimits = { readonly heapMegabytes: number; readonly milliseconds: number }
const LIMITS: ReadingLimits = { heapMegabytes: 1_536, milliseconds: 60_000 }

/** A cap table that was read, in plain texts, as it travels. */
export type Reading = ReturnType<typeof toldOf>

type ReadingRefusal = 'ARCHIVE_UNSAFE' | 'ARCHIVE_DAMAGED' | 'CAP_TABLE_TOO_LARGE'
type ThreadFunctions = { readonly readInThread: typeof readInThread }

let turn: Promise<unknown> = Promise.resolve()

/**
 * Reads a cap table in a thread of its own, one at a time, so that a file that is made to take all memory or all time takes
 * neither from anybody else.
 *
 * @param price of one share in the next round, a plain decimal; null without one
 */
export function readCapTable(
  zip: Uint8Array,
  asOf: Temporal.PlainDate,
  price: string | null,
  limits: ReadingLimits = LIMITS,
): Promise<Result<Reading, ReadingRefusal>> {
  const reading = turn.then(() => readAlone(zip, asOf, price, limits))
  turn = reading.catch(() => null)
  return reading
}

async function readAlone(
  zip: Uint8Array,
  asOf: Temporal.PlainDate,
  price: string | null,
  limits: ReadingLimits,
): Promise<Result<Reading, ReadingRefusal>> {
  const thread = openThread<ThreadFunctions>(import.meta.url, limits)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limits.milliseconds)
  })
  try {
    const told = await Promise.race([thread.call('readInThread', zip, asOf.toString(), price), late])
    return told === 'late' ? refuse('CAP_TABLE_TOO_LARGE') : told
  } catch (error) {
    if (Object(error)['code'] === 'ERR_WORKER_OUT_OF_MEMORY') return refuse('CAP_TABLE_TOO_LARGE')
    throw error
  } finally {
    clearTimeout(timer)
    await thread.close()
  }
}

/** In the thread. */
export function readInThread(
  zip: Uint8Array,
  asOf: string,
  price: string | null,
): Result<Reading, 'ARCHIVE_UNSAFE' | 'ARCHIVE_DAMAGED'> {
  const found = readOcfPackage(Buffer.from(zip))
  return found.ok ? ok(toldOf(found.value, Temporal.PlainDate.from(asOf), price)) : refuse(found.reason)
}

function toldOf(
  found: Extract<ReturnType<typeof readOcfPackage>, { readonly ok: true }>['value'],
  asOf: Temporal.PlainDate,
  price: string | null,
) {
  const told = positionsAt(found.ok ? found.package.objects : [], asOf)
  const view = fullyDiluted(told, price === null ? null : priceOf(price))
  return {
    accepted: found.ok,
    findings: [...found.findings, ...told.findings],
    securities: told.securities.map(({ id, kind, stakeholder, stockClass, plan, ...one }) => ({
      id,
      kind,
      stakeholder,
      stockClass,
      plan,
      issuedOn: one.issuedOn.toString(),
      issued: numericText(one.issued),
      quantity: numericText(one.quantity),
      vested: one.vested === null ? null : numericText(one.vested),
      principal:
        one.principal === null
          ? null
          : { amount: numericText(one.principal.amount), currency: one.principal.currency },
    })),
    plans: told.plans.map(({ id, name, reserved, available }) => ({
      id,
      name,
      reserved: numericText(reserved),
      available: numericText(available),
    })),
    fullyDiluted: {
      shares: numericText(view.shares),
      isOverpromised: view.isOverpromised,
      lines: view.lines.map(({ shares, parts, why, ...line }) => ({
        ...line,
        isToken: false as const,
        shares: shares === null ? null : numericText(shares),
        percent: parts === null ? null : formatDecimal(parts, 4),
        why: { ...why },
      })),
    },
  }
}

function priceOf(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole) * ONE + BigInt(fraction.padEnd(10, '0').slice(0, 10) || '0')
}
