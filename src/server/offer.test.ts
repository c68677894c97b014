import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { instrumentTerms } from '../../test/instrument-terms.ts'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Exemption } from '../instrument/instrument.ts'
import { openOffering } from '../offering/escrow/escrow-opening.service.ts'
import { offeringView } from '../offering/offering.service.ts'
import { systemClock } from '../platform/clock.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { offerRoutes } from './offer.ts'
import { recordedInstrument } from '../../test/recorded-instrument.ts'

const database = await testDatabase()
const { db } = database
// None of these instruments has a token to be asked for.
const world = await testApp(database, offerRoutes({ rpc: openRpc('http://127.0.0.1:1', { retries: 0 }) }))
const work: Work = { db, now: systemClock.now(), by: systemActor('test') }

async function offering(key: string, exemption: Exemption) {
  const { id } = await recordedInstrument(work, {
    key,
    treasury: `0x${'1'.repeat(40)}`,
    terms: instrumentTerms(key, `0x${'2'.repeat(40)}`, { offering: { exemption } }),
  })
  const instrument = await instrumentById(db, id)
  assert.ok(instrument)
  await openOffering(work, instrument)
  const view = await offeringView(db, { instrument: id }, work.now)
  assert.ok(view)
  return view.offering.id
}

test('anyone reads an offering that may be advertised, as data and as a page', async () => {
  const id = await offering('open-to-all', 'reg-d-506c')
  const data = await world.call({ path: `/v1/offers/${id}` })
  assert.equal(data.statusCode, 200)
  const { offering: shown } = data.json<{ offering: Record<string, unknown> }>()
  assert.equal(shown['id'], id)
  assert.ok(!('failure' in shown) && !('closingPrepared' in shown), 'what is the issuer’s own stays there')
  const page = await world.call({ path: `/offers/${id}` })
  assert.match(String(page.headers['content-type']), /^text\/html/)
  assert.match(page.body, /Accredited investors only/)
})

test('the page is in the language that the address, the screens’ cookie or the browser asks for, and so is why there is none', async () => {
  const id = await offering('in-arabic', 'reg-d-506c')
  const arabic = await world.call({ path: `/offers/${id}`, headers: { 'accept-language': 'ar-EG,en;q=0.5' } })
  assert.match(arabic.body, /<html lang="ar" dir="rtl">/)
  assert.match(arabic.body, /مستثمرون معتمدون فقط|المستثمر/)
  assert.match(arabic.body, /قد لا تستطيع البيع/)
  assert.doesNotMatch(arabic.body, /You may not be able to sell/)
  assert.match(arabic.body, /href="\?lang=en"/)
  const named = await world.call({ path: `/offers/${id}?lang=en`, headers: { 'accept-language': 'ar' } })
  assert.match(named.body, /<html lang="en" dir="ltr">/)
  assert.match(named.body, /Accredited investors only/)
  const chosen = { cookie: 'language=ar', 'accept-language': 'en' }
  for (const path of [`/offers/${id}`, `/offers/off_${'q'.repeat(26)}`]) {
    const followed = await world.call({ path, headers: { ...chosen, accept: 'text/html' } })
    assert.match(followed.body, /<html lang="ar" dir="rtl">/)
  }
  const refused = await world.call({
    path: `/offers/off_${'q'.repeat(26)}?lang=ar`,
    headers: { accept: 'text/html' },
  })
  assert.equal(refused.statusCode, 404)
  assert.match(refused.body, /<html lang="ar" dir="rtl">/)
  assert.match(refused.body, /<h1>[^<a-z]*[\u0600-\u06ff][^<]*<\/h1>/)
  const after = await world.call({ path: `/offers/${id}` })
  assert.match(after.body, /<html lang="en" dir="ltr">/)
})

test('an offering under Rule 506(b) is shown to nobody who has not signed in, and the law is named', async () => {
  const id = await offering('private', 'reg-d-506b')
  for (const path of [`/v1/offers/${id}`, `/offers/${id}`]) {
    const refused = await world.call({ path })
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /OFFER_NOT_PUBLIC/)
    assert.match(refused.body, /17 CFR 230\.502\(c\)/)
    assert.doesNotMatch(refused.body, /private/)
  }
})

test('whoever follows a link to it in a browser reads a page', async () => {
  const id = await offering('behind-a-link', 'eu-150')
  const page = await world.call({ path: `/offers/${id}`, headers: { accept: 'text/html,*/*' } })
  assert.equal(page.statusCode, 403)
  assert.match(String(page.headers['content-type']), /^text\/html/)
  assert.match(page.body, /<h1>This offering may not be shown in public\.<\/h1>/)
  assert.match(page.body, /Regulation \(EU\) 2017\/1129/)
  assert.doesNotMatch(page.body, /behind-a-link|<script/)
  const data = await world.call({ path: `/v1/offers/${id}`, headers: { accept: 'text/html,*/*' } })
  assert.match(String(data.headers['content-type']), /problem\+json/)
})

test('an address that cannot be read is not found', async () => {
  const answer = await world.call({ path: '/offers/%E0%A4%A' })
  assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [404, 'NOT_FOUND'])
  const page = await world.call({ path: '/assets/%E0%A4%A', headers: { accept: 'text/html,*/*' } })
  assert.equal(page.statusCode, 404)
  assert.match(page.body, /^<!doctype html>/i)
})

test('an offering that is not there is not found', async () => {
  assert.equal((await world.call({ path: `/v1/offers/off_${'q'.repeat(26)}` })).statusCode, 404)
})
