import type { Address } from 'viem'
import { instruments } from '../instrument/instrument.service.ts'
import { bigintOf, type Rpc } from '../platform/chain/rpc.ts'
import { listIntents, recordIntent } from '../platform/chain/intents.ts'
import type { Clock } from '../platform/clock.ts'
import { atHead } from '../platform/chain/state.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import type { Accounts } from './accounts.ts'

const PURPOSE = 'gas.top-up'
/** In wei. Below the first, a managed account is given the second by the operator: about a thousand transactions. */
const LOW = 10n ** 16n
const FULL = 10n ** 17n

/** Sees to it that managed treasuries can pay for their own transactions. */
export async function topUpGas(deps: {
  readonly db: Db
  readonly rpc: Rpc
  readonly clock: Clock
  readonly accounts: Accounts
}): Promise<void> {
  for (const { treasury, treasuryKind } of await instruments(deps.db)) {
    if (treasuryKind !== 'managed') continue
    const balance = await etherOf(deps.rpc, treasury)
    if (balance >= LOW) continue
    const earlier = await listIntents(deps.db, { purpose: PURPOSE, subject: treasury, limit: 1_000 })
    if (earlier.some((intent) => intent.settledAt === null)) continue
    await transaction(deps.db, (db) =>
      recordIntent(
        db,
        {
          key: `${PURPOSE}:${treasury}:${earlier.length}`,
          purpose: PURPOSE,
          subject: treasury,
          from: deps.accounts.operator.address,
          to: treasury,
          data: '0x',
          value: FULL - balance,
        },
        deps.clock.now(),
      ),
    )
  }
}

/** What an account has for gas at the newest block, in wei, whatever comes between the question and the answer. */
function etherOf(rpc: Rpc, account: Address): Promise<bigint> {
  return atHead(rpc, async ({ block: { hash } }) =>
    bigintOf(await rpc.call('eth_getBalance', [account, { blockHash: hash }]), 'a balance'),
  )
}
