import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { storedTexts } from '../../test/tables.ts'
import { deliverNotices, sendMails } from '../access/notice.service.ts'
import { investorRoutes } from '../investor/investor.routes.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import { openScreening } from '../screening/engine.service.ts'

/** Words that stand nowhere else: found outside of the vault, something let a person through. */
const NAME = 'Quillfeather Zabriskie'
const EMAIL = 'canary.quillfeather@example.org'
const PASSWORD = 'canary password zanzibar'
const CANARIES = ['Quillfeather', 'Zabriskie', 'canary.quillfeather', 'zanzibar']

const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const database = await testDatabase()
const { db } = database
const routes = investorRoutes({
  publicUrl: PUBLIC_URL,
  chainId: 31337,
  rpc,
  clock: systemClock,
  screening: openScreening(),
})
const world = await testApp(database, routes)

test('names, addresses and passwords are in no table and no log, and only the vault can tell them', async () => {
  const admin = await world.keyFor('administrator')
  const officer = await world.keyFor('officer')
  const invited = await world.call({
    path: '/v1/users',
    key: admin,
    body: { displayName: NAME, email: EMAIL, role: 'auditor' },
  })
  assert.equal(invited.statusCode, 201)
  const { id, link } = invited.json<{ id: string; link: string }>()
  const token = new URL(link).searchParams.get('token')
  const change = { displayName: NAME, email: EMAIL, role: 'auditor', status: 'active' }
  await world.call({ method: 'PUT', path: `/v1/users/${id}`, key: admin, body: change })
  await world.call({ path: '/v1/recovery', body: { token, password: PASSWORD } })
  for (const password of [PASSWORD, `${PASSWORD} wrong`])
    await world.call({ path: '/v1/session', body: { email: EMAIL, password } })
  // Requests that fail are where values slip into messages.
  const body = { displayName: NAME, email: EMAIL, role: 'auditor' }
  await world.call({ path: '/v1/users', key: admin, body })
  await world.call({ path: '/v1/users', key: admin, body: { ...body, email: `${EMAIL}\n`, role: EMAIL } })
  await world.call({ path: `/v1/nothing/${EMAIL}?name=${encodeURIComponent(NAME)}`, key: admin })
  const investor = { name: NAME, email: EMAIL, kind: 'individual', country: 'US' }
  const applied = await world.call({ path: '/v1/investors', key: officer, body: investor })
  assert.equal(applied.statusCode, 201, applied.body)

  const letters: string[] = []
  const mailer = {
    send: async ({ to }: { readonly to: { readonly address: string } }) => {
      letters.push(to.address)
      return { outcome: 'later', answer: 'busy' } as const
    },
    close: () => {},
  }
  const post = { db, clock: systemClock, mailer, publicUrl: PUBLIC_URL }
  await deliverNotices(post)
  await sendMails(post)
  assert.ok(letters.includes(EMAIL), 'the vault told the address when it was needed')

  const shown = await world.call({ path: `/v1/users/${id}`, key: admin })
  assert.equal(shown.json<{ displayName: string }>().displayName, NAME)

  const places = { tables: [...(await storedTexts(database)).values()].join('\n'), log: world.log() }
  assert.ok(places.tables.includes(id) && places.log.includes('/v1/users'))
  for (const [place, text] of Object.entries(places))
    for (const canary of CANARIES)
      for (const form of [
        canary,
        Buffer.from(canary).toString('hex'),
        Buffer.from(canary).toString('base64').slice(0, -3),
      ])
        assert.ok(!text.toLowerCase().includes(form.toLowerCase()), `${canary} is in the ${place}`)
  assert.ok(!places.tables.includes(token ?? ''), 'a one-time link is kept as a hash')
})
