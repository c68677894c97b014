import fs from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import type { ManifestStore } from '../instrument/deployment.service.ts'
import type { Manifest } from '../instrument/deployment.ts'
import { CommandFailed } from './failure.ts'

const Hex = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]*$/)])
const Count = z.int().min(0)
const StepRecord = z.strictObject({
  step: z.string(),
  transaction: Hex.nullable(),
  block: Count.nullable(),
  gasUsed: Count.nullable(),
})
const ManifestFile: z.ZodType<Manifest> = z.strictObject({
  chainId: Count,
  operator: Hex,
  deployer: Hex,
  governance: z
    .strictObject({
      governor: Hex,
      enforcer: Hex,
      guardian: Hex,
      governorDelay: Count,
      enforcerDelay: Count,
    })
    .nullable(),
  contracts: z.array(
    StepRecord.extend({
      address: Hex,
      codeHash: Hex,
      creationCodeHash: Hex,
      constructorArguments: z.array(
        z.strictObject({ name: z.string(), type: z.string(), value: z.string() }),
      ),
      compiler: z.strictObject({ version: z.string(), evmVersion: z.string(), optimizerRuns: Count }),
    }),
  ),
  steps: z.array(StepRecord),
  pending: z.strictObject({ step: z.string(), transaction: Hex, raw: Hex }).nullable(),
  complete: z.boolean(),
})

/** A manifest in a file, which is at every moment the one before or the one after. */
export function manifestFile(file: string): ManifestStore {
  return {
    load: () => {
      if (!fs.existsSync(file)) return null
      try {
        return ManifestFile.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
      } catch (cause) {
        throw new CommandFailed(
          'MANIFEST_UNREADABLE',
          `${path.basename(file)} is no manifest of a deployment.`,
          {
            cause,
          },
        )
      }
    },
    save: (manifest) => {
      const temporary = `${file}.new`
      const handle = fs.openSync(temporary, 'w')
      fs.writeFileSync(handle, `${JSON.stringify(manifest, null, 2)}\n`)
      fs.fsyncSync(handle)
      fs.closeSync(handle)
      fs.renameSync(temporary, file)
    },
  }
}
