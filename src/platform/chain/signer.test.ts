import assert from 'node:assert/strict'
import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { parseTransaction, type Hex } from 'viem'
import {
  createKey,
  developmentSigner,
  DevelopmentKeyRefused,
  listKeys,
  storeKey,
  unlockKey,
} from './keystore.ts'
import { remoteSigner } from './remote-signer.ts'
import { checkSigned, SignerUnavailable, WrongSignature, type UnsignedTransaction } from './signer.ts'

const FAST = 1024
const PASSWORD = 'correct horse battery'
const transaction: UnsignedTransaction = {
  chainId: 31337,
  nonce: 7,
  to: '0x00000000000000000000000000000000000000aa',
  data: '0xdeadbeef',
  value: 5n,
  gas: 60_000n,
  maxFeePerGas: 3_000_000_000n,
  maxPriorityFeePerGas: 2n,
}

function folder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-keys-'))
  after(() => fs.rmSync(made, { recursive: true, force: true }))
  return made
}

test('a key is created, listed and unlocked by name, and signs what is asked', async () => {
  const keys = folder()
  const made = await createKey(keys, 'issuer-one', PASSWORD, FAST)
  assert.ok(made.ok)
  assert.deepEqual(listKeys(keys), [made.value])
  const signer = await unlockKey(keys, 'issuer-one', PASSWORD)
  assert.ok(signer.ok)
  assert.equal(signer.value.address, made.value.address)
  await checkSigned(await signer.value.sign(transaction), transaction, made.value.address)
  assert.equal(fs.statSync(path.join(keys, 'issuer-one.json')).mode & 0o077, 0)
})

test('each reason is given: name, password, double, unknown, damage', async () => {
  const keys = folder()
  const reasons = async (asked: Promise<{ ok: boolean; reason?: string }>) => (await asked).reason
  assert.equal(await reasons(createKey(keys, '../etc', PASSWORD, FAST)), 'KEY_NAME_INVALID')
  assert.equal(await reasons(createKey(keys, 'one', 'short', FAST)), 'KEY_PASSWORD_TOO_SHORT')
  assert.ok((await createKey(keys, 'one', PASSWORD, FAST)).ok)
  assert.equal(await reasons(createKey(keys, 'one', PASSWORD, FAST)), 'KEY_EXISTS')
  assert.equal(await reasons(unlockKey(keys, 'two', PASSWORD)), 'KEY_UNKNOWN')
  assert.equal(await reasons(unlockKey(keys, '../one', PASSWORD)), 'KEY_NAME_INVALID')
  assert.equal(await reasons(unlockKey(keys, 'one', `${PASSWORD}!`)), 'KEY_PASSWORD_WRONG')
  fs.writeFileSync(path.join(keys, 'three.json'), '{"version":3}')
  assert.equal(await reasons(unlockKey(keys, 'three', PASSWORD)), 'KEY_FILE_DAMAGED')
  const greedy = JSON.parse(fs.readFileSync(path.join(keys, 'one.json'), 'utf8'))
  greedy.crypto.kdfparams.n = 2 ** 30
  fs.writeFileSync(path.join(keys, 'four.json'), JSON.stringify(greedy))
  assert.equal(await reasons(unlockKey(keys, 'four', PASSWORD)), 'KEY_FILE_DAMAGED')
})

test('published vectors of the Web3 Secret Storage definition open', async () => {
  // The pbkdf2 vector of https://ethereum.org/en/developers/docs/data-structures-and-encoding/web3-secret-storage/
  // and the short scrypt key of go-ethereum's accounts/keystore/testdata/v3_test_vector.json. The page's own scrypt
  // vector has N above the bound of RFC 7914, and is not opened.
  const keys = folder()
  const cipher = 'aes-128-ctr'
  const published = {
    page: {
      cipher,
      cipherparams: { iv: '6087dab2f9fdbbfaddc31a909735c1e6' },
      ciphertext: '5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46',
      kdf: 'pbkdf2',
      kdfparams: {
        c: 262144,
        dklen: 32,
        prf: 'hmac-sha256',
        salt: 'ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd',
      },
      mac: '517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2',
    },
    short: {
      cipher,
      cipherparams: { iv: 'e0c41130a323adc1446fc82f724bca2f' },
      ciphertext: '9517cd5bdbe69076f9bf5057248c6c050141e970efa36ce53692d5d59a3984',
      kdf: 'scrypt',
      kdfparams: {
        dklen: 32,
        n: 2,
        r: 8,
        p: 1,
        salt: '711f816911c92d649fb4c84b047915679933555030b3552c1212609b38208c63',
      },
      mac: 'd5e116151c6aa71470e67a7d42c9620c75c4d23229847dcc127794f0732b0db5',
    },
  }
  for (const [name, crypto] of Object.entries(published))
    fs.writeFileSync(path.join(keys, `${name}.json`), JSON.stringify({ crypto, version: 3 }))

  const page = await unlockKey(keys, 'page', 'testpassword')
  assert.ok(page.ok)
  assert.equal(page.value.address, '0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b')
  const short = await unlockKey(keys, 'short', 'foo')
  assert.ok(short.ok)

  // The same keys, stored by us, are the same accounts.
  const again: readonly [string, string, string][] = [
    ['page', '7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d', page.value.address],
    ['short', '00fa7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35', short.value.address],
  ]
  for (const [name, key, address] of again) {
    const stored = await storeKey(keys, `${name}-again`, PASSWORD, Buffer.from(key, 'hex'), FAST)
    assert.ok(stored.ok)
    assert.equal(stored.value.address, address)
  }
})

