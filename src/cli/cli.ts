import { Command, CommanderError, Help } from 'commander'
import { applyCommand } from './apply.ts'
import { backupCommand } from './backup.ts'
import { deployCommand } from './deploy.ts'
import type { CliCommand } from './command.ts'
import { driftCommand } from './drift.ts'
import { exportCommand } from './export.ts'
import { failureOf } from './failure.ts'
import { listsLoadCommand } from './lists.ts'
import { planCommand } from './plan.ts'
import { restoreCommand } from './restore.ts'
import { schemaCommand } from './schema.ts'
import { EXIT, openTerminal, type ExitCode } from './terminal.ts'
import { verifyCommand } from './verify.ts'

/** Every command there is, in the order of the help. */
const COMMANDS: readonly CliCommand[] = [
  planCommand,
  applyCommand,
  exportCommand,
  driftCommand,
  verifyCommand,
  deployCommand,
  backupCommand,
  restoreCommand,
  listsLoadCommand,
  schemaCommand,
]

const VERSION = '0.1.0'

const HELP = `
Exit codes:
  0  done, or nothing to do
  1  the answer is no: mistakes, a refusal, a difference
  2  it could not be run: a wrong call, an unusable setting, a service that does not answer

Settings come from the environment; docs/guides/operate.md lists them.`

/** Runs one command line. Answers its exit code; never throws, and never writes a stack trace. */
export async function runCli(call: {
  readonly args: readonly string[]
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly colours: boolean
}): Promise<ExitCode> {
  const { args, folder, environment, out, err } = call
  // Known before the line is read, because what is wrong with the line has to be said in that form as well.
  const json = args.includes('--json')
  const terminal = openTerminal({ json, out, err, colours: call.colours && !json })
  let exit: ExitCode = EXIT.ok

  const program = new Command('aliquot')
    .description('From term sheet to secondary market: real assets as security tokens, self-hosted.')
    .option('--json', 'answer with one JSON value')
    .addHelpText('after', HELP)
    .configureHelp({ subcommandTerm: term })
    .helpCommand('help [COMMAND]', 'Say more about a command')
    .version(VERSION, '--version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: () => {} })
  for (const command of COMMANDS) {
    const [group, leaf] = command.name.split(' ') as [string, string?]
    const parent =
      leaf === undefined
        ? program
        : program
            .command(group)
            .summary(command.summary)
            .description(command.summary)
            .helpCommand(false)
            .exitOverride()
            .configureOutput({ writeOut: out, writeErr: () => {} })
    const added = parent
      .command(leaf ?? group)
      .summary(command.summary)
      .description([command.summary, command.details].filter(Boolean).join('.\n\n'))
      .option('--json', 'answer with one JSON value')
      .allowExcessArguments(false)
      .exitOverride()
      .configureOutput({ writeOut: out, writeErr: () => {} })
    for (const argument of command.arguments) added.argument(`<${argument.name}>`, argument.summary)
    for (const option of command.options ?? []) added.option(option.flags, option.summary)
    added.action(async (...given: unknown[]) => {
      const values = given.slice(0, command.arguments.length).flat().map(String)
      exit = await command.run({ terminal, folder, environment }, values, added.opts())
    })
  }

  if (args.length === 0) {
    out(program.helpInformation())
    err('Name a command; the list is above.\n')
    return EXIT.failed
  }
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exit
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.ok
      terminal.fail('USAGE', usageSentence(error))
      return EXIT.failed
    }
    const { code, sentence } = failureOf(error)
    terminal.fail(code, sentence)
    return EXIT.failed
  }
}

/** A command as the list of them shows it: of a group, the whole of what is typed. */
function term(command: Command): string {
  const [leaf] = command.commands
  return leaf === undefined ? new Help().subcommandTerm(command) : `${command.name()} ${term(leaf)}`
}

/** What commander found wrong with the line, as a sentence that says what to do. */
function usageSentence(error: CommanderError): string {
  if (error.code === 'commander.help') return 'There is no such command. aliquot --help lists what there is.'
  const [first = ''] = error.message.replace(/^error: /, '').split('\n')
  const text = `${first.charAt(0).toUpperCase()}${first.slice(1)}`
  return `${text.replace(/[.]?$/, '.')} aliquot --help lists what there is.`
}
