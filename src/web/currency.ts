import type { Offering } from '../../sdk/src/operations.ts'
import { sentenceIn, t } from './text.ts'

/** What an offering is paid in: first the currency of all its amounts. */
type Currencies = Offering['currencies']

/** What an investor may choose to pay with: nothing to choose where there is one. What a bank takes still is there for wires. */
export function payableWith(
  [own, ...others]: Currencies,
  wires: boolean,
): readonly (readonly [code: string, label: string])[] {
  if (own === undefined || others.length === 0) return []
  const first =
    own.stopped === null
      ? [[own.code, own.code] as const]
      : wires
        ? [[own.code, t('currency.atBank', { code: own.code })] as const]
        : []
  const open = others.filter(({ stopped }) => stopped === null)
  return [...first, ...open.map(({ code, rate }) => [code, rateLine(code, rate, own.code)] as const)]
}

/** For the terms of an offering: what is paid besides its own currency, at which rate, and what is not any more. */
export function currencyLines([own, ...others]: Currencies): readonly {
  readonly label: string
  readonly rate: string
  readonly token: string
}[] {
  if (own === undefined) return []
  return [...(own.stopped === null ? [] : [own]), ...others].map(({ code, rate, token, stopped }) => ({
    label:
      stopped === null
        ? t('currency.alsoPaidIn', { code })
        : t('currency.stoppedIn', { code, reason: sentenceIn(stopped.reason) }),
    rate: code === own.code ? code : rateLine(code, rate, own.code),
    token,
  }))
}

function rateLine(code: string, rate: string, own: string): string {
  return t('currency.rate', { code, rate, own })
}
