/** `npm run fix`: writes what `npm run check` would complain about where a tool can. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { foundryBin } from './foundry.ts'

const root = path.join(import.meta.dirname, '..')
const bin = (name: string) => path.join(root, 'node_modules', '.bin', name)

for (const [command, ...args] of [
  [bin('oxfmt'), '--write', '.'],
  [foundryBin('forge'), 'fmt'],
  [bin('oxlint'), '--fix', 'src', 'sdk', 'tools', 'test', 'bench'],
  [process.execPath, 'tools/sdk.ts'],
] as const) {
  process.stdout.write(`${path.basename(command)} ${args.join(' ')}\n`)
  spawnSync(command, args, { cwd: root, stdio: 'inherit' })
}
