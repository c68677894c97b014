import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folded } from './timeline.ts'

test('what one person did time and again in a row is one line; what somebody else did, or something else, ends it', () => {
  const did = (action: string, id: string, at: number) => ({ action, by: { id }, at })
  const [saved, sent] = ['onboarding.saved', 'onboarding.submitted']
  const timeline = [
    ...[did(saved, 'ada', 1), did(saved, 'ada', 2), did(saved, 'ada', 3)],
    ...[did(saved, 'bo', 4), did(sent, 'bo', 5), did(saved, 'bo', 6)],
  ]
  assert.deepEqual(
    folded(timeline).map(({ first, last, times }) => [first.action, first.by.id, first.at, last.at, times]),
    [
      [saved, 'ada', 1, 3, 3],
      [saved, 'bo', 4, 4, 1],
      [sent, 'bo', 5, 5, 1],
      [saved, 'bo', 6, 6, 1],
    ],
  )
  assert.deepEqual(folded([]), [])
})
