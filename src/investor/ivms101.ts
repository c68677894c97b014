import { COUNTRIES } from '../kernel/countries.ts'
import type { FieldError } from '../kernel/result.ts'
import { identifierFault } from '../instrument/identifier.ts'

/*
 * IVMS101 (interVASP messaging standard, May 2020) in its JSON form: names in camel case, codes as the standard has them.
 * Sections are named at each rule.
 */

export const NATURAL_NAME_TYPES = ['ALIA', 'BIRT', 'MAID', 'LEGL', 'MISC'] as const
export const LEGAL_NAME_TYPES = ['LEGL', 'SHRT', 'TRAD'] as const
export const ADDRESS_TYPES = ['HOME', 'BIZZ', 'GEOG'] as const
export const NATIONAL_IDENTIFIER_TYPES = [
  'ARNU',
  'CCPT',
  'RAID',
  'DRLC',
  'FIIN',
  'TXID',
  'SOCS',
  'IDCD',
  'LEIX',
  'MISC',
] as const
/** Those that a legal person may have (7.2.8, C7). */
const LEGAL_IDENTIFIER_TYPES = ['RAID', 'MISC', 'LEIX', 'TXID']

export type IvmsAddress = {
  readonly addressType: (typeof ADDRESS_TYPES)[number]
  readonly streetName?: string
  readonly buildingNumber?: string
  readonly postCode?: string
  readonly townName?: string
  readonly countrySubDivision?: string
  readonly addressLine?: readonly string[]
  readonly country: string
}
type NationalIdentification = {
  readonly nationalIdentifier: string
  readonly nationalIdentifierType: (typeof NATIONAL_IDENTIFIER_TYPES)[number]
  readonly countryOfIssue?: string
  readonly registrationAuthority?: string
}
export type IvmsPerson =
  | {
      readonly naturalPerson: {
        readonly name: {
          readonly nameIdentifier: readonly {
            readonly primaryIdentifier: string
            readonly secondaryIdentifier?: string
            readonly nameIdentifierType: (typeof NATURAL_NAME_TYPES)[number]
          }[]
        }
        readonly geographicAddress?: readonly IvmsAddress[]
        readonly nationalIdentification?: NationalIdentification
        readonly customerIdentification?: string
        readonly dateAndPlaceOfBirth?: { readonly dateOfBirth: string; readonly placeOfBirth: string }
        readonly countryOfResidence?: string
      }
    }
  | {
      readonly legalPerson: {
        readonly name: {
          readonly nameIdentifier: readonly {
            readonly legalPersonName: string
            readonly legalPersonNameIdentifierType: (typeof LEGAL_NAME_TYPES)[number]
          }[]
        }
        readonly geographicAddress?: readonly IvmsAddress[]
        readonly customerNumber?: string
        readonly nationalIdentification?: NationalIdentification
        readonly countryOfRegistration?: string
      }
    }
export type IvmsPayload = {
  readonly originator: {
    readonly originatorPersons: readonly IvmsPerson[]
    readonly accountNumber: readonly string[]
  }
  readonly beneficiary: {
    readonly beneficiaryPersons: readonly IvmsPerson[]
    readonly accountNumber: readonly string[]
  }
  readonly originatingVASP?: { readonly originatingVASP: IvmsPerson }
  readonly beneficiaryVASP?: { readonly beneficiaryVASP: IvmsPerson }
}

const NAME_LENGTH_MAX = 100
const LINES_MAX = 7
const LINE_LENGTH_MAX = 70
const PERSONS_MAX = 100

/** Whether this is the form that Protocol Buffers print: snake case, or codes with their type before them. */
export function isProtobufDialect(payload: unknown): boolean {
  if (Array.isArray(payload)) return payload.some(isProtobufDialect)
  if (typeof payload === 'string')
    return /^(NATURAL_PERSON|LEGAL_PERSON|ADDRESS|NATIONAL_IDENTIFIER)\w*_CODE_/.test(payload)
  if (typeof payload !== 'object' || payload === null) return false
  return Object.entries(payload).some(
    ([name, value]) => /^[a-z]+_[a-z_]+$/.test(name) || isProtobufDialect(value),
  )
}

