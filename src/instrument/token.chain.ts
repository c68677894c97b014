import {
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  getCreate2Address,
  keccak256,
  stringToHex,
  type Hex,
} from 'viem'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { ROLES } from '../../contracts/abi/roles.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { question, type State } from '../platform/chain/state.ts'
import { countriesOfBitmap, countryBitmap } from './countries.ts'
import type { Address, TransferRules } from './instrument.ts'
import type { Call } from './protocol.chain.ts'
import type { ProtocolAddresses } from './protocol.ts'
import { hashUri, TERM_SHEET, type TokenFacts } from './token.ts'

/** What a token is born with. */
export type TokenBirth = {
  readonly key: string
  readonly name: string
  readonly symbol: string
  readonly decimals: number
  readonly rules: TransferRules
  readonly termSheetSha256: string
}

/** Everything but ERC-3643's agent, who could move units without giving a reason. */
const OPERATOR_ROLES =
  ROLES.ISSUER |
  ROLES.FREEZER |
  ROLES.FORCER |
  ROLES.RECOVERER |
  ROLES.RULER |
  ROLES.PAUSER |
  ROLES.RECORDER |
  ROLES.DOCUMENTER

/** One transaction that makes the token, with its rules, its countries and its term sheet's hash. */
export function createTokenCall(protocol: ProtocolAddresses, birth: TokenBirth): Call {
  return {
    to: protocol.factory,
    data: encodeFunctionData({
      abi: factoryAbi,
      functionName: 'createToken',
      args: [
        {
          name: birth.name,
          symbol: birth.symbol,
          decimals: birth.decimals,
          owner: protocol.operator,
          roles: [
            { account: protocol.operator, roles: OPERATOR_ROLES },
            // Its offering issues the units that were paid for, and nobody else's.
            { account: offeringAddressOf(protocol, birth.key), roles: ROLES.ISSUER },
          ],
          rules: rulesOf(birth.rules),
          countries: bitmapOf(birth.rules),
          document: {
            name: documentName(TERM_SHEET),
            uri: hashUri(birth.termSheetSha256),
            hash: `0x${birth.termSheetSha256}`,
          },
        },
        saltOf(birth.key),
      ],
    }),
  }
}

/** Where the token of this key is, or will be: it follows from the factory, the operator and the key. */
export function tokenAddressOf(protocol: ProtocolAddresses, key: string): Address {
  return cloneOf(protocol.factory, protocol.tokenImplementation, protocol.operator, key)
}

/** Where the offering of the token of this key is, or will be. */
export function offeringAddressOf(protocol: ProtocolAddresses, key: string): Address {
  return cloneOf(protocol.assetFactory, protocol.offeringImplementation, protocol.operator, key)
}

/** Where a factory puts its clone for this creator and key: it binds the salt to whoever asks. */
function cloneOf(factory: Address, implementation: Address, creator: Address, key: string): Address {
  const salt = keccak256(
    encodeAbiParameters([{ type: 'address' }, { type: 'bytes32' }], [creator, saltOf(key)]),
  )
  // The code of an ERC-1167 clone, as OpenZeppelin's Clones writes it.
  const bytecode = concatHex([
    '0x3d602d80600a3d3981f3363d3d373d3d3d363d73',
    implementation,
    '0x5af43d82803e903d91602b57fd5bf3',
  ])
  return getCreate2Address({ from: factory, salt, bytecode })
}

export function setRulesCall(token: Address, rules: TransferRules): Call {
  return {
    to: token,
    data: encodeFunctionData({ abi: securityTokenAbi, functionName: 'setRules', args: [rulesOf(rules)] }),
  }
}

export function setCountriesCall(token: Address, rules: TransferRules): Call {
  return {
    to: token,
    data: encodeFunctionData({
      abi: securityTokenAbi,
      functionName: 'setCountries',
      args: [bitmapOf(rules)],
    }),
  }
}

export function anchorCall(token: Address, name: string, sha256: string): Call {
  return {
    to: token,
    data: encodeFunctionData({
      abi: securityTokenAbi,
      functionName: 'setDocument',
      args: [documentName(name), hashUri(sha256), `0x${sha256}`],
    }),
  }
}

/** Base units in holders' hands. */
export async function readSupply(state: State, token: Address): Promise<bigint> {
  const [supply] = await state.ask([question(token, securityTokenAbi, 'totalSupply', [])])
  return supply
}

/** What the token at this address says of itself. The caller knows that there is one. */
export async function readTokenFacts(state: State, token: Address): Promise<TokenFacts> {
  const [name, symbol, decimals, supply, holders, rules, countries, [, hash]] = await state.ask([
    question(token, securityTokenAbi, 'name', []),
    question(token, securityTokenAbi, 'symbol', []),
    question(token, securityTokenAbi, 'decimals', []),
    question(token, securityTokenAbi, 'totalSupply', []),
    question(token, securityTokenAbi, 'holderCount', []),
    question(token, securityTokenAbi, 'rules', []),
    question(token, securityTokenAbi, 'countries', []),
    question(token, securityTokenAbi, 'getDocument', [documentName(TERM_SHEET)]),
  ])
  return {
    address: token,
    name,
    symbol,
    decimals,
    supply,
    holders: Number(holders),
    rules: {
      countries: rules.countriesOn ? countriesOfBitmap(countries) : 'any',
      accreditedOnly: rules.accreditedOnly,
      holdersMax: rules.holdersMax === 0 ? null : rules.holdersMax,
      usHoldersMax: rules.usHoldersMax === 0 ? null : rules.usHoldersMax,
      nonAccreditedHoldersMax: rules.nonAccreditedHoldersMax === 0 ? null : rules.nonAccreditedHoldersMax,
      balanceMax: rules.balanceMax === 0n ? null : rules.balanceMax,
    },
    termSheetSha256: isZero(hash) ? null : hash.slice(2),
  }
}

function isZero(hash: Hex): boolean {
  return /^0x0*$/.test(hash)
}

function rulesOf(rules: TransferRules) {
  return {
    balanceMax: rules.balanceMax ?? 0n,
    holdersMax: rules.holdersMax ?? 0,
    usHoldersMax: rules.usHoldersMax ?? 0,
    nonAccreditedHoldersMax: rules.nonAccreditedHoldersMax ?? 0,
    accreditedOnly: rules.accreditedOnly,
    countriesOn: rules.countries !== 'any',
    topics: 0,
  }
}

function bitmapOf(rules: TransferRules): readonly [bigint, bigint, bigint, bigint] {
  return countryBitmap(rules.countries === 'any' ? [] : rules.countries)
}

function documentName(name: string): Hex {
  return stringToHex(name, { size: 32 })
}

/** The salt of an instrument's contracts. */
export function saltOf(key: string): Hex {
  return keccak256(stringToHex(key))
}
