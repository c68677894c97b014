import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveredVersions, versionsInForce, versionState, type PackVersion } from './rule-version.ts'

const version = (number: string, from: string, decided: string | null): PackVersion => ({
  sha256: number,
  pack: 'US-X',
  version: number,
  content: {},
  timeZone: 'America/New_York',
  state: decided === null ? 'proposed' : 'active',
  effectiveFrom: Temporal.PlainDate.from(from),
  proposedBy: 'usr_a',
  proposedAt: Temporal.Instant.from('2026-01-01T00:00:00Z'),
  reason: '',
  decidedBy: decided === null ? null : 'usr_b',
  decidedAt: decided === null ? null : Temporal.Instant.from(decided),
})
const at = (instant: string) => Temporal.Instant.from(instant)
const inForce = (versions: readonly PackVersion[], instant: string) =>
  versionsInForce(versions, at(instant)).map((one) => one.version)

test('a version counts from its first day in its own zone, and what is proposed never does', () => {
  const versions = [
    version('1', '2025-01-01', '2025-01-01T12:00:00Z'),
    version('2', '2026-10-01', '2026-09-01T12:00:00Z'),
    version('3', '2026-01-01', null),
  ]
  assert.deepEqual(inForce(versions, '2026-10-01T03:59:59Z'), ['1'])
  assert.deepEqual(inForce(versions, '2026-10-01T04:00:00Z'), ['2'])
  assert.deepEqual(
    versions.map((one) => versionState(one, versions, at('2026-09-15T00:00:00Z'))),
    ['active', 'scheduled', 'proposed'],
  )
  assert.equal(versionState(versions[0]!, versions, at('2026-10-02T00:00:00Z')), 'superseded')
})

test('what came with the software and is later than all that was kept is for officers to bring in', () => {
  const along = version('2026.11.10', '2026-11-10', '2026-11-10T12:00:00Z')
  const kept = (number: string) => version(number, '2026-01-01', '2026-01-01T12:00:00Z')
  const found = (...numbers: string[]) =>
    deliveredVersions([along], numbers.map(kept)).map(({ version: number, state }) => [number, state])
  assert.deepEqual(found('2026.11.9'), [['2026.11.10', 'delivered']])
  assert.deepEqual(found('2026.11.9', '2026.12.1'), [], 'the officers are further')
  assert.deepEqual(found('2026.11.10'), [], 'it is kept: proposed, active, or rejected')
  const rejected = (number: string) => ({ ...kept(number), state: 'rejected' as const })
  const after = (number: string) => deliveredVersions([along], [kept('2026.11.9'), rejected(number)]).length
  assert.deepEqual([after('2026.12.1'), after('2026.11.10')], [1, 0], 'what was rejected is not further')
  assert.deepEqual(found(), [], 'nobody has kept one yet: it counts by itself')
})

test('an older date that was activated later counts from then on; one that is to come takes its turn', () => {
  const versions = [
    version('1', '2025-01-01', '2025-01-01T12:00:00Z'),
    version('2', '2027-01-01', '2026-09-01T12:00:00Z'),
    version('3', '2024-01-01', '2026-10-05T12:00:00Z'),
  ]
  assert.deepEqual(inForce(versions, '2026-10-05T12:00:00Z'), ['3'])
  assert.deepEqual(inForce(versions, '2027-01-01T12:00:00Z'), ['2'])
  assert.deepEqual(
    inForce(versions.slice(1, 2), '2026-10-05T12:00:00Z'),
    ['2'],
    'the engine says that it is to come',
  )
})
