import * as z from 'zod'
import { distributions } from '../corporate-action/distribution.service.ts'
import { periodName } from '../corporate-action/distribution.ts'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { documentsOf, unitsIssued } from '../instrument/token.service.ts'
import { TERM_SHEET } from '../instrument/token.ts'
import { dataRoomOf, documentByHash } from '../issuer/data-room.service.ts'
import { assetIdentityHash } from '../issuer/asset-identity.service.ts'
import { assetById, issuerById, spvById } from '../issuer/issuer.service.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import type { InstrumentId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import type { Problems } from '../kernel/problem.ts'
import { ok, refuse } from '../kernel/result.ts'
import { readerLanguage, writeIn } from '../messages/reader.ts'
import { finalBlock } from '../platform/chain/final-block.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { selectNetwork } from '../platform/chain/watcher-store.ts'
import type { Db } from '../platform/db/database.ts'
import {
  dateField,
  idField,
  instantField,
  languageField,
  moneyAnswer,
  moneyBody,
} from '../platform/http/fields.ts'
import { HTML, read, type Route } from '../platform/http/route.ts'
import { shareText } from '../register/register.ts'
import { registerAt } from '../register/register.service.ts'
import { proofPage } from '../web/public/proof.ts'

const PROBLEMS: Problems<'NOT_FOUND'> = {
  NOT_FOUND: { status: 404, detail: 'There is no such instrument.', fix: 'Check the address.' },
}

const anchoredAnswer = z
  .object({ block: z.int(), tx: z.string(), at: instantField.nullable() })
  .nullable()
  .describe('Where the hash was written to the chain, once that is final.')
const matchAnswer = z.object({
  sha256: z.string(),
  known: z.boolean(),
  document: z
    .object({ title: z.string(), version: z.int() })
    .nullable()
    .describe('Null also where the document is not for everybody.'),
  anchored: anchoredAnswer,
})
const proofAnswer = z.object({
  asOf: instantField,
  block: z.object({ number: z.int(), hash: z.string() }).nullable(),
  instrument: z.object({
    id: z.string(),
    name: z.string(),
    symbol: z.string(),
    token: z.string().nullable(),
    chainId: z.int(),
  }),
  verify: z
    .object({
      factory: z.string(),
      distributor: z.string(),
      fromBlock: z.int().describe('Where the contracts’ history begins.'),
      command: z.string().describe('In a clone of the program, with a node of the chain in place of NODE.'),
    })
    .nullable()
    .describe('What it takes to derive all of this from the chain; null until the contracts are there.'),
  issuer: z.object({ name: z.string() }),
  spv: z.object({ name: z.string() }),
  asset: z.object({ name: z.string(), identityHash: z.string().nullable() }),
  supply: z.string(),
  registerSum: z.string(),
  supplyEqualsRegister: z.boolean(),
  holdersCount: z.int(),
  concentration: z.array(z.object({ largest: z.int(), share: z.string() })),
  documents: z.array(
    z.object({
      name: z.string(),
      version: z.int(),
      sha256: z.string(),
      anchored: anchoredAnswer,
      href: z.string().nullable().describe('Where everybody can save it.'),
    }),
  ),
  distributions: z.array(
    z.object({
      id: z.string(),
      period: z.string().describe('A month, or the first and the last of several: `2026-10/2026-12`.'),
      kind: z.enum(['regular', 'correction']),
      status: z.string(),
      recordDate: dateField,
      declared: moneyAnswer,
      paid: moneyAnswer,
      parked: moneyAnswer,
      carried: moneyAnswer,
      balanced: z.boolean(),
      tx: z.string().nullable(),
    }),
  ),
})

/** How many of the largest holders are added up, to show how concentrated the holding is. */
const LARGEST = [1, 5, 10] as const

/** A hash as people write one: in either case, with 0x or without. */
const HASH = /^(0x)?[0-9a-f]{64}$/i
const HASH_LENGTH_MAX = 200

/** What anyone may check of an instrument: as data, and as a page without JavaScript. Nothing in it is personal. */
export function proofRoutes(chain: { readonly rpc: Rpc; readonly chainId: number }): Route[] {
  const params = z.strictObject({ instrument: idField('ins') })
  return [
    read({
      path: '/v1/proof/{instrument}',
      summary: 'Read what anyone may check of an instrument',
      tag: 'Public proof',
      access: 'public',
      params,
      response: proofAnswer,
      problems: PROBLEMS,
      handle: async ({ work, params: { instrument } }) => {
        const proof = await proofOf(work.db, chain, instrument, work.now)
        return proof === null ? refuse('NOT_FOUND') : ok(proof)
      },
    }),
    read({
      path: '/v1/proof/{instrument}/documents',
      summary: 'Ask whether a file is a document of an instrument, by its SHA-256',
      description:
        'Every version that ever was is found, also one that was superseded or withdrawn. Of a document that is not for ' +
        'everybody the answer says since when it is anchored, and nothing else.',
      tag: 'Public proof',
      access: 'public',
      params,
      query: z.strictObject({ sha256: z.string().regex(HASH) }),
      response: matchAnswer,
      problems: PROBLEMS,
      handle: async ({ work, params: { instrument }, query: { sha256 } }) => {
        const match = await matchOf(work.db, instrument, sha256)
        return match === null ? refuse('NOT_FOUND') : ok(match)
      },
    }),
    read({
      path: '/proof/{instrument}',
      summary: 'The public proof as a page',
      description:
        'With a SHA-256, it says whether that is the hash of a document, and since when it is anchored.',
      tag: 'Public proof',
      access: 'public',
      params,
      query: z.strictObject({
        sha256: z.string().max(HASH_LENGTH_MAX).optional(),
        lang: languageField.optional(),
      }),
      response: HTML,
      problems: PROBLEMS,
      handle: async ({ work, params: { instrument }, query: { sha256, lang }, acceptLanguage }) => {
        const proof = await proofOf(work.db, chain, instrument, work.now)
        if (proof === null) return refuse('NOT_FOUND')
        const asked = sha256?.trim() ?? ''
        const match = HASH.test(asked) ? await matchOf(work.db, instrument, asked) : null
        const check =
          asked === '' ? null : { asked, match: match === null ? null : z.encode(matchAnswer, match) }
        const data = z.encode(proofAnswer, proof)
        return ok({ text: writeIn(readerLanguage(lang, acceptLanguage), () => proofPage(data, check)) })
      },
    }),
  ]
}

