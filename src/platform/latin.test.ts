import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toLatin } from './latin.ts'

const CASES: readonly (readonly [text: string, latin: string])[] = [
  ['José Peña Ünal', 'Jose Pena Unal'],
  ['Владимир Путин', 'Vladimir Putin'],
  ['محمد بن سلمان', 'mhmd bn slman'],
  ['خالد المحمود', 'khald al mhmud'],
  ['عبد الله يوسف', 'abd allah ywsf'],
  ['علی رضایی', 'ali rdhaii'],
  ['ایرج زاده', 'irj zada'],
  ['سهيل فتحي', 'sehil ftehi'],
  ['习近平', 'Xi Jin Ping'],
  ['김정은', 'Gim Jeong Eun'],
  ['Ευάγγελος', 'Eyaggelos'],
  ['Ｆｕｌｌ ｗｉｄｔｈ', 'Full width'],
  ['', ''],
]
for (const [text, latin] of CASES)
  test(`${text || 'nothing'} is ${latin || 'nothing'}`, () => assert.equal(toLatin(text), latin))
