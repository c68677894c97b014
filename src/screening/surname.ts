/**
 * Chinese and Korean surnames of one character, in pinyin, as Wade and Giles write them, in Cantonese and as the two Koreas do:
 * ways that do not sound alike, and are one name on two passports.
 */
const ONE_CHARACTER: readonly string[] = [
  'li lee yi ri rhee',
  'wang wong',
  'zhang chang cheung jang',
  'liu lau yu ryu',
  'chen chan jin',
  'huang wong hwang',
  'zhao chao chiu cho jo',
  'wu ng',
  'zhou chow chou ju',
  'xu hsu hui so',
  'guo kuo kwok kwak',
  'lin lam im rim',
  'he ho',
  'liang leung ryang yang',
  'zheng cheng jong jung chung',
  'xie hsieh tse',
  'zeng tseng tsang',
  'cai tsai choi chae',
  'cui tsui choe choi',
  'yang yeung',
  'ye yeh ip yip',
  'yuan yuen',
  'park pak bak',
  'no roh',
]

const OTHERS = others()

function others(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const group of ONE_CHARACTER) {
    const names = group.split(' ')
    for (const name of names)
      found.set(name, [...(found.get(name) ?? []), ...names.filter((other) => other !== name)])
  }
  return found
}

/** The other ways to write this surname, in lower-case Latin letters; none of a name that is not known to have any. */
export function otherSurnames(name: string): readonly string[] {
  return OTHERS.get(name) ?? []
}
