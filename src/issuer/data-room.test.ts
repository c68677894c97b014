import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { stringToHex } from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { officeWorld } from '../../test/office-world.ts'
import { soldInstrument } from '../../test/sold-instrument.ts'
import { tokenWorld } from '../../test/token-world.ts'
import { instrumentSettled } from '../instrument/token.service.ts'
import { createInvestor } from '../investor/investor.service.ts'
import { newId, type InvestorId } from '../kernel/ids.ts'
import { money, USD } from '../kernel/money.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { atHead, question } from '../platform/chain/state.ts'
import { jpegOf, pdfOf } from '../platform/file/testing/samples.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { fileNameOf, isShown, uploaded, type DataRoomDocument, type DocumentContent } from './data-room.ts'
import { assetRoutes } from './asset.routes.ts'
import { dataRoomRoutes } from './data-room.routes.ts'
import { anchorDocuments, dataRoomOf, documentByHash, uploadDocument } from './data-room.service.ts'
import { recordValuation } from './issuer.service.ts'

const NOW = Temporal.Instant.from('2026-07-01T12:00:00Z')
const pdf = (pages: number) => pdfOf({ pages })
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/* The rules */

const content = (hash: string): DocumentContent => ({
  sha256: hash,
  file: hash,
  media: 'application/pdf',
  bytes: 1,
})
const documentOf = (...contents: readonly (DocumentContent | null)[]): DataRoomDocument => ({
  id: newId('doc'),
  instrument: newId('ins'),
  kind: 'appraisal',
  title: 'Appraisal',
  visibility: 'investor',
  versions: contents.map((each, i) => ({ version: i + 1, content: each, at: NOW, by: 'x' })),
})

test('each circle reads what the wider ones read, and what was withdrawn only who answers for it', () => {
  const shown = (visibility: DataRoomDocument['visibility'], ...contents: (DocumentContent | null)[]) =>
    (['public', 'investor', 'auditor'] as const).filter((circle) =>
      isShown({ ...documentOf(...contents), visibility }, circle),
    )
  assert.deepEqual(shown('public', content('a')), ['public', 'investor', 'auditor'])
  assert.deepEqual(shown('investor', content('a')), ['investor', 'auditor'])
  assert.deepEqual(shown('auditor', content('a')), ['auditor'])
  assert.deepEqual(shown('public', content('a'), null), ['auditor'])
  assert.deepEqual(shown('public', content('a'), null, content('b')), ['public', 'investor', 'auditor'])
})

test('bytes are the newest version or the next one, and never change what a document is or for whom', () => {
  const given = { kind: 'appraisal', visibility: 'investor', sha256: 'b' } as const
  const known = documentOf(content('a'), content('b'))
  const cases = [
    [known, { ...given, kind: 'deed' }, 'DOCUMENT_KIND'],
    [known, { ...given, visibility: 'public' }, 'DOCUMENT_VISIBILITY'],
    [known, given, 'known'],
    [known, { ...given, sha256: 'a' }, 'next'],
    [documentOf(content('b'), null), given, 'next'],
    [
      documentOf(...Array.from({ length: 100 }, () => content('a'))),
      { ...given, sha256: 'c' },
      'TOO_MANY_VERSIONS',
    ],
  ] as const
  for (const [document, bytes, expected] of cases) assert.equal(uploaded(document, bytes), expected)
})

test('a version is saved under its title and what it really is', () => {
  assert.equal(
    fileNameOf('Operating agreement (2026)', 2, 'application/pdf'),
    'operating-agreement-2026-v2.pdf',
  )
  assert.equal(fileNameOf('../../etc/passwd', 1, 'text/plain'), 'etc-passwd-v1.txt')
  assert.equal(fileNameOf('…', 1, 'text/csv'), 'document-v1.csv')
})

/* Over HTTP */

