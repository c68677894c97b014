import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatDecimal } from '../kernel/decimal.ts'
import { must } from '../kernel/result.ts'
import { csvRows } from '../platform/csv-rows.ts'
import { readXml } from '../platform/xml.ts'
import { BANK_CURRENCIES, readBankCsv, STATEMENT_ENTRIES_MAX } from './bank-statement.ts'
import { readCamt } from './camt.ts'

const EUR = BANK_CURRENCIES.get('EUR')!
const folder = path.join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'bank')
const fixture = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8')
const camt = (text: string) => {
  const root = readXml(text)
  assert.ok(typeof root !== 'string', String(root))
  return readCamt(root, EUR)
}
const V02 = fixture('camt-053-v02.xml')

const day = Temporal.PlainDate.from('2026-06-02')
const common = {
  bookedOn: day,
  endToEndId: null,
  remittance: '',
  counterparty: null,
  counterpartyAccount: null,
  isReturn: false,
}
const EXPECTED = {
  account: 'DE89370400440532013000',
  pages: [{ opening: 100_000n, closing: 234_350n, until: Temporal.PlainDate.from('2026-06-02') }],
  pending: 1,
  entries: [
    {
      ...common,
      path: 'Stmt 1, Ntry 1',
      amount: 50_000n,
      bankReference: 'BANK-0001',
      endToEndId: 'E2E-1',
      remittance: 'Subscription RF71 1111 2222 33',
      counterparty: 'Ada Okafor',
      counterpartyAccount: 'GB29NWBK60161331926819',
    },
    {
      ...common,
      path: 'Stmt 1, Ntry 2, TxDtls 1',
      amount: 40_000n,
      bankReference: 'BANK-0002-A',
      remittance: 'RF18539007547034',
      counterparty: 'Bo Lindqvist',
    },
    {
      ...common,
      path: 'Stmt 1, Ntry 2, TxDtls 2',
      amount: 50_000n,
      bankReference: 'BANK-0002/2',
      endToEndId: 'E2E-3',
      remittance: 'no reference',
      counterparty: 'Chen & Söhne',
    },
    {
      ...common,
      path: 'Stmt 1, Ntry 3',
      amount: -5_000n,
      bankReference: 'BANK-0003',
      endToEndId: 'E2E-0',
      counterparty: 'Dara Quinn',
      isReturn: true,
    },
    {
      ...common,
      path: 'Stmt 1, Ntry 4',
      amount: -650n,
      bankReference: null,
      remittance: 'Account fee',
      counterparty: 'Example Bank',
    },
  ],
}

test('a statement of version 02 and one of version 08, with prefixes, say the same', () => {
  assert.deepEqual(must(camt(V02)), EXPECTED)
  assert.deepEqual(must(camt(fixture('camt-053-v08.xml'))), EXPECTED)
})

test('a statement whose bookings do not make its closing balance is refused with the difference', () => {
  const refused = camt(V02.replace('2343.50', '2343.49'))
  assert.ok(!refused.ok)
  assert.equal(refused.reason, 'STATEMENT_UNBALANCED')
  assert.deepEqual(refused.facts, { statement: '1', difference: '-0.01 EUR' })
})

test('every mistake of a statement is listed with where it is', () => {
  const broken: readonly (readonly [string, string, string, string])[] = [
    ['<Amt Ccy="EUR">6.50<', '<Amt Ccy="EUR">6,50<', 'Stmt 1, Ntry 4, Amt', 'AMOUNT_FORMAT'],
    ['<Amt Ccy="EUR">6.50<', '<Amt Ccy="EUR">6.505<', 'Stmt 1, Ntry 4, Amt', 'AMOUNT_PRECISION'],
    ['<Amt Ccy="EUR">6.50<', '<Amt Ccy="EUR">-6.50<', 'Stmt 1, Ntry 4, Amt', 'AMOUNT_FORMAT'],
    ['<Amt Ccy="EUR">6.50<', '<Amt Ccy="EUR">1e3<', 'Stmt 1, Ntry 4, Amt', 'AMOUNT_FORMAT'],
    ['<Amt Ccy="EUR">6.50<', '<Amt Ccy="USD">6.50<', 'Stmt 1, Ntry 4, Amt', 'CURRENCY_OTHER'],
    ['<Amt Ccy="EUR">6.50</Amt>', '', 'Stmt 1, Ntry 4, Amt', 'FIELD_REQUIRED'],
    ['<Amt Ccy="EUR">400.00<', '<Amt Ccy="EUR">400.01<', 'Stmt 1, Ntry 2, NtryDtls', 'BATCH_UNBALANCED'],
    ['<BookgDt><Dt>2026-06-02<', '<BookgDt><Dt>2026-02-30<', 'Stmt 1, Ntry 1, BookgDt', 'DATE_INVALID'],
    ['<CdtDbtInd>DBIT<', '<CdtDbtInd>OUT<', 'Stmt 1, Ntry 3, CdtDbtInd', 'DIRECTION_INVALID'],
    ['<Sts>BOOK<', '<Sts>MAYBE<', 'Stmt 1, Ntry 1, Sts', 'STATUS_UNKNOWN'],
    ['DE89370400440532013000', 'DE88370400440532013000', 'Stmt 1, Acct', 'ACCOUNT_INVALID'],
    ['GB29NWBK60161331926819', 'GB29NWBK60161331926810', 'Stmt 1, Ntry 1, DbtrAcct', 'ACCOUNT_INVALID'],
    ['>BANK-0003<', '>BANK-0001<', 'Stmt 1, Ntry 3, AcctSvcrRef', 'BANK_REFERENCE_REPEATED'],
    ['<Dt><Dt>2026-06-02</Dt></Dt>', '', 'Stmt 1, Bal CLBD, Dt', 'DATE_INVALID'],
    ['>OPBD<', '>OPAV<', 'Stmt 1, Bal', 'BALANCE_MISSING'],
  ]
  for (const [was, is, at, code] of broken) {
    const refused = camt(V02.replace(was, is))
    assert.ok(!refused.ok, code)
    assert.equal(refused.reason, 'CAMT_ENTRY', code)
    assert.deepEqual(
      refused.errors?.map((one) => [one.path, one.code]),
      [[at, code]],
      code,
    )
  }
})