test('the development keys are the ones everybody knows, and production refuses them', () => {
  assert.equal(developmentSigner(0, {}).address, '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
  assert.equal(developmentSigner(1, {}).address, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8')
  assert.throws(() => developmentSigner(0, { NODE_ENV: 'production' }), DevelopmentKeyRefused)
  const { message } = new DevelopmentKeyRefused()
  for (const setting of ['KEYSTORE_PASSWORD', 'SIGNER_URL', 'OPERATOR_ADDRESS'])
    assert.ok(message.includes(setting), setting)
})

test('a signature is checked field by field, and by whom', async () => {
  const [ours, other] = [developmentSigner(0, {}), developmentSigner(1, {})]
  await checkSigned(await ours.sign(transaction), transaction, ours.address)
  const creation = { ...transaction, to: null, nonce: 0, value: 0n }
  await checkSigned(await ours.sign(creation), creation, ours.address)

  await assert.rejects(
    async () => checkSigned(await other.sign(transaction), transaction, ours.address),
    /key of/,
  )
  const changes: Partial<UnsignedTransaction>[] = [
    { chainId: 1 },
    { nonce: 8 },
    { to: other.address },
    { to: null },
    { data: '0x' },
    { value: 6n },
    { gas: 60_001n },
    { maxFeePerGas: 3_000_000_001n },
    { maxPriorityFeePerGas: 3n },
  ]
  for (const change of changes)
    await assert.rejects(
      async () => checkSigned(await ours.sign({ ...transaction, ...change }), transaction, ours.address),
      new RegExp(`its ${Object.keys(change)[0]} is not`),
    )
  for (const nonsense of ['0x', '0x02', '0x02c0', '0x1234'] as const)
    await assert.rejects(checkSigned(nonsense, transaction, ours.address), WrongSignature)
})

/** A signer in another place: what it answers is decided by `answer`. */
async function signerServer(answer: (params: unknown) => Promise<object> | 'silence'): Promise<string> {
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      const { id, method, params } = JSON.parse(body)
      assert.equal(method, 'eth_signTransaction')
      const answered = answer(params[0])
      if (answered === 'silence') return
      void answered.then((result) => response.end(JSON.stringify({ jsonrpc: '2.0', id, ...result })))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return `http://127.0.0.1:${address.port}`
}

test('a remote signer signs over HTTP, whether it answers as Web3Signer or as Clef does', async () => {
  const { address, sign } = developmentSigner(0, {})
  let asked: unknown
  const web3signer = await signerServer(async (params) => {
    asked = params
    return { result: await sign(transaction) }
  })
  const raw = await remoteSigner({ url: web3signer, address }).sign(transaction)
  assert.equal(parseTransaction(raw as `0x02${string}`).nonce, 7)
  assert.deepEqual(asked, {
    from: address,
    to: transaction.to,
    data: '0xdeadbeef',
    input: '0xdeadbeef',
    type: '0x2',
    chainId: '0x7a69',
    nonce: '0x7',
    value: '0x5',
    gas: '0xea60',
    maxFeePerGas: '0xb2d05e00',
    maxPriorityFeePerGas: '0x2',
  })
  const clef = await signerServer(async () => ({ result: { raw: await sign(transaction), tx: {} } }))
  assert.equal(await remoteSigner({ url: clef, address }).sign(transaction), raw)
})

test('F38 a remote signer that is silent, declines, uses another key or changes the transaction signs nothing', async () => {
  const [ours, other] = [developmentSigner(0, {}), developmentSigner(1, {})]
  const { address } = ours
  const answered = async (result: (tx: UnsignedTransaction) => Promise<object>) =>
    remoteSigner({ url: await signerServer(() => result(transaction)), address }).sign(transaction)

  const silent = remoteSigner({ url: await signerServer(() => 'silence'), address, timeoutMs: 100 })
  await assert.rejects(silent.sign(transaction), SignerUnavailable)
  await assert.rejects(
    remoteSigner({ url: 'http://127.0.0.1:9', address }).sign(transaction),
    SignerUnavailable,
  )
  await assert.rejects(
    answered(async () => ({ error: { code: -32000, message: 'denied by policy' } })),
    /denied by policy/,
  )
  await assert.rejects(
    answered(async () => ({ result: 'soon' })),
    SignerUnavailable,
  )
  await assert.rejects(
    answered(async (tx) => ({ result: await other.sign(tx) })),
    WrongSignature,
  )
  await assert.rejects(
    answered(async (tx) => ({ result: await ours.sign({ ...tx, to: other.address }) })),
    WrongSignature,
  )
  await assert.rejects(
    answered(async (tx) => ({ result: cut(await ours.sign(tx)) })),
    WrongSignature,
  )
})

/** Half an answer. */
function cut(raw: Hex): Hex {
  return `0x${raw.slice(2, raw.length / 2)}`
}
