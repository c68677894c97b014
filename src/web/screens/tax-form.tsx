import { useState } from 'react'
import { UNITED_STATES_ZONE } from '../../instrument/countries.ts'
import { TAX_FORMS, TIN_KINDS } from '../../investor/tax-form.ts'
import {
  CHAPTER_3_STATUSES,
  CHAPTER_4_STATUSES,
  LIMITATIONS,
  LLC_CLASSES,
  mayHaveGiin,
  W9_CLASSES,
} from '../../investor/tax-status.ts'
import type { TaxStatus } from '../../../sdk/src/operations.ts'
import type { TAX } from '../../messages/tax.ts'
import { dayIn } from '../days.ts'
import { useForm, type Field } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CheckField, SelectField, TextField } from '../parts/field.tsx'
import { Facts, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { useSession } from '../session.ts'
import { t } from '../text.ts'

type Owner = {
  readonly investor: string
  readonly name: string
  readonly kind: string
  readonly country: string
}

/** Which form an investor has, and a new one to fill in. */
export function TaxFormSection(owner: Owner) {
  const status = useData<TaxStatus>(`/v1/investors/${owner.investor}/tax-form`)
  return (
    <Section title={t('profile.taxForm')} note={t('profile.taxNote')}>
      <Facts
        columns={4}
        items={[
          [t('profile.taxFormKind'), status.form ?? t('profile.noTaxForm')],
          [
            t('profile.validThrough'),
            status.form !== null && status.validThrough === null ? (
              t('profile.untilReplaced')
            ) : (
              <DateText key="through" value={status.validThrough} />
            ),
          ],
          [t('profile.dividendRate'), t('profile.percent', { rate: status.dividendRate })],
          ...(status.classification === null
            ? []
            : [[t('taxLine.status'), t(`taxStatus.${status.classification}`)] as const]),
          ...(status.chapter4Status === null
            ? []
            : [[t('taxLine.fatca'), t(`taxStatus.${status.chapter4Status}`)] as const]),
        ]}
      />
      {status.note !== null && (
        <p className="mt-3">
          {t(`profile.note-${status.note}`, { rate: status.dividendRate.replace(/\.00$/, '') })}
        </p>
      )}
      {(status.form === 'W-9' || status.form === 'W-8BEN-E') && status.classification === null && (
        <p className="mt-3">{t('taxLine.unsaid')}</p>
      )}
      <div className="mt-4">
        <FillIn {...owner} />
      </div>
    </Section>
  )
}

function FillIn({ investor, name, kind, country }: Owner) {
  const { now } = useSession()
  const [open, setOpen] = useState(false)
  const [backup, setBackup] = useState(false)
  const { form, field, values, problem, busy } = useForm({
    initial: {
      // Who lives in the United States is a US person as a rule (26 U.S.C. 7701(b)(1)(A)), and gives a W-9.
      form: country === 'US' ? 'W-9' : kind === 'individual' ? 'W-8BEN' : 'W-8BEN-E',
      name,
      'address.street': '',
      'address.town': '',
      'address.postCode': '',
      'address.country': country,
      country: '',
      'tin.kind': kind === 'individual' ? 'ssn' : 'ein',
      tin: '',
      foreignTin: '',
      treatyCountry: '',
      classification: kind === 'individual' ? 'individual' : '',
      llcTaxedAs: '',
      chapter3Status: '',
      chapter4Status: '',
      giin: '',
      limitation: '',
      signedBy: '',
    },
    toWrite: (given) => ({
      path: `/v1/investors/${investor}/tax-form`,
      body: {
        form: given.form,
        name: given.name,
        address: {
          street: given['address.street'],
          town: given['address.town'],
          postCode: given['address.postCode'],
          country: given['address.country'],
        },
        signedBy: orNull(given.signedBy),
        signedOn: dayIn(now, UNITED_STATES_ZONE),
        ...(given.form === 'W-9'
          ? {
              classification: orNull(given.classification),
              llcTaxedAs: given.classification === 'llc' ? orNull(given.llcTaxedAs) : null,
              tin: { kind: given['tin.kind'], number: given.tin },
              backupWithholding: backup,
            }
          : {
              country: given.country,
              foreignTin: orNull(given.foreignTin),
              treatyCountry: orNull(given.treatyCountry),
              ...(given.form === 'W-8BEN-E' && {
                chapter3Status: orNull(given.chapter3Status),
                chapter4Status: orNull(given.chapter4Status),
                giin: mayHaveGiin(given.chapter4Status) ? orNull(given.giin) : null,
                limitation: orNull(given.treatyCountry) === null ? null : orNull(given.limitation),
              }),
            }),
      },
    }),
    onDone: () => {
      setOpen(false)
      toast(t('profile.signed'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('profile.fillIn')}</Button>
      <Dialog title={t('profile.fillIn')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <SelectField
            label={t('profile.taxFormKind')}
            options={TAX_FORMS.map((one) => [one, one] as const)}
            {...field('form')}
          />
          <TextField label={t('profile.name')} autoComplete="name" {...field('name')} />
          <TextField label={t('profile.street')} {...field('address.street')} />
          <TextField label={t('profile.postCode')} {...field('address.postCode')} />
          <TextField label={t('profile.town')} {...field('address.town')} />
          <TextField
            label={t('profile.country')}
            hint={t('profile.countryHint')}
            maxLength={2}
            {...field('address.country')}
          />
          {values.form === 'W-9' ? (
            <>
              <SelectField
                label={t('taxLine.classification')}
                options={named(W9_CLASSES)}
                {...field('classification')}
              />
              {values.classification === 'llc' && (
                <SelectField
                  label={t('taxLine.llcTaxedAs')}
                  options={named(LLC_CLASSES)}
                  {...field('llcTaxedAs')}
                />
              )}
              <SelectField
                label={t('profile.tinKind')}
                options={TIN_KINDS.map((one) => [one, one.toUpperCase()] as const)}
                {...field('tin.kind')}
              />
              <TextField label={t('profile.tinNumber')} autoComplete="off" {...field('tin')} />
              <CheckField
                label={t('profile.backup')}
                checked={backup}
                onChange={(event) => setBackup(event.target.checked)}
              />
            </>
          ) : (
            <>
              <TextField
                label={t('profile.citizenship')}
                hint={t('profile.countryHint')}
                maxLength={2}
                {...field('country')}
              />
              <TextField label={t('profile.foreignTin')} autoComplete="off" {...field('foreignTin')} />
              <TextField
                label={t('profile.treaty')}
                hint={t('profile.treatyHint')}
                maxLength={2}
                {...field('treatyCountry')}
              />
              {values.form === 'W-8BEN-E' && <EntityStatus values={values} field={field} />}
            </>
          )}
          <TextField label={t('profile.signedBy')} {...field('signedBy')} />
          <p className="text-sm text-ink-soft">{t('profile.signNote')}</p>
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('profile.sign')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** What an entity says it is: lines 4, 5, 9a and 14b of a W-8BEN-E, of which only those are asked that go with the rest. */
function EntityStatus({
  values,
  field,
}: {
  readonly values: { readonly chapter4Status: string; readonly treatyCountry: string }
  readonly field: (name: 'chapter3Status' | 'chapter4Status' | 'giin' | 'limitation') => Field
}) {
  return (
    <>
      <SelectField
        label={t('taxLine.chapter3Status')}
        options={named(CHAPTER_3_STATUSES)}
        {...field('chapter3Status')}
      />
      <SelectField
        label={t('taxLine.chapter4Status')}
        hint={t('taxLine.chapter4Hint')}
        options={[['', '–'], ...named(CHAPTER_4_STATUSES)]}
        {...field('chapter4Status')}
      />
      {mayHaveGiin(values.chapter4Status) && (
        <TextField
          label={t('taxLine.giin')}
          hint={t('taxLine.giinHint')}
          autoComplete="off"
          {...field('giin')}
        />
      )}
      {values.treatyCountry.trim() !== '' && (
        <SelectField
          label={t('taxLine.limitation')}
          hint={t('taxLine.limitationHint')}
          options={named(LIMITATIONS)}
          {...field('limitation')}
        />
      )}
    </>
  )
}

function named(codes: readonly (keyof typeof TAX.taxStatus)[]) {
  return codes.map((code) => [code, t(`taxStatus.${code}`)] as const)
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
