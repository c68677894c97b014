import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Instrument } from '../../instrument/instrument.ts'
import { documentsOf } from '../../instrument/token.service.ts'
import { TERM_SHEET } from '../../instrument/token.ts'
import { investorNames } from '../../investor/investor.service.ts'
import { dataRoomOf } from '../../issuer/data-room.service.ts'
import { issuerById } from '../../issuer/issuer.service.ts'
import { displayDecimal, displayMoney } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { t } from '../../messages/message.ts'
import { appendAudit, auditEntriesAbout, latestAuditEntries } from '../../platform/audit.ts'
import type { Db } from '../../platform/db/database.ts'
import { writeArchive } from '../../platform/file/archive.ts'
import { printable, writePdf } from '../../platform/file/pdf.ts'
import { csvOf } from '../../kernel/csv.ts'
import { readFile } from '../../platform/vault/vault.ts'
import type { Work } from '../../platform/work.ts'
import {
  selectAgreement,
  selectHolderSignatures,
  type Agreement,
  type HolderSignature,
} from '../subscription/agreement.store.ts'
import {
  AGREEMENTS_MAX,
  allotmentTable,
  indexBlocks,
  issuedFor,
  lotTable,
  paidInEach,
  type Table,
} from './binder.ts'
import { selectInStates } from '../subscription/subscription.store.ts'
import type { Sale } from '../offering.ts'
import { sheetText } from '../../instrument/sheet-text.service.ts'
import { SUBSCRIPTION_STATES } from '../subscription/subscription-state.ts'
import { selectLots } from './subscription-lot.store.ts'
import type { Subscription } from '../subscription/subscription.ts'

/**
 * Everything about a closing in one ZIP: the term sheet that was in force, the agreements, who was allotted what, the hashes
 * that were anchored by then, what the log says, and an index of it all. Only what was there when it closed is in it, so
 * the same binder asked for again is the same bytes.
 *
 * @param withNames whether whoever asks may read names; without them the agreements are left out as well
 */
export async function closingBinder(
  work: Work,
  { offering, instrument }: Sale,
  withNames: boolean,
): Promise<
  Result<{ readonly bytes: Buffer; readonly fileName: string; readonly media: string }, 'OFFERING_NOT_CLOSED'>
> {
  const [closed] = await latestAuditEntries(work.db, {
    before: null,
    limit: 1,
    subject: offering.id,
    action: 'offering.closed',
  })
  if (offering.status !== 'closed' || closed === undefined) return refuse('OFFERING_NOT_CLOSED')
  const all = await selectInStates(work.db, offering.id, SUBSCRIPTION_STATES)
  const agreements = await agreementsOf(work.db, all)
  const papers = withNames && agreements.length <= AGREEMENTS_MAX ? await papersOf(work.db, agreements) : []
  const names = withNames
    ? await investorNames(
        work.db,
        all.map(({ investor }) => investor),
      )
    : null
  const lots = lotTable(await selectLots(work.db, offering.id))
  const paid = all.filter(({ number }) => number !== null)
  const entries = await auditEntriesAbout(work.db, [offering.id, ...all.map(({ id }) => id)], closed.seq)

  const files = new Map<string, Uint8Array>([
    ...(await sheetOf(work.db, instrument, closed.at)),
    ...papers,
    ['allotments.csv', csv(allotmentTable(paid, instrument, names))],
    ...(lots.rows.length === 0 ? [] : [['lots.csv', csv(lots)] as const]),
    ['agreements.csv', csv(agreementTable(agreements))],
    ['anchors.csv', csv(await anchorTable(work.db, instrument, closed.at))],
    [
      'audit.csv',
      csv({
        columns: ['seq', 'at', 'byKind', 'by', 'action', 'subject', 'detail', 'hash'],
        rows: entries.map(({ seq, at, by, action, subject, detail, hash }) => [
          String(seq),
          at.toString(),
          by.kind,
          by.id,
          action,
          subject ?? '',
          canonicalize({ ...detail }) ?? '',
          hash,
        ]),
      }),
    ],
  ])
  files.set(
    'index.pdf',
    await indexOf(
      work.db,
      { offering, instrument },
      { paid, files, closedAt: closed.at },
      {
        names: !withNames,
        agreements: withNames && agreements.length > AGREEMENTS_MAX,
      },
    ),
  )
  await appendAudit(work, { action: 'offering.binder-opened', subject: offering.id, detail: { withNames } })
  return ok({
    bytes: writeArchive(files),
    fileName: `closing-${instrument.key}.zip`,
    media: 'application/zip',
  })
}

type Signed = {
  readonly of: Subscription
  readonly agreement: Agreement
  /** Of joint holders, those before the last. */
  readonly others: readonly HolderSignature[]
}

