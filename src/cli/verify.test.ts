import assert from 'node:assert/strict'
import http from 'node:http'
import { after, before, test } from 'node:test'
import { getAddress, toFunctionSelector } from 'viem'
import { factoryAbi } from '../../contracts/abi/Factory.ts'
import { factoryBytecode } from '../../contracts/bytecode/Factory.ts'
import { tokenWorld } from '../../test/token-world.ts'
import { field, numberOf } from '../platform/chain/rpc.ts'
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

test('where nothing was found nothing was verified: exit 2, and why', async () => {
  const nothing = async (...args: string[]) => {
    const { exit, out, err } = await run('--rpc', world.url, ...args)
    assert.deepEqual([exit, out], [2, ''], args.join(' '))
    const json = JSON.parse((await run('--rpc', world.url, ...args, '--json')).out) as unknown
    assert.equal(field(field(json, 'error'), 'code'), 'NOTHING_VERIFIED')
    assert.equal(`${String(field(field(json, 'error'), 'message'))}\n`, err)
    return err
  }
  const head = numberOf(await world.rpc.call('eth_blockNumber', []), 'head')
  assert.equal(
    await nothing(...contracts, '--from-block', String(head)),
    `Nothing was verified: the factory at ${world.factory} has made tokens (1), all of them before block ${head}. ` +
      'Leave --from-block out, or give it the block in which the factory was made.\n',
  )
  assert.equal(
    await nothing(...contracts, '--from-block', '5000000'),
    `Nothing was verified: --from-block 5000000 is not there yet: the newest block is ${head}.\n`,
  )
  const { contract: idle } = await world.deploy(factoryAbi, factoryBytecode, [
    world.implementation,
    world.operator,
  ])
  assert.match(
    await nothing('--factory', idle, '--distributor', world.distributor),
    /^Nothing was verified: the factory at 0x\w+ has made no token yet\. /,
  )
  const swapped = await nothing('--factory', world.distributor, '--distributor', world.factory)
  assert.equal(
    swapped,
    `Nothing was verified: --factory takes the factory, and what is at ${world.distributor} is a distributor.\n`,
  )
  // A wallet, the precompiles that copy, hash and fail, the token, and a contract of something else.
  for (const other of [world.people[0]!, ...[2, 4, 5].map(precompile), world.token, world.stablecoin])
    for (const flag of ['factory', 'distributor'] as const)
      assert.equal(
        await nothing('--factory', world.factory, '--distributor', world.distributor, `--${flag}`, other),
        `Nothing was verified: --${flag} takes the ${flag}, and what is at ${other} is no contract that this program knows.\n`,
      )
})

const precompile = (n: number) => getAddress(`0x${String(n).padStart(40, '0')}`)

test('a token that was made before the first block looked at is a difference, though all others are clean', async () => {
  const first = numberOf(await world.rpc.call('eth_blockNumber', []), 'head') + 1
  await world.createToken('second-tower')
  const { exit, out } = await run('--rpc', world.url, ...contracts, '--from-block', String(first))
  assert.equal(exit, 1, out)
  assert.match(out, new RegExp(`^ +tokens made, by logs from block ${first} on: should be 1, is 2$`, 'm'))
  assert.match(out, /^1 of \d+ comparisons differ\.$/m)
  assert.equal((await run('--rpc', world.url, ...contracts)).exit, 0)
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
