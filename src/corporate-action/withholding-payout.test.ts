import assert from 'node:assert/strict'
import { test } from 'node:test'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { escrowWorld, PRICE } from '../../test/escrow-world.ts'
import { TAX_FORM_PROBLEMS } from '../investor/tax-form.problems.ts'
import { takeTaxForm } from '../investor/tax-form.service.ts'
import type { TaxForm } from '../investor/tax-form.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { money, USDX } from '../kernel/money.ts'
import { must } from '../kernel/result.ts'
import { verify } from '../register/verify.service.ts'
import { advanceDistributions } from './distribution.job.ts'
import { distributionRoutes } from './distribution.routes.ts'
import { entitlementRoutes } from './entitlement.routes.ts'
import { distributions } from './distribution.service.ts'
import { withholdingRoutes } from './withholding.routes.ts'

/* A note whose payments its issuer takes to be dividends: four holders, each with another form. */

const coupon = {
  faceValue: money(1_000n * PRICE, USDX),
  rate: 72_500n,
  dayCount: '30/360-BOND',
  frequency: 'quarterly',
  from: Temporal.PlainDate.from('2026-01-31'),
  maturity: Temporal.PlainDate.from('2026-10-31'),
} as const
const database = await testDatabase()
const { db } = database
const office = await escrowWorld(database)
const { world, as, settle, moveTo } = office
const clock = { now: office.now }
const app = await testApp(
  database,
  [...withholdingRoutes, ...distributionRoutes({ rpc: world.rpc }), ...entitlementRoutes],
  {
    clock,
  },
)
const people = await Promise.all([
  office.approved('ana', [60]),
  office.approved('bo', [61]),
  office.approved('cleo', [62], { country: 'US' }),
  office.approved('dan', [63], { country: 'US' }),
])
await settle()
const { id, instrument, token } = await office.sale('note', 10n, {}, { coupon })
for (const [i, units] of [4n, 3n, 2n, 1n].entries()) {
  await office.fund(office.account(60 + i).address, 10n * PRICE)
  await office.pay((await office.subscribe(id, people[i]!, 60 + i, units)).id, 60 + i)
}
await settle()
await office.close(id)

const [issuer, officer] = [
  await app.keyFor('issuer', { issuer: instrument.issuer }),
  await app.keyFor('officer'),
]
type Json = Record<string, unknown>
const path = `/v1/instruments/${instrument.id}/withholding`
async function call(at: string, key: string, body?: Json) {
  const answer = await app.call({ path: at, key, ...(body === undefined ? {} : { body }) })
  return { status: answer.statusCode, body: answer.json<Json>() }
}
const codeOf = async (asked: Promise<{ body: Json }>) => (await asked).body['code']
const taxAccount = office.account(79).address

async function hand(investor: InvestorId, form: Partial<TaxForm>): Promise<void> {
  const signedOn = office.now().toZonedDateTimeISO('America/New_York').toPlainDate()
  const common = { name: 'A Holder', signedBy: 'A Holder', signedOn, foreignTin: 'AB123456C', usTin: null }
  const address = { street: 'Road 1', town: 'Town', postCode: '1000', country: 'GB' }
  const given = { ...common, address, country: 'GB', ...form } as TaxForm
  const law = { formYears: 3 }
  must(await as('holder', (work) => takeTaxForm(work, investor, given, TAX_FORM_PROBLEMS, law)))
}

/** Takes every step that can be taken now. */
async function advance(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await office.mine()
    if ((await advanceDistributions({ db, rpc: world.rpc, clock })) === 0) break
  }
  await office.mine()
}

async function pays(month: string, record: string, due: string): Promise<string> {
  await moveTo(Temporal.Instant.from(`${record}T12:00:00Z`))
  await advance()
  await moveTo(Temporal.Instant.from(`${due}T04:00:00Z`))
  await advance()
  const found = (await distributions(db, instrument)).find(
    ({ distribution: { period } }) => period.toString() === month,
  )!
  const payer = world.people[11]!
  await world.send(world.stablecoin, devStablecoinAbi, 'mint', [payer, found.missing])
  await world.send(world.stablecoin, devStablecoinAbi, 'approve', [world.distributor, found.missing], payer)
  await world.send(
    world.distributor,
    distributorAbi,
    'fund',
    [found.distribution.chainId!, found.missing],
    payer,
  )
  await advance()
  return found.distribution.id
}

