import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { storedTexts } from '../../../test/tables.ts'
import type { InvestorId, SubscriptionId } from '../../kernel/ids.ts'
import { dateIn } from '../../kernel/time.ts'
import { readContent } from '../../platform/file/content.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { putPersonal, readPersonal, shred } from '../../platform/vault/vault.ts'
import { drawUpAgreement } from '../subscription/agreement-paper.service.ts'
import { agreementTypedData } from './agreement.chain.ts'
import {
  agreementOf,
  agreementsOfOthers,
  agreementToSign,
  countersign,
  openAgreement,
  signAgreement,
  signingHolders,
} from './agreement.service.ts'
import { agreementBlocks, agreementStatus, heldAs, isSameName } from './agreement.ts'
import { boardOf } from '../board/board.service.ts'
import { closingPreview, prepareClosing } from '../closing/closing.service.ts'
import { fundByFiat } from '../fiat/fiat.service.ts'
import { paymentToSign, paySubscription } from '../subscription/payment.service.ts'
import { createSubscription, subscriptionById, subscriptions } from '../subscription/subscription.service.ts'
import { SUBSCRIPTION_STATES, type RaiseStatus } from '../subscription/subscription-state.ts'

/* The rules */

test('a name is the same in any case, spacing and keyboard; another accent or letter is another name', () => {
  const cases = [
    ['Ada Okafor', 'ada  OKAFOR ', true],
    ['Sean O’Brien', "sean o'brien", true],
    ['Anne‐Marie Roy', 'Anne-Marie Roy', true],
    ['Ｆｕｌｌ Ｗｉｄｔｈ', 'full width', true],
    ['José Peña', 'Jose\u0301 Pen\u0303a', true],
    ['José Peña', 'Jose Pena', false],
    ['Ada Okafor', 'Ada Okafo', false],
    ['Ada Okafor', 'Okafor Ada', false],
    ['习近平', '习近平', true],
  ] as const
  for (const [a, b, expected] of cases) assert.equal(isSameName(a, b), expected, `${a} / ${b}`)
})

test('an agreement is where it was left, and binds nobody once its subscription is over', () => {
  const told = (agreement: 'sent' | 'signed' | 'confirmed' | null) =>
    new Map(SUBSCRIPTION_STATES.map((state) => [state, agreementStatus({ state, agreement })]))
  for (const state of SUBSCRIPTION_STATES) assert.equal(told(null).get(state), 'none')
  for (const state of ['rejected', 'withdrawn', 'refunded', 'expired'] as const)
    assert.equal(told('confirmed').get(state), 'rejected')
  assert.equal(told('sent').get('agreement'), 'sent')
  assert.equal(told('signed').get('confirmed'), 'signed')
  assert.equal(told('confirmed').get('issued'), 'confirmed')
})

/* The whole way, on a chain */

const database = await testDatabase()
const { db } = database
unlockVault(Buffer.alloc(32, 7))
const office = await escrowWorld(database)
const { as, sale, subscribe, pay, settle, chain } = office
const ana = await office.approved('Ana Núñez', [60])
const bo = await office.approved('Bo', [61])
await settle()
for (const i of [60, 61]) await office.fund(office.account(i).address, 1_000n * PRICE)
const { id: offering, instrument, contract } = await sale('agreed', 100n, { agreementRequired: true })
const reason = async (run: Promise<{ ok: boolean; reason?: string }>) => (await run).reason ?? null
const standing = async (id: SubscriptionId) => {
  const one = await subscriptionById(db, id)
  return one === null ? null : [one.state, agreementStatus(one)]
}

async function signed(id: SubscriptionId, index: number, name: string, by = 'ana') {
  const subscription = await subscriptionById(db, id)
  assert.ok(subscription)
  const data = await agreementToSign(db, chain.chainId, subscription)
  assert.ok(data)
  const signature = await office.account(index).signTypedData(data)
  return as(by, (work) => signAgreement(work, chain, id, { name, signature }))
}

