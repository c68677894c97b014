import type { MeansLaw } from '../investor/means.ts'
import type { TravelLaw } from '../investor/travel-rule.ts'
import type { WithholdingLaw } from '../investor/withholding.ts'
import type { Db } from '../platform/db/database.ts'
import { meansLawOf, travelLawOf, withholdingLawOf } from './law-numbers.ts'
import { packsInForce } from './pack-version.service.ts'
import type { LoadedPack } from './pack.service.ts'

/** From which amounts the travel rule asks for data now: as the version of the pack AML has it that two officers activated. */
export async function travelLaw(db: Db, now: Temporal.Instant): Promise<TravelLaw> {
  return travelLawOf(await packInForce(db, 'AML', now))
}

/** From what means on somebody is accredited now, by the packs US-INVESTOR and US-REGD that are in force. */
export async function meansLaw(db: Db, now: Temporal.Instant): Promise<MeansLaw> {
  const investors = await packInForce(db, 'US-INVESTOR', now)
  return meansLawOf({ investors, offerings: await packInForce(db, 'US-REGD', now) }, now)
}

/** What is withheld now, by the pack TAX that is in force. */
export async function withholdingLaw(db: Db, now: Temporal.Instant): Promise<WithholdingLaw> {
  return withholdingLawOf(await packInForce(db, 'TAX', now))
}

async function packInForce(db: Db, id: string, now: Temporal.Instant): Promise<LoadedPack> {
  const pack = (await packsInForce(db, now)).find((one) => one.id === id)
  if (pack === undefined) throw new Error(`no pack ${id} is in force`)
  return pack
}
