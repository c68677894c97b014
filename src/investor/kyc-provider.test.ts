import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import http from 'node:http'
import { after, test } from 'node:test'
import { parseId } from '../kernel/ids.ts'
import type { CheckSubject, KycProviderName } from './kyc-provider.ts'
import { openKycProvider } from './kyc-provider.service.ts'
import { isSomebodyElse } from './verified-identity.ts'

/**
 * Speaks as the providers do, in the shapes of their public references: docs.sumsub.com (create applicant, generate
 * WebSDK link), docs.withpersona.com (create an inquiry, generate a one-time link), devdocs.veriff.com (POST /v1/sessions),
 * documentation.onfido.com (create applicant, create workflow run).
 */
const asked: { method: string; url: string; headers: http.IncomingHttpHeaders; body: string }[] = []
let answers: Readonly<Record<string, readonly [number, unknown]>> = {}
const outside = http.createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const url = request.url ?? ''
    const method = request.method ?? ''
    asked.push({ method, url, headers: request.headers, body: Buffer.concat(chunks).toString() })
    const [status, body] = answers[`${method} ${url}`] ?? [404, { error: 'not found' }]
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
})
await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
after(() => outside.close())
const address = outside.address()
const baseUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

const SECRET = 'webhook secret'
const settings = (provider: KycProviderName) => ({
  provider,
  apiKey: 'api-key',
  apiSecret: 'api-secret',
  webhookSecret: SECRET,
  levels: { individual: 'basic level', entity: 'firm level' },
  baseUrl,
})
const open = (provider: KycProviderName) =>
  openKycProvider(settings(provider), { publicUrl: 'https://aliquot.test' })
const subject: CheckSubject = {
  id: parseId('inv', `inv_${'q'.repeat(26)}`)!,
  kind: 'individual',
  name: 'Ada Maria Okafor',
  email: 'ada@example.org',
  country: 'PT',
  returnUrl: 'https://aliquot.test/onboarding',
}
const NOW = Temporal.Instant.from('2026-11-29T12:00:00Z')
const mac = (text: string, algorithm = 'sha256') => createHmac(algorithm, SECRET).update(text).digest('hex')
const last = () => asked.at(-1)!

test('Sumsub: an applicant and a link, every request signed over time, method, path and body', async () => {
  const create = 'POST /resources/applicants?levelName=basic%20level'
  const link = 'POST /resources/sdkIntegrations/levels/-/websdkLink'
  answers = {
    [create]: [201, { id: '5cb744200a975a67ed1798a4' }],
    [link]: [200, { url: 'https://in.sumsub.com/x' }],
  }
  assert.deepEqual(await open('sumsub').start(subject), {
    ref: '5cb744200a975a67ed1798a4',
    url: 'https://in.sumsub.com/x',
  })
  const { headers, body, method, url } = last()
  const time = String(headers['x-app-access-ts'])
  const expected = createHmac('sha256', 'api-secret').update(`${time}${method}${url}${body}`).digest('hex')
  assert.deepEqual([headers['x-app-token'], headers['x-app-access-sig']], ['api-key', expected])
  assert.equal((JSON.parse(body) as { userId: string }).userId, subject.id)

  // What is asked of a firm is another level.
  const firm = create.replace('basic', 'firm')
  answers = { [firm]: answers[create]!, [link]: answers[link]! }
  assert.ok(await open('sumsub').start({ ...subject, kind: 'entity' }))
  assert.equal((JSON.parse(last().body) as { levelName: string }).levelName, 'firm level')

  // One who is known already is refused anew and asked for.
  answers = {
    [create]: [409, { description: 'Applicant with external user id already exists' }],
    [`GET /resources/applicants/-;externalUserId=${subject.id}/one`]: [200, { id: 'known' }],
    [link]: [200, { url: 'https://in.sumsub.com/y' }],
  }
  assert.equal((await open('sumsub').start(subject))?.ref, 'known')
})

