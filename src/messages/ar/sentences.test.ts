import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { CLAIM_SENTENCE, SUSPENSE_SENTENCES, WRITE_OFF_SENTENCE } from '../../bank/bank.problems.ts'
import { OCF_SENTENCES } from '../../cap-table/cap-table.problems.ts'
import type { Problem } from '../../kernel/problem.ts'
import { STEP_WORDS } from '../../investor/onboarding.ts'
import { NAME_SENTENCE } from '../../offering/agreement/agreement.ts'
import { INTERNAL } from '../../platform/http/answer.ts'
import { PLAIN_SENTENCES } from '../../restriction/explained-reason.ts'
import { RECEIVING_SENTENCES } from '../../restriction/transfer.problems.ts'
import { LATER_SENTENCES, PLAN_WORDS } from '../../term-sheet/plan.problems.ts'
import { SHEET_FORM } from '../../term-sheet/term-sheet-form.service.ts'
import { ENGLISH, sentenceIn, speak, textIn, unbroken, wordsOf } from '../message.ts'
import { AR } from './ar.ts'
import { AR_SAID } from './said.ts'
import { AR_SENTENCES } from './sentences.ts'

/** What only whoever runs the installation meets, on a command line. */
const NOT_SPOKEN = new Set(['server/backup.problems.ts', 'instrument/deployment.problems.ts'])
const root = path.join(import.meta.dirname, '..', '..')

/** Every sentence that a screen may be given, in English. */
async function sentences(): Promise<Set<string>> {
  const files = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.problems.ts') && !NOT_SPOKEN.has(file))
  const tables = await Promise.all(
    files.map(async (file) => {
      const module: object = await import(pathToFileURL(path.join(root, file)).href)
      return Object.entries(module).flatMap(([name, table]) =>
        name.endsWith('_PROBLEMS') ? Object.values(table as Record<string, Problem>) : [],
      )
    }),
  )
  const hints = SHEET_FORM.groups.flatMap(({ hint, fields }) => [hint, ...fields.map((field) => field.hint)])
  return new Set(
    [
      ...[...tables.flat(), INTERNAL].flatMap(({ detail, fix }) => [detail, fix]),
      ...Object.values(OCF_SENTENCES),
      ...Object.values(SUSPENSE_SENTENCES),
      CLAIM_SENTENCE,
      WRITE_OFF_SENTENCE,
      NAME_SENTENCE,
      ...Object.values(LATER_SENTENCES),
      ...PLAN_WORDS,
      ...Object.values(STEP_WORDS),
      ...Object.values(PLAIN_SENTENCES).flatMap(({ detail, fix }) => [detail, fix]),
      ...Object.values(RECEIVING_SENTENCES).flatMap(({ detail, fix }) => [detail, fix]),
      ...hints,
    ].filter((text) => text.replaceAll(/\{\w+\}/g, '') !== ''),
  )
}
/** Files and folders whose sentences no screen is given, and what they are. */
const OF_NO_SCREEN: Readonly<Record<string, string>> = {
  'access/wallet-sign-in.service.ts': 'signed by a wallet as they stand',
  'investor/investor.ts': 'signed by a wallet as they stand',
  'register/recovery.ts': 'signed by a wallet as they stand',
  'cap-table/list-package.ts': 'comments in a package of Open Cap Format',
  'cap-table/register-export.ts': 'comments in a package of Open Cap Format',
  'term-sheet/export.service.ts': 'a comment in a term sheet',
  'investor/ivms101.ts': 'for programs that write messages of the travel rule',
  'restriction/rule-pack.ts': 'for who writes packs of rules',
  'instrument/deployment.service.ts': 'printed where it is installed',
  platform: 'printed where it is installed',
  'server/accounts.ts': 'printed where it is installed',
  'server/backup.ts': 'printed where it is installed',
  'server/demo-home.ts': 'printed where it is installed',
  'server/failure.ts': 'printed where it is installed',
  'server/platform.ts': 'printed where it is installed',
  'server/start.ts': 'printed where it is installed',
  cli: 'printed where it is installed',
  messages: 'the catalogues themselves',
  web: 'screens have theirs from the catalogues',
}
/** Of a folder that has no screen, and shown on one all the same: what is wrong with a file that somebody brings in. */
const OF_A_SCREEN = 'platform/csv-rows.ts'
const isOfNoScreen = (file: string) =>
  file !== OF_A_SCREEN &&
  Object.keys(OF_NO_SCREEN).some((each) => file === each || file.startsWith(`${each}/`))

/** A sentence with `{}` for each value, however it is put in. */
const valueless = (text: string) => text.replaceAll(/\$?\{(?:[^{}]|\{[^{}]*\})*\}/g, '{}')

