import type { InvestorId } from '../kernel/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import { unscreened } from '../screening/screening.service.ts'
import { screenInvestors } from './investor-screening.service.ts'
import { investorIds } from './investor.service.ts'

const PAGE = 500

/**
 * Compares everybody anew who has not been compared with the lists as they are in force now: after a list changed, all.
 * Returns how many. Run it as often as one likes, and after a crash it goes on where it was.
 */
export async function rescreenInvestors(deps: {
  readonly db: Db
  readonly clock: Clock
  readonly screening: ScreeningThread
}): Promise<number> {
  let done = 0
  let after: InvestorId | null = null
  do {
    const page: InvestorId[] = await investorIds(deps.db, { after, limit: PAGE })
    const due = (await unscreened(deps.db, page)) as InvestorId[]
    if (due.length > 0)
      await transaction(deps.db, (db) =>
        screenInvestors({ db, now: deps.clock.now(), by: systemActor('screening') }, deps.screening, due),
      )
    done += due.length
    after = page.at(-1) ?? null
  } while (after !== null)
  return done
}
