import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import http from 'node:http'
import { after, test } from 'node:test'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { storedTexts } from '../../test/tables.ts'
import type { Clock } from '../platform/clock.ts'
import { systemActor } from '../platform/work.ts'
import { createInvestor } from './investor.service.ts'
import { saveCheck } from './kyc-check.service.ts'
import { openKycProvider } from './kyc-provider.service.ts'
import { kycWebhookRoutes } from './kyc-webhook.routes.ts'

/* What somebody recorded who reads the wire: each message is the provider's own, and comes a second time. */

const SECRET = 'webhook secret'
const REF = 'check-1'
const BEGUN = Temporal.Instant.from('2026-11-29T12:00:00Z')
const mac = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex')
/** Of what Sumsub is asked before its yes is taken. */
let askedOfApplicant = 0
const applicant = http.createServer((_, response) => {
  askedOfApplicant += 1
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ id: REF, info: { firstName: 'Ada', lastName: 'Okafor' } }))
})
await new Promise<void>((resolve) => applicant.listen(0, '127.0.0.1', resolve))
after(() => applicant.close())
const address = applicant.address()
const baseUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

const database = await testDatabase()

type Message = { readonly body: string; readonly headers: Readonly<Record<string, string>> }
type Result = 'approved' | 'rejected'
type Name = 'sumsub' | 'persona' | 'veriff' | 'onfido'
/** A message as each provider signs it. */
const SIGNED: Readonly<Record<Name, (body: object, at: Temporal.Instant) => Message>> = {
  sumsub: (said) => {
    const body = JSON.stringify(said)
    return { body, headers: { 'x-payload-digest': mac(body), 'x-payload-digest-alg': 'HMAC_SHA256_HEX' } }
  },
  persona: (said, at) => {
    const body = JSON.stringify(said)
    const seconds = String(Math.floor(at.epochMilliseconds / 1000))
    return { body, headers: { 'persona-signature': `t=${seconds},v1=${mac(`${seconds}.${body}`)}` } }
  },
  veriff: (said) => {
    const body = JSON.stringify(said)
    return { body, headers: { 'x-hmac-signature': mac(body), 'x-auth-client': 'api-key' } }
  },
  onfido: (said) => {
    const body = JSON.stringify(said)
    return { body, headers: { 'x-sha2-signature': mac(body) } }
  },
}
/** What says nothing of the check: of the same person, of a part of it, or of somebody who was not begun with here. */
const personaEvent = (name: string, data: object, at: Temporal.Instant) => ({
  data: { id: `evt_${name}`, attributes: { name, 'created-at': at.toString(), payload: { data } } },
})
const UNUSED: Readonly<Record<Name, (at: Temporal.Instant) => readonly (readonly [string, object])[]>> = {
  sumsub: () => [['applicantDeactivated', { type: 'applicantDeactivated', applicantId: REF }]],
  persona: (at) => {
    const attributes = { 'matched-records': [{ 'review-status': 'confirmed' }] }
    const relationships = { inquiry: { data: { id: 'inq_elsewhere' } } }
    const report = { id: 'rep_1', attributes, relationships }
    return [
      ['account.tag-added', personaEvent('account.tag-added', { id: 'act_1' }, at)],
      ['check of another', personaEvent('report/screening.reviewed', report, at)],
    ]
  },
  veriff: () => [['session', { checkType: 'initial_result', sessionId: REF, matchStatus: 'no_match' }]],
  onfido: (at) => {
    const object = { id: 'elsewhere', status: 'complete', completed_at_iso8601: at.toString() }
    const payload = (action: string) => ({ payload: { action, object, resource: { result: 'clear' } } })
    return [
      ['report.completed', payload('report.completed')],
      ['check of another', payload('check.completed')],
    ]
  },
}
/** What each provider sends of a result at a moment of its own clock, as it signs it. */
const MESSAGES: Readonly<Record<Name, (result: Result, at: Temporal.Instant) => Message>> = {
  sumsub: (result, at) => {
    const no = { reviewAnswer: 'RED', reviewRejectType: 'FINAL' }
    const body = {
      applicantId: REF,
      type: 'applicantReviewed',
      reviewResult: result === 'approved' ? { reviewAnswer: 'GREEN' } : no,
      createdAtMs: at.toString({ fractionalSecondDigits: 3 }).replace('T', ' ').replace('Z', ''),
    }
    return SIGNED.sumsub(body, at)
  },
  persona: (result, at) => {
    const status = result === 'approved' ? 'approved' : 'declined'
    const inquiry = { type: 'inquiry', id: REF, attributes: { status } }
    const attributes = { name: `inquiry.${status}`, 'created-at': at.toString(), payload: { data: inquiry } }
    return SIGNED.persona({ data: { type: 'event', id: `evt_${result}`, attributes } }, at)
  },
  veriff: (result, at) => {
    const decision = result === 'approved' ? [9001, 'approved'] : [9102, 'declined']
    const [code, status] = decision
    return SIGNED.veriff({ verification: { id: REF, code, status, decisionTime: at.toString() } }, at)
  },
  onfido: (result, at) => {
    const status = result === 'approved' ? 'approved' : 'declined'
    const object = { id: REF, status, completed_at_iso8601: at.toString() }
    return SIGNED.onfido(
      { payload: { resource_type: 'workflow_run', action: 'workflow_run.completed', object } },
      at,
    )
  },
}

