import { useState } from 'react'
import { FILE_KINDS } from '../../investor/file.ts'
import type { InvestorFile } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField } from '../parts/field.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import { Section } from '../parts/page.tsx'
import { PaperList } from '../parts/paper-list.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useData, type List } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

/** The papers of an investor, for them and for officers. */
export function Papers({ investor }: { readonly investor: string }) {
  const { items } = useData<List<InvestorFile>>(`/v1/investors/${investor}/files`)
  return (
    <Section title={t('profile.papers')} note={t('profile.papersNote')}>
      <PaperList
        papers={items}
        action={(paper, name) => (
          <a
            className="link text-accent underline"
            href={`/v1/investors/${investor}/files/${paper.id}`}
            download={name}
          >
            {t('profile.save', { name })}
          </a>
        )}
      />
      <div className="mt-4">
        <HandIn investor={investor} />
      </div>
    </Section>
  )
}

function HandIn({ investor }: { readonly investor: string }) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('profile.addPaper')}</Button>
      <Dialog title={t('profile.addPaper')} open={open} onClose={close}>
        <HandInForm
          investor={investor}
          kind={null}
          onDone={() => {
            close()
            toast(t('profile.handedIn'))
          }}
          onCancel={close}
        />
      </Dialog>
    </>
  )
}

/** Takes a paper: of `kind`, or of whichever is chosen. */
export function HandInForm({
  investor,
  kind: only,
  note,
  onDone,
  onCancel,
}: {
  readonly investor: string
  readonly kind: InvestorFile['kind'] | null
  readonly note?: string
  readonly onDone: () => void
  readonly onCancel: () => void
}) {
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(null)
  const { form, field, values, problem, busy } = useForm<{ kind: string }, unknown>({
    initial: { kind: only ?? '' },
    toWrite: ({ kind }) => ({
      path: `/v1/investors/${investor}/files`,
      body: { kind, name: file?.name ?? '', content: file?.content ?? '' },
    }),
    onDone: () => {
      setFile(null)
      onDone()
    },
  })
  return (
    <form {...form} className="space-y-4">
      {note !== undefined && <p>{note}</p>}
      {only === null && (
        <SelectField
          label={t('profile.paperKind')}
          options={FILE_KINDS.map((kind) => [kind, statusWord(kind)] as const)}
          {...field('kind')}
        />
      )}
      <FileDrop
        label={t('profile.choose')}
        hint={file?.name ?? t('profile.chooseHint')}
        accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
        onFile={(chosen) => void inBase64(chosen).then((content) => setFile({ name: chosen.name, content }))}
      />
      <ProblemNote error={problem} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy} disabled={file === null || values.kind === ''}>
          {t('profile.handIn')}
        </Button>
      </div>
    </form>
  )
}

/** A file's bytes in base64: the browser writes them behind the comma of a data address. */
export function inBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error ?? new Error(file.name))
    reader.readAsDataURL(file)
  })
}
