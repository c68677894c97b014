/**
 * What everybody confirms to have read before they pay, one by one. A text that changes gets a new version: then it is
 * confirmed anew by whoever has not paid yet, and what others confirmed stays kept as they read it.
 */
export const RISKS = {
  liquidity: {
    version: 1,
    title: 'You may not be able to sell',
    text: 'There may be nobody who buys your units when you need the money, or only at a much lower price. Locks and the law may forbid a sale for months or years. Do not invest money that you may need.',
  },
  regulatory: {
    version: 1,
    title: 'The law may change',
    text: 'Laws on securities, tokens and taxes differ between countries and change. A change may forbid transfers, delay payments, or cost you money. Nobody may have checked this offering for the state: that it is here is no recommendation.',
  },
  'smart-contract': {
    version: 1,
    title: 'Software may fail',
    text: 'Units and money are kept by programs on a blockchain. A mistake in them, in the blockchain or in the stablecoin may lock or destroy what they keep. If you lose the key of your wallet, getting your units back takes time and proof of who you are.',
  },
  platform: {
    version: 1,
    title: 'The issuer or the platform may fail',
    text: 'You may lose all that you invest if the asset loses its value or the issuer cannot pay. No state guarantees it. If the platform ends, the units stay yours, and payments and transfers may stop until somebody else carries them on.',
  },
} as const satisfies Readonly<
  Record<string, { readonly version: number; readonly title: string; readonly text: string }>
>
