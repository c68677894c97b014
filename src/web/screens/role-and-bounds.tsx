import { ROLES } from '../../kernel/role.ts'
import type { Investor, Issuer } from '../../../sdk/src/operations.ts'
import type { Field } from '../form.ts'
import { SelectField } from '../parts/field.tsx'
import { useAllRows, useList } from '../query.ts'
import { language } from '../../messages/message.ts'
import { t } from '../text.ts'

/** A role, and the issuer or the investor it is narrowed to. Empty texts are no narrowing. */
export type Bounds = { role: string; issuer: string; investor: string }

/** The fields that say what somebody may see. */
export function RoleAndBounds({
  values,
  field,
}: {
  readonly values: Bounds
  readonly field: (name: keyof Bounds) => Field
}) {
  return (
    <>
      <SelectField
        label={t('user.role')}
        options={ROLES.map((role) => [role, t(`role.${role}`)])}
        {...field('role')}
      />
      {values.role === 'issuer' && <IssuerField {...field('issuer')} />}
      {values.role === 'investor' && <InvestorField {...field('investor')} />}
    </>
  )
}

/** A form's values with the bounds as the server takes them. */
export function withBounds<V extends Bounds>(values: V) {
  const { role, issuer, investor } = values
  return {
    ...values,
    issuer: role === 'issuer' && issuer !== '' ? issuer : null,
    investor: role === 'investor' && investor !== '' ? investor : null,
  }
}

function IssuerField(field: Field) {
  const issuers = useList<Issuer>('/v1/issuers')
  const options = issuers.items.map(({ id, name }) => [id, name] as const)
  return (
    <SelectField
      label={t('asset.issuer')}
      hint={options.length === 0 ? t('user.noIssuer') : undefined}
      options={[['', t('user.choose')], ...options]}
      {...field}
    />
  )
}

function InvestorField(field: Field) {
  const investors = useAllRows<Investor>('/v1/investors')
  const options = investors.items
    .map((investor) => [investor.id, investor.displayName] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, language()))
  return <SelectField label={t('role.investor')} options={[['', t('user.choose')], ...options]} {...field} />
}
