import { Link, useNavigate } from '@tanstack/react-router'
import type { Investor } from '../../../sdk/src/operations.ts'
import { COUNTRY_OPTIONS } from '../countries.ts'
import { useForm } from '../form.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { t } from '../text.ts'

export function NewInvestor() {
  const navigate = useNavigate()
  const { form, field, problem, busy } = useForm<
    { kind: string; name: string; email: string; country: string; born: string },
    Investor
  >({
    initial: { kind: 'individual', name: '', email: '', country: '', born: '' },
    toWrite: ({ born, ...body }) => ({
      path: '/v1/investors',
      body: { ...body, born: born === '' ? null : born },
    }),
    onDone: (investor) => {
      toast(t('investors.added', { name: investor.displayName }))
      void navigate({ to: '/investors/$investor', params: { investor: investor.id }, search: {} })
    },
  })
  return (
    <Page
      wide={false}
      title={t('investors.new')}
      eyebrow={
        <Link to="/investors" search={{}}>
          {t('nav.investors')}
        </Link>
      }
      lede={t('investors.newLede')}
    >
      <form {...form} className="space-y-5">
        <SelectField
          label={t('investor.kind')}
          options={[
            ['individual', t('investor.individual')],
            ['entity', t('investor.entity')],
          ]}
          {...field('kind')}
        />
        <TextField
          label={t('investor.legalName')}
          hint={t('investor.legalNameHint')}
          autoComplete="off"
          {...field('name')}
        />
        <TextField label={t('signIn.email')} type="email" autoComplete="off" {...field('email')} />
        <SelectField
          label={t('investor.country')}
          hint={t('investor.countryHint')}
          options={[['', t('investor.chooseCountry')], ...COUNTRY_OPTIONS]}
          {...field('country')}
        />
        <TextField
          label={t('investor.born')}
          hint={t('investor.bornHint')}
          type="date"
          autoComplete="off"
          {...field('born')}
        />
        <ProblemNote error={problem} />
        <div className="flex flex-wrap gap-2">
          <Button look="primary" type="submit" busy={busy}>
            {t('investors.add')}
          </Button>
          <Link to="/investors" search={{}} className={buttonClass('secondary')}>
            {t('action.cancel')}
          </Link>
        </div>
      </form>
    </Page>
  )
}
