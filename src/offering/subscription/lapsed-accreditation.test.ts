import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { securityTokenAbi } from '../../../contracts/abi/SecurityToken.ts'
import { testDatabase } from '../../../test/database.ts'
import { escrowWorld, PRICE } from '../../../test/escrow-world.ts'
import { readyToPay } from '../../../test/ready-to-pay.ts'
import { instrumentById } from '../../instrument/instrument.service.ts'
import { approveInvestor, holdForReview } from '../../investor/approval.service.ts'
import { askErasure, withdrawErasure } from '../../investor/erasure.service.ts'
import { newId, type InvestorId } from '../../kernel/ids.ts'
import { must } from '../../kernel/result.ts'
import { unlockVault } from '../../platform/vault/seal.ts'
import { carryTransfer, transfers, transferToSign } from '../../register/transfer-order.service.ts'
import { fundByFiat } from '../fiat/fiat.service.ts'
import { eligibilityOf } from './eligibility.service.ts'
import { expressInterest } from './interest.service.ts'
import { receivablesOf, stopsOfPurchase } from './receiving.service.ts'
import { toldReceivable } from '../offering.routes.ts'
import { offeringView } from '../offering.service.ts'
import { payableSubscription } from './payable.service.ts'
import { ATTEMPTS_MAX } from './subscription.ts'
import { createSubscription, subscriptionById } from './subscription.service.ts'
import { chooseWire } from './subscription-steps.service.ts'

/* Units that only the accredited may hold, and a holder whose accreditation ends on 2 January 2026. */

const LAPSES = '2026-01-02'
const database = await testDatabase()
const { db } = database
unlockVault(randomBytes(32))
const office = await escrowWorld(database)
const { world, as, sale, settle, moveTo } = office
const lapsing = await office.approved('lapsing', [60], { accredited: Temporal.PlainDate.from(LAPSES) })
const lasting = await office.approved('lasting', [61], { accredited: Temporal.PlainDate.from('2029-01-01') })
const claimant = await office.approved('claimant', [62])
await settle()
const paper = newId('fil')
await database.pool.query(
  `insert into investor_file values ($1, $2, 'accreditation-evidence', $3, 'application/pdf', 1, now(), 'test')`,
  [paper, claimant, '0'.repeat(64)],
)
await database.pool.query(
  `insert into accreditation
     (id, investor, basis, evidence, evidence_on, status, claimed_at, claimed_by, decided_at, decided_by)
   values ($1, $2, 'income', $3, '2026-01-01', 'rejected', now(), 'test', now(), 'test')`,
  [newId('acc'), claimant, paper],
)
const rules = { ...office.instrument.rules, accreditedOnly: true }
const { id, instrument, token } = await sale('lapse', 1_000n, {}, { rules })
const RULES = {
  balanceMax: 0n,
  holdersMax: 0,
  accreditedOnly: true,
  countriesOn: false,
  topics: 0,
  usHoldersMax: 0,
  nonAccreditedHoldersMax: 0,
}
await world.send(token, securityTokenAbi, 'setRules', [RULES])
const seller = office.account(60)
const buyer = office.account(61)

/** As the route asks for units: the token is asked first. */
const buy = (investor: InvestorId, wallet: `0x${string}`, units: bigint) =>
  as('test', async (work) => {
    await readyToPay(work, { offering: id, investor })
    const asked = { wallet, amount: units * PRICE }
    const stops = await stopsOfPurchase(world.rpc, (await offeringView(db, { id }, office.now()))!, asked)
    return createSubscription(work, { offering: id, investor, ...asked, stops })
  })
/** The holder signs, and the platform carries it. */
async function sell(from: typeof seller, to: `0x${string}`, units: bigint) {
  const live = (await instrumentById(db, instrument.id))!
  const data = must(await transferToSign(world.rpc, live, { from: from.address, to, units }, office.now()))
  const signature = await from.signTypedData(data)
  const authorization = data.message
  return as('test', (work) => carryTransfer(work, world.rpc, live, { authorization, signature }))
}
/** Whether units may come to somebody, and what the token says against it. */
async function receivable(investor: InvestorId) {
  const view = (await offeringView(db, { id }, office.now()))!
  const asked = { now: office.now(), withClaims: true }
  return (await receivablesOf({ db, rpc: world.rpc }, [view], investor, asked)).get(id)
}
const answerOf = (result: { readonly ok: boolean; readonly reason?: string }) =>
  result.ok ? 'ALLOW' : result.reason

