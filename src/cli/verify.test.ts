import assert from 'node:assert/strict'
import http from 'node:http'
import { after, before, test } from 'node:test'
import { toFunctionSelector } from 'viem'
import { tokenWorld } from '../../test/token-world.ts'
import { field } from '../platform/chain/rpc.ts'
import { runCli } from './cli.ts'

const world = await tokenWorld()
const contracts = ['--factory', world.factory, '--distributor', world.distributor]

before(async () => {
  await world.sendToken('mint', [world.people[0]!, 700n])
  await world.sendToken('transfer', [world.people[1]!, 200n], world.people[0]!)
})

async function run(...args: string[]) {
  let out = ''
  let err = ''
  const exit = await runCli({
    args: ['verify', ...args],
    folder: '.',
    environment: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colours: false,
  })
  return { exit, out, err }
}

/** A node that says the supply is one unit more than it is. */
async function lyingNode(): Promise<string> {
  const selector = toFunctionSelector('totalSupply()')
  const server = http.createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await Array.fromAsync(request)).toString()
      const answer: unknown = await (
        await fetch(world.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      ).json()
      const asked: unknown = JSON.parse(body)
      const lied =
        Array.isArray(asked) && Array.isArray(answer) ? answer.map((one, i) => lie(asked[i], one)) : answer
      response.end(JSON.stringify(lied))
    })()
  })
  const lie = (asked: unknown, answer: unknown): unknown => {
    const params = field(asked, 'params')
    const isSupply = Array.isArray(params) && field(params[0], 'data') === selector
    return isSupply && typeof answer === 'object'
      ? { ...answer, result: `0x${(701).toString(16).padStart(64, '0')}` }
      : answer
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

test('with a node and two addresses anybody can verify: exit 0 when all is the same', async () => {
  const { exit, out, err } = await run('--rpc', world.url, ...contracts)
  assert.equal(exit, 0, out + err)
  assert.match(out, /Office Tower Units \(TOWER\) at 0x/)
  assert.match(out, /700 units held/)
  assert.match(out, /Clean: \d+ comparisons, no difference\./)
})

test('as JSON the same is one value', async () => {
  const { exit, out } = await run('--rpc', world.url, ...contracts, '--json')
  assert.equal(exit, 0)
  const answer: unknown = JSON.parse(out)
  assert.equal(field(answer, 'ok'), true)
  assert.deepEqual(field(answer, 'differences'), [])
  const tokens = field(answer, 'tokens')
  assert.ok(Array.isArray(tokens))
  assert.deepEqual([field(tokens[0], 'supply'), field(tokens[0], 'holders')], ['700', 2])
})

test('a difference is named with both numbers, and the exit code is 1', async () => {
  const { exit, out } = await run('--rpc', await lyingNode(), ...contracts)
  assert.equal(exit, 1)
  assert.match(out, /DIFFERS supply, TOWER: 1 of 1/)
  assert.match(out, /sum of all balances: should be 700, is 701/)
})

test('what could not be checked is exit 2 and one sentence', async () => {
  const silent = await run('--rpc', 'http://127.0.0.1:9', ...contracts)
  assert.equal(silent.exit, 2)
  assert.match(silent.err, /^The chain is not answering: .*\n$/)
  const swapped = await run('--rpc', world.url, '--factory', world.factory, '--distributor', world.people[0]!)
  assert.equal(swapped.exit, 2)
  assert.doesNotMatch(swapped.err, /\n +at /)
  for (const wrong of [
    ['--rpc', 'nowhere', ...contracts],
    ['--rpc', world.url],
    ['--factory', world.factory],
    ['--rpc', world.url, ...contracts, '--from-block', 'x'],
    [
      '--rpc',
      world.url,
      '--factory',
      world.factory.toLowerCase().replace(/[a-f]/, 'F'),
      '--distributor',
      world.distributor,
    ],
  ])
    assert.equal((await run(...wrong)).exit, 2, wrong.join(' '))
})
