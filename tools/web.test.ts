import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { sources } from './web.ts'

const root = path.join(import.meta.dirname, '..')

// What is imported as a type alone vanishes: it may come from anywhere, and makes no page.
test('whatever a screen imports makes the built pages stale when it changes', () => {
  const watched = new Set(sources())
  const missing = new Set<string>()
  let followed = 0
  for (const file of watched) {
    for (const [, name = ''] of fs
      .readFileSync(path.join(root, file), 'utf8')
      .matchAll(/^(?:import|export) (?!type )[^']*?from '(\.[^']+)'/gm)) {
      const target = path.posix.join(path.posix.dirname(file), name)
      followed++
      if (file.startsWith('src/web/') && !watched.has(target)) missing.add(`${file} imports ${target}`)
    }
  }
  assert.ok(followed > 300, 'too few imports were seen to mean anything')
  assert.deepEqual([...missing], [])
})