test('where no agreement is asked for there is none, and everything is as before', async () => {
  const { id } = await sale('free', 100n)
  const one = await subscribe(id, ana, 60, 10n)
  assert.deepEqual(await standing(one.id), ['eligible', 'none'])
  assert.equal(await agreementOf(db, one.id), null)
})

const subscription = await subscribe(offering, ana, 60, 40n)

test('the agreement is drawn up with the subscription: a sound PDF, sealed, with the hash that is signed', async () => {
  assert.deepEqual(await standing(subscription.id), ['agreement', 'sent'])
  const agreement = await agreementOf(db, subscription.id)
  const opened = await as('ana', (work) => openAgreement(work, subscription))
  assert.ok(opened.ok && agreement)
  assert.equal(createHash('sha256').update(opened.value.bytes).digest('hex'), agreement.sha256)
  const content = readContent(opened.value.bytes)
  assert.ok(content.ok && content.value.media === 'application/pdf')
  const { rows } = await database.pool.query(`select detail::text from audit_entry where subject = $1`, [
    subscription.id,
  ])
  assert.ok(!JSON.stringify(rows).includes('Núñez'), 'no name in the log')
})

test('the same facts make the same agreement, and other facts another', async () => {
  const agreement = await agreementOf(db, subscription.id)
  await database.pool.query('delete from subscription_agreement where subscription = $1', [subscription.id])
  await as('again', (work) => drawUpAgreement(work, subscription, { instrument, contract }))
  assert.equal((await agreementOf(db, subscription.id))?.sha256, agreement?.sha256)
  const company = {
    key: 'k',
    name: 'Harbour',
    form: 'LLC',
    jurisdiction: 'US-DE',
    registryNumber: null,
    lei: null,
    formedOn: null,
  }
  const facts = {
    subscription,
    instrument,
    issuer: company,
    spv: company,
    investor: { name: 'Ana Núñez', isTransliterated: false, isJoint: false, country: 'GB' },
    contract,
  }
  const text = JSON.stringify(agreementBlocks(facts))
  for (const part of [
    subscription.id,
    'Ana Núñez',
    '"40"',
    '40.00 USDX',
    instrument.termSheetSha256,
    contract,
  ])
    assert.ok(text.includes(part), part)
  assert.ok(!text.includes('Paid as'))
  const rate = { token: instrument.treasury, currency: { code: 'EURX', decimals: 2 }, rate: 923_400_000_000n }
  const inEuros = agreementBlocks({
    ...facts,
    subscription: { ...subscription, currency: 1 },
    instrument: { ...instrument, offering: { ...instrument.offering, currencies: [rate] } },
  })
  assert.match(
    JSON.stringify(inEuros),
    /"40\.00 USDX"\],\["Paid as","36\.94 EURX, at the fixed rate of 0\.9234 EURX for 1 USDX"/,
  )
  const other = JSON.stringify(
    agreementBlocks({ ...facts, investor: { ...facts.investor, isTransliterated: true } }),
  )
  assert.match(other, /in Latin letters/)
})

test('nothing is paid before it is signed, in stablecoin or at a bank', async () => {
  const data = await paymentToSign(db, chain.rpc, chain.chainId, subscription)
  const signature = await office.account(60).signTypedData(data)
  assert.equal(
    await reason(as('ana', (work) => paySubscription(work, chain, subscription.id, signature))),
    'AGREEMENT_NOT_SIGNED',
  )
  const amount = { minor: subscription.amount, currency: instrument.payment.currency }
  assert.equal(
    await reason(as('bank', (work) => fundByFiat(work, subscription.id, { amount, reference: 'x' }))),
    'AGREEMENT_NOT_SIGNED',
  )
})

