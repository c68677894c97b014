import { getAddress, isAddress } from 'viem'
import type { Address } from '../instrument/instrument.ts'
import { numberOf, openRpc, type Rpc } from '../platform/chain/rpc.ts'
import type { CheckResult } from '../register/verify.ts'
import {
  derivedDistributions,
  kindOf,
  verify,
  type Contracts,
  type Verification,
} from '../register/verify.service.ts'
import { verifyInstallation } from '../server/verification.ts'
import { displayMoney, formatDecimal } from '../kernel/decimal.ts'
import { money } from '../kernel/money.ts'
import { supplyOf } from '../register/register.ts'
import type { CliCommand, Session } from './command.ts'
import { CommandFailed } from './failure.ts'
import { EXIT, type ExitCode, type Terminal } from './terminal.ts'
import { withPlatform } from './with-platform.ts'

/** Differences said one by one; more of one check are counted. */
const SHOWN_MAX = 20

export const verifyCommand: CliCommand = {
  name: 'verify',
  summary: 'Re-derive register, supply and every distribution from the chain, and say what differs',
  details:
    'Reads the chain’s logs and nothing else to derive who holds what, what is locked and frozen, every record date ' +
    'and every distribution; then compares that with the contracts’ own state, and with the database of this ' +
    'installation. With --rpc, --factory and --distributor it needs no installation: anybody can run it.',
  arguments: [],
  options: [
    { flags: '--rpc <url>', summary: 'a node to ask instead of this installation’s' },
    { flags: '--factory <address>', summary: 'with --rpc: the factory that made the tokens' },
    { flags: '--distributor <address>', summary: 'with --rpc: the distributor' },
    {
      flags: '--from-block <number>',
      summary: 'with --rpc: where the contracts’ history begins (default 0)',
    },
  ],
  run: async (session, _, options) => say(session.terminal, await verification(session, options)),
}

async function verification(
  session: Session,
  options: Readonly<Record<string, unknown>>,
): Promise<Verification> {
  const { rpc, factory, distributor, fromBlock } = options
  if (rpc === undefined) {
    if (factory !== undefined || distributor !== undefined || fromBlock !== undefined)
      throw new CommandFailed('USAGE', '--factory, --distributor and --from-block go with --rpc.')
    return withPlatform(session, async ({ db, rpc }) => {
      const result = await verifyInstallation({ db, rpc })
      if (result.ok) return result.value
      throw new CommandFailed(result.reason, 'There is nothing to verify: no contracts are on the chain yet.')
    })
  }
  if (typeof rpc !== 'string' || !URL.canParse(rpc))
    throw new CommandFailed('USAGE', '--rpc takes the address of a node, like http://127.0.0.1:8545.')
  return verifyNamed(openRpc(rpc), {
    factory: addressOf('--factory', factory),
    distributor: addressOf('--distributor', distributor),
    fromBlock: blockOf(fromBlock),
  })
}

/** Verifies contracts that somebody named, who may have named others: where nothing is found there, nothing was verified. */
async function verifyNamed(rpc: Rpc, contracts: Contracts): Promise<Verification> {
  const head = numberOf(await rpc.call('eth_blockNumber', []), 'the head')
  const { fromBlock } = contracts
  if (fromBlock > head)
    throw nothingVerified(`--from-block ${fromBlock} is not there yet: the newest block is ${head}.`)
  for (const kind of ['factory', 'distributor'] as const) {
    const found = await kindOf(rpc, contracts[kind])
    if (found === kind) continue
    const is = found === null ? 'is no contract that this program knows' : `is a ${found}`
    throw nothingVerified(`--${kind} takes the ${kind}, and what is at ${contracts[kind]} ${is}.`)
  }
  const verification = await verify(rpc, contracts)
  if (verification.tokens.length > 0) return verification
  throw nothingVerified(
    verification.made === 0
      ? `the factory at ${contracts.factory} has made no token yet. --factory takes the one that a proof page names.`
      : `the factory at ${contracts.factory} has made tokens (${verification.made}), all of them before block ${fromBlock}. ` +
          'Leave --from-block out, or give it the block in which the factory was made.',
  )
}

function nothingVerified(why: string): CommandFailed {
  return new CommandFailed('NOTHING_VERIFIED', `Nothing was verified: ${why}`)
}

