import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../test/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { SUITED } from '../../../test/ready-to-pay.ts'
import { soldInstrument } from '../../../test/sold-instrument.ts'
import { askErasure } from '../../investor/erasure.service.ts'
import { createInvestor } from '../../investor/investor.service.ts'
import { must } from '../../kernel/result.ts'
import { openRpc } from '../../platform/chain/rpc.ts'
import { transaction } from '../../platform/db/database.ts'
import { systemActor, type Work } from '../../platform/work.ts'
import { browseRoutes } from '../browse.routes.ts'
import { qualificationRoutes } from '../qualification.routes.ts'
import { mayAsk, QUESTIONS_WAITING_MAX } from './question.ts'
import { questionRoutes } from './question.routes.ts'
import { answerSuitability } from '../subscription/subscription-steps.service.ts'

const database = await testDatabase()
const { db, pool } = database
const now = Temporal.Instant.from('2026-11-09T12:00:00Z')
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const app = await testApp(
  database,
  [...questionRoutes(), ...browseRoutes(), ...qualificationRoutes({ rpc })],
  {
    clock: { now: () => now },
  },
)
const as = <T>(run: (work: Work) => Promise<T>) =>
  transaction(db, (tx) => run({ db: tx, now, by: systemActor('test') }))
const { instrument, offering } = await as((work) => soldInstrument(work, 'tower', 'reg-d-506c'))
const person = async (name: string) =>
  (
    await as((work) =>
      createInvestor(work, { kind: 'individual', country: 'US', name, email: `${name}@example.org` }),
    )
  ).id
const [ada, bo] = [await person('ada'), await person('bo')]
const keys = {
  ada: await app.keyFor('investor', { investor: ada }),
  bo: await app.keyFor('investor', { investor: bo }),
  issuer: await app.keyFor('issuer', { issuer: instrument.issuer }),
  officer: await app.keyFor('officer'),
  auditor: await app.keyFor('auditor'),
}
const path = `/v1/offerings/${offering}/questions`
type Told = { id: string; code?: string; question: string | null; answer: string | null; isOwn: boolean }
const ask = async (who: keyof typeof keys, question: string) =>
  (await app.call({ path, key: keys[who], body: { question } })).json<Told>()
const answer = async (id: string, body: object) =>
  (await app.call({ path: `${path}/${id}/answer`, key: keys.issuer, body })).json<Told>()
const list = async (who: keyof typeof keys, query = '') =>
  (await app.call({ path: path + query, key: keys[who] })).json<{ items: Told[]; next: string | null }>()

test('what waits is read by its asker and whoever answers, and nobody is told who asked', async () => {
  const asked = await ask('ada', 'I am Ada of 12 Elm Street. May I visit?')
  for (const who of ['ada', 'issuer', 'officer'] as const) {
    const { items } = await list(who)
    assert.deepEqual(
      items.map(({ id, question, isOwn }) => [id, question, isOwn]),
      [[asked.id, 'I am Ada of 12 Elm Street. May I visit?', who === 'ada']],
      who,
    )
  }
  assert.deepEqual((await list('bo')).items, [], 'another investor knows nothing of it')
  assert.deepEqual(
    (await list('auditor')).items.map(({ question }) => question),
    [null],
  )
  for (const who of ['issuer', 'officer', 'auditor'] as const)
    assert.ok(!JSON.stringify(await list(who)).includes(ada), who)
  const { rows } = await pool.query<{ text: string }>('select to_jsonb(question)::text as text from question')
  assert.ok(!rows.some(({ text }) => text.includes('Elm Street')), 'in no table')
})

test('an answer is published once, in the issuer’s words, for everybody', async () => {
  const [{ id }] = (await list('issuer')).items as [Told]
  const published = { question: 'May investors visit?', answer: 'Yes, on the first Monday.' }
  assert.equal((await answer(id, published)).answer, published.answer)
  assert.equal((await answer(id, { ...published, answer: 'No.' })).code, 'QUESTION_ANSWERED')
  for (const who of ['ada', 'bo', 'issuer', 'officer', 'auditor'] as const)
    assert.deepEqual(
      (await list(who)).items.map((one) => [one.question, one.answer]),
      [['May investors visit?', 'Yes, on the first Monday.']],
      who,
    )
  const { rows } = await pool.query<{ topic: string; audience: object }>(
    'select topic, audience from outbox order by at, id',
  )
  assert.deepEqual(
    rows.filter(({ topic }) => topic.startsWith('question.')).sort((a, b) => (a.topic < b.topic ? 1 : -1)),
    [
      { topic: 'question.asked', audience: { role: 'issuer', issuer: instrument.issuer } },
      { topic: 'question.answered', audience: { investor: ada } },
    ].sort((a, b) => (a.topic < b.topic ? 1 : -1)),
  )
})