test('Persona: an inquiry and a one-time link', async () => {
  answers = {
    'POST /api/v1/inquiries': [201, { data: { type: 'inquiry', id: 'inq_1' } }],
    'POST /api/v1/inquiries/inq_1/generate-one-time-link': [
      200,
      { data: { id: 'inq_1' }, meta: { 'one-time-link': 'https://inquiry.withpersona.com/x' } },
    ],
  }
  assert.deepEqual(await open('persona').start(subject), {
    ref: 'inq_1',
    url: 'https://inquiry.withpersona.com/x',
  })
  assert.equal(last().headers.authorization, 'Bearer api-key')
})

test('Veriff: a session', async () => {
  answers = {
    'POST /v1/sessions': [
      201,
      { status: 'success', verification: { id: 'ver-1', url: 'https://alchemy.veriff.com/v/x' } },
    ],
  }
  assert.deepEqual(await open('veriff').start(subject), {
    ref: 'ver-1',
    url: 'https://alchemy.veriff.com/v/x',
  })
  const sent = JSON.parse(last().body) as { verification: { vendorData: string } }
  assert.deepEqual([last().headers['x-auth-client'], sent.verification.vendorData], ['api-key', subject.id])
})

test('Onfido: an applicant and a workflow run', async () => {
  answers = {
    'POST /v3.6/applicants': [201, { id: 'app-1' }],
    'POST /v3.6/workflow_runs': [
      201,
      {
        id: 'run-1',
        applicant_id: 'app-1',
        status: 'awaiting_input',
        link: { url: 'https://eu.onfido.app/l/x' },
      },
    ],
  }
  assert.deepEqual(await open('onfido').start(subject), { ref: 'run-1', url: 'https://eu.onfido.app/l/x' })
  assert.equal(last().headers.authorization, 'Token token=api-key')
  assert.deepEqual(JSON.parse(asked.at(-2)!.body), {
    first_name: 'Ada Maria',
    last_name: 'Okafor',
    email: 'ada@example.org',
  })
})

test('a provider that is down, refuses, or answers something else begins nothing and throws nothing', async () => {
  for (const provider of ['sumsub', 'persona', 'veriff', 'onfido'] as const) {
    answers = {}
    assert.equal(await open(provider).start(subject), null, `${provider} refuses`)
    answers = {
      'POST /v1/sessions': [200, '<html>maintenance</html>'],
      'POST /api/v1/inquiries': [200, { inquiry: 'renamed' }],
      'POST /v3.6/applicants': [200, []],
      'POST /resources/applicants?levelName=basic%20level': [200, { id: 7 }],
    }
    assert.equal(await open(provider).start(subject), null, `${provider} says something else`)
    const gone = openKycProvider({ ...settings(provider), baseUrl: 'http://127.0.0.1:1' }, { publicUrl: '' })
    assert.equal(await gone.start(subject), null, `${provider} is down`)
  }
})

