/** `node tools/run.js tools/rules.ts`: writes the hashes of the rule packs, their JSON Schema and docs/reference/rules.md. */
import fs from 'node:fs'
import path from 'node:path'
import { must } from '../src/kernel/result.ts'
import { packJsonSchema } from '../src/restriction/pack-schema.service.ts'
import { builtInFiles, readPack, type LoadedPack } from '../src/restriction/pack.service.ts'
import type { Rule } from '../src/restriction/rule-pack.ts'
import { vocabulary } from '../src/restriction/rule.problems.ts'
import { formatted } from './format.ts'

const root = path.join(import.meta.dirname, '..')

const INTRODUCTION = `# Securities rules

Every rule the platform weighs, as the packs in \`src/restriction/packs\` have it: what it requires, with which numbers, and what
people are told. These are settings for software and **no legal advice**. \`legal review: pending\` means that no lawyer has signed
the pack yet, and whatever is decided by it says so; _seen_ and _from memory_ say how far a source was read.

A requirement is an expression over facts and parameters; docs/decisions/0140-rules-are-data.md has the language on a page. This
page is written by \`node tools/run.js tools/rules.ts\`.
`

/** What is written, by path. */
export async function ruleFiles(): Promise<ReadonlyMap<string, string>> {
  const packs = builtInFiles().map(({ pack }) => must(readPack(pack, null)))
  const hashes = Object.fromEntries(packs.map(({ id, sha256 }) => [id, sha256]))
  const file = async (name: string, text: string) => [name, await formatted(name, text)] as const
  return new Map([
    await file('src/restriction/packs/sha256.json', JSON.stringify(hashes)),
    await file('docs/reference/rule-pack.schema.json', JSON.stringify(packJsonSchema())),
    await file('docs/reference/rules.md', [INTRODUCTION, ...packs.map(chapter), reasons(packs)].join('\n')),
  ])
}

function chapter(pack: LoadedPack): string {
  const { id, version, effectiveFrom, effectiveTo, jurisdiction, legalReview, sha256 } = pack
  const until = effectiveTo === null ? '' : ` to ${effectiveTo}`
  const head = `## ${id}

Version ${version}, ${jurisdiction}, in force from ${effectiveFrom}${until}, **legal review: ${legalReview}**, SHA-256 \`${sha256}\`.
`
  return [head, ...pack.rules.map(section)].join('\n')
}

function section(rule: Rule): string {
  const { id, title, citations, provenance, inForce, appliesTo, scope, params } = rule
  const steps = Object.entries(rule.let).map(([name, text]) => `- \`${name}\` is \`${text}\`\n`)
  const numbers = Object.entries(params).map(
    ([name, value]) => `- \`${name}\`: \`${JSON.stringify(value)}\`\n`,
  )
  const requirements = rule.predicates.map(
    ({ code, severity, if: condition, require, citation }) =>
      `- \`${code}\` ${severity}${condition === undefined ? '' : ` if \`${condition}\``}: requires \`${require}\` (${citation})\n`,
  )
  const lots = (rule.lots ?? []).map(
    (lot) => `- if \`${lot.if}\`: locked until \`${lot.lockUntil}\`. ${lot.legend} (${lot.citation})\n`,
  )
  const token = Object.entries(rule.token ?? {}).map(([name, text]) => `- \`${name}\`: \`${String(text)}\`\n`)
  return [
    `### ${id}: ${title}\n\nSource: ${citations.join('; ')} (${provenance}). In force: ${inForce}.\n`,
    `Asked for: ${appliesTo.join(', ')}.${scope === undefined ? '' : ` Where \`${scope}\`.`}\n`,
    part('Numbers', numbers),
    part('Steps', steps),
    part('Requirements', requirements),
    part('Lots', lots),
    part('On the token', token),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

function part(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${heading}:\n\n${lines.join('')}`
}

function reasons(packs: readonly LoadedPack[]): string {
  const lines = vocabulary(packs).map(
    ({ code, text, fix, citation, from }) =>
      `- \`${code}\` (${from.join(', ')}): ${text} ${fix}${citation === null ? '' : ` (${citation})`}\n`,
  )
  return `## Reasons\n\nEvery reason that a person can meet. A name in braces is replaced by a value.\n\n${lines.join('')}`
}

if (process.argv[1] === import.meta.filename)
  for (const [file, text] of await ruleFiles()) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    fs.writeFileSync(path.join(root, file), text)
    process.stdout.write(`${file}\n`)
  }
