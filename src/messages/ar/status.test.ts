import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAIL_STATUSES } from '../../access/notice.ts'
import { USER_STATUSES } from '../../access/user.ts'
import { BANK_ENTRY_STATUSES } from '../../bank/deposit-match.ts'
import { DISTRIBUTION_STATUSES } from '../../corporate-action/distribution.ts'
import { FREQUENCIES } from '../../instrument/frequency.ts'
import { RECORD_RULES } from '../../instrument/income-calendar.ts'
import { ACCREDITATION_BASES, ACCREDITATION_STATUSES } from '../../investor/accreditation.ts'
import { FILE_KINDS } from '../../investor/file.ts'
import { INVESTOR_KINDS, KYC_STATUSES, WALLET_STATUSES } from '../../investor/investor.ts'
import { DOCUMENT_KINDS } from '../../issuer/data-room.ts'
import { ASSET_KINDS, VALUATION_METHODS } from '../../issuer/issuer.ts'
import { OFFERING_STATUSES } from '../../offering/offering.ts'
import { QUALIFICATION_STATUSES, TOKEN_QUALIFICATION_STATUSES } from '../../offering/qualification.ts'
import { PROCEEDS_STATUSES } from '../../offering/closing/proceeds.ts'
import { REFUSED_KINDS } from '../../offering/refusal/refusal.ts'
import {
  AGREEMENT_STATUSES,
  ISSUANCE_STATUSES,
  RAISE_STATUSES,
  SUBSCRIPTION_STATUSES,
} from '../../offering/subscription/subscription-state.ts'
import { ENFORCEMENT_KINDS, ENFORCEMENT_REASONS, ENFORCEMENT_STATUSES } from '../../register/enforcement.ts'
import { RECOVERY_STATUSES } from '../../register/recovery.ts'
import { TRANSFER_STATUSES } from '../../register/transfer-order.ts'
import { DECISION_STATES } from '../../restriction/judgement.ts'
import { ACTIONS } from '../../restriction/rule-pack.ts'
import { VERSION_STATES } from '../../restriction/rule-version.ts'
import { HIT_STATUSES } from '../../screening/screening.ts'
import { SHEET_EXAMPLES } from '../../term-sheet/term-sheet-form.ts'
import { STATUS_AR } from './status.ts'

test('every status and kind that a screen shows has its word in Arabic', () => {
  const shown: readonly string[] = [
    ...MAIL_STATUSES,
    ...USER_STATUSES,
    ...BANK_ENTRY_STATUSES,
    ...DISTRIBUTION_STATUSES,
    ...ACCREDITATION_BASES,
    ...ACCREDITATION_STATUSES,
    ...FILE_KINDS,
    ...INVESTOR_KINDS,
    ...KYC_STATUSES,
    ...WALLET_STATUSES,
    ...DOCUMENT_KINDS,
    ...ASSET_KINDS,
    ...VALUATION_METHODS,
    ...OFFERING_STATUSES,
    ...QUALIFICATION_STATUSES,
    ...TOKEN_QUALIFICATION_STATUSES,
    ...PROCEEDS_STATUSES,
    ...REFUSED_KINDS,
    ...AGREEMENT_STATUSES,
    ...ISSUANCE_STATUSES,
    ...RAISE_STATUSES,
    ...SUBSCRIPTION_STATUSES,
    ...ENFORCEMENT_KINDS,
    ...ENFORCEMENT_REASONS,
    ...ENFORCEMENT_STATUSES,
    ...RECOVERY_STATUSES,
    ...TRANSFER_STATUSES,
    ...DECISION_STATES,
    ...ACTIONS,
    ...VERSION_STATES,
    ...HIT_STATUSES,
    ...SHEET_EXAMPLES,
    ...FREQUENCIES,
    ...RECORD_RULES,
  ]
  assert.deepEqual(
    shown.filter((status) => STATUS_AR[status.toLowerCase()] === undefined),
    [],
  )
})
