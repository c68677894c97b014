/**
 * Loaded into a server before its own code (`node --import`): while the file that `FULL_WHILE` names is there, every
 * disk says that it has no room, and the journal's refuses to write. For accounts that may not have a small disk.
 */
import fs from 'node:fs'

const flag = process.env['FULL_WHILE']
if (flag === undefined) throw new Error('FULL_WHILE names no file')
const isFull = () => fs.existsSync(flag)

type AnyFunction = (...args: unknown[]) => unknown
function replace(name: 'statfsSync' | 'fdatasync', as: (original: AnyFunction) => AnyFunction): void {
  Reflect.set(fs, name, as(Reflect.get(fs, name) as AnyFunction))
}

replace('statfsSync', (statfs) => (...args) => {
  const disk = Object(statfs(...args))
  return isFull() ? { ...disk, bavail: 0 } : disk
})
replace('fdatasync', (fdatasync) => (...args) => {
  if (!isFull()) return fdatasync(...args)
  const callback = args.at(-1) as (error: Error) => void
  return process.nextTick(callback, Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
})
