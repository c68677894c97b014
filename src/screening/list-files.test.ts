import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { must } from '../kernel/result.ts'
import { systemActor } from '../platform/work.ts'
import { loadList, type ListFile } from './list.service.ts'
import type { ListId } from './list.ts'
import { selectEntries } from './screening.store.ts'

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'lists')
const text = (name: string) => fs.readFileSync(path.join(FIXTURES, name), 'utf8')
const { db } = await testDatabase()
const now = Temporal.Instant.from('2026-11-28T12:00:00Z')
const publishedOn = Temporal.PlainDate.from('2026-11-28')

/** What is kept of a publication, a line an entry: who it is, its names, births, countries, papers, wallets and programs. */
async function kept(list: ListId, files: { readonly [F in ListFile]?: string }): Promise<string[]> {
  const work = { db, now, by: systemActor('test') }
  const version = must(
    await loadList(work, list, { files, publishedOn, machineNow: now, allowShrink: false }),
  )
  const entries = (await selectEntries(db)).filter(({ content }) => content.list === list)
  assert.equal(version.entries, entries.length)
  return entries.map(({ content: of }) =>
    [
      `${of.ref} ${of.party} ${of.gender ?? '-'}`,
      of.names.map((name) => `${name.text} (${name.strength})`).join(', '),
      of.births.map(({ from, to }) => `${from}/${to}`).join(', '),
      of.countries.join(' '),
      of.identifiers.map(({ kind, number, country }) => `${kind}: ${number} ${country ?? '-'}`).join(', '),
      of.wallets.length,
      of.programs.join(', '),
    ].join(' | '),
  )
}

test('OFAC: four files as they are downloaded, a remark that goes on in the comments, and a ship called 7-28', async () => {
  const files = {
    primary: text('ofac/sdn.csv'),
    aliases: text('ofac/alt.csv'),
    addresses: text('ofac/add.csv'),
    comments: text('ofac/sdn_comments.csv'),
  }
  assert.deepEqual(await kept('OFAC-SDN', files), [
    '23156 entity - | 7-28 (primary) |  |  | Vessel Registration Identification IMO: 8898831 - | 0 | DPRK4',
    '28263 person male | TIAN, Yinyin (primary), tianyinyin0404 (weak), snowsjohn (weak) | 1986-07-12/1986-07-12 | CN | ' +
      'Identification Number: 321284198607120616 CN | 8 | DPRK3, CYBER2',
    '36 entity - | AEROCARIBBEAN AIRLINES (primary), AERO-CARIBBEAN (strong) |  | CU |  | 0 | CUBA',
  ])
})

test('UN: the document as it is downloaded', async () => {
  assert.deepEqual(await kept('UN', { list: text('un.xml') }), [
    'XXe.001 entity - | BLACKWATER REEF TRADING (primary), Black Water Reef Company (strong) |  | AE |  | 0 | EXA',
    'XXi.001 person male | VIKTOR MOROZENKO (primary), Виктор Морозенко (strong), Victor Morozenko (strong), ' +
      'Wiktor Morosenko (strong), Vitya (weak), Vityok (weak) | 1968-03-14/1968-03-14, 1973-01-01/1977-12-31, ' +
      '1966-01-01/1969-12-31 | RU CY | Passport: 71 2204518 RU | 0 | EXA',
  ])
})

test('EU: 118 columns below a byte order mark, several rows an entity', async () => {
  assert.deepEqual(await kept('EU', { list: text('eu.csv') }), [
    '13 person male | Viktor Morozenko (primary), Виктор Морозенко (strong) | 1968-03-14/1968-03-14, ' +
      '1969-01-01/1969-12-31 | RU CY | National passport: 71 2204518 RU | 0 | XYZ',
    '20 entity - | Blackwater Reef Trading FZE (primary) |  | AE |  | 0 | XYZ',
  ])
})

const REGIME = 'The Example (Sanctions) (EU Exit) Regulations 2026'

test('UK: all columns below the day of the report, several rows a designation', async () => {
  assert.deepEqual(await kept('UK', { list: text('uk.csv') }), [
    'EXA0001 person male | Viktor Anatolyevich MOROZENKO (primary), Виктор Морозенко (strong), Victor MOROZENKO (strong), ' +
      `VITYA (weak) | 1968-03-14/1968-03-14 | RU CY | Passport: 712204518 -, Passport: CY-55 - | 0 | ${REGIME}`,
    `EXA0002 entity - | BLACKWATER REEF TRADING FZE (primary) |  | AE | Business registration: TL-558120 - | 0 | ${REGIME}`,
    `EXA0003 entity - | NORTHERN STAR (primary) |  |  | IMO: 9159787 - | 0 | ${REGIME}`,
  ])
})