test('a lapsed accreditation may sell and not buy: here, carried for its holder, and past the platform', async () => {
  await world.send(token, securityTokenAbi, 'mint', [seller.address, 100n])
  await world.send(token, securityTokenAbi, 'mint', [buyer.address, 100n])
  const word = async () => (await receivable(lapsing))?.tokenQualification
  const claimsAs = async (withClaims: boolean) => {
    const found = await eligibilityOf(db, id, claimant, { now: office.now(), withClaims })
    return [found?.qualification, ...(found?.token ?? [])]
  }
  assert.equal(await word(), 'verified')
  assert.deepEqual(await claimsAs(true), ['rejected', 'ACCREDITATION_NEEDED'])
  assert.deepEqual(
    await claimsAs(false),
    ['not-verified', 'ACCREDITATION_NEEDED'],
    'who may not know of a claim learns of no refusal',
  )
  await database.pool.query(
    "update accreditation set status = 'pending', decided_at = null, decided_by = null where investor = $1",
    [claimant],
  )
  assert.deepEqual(await claimsAs(true), ['pending', 'ACCREDITATION_PENDING'], 'nobody is to claim it again')
  assert.deepEqual(await claimsAs(false), ['not-verified', 'ACCREDITATION_NEEDED'])
  const reserved = must(await buy(lapsing, seller.address, 20n))
  assert.equal(answerOf(await as('test', (work) => payableSubscription(work, reserved.id))), 'ALLOW')

  await moveTo(Temporal.Instant.from(`${LAPSES}T00:00:00Z`))
  assert.equal(await word(), 'expired')
  assert.equal(answerOf(await buy(lapsing, seller.address, 30n)), 'ACCREDITATION_NEEDED')
  const unpaid = await as('test', (work) => payableSubscription(work, reserved.id))
  assert.equal(answerOf(unpaid), 'ACCREDITATION_NEEDED', 'nor is what was reserved before paid for')
  assert.equal(answerOf(await buy(lasting, buyer.address, 30n)), 'ALLOW')

  assert.equal(answerOf(await sell(buyer, seller.address, 5n)), 'RECEIVER_NOT_ACCREDITED')
  assert.equal(answerOf(await sell(seller, buyer.address, 40n)), 'ALLOW')
  await settle()
  const [order] = await transfers(
    db,
    { instruments: [instrument], status: null, wallets: null, wallet: null, from: null, to: null },
    { sort: '-at', after: null, limit: 1 },
  )
  assert.deepEqual([order?.status, order?.failure], ['transfer-ok', null])

  for (const { address } of [seller, buyer]) {
    await world.anvil.call('anvil_impersonateAccount', [address])
    await world.anvil.call('anvil_setBalance', [address, '0xde0b6b3a7640000'])
  }
  const pass = (from: `0x${string}`, to: `0x${string}`, units: bigint) =>
    world.send(token, securityTokenAbi, 'transfer', [to, units], from)
  await assert.rejects(pass(buyer.address, seller.address, 1n), /TransferRefused/)
  await pass(seller.address, buyer.address, 60n)
  assert.equal(await world.read(token, securityTokenAbi, 'balanceOf', [seller.address]), 0n)
})

test('nobody pays who has asked to be erased, whose approval is suspended, or whose wallet the chain does not know, and nothing is lost by it', async () => {
  const { id: reserved } = must(await buy(lasting, buyer.address, 30n))
  const amount = { currency: instrument.payment.currency, minor: 30n * PRICE }
  const answers = () =>
    as('test', async (work) => [
      answerOf(await payableSubscription(work, reserved)),
      answerOf(await chooseWire(work, reserved, instrument)),
      answerOf(await fundByFiat(work, reserved, { amount, reference: 'wire' })),
    ])
  await as('test', (work) => askErasure(work, lasting))
  assert.deepEqual(await answers(), Array(3).fill('INVESTOR_RESTRICTED'))
  const asked = { offering: id, investor: lasting, amount: 31n * PRICE, wallet: buyer.address, stops: [] }
  assert.equal(answerOf(await as('test', (work) => createSubscription(work, asked))), 'INVESTOR_RESTRICTED')
  assert.equal(answerOf(await as('test', (work) => expressInterest(work, asked))), 'INVESTOR_RESTRICTED')
  await as('test', (work) => withdrawErasure(work, lasting))
  const isKept = async () => (await subscriptionById(db, reserved))?.state === 'eligible'
  await as('test', (work) => holdForReview(work, lasting))
  assert.deepEqual(await answers(), Array(3).fill('INVESTOR_NOT_VERIFIED'))
  const until = {
    kyc: Temporal.PlainDate.from('2030-01-01'),
    accredited: Temporal.PlainDate.from('2029-01-01'),
  }
  await as('test', async (work) => must(await approveInvestor(work, lasting, until, office.now())))
  assert.deepEqual(await answers(), Array(3).fill('WALLET_NOT_READY'))
  assert.ok(await isKept())
  await settle()
  assert.deepEqual(await answers(), ['ALLOW', 'WIRES_NOT_TAKEN', 'ALLOW'])
})

