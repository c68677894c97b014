import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { OnboardingStep } from './onboarding.ts'

type StepTable = { investor: string; step: OnboardingStep; saved_at: Temporal.Instant }
const tables = (db: Db) => db.withTables<{ onboarding_step: StepTable }>()

export async function upsertStep(
  db: Db,
  investor: InvestorId,
  step: OnboardingStep,
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('onboarding_step')
    .values({ investor, step, saved_at: at })
    .onConflict((conflict) => conflict.columns(['investor', 'step']).doUpdateSet({ saved_at: at }))
    .execute()
}

export async function deleteStep(db: Db, investor: InvestorId, step: OnboardingStep): Promise<void> {
  await tables(db)
    .deleteFrom('onboarding_step')
    .where('investor', '=', investor)
    .where('step', '=', step)
    .execute()
}

/** When an answer was saved last; null before the first. */
export async function selectLastSave(db: Db, investor: InvestorId): Promise<Temporal.Instant | null> {
  const row = await tables(db)
    .selectFrom('onboarding_step')
    .select('saved_at')
    .where('investor', '=', investor)
    .orderBy('saved_at', 'desc')
    .executeTakeFirst()
  return row?.saved_at ?? null
}

export async function selectSteps(db: Db, investor: InvestorId): Promise<OnboardingStep[]> {
  const rows = await tables(db)
    .selectFrom('onboarding_step')
    .select('step')
    .where('investor', '=', investor)
    .execute()
  return rows.map(({ step }) => step)
}
