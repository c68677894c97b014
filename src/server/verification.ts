import { getAddress } from 'viem'
import { bookedSums } from '../bank/bank-books.service.ts'
import { distributions, entitlementsOf } from '../corporate-action/distribution.service.ts'
import { instrumentByToken } from '../instrument/instrument.service.ts'
import type { Address, Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { documentsOf } from '../instrument/token.service.ts'
import { refuse, ok, type Result } from '../kernel/result.ts'
import { verifyAudit } from '../platform/audit.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { selectNetwork } from '../platform/chain/watcher-store.ts'
import type { Db } from '../platform/db/database.ts'
import { type StoredDistribution } from '../register/verify-distribution.ts'
import { checkAudit, checkBankBooks, type StoredDocument } from '../register/verify.ts'
import { verify, type Verification } from '../register/verify.service.ts'

/**
 * Re-derives everything from the chain and compares it with this installation's database. The database is read as of
 * one moment, and of the chain's logs those that it had read by then are compared with it.
 *
 * @param only these tokens; without it, all of them, the books of money at banks and the audit log
 */
export async function verifyInstallation(
  { db, rpc }: { readonly db: Db; readonly rpc: Rpc },
  only?: readonly Address[],
): Promise<Result<Verification, 'PROTOCOL_NOT_DEPLOYED'>> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const network = await selectNetwork(tx)
      const protocol = await protocolAddresses(tx)
      if (network === null || protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
      const contracts = {
        factory: protocol.factory,
        distributor: protocol.distributor,
        fromBlock: network.startBlock,
      }
      const verification = await verify(rpc, contracts, {
        ...(only === undefined ? {} : { only }),
        stored: {
          db: tx,
          upTo: network.head,
          distributionsOf: (token) => storedDistributions(tx, token),
          documentsOf: (token) => storedDocuments(tx, token),
        },
      })
      if (only !== undefined) return ok(verification)
      const more = [...(await bankChecks(tx)), await auditCheck(tx)]
      return ok({ ...verification, checks: [...verification.checks, ...more] })
    })
}

async function storedDistributions(db: Db, token: Address): Promise<StoredDistribution[]> {
  const instrument = await instrumentByToken(db, token)
  if (instrument === null) return []
  return Promise.all(
    (await distributions(db, instrument)).map(async ({ distribution, sums }) => ({
      id: distribution.id,
      chainId: distribution.chainId,
      declared: distribution.declared,
      carriedIn: distribution.carriedIn,
      funded: sums.funded,
      paid: sums.paid,
      parked: sums.parked,
      withheld: sums.withheld,
      carried: sums.carried,
      entitlements: (await entitlementsOf(db, distribution)).map(({ wallet, units, amount }) => ({
        wallet: getAddress(wallet),
        units,
        amount,
      })),
    })),
  )
}

async function storedDocuments(db: Db, token: Address): Promise<StoredDocument[]> {
  const instrument: Instrument | null = await instrumentByToken(db, token)
  if (instrument === null) return []
  return (await documentsOf(db, instrument.id)).flatMap(({ name, sha256, anchored }) =>
    anchored === null ? [] : [{ name, sha256, tx: anchored.tx }],
  )
}

async function bankChecks(db: Db) {
  const places = Map.groupBy(await bookedSums(db), ({ issuer, currency }) => `${issuer} ${currency}`)
  return [...places].map(([place, sums]) => checkBankBooks(place, sums))
}

async function auditCheck(db: Db) {
  const verdict = await verifyAudit(db)
  return checkAudit(
    verdict.whole
      ? { entries: verdict.entries, fault: null }
      : { entries: verdict.seq, fault: `${verdict.fault} at entry ${verdict.seq}` },
  )
}
