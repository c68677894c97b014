import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { t } from '../text.ts'
import { Button } from './button.tsx'

/** Something that is shown once and never again. */
export function Secret({ value, label }: { readonly value: string; readonly label: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="space-y-2">
      <p className="font-medium">{label}</p>
      <code className="block rounded-lg bg-sunken px-4 py-3 font-mono text-sm break-all">{value}</code>
      <Button
        onClick={() => {
          void navigator.clipboard.writeText(value).then(() => setCopied(true))
        }}
      >
        {copied ? <Check className="size-4" aria-hidden /> : <Copy className="size-4" aria-hidden />}
        {copied ? t('value.copied') : t('action.copy')}
      </Button>
    </div>
  )
}