test('a question of another offering is not there, and one may have five waiting', async () => {
  const other = await as((work) => soldInstrument(work, 'annex', 'reg-s'))
  const [first] = [await ask('bo', 'One?')]
  const elsewhere = await app.call({
    path: `/v1/offerings/${other.offering}/questions/${first.id}/answer`,
    key: await app.keyFor('issuer', { issuer: other.instrument.issuer }),
    body: { question: 'One?', answer: 'Yes.' },
  })
  assert.equal(elsewhere.statusCode, 404)
  for (let n = 2; n <= QUESTIONS_WAITING_MAX; n++) assert.ok((await ask('bo', `Question ${n}?`)).id)
  assert.equal((await ask('bo', 'One more?')).code, 'QUESTIONS_WAITING')
  assert.ok((await ask('ada', 'Mine?')).id, 'of each investor')
  const page = await list('bo', '?limit=2')
  assert.equal(page.items.length, 2)
  const rest = await list('bo', `?limit=9&cursor=${page.next}`)
  assert.deepEqual([rest.items.length, rest.next], [4, null])
  const blank = await app.call({ path, key: keys.bo, body: { question: ' ' } })
  assert.equal(blank.statusCode, 422)
})

test('nothing is asked about an offering that is over', () => {
  assert.equal(mayAsk({ stage: 'not-ready', waiting: 0 }).ok, true)
  const over = mayAsk({ stage: 'over', waiting: 0 })
  assert.equal(over.ok ? null : over.reason, 'OFFERING_CLOSED')
})

test('an investor reads in one answer what is on offer, and whether and why not it is for them', async () => {
  const { items } = (await app.call({ path: '/v1/browse', key: keys.ada })).json<{
    items: {
      offering: { id: string; status: string }
      kind: string
      paidPercent: number
      eligibility: {
        eligible: boolean
        reasons: { code: string; fix: string }[]
        qualification: string
      } | null
    }[]
  }>()
  assert.deepEqual(
    items.map(({ kind, paidPercent, offering: { status } }) => [kind, paidPercent, status]),
    [
      ['office-building', 0, 'open'],
      ['office-building', 0, 'open'],
    ],
  )
  const own = items.find((one) => one.offering.id === offering)
  assert.equal(own?.eligibility?.eligible, false)
  assert.equal(own.eligibility.reasons[0]?.code, 'INVESTOR_NOT_VERIFIED')

  const theirs = `/v1/investors/${ada}/qualifications`
  const told = (await app.call({ path: theirs, key: keys.ada })).json<{
    items: {
      offering: string
      qualification: string
      tokenQualification: string
      reasons: { code: string }[]
    }[]
  }>()
  const { qualification, tokenQualification, reasons } = told.items.find((one) => one.offering === offering)!
  assert.equal(qualification, own.eligibility.qualification)
  const codes = reasons.map(({ code }) => code)
  assert.equal(codes[0], 'INVESTOR_NOT_VERIFIED')
  assert.ok(codes.includes('WALLET_NOT_READY'))
  const others = (await app.call({ path: theirs, key: keys.auditor })).json<{ items: { reasons: null }[] }>()
  assert.ok(
    others.items.every((one) => one.reasons === null),
    'nobody else learns what is on record of them',
  )
  assert.deepEqual([qualification, tokenQualification], ['not-applicable', 'pending'])
  assert.equal((await app.call({ path: theirs, key: keys.bo })).statusCode, 404)
})

test('whoever has asked to be erased asks nothing more, and nothing more is kept of them', async () => {
  must(await as((work) => askErasure(work, ada)))
  assert.equal((await ask('ada', 'And my address?')).code, 'INVESTOR_RESTRICTED')
  const told = await app.call({ path: `/v1/investors/${ada}/qualifications`, key: keys.ada })
  for (const one of told.json<{ items: { tokenQualification: string }[] }>().items)
    assert.equal(one.tokenQualification, 'no')
  const answers = await as((work) => answerSuitability(work, { offering, investor: ada }, SUITED, instrument))
  assert.equal(answers.ok ? null : answers.reason, 'INVESTOR_RESTRICTED')
})