/** The agreements of what was paid for, and of nothing that was given up before. */
async function agreementsOf(db: Db, all: readonly Subscription[]): Promise<Signed[]> {
  const found: Signed[] = []
  for (const of of all) {
    if (of.number === null || of.agreement === null) continue
    const agreement = await selectAgreement(db, of.id)
    if (agreement !== null) found.push({ of, agreement, others: await selectHolderSignatures(db, of.id) })
  }
  return found
}

/** Their papers; one of somebody who was erased is gone. */
async function papersOf(db: Db, agreements: readonly Signed[]): Promise<[string, Uint8Array][]> {
  const papers: [string, Uint8Array][] = []
  for (const { of, agreement } of agreements) {
    const bytes = await readFile(db, of.investor, agreement.file)
    if (bytes !== null) papers.push([`agreements/${of.id}.pdf`, bytes])
  }
  return papers
}

function agreementTable(agreements: readonly Signed[]): Table {
  return {
    columns: [
      'subscription',
      'sha256',
      'signedAt',
      'signedBy',
      'signature',
      'countersignedAt',
      'countersignedBy',
      'wallet',
    ],
    rows: agreements.flatMap(({ of, agreement: { sha256, signed, countersigned }, others }) => [
      ...others.map(({ at, by, signature, wallet }) => [
        of.id,
        sha256,
        at.toString(),
        by,
        signature,
        '',
        '',
        wallet,
      ]),
      [
        of.id,
        sha256,
        signed?.at.toString() ?? '',
        signed?.by ?? '',
        signed?.signature ?? '',
        countersigned?.at.toString() ?? '',
        countersigned?.by ?? '',
        of.wallet ?? '',
      ],
    ]),
  }
}

/** The term sheet that was in force at the closing. What came in the same instant came after it. */
async function sheetOf(
  db: Db,
  instrument: Instrument,
  closedAt: Temporal.Instant,
): Promise<[string, Uint8Array][]> {
  const inForce = (await documentsOf(db, instrument.id)).findLast(
    ({ name, recordedAt }) => name === TERM_SHEET && Temporal.Instant.compare(recordedAt, closedAt) < 0,
  )
  const sheet = inForce === undefined ? null : await sheetText(db, inForce.sha256)
  return sheet === null ? [] : [['term-sheet.yaml', Buffer.from(sheet.text)]]
}

/** The hashes that were on the chain by then, of the term sheets and of the data room. */
async function anchorTable(db: Db, instrument: Instrument, closedAt: Temporal.Instant): Promise<Table> {
  const titles = new Map(
    (await dataRoomOf(db, instrument, 'auditor')).map(({ id, title }) => [String(id), title]),
  )
  const anchored = (await documentsOf(db, instrument.id)).flatMap(
    ({ name, version, sha256, anchored: anchor }) =>
      anchor?.at == null || Temporal.Instant.compare(anchor.at, closedAt) >= 0
        ? []
        : [{ name, version, sha256, at: anchor.at, block: anchor.block, tx: anchor.tx }],
  )
  return {
    columns: ['name', 'title', 'version', 'sha256', 'anchoredAt', 'block', 'transaction'],
    rows: anchored.map(({ name, version, sha256, at, block, tx }) => [
      name,
      titles.get(name) ?? '',
      String(version),
      sha256,
      at.toString(),
      String(block),
      tx,
    ]),
  }
}

async function indexOf(
  db: Db,
  { offering, instrument }: Sale,
  {
    paid,
    files,
    closedAt,
  }: {
    readonly paid: readonly Subscription[]
    readonly files: ReadonlyMap<string, Uint8Array>
    readonly closedAt: Temporal.Instant
  },
  left: { readonly names: boolean; readonly agreements: boolean },
): Promise<Buffer> {
  const issued = paid.map(issuedFor)
  const title = t('binder.title', { instrument: printable(instrument.name).text })
  const issuer = printable((await issuerById(db, instrument.issuer))?.name ?? '–').text
  const about = {
    instrument: printable(`${instrument.name} (${instrument.symbol})`).text,
    issuer,
    offering: offering.id,
    closedAt,
    unitsIssued: displayDecimal(
      issued.reduce((sum, { units }) => sum + units, 0n),
      instrument.decimals,
    ),
    raised: displayMoney(
      money(
        issued.reduce((sum, { cost }) => sum + cost, 0n),
        instrument.payment.currency,
      ),
    ),
    paidIn: paidInEach(paid, instrument)?.map(displayMoney).join('; ') ?? null,
    token: instrument.token ?? '–',
    escrow: offering.contract ?? '–',
  }
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const listed = sorted.map(([name, bytes]) => ({
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  }))
  return writePdf({
    title,
    author: issuer,
    at: closedAt,
    blocks: indexBlocks(about, listed, left),
    footer: title,
  })
}

function csv({ columns, rows }: Table): Buffer {
  return Buffer.from(csvOf(columns, rows))
}
