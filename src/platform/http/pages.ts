import { createHmac, timingSafeEqual } from 'node:crypto'
import { InputRefused } from './input.ts'

/** One page of a list: `next` is the cursor of the page after it, null on the last. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }

/**
 * Cursors of one request. A cursor is the sort position of a page's last row, signed for this route and its filters:
 * taken elsewhere, or made up, it is CURSOR_INVALID.
 */
export type Pages = {
  /** The position after which the page begins: the values that `page` was given; null on the first page. */
  readonly after: (query: { readonly cursor: string | null }) => readonly string[] | null
  /**
   * Makes a page of `rows`, of which the store was asked for `limit + 1` so that it shows whether more follow.
   *
   * @param position what identifies a row's place in the order, as text: the sort column, then the id
   */
  readonly page: <T>(
    rows: readonly T[],
    query: { readonly limit: number },
    position: (row: T) => readonly string[],
  ) => Page<T>
}

const MAC_BYTES = 16

/** The cursors of requests to `scope`: the route, its parameters and its filters, as one text. */
export function pagesFor(key: Uint8Array, scope: string): Pages {
  const mac = (position: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([scope, position]))
      .digest()
      .subarray(0, MAC_BYTES)

  return {
    after: ({ cursor }) => {
      if (cursor === null) return null
      const bytes = Buffer.from(cursor, 'base64url')
      const text = bytes.subarray(MAC_BYTES).toString('utf8')
      if (bytes.length <= MAC_BYTES || !timingSafeEqual(bytes.subarray(0, MAC_BYTES), mac(text)))
        throw new InputRefused([{ path: 'cursor', code: 'CURSOR_INVALID', facts: {} }])
      // Signed by `page` below, so it is what that wrote.
      return JSON.parse(text) as readonly string[]
    },
    page: (rows, { limit }, position) => {
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      if (rows.length <= limit || last === undefined) return { items, next: null }
      const text = JSON.stringify(position(last))
      return { items, next: Buffer.concat([mac(text), Buffer.from(text)]).toString('base64url') }
    },
  }
}
