import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { untilWaiting } from '../../test/at-once.ts'
import { testDatabase } from '../../test/database.ts'
import { newId } from '../kernel/ids.ts'
import { appendAudit } from '../platform/audit.ts'
import { openRpc } from '../platform/chain/rpc.ts'
import { systemClock, type Clock } from '../platform/clock.ts'
import { lockFor, transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { openScreening } from '../screening/engine.service.ts'
import { listRoutes } from '../screening/list.routes.ts'
import { hitRoutes } from './hit.routes.ts'
import { investorRoutes } from './investor.routes.ts'
import { rescreenInvestors } from './screening.job.ts'

const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
const database = await testDatabase()
const { db } = database
const screening = openScreening()
let hoursLater = 0
const clock: Clock = { now: () => systemClock.now().add({ hours: hoursLater }) }
const world = await testApp(database, [
  ...investorRoutes({ publicUrl: PUBLIC_URL, chainId: 31337, rpc, clock, screening }),
  ...listRoutes({ systemClock: clock }),
  ...hitRoutes({ screening }),
])
const officer = await world.keyFor('officer')
/** Who takes investors up, or clears a match, is not the one who approves. */
const second = await world.keyFor('officer')

const HOUSE = fs.readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'lists', 'house.csv'),
  'utf8',
)
const load = (list: string, files: Record<string, string>, more: object = {}) =>
  world.call({
    path: '/v1/screening/lists',
    key: officer,
    body: { list, publishedOn: '2026-11-01', files, ...more },
  })
