import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { test } from 'node:test'
import { anyAction, anyFacts, chance } from '../../test/rule-facts.ts'
import { must } from '../kernel/result.ts'
import { decide, recordBytes, replay, type DecisionRecord } from './decision.service.ts'
import { builtInPacks, readPack, type LoadedPack } from './pack.service.ts'
import { weigh, type RuleFacts } from './rule.ts'

const DECISIONS = 10_000

/** Packs as they were when the digest below was taken; they stay when the platform’s own go on. */
const frozen = () =>
  fs
    .readdirSync('test/golden/packs')
    .sort()
    .map((file) =>
      must(readPack(JSON.parse(fs.readFileSync(`test/golden/packs/${file}`, 'utf8')) as unknown, null)),
    )

type Stored = { readonly record: string; readonly facts: string }

function generated(packs: readonly LoadedPack[], count: number, seed: number): Stored[] {
  const luck = chance(seed)
  return Array.from({ length: count }, (_, i) => {
    const pack = luck.pick(packs)
    const others = packs.filter(({ id }) => id !== pack.id && luck.below(packs.length) === 0)
    const pinned = [...others, pack]
    const facts: RuleFacts = Object.assign({}, ...pinned.map((each) => anyFacts(each, luck)))
    const asOf = Temporal.Instant.from('2024-06-01T12:00:00Z').add({ hours: luck.below(24 * 1_000) })
    const record = decide(pinned, { action: anyAction(pack, luck), subjectIds: [`case-${i}`], asOf, facts })
    return { record: recordBytes(record), facts: JSON.stringify(facts) }
  })
}

test(`${DECISIONS} stored decisions of the platform’s packs are made again byte for byte`, () => {
  const outcomes = new Map<string, number>()
  const stored = generated(builtInPacks(), DECISIONS, 20_261_129)
  const later = builtInPacks().toReversed()
  for (const { record, facts } of stored) {
    const read = JSON.parse(record) as DecisionRecord
    assert.equal(recordBytes(replay(read, later, JSON.parse(facts) as RuleFacts)), record)
    outcomes.set(read.outcome, (outcomes.get(read.outcome) ?? 0) + 1)
  }
  for (const outcome of ['ALLOW', 'BLOCK', 'REVIEW'])
    assert.ok((outcomes.get(outcome) ?? 0) > DECISIONS / 100, `${outcome}: ${outcomes.get(outcome)}`)
})

test('a later version of the software decides as this one did', () => {
  const digest = createHash('sha256')
  for (const { record } of generated(frozen(), 2_000, 20_261_130)) digest.update(record).update('\n')
  assert.equal(digest.digest('hex'), 'a85844d0a01644ca956baf6c7c3fd627cbd9f4d62d4c74724471dfb2302bcdbe')
})

test('other facts and packs are not the record’s', () => {
  const packs = builtInPacks()
  const facts = { 'ballot.unitsAtRecord': 1 }
  const corp = packs.filter(({ id }) => id === 'CORP')
  const asOf = Temporal.Instant.from('2026-11-21T12:00:00Z')
  const record = decide(corp, { action: 'vote', subjectIds: ['inv'], asOf, facts })
  assert.equal(record.outcome, 'REVIEW')
  assert.throws(() => replay(record, packs, { 'ballot.unitsAtRecord': 2 }), /not the facts/)
  assert.throws(
    () =>
      replay(
        record,
        packs.filter(({ id }) => id !== 'CORP'),
        facts,
      ),
    /no pack has the hash/,
  )
})

test('knowing less never allows what was not allowed, and never blocks what was not blocked', () => {
  const packs = builtInPacks()
  const luck = chance(20_261_131)
  let reviews = 0
  for (let i = 0; i < 3_000; i++) {
    const pack = luck.pick(packs)
    const facts = anyFacts(pack, luck)
    const ask = { action: anyAction(pack, luck), asOf: Temporal.Instant.from('2026-03-01T12:00:00Z'), facts }
    const { outcome } = weigh([pack], ask)
    // A fact of a wrong kind is a doubt by itself, whether it matters or not.
    const name = luck.pick(
      Object.keys(facts).filter((each) => JSON.stringify(facts[each]) !== '{"odd":true}'),
    )
    const less = weigh([pack], { ...ask, facts: { ...facts, [name]: null } }).outcome
    assert.ok(less === outcome || less === 'REVIEW', `${pack.id} without ${name}: ${outcome} became ${less}`)
    if (less === 'REVIEW') reviews++
  }
  assert.ok(reviews > 300)
})
