import type { Db } from '../platform/db/database.ts'
import type { ProtocolAddresses } from './protocol.ts'
import { selectProtocol } from './protocol.store.ts'

/** Where the platform's contracts are, or null until every one of them is on the chain for good. */
export async function protocolAddresses(db: Db): Promise<ProtocolAddresses | null> {
  const rows = await selectProtocol(db)
  const deployed = new Map(rows.filter((row) => row.deployedAt !== null).map((row) => [row.name, row]))
  const registry = deployed.get('InvestorRegistry')
  const implementation = deployed.get('SecurityToken')
  const distributor = deployed.get('Distributor')
  const factory = deployed.get('Factory')
  if (!registry || !implementation || !distributor || !factory || deployed.size < rows.length) return null
  return {
    chainId: factory.chainId,
    operator: factory.operator,
    registry: registry.address,
    tokenImplementation: implementation.address,
    distributor: distributor.address,
    factory: factory.address,
    stablecoin: deployed.get('DevStablecoin')?.address ?? null,
  }
}
