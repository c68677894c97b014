import pino, { type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** Where a value of these names would be a secret or a person's; none should be logged, and none is shown if it is. */
const SECRETS = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'key',
  'email',
  'name',
  'body',
  'signature',
]

/**
 * A structured log, one JSON object a line, in UTC. It holds ids, never people: no names, no addresses, no request
 * bodies, and of a database error not the row that it quotes.
 */
export function openLog({ level }: { readonly level: string }, destination?: DestinationStream): Log {
  const settings = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
    serializers: { err: told },
  }
  return destination === undefined ? pino(settings) : pino(settings, destination)
}

const CAUSES_MAX = 5

/** An error as it may stand in a log: where and what, not the values that it met. */
function told(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const code: unknown = Reflect.get(error, 'code')
  const constraint: unknown = Reflect.get(error, 'constraint')
  return {
    type: error.constructor.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: error.stack,
    ...(error.cause === undefined || depth === CAUSES_MAX ? {} : { cause: told(error.cause, depth + 1) }),
  }
}
