import { clsx } from 'clsx'
import { FileUp } from 'lucide-react'
import { useId, useState } from 'react'
import { t } from '../text.ts'

type Place = { readonly label: string; readonly hint: string; readonly accept?: string }

/** As `FileDrop`, for a text: what is none is said to be none, before anybody looks for mistakes in it. */
export function TextFileDrop({
  onText,
  ...place
}: Place & { readonly onText: (text: string, name: string) => void }) {
  const [refused, setRefused] = useState<string | null>(null)
  async function take(file: File) {
    // Nothing is to be read of a folder.
    const text = await file.text().catch(() => null)
    const isText = text !== null && !text.includes('\0') && !text.startsWith('%PDF-')
    setRefused(isText ? null : file.name)
    if (isText) onText(text, file.name)
  }
  return (
    <div>
      <FileDrop {...place} onFile={(file) => void take(file)} />
      {refused !== null && (
        <p role="alert" className="mt-2 text-sm font-medium wrap-anywhere text-bad">
          {t('action.noText', { name: refused })}
        </p>
      )}
    </div>
  )
}

/** A place to drop a file on, and a button for everybody who does not drag. */
export function FileDrop({ label, hint, accept, onFile }: Place & { readonly onFile: (file: File) => void }) {
  const id = useId()
  const [over, setOver] = useState(false)
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file !== undefined) onFile(file)
      }}
      className={clsx(
        'rounded-[10px] border border-dashed px-5 py-5 text-center transition-colors focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      <input
        id={id}
        type="file"
        accept={accept}
        className="sr-only"
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) onFile(file)
          // The same file chosen twice is a choice again.
          event.target.value = ''
        }}
      />
      <label htmlFor={id} className="inline-flex cursor-pointer items-center gap-2 font-medium text-accent">
        <FileUp className="size-4.5" aria-hidden />
        {label}
      </label>
      <p id={`${id}-hint`} className="mt-1 text-sm text-ink-soft">
        {hint}
      </p>
    </div>
  )
}
