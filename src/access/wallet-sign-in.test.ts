import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { PUBLIC_URL, testApp } from '../../test/app.ts'
import { testChain } from '../../test/chain.ts'
import { testDatabase } from '../../test/database.ts'
import { challengeWallet, linkWallet } from '../investor/wallet-link.service.ts'
import { createInvestor } from '../investor/investor.service.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import { RpcError } from '../platform/chain/rpc.ts'
import { faultProxy } from '../platform/chain/testing/fault-proxy.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { createDemoUser } from './user.service.ts'
import { walletSignInRoutes } from './wallet-sign-in.routes.ts'

let now = Temporal.Instant.from('2026-03-01T09:00:00Z')
const clock = { now: () => now }
const chain = await testChain()
const proxy = await faultProxy(chain.url)
const { rpc } = proxy
const database = await testDatabase()
const { db, pool } = database
const site = { publicUrl: PUBLIC_URL, chainId: 31_337, rpc, clock }
const doors = { systemClock: clock, publicUrl: PUBLIC_URL, sandbox: false, registration: false }
const world = await testApp(database, walletSignInRoutes({ ...doors, ...site }), { systemClock: clock })
const work: Work = { db, now, by: systemActor('test') }
const browser = { 'sec-fetch-site': 'same-origin', origin: PUBLIC_URL }

const account = (n: number) => privateKeyToAccount(`0x${String(n).padStart(64, '0')}`)
type Signer = Pick<ReturnType<typeof account>, 'address' | 'signMessage'>

async function investorWith(name: string, wallet: Signer, users = 1): Promise<InvestorId> {
  const { id } = await createInvestor(work, {
    kind: 'individual',
    country: 'GB',
    name,
    email: `${name}@example.org`,
  })
  await link(id, wallet)
  for (let i = 0; i < users; i++)
    must(
      await createDemoUser(work, {
        name,
        email: `${name}${i}@example.org`,
        role: 'investor',
        issuer: null,
        investor: id,
        password: 'a password for tests',
      }),
    )
  return id
}

async function link(investor: InvestorId, wallet: Signer): Promise<void> {
  const { address } = wallet
  const { message } = must(await challengeWallet(work, site, { investor, address }))
  must(await linkWallet(work, site, { investor, address, signature: await wallet.signMessage({ message }) }))
}

async function knock(path: string, body: unknown) {
  const answer = await world.call({ path, body, headers: browser })
  const json = answer.json<{ code?: string; user?: { displayName: string } }>()
  return { status: answer.statusCode, cookie: answer.cookies[0]?.value ?? null, ...json }
}
const challenge = async (address: string) =>
  (await world.call({ path: '/v1/session/wallet-challenges', body: { address }, headers: browser })).json<{
    message: string
    nonce: string
    expiresAt: string
  }>()
const enter = (message: string, signature: string) => knock('/v1/session/wallet', { message, signature })

/** What is answered to the text that `change` makes of the one that was issued, signed well. */
async function changed(wallet: Signer, change: (text: string) => string) {
  const { message } = await challenge(wallet.address)
  const text = change(message)
  assert.notEqual(text, message)
  const { status, code } = await enter(text, await wallet.signMessage({ message: text }))
  return { status, code }
}

const ana = account(101)
const anaId = await investorWith('ana', ana)

test('B25 a linked wallet signs its holder in, once for each text, and a session begins', async () => {
  const { message, expiresAt } = await challenge(ana.address)
  assert.equal(expiresAt, '2026-03-01T09:05:00Z')
  const signature = await ana.signMessage({ message })
  const entry = await enter(message, signature)
  assert.deepEqual([entry.status, entry.user?.displayName], [200, 'ana'])
  assert.ok(entry.cookie)
  const again = await enter(message, signature)
  assert.deepEqual([again.status, again.code, again.cookie], [401, 'NONCE_USED', null])
})

test('each of several wallets lets their holder in, and two at once use a text once', async () => {
  const second = account(102)
  await link(anaId, second)
  const { message } = await challenge(second.address)
  const signature = await second.signMessage({ message })
  const both = await Promise.all([enter(message, signature), enter(message, signature)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 401])
})

