import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { encodeFunctionData, getAddress, type Address } from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import { investorRegistryAbi } from '../../contracts/abi/InvestorRegistry.ts'
import { testChain } from '../../test/chain.ts'
import { testDatabase } from '../../test/database.ts'
import { euroDeployData } from '../../test/second-stablecoin.ts'
import { countriesOfBitmap } from '../instrument/countries.ts'
import { instrumentByKey, instrumentByToken } from '../instrument/instrument.service.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { pinPack } from '../restriction/pack-version.service.ts'
import { recordFacts } from '../restriction/rule-facts.service.ts'
import { enforcedRules } from '../restriction/token-rules.service.ts'
import { documentsOf, instrumentSettled } from '../instrument/token.service.ts'
import { hashUri } from '../instrument/token.ts'
import { listIntents, recordIntent, type Intent } from '../platform/chain/intents.ts'
import { developmentSigner } from '../platform/chain/keystore.ts'
import { EMBEDDED_FINALITY } from '../platform/chain/finality.ts'
import { openSender } from '../platform/chain/sender.ts'
import { pdfOf } from '../platform/file/testing/samples.ts'
import { unlockVault } from '../platform/vault/seal.ts'
import { atHead, question } from '../platform/chain/state.ts'
import { openWatcher } from '../platform/chain/watcher.ts'
import { transaction } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { verifyAudit } from '../platform/audit.ts'
import { anchorDocuments, uploadDocument } from '../issuer/data-room.service.ts'
import { valuationsOf } from '../issuer/issuer.service.ts'
import { applyTermSheet } from './apply.service.ts'
import { sheetText } from '../instrument/sheet-text.service.ts'
import { instrumentDrift, sheetDrift } from './drift.service.ts'
import { heldSheet } from './export.service.ts'
import { isSameSheet } from './term-sheet-text.service.ts'
import { readEscrowTerms } from '../offering/escrow/escrow.chain.ts'
import { changesOf } from '../offering/change/offering-change.service.ts'
import { offeringView } from '../offering/offering.service.ts'
import { openOffering, openingSettled } from '../offering/escrow/escrow-opening.service.ts'
import { paymentSettled } from '../offering/subscription/payment.service.ts'
import { refundSettled } from '../offering/refund/refund.service.ts'
import { readPaymentToken, takesSignedPayments } from './plan.chain.ts'
import { driftText } from './plan.problems.ts'
import { planTermSheet, treasuryName, type SheetContext } from './plan.service.ts'
import { isApplicable, isSettledPlan, totalGas } from './plan.ts'
import type { Change } from './plan-change.ts'
import { readTermSheet } from './term-sheet.service.ts'
import type { TermSheet } from './term-sheet.ts'

unlockVault(randomBytes(32))

const NOW = Temporal.Instant.from('2026-07-01T12:00:00Z')
const clock = { now: () => NOW }
const examples = path.join(import.meta.dirname, '..', '..', 'examples')
/** With a window that ends when no clock of a chain is yet. */
const file = (name: string) =>
  fs.readFileSync(path.join(examples, `${name}.yaml`), 'utf8').replace(/closes: .*/, 'closes: 2099-07-31')

