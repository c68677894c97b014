/** A branded identifier: `inv_01j…`. The prefix says what it names, and the type keeps two kinds apart. */
export type Id<Prefix extends string> = string & { readonly __prefix: Prefix }

export type AuditId = Id<'aud'>
export type UserId = Id<'usr'>
export type KeyId = Id<'key'>
export type WebhookId = Id<'whk'>
export type InvestorId = Id<'inv'>
export type WalletId = Id<'wal'>
export type IssuerId = Id<'iss'>
export type SpvId = Id<'spv'>
export type AssetId = Id<'ast'>
export type InstrumentId = Id<'ins'>
export type OfferingId = Id<'off'>
export type SubscriptionId = Id<'sub'>
export type StatementId = Id<'stm'>
export type JournalEntryId = Id<'jrn'>
export type BankAccountId = Id<'bac'>
export type BankStatementId = Id<'bst'>
export type BankEntryId = Id<'bke'>
export type DistributionId = Id<'dst'>
export type RepaymentId = Id<'rpy'>
export type ProceedsPaymentId = Id<'prp'>
export type NoticeId = Id<'ntc'>
export type IntentId = Id<'int'>
export type ListVersionId = Id<'lsv'>
export type HitId = Id<'hit'>
export type CommentId = Id<'cmt'>
export type DecisionId = Id<'dec'>
export type RefusalId = Id<'rfs'>
export type QuestionId = Id<'qst'>
export type ChangeId = Id<'chg'>

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const BODY = /^[0-9a-hjkmnp-tv-z]{26}$/

let bytesFor: (prefix: string) => Uint8Array = randomBytes

/** Makes a new id: 130 random bits in Crockford's base 32, so it cannot be guessed or counted. */
export function newId<P extends string>(prefix: P): Id<P> {
  return `${prefix}_${[...bytesFor(prefix)].map((byte) => ALPHABET[byte & 31]).join('')}` as Id<P>
}

function randomBytes(): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(26))
}

/** Reads an id of this kind, or says null: another prefix, another length and other letters are not one. */
export function parseId<P extends string>(prefix: P, text: string): Id<P> | null {
  return text.startsWith(`${prefix}_`) && BODY.test(text.slice(prefix.length + 1)) ? (text as Id<P>) : null
}

/**
 * Makes `newId` repeatable until the returned function is called: the demo world must be the same on every machine. Each
 * kind of id has a sequence of its own, so that jobs which name notices meanwhile change no investor's. Never used where
 * an id must not be guessable.
 */
export function repeatableIds(seed: number): () => void {
  const states = new Map<string, number>()
  bytesFor = (prefix) => {
    let state =
      states.get(prefix) ?? [...prefix].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed) >>> 0
    const bytes = new Uint8Array(26).map(() => {
      // Marsaglia's xorshift32: enough to tell ids apart, and the same everywhere.
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      return state & 255
    })
    states.set(prefix, state)
    return bytes
  }
  return () => {
    bytesFor = randomBytes
  }
}
