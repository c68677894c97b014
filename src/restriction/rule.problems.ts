import type { Problems } from '../kernel/problem.ts'
import type { WhatIfRefusal } from './pack-change.ts'
import type { CompiledPack } from './rule-pack.ts'
import { ENGINE_MESSAGES } from './rule.ts'
import { TRANSFER_PROBLEMS } from './transfer.problems.ts'

/** What cannot be done with rule packs, and by them. */
export const RULE_PROBLEMS: Problems<
  | 'PACK_INVALID'
  | 'PACK_UNKNOWN'
  | 'PACK_KNOWN'
  | 'PROPOSAL_OPEN'
  | 'PROPOSAL_DECIDED'
  | 'FOUR_EYES'
  | 'PLATFORM_OFFICER'
  | 'FACTS_UNFIT'
  | WhatIfRefusal
  | 'DECISION_NOT_WAITING'
  | 'CLASSIFICATION_MISSING'
> = {
  PACK_INVALID: {
    status: 422,
    detail: 'This rule pack is not sound: “{path}” {why}. The pack that is there stays.',
    fix: 'Mend each place that “errors” lists, and send it again with its new hash.',
  },
  PACK_UNKNOWN: {
    status: 422,
    detail: 'There is no rule pack “{pack}”.',
    fix: 'Name one of those that /v1/rule-packs lists.',
  },
  PACK_KNOWN: {
    status: 409,
    detail: 'This very pack is known already: it is {state}.',
    fix: 'Nothing has to be done; to go back to it, give it a new version number.',
  },
  PROPOSAL_OPEN: {
    status: 409,
    detail: 'Version {version} of {pack} is proposed, and nobody has decided on it.',
    fix: 'Activate or reject that version first.',
  },
  PROPOSAL_DECIDED: {
    status: 409,
    detail: 'This version was decided on before: it is {state}.',
    fix: 'Propose another version.',
  },
  FOUR_EYES: {
    status: 409,
    detail: 'Two people are needed, and you are the first of them.',
    fix: 'Have another officer look at it and decide.',
  },
  PLATFORM_OFFICER: {
    status: 403,
    detail: 'Rule packs are the same for every issuer, and you act for one.',
    fix: 'Ask a compliance officer of the platform.',
  },
  FACTS_UNFIT: {
    status: 422,
    detail: '{count} of these facts cannot be recorded.',
    fix: 'Mend each place that “errors” lists.',
  },
  WHAT_IF_UNFIT: {
    status: 422,
    detail: '{rule} of {pack} has no parameter “{param}”.',
    fix: 'Name a rule of the pack and one of its parameters.',
  },
  WHAT_IF_NUMBER: {
    status: 422,
    detail: '{param} is a number from {min} to {max}; now it is {now}.',
    fix: 'Give another number, written as this one is.',
  },
  WHAT_IF_SHAPE: {
    status: 422,
    detail: '{param} is {now} now, and what was given could not stand in its place.',
    fix: 'Write it as it is written now.',
  },
  DECISION_NOT_WAITING: {
    status: 409,
    detail: 'Nothing waits for you here: this is {state}.',
    fix: 'Look at the list of what waits.',
  },
  CLASSIFICATION_MISSING: {
    status: 409,
    detail: 'Nobody has answered the questionnaire for this instrument.',
    fix: 'Answer it first.',
  },
}

/** What whoever wants units is told when the rules of law do not let them; each reason is in `errors`, under its code. */
export const RULE_REFUSALS: Problems<'RULES_BLOCK' | 'RULES_REVIEW'> = {
  RULES_BLOCK: {
    status: 409,
    detail: 'The rules that this instrument is under refuse it.',
    fix: 'Each reason says what can be done about it.',
  },
  RULES_REVIEW: {
    status: 409,
    detail: 'Compliance officers have to look at this first, and it is before them.',
    fix: 'Ask again once they have decided. Units that are reserved stay kept until then, and their investor is told.',
  },
}

/** One reason in the list of all of them. */
export type VocabularyEntry = {
  readonly code: string
  readonly text: string
  readonly fix: string
  readonly citation: string | null
  /** Who says it: rules of packs, the engine, or the token, on chain and before. */
  readonly from: readonly string[]
}

/** Every reason that a person can meet, by code: those of the packs, of the engine and of the token. A code has one meaning. */
export function vocabulary(packs: readonly CompiledPack[]): readonly VocabularyEntry[] {
  const ofPacks = packs.flatMap((pack) =>
    pack.rules.flatMap((rule) =>
      Object.entries(rule.messages.en).map(([code, { text, fix }]) => ({
        code,
        text,
        fix,
        citation:
          rule.predicates.find((predicate) => predicate.code === code)?.citation ?? rule.citations[0]!,
        from: [`${pack.id} ${rule.id}`],
      })),
    ),
  )
  const ofEngine = Object.entries(ENGINE_MESSAGES).map(([code, { text, fix }]) => ({
    code,
    text,
    fix,
    citation: null,
    from: ['engine'],
  }))
  const ofToken = Object.entries(TRANSFER_PROBLEMS).map(([code, { detail, fix, citation }]) => ({
    code,
    text: detail,
    fix,
    citation: citation ?? null,
    from: ['token'],
  }))
  const merged = new Map<string, VocabularyEntry>()
  for (const entry of [...ofPacks, ...ofEngine, ...ofToken]) {
    const there = merged.get(entry.code)
    merged.set(entry.code, there === undefined ? entry : { ...there, from: [...there.from, ...entry.from] })
  }
  return [...merged.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}
