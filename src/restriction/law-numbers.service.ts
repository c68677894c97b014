import type { TravelLaw } from '../investor/travel-rule.ts'
import type { WithholdingLaw } from '../investor/withholding.ts'
import type { Db } from '../platform/db/database.ts'
import { travelLawOf, withholdingLawOf } from './law-numbers.ts'
import { packsInForce } from './pack-version.service.ts'
import type { LoadedPack } from './pack.service.ts'

/** From which amounts the travel rule asks for data now: as the version of the pack AML has it that two officers activated. */
export async function travelLaw(db: Db, now: Temporal.Instant): Promise<TravelLaw> {
  return travelLawOf(await packInForce(db, 'AML', now))
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
