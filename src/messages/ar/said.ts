import { AR_FACTS } from './facts.ts'
import { AR_RISKS } from './risks.ts'
import { AR_RULES } from './rules.ts'
import { AR_SENTENCES } from './sentences.ts'

/** All that is said in English wherever it is read, and known again by it: of the server, of rules, and of risks. */
export const AR_SAID: Readonly<Record<string, string>> = {
  ...AR_SENTENCES,
  ...AR_FACTS,
  ...AR_RISKS,
  ...AR_RULES,
}
