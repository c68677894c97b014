import { COUNTRIES } from '../kernel/countries.ts'

/** What lists call countries where that is not the name the Unicode tables have for them. */
const ALSO: Readonly<Record<string, string>> = {
  burma: 'MM',
  'korea north': 'KP',
  'north korea': 'KP',
  'democratic peoples republic of korea': 'KP',
  dprk: 'KP',
  'korea south': 'KR',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  'islamic republic of iran': 'IR',
  'iran islamic republic of': 'IR',
  'syrian arab republic': 'SY',
  'united republic of tanzania': 'TZ',
  'democratic republic of the congo': 'CD',
  'congo democratic republic of the': 'CD',
  'congo republic of the': 'CG',
  'republic of the congo': 'CG',
  'the gambia': 'GM',
  'the bahamas': 'BS',
  palestinian: 'PS',
  'west bank': 'PS',
  'region gaza': 'PS',
  'state of palestine': 'PS',
  'ivory coast': 'CI',
  'cote d ivoire': 'CI',
  turkey: 'TR',
  turkiye: 'TR',
  macau: 'MO',
  'hong kong': 'HK',
  'czech republic': 'CZ',
  swaziland: 'SZ',
  macedonia: 'MK',
  'the former yugoslav republic of macedonia': 'MK',
  'cape verde': 'CV',
  'united kingdom of great britain and northern ireland': 'GB',
  uk: 'GB',
  usa: 'US',
  'united states of america': 'US',
  'viet nam': 'VN',
  'lao peoples democratic republic': 'LA',
  moldova: 'MD',
  'republic of moldova': 'MD',
  'bolivarian republic of venezuela': 'VE',
  'plurinational state of bolivia': 'BO',
  'virgin islands british': 'VG',
  'virgin islands us': 'VI',
}

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...[...COUNTRIES.keys()].map((code) => [keyOf(englishName(code)), code] as const),
  ...Object.entries(ALSO),
])

/** The ISO 3166-1 alpha-2 code of a country by one of its English names, or null: `Korea, North` is KP. */
export function countryOfName(name: string): string | null {
  const key = keyOf(name)
  const code = key.toUpperCase()
  return BY_NAME.get(key) ?? (COUNTRIES.has(code) ? code : null)
}

function englishName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code
}

function keyOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’.]/g, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^a-z]+/g, ' ')
    .trim()
}
