import { must } from '../src/kernel/result.ts'
import { transaction } from '../src/platform/db/database.ts'
import { builtInFiles } from '../src/restriction/pack.service.ts'
import { decideProposal, proposePack } from '../src/restriction/pack-upgrade.service.ts'
import type { RulePack } from '../src/restriction/rule-pack.ts'
import type { TestDatabase } from './database.ts'

/** A version of a pack that comes along, in which a rule has other parameters, as two officers bring it in. */
export async function activatePack(
  { db }: TestDatabase,
  change: {
    readonly pack: string
    readonly rule: string
    readonly params: object
    readonly signed?: boolean
    /** Of a second one of the same pack. */
    readonly version?: string
  },
  now: Temporal.Instant,
): Promise<void> {
  const pack = structuredClone(
    builtInFiles().find(({ id }) => id === change.pack)!.pack,
  ) as unknown as RulePack
  Object.assign(
    pack,
    { version: change.version ?? '2099.1.1' },
    change.signed === true ? { legalReview: 'signed' } : {},
  )
  Object.assign(pack.rules.find(({ id }) => id === change.rule)!.params, change.params)
  const by = (id: string) => ({ kind: 'user', id }) as const
  await transaction(db, async (tx) => {
    const proposal = { pack: pack as never, sha256: null, reason: 'The law has changed.' }
    const { sha256 } = must(await proposePack({ db: tx, now, by: by('usr_one') }, proposal))
    must(await decideProposal({ db: tx, now, by: by('usr_two') }, sha256, 'active'))
  })
}
