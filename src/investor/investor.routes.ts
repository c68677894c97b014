import * as z from 'zod'
import { isOwnContract } from '../instrument/token.service.ts'
import { csvPieces } from '../kernel/csv.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db/database.ts'
import {
  addressField,
  countryField,
  dateField,
  emailField,
  idField,
  instantField,
  nameField,
  page,
  pageQuery,
  textField,
} from '../platform/http/fields.ts'
import { InputRefused } from '../platform/http/input.ts'
import { CSV, read, seesInvestor, write, type Caller, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import { accreditationOf } from './accreditation.service.ts'
import { ACCREDITATION_STATUSES, seesClaims } from './accreditation.ts'
import { ERASURE_PROBLEMS } from './erasure.problems.ts'
import { restrictionRefusal } from './erasure.service.ts'
import { custodyEndsOf } from './holding.service.ts'
import { screenInvestors } from './investor-screening.service.ts'
import {
  INVESTOR_KINDS,
  KYC_STATUSES,
  kycStatusOn,
  WALLET_STATUSES,
  type Investor,
  type Wallet,
} from './investor.ts'
import { INVESTOR_PROBLEMS } from './investor.problems.ts'
import { approveCase, askedOf } from './kyc-case.service.ts'
import { CASE_PROBLEMS } from './onboarding.problems.ts'
import { challengeWallet, linkWallet } from './wallet-link.service.ts'
import {
  createInvestor,
  investorById,
  investorNames,
  isInvestorOf,
  namedWalletsOf,
  renameWallet,
  type NamedWallet,
} from './investor.service.ts'
import { ALL, INVESTOR_SORTS, listInvestors } from './investor-list.service.ts'
import { rejectInvestor } from './approval.service.ts'

const REASON_LENGTH_MAX = 2_000
const NAME_LENGTH_MAX = 200
/** So many are read at once for a file. */
const BATCH = 500

const ACCREDITATION_ABOUT =
  '`accredited`: verified, and it counts. `pending`: claimed. `rejected`: the last claim was refused. `not-accredited`: it ' +
  'has run out, or was taken back. `not-verified`: never claimed. `not-applicable`: nor asked, outside the ' +
  'United States. Whoever is neither an officer nor the investor reads it as if nothing had been claimed.'

const walletAnswer = z
  .object({
    id: idField('wal'),
    address: addressField,
    name: z.string().nullable().meta({ description: 'What its holder calls it.' }),
    status: z.enum(WALLET_STATUSES),
  })
  .meta({ id: 'Wallet' })
const investorAnswer = z
  .object({
    id: idField('inv'),
    displayName: z.string(),
    kind: z.enum(INVESTOR_KINDS),
    country: z.string(),
    kycStatus: z.enum(KYC_STATUSES),
    kycUntil: dateField.nullable(),
    accreditation: z.enum(ACCREDITATION_STATUSES).describe(ACCREDITATION_ABOUT),
    accreditedUntil: dateField.nullable(),
    custodyEnds: dateField
      .nullable()
      .describe(
        'Until when a custodian is approved at most: then the units are the minor’s. For officers and the custodian.',
      ),
    updatesAsked: z
      .boolean()
      .describe('Whether an officer asks something of them while their approval stands.'),
    wallets: z.array(walletAnswer),
  })
  .meta({ id: 'Investor' })
const filters = {
  name: textField(NAME_LENGTH_MAX)
    .optional()
    .describe('A part of it, in any case and without the marks on its letters too.'),
  kind: z.enum(INVESTOR_KINDS).optional(),
  country: countryField.optional(),
  status: z.enum(KYC_STATUSES).optional(),
  accreditation: z.enum(ACCREDITATION_STATUSES).optional(),
  claim: z
    .enum(['pending'])
    .optional()
    .describe(
      'Only those whose claim to be accredited waits for an officer; whoever is accredited may have made another. ' +
        'For officers: others find nobody.',
    ),
  endsBy: dateField.optional().describe('Only those whose approval ends by this day, or has ended.'),
  sort: z.enum(INVESTOR_SORTS).default('id').describe('A minus sorts downwards.'),
}
const params = z.strictObject({ id: idField('inv') })
const WALLET_NAME_MAX = 60
/** A key's signature has 65 bytes, a contract's (ERC-1271) up to 2048; what is none is refused as a signature. */
const signatureField = z.string().max(4_098)
const PEOPLE = ['administrator', 'officer', 'issuer', 'auditor', 'investor'] as const
const DECIDERS = ['officer'] as const
const OWNERS = ['investor', 'officer'] as const

/** Investors and their wallets. `site` is what a wallet's message names and what checks its signature. */
export function investorRoutes(site: {
  readonly publicUrl: string
  readonly chainId: number
  readonly rpc: Rpc
  readonly clock: Clock
  readonly screening: ScreeningThread
}): Route[] {
  return [
    read({
      path: '/v1/investors',
      summary: 'List the investors',
      tag: 'Investors',
      access: ['officer', 'issuer', 'auditor', 'administrator'],
      query: pageQuery(filters),
      response: page(investorAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const filter = filterOf(work, caller, query)
        if (filter === null) return ok({ items: [], next: null })
        const found = await listInvestors(work.db, filter, {
          sort: query.sort,
          after: pages.after(query),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, ({ place }) => place)
        return ok({ items: await answers(work, caller, items), next })
      },
    }),
    read({
      path: '/v1/investors.csv',
      summary: 'Download the investors as CSV',
      description: 'All of them that the filters leave, however many.',
      tag: 'Investors',
      access: ['officer', 'issuer', 'auditor', 'administrator'],
      query: z.strictObject(filters),
      response: CSV,
      handle: async ({ work, caller, query }) => {
        const filter = filterOf(work, caller, query)
        const found =
          filter === null ? [] : await listInvestors(work.db, filter, { ...ALL, sort: query.sort })
        // Names of all of them leave the house with this file.
        await appendAudit(work, { action: 'investors.exported', detail: { investors: found.length } })
        return ok({ text: csvPieces(COLUMNS, csvRows(work, caller, found)), fileName: 'investors.csv' })
      },
    }),
    read({
      path: '/v1/investors/{id}',
      summary: 'Read one investor',
      tag: 'Investors',
      access: PEOPLE,
      params,
      response: investorAnswer,
      problems: INVESTOR_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => answerOne(work, caller, id),
    }),
    write({
      path: '/v1/investors',
      summary: 'Take up an investor, who then waits for approval',
      tag: 'Investors',
      access: ['officer', 'issuer'],
      status: 201,
      body: z.strictObject({
        kind: z.enum(INVESTOR_KINDS),
        name: nameField,
        email: emailField,
        country: countryField,
        born: dateField
          .nullable()
          .default(null)
          .describe('Of a person: it tells namesakes apart.')
          .meta({ 'x-example': '1985-04-12' }),
      }),
      response: investorAnswer,
      handle: async ({ work, caller, body }) => {
        const investor = await createInvestor(work, body, caller.issuer)
        await screenInvestors(work, site.screening, [investor.id])
        const [answer] = await answers(work, caller, [investor])
        return ok(answer!)
      },
    }),
    write({
      path: '/v1/investors/{id}/approval',
      summary: 'Approve an investor until a day',
      description:
        'Also of a case that waits for its applicant, and so of an approval that is suspended: with a reason, and while no answer was changed.',
      tag: 'Investors',
      access: DECIDERS,
      params,
      body: z.strictObject({
        kycUntil: dateField,
        accreditedUntil: dateField
          .nullable()
          .optional()
          .describe('Null takes an accreditation off; left out it stays as it is, also one that has lapsed.'),
        reason: textField(REASON_LENGTH_MAX)
          .nullable()
          .default(null)
          .describe('Why it is decided before the applicant answered; officers read it.'),
      }),
      response: investorAnswer,
      problems: { ...INVESTOR_PROBLEMS, ...CASE_PROBLEMS },
      handle: async ({ work, caller, params: { id }, body }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        await screenInvestors(work, site.screening, [id])
        const approved = await approveCase(
          work,
          id,
          { kyc: body.kycUntil, accredited: body.accreditedUntil, reason: body.reason },
          site.clock.now(),
        )
        return approved.ok ? answerOne(work, caller, id) : approved
      },
    }),
    write({
      path: '/v1/investors/{id}/rejection',
      summary: 'Decline an investor, or take an approval back',
      tag: 'Investors',
      access: DECIDERS,
      params,
      response: investorAnswer,
      problems: INVESTOR_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        const rejected = await rejectInvestor(work, id)
        return rejected.ok ? answerOne(work, caller, id) : rejected
      },
    }),
    write({
      path: '/v1/investors/{id}/wallet-challenges',
      summary: 'Issue the text that a wallet signs to be linked',
      tag: 'Investors',
      access: OWNERS,
      status: 201,
      params,
      body: z.strictObject({ address: addressField }),
      response: z.object({ message: z.string(), expiresAt: instantField }),
      problems: INVESTOR_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { address } }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        if (await isOwnContract(work.db, address))
          throw new InputRefused([{ path: 'address', code: 'ADDRESS_FORBIDDEN', facts: {} }])
        return challengeWallet(work, site, { investor: id, address })
      },
    }),
    write({
      path: '/v1/investors/{id}/wallets',
      summary: 'Link a wallet by its signature',
      tag: 'Investors',
      access: OWNERS,
      status: 201,
      params,
      body: z.strictObject({ address: addressField, signature: signatureField }),
      response: walletAnswer,
      problems: INVESTOR_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) =>
        (await isVisible(work.db, caller, id))
          ? named(await linkWallet(work, site, { investor: id, ...body }))
          : refuse('NOT_FOUND'),
    }),
    write({
      method: 'PUT',
      path: '/v1/investors/{id}/wallets/{wallet}',
      summary: 'Name a wallet',
      tag: 'Investors',
      access: OWNERS,
      params: params.extend({ wallet: addressField }),
      body: z.strictObject({ name: textField(WALLET_NAME_MAX) }),
      response: walletAnswer,
      problems: { ...INVESTOR_PROBLEMS, ...ERASURE_PROBLEMS },
      handle: async ({ work, caller, params: { id, wallet }, body }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        const restricted = await restrictionRefusal(work.db, id)
        if (restricted !== null) return refuse(restricted)
        return renameWallet(work, { investor: id, address: wallet, name: body.name })
      },
    }),
  ]
}

