import path from 'node:path'
import { systemClock } from '../platform/clock.ts'
import { sayBackupRefusal } from './backup.ts'
import type { CliCommand } from './command.ts'
import { EXIT } from './terminal.ts'
import { settings } from './with-platform.ts'

export const restoreCommand: CliCommand = {
  name: 'restore',
  summary: 'Put an archive of `backup` into an empty folder',
  details:
    'The archive is checked from end to end before anything is touched. ALIQUOT_HOME names the folder, which must be ' +
    'empty, and DATABASE_URL the database, which must be empty too. Who was erased after the backup is erased again, by ' +
    'the ledger that `backup` and the server keep beside the folder (ERASURES_FILE). When the server starts on it, it reads what the ' +
    'chain has done since before it pays anything.',
  arguments: [{ name: 'FILE', summary: 'the archive to read' }],
  options: [
    { flags: '--erasures <file>', summary: 'the ledger of erasures; else the one beside the folder' },
    { flags: '--without-erasures', summary: 'nobody has been erased since the backup' },
  ],
  run: async (session, [name = ''], options) => {
    const { terminal, folder } = session
    const { restore } = await import('../server/backup.ts')
    const read = settings(session)
    const erasures = options['erasures']
    const config =
      typeof erasures === 'string' ? { ...read, erasuresFile: path.resolve(folder, erasures) } : read
    const done = await restore(config, path.resolve(folder, name), {
      withoutErasures: options['withoutErasures'] === true,
      now: systemClock.now(),
    })
    if (!done.ok) return sayBackupRefusal(session, done)
    const { createdAt, tables, files, erasedAgain } = done.value
    terminal.answer({ home: config.home, createdAt, tables, files, erasedAgain })
    terminal.line(
      `Restored the backup of ${createdAt} into ${config.home}: ${tables} tables, ${files} files.`,
    )
    if (erasedAgain > 0) terminal.line(`Erased again ${erasedAgain} who had been erased after the backup.`)
    terminal.line('Now start the server; aliquot verify then compares it with the chain.')
    return EXIT.ok
  },
}