const database = await testDatabase()
const { db } = database
const approved = new Set<InvestorId>()
const circleDeps = {
  isApproved: (_: Work, investor: InvestorId) => Promise.resolve(approved.has(investor)),
  isOfferedTo: () => Promise.resolve(true),
}
const app = await testApp(database, [
  ...dataRoomRoutes(circleDeps),
  ...assetRoutes({ rpc: openRpc('http://127.0.0.1:1', { retries: 0 }), ...circleDeps }),
])
const setup: Work = { db, now: NOW, by: systemActor('test') }
const { instrument } = await soldInstrument(setup, 'data-room', 'none-needed')
const person = { name: 'Ada', email: 'ada@example.org', kind: 'individual', country: 'PT' } as const
const investor = (await createInvestor(setup, person, null)).id
approved.add(investor)
const stranger = (await createInvestor(setup, { ...person, email: 'b@example.org' }, null)).id
const keys = {
  issuer: await app.keyFor('issuer', { issuer: instrument.issuer }),
  officer: await app.keyFor('officer'),
  auditor: await app.keyFor('auditor', { issuer: instrument.issuer }),
  investor: await app.keyFor('investor', { investor }),
  waiting: await app.keyFor('investor', { investor: stranger }),
  otherIssuer: await app.keyFor('issuer', { issuer: newId('iss') }),
  administrator: await app.keyFor('administrator'),
}
const room = `/v1/instruments/${instrument.id}/documents`
type Shown = {
  id: string
  title: string
  visibility: string
  withdrawn: boolean
  versions: {
    version: number
    sha256: string | null
    by: string | null
    anchor: { state: string } | null
  }[]
}
const list = async (key?: string) =>
  (await app.call({ path: room, ...(key === undefined ? {} : { key }) })).json<{ items: Shown[] }>().items
const upload = (body: object, key = keys.issuer) => app.call({ path: room, key, body })
const memorandum = (bytes: Buffer, change = {}) => ({
  kind: 'memorandum',
  title: 'Private placement memorandum',
  visibility: 'investor',
  content: bytes.toString('base64'),
  ...change,
})
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code

test('the same bytes are the same version, others the next one, and nothing is lost', async () => {
  const first = await upload(memorandum(pdf(1)))
  assert.equal(first.statusCode, 201, first.body)
  const { id } = first.json<Shown>()
  const again = await upload(memorandum(pdf(1)))
  assert.deepEqual(again.json<Shown>().versions.length, 1)
  const next = (await upload(memorandum(pdf(2)))).json<Shown>()
  assert.deepEqual(
    next.versions.map(({ version, sha256: hash, anchor }) => [version, hash, anchor?.state]),
    [
      [1, sha256(pdf(1)), 'waiting'],
      [2, sha256(pdf(2)), 'waiting'],
    ],
  )
  for (const [version, bytes] of [
    [1, pdf(1)],
    [2, pdf(2)],
  ] as const) {
    const saved = await app.call({ path: `${room}/${id}/versions/${version}`, key: keys.investor })
    assert.ok(saved.rawPayload.equals(bytes))
    assert.equal(saved.headers['content-type'], 'application/pdf')
    assert.equal(
      saved.headers['content-disposition'],
      `attachment; filename="private-placement-memorandum-v${version}.pdf"`,
    )
    assert.equal(saved.headers['x-content-type-options'], 'nosniff')
    assert.equal(saved.headers['content-security-policy'], "default-src 'none'; sandbox")
  }
  await assert.rejects(database.pool.query('delete from data_room_version'), /never edited/)
})

