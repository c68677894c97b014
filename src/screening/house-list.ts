import { readBirth } from './birth.ts'
import { countryOfName } from './country-names.ts'
import type { ListedName, ListedParty } from './list.ts'
import { namedRows, type NamedRow, type RowFault } from './rows.ts'
import { genderOf } from './un-list.ts'

const NEEDED = ['Ref', 'Party', 'Name']

/**
 * Reads a list of the platform's own: whom it does not deal with for reasons of its own. A CSV with the columns `Ref`, `Party`
 * (person or entity), `Name`, and where known `Aliases`, `Born`, `Countries`, `Gender`, `Identifiers`, `Wallets`, `Program`;
 * several values of one kind are parted by semicolons. A header of other columns, or a row of another length,
 * is the fault.
 */
export function readHouse(rows: readonly (readonly string[])[]): ListedParty[] | RowFault {
  const named = namedRows(rows, NEEDED)
  return Array.isArray(named) ? named.map(readRow) : named
}

function readRow(row: NamedRow): ListedParty {
  const values = (column: string) =>
    row(column)
      .split(';')
      .flatMap((text) => text.trim() || [])
  return {
    list: 'HOUSE',
    ref: row('Ref'),
    party: row('Party').toLowerCase() === 'person' ? 'person' : 'entity',
    names: [
      { text: row('Name'), strength: 'primary' },
      ...values('Aliases').map((text): ListedName => ({ text, strength: 'strong' })),
    ],
    births: values('Born').flatMap((text) => readBirth(text) ?? []),
    countries: values('Countries').flatMap((text) => countryOfName(text) ?? []),
    gender: genderOf(row('Gender')),
    identifiers: values('Identifiers').map((number) => ({ kind: 'Identifier', number, country: null })),
    wallets: values('Wallets'),
    programs: values('Program'),
  }
}
