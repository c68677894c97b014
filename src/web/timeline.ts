/** What happened, once or several times in a row. */
export type Happened<T> = { readonly first: T; readonly last: T; readonly times: number }

/**
 * A timeline for reading: what one person did again right after it stands once, with how often and from when to when. The
 * record has each for itself. Pure.
 */
export function folded<T extends { readonly action: string; readonly by: { readonly id: string } }>(
  timeline: readonly T[],
): readonly Happened<T>[] {
  const lines: Happened<T>[] = []
  for (const entry of timeline) {
    const before = lines.at(-1)
    if (before !== undefined && before.first.action === entry.action && before.first.by.id === entry.by.id)
      lines[lines.length - 1] = { first: before.first, last: entry, times: before.times + 1 }
    else lines.push({ first: entry, last: entry, times: 1 })
  }
  return lines
}
