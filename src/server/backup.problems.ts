import type { Problems } from '../kernel/problem.ts'

/** Why an installation cannot be backed up, or an archive not be restored. Nothing was touched in any of these cases. */
export type BackupRefusal =
  | 'NOTHING_TO_BACK_UP'
  | 'FILE_EXISTS'
  | 'ARCHIVE_UNREADABLE'
  | 'ARCHIVE_DAMAGED'
  | 'ARCHIVE_NEWER'
  | 'HOME_NOT_EMPTY'
  | 'DATABASE_NOT_EMPTY'
  | 'ERASURES_MISSING'
  | 'ERASURES_DAMAGED'

export const BACKUP_PROBLEMS: Problems<BackupRefusal> = {
  NOTHING_TO_BACK_UP: {
    status: 409,
    detail: 'There is no installation in {home}.',
    fix: 'Set ALIQUOT_HOME to the folder of yours.',
  },
  FILE_EXISTS: {
    status: 409,
    detail: '{file} exists already.',
    fix: 'Name another file: a backup never replaces one.',
  },
  ARCHIVE_UNREADABLE: {
    status: 422,
    detail: '{file} cannot be read as a backup: {detail}.',
    fix: 'Nothing was restored; take another archive.',
  },
  ARCHIVE_DAMAGED: {
    status: 422,
    detail: '{file} is damaged at {entry}: {detail}.',
    fix: 'Nothing was restored; take another archive.',
  },
  ARCHIVE_NEWER: {
    status: 409,
    detail: 'The archive was written by another version of Aliquot, whose database has {migration}.',
    fix: 'Restore it with that version; nothing was restored.',
  },
  HOME_NOT_EMPTY: {
    status: 409,
    detail: '{home} is not empty: it holds {entry}.',
    fix: 'Set ALIQUOT_HOME to an empty folder; nothing was restored.',
  },
  DATABASE_NOT_EMPTY: {
    status: 409,
    detail: 'The database is not empty: {table} has rows.',
    fix: 'Name an empty one in DATABASE_URL; nothing was restored.',
  },
  ERASURES_MISSING: {
    status: 409,
    detail:
      'There is no ledger of erasures at {file}, and whoever was erased after the backup could be read again.',
    fix: 'Name the ledger with --erasures, or say --without-erasures if nobody has been erased since; nothing was restored.',
    citation: 'Regulation (EU) 2016/679, article 17',
  },
  ERASURES_DAMAGED: {
    status: 422,
    detail: 'The ledger of erasures cannot be used. {detail}',
    fix: 'Bring another copy of it; nothing was restored.',
  },
}
