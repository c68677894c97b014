import { createRequire } from 'node:module'
import { toLatin } from '../latin.ts'

/** A piece of a document, from top to bottom. */
export type PdfBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Names and values beside each other. */
  | { readonly kind: 'facts'; readonly items: readonly (readonly [name: string, value: string])[] }

export type PdfDocument = {
  readonly title: string
  readonly author: string
  /** When it was made, to the second. */
  readonly at: Temporal.Instant
  readonly blocks: readonly PdfBlock[]
  /** Stands under each page, before its number. */
  readonly footer: string
}

const FONTS = createRequire(import.meta.url)
/** A4, in points of 1/72 inch. */
const MARGIN = 64
const NAME_WIDTH = 150
const SIZE = { title: 18, heading: 12, text: 10, footer: 8 } as const

/**
 * Writes a document as PDF. The same document makes the same bytes: it has no time but its own, nothing is packed, and the
 * fonts are parts of a file that is pinned. What the fonts cannot show has to be put with `printable` before.
 */
export async function writePdf({ title, author, at, blocks, footer }: PdfDocument): Promise<Buffer> {
  // Two hundred milliseconds that a start need not spend.
  const { default: Pdf } = await import('pdfkit')
  const pdf = new Pdf({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN },
    compress: false,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: {
      Title: title,
      Author: author,
      Producer: 'Aliquot',
      Creator: 'Aliquot',
      CreationDate: new Date(at.epochMilliseconds - (at.epochMilliseconds % 1_000)),
    },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  pdf.registerFont('text', FONTS.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))
  pdf.registerFont('bold', FONTS.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'))

  pdf.font('bold').fontSize(SIZE.title).text(title).moveDown(0.6)
  for (const block of blocks) writeBlock(pdf, block)
  writeFooters(pdf, footer)
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

function writeBlock(pdf: PDFKit.PDFDocument, block: PdfBlock): void {
  if (block.kind === 'heading')
    return void pdf.moveDown(0.6).font('bold').fontSize(SIZE.heading).text(block.text).moveDown(0.3)
  pdf.fontSize(SIZE.text)
  if (block.kind === 'text') return void pdf.font('text').text(block.text, { lineGap: 2 }).moveDown(0.5)
  const width = pdf.page.width - 2 * MARGIN - NAME_WIDTH
  for (const [name, value] of block.items) {
    const height = Math.max(
      pdf.font('bold').heightOfString(name, { width: NAME_WIDTH - 10 }),
      pdf.font('text').heightOfString(value, { width }),
    )
    if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage()
    const { y } = pdf
    pdf.font('bold').text(name, MARGIN, y, { width: NAME_WIDTH - 10 })
    pdf.font('text').text(value, MARGIN + NAME_WIDTH, y, { width })
    pdf.x = MARGIN
    pdf.y = y + height + 4
  }
  pdf.moveDown(0.5)
}

function writeFooters(pdf: PDFKit.PDFDocument, footer: string): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    // Below the margin the library would begin a new page.
    pdf.page.margins.bottom = 0
    pdf
      .font('text')
      .fontSize(SIZE.footer)
      .text(`${footer} · ${page - start + 1}/${count}`, MARGIN, pdf.page.height - MARGIN / 2, {
        width: pdf.page.width - 2 * MARGIN,
        lineBreak: false,
      })
  }
}

/** Latin, Greek and Cyrillic with their signs, which the fonts have. Others are written from right to left, or not there. */
const SHOWN =
  /^[ -~\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Mn}\u00a0-\u00bf\u2010-\u2044\u20a0-\u20bf]*$/u

/** A text as the fonts can show it, and whether it had to be put into other letters for that. */
export function printable(text: string): { readonly text: string; readonly isTransliterated: boolean } {
  const composed = text.normalize('NFC')
  return SHOWN.test(composed)
    ? { text: composed, isTransliterated: false }
    : { text: toLatin(composed), isTransliterated: true }
}
