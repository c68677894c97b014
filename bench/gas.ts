// What each operation costs: gasUsed of receipts on one fresh chain, ours with every built-in rule switched on and
// through the clones that production uses, beside OpenZeppelin's plain ERC-20 and T-REX as npm has them.
//
// `--json` prints {operation: gasUsed} of ours (`npm run -s`, or npm prints its banner before it); with `--peers` {ours, openzeppelin, trex}, each like that, null where a side
// has no such thing; without it, a table. `--ours` measures only ours, as `--json` does, and takes the others from
// bench/gas.json, which asks for no package. `--check` does the same and fails when ours is not what bench/gas.json says;
// `--write` writes what was measured. `--entry-points` measures instead what calls of each entry point cost in the contracts'
// tests, and writes bench/entry-points.json.
import { startChain, type Client } from './gas/chain.ts'
import { writeEntryPoints } from './gas/entry-points.ts'
import { measureOpenZeppelin } from './gas/openzeppelin.ts'
import { measureOurs } from './gas/ours.ts'
import { committed, differences, ordered, printTable, writeTable, type Sides } from './gas/table.ts'
import { installPeers, measureTrex } from './gas/trex.ts'
import { CONTRACTS } from '../tools/contracts.ts'
import { PARTS } from '../tools/entry-points.ts'

const asked = (option: string) => process.argv.includes(option)

async function measure(client: Client): Promise<Sides> {
  const ours = ordered(await measureOurs(client))
  if (asked('--ours') || asked('--check') || (asked('--json') && !asked('--peers')))
    return { ...committed(), ours }
  const openzeppelin = ordered(await measureOpenZeppelin(client), true)
  if (!installPeers()) {
    console.error('T-REX could not be installed: its figures are those of bench/gas.json, measured before.')
    return { ours, openzeppelin, trex: committed().trex }
  }
  return { ours, openzeppelin, trex: ordered(await measureTrex(client), true) }
}

async function onAFreshChain(): Promise<void> {
  const { client, anvil } = await startChain()
  try {
    const sides = await measure(client)
    if (asked('--json')) console.log(JSON.stringify(asked('--peers') ? sides : sides.ours, null, 2))
    else printTable(sides)
    if (asked('--write')) writeTable(sides)
    if (asked('--check')) {
      const found = differences(sides.ours)
      for (const line of found) console.error(line)
      if (found.length > 0) process.exitCode = 1
    }
  } finally {
    anvil.kill()
  }
}

if (asked('--entry-points')) writeEntryPoints([...new Set([...CONTRACTS, ...PARTS])])
else await onAFreshChain()
