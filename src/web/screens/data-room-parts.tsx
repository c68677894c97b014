import { FileCheck2, FileX2 } from 'lucide-react'
import { useState } from 'react'
import { DOCUMENT_KINDS, VISIBILITIES } from '../../issuer/data-room.ts'
import { get } from '../api.ts'
import {
  dataRoomPath,
  isAnchoring,
  type DataRoomDocument,
  type DataRoomVersion,
  type HashMatch,
} from '../data-room.ts'
import { TERM_SHEET } from '../../instrument/token.ts'
import { useForm } from '../form.ts'
import { instantText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useData, type List } from '../query.ts'
import { sha256Of } from '../sha256.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { inBase64 } from './papers.tsx'

/** The documents of an instrument for whoever reads: the newest version of each, to save and to check. */
export function Documents({ instrument }: { readonly instrument: string }) {
  const { items } = useData<List<DataRoomDocument>>(dataRoomPath(instrument), {}, ({ items: all }) =>
    all.some(isAnchoring),
  )
  const shown = items.filter(({ withdrawn }) => !withdrawn)
  return (
    <Section title={t('dataRoom.title')} note={t('dataRoom.note')}>
      {shown.length === 0 ? (
        <Empty>{t('dataRoom.emptyForReader')}</Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {shown.map((document) => (
            <ShownDocument key={document.id} instrument={instrument} document={document} />
          ))}
        </ul>
      )}
      <CheckFile instrument={instrument} />
    </Section>
  )
}

function ShownDocument({
  instrument,
  document,
}: {
  readonly instrument: string
  readonly document: DataRoomDocument
}) {
  const newest = document.versions.at(-1)
  if (newest === undefined) return null
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-3 sm:px-5">
      <span className="min-w-0">
        <SaveLink instrument={instrument} document={document} version={newest} words={document.title} />
        <span className="block text-sm text-ink-soft">
          {statusWord(document.kind)}, {t('dataRoom.version', { version: newest.version })},{' '}
          <DateText value={newest.at} />
        </span>
      </span>
      <span className="flex flex-wrap items-center gap-x-5 gap-y-1 text-sm text-ink-soft">
        {newest.sha256 !== null && (
          <span>
            {t('documents.sha256')} <HashText value={newest.sha256} label={t('documents.sha256')} />
          </span>
        )}
        <AnchorState anchor={newest.anchor} />
      </span>
    </li>
  )
}

/** A version to save, with its title and number for whoever hears links one by one. */
export function SaveLink({
  instrument,
  document,
  version,
  words,
}: {
  readonly instrument: string
  readonly document: DataRoomDocument
  readonly version: DataRoomVersion
  readonly words: string
}) {
  if (version.sha256 === null) return null
  return (
    <a
      className="font-medium break-words text-accent underline"
      href={`${dataRoomPath(instrument)}/${document.id}/versions/${version.version}`}
      aria-label={t('dataRoom.saveOf', { title: document.title, version: version.version })}
      download
    >
      {words}
    </a>
  )
}

/** How far the anchoring of a version has come, with the block and its time once it is there. */
export function AnchorState({ anchor }: { readonly anchor: DataRoomVersion['anchor'] }) {
  if (anchor === null) return null
  if (anchor.state !== 'anchored')
    return (
      <span>
        <StatusChip
          status={anchor.state === 'waiting' ? 'upcoming' : anchor.state}
          word={t(`dataRoom.${anchor.state}`)}
        />
        {anchor.failure !== null && <span className="block text-sm text-bad">{anchor.failure}</span>}
      </span>
    )
  const { block, at, tx } = anchor
  return (
    <span>
      {at === null
        ? t('documents.anchored', { block: block ?? 0 })
        : t('documents.anchoredAt', { block: block ?? 0, at: instantText(at) })}{' '}
      {tx !== null && <HashText value={tx} label={t('documents.transaction')} />}
    </span>
  )
}

/** A place where a file is hashed in this browser, and found among everything that was ever anchored. */
export function CheckFile({ instrument }: { readonly instrument: string }) {
  const [check, setCheck] = useState<{ readonly file: string; readonly match: HashMatch } | null>(null)
  const [problem, setProblem] = useState<Error | null>(null)

  async function compare(file: File) {
    setProblem(null)
    const sha256 = await sha256Of(file)
    setCheck({
      file: file.name,
      match: await get<HashMatch>(`/v1/proof/${instrument}/documents`, { sha256 }),
    })
  }

  return (
    <div className="mt-3">
      <FileDrop
        label={t('documents.check')}
        hint={t('documents.checkHint')}
        onFile={(file) =>
          void compare(file).catch((error: unknown) =>
            setProblem(error instanceof Error ? error : new Error(file.name)),
          )
        }
      />
      <ProblemNote error={problem} />
      <div aria-live="polite">{check !== null && <CheckResult {...check} />}</div>
    </div>
  )
}