const FIELDS: readonly (readonly [string, (text: string) => string])[] = [
  ['DOMAIN', (text) => text.replace('aliquot.test wants', 'evil.test wants')],
  ['URI', (text) => text.replace(`URI: ${PUBLIC_URL}`, 'URI: http://evil.test')],
  ['CHAIN_ID', (text) => text.replace('Chain ID: 31337', 'Chain ID: 1')],
  ['VERSION', (text) => text.replace('Version: 1', 'Version: 2')],
  ['EXPIRATION_TIME', (text) => text.replace('Time: 2026', 'Time: 2025')],
  ['NOT_BEFORE', (text) => `${text}\nNot Before: 2026-03-01T10:00:00Z`],
  ['STATEMENT', (text) => text.replace('costs nothing.', 'costs nothing.\nAnd all my units.')],
  ['NONCE', (text) => text.replace(/Nonce: \w+/, 'Nonce: 0123456789abcdef')],
  ['ADDRESS', (text) => text.replace(ana.address, ana.address.toLowerCase())],
]
for (const [field, change] of FIELDS)
  test(`B26 a text whose ${field} is not as issued is refused, though it is signed well`, async () => {
    assert.deepEqual(await changed(ana, change), { status: 401, code: `SIWE_FIELD_${field}` })
  })

test('a nonce of five minutes ago is refused, also in a text without an end', async () => {
  const { message } = await challenge(ana.address)
  const text = message.replace(/\nExpiration.*/, '')
  const signature = await ana.signMessage({ message: text })
  const before = now
  now = now.add({ minutes: 5 })
  assert.equal((await enter(text, signature)).code, 'SIWE_FIELD_NONCE')
  assert.equal((await enter(message, await ana.signMessage({ message }))).code, 'SIWE_FIELD_EXPIRATION_TIME')
  now = before
})

/** The other signature of the same key over the same text, which EIP-2 forbids. */
function highS(signature: string): string {
  const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
  const s = (ORDER - BigInt(`0x${signature.slice(66, 130)}`)).toString(16).padStart(64, '0')
  return `${signature.slice(0, 66)}${s}${signature.endsWith('1b') ? '1c' : '1b'}`
}

const SIGNATURES: readonly (readonly [string, (signature: string) => string])[] = [
  ['with a high s', highS],
  ['with v = 0 or 1', (signature) => `${signature.slice(0, -2)}${signature.endsWith('1b') ? '00' : '01'}`],
  ['of 64 bytes', (signature) => signature.slice(0, -2)],
  ['of 66 bytes', (signature) => `${signature}00`],
  ['of no bytes', () => '0x'],
  ['that is no hexadecimal', () => 'signed, Ana'],
  ['of nothing', () => `0x${'00'.repeat(65)}`],
]
for (const [what, change] of SIGNATURES)
  test(`B27 a signature ${what} is refused`, async () => {
    const { message } = await challenge(ana.address)
    const { status, code } = await enter(message, change(await ana.signMessage({ message })))
    assert.deepEqual([status, code], [401, 'SIGNATURE_INVALID'])
  })

test('somebody else’s wallet, and one that nobody has linked, let nobody in', async () => {
  const stranger = account(103)
  const { message } = await challenge(ana.address)
  assert.equal((await enter(message, await stranger.signMessage({ message }))).code, 'SIGNATURE_INVALID')
  const own = await challenge(stranger.address)
  const signature = await stranger.signMessage({ message: own.message })
  assert.equal((await enter(own.message, signature)).code, 'WALLET_UNKNOWN')
})

test('a wallet of a holder for whom several people act does not say who signs in; nor one for whom nobody does', async () => {
  const [shared, empty] = [account(104), account(105)]
  await investorWith('club', shared, 2)
  await investorWith('nobody', empty, 0)
  const as = async (wallet: Signer) => {
    const { message } = await challenge(wallet.address)
    return (await enter(message, await wallet.signMessage({ message }))).code
  }
  assert.deepEqual([await as(shared), await as(empty)], ['WALLET_SHARED', 'WALLET_UNKNOWN'])
})

