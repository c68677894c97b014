import { AGREEMENT_AR } from './agreement.ts'
import { BANK_AR } from './bank.ts'
import { BINDER_AR } from './binder.ts'
import { BOOKS_AR } from './books.ts'
import { BROWSE_AR } from './browse.ts'
import { CAP_TABLE_AR } from './cap-table.ts'
import { DATA_ROOM_AR } from './data-room.ts'
import { EMAIL_AR } from './email.ts'
import { FIELD_AR } from './field.ts'
import { FILINGS_AR } from './filings.ts'
import { HAPPENED_AR } from './happened.ts'
import { OFFERING_AR } from './offering.ts'
import { ONBOARDING_AR } from './onboarding.ts'
import { PROCEEDS_AR } from './proceeds.ts'
import { RAISE_AR } from './raise.ts'
import { SCREENS_AR } from './screens.ts'
import { STATUS_AR } from './status.ts'
import { SUBSCRIBE_AR } from './subscribe.ts'
import { TAX_AR } from './tax.ts'

/** Every text of the screens, the public pages and the mails in Arabic. A document is in the language of its term sheet. */
export const AR = {
  ...AGREEMENT_AR,
  ...BANK_AR,
  ...BINDER_AR,
  ...BOOKS_AR,
  ...BROWSE_AR,
  ...CAP_TABLE_AR,
  ...DATA_ROOM_AR,
  ...FILINGS_AR,
  ...HAPPENED_AR,
  ...OFFERING_AR,
  ...ONBOARDING_AR,
  ...PROCEEDS_AR,
  ...RAISE_AR,
  ...SCREENS_AR,
  ...SUBSCRIBE_AR,
  ...TAX_AR,
  email: EMAIL_AR,
  field: FIELD_AR,
  status: STATUS_AR,
}
