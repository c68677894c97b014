#!/usr/bin/env node
// `npx aliquot …`: the command line, on the Node that npm installed.
process.argv.splice(2, 0, 'src/cli/main.ts')
await import('../tools/run.js')