test('what is kept of attempts in vain, or for ever another amount, is bounded by the hour', async () => {
  const wallet = office.account(62).address
  const ask = async () =>
    answerOf(
      await as('test', (work) =>
        createSubscription(work, { offering: id, investor: claimant, wallet, amount: PRICE, stops: [] }),
      ),
    )
  const kept = async () => {
    const { rows } = await database.pool.query<{ n: number }>(
      'select count(*)::int as n from subscription_refusal where investor = $1',
      [claimant],
    )
    return rows[0]?.n
  }
  const answers = new Set<string | undefined>()
  for (let i = 0; i < ATTEMPTS_MAX; i++) answers.add(await ask())
  assert.deepEqual([...answers], ['ACCREDITATION_NEEDED'])
  assert.deepEqual([await ask(), await kept()], ['ATTEMPTS_TOO_MANY', ATTEMPTS_MAX])
  const asked = { offering: id, investor: claimant, amount: PRICE }
  assert.equal(answerOf(await as('test', (work) => expressInterest(work, asked))), 'ATTEMPTS_TOO_MANY')
  await database.pool.query(
    "update subscription_refusal set asked_at = asked_at - interval '1 hour' where investor = $1",
    [claimant],
  )
  assert.equal(await ask(), 'ACCREDITATION_NEEDED')
})

test('whether units may come to somebody says all that the token itself would refuse them with', async () => {
  const told = async (investor: InvestorId) => {
    const found = await receivable(investor)
    return [found?.tokenQualification, ...(found?.stops ?? []).map(({ reason }) => reason)]
  }
  const wallet = buyer.address
  assert.deepEqual(await told(lasting), ['verified'])
  await world.send(token, securityTokenAbi, 'setAddressFrozen', [wallet, true])
  await world.send(token, securityTokenAbi, 'pause', [])
  const held = await world.read(token, securityTokenAbi, 'balanceOf', [wallet])
  await world.send(token, securityTokenAbi, 'setRules', [{ ...RULES, balanceMax: held, holdersMax: 1 }])
  assert.deepEqual(await told(lasting), ['no', 'PAUSED', 'RECEIVER_FROZEN', 'BALANCE_CAP'])
  const shown = toldReceivable((await receivable(lasting))!, instrument.decimals)
  assert.deepEqual(
    [shown.eligible, ...shown.reasons.map(({ code }) => code)],
    [false, 'PAUSED', 'RECEIVER_FROZEN', 'BALANCE_CAP'],
    'nor are they told that they may',
  )
  assert.deepEqual(
    shown.reasons.slice(1).map(({ detail, fix }) => `${detail} ${fix}`),
    [
      'Your wallet is frozen: nothing can reach it. Use another wallet of yours, or ask the issuer’s compliance officer.',
      `You would hold ${held + 1n} units; at most ${held} may be in one wallet. Take fewer units, or sell some of yours first.`,
    ],
    'in words about them: there is no receiver yet',
  )
  const refused = await buy(lasting, wallet, 40n)
  assert.equal(answerOf(refused), 'PAUSED', 'nothing is reserved that it would not issue')
  const { rows } = await database.pool.query<{ reasons: { reason: string; detail: string }[] }>(
    'select reasons from subscription_refusal where investor = $1',
    [lasting],
  )
  assert.deepEqual(
    rows[0]?.reasons.map(({ reason, detail }) => [reason, detail.includes('{')]),
    [
      ['PAUSED', false],
      ['RECEIVER_FROZEN', false],
      ['BALANCE_CAP', false],
    ],
  )
  const newcomer = await office.approved('newcomer', [], {
    accredited: Temporal.PlainDate.from('2029-01-01'),
  })
  assert.deepEqual(
    await told(newcomer),
    ['no', 'PAUSED', 'HOLDER_CAP'],
    'without a wallet, what it says of anybody',
  )
  await world.send(token, securityTokenAbi, 'unpause', [])
  await world.send(token, securityTokenAbi, 'setAddressFrozen', [wallet, false])
  await world.send(token, securityTokenAbi, 'setRules', [RULES])
  assert.deepEqual(await told(lasting), ['verified'])
})
