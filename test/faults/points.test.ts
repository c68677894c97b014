import assert from 'node:assert/strict'
import { test } from 'node:test'
import { occurrencesNear, pointsOf, watchStatements, type Await, type Moment } from './points.ts'

const STATEMENTS: readonly (readonly [string, readonly string[], boolean])[] = [
  ['a write by itself', ['insert into a values (1)'], true],
  ['a lease, which ends with its process', ['insert into chain_lease values (1)'], false],
  ['a read by itself', ['select * from a'], false],
  ['a write behind a with', ['with b as (select 1) insert into a select * from b'], true],
  ['a read behind a with', ['with b as (select 1) select * from b'], false],
  ['rows copied in', ['COPY a FROM STDIN'], true],
  ['rows copied out', ['copy a to stdout'], false],
  ['a write that is not committed', ['begin', 'update a set b = 1'], false],
  ['the commit of a write', ['begin', 'select 1', 'delete from a', 'commit'], true],
  ['the commit of reads', ['begin', 'select 1', 'commit'], false],
  ['a write that is rolled back', ['begin', 'delete from a', 'rollback'], false],
  ['reads after a commit', ['begin', 'delete from a', 'commit', 'begin', 'select 1', 'commit'], false],
  ['a write after a rollback', ['begin', 'delete from a', 'rollback', 'delete from a'], true],
]

for (const [name, statements, isEffect] of STATEMENTS)
  test(`what a killed process leaves is ${isEffect ? 'another' : 'the same'} after ${name}`, () => {
    const [tell, connection] = [watchStatements(), {}]
    assert.equal(statements.map((text) => tell(connection, text)).at(-1)?.effect !== null, isEffect)
  })

test('each connection has its own transaction, and a commit is named after what it wrote first', () => {
  const tell = watchStatements()
  const [one, other] = [{}, {}]
  tell(one, 'begin')
  tell(other, 'begin')
  tell(one, 'insert into a\n  values (1)')
  tell(one, 'update b set c = 1')
  assert.deepEqual(tell(other, 'commit'), { label: 'sql commit', effect: null })
  assert.deepEqual(tell(one, 'commit'), {
    label: 'sql commit after insert into a values (1)',
    effect: 'commit',
  })
})

/** Capitals are effects, `C` a commit; `A` is asked, `A.` answered. */
function lived(course: string): Moment[] {
  const awaits = new Map<string, Await>()
  return course.split(' ').map((word) => {
    const label = word.replace('.', '')
    const effect = label === label.toLowerCase() ? null : label === 'C' ? 'commit' : 'write'
    const of = awaits.get(label) ?? { label, occurrence: 0, effect }
    awaits.set(label, of)
    return { when: word.endsWith('.') ? 'after' : 'before', of }
  })
}

const told = (course: string) =>
  pointsOf(lived(course)).map(({ when, label, standsFor }) =>
    `${when} ${label}: ${standsFor.join(' ')}`.trim(),
  )

test('awaits between two effects leave what the first of them left', () => {
  assert.deepEqual(told('a a. A A. b b. d d. B B. e e.'), ['before A: a', 'after A: b d B', 'after B: e'])
})

test('before a commit its transaction has left its gaps', () => {
  assert.deepEqual(told('A A. b b. C C.'), ['before A:', 'after A: b', 'before C:', 'after C:'])
})

test('while one effect is under way, what is left is what was before or what comes after it', () => {
  assert.deepEqual(told('A A. B b b. B. d d.'), ['before A:', 'after A: B b', 'after B: d'])
})

test('while another effect is under way nobody knows what is done: what is asked then is a point of its own', () => {
  assert.deepEqual(told('A B d d. A. e e. B.'), [
    'before A:',
    'before B:',
    'before d:',
    'after A: e',
    'after B:',
  ])
})

test('every await is a point or stands with one', () => {
  const awaits = 'a b C d E f g H i'.split(' ')
  const points = pointsOf(lived(awaits.flatMap((label) => [label, `${label}.`]).join(' ')))
  const covered = points.flatMap(({ label, standsFor }) => [label, ...standsFor])
  assert.deepEqual([...new Set(covered)].sort(), [...awaits].sort())
})

test('a point is looked for a little earlier, and no further', () => {
  assert.deepEqual([0, 1, 4, 8, 800].map(occurrencesNear), [[0], [1, 0], [4, 3], [8, 7, 6], [800, 700, 600]])
})