test('B27 a contract’s wallet signs in by ERC-1271: by its magic value alone, and not when it reverts', async () => {
  const contract = '0x00000000000000000000000000000000C0FFEE01'
  const code = { magic: '631626ba7e60e01b', one: '6001', zero: '6000' }
  const answers = (word: string, end: 'f3' | 'fd', bytes = '20') => `0x${word}60005260${bytes}6000${end}`
  const put = (text: string) => rpc.call('anvil_setCode', [contract, text])
  const wallet: Signer = { address: getAddress(contract), signMessage: () => Promise.resolve('0x1234') }
  await put(answers(code.magic, 'f3'))
  await investorWith('vault', wallet)
  const as = async (text: string) => {
    await put(text)
    await pool.query('delete from sign_in_failure')
    const { message } = await challenge(wallet.address)
    const { status, code: refusal } = await enter(message, '0x1234')
    return refusal ?? status
  }
  assert.equal(await as(answers(code.magic, 'f3')), 200)
  assert.equal(await as(answers(code.magic, 'fd')), 'SIGNATURE_INVALID')
  assert.equal(await as(answers(code.one, 'f3')), 'SIGNATURE_INVALID')
  assert.equal(await as(answers(code.zero, 'f3')), 'SIGNATURE_INVALID')
  assert.equal(await as(answers(code.magic, 'f3', '04')), 'SIGNATURE_INVALID')
})

test('a peer whose signatures were wrong too often waits, and no peer is given texts without end', async () => {
  const { message } = await challenge(ana.address)
  await pool.query('delete from sign_in_failure')
  for (let i = 0; i < 20; i++) assert.equal((await enter(message, '0x12')).code, 'SIGNATURE_INVALID')
  assert.equal((await enter(message, '0x12')).status, 429)
  await pool.query('delete from sign_in_failure')
  for (let i = 0; i < 60; i++) await challenge(ana.address)
  const { status, code } = await knock('/v1/session/wallet-challenges', { address: ana.address })
  assert.deepEqual([status, code], [429, 'RATE_LIMITED'])
})

test('a contract’s wallet that keeps the node busy until it gives up counts for the peer, and is asked once each time', async () => {
  const contract = getAddress('0x00000000000000000000000000000000C0FFEE02')
  await chain.rpc.call('anvil_setCode', [contract, '0x5b5f56'])
  await pool.query('delete from sign_in_failure')
  await pool.query('delete from sign_in_nonce')
  const { message } = await challenge(contract)
  let asked = 0
  proxy.fault = async ({ method }, forward) => {
    if (method !== 'eth_call') return forward()
    asked++
    await chain.rpc.call('evm_mine', [])
    throw new RpcError(-32000, 'execution aborted (timeout = 5s)', null)
  }
  for (let i = 0; i < 20; i++) {
    const { status, code } = await enter(message, '0x1234')
    assert.deepEqual([status, code], [503, 'CHAIN_UNAVAILABLE'])
  }
  assert.equal((await enter(message, '0x1234')).status, 429)
  assert.equal(asked, 20)
  proxy.fault = (_, forward) => forward()
  await pool.query('delete from sign_in_failure')
})

test('an address that nobody can sign with is none', async () => {
  for (const [address, code] of [
    [ana.address.toLowerCase(), 'ADDRESS_CASE'],
    [`0x${'0'.repeat(40)}`, 'ADDRESS_FORBIDDEN'],
    [`0x${'0'.repeat(39)}1`, 'ADDRESS_FORBIDDEN'],
    ['vitalіk.eth', 'ADDRESS_CHAIN'],
    ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'ADDRESS_CHAIN'],
  ]) {
    const answer = await world.call({
      path: '/v1/session/wallet-challenges',
      body: { address },
      headers: browser,
    })
    const { errors } = answer.json<{ errors: { path: string; code: string }[] }>()
    assert.deepEqual([answer.statusCode, errors[0]?.path, errors[0]?.code], [422, 'address', code])
  }
})
