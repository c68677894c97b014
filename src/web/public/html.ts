import { withAmounts } from '../format.ts'

/** Markup that is safe to send: built by `html` alone. */
export type Html = { readonly markup: string }

type Part = string | number | Html | null | readonly Html[]

/** Builds markup. Every value that is not markup itself is escaped, with its amounts on one line; null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  return {
    markup: strings.reduce(
      (text, piece, i) => text + (i === 0 ? '' : markupOf(values[i - 1] ?? null)) + piece,
      '',
    ),
  }
}

function markupOf(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(withAmounts(String(part)))
  if ('markup' in part) return part.markup
  return part.map(({ markup }) => markup).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