/**
 * Everything that is wrong with a message, each with the path of its field; nothing when the message can be used.
 *
 * @param today dates of birth come before it
 */
export function ivmsFaults(payload: unknown, today: Temporal.PlainDate): FieldError[] {
  const reader = new Reader(today)
  const root = reader.object(payload, '', [
    'originator',
    'beneficiary',
    'originatingVASP',
    'beneficiaryVASP',
    'transferPath',
    'payloadMetadata',
  ])
  if (root === null) return reader.faults
  for (const [side, persons] of [
    ['originator', 'originatorPersons'],
    ['beneficiary', 'beneficiaryPersons'],
  ] as const) {
    const party = reader.object(root[side], side, [persons, 'accountNumber'])
    if (party === null) continue
    reader.list(party[persons], `${side}.${persons}`, PERSONS_MAX, (one, at) =>
      reader.person(one, at, side === 'originator'),
    )
    if (party['accountNumber'] !== undefined)
      reader.list(party['accountNumber'], `${side}.accountNumber`, PERSONS_MAX, (one, at) =>
        reader.text(one, at, NAME_LENGTH_MAX),
      )
  }
  for (const vasp of ['originatingVASP', 'beneficiaryVASP'] as const)
    if (root[vasp] !== undefined) {
      const wrapper = reader.object(root[vasp], vasp, [vasp])
      if (wrapper !== null) reader.person(wrapper[vasp], `${vasp}.${vasp}`, false)
    }
  return reader.faults
}

type Fields = Readonly<Record<string, unknown>>

class Reader {
  readonly faults: FieldError[] = []
  readonly #today: Temporal.PlainDate

  constructor(today: Temporal.PlainDate) {
    this.#today = today
  }

