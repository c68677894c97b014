import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBirth } from './birth.ts'
import { countryOfName } from './country-names.ts'
import { readHouse } from './house-list.ts'
import { damagedText, hasShrunk, type ListedParty } from './list.ts'
import { readOfac, type OfacFiles } from './ofac-list.ts'

const days = (text: string) => {
  const birth = readBirth(text)
  return birth === null ? null : `${birth.from.toString()}..${birth.to.toString()}`
}

const BIRTHS: readonly (readonly [text: string, range: string | null])[] = [
  ['10 Dec 1948', '1948-12-10..1948-12-10'],
  ['Dec 1948', '1948-12-01..1948-12-31'],
  ['1948', '1948-01-01..1948-12-31'],
  ['circa 1961', '1959-01-01..1963-12-31'],
  ['1961 to 1963', '1961-01-01..1963-12-31'],
  ['01 Jan 1961 to 31 Dec 1962', '1961-01-01..1962-12-31'],
  ['01/06/1961', '1961-06-01..1961-06-01'],
  ['dd/mm/1961', '1961-01-01..1961-12-31'],
  ['00/06/1961', '1961-06-01..1961-06-30'],
  ['1961-06-01', '1961-06-01..1961-06-01'],
  ['1961-06-01T00:00:00', '1961-06-01..1961-06-01'],
  ['31 Feb 1961', '1961-02-01..1961-02-28'],
  ['unknown', null],
  ['', null],
]
for (const [text, range] of BIRTHS) test(`born ${text || 'nothing'}`, () => assert.equal(days(text), range))

test('countries are known by what lists call them', () => {
  assert.deepEqual(
    [
      'Iran',
      'Korea, North',
      'Russia',
      'Burma',
      'Syria',
      "Cote d'Ivoire",
      'Democratic Republic of the Congo',
      'FR',
    ].map(countryOfName),
    ['IR', 'KP', 'RU', 'MM', 'SY', 'CI', 'CD', 'FR'],
  )
  assert.deepEqual(['Yugoslavia', '', 'Atlantis', 'undetermined'].map(countryOfName), [
    null,
    null,
    null,
    null,
  ])
})

const OFAC: OfacFiles = {
  primary: [
    ['36', 'AEROCARIBBEAN AIRLINES', '-0- ', 'CUBA', ...Array<string>(7).fill('-0- '), '-0- '],
    [
      '29703',
      'DOE, John',
      'individual',
      'CYBER2] [RUSSIA-EO14024',
      ...Array<string>(7).fill('-0- '),
      "DOB 10 Dec 1948; alt. DOB circa 1950; POB Moscow; nationality Russia; Gender Male; Passport 4005504207 (Russia) expires 01 Jan 2030; a.k.a. 'BLACKJACK'; Digital Currency Address - ETH 0x8576acC5C05D6Ce88f4e49bf65BdF0C62F91353C; Digital Curr",
    ],
  ],
  aliases: [
    ['36', '12', 'aka', 'AERO-CARIBBEAN', '-0- '],
    ['29703', '13', 'aka', 'DOE, Ivan', '-0- '],
  ],
  addresses: [
    ['36', '25', '-0- ', 'Havana', 'Cuba', '-0- '],
    ['29703', '26', 'Main Street 1', '-0- ', '-0- ', '-0- '],
  ],
  comments: [['29703', 'ency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h; Linked To: ACME.']],
}

test('OFAC: names, aliases, addresses and what hides in the remarks, continued in the comments', () => {
  const parties = readOfac('OFAC-SDN', OFAC) as ListedParty[]
  assert.deepEqual(parties[0]?.names, [
    { text: 'AEROCARIBBEAN AIRLINES', strength: 'primary' },
    { text: 'AERO-CARIBBEAN', strength: 'strong' },
  ])
  assert.deepEqual(parties[0]?.countries, ['CU'])
  const { births, ...doe } = parties[1]!
  assert.deepEqual(
    births.map((birth) => birth.from.toString()),
    ['1948-12-10', '1948-01-01'],
  )
  assert.deepEqual(doe, {
    list: 'OFAC-SDN',
    ref: '29703',
    party: 'person',
    names: [
      { text: 'DOE, John', strength: 'primary' },
      { text: 'DOE, Ivan', strength: 'strong' },
      { text: 'BLACKJACK', strength: 'weak' },
    ],
    countries: ['RU'],
    gender: 'male',
    identifiers: [{ kind: 'Passport', number: '4005504207', country: 'RU' }],
    wallets: ['0x8576acC5C05D6Ce88f4e49bf65BdF0C62F91353C', '12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h'],
    programs: ['CYBER2', 'RUSSIA-EO14024'],
  })
})

