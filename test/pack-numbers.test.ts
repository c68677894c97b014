/** The packs of law are what people read, try and propose to change; where the code has a number of theirs too, they agree. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evidenceFacts, VERIFIED_YEARS_MAX } from '../src/investor/accreditation.ts'
import { CERTIFICATES, ENTITY_FORMS } from '../src/investor/means.ts'
import { builtInPacks } from '../src/restriction/pack.service.ts'
import { HIT_MIN } from '../src/screening/screening.ts'

function params(pack: string, rule: string): Readonly<Record<string, unknown>> {
  const found = builtInPacks()
    .find(({ id }) => id === pack)
    ?.rules.find(({ id }) => id === rule)
  assert.ok(found, `${pack} has ${rule}`)
  return found.params
}

test('no match that a person has to look at is below what the pack AML lets pass', () => {
  assert.ok(HIT_MIN >= Number(params('AML', 'SANCTIONS')['reviewAt']))
})

test('the examinations that can be chosen are those of the pack US-INVESTOR', () => {
  assert.deepEqual([...CERTIFICATES], params('US-INVESTOR', 'ACCREDITED_NP')['certificates'])
})

test('the forms of an entity that can be chosen are those of the pack US-INVESTOR, and who is supervised', () => {
  const forms = ENTITY_FORMS.filter((form) => form !== 'regulated')
  const rule = builtInPacks()
    .find(({ id }) => id === 'US-INVESTOR')
    ?.rules.find(({ id }) => id === 'ACCREDITED_ENTITY')
  assert.equal(rule?.facts['entity.form']?.about, `${forms.slice(0, -1).join(', ')} or ${forms.at(-1)}`)
  assert.deepEqual(params('US-INVESTOR', 'ACCREDITED_ENTITY')['assetForms'], forms.slice(0, 4))
})

test('evidence may be as old, and a verification count for as long, as the pack US-REGD has it', () => {
  const evidenceOn = Temporal.PlainDate.from('2026-11-01')
  const now = Temporal.Instant.from('2026-11-30T12:00:00Z')
  const max = (basis: 'net-worth' | 'third-party-letter') => evidenceFacts({ basis, evidenceOn }, now)['max']
  const months = Object(params('US-REGD', '506C')['maxAgeMonths']) as Readonly<Record<string, unknown>>
  assert.deepEqual(months, {
    NET_WORTH_DOCUMENTS: Number.parseInt(max('net-worth') ?? '', 10),
    THIRD_PARTY_LETTER: Number.parseInt(max('third-party-letter') ?? '', 10),
    PRIOR_VERIFICATION: VERIFIED_YEARS_MAX * 12,
  })
})