const invest = async (name: string, more: object = {}): Promise<string> => {
  const answer = await world.call({
    path: '/v1/investors',
    key: officer,
    body: { kind: 'individual', country: 'RU', name, email: `${Math.random()}@example.org`, ...more },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json<{ id: string }>().id
}
const approve = (id: string) =>
  world.call({ path: `/v1/investors/${id}/approval`, key: second, body: { kycUntil: '2030-01-01' } })
const codeOf = (answer: { json: () => unknown }) => Object(answer.json())['code']
type Hit = { id: string; status: string; score: string; list: string; ref: string }
const hitsOf = async (investor: string): Promise<Hit[]> =>
  (await world.call({ path: `/v1/screening/hits?investor=${investor}`, key: officer })).json<{
    items: Hit[]
  }>().items
const decide = (hit: string, decision: string, key = officer) =>
  world.call({
    path: `/v1/screening/hits/${hit}/decision`,
    key,
    body: { decision, reason: 'Looked at both.' },
  })

test('nobody is approved before a list is loaded', async () => {
  const id = await invest('Ada Okafor')
  assert.deepEqual([(await approve(id)).statusCode, codeOf(await approve(id))], [409, 'SCREENING_NO_LIST'])
})

test('B53: a list is taken whole or not at all, and says what is wrong with it', async () => {
  for (const [list, files, code] of [
    ['HOUSE', { list: '' }, 'LIST_FORMAT'],
    ['HOUSE', { list: '<!DOCTYPE html><html><body>503</body></html>' }, 'LIST_FORMAT'],
    ['HOUSE', { list: HOUSE.split('\n')[0]! }, 'LIST_EMPTY'],
    ['HOUSE', { list: `${HOUSE}${HOUSE.split('\n')[1]}\n` }, 'LIST_FORMAT'],
    ['UN', { list: '<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED_LIST/>' }, 'XML_DTD_FORBIDDEN'],
    ['UN', { list: '<CONSOLIDATED_LIST><INDIVIDUALS/>' }, 'LIST_FORMAT'],
    ['UN', { list: '<html><body/></html>' }, 'LIST_FORMAT'],
    ['EU', { list: 'a;b\n1;2' }, 'LIST_FORMAT'],
    ['UK', { list: 'a,b\n1,2' }, 'LIST_FORMAT'],
    ['OFAC-SDN', { primary: '1,"A"\n' }, 'LIST_FILE_MISSING'],
    ['OFAC-SDN', { primary: '1,"A"\n', aliases: '', addresses: '', comments: '' }, 'LIST_FORMAT'],
  ] as const) {
    const answer = await load(list, files)
    const [reason] = answer.json<{ errors: { code: string }[] }>().errors
    assert.equal(answer.statusCode, 422)
    assert.deepEqual(
      [codeOf(answer), reason?.code],
      code === 'XML_DTD_FORBIDDEN' ? [code, undefined] : ['LIST_REJECTED', code],
      answer.body,
    )
  }
  const lists = (await world.call({ path: '/v1/screening/lists', key: officer })).json<{ items: unknown[] }>()
  assert.deepEqual(lists.items, [])
})

const SHIP = `23156,28-Jul,vessel,DPRK4${',-0- '.repeat(8)}`
const EU_HEADER =
  'Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName;BirthDate_BirthDate;Identification_Number'
const UK_HEADER = 'Unique ID,Name 6,Name 1,Name type,Designation Type'

test('B53: a file that a spreadsheet has changed is refused, and says where', async () => {
  for (const [list, files, where] of [
    ['OFAC-SDN', { primary: SHIP, aliases: '', addresses: '', comments: '' }, 'entry 23156 says 28-Jul,'],
    [
      'OFAC-CONSOLIDATED',
      {
        primary: SHIP.replace('28-Jul', '7-28'),
        aliases: '23156,1,aka,#NAME?,-0- ',
        addresses: '',
        comments: '',
      },
      'entry 23156 says #NAME?,',
    ],
    ['EU', { list: `${EU_HEADER}\n13;P;Abu Ali;;4.00551E+09` }, 'entry 13 says 4.00551E+09,'],
    ['EU', { list: `${EU_HEADER}\n13;P;Abu Ali;;1\n14;P;Abu` }, 'row 3 is no row of it'],
    ['UK', { list: `Report Date\n${UK_HEADER}\nR1,Jul-28,,Primary name,Ship` }, 'entry R1 says Jul-28,'],
    ['UK', { list: `Report Date\n${UK_HEADER}\nR1,A,B,,Primary name,Individual` }, 'row 3 is no row of it'],
    ['HOUSE', { list: 'Ref,Party,Name\nH-1,person,7/28/2021' }, 'entry H-1 says 7/28/2021,'],
    ['HOUSE', { list: 'Ref,Party,Name,Aliases\nH-1,person,Vera' }, 'row 2 is no row of it'],
  ] as const) {
    const answer = await load(list, files)
    const [reason] = answer.json<{ errors: { code: string; message: string }[] }>().errors
    assert.deepEqual([answer.statusCode, reason?.code], [422, 'LIST_FORMAT'], answer.body)
    assert.ok(reason!.message.includes(where), reason!.message)
  }
})

test('a list that lost half is refused unless an officer checked, and the last good one is kept', async () => {
  assert.equal((await load('HOUSE', { list: HOUSE })).statusCode, 200)
  const half = HOUSE.split('\n').slice(0, 3).join('\n')
  const refused = await load('HOUSE', { list: half })
  assert.deepEqual([refused.statusCode, codeOf(refused)], [422, 'LIST_REJECTED'])
  const older = await load(
    'HOUSE',
    { list: `${HOUSE}H-9,person,New Name,,,,,,,\n` },
    { publishedOn: '2026-10-01' },
  )
  assert.deepEqual([older.statusCode, codeOf(older)], [409, 'LIST_OLDER'])
  const { items } = (await world.call({ path: '/v1/screening/lists', key: officer })).json<{
    items: { entries: number; isStale: boolean }[]
  }>()
  assert.deepEqual(
    items.map(({ entries, isStale }) => [entries, isStale]),
    [[5, false]],
  )
})

test('somebody who is nobody is approved', async () => {
  const answer = await approve(await invest('Ada Okafor'))
  assert.deepEqual([answer.statusCode, answer.json<{ kycStatus: string }>().kycStatus], [200, 'verified'])
})

test('a listed person is found under another spelling, cannot be approved, and is told nothing', async () => {
  const id = await invest('Victor Anatolievich Morozenko', { born: '1968-03-14' })
  const answer = await approve(id)
  assert.deepEqual([answer.statusCode, codeOf(answer)], [409, 'SCREENING_OPEN_HIT'])
  const [hit, ...others] = await hitsOf(id)
  assert.deepEqual([hit?.ref, hit?.status, others.length], ['H-001', 'open', 0])

  const issuer = await world.keyFor('issuer', { issuer: newId('iss') })
  assert.equal((await world.call({ path: '/v1/screening/hits', key: issuer })).statusCode, 403)
  assert.equal((await decide(hit!.id, 'cleared', await world.keyFor('auditor'))).statusCode, 403)

  assert.equal((await decide(hit!.id, 'confirmed')).statusCode, 200)
  assert.equal(codeOf(await decide(hit!.id, 'cleared')), 'HIT_DECIDED')
  assert.equal(codeOf(await approve(id)), 'SCREENING_LISTED')
})

test('an officer sees field by field why somebody may be listed', async () => {
  const id = await invest('Виктор Морозенко', { born: '1990-01-01' })
  const [hit] = await hitsOf(id)
  const detail = (await world.call({ path: `/v1/screening/hits/${hit!.id}`, key: officer })).json<{
    entry: { names: { text: string }[] }
    why: { asked: string; listed: string; findings: { qualifier: string; agrees: boolean }[] }
  }>()
  assert.equal(detail.entry.names[0]?.text, 'Viktor Anatolyevich Morozenko')
  assert.equal(detail.why.asked, 'Виктор Морозенко')
  assert.deepEqual(
    detail.why.findings.map(({ qualifier, agrees }) => [qualifier, agrees]),
    [
      ['born', false],
      ['country', true],
    ],
  )
})

test('a namesake is cleared once: asked again only when the entry changes, and held at once when it does', async () => {
  const id = await invest('Helena Quintanilha', { country: 'PT' })
  const [hit] = await hitsOf(id)
  assert.equal((await decide(hit!.id, 'cleared')).json<Hit>().status, 'cleared')
  const alone = await world.call({
    path: `/v1/investors/${id}/approval`,
    key: officer,
    body: { kycUntil: '2030-01-01' },
  })
  assert.deepEqual([alone.statusCode, codeOf(alone)], [409, 'FOUR_EYES'])
  assert.equal((await approve(id)).statusCode, 200)
  assert.equal((await approve(id)).statusCode, 200, 'comparing again asks nothing that was answered')

  // Another entry changes: everybody is compared anew, and what was cleared stays cleared.
  await load('HOUSE', { list: HOUSE.replace('Blackwater Reef', 'Blackwater Cliff') })
  assert.ok((await rescreenInvestors({ db, clock, screening })) >= 4)
  assert.equal(await rescreenInvestors({ db, clock, screening }), 0)
  const formerly = `update screening_result set comparison = comparison - 1
    where subject = (select min(subject) from screening_result where subject like 'inv_%')`
  await database.pool.query(formerly)
  assert.equal(await rescreenInvestors({ db, clock, screening }), 1, 'whoever a former comparison compared')
  assert.deepEqual(
    (await hitsOf(id)).map(({ status }) => status),
    ['cleared'],
  )
  assert.equal((await approve(id)).statusCode, 200)

  // This entry changes: the approval is taken back before anything else is decided.
  await load('HOUSE', { list: HOUSE.replace('BR FQ884120', 'BR FQ884120;PT 771') })
  await rescreenInvestors({ db, clock, screening })
  assert.deepEqual((await hitsOf(id)).map(({ status }) => status).sort(), ['cleared', 'open'])
  const now = await world.call({ path: `/v1/investors/${id}`, key: officer })
  assert.equal(now.json<{ kycStatus: string }>().kycStatus, 'manual-review')
  assert.equal(codeOf(await approve(id)), 'SCREENING_OPEN_HIT')
})

test('whoever is being decided on while everybody is compared anew is held afterwards, and neither waits for ever', async () => {
  const id = await invest('Helena Quintanilha', { country: 'PT' })
  await decide((await hitsOf(id)).find(({ status }) => status === 'open')!.id, 'cleared')
  assert.equal((await approve(id)).statusCode, 200)
  await load('HOUSE', { list: HOUSE.replace('BR FQ884120', 'BR FQ884120;PT 772') })

  const [taken, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const decision = transaction(db, async (tx) => {
    await lockFor(tx, id)
    taken.resolve()
    await free.promise
    const work = { db: tx, now: clock.now(), by: systemActor('test') }
    await appendAudit(work, { action: 'case.commented', subject: id })
  })
  await taken.promise
  const comparison = rescreenInvestors({ db, clock, screening })
  await untilWaiting(database.pool, 1)
  free.resolve()
  await Promise.all([decision, comparison])
  const now = await world.call({ path: `/v1/investors/${id}`, key: officer })
  assert.equal(now.json<{ kycStatus: string }>().kycStatus, 'manual-review')
})

test('who cleared alone what is merely alike does not approve; of two who cleared a sure match, either may', async () => {
  const taken = async (name: string, more: object) => {
    const path = '/v1/investors'
    const person = { kind: 'individual', country: 'BR', email: `${Math.random()}@example.org`, name, ...more }
    return (await world.call({ path, key: await world.keyFor('officer'), body: person })).json<{
      id: string
    }>().id
  }
  const alike = await taken('Helena Quintanilha', { country: 'PT' })
  const [weak] = await hitsOf(alike)
  assert.ok(Number(weak?.score) < 0.95, String(weak?.score))
  assert.equal((await decide(weak!.id, 'cleared', second)).json<Hit>().status, 'cleared')
  assert.equal(codeOf(await approve(alike)), 'FOUR_EYES')

  const sure = await taken('Helena Duarte Quintanilha', {})
  const [hit] = await hitsOf(sure)
  assert.ok(Number(hit?.score) >= 0.95, String(hit?.score))
  assert.equal((await decide(hit!.id, 'cleared')).json<Hit>().status, 'open')
  assert.equal(codeOf(await decide(hit!.id, 'cleared')), 'FOUR_EYES', 'the same officer is no second one')
  assert.equal(codeOf(await approve(sure)), 'SCREENING_OPEN_HIT')
  assert.equal((await decide(hit!.id, 'cleared', second)).json<Hit>().status, 'cleared')
  assert.equal((await approve(sure)).statusCode, 200)
  const one = await taken('Helena Duarte Quintanilha', {})
  const [theirs] = await hitsOf(one)
  assert.equal((await decide(theirs!.id, 'confirmed')).json<Hit>().status, 'confirmed', 'one confirms')
})

test('a hit names the publication in which it was found: the newest while it is open, and that of its decision after', async () => {
  const id = await invest('Sayed Karim Alhaddadi', { country: 'SY' })
  const publication = async (list: string) => {
    const { sha256 } = (await load('HOUSE', { list })).json<{ sha256: string }>()
    await rescreenInvestors({ db, clock, screening })
    return { publishedOn: '2026-11-01', sha256 }
  }
  const named = async () => {
    const [hit] = await hitsOf(id)
    const one = await world.call({ path: `/v1/screening/hits/${hit!.id}`, key: officer })
    type Named = { listVersion: { publishedOn: string; sha256: string; loadedAt: string } }
    const { listVersion } = one.json<Named>()
    assert.deepEqual((hit as unknown as Named).listVersion, listVersion)
    const { loadedAt, ...version } = listVersion
    assert.ok(Temporal.Instant.from(loadedAt))
    return version
  }
  const first = await publication(HOUSE.replace('Blackwater Reef', 'Blackwater Rock'))
  assert.deepEqual(await named(), first)
  const next = await publication(HOUSE.replace('Blackwater Reef', 'Blackwater Bay'))
  assert.notEqual(next.sha256, first.sha256)
  assert.deepEqual(await named(), next)
  const [hit] = await hitsOf(id)
  assert.equal((await decide(hit!.id, 'confirmed')).statusCode, 200)
  await publication(HOUSE)
  assert.deepEqual(await named(), next)
})

test('who is not sure hands a hit to a second officer, and decides on it no more', async () => {
  const id = await invest('Helena Quintanilha', { country: 'PT' })
  const [hit] = await hitsOf(id)
  const path = `/v1/screening/hits/${hit!.id}/escalation`
  const escalate = (key: string, reason = 'The birth is missing.') =>
    world.call({ path, key, body: { reason } })
  const empty = await escalate(officer, ' ')
  assert.deepEqual([empty.statusCode, codeOf(empty)], [422, 'FIELD_REQUIRED'])
  assert.equal((await escalate(await world.keyFor('auditor'))).statusCode, 403)

  type Escalated = { status: string; escalated: { by: string; reason: string } | null }
  const answer = (await escalate(officer)).json<Escalated>()
  assert.deepEqual([answer.status, answer.escalated?.reason], ['open', 'The birth is missing.'])
  const [listed] = (await hitsOf(id)) as unknown as Escalated[]
  assert.deepEqual(listed?.escalated, answer.escalated)
  assert.equal(codeOf(await escalate(second)), 'HIT_ESCALATED')
  const { rows } = await database.pool.query(
    `select detail ->> 'of' as of, (select count(*)::int from outbox where topic = 'screening.escalated' and subject = $1) as told
     from audit_entry where action = 'screening-hit.escalated' and subject = $1`,
    [hit!.id],
  )
  assert.deepEqual(rows, [{ of: id, told: 1 }])
  const kept = await database.pool.query(
    `select 1 from audit_entry where detail::text like '%birth is missing%'`,
  )
  assert.equal(kept.rows.length, 0, 'what is doubted of somebody is in their vault alone')

  for (const decision of ['cleared', 'confirmed'])
    assert.equal(codeOf(await decide(hit!.id, decision)), 'ESCALATED_BY_YOU', decision)
  assert.equal((await decide(hit!.id, 'cleared', second)).json<Hit>().status, 'cleared')
  assert.equal(codeOf(await escalate(officer)), 'HIT_DECIDED')
  assert.equal(codeOf(await decide(hit!.id, 'cleared')), 'HIT_DECIDED')
})

test('a hit on an entry that leaves its list is gone, and the person can be approved', async () => {
  const id = await invest('Sayed Karim Alhaddadi', { country: 'SY' })
  const [hit] = await hitsOf(id)
  assert.equal(hit?.ref, 'H-002')
  const without = HOUSE.split('\n').filter((line) => !line.startsWith('H-002'))
  assert.equal((await load('HOUSE', { list: without.join('\n') }, { allowShrink: true })).statusCode, 200)
  await rescreenInvestors({ db, clock, screening })
  assert.equal(codeOf(await decide(hit!.id, 'cleared')), 'HIT_GONE')
  const { rows } = await database.pool.query(
    "select detail ->> 'of' as of, detail ->> 'ref' as ref from audit_entry where action = 'screening-hit.gone' and subject = $1",
    [hit!.id],
  )
  assert.deepEqual(rows, [{ of: id, ref: 'H-002' }])
  assert.equal((await approve(id)).statusCode, 200)
  await load('HOUSE', { list: HOUSE })
})

test('what a former comparison surely found stays open until people decide, and what it merely found is gone', async () => {
  const id = await invest('Nobody Alike At All')
  await rescreenInvestors({ db, clock, screening })
  const { rows } = await database.pool.query<{ ref: string; hash: string }>(
    "select ref, hash from screening_entry where list = 'HOUSE' order by ref limit 2",
  )
  const found = async ({ ref, hash }: { ref: string; hash: string }, score: number) => {
    const hit = newId('hit')
    await database.pool.query(
      `insert into screening_hit (id, subject, list, ref, entry_hash, score, status, found_at, comparison)
       values ($1, $2, 'HOUSE', $3, $4, $5, 'open', now(), 1)`,
      [hit, id, ref, hash, score],
    )
    return hit
  }
  const sure = await found(rows[0]!, 950)
  const like = await found(rows[1]!, 949)
  const again = 'update screening_result set comparison = 1 where subject = $1'
  await database.pool.query(again, [id])
  assert.equal(await rescreenInvestors({ db, clock, screening }), 1)
  const states = async () => new Map((await hitsOf(id)).map((hit) => [hit.id, hit.status]))
  assert.deepEqual([(await states()).get(sure), (await states()).get(like)], ['open', 'gone'])
  // Also when it is compared once more.
  await database.pool.query(again, [id])
  await rescreenInvestors({ db, clock, screening })
  assert.equal((await states()).get(sure), 'open')
})

test('a list that was not brought in for a day decides nothing, until it is brought in again', async () => {
  const id = await invest('Grace Hopper')
  hoursLater = 25
  assert.equal(codeOf(await approve(id)), 'SCREENING_STALE')
  assert.equal((await load('HOUSE', { list: HOUSE })).statusCode, 200)
  assert.equal((await approve(id)).statusCode, 200)
})

test('possible matches are narrowed and sorted by the server, and the file alike', async () => {
  type Row = Hit & { score: string; foundAt: string; investor: { displayName: string }; escalated: unknown }
  const list = async (query: string, key = officer) =>
    (await world.call({ path: `/v1/screening/hits?${query}`, key })).json<{
      items: Row[]
      next: string | null
    }>()
  const whole = (await list('limit=200')).items
  assert.ok(whole.length > 3 && new Set(whole.map(({ status }) => status)).size > 1)
  for (const [column, of] of [
    ['found', ({ foundAt }: Row) => Temporal.Instant.from(foundAt).epochMilliseconds],
    ['score', ({ score }: Row) => Number(score)],
  ] as const)
    for (const sort of [column, `-${column}`]) {
      const paged: Row[] = []
      let cursor = ''
      do {
        const page = await list(`sort=${sort}&limit=2${cursor}`)
        paged.push(...page.items)
        cursor = page.next === null ? '' : `&cursor=${page.next}`
      } while (cursor !== '')
      assert.equal(new Set(paged.map(({ id }) => id)).size, whole.length, sort)
      const sign = sort.startsWith('-') ? -1 : 1
      assert.ok(
        paged.every((row, i) => i === 0 || sign * (of(row) - of(paged[i - 1]!)) >= 0),
        sort,
      )
    }

  const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id)
  for (const [query, fits] of [
    ['status=open', ({ status }: Row) => status === 'open'],
    ['status=escalated', ({ status, escalated }: Row) => status === 'open' && escalated !== null],
    ['name=morozenko', ({ investor }: Row) => /morozenko/i.test(investor.displayName)],
    ['list=HOUSE', () => true],
    ['list=UN', () => false],
  ] as const)
    assert.deepEqual(idsOf((await list(`limit=200&${query}`)).items), idsOf(whole.filter(fits)), query)
  const nobodys = await world.keyFor('officer', { issuer: newId('iss') })
  assert.deepEqual((await list('name=morozenko', nobodys)).items, [])

  const { body } = await world.call({
    path: '/v1/screening/hits.csv?name=morozenko&sort=score',
    key: officer,
  })
  const { items } = await list('name=morozenko&sort=score&limit=200')
  assert.deepEqual(
    body
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(1, -1).split('","').at(-1)),
    idsOf(items),
  )
  const { rows } = await database.pool.query<{ detail: unknown }>(
    `select detail from audit_entry where action = 'screening.exported'`,
  )
  assert.deepEqual(
    rows.map(({ detail }) => detail),
    [{ hits: items.length }],
  )
})
