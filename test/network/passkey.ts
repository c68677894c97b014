import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { encodeAbiParameters, parseAbiParameters, toHex, type Hex } from 'viem'

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()
/** What an authenticator says of itself: for whom, that its user was seen and verified, how often it has signed. */
const AUTHENTICATOR = Buffer.concat([sha256('example.com'), Buffer.from([0b101]), Buffer.alloc(4)])

/** The key of a passkey, and what it answers when a digest is its challenge (WebAuthn), as `PasskeyWallet` reads it. */
export function newPasskey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' })
  const coordinate = (text = '') => toHex(Buffer.from(text, 'base64url'))

  const answer = (digest: Hex): Hex => {
    const challenge = Buffer.from(digest.slice(2), 'hex').toString('base64url')
    const client = JSON.stringify({ type: 'webauthn.get', challenge, origin: 'https://example.com' })
    const said = Buffer.concat([AUTHENTICATOR, sha256(client)])
    const halves = sign('sha256', said, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    const r = toHex(halves.subarray(0, 32))
    const s = BigInt(toHex(halves.subarray(32)))
    return encodeAbiParameters(parseAbiParameters('bytes32, bytes32, uint256, uint256, bytes, string'), [
      r,
      // Of the two that are good, the lower one counts.
      toHex(s > ORDER / 2n ? ORDER - s : s, { size: 32 }),
      BigInt(client.indexOf('"challenge"')),
      BigInt(client.indexOf('"type"')),
      toHex(AUTHENTICATOR),
      client,
    ])
  }
  return { x: coordinate(x), y: coordinate(y), answer }
}
