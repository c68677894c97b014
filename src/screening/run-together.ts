import { nameParts } from './name.ts'
import type { NameScore } from './name-score.ts'
import { SLIP_COST, SLIPS_LETTERS_MAX, slips } from './similarity.ts'

/**
 * Names of companies with nothing between their words, by pieces of them: slips that take a space away, or put one in, leave
 * other words and the same letters. Of two names that at most two slips part one of four pieces is in both, near its place
 * (but where each slip is a swap across the border of two pieces).
 */
export type RunTogether = {
  readonly texts: readonly Text[]
  readonly byPiece: ReadonlyMap<string, readonly number[]>
}
type Text = {
  readonly text: string
  /** What it says in figures: another number is another ship, not a slip. */
  readonly figures: string
  /** How many letters tell it apart: without those of legal forms. */
  readonly telling: number
}

const PIECES = 4
const SLIPS_MAX = 2

/** @param latin the names, in Latin letters */
export function buildRunTogether(latin: readonly string[]): RunTogether {
  const texts = latin.map(runTogether)
  const byPiece = new Map<string, number[]>()
  for (const [n, { text }] of texts.entries())
    for (const [piece, from, to] of pieces(text.length)) {
      const key = keyOf(text.length, piece, text.slice(from, to))
      const group = byPiece.get(key)
      if (group === undefined) byPiece.set(key, [n])
      else group.push(n)
    }
  return { texts, byPiece }
}

/**
 * The names that at most two slips lead to, by their place, as far as they score `floor`: a slip costs what it costs in a word
 * of all the letters that tell the name apart.
 */
export function searchRunTogether(index: RunTogether, latin: string, floor: number): Map<number, NameScore> {
  const asked = runTogether(latin)
  const found = new Map<number, NameScore>()
  for (const n of new Set(near(index, asked.text))) {
    const listed = index.texts[n]!
    const made = listed.figures === asked.figures ? slips(asked.text, listed.text, SLIPS_MAX) : null
    const score = made === null || listed.telling === 0 ? 0 : 1 - (made * SLIP_COST) / listed.telling
    const matches = [{ asked: asked.text, listed: listed.text, likeness: score }]
    if (score >= floor) found.set(n, { score, matches, unmatchedAsked: [], unmatchedListed: [] })
  }
  return found
}

function* near(index: RunTogether, text: string): Generator<number> {
  for (let length = text.length - SLIPS_MAX; length <= text.length + SLIPS_MAX; length++)
    for (const [piece, from, to] of pieces(length))
      for (let moved = -Math.min(SLIPS_MAX, from); moved <= SLIPS_MAX; moved++)
        yield* index.byPiece.get(keyOf(length, piece, text.slice(from + moved, to + moved))) ?? []
}

function runTogether(latin: string): Text {
  const parts = nameParts(latin, 'entity')
  const text = parts.map((part) => part.text).join('')
  return {
    // A longer name is known by its words.
    text: text.length > SLIPS_LETTERS_MAX ? '' : text,
    figures: text.replace(/[a-z]/g, ''),
    telling: parts.reduce((sum, part) => sum + (part.kind === 'form' ? 0 : part.text.length), 0),
  }
}

function pieces(length: number): [piece: number, from: number, to: number][] {
  const at = (piece: number) => Math.floor((length * piece) / PIECES)
  return length < PIECES
    ? []
    : Array.from({ length: PIECES }, (_, piece) => [piece, at(piece), at(piece + 1)])
}

function keyOf(length: number, piece: number, text: string): string {
  return `${length} ${piece} ${text}`
}
