import { TERM_SHEET } from '../../instrument/token.ts'
import { language, t } from '../../messages/message.ts'
import { dateText, instantText, monthText } from '../format.ts'
import { statusWord } from '../status.ts'
import { html, type Html } from './html.ts'
import { coded, pair, publicPage, table } from './page.ts'

type Amount = { readonly amount: string; readonly currency: string; readonly display: string }

type Anchored = { readonly block: number; readonly tx: string; readonly at: string | null }

/** A hash that somebody asked about; without a match it was no hash. */
export type HashCheck = {
  readonly asked: string
  readonly match: {
    readonly sha256: string
    readonly known: boolean
    readonly document: { readonly title: string; readonly version: number } | null
    readonly anchored: Anchored | null
  } | null
}

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
  /** What `aliquot verify` needs, and the whole command; null until the contracts are on the chain. */
  readonly verify: {
    readonly factory: string
    readonly distributor: string
    readonly fromBlock: number
    readonly command: string
  } | null
  readonly issuer: { readonly name: string }
  readonly spv: { readonly name: string }
  readonly asset: { readonly name: string; readonly identityHash: string | null }
  /** Units in existence by the token, and the sum of the register: the same number, or something is wrong. */
  readonly supply: string
  readonly registerSum: string
  readonly supplyEqualsRegister: boolean
  readonly holdersCount: number
  /** What the largest holders have together, like `60.0000 %` of the largest one. */
  readonly concentration: readonly { readonly largest: number; readonly share: string }[]
  readonly documents: readonly {
    readonly name: string
    readonly version: number
    readonly sha256: string
    readonly anchored: Anchored | null
    readonly href: string | null
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

/** The public proof as a page of its own. A script hashes a file that is dropped; a hash can be asked about without it. */
export function proofPage(data: ProofData, check: HashCheck | null): string {
  const { instrument } = data
  return publicPage({
    title: t('proof.documentTitle', { name: instrument.name }),
    heading: t('proof.title', { name: instrument.name }),
    lede: t('proof.lede'),
    stamp: stamp(data),
    body: html`${supply(data)} ${distributions(data)} ${documents(data)} ${checkForm(instrument.id, check)}
    ${chain(data)}`,
    data: `/v1/proof/${instrument.id}`,
    script: '/check-file.js',
  })
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
      ${data.asset.identityHash === null ? null : coded(t('asset.identityHash'), data.asset.identityHash)}
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
    ${table(
      t('distributions.title'),
      [
        { header: t('distribution.period') },
        { header: t('distribution.recordDate') },
        { header: t('distribution.declared'), isNumber: true },
        { header: t('distribution.paid'), isNumber: true },
        { header: t('distribution.parked'), isNumber: true },
        { header: t('distribution.carried'), isNumber: true },
        { header: t('proof.balances') },
      ],
      data.distributions.map((each) => [
        `${monthText(each.period)}${each.kind === 'correction' ? `, ${t('distribution.correction')}` : ''}`,
        dateText(each.recordDate),
        ...[each.declared, each.paid, each.parked, each.carried].map(
          ({ display }) => html`<bdi>${display}</bdi>`,
        ),
        html`${each.balanced ? html`<span class="good">✓ ${t('proof.yes')}</span>` : html`<span class="bad">✗ ${t('proof.no')}</span>`},
        ${statusWord(each.status)}`,
      ]),
    )}
  </section>`
}

function documents(data: ProofData): Html {
  if (data.documents.length === 0) return html``
  return html`<section>
    <h2>${t('documents.title')}</h2>
    <p>${t('documents.note')}</p>
    <dl class="wide">
      ${data.documents.map(
        ({ name, version, sha256, anchored, href }) =>
          html`<div>
            <dt>
              ${href === null ? titleOf(name) : html`<a href="${href}">${titleOf(name)}</a>`},
              ${t('dataRoom.version', { version })}
            </dt>
            <dd>
              <code dir="ltr">${sha256}</code
              ><br />${anchored === null ? t('documents.notAnchored') : sinceWhen(anchored)}
            </dd>
          </div>`,
      )}
    </dl>
  </section>`
}

function titleOf(name: string): string {
  return name === TERM_SHEET ? t('documents.termSheet') : name
}

function sinceWhen({ block, at }: Anchored): string {
  return at === null
    ? t('documents.anchored', { block })
    : t('documents.anchoredAt', { block, at: instantText(at) })
}

function checkForm(instrument: string, check: HashCheck | null): Html {
  return html`<section id="check">
    <h2>${t('proof.check')}</h2>
    <p>${t('proof.checkNote')}</p>
    <form action="/proof/${instrument}#check" method="get" data-check>
      <input type="hidden" name="lang" value="${language()}" />
      <div data-file hidden>
        <label for="file">${t('proof.dropFile')}</label>
        <input id="file" type="file" />
        <p>${t('documents.checkHint')}</p>
        <br />
      </div>
      <label for="sha256">${t('proof.hashOf')}</label>
      <div class="row">
        <input
          id="sha256"
          name="sha256"
          type="text"
          value="${check?.asked ?? ''}"
          autocomplete="off"
          spellcheck="false"
        />
        <button type="submit">${t('proof.ask')}</button>
      </div>
    </form>
    ${check === null ? null : html`<p class="verdict ${isGood(check) ? 'good' : 'bad'}" role="status">${verdict(check)}</p>`}
  </section>`
}

function isGood({ match }: HashCheck): boolean {
  return match?.known === true
}

function verdict({ match }: HashCheck): string {
  if (match === null) return `✗ ${t('proof.noHash')}`
  if (!match.known) return `✗ ${t('proof.unknownHash')}`
  const since = match.anchored === null ? t('documents.notAnchored') : sinceWhen(match.anchored)
  const is =
    match.document === null
      ? t('proof.matchHidden')
      : t('proof.match', { title: titleOf(match.document.title), version: match.document.version })
  return `✓ ${is} ${since}.`
}

/** A command that goes on to the next line between its words: a hyphen would end a line as well. */
function commandLine(command: string): Html {
  const words = command
    .split(' ')
    .map((word, i) => html`${i === 0 ? '' : ' '}<span class="word">${word}</span>`)
  return html`<code dir="ltr">${words}</code>`
}

function chain({ instrument, block, verify }: ProofData): Html {
  return html`<section>
    <h2>${t('proof.checkYourself')}</h2>
    <p>${t('proof.verify')}</p>
    ${verify === null ? null : html`<p>${commandLine(verify.command)}</p>`}
    <dl class="wide">
      ${instrument.token === null ? null : coded(t('asset.token'), instrument.token)}
      ${verify === null ? null : html`${coded(t('proof.factory'), verify.factory)} ${coded(t('proof.distributor'), verify.distributor)}`}
      ${pair(t('proof.chainId'), String(instrument.chainId))}
      ${block === null ? null : coded(t('register.blockHash'), block.hash)}
    </dl>
  </section>`
}
