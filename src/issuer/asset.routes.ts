import * as z from 'zod'
import { instruments } from '../instrument/instrument.service.ts'
import { hardCapOf, type Instrument } from '../instrument/instrument.ts'
import { costOf } from '../instrument/price.ts'
import { documentsOf } from '../instrument/token.service.ts'
import { TERM_SHEET } from '../instrument/token.ts'
import type { IssuerId } from '../kernel/ids.ts'
import { NOT_FOUND } from '../kernel/problem.ts'
import { money } from '../kernel/money.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import {
  dateField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  page,
  pageQuery,
} from '../platform/http/fields.ts'
import { read, seesIssuer, type Caller, type Route } from '../platform/http/route.ts'
import { assetIdentityHash } from './asset-identity.service.ts'
import {
  carryAnswer,
  couponAnswer,
  preferenceAnswer,
  couponBody,
  incomeAnswer,
  incomeBody,
  instrumentSummary,
  seesTerms,
  type InstrumentDeps,
  offeringTermsAnswer,
  offeringTermsBody,
  rulesAnswer,
  rulesBody,
  summaryBody,
} from './instrument.routes.ts'
import { circles, type CircleDeps } from './data-room.routes.ts'
import { dataRoomOf } from './data-room.service.ts'
import type { Visibility } from './data-room.ts'
import { assetById, assets, issuerById, spvById, valuationsOf } from './issuer.service.ts'
import {
  aboveValuation,
  ASSET_KINDS,
  latestValuation,
  VALUATION_METHODS,
  type Asset,
  type Issuer,
  type LegalEntity,
  type Spv,
  type Valuation,
} from './issuer.ts'

const READERS = ['issuer', 'officer', 'auditor', 'investor'] as const

const valuationAnswer = z
  .object({
    date: dateField,
    amount: moneyAnswer,
    method: z.enum(VALUATION_METHODS),
    appraiser: z.string(),
    document: z
      .object({
        sha256: z.string(),
        title: z.string().nullable().describe('Null while it is not there for whoever asks.'),
        path: z.string().nullable().describe('Where it is saved from, for whoever may read it.'),
      })
      .nullable()
      .describe('The appraisal itself.'),
  })
  .meta({ id: 'Valuation' })

const aboveAnswer = z
  .object({ raised: moneyAnswer, valuation: moneyAnswer, costs: moneyAnswer })
  .nullable()
  .describe('More is asked for than the newest valuation and the stated costs come to; null where it is not.')

const companyAnswer = z.object({
  name: z.string(),
  form: z.string(),
  jurisdiction: z.string(),
  registryNumber: z.string().nullable(),
  lei: z.string().nullable(),
  formedOn: dateField.nullable(),
})

const summaryAnswer = z
  .object({
    id: idField('ast'),
    name: z.string(),
    kind: z.enum(ASSET_KINDS),
    issuer: z.object({ id: idField('iss'), name: z.string() }),
    spv: z.object({ name: z.string() }),
    instrument: instrumentSummary.nullable().describe('Of several share classes, the first by key.'),
    latestValuation: valuationAnswer.omit({ document: true }).nullable(),
  })
  .meta({ id: 'AssetSummary' })

const documentAnswer = z
  .object({
    name: z.string(),
    version: z.int(),
    uri: z.string(),
    sha256: z.string(),
    anchored: z
      .object({ block: z.int(), tx: z.string(), at: instantField.nullable() })
      .nullable()
      .describe('Where the hash was written to the chain, once that is final.'),
  })
  .meta({ id: 'AnchoredDocument' })