/** A chain, a database, and the workers between them, moved by hand. */
async function sheetWorld() {
  const { db, pool } = await testDatabase()
  const { rpc } = await testChain()
  const signer = developmentSigner(0, {})
  const operator = getAddress(signer.address)
  const treasuries = new Map<string, Address>()
  const context: SheetContext = {
    rpc,
    operator,
    accounts: {
      find: (name) => Promise.resolve(treasuries.get(name) ?? null),
      create: (name) => {
        const made = treasuries.get(name) ?? getAddress(developmentSigner(treasuries.size + 5, {}).address)
        treasuries.set(name, made)
        return Promise.resolve(made)
      },
    },
  }
  const live: string[] = []
  const handlers = {
    ...instrumentSettled({
      whenLive: async (work, instrument) => {
        live.push(instrument.key)
        await openOffering(work, instrument)
        await anchorDocuments(work, instrument)
      },
      rulesOf: ({ db, now }, instrument) => enforcedRules(db, instrument, now),
    }),
    ...openingSettled(),
    ...paymentSettled({ rpc, chainId: 31_337 }),
    ...refundSettled({ rpc }),
  }
  const common = { db, rpc, chainId: 31_337, clock, finality: EMBEDDED_FINALITY, handlers }
  const sender = openSender({ ...common, signer })
  const watcher = openWatcher({ ...common, projections: [] })
  const round = async () => {
    await sender.round()
    await watcher.round()
  }
  return {
    db,
    pool,
    rpc,
    operator,
    context,
    live,
    round,
    plan: async (sheet: TermSheet) => {
      const planned = await planTermSheet(context, db, sheet, null, NOW)
      assert.ok(planned.ok)
      return planned.value
    },
    apply: (sheet: TermSheet) =>
      transaction(db, (tx) =>
        applyTermSheet(context, { db: tx, now: NOW, by: systemActor('test') }, sheet, null),
      ),
    settle: async () => {
      const open = () => listIntents(db, { status: ['pending', 'signed', 'sent', 'mempool'], limit: 1 })
      for (let i = 0; (await open()).length > 0; i++) {
        assert.ok(i < 50, 'it never ends')
        await round()
      }
    },
    intents: () => listIntents(db, { limit: 100 }),
    /** How many rows each table has. */
    rows: async () => {
      const { rows: tables } = await pool.query<{ name: string }>(
        `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'chain_%' order by 1`,
      )
      const counts: Record<string, number> = {}
      for (const { name } of tables) {
        const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from "${name}"`)
        counts[name] = rows[0]?.count ?? 0
      }
      return counts
    },
    token: (address: Address) =>
      atHead(rpc, (state) =>
        state.ask([
          question(address, securityTokenAbi, 'name', []),
          question(address, securityTokenAbi, 'symbol', []),
          question(address, securityTokenAbi, 'decimals', []),
          question(address, securityTokenAbi, 'owner', []),
          question(address, securityTokenAbi, 'rules', []),
          question(address, securityTokenAbi, 'countries', []),
          question(address, securityTokenAbi, 'getDocument', [DOCUMENT]),
          question(address, securityTokenAbi, 'identityRegistry', []),
        ]),
      ),
  }
}

/** `term-sheet` in 32 bytes. */
const DOCUMENT = `0x${Buffer.from('term-sheet').toString('hex').padEnd(64, '0')}` as const

function sheetOf(text: string): TermSheet {
  const read = readTermSheet(Buffer.from(text), NOW)
  assert.ok(read.ok)
  return read.value
}
const tower = file('office-tower')
const news = (changes: readonly Change[]) =>
  changes
    .filter(({ action }) => action !== 'same')
    .map(({ action, subject, name }) => `${action} ${subject} ${name}`)

const world = await sheetWorld()

test('a plan writes nothing and knows the gas of every transaction', async () => {
  const before = await world.rows()
  const plan = await world.plan(sheetOf(tower))
  assert.deepEqual(await world.rows(), before)
  assert.deepEqual(await world.intents(), [])

  const gas = totalGas(plan.changes)
  assert.ok(gas.complete && gas.used > 5_000_000n, String(gas.used))
  const basis = Object.fromEntries(plan.changes.map(({ name, gas: each }) => [name, each?.basis ?? null]))
  assert.equal(basis['InvestorRegistry'], 'estimated')
  assert.equal(basis['TOWER'], 'simulated')
  assert.equal(await protocolAddresses(world.db), null)
})

test('an application that fails half way leaves nothing', async () => {
  const before = await world.rows()
  await assert.rejects(
    transaction(world.db, async (tx) => {
      await applyTermSheet(world.context, { db: tx, now: NOW, by: systemActor('test') }, sheetOf(tower), null)
      throw new Error('the disk is full')
    }),
    /the disk is full/,
  )
  assert.deepEqual(await world.rows(), before)
  assert.deepEqual(await world.intents(), [])
})

test('applying does what the plan shows, and applying between any two steps adds nothing to it', async () => {
  const sheet = sheetOf(tower)
  for (let i = 0; (await instrumentByKey(world.db, 'office-tower'))?.status !== 'live'; i++) {
    assert.ok(i < 30, 'it never ends')
    const applied = await world.apply(sheet)
    assert.ok(applied.ok)
    assert.equal(applied.value.changed, i === 0)
    await world.round()
  }
  await world.settle()

  const intents = await world.intents()
  assert.deepEqual(
    intents.map(({ status }) => status),
    intents.map(() => 'success'),
  )
  assert.equal(new Set(intents.map(({ subject, purpose }) => `${purpose} ${subject}`)).size, intents.length)
  assert.equal(intents.length, 14)
  assert.deepEqual(world.live, ['office-tower'])
})

test('the token is what the sheet says, and carries the hash of its bytes', async () => {
  const sheet = sheetOf(tower)
  const instrument = await instrumentByKey(world.db, 'office-tower')
  const protocol = await protocolAddresses(world.db)
  assert.ok(instrument?.token && protocol)
  const [name, symbol, decimals, owner, rules, , [uri, hash], registry] = await world.token(instrument.token)
  assert.deepEqual([name, symbol, decimals], ['Harbour Street Tower Units', 'TOWER', 0])
  assert.equal(owner, world.operator)
  assert.equal(registry, protocol.registry)
  assert.deepEqual(rules, {
    balanceMax: 0n,
    holdersMax: 1999,
    accreditedOnly: true,
    countriesOn: false,
    topics: 0,
    usHoldersMax: 0,
    nonAccreditedHoldersMax: 0,
  })
  assert.equal(hash, `0x${sheet.sha256}`)
  assert.equal(uri, hashUri(sheet.sha256))
  assert.match(uri, /^ni:\/\/\/sha-256;[A-Za-z0-9_-]{43}$/)
  assert.deepEqual((await sheetText(world.db, sheet.sha256))?.text, tower)
  assert.equal((await instrumentByToken(world.db, instrument.token.toLowerCase()))?.id, instrument.id)
  assert.equal(instrument.treasury, await world.context.accounts.find(treasuryName('office-tower')))

  const [document, ...more] = await documentsOf(world.db, instrument.id)
  assert.deepEqual(more, [])
  const create = (await world.intents()).find(({ purpose }) => purpose === 'instrument.create-token')
  const { number: block, at } = create?.block ?? {}
  assert.ok(block !== undefined && at !== undefined)
  assert.deepEqual(document?.anchored, { block, tx: create?.txHash, at })
})

test('the operator may write investors and act on the token, but not move units without a reason', async () => {
  const protocol = await protocolAddresses(world.db)
  const instrument = await instrumentByKey(world.db, 'office-tower')
  assert.ok(protocol && instrument?.token)
  const { token } = instrument
  const [agent, roles, isTokenAgent] = await atHead(world.rpc, (state) =>
    state.ask([
      question(protocol.registry, investorRegistryAbi, 'isAgent', [world.operator]),
      question(token, securityTokenAbi, 'rolesOf', [world.operator]),
      question(token, securityTokenAbi, 'isAgent', [world.operator]),
    ]),
  )
  assert.equal(agent, true)
  assert.equal(roles, 255n)
  assert.equal(isTokenAgent, false)
})

test('the second time, there is nothing to change', async () => {
  const sheet = sheetOf(tower)
  assert.ok(isSettledPlan((await world.plan(sheet)).changes))
  const before = await world.rows()
  const applied = await world.apply(sheet)
  assert.ok(applied.ok && !applied.value.changed)
  assert.deepEqual(await world.rows(), before)
  assert.equal((await world.intents()).length, 14)
})

test('another property takes a token of its own on the same platform, with its countries', async () => {
  const sheet = sheetOf(file('ravenswood'))
  const plan = await world.plan(sheet)
  assert.ok(!news(plan.changes).some((line) => line.includes('platform contract')))
  assert.equal(plan.changes.find(({ step }) => step === 'create-token')?.gas?.basis, 'estimated')
  assert.ok((await world.apply(sheet)).ok)
  await world.settle()

  const instrument = await instrumentByKey(world.db, 'ravenswood')
  assert.ok(instrument?.token)
  const [, , , , rules, countries] = await world.token(instrument.token)
  assert.equal(rules.countriesOn, true)
  assert.deepEqual(countriesOfBitmap(countries), sheet.terms.rules.countries)
})

test('changed rules are written to the token and the new sheet is anchored; the old one stays in the history', async () => {
  const sheet = sheetOf(
    tower
      .replace('rule: any', 'rule: only\n    list: [DE, US]')
      .replace('holdersMax: 1999', "holdersMax: 500\n  balanceMax: '1000000'"),
  )
  const planned = await world.plan(sheet)
  assert.deepEqual(news(planned.changes), [
    'change share class office-tower',
    'change document term-sheet',
    'change token allowed countries',
    'change token transfer rules',
    'change token anchored term sheet',
  ])
  assert.ok(totalGas(planned.changes).complete)
  const applied = await world.apply(sheet)
  assert.ok(applied.ok && applied.value.changed)
  assert.ok(isSettledPlan((await world.plan(sheet)).changes), 'what is under way is not asked for again')
  await world.settle()
  assert.ok(isSettledPlan((await world.plan(sheet)).changes))

  const instrument = await instrumentByKey(world.db, 'office-tower')
  assert.ok(instrument?.token)
  assert.equal(instrument.version, 2)
  const [, , , , rules, countries, [, hash]] = await world.token(instrument.token)
  assert.deepEqual(rules, {
    balanceMax: 1_000_000n,
    holdersMax: 500,
    accreditedOnly: true,
    countriesOn: true,
    topics: 0,
    usHoldersMax: 0,
    nonAccreditedHoldersMax: 0,
  })
  assert.deepEqual(countriesOfBitmap(countries), ['DE', 'US'])
  assert.equal(hash, `0x${sheet.sha256}`)
  const documents = await documentsOf(world.db, instrument.id)
  assert.deepEqual(
    documents.map(({ version, sha256 }) => [version, sha256]),
    [
      [1, sheetOf(tower).sha256],
      [2, sheet.sha256],
    ],
  )
  assert.ok(documents.every(({ anchored }) => anchored !== null))
  assert.deepEqual(await verifyAudit(world.db).then(({ whole }) => whole), true)

  const view = await offeringView(world.db, { instrument: instrument.id }, NOW)
  assert.equal(view?.offering.status, 'open')
  const told = await changesOf(world.db, view.offering.id)
  assert.equal(told.length, 1, 'once, and with every field of it')
  assert.match(told[0]!.what, /^share class office-tower, holders at most: 1999 → 500$/m)
})

test('an appraisal is named when it comes, once, and its plan is settled then', async () => {
  const text = (document: string | null) =>
    tower
      .replace('key: office-tower', 'key: appraised')
      .replace('symbol: TOWER', 'symbol: APPR')
      .replace('asset:\n  key: ', 'asset:\n  key: appraised-')
      .replace(
        'method: income-approach',
        document === null ? '$&' : `method: income-approach\n    document: '${document}'`,
      )
  assert.ok((await world.apply(sheetOf(text(null)))).ok)
  await world.settle()
  const sheet = sheetOf(text('ab'.repeat(32)))
  assert.ok((await world.apply(sheet)).ok)
  await world.settle()
  assert.ok(isSettledPlan((await world.plan(sheet)).changes))
  const instrument = await instrumentByKey(world.db, 'appraised')
  assert.ok(instrument !== null)
  const valuations = await valuationsOf(world.db, instrument.asset)
  assert.deepEqual(
    valuations.map(({ document }) => document),
    ['ab'.repeat(32)],
  )
  for (const other of ['cd'.repeat(32), null]) {
    const refused = await world.apply(sheetOf(text(other)))
    assert.equal(refused.ok ? '' : refused.reason, 'PLAN_REFUSED')
  }
})

test('a transaction that the chain refuses is reported, and applying again resumes there', async () => {
  const sheet = sheetOf(
    tower.replace('key: office-tower', 'key: annex').replace('symbol: TOWER', 'symbol: ANNEX'),
  )
  const address = (await world.plan(sheet)).facts.token.address
  // Somebody's code sits where the token is to be, so the clone cannot be made.
  assert.ok((await world.apply(sheet)).ok)
  await world.rpc.call('anvil_setCode', [address, '0x00'])
  await world.settle()
  assert.equal((await instrumentByKey(world.db, 'annex'))?.status, 'draft')
  await world.rpc.call('anvil_setCode', [address, '0x'])

  const failed = await world.plan(sheet)
  assert.deepEqual(news(failed.changes), ['create token ANNEX', 'create offering annex'])
  assert.match(failed.changes.at(-2)?.failure ?? '', /^The contract refused it/)

  const resumed = await world.apply(sheet)
  assert.ok(resumed.ok && resumed.value.changed)
  await world.settle()
  assert.equal((await instrumentByKey(world.db, 'annex'))?.status, 'live')
  assert.ok(isSettledPlan((await world.plan(sheet)).changes))
})

test('an escrow that the chain refuses is reported, and applying again makes it', async () => {
  const sheet = sheetOf(
    tower.replace('key: office-tower', 'key: wing').replace('symbol: TOWER', 'symbol: WING'),
  )
  const { address } = (await world.plan(sheet)).facts.escrow
  assert.ok((await world.apply(sheet)).ok)
  await world.rpc.call('anvil_setCode', [address, '0x00'])
  await world.settle()
  await world.rpc.call('anvil_setCode', [address, '0x'])

  const failed = await world.plan(sheet)
  assert.deepEqual(news(failed.changes), ['create offering wing'])
  assert.match(failed.changes.at(-1)?.failure ?? '', /^The contract refused it/)
  assert.ok((await world.apply(sheet)).ok)
  await world.settle()
  assert.ok(isSettledPlan((await world.plan(sheet)).changes))
})

test('what is planned is what is sent, byte for byte, for the gas that it said', async () => {
  const other = await sheetWorld()
  // Whether the account is made before or now is the only thing that a plan cannot know.
  await other.context.accounts.create(treasuryName('office-tower'))
  const sent = new Map<string, Intent>()
  const planAndApply = async (text: string, meanwhile: () => Promise<void> = async () => {}) => {
    const { changes } = await other.plan(sheetOf(text))
    const planned = changes.flatMap(({ call, action, gas }) =>
      call === null || action === 'same' ? [] : [{ ...call, gas }],
    )
    assert.ok((await other.apply(sheetOf(text))).ok)
    await meanwhile()
    await other.settle()
    const intents = (await other.intents()).filter(({ key }) => !sent.has(key))
    for (const intent of intents) sent.set(intent.key, intent)
    const bytes = (list: readonly { readonly to: string | null; readonly data: string }[]) =>
      list.map(({ to, data }) => `${to?.toLowerCase()} ${data.toLowerCase()}`).sort()
    assert.deepEqual(bytes(intents), bytes(planned))
    for (const { to, data, gasUsed } of intents) {
      const { gas } = planned.find((each) => bytes([each])[0] === bytes([{ to, data }])[0])!
      const part = Number(gasUsed) / Number(gas!.used)
      assert.ok(part > 0.9 && part < 1.1, `${data.slice(0, 10)}: planned ${gas!.used}, used ${gasUsed}`)
    }
    return intents.length
  }
  assert.equal(await planAndApply(tower), 14)
  const ruled = tower.replace('rule: any', 'rule: only\n    list: [DE, US]').replace('1999', '500')
  assert.equal(await planAndApply(ruled), 3)
  assert.equal(await planAndApply(ruled), 0)

  // A document that came while there was no token is anchored after it: the plan has it from then on.
  const annex = tower.replace('key: office-tower', 'key: annex').replace('symbol: TOWER', 'symbol: ANNEX')
  await other.context.accounts.create(treasuryName('annex'))
  const { operator } = other
  assert.ok((await other.apply(sheetOf(annex))).ok)
  await transaction(other.db, async (tx) => {
    const instrument = await instrumentByKey(tx, 'annex')
    const work = { db: tx, now: NOW, by: systemActor(operator) }
    assert.ok(instrument !== null)
    const document = { kind: 'appraisal', title: 'Appraisal', visibility: 'investor' } as const
    assert.ok((await uploadDocument(work, instrument, { ...document, bytes: pdfOf({ pages: 1 }) })).ok)
  })
  const waiting = (await other.plan(sheetOf(annex))).changes.filter(({ step }) => step === 'anchor-document')
  assert.deepEqual(
    waiting.map(({ action, underWay }) => [action, underWay]),
    [['same', true]],
  )
  await other.settle()
  const anchors = (await other.intents()).filter(({ data }) => data === waiting[0]?.call?.data)
  assert.deepEqual(
    anchors.map(({ status }) => status),
    ['success'],
  )
  assert.ok(isSettledPlan((await other.plan(sheetOf(annex))).changes))
})

test('a pack that a share class is put under is written to its token when the sheet is applied again', async () => {
  const sheet = sheetOf(tower)
  assert.ok((await world.apply(sheet)).ok)
  await world.settle()
  const { id: instrument, token } = (await instrumentByKey(world.db, 'office-tower'))!
  const work = { db: world.db, now: NOW, by: systemActor('test') }
  assert.ok((await pinPack(work, instrument, 'US-COUNTS')).ok)

  const refused = await world.apply(sheet)
  assert.ok(!refused.ok && refused.reason === 'PLAN_REFUSED')
  const doubt = refused.plan.changes.find(({ action }) => action === 'refused')
  assert.equal(doubt?.refusal?.reason, 'TOKEN_FACTS_MISSING')

  const facts = { 'class.kind': 'equity', 'issuer.blocksAt12g': true, 'fund.regime': '3(c)(1)' }
  const more = { 'fund.venture': false, 'fund.capital': 0 }
  assert.ok((await recordFacts(work, { instrument, investor: null }, { ...facts, ...more })).ok)
  const plan = await world.plan(sheet)
  assert.deepEqual(news(plan.changes), ['change token transfer rules'])
  assert.deepEqual(
    plan.law.map(({ rule, setting, value }) => `${rule} ${setting} ${value}`),
    [
      'SEC12G holdersMax 1999',
      'SEC12G nonAccreditedHoldersMax 499',
      'ICA3C holdersMax 100',
      '506C accreditedOnly true',
    ],
  )
  assert.ok((await world.apply(sheet)).ok)
  await world.settle()
  assert.ok(isSettledPlan((await world.plan(sheet)).changes))
  const [, , , , { holdersMax, nonAccreditedHoldersMax }] = await world.token(token!)
  assert.deepEqual([holdersMax, nonAccreditedHoldersMax], [100, 499])
  const drift = await sheetDrift(world.context, world.db, sheet, NOW)
  assert.deepEqual(drift, { ok: true, value: [] })
})

test('what differs between sheet, records and chain is named with all three; when nothing does, nothing is', async () => {
  const sheet = sheetOf(file('ravenswood'))
  const instrument = await instrumentByKey(world.db, 'ravenswood')
  const stored = () => instrumentDrift(world.context, world.db, instrument!, NOW)
  assert.deepEqual(await stored(), { ok: true, value: { against: 'applied', differences: [] } })

  // Somebody with the operator's key goes past the platform.
  await world.rpc.call('eth_sendTransaction', [
    {
      from: world.operator,
      to: instrument!.token,
      data: encodeFunctionData({
        abi: securityTokenAbi,
        functionName: 'setRules',
        args: [
          {
            balanceMax: 0n,
            holdersMax: 5,
            usHoldersMax: 0,
            nonAccreditedHoldersMax: 0,
            accreditedOnly: false,
            countriesOn: true,
            topics: 0,
          },
        ],
      }),
    },
  ])
  const other = sheetOf(file('ravenswood').replace('units: ', "units: '1900' #").replace('RAVEN', 'RVN'))
  const texts = async (wanted: TermSheet) => {
    const drift = await sheetDrift(world.context, world.db, wanted, NOW)
    assert.ok(drift.ok)
    return drift.value.map((each) => `${each.where} ${driftText(each)}`)
  }
  assert.deepEqual(await texts(sheet), [
    'chain token transfer rules, holders at most: the sheet says 1850, the chain says 5.',
  ])
  assert.deepEqual(
    (await texts(other)).map((text) => text.replaceAll(/[0-9a-f]{64}/g, 'HASH')),
    [
      'records share class ravenswood, symbol: the sheet says RVN, the records say RAVEN.',
      'records share class ravenswood, units: the sheet says 1,900, the records say 1,850.',
      'records document term-sheet, SHA-256: the sheet says HASH, the records say HASH.',
      'chain token RVN, symbol: the sheet says RVN, the chain says RAVEN.',
      'chain token transfer rules, holders at most: the sheet says 1850, the chain says 5.',
      'chain token anchored term sheet, SHA-256: the sheet says HASH, the chain says HASH.',
      'chain offering ravenswood, units at most: the sheet says 1,900, the chain says 1,850.',
      'chain offering ravenswood, prices: the sheet says 53.59 USDX up to 1,900 units, the chain says 53.59 USDX up to 1,850 units.',
    ],
  )
})

test('an offering whose contract was made in time is not said to have none once its window is over', async () => {
  const at = Temporal.Instant.from('2099-09-01T12:00:00Z')
  const read = readTermSheet(Buffer.from(file('office-tower')), at)
  assert.ok(read.ok)
  const codes = ({ warnings }: TermSheet) => warnings.map(({ code }) => code)
  assert.ok(codes(read.value).includes('WINDOW_OVER'))
  const plan = await world.plan(read.value)
  assert.ok(plan.facts.escrow.terms !== null)
  assert.ok(!codes(plan.sheet).includes('WINDOW_OVER'))
})

test('what cannot be had refuses the whole sheet, and nothing of it is written', async () => {
  const before = await world.rows()
  const sheet = sheetOf(
    file('ravenswood')
      .replace('symbol: RAVEN', 'symbol: RVN')
      .replace('Ravenswood Sponsor', 'Another Sponsor'),
  )
  const refused = await world.apply(sheet)
  assert.ok(!refused.ok && refused.reason === 'PLAN_REFUSED')
  assert.ok(!isApplicable(refused.plan.changes))
  assert.deepEqual(await world.rows(), before)
})

test('a stablecoin is asked for its own code and decimals; what is none is known by its silence', async () => {
  const protocol = await protocolAddresses(world.db)
  assert.ok(protocol?.stablecoin)
  assert.deepEqual(await readPaymentToken(world.rpc, protocol.stablecoin), { code: 'USDX', decimals: 6 })
  assert.equal(await readPaymentToken(world.rpc, world.operator), null)
  assert.equal(await readPaymentToken(world.rpc, protocol.registry), null)
  assert.equal(await takesSignedPayments(world.rpc, protocol.stablecoin), true)
  assert.equal(await takesSignedPayments(world.rpc, protocol.registry), false)
})

test('another stablecoin at a fixed rate is in the contract, in the sheet that is written anew, and in what differs', async () => {
  const key = 'outside:euros'
  const asked = {
    key,
    purpose: 'outside',
    from: world.operator,
    to: null,
    data: euroDeployData(world.operator),
  }
  await transaction(world.db, (tx) => recordIntent(tx, asked, NOW))
  await world.settle()
  const euro = (await world.intents()).find((one) => one.key === key)?.contract
  assert.ok(euro)
  const euros = (code: string, rate: string) =>
    `currencies: [{ token: '${getAddress(euro)}', code: ${code}, decimals: 6, exchangeRate: '${rate}' }]`
  const selling = (currencies: string) =>
    sheetOf(
      file('ravenswood')
        .replaceAll('key: ravenswood', 'key: ravenswood-ii')
        .replace('symbol: RAVEN', 'symbol: RAVENII')
        .replace('\n  opens:', `\n  ${currencies}\n  opens:`),
    )
  const misnamed = await world.apply(selling(euros('EURO', '0.92')))
  assert.ok(!misnamed.ok && misnamed.reason === 'PLAN_REFUSED')
  assert.ok(misnamed.plan.changes.some(({ refusal }) => refusal?.reason === 'PAYMENT_TOKEN_DIFFERS'))

  const sheet = selling(euros('EURX', '0.92'))
  for (let i = 0; (await instrumentByKey(world.db, 'ravenswood-ii'))?.status !== 'live'; i++) {
    assert.ok(i < 30, 'it never ends')
    assert.ok((await world.apply(sheet)).ok)
    await world.round()
  }
  await world.settle()
  const instrument = await instrumentByKey(world.db, 'ravenswood-ii')
  const view = instrument && (await offeringView(world.db, { instrument: instrument.id }, NOW))
  assert.ok(instrument && view?.offering.contract)
  assert.deepEqual((await readEscrowTerms(world.rpc, view.offering.contract))?.currencies, [
    { token: instrument.payment.token, num: 1n, den: 1n },
    { token: getAddress(euro), num: 23n, den: 25n },
  ])
  const held = await heldSheet(world.db, instrument, instrument.payment.token)
  assert.ok(isSameSheet(held, sheet))
  const texts = async (wanted: TermSheet) => {
    const drift = await sheetDrift(world.context, world.db, wanted, NOW)
    assert.ok(drift.ok)
    return drift.value
      .map((each) => `${each.where} ${driftText(each)}`)
      .filter((text) => text.includes('paid in'))
  }
  assert.deepEqual(await texts(sheet), [])
  const of = getAddress(euro)
  assert.deepEqual(await texts(selling(euros('EURX', '0.9'))), [
    `records share class ravenswood-ii, also paid in: the sheet says EURX ${of}, 0.9 EURX for 1 USDX, the records say EURX ${of}, 0.92 EURX for 1 USDX.`,
    `chain offering ravenswood-ii, also paid in: the sheet says ${of}, 9 of its smallest parts for 10 of the payment token’s, the chain says ${of}, 23 of its smallest parts for 25 of the payment token’s.`,
  ])
})

test('an operator or a chain that is another one is refused', async () => {
  const stranger = getAddress(developmentSigner(9, {}).address)
  const planned = await planTermSheet(
    { ...world.context, operator: stranger },
    world.db,
    sheetOf(tower),
    null,
    NOW,
  )
  assert.ok(!planned.ok && planned.reason === 'OPERATOR_CHANGED')
})
