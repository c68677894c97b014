import type { CaseDetail, OwnersAnswer } from '../../../sdk/src/operations.ts'
import type { Ownership } from '../data.ts'
import { countryName } from '../format.ts'
import { Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { t } from '../text.ts'
import { Written } from './case-written.tsx'

/** The name of somebody in the answer “owners”, by where they stand in it; null of nobody who is named now. */
export function nameOf(owners: OwnersAnswer | null, node: string): string | null {
  const all = [
    ...(owners?.people ?? []).map(({ name }, n) => [`people[${n}]`, name] as const),
    ...(owners?.entities ?? []).map(({ name }, n) => [`entities[${n}]`, name] as const),
  ]
  return all.find(([place]) => place === node)?.[1] ?? null
}

/** Who stands behind an investor or holds with them: a tree, from the investor up to people, with what the lists say of each. */
export function CaseOwners({
  file,
  owners,
  canExamine,
}: {
  readonly file: CaseDetail
  readonly owners: OwnersAnswer
  readonly canExamine: boolean
}) {
  const ownership = useData<Ownership>(`/v1/investors/${file.investor.id}/ownership`)
  return (
    <Section title={t('case.owners')} note={t('case.ownersNote')}>
      <div className="card p-5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-semibold">{file.investor.displayName}</span>
          {ownership.isBlocked && <StatusChip status="blocked" />}
          {ownership.listed.length > 0 && (
            <span className="text-sm text-ink-soft">
              {t(ownership.isBlocked ? 'case.ownedBlocked' : 'case.ownedBelow', {
                percent: ownership.percent,
              })}
            </span>
          )}
        </div>
        <OwnersOf file={file} owners={owners} owned={null} ownership={ownership} canExamine={canExamine} />
      </div>
    </Section>
  )
}

function OwnersOf({
  file,
  owners,
  owned,
  ownership,
  canExamine,
}: {
  readonly file: CaseDetail
  readonly owners: OwnersAnswer
  readonly owned: number | null
  readonly ownership: Ownership
  readonly canExamine: boolean
}) {
  const people = [...owners.people.entries()].filter(([, { of = null }]) => of === owned)
  const entities = [...(owners.entities ?? []).entries()].filter(([, { of = null }]) => of === owned)
  if (people.length + entities.length === 0) return null
  return (
    <ul className="mt-3 space-y-3 border-s border-line ps-4">
      {entities.map(([n, { name, country, share = null, inTrust = [] }]) => (
        <li key={`entity ${n}`}>
          <Node
            node={`entities[${n}]`}
            name={name}
            country={country}
            share={share}
            roles={inTrust.map((role) => t(`onboarding.${role}`))}
            ownership={ownership}
          />
          {inTrust.length > 0 && (
            <CheckOf file={file} node={`entities[${n}]`} name={name} canExamine={canExamine} />
          )}
          <OwnersOf file={file} owners={owners} owned={n} ownership={ownership} canExamine={canExamine} />
        </li>
      ))}
      {people.map(([n, person]) => (
        <li key={`person ${n}`}>
          <Node
            node={`people[${n}]`}
            name={person.name}
            country={person.country}
            share={person.share ?? null}
            born={person.born}
            ownership={ownership}
            roles={[
              ...(person.inTrust ?? []).map((role) => t(`onboarding.${role}`)),
              ...(typeof person.custodyAge === 'number' ? [t('case.minor', { age: person.custodyAge })] : []),
              ...(person.isControlPerson ? [t('case.controls')] : []),
              ...(person.isSigner ? [t('case.signs')] : []),
            ]}
          />
          <CheckOf file={file} node={`people[${n}]`} name={person.name} canExamine={canExamine} />
        </li>
      ))}
    </ul>
  )
}

/** How the newest check of somebody stands, or of a firm in a trust, and the way to look at their papers by hand. */
function CheckOf({
  file,
  node,
  name,
  canExamine,
}: {
  readonly file: CaseDetail
  readonly node: string
  readonly name: string
  readonly canExamine: boolean
}) {
  const newest = file.checks.find(({ of }) => of === node)
  return (
    <div className="mt-1 flex flex-wrap items-center gap-3">
      {newest === undefined ? (
        <span className="text-sm text-ink-soft">{t('case.noChecks')}</span>
      ) : (
        <StatusChip status={newest.result} />
      )}
      {canExamine && file.unchecked.includes(node) && (
        <Written kind="examine" id={file.investor.id} of={{ node, name }} />
      )}
    </div>
  )
}

function Node({
  node,
  name,
  country,
  share,
  born,
  roles = [],
  ownership,
}: {
  readonly node: string
  readonly name: string
  readonly country: string
  readonly share: string | null
  readonly born?: string
  readonly roles?: readonly string[]
  readonly ownership: Ownership
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="min-w-0 font-medium break-words">{name}</span>
      {share !== null && <span className="tabular-nums">{t('case.share', { share })}</span>}
      {ownership.listed.includes(node) && <StatusChip status="listed" />}
      {ownership.blocked.includes(node) && <StatusChip status="blocked" />}
      <span className="text-sm text-ink-soft">
        {[countryName(country), ...roles].join(' · ')}
        {born !== undefined && (
          <>
            {' · '}
            <DateText value={born} />
          </>
        )}
      </span>
    </div>
  )
}