/** A wallet that was linked just now, which nobody has named yet. */
function named<R extends string>(linked: Result<Wallet, R>): Result<NamedWallet, R> {
  return linked.ok ? ok({ ...linked.value, name: null }) : linked
}

/** An investor sees themself; whoever belongs to an issuer sees the investors of that issuer. */
export async function isVisible(db: Db, caller: Caller, id: InvestorId): Promise<boolean> {
  return seesInvestor(caller, id) && (caller.issuer === null || (await isInvestorOf(db, caller.issuer, id)))
}

async function answerOne(work: Work, caller: Caller, id: InvestorId) {
  const investor = (await isVisible(work.db, caller, id)) ? await investorById(work.db, id) : null
  if (investor === null) return refuse('NOT_FOUND')
  const [answer] = await answers(work, caller, [investor])
  return ok(answer!)
}

async function answers({ db, now }: Work, caller: Caller, list: readonly Investor[]) {
  const ids = list.map(({ id }) => id)
  const names = await investorNames(db, ids)
  // It tells a child's birthday.
  const custody =
    caller.role === 'officer' || caller.role === 'investor' ? await custodyEndsOf(db, ids) : null
  const asked = await askedOf(db, ids)
  const accreditation = await accreditationOf(db, list, { now, withClaims: seesClaims(caller) })
  const today = dateIn(now, 'UTC')
  const wallets = await namedWalletsOf(db, ids)
  return list.map((investor) => ({
    id: investor.id,
    displayName: names.get(investor.id) ?? '–',
    kind: investor.kind,
    country: investor.country,
    kycStatus: kycStatusOn(investor, today),
    kycUntil: investor.kycUntil,
    accreditation: accreditation.get(investor.id)!,
    accreditedUntil: investor.accreditedUntil,
    custodyEnds: custody?.get(investor.id) ?? null,
    updatesAsked: asked.has(investor.id),
    wallets: wallets.get(investor.id) ?? [],
  }))
}