test('what is withheld is said by two people, and nothing is withheld before', async () => {
  const dividend = { income: 'dividend', taxAccount }
  assert.equal(
    await codeOf(call(path, issuer, { income: 'dividend', taxAccount: null })),
    'TAX_ACCOUNT_NEEDED',
  )
  assert.equal(await codeOf(call(path, issuer, { income: 'none', taxAccount })), 'TAX_ACCOUNT_NEEDED')
  const own = { income: 'dividend', taxAccount: world.distributor }
  assert.equal(await codeOf(call(path, issuer, own)), 'TAX_ACCOUNT_UNFIT')
  const proposed = (await call(path, issuer, dividend)).body
  assert.equal(proposed['inForce'], null)
  const { id: policy } = proposed['proposed'] as { id: string }
  const confirm = (key: string, which = policy) => call(`${path}/confirmation`, key, { policy: which })
  assert.equal(await codeOf(confirm(issuer)), 'FOUR_EYES')
  // What takes the place of a proposal has to be seen by the second person too.
  const again = (await call(path, issuer, dividend)).body['proposed'] as { id: string }
  assert.equal(await codeOf(confirm(officer)), 'NOTHING_PROPOSED')
  assert.deepEqual((await distributions(db, instrument)).length, 0)
  const inForce = (await confirm(officer, again.id)).body
  assert.deepEqual([(inForce['inForce'] as Json)['income'], inForce['proposed']], ['dividend', null])
  assert.equal(await codeOf(confirm(officer, again.id)), 'NOTHING_PROPOSED')
})

test('each holder’s form decides: told to the distributor before it declares, taken off, sent on, explained and verified', async () => {
  const [ana, , cleo] = people
  await hand(ana!, { form: 'W-8BEN', treatyCountry: 'GB' })
  const us = { street: 'Road 1', town: 'Town', postCode: '10000', country: 'US' }
  const tin = { kind: 'ssn', number: '123-45-6789' } as const
  const asOne = { classification: 'individual', llcTaxedAs: null } as const
  await hand(cleo!, { form: 'W-9', address: us, tin, backupWithholding: false, ...asOne })
  const seen = (await call(path, issuer)).body['holders'] as { bps: number; reason: string }[]
  assert.deepEqual(seen.map(({ bps, reason }) => [bps, reason]).toSorted(), [
    [1_500, 'TAX_TREATY'],
    [2_400, 'TAX_BACKUP'],
    [3_000, 'TAX_FORM_MISSING'],
  ])

  const before = await Promise.all([60, 61, 62, 63].map((i) => office.money(office.account(i).address)))
  const distribution = await pays('2026-04', '2026-04-24', '2026-04-30')
  const paid = await Promise.all(
    [60, 61, 62, 63].map(async (i, n) => (await office.money(office.account(i).address)) - before[n]!),
  )
  // Of $18.125 for each unit: 15 % of four units, 30 % of three, nothing of two, 24 % of one.
  const unit = 18_125_000n
  assert.deepEqual(paid, [(4n * unit * 85n) / 100n, (3n * unit * 70n) / 100n, 2n * unit, (unit * 76n) / 100n])
  const withheld = 10n * unit - paid.reduce((sum, one) => sum + one, 0n)
  assert.equal(await office.money(taxAccount), withheld)
  const [view] = await distributions(db, instrument)
  assert.deepEqual(
    [
      view?.distribution.status,
      view?.reconciliation?.withheld,
      view?.reconciliation?.balanced,
      view?.sums.remitted,
    ],
    ['closed', withheld, true, withheld],
  )
  const explained = async (i: number) => {
    const at = `/v1/distributions/${distribution}/entitlements/${office.account(i).address}`
    const { body } = await call(at, issuer)
    const steps = body['steps'] as { key: string; formula: string | null }[]
    return [
      (body['withheld'] as Json | null)?.['reason'] ?? null,
      steps.find(({ key }) => key === 'withheld')?.formula ?? null,
    ] as const
  }
  assert.deepEqual(await explained(62), [null, null])
  const [why, formula] = await explained(63)
  assert.equal(why, 'TAX_BACKUP')
  assert.match(formula ?? '', /× 24\u00a0%.*26 U\.S\.C\. 3406/)
  const verified = await verify(world.rpc, {
    factory: world.factory,
    distributor: world.distributor,
    fromBlock: world.factoryBlock,
  })
  assert.deepEqual(
    verified.checks.filter(({ differences }) => differences.length > 0),
    [],
  )
})