export const assetAnswer = summaryAnswer
  .extend({
    key: z.string(),
    country: z.string(),
    address: z.string(),
    facts: z.array(z.object({ label: z.string(), value: z.string() })).readonly(),
    issuer: companyAnswer.extend({ id: idField('iss') }),
    spv: companyAnswer.extend({
      id: idField('spv'),
      owners: z.array(z.object({ name: z.string(), percent: z.string() })).readonly(),
      holds: z.string().nullable(),
      ringFence: z.string().nullable(),
    }),
    risks: z
      .array(z.object({ title: z.string(), text: z.string() }))
      .readonly()
      .describe('In the issuer’s own words.'),
    identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })).readonly(),
    identityHash: z
      .string()
      .describe('SHA-256 of the canonical JSON (RFC 8785) of kind, country, address and sorted identifiers.'),
    valuations: z.array(valuationAnswer).readonly(),
    instruments: z.array(instrumentSummary).readonly(),
    rules: rulesAnswer.nullable(),
    income: incomeAnswer.nullable(),
    coupon: couponAnswer.nullable().meta({ description: 'Interest that is paid by itself on its dates.' }),
    carry: carryAnswer.nullable().meta({ description: 'How a fund’s manager shares in what comes back.' }),
    preference: preferenceAnswer
      .nullable()
      .meta({ description: 'What a class of shares gets before others when the company is sold.' }),
    offering: offeringTermsAnswer.nullable(),
    aboveValuation: aboveAnswer,
    documents: z.array(documentAnswer).readonly(),
  })
  .meta({ id: 'Asset' })

/** An asset with what it belongs to and what belongs to it. */
type Known = {
  readonly asset: Asset
  readonly spv: Spv
  readonly issuer: Issuer
  readonly instruments: readonly Instrument[]
  readonly valuations: readonly Valuation[]
}

/** Reading assets: what is owned, by which company, and in which share classes. */
export function assetRoutes({ rpc, isOfferedTo, isApproved }: InstrumentDeps & CircleDeps): Route[] {
  const circleOf = circles({ isApproved, isOfferedTo })
  return [
    read({
      path: '/v1/assets',
      summary: 'List the assets',
      tag: 'Assets',
      access: READERS,
      query: pageQuery({}),
      response: page(summaryAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const after = pages.after(query)?.[0] ?? ''
        const all = await instruments(work.db)
        const known: Known[] = []
        for (const asset of await assets(work.db)) {
          if (asset.key <= after || known.length > query.limit) continue
          const one = await knownAsset(work.db, asset, all)
          if (sees(caller, one.issuer.id)) known.push(one)
        }
        const { items, next } = pages.page(known, query, ({ asset: { key } }) => [key])
        return ok({ items: await Promise.all(items.map((each) => summaryOf(rpc, each))), next })
      },
    }),
    read({
      path: '/v1/assets/{id}',
      summary: 'Read an asset with its companies, valuations, share class and documents',
      tag: 'Assets',
      access: READERS,
      params: z.strictObject({ id: idField('ast') }),
      response: assetAnswer,
      problems: { NOT_FOUND },
      handle: async ({ work, caller, params }) => {
        const asset = await assetById(work.db, params.id)
        const known = asset && (await knownAsset(work.db, asset, await instruments(work.db)))
        if (known === null || !sees(caller, known.issuer.id)) return refuse('NOT_FOUND')
        const body = await assetBody(rpc, work.db, known, (instrument) => circleOf(work, caller, instrument))
        const [first] = known.instruments
        const shows = first === undefined || (await seesTerms(isOfferedTo, work, caller, first))
        return ok(shows ? body : { ...body, offering: null, aboveValuation: null })
      },
    }),
  ]
}

/** Investors see what is on offer, whoever issues it. */
function sees(caller: Caller, issuer: IssuerId): boolean {
  return caller.role === 'investor' || seesIssuer(caller, issuer)
}

async function knownAsset(db: Db, asset: Asset, all: readonly Instrument[]): Promise<Known> {
  const spv = await spvById(db, asset.spv)
  const issuer = spv && (await issuerById(db, spv.issuer))
  if (spv === null || issuer === null) throw new Error(`the asset ${asset.key} has no owner`)
  return {
    asset,
    spv,
    issuer,
    instruments: all.filter((instrument) => instrument.asset === asset.id),
    valuations: await valuationsOf(db, asset.id),
  }
}

async function summaryOf(rpc: Rpc, known: Known): Promise<z.output<typeof summaryAnswer>> {
  const { asset, spv, issuer, valuations } = known
  const [instrument] = known.instruments
  const latest = latestValuation(valuations)
  return {
    id: asset.id,
    name: asset.name,
    kind: asset.kind,
    issuer: { id: issuer.id, name: issuer.name },
    spv: { name: spv.name },
    instrument: instrument === undefined ? null : await summaryBody(rpc, instrument),
    latestValuation: latest === null ? null : valuationBody(latest),
  }
}

