import type { Address } from 'viem'
import { unitsFor } from '../../instrument/price.ts'
import { walletsOf } from '../../investor/investor.service.ts'
import type { InvestorId, OfferingId } from '../../kernel/ids.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import type { Db } from '../../platform/db/database.ts'
import { saidByTokens } from '../../restriction/transfer.service.ts'
import type { Finding } from '../../restriction/transfer.ts'
import { stopsOf, tokenQualification, type TokenQualificationStatus } from '../qualification.ts'
import { eligibilitiesOf, type Eligibility, type OfferingView } from './eligibility.service.ts'

/** Whether somebody could subscribe, and whether units may come to them, with all that is against it. */
export type Receivable = Eligibility & {
  readonly tokenQualification: TokenQualificationStatus
  /** What the token says against it, as of the chain's head. */
  readonly stops: readonly Finding[]
}

/**
 * What the token says now against the units that an amount buys, were they to come to this wallet. Ask it before anything is
 * locked: the chain may take its time.
 */
export async function stopsOfPurchase(
  rpc: Rpc,
  { instrument, sold }: Pick<OfferingView, 'instrument' | 'sold'>,
  { wallet: to, amount }: { readonly wallet: Address; readonly amount: bigint },
): Promise<readonly Finding[]> {
  const units = unitsFor(instrument, { sold, amount })
  if (instrument.token === null || units === 0n) return []
  return (await saidByTokens(rpc, [{ token: instrument.token, from: null, to, units }]))[0] ?? []
}

/**
 * As `eligibilitiesOf`, with what each token itself says of units that come to the investor's wallets: the chain is asked once
 * for all of them. Of somebody without a wallet it is asked about an address that nobody has.
 *
 * @param asked as of `eligibilitiesOf`
 */
export async function receivablesOf(
  { db, rpc }: { readonly db: Db; readonly rpc: Rpc },
  views: readonly OfferingView[],
  investor: InvestorId,
  asked: { readonly now: Temporal.Instant; readonly withClaims: boolean },
): Promise<Map<OfferingId, Receivable>> {
  const found = await eligibilitiesOf(db, views, investor, asked)
  const ready = (await walletsOf(db, investor)).filter(({ status }) => status === 'ready')
  const asks = views.flatMap(({ offering: { id }, instrument: { token } }) => {
    const units = found.get(id)?.units
    if (token === null || units === undefined) return []
    const wallets = ready.length === 0 ? [token] : ready.map(({ address }) => address)
    return wallets.map((to) => ({ id, token, from: null, to, units }))
  })
  const answers = await saidByTokens(rpc, asks)
  const said = Map.groupBy(answers.keys(), (n) => asks[n]!.id)
  return new Map(
    [...found].map(([id, eligibility]) => {
      const stops = stopsOf((said.get(id) ?? []).map((n) => answers[n]!)).filter(
        // The token's own address is in no registry; that there is no wallet is said otherwise.
        ({ reason }) => ready.length > 0 || reason !== 'RECEIVER_NOT_REGISTERED',
      )
      const about = { ...eligibility.about, stops: stops.map(({ reason }) => reason) }
      return [id, { ...eligibility, stops, tokenQualification: tokenQualification(about) }]
    }),
  )
}