/** Every whole sentence that stands in a source file as it is, as `valueless`, with the file; but not what describes the API. */
function written(): ReadonlyMap<string, string> {
  const files = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test|\.problems)\.ts$/.test(file) && !/\/(?:testing|packs)\//.test(file))
    .filter((file) => !isOfNoScreen(file))
  const found = new Map<string, string>()
  for (const file of files) {
    const text = fs.readFileSync(path.join(root, file), 'utf8').replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '')
    for (const match of text.matchAll(/'([A-Z“{][^'\n]* [^'\n]*\.)'|`([A-Z“$][^`\n]* [^`\n]*\.)`/g)) {
      const before = text.slice(0, match.index).trimEnd()
      const sentence = valueless(match[1] ?? match[2] ?? '')
      if (/[a-z]{2}/.test(sentence) && !/(?:describe\(|Error\(|summary:|description:|\+)$/.test(before))
        found.set(sentence, file)
    }
  }
  return found
}
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted()
const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => `<${name}-7>`)

test('every sentence of a refusal and of the form is there in Arabic, asks for the same values, and none is left over', async () => {
  const english = await sentences()
  assert.deepEqual(
    [...english].filter((text) => AR_SENTENCES[text] === undefined),
    [],
    'put these into sentences.ts',
  )
  const ours = written()
  const known = new Set(Object.keys(AR_SAID).map(valueless))
  assert.deepEqual(
    [...ours].filter(([text]) => !known.has(text)).map(([text, file]) => `${file}: ${text}`),
    [],
    'put these into sentences.ts, or say in OF_NO_SCREEN why no screen is given them',
  )
  assert.deepEqual(
    Object.keys(AR_SENTENCES).filter((text) => !english.has(text) && !ours.has(valueless(text))),
    [],
    'these are said no more',
  )
  for (const [text, arabic] of Object.entries(AR_SENTENCES))
    assert.deepEqual(placeholders(arabic), placeholders(text), text)
})

test('every field of a term sheet has its name in Arabic, and no other', () => {
  const names = SHEET_FORM.groups.flatMap(({ path: at, fields }) => [
    at,
    ...fields.map((field) => field.path),
  ])
  const english = new Set(names.map((each) => each.replaceAll('[]', '').split('.').at(-1) ?? ''))
  english.delete('')
  assert.deepEqual(Object.keys(AR.field).toSorted(), [...english].toSorted())
})

test('what the server wrote is known again, with its values', () => {
  speak(wordsOf('ar', AR, AR_SENTENCES))
  try {
    for (const [text, arabic] of Object.entries(AR_SENTENCES))
      assert.equal(sentenceIn(filled(text)).replaceAll(/[\u2068\u2069]/g, ''), filled(arabic), text)
    const [amount, mend] = ['This amount is not above zero.', 'Write an amount above zero.']
    assert.equal(
      sentenceIn(
        'You act for another issuer than x. Ask somebody who acts for x to apply this sheet.',
      ).includes('Ask'),
      false,
      'a value at the end of the first sentence ends there',
    )
    const both = `${AR_SENTENCES[amount]} ${AR_SENTENCES[mend]}`
    assert.equal(sentenceIn(`${amount} ${mend}`), both)
    assert.equal(sentenceIn(`offering.price: ${amount} ${mend}`), `offering.price: ${both}`)
    assert.equal(sentenceIn(`${amount} (17 CFR 230.506(c))`), `${AR_SENTENCES[amount]} (17 CFR 230.506(c))`)
    assert.equal(
      sentenceIn('The rules that this instrument is under refuse it. Subscribe again.'),
      'ترفضه القواعد التي تخضع لها هذه الأداة. اكتتب من جديد.',
    )
    assert.match(sentenceIn('Save the step “Tax and funds” before this one.'), /«\P{Script=Latin}+»/u)
    assert.equal(
      sentenceIn('A paper is missing that has to be handed in: proof of address, partnership agreement.'),
      'تنقص وثيقة واجبة التقديم: إثبات عنوان، عقد شراكة.',
    )
    assert.doesNotMatch(sentenceIn('The subscription does not wait for this: it is withdrawn.'), /withdrawn/)
    assert.doesNotMatch(
      sentenceIn(
        'The issuer takes no more payments in EURX for this offering: Its contract takes no more payments in it.',
      ),
      /payments/,
    )
    assert.equal(sentenceIn('Nobody ever said this.'), 'Nobody ever said this.')
    // What somebody wrote to be hard to read ends as soon as anything else, and stays as it is.
    for (const hard of [
      'A. '.repeat(300),
      `${amount} `.repeat(40),
      `${amount} ${mend} `.repeat(20).trim() + '. x',
    ])
      assert.equal(sentenceIn(hard), unbroken(hard))
    assert.equal(textIn(`${amount} ${mend}`), `${amount} ${mend}`)
    assert.equal(textIn(amount), AR_SENTENCES[amount])
  } finally {
    speak(ENGLISH)
  }
  assert.equal(sentenceIn('Write an amount above zero.'), 'Write an amount above zero.')
})