test('what became of a check is fetched, as its message would have said it', async () => {
  answers = {
    'GET /resources/applicants/5cb7/status': [
      200,
      {
        reviewStatus: 'completed',
        reviewDate: '2026-11-28 05:05:14+0000',
        reviewResult: {
          reviewAnswer: 'RED',
          reviewRejectType: 'RETRY',
          rejectLabels: ['UNSATISFACTORY_PHOTOS'],
        },
      },
    ],
    'GET /api/v1/inquiries/inq_1': [
      200,
      {
        data: {
          id: 'inq_1',
          attributes: {
            status: 'needs_review',
            'updated-at': '2026-11-28T05:05:14.000Z',
            fields: {
              'name-first': { type: 'string', value: 'Ana' },
              'name-last': { type: 'string', value: 'López' },
              birthdate: { type: 'date', value: '1985-04-12' },
            },
          },
        },
      },
    ],
    'GET /v1/sessions/ver-1/decision': [
      200,
      {
        status: 'success',
        verification: {
          id: 'ver-1',
          code: 9102,
          status: 'declined',
          reasonCode: 102,
          decisionTime: '2026-11-28T05:05:14.123Z',
          person: { firstName: 'Ana', lastName: 'López', dateOfBirth: '1985-04-12', gender: null },
        },
      },
    ],
    'GET /v3.6/workflow_runs/run-1': [
      200,
      {
        id: 'run-1',
        status: 'approved',
        updated_at: '2026-11-28T05:05:14Z',
        output: {
          selfie: { status: 'complete', properties: { score: 0.9 } },
          doc: {
            status: 'complete',
            properties: { first_name: 'Ana', last_name: 'López', date_of_birth: '1985-04-12' },
          },
        },
      },
    ],
  }
  const endOfIt = '2026-11-28T05:05:14.999Z'
  for (const [provider, ref, result, at, labels] of [
    ['sumsub', '5cb7', 'updates-required', endOfIt, ['UNSATISFACTORY_PHOTOS']],
    ['persona', 'inq_1', 'review', endOfIt, []],
    ['veriff', 'ver-1', 'rejected', '2026-11-28T05:05:14.123Z', ['102']],
    ['onfido', 'run-1', 'approved', endOfIt, []],
  ] as const) {
    const event = await open(provider).fetch(ref)
    assert.deepEqual(
      [event?.ref, event?.result, event?.at.toString(), event?.labels, event?.isStrange],
      [ref, result, at, labels, false],
      provider,
    )
    // Nothing is asked of whom a no is about.
    const isRead = provider !== 'sumsub'
    assert.deepEqual(event?.verified, isRead ? { names: ['Ana López'], born: '1985-04-12' } : null)
    assert.deepEqual(await open(provider).fetch(ref), event, 'the same answer is the same event')
  }
  const veriff = asked.findLast(({ url }) => url === '/v1/sessions/ver-1/decision')!
  assert.equal(veriff.headers['x-hmac-signature'], mac('ver-1'))
})

test('Sumsub is asked whom its papers name before its yes is taken: in their letters and in Latin ones', async () => {
  const one = 'GET /resources/applicants/5cb7/one'
  const status = {
    reviewStatus: 'completed',
    reviewDate: '2026-11-28 05:05:14+0000',
    reviewResult: { reviewAnswer: 'GREEN' },
  }
  const applicant = {
    id: '5cb7',
    fixedInfo: { firstName: 'Somebody', lastName: 'Else' },
    info: {
      firstName: 'Виктор',
      lastName: 'Иванов',
      firstNameEn: 'Viktor',
      lastNameEn: 'Ivanov',
      dob: '1985-04-12',
    },
  }
  const read = { names: ['Виктор Иванов', 'Viktor Ivanov'], born: '1985-04-12' }
  answers = { 'GET /resources/applicants/5cb7/status': [200, status], [one]: [200, applicant] }
  assert.deepEqual((await open('sumsub').fetch('5cb7'))?.verified, read)
  assert.deepEqual(await open('sumsub').identify?.('5cb7'), read)
  for (const name of ['Viktor Ivanov', 'Viktor Petrovich Ivanov', 'Иванов Виктор'])
    assert.equal(isSomebodyElse(read, { name, born: '1985-04-12' }), false)
  assert.equal(isSomebodyElse(read, { name: 'Somebody Else', born: '1985-04-12' }), true)
  const { lastNameEn: _, ...half } = applicant.info
  answers = { ...answers, [one]: [200, { ...applicant, info: half }] }
  assert.deepEqual(
    await open('sumsub').identify?.('5cb7'),
    { ...read, names: ['Виктор Иванов Viktor'] },
    'half a Latin name is no name by itself',
  )
  answers = { ...answers, [one]: [200, { id: '5cb7', info: { companyInfo: { companyName: 'Acme Lda' } } }] }
  assert.deepEqual(await open('sumsub').identify?.('5cb7'), { names: ['Acme Lda'], born: null })
  answers = { ...answers, [one]: [200, { id: '5cb7' }] }
  assert.deepEqual(await open('sumsub').identify?.('5cb7'), { names: [], born: null }, 'nothing was read')
  answers = { ...answers, [one]: [403, {}] }
  assert.equal(await open('sumsub').identify?.('5cb7'), null)
  assert.equal(await open('sumsub').fetch('5cb7'), null, 'it is asked again')
})