test('who may read what, by role', async () => {
  await upload(memorandum(pdf(3), { title: 'Leaflet', kind: 'other', visibility: 'public' }))
  await upload(memorandum(pdf(4), { title: 'Board minutes', kind: 'other', visibility: 'auditor' }))
  const titles = async (key?: string) => (await list(key)).map(({ title }) => title)
  const [all, some, open] = [
    ['Board minutes', 'Leaflet', 'Private placement memorandum'],
    ['Leaflet', 'Private placement memorandum'],
    ['Leaflet'],
  ]
  assert.deepEqual(await titles(keys.issuer), all)
  assert.deepEqual(await titles(keys.auditor), all)
  assert.deepEqual(await titles(keys.officer), some)
  assert.deepEqual(await titles(keys.investor), some)
  for (const key of [undefined, keys.waiting, keys.otherIssuer, keys.administrator])
    assert.deepEqual(await titles(key), open)

  const [minutes] = await list(keys.issuer)
  assert.ok(minutes)
  for (const key of [keys.investor, keys.officer, keys.waiting, keys.otherIssuer])
    assert.equal((await app.call({ path: `${room}/${minutes.id}/versions/1`, key })).statusCode, 404)
  assert.equal((await app.call({ path: `${room}/${minutes.id}/versions/1` })).statusCode, 404)
  assert.equal(
    (await app.call({ path: `${room}/${minutes.id}/versions/9`, key: keys.issuer })).statusCode,
    404,
  )
})

test('who opened which version stands in the log; of whoever is not signed in, nothing', async () => {
  const [minutes, leaflet] = await list(keys.issuer)
  assert.ok(minutes && leaflet)
  await app.call({ path: `${room}/${leaflet.id}/versions/1` })
  await app.call({ path: `${room}/${leaflet.id}/versions/1`, key: keys.investor })
  const read = await app.call({ path: `${room}/${leaflet.id}/readings`, key: keys.auditor })
  const items = read.json<{ items: { reader: string; version: number }[] }>().items
  assert.deepEqual(
    items.map(({ version }) => version),
    [1],
  )
  assert.match(items[0]!.reader, /^key_/)
  for (const key of [keys.investor, keys.officer])
    assert.equal((await app.call({ path: `${room}/${leaflet.id}/readings`, key })).statusCode, 403)
  assert.equal(
    (await app.call({ path: `${room}/${leaflet.id}/readings`, key: keys.otherIssuer })).statusCode,
    404,
  )
  // Nor is who brought a version told to those who read it.
  assert.equal((await list(keys.investor))[0]?.versions[0]?.by, null)
})

test('a document becomes another’s to read, and is withdrawn by a version that says so', async () => {
  const [minutes] = await list(keys.issuer)
  assert.ok(minutes)
  const path = `${room}/${minutes.id}`
  const opened = await app.call({
    method: 'PUT',
    path: `${path}/visibility`,
    key: keys.issuer,
    body: { visibility: 'public' },
  })
  assert.equal(opened.json<Shown>().visibility, 'public')
  assert.ok((await list()).some(({ title }) => title === 'Board minutes'))
  const withdraw = () => app.call({ method: 'POST', path: `${path}/withdrawal`, key: keys.issuer, body: {} })
  const withdrawn = (await withdraw()).json<Shown>()
  assert.equal(withdrawn.withdrawn, true)
  assert.deepEqual(
    withdrawn.versions.map(({ sha256: hash }) => hash),
    [sha256(pdf(4)), null],
  )
  assert.equal(codeOf(await withdraw()), 'DOCUMENT_WITHDRAWN')
  assert.ok(!(await list(keys.investor)).some(({ title }) => title === 'Board minutes'))
  assert.equal((await app.call({ path: `${path}/versions/1` })).statusCode, 404)
  assert.equal((await app.call({ path: `${path}/versions/1`, key: keys.auditor })).statusCode, 200)
  const { rows } = await database.pool.query(
    'select action from audit_entry where subject = $1 order by seq',
    [minutes.id],
  )
  assert.deepEqual(
    rows.map(({ action }) => String(action)),
    ['document.uploaded', 'document.visibility-changed', 'document.withdrawn', 'document.opened'],
  )
})

