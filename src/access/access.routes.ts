import { INVESTOR_KINDS } from '../investor/investor.ts'
import * as z from 'zod'
import { parseId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import { ROLES } from '../kernel/role.ts'
import { LANGUAGES } from '../messages/message.ts'
import type { Clock } from '../platform/clock.ts'
import { personOf } from '../platform/work.ts'
import type { Db } from '../platform/db/database.ts'
import {
  countryField,
  emailField,
  idField,
  instantField,
  nameField,
  page,
  pageQuery,
  textField,
} from '../platform/http/fields.ts'
import { InputRefused } from '../platform/http/input.ts'
import { door, read, write, type Caller, type Route } from '../platform/http/route.ts'
import { accessProblems } from './access.problems.ts'
import { createKey, keys, revokeKey } from './key.service.ts'
import { register } from './sign-up.service.ts'
import { begin, changePassword, signIn, signInAsDemo, signOut, type SignedIn } from './session.service.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, USER_STATUSES } from './user.ts'
import {
  chooseLanguage,
  changeUser,
  choosePassword,
  demoUsers,
  eraseUser,
  inviteUser,
  namedUser,
  recoverUser,
  isRecoveryOpen,
  isSetupOpen,
  setUp,
  signOutEverywhere,
  users,
  type NamedUser,
  type OneTimeToken,
} from './user.service.ts'

/** How the doors of this installation are set. */
export type Doors = {
  /** Sessions, links and attempts go by the machine's clock, which a sandbox cannot move. */
  readonly systemClock: Clock
  readonly publicUrl: string
  /** A sandbox has a clock that can be moved, and demo accounts. */
  readonly sandbox: boolean
  /** Whether strangers may register themselves as investors. */
  readonly registration: boolean
}

const PEOPLE = 'Users and keys'
const SESSION = 'Session'
const EVERYBODY = ROLES
const LABEL_LENGTH_MAX = 80
const TOKEN_LENGTH_MAX = 100

const role = z.enum(ROLES)
const bounds = { issuer: idField('iss').nullable(), investor: idField('inv').nullable() }
const absent = { 'x-example': null }
const givenBounds = {
  issuer: bounds.issuer.default(null).meta(absent),
  investor: bounds.investor.default(null).meta(absent),
}
const password = z.string().max(PASSWORD_LENGTH_MAX)
/** One that is chosen; what else makes it weak depends on whose it is. */
const newPassword = password.refine((text) => [...text].length >= PASSWORD_LENGTH_MIN, {
  error: 'PASSWORD_WEAK',
  params: { min: String(PASSWORD_LENGTH_MIN), max: String(PASSWORD_LENGTH_MAX) },
})
const token = z.string().min(1).max(TOKEN_LENGTH_MAX)

const languageAnswer = z.enum(LANGUAGES).meta({ description: 'Of their screens, and so of their mails.' })
const sessionUser = z.object({
  id: idField('usr'),
  displayName: z.string(),
  role,
  ...bounds,
  language: languageAnswer,
})
export const sessionAnswer = z
  .object({
    user: sessionUser.nullable(),
    sandbox: z.boolean(),
    registration: z.boolean().meta({ description: 'Whether strangers may register themselves.' }),
    now: instantField.meta({ description: 'The business clock.' }),
    demo: z
      .array(z.object({ role, email: z.string(), displayName: z.string() }))
      .meta({ description: 'Demo accounts that a sandbox offers.' }),
  })
  .meta({ id: 'Session' })
const userAnswer = sessionUser
  .extend({ email: z.string(), status: z.enum(USER_STATUSES) })
  .meta({ id: 'User' })
const linkAnswer = z.object({
  link: z
    .string()
    .meta({ description: 'For one use; shown this once. Hand it over by a way that you trust.' }),
  expiresAt: instantField,
})
const keyAnswer = z
  .object({
    id: idField('key'),
    name: z.string(),
    prefix: z.string(),
    role,
    ...bounds,
    owner: z.string().nullable(),
    createdAt: instantField,
    expiresAt: instantField,
    revokedAt: instantField.nullable(),
    lastUsedAt: instantField.nullable(),
  })
  .meta({ id: 'Key' })
const userParams = z.strictObject({ id: idField('usr') })

/** Sign-in, users, recovery and API keys. */
export function accessRoutes(doors: Doors): Route[] {
  return [...sessionRoutes(doors), ...userRoutes(doors), ...keyRoutes(doors)]
}

/** What is answered about a session: who it is, and what this installation offers. */
export async function sessionBody(
  { sandbox, registration }: Doors,
  db: Db,
  now: Temporal.Instant,
  user: NamedUser | null,
) {
  return { user, sandbox, registration, now, demo: sandbox ? await offered(db) : [] }
}

function sessionRoutes(doors: Doors): Route[] {
  const { systemClock, sandbox, registration } = doors
  const answer = (db: Db, now: Temporal.Instant, user: NamedUser | null) => sessionBody(doors, db, now, user)
  const entered = async (db: Db, now: Temporal.Instant, { user, session }: SignedIn) =>
    ok({ body: await answer(db, now, user), session })

  return [
    read({
      path: '/v1/session',
      summary: 'Say who is signed in',
      tag: SESSION,
      access: 'public',
      response: sessionAnswer,
      handle: async ({ work, caller }) => ok(await answer(work.db, work.now, await self(work.db, caller))),
    }),
    door({
      method: 'POST',
      path: '/v1/session',
      summary: 'Sign in',
      tag: SESSION,
      access: 'public',
      body: z.strictObject({
        email: emailField.optional(),
        password: password.optional(),
        demo: role.optional(),
      }),
      response: sessionAnswer,
      problems: accessProblems('SIGN_IN_FAILED', 'RATE_LIMITED', 'DEMO_ABSENT'),
      handle: async ({ work, body, peer, token: former }) => {
        const { email, password: secret, demo } = body
        if (demo !== undefined) {
          if (!sandbox) return refuse('DEMO_ABSENT')
          const entry = await signInAsDemo(work, { role: demo, token: former }, systemClock.now())
          return entry.ok ? entered(work.db, work.now, entry.value) : entry
        }
        if (email === undefined) throw missing('email')
        if (secret === undefined) throw missing('password')
        const entry = await signIn(work, { email, password: secret, peer, token: former }, systemClock.now())
        return entry.ok ? entered(work.db, work.now, entry.value) : entry
      },
    }),
    door({
      method: 'DELETE',
      path: '/v1/session',
      summary: 'Sign out',
      tag: SESSION,
      access: 'public',
      response: sessionAnswer,
      problems: {},
      handle: async ({ work, token: current }) => {
        await signOut(work, current)
        return ok({ body: await answer(work.db, work.now, null), session: 'end' })
      },
    }),
    write({
      method: 'PUT',
      path: '/v1/session/language',
      summary: 'Choose the language of your mails',
      tag: SESSION,
      access: EVERYBODY,
      body: z.strictObject({ language: z.enum(LANGUAGES) }),
      response: z.object({ language: languageAnswer }),
      problems: accessProblems('NOT_FOUND'),
      handle: async ({ work, caller, body: { language } }) => {
        const user = await self(work.db, caller)
        // An API key gets no mails.
        if (user === null) return refuse('NOT_FOUND')
        await chooseLanguage(work, user, language)
        return ok({ language })
      },
    }),
    door({
      method: 'DELETE',
      path: '/v1/sessions',
      summary: 'Sign out everywhere',
      tag: SESSION,
      access: EVERYBODY,
      response: sessionAnswer,
      problems: accessProblems('NOT_FOUND'),
      handle: async ({ work, caller }) => {
        const user = await self(work.db, caller)
        // An API key has no sessions.
        if (user === null) return refuse('NOT_FOUND')
        await signOutEverywhere(work, user.id)
        return ok({ body: await answer(work.db, work.now, null), session: 'end' })
      },
    }),
    door({
      method: 'POST',
      path: '/v1/password',
      summary: 'Change your password',
      tag: SESSION,
      access: EVERYBODY,
      body: z.strictObject({ current: password, password }),
      response: sessionAnswer,
      problems: accessProblems('PASSWORD_WRONG', 'PASSWORD_WEAK', 'NOT_FOUND'),
      handle: async ({ work, caller, body, token: former }) => {
        const user = await self(work.db, caller)
        if (user === null) return refuse('NOT_FOUND')
        const entry = await changePassword(work, user.id, { ...body, token: former }, systemClock.now())
        return entry.ok ? entered(work.db, work.now, entry.value) : entry
      },
    }),
    door({
      method: 'POST',
      path: '/v1/registration',
      summary: 'Register yourself as an investor',
      tag: SESSION,
      access: 'public',
      body: z.strictObject({
        kind: z.enum(INVESTOR_KINDS),
        name: nameField,
        country: countryField,
        email: emailField,
        password: newPassword,
      }),
      response: sessionAnswer,
      status: 201,
      problems: accessProblems('REGISTRATION_CLOSED', 'RATE_LIMITED', 'PASSWORD_WEAK', 'EMAIL_TAKEN'),
      handle: async ({ work, body, peer, token: former }) => {
        if (!registration) return refuse('REGISTRATION_CLOSED')
        const entry = await register(work, { ...body, peer, token: former }, systemClock.now())
        return entry.ok ? entered(work.db, work.now, entry.value) : entry
      },
    }),
    door({
      method: 'POST',
      path: '/v1/setup',
      summary: 'Make the first administrator',
      tag: SESSION,
      access: 'public',
      body: z.strictObject({ token, name: nameField, email: emailField, password: newPassword }),
      response: sessionAnswer,
      problems: accessProblems('LINK_INVALID', 'PASSWORD_WEAK'),
      handle: async ({ work, body, token: former }) => {
        const made = await setUp(work, body, systemClock.now())
        return made.ok
          ? entered(work.db, work.now, await begin(work, made.value, former, systemClock.now()))
          : made
      },
    }),
    door({
      method: 'POST',
      path: '/v1/setup/link',
      summary: 'Ask whether a set-up link still makes the first administrator',
      tag: SESSION,
      access: 'public',
      body: z.strictObject({ token }),
      response: z.object({ open: z.boolean() }),
      problems: accessProblems(),
      handle: async ({ work, body }) =>
        ok({ body: { open: await isSetupOpen(work, body.token, systemClock.now()) }, session: null }),
    }),
    door({
      method: 'POST',
      path: '/v1/recovery/link',
      summary: 'Ask whether a one-time link still lets somebody choose a password',
      tag: SESSION,
      access: 'public',
      body: z.strictObject({ token }),
      response: z.object({ open: z.boolean() }),
      problems: accessProblems(),
      handle: async ({ work, body }) =>
        ok({ body: { open: await isRecoveryOpen(work, body.token, systemClock.now()) }, session: null }),
    }),
    door({
      method: 'POST',
      path: '/v1/recovery',
      summary: 'Choose a password by a one-time link',
      tag: SESSION,
      access: 'public',
      body: z.strictObject({ token, password }),
      response: sessionAnswer,
      problems: accessProblems('LINK_INVALID', 'PASSWORD_WEAK'),
      handle: async ({ work, body, token: former }) => {
        const chosen = await choosePassword(work, body, systemClock.now())
        return chosen.ok
          ? entered(work.db, work.now, await begin(work, chosen.value, former, systemClock.now()))
          : chosen
      },
    }),
  ]
}

/** One demo account of each role: the first. */
async function offered(db: Db): Promise<NamedUser[]> {
  const all = await demoUsers(db)
  return all.filter((user) => all.find((first) => first.role === user.role) === user)
}

function missing(field: string): InputRefused {
  return new InputRefused([{ path: field, code: 'FIELD_REQUIRED', facts: {} }])
}

async function self(db: Db, caller: Caller | null): Promise<NamedUser | null> {
  const id = caller?.by.kind === 'user' ? parseId('usr', caller.by.id) : null
  return id === null ? null : namedUser(db, id)
}

function userRoutes({ systemClock, publicUrl }: Doors): Route[] {
  const linkTo = ({ token: secret, expiresAt }: OneTimeToken) => ({
    link: `${publicUrl}/recovery?token=${secret}`,
    expiresAt,
  })
  return [
    read({
      path: '/v1/users',
      summary: 'List the users',
      tag: PEOPLE,
      access: ['administrator'],
      query: pageQuery({}),
      response: page(userAnswer),
      handle: async ({ work, query, pages }) => {
        const found = await users(work.db, { after: pages.after(query)?.[0] ?? null, limit: query.limit + 1 })
        return ok(pages.page(found, query, ({ id }) => [id]))
      },
    }),
    write({
      path: '/v1/users',
      summary: 'Invite a user',
      description: 'The answer holds a link with which they choose a password.',
      tag: PEOPLE,
      access: ['administrator'],
      status: 201,
      body: z.strictObject({ displayName: nameField, email: emailField, role, ...givenBounds }),
      response: userAnswer.extend(linkAnswer.shape),
      problems: accessProblems('EMAIL_TAKEN', 'SCOPE_INVALID'),
      handle: async ({ work, body: { displayName, ...body } }) => {
        const invited = await inviteUser(work, { ...body, name: displayName }, systemClock.now())
        return invited.ok ? ok({ ...invited.value.user, ...linkTo(invited.value.link) }) : invited
      },
    }),
    read({
      path: '/v1/users/{id}',
      summary: 'Show a user',
      tag: PEOPLE,
      access: ['administrator'],
      params: userParams,
      response: userAnswer,
      problems: accessProblems('NOT_FOUND'),
      handle: async ({ work, params }) => {
        const user = await namedUser(work.db, params.id)
        return user === null || user.status === 'erased' ? refuse('NOT_FOUND') : ok(user)
      },
    }),
    write({
      method: 'PUT',
      path: '/v1/users/{id}',
      summary: 'Change a user',
      tag: PEOPLE,
      access: ['administrator'],
      params: userParams,
      body: z.strictObject({
        displayName: nameField,
        email: emailField,
        role,
        ...givenBounds,
        status: z.enum(['active', 'disabled']),
      }),
      response: userAnswer,
      problems: accessProblems('NOT_FOUND', 'EMAIL_TAKEN', 'SCOPE_INVALID', 'LAST_ADMINISTRATOR'),
      handle: ({ work, params, body: { displayName, ...body } }) =>
        changeUser(work, params.id, { ...body, name: displayName }),
    }),
    write({
      method: 'DELETE',
      path: '/v1/users/{id}',
      summary: 'Erase a user',
      description:
        'Their name and address are destroyed; what they did stays in the audit log under their id.',
      tag: PEOPLE,
      access: ['administrator'],
      params: userParams,
      response: z.object({ id: idField('usr') }),
      problems: accessProblems('NOT_FOUND', 'LAST_ADMINISTRATOR'),
      handle: ({ work, params }) => eraseUser(work, params.id),
    }),
    write({
      path: '/v1/users/{id}/recovery',
      summary: 'Recover an account',
      description:
        'Ends all their sessions, voids their password, and answers with a link to choose a new one.',
      tag: PEOPLE,
      access: ['administrator'],
      params: userParams,
      response: linkAnswer,
      problems: accessProblems('NOT_FOUND'),
      handle: async ({ work, params }) => {
        const link = await recoverUser(work, params.id, systemClock.now())
        return link.ok ? ok(linkTo(link.value)) : link
      },
    }),
  ]
}

function keyRoutes({ systemClock }: Doors): Route[] {
  return [
    read({
      path: '/v1/keys',
      summary: 'List your API keys; an administrator sees everybody’s',
      tag: PEOPLE,
      access: ROLES,
      query: pageQuery({}),
      response: page(keyAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const page = { after: pages.after(query)?.[0] ?? null, limit: query.limit + 1 }
        const found = await keys(work.db, { owner: ownKeysOf(caller), ...page })
        return ok(pages.page(found.map(named), query, ({ id }) => [id]))
      },
    }),
    write({
      path: '/v1/keys',
      summary: 'Make an API key',
      description:
        'The answer holds the key, this once. It is yours: where two people are asked for, you and your keys are one. Who is no administrator makes keys that may what they may, and is signed in to do so.',
      tag: PEOPLE,
      access: ROLES,
      status: 201,
      body: z.strictObject({
        name: textField(LABEL_LENGTH_MAX),
        role,
        ...givenBounds,
        expiresAt: instantField,
      }),
      response: keyAnswer.extend({ key: z.string() }),
      problems: accessProblems('SCOPE_INVALID', 'SCOPE_OTHER', 'KEY_BY_KEY', 'KEY_LIFETIME'),
      handle: async ({ work, caller, body: { name: label, ...scope } }) => {
        if (caller.role !== 'administrator') {
          if (caller.by.kind !== 'user') return refuse('KEY_BY_KEY')
          const { role, issuer, investor } = caller
          if (scope.role !== role || scope.issuer !== issuer || scope.investor !== investor)
            return refuse('SCOPE_OTHER')
        }
        const made = await createKey(work, { label, ...scope }, systemClock.now())
        return made.ok ? ok({ ...named(made.value.key), key: made.value.secret }) : made
      },
    }),
    write({
      method: 'DELETE',
      path: '/v1/keys/{id}',
      summary: 'Revoke an API key; an administrator revokes anybody’s',
      tag: PEOPLE,
      access: ROLES,
      params: z.strictObject({ id: idField('key') }),
      response: keyAnswer,
      problems: accessProblems('NOT_FOUND'),
      handle: async ({ work, caller, params }) => {
        const revoked = await revokeKey(work, params.id, ownKeysOf(caller), systemClock.now())
        return revoked.ok ? ok(named(revoked.value)) : revoked
      },
    }),
  ]
}

/** Whose keys alone the caller deals with; null for everybody's. */
function ownKeysOf(caller: Caller): string | null {
  return caller.role === 'administrator' ? null : personOf(caller.by)
}

function named<K extends { readonly label: string }>(key: K): K & { readonly name: string } {
  return { ...key, name: key.label }
}
