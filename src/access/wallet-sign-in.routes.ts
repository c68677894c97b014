import * as z from 'zod'
import { ok } from '../kernel/result.ts'
import { SIWE_REFUSALS } from '../kernel/siwe.ts'
import { addressField, instantField } from '../platform/http/fields.ts'
import { door, type Route } from '../platform/http/route.ts'
import { accessProblems } from './access.problems.ts'
import { sessionAnswer, sessionBody, type Doors } from './access.routes.ts'
import { challengeSignIn, signInWithWallet, type SignInSite } from './wallet-sign-in.service.ts'

/** Longer than any text that these doors give out. */
const MESSAGE_LENGTH_MAX = 4_000
/** A contract wallet's signature (ERC-1271) may be of many keys: 2048 bytes in hexadecimal. */
const SIGNATURE_LENGTH_MAX = 4_098

/** Sign-in with a linked wallet (EIP-4361). */
export function walletSignInRoutes(doors: Doors & Pick<SignInSite, 'chainId' | 'rpc'>): Route[] {
  return [
    door({
      method: 'POST',
      path: '/v1/session/wallet-challenges',
      summary: 'Issue the text that a wallet signs to sign in',
      tag: 'Session',
      access: 'public',
      status: 201,
      body: z.strictObject({ address: addressField }),
      response: z.object({ message: z.string(), nonce: z.string(), expiresAt: instantField }),
      problems: accessProblems('RATE_LIMITED'),
      handle: async ({ work, body, peer }) => {
        const { address } = body
        const issued = await challengeSignIn(work, doors, { address, peer }, doors.systemClock.now())
        return issued.ok ? ok({ body: issued.value, session: null }) : issued
      },
    }),
    door({
      method: 'POST',
      path: '/v1/session/wallet',
      summary: 'Sign in with a linked wallet',
      tag: 'Session',
      access: 'public',
      body: z.strictObject({
        message: z.string().max(MESSAGE_LENGTH_MAX).describe('The text that was issued, as it was signed.'),
        signature: z.string().max(SIGNATURE_LENGTH_MAX),
      }),
      response: sessionAnswer,
      problems: accessProblems(
        ...SIWE_REFUSALS,
        'NONCE_USED',
        'SIGNATURE_INVALID',
        'CHAIN_UNAVAILABLE',
        'WALLET_UNKNOWN',
        'WALLET_SHARED',
        'RATE_LIMITED',
      ),
      handle: async ({ work, body, peer, token }) => {
        const entry = await signInWithWallet(work, doors, { ...body, peer, token }, doors.systemClock.now())
        return entry.ok
          ? ok({
              body: await sessionBody(doors, work.db, work.now, entry.value.user),
              session: entry.value.session,
            })
          : entry
      },
    }),
  ]
}
