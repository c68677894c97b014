import { directionOf, language, LANGUAGE_NAMES, LANGUAGES, t } from '../../messages/message.ts'
import { html, type Html } from './html.ts'

/** What a page for everybody shows. */
export type PublicPage = {
  /** Of the window, and of the link that somebody shares. */
  readonly title: string
  readonly heading: string
  /** One sentence that says what this is. */
  readonly lede: string
  /** Of when it speaks; null for what is not of a moment. */
  readonly stamp: string | null
  readonly body: Html
  /** Where the same is to be had as JSON, and in every language; null where it is not. */
  readonly data: string | null
  /** A script that makes something of the page easier; everything works without it. */
  readonly script?: string
}

/** A page of its own for everybody: no cookie, nothing loaded from elsewhere, fit for printing and for sharing. */
export function publicPage({ title, heading, lede, stamp, body, data, script }: PublicPage): string {
  return html`<!doctype html>
    <html lang="${language()}" dir="${directionOf()}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="${lede}" />
        <meta property="og:title" content="${title}" />
        <meta property="og:description" content="${lede}" />
        <title>${title}</title>
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
        <style>
          ${STYLE}
        </style>
        ${script === undefined ? null : html`<script src="${script}" defer></script>`}
      </head>
      <body>
        <main>
          <header>
            <div class="brand">
              ${MARK} <span>${t('shell.brand')}</span> ${data === null ? null : languages()}
            </div>
            <h1>${heading}</h1>
            <p class="lede">${lede}</p>
            ${stamp === null ? null : html`<p class="stamp">${stamp}</p>`}
          </header>
          ${body}
          ${
            data === null
              ? null
              : html`<footer>
                  <p>${t('publicPage.json')} <a href="${data}">${data}</a></p>
                </footer>`
          }
        </main>
      </body>
    </html>`.markup
}

/** The page in the other languages; English is named too, since a browser may ask for another. */
function languages(): Html {
  return html`<nav aria-label="${t('publicPage.languages')}">
    ${LANGUAGES.filter((each) => each !== language()).map(
      (each) => html`<a href="?lang=${each}" lang="${each}" hreflang="${each}">${LANGUAGE_NAMES[each]}</a>`,
    )}
  </nav>`
}

/** A name and its value in a list of them. */
export function pair(name: string, value: string): Html {
  return html`<div>
    <dt><bdi>${name}</bdi></dt>
    <dd><bdi>${value}</bdi></dd>
  </div>`
}

