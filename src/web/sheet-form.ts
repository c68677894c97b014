import { fieldIn, language, t } from '../messages/message.ts'
import { fieldPath, type FormField, type FormGroup, type FormStep } from '../term-sheet/term-sheet-form.ts'
import type { TermSheetDraft } from '../../sdk/src/operations.ts'
import type { DraftFinding } from './data.ts'

export type Values = Readonly<Record<string, string>>

/** A group as it stands in a draft: of a list, one for each item. */
export type Part = {
  readonly group: FormGroup
  /** `valuations[0]`, `offering`. */
  readonly path: string
  /** Of an item of a list, which one it is; null otherwise. */
  readonly index: number | null
}

/** `shareClass.units` is "Units", `asset.identifiers[]` "Identifiers"; in another language as that has it. */
export function fieldLabel(path: string): string {
  const name =
    path
      .replaceAll(/\[\d*\]/g, '')
      .split('.')
      .at(-1) ?? ''
  const said = fieldIn(name)
  if (said !== null) return said
  const words = ENGLISH.get(name) ?? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** One of a list, counted from 1: `offering.currencies[]` with 1 is "Currency 1". */
export function itemLabel(path: string, n: number): string {
  // Other languages name the list: their plurals say no singular.
  const part = fieldLabel(path)
  return t('newAsset.item', {
    part: language() === 'en' ? part.replace(/ies$/, 'y').replace(/s$/, '') : part,
    n,
  })
}

/** Names of the file that are no words of a person. */
const ENGLISH: ReadonlyMap<string, string> = new Map([
  ['lei', 'LEI'],
  ['spv', 'SPV'],
  ['ticketMin', 'Smallest subscription'],
  ['ticketMax', 'Largest subscription'],
])

/**
 * The groups of a step as they are in a draft. A list shows what it has, and empty rows up to the number that is asked for;
 * one that must not be empty shows at least one.
 */
export function partsOf(
  groups: readonly FormGroup[],
  step: FormStep,
  values: Values,
  rows: ReadonlyMap<string, number>,
): Part[] {
  return groups
    .filter((group) => group.step === step)
    .flatMap((group): Part[] => {
      if (!group.isList) return [{ group, path: group.path, index: null }]
      const list = group.path.replace(/\[\]$/, '')
      const count = Math.max(itemsOf(values, list), rows.get(list) ?? 0, group.isNeeded ? 1 : 0)
      return Array.from({ length: count }, (_, index) => ({ group, path: `${list}[${index}]`, index }))
    })
}

/** How many items of a list have something in them. */
function itemsOf(values: Values, list: string): number {
  const indices = Object.keys(values).flatMap((path) =>
    path.startsWith(`${list}[`) ? [Number.parseInt(path.slice(list.length + 1), 10)] : [],
  )
  return Math.max(-1, ...indices) + 1
}

/** Where a field of a part stands in the draft: `valuations[0].date`. */
export function placeOf(part: Part, field: FormField): string {
  const name = field.path.split('.').at(-1) ?? ''
  return part.path === '' ? name : `${part.path}.${name}`
}

/** What is said about each field and each part of a step, and what is about none of them: under an empty path. */
export function findingsByPlace(
  { findings }: Pick<TermSheetDraft, 'findings'>,
  parts: readonly Part[],
): ReadonlyMap<string, readonly DraftFinding[]> {
  const places = parts
    .flatMap((part) => [part.path, ...part.group.fields.map((field) => placeOf(part, field))])
    .filter((place) => place !== '')
  const found = new Map<string, DraftFinding[]>()
  for (const finding of findings) {
    const place = places
      .filter((each) => isWithin(finding.path, each))
      .reduce((longest, each) => (each.length > longest.length ? each : longest), '')
    found.set(place, [...(found.get(place) ?? []), finding])
  }
  return found
}

/**
 * What is said about a step and has no place of its own in it, like a list that is missing; and what belongs to no step at
 * all, like a part that no sheet has.
 */
export function looseFindings(
  draft: Pick<TermSheetDraft, 'findings'>,
  groups: readonly FormGroup[],
  step: FormStep,
  parts: readonly Part[],
): DraftFinding[] {
  const others = rootsOf(groups.filter((group) => group.step !== step))
  const own = rootsOf(groups.filter((group) => group.step === step))
  return (findingsByPlace(draft, parts).get('') ?? []).filter(({ path }) => {
    const root = rootOf(fieldPath(path))
    return own.has(root) || !others.has(root)
  })
}

/** What is wrong in a step, whichever of its parts it is about. */
export function errorsOf(
  { findings }: Pick<TermSheetDraft, 'findings'>,
  groups: readonly FormGroup[],
  step: FormStep,
): DraftFinding[] {
  const roots = rootsOf(groups.filter((group) => group.step === step))
  return findings.filter(({ severity, path }) => severity === 'error' && roots.has(rootOf(fieldPath(path))))
}

function rootsOf(groups: readonly FormGroup[]): ReadonlySet<string> {
  return new Set(
    groups
      .flatMap(({ path, fields }) => [path, ...fields.map((field) => field.path)])
      .map(rootOf)
      .filter((root) => root !== ''),
  )
}

function rootOf(path: string): string {
  return /^[A-Za-z]*/.exec(path)?.[0] ?? ''
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`)
}
