/** OpenZeppelin's ERC-20 as it is, compiled like ours: a token that knows no rule, no lot and no investor. */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parseAbi, type Hex } from 'viem'
import { account, AMOUNT, openHands, six, type Client } from './chain.ts'
import type { Gas } from './table.ts'

const require = createRequire(import.meta.url)
const SOURCE = 'OpenZeppelinToken.sol'
const ABI = parseAbi([
  'constructor(address owner_)',
  'function mint(address to, uint256 units)',
  'function transfer(address to, uint256 units) returns (bool)',
])

/** What solc answers of a job; everything else in it is left out. */
type Compiled = {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
  readonly contracts?: {
    readonly [file: string]: {
      readonly [name: string]: { readonly evm: { readonly bytecode: { readonly object: string } } }
    }
  }
}

/** The bytecode, at the settings of foundry.toml. */
function bytecode(): Hex {
  const solc: { compile(job: string, options: unknown): string } = require('solc')
  const read = (file: string) => ({ contents: fs.readFileSync(require.resolve(file), 'utf8') })
  const job = {
    language: 'Solidity',
    sources: {
      [SOURCE]: { content: fs.readFileSync(path.join(import.meta.dirname, 'peers', SOURCE), 'utf8') },
    },
    settings: {
      evmVersion: 'osaka',
      optimizer: { enabled: true, runs: 200 },
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      outputSelection: { [SOURCE]: { '*': ['evm.bytecode.object'] } },
    },
  }
  const { errors = [], contracts } = JSON.parse(
    solc.compile(JSON.stringify(job), { import: read }),
  ) as Compiled
  const code = contracts?.[SOURCE]?.['OpenZeppelinToken']?.evm.bytecode.object
  const failures = errors.filter(({ severity }) => severity === 'error')
  if (code === undefined || failures.length > 0)
    throw new Error(`${SOURCE} does not compile: ${failures.map((each) => each.formattedMessage).join('\n')}`)
  return `0x${code}`
}

export async function measureOpenZeppelin(client: Client): Promise<Gas> {
  const { operator, enrich, deployed, send } = openHands(client, account('operator of OpenZeppelin'))
  const [alice, bo, cleo] = six('OpenZeppelin holder')
  await enrich([operator, alice])
  const { contract: token, gas: suite } = await deployed(ABI, bytecode(), [operator])
  await send(token, 'mint', [bo, AMOUNT])
  return {
    suite,
    'mint.new': await send(token, 'mint', [alice, AMOUNT]),
    'mint.existing': await send(token, 'mint', [alice, AMOUNT]),
    'transfer.existing': await send(token, 'transfer', [bo, AMOUNT / 2n], alice),
    'transfer.new': await send(token, 'transfer', [cleo, AMOUNT / 2n], alice),
  }
}
