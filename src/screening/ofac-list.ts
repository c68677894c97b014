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

/** `KIND NUMBER (place) (country) issued DATE expires DATE`: all but the first two may be missing. */
const PAPER = /^(.+?)((?:\s+\([^()]+\)|\([A-Z][a-z][^()]*\))*)(?:,?\s+(?:issued|expire[sd])\b.*)?$/

/** Kinds whose name does not end as those of others do, and that stand without a country at times. */
const KNOWN =
  /^((?:Diplomatic |Stateless Person )?Passport(?: (?:Booklet|No\.):?)?|SSN|Cedula de Ciudadania|C\.U\.R\.P\.|R\.F\.C\.|D\.N\.I\.|N\.I\.E\.|RIF|RTN|SWIFT\/BIC|Matricula Mercantil No|Vessel Registration Identification IMO|MMSI|Numero de Identidad|BIK \(RU\))\s+(.+)$/

/** Kinds by the last word of their name: `National ID No.`, `RUC #`, `Unified Social Credit Code (USCC)`, `Personal ID Card`. */
const BY_END =
  /^([A-Z](?:\D*\s)?(?:No\.|#|[Nn]umber|ID|Card|Code|Document|Certificate|Identification|License|FEIN)(?: \([^()\d]+\))?:?)\s+(.+)$/

/** Any kind, where a country is named: `Credencial electoral 073855815496 (Mexico)`. */
const BY_COUNTRY = /^([A-Z]\D*?)\s+(\S*\d.*)$/

/** What has a number and is no paper: telephones, aircraft, securities, days, orders, a name in telegraph code, files, others. */
const NO_PAPER =
  /\b(?:phone|telephone|fax|telex|aircraft|isin|ticker|date|executive order|section|directive|chinese commercial code|interpol)\b|^(?:DOB|POB|Linked To|Secondary sanctions|Email|Website|Vessel Year of Build)\b/i

/** A number in one piece or several: with letters beside it (`HRB 1234`), and without the place that is named after it. */
const PIECES = /^(?:\S*\d\S*|[A-Z#./:-]+|[a-z]|\(\S+\))(?:\s+(?:\S*\d\S*|[A-Z#./:-]+|[a-z]))*(?=$|\s)/

/** The paper or number that a remark names, or null. */
function paperOf(remark: string): Identifier | null {
  const written = PAPER.exec(remark)
  if (written === null) return null
  const place = /\(([^()]+)\)$/.exec(written[2]!)?.[1] ?? ''
  const country = countryOfName(place)
  const text = written[1]!
  const found = KNOWN.exec(text) ?? BY_END.exec(text) ?? (country === null ? null : BY_COUNTRY.exec(text))
  if (found === null || NO_PAPER.test(found[1]!)) return null
  const said = found[2]!.split(', ')[0]!
  const pieces = PIECES.exec(said)?.[0] ?? ''
  // What goes on with digits after a word belongs together, as far as anybody can tell.
  const number = pieces === '' || /\d/.test(said.slice(pieces.length)) ? said : pieces
  const isCode = /\d/.test(number) || /^[A-Z]{8}(?:[A-Z]{3})?$/.test(number)
  return isCode ? { kind: found[1]!.replace(/:$/, ''), number, country } : null
}

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
  const paper = paperOf(remark)
  if (paper !== null) read.identifiers.push(paper)
}
