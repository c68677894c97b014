import path from 'node:path'
import { readConfig } from '../platform/config.ts'
import { sayBackupRefusal } from './backup.ts'
import type { CliCommand } from './command.ts'
import { EXIT } from './terminal.ts'

export const restoreCommand: CliCommand = {
  name: 'restore',
  summary: 'Put an archive of `backup` into an empty folder',
  details:
    'The archive is checked from end to end before anything is touched. ALIQUOT_HOME names the folder, which must be ' +
    'empty, and DATABASE_URL the database, which must be empty too. When the server starts on it, it reads what the ' +
    'chain has done since before it pays anything.',
  arguments: [{ name: 'FILE', summary: 'the archive to read' }],
  run: async (session, [name = '']) => {
    const { terminal, environment, folder } = session
    const { restore } = await import('../server/backup.ts')
    const config = readConfig(environment, folder)
    const done = await restore(config, path.resolve(folder, name))
    if (!done.ok) return sayBackupRefusal(session, done)
    const { createdAt, tables, files } = done.value
    terminal.answer({ home: config.home, createdAt, tables, files })
    terminal.line(
      `Restored the backup of ${createdAt} into ${config.home}: ${tables} tables, ${files} files.`,
    )
    terminal.line('Now start the server; aliquot verify then compares it with the chain.')
    return EXIT.ok
  },
}
