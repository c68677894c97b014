/**
 * A process that lives through one payout or one closing in the folder it is given, and ends itself at a point on the
 * way: `node life.ts HOME POINT LIFE`, the point as JSON.
 */
import { watchOutside, type Where } from './outside.ts'
import { liveClosing, livePayout, open } from './world.ts'

const LIVES = { payout: livePayout, closing: liveClosing }
export type Life = keyof typeof LIVES

const [home, point, life] = process.argv.slice(2)
if (home === undefined || point === undefined || (life !== 'payout' && life !== 'closing'))
  throw new Error('usage: life.ts HOME POINT payout|closing')

const outside = watchOutside(JSON.parse(point) as Where)
const platform = await open(home)
outside.arm()
await LIVES[life](platform)
await platform.stop()
