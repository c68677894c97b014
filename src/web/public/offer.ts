import { language, t, textIn } from '../../messages/message.ts'
import { dateText, instantText, jurisdictionName, unitsText } from '../format.ts'
import { isRaising } from '../../offering/offering.ts'
import type { Offer } from '../../../sdk/src/operations.ts'
import { incomeSentences } from '../income-words.ts'
import { lockText } from '../parts/lock-text.ts'
import { currencyLines } from '../currency.ts'
import { exemptionText, limitedText, schemeName, statusWord } from '../status.ts'
import { STEP_HEIGHT, STEP_WIDTH, stepLine } from '../step-line.ts'
import { html, type Html } from './html.ts'
import { coded, pair, publicPage, table } from './page.ts'

type OfferedAsset = Offer['asset']

/** An offering as a page of its own, to be read and shared without an account. */
export function offerPage(data: Offer): string {
  const { offering, asset } = data
  return publicPage({
    title: t('offer.documentTitle', { name: offering.instrument.name }),
    heading: offering.instrument.name,
    lede: t('offer.lede', {
      asset: asset.name,
      spv: asset.spv.name,
      count: unitsText(offering.unitsMax),
      price: priceRange(offering),
    }),
    stamp: t('proof.asOf', { at: instantText(data.asOf) }),
    body: html`${standing(offering)} ${who(offering)} ${terms(offering)} ${assetOf(asset)} ${shell(asset)}
    ${valuations(data)} ${costs(asset)} ${income(asset)} ${risksOf(data)} ${money(offering)}
    ${proof(offering)}`,
    data: `/v1/offers/${offering.id}`,
  })
}

function standing(offering: Offer['offering']): Html {
  const { status, closes, raised, target, softCap } = offering
  return html`<section>
    <h2>${status === 'open' ? t('offer.open', { day: dateText(closes) }) : t(`offer.${status}`)}</h2>
    <p>${t('offer.progress', { raised: raised.display, target: target.display })}</p>
    ${softCap === '0' || !isRaising(status) ? null : html`<p>${t('offer.softCapLeft', { units: unitsText(softCap) })}</p>`}
    ${
      status === 'open'
        ? html`<p><a class="action" href="/offerings/${offering.id}">${t('offer.subscribe')}</a></p>`
        : null
    }
  </section>`
}

function who({ exemption }: Offer['offering']): Html {
  return html`<section>
    <h2>${t('offer.who')}</h2>
    <p>${whoText(exemption)}</p>
    <p class="bad">${t('offer.unregistered')}</p>
  </section>`
}

function whoText(exemption: string): string {
  switch (exemption) {
    case 'reg-d-506c':
      return t('offer.who506c')
    case 'reg-s':
      return t('offer.whoRegS')
    case 'reg-a-tier-1':
    case 'reg-a-tier-2':
    case 'reg-cf':
    case 'eu-ticket':
    case 'eu-small':
    case 'eu-crowdfunding':
      return t(`offer.${exemption}`)
    default:
      return t('offer.whoNone')
  }
}

function terms(offering: Offer['offering']): Html {
  const { coolingOffHours, ticketMax, softCap } = offering
  return html`<section>
    <h2>${t('offering.terms')}</h2>
    <dl>
      ${prices(offering)} ${pair(t('offer.least'), offering.ticketMin.display)}
      ${pair(t('offer.most'), ticketMax === null ? t('offer.noMost') : ticketMax.display)}
      ${offering.limits.map((limit) =>
        pair(t('offering.limit', { who: limitedText(limit) }), limit.investmentMax.display),
      )}
      ${currencyLines(offering.currencies).map(({ label, rate }) => pair(label, rate))}
      ${pair(t('offering.opens'), dateText(offering.opens))}
      ${pair(t(isRaising(offering.status) ? 'offering.closes' : 'offering.windowEnd'), dateText(offering.closes))}
      ${pair(
        t('offering.softCap'),
        softCap === '0' ? t('offering.softCapNone') : t('offering.units', { units: unitsText(softCap) }),
      )}
      ${pair(t('offering.allocation'), t(`offering.${offering.allocation}`))}
      ${pair(
        t('offering.coolingOff'),
        coolingOffHours === 0 ? t('offering.none') : t('offering.hours', { count: coolingOffHours }),
      )}
      ${pair(t('offering.lockUp'), lockText(offering))}
      ${pair(t('offering.exemption'), exemptionText(offering.exemption))}
    </dl>
  </section>`
}

function priceRange({ unitPrice, priceTiers: [first] }: Offer['offering']): string {
  return first === undefined
    ? unitPrice.display
    : t('offering.priceRange', { from: first.price.display, to: unitPrice.display })
}

function prices({ unitPrice, priceTiers }: Offer['offering']): Html {
  if (priceTiers.length === 0) return pair(t('offer.price'), unitPrice.display)
  return html`${priceTiers.map(({ upTo, price }) =>
    pair(t('offering.priceTier', { units: unitsText(upTo) }), price.display),
  )}
  ${pair(t('offering.priceAfter'), unitPrice.display)}`
}

function assetOf(asset: Offer['asset']): Html {
  return html`<section>
    <h2>${t('offer.asset')}</h2>
    <dl>
      ${pair(t('asset.name'), `${asset.name}, ${statusWord(asset.kind)}`)}
      ${pair(t('offer.address'), asset.address)} ${asset.facts.map(({ label, value }) => pair(label, value))}
      ${asset.identifiers.map(({ scheme, value }) => pair(schemeName(scheme), value))}
      ${coded(t('asset.identityHash'), asset.identityHash)} ${pair(t('asset.spv'), companyText(asset.spv))}
      ${pair(t('asset.issuer'), companyText(asset.issuer))}
    </dl>
  </section>`
}

