import assert from 'node:assert/strict'
import { verifyAudit } from '../../src/platform/audit.ts'
import type { TestDatabase } from '../database.ts'

/**
 * What no fault around identities, lists and clocks may break, as far as a database says it by itself: nobody is verified without an
 * approval in the log, uncompared with the lists or over a match that is not cleared (I2, I17), and the log is whole (I11). Of
 * faults with a chain `outcome.ts` and `src/server/identity-faults.test.ts` ask all that `aliquot verify` does.
 */
export async function assertInvariants({ db, pool }: TestDatabase): Promise<void> {
  assert.ok((await verifyAudit(db)).whole, 'I11')
  const { rows } = await pool.query<{ invariant: string; investor: string }>(`
    select 'I2' as invariant, id as investor from investor where kyc_status = 'verified'
      and not exists (select 1 from audit_entry where action = 'investor.approved' and subject = investor.id)
    union all
    select 'I17', id from investor where kyc_status = 'verified' and (
      not exists (select 1 from screening_result where subject = investor.id)
      or exists (select 1 from screening_hit where subject = investor.id and status in ('open', 'confirmed')))`)
  assert.deepEqual(rows, [])
}
