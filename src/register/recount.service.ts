import { protocolAddresses } from '../instrument/protocol.service.ts'
import { instruments } from '../instrument/instrument.service.ts'
import { countAgain, takeUncounted } from '../investor/wallet.service.ts'
import { appendAudit } from '../platform/audit.ts'
import { listIntents, recordIntent, type SettledHandlers } from '../platform/chain/intents.ts'
import type { Work } from '../platform/work.ts'
import { recountCall, recountedWallets } from './recount.chain.ts'
import { spelled } from './register.chain.ts'
import { selectGiven } from './register.store.ts'

const PURPOSE = 'register.recount'
/** Counting one anew costs some 15,000 gas: far below what a transaction may take. */
const WALLETS_MAX = 200
/** So many of them wait at once: what people wait for is not kept behind a whole installation that is counted anew. */
const OPEN_MAX = 4

/**
 * Tokens count their holders by kind (residents of the United States, not accredited), each as they were when their units
 * last moved. Has those counted anew whose record in the registry has changed since, or whose accreditation has ended:
 * each of the tokens that they were ever given. Returns how many wallets were looked at.
 */
export async function recountHolders(work: Work): Promise<number> {
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return 0
  const open = {
    purpose: PURPOSE,
    status: ['pending', 'signed', 'sent', 'mempool'],
    limit: OPEN_MAX,
  } as const
  if ((await listIntents(work.db, open)).length === OPEN_MAX) return 0
  const today = dayOf(work.now)
  const wallets = await takeUncounted(work.db, today, WALLETS_MAX)
  const given = await selectGiven(
    work.db,
    wallets.map(({ address }) => spelled(address)),
  )
  const written = new Map(
    wallets.map(({ id, address, written }) => [spelled(address), `${id}:${written}:${today}`]),
  )
  const byToken = Map.groupBy(given, ({ token }) => token)
  for (const { id, token } of byToken.size === 0 ? [] : await instruments(work.db)) {
    const holders = token === null ? [] : (byToken.get(token.toLowerCase()) ?? [])
    const [first] = holders
    if (token === null || first === undefined) continue
    await recordIntent(
      work.db,
      {
        key: `${PURPOSE}:${id}:${written.get(first.wallet)}`,
        purpose: PURPOSE,
        subject: id,
        from: protocol.operator,
        to: token,
        data: recountCall(holders.map(({ wallet }) => wallet)),
      },
      work.now,
    )
  }
  return wallets.length
}

/** An hour late, so that no block is of the day before whose clock is a little behind. */
function dayOf(now: Temporal.Instant): Temporal.PlainDate {
  return now.subtract({ hours: 1 }).toZonedDateTimeISO('UTC').toPlainDate()
}

export const recountSettled: SettledHandlers = {
  [PURPOSE]: {
    success: async (work, { subject, txHash }) => {
      await appendAudit(work, { action: 'register.recounted', subject, detail: { tx: txHash } })
    },
    failure: async (work, { subject, failure, data }) => {
      // A day later, so that one that always fails does not fail all day.
      await countAgain(work.db, recountedWallets(data), dayOf(work.now).add({ days: 1 }))
      const detail = { reason: failure?.reason ?? null }
      await appendAudit(work, { action: 'register.recount-failed', subject, detail })
    },
  },
}
