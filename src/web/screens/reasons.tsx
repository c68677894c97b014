import { Link } from '@tanstack/react-router'
import { useUser } from '../session.ts'
import type { Eligibility } from '../../../sdk/src/operations.ts'
import { t } from '../text.ts'

/** Every reason why somebody may not invest, with what to do about it. */
export function Reasons({ of: reasons }: { readonly of: Eligibility['reasons'] }) {
  const { role } = useUser()
  return (
    <ul className="max-w-2xl space-y-2">
      {reasons.map(({ code, detail, fix }) => (
        <li key={`${code} ${detail}`}>
          {detail} <span className="text-ink-soft">{fix}</span>{' '}
          {code === 'INVESTOR_NOT_VERIFIED' && role === 'investor' && (
            <Link to="/onboarding" search={{}} className="text-accent underline">
              {t('eligibility.apply')}
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
