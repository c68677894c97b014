/** Who somebody is by what a provider read off their papers. It is compared with what they answered, and kept nowhere. */
export type VerifiedIdentity = {
  /** In each alphabet that it stands in; none where no name was read. */
  readonly names: readonly string[]
  /** As it came: a day as in ISO 8601, or something that is not compared. */
  readonly born: string | null
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Who somebody said they are. */
type Answered = { readonly name: string; readonly born: string | null }

/**
 * Whether what was read is another name or day of birth than what was answered. Names are the same in any order, with or
 * without accents, and where one leaves out some of the other's words: papers hold more names than people use. One that stands
 * in two alphabets is the same where it is in either. What is not known on both sides differs in nothing.
 */
export function isSomebodyElse({ names, born }: VerifiedIdentity, answered: Answered): boolean {
  const isOtherDay = isDay(born) && answered.born !== null && born !== answered.born
  const own = wordsOf(answered.name)
  const read = names.map(wordsOf).filter(({ size }) => size > 0)
  return isOtherDay || (read.length > 0 && read.every((name) => isOtherName(name, own)))
}

/** Whether everything that was answered was read, so that a difference found before is no more where there is none now. */
export function saysAll({ names, born }: VerifiedIdentity, answered: Answered): boolean {
  return names.some((name) => wordsOf(name).size > 0) && (isDay(born) || answered.born === null)
}

function isDay(born: string | null): born is string {
  return born !== null && DAY.test(born)
}

function isOtherName(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one.size === 0 || other.size === 0) return false
  return one.size < other.size ? !one.isSubsetOf(other) : !other.isSubsetOf(one)
}

function wordsOf(name: string): ReadonlySet<string> {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return new Set(plain.match(/\p{L}+/gu) ?? [])
}
