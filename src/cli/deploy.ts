import path from 'node:path'
import { getAddress, isAddress } from 'viem'
import { DEPLOYMENT_PROBLEMS } from '../instrument/deployment.problems.ts'
import type { GovernancePeople } from '../instrument/deployment.ts'
import type { Address } from '../instrument/instrument.ts'
import { sentence } from '../kernel/problem.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import type { CliCommand } from './command.ts'
import { CommandFailed } from './failure.ts'
import { manifestFile } from './manifest.ts'
import { EXIT } from './terminal.ts'
import { settings } from './with-platform.ts'

const DAY = 86_400
/** What AccessManager can count. */
const DELAY_MAX = 2 ** 32 - 1

export const deployCommand: CliCommand = {
  name: 'deploy',
  summary: 'Put the protocol’s contracts on a chain of your own, and write down what is where',
  details:
    'Goes on where it was when it was stopped, at whatever moment: run it again with the same MANIFEST. When all is ' +
    'done it sends nothing, and compares the code on the chain with the manifest. The operator’s account pays and owns ' +
    'the contracts: the key in the keystore (KEYSTORE_PASSWORD) or the remote signer (SIGNER_URL, OPERATOR_ADDRESS). An ' +
    'installation with the same operator finds them and uses them; stop it meanwhile, since both would count the ' +
    'account’s transactions.\n\n' +
    'With --governor, --enforcer and --guardian, the registry and the factory are given to a governance at the end: ' +
    'what those people schedule waits for its delay, and the guardian can cancel it.',
  arguments: [{ name: 'MANIFEST', summary: 'the file to write, like deployment.json' }],
  options: [
    { flags: '--rpc <url>', summary: 'the node to use (default CHAIN_RPC_URL)' },
    { flags: '--governor <address>', summary: 'who changes roles, rules and owners' },
    { flags: '--enforcer <address>', summary: 'who forces transfers and recovers wallets' },
    { flags: '--guardian <address>', summary: 'who may cancel what those two schedule' },
    { flags: '--governor-delay <days>', summary: 'how long the governor’s calls wait (default 3)' },
    { flags: '--enforcer-delay <days>', summary: 'how long the enforcer’s calls wait (default 1)' },
  ],
  run: async (session, [name = ''], options) => {
    const { terminal, folder, environment } = session
    const people = peopleOf(options)
    const url = options['rpc'] ?? environment['CHAIN_RPC_URL']
    if (typeof url !== 'string' || !URL.canParse(url))
      throw new CommandFailed('USAGE', '--rpc takes the address of a node, like http://127.0.0.1:8545.')
    const config = settings({ ...session, environment: { ...environment, CHAIN_RPC_URL: url } })
    const [{ deploy }, { openAccounts }] = await Promise.all([
      import('../instrument/deployment.service.ts'),
      import('../server/accounts.ts'),
    ])
    const { operator } = await openAccounts(config)
    const done = await deploy({
      rpc: openRpc(url),
      signer: operator,
      people,
      store: manifestFile(path.resolve(folder, name)),
      say: terminal.progress,
    })
    if (!done.ok) {
      const { detail, fix } = DEPLOYMENT_PROBLEMS[done.reason]
      terminal.fail(done.reason, `${sentence(detail, done.facts)} ${sentence(fix, done.facts)}`)
      return EXIT.no
    }
    terminal.answer(done.value)
    for (const { step, address } of done.value.contracts) terminal.line(`${step.padEnd(18)} ${address}`)
    terminal.line(`Chain ${done.value.chainId}: everything is in place and as ${name} says.`)
    return EXIT.ok
  },
}

/** The people of a governance: all of them or none. */
function peopleOf(options: Readonly<Record<string, unknown>>): GovernancePeople | null {
  const names = ['governor', 'enforcer', 'guardian'] as const
  if (names.every((name) => options[name] === undefined)) return null
  const [governor, enforcer, guardian] = names.map((name) => addressOf(`--${name}`, options[name]))
  if (governor === undefined || enforcer === undefined || guardian === undefined)
    throw new CommandFailed('USAGE', 'A governance has three people.')
  if (guardian === governor || guardian === enforcer)
    throw new CommandFailed('USAGE', '--guardian is somebody else than the two who are guarded.')
  return {
    governor,
    enforcer,
    guardian,
    governorDelay: secondsOf('--governor-delay', options['governorDelay'] ?? '3'),
    enforcerDelay: secondsOf('--enforcer-delay', options['enforcerDelay'] ?? '1'),
  }
}

function addressOf(flag: string, text: unknown): Address {
  if (typeof text === 'string' && isAddress(text, { strict: true })) return getAddress(text)
  throw new CommandFailed(
    'USAGE',
    `${flag} takes an address: --governor, --enforcer and --guardian go together.`,
  )
}

function secondsOf(flag: string, text: unknown): number {
  const days = typeof text === 'string' && /^\d{1,5}(\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN
  const seconds = Math.round(days * DAY)
  if (seconds >= 1 && seconds <= DELAY_MAX) return seconds
  throw new CommandFailed('USAGE', `${flag} takes a number of days, like 3 or 0.5, and more than none.`)
}
