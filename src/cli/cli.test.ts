import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { instrumentByKey } from '../instrument/instrument.service.ts'
import { deployProtocol } from '../instrument/protocol.service.ts'
import { must } from '../kernel/result.ts'
import { trialBalance } from '../ledger/journal.service.ts'
import { offeringView } from '../offering/offering.service.ts'
import { ChainUnavailable, field } from '../platform/chain/rpc.ts'
import { NoInstallation, readConfig } from '../platform/config.ts'
import { openLog } from '../platform/log.ts'
import { bringInvestors, close, recordLawFacts, sell } from '../server/demo.ts'
import type { DemoInvestor } from '../server/demo-people.ts'
import { openPlatform } from '../server/platform.ts'
import { inWork } from '../server/sandbox.ts'
import { runCli } from './cli.ts'
import { CommandFailed, failureOf } from './failure.ts'

const root = path.join(import.meta.dirname, '..', '..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-cli-'))
fs.chmodSync(folder, 0o755)
after(() => fs.rmSync(folder, { recursive: true, force: true }))
/** With a window that ends when no clock of a chain is yet. */
const tower = fs
  .readFileSync(path.join(root, 'examples', 'office-tower.yaml'), 'utf8')
  .replace('closes: 2026-07-31', 'closes: 2099-07-31')
fs.writeFileSync(path.join(folder, 'tower.yaml'), tower)
fs.writeFileSync(
  path.join(folder, 'wrong.yaml'),
  tower.replace("price: '1.00'", 'price: 1.00').replace('kind: office-building', 'kind: castle'),
)

const { url, pool } = await testDatabase()

const run = (...args: string[]) => runIn({}, ...args)

async function runIn(environment: Record<string, string>, ...args: string[]) {
  let out = ''
  let err = ''
  const exit = await runCli({
    args,
    folder,
    environment: { ALIQUOT_HOME: path.join(folder, 'home'), DATABASE_URL: url, ...environment },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colours: false,
  })
  return { exit, out, err }
}

function json(text: string): unknown {
  return JSON.parse(text)
}

test('the help lists every command and what the exit codes mean', async () => {
  const { exit, out, err } = await run('--help')
  assert.equal(exit, 0)
  assert.equal(err, '')
  for (const name of ['plan', 'apply', 'export', 'drift', 'verify', 'lists load', 'schema', 'help'])
    assert.match(out, new RegExp(`^  ${name}\\b`, 'm'))
  assert.match(out, /Exit codes:\n\s+0 /)
  assert.deepEqual(await run('help'), { exit, out, err })
  const plan = await run('plan', '--help')
  assert.deepEqual(await run('help', 'plan'), plan)
  assert.equal(plan.exit, 0)
})