test('a picture is kept without what it tells, under the hash of what is kept', async () => {
  const plain = jpegOf(4, 3)
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 8]), Buffer.from('by Ada')])
  const told = Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)])
  const photo = memorandum(told, { title: 'Front', kind: 'other', visibility: 'investor' })
  const kept = (await upload(photo)).json<Shown>()
  assert.equal(kept.versions[0]?.sha256, sha256(plain))
  const saved = await app.call({ path: `${room}/${kept.id}/versions/1`, key: keys.investor })
  assert.ok(saved.rawPayload.equals(plain))
  assert.equal(
    (await upload({ ...photo, content: plain.toString('base64') })).json<Shown>().versions.length,
    1,
  )
  await app.call({ path: `${room}/${kept.id}/withdrawal`, method: 'POST', key: keys.issuer, body: {} })
})

test('a valuation leads to its appraisal, whoever may read that; its hash is for everybody', async () => {
  const valued = {
    date: Temporal.PlainDate.from('2026-05-29'),
    amount: money(1n, USD),
    method: 'income-approach',
    appraiser: 'Example Appraisal',
    document: sha256(pdf(5)),
  } as const
  await recordValuation(setup, instrument.asset, valued)
  const appraisal = async (key: string) => {
    const asset = await app.call({ path: `/v1/assets/${instrument.asset}`, key })
    const { valuations, aboveValuation } = asset.json<{
      valuations: { document: { sha256: string; title: string | null; path: string | null } }[]
      aboveValuation: { costs: { amount: string } } | null
    }>()
    assert.equal(aboveValuation?.costs.amount, '0.00', 'units for more than a cent')
    return valuations[0]?.document
  }
  const unread = { sha256: valued.document, title: null, path: null }
  assert.deepEqual(await appraisal(keys.issuer), unread, 'it is not there yet')
  const { id } = (
    await upload(memorandum(pdf(5), { title: 'Appraisal of May', kind: 'appraisal' }))
  ).json<Shown>()
  for (const key of [keys.issuer, keys.investor, keys.officer])
    assert.deepEqual(await appraisal(key), {
      sha256: valued.document,
      title: 'Appraisal of May',
      path: `${room}/${id}/versions/1`,
    })
  assert.deepEqual(await appraisal(keys.waiting), unread)
  await app.call({ path: `${room}/${id}/withdrawal`, method: 'POST', key: keys.issuer, body: {} })
  assert.deepEqual(await appraisal(keys.investor), unread)
})

test('a file is found by its hash: what is for everybody by name, what is for a few only once it is anchored', async () => {
  const found = (bytes: Buffer) => documentByHash(db, instrument, sha256(bytes))
  assert.deepEqual(await found(pdf(3)), { document: { title: 'Leaflet', version: 1 }, anchored: null })
  assert.equal(await found(pdf(2)), null, 'for investors, and not anchored')
  assert.equal(await found(pdf(4)), null, 'withdrawn, and not anchored')
  const anchored = { block: 7, tx: `0x${'ab'.repeat(32)}`, at: NOW }
  await database.pool.query(
    'update instrument_document set anchored_block = $1, anchored_tx = $2, anchored_at = $3 where sha256 = any($4)',
    [7, anchored.tx, NOW.toString(), [pdf(2), pdf(4)].map(sha256)],
  )
  assert.deepEqual(await found(pdf(2)), { document: null, anchored })
  assert.deepEqual(await found(pdf(4)), { document: null, anchored })
  assert.equal(await found(pdf(99)), null)
})