/** Whom a list is asked for; null where the caller may not ask that. */
function filterOf(
  work: Work,
  caller: Caller,
  query: z.output<z.ZodObject<typeof filters>>,
): Parameters<typeof listInvestors>[1] | null {
  const on = dateIn(work.now, 'UTC')
  const hasOpenClaim = query.claim === 'pending'
  if (hasOpenClaim && !seesClaims(caller)) return null
  return {
    name: query.name ?? null,
    kind: query.kind ?? null,
    country: query.country ?? null,
    status: query.status === undefined ? null : { is: query.status, on },
    accreditation:
      query.accreditation === undefined
        ? null
        : { is: query.accreditation, on, withClaims: seesClaims(caller) },
    hasOpenClaim,
    endsBy: query.endsBy ?? null,
    knownTo: caller.issuer,
  }
}

/** The columns of the screen, in its order, with the addresses of the wallets. */
const COLUMNS = [
  ...['Name', 'Kind', 'Country', 'Identity', 'Identity until', 'Accreditation', 'Accredited until'],
  ...['Wallets', 'Id'],
]

async function* csvRows(work: Work, caller: Caller, found: readonly Investor[]): AsyncIterable<string[][]> {
  for (let i = 0; i < found.length; i += BATCH)
    yield (await answers(work, caller, found.slice(i, i + BATCH))).map((one) => [
      ...[one.displayName, one.kind, one.country, one.kycStatus, one.kycUntil?.toString() ?? ''],
      ...[one.accreditation, one.accreditedUntil?.toString() ?? ''],
      ...[one.wallets.map(({ address }) => address).join(' '), one.id],
    ])
}
