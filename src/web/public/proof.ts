import { t } from '../../messages/message.ts'
import { dateText, instantText, monthText } from '../format.ts'
import { statusWord } from '../status.ts'
import { html, type Html } from './html.ts'

type Amount = { readonly amount: string; readonly currency: string; readonly display: string }

/** What the public is told of one instrument: the answer of `GET /v1/proof/{instrument}`. Nothing in it is personal. */
export type ProofData = {
  /** The moment it speaks of, on the business clock. */
  readonly asOf: string
  readonly block: { readonly number: number; readonly hash: string } | null
  readonly instrument: {
    readonly id: string
    readonly name: string
    readonly symbol: string
    readonly token: string | null
    readonly chainId: number
  }
  readonly issuer: { readonly name: string }
  readonly spv: { readonly name: string }
  readonly asset: { readonly name: string }
  /** Units in existence by the token, and the sum of the register: the same number, or something is wrong. */
  readonly supply: string
  readonly registerSum: string
  readonly supplyEqualsRegister: boolean
  readonly holdersCount: number
  /** What the largest holders have together, like `60.0000 %` of the largest one. */
  readonly concentration: readonly { readonly largest: number; readonly share: string }[]
  readonly documents: readonly {
    readonly name: string
    readonly sha256: string
    readonly anchored: { readonly block: number; readonly tx: string } | null
  }[]
  readonly distributions: readonly {
    readonly id: string
    readonly period: string
    readonly kind: 'regular' | 'correction'
    readonly status: string
    readonly recordDate: string
    readonly declared: Amount
    readonly paid: Amount
    readonly parked: Amount
    readonly carried: Amount
    readonly balanced: boolean
    readonly tx: string | null
  }[]
}

