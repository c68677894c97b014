import { readBirth } from './birth.ts'
import { countryOfName } from './country-names.ts'
import type { ListedName, ListedParty } from './list.ts'
import { namedRows, rowsBy, type NamedRow, type RowFault } from './rows.ts'
import { genderOf } from './un-list.ts'

const NEEDED = ['Unique ID', 'Name 6', 'Name 1', 'Name type', 'Designation Type']

/**
 * Reads the UK Sanctions List, CSV: several rows make one designation, each with a name (Name 1 to 5 are given names, Name 6
 * is the surname or the whole name), some with a name in its own script. A header of other columns, or a row of another
 * length, is the fault.
 */
export function readUk(rows: readonly (readonly string[])[]): ListedParty[] | RowFault {
  const named = namedRows(rows, NEEDED)
  if (!Array.isArray(named)) return named
  return rowsBy('Unique ID', named).map(([ref, group]) => readDesignation(ref, group))
}

function readDesignation(ref: string, rows: readonly NamedRow[]): ListedParty {
  // Several values of one kind stand in one cell, numbered: (1) … (2) …
  const values = (column: string) =>
    [...new Set(rows.flatMap((row) => row(column).split(/\(\d+\)|;/)))].flatMap((text) => text.trim() || [])
  const countries = ['Nationality(/ies)', 'Address Country', 'Country of birth'].flatMap(values)
  return {
    list: 'UK',
    ref,
    party: values('Designation Type')[0]?.toLowerCase() === 'individual' ? 'person' : 'entity',
    names: distinctNames(rows.flatMap(readNames)),
    births: values('D.O.B').flatMap((text) => readBirth(text) ?? []),
    countries: [...new Set(countries.flatMap((country) => countryOfName(country) ?? []))],
    gender: genderOf(values('Gender')[0]),
    identifiers: [
      ...values('Passport number').map((number) => ({ kind: 'Passport', number, country: null })),
      ...values('National Identifier number').map((number) => ({
        kind: 'National identifier',
        number,
        country: null,
      })),
      ...values('Business registration number (s)').map((number) => ({
        kind: 'Business registration',
        number,
        country: null,
      })),
      ...values('IMO number').map((number) => ({ kind: 'IMO', number, country: null })),
    ],
    wallets: [],
    programs: values('Regime Name'),
  }
}

function readNames(row: NamedRow): ListedName[] {
  const given = ['Name 1', 'Name 2', 'Name 3', 'Name 4', 'Name 5'].flatMap((column) => row(column) || [])
  const whole = [...given, row('Name 6')].join(' ').trim()
  const isWeak = /low/i.test(row('Alias strength'))
  const isPrimary = /^primary name$/i.test(row('Name type'))
  const strength = isPrimary ? 'primary' : isWeak ? 'weak' : 'strong'
  return [
    ...(whole === '' ? [] : [{ text: whole, strength } as const]),
    ...row('Name non-latin script')
      .split(';')
      .flatMap((text) => (text.trim() === '' ? [] : [{ text: text.trim(), strength: 'strong' as const }])),
  ]
}

function distinctNames(names: readonly ListedName[]): ListedName[] {
  const seen = new Set<string>()
  return names.filter(({ text }) => !seen.has(text) && seen.add(text))
}
