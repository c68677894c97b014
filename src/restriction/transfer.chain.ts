import { zeroAddress } from 'viem'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { REASONS } from '../../contracts/abi/reasons.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'
import { REGISTRY_STATUS } from '../investor/investor.ts'
import { question, type State } from '../platform/chain/state.ts'
import type { Finding, HolderFacts, InvestorFacts, TransferFacts } from './transfer.ts'

/** What is asked: would these units move. `from` null asks about an issuance. */
export type Ask = {
  readonly token: Address
  readonly from: Address | null
  readonly to: Address
  readonly units: bigint
}

const COUNTRY_WORD_BITS = 256

/**
 * Every fact that the token's own rules read, as of one block.
 *
 * @param day the UTC day on which the transfer would happen: locks and expiries are weighed as of it, since the head
 *            of a quiet chain may be days old
 */
export async function readTransferFacts(state: State, ask: Ask, day: number): Promise<TransferFacts> {
  const { token } = ask
  const [paused, rules, countries, holders, usHolders, nonAccreditedHolders, registry] = await state.ask([
    question(token, securityTokenAbi, 'paused', []),
    question(token, securityTokenAbi, 'rules', []),
    question(token, securityTokenAbi, 'countries', []),
    question(token, securityTokenAbi, 'holderCount', []),
    question(token, securityTokenAbi, 'usHolderCount', []),
    question(token, securityTokenAbi, 'nonAccreditedHolderCount', []),
    question(token, securityTokenAbi, 'identityRegistry', []),
  ])
  const receiver = await readHolder(state, { token, registry, wallet: ask.to }, day)
  const sender =
    ask.from === null ? null : await readHolder(state, { token, registry, wallet: ask.from }, day)
  return {
    units: ask.units,
    today: day,
    token: {
      paused,
      balanceMax: rules.balanceMax,
      holdersMax: rules.holdersMax,
      holders: Number(holders),
      usHolders: Number(usHolders),
      usHoldersMax: rules.usHoldersMax,
      nonAccreditedHolders: Number(nonAccreditedHolders),
      nonAccreditedHoldersMax: rules.nonAccreditedHoldersMax,
      accreditedOnly: rules.accreditedOnly,
      countries: rules.countriesOn ? countryCodes(countries) : null,
      topics: rules.topics,
    },
    sender,
    receiver,
    toSelf: ask.from !== null && ask.from.toLowerCase() === ask.to.toLowerCase(),
    refusingModule: await readRefusingModule(state, ask),
  }
}

/** What each token itself says against these units, all as of one block and of the block's day. */
export async function readFindings(state: State, asks: readonly Ask[]): Promise<Finding[][]> {
  const answers = await state.ask(
    asks.map(({ token, from, to, units }) =>
      question(token, securityTokenAbi, 'explain', [from ?? zeroAddress, to, units]),
    ),
  )
  return answers.map((found) =>
    found.map(({ reason, actual, limit }) => {
      const known = REASONS[reason - 1]
      if (known === undefined) throw new Error(`a token gives reason ${reason}, which there is not`)
      return { reason: known, actual, limit }
    }),
  )
}

/**
 * The place of the first module that refuses. A module is a program of others: the token asks it as of the head.
 */
async function readRefusingModule(state: State, { token, from, to, units }: Ask): Promise<number | null> {
  const [[refuses, index]] = await state.ask([
    question(token, securityTokenAbi, 'refusingModule', [from ?? zeroAddress, to, units]),
  ])
  return refuses ? Number(index) : null
}

/** Bits of `Standing.sol`. */
const STANDING = { us: 2, nonAccredited: 4 } as const

async function readHolder(
  state: State,
  at: { readonly token: Address; readonly registry: Address; readonly wallet: Address },
  day: number,
): Promise<HolderFacts> {
  const { token, wallet } = at
  const [investor, walletFrozen, units, frozen, lots, standing] = await state.ask([
    question(at.registry, investorRegistryAbi, 'investorOf', [wallet]),
    question(token, securityTokenAbi, 'isFrozen', [wallet]),
    question(token, securityTokenAbi, 'balanceOf', [wallet]),
    question(token, securityTokenAbi, 'frozenTokens', [wallet]),
    question(token, securityTokenAbi, 'lotsOf', [wallet]),
    question(token, securityTokenAbi, 'standingOf', [wallet]),
  ])
  return {
    investor: {
      status: statusOf(investor.status),
      kycUntilDay: investor.kycUntilDay,
      accreditedUntilDay: investor.accreditedUntilDay,
      country: investor.country,
      topics: investor.topics,
    },
    counted:
      standing === 0
        ? null
        : { us: (standing & STANDING.us) !== 0, nonAccredited: (standing & STANDING.nonAccredited) !== 0 },
    walletFrozen,
    units,
    frozen,
    lots: lots.filter(({ unlockDay }) => unlockDay > day),
  }
}

/** Anything but none and active keeps units away, as the token sees it. */
function statusOf(status: number): InvestorFacts['status'] {
  if (status === REGISTRY_STATUS.none) return 'none'
  return status === REGISTRY_STATUS.active ? 'active' : 'blocked'
}

/** The country codes of the token's bitmap: bit n of the 1,024 is ISO 3166-1 numeric code n. */
function countryCodes(words: readonly bigint[]): ReadonlySet<number> {
  const codes = new Set<number>()
  for (const [i, word] of words.entries())
    for (let bit = 0; bit < COUNTRY_WORD_BITS; bit++)
      if ((word >> BigInt(bit)) & 1n) codes.add(i * COUNTRY_WORD_BITS + bit)
  return codes
}
