import { must, refuse, ok, type Result } from '../kernel/result.ts'
import type { InvestorKind } from '../investor/investor.ts'
import { registerInvestor } from '../investor/investor.service.ts'
import type { Work } from '../platform/work.ts'
import { attemptBucket } from './secret.service.ts'
import { begin, type SignedIn } from './session.service.ts'
import { checkPassword, FAILURES_MAX, FAILURE_WINDOW_MINUTES } from './user.ts'
import { createUser, isTaken } from './user.service.ts'
import { insertFailures, selectFailures } from './user.store.ts'

/**
 * Lets a stranger in as an investor who may begin an application, and nothing else until it is approved. From one place
 * only so many attempts are heard, whether they succeed or not: an address that is taken is told, and must not be asked
 * for in bulk.
 */
export async function register(
  work: Work,
  given: {
    readonly kind: InvestorKind
    readonly name: string
    readonly country: string
    readonly email: string
    readonly password: string
    readonly peer: string
    readonly token: string | null
  },
  systemNow: Temporal.Instant,
): Promise<Result<SignedIn, 'RATE_LIMITED' | 'PASSWORD_WEAK' | 'EMAIL_TAKEN'>> {
  const bucket = attemptBucket('peer', 'registration', given.peer)
  const since = systemNow.subtract({ minutes: FAILURE_WINDOW_MINUTES })
  const oldest = (await selectFailures(work.db, bucket, since)).at(-FAILURES_MAX.peer)
  if (oldest !== undefined)
    return refuse('RATE_LIMITED', { seconds: String(Math.ceil(oldest.since(since).total('seconds'))) })
  await insertFailures(work.db, [bucket], systemNow)

  const strong = checkPassword(given.password, given)
  if (!strong.ok) return strong
  // Before anything is written: a door keeps what a refused attempt wrote.
  if (await isTaken(work.db, given.email, null)) return refuse('EMAIL_TAKEN')
  const investor = await registerInvestor(work, given)
  const { name, email, password } = given
  const user = must(
    await createUser(work, {
      name,
      email,
      password,
      role: 'investor',
      issuer: null,
      investor: investor.id,
    }),
  )
  return ok(await begin(work, user, given.token, systemNow))
}
