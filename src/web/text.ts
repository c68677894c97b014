import { t as said, type MessageKey, unbroken as joined } from '../messages/message.ts'
import { withAmounts } from './format.ts'

export { sentenceIn, textIn } from '../messages/message.ts'

/** As `t` of the catalogues; an amount and its currency stay on one line. */
export function t<K extends MessageKey>(...text: Parameters<typeof said<K>>): string {
  return withAmounts(said(...text))
}

/** A text of the server's in which an amount and its currency, and a number and its per cent, stay on one line. */
export function unbroken(text: string): string {
  return withAmounts(joined(text))
}
