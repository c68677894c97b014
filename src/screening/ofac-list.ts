import { readBirth } from './birth.ts'
import { countryOfName } from './country-names.ts'
import type { BirthRange, Gender, Identifier, ListedName, ListedParty, ListId } from './list.ts'

/** The four files of one publication, as rows of cells. OFAC, "SDN Data Specification": they have no header. */
export type OfacFiles = {
  readonly primary: readonly (readonly string[])[]
  readonly aliases: readonly (readonly string[])[]
  readonly addresses: readonly (readonly string[])[]
  readonly comments: readonly (readonly string[])[]
}

/** Cells of a row of each file. */
const PRIMARY_CELLS = 12
const ALIAS_CELLS = 5
const ADDRESS_CELLS = 6

/** Whose rows do not have the shape the publisher describes: a damaged file, or no OFAC list at all. */
export type OfacFault = { readonly file: keyof OfacFiles; readonly row: number }

/**
 * Reads an OFAC list: names with aliases and addresses joined on `ent_num`; dates of birth, nationalities, papers,
 * weak aliases and digital currency addresses from the remarks, which go on in the comments file where they are long.
 *
 * The first row that has another shape is answered as the fault, and nothing is read.
 */
export function readOfac(list: ListId, files: OfacFiles): ListedParty[] | OfacFault {
  const fault = firstFault(files)
  if (fault !== null) return fault
  const aliases = byRef(files.aliases, (row) => text(row[3]))
  const countries = byRef(files.addresses, (row) => countryOfName(text(row[4]) ?? ''))
  const comments = byRef(files.comments, (row) => row[1] ?? '')
  return files.primary.map((row): ListedParty => {
    const ref = row[0]!.trim()
    // A remark cut at the width of its field goes on in the comments in the middle of a word.
    const remarks = readRemarks((text(row[11]) ?? '') + (comments.get(ref) ?? []).join(''))
    const names: ListedName[] = [
      { text: row[1]!.trim(), strength: 'primary' },
      ...(aliases.get(ref) ?? []).map((alias) => ({ text: alias, strength: 'strong' as const })),
      ...remarks.weakAliases.map((alias) => ({ text: alias, strength: 'weak' as const })),
    ]
    return {
      list,
      ref,
      party: text(row[2]) === 'individual' ? 'person' : 'entity',
      names,
      births: remarks.births,
      countries: [...new Set([...remarks.countries, ...(countries.get(ref) ?? [])])],
      gender: remarks.gender,
      identifiers: remarks.identifiers,
      wallets: remarks.wallets,
      programs: (text(row[3]) ?? '')
        .split(/\]\s*\[|;\s*/)
        .flatMap((program) => program.replace(/[[\]]/g, '').trim() || []),
    }
  })
}

function firstFault(files: OfacFiles): OfacFault | null {
  const shapes = [
    ['primary', PRIMARY_CELLS, 1],
    ['aliases', ALIAS_CELLS, 3],
    ['addresses', ADDRESS_CELLS, null],
    ['comments', 2, null],
  ] as const
  for (const [file, cells, needed] of shapes) {
    const row = files[file].findIndex(
      (cell) =>
        cell.length !== cells ||
        !/^\s*\d+\s*$/.test(cell[0]!) ||
        (needed !== null && text(cell[needed]) === null),
    )
    if (row !== -1) return { file, row: row + 1 }
  }
  return null
}

/** The lists write nothing as `-0-`. */
function text(cell: string | undefined): string | null {
  const trimmed = cell?.trim() ?? ''
  return trimmed === '' || trimmed === '-0-' ? null : trimmed
}

function byRef<T>(
  rows: readonly (readonly string[])[],
  valueOf: (row: readonly string[]) => T | null,
): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const value = valueOf(row)
    if (value === null) continue
    const ref = row[0]!.trim()
    const group = groups.get(ref)
    if (group === undefined) groups.set(ref, [value])
    else group.push(value)
  }
  return groups
}

type Remarks = {
  readonly births: BirthRange[]
  readonly countries: string[]
  readonly weakAliases: string[]
  readonly identifiers: Identifier[]
  readonly wallets: string[]
  gender: Gender | null
}

/** Kinds of papers and numbers, as remarks name them, with what follows: a number, and often a country in brackets. */
const PAPER =
  /^(Passport|Diplomatic Passport|Stateless Person Passport|National ID No\.|National Foreign ID Number|Identification Number|Tax ID No\.|SSN|Cedula No\.|Cedula de Ciudadania|C\.U\.R\.P\.|R\.F\.C\.|D\.N\.I\.|N\.I\.E\.|NIT #|RIF|RTN|Registration ID|Registration Number|Registration Document #|Company Number|Commercial Registry Number|Business Registration Document #|Trade License No\.|V\.A\.T\. Number|Legal Entity Number|D-U-N-S Number|SWIFT\/BIC|Folio Mercantil No\.|Matricula Mercantil No|Vessel Registration Identification IMO|MMSI|C\.R\. No\.|Driver's License No\.|Residency Number|Kenyan ID No\.|Numero de Identidad)\s+([^\s(][^(;]*?)(?:\s*\(([^)]+)\))?(?:\s+(?:issued|expires).*)?$/

function readRemarks(remarks: string): Remarks {
  const read: Remarks = {
    births: [],
    countries: [],
    weakAliases: [],
    identifiers: [],
    wallets: [],
    gender: null,
  }
  for (const piece of remarks.split(';')) {
    const remark = piece
      .trim()
      .replace(/\.$/, '')
      .replace(/^alt\.\s+/, '')
    readRemark(remark, read)
  }
  return read
}

function readRemark(remark: string, read: Remarks): void {
  const wallet = /^Digital Currency Address - \S+\s+(\S+)/.exec(remark)
  if (wallet !== null) return void read.wallets.push(wallet[1]!)
  const weak = /^(?:a|f)\.k\.a\. '(.+)'$/.exec(remark)
  if (weak !== null) return void read.weakAliases.push(weak[1]!)
  const gender = /^Gender (Male|Female)$/.exec(remark)
  if (gender !== null) return void (read.gender = gender[1] === 'Male' ? 'male' : 'female')
  const birth = /^DOB (.+)$/.exec(remark)
  if (birth !== null) {
    const range = readBirth(birth[1]!)
    if (range !== null) read.births.push(range)
    return
  }
  const country = /^(?:nationality|citizen) (.+)$/.exec(remark)
  if (country !== null) {
    const code = countryOfName(country[1]!)
    if (code !== null) read.countries.push(code)
    return
  }
  const paper = PAPER.exec(remark)
  if (paper !== null)
    read.identifiers.push({
      kind: paper[1]!,
      number: paper[2]!.trim(),
      country: countryOfName(paper[3] ?? ''),
    })
}