/** The asset of a share class, with all that everybody is told of it and of this class alone. */
export async function shownAsset(
  rpc: Rpc,
  db: Db,
  { asset: id, ...instrument }: Instrument,
): Promise<z.output<typeof assetAnswer> | null> {
  const asset = await assetById(db, id)
  const known = asset && (await knownAsset(db, asset, [{ asset: id, ...instrument }]))
  return known && assetBody(rpc, db, known, () => Promise.resolve('public'))
}

async function assetBody(
  rpc: Rpc,
  db: Db,
  known: Known,
  circleOf: (instrument: Instrument) => Promise<Visibility>,
): Promise<z.output<typeof assetAnswer>> {
  const { asset, spv, issuer, valuations } = known
  const readable = await Promise.all(
    known.instruments.map(async (each) => readableVersions(db, each, await circleOf(each))),
  )
  const [instrument] = known.instruments
  const documents = await Promise.all(known.instruments.map(({ id }) => documentsOf(db, id)))
  return {
    ...(await summaryOf(rpc, known)),
    key: asset.key,
    country: asset.country,
    address: asset.address,
    facts: asset.facts,
    issuer: { id: issuer.id, ...companyBody(issuer) },
    spv: {
      id: spv.id,
      ...companyBody(spv),
      owners: spv.owners,
      holds: spv.holds,
      ringFence: spv.ringFence,
    },
    risks: asset.risks,
    identifiers: asset.identifiers,
    identityHash: assetIdentityHash(asset),
    valuations: valuations.map((each) => ({
      ...valuationBody(each),
      document: appraisalBody(each, readable.flat()),
    })),
    instruments: await Promise.all(known.instruments.map((each) => summaryBody(rpc, each))),
    rules: instrument === undefined ? null : rulesBody(instrument.rules, instrument.decimals),
    income: incomeBody(instrument?.income ?? null),
    coupon: couponBody(instrument?.coupon ?? null),
    carry: instrument?.carry ?? null,
    preference: instrument?.preference ?? null,
    offering: instrument === undefined ? null : offeringTermsBody(instrument),
    aboveValuation: instrument === undefined ? null : aboveBody(instrument, valuations),
    documents: documents
      .flat()
      // The data room has a list of its own, in which each is shown to whom it is for.
      .filter(({ name }) => name === TERM_SHEET)
      .map(({ name, version, uri, sha256, anchored }) => ({ name, version, uri, sha256, anchored })),
  }
}

function companyBody({ name, form, jurisdiction, registryNumber, lei, formedOn }: LegalEntity) {
  return { name, form, jurisdiction, registryNumber, lei, formedOn }
}

function valuationBody({ date, amount, method, appraiser }: Valuation) {
  return { date, amount: moneyBody(amount), method, appraiser }
}

type ReadableVersion = { readonly sha256: string; readonly title: string; readonly path: string }

async function readableVersions(
  db: Db,
  instrument: Instrument,
  circle: Visibility,
): Promise<ReadableVersion[]> {
  return (await dataRoomOf(db, instrument, circle)).flatMap(({ id, title, versions }) =>
    versions.flatMap(({ version, content }) =>
      content === null
        ? []
        : [
            {
              sha256: content.sha256,
              title,
              path: `/v1/instruments/${instrument.id}/documents/${id}/versions/${version}`,
            },
          ],
    ),
  )
}

/** The hash is everybody's: it stands in the term sheet, whose own is on the chain. What has it is for whom the data room says. */
function appraisalBody(
  { document }: Valuation,
  readable: readonly ReadableVersion[],
): z.output<typeof valuationAnswer>['document'] {
  return document === null
    ? null
    : (readable.find(({ sha256 }) => sha256 === document) ?? { sha256: document, title: null, path: null })
}

function aboveBody(instrument: Instrument, valuations: readonly Valuation[]): z.output<typeof aboveAnswer> {
  const { unitPrice, offering } = instrument
  const above = aboveValuation(
    money(costOf(instrument, { sold: 0n, units: hardCapOf(instrument) }), unitPrice.currency),
    valuations,
    offering.costs.map(({ amount }) => amount),
  )
  return (
    above && {
      raised: moneyBody(above.raised),
      valuation: moneyBody(above.valuation),
      costs: moneyBody(above.costs),
    }
  )
}