test('another name, another wallet, another document and another chain do not sign it', async () => {
  assert.equal(await reason(signed(subscription.id, 60, 'Bo')), 'NAME_MISMATCH')
  const wrong = await signed(subscription.id, 60, 'Bo')
  assert.deepEqual(wrong.ok ? [] : wrong.errors?.map(({ path, code }) => [path, code]), [
    ['name', 'NAME_MISMATCH'],
  ])
  assert.equal(await reason(signed(subscription.id, 61, 'Ana Núñez')), 'SIGNATURE_SCOPE')
  const agreement = await agreementOf(db, subscription.id)
  assert.ok(agreement)
  const about = { subscription: subscription.id, sha256: agreement.sha256 }
  const elsewhere = [
    agreementTypedData(1, contract, about),
    agreementTypedData(chain.chainId, office.account(61).address, about),
    agreementTypedData(chain.chainId, contract, { ...about, sha256: 'ab'.repeat(32) }),
  ]
  for (const data of elsewhere) {
    const signature = await office.account(60).signTypedData(data)
    const answer = as('ana', (work) =>
      signAgreement(work, chain, subscription.id, { name: 'Ana Núñez', signature }),
    )
    assert.equal(await reason(answer), 'SIGNATURE_SCOPE')
  }
  assert.deepEqual(await standing(subscription.id), ['agreement', 'sent'])
  assert.equal(
    await reason(as('issuer', (work) => countersign(work, offering, [subscription.id]))),
    'AGREEMENT_UNSIGNED',
  )
})

/** Who holds together with somebody, as their application says. */
const holdTogether = (id: InvestorId, name: string, registration: string, others: readonly object[]) =>
  as('desk', (work) =>
    putPersonal(work, id, {
      'onboarding.identity': JSON.stringify({ name, born: '1980-01-01', citizenships: ['GB'], registration }),
      'onboarding.owners': JSON.stringify({ people: others }),
    }),
  )
const kit = { name: 'Kit Stone', born: '1981-01-01', country: 'GB' }

test('a paper that names others than hold now is signed by nobody, and signatures count for nobody else', async () => {
  const max = await office.approved('Max Stone', [75])
  await settle()
  await holdTogether(max, 'Max Stone', 'joint-common', [kit])
  const sold = await sale('changing', 100n, { agreementRequired: true })
  const { id } = await subscribe(sold.id, max, 75, 1n)
  const sign = async (index: number, name: string) => {
    const one = await subscriptionById(db, id)
    const data = one && (await agreementToSign(db, chain.chainId, one))
    assert.ok(data)
    const signature = await office.account(index).signTypedData(data)
    const wallet = index === 75 ? null : office.account(index).address
    return reason(as('max', (work) => signAgreement(work, chain, id, { name, wallet, signature })))
  }
  assert.equal(await sign(76, 'Kit Stone'), null)
  for (const [registration, others] of [
    ['alone', [kit]],
    ['joint-survivorship', [kit]],
    ['joint-common', [{ ...kit, name: 'Lee Stone' }]],
    ['joint-common', [{ ...kit, born: '2001-01-01' }]],
  ] as const) {
    await holdTogether(max, 'Max Stone', registration, others)
    assert.equal(await sign(75, 'Max Stone'), 'HOLDERS_CHANGED', registration)
    const one = await subscriptionById(db, id)
    assert.deepEqual(one && (await signingHolders(db, one)), [])
  }
  await holdTogether(max, 'Max Stone', 'joint-common', [kit])
  assert.equal(await sign(75, 'Max Stone'), null, 'as it was drawn up')
  assert.deepEqual(await standing(id), ['signed', 'signed'])

  const second = () => as('issuer', (work) => countersign(work, sold.id, [id]))
  await holdTogether(max, 'Max Stone', 'alone', [kit])
  const left = { countersigned: 0, holdersChanged: [id] }
  assert.deepEqual(must(await second()), left, 'the issuer signs with whom the paper names')
  await holdTogether(max, 'Max Stone', 'joint-common', [kit])
  assert.equal(must(await second()).countersigned, 1)
  await sql`update subscription set state = 'confirmed', status = 'pending' where id = ${id}`.execute(db)
  assert.deepEqual(await agreementsOfOthers(db, sold.id), [])
  await holdTogether(max, 'Max Stone', 'joint-survivorship', [kit])
  assert.deepEqual(await agreementsOfOthers(db, sold.id), [id], 'nor is it closed upon')
})