test('what is taken is known by its bytes, and what is refused says why', async () => {
  const media = async (bytes: Buffer) => {
    const title = `File ${randomBytes(4).toString('hex')}`
    const { statusCode, body } = await upload(memorandum(bytes, { title }))
    const answer = JSON.parse(body) as { code?: string; versions?: { media: string }[] }
    return statusCode === 201 ? answer.versions?.[0]?.media : answer.code
  }
  const cases = [
    ['A plain text,\nwith a comma.', 'text/plain'],
    ['unit,rent\n1A,900.00\n1B,950.00\n', 'text/csv'],
    ['<!doctype html><script>alert(1)</script>', 'FILE_TYPE_FORBIDDEN'],
    ['  <svg xmlns="http://www.w3.org/2000/svg"/>', 'FILE_TYPE_FORBIDDEN'],
    ['a\0b', 'FILE_TYPE_FORBIDDEN'],
    ['%PDF-1.7 nothing', 'PDF_INVALID'],
    ['PK\x03\x04 nothing', 'ARCHIVE_UNSAFE'],
  ] as const
  for (const [text, expected] of cases) assert.equal(await media(Buffer.from(text)), expected, text)
  assert.equal(codeOf(await upload(memorandum(pdf(1), { content: 'no base64!' }))), 'FILE_ENCODING')
  assert.equal(codeOf(await upload(memorandum(pdf(1), { content: '' }))), 'FILE_EMPTY')
  assert.equal(codeOf(await upload(memorandum(pdf(5), { kind: 'deed' }))), 'DOCUMENT_KIND')
  assert.equal(codeOf(await upload(memorandum(pdf(5), { visibility: 'public' }))), 'DOCUMENT_VISIBILITY')
  assert.equal((await upload(memorandum(pdf(5)), keys.otherIssuer)).statusCode, 404)
  assert.equal((await upload(memorandum(pdf(5)), keys.officer)).statusCode, 403)
})

/* On the chain */

test('hashes wait for the token, are anchored each, and stay provable when another version comes', async () => {
  const world = await tokenWorld()
  const own = await testDatabase()
  unlockVault(randomBytes(32))
  const office = await officeWorld(
    own,
    world,
    instrumentSettled({ whenLive: async () => {}, rulesOf: async (_, { rules }) => rules }),
  )
  const about = { kind: 'appraisal', title: 'Appraisal', visibility: 'public' } as const
  const bring = (pages: number, as = office.instrument) =>
    office.inWork((work) => uploadDocument(work, as, { ...about, bytes: pdf(pages) }))
  const born = (token: string | null) =>
    own.pool.query(`update instrument set token = $1, status = $2 where id = $3`, [
      token,
      token === null ? 'deploying' : 'live',
      office.instrument.id,
    ])
  const states = async () =>
    (await dataRoomOf(own.db, office.instrument, 'auditor')).flatMap(({ versions }) =>
      versions.map(({ anchor }) => anchor?.state),
    )
  await born(null)
  await bring(1)
  await bring(2)
  assert.deepEqual(await states(), ['waiting', 'waiting'])
  await born(world.token)
  await office.inWork((work) => anchorDocuments(work, office.instrument))
  assert.deepEqual(await states(), ['pending', 'pending'])
  // Asked twice, there is one transaction each.
  await office.inWork((work) => anchorDocuments(work, office.instrument))
  const { rows } = await own.pool.query('select count(*)::int as count from chain_intent')
  assert.deepEqual(rows, [{ count: 2 }])
  await office.settle()
  assert.deepEqual(await states(), ['anchored', 'anchored'])
  // Read before the token was there, brought afterwards: nobody else would ask for its anchor.
  await bring(3, { ...office.instrument, token: null })
  await office.settle()
  const [document] = await dataRoomOf(own.db, office.instrument, 'public')
  assert.ok(document)
  for (const { content: bytes, anchor } of document.versions) {
    assert.equal(anchor?.sha256, bytes?.sha256)
    assert.match(String(anchor?.anchored?.tx), /^0x[0-9a-f]{64}$/)
    assert.ok(anchor?.anchored?.at, 'since when is known')
  }
  const name = stringToHex(document.id, { size: 32 })
  const [[, hash]] = await atHead(world.rpc, (state) =>
    state.ask([question(world.token, securityTokenAbi, 'getDocument', [name])]),
  )
  assert.equal(hash, `0x${sha256(pdf(3))}`)
})