test('nothing is fetched of a check that goes on, nor from a provider that is down or answers something else', async () => {
  const going: typeof answers = {
    'GET /resources/applicants/x/status': [
      200,
      { reviewStatus: 'pending', createDate: '2026-11-28 05:05:14+0000' },
    ],
    'GET /api/v1/inquiries/x': [
      200,
      { data: { id: 'x', attributes: { status: 'completed', 'updated-at': '2026-11-28T05:05:14.000Z' } } },
    ],
    'GET /v1/sessions/x/decision': [200, { status: 'success', verification: null }],
    'GET /v3.6/workflow_runs/x': [
      200,
      { id: 'x', status: 'awaiting_input', updated_at: '2026-11-28T05:05:14Z' },
    ],
  }
  const odd = Object.fromEntries(Object.keys(going).map((key) => [key, [200, '<html>'] as const]))
  for (const provider of ['sumsub', 'persona', 'veriff', 'onfido', 'manual', 'simulated'] as const)
    for (const said of [going, odd, {}]) {
      answers = said
      assert.equal(await open(provider).fetch('x'), null, provider)
    }
})

type Told = { readonly body: object; readonly headers?: Readonly<Record<string, string>> }
function receive(provider: KycProviderName, { body, headers }: Told, now = NOW) {
  const text = JSON.stringify(body)
  const seconds = String(NOW.epochMilliseconds / 1000)
  const signed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    sumsub: { 'x-payload-digest': mac(text, 'sha512'), 'x-payload-digest-alg': 'HMAC_SHA512_HEX' },
    persona: { 'persona-signature': `t=${seconds},v1=${mac(`${seconds}.${text}`)}` },
    veriff: { 'x-hmac-signature': mac(text), 'x-auth-client': 'api-key' },
    onfido: { 'x-sha2-signature': mac(text) },
  }
  return open(provider).receive({ raw: Buffer.from(text), headers: { ...signed[provider], ...headers } }, now)
}
function resultOf(received: ReturnType<typeof receive>): string {
  if (!received.ok) return received.reason
  if (received.value !== null && 'unused' in received.value) return `unused ${received.value.unused}`
  return received.value === null
    ? 'ignored'
    : `${received.value.result}${received.value.isStrange ? '?' : ''}`
}

const sumsub = (reviewResult: unknown, type = 'applicantReviewed') => ({
  body: {
    applicantId: '5cb744200a975a67ed1798a4',
    inspectionId: '5cb744200a975a67ed1798a5',
    correlationId: 'req-fa94263f',
    externalUserId: subject.id,
    levelName: 'basic level',
    type,
    reviewResult,
    reviewStatus: 'completed',
    createdAtMs: '2026-11-29 11:59:19.321',
  },
})
const persona = (name: string, status: string) => ({
  body: {
    data: {
      type: 'event',
      id: 'evt_1',
      attributes: {
        name,
        'created-at': '2026-11-29T11:59:00.000Z',
        payload: {
          data: { type: 'inquiry', id: 'inq_1', attributes: { status, 'reference-id': subject.id } },
        },
      },
    },
  },
})
const veriff = (code: number, status: string, decisionTime: string | null = '2026-11-29T11:59:00.000Z') => ({
  body: {
    status: 'success',
    verification: {
      id: 'ver-1',
      code,
      status,
      reason: code === 9103 ? 'Document is blurry' : null,
      reasonCode: code === 9103 ? 204 : null,
      vendorData: subject.id,
      acceptanceTime: '2026-11-29T11:00:00.000Z',
      submissionTime: null,
      decisionTime,
      person: { firstName: 'ADA' },
    },
    technicalData: { ip: '127.0.0.1' },
  },
})
const onfido = (status: string, action = 'workflow_run.completed', resource: object | null = null) => ({
  body: {
    payload: {
      resource_type: 'workflow_run',
      action,
      object: { id: 'run-1', status, completed_at_iso8601: '2026-11-29T11:59:00Z', href: 'https://x' },
      ...(resource === null ? {} : { resource }),
    },
  },
})