test('joint holders each sign in their own name with a wallet of their own, the last with the one that pays', async () => {
  const both = await office.approved('Eve Stone', [72])
  await settle()
  await holdTogether(both, 'Eve Stone', 'joint-common', [kit])
  const sold = await sale('together', 100n, { agreementRequired: true })
  const { id } = await subscribe(sold.id, both, 72, 1n)
  const sign = async (index: number, name: string, wallet?: number) => {
    const one = await subscriptionById(db, id)
    const data = one && (await agreementToSign(db, chain.chainId, one))
    assert.ok(data)
    const signature = await office.account(index).signTypedData(data)
    const of = wallet === undefined ? null : office.account(wallet).address
    return reason(as('eve', (work) => signAgreement(work, chain, id, { name, wallet: of, signature })))
  }
  const names = async () => {
    const one = await subscriptionById(db, id)
    return one && (await signingHolders(db, one)).map(({ name, signedAt }) => [name, signedAt !== null])
  }
  assert.equal(await sign(72, 'Eve Stone'), 'HOLDERS_UNSIGNED')
  assert.equal(await sign(72, 'Eve Stone', 73), 'SIGNATURE_SCOPE', 'not the wallet that it says')
  assert.equal(await sign(73, 'Ana Núñez', 73), 'NAME_MISMATCH')
  assert.equal(await sign(73, 'Kit Stone', 73), null)
  assert.equal(await sign(73, 'kit stone', 73), null, 'again changes nothing')
  assert.equal(await sign(73, 'Eve Stone', 73), 'HOLDER_SIGNED', 'one wallet is one person')
  assert.equal(await sign(74, 'Kit Stone', 74), 'HOLDER_SIGNED')
  assert.equal(await sign(74, 'Eve Stone', 74), 'SIGNATURE_SCOPE', 'the last signs with the wallet that pays')
  assert.equal(await sign(72, 'Kit Stone'), 'HOLDER_SIGNED')
  assert.deepEqual(await names(), [
    ['Eve Stone', false],
    ['Kit Stone', true],
  ])
  assert.deepEqual(await standing(id), ['agreement', 'sent'])
  assert.equal(await sign(72, 'Eve Stone'), null)
  assert.deepEqual(await standing(id), ['signed', 'signed'])
  assert.deepEqual(await names(), [
    ['Eve Stone', true],
    ['Kit Stone', true],
  ])
  assert.equal(
    await reason(as('eve', (work) => countersign(work, sold.id, [id]))),
    'COUNTERSIGNER_IS_INVESTOR',
  )
})

