import { styleText } from 'node:util'

/**
 * How a command ends. `no`: it ran, and the answer is no (mistakes, a refusal, a difference). `failed`: it could not be
 * run (a wrong call, an unusable setting, a database or a chain that does not answer).
 */
export const EXIT = { ok: 0, no: 1, failed: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export type Colour = 'green' | 'yellow' | 'red' | 'dim' | 'bold'

/** Where a command writes: words for people, or with `--json` one JSON value for programs. */
export type Terminal = {
  readonly json: boolean
  /** A line for people; nothing with `--json`. */
  readonly line: (text?: string) => void
  /** A file as it is, to the last byte; nothing with `--json`. */
  readonly file: (text: string) => void
  /** The whole answer for programs; nothing without `--json`. */
  readonly answer: (value: unknown) => void
  /** What is going on, on the error stream, so that it never mixes with an answer. */
  readonly progress: (text: string) => void
  /** One sentence about why it did not work. */
  readonly fail: (code: string, sentence: string) => void
  readonly paint: (colour: Colour, text: string) => string
}

/** Bigints, dates and instants as text: JSON has none of them. */
function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? each.toString() : each), 2)
}

export function openTerminal(options: {
  readonly json: boolean
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly colours: boolean
}): Terminal {
  const { json, out, err, colours } = options
  return {
    json,
    line: (text = '') => {
      if (!json) out(`${text}\n`)
    },
    file: (text) => {
      if (!json) out(text)
    },
    answer: (value) => {
      if (json) out(`${jsonText(value)}\n`)
    },
    progress: (text) => {
      if (!json) err(`${text}\n`)
    },
    fail: (code, sentence) => {
      if (json) out(`${jsonText({ error: { code, message: sentence } })}\n`)
      else err(`${sentence}\n`)
    },
    paint: (colour, text) => (colours ? styleText(colour, text, { validateStream: false }) : text),
  }
}