function CheckResult({ file, match }: { readonly file: string; readonly match: HashMatch }) {
  const Icon = match.known ? FileCheck2 : FileX2
  return (
    <div
      className={
        match.known
          ? 'mt-3 flex gap-3 rounded-lg bg-good-soft px-4 py-3 text-good'
          : 'mt-3 flex gap-3 rounded-lg bg-bad-soft px-4 py-3 text-bad'
      }
    >
      <Icon className="mt-0.5 size-5 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">
          {verdict(file, match)} {match.known && sinceWhen(match)}
        </p>
        <p className="font-mono text-xs break-all">{match.sha256}</p>
      </div>
    </div>
  )
}

function verdict(file: string, { known, document }: HashMatch): string {
  if (!known) return t('documents.noMatch', { file })
  if (document === null) return t('documents.matchHidden', { file })
  const title = document.title === TERM_SHEET ? t('documents.termSheet') : document.title
  return t('documents.match', { file, title, version: document.version })
}

function sinceWhen({ anchored }: HashMatch): string {
  if (anchored === null) return `${t('documents.notAnchored')}.`
  const { block, at } = anchored
  const since =
    at === null
      ? t('documents.anchored', { block })
      : t('documents.anchoredAt', { block, at: instantText(at) })
  return `${since}.`
}

/** A document for the data room: a new one, or the next version of one that is there. */
export function Upload({
  instrument,
  document,
}: {
  readonly instrument: string
  readonly document: DataRoomDocument | null
}) {
  const [open, setOpen] = useState(false)
  const label = document === null ? t('dataRoom.upload') : t('dataRoom.newVersion')
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        title={document === null ? label : t('dataRoom.newVersionOf', { title: document.title })}
        open={open}
        onClose={() => setOpen(false)}
      >
        <UploadForm instrument={instrument} document={document} label={label} onEnd={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function UploadForm({
  instrument,
  document,
  label,
  onEnd,
}: {
  readonly instrument: string
  readonly document: DataRoomDocument | null
  readonly label: string
  readonly onEnd: () => void
}) {
  const [file, setFile] = useState<{ readonly name: string; readonly content: string } | null>(null)
  const [unreadable, setUnreadable] = useState<Error | null>(null)
  const { form, field, problem, busy } = useForm<
    { title: string; kind: string; visibility: string },
    DataRoomDocument
  >({
    initial: {
      title: document?.title ?? '',
      kind: document?.kind ?? 'memorandum',
      visibility: document?.visibility ?? 'investor',
    },
    toWrite: (values) => ({
      path: dataRoomPath(instrument),
      body: { ...values, content: file?.content ?? '' },
    }),
    fieldOf: { DOCUMENT_KIND: 'kind', DOCUMENT_VISIBILITY: 'visibility' },
    onDone: ({ title }) => {
      onEnd()
      toast(t('dataRoom.uploaded', { title }))
    },
  })
  return (
    <form {...form} className="space-y-4">
      <p className="text-ink-soft">{t('dataRoom.uploadNote')}</p>
      {document === null && (
        <>
          <TextField label={t('dataRoom.document')} {...field('title')} />
          <SelectField
            label={t('dataRoom.kind')}
            options={DOCUMENT_KINDS.map((kind) => [kind, statusWord(kind)] as const)}
            {...field('kind')}
          />
          <SelectField
            label={t('dataRoom.visibility')}
            options={VISIBILITIES.map((each) => [each, t(`dataRoom.${each}`)] as const)}
            {...field('visibility')}
          />
        </>
      )}
      <FileDrop
        label={t('dataRoom.file')}
        hint={file?.name ?? t('dataRoom.noFile')}
        accept=".pdf,.png,.jpg,.jpeg,.txt,.csv,.zip"
        onFile={(chosen) => {
          setUnreadable(null)
          inBase64(chosen).then(
            (content) => setFile({ name: chosen.name, content }),
            (error: unknown) => setUnreadable(error instanceof Error ? error : new Error(chosen.name)),
          )
        }}
      />
      <ProblemNote error={problem ?? unreadable} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onEnd}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy} disabled={file === null}>
          {label}
        </Button>
      </div>
    </form>
  )
}
