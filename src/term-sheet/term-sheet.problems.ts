import { sentence, type Problems } from '../kernel/problem.ts'
import type { SheetCode, SheetFinding } from './term-sheet.ts'

export const SHEET_PROBLEMS: Problems<SheetCode> = {
  YAML_TOO_LARGE: {
    status: 413,
    detail: 'The term sheet has {bytes} bytes; the most is {max}.',
    fix: 'Put long texts into documents of their own.',
  },
  YAML_ENCODING: {
    status: 422,
    detail: 'The file is not UTF-8 text, or holds a control character.',
    fix: 'Save it as UTF-8.',
  },
  YAML_SYNTAX: { status: 422, detail: 'This is not YAML: {error}.', fix: 'Mend the line.' },
  YAML_TOO_DEEP: {
    status: 422,
    detail: 'The file nests values deeper than any term sheet does.',
    fix: 'Follow the layout of the examples.',
  },
  YAML_DUPLICATE_KEY: {
    status: 422,
    detail: 'The key {key} stands here a second time.',
    fix: 'Keep one of the two: which one counts must not be left to the reader.',
  },
  YAML_ALIAS: {
    status: 422,
    detail: 'Anchors, aliases and merge keys are not read.',
    fix: 'Write the value out where it is meant.',
  },
  YAML_TAG: { status: 422, detail: 'Tags like {tag} are not read.', fix: 'Leave the tag out.' },
  YAML_DOCUMENTS: {
    status: 422,
    detail: 'The file holds more than one document.',
    fix: 'Put each term sheet into a file of its own.',
  },
  YAML_NOT_A_MAP: {
    status: 422,
    detail: 'The file is not a map of fields.',
    fix: 'Begin as the examples do, with `version: 1`.',
  },
  KEY_FORMAT: {
    status: 422,
    detail:
      'A key is lower-case letters and digits, in parts joined by single hyphens, at most 40 characters.',
    fix: 'Write it like "office-tower".',
  },
  SYMBOL_FORMAT: {
    status: 422,
    detail: 'A symbol is 2 to 11 capital letters and digits, beginning with a letter.',
    fix: 'Write it like "TOWER".',
  },
  JURISDICTION_UNKNOWN: {
    status: 422,
    detail: 'This is no country, nor a part of one.',
    fix: 'Write the country, like "LU", or the country and its part, like "US-DE".',
    citation: 'ISO 3166-1; of 3166-2 the parts of the United States',
  },
  TIME_ZONE_UNKNOWN: {
    status: 422,
    detail: 'This is no time zone with a place of its own.',
    fix: 'Write it as the IANA database does, like "America/New_York".',
    citation: 'IANA Time Zone Database',
  },
  CURRENCY_UNKNOWN: {
    status: 422,
    detail: 'This is no currency that a term sheet can be in.',
    fix: 'Choose one of {known}.',
    citation: 'ISO 4217',
  },
  LEI_INVALID: {
    status: 422,
    detail:
      'This is no legal entity identifier: 20 letters and digits, of which the last two check the others.',
    fix: 'Copy it from search.gleif.org; leave the field out for an entity that has none.',
    citation: 'ISO 17442; ISO/IEC 7064, MOD 97-10',
  },
  ISIN_INVALID: {
    status: 422,
    detail:
      'This is no ISIN: two capital letters of a country, nine capital letters and digits, and the digit that checks them.',
    fix: 'Copy it from the registry that gave it; never make one up.',
    citation: 'ISO 6166',
  },
  MIC_UNKNOWN: {
    status: 422,
    detail: 'No market has this identifier in the list of {listedOn}.',
    fix: 'Copy it from www.iso20022.org/market-identifier-codes; leave out a market that is younger than the list.',
    citation: 'ISO 10383',
  },
  MIC_EXPIRED: {
    status: 422,
    detail: 'The market of this identifier has closed, or has another identifier now.',
    fix: 'Write the market where it is traded today, from www.iso20022.org/market-identifier-codes.',
    citation: 'ISO 10383',
  },
  PERCENT_FORMAT: {
    status: 422,
    detail: 'A part is written in percent as text, above 0 and up to 100, with four decimals at most.',
    fix: 'Write it like "62.5".',
  },
  IDENTIFIER_FORMAT: {
    status: 422,
    detail: 'This is not how an identifier of the scheme {scheme} is written.',
    fix: 'Copy it from the registry that gave it; never make one up.',
  },
  IDENTIFIER_CHECKSUM: {
    status: 422,
    detail: 'The check digit of this {scheme} does not fit, so a character is wrong.',
    fix: 'Copy it from the registry that gave it; never make one up.',
  },
  SHA256_FORMAT: {
    status: 422,
    detail: 'A document is named by its SHA-256: 64 digits and small letters from a to f.',
    fix: 'Print it with `sha256sum FILE`, or copy it from the data room.',
    citation: 'FIPS 180-4',
  },
  TREASURY_FORMAT: {
    status: 422,
    detail: 'The treasury is neither `managed` nor an account.',
    fix: 'Write `managed`, or the account in its mixed-case form, in quotes.',
  },
  PAYMENT_TOKEN_FORMAT: {
    status: 422,
    detail: 'The payment token is neither `development` nor a contract.',
    fix: 'Write `development` on the embedded chain, or the stablecoin’s address in its mixed-case form, in quotes.',
  },
  PAYMENT_TOKEN_DETAILS: {
    status: 422,
    detail:
      'A payment token given by its address needs its code and its decimals; `development` has its own.',
    fix: 'With an address, write `code` and `decimals` as the token itself answers them; with `development`, neither.',
  },
  TEXT_MUST_BE_QUOTED: {
    status: 422,
    detail: 'YAML reads this as {kind}, not as text.',
    fix: 'Put it in quotes.',
  },
  AMOUNT_MUST_BE_STRING: {
    status: 422,
    detail: 'YAML reads this amount as a number, which cannot hold it exactly.',
    fix: 'Put it in quotes, like "1234.50".',
  },
  AMOUNT_FORMAT: {
    status: 422,
    detail: 'This is not a plain decimal number.',
    fix: 'Write digits and at most one point, like "1234.50": no exponent, no separators, no spaces.',
  },
  TOKEN_FORMAT: {
    status: 422,
    detail: 'The token is not the address of a contract.',
    fix: 'Write the stablecoin’s address in its mixed-case form, in quotes.',
  },
  AMOUNT_PRECISION: {
    status: 422,
    detail: 'This amount has more decimals than its unit.',
    fix: 'Write at most {decimals} digits after the point.',
  },
  AMOUNT_OUT_OF_RANGE: {
    status: 422,
    detail: 'This amount is not above zero.',
    fix: 'Write an amount above zero.',
  },
  AMOUNT_OVERFLOW: {
    status: 422,
    detail: 'This amount, or what all units come to at this price, is larger than any that can be kept.',
    fix: 'Write a smaller amount, or sell fewer units.',
  },
  DATE_INVALID: {
    status: 422,
    detail: 'This is not a date that exists, between 1900 and 2199.',
    fix: 'Write it as YYYY-MM-DD, like "2026-10-31".',
  },
  COUNTRY_UNKNOWN: {
    status: 422,
    detail: 'This is not a country code in use.',
    fix: 'Write the two capital letters, like GB.',
    citation: 'ISO 3166-1 alpha-2',
  },
  ADDRESS_CHAIN: {
    status: 422,
    detail: 'This is not an address of an EVM chain.',
    fix: 'Write 0x and 40 hexadecimal digits, in quotes.',
  },
  ADDRESS_CASE: {
    status: 422,
    detail:
      'The letters of this address are all of one case, so that it has no checksum, which would show a wrong digit.',
    fix: 'Compare each digit with the wallet. If all are right, it is {checksummed}.',
    citation: 'EIP-55',
  },
  ADDRESS_CHECKSUM: {
    status: 422,
    detail:
      'The letters of this address do not fit its checksum: a digit, or the case of a letter, is wrong.',
    fix: 'Copy it from the wallet again.',
    citation: 'EIP-55',
  },
  ADDRESS_FORBIDDEN: {
    status: 422,
    detail: 'Nobody holds the key of this address: it is the zero address or a built-in contract.',
    fix: 'Write an account that somebody holds the key of.',
  },
  NAME_INVALID: {
    status: 422,
    detail: 'This name is too long, or holds invisible or direction-changing characters, or an emoji.',
    fix: 'Write 1 to 200 visible characters, of any script.',
  },
  TEXT_INVALID: {
    status: 422,
    detail: 'This text holds invisible or direction-changing characters, or an emoji where none may stand.',
    fix: 'Write it anew, without them.',
  },
  FIELD_TYPE: {
    status: 422,
    detail: 'This field has the wrong type.',
    fix: 'Write a value of the type {expected}.',
  },
  FIELD_VALUE: {
    status: 422,
    detail: 'This is none of the values that the field may have.',
    fix: 'Write one of {values}.',
  },
  FIELD_TOO_SMALL: {
    status: 422,
    detail: 'This is too small, too short or too few.',
    fix: 'The least is {min}.',
  },
  FIELD_TOO_LARGE: {
    status: 422,
    detail: 'This is too large, too long or too many.',
    fix: 'The most is {max}.',
  },
  FIELD_FORMAT: {
    status: 422,
    detail: 'This field is not written as it should be.',
    fix: 'docs/reference/term-sheet.md shows how.',
  },
  FIELD_REQUIRED: { status: 422, detail: 'The field {field} is missing here.', fix: 'Add it.' },
  FIELD_UNKNOWN: {
    status: 422,
    detail: 'There is no field {field} here.',
    fix: 'The fields here are {fields}.',
  },
  WINDOW_OVER: {
    status: 422,
    detail: 'The offering closed on {closes}, so no contract is made for it and nobody can subscribe.',
    fix: 'Let it close on a later day, unless the units were sold elsewhere.',
  },
  WINDOW_ORDER: {
    status: 422,
    detail: 'The offering closes on {closes}, before it opens on {opens}.',
    fix: 'Let it close on the day it opens, or later.',
  },
  TICKET_ORDER: {
    status: 422,
    detail: 'The largest ticket is smaller than the smallest.',
    fix: 'Raise ticketMax, lower ticketMin, or leave ticketMax out.',
  },
  TICKET_ABOVE_RAISE: {
    status: 422,
    detail: 'The smallest ticket is above the {raised} that all units on sale cost: nobody could subscribe.',
    fix: 'Lower ticketMin to {raised} or less.',
  },
  TICKET_BELOW_UNIT: {
    status: 422,
    detail: 'The largest ticket does not buy one whole unit.',
    fix: 'Raise ticketMax to the price of a unit at least, or give units decimals.',
  },
  SOFT_CAP_ABOVE_UNITS: {
    status: 422,
    detail: 'The soft cap is above the units on sale: the offering could never close.',
    fix: 'Lower softCap, or raise hardCap or shareClass.units.',
  },
  HARD_CAP_ABOVE_UNITS: {
    status: 422,
    detail: 'The hard cap is above the units of the class.',
    fix: 'Lower hardCap, or raise shareClass.units; left out, all units are on sale.',
  },
  CLOSING_BEFORE_COOLING_OFF: {
    status: 422,
    detail: 'The time to close ends before the last investor’s time to withdraw, and a day, is over.',
    fix: 'Set closingDays to {days} or more.',
  },
  PRICE_TIER_ORDER: {
    status: 422,
    detail: 'The tier ends where the one before it ends, or earlier: no unit would have its price.',
    fix: 'List the tiers ascending by upTo.',
  },
  PRICE_TIER_ABOVE_UNITS: {
    status: 422,
    detail: 'The tier ends at the last of the {units} units or beyond it: no unit would have `price`.',
    fix: 'Leave the last tier out, and make its price the offering’s price.',
  },
  PRICE_TIERS_ALLOCATION: {
    status: 422,
    detail: 'Prices by the units sold go with first come, first served alone, not with {allocation}.',
    fix: 'Leave allocation out, or the price tiers.',
  },
  LIMIT_BELOW_TICKET: {
    status: 422,
    detail: 'Nobody of this kind could subscribe: the least that anybody may pay is {least}.',
    fix: 'Set investmentMax to {least} or more; to keep a kind of investor out, use transferRules.',
  },
  LIMIT_HIDDEN: {
    status: 422,
    detail:
      'Everybody whom this limit is for is among those of limit {place} before it, and the first one counts.',
    fix: 'Put the narrower limit first, or leave one of the two out.',
  },
  UNITS_TOO_MANY: {
    status: 422,
    detail: 'A token cannot count this many units at these decimals.',
    fix: 'Lower the units or the decimals: units × 10^decimals stays below 2^104.',
  },
  REG_D_506C_ACCREDITED: {
    status: 422,
    detail: 'Under Rule 506(c) every purchaser must be accredited, but the transfer rules let others in.',
    fix: 'Set accreditedOnly to true, or use another exemption.',
    citation: '17 CFR 230.506(c)(2)(i)',
  },
  REG_S_UNITED_STATES: {
    status: 422,
    detail:
      'Under Regulation S nothing is sold to U.S. persons, but the transfer rules let these in: {countries}.',
    fix: 'Exclude the United States with its territories: AS, GU, MP, PR, UM, US, VI.',
    citation: '17 CFR 230.902(l), 230.903',
  },
  EXEMPTION_LIMIT: {
    status: 422,
    detail: 'All units together cost {raised}; under this exemption {most} may be sold within twelve months.',
    fix: 'Sell fewer units, or use another exemption.',
    citation:
      '17 CFR 230.251(a), 227.100(a)(1); Regulation (EU) 2020/1503, art. 1(2)(c); Regulation (EU) 2017/1129, art. 3(2)',
  },
  CROWDFUNDING_WINDOW: {
    status: 422,
    detail: 'A crowdfunding is public for {days} days at least before a unit is sold.',
    fix: 'Let the offering close later.',
    citation: '17 CFR 227.303(a)(2)',
  },
  REFLECTION_PERIOD: {
    status: 422,
    detail: 'Investors in a crowdfunding may withdraw for four days.',
    fix: 'Set coolingOffHours to {hours} or more.',
    citation: 'Regulation (EU) 2020/1503, art. 22(2)',
  },
  DEVELOPMENT_CURRENCY: {
    status: 422,
    detail: 'The development stablecoin stands for US dollars, not for {currency}.',
    fix: 'Set the currency to USD, or name another payment token.',
  },
  COUNTRY_LIST_MISSING: {
    status: 422,
    detail: 'The rule `{rule}` needs a list of countries.',
    fix: 'Add `list` below it, or write `rule: any`.',
  },
  COUNTRY_LIST_WITHOUT_RULE: {
    status: 422,
    detail: 'With `rule: any` every country is allowed, so a list means nothing.',
    fix: 'Leave the list out, or write `rule: only` or `rule: except`.',
  },
  COUNTRY_TWICE: { status: 422, detail: '{country} is in the list already.', fix: 'Keep it once.' },
  ACCOUNT_TWICE: {
    status: 422,
    detail: 'The account {account} is listed already.',
    fix: 'List each account once: it either adds to net income or takes from it.',
  },
  FIRST_MONTH_OF_MONTHS: {
    status: 422,
    detail: 'Where each month is paid by itself, no month begins a year of periods.',
    fix: 'Leave firstMonth out, or write another frequency.',
  },
  RECORD_DAYS: {
    status: 422,
    detail:
      'The record date is a number of days before the pay day, or the last day of the period, and not both.',
    fix: 'Write `record: days-before-pay-day` with `recordDays`, or leave recordDays out.',
  },
  RECORD_DATE_WITHIN_PERIOD: {
    status: 422,
    detail: 'A record date {days} days before day {payDay} of the month comes before the period has ended.',
    fix: 'Set recordDays to {payDay} or less, or payDay to a later day.',
  },
  COUPON_BESIDE_INCOME: {
    status: 422,
    detail: 'Units pay interest on dates of its own, or income by statements, and not both.',
    fix: 'Leave income or coupon out.',
  },
  COUPON_DATES: {
    status: 422,
    detail:
      'The last date of payment, {maturity}, does not come after the first day that bears interest, {from}.',
    fix: 'Set maturity after from.',
  },
  COUPON_BEFORE_OPENING: {
    status: 422,
    detail: 'Interest would be borne before the offering opens on {opens}, when nobody holds a unit.',
    fix: 'Set from to {opens} or later; the end of the window is usual.',
  },
  CARRY_BESIDE_PREFERENCE: {
    status: 422,
    detail: 'Units share as a fund’s do, with its manager, or as a class of shares does, and not both.',
    fix: 'Leave carry or preference out.',
  },
  CATCH_UP_TOO_SMALL: {
    status: 422,
    detail: 'A catch-up of {catchUp} % never catches up with a carried interest of {carry} %.',
    fix: 'Set catchUp above carriedInterest, or to "0" for none.',
  },
  PREFERENCE_CAP: {
    status: 422,
    detail: 'A class that shares up to a cap has one, and no other has.',
    fix: 'Give a cap with participation: capped, and leave it out otherwise.',
  },
  WATERFALL_TERMS_INVALID: {
    status: 422,
    detail: 'The cap, {cap} times the price, is below the preference of {multiple} times the price.',
    fix: 'Set cap to the preference or above it.',
  },
  OWNERS_ABOVE_WHOLE: {
    status: 422,
    detail: 'The owners together have more than 100 % of the company.',
    fix: 'Correct their parts. They may come to less when not all owners are named.',
  },
  OWNER_TWICE: { status: 422, detail: '{owner} is an owner already.', fix: 'Name each owner once.' },
  RISK_TWICE: {
    status: 422,
    detail: 'There is a risk “{risk}” already.',
    fix: 'Give each a title of its own.',
  },
  COST_TWICE: {
    status: 422,
    detail: 'There are costs “{cost}” already.',
    fix: 'Add them up, or name them apart.',
  },
  CURRENCY_TWICE: {
    status: 422,
    detail: 'The offering takes {currency}, or this token, already.',
    fix: 'Keep it once; two tokens of one code cannot be told apart in the books.',
  },
  CURRENCY_COARSE: {
    status: 422,
    detail:
      'The smallest part of {currency} is worth more than a tenth of a unit of the payment token: each payment, rounded up to it, could take that much too much.',
    fix: 'Take a token with more decimals, or leave the currency out.',
  },
  CURRENCY_RATE_FIXED: {
    status: 422,
    detail:
      'The rate of {currency} never changes, and investors choose what to pay with: when {currency} loses a tenth of its worth in {of}, they pay in it, and the offering has a tenth less for the same units.',
    fix: 'Keep the window short, and stop a currency that has fallen; what was paid in it stays, and a refund is in it.',
  },
  IDENTIFIER_TWICE: { status: 422, detail: '{identifier} is listed already.', fix: 'Keep it once.' },
  VALUATION_TWICE: {
    status: 422,
    detail: 'This appraiser has a valuation of {date} by this method already.',
    fix: 'Keep the one that holds.',
  },
  FORMED_IN_FUTURE: {
    status: 422,
    detail: 'This company is said to be formed on {date}; today is {today}.',
    fix: 'Use the day in its register, or leave it out until the company is formed.',
  },
  VALUATION_IN_FUTURE: {
    status: 422,
    detail: 'This valuation is of {date}; today is {today}.',
    fix: 'Use the date the value was found for.',
  },
  OFFERING_ABOVE_VALUATION: {
    status: 422,
    detail:
      'All units together cost {raised}, more than the latest valuation of {valuation} and the stated costs of {costs}.',
    fix: 'State under offering.costs what the difference pays for.',
  },
  VALUATION_OLD: {
    status: 422,
    detail: 'The latest valuation is of {date}, more than a year before the offering opens on {opens}.',
    fix: 'Add a newer one before the offering opens.',
  },
  HOLDERS_NEAR_REGISTRATION: {
    status: 422,
    detail: 'Nothing stops this class from reaching 2,000 holders of record, at which it must be registered.',
    fix: 'Set holdersMax to {max} or less, unless the assets stay at or below $10 million.',
    citation: 'Section 12(g)(1)(A) of the Exchange Act, 15 U.S.C. 78l(g)(1)(A); 17 CFR 240.12g-1',
  },
  ASSET_KNOWN: {
    status: 422,
    detail:
      'Another asset here is the same by its kind and place, or has an identifier in common with this one.',
    fix: 'Find out whether it is the same thing: what somebody holds already must not be sold twice.',
  },
  TREASURY_CONTRACT: {
    status: 422,
    detail: 'There is a contract at the treasury’s address: what is raised moves only as its code lets it.',
    fix: 'Make sure that it is a wallet, of several owners or of one, that can send this money on.',
  },
  BALANCE_MAX_WITHOUT_EFFECT: {
    status: 422,
    detail: 'The most a wallet may hold is no less than all units together.',
    fix: 'Lower balanceMax, or leave it out.',
  },
}

/** A finding as one sentence or two, with the source where a law or a standard stands behind it. */
export function sheetMessage({ code, facts }: SheetFinding): string {
  const { detail, fix, citation } = SHEET_PROBLEMS[code]
  return `${sentence(detail, facts)} ${sentence(fix, facts)}${citation === undefined ? '' : ` (${citation})`}`
}