test('a form that comes in counts from the next declaration on, and so does the end of the withholding', async () => {
  await hand(people[1]!, { form: 'W-8BEN', treatyCountry: 'GB' })
  const rate = (i: number) =>
    world.read(world.distributor, distributorAbi, 'withholdingRate', [token, office.account(i).address])
  assert.equal(await rate(61), 3_000n)
  await pays('2026-07', '2026-07-25', '2026-07-31')
  assert.deepEqual(await Promise.all([60, 61, 62, 63].map(rate)), [1_500n, 1_500n, 0n, 2_400n])
  const { rows } = await database.pool.query<{ detail: Json }>(
    `select detail from audit_entry where action = 'distribution.withholding-told' order by seq`,
  )
  assert.deepEqual(
    rows.map(({ detail }) => detail['transactions']),
    [2, 1],
  )
})

test('a notice names what was paid and what was withheld, and the audit adds up: it named the gross amount as paid', async () => {
  const { rows: told } = await database.pool.query<{ facts: Record<string, string> }>(
    `select facts from outbox where topic = 'distribution.paid-withheld' and facts ->> 'period' = '2026-04' order by facts ->> 'amount'`,
  )
  assert.deepEqual(
    told.map(({ facts }) => [facts['amount'], facts['withheld']]),
    [
      ['13.775 USDX', '4.35 USDX'],
      ['38.0625 USDX', '16.3125 USDX'],
      ['61.625 USDX', '10.875 USDX'],
    ],
  )
  const { rows: untouched } = await database.pool.query<{ facts: Record<string, string> }>(
    `select facts from outbox where topic = 'distribution.paid' and facts ->> 'period' = '2026-04'`,
  )
  assert.deepEqual(
    untouched.map(({ facts }) => facts['amount']),
    ['36.25 USDX'],
  )
  const { rows: closed } = await database.pool.query<{ detail: Record<string, string> }>(
    `select detail from audit_entry where action = 'distribution.closed'`,
  )
  assert.equal(closed.length, 2)
  for (const { detail } of closed) {
    const { declared, ...parts } = detail
    assert.deepEqual(Object.keys(parts).toSorted(), ['carried', 'paid', 'parked', 'unclaimed', 'withheld'])
    assert.equal(
      Object.values(parts).reduce((sum, part) => sum + BigInt(part), 0n),
      BigInt(declared!),
    )
  }
})

test('what was withheld and could not be sent on is asked for again, later each time: it was asked for once', async () => {
  const blacklist = (isOn: boolean) =>
    world.send(world.stablecoin, devStablecoinAbi, 'setBlacklisted', [taxAccount, isOn])
  await blacklist(true)
  const distribution = await pays('2026-10', '2026-10-25', '2026-10-31')
  const sums = async () => {
    const [view] = await distributions(db, instrument)
    return [view?.distribution.status, view!.sums.withheld > 0n, view!.sums.withheld - view!.sums.remitted]
  }
  const asked = async () => {
    const { rows } = await database.pool.query<{ status: string }>(
      `select status from chain_intent where subject = $1 and purpose = 'distribution.remit' order by seq`,
      [distribution],
    )
    return rows.map(({ status }) => status)
  }
  const [status, , left] = await sums()
  assert.deepEqual([status, await asked()], ['closed', ['failure']])
  assert.ok(typeof left === 'bigint' && left > 0n)
  await advance()
  assert.deepEqual(await asked(), ['failure'], 'not at once')

  const retry = () => call(`/v1/distributions/${distribution}/retries`, issuer, {})
  assert.equal((await retry()).status, 200)
  assert.equal((await retry()).body['code'], 'TRANSACTION_UNDER_WAY')
  await advance()
  assert.deepEqual(await asked(), ['failure', 'failure'], 'by hand, at once')

  await blacklist(false)
  await moveTo(office.now().add({ minutes: 1 }))
  await advance()
  assert.equal((await asked()).length, 2, 'after the second failure twice as long')
  await moveTo(office.now().add({ minutes: 2 }))
  await advance()
  assert.deepEqual(await asked(), ['failure', 'failure', 'success'])
  assert.deepEqual(await sums(), ['closed', true, 0n])
  assert.equal((await retry()).body['code'], 'NOTHING_PARKED')
  const { rows } = await database.pool.query('select id from distribution where remit_open')
  assert.deepEqual(rows, [])
})
