import { encodeFunctionData, type Address, type Hex } from 'viem'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
import { question, type State } from '../platform/chain/state.ts'

/** What the distributor knows: where withheld amounts go, and the rate of each of these holders, in their order. */
export async function readWithholding(
  state: State,
  { distributor, token, wallets }: { distributor: Address; token: Address; wallets: readonly Address[] },
): Promise<{ readonly taxAccount: Address; readonly bps: readonly number[] }> {
  const [policy] = await state.ask([question(distributor, distributorAbi, 'payoutPolicy', [token])])
  const bps: number[] = []
  for (let at = 0; at < wallets.length; at += QUESTIONS) {
    const rates = await state.ask(
      wallets
        .slice(at, at + QUESTIONS)
        .map((wallet) => question(distributor, distributorAbi, 'withholdingRate', [token, wallet])),
    )
    bps.push(...rates.map(Number))
  }
  return { taxAccount: policy.taxAccount, bps }
}

/** So many questions go to the chain at once. */
const QUESTIONS = 500

export function setTaxAccountCall(token: Address, account: Address): Hex {
  return encodeFunctionData({ abi: distributorAbi, functionName: 'setTaxAccount', args: [token, account] })
}

export function setWithholdingCall(
  token: Address,
  rates: readonly { readonly holder: Address; readonly bps: number }[],
): Hex {
  return encodeFunctionData({
    abi: distributorAbi,
    functionName: 'setWithholding',
    args: [token, [...rates]],
  })
}

/** Sends what was withheld on to the tax account. */
export function remitCall(chainId: bigint): Hex {
  return encodeFunctionData({ abi: distributorAbi, functionName: 'remit', args: [chainId] })
}