/** The papers and numbers that a row with these remarks is read to have: kind, number and country. */
function papersIn(remarks: string): (string | null)[][] {
  const primary = [['1', 'X', '-0- ', 'X', ...Array<string>(7).fill('-0- '), remarks]]
  const [entry] = readOfac('OFAC-SDN', {
    primary,
    aliases: [],
    addresses: [],
    comments: [],
  }) as ListedParty[]
  return entry!.identifiers.map(({ kind, number, country }) => [kind, number, country])
}

test('OFAC: papers and numbers of every kind are read by their layout', () => {
  for (const [remark, ...expected] of [
    ['RUC # 10068051059 (Peru)', 'RUC #', '10068051059', 'PE'],
    ['RUC # 1067593-1-551241', 'RUC #', '1067593-1-551241', null],
    [
      'Unified Social Credit Code (USCC) 91110000100001043E (China)',
      'Unified Social Credit Code (USCC)',
      '91110000100001043E',
      'CN',
    ],
    ['Business Registration Number RU45275964 (Russia)', 'Business Registration Number', 'RU45275964', 'RU'],
    ['Electoral Registry No. 07385114 (Afghanistan)', 'Electoral Registry No.', '07385114', 'AF'],
    [
      'Public Registration Number 1041202 (Virgin Islands, British)',
      'Public Registration Number',
      '1041202',
      'VG',
    ],
    ['Italian Fiscal Code: BCHMHT69R13Z352T', 'Italian Fiscal Code', 'BCHMHT69R13Z352T', null],
    ['Personal ID Card AK 8136255 (Italy) expires 17 Dec 2018', 'Personal ID Card', 'AK 8136255', 'IT'],
    [
      'Turkish Identification Number 10298480866 (Turkey)',
      'Turkish Identification Number',
      '10298480866',
      'TR',
    ],
    ['National ID No. (HWI)040182 (Burma)', 'National ID No.', '(HWI)040182', 'MM'],
    ['Credencial electoral 073855815496 (Mexico)', 'Credencial electoral', '073855815496', 'MX'],
    ['Folio Mercantil No. 10328 (Jalisco) (Mexico)', 'Folio Mercantil No.', '10328', 'MX'],
    ['Matricula Mercantil No 405885 Bogota (Colombia)', 'Matricula Mercantil No', '405885', 'CO'],
    ['Registration Number 1027700070518(Russia)', 'Registration Number', '1027700070518', 'RU'],
    ['Passport C234897(0) (United Kingdom)', 'Passport', 'C234897(0)', 'GB'],
    ['Passport 4005504207 (Yugoslavia) issued 01 Jan 1990', 'Passport', '4005504207', null],
    ['Registration ID HRB 26136 (Germany)', 'Registration ID', 'HRB 26136', 'DE'],
    ['V.A.T. Number BE 454,419,759', 'V.A.T. Number', 'BE 454,419,759', null],
    ['SWIFT/BIC CBSYSYDA', 'SWIFT/BIC', 'CBSYSYDA', null],
    ['BIK (RU) 041909769', 'BIK (RU)', '041909769', null],
    [
      'Vessel Registration Identification IMO 9187629',
      'Vessel Registration Identification IMO',
      '9187629',
      null,
    ],
  ] as const)
    assert.deepEqual(papersIn(`DOB 1950; alt. ${remark}; Gender Male.`), [expected], remark)
})

