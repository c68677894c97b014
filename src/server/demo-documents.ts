import type { DocumentKind, Visibility } from '../issuer/data-room.ts'
import type { PdfBlock } from '../platform/file/pdf.ts'

/** A document of the demo world, written as PDF when the world is built. */
export type DemoDocument = {
  readonly instrument: string
  readonly kind: DocumentKind
  readonly title: string
  readonly visibility: Visibility
  readonly author: string
  readonly blocks: readonly PdfBlock[]
}

const heading = (text: string): PdfBlock => ({ kind: 'heading', text })
const text = (words: string): PdfBlock => ({ kind: 'text', text: words })

export const DEMO_DOCUMENTS: readonly DemoDocument[] = [
  {
    instrument: 'office-tower',
    kind: 'appraisal',
    title: 'Appraisal summary',
    visibility: 'investor',
    author: 'Example Appraisal LLC',
    blocks: [
      {
        kind: 'facts',
        items: [
          ['Property', 'Harbour Street Tower'],
          ['Approach', 'Income approach: direct capitalisation of stabilised net operating income'],
          ['Value', '$50,000,000'],
        ],
      },
      heading('What was done'),
      text(
        'The building was inspected inside and outside, its leases were read, and its operating statements of three ' +
          'years were compared with those of buildings nearby. Vacancy and collection loss were taken at the rate of the ' +
          'submarket, and expenses as a prudent owner would have them.',
      ),
      heading('What it rests on'),
      text(
        'The value holds on the day of the report and under the assumption that the title is good, that no soil is ' +
          'contaminated, and that leases run as written. This is a sample that belongs to a demonstration: neither the ' +
          'building nor the appraiser exists.',
      ),
    ],
  },
  {
    instrument: 'office-tower',
    kind: 'risk-factors',
    title: 'Risk factors',
    visibility: 'public',
    author: 'Harbour Street Partners LLC',
    blocks: [
      heading('Liquidity'),
      text(
        'There may be nobody who buys units when a holder wants to sell. The rules of transfer and a holding period make ' +
          'the circle of buyers smaller.',
      ),
      heading('Regulation'),
      text(
        'Units are sold under an exemption from registration. Rules may change, and a change may make holding, selling ' +
          'or paying income harder.',
      ),
      heading('Smart contracts'),
      text(
        'Units are recorded by contracts on a blockchain. A mistake in them, or in the chain, may delay or prevent a ' +
          'transfer or a payment. The register can be rebuilt from the chain at any time.',
      ),
      heading('Platform'),
      text(
        'Payments and transfers are carried by a platform that may fail. Its duties would then pass to another transfer ' +
          'agent, which takes time.',
      ),
      heading('Real estate'),
      text(
        'Rents may fall, tenants may leave, and repairs may cost more than was put aside. Holders may receive less than ' +
          'they paid, or nothing.',
      ),
    ],
  },
]
