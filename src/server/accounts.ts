import { createHash } from 'node:crypto'
import path from 'node:path'
import { getAddress, type Address } from 'viem'
import { instruments } from '../instrument/instrument.service.ts'
import { treasuryName, type ManagedAccounts } from '../term-sheet/plan.service.ts'
import { createKey, developmentSigner, listKeys, unlockKey } from '../platform/chain/keystore.ts'
import { remoteSigner } from '../platform/chain/remote-signer.ts'
import type { Signer } from '../platform/chain/signer.ts'
import { BadConfig, type Config } from '../platform/config.ts'
import type { Db } from '../platform/db/database.ts'

/** Every account that this installation signs for. */
export type Accounts = ManagedAccounts & {
  /** Owns the contracts and carries what others sign. */
  readonly operator: Signer
  /** The operator and each managed treasury. */
  readonly signers: (db: Db) => Promise<readonly Signer[]>
}

const OPERATOR = 'operator'

/**
 * Opens the accounts: those of the development mnemonic on the embedded chain, else the encrypted keystore in `keys`
 * below the installation's folder, with the operator in a remote signer where one is named. In production, the
 * development accounts are refused even on the embedded chain.
 */
export async function openAccounts(config: Config): Promise<Accounts> {
  const development =
    config.chainRpcUrl === null && config.signerUrl === null && config.keystorePassword === null
  return development ? developmentAccounts() : keystoreAccounts(config)
}

function developmentAccounts(): Accounts {
  // Each name has an account of the mnemonic that is its own, and is the same on every machine.
  const signer = (name: string) =>
    developmentSigner(
      name === OPERATOR ? 0 : 100 + (createHash('sha256').update(name).digest().readUInt32BE() % 2 ** 24),
    )
  const known = new Map<string, Signer>()
  const managed = (name: string): Signer => {
    const found = known.get(name) ?? signer(name)
    known.set(name, found)
    return found
  }
  const operator = signer(OPERATOR)
  return {
    operator,
    find: (name) => Promise.resolve(getAddress(managed(name).address)),
    create: (name) => Promise.resolve(getAddress(managed(name).address)),
    signers: async (db) => [operator, ...(await treasuries(db)).map(managed)],
  }
}

async function keystoreAccounts(config: Config): Promise<Accounts> {
  const password = config.keystorePassword
  if (password === null)
    throw new BadConfig(
      'KEYSTORE_PASSWORD is not set: keys are kept encrypted with it, treasuries among them.',
    )
  const folder = path.join(config.home, 'keys')
  const open = async (name: string): Promise<Signer> => {
    const unlocked = await unlockKey(folder, name, password)
    if (!unlocked.ok)
      throw new BadConfig(
        `The key ${name} in ${folder} cannot be opened with KEYSTORE_PASSWORD (${unlocked.reason}).`,
      )
    return unlocked.value
  }
  const addressOf = (name: string): Address | null =>
    listKeys(folder).find((key) => key.name === name)?.address ?? null
  const create = async (name: string): Promise<Address> => {
    const existing = addressOf(name)
    if (existing !== null) return getAddress(existing)
    const made = await createKey(folder, name, password)
    if (!made.ok) throw new BadConfig(`The key ${name} cannot be made in ${folder} (${made.reason}).`)
    return getAddress(made.value.address)
  }
  if (config.signerUrl === null) await create(OPERATOR)
  const operator = config.signerUrl === null ? await open(OPERATOR) : remoteOperator(config, config.signerUrl)
  const opened = new Map<string, Promise<Signer>>()
  const managed = (name: string): Promise<Signer> => {
    const found = opened.get(name) ?? open(name)
    opened.set(name, found)
    return found
  }
  return {
    operator,
    find: (name) =>
      Promise.resolve(addressOf(name)).then((address) => (address === null ? null : getAddress(address))),
    create,
    signers: async (db) => [operator, ...(await Promise.all((await treasuries(db)).map(managed)))],
  }
}

function remoteOperator(config: Config, url: string): Signer {
  if (config.operatorAddress === null)
    throw new BadConfig('OPERATOR_ADDRESS is not set: it says which account the remote signer signs for.')
  return remoteSigner({ url, address: config.operatorAddress })
}

/** The names of the managed treasuries that exist. */
async function treasuries(db: Db): Promise<string[]> {
  return (await instruments(db))
    .filter(({ treasuryKind }) => treasuryKind === 'managed')
    .map(({ key }) => treasuryName(key))
}
