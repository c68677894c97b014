import { useState } from 'react'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CheckField, SelectField, TextField } from '../parts/field.tsx'
import { TextFileDrop } from '../parts/file-drop.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useSession } from '../session.ts'
import { t } from '../text.ts'
import { LISTS } from '../../screening/list.ts'

const OFAC_FILES = ['primary', 'aliases', 'addresses', 'comments'] as const
const ONE_FILE = ['list'] as const
type FileName = (typeof OFAC_FILES)[number] | (typeof ONE_FILE)[number]

/** A list's new publication: its files are chosen as they were downloaded. */
export function BringList() {
  const { now } = useSession()
  const [open, setOpen] = useState(false)
  const [files, setFiles] = useState<Partial<Record<FileName, { name: string; text: string }>>>({})
  const [allowShrink, setAllowShrink] = useState(false)
  const { form, field, values, problem, busy } = useForm<{ list: string; publishedOn: string }, unknown>({
    initial: { list: 'HOUSE', publishedOn: now.slice(0, 10) },
    toWrite: ({ list, publishedOn }) => ({
      path: '/v1/screening/lists',
      body: {
        list,
        publishedOn,
        allowShrink,
        files: Object.fromEntries(
          filesOf(list).flatMap((name) => (files[name] === undefined ? [] : [[name, files[name].text]])),
        ),
      },
    }),
    onDone: () => {
      setOpen(false)
      setFiles({})
      toast(t('screening.brought'))
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('screening.bring')}
      </Button>
      <Dialog title={t('screening.bring')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <SelectField
            label={t('screening.list')}
            options={LISTS.map((list) => [list, list] as const)}
            {...field('list')}
          />
          <TextField label={t('screening.published')} type="date" {...field('publishedOn')} />
          {filesOf(values.list).map((name) => (
            <TextFileDrop
              key={name}
              label={t(`screening.file-${name}`)}
              hint={files[name]?.name ?? t('screening.noFile')}
              accept=".csv,.xml,text/csv,text/xml"
              onText={(text, chosen) => setFiles((all) => ({ ...all, [name]: { name: chosen, text } }))}
            />
          ))}
          <CheckField
            label={t('screening.allowShrink')}
            hint={t('screening.allowShrinkHint')}
            checked={allowShrink}
            onChange={(event) => setAllowShrink(event.target.checked)}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('screening.bring')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

function filesOf(list: string): readonly FileName[] {
  return list.startsWith('OFAC') ? OFAC_FILES : ONE_FILE
}
