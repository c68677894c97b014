import type { Address, Instrument } from '../instrument/instrument.ts'
import { investorsOfWallets } from '../investor/wallet.service.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import { recordedFactsOf } from '../restriction/rule-facts.service.ts'
import { given, historyOf, KINDS_OF_HISTORY, type History } from './history.ts'
import { selectMovementsOf } from './register.store.ts'
import { selectPending } from './transfer-order.store.ts'

/**
 * Since when somebody holds their units of an instrument, and what they gave away; what is on its way from them is gone
 * already. A holding period goes on with whoever buys from somebody of whom an officer recorded that they are no
 * affiliate of the issuer.
 */
export async function holderHistory(
  db: Db,
  instrument: Pick<Instrument, 'id' | 'token'>,
  holder: InvestorId,
  now: Temporal.Instant,
): Promise<History> {
  if (instrument.token === null) return { lots: [], given: [] }
  const movements = await selectMovementsOf(db, instrument.token.toLowerCase(), KINDS_OF_HISTORY)
  const wallets = movements.flatMap(({ from, to }) => [from, to].filter((wallet) => wallet !== null))
  const owners = await investorsOfWallets(db, [...new Set(wallets)])
  const ownerOf = (wallet: Address): string => owners.get(wallet.toLowerCase()) ?? wallet.toLowerCase()
  const givers = movements.flatMap(({ from }) => {
    const giver = from === null ? undefined : owners.get(from.toLowerCase())
    return giver === undefined ? [] : [giver]
  })
  const said = new Map<string, unknown>(
    [...(await recordedFactsOf(db, instrument.id, [...new Set(givers)]))].map(([id, facts]) => [
      id,
      facts['holder.affiliate'],
    ]),
  )
  const goesOn = (giver: string) => said.get(giver) === false
  const history = historyOf(holder, movements, { ownerOf, goesOn })
  const pending = await selectPending(db, instrument.id)
  const senders = await investorsOfWallets(
    db,
    pending.map(({ from }) => from),
  )
  const leaving = pending
    .filter(({ from }) => senders.get(from.toLowerCase()) === holder)
    .reduce((sum, { units }) => sum + units, 0n)
  return given(history, leaving, dateIn(now, 'UTC'))
}
