import path from 'node:path'
import { sentence } from '../kernel/problem.ts'
import type { Refusal } from '../kernel/result.ts'
import { systemClock } from '../platform/clock.ts'
import { BACKUP_PROBLEMS, type BackupRefusal } from '../server/backup.problems.ts'
import type { CliCommand, Session } from './command.ts'
import { EXIT, type ExitCode } from './terminal.ts'
import { settings } from './with-platform.ts'

export const backupCommand: CliCommand = {
  name: 'backup',
  summary: 'Write database, keys and the embedded chain into one archive',
  details:
    'Works while the server runs and while it does not, and never replaces a file. Keep the archive as you would keep ' +
    'the keys: it holds the vault’s master key. What comes from the environment (VAULT_KEY, KEYSTORE_PASSWORD) is not ' +
    'in it, nor is a chain of your own, nor the ledger of erasures, which a restore asks for.',
  arguments: [{ name: 'FILE', summary: 'the archive to write, like aliquot-2026-11-21.tar.gz' }],
  run: async (session, [name = '']) => {
    const { terminal, folder } = session
    const { backup } = await import('../server/backup.ts')
    const done = await backup(settings(session), path.resolve(folder, name), systemClock.now())
    if (!done.ok) return sayBackupRefusal(session, done)
    const { file, bytes, tables } = done.value
    terminal.answer({ file, bytes, tables })
    terminal.line(`Wrote ${file}: ${tables} tables, keys and the chain’s files in ${bytes} bytes.`)
    return EXIT.ok
  },
}

export function sayBackupRefusal({ terminal }: Session, { reason, facts }: Refusal<BackupRefusal>): ExitCode {
  const { detail, fix } = BACKUP_PROBLEMS[reason]
  terminal.fail(reason, `${sentence(detail, facts)} ${sentence(fix, facts)}`)
  return EXIT.no
}
