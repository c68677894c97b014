import { PenLine } from 'lucide-react'
import { useState } from 'react'
import { t } from '../text.ts'
import { useWallets, type BrowserWallet } from '../wallet.ts'
import { Button } from './button.tsx'
import { ProblemNote } from './problem-note.tsx'

/** One button for each wallet of the browser, or the sentence that there is none. */
export function WalletButtons({
  label,
  busy = false,
  onUse,
}: {
  /** What the press does, in the imperative: `Sign and send`. */
  readonly label: string
  readonly busy?: boolean
  readonly onUse: (wallet: BrowserWallet) => Promise<void>
}) {
  const wallets = useWallets()
  const [asking, setAsking] = useState(false)
  const [error, setError] = useState<Error | null>(null)

  async function use(wallet: BrowserWallet) {
    setAsking(true)
    setError(null)
    try {
      await onUse(wallet)
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(t('wallet.failed')))
    } finally {
      setAsking(false)
    }
  }

  if (wallets.length === 0) return <p className="text-sm text-ink-soft">{t('wallet.none')}</p>
  return (
    <div className="space-y-3">
      <ProblemNote error={error} />
      <div className="flex flex-wrap gap-2">
        {wallets.map((wallet) => (
          <Button key={wallet.id} look="primary" busy={busy || asking} onClick={() => void use(wallet)}>
            <PenLine className="size-4" aria-hidden />
            {t('wallet.with', { action: label, wallet: wallet.name })}
          </Button>
        ))}
      </div>
    </div>
  )
}
