/** Why bytes are no JSON that this API reads. */
export type JsonReason =
  | 'JSON_INVALID'
  | 'JSON_DUPLICATE_KEY'
  | 'JSON_TOO_DEEP'
  | 'ENCODING_INVALID'
  | 'BODY_HAS_BOM'

/** The text is not acceptable JSON; `at` is the offset of the first character that is wrong. */
export class JsonRefused extends Error {
  readonly reason: JsonReason
  readonly at: number

  constructor(reason: JsonReason, at: number) {
    super(`${reason} at ${at}`)
    this.reason = reason
    this.at = at
  }
}

/** Deeper than anything that is meant, and far from what could exhaust the stack. */
const DEPTH_MAX = 32
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
// eslint-disable-next-line no-control-regex -- control characters are what a JSON string may not hold
const PLAIN = /[^"\\\u0000-\u001f]*/y
const SPACE = /[ \t\n\r]*/y
const LITERALS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
])
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/**
 * Reads JSON (RFC 8259) where `JSON.parse` is too lenient for money: a key that comes twice, however it is escaped, is
 * refused instead of the last one winning; so are numbers that are no finite float, half surrogates, invalid UTF-8 and
 * deep nesting. `__proto__` becomes a field like any other. Throws `JsonRefused`.
 */
export function readJson(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  if (text.charCodeAt(0) === 0xfeff) throw new JsonRefused('BODY_HAS_BOM', 0)
  const reader = new Reader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new JsonRefused('ENCODING_INVALID', 0)
  }
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): unknown {
    if (depth > DEPTH_MAX) throw this.#refusal('JSON_TOO_DEEP')
    this.#take(SPACE)
    const first = this.#text[this.#at]
    const value =
      first === '{'
        ? this.#object(depth)
        : first === '['
          ? this.#array(depth)
          : first === '"'
            ? this.#string()
            : this.#scalar()
    this.#take(SPACE)
    return value
  }

  end(): void {
    if (this.#at !== this.#text.length) throw this.#refusal('JSON_INVALID')
  }

  #object(depth: number): object {
    const object = {}
    this.#at += 1
    this.#take(SPACE)
    if (this.#taken('}')) return object
    do {
      this.#take(SPACE)
      const at = this.#at
      const key = this.#text[at] === '"' ? this.#string() : this.#fail()
      if (Object.hasOwn(object, key)) throw new JsonRefused('JSON_DUPLICATE_KEY', at)
      this.#take(SPACE)
      if (!this.#taken(':')) this.#fail()
      // Defined, not assigned: assigning to __proto__ would change what the object inherits.
      Object.defineProperty(object, key, {
        value: this.value(depth + 1),
        enumerable: true,
        writable: true,
        configurable: true,
      })
    } while (this.#taken(','))
    if (!this.#taken('}')) this.#fail()
    return object
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = []
    this.#at += 1
    this.#take(SPACE)
    if (this.#taken(']')) return array
    do array.push(this.value(depth + 1))
    while (this.#taken(','))
    if (!this.#taken(']')) this.#fail()
    return array
  }

  #string(): string {
    const start = this.#at
    this.#at += 1
    let text = ''
    for (;;) {
      text += this.#take(PLAIN)
      if (this.#taken('"')) break
      if (!this.#taken('\\')) this.#fail()
      text += this.#escape()
    }
    if (!text.isWellFormed()) throw new JsonRefused('ENCODING_INVALID', start)
    return text
  }

  #escape(): string {
    const letter = this.#text[this.#at] ?? ''
    if (letter === 'u') {
      const digits = this.#text.slice(this.#at + 1, this.#at + 5)
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail()
      this.#at += 5
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    this.#at += 1
    return ESCAPES[letter] ?? this.#fail()
  }

  #scalar(): unknown {
    for (const [word, value] of LITERALS)
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return value
      }
    const at = this.#at
    const digits = this.#take(NUMBER)
    const number = Number(digits)
    if (digits === '' || !Number.isFinite(number)) throw new JsonRefused('JSON_INVALID', at)
    return number
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const taken = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += taken.length
    return taken
  }

  #taken(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at += 1
    return true
  }

  #refusal(reason: JsonReason): JsonRefused {
    return new JsonRefused(reason, this.#at)
  }

  #fail(): never {
    throw this.#refusal('JSON_INVALID')
  }
}