test('other messages, other versions and other XML are no statement', () => {
  for (const text of [
    V02.replace('camt.053.001.02', 'camt.052.001.02'),
    V02.replace('camt.053.001.02', 'camt.053.001.99'),
    V02.replaceAll('BkToCstmrStmt', 'BkToCstmrAcctRpt'),
    '<Document/>',
    '<a xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>',
  ]) {
    const refused = camt(text)
    assert.ok(!refused.ok && refused.reason === 'CAMT_INVALID', text.slice(0, 80))
  }
  assert.equal(
    readXml(V02.replace('<Document', '<!DOCTYPE x [<!ENTITY a "b">]><Document')),
    'XML_DTD_FORBIDDEN',
  )
})

const HEADER = 'date,amount,currency,reference,counterparty,account,bank reference'
const csv = (lines: readonly string[], delimiter: ',' | ';' = ',') =>
  readBankCsv(must(csvRows(lines.join('\r\n'), { delimiter })), EUR)

test('a table is read with commas or semicolons, and minus is money that went out', () => {
  const lines = [
    HEADER,
    '2026-06-02,500.00,EUR,"RF71, Ada",Ada Okafor,GB29 NWBK 6016 1331 9268 19,B1',
    '2026-06-03,-6.50,EUR,fee,,,',
  ]
  const { entries } = must(csv(lines))
  assert.deepEqual(
    entries.map((one) => [one.path, one.amount, one.remittance, one.counterparty, one.bankReference]),
    [
      ['line 2', 50_000n, 'RF71, Ada', 'Ada Okafor', 'B1'],
      ['line 3', -650n, 'fee', null, null],
    ],
  )
  const semicolons = must(csv([HEADER.replaceAll(',', ';'), '2026-06-02;500.00;EUR;a,b;;;'], ';'))
  assert.equal(semicolons.entries[0]?.remittance, 'a,b')
})

test('every mistake of a table is listed by line and field, and nothing is taken', () => {
  const refused = csv([
    HEADER,
    '2026-06-31,"1.000,00",USD,r,n,DE88370400440532013000,B1',
    '2026-06-01,0.00,EUR,r,n,,B1',
    '2026-06-01,5.00,EUR,r,n,,B1,more',
    '2026-06-01,1e3,EUR,r,n,,B2',
    '2026-06-01,1.001,EUR,r,n,,B2',
    `2026-06-01,1.00,EUR,${'x'.repeat(1_001)},n,,B3`,
    '2026-06-01,1.00,EUR,r,n,,B3',
  ])
  assert.ok(!refused.ok && refused.reason === 'CSV_ROW')
  assert.deepEqual(
    refused.errors?.map(({ path: at, code }) => `${at}: ${code}`),
    [
      'line 2, date: DATE_INVALID',
      'line 2, amount: AMOUNT_FORMAT',
      'line 2, currency: CURRENCY_OTHER',
      'line 2, account: ACCOUNT_INVALID',
      'line 3, amount: AMOUNT_OUT_OF_RANGE',
      'line 4, row: CSV_COLUMNS',
      'line 5, amount: AMOUNT_FORMAT',
      'line 6, amount: AMOUNT_PRECISION',
      'line 7, reference: TEXT_TOO_LONG',
      'line 8, bank reference: BANK_REFERENCE_REPEATED',
    ],
  )
  assert.ok(!csv([HEADER]).ok)
  const many = csv([
    HEADER,
    ...Array.from({ length: STATEMENT_ENTRIES_MAX + 1 }, () => '2026-06-01,1.00,EUR,,,,'),
  ])
  assert.ok(!many.ok && many.reason === 'CSV_TOO_LARGE')
})

test('property: what a statement says is what its bookings add up to', () => {
  const amount = fc.bigInt(-(10n ** 12n), 10n ** 12n).filter((one) => one !== 0n)
  fc.assert(
    fc.property(
      fc.array(amount, { maxLength: 20 }),
      fc.bigInt(-(10n ** 12n), 10n ** 12n),
      (amounts, opening) => {
        const signed = (minor: bigint) =>
          `<Amt Ccy="EUR">${formatDecimal(minor < 0n ? -minor : minor, 2)}</Amt><CdtDbtInd>${minor < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd>`
        const closing = amounts.reduce((sum, one) => sum + one, opening)
        const bal = (code: string, minor: bigint) =>
          `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${signed(minor)}<Dt><Dt>2026-06-02</Dt></Dt></Bal>`
        const entries = amounts.map(
          (one) => `<Ntry>${signed(one)}<Sts>BOOK</Sts><BookgDt><Dt>2026-06-02</Dt></BookgDt></Ntry>`,
        )
        const statement = must(
          camt(
            `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>12-3</Id></Othr></Id></Acct>${bal('OPBD', opening)}${bal('CLBD', closing)}${entries.join('')}</Stmt></BkToCstmrStmt></Document>`,
          ),
        )
        assert.deepEqual(
          statement.entries.map((one) => one.amount),
          amounts,
        )
        const { pages } = statement
        assert.deepEqual([pages[0]?.opening, pages[0]?.closing], [opening, closing])
      },
    ),
    { numRuns: 30 },
  )
})