async function auditOf(action: string): Promise<Record<string, string>[]> {
  const { rows } = await database.pool.query<{ detail: Record<string, string> }>(
    `select detail from audit_entry where action = $1 order by seq`,
    [action],
  )
  return rows.map(({ detail }) => detail)
}

for (const name of ['sumsub', 'persona', 'veriff', 'onfido'] as const)
  test(`B50 F21 what was recorded of ${name} changes nothing when it comes again, at once or years later`, async () => {
    let now = BEGUN
    const clock: Clock = { now: () => now }
    const provider = openKycProvider(
      {
        provider: name,
        apiKey: 'api-key',
        apiSecret: 'api-secret',
        webhookSecret: SECRET,
        levels: { individual: 'basic', entity: 'firm' },
        baseUrl,
      },
      { publicUrl: PUBLIC_URL },
    )
    const app = await testApp(database, kycWebhookRoutes({ provider, clock }), { clock })
    const work = { db: database.db, now, by: systemActor('test') }
    const { id } = await createInvestor(work, {
      kind: 'individual',
      country: 'PT',
      name: 'Ada Okafor',
      email: `${name}@example.org`,
      born: null,
    })
    const subject = { id, kind: 'individual', name: '', email: null, country: 'PT', returnUrl: '' } as const
    const order = { id, person: null, applicant: null, provider, subject }
    assert.ok((await saveCheck(work, order, { ref: REF, url: 'https://x' })).ok)

    const send = async ({ body, headers }: Message) => {
      const answer = await app.call({ path: `/v1/webhooks/kyc/${name}`, body, headers })
      const { outcome, code } = answer.json<{ outcome?: string; code?: string }>()
      return outcome ?? code
    }
    const noted = async () =>
      (await auditOf('check-message.unused')).filter((detail) => detail['provider'] === name)
    for (const [event, body] of UNUSED[name](now)) {
      const before = (await noted()).length
      const message = SIGNED[name](body, now)
      for (let times = 0; times < 2; times += 1) assert.equal(await send(message), 'ignored', event)
      assert.deepEqual((await noted()).slice(before), [{ provider: name, event }], 'noted once')
      const forged = await send({ ...message, body: message.body.replace(/}$/, ' }') })
      assert.equal(forged, 'WEBHOOK_SIGNATURE', event)
    }
    const { rows } = await database.pool.query(
      `select result, result_at from kyc_check where provider = $1`,
      [name],
    )
    assert.deepEqual(rows, [{ result: 'pending', result_at: null }], 'nothing was said of the check')
    const recorded: Message[] = []
    const replayed = async () => {
      const before = await storedTexts(database)
      const answers = new Set<string | undefined>()
      for (const message of recorded) answers.add(await send(message))
      assert.deepEqual(await storedTexts(database), before, 'every table is as it was')
      return [...answers]
    }
    for (const result of ['approved', 'rejected'] as const) {
      now = now.add({ minutes: 1 })
      recorded.push(MESSAGES[name](result, now))
      assert.equal(await send(recorded.at(-1)!), 'applied', result)
      assert.deepEqual(await replayed(), ['duplicate'], `at once, after ${result}`)
    }
    // The yes above all: after the no it would clear the way once more.
    for (const hours of [1, 24, 24 * 365 * 5]) {
      now = now.add({ hours })
      assert.deepEqual(
        await replayed(),
        [name === 'persona' ? 'WEBHOOK_STALE' : 'duplicate'],
        `${hours} hours later`,
      )
    }
    assert.equal(askedOfApplicant, name === 'sumsub' ? 1 : 0, 'nobody is asked anything by a recording')
    askedOfApplicant = 0
  })
