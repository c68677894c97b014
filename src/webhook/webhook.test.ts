import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAddress, isWanted, pauseMinutes, webhookUrl } from './webhook.ts'

test('a webhook goes to https on its own port, of a public name, and to nothing that only looks like it', () => {
  for (const text of [
    'https://hooks.receiver.net/',
    'https://hooks.receiver.net:443/a/b?c=d%20e',
    'https://xn--bcher-kva.de/',
    'https://a_b.receiver.net',
  ])
    assert.ok(webhookUrl(text).ok, text)
  for (const [fault, texts] of Object.entries({
    WEBHOOK_URL_SCHEME: [
      'http://hooks.receiver.net/',
      'HTTPS://hooks.receiver.net/',
      'https:hooks.receiver.net/',
      '//hooks.receiver.net/',
      'javascript:alert(1)',
      '',
    ],
    WEBHOOK_URL_FORM: [
      'https://hooks.receiver.net\\@127.0.0.1/',
      'https://hooks.receiver.net/a b',
      'https://hooks.receiver.net/\n',
      'https://hooks.receiver.net/%0d%0aHost:%20internal',
      'https://bücher.de/',
      'https://a:b:c/',
      `https://hooks.receiver.net/${'a'.repeat(2_000)}`,
    ],
    WEBHOOK_URL_USER: ['https://user@hooks.receiver.net/', 'https://user:word@hooks.receiver.net/'],
    WEBHOOK_URL_FRAGMENT: ['https://hooks.receiver.net/#part'],
    WEBHOOK_URL_PORT: ['https://hooks.receiver.net:8443/'],
    WEBHOOK_URL_HOST: [
      'https://:@127.0.0.1/',
      'https://receiver/',
      'https://receiver.net./',
      'https://localhost/',
      'https://a.localhost/',
      'https://printer.local/',
      'https://metadata.google.internal/',
      'https://localhost.localdomain/',
      'https://nas.home.arpa/',
      'https://93.184.216.34/',
      'https://127.1/',
      'https://0x7f000001/',
      'https://2130706433/',
      'https://0177.0.0.1/',
      'https://%31%32%37.0.0.1/',
      'https://[2606:2800:220:1::1]/',
      'https://[::1]/',
    ],
  }))
    for (const text of texts) {
      const read = webhookUrl(text)
      assert.equal(read.ok ? null : read.reason, fault, text)
    }
})

test('addresses of the public internet are public, and the first and last of every special block are not', () => {
  for (const address of [
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2606:4700::1111',
    '2a00::',
    '3fff:1000::1',
  ])
    assert.ok(isPublicAddress(address), address)
  for (const address of [
    ['0.0.0.0', '0.255.255.255', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255'],
    ['127.0.0.0', '127.255.255.255', '169.254.0.0', '169.254.169.254', '172.16.0.0', '172.31.255.255'],
    ['192.0.0.0', '192.0.0.255', '192.0.2.1', '192.88.99.1', '192.168.0.0', '192.168.255.255'],
    ['198.18.0.0', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255'],
    ['240.0.0.0', '255.255.255.255', '1.1.1', '1.1.1.256', '1.1.1.01', '', 'receiver.net'],
    ['::', '::1', '::ffff:1.1.1.1', '::ffff:7f00:1', '::7f00:1', '64:ff9b::101:101', '64:ff9b:1::1'],
    ['100::1', '1fff::1', '2001::1', '2001:1ff::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '3fff:fff::1'],
    ['4000::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1', 'fe80::1%eth0'],
  ].flat())
    assert.equal(isPublicAddress(address), false, address)
})

test('a webhook is told of what it wants, and of no webhook', () => {
  assert.ok(isWanted(['investor.approved'], 'investor.approved'))
  assert.ok(isWanted(['investor.*'], 'investor.approved'))
  assert.ok(isWanted(['wallet.linked', '*'], 'investor.approved'))
  assert.equal(isWanted(['investor.approved'], 'investor.rejected'), false)
  assert.equal(isWanted(['investor.*'], 'investor-list.read'), false)
  assert.equal(isWanted(['*', 'webhook.*', 'webhook.given-up'], 'webhook.given-up'), false)
})

test('pauses grow, and together are most of a day', () => {
  const pauses: number[] = []
  for (let attempts = 1; pauseMinutes(attempts) !== null; attempts += 1) pauses.push(pauseMinutes(attempts)!)
  assert.deepEqual(
    pauses,
    pauses.toSorted((a, b) => a - b),
  )
  const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 60
  assert.ok(hours > 20 && hours <= 24, String(hours))
})
