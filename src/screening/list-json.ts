import type { ListedParty } from './list.ts'
import type { Subject } from './screening.ts'

/** A `ListedParty` as it is stored and handed to another thread: days are text. */
export type ListedPartyJson = Omit<ListedParty, 'births'> & {
  readonly births: readonly { readonly from: string; readonly to: string }[]
}
export type SubjectJson = Omit<Subject, 'born'> & { readonly born: string | null }

export function partyJson(party: ListedParty): ListedPartyJson {
  return {
    ...party,
    births: party.births.map(({ from, to }) => ({ from: from.toString(), to: to.toString() })),
  }
}

export function partyOf(json: ListedPartyJson): ListedParty {
  return {
    ...json,
    births: json.births.map(({ from, to }) => ({
      from: Temporal.PlainDate.from(from),
      to: Temporal.PlainDate.from(to),
    })),
  }
}

export function subjectJson(subject: Subject): SubjectJson {
  return { ...subject, born: subject.born?.toString() ?? null }
}

export function subjectOf(json: SubjectJson): Subject {
  return { ...json, born: json.born === null ? null : Temporal.PlainDate.from(json.born) }
}
