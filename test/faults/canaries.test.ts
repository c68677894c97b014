/**
 * Two hundred pieces of personal data go into the demo world by its own addresses, and people are approved with their
 * wallets, one of whom subscribes and signs an agreement, so that the chain, notices and the audit log speak of them. Then it is
 * crashed in the middle of taking more, and everything that it left behind is searched for them: its folder with the database's
 * and the chain's own files, its log at the finest level, its last words, a backup of every table, and what a webhook is sent of
 * all of it, as it goes through the wire.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { UNITED_STATES_ZONE } from '../../src/instrument/countries.ts'
import { must } from '../../src/kernel/result.ts'
import { dateIn } from '../../src/kernel/time.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { openDatabase, openPool } from '../../src/platform/db/database.ts'
import { startEmbeddedDatabase } from '../../src/platform/db/embedded.ts'
import { pdfOf } from '../../src/platform/file/testing/samples.ts'
import { unlockVault } from '../../src/platform/vault/seal.ts'
import { systemActor } from '../../src/platform/work.ts'
import { DEMO_PASSWORD } from '../../src/server/demo.ts'
import { deliverWebhooks } from '../../src/webhook/delivery.service.ts'
import { registerWebhook } from '../../src/webhook/webhook.service.ts'
import { demoHome, startServer } from '../demo-server.ts'
import { sheetOnSale } from '../e2e/sale.ts'
import { ENVIRONMENT } from '../home.ts'
import { SUITED } from '../ready-to-pay.ts'
import { RECEIVER, webhookReceiver, type Received } from '../webhook-receiver.ts'

const MARK = 'Qzcanary'
const PEOPLE = 25
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-canaries-'))
fs.chmodSync(folder, 0o755)
after(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Eight things about one person that stand nowhere else. */
function canariesOf(i: number) {
  const two = String(i).padStart(2, '0')
  return {
    name: `${MARK} Name${two}`,
    email: `${MARK.toLowerCase()}.mail${two}@example.org`,
    born: `1901-03-${String((i % 28) + 1).padStart(2, '0')}`,
    fileName: `${MARK}File${two}`,
    paper: `${MARK}Paper${two}`,
    street: `${MARK} Street ${two}`,
    tin: `912-70-10${two}`,
    statement: `${MARK} statement ${two}`,
  }
}
const canaries = Array.from({ length: PEOPLE }, (_, i) => canariesOf(i))

/** Every way in which a text may lie in bytes. */
const FORMS = [
  MARK.toLowerCase(),
  Buffer.from(MARK).toString('hex'),
  Buffer.from(MARK.toLowerCase()).toString('hex'),
  Buffer.from(MARK, 'utf16le').toString('latin1').toLowerCase(),
  // In base64 a word begins at one of three places.
  ...[MARK, MARK.toLowerCase()].flatMap((word) =>
    [0, 1, 2].map((shift) =>
      Buffer.from('x'.repeat(shift) + word)
        .toString('base64')
        .slice(shift === 0 ? 0 : shift + 1, -4)
        .toLowerCase(),
    ),
  ),
]
const PATTERNS = [/1901-03-\d\d/, /912-?70-?10\d\d/]

/** What of the canaries is in these bytes. */
function found(bytes: Buffer): string[] {
  const text = bytes.toString('latin1').toLowerCase()
  return [
    ...FORMS.filter((form) => text.includes(form)),
    ...PATTERNS.flatMap((pattern) => pattern.exec(text)?.[0] ?? []),
  ]
}

/** Asks until the answer says so. */
async function sees(asked: () => Promise<{ readonly text: string }>, words: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if ((await asked()).text.includes(words)) return
    await setTimeout(100)
  }
  assert.fail(`never said ${words}: ${(await asked()).text}`)
}

function filesBelow(at: string): string[] {
  return fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}

test('the search finds what is there, in every form', () => {
  const [one] = canaries
  for (const value of Object.values(one!).filter((text) => text.toLowerCase().includes(MARK.toLowerCase())))
    for (const bytes of [
      Buffer.from(value),
      Buffer.from(value, 'utf16le'),
      Buffer.from(Buffer.from(value).toString('hex')),
      Buffer.from(Buffer.from(`${value} and more`).toString('base64')),
      Buffer.from(Buffer.from(`a${value} and more`).toString('base64')),
      Buffer.from(Buffer.from(`ab${value} and more`).toString('base64')),
    ])
      assert.notDeepEqual(found(bytes), [], value)
  assert.deepEqual(found(Buffer.from(one!.born)), ['1901-03-01'])
  assert.deepEqual(found(Buffer.from(one!.tin)), ['912-70-1000'])
  assert.equal(new Set(canaries.flatMap((all) => Object.values(all))).size, PEOPLE * 8)
})

