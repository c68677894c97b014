import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storedTexts } from '../../test/tables.ts'
import {
  addressOf,
  database,
  INPUTS,
  nameOf,
  ourKeys,
  ours,
  routes,
  world,
} from '../../test/tenants-world.ts'

/*
 * Whoever types may type a name. One that stands nowhere else is put into every field of every write, one field at a time,
 * and then looked for in every table and in the log.
 */

const MARK = 'Quillfeather'
const FORMS = [MARK, Buffer.from(MARK).toString('hex'), Buffer.from(MARK).toString('base64').slice(0, -3)]

/** Where people write for others to read, and which is not about anybody by its nature. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'data_room_document.title': 'the title of a document of the issuer’s',
  'question.published': 'a question as the issuer words it for all to read; who asked is in the vault',
  'term_sheet_draft.yaml': 'a term sheet that is to be published, before it is',
  'bank_entry.return_reference': 'the reference that a bank gave a payment',
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** The same with one text in it replaced, for each text that there is. */
function marked(value: Json): Json[] {
  if (typeof value === 'string') return [`${MARK} ${newNumber()}`]
  if (value instanceof Array)
    return value.flatMap((one, i) => marked(one).map((changed) => value.toSpliced(i, 1, changed)))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) =>
    marked(one).map((changed) => ({ ...value, [name]: changed })),
  )
}
let numbers = 0
const newNumber = () => (numbers += 1)

const MORE: typeof INPUTS = {
  'POST /v1/users': () => ({ body: { displayName: 'A', email: 'a@example.org', role: 'auditor' } }),
  'POST /v1/investors': () => ({
    body: { kind: 'individual', name: 'A', email: 'b@example.org', country: 'PT', born: '1980-01-01' },
  }),
}

test('F39 a name that is typed into any field is in no table, outside of the vault, and in no log', async () => {
  const taken = new Set<string>()
  for (const route of routes) {
    const given = { ...INPUTS, ...MORE }[nameOf(route)]?.(ours).body
    if (route.kind !== 'write' || route.access === 'public' || given === undefined) continue
    const role = route.access.find((one) => one in ourKeys) ?? route.access[0]!
    const key = ourKeys[role] ?? (await world.keyFor(role))
    const path = route.path.includes('{') ? addressOf(route, ours) : route.path
    for (const body of marked(given as Json)) {
      const answer = await world.call({ method: route.method, path, key, body })
      assert.ok(answer.statusCode < 500, `${nameOf(route)}: ${answer.body}`)
      if (answer.statusCode < 300) taken.add(nameOf(route))
    }
  }
  assert.ok(numbers > 100 && taken.size >= 12, `${numbers} fields, ${taken.size} writes that took one`)

  const found = [...(await storedTexts(database))]
    .filter(([, text]) => FORMS.some((form) => text.includes(form)))
    .map(([place]) => place)
  assert.deepEqual(found.sort(), Object.keys(PUBLISHED).sort())
  assert.ok(world.log().includes('/v1/cases/'), 'there is a log')
  for (const form of FORMS) assert.ok(!world.log().includes(form), form)
})