/** docs.sumsub.com, "User verification webhooks": of these none says what came of a check. */
const SUMSUB_UNUSED = [
  'applicantActivated',
  'applicantDeactivated',
  'applicantDeleted',
  'applicantLevelChanged',
  'applicantPersonalInfoChanged',
  'applicantTagsChanged',
  'videoIdentStatusChanged',
] as const

/** What reviewers at Persona said of the matches of one screening report. */
const personaMatches = (statuses: readonly (string | null)[], inquiry: string | null = 'inq_1') => ({
  body: {
    data: {
      type: 'event',
      id: 'evt_1',
      attributes: {
        name: 'report/screening.reviewed',
        'created-at': '2026-11-29T11:59:00.000Z',
        payload: {
          data: {
            type: 'report/screening',
            id: 'rep_1',
            attributes: { 'matched-records': statuses.map((status) => ({ 'review-status': status })) },
            relationships: { inquiry: { data: inquiry === null ? null : { type: 'inquiry', id: inquiry } } },
          },
        },
      },
    },
  },
})

test('every result of every provider is read into our words, and what is new in them is for a person', () => {
  for (const [provider, told, expected] of [
    ['sumsub', sumsub({ reviewAnswer: 'GREEN' }), 'approved'],
    [
      'sumsub',
      sumsub({ reviewAnswer: 'RED', reviewRejectType: 'FINAL', rejectLabels: ['FORGERY'] }),
      'rejected',
    ],
    ['sumsub', sumsub({ reviewAnswer: 'RED', reviewRejectType: 'RETRY' }), 'updates-required'],
    ['sumsub', sumsub({ reviewAnswer: 'YELLOW' }), 'review?'],
    ['sumsub', sumsub({ reviewAnswer: 'RED' }), 'review?'],
    ['sumsub', sumsub({ answer: 'GREEN' }), 'review?'],
    ['sumsub', sumsub(undefined, 'applicantPending'), 'pending'],
    ['sumsub', sumsub(undefined, 'applicantOnHold'), 'review'],
    ['sumsub', sumsub({ reviewAnswer: 'GREEN' }, 'applicantWorkflowCompleted'), 'approved'],
    [
      'sumsub',
      sumsub({ reviewAnswer: 'RED', reviewRejectType: 'FINAL' }, 'applicantWorkflowFailed'),
      'rejected',
    ],
    ...SUMSUB_UNUSED.map(
      (type) => ['sumsub', sumsub({ reviewAnswer: 'GREEN' }, type), `unused ${type}`] as const,
    ),
    // Of a payment, which no applicant is.
    ['sumsub', { body: { type: 'kytTxnApproved', kytTxnId: '1' } }, 'unused kytTxnApproved'],
    ['sumsub', { body: { applicantId: '5cb7', createdAtMs: '2026-11-29 11:59:19.321' } }, 'WEBHOOK_EVENT'],
    ['sumsub', { body: { type: 'applicantReviewed', applicantId: '5cb7' } }, 'WEBHOOK_EVENT'],
    ['persona', persona('inquiry.approved', 'approved'), 'approved'],
    ['persona', persona('inquiry.approved', 'declined'), 'review?'],
    ['persona', persona('inquiry.declined', 'declined'), 'rejected'],
    ['persona', persona('inquiry.failed', 'failed'), 'updates-required'],
    ['persona', persona('inquiry.marked-for-review', 'needs_review'), 'review'],
    ['persona', persona('inquiry.completed', 'completed'), 'pending'],
    ['persona', persona('inquiry.transitioned', 'pending'), 'unused inquiry.transitioned'],
    ['persona', persona('report/watchlist.ready', 'ready'), 'unused report/watchlist.ready'],
    ['persona', personaMatches(['dismissed', 'confirmed']), 'review'],
    ['persona', personaMatches(['dismissed', null]), 'unused report/screening.reviewed'],
    ['persona', personaMatches(['escalated']), 'review?'],
    ['persona', personaMatches(['confirmed'], null), 'unused report/screening.reviewed'],
    ['persona', { body: { data: { id: 'evt_1' } } }, 'WEBHOOK_EVENT'],
    ['veriff', veriff(9001, 'approved'), 'approved'],
    ['veriff', veriff(9102, 'declined'), 'rejected'],
    ['veriff', veriff(9103, 'resubmission_requested'), 'updates-required'],
    ['veriff', veriff(9121, 'review'), 'review'],
    ['veriff', veriff(9104, 'expired', null), 'updates-required'],
    ['veriff', veriff(9104, 'abandoned', null), 'updates-required'],
    ['veriff', veriff(9001, 'declined'), 'review?'],
    [
      'veriff',
      { body: { id: 'ver-1', attemptId: 'a', feature: 'selfid', code: 7002, action: 'submitted' } },
      'ignored',
    ],
    ['veriff', { body: { id: 'ver-1', action: 'a new one' } }, 'unused other'],
    ['veriff', { body: { checkType: 'initial_result', sessionId: 'ver-1' } }, 'unused session'],
    ['veriff', { body: { anything: 'else' } }, 'WEBHOOK_EVENT'],
    ['onfido', onfido('approved'), 'approved'],
    ['onfido', onfido('declined'), 'rejected'],
    ['onfido', onfido('review'), 'review'],
    ['onfido', onfido('abandoned'), 'updates-required'],
    ['onfido', onfido('splendid'), 'review?'],
    ['onfido', onfido('approved', 'workflow_task.started'), 'unused workflow_task.started'],
    ['onfido', onfido('complete', 'report.completed', { result: 'clear' }), 'unused report.completed'],
    ['onfido', onfido('complete', 'check.completed', { result: 'clear' }), 'approved'],
    ['onfido', onfido('complete', 'check.completed', { result: 'consider' }), 'review'],
    ['onfido', onfido('complete', 'check.completed', { result: 'splendid' }), 'review?'],
    ['onfido', onfido('complete', 'check.completed'), 'unused check.completed'],
    [
      'onfido',
      onfido('complete', 'check.completed', { result: 'clear', workflow_run_id: 'run-1' }),
      'unused check.completed',
    ],
    ['onfido', { body: { payload: { resource_type: 'check' } } }, 'WEBHOOK_EVENT'],
  ] as const)
    assert.equal(resultOf(receive(provider, told)), expected, `${provider} ${JSON.stringify(told.body)}`)
})

