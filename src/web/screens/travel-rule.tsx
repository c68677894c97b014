import { useState } from 'react'
import { WORTH_CURRENCIES } from '../../investor/travel-rule.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { SelectField, TextArea, TextField } from '../parts/field.tsx'
import { TextFileDrop } from '../parts/file-drop.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { ReviewMark } from '../parts/review-mark.tsx'
import { useWrite } from '../query.ts'
import { saveFile } from '../save-file.ts'
import { t } from '../text.ts'

type Message = {
  readonly required: readonly { readonly regime: string; readonly citation: string }[]
  readonly ownershipProof: boolean
  readonly legalReview: 'pending' | 'signed'
  readonly payload: unknown
}

/** Who sends and who receives, as it goes with a transfer; and what another platform sent, looked through. */
export function TravelRule() {
  return (
    <Page title={t('travel.title')} lede={t('travel.lede')} wide={false}>
      <WriteMessage />
      <CheckMessage />
    </Page>
  )
}

function WriteMessage() {
  const [message, setMessage] = useState<Message | null>(null)
  const { form, field, problem, busy } = useForm<Record<string, string>, Message>({
    initial: { from: '', to: '', worth: '', currency: 'USD', 'platform.name': '', 'platform.lei': '' },
    toWrite: (given) => ({
      path: '/v1/travel-rule/messages',
      body: {
        from: given['from'],
        to: given['to'],
        worth: given['worth'],
        currency: given['currency'],
        platform: { name: given['platform.name'], lei: given['platform.lei'] },
      },
    }),
    onDone: setMessage,
  })
  return (
    <Section title={t('travel.write')} note={t('travel.writeNote')}>
      <form {...form} className="space-y-4" aria-label={t('travel.write')}>
        <TextField label={t('travel.from')} className="font-mono" {...field('from')} />
        <TextField label={t('travel.to')} className="font-mono" {...field('to')} />
        <TextField label={t('travel.worth')} inputMode="decimal" {...field('worth')} />
        <SelectField
          label={t('travel.currency')}
          hint={t('travel.currencyHint')}
          options={WORTH_CURRENCIES.map((code) => [code, code] as const)}
          {...field('currency')}
        />
        <TextField label={t('travel.platform')} {...field('platform.name')} />
        <TextField label={t('travel.lei')} {...field('platform.lei')} />
        <ProblemNote error={problem} />
        <Button look="primary" type="submit" busy={busy}>
          {t('travel.writeIt')}
        </Button>
      </form>
      {message !== null && <Written message={message} />}
    </Section>
  )
}

function Written({
  message: { required, ownershipProof, legalReview, payload },
}: {
  readonly message: Message
}) {
  const text = JSON.stringify(payload, null, 2)
  return (
    <div className="mt-6 space-y-4">
      <h3 className="font-semibold">{t('travel.record')}</h3>
      <Facts
        columns={2}
        items={[
          [
            t('travel.required'),
            required.length === 0
              ? t('travel.notRequired')
              : required.map(({ regime, citation }) => `${regime}: ${citation}`).join('; '),
          ],
          [t('travel.proof'), t(ownershipProof ? 'travel.proofNeeded' : 'travel.proofNotNeeded')],
          [t('law.legalReview'), <ReviewMark key="review" review={legalReview} />],
        ]}
      />
      <pre className="card p-4 text-sm break-all whitespace-pre-wrap" dir="ltr">
        {text}
      </pre>
      <Button onClick={() => saveFile('ivms101.json', text, 'application/json')}>{t('travel.save')}</Button>
    </div>
  )
}

function CheckMessage() {
  const [text, setText] = useState('')
  const [isNoJson, setNoJson] = useState(false)
  const check = useWrite<{ valid: true }>()
  return (
    <Section title={t('travel.check')} note={t('travel.checkNote')}>
      <form
        className="space-y-4"
        aria-label={t('travel.check')}
        onSubmit={(event) => {
          event.preventDefault()
          const payload = parsed(text)
          setNoJson(payload === undefined)
          if (payload === undefined) check.reset()
          else check.mutate({ path: '/v1/travel-rule/validation', body: { payload } })
        }}
      >
        <TextFileDrop
          label={t('travel.file')}
          hint={t('travel.fileHint')}
          accept=".json,application/json"
          onText={setText}
        />
        <TextArea
          label={t('travel.message')}
          className="font-mono text-sm"
          rows={8}
          dir="ltr"
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={isNoJson ? { code: 'JSON', text: t('travel.noJson') } : undefined}
        />
        <Button look="primary" type="submit" busy={check.isPending} disabled={text === ''}>
          {t('travel.checkIt')}
        </Button>
        <ProblemNote error={check.error} />
        {check.data !== undefined && <output className="block font-medium">{t('travel.valid')}</output>}
      </form>
    </Section>
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Said at the field.
    return undefined
  }
}
