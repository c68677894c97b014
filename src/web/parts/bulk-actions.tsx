import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { toast } from './toast.tsx'

/** What became of each of many: null where it was done. */
export type BulkAnswer<Item> = {
  readonly items: readonly (Item & {
    readonly refusal: { readonly detail: string; readonly fix: string } | null
  })[]
}

/**
 * What can be done to all chosen rows of a table at once. Where some were refused, the dialog lists them with their reasons;
 * where none was, it closes and `onDone` is called.
 */
export function BulkActions<Action extends string, Item>({
  actions,
  chosen,
  labelOf,
  done,
  keyOf,
  nameOf,
  onDone,
  children,
}: {
  readonly actions: readonly Action[]
  /** How many are chosen, in words. */
  readonly chosen: string
  readonly labelOf: (action: Action) => string
  /** How many were done, in words. */
  readonly done: (count: number) => string
  readonly keyOf: (item: Item) => string
  readonly nameOf: (item: Item) => string
  readonly onDone: () => void
  /** The form of one action; it hands in what was answered. */
  readonly children: (action: Action, onDone: (answer: BulkAnswer<Item>) => void) => ReactNode
}) {
  const [action, setAction] = useState<Action | null>(null)
  const [refused, setRefused] = useState<BulkAnswer<Item>['items']>([])
  const close = () => {
    setAction(null)
    setRefused([])
  }
  const answered = ({ items }: BulkAnswer<Item>) => {
    const left = items.filter(({ refusal }) => refusal !== null)
    if (items.length > left.length) toast(done(items.length - left.length))
    setRefused(left)
    if (left.length > 0) return
    onDone()
    close()
  }
  return (
    <>
      <span className="text-ink-soft">{chosen}</span>
      {actions.map((one) => (
        <Button key={one} small onClick={() => setAction(one)}>
          {labelOf(one)}
        </Button>
      ))}
      <Dialog title={action === null ? '' : labelOf(action)} open={action !== null} onClose={close}>
        {refused.length > 0 ? (
          <ul className="divide-y divide-line">
            {refused.map((item) => (
              <li key={keyOf(item)} className="py-2">
                <p className="font-medium">{nameOf(item)}</p>
                <p className="text-ink-soft">
                  {item.refusal?.detail} {item.refusal?.fix}
                </p>
              </li>
            ))}
          </ul>
        ) : (
          action !== null && children(action, answered)
        )}
      </Dialog>
    </>
  )
}