function shell({ spv }: Offer['asset']): Html {
  const { owners, holds, ringFence } = spv
  if (owners.length === 0 && holds === null && ringFence === null) return html``
  return html`<section>
    <h2>${spv.name}</h2>
    <dl class="wide">
      ${owners.map((owner) => pair(t('company.owner'), t('company.percent', owner)))}
      ${holds === null ? null : pair(t('company.holds'), holds)}
      ${ringFence === null ? null : pair(t('company.ringFence'), ringFence)}
    </dl>
  </section>`
}

function costs({ offering }: Offer['asset']): Html {
  if (offering === null || offering.costs.length === 0) return html``
  return html`<section>
    <h2>${t('offer.costs')}</h2>
    <dl>${offering.costs.map(({ name, amount }) => pair(name, amount.display))}</dl>
  </section>`
}

function risksOf({ risks }: Offer): Html {
  return html`<section>
    <h2>${t('risks.title')}</h2>
    <p>${t('risks.all')}</p>
    <dl class="wide">${risks.map(({ title, text }) => pair(textIn(title), textIn(text)))}</dl>
  </section>`
}

function companyText({ registryNumber, lei, ...company }: Omit<OfferedAsset['issuer'], 'id'>): string {
  return [
    t('offer.company', { ...company, jurisdiction: jurisdictionName(company.jurisdiction) }),
    ...(registryNumber === null ? [] : [t('offer.number', { number: registryNumber })]),
    ...(lei === null ? [] : [t('offer.lei', { lei })]),
  ].join(', ')
}

function valuations({ asset: { valuations: all, aboveValuation: above }, asOf }: Offer): Html {
  if (all.length === 0) return html``
  const newestFirst = all.toSorted((a, b) => b.date.localeCompare(a.date))
  return html`<section>
    <h2>${t('valuation.title')}</h2>
    ${
      above === null
        ? null
        : html`<p class="bad">
            ${t('valuation.above', {
              raised: above.raised.display,
              valuation: above.valuation.display,
              costs: above.costs.display,
            })}
          </p>`
    }
    ${valuationChart(newestFirst.toReversed(), asOf)}
    ${table(
      t('valuation.title'),
      [
        { header: t('valuation.date') },
        { header: t('valuation.amount'), isNumber: true },
        { header: t('valuation.method') },
        { header: t('valuation.appraiser') },
        { header: t('valuation.document') },
      ],
      newestFirst.map(({ date, amount, method, appraiser, document }) => [
        dateText(date),
        html`<bdi>${amount.display}</bdi>`,
        statusWord(method),
        appraiser,
        appraisal(document),
      ]),
    )}
  </section>`
}

/** The history as a line, where there is one. A float for the pixels alone. */
function valuationChart(ascending: Offer['asset']['valuations'], asOf: string): Html | null {
  const points = ascending.map(({ date, amount }) => ({ date, value: Number(amount.amount) }))
  const drawn = points.length < 2 ? null : stepLine(points, asOf)
  if (drawn === null) return null
  return html`<figure>
    <svg
      viewBox="0 0 ${STEP_WIDTH} ${STEP_HEIGHT}"
      preserveAspectRatio="none"
      role="img"
      aria-label="${t('valuation.chart', { count: points.length })}"
    >
      <path class="below" d="${drawn.area}" />
      <path class="line" d="${drawn.line}" vector-effect="non-scaling-stroke" />
    </svg>
    <figcaption><span>${dateText(drawn.from)}</span><span>${dateText(drawn.to)}</span></figcaption>
  </figure>`
}

/** To be saved where it is for everybody; otherwise its hash, by which whoever has it knows it again. */
function appraisal(document: Offer['asset']['valuations'][number]['document']): Html {
  if (document === null) return html`–`
  return document.path === null
    ? html`<code dir="ltr">${document.sha256.slice(0, 12)}…</code>`
    : html`<a href="${document.path}" download>${document.title}</a>`
}

function income({ income: policy, coupon }: Offer['asset']): Html {
  if (coupon !== null)
    return html`<section>
      <h2>${t('coupon.title')}</h2>
      <p>
        ${t('offer.incomeCoupon', {
          rate: coupon.rate,
          face: coupon.faceValue.display,
          frequency: t(`coupon.${coupon.frequency}`),
          maturity: dateText(coupon.maturity),
        })}
      </p>
    </section>`
  return html`<section>
    <h2>${t('offer.income')}</h2>
    <p>${policy === null ? t('offer.incomeNone') : incomeSentences(policy)}</p>
  </section>`
}

function money({ contract }: Offer['offering']): Html {
  return html`<section>
    <h2>${t('offer.money')}</h2>
    <p>${t('offering.escrowNote')}</p>
    ${contract === null ? null : html`<dl class="wide">${coded(t('offering.contract'), contract)}</dl>`}
  </section>`
}

function proof({ instrument }: Offer['offering']): Html {
  return html`<section>
    <h2>${t('documents.title')}</h2>
    <p>
      <a href="/proof/${instrument.id}?lang=${language()}"
        >${t('offer.documents', { name: instrument.name })}</a
      >
    </p>
  </section>`
}
