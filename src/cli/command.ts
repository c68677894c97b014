import type { ExitCode, Terminal } from './terminal.ts'

/** What a command may be called with, apart from its own arguments. */
export type Session = {
  readonly terminal: Terminal
  /** The folder the command was called in: files named on the command line are looked for here. */
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

export type Run<A extends readonly string[]> = (
  session: Session,
  args: A,
  options: Readonly<Record<string, unknown>>,
) => Promise<ExitCode>

/** One command, as data: `main.ts` lists them all. */
export type CliCommand = {
  readonly name: string
  readonly summary: string
  /** What more there is to know, below the summary in the command's own help. */
  readonly details?: string
  readonly arguments: readonly { readonly name: string; readonly summary: string }[]
  /** Flags as commander writes them: `--out <file>`. */
  readonly options?: readonly { readonly flags: string; readonly summary: string }[]
  readonly run: Run<readonly string[]>
}