test('OFAC: what else has a number in the remarks is no paper', () => {
  for (const remark of [
    'DOB 10 Dec 1948',
    'POB Village No. 12345 (Russia)',
    "a.k.a. 'FACTORY NUMBER 12345'",
    'Linked To: FACTORY NO. 12345 (Russia)',
    'Secondary sanctions risk: section 1(b) of Executive Order 13224, as amended by Executive Order 13886',
    'Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions: North Korea Sanctions Regulations section 510.214',
    'Website http://12345.example (Russia)',
    'Email Address 104406@example.org',
    'Phone Number 09 738 27777 (Burma)',
    'Telephone No. (022) 7363030',
    'Fax: 0097282858208',
    'Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h',
    "Aircraft Manufacturer's Serial Number (MSN) 10907",
    'Aircraft Tail Number N200VR (United States)',
    'Organization Established Date 01 Aug 1956',
    'Chinese Commercial Code 0443 1226',
    'ISIN ARDEUT111812',
    'Equity Ticker 000768 CN',
    'Listing Date (EO 14014 Directive 1): 31 Oct 2023',
    'Commander of the 41st Brigade of the FOURTH DIVISION of the Syrian Arab Army',
    'Interpol: Red Notice. File No. 2009/3599. March 24, 2009',
    'Passport issued in Sarajevo',
    'NIT # Provisional (Colombia)',
  ])
    assert.deepEqual(papersIn(remark), [], remark)
})

test('OFAC: the first row of another shape is the fault, and nothing is read', () => {
  const short = OFAC.primary.map((row) => row.slice(0, 11))
  assert.deepEqual(readOfac('OFAC-SDN', { ...OFAC, primary: short }), { file: 'primary', row: 1 })
  const html = [['<!DOCTYPE html>'], ['<html>']]
  assert.deepEqual(readOfac('OFAC-SDN', { ...OFAC, aliases: html }), { file: 'aliases', row: 1 })
  const nameless = [['36', '-0- ', ...OFAC.primary[0]!.slice(2)]]
  assert.deepEqual(readOfac('OFAC-SDN', { ...OFAC, primary: nameless }), { file: 'primary', row: 1 })
})

test('the platform’s own list: one row an entry, several values parted by semicolons', () => {
  const rows = [
    'Ref,Party,Name,Aliases,Born,Countries,Gender,Identifiers,Wallets,Program',
    'H-1,person,Vera Mallory,Vera M. Lory;Вера Мэллори,3 Mar 1970,FR;Italy,F,X 1;Y 2,0xAbc,own decision',
    'H-2,entity,Mallory Trading Ltd,,,,,,,',
  ].map((line) => line.split(','))
  const [vera, company] = readHouse(rows) as ListedParty[]
  assert.deepEqual(
    [
      vera?.names.map(({ text }) => text),
      vera?.countries,
      vera?.gender,
      vera?.identifiers.length,
      vera?.wallets,
    ],
    [['Vera Mallory', 'Vera M. Lory', 'Вера Мэллори'], ['FR', 'IT'], 'female', 2, ['0xAbc']],
  )
  assert.deepEqual([company?.party, company?.births], ['entity', []])
  assert.deepEqual(readHouse([['Name'], ['x']]), { row: null })
})

test('names that are days or figures by themselves are no damage of a spreadsheet, and days are none of papers', () => {
  const damage = (name: string, number = '') =>
    damagedText({
      names: [{ text: name, strength: 'primary' }],
      identifiers: [{ kind: 'Passport', number, country: null }],
    })
  for (const name of ['28-Jul', '28-Jul-21', 'Jul-28', '7/28/2021', '2021-07-28', '1E+05', '1.2E+05', '#N/A'])
    assert.equal(damage(name), name)
  for (const name of ['7-28', '17 NOVEMBER', 'JUL-28', 'Jan', 'May 19', '313', '1E5', '#1 TRADING'])
    assert.equal(damage(name), null)
  assert.deepEqual([damage('DOE', '4.00551E+09'), damage('DOE', '2021-07-28')], ['4.00551E+09', null])
})

test('a list that loses a tenth or more is taken for damaged; the first one is not', () => {
  assert.deepEqual(
    [hasShrunk(null, 1), hasShrunk(1000, 901), hasShrunk(1000, 900), hasShrunk(1000, 2000)],
    [false, false, true, false],
  )
})