test('signed by the investor, paid, and countersigned by somebody else: then it may close', async () => {
  assert.equal((await signed(subscription.id, 60, 'ANA NÚÑEZ')).ok, true)
  assert.deepEqual(await standing(subscription.id), ['signed', 'signed'])
  const field = `agreement.${subscription.id}.name`
  assert.equal((await readPersonal(db, ana, [field]))[field], 'ANA NÚÑEZ')
  await pay(subscription.id, 60)
  await settle()
  assert.deepEqual(await standing(subscription.id), ['confirmed', 'signed'])

  const told = async () => {
    const { raise } = await boardOf(db, offering, instrument, office.now())
    return raise.map(({ status, count, units }) => [status, count, units])
  }
  const listed = async (status: RaiseStatus) =>
    (
      await subscriptions(
        db,
        {
          ...{ offering, investor: null, issuer: null, wallet: null, states: null },
          raise: { status, today: dateIn(office.now(), 'UTC') },
        },
        { sort: '-at', after: null, limit: 10 },
      )
    ).map(({ id }) => id)
  assert.deepEqual(await told(), [['pending-issuer-signature', 1, 40n]])
  assert.deepEqual(await listed('pending-issuer-signature'), [subscription.id])
  assert.deepEqual(await listed('ready'), [])

  await office.moveTo(office.now().add({ hours: 24 * 40 }))
  const open = await closingPreview(db, offering, office.now())
  assert.deepEqual(open?.refusal, { reason: 'AGREEMENTS_OPEN', facts: { count: '1' }, errors: [] })
  assert.equal(await reason(as('first', (work) => prepareClosing(work, offering))), 'AGREEMENTS_OPEN')

  const by = (who: string) => as(who, (work) => countersign(work, offering, [subscription.id]))
  assert.equal(await reason(by('ana')), 'COUNTERSIGNER_IS_INVESTOR')
  assert.equal(must(await by('issuer')).countersigned, 1)
  assert.equal(must(await by('issuer')).countersigned, 0, 'twice is once')
  assert.deepEqual(await standing(subscription.id), ['confirmed', 'confirmed'])
  assert.equal((await closingPreview(db, offering, office.now()))?.refusal, null)
  assert.deepEqual(await told(), [['ready', 1, 40n]])
  assert.deepEqual(await listed('ready'), [subscription.id])
  const { rows: notices } = await database.pool.query<{ topic: string; audience: object; facts: object }>(
    "select topic, audience, facts from outbox where subject = $1 and topic like 'agreement.%' order by at, id",
    [subscription.id],
  )
  const facts = { instrument: instrument.name, units: '40' }
  assert.deepEqual(
    notices.map((one) => [one.topic, one.audience, one.facts]),
    [
      ['agreement.signed', { role: 'issuer', issuer: instrument.issuer }, facts],
      ['agreement.countersigned', { investor: ana }, facts],
    ],
    'each side is told once that the other has signed',
  )
  const { rows } = await database.pool.query<{ action: string }>(
    `select action from audit_entry where subject = $1 and action like 'agreement.%' order by seq`,
    [subscription.id],
  )
  assert.deepEqual(
    rows.map(({ action }) => action).filter((action) => action !== 'agreement.opened'),
    ['agreement.drawn-up', 'agreement.drawn-up', 'agreement.signed', 'agreement.countersigned'],
  )
})

test('F39 what a subscription, its agreement, its signatures and its payment leave behind names nobody', async () => {
  const forms = ['Ana Núñez', 'ANA NÚÑEZ'].flatMap((name) => {
    const bytes = Buffer.from(name)
    return [name, bytes.toString('latin1'), bytes.toString('hex'), bytes.toString('base64').slice(0, -4)]
  })
  const texts = await storedTexts(database)
  assert.match(texts.get('audit_entry.action') ?? '', /agreement\.countersigned/)
  assert.ok((texts.get('subscription_agreement.sha256') ?? '').length > 0)
  // The calls that the chain was sent are among them.
  for (const [place, text] of texts)
    for (const form of forms) assert.ok(!text.includes(form), `${place} holds ${form}`)
})

test('all that are named are countersigned, or none', async () => {
  const { id } = await sale('batch', 100n, {
    agreementRequired: true,
    closes: Temporal.PlainDate.from('2026-12-01'),
  })
  const [one, two] = [await subscribe(id, ana, 60, 10n), await subscribe(id, bo, 61, 10n)]
  assert.equal((await signed(one.id, 60, 'Ana Núñez')).ok, true)
  assert.equal(
    await reason(as('issuer', (work) => countersignAll(work, [one.id, two.id]))),
    'AGREEMENT_UNSIGNED',
  )
  assert.equal(await reason(as('issuer', (work) => countersign(work, offering, [one.id]))), 'NOT_FOUND')
  assert.equal((await signed(two.id, 61, 'Bo', 'bo')).ok, true)
  const cy = await office.approved('Cy', [77])
  await settle()
  const three = await subscribe(id, cy, 77, 10n)
  assert.equal((await signed(three.id, 77, 'Cy', 'cy')).ok, true)
  await holdTogether(cy, 'Cy', 'joint-common', [kit])
  const all = [one.id, three.id, two.id, one.id]
  assert.deepEqual(
    must(await as('issuer', (work) => countersign(work, id, all))),
    { countersigned: 2, holdersChanged: [three.id] },
    'one that names others holds up nobody',
  )

  function countersignAll(work: Parameters<typeof countersign>[0], ids: readonly SubscriptionId[]) {
    return countersign(work, id, ids)
  }
})

