// Lets forge use npm's Solidity compiler (WASM) as if it were the native one.
// forge calls it in two ways: `--version`, and `--standard-json` with the job on stdin and every source inside it.
'use strict'
const fs = require('node:fs')

const args = process.argv.slice(2)
if (args.includes('--version')) {
  // From package.json: loading the compiler only to ask its version would cost half a second, several times a run.
  const { version } = require('solc/package.json')
  process.stdout.write(
    `solc, the solidity compiler commandline interface\nVersion: ${version}+commit.00000000.Emscripten.clang\n`,
  )
} else if (args.includes('--standard-json')) {
  const answer = Buffer.from(require('solc').compile(fs.readFileSync(0, 'utf8')))
  // A pipe takes what it has room for, so one write may be short.
  for (let done = 0; done < answer.length;) {
    try {
      done += fs.writeSync(1, answer, done)
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
    }
  }
} else {
  process.stderr.write(`Only --version and --standard-json are supported, not: ${args.join(' ')}\n`)
  process.exitCode = 1
}