function addressOf(flag: string, text: unknown): Address {
  if (typeof text === 'string' && isAddress(text, { strict: true })) return getAddress(text)
  throw new CommandFailed('USAGE', `${flag} takes the address of a contract, 0x and 40 hexadecimal digits.`)
}

function blockOf(text: unknown): number {
  if (text === undefined) return 0
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text)
  throw new CommandFailed('USAGE', '--from-block takes the number of a block.')
}

function say(terminal: Terminal, verification: Verification): ExitCode {
  const { block, checks } = verification
  const differing = checks.filter(({ differences }) => differences.length > 0)
  terminal.answer({
    ok: differing.length === 0,
    block: { number: block.number, hash: block.hash, at: block.at },
    tokens: verification.tokens.map((token) => ({
      token: token.token,
      name: token.name,
      symbol: token.symbol,
      supply: token.totalSupply,
      holders: token.wallets.filter(({ units }) => units > 0n).length,
      distributions: derivedDistributions(verification, token).map((one) => ({
        id: one.id,
        declared: one.declared,
        carriedIn: one.carriedIn,
        funded: one.funded,
        paid: one.paid,
        parked: one.parked,
        carried: one.carried,
        closed: one.closed,
        supplyOnRecord: one.supply,
        holders: one.entitlements.size,
      })),
    })),
    compared: checks.reduce((sum, { compared }) => sum + compared, 0),
    differences: differing.flatMap(({ check, subject, differences }) =>
      differences.map((difference) => ({ check, subject, ...difference })),
    ),
    checks: checks.map(({ check, subject, compared, differences }) => ({
      check,
      subject,
      compared,
      differences: differences.length,
    })),
  })
  terminal.line(`Checked at block ${block.number} (${block.hash}), ${block.at.toString()}`)
  if (verification.tokens.length === 0)
    terminal.line('No token is on the chain yet: what follows is about the rest.')
  sayTokens(terminal, verification)
  for (const check of checks) sayCheck(terminal, check)
  terminal.line()
  const compared = checks.reduce((sum, check) => sum + check.compared, 0)
  const count = differing.reduce((sum, { differences }) => sum + differences.length, 0)
  if (count === 0) terminal.line(terminal.paint('green', `Clean: ${compared} comparisons, no difference.`))
  else terminal.line(terminal.paint('red', `${count} of ${compared} comparisons differ.`))
  return count === 0 ? EXIT.ok : EXIT.no
}

function sayTokens(terminal: Terminal, verification: Verification): void {
  for (const token of verification.tokens) {
    const units = formatDecimal(supplyOf(token.wallets), token.decimals)
    terminal.line()
    terminal.line(terminal.paint('bold', `${token.name} (${token.symbol}) at ${token.token}`))
    terminal.line(`  ${units} units held, ${token.movements.length} logs read`)
    for (const one of derivedDistributions(verification, token)) {
      const text = (amount: bigint) => moneyText(verification, one.id, amount)
      const open = one.declared - one.paid - one.parked - one.carried
      const rest = one.closed ? `carried ${text(one.carried)}` : `still to pay or carry ${text(open)}`
      terminal.line(
        `  distribution ${one.id}: declared ${text(one.declared)} = paid ${text(one.paid)} + parked ${text(one.parked)} + ${rest}`,
      )
    }
  }
  terminal.line()
}

function moneyText({ distributor }: Verification, id: bigint, amount: bigint): string {
  const state = distributor.states.find((one) => one.id === id)
  const payment = distributor.payments.find((one) => one.payment === state?.payment)
  if (payment === undefined) return amount.toString()
  return displayMoney(money(amount, { code: payment.symbol, decimals: payment.decimals }))
}

function sayCheck(terminal: Terminal, { check, subject, compared, differences }: CheckResult): void {
  if (differences.length === 0) {
    terminal.line(`${terminal.paint('green', 'same   ')} ${check}, ${subject}: ${compared} compared`)
    return
  }
  terminal.line(
    `${terminal.paint('red', 'DIFFERS')} ${check}, ${subject}: ${differences.length} of ${compared}`,
  )
  for (const { what, expected, actual } of differences.slice(0, SHOWN_MAX))
    terminal.line(`          ${what}: should be ${expected}, is ${actual}`)
  if (differences.length > SHOWN_MAX) terminal.line(`          and ${differences.length - SHOWN_MAX} more`)
}