test('of a firm one of its signers signs, and nobody by the firm’s name', async () => {
  const { id } = await sale('firms', 100n, {
    agreementRequired: true,
    closes: Temporal.PlainDate.from('2026-12-01'),
  })
  await makeFirm(bo, ['Ines Falcão', 'Rui Sá'])
  const one = await subscribe(id, bo, 61, 10n)
  assert.equal(await reason(signed(one.id, 61, 'Bo', 'bo')), 'NAME_MISMATCH')
  assert.equal((await signed(one.id, 61, 'rui sá', 'bo')).ok, true)
})

test('who was erased takes the document along; its hash stays', async () => {
  const { id } = await sale('erased', 100n, {
    agreementRequired: true,
    closes: Temporal.PlainDate.from('2026-12-01'),
  })
  const one = await subscribe(id, bo, 61, 10n)
  const before = await agreementOf(db, one.id)
  await as('test', (work) => shred(work, bo))
  assert.equal(await reason(as('test', (work) => openAgreement(work, one))), 'INVESTOR_ERASED')
  assert.equal((await agreementOf(db, one.id))?.sha256, before?.sha256)
})

test('asking for another amount makes another agreement', async () => {
  const { id } = await sale('changed', 100n, {
    agreementRequired: true,
    closes: Temporal.PlainDate.from('2026-12-01'),
  })
  const first = await subscribe(id, ana, 60, 10n)
  const same = await subscribe(id, ana, 60, 10n)
  assert.equal(same.id, first.id)
  const second = must(
    await as('ana', (work) =>
      createSubscription(work, {
        offering: id,
        investor: ana,
        wallet: office.account(60).address,
        amount: 20n * PRICE,
        stops: [],
      }),
    ),
  )
  assert.deepEqual(await standing(first.id), ['withdrawn', 'rejected'])
  assert.deepEqual(await standing(second.id), ['agreement', 'sent'])
  assert.notEqual((await agreementOf(db, second.id))?.sha256, (await agreementOf(db, first.id))?.sha256)
})

/** Turns an investor into an entity with these people who may sign for it. */
async function makeFirm(id: InvestorId, names: readonly string[]): Promise<void> {
  await database.pool.query(`update investor set kind = 'entity' where id = $1`, [id])
  const people = names.map((name) => ({
    name,
    born: '1980-01-01',
    country: 'PT',
    isControlPerson: true,
    isSigner: true,
    share: null,
  }))
  await as('test', (work) =>
    putPersonal(work, id, { 'onboarding.owners': JSON.stringify({ people, entities: [] }) }),
  )
}

function must<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  assert.ok(result.ok)
  return result.value
}

test('units are held in the names of all, or for the minor', () => {
  const held = (
    standing: Parameters<typeof heldAs>[0]['standing'],
    minor: string | null = null,
    isUnderUtma = true,
  ) => {
    const holders = standing === 'alone' || minor !== null ? ['Eve'] : ['Eve', 'Kit']
    return heldAs({ standing, holders, minor, isUnderUtma })
  }
  assert.equal(held('alone'), 'Eve')
  assert.equal(held('joint-common'), 'Eve and Kit, as tenants in common')
  assert.equal(held('custodial', 'Ben'), 'Eve as custodian for Ben under the Uniform Transfers to Minors Act')
  assert.equal(held('custodial', 'Ben', false), 'Eve as custodian for Ben under the law by which they act')
})
