import fs from 'node:fs'
import path from 'node:path'
import { encodeFunctionData, getAddress, keccak256, toHex, type Address } from 'viem'
import type { HDAccount } from 'viem/accounts'
import { devStablecoinAbi } from '../../contracts/abi/DevStablecoin.ts'
import { createDemoUser } from '../access/user.service.ts'
import type { Period } from '../corporate-action/income.ts'
import { recordFiling } from '../filing/obligation.service.ts'
import { instrumentByKey, instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { screenInvestors } from '../investor/investor-screening.service.ts'
import { approveInvestor } from '../investor/approval.service.ts'
import { challengeWallet, linkWallet } from '../investor/wallet-link.service.ts'
import { createInvestor } from '../investor/investor.service.ts'
import { uploadDocument } from '../issuer/data-room.service.ts'
import { loadSandboxList } from '../screening/sandbox-list.service.ts'
import { parseDecimal } from '../kernel/decimal.ts'
import { repeatableIds, type InvestorId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { applyTermSheet } from '../term-sheet/apply.service.ts'
import { confirmClosing, prepareClosing } from '../offering/closing/closing.service.ts'
import { offeringView } from '../offering/offering.service.ts'
import {
  confirmProceedsPayment,
  prepareProceedsPayment,
  proceedsOf,
} from '../offering/closing/proceeds.service.ts'
import { paymentToSign, paySubscription } from '../offering/subscription/payment.service.ts'
import { createSubscription } from '../offering/subscription/subscription.service.ts'
import { riskHashes } from '../offering/subscription/risk.service.ts'
import { answerSuitability, confirmRisk } from '../offering/subscription/subscription-steps.service.ts'
import type { SuitabilityAnswers } from '../offering/subscription/suitability.ts'
import { readTermSheet } from '../term-sheet/term-sheet.service.ts'
import { developmentAccount } from '../platform/chain/development-account.ts'
import { writePdf } from '../platform/file/pdf.ts'
import { intentByKey, recordIntent } from '../platform/chain/intents.ts'
import { systemClock } from '../platform/clock.ts'
import { systemActor } from '../platform/work.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import { carryTransfer, transferToSign } from '../register/transfer-order.service.ts'
import { DEMO_DOCUMENTS } from './demo-documents.ts'
import { DEMO_INVESTORS, type DemoInvestor } from './demo-people.ts'
import type { Platform } from './platform.ts'
import { inWork, mintStablecoin, moveClock, type Outside } from './sandbox.ts'

/** Where the demo world's clock begins, before anything exists, and where it stands when it opens. */
export const DEMO_BEGINS = Temporal.Instant.from('2026-06-30T14:00:00Z')
const SUBSCRIPTIONS_AT = Temporal.Instant.from('2026-07-06T14:00:00Z')
/** Everything is sold, so that nobody need wait for the end of the window. */
const CLOSING_AT = Temporal.Instant.from('2026-07-08T20:00:00Z')
const TRANSFERS_AT = Temporal.Instant.from('2026-10-20T15:00:00Z')
const DEMO_OPENS = Temporal.Instant.from('2026-11-02T14:00:00Z')

export const DEMO_PASSWORD = 'demo-demo-demo'
const EXAMPLES = path.join(import.meta.dirname, '..', '..', 'examples')
const SHEETS = ['office-tower', 'ravenswood'] as const
type Sheet = (typeof SHEETS)[number]
const IDS_SEED = 20_260_701

/** Statements of the examples, month by month, as the property managers send them. */
export const demoOutside: Outside = {
  statementOf: (instrument: Instrument, period: Period) => {
    const file = path.join(EXAMPLES, `${instrument.key}.income.csv`)
    if (!fs.existsSync(file)) return null
    const [header = '', ...lines] = fs.readFileSync(file, 'utf8').trim().split('\n')
    const month = lines.filter((line) => line.startsWith(`${period.toString()}-`))
    return month.length === 0 ? null : [header, ...month].join('\n')
  },
}

/** Whether the demo world is there; one that was begun and interrupted is not. */
export async function isDemoBuilt(platform: Platform): Promise<boolean> {
  return (await instruments(platform.db)).length > 0
}

/**
 * Builds the demo world through the services that people use: two term sheets applied, investors approved, units sold
 * and paid for, offerings closed, three months of rent paid, one transfer carried and one refused. The same people, ids,
 * contracts and amounts on every machine; whose transaction is mined first is left to the machine, where two accounts send.
 */
export async function buildDemo(platform: Platform, say: (line: string) => void): Promise<void> {
  let ana: InvestorId
  const restore = repeatableIds(IDS_SEED)
  try {
    say('applying the term sheets of examples/')
    await applySheets(platform)
    await fillDataRooms(platform)
    say('verifying twenty investors and their wallets')
    const people = await bringInvestors(platform, DEMO_INVESTORS)
    ana = people[0]!.id
    say('selling every unit')
    must(await moveClock(platform, demoOutside, SUBSCRIPTIONS_AT))
    await recordLawFacts(platform, SHEETS, people)
    await sell(platform, people)
    must(await moveClock(platform, demoOutside, CLOSING_AT))
    await close(platform, SHEETS)
    await purchase(platform)
    await fileNotice(platform)
    say('living through three months of rent')
    must(await moveClock(platform, demoOutside, TRANSFERS_AT))
    await transfer(platform, people)
    must(await moveClock(platform, demoOutside, DEMO_OPENS))
  } finally {
    restore()
  }
  await makeUsers(platform, ana)
}

async function applySheets(platform: Platform): Promise<void> {
  for (const key of SHEETS) {
    const bytes = fs.readFileSync(path.join(EXAMPLES, `${key}.yaml`))
    const sheet = must(readTermSheet(bytes, platform.clock.now()))
    await inWork(platform, 'demo', async (work) => {
      const applied = await applyTermSheet(platform.sheets, work, sheet, null)
      if (!applied.ok) throw new Error(`examples/${key}.yaml was refused: ${applied.reason}`)
    })
  }
  await platform.settle()
}

/** Of everybody in the demo, before they pay. */
const ANSWERS: SuitabilityAnswers = {
  experience: '2-to-5-years',
  bearableLoss: 'a-part',
  horizon: 'over-5-years',
  objective: 'income',
}

/** Two documents of the tower: one for investors, one for everybody. */
async function fillDataRooms(platform: Platform): Promise<void> {
  for (const { instrument, author, blocks, ...about } of DEMO_DOCUMENTS) {
    const { title } = about
    const bytes = await writePdf({ title, author, blocks, at: platform.clock.now(), footer: title })
    const of = await instrumentOf(platform, instrument)
    await inWork(platform, 'demo', async (work) => must(await uploadDocument(work, of, { ...about, bytes })))
  }
  await platform.settle()
}

type Person = { readonly about: DemoInvestor; readonly id: InvestorId; readonly account: HDAccount }

function accountOf(about: DemoInvestor): HDAccount {
  return developmentAccount(about.wallet)
}

/** Takes these people up, approved and with their wallets, under a list of sanctions that names none of them. */
export async function bringInvestors(
  platform: Platform,
  investors: readonly DemoInvestor[],
): Promise<Person[]> {
  const today = dateIn(platform.clock.now(), 'UTC')
  const site = {
    publicUrl: platform.config.publicUrl,
    chainId: platform.chainId,
    clock: systemClock,
    rpc: platform.rpc,
  }
  const people: Person[] = []
  await inWork(platform, 'demo', (work) => loadSandboxList(work, systemClock.now()))
  for (const about of investors) {
    const account = accountOf(about)
    const id = await inWork(platform, 'demo', async (work) => {
      const investor = await createInvestor(work, about)
      const until = {
        kyc: today.add({ years: 2 }),
        accredited: about.accredited ? today.add({ years: 2 }) : null,
      }
      await screenInvestors(work, platform.screening, [investor.id])
      must(await approveInvestor(work, investor.id, until, systemClock.now()))
      const { message } = must(
        await challengeWallet(work, site, { investor: investor.id, address: account.address }),
      )
      const signature = await account.signMessage({ message })
      must(await linkWallet(work, site, { investor: investor.id, address: account.address, signature }))
      return investor.id
    })
    people.push({ about, id, account })
  }
  await platform.settle()
  return people
}

/** What an officer writes down before anybody pays: what each exemption asks, and the platform cannot know. */
export async function recordLawFacts(
  platform: Platform,
  sheets: readonly Sheet[],
  people: readonly Person[],
): Promise<void> {
  const signed = { hasQuestionnaire: true, signedOn: '2026-06-15', hasEvent: false }
  const unknown = { votingPct: null, eventOn: null, disclosed: null }
  const about = {
    'office-tower': {
      offering: {
        'issuer.coveredPersons': ['issuer', 'director', 'executive-officer'].map((role) => ({
          role,
          ...signed,
          ...unknown,
        })),
      },
      // Verified by this issuer before: that is good for five years (17 CFR 230.506(c)(2)(ii)(E)).
      investor: { 'verification.method': 'PRIOR_VERIFICATION', 'verification.date': '2026-06-22' },
    },
    ravenswood: {
      offering: {
        'offering.overseasDirected': false,
        'issuer.foreign': false,
        'issuer.reporting': false,
        'class.kind': 'equity',
      },
      investor: {
        'investor.offshore': true,
        'investor.certifiedNonUs': true,
        'investor.agreedNoHedging': true,
      },
    },
  } as const
  await inWork(platform, 'demo', async (work) => {
    for (const key of sheets) {
      const { id: instrument } = await instrumentOf(platform, key)
      must(await recordFacts(work, { instrument, investor: null }, about[key].offering))
      for (const { about: person, id: investor } of people)
        if (person.pays.instrument === key)
          must(await recordFacts(work, { instrument, investor }, about[key].investor))
    }
  })
}

/** Each of them asks for what they are said to pay, answers what is asked, and pays from their wallet. */
export async function sell(platform: Platform, people: readonly Person[]): Promise<void> {
  await inWork(platform, 'sandbox:bank', async (work) => {
    for (const { about, account } of people)
      await mintStablecoin(work, `savings:${about.wallet}`, account.address, amountOf(about))
  })
  await platform.settle()
  for (const { about, id, account } of people)
    await inWork(platform, 'demo', async (work) => {
      const instrument = await instrumentOf(platform, about.pays.instrument)
      const view = await offeringView(work.db, { instrument: instrument.id }, work.now)
      if (view === null) throw new Error(`${instrument.key} has no offering`)
      const subscription = must(
        await createSubscription(work, {
          offering: view.offering.id,
          investor: id,
          wallet: account.address,
          amount: amountOf(about),
          stops: [],
        }),
      )
      must(await answerSuitability(work, subscription, ANSWERS, view.instrument))
      for (const sha256 of await riskHashes(work.db, subscription.offering))
        must(await confirmRisk(work, subscription, sha256))
      const payment = await paymentToSign(work.db, platform.rpc, platform.chainId, subscription)
      must(await paySubscription(work, platform, subscription.id, await account.signTypedData(payment)))
    })
  await platform.settle()
}

function amountOf({ pays }: DemoInvestor): bigint {
  return must(parseDecimal(pays.amount, 6))
}

/** Two people close each sale: units are issued, and the money goes to the treasury. */
export async function close(platform: Platform, sheets: readonly Sheet[]): Promise<void> {
  for (const key of sheets) {
    const step = (by: string, run: typeof prepareClosing | typeof confirmClosing) =>
      inWork(platform, by, async (work) => {
        const view = await offeringView(
          work.db,
          { instrument: (await instrumentOf(platform, key)).id },
          work.now,
        )
        if (view === null) throw new Error(`${key} has no offering`)
        must(await run(work, view.offering.id))
      })
    await step('demo', prepareClosing)
    await step('demo:second', confirmClosing)
  }
  await platform.settle()
}

/** The issuer of the tower has told its sales with Form D, in time, and written down what that is found by. */
async function fileNotice(platform: Platform): Promise<void> {
  const instrument = await instrumentOf(platform, 'office-tower')
  await inWork(platform, 'demo', async (work) => {
    const view = await offeringView(work.db, { instrument: instrument.id }, work.now)
    if (view === null) throw new Error(`${instrument.key} has no offering`)
    const filedOn = dateIn(work.now, instrument.timeZone)
    must(
      await recordFiling(work, {
        offering: view.offering.id,
        code: 'FORM_D',
        filedOn,
        reference: '021-000001',
      }),
    )
  })
}

/** Two people pay the seller of the building out of what was raised, so that the treasury holds rent and nothing else. */
async function purchase(platform: Platform): Promise<void> {
  for (const key of SHEETS) {
    const instrument = await instrumentOf(platform, key)
    await payOut(platform, instrument, {
      recipient: getAddress(`0x${keccak256(toHex(`seller of ${key}`)).slice(-40)}`),
      document: `Purchase agreement ${instrument.symbol}-1`,
    })
  }
  await platform.settle()
}

/** Books what a demo world of before paid its sellers when nothing kept account of it: its income would wait for ever. */
export async function bookPurchases(platform: Pick<Platform, 'db' | 'clock'>): Promise<void> {
  for (const instrument of await instruments(platform.db)) {
    const paid = await intentByKey(platform.db, `sandbox:purchase:${instrument.id}`)
    if (paid?.status === 'success' && paid.txHash !== null)
      await payOut(platform, instrument, { recipient: null, document: paid.txHash })
  }
}

/** Two people pay all that is left of what was raised, unless somebody was paid out of it before. */
async function payOut(
  platform: Pick<Platform, 'db' | 'clock'>,
  instrument: Instrument,
  to: { readonly recipient: Address | null; readonly document: string },
): Promise<void> {
  await inWork(platform, 'demo', async (work) => {
    const view = await offeringView(work.db, { instrument: instrument.id }, work.now)
    if (view === null) throw new Error(`${instrument.key} has no offering`)
    const { id } = view.offering
    const { held, payments } = await proceedsOf(work.db, id, instrument, work.now)
    const amount = held[0]!.unspoken
    if (payments.length > 0 || amount.minor === 0n) return
    const payment = must(
      await prepareProceedsPayment(work, id, { use: 'asset', distribution: null, amount, ...to }),
    )
    const second = { ...work, by: systemActor('demo:second') }
    must(await confirmProceedsPayment(second, payment.id, null))
  })
}

/**
 * A verified holder's transfer goes through; one to a stranger is refused and kept with its reasons. Units of the duplex,
 * sold outside the United States, go to another holder there while they are locked for everybody within. And one payee gets
 * onto the stablecoin's blacklist, so that a payment of October is parked.
 */
async function transfer(platform: Platform, people: readonly Person[]): Promise<void> {
  const person = (name: string) => people.find(({ about }) => about.name === name)!
  const [tower, house] = [
    await instrumentOf(platform, 'office-tower'),
    await instrumentOf(platform, 'ravenswood'),
  ]
  const stranger = getAddress(`0x${keccak256(toHex('a stranger')).slice(-40)}`)
  for (const { of, from, to, units } of [
    { of: tower, from: person('Ines Carvalho'), to: person('Chloe Marsh').account.address, units: 750n },
    { of: tower, from: person('Ines Carvalho'), to: stranger, units: 1_000n },
    { of: house, from: person('Tara Doyle'), to: person('Rosa Jimenez').account.address, units: 60n },
  ]) {
    await inWork(platform, 'demo', async (work) => {
      const move = { from: from.account.address, to, units }
      const data = must(await transferToSign(platform.rpc, of, move, work.now))
      const message = { ...data.message, nonce: keccak256(toHex(`demo transfer of ${units}`)) }
      const signature = await from.account.signTypedData({ ...data, message })
      // The one to a stranger is refused, which is what it is for.
      const carried = await carryTransfer(work, platform.rpc, of, { authorization: message, signature })
      if (!carried.ok && to !== stranger) throw new Error(`a transfer was refused: ${carried.reason}`)
    })
    // One at a time: what a second one may move is known when the first is final.
    await platform.settle()
  }
  await inWork(platform, 'sandbox:stablecoin-issuer', async (work) => {
    const protocol = await protocolAddresses(work.db)
    if (protocol === null || protocol.stablecoin === null)
      throw new Error('the demo needs the development stablecoin')
    await recordIntent(
      work.db,
      {
        key: 'sandbox:blacklist',
        purpose: 'sandbox.blacklist',
        from: protocol.operator,
        to: protocol.stablecoin,
        data: encodeFunctionData({
          abi: devStablecoinAbi,
          functionName: 'setBlacklisted',
          args: [person('Emi Tanaka').account.address, true],
        }),
      },
      work.now,
    )
  })
  await platform.settle()
}

async function instrumentOf(platform: Platform, key: string): Promise<Instrument> {
  const instrument = await instrumentByKey(platform.db, key)
  if (instrument === null) throw new Error(`the demo world has no ${key}`)
  return instrument
}

/** One account of each role, with a password that everybody knows: only a sandbox has them. */
async function makeUsers(platform: Platform, ana: InvestorId): Promise<void> {
  const tower = await instrumentOf(platform, 'office-tower')
  await inWork(platform, 'demo', async (work) => {
    for (const user of [
      { name: 'Alex Administrator', email: 'administrator@example.org', role: 'administrator' },
      { name: 'Iris Issuer', email: 'issuer@example.org', role: 'issuer', issuer: tower.issuer },
      { name: 'Omar Officer', email: 'officer@example.org', role: 'officer' },
      { name: 'Olive Officer', email: 'officer2@example.org', role: 'officer' },
      { name: 'Ana Ruiz', email: 'investor@example.org', role: 'investor', investor: ana },
      { name: 'Aud Auditor', email: 'auditor@example.org', role: 'auditor' },
    ] as const)
      must(await createDemoUser(work, { issuer: null, investor: null, ...user, password: DEMO_PASSWORD }))
  })
}
