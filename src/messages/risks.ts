/**
 * What everybody confirms to have read before they pay, one by one. A text that changes gets a new version: then it is
 * confirmed anew by whoever has not paid yet, and what others confirmed stays kept as they read it.
 */
export const RISKS = {
  platform: {
    version: 1,
    title: 'The issuer or the platform may fail',
    text: 'You may lose all that you invest if the asset loses its value or the issuer cannot pay. No state guarantees it. If the platform ends, the units stay yours, and payments and transfers may stop until somebody else carries them on.',
  },
  regulatory: {
    version: 1,
    title: 'The law may change',
    text: 'Laws on securities, tokens and taxes differ between countries and change. A change may forbid transfers, delay payments, or cost you money. Nobody may have checked this offering for the state: that it is here is no recommendation.',
  },
  liquidity: {
    version: 1,
    title: 'You may not be able to sell',
    text: 'There may be nobody who buys your units when you need the money, or only at a much lower price. Locks and the law may forbid a sale for months or years. Do not invest money that you may need.',
  },
  'smart-contract': {
    version: 1,
    title: 'Software may fail',
    text: 'Units and money are kept by programs on a blockchain. A mistake in them, in the blockchain or in the stablecoin may lock or destroy what they keep. If you lose the key of your wallet, getting your units back takes time and proof of who you are.',
  },
} as const satisfies Readonly<
  Record<string, { readonly version: number; readonly title: string; readonly text: string }>
>

const PROPERTY = {
  version: 1,
  title: 'Property can lose value and stand empty',
  text: 'Rents may fall or stop when tenants leave, do not pay, or cannot be found. Repairs, taxes, insurance and interest may cost more than planned. A fire, a flood or pollution may cost more than what is insured. An appraisal is an opinion of one day: a sale may bring much less.',
} as const

/** What is told of a kind of asset, beside what is told of all. */
export const KIND_RISKS = {
  'office-building': PROPERTY,
  'residential-building': PROPERTY,
  'retail-building': PROPERTY,
  'industrial-building': PROPERTY,
  land: {
    version: 1,
    title: 'Land earns nothing by itself',
    text: 'It may take years until land can be built on or sold, and permission may never come. Until then it costs taxes and upkeep. Pollution or rights of others may be found after the purchase.',
  },
  'venture-fund': {
    version: 1,
    title: 'Most young companies fail',
    text: 'A fund may lose all that it puts into a company, and a few must make up for the rest. You do not choose the companies, and may not know them when you invest. Money comes back only when companies are sold, often after ten years, less the fees and the share of the manager.',
  },
  'startup-equity': {
    version: 1,
    title: 'A young company may fail, and your part of it may shrink',
    text: 'Most young companies pay no dividends, and many end with nothing. New shares, options and convertible loans make your part smaller. Holders with a preference are paid before you when the company is sold or wound up, and others may outvote you.',
  },
  bond: {
    version: 1,
    title: 'The debtor may not pay',
    text: 'Interest and principal depend on the debtor alone. If it cannot pay, others may be paid first, and you may get little or nothing after a long time. When interest rates rise, your bond is worth less to others.',
  },
  'film-revenue': {
    version: 1,
    title: 'Nobody knows what a film will earn',
    text: 'Many films never earn back what they cost. Cinemas, distributors and lenders are paid before the holders, and what is left comes late and is counted by others. A film may be finished late, cost more, or not be shown at all.',
  },
  collectible: {
    version: 1,
    title: 'A collectible earns nothing and may be false, damaged or out of fashion',
    text: 'You gain only if somebody pays more later. What it is worth depends on taste and on few buyers. It may prove to be false or stolen, and storage, insurance and the sale cost money.',
  },
} as const satisfies Readonly<
  Record<string, { readonly version: number; readonly title: string; readonly text: string }>
>
