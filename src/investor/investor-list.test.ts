import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { newId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import { shred } from '../platform/vault/vault.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { openScreening } from '../screening/engine.service.ts'
import { investorRoutes } from './investor.routes.ts'
import { investorsOfName } from './investor-list.service.ts'
import { createInvestor } from './investor.service.ts'

const database = await testDatabase()
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const routes = investorRoutes({
  publicUrl: PUBLIC_URL,
  chainId: 31337,
  rpc,
  clock: systemClock,
  screening: openScreening(),
})
const world = await testApp(database, routes)
const officer = await world.keyFor('officer')
const work: Work = { db: database.db, now: systemClock.now(), by: systemActor('test') }
const ours = newId('iss')

const PEOPLE: readonly (readonly [name: string, country: string, until: string | null, issuer?: IssuerId])[] =
  [
    ['Émile Zola', 'FR', '2031-01-01'],
    ['Unit 10', 'GB', null],
    ['unit 9', 'GB', '2030-01-01', ours],
    ['=SUM(A1)', 'DE', '2029-01-01'],
    ['Ann Lee', 'FR', '2029-01-01', ours],
    ['Ann Lee', 'DE', null],
    ['Gone Away', 'US', null],
  ]
for (const [name, country, until, issuer] of PEOPLE) {
  const { id } = await createInvestor(
    work,
    {
      kind: name.startsWith('Unit') ? 'entity' : 'individual',
      country,
      name,
      email: `${country}@example.org`,
    },
    issuer ?? null,
  )
  await database.pool.query(
    `update investor set kyc_status = 'verified', kyc_until = $2 where id = $1 and $2::date is not null`,
    [id, until],
  )
  if (name === 'Gone Away') await shred(work, id)
}

type Row = { id: InvestorId; displayName: string; country: string; kycUntil: string | null }
type Page = { items: Row[]; next: string | null }
const list = async (query: string, key = officer) =>
  (await world.call({ path: `/v1/investors?${query}`, key })).json<Page>()
const names = async (query: string, key = officer) =>
  (await list(query, key)).items.map(({ displayName }) => displayName)
const BY_NAME = ['=SUM(A1)', 'Ann Lee', 'Ann Lee', 'Émile Zola', 'unit 9', 'Unit 10', '–']

test('investors are sorted by name as people read them, and who was erased stands last', async () => {
  assert.deepEqual(await names('sort=name'), BY_NAME)
  assert.deepEqual(await names('sort=-name'), [...BY_NAME].reverse())
})

test('pages follow one another in every order, and namesakes are neither missed nor repeated', async () => {
  for (const column of ['id', 'kind', 'country', 'kycUntil', 'accreditedUntil', 'name'])
    for (const sort of [column, `-${column}`]) {
      const whole = (await list(`sort=${sort}`)).items
      const paged: Row[] = []
      let cursor = ''
      do {
        const page: Page = await list(`sort=${sort}&limit=2${cursor}`)
        paged.push(...page.items)
        cursor = page.next === null ? '' : `&cursor=${page.next}`
      } while (cursor !== '')
      assert.deepEqual(paged, whole, sort)
      assert.equal(new Set(paged.map(({ id }) => id)).size, PEOPLE.length, sort)
    }
  const untils = (await list('sort=kycUntil')).items.map(({ kycUntil }) => kycUntil)
  assert.deepEqual(untils.slice(0, 4), ['2029-01-01', '2029-01-01', '2030-01-01', '2031-01-01'])
})

test('a cursor says nobody’s name, and goes on behind somebody who fits no more', async () => {
  const { items, next } = await list('sort=name&status=verified&limit=2')
  const said = Buffer.from(next!, 'base64url').toString('utf8')
  assert.ok(!said.includes('Ann') && said.includes(items[1]!.id), said)
  await database.pool.query(`update investor set kyc_status = 'rejected' where id = $1`, [items[1]!.id])
  assert.deepEqual(await names(`sort=name&status=verified&limit=2&cursor=${next}`), ['Émile Zola', 'unit 9'])
  await database.pool.query(`update investor set kyc_status = 'verified' where id = $1`, [items[1]!.id])
  const other = await world.call({ path: `/v1/investors?sort=-name&limit=2&cursor=${next}`, key: officer })
  assert.equal(other.statusCode, 422)
})

test('they are found by a part of their name, by kind, country and day, all at once', async () => {
  for (const [query, found] of [
    ['name=emile', ['Émile Zola']],
    ['name=UNIT&sort=-name', ['Unit 10', 'unit 9']],
    ['name=ann&country=FR', ['Ann Lee']],
    ['kind=entity', ['Unit 10']],
    ['country=GB&sort=kycUntil', ['unit 9', 'Unit 10']],
    ['name=gone', []],
    ['name=%25&sort=country', []],
  ] as const)
    assert.deepEqual(await names(query), found, query)
  const page = await list('name=n&sort=country&limit=2')
  const rest = await list(`name=n&sort=country&limit=9&cursor=${page.next}`)
  assert.deepEqual(
    [...page.items, ...rest.items].map(({ country }) => country),
    ['DE', 'FR', 'GB', 'GB'],
  )
  for (const [query, path] of [
    ['country=Atlantis', 'country'],
    ['sort=email', 'sort'],
    [`name=${'x'.repeat(201)}`, 'name'],
  ] as const) {
    const answer = await world.call({ path: `/v1/investors?${query}`, key: officer })
    const { errors } = answer.json<{ errors: { path: string }[] }>()
    assert.deepEqual([answer.statusCode, errors.map((one) => one.path)], [422, [path]], query)
  }
})

test('the file has everybody whom the list has, for the same people, and who took it is written down', async () => {
  const file = async (query: string, key = officer) =>
    (await world.call({ path: `/v1/investors.csv?${query}`, key })).body
      .replace('\uFEFF', '')
      .trim()
      .split('\n')
      .map((line) => line.slice(1, -1).split('","'))
  const [columns, ...rows] = await file('sort=name')
  assert.deepEqual(columns, [
    ...['Name', 'Kind', 'Country', 'Identity', 'Identity until', 'Accreditation', 'Accredited until'],
    ...['Wallets', 'Id'],
  ])
  assert.deepEqual(
    rows.map(([name]) => name),
    BY_NAME.with(0, `'=SUM(A1)`),
  )
  const known = await file('sort=name', await world.keyFor('issuer', { issuer: ours }))
  assert.deepEqual(
    known.slice(1).map(([name]) => name),
    ['Ann Lee', 'unit 9'],
  )
  const own = await world.keyFor('investor', { investor: (await list('')).items[0]!.id })
  assert.equal((await world.call({ path: '/v1/investors.csv', key: own })).statusCode, 403)
  const { rows: kept } = await database.pool.query<{ detail: unknown }>(
    `select detail from audit_entry where action = 'investors.exported' order by seq`,
  )
  assert.deepEqual(
    kept.map(({ detail }) => detail),
    [{ investors: 7 }, { investors: 2 }],
  )
})

test('where it is known who may be meant, nobody else’s name is opened', async () => {
  const { items } = await list('name=lee')
  const among = items.map(({ id }) => id)
  const [zola] = (await list('name=zola')).items
  // Whoever opens it meets a damaged seal.
  await database.pool.query(
    `update vault_field set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where subject = $1 and field = 'name'`,
    [zola?.id],
  )
  assert.deepEqual(await investorsOfName(database.db, 'ANN', among), among)
  await assert.rejects(investorsOfName(database.db, 'ann', null))
})
