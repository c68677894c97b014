import { pbkdf2Sync } from 'node:crypto'
import { HDKey, hdKeyToAccount, type HDAccount } from 'viem/accounts'

/** The words everybody knows: development chains give their money to these accounts. */
const MNEMONIC = 'test test test test test test test test test test test junk'

const known = new Map<number, HDAccount>()
let root: HDKey | null = null

/**
 * The development account of this index, at m/44'/60'/0'/0/index (BIP-44) below the seed of the words (BIP-39): nobody's,
 * and to be used where no money is real. Node's own PBKDF2 and one derivation each; asked for again, it is there.
 */
export function developmentAccount(index: number): HDAccount {
  root ??= HDKey.fromMasterSeed(pbkdf2Sync(MNEMONIC, 'mnemonic', 2048, 64, 'sha512'))
  const account = known.get(index) ?? hdKeyToAccount(root, { addressIndex: index })
  known.set(index, account)
  return account
}
