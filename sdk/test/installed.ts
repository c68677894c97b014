import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'

export const SDK = path.join(import.meta.dirname, '..')
export const TSC = path.join(SDK, '..', 'node_modules', '.bin', 'tsc')

/** A project of somebody else's with the package in it, compiled as `npm pack` does; gone when the test file ends. */
export function installed(): string {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-sdk-'))
  after(() => fs.rmSync(home, { recursive: true, force: true }))
  const inModules = path.join(home, 'node_modules', '@aliquot', 'sdk')
  fs.mkdirSync(inModules, { recursive: true })
  fs.copyFileSync(path.join(SDK, 'package.json'), path.join(inModules, 'package.json'))
  execFileSync(TSC, ['-p', path.join(SDK, 'tsconfig.json'), '--outDir', path.join(inModules, 'dist')])
  fs.writeFileSync(path.join(home, 'package.json'), '{ "type": "module" }')
  return home
}

/** The TypeScript of a document, its pieces in order. */
export function examplesOf(document: string): string {
  const text = fs.readFileSync(document, 'utf8')
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1]).join('\n')
}
