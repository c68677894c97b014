/**
 * A process that lives through one payout in the folder it is given, and ends itself at a point on the way:
 * `node payout.ts HOME POINT`, the point as JSON.
 */
import { watchOutside, type Point } from './outside.ts'
import { livePayout, open } from './world.ts'

const [home, point] = process.argv.slice(2)
if (home === undefined || point === undefined) throw new Error('usage: payout.ts HOME POINT')

const outside = watchOutside(JSON.parse(point) as Point)
const platform = await open(home)
outside.arm()
await livePayout(platform)
await platform.stop()
