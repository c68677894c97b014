import { AGREEMENT } from './agreement.ts'
import { BANK } from './bank.ts'
import { BOOKS } from './books.ts'
import { CAP_TABLE } from './cap-table.ts'
import { DATA_ROOM } from './data-room.ts'
import { BROWSE } from './browse.ts'
import { BINDER } from './binder.ts'
import { EMAIL } from './email.ts'
import { FILINGS } from './filings.ts'
import { HAPPENED } from './happened.ts'
import { OFFERING } from './offering.ts'
import { ONBOARDING } from './onboarding.ts'
import { PROCEEDS } from './proceeds.ts'
import { RAISE } from './raise.ts'
import { SUBSCRIBE } from './subscribe.ts'
import { SCREENS } from './screens.ts'
import { STATUS } from './status.ts'
import { TAX } from './tax.ts'

/**
 * Every text that a person reads, in English, by section. A section per screen or part of the shell; one that grows
 * gets a file of its own. `{name}` is filled by the caller; a text with a number has a form for `one` and for `other`.
 */
export const EN = {
  email: EMAIL,
  ...AGREEMENT,
  ...BANK,
  ...BINDER,
  ...BOOKS,
  ...CAP_TABLE,
  ...DATA_ROOM,
  ...FILINGS,
  ...HAPPENED,
  ...ONBOARDING,
  ...OFFERING,
  ...BROWSE,
  ...PROCEEDS,
  ...RAISE,
  ...SUBSCRIBE,
  ...SCREENS,
  ...STATUS,
  ...TAX,
} as const satisfies Catalogue

export type Text = string | { readonly one: string; readonly other: string }
export type Catalogue = Readonly<Record<string, Readonly<Record<string, Text>>>>
