import { useState, type ReactNode } from 'react'
import { fundWaterfall } from '../../corporate-action/fund-waterfall.ts'
import { claimOf, waterfall, type ClassClaim } from '../../corporate-action/waterfall.ts'
import { multipleOfBps, percentOfBps, preferredReturn } from '../../instrument/waterfall-terms.ts'
import { displayMoney, formatDecimal, parseDecimal } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import type { Asset, Carry, Preference } from '../../../sdk/src/operations.ts'
import { percentText } from '../format.ts'
import { TextField } from '../parts/field.tsx'
import { Facts, Section } from '../parts/page.tsx'
import { t, unbroken } from '../text.ts'

type Instrument = NonNullable<Asset['instrument']>

/** What is shared is shown to the cent. */
const CENTS = 2
const DAYS_MAX = 36_500
const COMMON = 'common'

const percent = (bps: number) => percentText(percentOfBps(bps))

/** How a fund shares with its manager, and what would come of it for proceeds that are typed. */
export function CarrySection({
  carry,
  instrument,
}: {
  readonly carry: Carry
  readonly instrument: Instrument
}) {
  const contributed = invested(instrument)
  const [proceeds, setProceeds] = useState(formatDecimal(contributed * 2n, CENTS))
  const [days, setDays] = useState('1825')
  const got = read(proceeds, CENTS)
  const passed = read(days, 0)
  const isKnown = got !== null && passed !== null && passed <= DAYS_MAX
  const shares = isKnown
    ? fundWaterfall(
        {
          contributed,
          preferred: preferredReturn(carry, { contributed, days: Number(passed) }),
          proceeds: got,
        },
        { carryBps: BigInt(carry.carryBps), catchUpBps: BigInt(carry.catchUpBps) },
      )
    : null
  const shown = shownIn(instrument)
  return (
    <Section title={t('waterfall.title')} note={t('waterfall.carryNote')}>
      <Facts
        columns={3}
        items={[
          [t('waterfall.preferred'), t('waterfall.aYear', { percent: percent(carry.preferredBps) })],
          [t('waterfall.catchUp'), carry.catchUpBps === 0 ? t('waterfall.none') : percent(carry.catchUpBps)],
          [t('waterfall.carry'), percent(carry.carryBps)],
        ]}
      />
      <Try instrument={instrument} proceeds={proceeds} onProceeds={setProceeds}>
        <TextField
          label={t('waterfall.days')}
          inputMode="numeric"
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
      </Try>
      {shares?.ok === true && (
        <Table
          label={t('waterfall.try')}
          head={[t('waterfall.tier'), t('waterfall.investors'), t('waterfall.manager')]}
          rows={[
            ...shares.value.tiers.map(({ tier, lp, gp }) => [t(`waterfall.${tier}`), shown(lp), shown(gp)]),
            [t('waterfall.total'), shown(shares.value.lp), shown(shares.value.gp)],
          ]}
        />
      )}
    </Section>
  )
}

/** What a class gets before others, and what would come of it beside common shares. */
export function PreferenceSection({
  preference,
  instrument,
}: {
  readonly preference: Preference
  readonly instrument: Instrument
}) {
  const [proceeds, setProceeds] = useState(formatDecimal(invested(instrument) * 5n, CENTS))
  const [days, setDays] = useState('1825')
  const [others, setOthers] = useState((unitsOf(instrument).whole * 4n).toString())
  const [got, passed, common] = [read(proceeds, CENTS), read(days, 0), read(others, 0)]
  const isKnown = got !== null && passed !== null && passed <= DAYS_MAX && common !== null && common > 0n
  const shares = isKnown
    ? waterfall(
        [claim(preference, instrument, Number(passed)), commonClaim(common, unitsOf(instrument))],
        got,
      )
    : null
  const shown = shownIn(instrument)
  const { participation, capBps, dividendBps } = preference
  return (
    <Section title={t('waterfall.title')} note={t('waterfall.preferenceNote')}>
      <Facts
        columns={3}
        items={[
          [t('waterfall.rank'), String(preference.rank)],
          [
            t('waterfall.multiple'),
            t('waterfall.timesPrice', { times: multipleOfBps(preference.multipleBps) }),
          ],
          [
            t('waterfall.participation'),
            t(`waterfall.participation-${participation}`, { times: multipleOfBps(capBps ?? 0) }),
          ],
          [
            t('waterfall.dividend'),
            dividendBps === 0 ? null : t('waterfall.aYear', { percent: percent(dividendBps) }),
          ],
          [
            t('waterfall.convertible'),
            preference.convertible ? t('waterfall.participation-full') : t('waterfall.no'),
          ],
        ]}
      />
      <Try instrument={instrument} proceeds={proceeds} onProceeds={setProceeds}>
        <TextField
          label={t('waterfall.others')}
          inputMode="numeric"
          value={others}
          onChange={(event) => setOthers(event.target.value)}
        />
        {dividendBps > 0 && (
          <TextField
            label={t('waterfall.days')}
            inputMode="numeric"
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        )}
      </Try>
      {shares?.ok === true && (
        <Table
          label={t('waterfall.try')}
          head={[t('waterfall.tier'), t('waterfall.multiple'), t('waterfall.beside'), t('waterfall.total')]}
          rows={shares.value.map((share) => [
            t(share.id === COMMON ? 'waterfall.common' : 'waterfall.thisClass'),
            shown(share.preference),
            shown(share.participation),
            shown(share.amount),
          ])}
        />
      )}
    </Section>
  )
}