test('F39 of two hundred canaries none is found outside of the vault', async () => {
  const home = await demoHome()
  const server = await startServer(home, [], 'trace')
  after(() => server.kill())
  /** By a key, or by the cookie of somebody who is signed in. */
  const ask = async (by: string | null, at: string, body?: unknown, method = 'POST') => {
    const answer = await fetch(`${server.url}${at}`, {
      method: body === undefined ? 'GET' : method,
      headers: {
        ...(by === null ? {} : by.includes('=') ? { cookie: by } : { authorization: `Bearer ${by}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        'sec-fetch-site': 'same-origin',
        origin: server.url,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, cookie: answer.headers.getSetCookie(), text: await answer.text() }
  }
  const made = async <T>(by: string, at: string, body: unknown): Promise<T> => {
    const { status, text } = await ask(by, at, body)
    assert.ok(status >= 200 && status < 300, `${at}: ${text}`)
    return JSON.parse(text) as T
  }
  const cookieOf = ({ cookie }: { readonly cookie: readonly string[] }) => cookie[0]?.split(';')[0] ?? ''
  const entered = async (email: string) =>
    cookieOf(await ask(null, '/v1/session', { email, password: DEMO_PASSWORD }))
  const [admin, issuer, officer, second] = [
    await entered('administrator@example.org'),
    await entered('issuer@example.org'),
    await entered('officer@example.org'),
    await entered('officer2@example.org'),
  ]
  await made(admin, '/v1/users', {
    displayName: `${MARK} Admin`,
    email: `${MARK.toLowerCase()}.admin@example.org`,
    role: 'administrator',
    issuer: null,
    investor: null,
  })

  const yaml = sheetOnSale().replace('closes: 2026-12-31', 'closes: 2026-12-31\n  agreement: signed')
  await made(issuer, '/v1/term-sheets/apply', { yaml })
  type Offering = { id: string; status: string; instrument: { name: string } }
  const onSale = async () =>
    (JSON.parse((await ask(issuer, '/v1/offerings')).text) as { items: Offering[] }).items.find(
      ({ status, instrument }) => status === 'open' && instrument.name === 'Harbour Annex Units',
    )?.id
  /** Answers what is asked before a purchase, asks for a unit, and signs the agreement with their name. */
  const subscribe = async (
    investor: string,
    name: string,
    { address, signTypedData }: ReturnType<typeof privateKeyToAccount>,
  ) => {
    const expiresAt = Temporal.Now.instant().add({ hours: 1 }).toString({ fractionalSecondDigits: 3 })
    const theirs = { name: 'a key of a buyer', role: 'investor', investor, issuer: null, expiresAt }
    const { key } = await made<{ key: string }>(admin, '/v1/keys', theirs)
    let offering = await onSale()
    for (; offering === undefined; offering = await onSale()) await setTimeout(100)
    const at = `/v1/offerings/${offering}`
    const suited = await ask(key, `${at}/suitability`, SUITED, 'PUT')
    assert.equal(suited.status, 200, suited.text)
    const { risks } = JSON.parse(suited.text) as { risks: { sha256: string }[] }
    for (const { sha256 } of risks) await made(key, `${at}/risks`, { sha256 })
    const wanted = { investor, wallet: address, amount: '1.00' }
    const { id } = await made<{ id: string }>(key, `${at}/subscriptions`, wanted)
    const agreement = `/v1/subscriptions/${id}/agreement`
    const { authorization } = JSON.parse((await ask(key, agreement)).text) as {
      authorization: Parameters<typeof signTypedData>[0]
    }
    const signature = await signTypedData(authorization)
    assert.match((await ask(key, `${agreement}/document`)).text, /^%PDF/)
    await made(key, `${agreement}/signature`, { name, signature })
  }

  const { now } = JSON.parse((await ask(officer, '/v1/session')).text) as { now: string }
  const today = dateIn(Temporal.Instant.from(now), UNITED_STATES_ZONE).toString()
  const people: string[] = []
  for (const [i, one] of canaries.entries()) {
    const taken = await ask(officer, '/v1/investors', {
      kind: 'individual',
      country: 'US',
      name: one.name,
      email: one.email,
      born: one.born,
    })
    assert.equal(taken.status, 201, taken.text)
    const { id } = JSON.parse(taken.text) as { id: string }
    people.push(id)
    const at = `/v1/investors/${id}`
    const file = await ask(officer, `${at}/files`, {
      kind: 'accreditation-evidence',
      name: `${one.fileName}.pdf`,
      content: pdfOf({ pages: 1, extra: `/Title(${one.paper})` }).toString('base64'),
    })
    assert.equal(file.status, 201, file.text)
    const form = {
      form: 'W-9',
      name: one.name,
      address: { street: one.street, town: MARK, postCode: '48201', country: 'US' },
      classification: 'individual',
      tin: { kind: 'itin', number: one.tin },
      backupWithholding: false,
      signedBy: one.name,
      signedOn: '2026-01-02',
    }
    assert.equal((await ask(officer, `${at}/tax-form`, form)).status, 200)
    const claim = await ask(officer, `${at}/accreditations`, {
      basis: 'third-party-letter',
      evidence: (JSON.parse(file.text) as { id: string }).id,
      evidenceOn: today,
      statement: one.statement,
    })
    assert.equal(claim.status, 201, claim.text)
    // Requests that fail are where values slip into messages.
    await ask(officer, `${at}/tax-form`, { ...form, signedOn: one.street, [one.name]: one.tin })
    await ask(officer, `${at}/files`, { kind: one.name, name: one.fileName, content: one.paper })
    await ask(officer, `/v1/investors?status=${encodeURIComponent(one.name)}`)
    await ask(officer, `/v1/nothing/${encodeURIComponent(one.name)}`)
    assert.ok((await ask(officer, at)).text.includes(one.name), 'who may see it is told')

    // Approved, their wallet is written to the chain, and notices and the audit log, which webhooks send on, tell of them.
    await made(second, `${at}/approval`, {
      kycUntil: '2028-01-31',
      accreditedUntil: i === 0 ? '2028-01-31' : null,
    })
    const account = privateKeyToAccount(generatePrivateKey())
    const { address } = account
    const { message } = await made<{ message: string }>(officer, `${at}/wallet-challenges`, { address })
    await made(officer, `${at}/wallets`, { address, signature: await account.signMessage({ message }) })
    if (i > 0) continue
    await sees(() => ask(officer, at), '"status":"ready"')
    await subscribe(id, one.name, account)
  }

  // The database dies in the middle of more of the same, and the server with it.
  const [mark = ''] = filesBelow(home).filter((file) => file.endsWith('/postmaster.pid'))
  const postmaster = Number(fs.readFileSync(mark, 'utf8').split('\n')[0])
  const under = canaries.map((one, i) =>
    ask(officer, '/v1/investors', {
      kind: 'individual',
      country: 'US',
      name: one.name,
      email: `again${i}.${one.email}`,
    }).catch(() => null),
  )
  process.kill(postmaster, 'SIGKILL')
  await Promise.all(under)
  assert.equal(await server.ended, 1, 'it ended with an error')
  assert.match(server.output(), /PostgreSQL ended/)
  assert.ok(server.output().includes('/v1/investors/:id/tax-form'), 'the log was written')
  assert.deepEqual(found(Buffer.from(server.output())), [], 'log and last words')

  const files = filesBelow(home)
  assert.ok(files.length > 100, String(files.length))
  for (const file of files) assert.deepEqual(found(fs.readFileSync(file)), [], file)

  const archive = path.join(folder, 'backup.tar.gz')
  const main = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
  const backedUp = spawnSync(process.execPath, [main, 'backup', archive], {
    encoding: 'utf8',
    env: { ...ENVIRONMENT, ALIQUOT_HOME: home },
  })
  assert.deepEqual([backedUp.status, backedUp.stderr], [0, ''])
  const unpacked = gunzipSync(fs.readFileSync(archive))
  assert.ok(unpacked.includes('database/vault_file') && unpacked.includes('tax-form.received'))
  assert.ok(unpacked.includes('agreement.signed'))
  assert.deepEqual(found(unpacked), [], 'every table: vault, audit log, outbox and the rest')

  const sent = await sentToWebhooks(home, people[0]!)
  const told = sent.map(({ body }) => JSON.parse(body) as { type: string; data: { subject: string } })
  const types = new Set(told.map(({ type }) => type))
  for (const type of ['investor.approved', 'tax-form.received', 'agreement.signed', 'wallet.linked'])
    assert.ok(types.has(type), `${type} was sent, of ${[...types].join(' ')}`)
  const subjects = new Set(told.map(({ data }) => data.subject))
  assert.deepEqual(
    people.filter((id) => !subjects.has(id)),
    [],
    'of everybody something was sent',
  )
  for (const { headers, body } of sent)
    assert.deepEqual(found(Buffer.from(`${JSON.stringify(headers)}\n${body}`)), [], body)
})

/** Everything that an address is sent which is to be told of all that happened since somebody was taken up. */
async function sentToWebhooks(home: string, first: string): Promise<readonly Received[]> {
  const { network, received } = await webhookReceiver()
  unlockVault(randomBytes(32))
  const database = await startEmbeddedDatabase(path.join(home, 'postgres'), { fast: true })
  const pool = openPool(database.url)
  try {
    const db = openDatabase(pool)
    const wanted = { url: RECEIVER, events: ['*'] }
    const work = { db, now: systemClock.now(), by: systemActor('test') }
    const { hook } = must(await registerWebhook(work, wanted, network))
    await pool.query(
      'update webhook set seen_seq = (select min(seq) - 1 from audit_entry where subject = $1) where id = $2',
      [first, hook.id],
    )
    const courier = { db, clock: systemClock, systemClock, network }
    while ((await deliverWebhooks(courier)) > 0);
    const {
      rows: [left],
    } = await pool.query<{ waiting: number; delivered: number }>(
      `select count(*) filter (where status = 'waiting')::int as waiting,
              count(*) filter (where status = 'delivered')::int as delivered from webhook_delivery`,
    )
    assert.deepEqual(left, { waiting: 0, delivered: received.length })
    return received
  } finally {
    await pool.end()
    await database.stop()
  }
}
