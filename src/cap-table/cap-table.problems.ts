import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { OcfCode, OcfMistake } from './ocf.ts'

type CapTableRefusal =
  | 'DATE_IN_FUTURE'
  | 'NOT_FOUND'
  | 'FILE_ENCODING'
  | 'ARCHIVE_UNSAFE'
  | 'ARCHIVE_DAMAGED'
  | 'CAP_TABLE_TOO_LARGE'
  | 'CSV_ROW'
  | 'CSV_TOO_LARGE'
  | 'CAP_TABLE_MISSING'
  | 'TOKEN_CLASS_UNKNOWN'

/** Why a cap table cannot be read or written. */
export const CAP_TABLE_PROBLEMS: Problems<CapTableRefusal> = {
  NOT_FOUND,
  DATE_IN_FUTURE: {
    status: 422,
    detail: 'The day is after today, {today}: what anybody holds then is not known.',
    fix: 'Ask for a day that has come.',
  },
  FILE_ENCODING: {
    status: 422,
    detail: 'The content is no base64.',
    fix: 'Send the bytes of the ZIP in base64, with padding.',
  },
  ARCHIVE_UNSAFE: {
    status: 422,
    detail: 'The archive reaches outside of itself, links elsewhere, or unpacks to far more than it is.',
    fix: 'Pack the files of the cap table alone, in one folder.',
  },
  ARCHIVE_DAMAGED: {
    status: 422,
    detail: 'The file is no ZIP, or it is damaged.',
    fix: 'Pack it again.',
  },
  CAP_TABLE_TOO_LARGE: {
    status: 422,
    detail: 'Reading it takes more memory or time than there is for one cap table.',
    fix: 'Leave out what is not of the cap table, or read it class by class.',
  },
  CSV_ROW: {
    status: 422,
    detail: 'There are mistakes in the list: {count}. Nothing of it was kept.',
    fix: 'Mend the rows that are listed below, then send it again.',
  },
  CSV_TOO_LARGE: {
    status: 413,
    detail: 'A list may have {max} rows. Nothing of a longer one is read.',
    fix: 'Send it as a package of Open Cap Format, or put several lots of one holder into one row.',
  },
  CAP_TABLE_MISSING: {
    status: 404,
    detail: 'No cap table is kept for this instrument.',
    fix: 'Send one to /v1/instruments/{id}/cap-table.',
  },
  TOKEN_CLASS_UNKNOWN: {
    status: 422,
    detail: 'The cap table has no stock class “{class}”; it has: {classes}.',
    fix: 'Name the class whose shares are the units of the token, or none.',
  },
}

/** What each finding means, for whoever mends it. */
export const OCF_SENTENCES: Readonly<Record<OcfCode, string>> = {
  OCF_MANIFEST_MISSING: 'There has to be one file of the type OCF_MANIFEST_FILE.',
  OCF_FILE_MISSING: 'The manifest names {what}, which is not there.',
  OCF_FILE_UNNAMED: '{what} is not named by the manifest and was not read.',
  OCF_MD5_MISMATCH: '{what} is not the file of which the manifest gives the MD5.',
  OCF_JSON_INVALID: '{what} is no JSON object, says a key twice, or has a number that is not exact.',
  OCF_OBJECT_INVALID: 'An object needs {what}.',
  OCF_OBJECT_UNKNOWN: '{what} is not known here. It is kept and returned as it is, and not counted.',
  OCF_ID_TWICE: 'The id {what} is there twice.',
  OCF_DATE_INVALID: '“{what}” is no day.',
  OCF_NUMBER: '{what} is no number of Open Cap Format.',
  OCF_CYCLE: 'Objects name each other in a circle: {what}.',
  OCF_SECURITY_UNKNOWN: 'No transaction before it issues the security {what}.',
  OCF_SECURITY_TWICE: 'The security {what} is issued twice.',
  OCF_TOO_MANY_UNITS: 'More is taken from {what} than there is.',
  OCF_RESULT_MISSING: 'No transaction issues {what}, which is to result from it.',
  OCF_REFERENCE_MISSING: '{what} is not in the package.',
  OCF_NOT_COUNTED: '{what} has no number of its own and is not counted.',
  OCF_EXPIRED:
    '{what} has expired and is not counted. What comes back to its plan is told by a transaction of its own.',
  OCF_CASH_SETTLED: '{what} is settled in cash: it gives no shares and is not counted.',
  OCF_OTHER_CURRENCY:
    '{what} is in another currency than its cap or the price of the round, and is not counted.',
  CSV_INVALID: 'The file is no CSV in UTF-8.',
  CSV_EMPTY: 'There is no row below the names of the columns.',
  CSV_COLUMN_MISSING: 'The column “{what}” has to be there.',
  CSV_COLUMN_UNKNOWN: '“{what}” is no column of a cap table.',
  CSV_COLUMN_TWICE: 'The column “{what}” is there twice.',
  CSV_CELLS: 'The row has {what} cells, more than there are columns.',
  CSV_ROW_TWICE: 'The row says the same as line {what}. If both are meant, add their numbers up.',
  CSV_FORMULA: '“{what}” begins as a formula does: a spreadsheet would run it.',
  CSV_SECURITY: '“{what}” is none of common, preferred, option, warrant, pool, safe, note.',
  CSV_VALUE_MISSING: 'A row of the kind {what} needs it.',
  CSV_VALUE_STRAY: 'A row of the kind {what} has none.',
  CSV_VALUE_INVALID: '“{what}” is none.',
  CSV_CLASS_TWICE: 'The class {what} is common in one row and preferred in another.',
  CSV_SAID_OTHERWISE: 'An earlier row says “{what}” of the same holder or class.',
  CSV_NOT_OCF: 'As a package of Open Cap Format the list is not valid without: {what}.',
}

/** As `CAP_TABLE_PROBLEMS`, and whatever may be wrong in a package: the first mistake gives its code, `errors` has all of them. */
export const KEPT_TABLE_PROBLEMS: Problems<CapTableRefusal | OcfMistake> = {
  ...CAP_TABLE_PROBLEMS,
  ...(Object.fromEntries(
    Object.entries(OCF_SENTENCES)
      .filter(([code]) => code.startsWith('OCF_'))
      .map(([code, detail]) => [
        code,
        {
          status: 422,
          detail,
          fix: 'Mistakes in all: {count}. Nothing was kept: mend each place that “errors” lists, then send it again.',
        },
      ]),
  ) as Problems<OcfMistake>),
}
