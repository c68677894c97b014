import { readBirth } from './birth.ts'
import type { ListedName, ListedParty } from './list.ts'
import { namedRows, rowsBy, type NamedRow, type RowFault } from './rows.ts'
import { countryOfName } from './country-names.ts'
import { genderOf } from './un-list.ts'

const NEEDED = ['Entity_LogicalId', 'Entity_SubjectType', 'NameAlias_WholeName', 'BirthDate_BirthDate']

/**
 * Reads the European Union's consolidated financial sanctions list, CSV version 1.1: several rows make one entity, each with
 * a name, an address, a birth, a paper or a citizenship. A header of other columns, or a row of another
 * length, is the fault.
 */
export function readEu(rows: readonly (readonly string[])[]): ListedParty[] | RowFault {
  const named = namedRows(rows, NEEDED)
  if (!Array.isArray(named)) return named
  return rowsBy('Entity_LogicalId', named).map(([ref, group]) => readEntity(ref, group))
}

function readEntity(ref: string, rows: readonly NamedRow[]): ListedParty {
  const distinct = (column: string) => [...new Set(rows.flatMap((row) => row(column) || []))]
  const type = distinct('Entity_SubjectType')[0] ?? ''
  const countries = ['Citizenship_CountryIso2Code', 'Address_CountryIso2Code', 'BirthDate_CountryIso2Code']
  return {
    list: 'EU',
    ref,
    party: /^p/i.test(type) ? 'person' : 'entity',
    names: distinct('NameAlias_WholeName').map((text, n): ListedName => ({
      text,
      strength: n === 0 ? 'primary' : 'strong',
    })),
    births: [...distinct('BirthDate_BirthDate'), ...yearsAlone(rows)].flatMap(
      (text) => readBirth(text) ?? [],
    ),
    countries: [
      ...new Set(
        countries.flatMap((column) => distinct(column).flatMap((text) => countryOfName(text) ?? [])),
      ),
    ],
    gender: genderOf(distinct('NameAlias_Gender')[0]),
    identifiers: rows.flatMap((row) => {
      const number = row('Identification_Number')
      return number === ''
        ? []
        : [
            {
              kind:
                row('Identification_TypeDescription') || row('Identification_TypeCode') || 'Identification',
              number,
              country: countryOfName(row('Identification_CountryIso2Code')),
            },
          ]
    }),
    wallets: [],
    programs: distinct('Entity_Regulation_Programme'),
  }
}

function yearsAlone(rows: readonly NamedRow[]): string[] {
  return [
    ...new Set(rows.flatMap((row) => (row('BirthDate_BirthDate') === '' ? row('BirthDate_Year') || [] : []))),
  ]
}
