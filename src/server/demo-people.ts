/**
 * The people of the demo world, all made up. Amounts are what they pay, in the payment currency; together they buy every
 * unit. Each has the wallet of the development mnemonic at `wallet`, so that anybody can try to sign as one of them.
 */
export type DemoInvestor = {
  readonly name: string
  readonly email: string
  readonly kind: 'individual' | 'entity'
  readonly country: string
  readonly accredited: boolean
  readonly wallet: number
  readonly pays: { readonly instrument: 'office-tower' | 'ravenswood'; readonly amount: string }
}

const tower = (
  name: string,
  kind: DemoInvestor['kind'],
  country: string,
  wallet: number,
  amount: string,
): DemoInvestor => ({
  name,
  email: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.org`,
  kind,
  country,
  accredited: true,
  wallet,
  pays: { instrument: 'office-tower', amount },
})

const duplex = (name: string, country: string, wallet: number, units: bigint): DemoInvestor => ({
  name,
  email: `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.org`,
  kind: 'individual',
  country,
  accredited: false,
  wallet,
  pays: { instrument: 'ravenswood', amount: cents(units * 5359n) },
})

function cents(minor: bigint): string {
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
}

/** The first is the one who puts in $500 and is told why they get $3.60 a month. */
export const DEMO_INVESTORS: readonly DemoInvestor[] = [
  tower('Ana Ruiz', 'individual', 'US', 20, '500.00'),
  tower('Ben Okafor', 'individual', 'US', 21, '250.00'),
  tower('Chloe Marsh', 'individual', 'US', 22, '1000.00'),
  tower('Daniel Weiss', 'individual', 'DE', 23, '2500.00'),
  tower('Emi Tanaka', 'individual', 'JP', 24, '10000.00'),
  tower('Farid Haddad', 'individual', 'FR', 25, '25000.00'),
  tower('Grace Lindqvist', 'individual', 'SE', 26, '50000.00'),
  tower('Henry Adeyemi', 'individual', 'GB', 27, '100000.00'),
  tower('Ines Carvalho', 'individual', 'PT', 28, '310750.00'),
  tower('Juniper Family Office LLC', 'entity', 'US', 29, '1500000.00'),
  tower('Kestrel Pension Trust', 'entity', 'US', 30, '8000000.00'),
  tower('Larkspur Real Estate Fund LP', 'entity', 'US', 31, '40000000.00'),
  duplex('Mateo Silva', 'BR', 40, 1n),
  duplex('Nadia Petrova', 'BG', 41, 5n),
  duplex('Oscar Lind', 'NO', 42, 20n),
  duplex('Priya Nair', 'SG', 43, 74n),
  duplex('Quentin Moreau', 'CH', 44, 150n),
  duplex('Rosa Jimenez', 'ES', 45, 300n),
  duplex('Samuel Kariuki', 'KE', 46, 500n),
  duplex('Tara Doyle', 'IE', 47, 800n),
]