/** The same with a value to be compared letter by letter. */
export function coded(name: string, value: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd><code dir="ltr">${value}</code></dd>
  </div>`
}

type PublicColumn = { readonly header: string; readonly isNumber?: boolean }

/**
 * Rows beneath each other, the first cell of each its name; on a phone a card for each row. The roles are said, since a table that is
 * laid out as cards is none to a reader of screens.
 */
export function table(
  label: string,
  columns: readonly PublicColumn[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  const kind = ({ isNumber }: PublicColumn) => (isNumber === true ? 'number' : 'text')
  const cells = (row: readonly (string | Html)[]) =>
    columns.map((column, i) => {
      const value = row[i] ?? ''
      return i === 0
        ? html`<th scope="row" role="rowheader">${value}</th>`
        : html`<td role="cell" class="${kind(column)}">
            <span class="name" aria-hidden="true">${column.header}</span> <span>${value}</span>
          </td>`
    })
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(
            (column) =>
              html`<th scope="col" role="columnheader" class="${kind(column)}">${column.header}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(
          (row) =>
            html`<tr role="row">
              ${cells(row)}
            </tr>`,
        )}
      </tbody>
    </table>
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
  72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; } .brand { display: flex; gap: 0.6rem; align-items:
  center; font-weight: 600; margin-bottom: 2rem; } .brand nav { margin-inline-start: auto; font-weight: 400; }
  .whole { fill: var(--accent); } .part { fill: var(--gold); } h1 { font-size: 1.75rem; line-height: 1.2;
  letter-spacing: -0.02em; } h2 { font-size: 1.125rem; margin: 2.5rem 0 0.5rem; } .lede, .stamp, section > p,
  footer { color: var(--soft); max-width: 42rem; } .stamp { margin-top: 0.5rem; } section > p + *, section >
  dl, dl + p { margin-top: 1rem; } dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem,
  1fr)); gap: 1.1rem 2rem; } dl.wide { grid-template-columns: 1fr; } dt { color: var(--soft); font-size:
  0.875rem; } dd { font-weight: 500; } code { font: 0.8125rem ui-monospace, Menlo, Consolas, monospace;
  overflow-wrap: anywhere; } .word { display: inline-block; } figure { margin: 1rem 0; } figure svg { width:
  100%; height: 8rem; } .below { fill: var(--accent); opacity: 0.12; } .line { fill: none; stroke:
  var(--accent); stroke-width: 2; } figcaption { display: flex; justify-content: space-between; color:
  var(--soft); font-size: 0.875rem; } .scroll { overflow-x: auto; border: 1px solid var(--line);
  border-radius: 10px; --cover: var(--surface) 35%, transparent; --edge: color-mix(in srgb, var(--ink) 28%,
  transparent), transparent; background: linear-gradient(to right, var(--cover)) 0 0 / 3rem 100% no-repeat
  local, linear-gradient(to left, var(--cover)) 100% 0 / 3rem 100% no-repeat local, linear-gradient(to right,
  var(--edge)) 0 0 / 0.9rem 100% no-repeat, linear-gradient(to left, var(--edge)) 100% 0 / 0.9rem 100%
  no-repeat var(--surface); } table { width: 100%; border-collapse: collapse; font-size: 0.9rem; white-space:
  nowrap; } th, td { padding: 0.6rem 0.7rem; text-align: start; font-weight: 400; border-bottom: 1px solid
  var(--line); } tbody tr:last-child > * { border-bottom: 0; } thead th { color: var(--soft); font-size:
  0.875rem; } tbody th { font-weight: 500; } .number { text-align: end; } section > p.good, .good { color:
  var(--good); font-weight: 500; } section > p.bad, .bad { color: var(--bad); font-weight: 500; } a { color:
  var(--accent); } form { margin-top: 1rem; padding: 1.1rem 1.25rem; border: 1px dashed var(--line);
  border-radius: 10px; background: var(--surface); } form.over { border-color: var(--accent); } label {
  display: block; font-weight: 500; margin-bottom: 0.35rem; } .row { display: flex; flex-wrap: wrap; gap:
  0.6rem; } input[type='text'] { flex: 1 1 16rem; min-width: 0; } input, button { font: inherit; color:
  inherit; padding: 0.55rem 0.7rem; border: 1px solid var(--soft); border-radius: 8px; background:
  var(--paper); max-width: 100%; } button { font-weight: 500; cursor: pointer; } .verdict { margin-top: 1rem;
  overflow-wrap: anywhere; } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; } footer
  { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.875rem;
  overflow-wrap: anywhere; } td > .name { display: none; } @media (max-width: 40rem) { .scroll { border: 0;
  background: none; overflow: visible; } table, tbody, tr, tbody th, td { display: block; white-space: normal;
  } thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } tbody tr {
  border: 1px solid var(--line); border-radius: 10px; background: var(--surface); padding: 0.4rem 0;
  margin-bottom: 0.6rem; } tbody th, td { border: 0; padding: 0.25rem 0.9rem; } td { display: flex;
  justify-content: space-between; gap: 1rem; } td > .name { display: inline; color: var(--soft); } } @media
  print { :root { color-scheme: light; } body { background: #fff; font-size: 10pt; } main { padding: 0;
  max-width: none; } .scroll { overflow: visible; border: 0; } section { break-inside: avoid; } }
`