  #add(path: string, message: string): void {
    this.faults.push({ path, code: 'IVMS_INVALID', message })
  }

  object(value: unknown, path: string, known: readonly string[]): Fields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.#add(path, value === undefined ? 'It is missing.' : 'It is no object.')
      return null
    }
    for (const name of Object.keys(value))
      if (!known.includes(name)) this.#add(join(path, name), 'The standard has no such field here.')
    return value as Fields
  }

  list(value: unknown, path: string, max: number, each: (one: unknown, path: string) => void): void {
    if (!Array.isArray(value) || value.length === 0) return this.#add(path, 'It has to hold at least one.')
    if (value.length > max) return this.#add(path, `It may hold at most ${max}.`)
    value.forEach((one, i) => each(one, `${path}[${i}]`))
  }

  text(value: unknown, path: string, max: number): string | null {
    if (typeof value === 'string' && value.trim() !== '' && value.length <= max) return value
    this.#add(path, `It has to be a text of 1 to ${max} characters.`)
    return null
  }

  #optional(fields: Fields, path: string, names: readonly string[], max: number): void {
    for (const name of names) if (fields[name] !== undefined) this.text(fields[name], join(path, name), max)
  }

  #code(value: unknown, path: string, codes: readonly string[]): void {
    if (typeof value !== 'string' || !codes.includes(value))
      this.#add(path, `It has to be one of ${codes.join(', ')}.`)
  }

  /** 7.2.4, C3: a code of ISO 3166-1, or XX for none. */
  #country(value: unknown, path: string): void {
    if (typeof value !== 'string' || !(COUNTRIES.has(value) || value === 'XX'))
      this.#add(path, 'It is no country code of ISO 3166-1.')
  }

  person(value: unknown, path: string, isOriginator: boolean): void {
    const fields = this.object(value, path, ['naturalPerson', 'legalPerson'])
    if (fields === null) return
    const natural = fields['naturalPerson']
    const legal = fields['legalPerson']
    if ((natural === undefined) === (legal === undefined))
      return this.#add(path, 'It has to be a natural person or a legal person, and not both.')
    if (natural !== undefined) this.#natural(natural, `${path}.naturalPerson`, isOriginator)
    else this.#legal(legal, `${path}.legalPerson`, isOriginator)
  }

  #natural(value: unknown, path: string, isOriginator: boolean): void {
    const person = this.object(value, path, [
      'name',
      'geographicAddress',
      'nationalIdentification',
      'customerIdentification',
      'dateAndPlaceOfBirth',
      'countryOfResidence',
    ])
    if (person === null) return
    const lists = ['nameIdentifier', 'localNameIdentifier', 'phoneticNameIdentifier']
    const name = this.object(person['name'], `${path}.name`, lists)
    if (name !== null)
      this.#names(name, `${path}.name`, lists, {
        type: 'nameIdentifierType',
        types: NATURAL_NAME_TYPES,
        required: ['primaryIdentifier'],
        optional: ['secondaryIdentifier'],
      })
    this.#addresses(person['geographicAddress'], `${path}.geographicAddress`)
    this.#optional(person, path, ['customerIdentification'], 50)
    if (person['nationalIdentification'] !== undefined)
      this.#identification(person['nationalIdentification'], `${path}.nationalIdentification`, false)
    if (person['dateAndPlaceOfBirth'] !== undefined)
      this.#birth(person['dateAndPlaceOfBirth'], `${path}.dateAndPlaceOfBirth`)
    if (person['countryOfResidence'] !== undefined)
      this.#country(person['countryOfResidence'], `${path}.countryOfResidence`)
    // C1: one of these tells the originator from everybody of the same name.
    const tells = [
      'geographicAddress',
      'nationalIdentification',
      'customerIdentification',
      'dateAndPlaceOfBirth',
    ]
    if (isOriginator && tells.every((field) => person[field] === undefined))
      this.#add(path, `It needs one of ${tells.join(', ')}.`)
  }

  #legal(value: unknown, path: string, isOriginator: boolean): void {
    const person = this.object(value, path, [
      'name',
      'geographicAddress',
      'customerNumber',
      'customerIdentification',
      'nationalIdentification',
      'countryOfRegistration',
    ])
    if (person === null) return
    const lists = ['nameIdentifier', 'localNameIdentifier', 'phoneticNameIdentifier']
    const name = this.object(person['name'], `${path}.name`, lists)
    if (name !== null)
      this.#names(name, `${path}.name`, lists, {
        type: 'legalPersonNameIdentifierType',
        types: LEGAL_NAME_TYPES,
        required: ['legalPersonName'],
        optional: [],
      })
    this.#addresses(person['geographicAddress'], `${path}.geographicAddress`)
    this.#optional(person, path, ['customerNumber', 'customerIdentification'], 50)
    if (person['nationalIdentification'] !== undefined)
      this.#identification(person['nationalIdentification'], `${path}.nationalIdentification`, true)
    if (person['countryOfRegistration'] !== undefined)
      this.#country(person['countryOfRegistration'], `${path}.countryOfRegistration`)
    // C4.
    const tells = ['geographicAddress', 'nationalIdentification', 'customerNumber', 'customerIdentification']
    if (isOriginator && tells.every((field) => person[field] === undefined))
      this.#add(path, 'It needs one of geographicAddress, nationalIdentification, customerNumber.')
  }

  /** C5 and C6: one of the names is the legal one. */
  #names(
    name: Fields,
    path: string,
    lists: readonly string[],
    kind: {
      readonly type: string
      readonly types: readonly string[]
      readonly required: readonly string[]
      readonly optional: readonly string[]
    },
  ): void {
    const [main = ''] = lists
    for (const list of lists) {
      if (list !== main && name[list] === undefined) continue
      this.list(name[list], `${path}.${list}`, PERSONS_MAX, (one, at) => {
        const fields = this.object(one, at, [...kind.required, ...kind.optional, kind.type])
        if (fields === null) return
        for (const required of kind.required)
          this.text(fields[required], `${at}.${required}`, NAME_LENGTH_MAX)
        this.#optional(fields, at, kind.optional, NAME_LENGTH_MAX)
        this.#code(fields[kind.type], `${at}.${kind.type}`, kind.types)
      })
    }
    const names: unknown = name[main]
    const isLegal = (one: unknown) =>
      typeof one === 'object' && one !== null && Reflect.get(one, kind.type) === 'LEGL'
    if (Array.isArray(names) && names.length > 0 && !names.some(isLegal))
      this.#add(`${path}.${main}`, 'One of the names has to be the legal one (LEGL).')
  }

  /** 7.2.7; C8: a street with a number or building, or lines, and a town. */
  #addresses(value: unknown, path: string): void {
    if (value === undefined) return
    this.list(value, path, PERSONS_MAX, (one, at) => {
      const parts = [
        'department',
        'subDepartment',
        'streetName',
        'buildingNumber',
        'buildingName',
        'floor',
        'postBox',
        'room',
        'postCode',
        'townName',
        'townLocationName',
        'districtName',
        'countrySubDivision',
      ]
      const address = this.object(one, at, ['addressType', ...parts, 'addressLine', 'country'])
      if (address === null) return
      this.#code(address['addressType'], `${at}.addressType`, ADDRESS_TYPES)
      this.#optional(address, at, parts, LINE_LENGTH_MAX)
      this.#country(address['country'], `${at}.country`)
      if (address['addressLine'] !== undefined)
        this.list(address['addressLine'], `${at}.addressLine`, LINES_MAX, (line, lineAt) =>
          this.text(line, lineAt, LINE_LENGTH_MAX),
        )
      const hasStreet =
        address['streetName'] !== undefined &&
        (address['buildingName'] !== undefined || address['buildingNumber'] !== undefined)
      if (!hasStreet && address['addressLine'] === undefined)
        this.#add(at, 'It needs a street with a building’s number or name, or lines.')
    })
  }

  /** 7.2.8; C7 and C9: what a legal person has is told from what a natural one has. */
  #identification(value: unknown, path: string, isLegal: boolean): void {
    const fields = this.object(value, path, [
      'nationalIdentifier',
      'nationalIdentifierType',
      'countryOfIssue',
      'registrationAuthority',
    ])
    if (fields === null) return
    const number = this.text(fields['nationalIdentifier'], `${path}.nationalIdentifier`, 35)
    const type = fields['nationalIdentifierType']
    this.#code(
      type,
      `${path}.nationalIdentifierType`,
      isLegal ? LEGAL_IDENTIFIER_TYPES : NATIONAL_IDENTIFIER_TYPES.filter((one) => one !== 'LEIX'),
    )
    const issuer = fields['countryOfIssue']
    const authority = fields['registrationAuthority']
    if (issuer !== undefined) {
      if (isLegal) this.#add(`${path}.countryOfIssue`, 'A legal person has none.')
      else this.#country(issuer, `${path}.countryOfIssue`)
    }
    if (authority !== undefined) {
      if (!isLegal) this.#add(`${path}.registrationAuthority`, 'A natural person has none.')
      else if (type === 'LEIX') this.#add(`${path}.registrationAuthority`, 'An LEI has none.')
      else if (typeof authority !== 'string' || !/^RA\d{6}$/.test(authority))
        this.#add(`${path}.registrationAuthority`, 'It is no code of the GLEIF list: RA and six digits.')
    } else if (isLegal && type !== 'LEIX')
      this.#add(`${path}.registrationAuthority`, 'It is missing, where the number is no LEI.')
    if (type === 'LEIX' && number !== null && identifierFault('lei', number) !== null)
      this.#add(`${path}.nationalIdentifier`, 'It is no LEI: its form or its check digits are wrong.')
  }

  /** C2: a date of birth is in the past. */
  #birth(value: unknown, path: string): void {
    const fields = this.object(value, path, ['dateOfBirth', 'placeOfBirth'])
    if (fields === null) return
    this.text(fields['placeOfBirth'], `${path}.placeOfBirth`, 70)
    const born = dateOf(fields['dateOfBirth'])
    if (born === null) this.#add(`${path}.dateOfBirth`, 'It is no date (YYYY-MM-DD).')
    else if (Temporal.PlainDate.compare(born, this.#today) >= 0)
      this.#add(`${path}.dateOfBirth`, 'It is not in the past.')
  }
}

function dateOf(value: unknown): Temporal.PlainDate | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return null
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' })
  } catch {
    return null
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