/** The public proof as a page of its own: no script, no cookie, nothing loaded, fit for printing. */
export function proofPage(data: ProofData): string {
  const { instrument } = data
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${t('proof.documentTitle', { name: instrument.name })}</title>
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <header>
            <p class="brand">${MARK} ${t('shell.brand')}</p>
            <h1>${t('proof.title', { name: instrument.name })}</h1>
            <p class="lede">${t('proof.lede')}</p>
            <p class="stamp">${stamp(data)}</p>
          </header>
          ${supply(data)} ${distributions(data)} ${documents(data)} ${chain(data)}
          <footer>
            <p>
              ${t('proof.json')}
              <a href="/v1/proof/${instrument.id}">/v1/proof/${instrument.id}</a>
            </p>
          </footer>
        </main>
      </body>
    </html>`.markup
}

function stamp({ asOf, block }: ProofData): string {
  return block === null
    ? t('proof.asOf', { at: instantText(asOf) })
    : t('proof.asOfBlock', { at: instantText(asOf), block: block.number })
}

function supply(data: ProofData): Html {
  const verdict = data.supplyEqualsRegister
    ? html`<p class="good">✓ ${t('proof.supplyEqual')}</p>`
    : html`<p class="bad">✗ ${t('proof.supplyDiffers')}</p>`
  return html`<section>
    <h2>${t('proof.units')}</h2>
    <dl>
      ${pair(t('asset.issuer'), data.issuer.name)} ${pair(t('asset.spv'), data.spv.name)}
      ${pair(t('asset.name'), data.asset.name)}
      ${pair(t('proof.supply'), `${data.supply} ${data.instrument.symbol}`)}
      ${pair(t('proof.registerSum'), `${data.registerSum} ${data.instrument.symbol}`)}
      ${pair(t('register.holders'), String(data.holdersCount))}
      ${data.concentration.map(({ largest, share }) => pair(t('proof.largest', { count: largest }), share))}
    </dl>
    ${verdict}
  </section>`
}

function distributions(data: ProofData): Html {
  if (data.distributions.length === 0)
    return html`<section>
      <h2>${t('distributions.title')}</h2>
      <p>${t('proof.noDistributions')}</p>
    </section>`
  return html`<section>
    <h2>${t('distributions.title')}</h2>
    <p>${t('proof.equation')}</p>
    <div class="scroll" role="region" aria-label="${t('distributions.title')}" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">${t('distribution.period')}</th>
            <th scope="col">${t('distribution.recordDate')}</th>
            <th scope="col" class="number">${t('distribution.declared')}</th>
            <th scope="col" class="number">${t('distribution.paid')}</th>
            <th scope="col" class="number">${t('distribution.parked')}</th>
            <th scope="col" class="number">${t('distribution.carried')}</th>
            <th scope="col">${t('proof.balances')}</th>
          </tr>
        </thead>
        <tbody>
          ${data.distributions.map(
            (each) =>
              html`<tr>
                <th scope="row">
                  ${monthText(each.period)}${each.kind === 'correction' ? `, ${t('distribution.correction')}` : null}
                </th>
                <td>${dateText(each.recordDate)}</td>
                <td class="number">${each.declared.display}</td>
                <td class="number">${each.paid.display}</td>
                <td class="number">${each.parked.display}</td>
                <td class="number">${each.carried.display}</td>
                <td>
                  ${each.balanced ? html`<span class="good">✓ ${t('proof.yes')}</span>` : html`<span class="bad">✗ ${t('proof.no')}</span>`},
                  ${statusWord(each.status)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

function documents(data: ProofData): Html {
  if (data.documents.length === 0) return html``
  return html`<section>
    <h2>${t('documents.title')}</h2>
    <p>${t('documents.note')}</p>
    <dl class="wide">
      ${data.documents.map(
        ({ name, sha256, anchored }) =>
          html`<div>
            <dt>${name}</dt>
            <dd>
              <code>${sha256}</code><br />${
                anchored === null
                  ? t('documents.notAnchored')
                  : t('documents.anchored', { block: anchored.block })
              }
            </dd>
          </div>`,
      )}
    </dl>
  </section>`
}

function chain({ instrument, block }: ProofData): Html {
  return html`<section>
    <h2>${t('proof.checkYourself')}</h2>
    <p>${t('proof.verify')}</p>
    <dl class="wide">
      ${instrument.token === null ? null : coded(t('asset.token'), instrument.token)}
      ${pair(t('proof.chainId'), String(instrument.chainId))}
      ${block === null ? null : coded(t('register.blockHash'), block.hash)}
    </dl>
  </section>`
}

function pair(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`
}

function coded(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd><code>${value}</code></dd>
  </div>`
}

const MARK = html`<svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
  <path class="whole" d="M15 4.05A12 12 0 1 0 27.95 17H15Z" />
  <path class="part" d="M18 2.04A12 12 0 0 1 29.96 14H18Z" />
</svg>`

/** The look of the product in one page's worth of rules. Light and dark as the device asks; black on white on paper. */
const STYLE = html`
  :root { color-scheme: light dark; --paper: light-dark(#faf9f6, #121416); --surface: light-dark(#ffffff,
  #191c1f); --line: light-dark(#e3dfd7, #2b3035); --ink: light-dark(#1b1c1d, #ecebe7); --soft:
  light-dark(#57544d, #b0ada6); --accent: light-dark(#0b5068, #7cc4da); --gold: light-dark(#c8892b, #e0b464);
  --good: light-dark(#1f6238, #86cb9a); --bad: light-dark(#9f2a21, #f29d93); } * { box-sizing: border-box;
  margin: 0; } body { background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, 'Segoe UI',
  Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif; font-variant-numeric: tabular-nums; } main { max-width:
  60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; } .brand { display: flex; gap: 0.6rem; align-items:
  center; font-weight: 600; margin-bottom: 2rem; } .whole { fill: var(--accent); } .part { fill: var(--gold);
  } h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.02em; } h2 { font-size: 1.125rem; margin:
  2.5rem 0 0.5rem; } .lede, .stamp, section > p, footer { color: var(--soft); max-width: 42rem; } .stamp {
  margin-top: 0.5rem; } section > p + *, section > dl { margin-top: 1rem; } dl { display: grid;
  grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1.1rem 2rem; } dl.wide {
  grid-template-columns: 1fr; } dt { color: var(--soft); font-size: 0.875rem; } dd { font-weight: 500; } code
  { font: 0.8125rem ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; } .scroll { overflow-x:
  auto; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); } table { width: 100%;
  border-collapse: collapse; font-size: 0.9rem; white-space: nowrap; } th, td { padding: 0.6rem 0.9rem;
  text-align: left; font-weight: 400; border-bottom: 1px solid var(--line); } tbody tr:last-child > * {
  border-bottom: 0; } thead th { color: var(--soft); font-size: 0.875rem; } tbody th { font-weight: 500; }
  .number { text-align: right; } section > p.good, .good { color: var(--good); font-weight: 500; } section >
  p.bad, .bad { color: var(--bad); font-weight: 500; } a { color: var(--accent); } :focus-visible { outline:
  2px solid var(--accent); outline-offset: 2px; } footer { margin-top: 3rem; padding-top: 1rem; border-top:
  1px solid var(--line); font-size: 0.875rem; overflow-wrap: anywhere; } @media print { :root { color-scheme:
  light; } body { background: #fff; font-size: 10pt; } main { padding: 0; max-width: none; } .scroll {
  overflow: visible; border: 0; } section { break-inside: avoid; } }
`