async function matchOf(
  db: Db,
  id: InstrumentId,
  asked: string,
): Promise<z.output<typeof matchAnswer> | null> {
  const instrument = await instrumentById(db, id)
  if (instrument === null) return null
  const sha256 = asked.toLowerCase().replace(/^0x/, '')
  const match = await documentByHash(db, instrument, sha256)
  return {
    sha256,
    known: match !== null,
    document: match?.document ?? null,
    anchored: match?.anchored ?? null,
  }
}

async function proofOf(
  db: Db,
  { rpc, chainId }: { readonly rpc: Rpc; readonly chainId: number },
  id: InstrumentId,
  now: Temporal.Instant,
): Promise<z.output<typeof proofAnswer> | null> {
  const instrument = await instrumentById(db, id)
  if (instrument === null) return null
  const [issuer, spv, asset, register, supply, block, verify] = await Promise.all([
    issuerById(db, instrument.issuer),
    spvById(db, instrument.spv),
    assetById(db, instrument.asset),
    registerAt(db, instrument, { newest: true, at: now }),
    unitsIssued(rpc, instrument),
    finalBlock(db, rpc),
    verifyOf(db),
  ])
  const bySize = register.holders.map(({ units }) => units).sort((a, b) => (a < b ? 1 : -1))
  const { currency } = instrument.payment
  const amount = (minor: bigint | null) => moneyBody(money(minor ?? 0n, currency))
  return {
    asOf: now,
    block: block === null ? null : { number: block.number, hash: block.hash },
    instrument: { id, name: instrument.name, symbol: instrument.symbol, token: instrument.token, chainId },
    verify,
    issuer: { name: issuer?.name ?? '–' },
    spv: { name: spv?.name ?? '–' },
    asset: { name: asset?.name ?? '–', identityHash: asset === null ? null : assetIdentityHash(asset) },
    supply: displayDecimal(supply, instrument.decimals),
    registerSum: displayDecimal(register.supply, instrument.decimals),
    supplyEqualsRegister: supply === register.supply,
    holdersCount: register.holders.length,
    concentration: LARGEST.filter((largest) => largest <= bySize.length).map((largest) => ({
      largest,
      share: shareText(
        bySize.slice(0, largest).reduce((sum, units) => sum + units, 0n),
        register.supply,
      ),
    })),
    documents: await publicDocuments(db, instrument),
    distributions: (await distributions(db, instrument)).flatMap(
      ({ distribution, reconciliation, declaredIn }) =>
        reconciliation === null
          ? []
          : [
              {
                id: distribution.id,
                period: periodName(distribution),
                kind: distribution.kind,
                status: distribution.status,
                recordDate: distribution.recordDate,
                declared: amount(reconciliation.declared),
                paid: amount(reconciliation.paid),
                parked: amount(reconciliation.parked),
                carried: amount(reconciliation.carried),
                balanced: reconciliation.balanced,
                tx: declaredIn,
              },
            ],
    ),
  }
}

async function verifyOf(db: Db): Promise<z.output<typeof proofAnswer>['verify']> {
  const [contracts, network] = await Promise.all([protocolAddresses(db), selectNetwork(db)])
  if (contracts === null || network === null) return null
  const { factory, distributor } = contracts
  const fromBlock = network.startBlock
  const command = `npx aliquot verify --rpc NODE --factory ${factory} --distributor ${distributor} --from-block ${fromBlock}`
  return { factory, distributor, fromBlock, command }
}

/** The term sheets, and what the data room has for everybody, in every version. */
async function publicDocuments(
  db: Db,
  instrument: Instrument,
): Promise<z.output<typeof proofAnswer>['documents']> {
  const sheets = (await documentsOf(db, instrument.id)).filter(({ name }) => name === TERM_SHEET)
  const room = await dataRoomOf(db, instrument, 'public')
  return [
    ...sheets.map(({ name, version, sha256, anchored }) => ({ name, version, sha256, anchored, href: null })),
    ...room.flatMap(({ id, title, versions }) =>
      versions.flatMap(({ version, content, anchor }) =>
        content === null
          ? []
          : [
              {
                name: title,
                version,
                sha256: content.sha256,
                anchored: anchor?.anchored ?? null,
                href: `/v1/instruments/${instrument.id}/documents/${id}/versions/${version}`,
              },
            ],
      ),
    ),
  ]
}