test('Onfido’s message names whom a document report of its run names, where the workflow puts one out', () => {
  const verified = (output: unknown) => {
    const message = onfido('approved', 'workflow_run.completed', { id: 'run-1', output })
    const received = receive('onfido', message)
    assert.ok(received.ok && received.value !== null && 'verified' in received.value)
    return received.value.verified
  }
  const properties = { first_name: 'Jane', last_name: 'Doe', date_of_birth: '1990-01-01' }
  assert.deepEqual(verified({ doc: { properties } }), { names: ['Jane Doe'], born: '1990-01-01' })
  for (const output of [null, {}, { doc: null }, { doc: { properties: {} } }, 'approved', [1]])
    assert.equal(verified(output), null, JSON.stringify(output))
})

test('Sumsub’s moderation comment is for the applicant, its client comment for officers alone', () => {
  const received = receive(
    'sumsub',
    sumsub({
      reviewAnswer: 'RED',
      reviewRejectType: 'RETRY',
      moderationComment: 'Please upload a clear photo.',
      clientComment: 'Looks edited.',
      rejectLabels: ['UNSATISFACTORY_PHOTOS'],
    }),
  )
  assert.ok(received.ok && received.value !== null && 'labels' in received.value)
  assert.deepEqual(
    [received.value.publicComment, received.value.internalComment, received.value.labels],
    ['Please upload a clear photo.', 'Looks edited.', ['UNSATISFACTORY_PHOTOS']],
  )
  assert.equal(received.value.at.toString(), '2026-11-29T11:59:19.321Z')
})

