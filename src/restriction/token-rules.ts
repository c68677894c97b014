import { countriesExcept } from '../instrument/countries.ts'
import type { TransferRules } from '../instrument/instrument.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { evaluate, isMissing, type Value } from './expression.ts'
import type { CompiledPack, CompiledRule } from './rule-pack.ts'
import { scopeOf, valueOrNull, type RuleFacts } from './rule.ts'

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
  readonly setting: Setting
  readonly value: string
  readonly citation: string
}
type Setting = 'accreditedOnly' | 'holdersMax' | 'usHoldersMax' | 'nonAccreditedHoldersMax' | 'countries'

const CAPS = ['holdersMax', 'usHoldersMax', 'nonAccreditedHoldersMax'] as const

/**
 * What of these packs the token enforces by itself, on top of what the term sheet asks: of several limits the strictest.
 * Where a fact is missing nothing is compiled: a token that lets pass what a rule may forbid is not deployed.
 *
 * @param sheet the term sheet’s own rules; a pack can only make them stricter
 */
export function tokenConfiguration(
  packs: readonly CompiledPack[],
  ask: { readonly asOf: Temporal.Instant; readonly facts: RuleFacts },
  sheet: TransferRules,
): Result<TokenConfiguration, 'TOKEN_FACTS_MISSING'> {
  const missing = new Set<string>()
  const sources: TokenSource[] = []
  const offChainOnly: string[] = []
  let rules = sheet
  for (const pack of [...packs].sort((a, b) => (a.id < b.id ? -1 : 1)))
    for (const compiled of pack.compiled) {
      if (compiled.rule.token === undefined) {
        offChainOnly.push(compiled.rule.id)
        continue
      }
      const read = readerOf(pack, compiled, ask, missing)
      if (read('if', true) !== true) continue
      const said = (setting: Setting, value: string) =>
        void sources.push({
          pack: pack.id,
          rule: compiled.rule.id,
          setting,
          value,
          citation: compiled.rule.citations[0]!,
        })
      if (read('accreditedOnly', false) === true) {
        rules = { ...rules, accreditedOnly: true }
        said('accreditedOnly', 'true')
      }
      for (const cap of CAPS) {
        const value = read(cap, null)
        if (value === null || typeof value !== 'object' || !('n' in value)) continue
        const max = Number(value.n / value.d)
        rules = { ...rules, [cap]: rules[cap] === null ? max : Math.min(rules[cap], max) }
        said(cap, String(max))
      }
      const excluded = excludedCountries(compiled)
      if (excluded.length > 0) {
        const allowed = rules.countries === 'any' ? countriesExcept([]) : rules.countries
        rules = { ...rules, countries: allowed.filter((country) => !excluded.includes(country)) }
        said('countries', `without ${excluded.join(', ')}`)
      }
    }
  if (missing.size > 0) return refuse('TOKEN_FACTS_MISSING', { missing: [...missing].join(', ') })
  return ok({ rules, from: sources, offChainOnly })
}

/** Reads one expression of a rule’s part for the token, and notes what is missing. */
function readerOf(
  pack: CompiledPack,
  compiled: CompiledRule,
  ask: { readonly asOf: Temporal.Instant; readonly facts: RuleFacts },
  missing: Set<string>,
) {
  const scope = scopeOf(compiled, pack, { action: 'issue', ...ask })
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
