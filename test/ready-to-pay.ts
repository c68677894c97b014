import type { InvestorId, OfferingId } from '../src/kernel/ids.ts'
import { must } from '../src/kernel/result.ts'
import { offeringView } from '../src/offering/offering.service.ts'
import { riskHashes } from '../src/offering/subscription/risk.service.ts'
import { answerSuitability, confirmRisk } from '../src/offering/subscription/subscription-steps.service.ts'
import type { SuitabilityAnswers } from '../src/offering/subscription/suitability.ts'
import type { Work } from '../src/platform/work.ts'

/** Somebody whom nothing speaks against. */
export const SUITED: SuitabilityAnswers = {
  experience: 'over-5-years',
  bearableLoss: 'all',
  horizon: 'over-5-years',
  objective: 'growth',
}

/** An investor answers the questions and confirms every risk of an offering, so that they may pay. */
export async function readyToPay(
  work: Work,
  { offering, investor }: { readonly offering: OfferingId; readonly investor: InvestorId },
): Promise<void> {
  const view = await offeringView(work.db, { id: offering }, work.now)
  if (view === null) throw new Error(`${offering} is not there`)
  must(await answerSuitability(work, { offering, investor }, SUITED, view.instrument))
  for (const sha256 of await riskHashes(work.db, offering))
    must(await confirmRisk(work, { offering, investor }, sha256))
}
