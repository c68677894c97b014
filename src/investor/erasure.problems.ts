import { PROTOCOL_NOT_DEPLOYED } from '../instrument/protocol.problems.ts'
import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { ErasureReason } from './erasure.ts'

export type ErasureRefusal =
  | ErasureReason
  | 'NOT_FOUND'
  | 'ERASURE_NOT_ASKED'
  | 'INVESTOR_ERASED'
  | 'INVESTOR_RESTRICTED'
  | 'HOLD_LIFTED'
  | 'FOUR_EYES'
  | 'PROTOCOL_NOT_DEPLOYED'

/** Refusals of everything that would add to the record of somebody who asked to be erased. */
export const RESTRICTION_PROBLEMS: Problems<'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED'> = {
  INVESTOR_RESTRICTED: {
    status: 423,
    detail: 'This investor asked to be erased, and until then nothing is added to what is kept of them.',
    fix: 'Take the request back first, if they changed their mind.',
    citation: 'Regulation (EU) 2016/679, article 18',
  },
  INVESTOR_ERASED: {
    status: 410,
    detail: 'This investor was erased.',
    fix: 'Take them up anew, under a new id.',
    citation: 'Regulation (EU) 2016/679, article 17',
  },
}

export const ERASURE_PROBLEMS: Problems<ErasureRefusal> = {
  ...RESTRICTION_PROBLEMS,
  NOT_FOUND,
  ERASURE_OPEN_POSITION: {
    status: 409,
    detail: 'The investor holds units, and the register has to name its holders.',
    fix: 'Erase them when the units were sold or redeemed.',
    citation: 'Regulation (EU) 2016/679, article 17(3)(b)',
  },
  ERASURE_PAYMENT_PENDING: {
    status: 409,
    detail: 'Money is owed to the investor, or on its way.',
    fix: 'Erase them when it was paid.',
    citation: 'Regulation (EU) 2016/679, article 17(3)(b)',
  },
  ERASURE_ORDER_OPEN: {
    status: 409,
    detail: 'A subscription or transfer of the investor has not come to its end.',
    fix: 'Erase them when it has.',
    citation: 'Regulation (EU) 2016/679, article 17(3)(b)',
  },
  ERASURE_DISPUTE_OPEN: {
    status: 409,
    detail: 'There is an open dispute in which the record is needed.',
    fix: 'Erase them when the hold was lifted.',
    citation: 'Regulation (EU) 2016/679, article 17(3)(e)',
  },
  ERASURE_LEGAL_HOLD: {
    status: 409,
    detail: 'An authority ordered that the record is kept.',
    fix: 'Erase them when the hold was lifted.',
    citation: 'Regulation (EU) 2016/679, article 17(3)(b)',
  },
  ERASURE_RETAINED: {
    status: 409,
    detail: 'The law asks to keep the record until {until} ({rule}).',
    fix: 'It is erased on that day by itself.',
    citation: 'Regulation (EU) 2016/679, article 17(3)(b)',
  },
  ERASURE_KEPT: {
    status: 409,
    detail: 'The law asks to keep the record for now.',
    fix: 'It is erased by itself when nothing asks for it any more.',
    citation: 'Regulation (EU) 2016/679, article 17(3)(b)',
  },
  ERASURE_NOT_ASKED: {
    status: 409,
    detail: 'Nobody asked to erase this investor.',
    fix: 'Record the request first.',
  },
  HOLD_LIFTED: { status: 409, detail: 'This hold was lifted already.', fix: 'There is nothing to do.' },
  FOUR_EYES: {
    status: 409,
    detail: 'You have asked to lift this hold; somebody else has to agree.',
    fix: 'Have another officer lift it.',
  },
  PROTOCOL_NOT_DEPLOYED,
}