function claim(terms: Preference, instrument: Instrument, days: number): ClassClaim {
  const { minor, one } = unitsOf(instrument)
  return claimOf({
    id: 'class',
    rank: terms.rank,
    participation: terms.participation,
    convertible: terms.convertible,
    units: minor,
    whole: one,
    sharesPerUnit: 1n,
    price: priceOf(instrument),
    preferenceBps: BigInt(terms.multipleBps),
    capBps: BigInt(terms.capBps ?? 0),
    dividendBps: BigInt(terms.dividendBps),
    accruedSeconds: BigInt(days) * 86_400n,
  })
}

/** @param whole common shares, counted as the units are */
function commonClaim(whole: bigint, { one }: { readonly one: bigint }): ClassClaim {
  const nothing = { preference: 0n, rank: 0, cap: null, convertible: false } as const
  return { id: COMMON, shares: whole * one, participation: 'full', ...nothing }
}

/** Units as they are sold: those issued, or all of them before any is. */
function unitsOf({ unitsIssued, unitsMax }: Instrument) {
  const of = (text: string) => read(text, UNIT_DECIMALS) ?? 0n
  const issued = of(unitsIssued)
  const minor = issued > 0n ? issued : of(unitsMax)
  const one = 10n ** BigInt(UNIT_DECIMALS)
  return { minor, one, whole: minor / one }
}
const UNIT_DECIMALS = 18

function priceOf({ unitPrice }: Instrument): bigint {
  const [whole = '0', part = ''] = unitPrice.amount.split('.')
  return read(`${whole}.${part.padEnd(CENTS, '0').slice(0, CENTS)}`, CENTS) ?? 0n
}

function invested(instrument: Instrument): bigint {
  const { minor, one } = unitsOf(instrument)
  return (minor * priceOf(instrument)) / one
}

function shownIn({ unitPrice }: Instrument): (minor: bigint) => string {
  return (minor) => unbroken(displayMoney(money(minor, { code: unitPrice.currency, decimals: CENTS })))
}

/** What was typed, or null while it is no number. */
function read(text: string, decimals: number): bigint | null {
  const value = parseDecimal(text.trim(), decimals)
  return value.ok ? value.value : null
}

/** An example with proceeds that are typed, and what else it depends on. */
function Try({
  instrument,
  proceeds,
  onProceeds,
  children,
}: {
  readonly instrument: Instrument
  readonly proceeds: string
  readonly onProceeds: (text: string) => void
  readonly children: ReactNode
}) {
  return (
    <div className="mt-6 max-w-2xl">
      <h3 className="font-semibold">{t('waterfall.try')}</h3>
      <p className="mb-3 text-sm text-ink-soft">{t('waterfall.example')}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('waterfall.proceeds', { currency: instrument.unitPrice.currency })}
          inputMode="decimal"
          value={proceeds}
          onChange={(event) => onProceeds(event.target.value)}
        />
        {children}
      </div>
    </div>
  )
}

function Table({
  label,
  head,
  rows,
}: {
  readonly label: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}) {
  return (
    <div className="mt-4 max-w-2xl overflow-x-auto">
      <table aria-label={label} className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-ink-soft">
            {head.map((text, i) => (
              <th
                key={text}
                scope="col"
                className={`py-2 font-normal ${i === 0 ? 'text-start' : 'text-end'}`}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...amounts]) => (
            <tr key={first} className="border-b border-line last:font-medium">
              <th scope="row" className="py-2 font-normal">
                {first}
              </th>
              {amounts.map((amount, i) => (
                <td key={head[i + 1]} className="py-2 text-end tabular-nums">
                  {amount}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
