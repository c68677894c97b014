import type { SubscriptionId } from '../kernel/ids.ts'
import { checkDigits } from '../ledger/iban.ts'

/** Characters of a subscription's id that go into its reference: 50 bits, so that no two are alike. */
const BODY_LENGTH = 10
const REFERENCE = new RegExp(`RF[0-9]{2}[0-9A-Z]{${BODY_LENGTH}}`)
const LENGTH = 4 + BODY_LENGTH

/**
 * What an investor writes on a bank transfer so that the money finds its subscription: a creditor reference of
 * ISO 11649, `RF`, two check digits and ten characters, which banks know and check themselves (ISO 7064 MOD 97-10).
 * One digit or letter for another, or two neighbours swapped, do not fit the check digits; of the rest one in 97 does,
 * and then names no subscription, since hardly any of the possible references is given out.
 */
export function paymentReference(id: SubscriptionId): string {
  const body = id.slice('sub_'.length, 'sub_'.length + BODY_LENGTH).toUpperCase()
  return `RF${checkDigits('RF', body)}${body}`
}

/** A reference in groups of four, as it is printed. */
export function printedReference(reference: string): string {
  return reference.replace(/(.{4})(?=.)/g, '$1 ')
}

/** The beginning that the id of the subscription with this reference has. */
export function idPrefixOf(reference: string): string {
  return `sub_${reference.slice(4).toLowerCase()}`
}

/** What stands in the text of a transfer: whole references, each once; and whether something else looks like one. */
export type FoundReferences = { readonly references: readonly string[]; readonly mistyped: boolean }

/**
 * Looks for references in free text. People and banks put in spaces, hyphens and line breaks, or write small letters;
 * and O for 0 or I and L for 1, which our ids never have, so they are read as meant.
 */
export function referencesIn(text: string): FoundReferences {
  const characters = text.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const references = new Set<string>()
  let candidates = 0
  for (let at = characters.indexOf('RF'); at !== -1; at = characters.indexOf('RF', at + 1)) {
    const meant = characters
      .slice(at + 2, at + LENGTH)
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')
    const reference = `RF${meant}`
    if (!REFERENCE.test(reference)) continue
    candidates += 1
    if (checkDigits('RF', reference.slice(4)) === reference.slice(2, 4)) references.add(reference)
  }
  return { references: [...references], mistyped: references.size === 0 && candidates > 0 }
}
