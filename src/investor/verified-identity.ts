/** Who somebody is by what a provider read off their papers. It is compared with what they answered, and kept nowhere. */
export type VerifiedIdentity = {
  readonly name: string | null
  /** As it came: a day as in ISO 8601, or something that is not compared. */
  readonly born: string | null
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * Whether what was read is another name or day of birth than what was answered. Names are the same in any order, with or
 * without accents, and where one leaves out some of the other's words: papers hold more names than people use. What is not
 * known on both sides differs in nothing.
 */
export function isSomebodyElse(
  read: VerifiedIdentity,
  answered: { readonly name: string; readonly born: string | null },
): boolean {
  const isOtherDay =
    read.born !== null && DAY.test(read.born) && answered.born !== null && read.born !== answered.born
  return isOtherDay || (read.name !== null && isOtherName(wordsOf(read.name), wordsOf(answered.name)))
}

function isOtherName(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one.size === 0 || other.size === 0) return false
  return one.size < other.size ? !one.isSubsetOf(other) : !other.isSubsetOf(one)
}

function wordsOf(name: string): ReadonlySet<string> {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return new Set(plain.match(/\p{L}+/gu) ?? [])
}
