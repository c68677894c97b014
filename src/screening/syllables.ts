import type { NamePart } from './name.ts'
import { otherSurnames } from './surname.ts'

/** The syllables of Mandarin in pinyin: what one may begin with, and what it may end in. */
const PINYIN = (
  [
    ['b|p|m', 'a|o|ai|ei|ao|an|en|ang|eng|i|ie|iao|ian|in|ing|u'],
    ['p|m|f', 'a|o|ei|ou|an|en|ang|eng|u'],
    ['m', 'e|iu'],
    ['d|t|n|l', 'a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ie|iao|iu|ian|ing|u|uo|uan'],
    ['d|t|l', 'ia|ui|un'],
    ['n|l', 'in|iang|ue'],
    ['g|k|h|zh|ch|sh', 'a|e|ai|ei|ao|ou|an|en|ang|eng|u|ua|uo|uai|ui|uan|un|uang'],
    ['g|k|h|zh|ch|r|z|c|s', 'ong'],
    ['zh|ch|sh|r|z|c|s', 'i'],
    ['r|z|c|s', 'e|ao|ou|an|en|ang|eng|u|uo|ui|uan|un'],
    ['z|c|s', 'a|ai'],
    ['j|q|x', 'i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un'],
    ['y', 'a|e|ao|ou|an|in|ang|ing|ong|i|u|ue|uan|un'],
    ['w', 'a|o|ai|ei|an|en|ang|eng|u'],
  ] as const
)
  .map(([begin, end]) => `(?:${begin})(?:${end})`)
  .join('|')
/** A word of one or two: without a consonant a syllable stands in front alone, or an apostrophe says so (Xi’an). */
const WORD = new RegExp(`^((?:${PINYIN}|a|ai|an|ang|ao|e|en|er|ou))(${PINYIN})?$`)
/** One syllable of any spelling: Chol, Hsueh, Keung. */
const SYLLABLE = /^[^aeiouy]*y?[aeiouy]+[^aeiouy]*$/
const COUNT = { least: 2, most: 4, mostChinese: 3 }

/** Surnames of one syllable, in pinyin, of nearly everybody in China. */
const SURNAMES = new Set(
  (
    'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang han feng yu dong xiao cheng cao yuan ' +
    'deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui ' +
    'kang mao qiu qin gu hou shao meng long wan duan qian yin yi chang qiao lai gong wen pang lan xing bao ning tao ge zhai mo an ni yue zu'
  ).split(' '),
)

/** A name that is nothing but syllables, as those of China and Korea are written. */
export type SyllableName = {
  readonly count: number
  /** Its letters, with nothing between them. */
  readonly letters: string
  /** Which syllables they are, in no order, where all are pinyin. */
  readonly pinyin: string | null
  /** Each syllable that may be the surname, and which are left without it; none where not all are pinyin. */
  readonly surnames: readonly { readonly text: string; readonly rest: string }[]
  /** Whether all are pinyin and a surname of China is at either end. */
  readonly isChinese: boolean
}

/** The syllables of a person's name; null where it is not made of two to four. */
export function syllableName(parts: readonly NamePart[]): SyllableName | null {
  const words = parts.map(({ text }) => WORD.exec(text)?.slice(1).filter(Boolean) ?? text)
  if (words.some((word) => typeof word === 'string' && !SYLLABLE.test(word))) return null
  const syllables = words.flat()
  const count = syllables.length
  if (count < COUNT.least || count > COUNT.most) return null
  const isPinyin = count <= COUNT.mostChinese && words.every((word) => typeof word !== 'string')
  const family = parts.filter(({ isFamily }) => isFamily)
  const surnames = family.length > 0 ? family : [parts[0]!, parts.at(-1)!]
  return {
    count,
    letters: parts.map(({ text }) => text).join(''),
    pinyin: isPinyin ? inNoOrder(syllables) : null,
    surnames: !isPinyin
      ? []
      : surnames.flatMap(({ text }) => {
          const at = syllables.indexOf(text)
          return at < 0 ? [] : [{ text, rest: inNoOrder(syllables.toSpliced(at, 1)) }]
        }),
    isChinese: isPinyin && [parts[0]!, parts.at(-1)!].some(({ text }) => SURNAMES.has(text)),
  }
}

function inNoOrder(syllables: readonly string[]): string {
  return syllables.map(asOfOld).toSorted().join(' ')
}

/** As Wade and Giles write it, who know no b, d, g and zh. */
function asOfOld(syllable: string): string {
  return syllable.replace(/^zh/, 'ch').replace(/^b/, 'p').replace(/^d/, 't').replace(/^g/, 'k')
}

/**
 * Whether a Chinese name is not the listed one, by its syllables. There are some four hundred, each a letter away from others,
 * so that one for another is no slip; and a given name of two is not shortened to one. Where the spaces stand makes no other
 * name, nor which way its surname is written.
 */
export function isOtherChinese(asked: SyllableName | null, listed: SyllableName | null): boolean {
  if (asked === null || !asked.isChinese || listed === null || isSameLetters(asked, listed)) return false
  if (asked.count !== listed.count) return true
  return listed.pinyin !== null && asked.pinyin !== listed.pinyin && !isSurnameAlone(asked, listed)
}

/** With the surname first or last. */
function isSameLetters(asked: SyllableName, listed: SyllableName): boolean {
  return (
    asked.letters.length === listed.letters.length && (asked.letters + asked.letters).includes(listed.letters)
  )
}

/** Whether nothing but one surname, written in two ways, parts them: Li and Ri. */
function isSurnameAlone(asked: SyllableName, listed: SyllableName): boolean {
  return asked.surnames.some((own) =>
    listed.surnames.some((other) => own.rest === other.rest && otherSurnames(own.text).includes(other.text)),
  )
}