test('whatever a text tells people to run is a command that there is', async () => {
  const { out } = await run('--help')
  const commands = new Set([...out.matchAll(/^ {2}([a-z]+(?: [a-z]+)?)/gm)].map(([, name]) => name))
  const texts = ['*.md', 'docs/**/*.md', 'examples/**/*', 'sdk/*.md', 'src/**/*.{ts,tsx}', 'tools/*']
    .flatMap((pattern) => fs.globSync(pattern, { cwd: root }))
    .filter((name) => /\.[a-z]+$/.test(name) && !/\.test\.ts$|^CHANGELOG/.test(name))
  const named = texts.flatMap((name) =>
    [...fs.readFileSync(path.join(root, name), 'utf8').matchAll(/(?:npx |`)aliquot ([a-z]+)( [a-z]+)?/g)].map(
      ([, first = '', second = '']) => ({ name, first, both: first + second }),
    ),
  )
  assert.ok(named.length > 30)
  assert.deepEqual(
    named.filter(({ first, both }) => !commands.has(first) && !commands.has(both)),
    [],
  )
})

test('the version is that of the package', async () => {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  assert.deepEqual(await run('--version'), { exit: 0, out: `${version}\n`, err: '' })
})

const wrongCalls: [string, string[], RegExp][] = [
  ['an unknown command', ['frobnicate'], /^Unknown command 'frobnicate'\. [^\n]+\n$/],
  ['help on an unknown command', ['help', 'frobnicate'], /^There is no such command\. [^\n]+\n$/],
  ['a missing file name', ['plan'], /^Missing required argument 'FILE'\. [^\n]+\n$/],
  ['one file too many', ['plan', 'a', 'b'], /^Too many arguments for 'plan'\. [^\n]+\n$/],
  ['an unknown option', ['plan', '--nope', 'a'], /^Unknown option '--nope'\. [^\n]+\n$/],
  ['a file that is not there', ['plan', 'nothing.yaml'], /^There is no file nothing\.yaml\.\n$/],
  ['a folder for a file', ['apply', '.'], /^\. is a folder, and a file is needed\.\n$/],
  ['a folder for a list', ['lists', 'load', 'HOUSE', '.'], /^\. is a folder, and a file is needed\.\n$/],
  ['a wait that is no number', ['apply', 'tower.yaml', '--wait', 'long'], /^--wait takes [^\n]+\n$/],
]
for (const [name, args, sentence] of wrongCalls)
  test(`${name} is one sentence and exit code 2`, async () => {
    const { exit, out, err } = await run(...args)
    assert.equal(exit, 2)
    assert.equal(out, '')
    assert.match(err, sentence)
  })

test('with no command at all the help is shown, and it is a wrong call', async () => {
  const { exit, out, err } = await run()
  assert.equal(exit, 2)
  assert.match(out, /Commands:/)
  assert.equal(err, 'Name a command; the list is above.\n')
})

test('with --json a wrong call is answered with its code', async () => {
  const { exit, out, err } = await run('frobnicate', '--json')
  assert.equal(exit, 2)
  assert.equal(err, '')
  assert.equal(field(field(json(out), 'error'), 'code'), 'USAGE')
})

test('mistakes are listed as FILE:LINE:COLUMN, and nothing is started', async () => {
  const { exit, out } = await run('apply', 'wrong.yaml')
  assert.equal(exit, 1)
  const lineOf = (text: string) => tower.slice(0, tower.indexOf(text)).split('\n').length
  assert.match(
    out,
    new RegExp(`^wrong\\.yaml:${lineOf('kind: office')}:9 error FIELD_VALUE asset\\.kind$`, 'm'),
  )
  assert.match(
    out,
    new RegExp(
      `^wrong\\.yaml:${lineOf("price: '1.00'")}:10 error AMOUNT_MUST_BE_STRING offering\\.price$`,
      'm',
    ),
  )
  assert.match(out, /^2 mistakes\. Nothing was written\.$/m)
  assert.ok(!fs.existsSync(path.join(folder, 'home')))

  const errors = field(json((await run('plan', 'wrong.yaml', '--json')).out), 'errors')
  assert.ok(Array.isArray(errors))
  assert.deepEqual(
    errors.map((error) => field(error, 'code')),
    ['FIELD_VALUE', 'AMOUNT_MUST_BE_STRING'],
  )
})

test('what is too early by the day is listed with all other mistakes, in one round', async () => {
  const early = tower
    .replace('date: 2026-05-29', 'date: 2199-05-29')
    .replace('formedOn: 2025-11-03', 'formedOn: 2199-11-03')
  fs.writeFileSync(
    path.join(folder, 'early.yaml'),
    early.replace('accreditedOnly: true', 'accreditedOnly: false'),
  )
  const errors = field(json((await run('plan', 'early.yaml', '--json')).out), 'errors')
  assert.ok(Array.isArray(errors))
  const found = errors.flatMap((one) => (field(one, 'severity') === 'error' ? [field(one, 'code')] : []))
  assert.deepEqual(found, ['FORMED_IN_FUTURE', 'VALUATION_IN_FUTURE', 'REG_D_506C_ACCREDITED'])
  for (const command of ['plan', 'apply', 'drift'])
    assert.match((await run(command, 'early.yaml')).out, /^3 mistakes\. Nothing was written\.$/m)
  // Without a database that could be asked, too.
  const apart = { ALIQUOT_HOME: path.join(folder, 'nowhere'), DATABASE_URL: '' }
  assert.match((await runIn(apart, 'plan', 'early.yaml')).out, /^3 mistakes\./m)
  const silent = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  assert.match((await runIn(silent, 'plan', 'early.yaml')).out, /^3 mistakes\./m)
  for (const home of ['home', 'nowhere']) assert.ok(!fs.existsSync(path.join(folder, home)))
})

test('a sheet above the limit is said to be as large as it is', async () => {
  fs.writeFileSync(path.join(folder, 'large.yaml'), `${tower}\n#${'x'.repeat(200_000 - tower.length - 2)}`)
  const { exit, out } = await run('plan', 'large.yaml')
  assert.equal(exit, 1)
  assert.match(out, /^ {2}The term sheet has 200000 bytes; the most is 131072\./m)
  // What comes through a pipe has no size beforehand, and may have no end.
  assert.match((await run('plan', '/dev/zero')).out, /^ {2}The term sheet has more than 131072 bytes; /m)
})

test('plan, apply, apply: shown, done, and nothing to change', async () => {
  const planned = await run('plan', 'tower.yaml')
  assert.equal(planned.exit, 0, planned.err)
  assert.match(planned.out, /^ {2}\+ issuer harbour-street-partners$/m)
  assert.match(planned.out, /^ {2}\+ on chain: token TOWER +[\d,]+ gas, simulated$/m)
  assert.match(planned.out, /^20 to create, 0 to change, 0 the same; about [\d,]+ gas\.$/m)

  assert.match(planned.out, /^ {2}\+ on chain: offering office-tower +[\d,]+ gas, simulated$/m)
  assert.match(planned.out, /^Two people: When the window has ended on 2099-07-31, /m)

  const applied = await run('apply', 'tower.yaml', '--json')
  assert.equal(applied.exit, 0, applied.err)
  const answer = json(applied.out)
  assert.deepEqual(
    ['changed', 'status', 'nothingToChange'].map((name) => field(answer, name)),
    [true, 'live', true],
  )
  assert.match(String(field(answer, 'token')), /^0x[0-9a-fA-F]{40}$/)

  const again = await run('apply', 'tower.yaml')
  assert.equal(again.exit, 0)
  assert.match(again.out, /^Nothing to change\.$/m)

  const written = await run('export', 'office-tower')
  assert.deepEqual([written.exit, written.out], [0, tower])
  assert.match(written.err, /^These are the bytes that were applied last/)
  const none = await run('drift', 'tower.yaml')
  assert.deepEqual(
    [none.exit, none.out],
    [0, 'No difference: tower.yaml, the records and the chain say the same.\n'],
  )
  fs.writeFileSync(path.join(folder, 'limits.yaml'), tower.replace('holdersMax: 1999', 'holdersMax: 99'))
  const drift = await run('drift', 'limits.yaml')
  assert.equal(drift.exit, 1)
  assert.match(
    drift.out,
    /^chain {4}token transfer rules, holders at most: the sheet says 99, the chain says 1999\.$/m,
  )
  assert.match(drift.out, /^\d differences\.$/m)
  const limits = await run('apply', 'limits.yaml')
  assert.match(limits.out, /^Done\. .*\nNobody acts for harbour-street-partners yet: .* under Users,/m)
  assert.equal((await run('apply', 'tower.yaml')).exit, 0)
  const unknown = await run('export', 'nothing')
  assert.deepEqual(unknown, { exit: 1, out: '', err: 'There is no share class nothing.\n' })

  fs.writeFileSync(path.join(folder, 'other.yaml'), tower.replace('symbol: TOWER', 'symbol: TWR'))
  const refused = await run('apply', 'other.yaml')
  assert.equal(refused.exit, 1)
  assert.match(refused.out, /^ {2}! share class office-tower$/m)
  assert.match(refused.out, /^One change cannot be had, so nothing would be applied\.$/m)
})

test('what two commands have put on sale is sold and closed, its books balance, and the chain says the same', async () => {
  const investor = (name: string, wallet: number, amount: string, accredited = true): DemoInvestor => ({
    ...{ name, email: `${wallet}@example.org`, kind: 'individual', country: 'US', accredited, wallet },
    pays: { instrument: 'office-tower', amount },
  })
  const config = readConfig({ ALIQUOT_HOME: path.join(folder, 'home'), DATABASE_URL: url }, root)
  const platform = await openPlatform(config, openLog({ level: 'silent' }), { makes: false })
  try {
    const { db, clock } = platform
    const people = await bringInvestors(platform, [
      investor('Ana Ruiz', 20, '500.00'),
      investor('Larkspur', 21, '49999500.00'),
      investor('Ben Okafor', 22, '100.00', false),
    ])
    const [ana, fund, ben] = people
    await recordLawFacts(platform, ['office-tower'], people)
    await assert.rejects(() => sell(platform, [ben!]), /ACCREDITATION_NEEDED/)
    await sell(platform, [ana!, fund!])
    await close(platform, ['office-tower'])

    const instrument = (await instrumentByKey(db, 'office-tower'))!
    const { offering } = (await offeringView(db, { instrument: instrument.id }, clock.now()))!
    assert.equal(offering.status, 'closed')
    const balances = await trialBalance(db, { offering: offering.id }, clock.now())
    assert.deepEqual(
      balances.map(({ account, balance }) => [account.kind, balance]),
      [
        ['escrow-chain', 0n],
        ['subscriptions-received', -50_000_000_000_000n],
        ['treasury', 50_000_000_000_000n],
      ],
    )
    const { rows } = await platform.pool.query<{ investor: string; allotted: string; state: string }>(
      'select investor, allotted, state from subscription order by allotted',
    )
    assert.deepEqual(
      rows.map(({ investor: id, allotted, state }) => [id, String(allotted), state]),
      [
        [ana!.id, '500', 'issued'],
        [fund!.id, '49999500', 'issued'],
      ],
    )
  } finally {
    await platform.stop()
  }
  const verified = await run('verify')
  assert.equal(verified.exit, 0, verified.out)
  assert.match((await run('apply', 'tower.yaml')).out, /^Nothing to change\.$/m)
})

test('an installation without a token is told so, and its audit log is verified', async () => {
  const own = await testDatabase()
  const environment = { ALIQUOT_HOME: path.join(folder, 'tokenless'), DATABASE_URL: own.url }
  const platform = await openPlatform(readConfig(environment, root), openLog({ level: 'silent' }))
  const { rpc, sheets } = platform
  await inWork(platform, 'test', async (work) => void must(await deployProtocol(work, rpc, sheets.operator)))
  await platform.settle()
  await platform.stop()
  const { exit, out } = await runIn(environment, 'verify')
  assert.equal(exit, 0, out)
  assert.match(out, /^No token is on the chain yet: what follows is about the rest\.$/m)
  assert.match(out, /^same {4}audit, audit log: 1 compared$/m)
})

test('a sheet with mistakes is judged by the business clock’s day', async () => {
  const early = tower
    .replace('date: 2026-05-29', 'date: 2099-05-29')
    .replace('formedOn: 2025-11-03', 'formedOn: 2199-11-03')
    .replace('accreditedOnly: true', 'accreditedOnly: false')
  fs.writeFileSync(path.join(folder, 'ahead.yaml'), early)
  const found = async (at: string) => {
    await pool.query(`insert into sandbox_clock (one, at) values (true, $1)`, [at])
    const errors = field(json((await run('plan', 'ahead.yaml', '--json')).out), 'errors')
    await pool.query('delete from sandbox_clock')
    assert.ok(Array.isArray(errors))
    return errors.map((one) => field(one, 'code'))
  }
  const wrong = 'REG_D_506C_ACCREDITED'
  assert.deepEqual(await found('2099-05-28T12:00:00Z'), ['FORMED_IN_FUTURE', 'VALUATION_IN_FUTURE', wrong])
  assert.deepEqual(await found('2099-05-29T12:00:00Z'), ['FORMED_IN_FUTURE', wrong])
  assert.deepEqual(await found('2099-08-01T12:00:00Z'), ['FORMED_IN_FUTURE', 'WINDOW_OVER', wrong])
})

test('a database that does not answer is one sentence and exit code 2, from the program itself', () => {
  const called = spawnSync(
    process.execPath,
    [path.join(root, 'src', 'cli', 'main.ts'), 'plan', 'tower.yaml'],
    {
      cwd: folder,
      env: {
        ...process.env,
        ALIQUOT_HOME: path.join(folder, 'elsewhere'),
        DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      },
      encoding: 'utf8',
    },
  )
  assert.equal(called.status, 2)
  assert.match(called.stderr, /^Nothing answers at 127\.0\.0\.1:1\. [^\n]+\n$/)
})

const unusable: [string, Record<string, string>, RegExp][] = [
  ['a port that is no number', { PORT: 'eighty' }, /^PORT [^\n]*\n$/],
  [
    'a chain of others without a password for keys',
    { CHAIN_RPC_URL: 'http://127.0.0.1:1' },
    /^[^\n]*KEYSTORE_PASSWORD[^\n]*\n$/,
  ],
  [
    'a chain that does not answer',
    { CHAIN_RPC_URL: 'http://127.0.0.1:1', KEYSTORE_PASSWORD: 'a long enough password' },
    /^The chain is not answering: 127\.0\.0\.1:1 [^\n]*\n$/,
  ],
]
for (const [name, environment, sentence] of unusable)
  test(`${name} is one sentence and exit code 2`, async () => {
    const { exit, out, err } = await runIn(environment, 'plan', 'tower.yaml')
    assert.equal(exit, 2)
    assert.equal(out, '')
    assert.match(err, sentence)
  })

test('a folder that holds no installation is refused and stays as it was, by every command that does not make one', async () => {
  const nowhere = path.join(folder, 'nowhere')
  const embedded = { ALIQUOT_HOME: nowhere, DATABASE_URL: '' }
  const house = path.join(root, 'examples', 'lists', 'house.csv')
  for (const args of [
    ['plan', 'tower.yaml'],
    ['drift', 'tower.yaml'],
    ['export', 'office-tower'],
    ['verify'],
    ['lists', 'load', 'HOUSE', house],
    ['backup', 'nothing.tar.gz'],
  ]) {
    const { exit, out, err } = await runIn(embedded, ...args)
    assert.ok(exit > 0, args.join(' '))
    assert.equal(out, '')
    assert.ok(
      err.startsWith(`There is no installation in ${nowhere}. Set ALIQUOT_HOME to the folder of yours`),
      err,
    )
    assert.ok(!fs.existsSync(nowhere), args.join(' '))
  }
  assert.ok(!fs.existsSync(path.join(folder, 'nothing.tar.gz')))

  // Begun and never finished: there are PostgreSQL's programs, and no data.
  fs.mkdirSync(path.join(nowhere, 'postgres', 'postgres'), { recursive: true })
  assert.equal((await runIn(embedded, 'verify')).exit, 2)
  assert.deepEqual(fs.readdirSync(nowhere), ['postgres'])
  fs.rmSync(nowhere, { recursive: true })
})

test('whoever stops reading does not change how a command ends', async () => {
  for (const [args, exit] of [
    [['--help'], 0],
    [['plan', 'wrong.yaml'], 1],
  ] as const) {
    const called = spawn(process.execPath, [path.join(root, 'src', 'cli', 'main.ts'), ...args], {
      cwd: folder,
    })
    called.stdout.destroy()
    let err = ''
    called.stderr.on('data', (text: Buffer) => void (err += text.toString()))
    const [code] = (await once(called, 'close')) as [number]
    assert.deepEqual([err, code], ['', exit], args.join(' '))
  }
})

test('a chain that went away is not taken for a database', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:9'), { code: 'ECONNREFUSED' })
  assert.equal(
    failureOf(new ChainUnavailable('127.0.0.1:9 does not answer', { cause: refused })).sentence,
    'The chain is not answering: 127.0.0.1:9 does not answer (connect ECONNREFUSED 127.0.0.1:9)',
  )
})

test('a file that cannot be written or read is one sentence, from the program itself', () => {
  const called = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(root, 'src', 'cli', 'main.ts'), ...args], {
      cwd: folder,
      env: { ...process.env, ALIQUOT_HOME: path.join(folder, 'home'), DATABASE_URL: url },
      encoding: 'utf8',
    })
  const backup = called('backup', path.join(folder, 'no', 'x.tar.gz'))
  assert.equal(backup.status, 2)
  assert.equal(
    backup.stderr,
    `${folder}/no/x.tar.gz.partial is not there, or cannot be made there. Check its name and the folder it is in.\n`,
  )
  for (const name of ['no.tar.gz', '.']) {
    const restore = called('restore', name)
    assert.equal(restore.status, 1)
    assert.match(restore.stderr, /^\S+ cannot be read as a backup: there is no such file\. [^\n]+\n$/)
  }
})

test('no error shows where in the program it came from', () => {
  const errors: [unknown, string][] = [
    [new CommandFailed('USAGE', 'Say it differently.'), 'USAGE'],
    [new ChainUnavailable('nobody answers'), 'CHAIN_UNAVAILABLE'],
    [Object.assign(new Error('write'), { code: 'ENOSPC' }), 'DISK_FULL'],
    [Object.assign(new Error('mkdir'), { code: 'EROFS', path: '/srv/aliquot' }), 'EROFS'],
    [new NoInstallation('/srv/aliquot'), 'NO_INSTALLATION'],
    [new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]), 'DATABASE_UNAVAILABLE'],
    [new TypeError('x is undefined\n    at somewhere'), 'UNEXPECTED'],
    ['a text', 'UNEXPECTED'],
  ]
  for (const [error, code] of errors) {
    const failure = failureOf(error)
    assert.equal(failure.code, code)
    assert.ok(!/\n|    at /.test(failure.sentence), failure.sentence)
  }
})
