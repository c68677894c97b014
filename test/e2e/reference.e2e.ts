import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDemoUser } from '../../src/access/user.service.ts'
import { must } from '../../src/kernel/result.ts'
import { systemActor } from '../../src/platform/work.ts'
import { testApp } from '../app.ts'
import { testDatabase } from '../database.ts'
import { openPage } from './browser.ts'

const database = await testDatabase()
const world = await testApp(database, [], { sandbox: true })
const work = { db: database.db, now: Temporal.Now.instant(), by: systemActor('test') }
must(
  await createDemoUser(work, {
    name: 'Ada Okafor',
    email: 'ada@example.org',
    password: 'a long enough password',
    role: 'administrator',
    issuer: null,
    investor: null,
  }),
)
const baseURL = await world.app.listen({ port: 0, host: '127.0.0.1' })

test('who is signed in can try a write in the API reference, and the page asks nobody else for anything', async () => {
  const { page, faults } = await openPage({ baseURL })
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(baseURL)) elsewhere.push(request.url())
  })
  await page.goto('/errors')
  const status = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/v1/session', { method: 'POST', headers, body: '{"demo":"administrator"}' })).status
  })
  assert.equal(status, 200)

  await page.goto('/docs')
  await page.getByRole('link', { name: 'Users and keys' }).click()
  await page.getByRole('link', { name: /Invite a user/ }).click()
  const sample = await page.locator('body').innerText()
  assert.match(sample, /Authorization: Bearer alq_YOUR_KEY/)
  assert.match(sample, /Idempotency-Key: [0-9a-f-]{36}/)
  await page.getByRole('button', { name: /Test Request.*\(post \/v1\/users\)/ }).click()
  const sent = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: /^Send/ }).first().click()
  const answer = await sent
  assert.equal(answer.status(), 201, await answer.text())
  assert.match((await answer.request().allHeaders())['idempotency-key'] ?? '', /^[0-9a-f]{32}$/)
  assert.deepEqual([elsewhere, faults], [[], []])
})
