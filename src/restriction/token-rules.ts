import { countriesExcept } from '../instrument/countries.ts'
import { isSameCountries } from '../instrument/token.ts'
import type { TransferRules } from '../instrument/instrument.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { evaluate, isMissing, type Value } from './expression.ts'
import type { CompiledPack, CompiledRule } from './rule-pack.ts'
import { scopeOf, valueOrNull, type RuleFacts } from './rule.ts'

/** What decides how a token is configured: the packs in force for it, and what is known of its offering. */
export type TokenLaw = {
  readonly packs: readonly CompiledPack[]
  readonly asOf: Temporal.Instant
  readonly facts: RuleFacts
}

/** What the token is configured with, and which rule asked for what. */
export type TokenConfiguration = {
  readonly rules: TransferRules
  readonly from: readonly TokenSource[]
  /** Rules of these packs that have no part the token could enforce: they are asked before, and only there. */
  readonly offChainOnly: readonly string[]
}
export type TokenSource = {
  readonly pack: string
  readonly rule: string
  /** What the rule is called. */
  readonly title: string
  readonly setting: Setting
  readonly value: string
  readonly citation: string
}
export type Setting =
  | 'accreditedOnly'
  | 'holdersMax'
  | 'usHoldersMax'
  | 'nonAccreditedHoldersMax'
  | 'countries'

const CAPS = ['holdersMax', 'usHoldersMax', 'nonAccreditedHoldersMax'] as const

/**
 * What of these packs the token enforces by itself, on top of what the term sheet asks: of several limits the strictest.
 * A rule of which it is not known whether it applies is compiled as if it did. Where that makes a difference, or a limit
 * cannot be worked out, nothing is compiled: a token is not configured by guesses.
 *
 * @param sheet the term sheet’s own rules; a pack can only make them stricter
 */
export function tokenConfiguration(
  law: TokenLaw,
  sheet: TransferRules,
): Result<TokenConfiguration, 'TOKEN_FACTS_MISSING'> {
  const missing = new Set<string>()
  const sources: TokenSource[] = []
  const offChainOnly: string[] = []
  let rules = sheet
  for (const pack of [...law.packs].sort((a, b) => (a.id < b.id ? -1 : 1)))
    for (const compiled of pack.compiled) {
      if (compiled.rule.token === undefined) {
        offChainOnly.push(compiled.rule.id)
        continue
      }
      const asked = askedOf(pack, compiled, law)
      if (asked === null) continue
      const stricter = withAsked(rules, asked)
      if (asked.isUnread || (asked.unknown.size > 0 && !isSameRules(stricter, rules)))
        for (const fact of asked.unknown) missing.add(fact)
      rules = stricter
      sources.push(...sourcesOf(pack, compiled, asked))
    }
  if (missing.size > 0) return refuse('TOKEN_FACTS_MISSING', { missing: [...missing].join(', ') })
  return ok({ rules, from: sources, offChainOnly })
}

/** What one rule asks of the token. */
type Asked = {
  readonly accreditedOnly: boolean
  readonly caps: readonly { readonly cap: (typeof CAPS)[number]; readonly max: number }[]
  readonly excluded: readonly string[]
  /** Facts that were asked for and are not known. */
  readonly unknown: ReadonlySet<string>
  /** A limit could not be worked out. */
  readonly isUnread: boolean
}

/** Null where the rule asks for nothing, as it does not apply. */
function askedOf(pack: CompiledPack, compiled: CompiledRule, law: TokenLaw): Asked | null {
  const unknown = new Set<string>()
  const read = readerOf(pack, compiled, law, unknown)
  if (read('if', true) === false) return null
  const caps = CAPS.flatMap((cap) => {
    const value = read(cap, null)
    return value !== null && typeof value === 'object' && 'n' in value
      ? [{ cap, max: Number(value.n / value.d) }]
      : []
  })
  return {
    accreditedOnly: read('accreditedOnly', false) === true,
    caps,
    excluded: excludedCountries(compiled),
    unknown,
    isUnread: caps.length < CAPS.filter((cap) => cap in compiled.token).length,
  }
}

function withAsked(rules: TransferRules, { accreditedOnly, caps, excluded }: Asked): TransferRules {
  const limited = caps.map(({ cap, max }) => [cap, Math.min(rules[cap] ?? max, max)] as const)
  const allowed = rules.countries === 'any' ? countriesExcept([]) : rules.countries
  return {
    ...rules,
    ...Object.fromEntries(limited),
    accreditedOnly: rules.accreditedOnly || accreditedOnly,
    countries:
      excluded.length === 0 ? rules.countries : allowed.filter((country) => !excluded.includes(country)),
  }
}

function sourcesOf(
  pack: CompiledPack,
  { rule }: CompiledRule,
  { accreditedOnly, caps, excluded }: Asked,
): TokenSource[] {
  const source = (setting: Setting, value: string): TokenSource => ({
    pack: pack.id,
    rule: rule.id,
    title: rule.title,
    setting,
    value,
    citation: rule.citations[0]!,
  })
  return [
    ...(accreditedOnly ? [source('accreditedOnly', 'true')] : []),
    ...caps.map(({ cap, max }) => source(cap, String(max))),
    ...(excluded.length === 0 ? [] : [source('countries', `without ${excluded.join(', ')}`)]),
  ]
}

function isSameRules(a: TransferRules, b: TransferRules): boolean {
  return (
    a.accreditedOnly === b.accreditedOnly &&
    CAPS.every((cap) => a[cap] === b[cap]) &&
    isSameCountries(a.countries, b.countries)
  )
}

/** Reads one expression of a rule’s part for the token, and notes what is missing. */
function readerOf(
  pack: CompiledPack,
  compiled: CompiledRule,
  { asOf, facts }: TokenLaw,
  missing: Set<string>,
) {
  const scope = scopeOf(compiled, pack, { action: 'issue', asOf, facts })
  return <T extends Value | null>(name: string, without: T): Value | T => {
    const expression = compiled.token[name]
    if (expression === undefined) return without
    const value = valueOrNull(() => evaluate(expression, scope))
    if (value === null) missing.add(compiled.rule.id)
    else if (isMissing(value)) for (const fact of value.missing) missing.add(fact)
    return value === null || isMissing(value) ? without : value
  }
}

function excludedCountries({ rule, params }: CompiledRule): readonly string[] {
  const name = rule.token?.countriesExcept
  return name === undefined ? [] : (params.get(name) as readonly string[])
}
