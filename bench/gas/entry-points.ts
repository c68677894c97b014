/**
 * What a call of each entry point costs, from the calls that the contracts' own tests make. Forge runs each of them as a
 * transaction of its own (`--isolate`), so a figure holds what a receipt would: the transaction, its data, refunds.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PARTS, titled } from '../../tools/entry-points.ts'
import { forge, foundryBin } from '../../tools/foundry.ts'

const root = path.join(import.meta.dirname, '..', '..')
const TABLE = path.join(import.meta.dirname, '..', 'entry-points.json')
/** An EIP-1167 clone's code around the address of what it is a clone of. */
const CLONE = /^0x363d3d373d3d3d363d73([0-9a-f]{40})5af43d82803e903d91602b57fd5bf3$/

/** Gas by contract and function: alone in a transaction, or within another call where nothing calls it alone. */
export interface EntryPoints {
  readonly alone: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly within: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export function committedEntryPoints(): EntryPoints {
  return JSON.parse(fs.readFileSync(TABLE, 'utf8')) as EntryPoints
}

interface Call {
  readonly children: readonly number[]
  readonly trace: {
    readonly depth: number
    readonly success: boolean
    readonly kind: string
    readonly address: string
    readonly data: string
    readonly output: string
    readonly gas_used: number
  }
}

type Results = Readonly<
  Record<
    string,
    {
      readonly test_results: Readonly<
        Record<
          string,
          { readonly traces: readonly (readonly [string, { readonly arena: readonly Call[] }])[] }
        >
      >
    }
  >
>

/** A contract, known by its code: it holds the selector of each of the contract's functions. */
interface Known {
  readonly name: string
  readonly selectors: readonly string[]
  readonly functionOf: ReadonlyMap<string, string>
}

function known(name: string): Known {
  const functions = titled(artifact(name).methodIdentifiers)
  const views = new Set(
    artifact(`I${name}`).abi.flatMap((one) => (/view|pure/.test(one.stateMutability ?? '') ? one.name : [])),
  )
  return {
    name,
    // The compiler pushes no leading zeros.
    selectors: functions.map(({ selector }) => selector.replace(/^(00)+/, '')),
    functionOf: new Map(
      functions.flatMap((one) => (views.has(one.name) ? [] : [[`0x${one.selector}`, one.title]])),
    ),
  }
}

function artifact(name: string) {
  const file = path.join(root, 'contracts', 'out', 'gas', `${name}.sol`, `${name}.json`)
  return JSON.parse(fs.readFileSync(file, 'utf8')) as {
    readonly abi: readonly { readonly name?: string; readonly stateMutability?: string }[]
    readonly methodIdentifiers: Readonly<Record<string, string>>
  }
}

const isPart = (name: string) => PARTS.some((part) => part === name)

type Found = Map<string, Map<string, number[]>>

function add(found: Found, contract: string, name: string, gas: number): void {
  const functions = found.get(contract) ?? new Map<string, number[]>()
  found.set(contract, functions.set(name, [...(functions.get(name) ?? []), gas]))
}

/** Takes in what one test called; a call that was refused says nothing. */
function collect(
  calls: readonly Call[],
  contracts: readonly Known[],
  at: Map<string, Known>,
  alone: Found,
  within: Found,
) {
  for (const { trace } of calls) {
    if (!trace.kind.startsWith('CREATE') || !trace.success) continue
    const original = CLONE.exec(trace.output)?.[1]
    const contract = original
      ? at.get(`0x${original}`)
      : contracts.find(({ selectors }) => selectors.every((selector) => trace.output.includes(selector)))
    if (contract) at.set(trace.address, contract)
  }
  for (const { trace } of calls) {
    const contract = at.get(trace.address)
    if (!contract || !trace.success || trace.kind !== 'CALL') continue
    const selector = trace.data.slice(0, 10)
    // What a token has no function for is another part's of it.
    const parts = contracts.filter(({ name }) => contract.name === 'SecurityToken' && isPart(name))
    const name = [contract, ...parts].flatMap(({ functionOf }) => functionOf.get(selector) ?? [])[0]
    if (name) add(trace.depth === 1 ? alone : within, contract.name, name, trace.gas_used)
  }
}

/** The middle one, to a thousand: the tests are compiled with the optimizer's runs of the token throughout. */
function typical(gas: readonly number[]): number {
  const sorted = [...gas].sort((a, b) => a - b)
  return Math.round((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) / 1_000) * 1_000
}

function table(found: Found): Record<string, Record<string, number>> {
  const byName = <T>(entries: Iterable<[string, T]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    byName(found).map(([contract, functions]) => [
      contract,
      Object.fromEntries(byName(functions).map(([name, gas]) => [name, typical(gas)])),
    ]),
  )
}

/** Runs every test but the invariants, one file after the other, and writes what their calls cost. */
export function writeEntryPoints(names: readonly string[]): void {
  if (forge(['build', '--quiet'], 'gas') !== 0) throw new Error('the tests could not be compiled')
  // The one with the most functions first, should one's be all of another's as well.
  const contracts = names
    .filter((name) => name !== 'DevStablecoin')
    .map(known)
    .sort((a, b) => b.selectors.length - a.selectors.length)
  const [alone, within]: [Found, Found] = [new Map(), new Map()]
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-gas-'))
  try {
    for (const file of fs.globSync('contracts/test/*.t.sol', { cwd: root }).sort()) {
      if (file.endsWith('Invariant.t.sol')) continue
      const answer = path.join(folder, `${path.basename(file)}.json`)
      const env = { ...process.env, FOUNDRY_PROFILE: 'gas', ALIQUOT_NODE: process.execPath }
      const args = ['test', '--isolate', '--json', '-vvvv', '--match-path', file]
      const stdout = fs.openSync(answer, 'w')
      spawnSync(foundryBin('forge'), args, { cwd: root, env, stdio: ['ignore', stdout, 'inherit'] })
      fs.closeSync(stdout)
      const suites = JSON.parse(fs.readFileSync(answer, 'utf8')) as Results
      for (const { test_results } of Object.values(suites)) {
        for (const { traces } of Object.values(test_results)) {
          const at = new Map<string, Known>()
          for (const [, { arena }] of traces) collect(arena, contracts, at, alone, within)
        }
      }
      fs.rmSync(answer)
      console.log(file)
    }
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
  const sides = { alone: table(alone), within: table(within) }
  for (const [contract, functions] of Object.entries(sides.alone)) {
    for (const name of Object.keys(functions)) delete sides.within[contract]?.[name]
  }
  fs.writeFileSync(TABLE, `${JSON.stringify(sides, null, 2)}\n`)
}
