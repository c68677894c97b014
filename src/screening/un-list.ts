import { birthYears, readBirth, widened } from './birth.ts'
import { countryOfName } from './country-names.ts'
import type { BirthRange, Gender, Identifier, ListedName, ListedParty } from './list.ts'

/** An element of an XML document: its text without that of its children. */
export type XmlElement = {
  readonly name: string
  readonly text: string
  readonly children: readonly XmlElement[]
}

/** How far the true year may lie from one that is said to be approximate. */
const APPROXIMATE_YEARS = 2

/**
 * Reads the Consolidated List of the United Nations Security Council: `INDIVIDUALS` and `ENTITIES`, with aliases of good
 * and of low quality, dates of birth, nationalities and papers. Null when the document is another.
 */
export function readUn(root: XmlElement): ListedParty[] | null {
  const individuals = child(root, 'INDIVIDUALS')
  const entities = child(root, 'ENTITIES')
  if (root.name !== 'CONSOLIDATED_LIST' || individuals === undefined || entities === undefined) return null
  return [
    ...individuals.children.map((element) => readParty(element, 'person')),
    ...entities.children.map((element) => readParty(element, 'entity')),
  ]
}

function readParty(element: XmlElement, party: ListedParty['party']): ListedParty {
  const prefix = party === 'person' ? 'INDIVIDUAL' : 'ENTITY'
  const name = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].flatMap(
    (part) => valueOf(element, part) ?? [],
  )
  const countries = [
    ...all(element, 'NATIONALITY').flatMap((nationality) => texts(nationality, 'VALUE')),
    ...all(element, `${prefix}_ADDRESS`).flatMap((address) => texts(address, 'COUNTRY')),
  ].flatMap((country) => countryOfName(country) ?? [])
  return {
    list: 'UN',
    ref: valueOf(element, 'REFERENCE_NUMBER') ?? valueOf(element, 'DATAID') ?? '',
    party,
    names: [
      { text: name.join(' '), strength: 'primary' },
      ...texts(element, 'NAME_ORIGINAL_SCRIPT').map((text): ListedName => ({ text, strength: 'strong' })),
      ...all(element, `${prefix}_ALIAS`).flatMap(readAlias),
    ],
    births: all(element, 'INDIVIDUAL_DATE_OF_BIRTH').flatMap((birth) => readUnBirth(birth) ?? []),
    countries: [...new Set(countries)],
    gender: genderOf(valueOf(element, 'GENDER')),
    identifiers: all(element, 'INDIVIDUAL_DOCUMENT').flatMap(readDocument),
    wallets: [],
    programs: texts(element, 'UN_LIST_TYPE'),
  }
}

function readAlias(alias: XmlElement): ListedName[] {
  const strength = valueOf(alias, 'QUALITY') === 'Low' ? 'weak' : 'strong'
  // Several are written into one element where they differ in spelling alone.
  return (valueOf(alias, 'ALIAS_NAME') ?? '').split(/;|\n/).flatMap((part) => {
    const text = part.replace(/^\s*[a-z]\)\s*/, '').trim()
    return text === '' ? [] : [{ text, strength }]
  })
}

function readUnBirth(birth: XmlElement): BirthRange | null {
  const between = birthYears(Number(valueOf(birth, 'FROM_YEAR')), Number(valueOf(birth, 'TO_YEAR')))
  if (between !== null) return between
  const day = readBirth(valueOf(birth, 'DATE') ?? '') ?? readBirth(valueOf(birth, 'YEAR') ?? '')
  const isExact = valueOf(birth, 'TYPE_OF_DATE') === 'EXACT'
  return day === null || isExact ? day : widened(day, APPROXIMATE_YEARS)
}

function readDocument(document: XmlElement): Identifier[] {
  const number = valueOf(document, 'NUMBER')
  if (number === null) return []
  const country = valueOf(document, 'COUNTRY_OF_ISSUE') ?? valueOf(document, 'ISSUING_COUNTRY') ?? ''
  return [
    { kind: valueOf(document, 'TYPE_OF_DOCUMENT') ?? 'Document', number, country: countryOfName(country) },
  ]
}

export function genderOf(text: string | null | undefined): Gender | null {
  const letter = text?.trim()[0]?.toLowerCase()
  return letter === 'm' ? 'male' : letter === 'f' ? 'female' : null
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name)
}

function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((one) => one.name === name)
}

function texts(element: XmlElement, name: string): string[] {
  return all(element, name).flatMap((one) => one.text.replace(/\s+/g, ' ').trim() || [])
}

function valueOf(element: XmlElement, name: string): string | null {
  return all(element, name)[0]?.text.trim() || null
}
