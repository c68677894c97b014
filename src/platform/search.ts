/** Whether a text holds a part, as it is typed: without what a keyboard may not have, which is case and marks on letters. */
export function holdsText(text: string | undefined, part: string): boolean {
  return text !== undefined && bare(text).includes(bare(part))
}

function bare(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