test('Sumsub’s time is read to the second where no more is told, and is the last moment of it', () => {
  const { createdAtMs: _, ...body } = sumsub({ reviewAnswer: 'GREEN' }).body
  const received = receive('sumsub', { body: { ...body, createdAt: '2026-11-29 11:59:19+0000' } })
  assert.ok(received.ok && received.value !== null && 'at' in received.value)
  assert.equal(received.value.at.toString(), '2026-11-29T11:59:19.999Z')
})

test('a signature of other bytes, another secret, another algorithm or none opens nothing', () => {
  const good = {
    sumsub: sumsub({ reviewAnswer: 'GREEN' }),
    persona: persona('inquiry.approved', 'approved'),
    veriff: veriff(9001, 'approved'),
    onfido: onfido('approved'),
  }
  const header = {
    sumsub: 'x-payload-digest',
    persona: 'persona-signature',
    veriff: 'x-hmac-signature',
    onfido: 'x-sha2-signature',
  }
  for (const provider of ['sumsub', 'persona', 'veriff', 'onfido'] as const) {
    for (const value of ['', 'nonsense', '0'.repeat(64), `t=1,v1=${'0'.repeat(64)}`])
      assert.equal(
        resultOf(receive(provider, { ...good[provider], headers: { [header[provider]]: value } })),
        'WEBHOOK_SIGNATURE',
        `${provider} ${value}`,
      )
    const unset = openKycProvider({ ...settings(provider), webhookSecret: '' }, { publicUrl: '' })
    const text = JSON.stringify(good[provider].body)
    const empty = createHmac('sha256', '').update(text).digest('hex')
    const forged = {
      [header[provider]]: empty,
      'x-payload-digest-alg': 'HMAC_SHA256_HEX',
      'x-auth-client': 'api-key',
    }
    const received = unset.receive({ raw: Buffer.from(text), headers: forged }, NOW)
    assert.equal(received.ok, false, `${provider} without a secret`)
  }
  const weak = {
    'x-payload-digest-alg': 'HMAC_SHA1_HEX',
    'x-payload-digest': mac(JSON.stringify(good.sumsub.body), 'sha1'),
  }
  assert.equal(resultOf(receive('sumsub', { ...good.sumsub, headers: weak })), 'WEBHOOK_SIGNATURE')
  assert.equal(
    resultOf(receive('veriff', { ...good.veriff, headers: { 'x-auth-client': 'other' } })),
    'WEBHOOK_SIGNATURE',
  )
})

test('Persona’s signed time may differ by five minutes, and a second secret may be signed with beside the first', () => {
  const told = persona('inquiry.approved', 'approved')
  for (const [minutes, expected] of [
    [5, 'approved'],
    [-5, 'approved'],
    [6, 'WEBHOOK_STALE'],
    [-6, 'WEBHOOK_STALE'],
  ] as const)
    assert.equal(resultOf(receive('persona', told, NOW.add({ minutes }))), expected, String(minutes))
  const text = JSON.stringify(told.body)
  const seconds = String(NOW.epochMilliseconds / 1000)
  const two = `t=${seconds},v1=${'0'.repeat(64)} t=${seconds},v1=${mac(`${seconds}.${text}`)}`
  assert.equal(resultOf(receive('persona', { ...told, headers: { 'persona-signature': two } })), 'approved')
})

test('by hand there is nothing to begin and no message to believe', async () => {
  assert.equal(await open('manual').start(subject), null)
  assert.equal(resultOf(open('manual').receive({ raw: Buffer.from('{}'), headers: {} }, NOW)), 'NOT_FOUND')
})
