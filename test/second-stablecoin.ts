import { encodeDeployData, hexToBigInt, stringToHex, type Address, type Hex } from 'viem'
import { devStablecoinAbi } from '../contracts/abi/DevStablecoin.ts'
import { devStablecoinBytecode } from '../contracts/bytecode/DevStablecoin.ts'

/** The symbol as it stands in the code, once: its letters without the three zeros at their end. */
const symbol = (text: string) => (hexToBigInt(stringToHex(text)) >> 3n).toString(16).padStart(8, '0')

/** Puts the development stablecoin on a chain once more, as euros: EURX with 6 decimals. */
export function euroDeployData(minter: Address): Hex {
  const bytecode = devStablecoinBytecode.replace(symbol('USDX'), symbol('EURX')) as Hex
  return encodeDeployData({ abi: devStablecoinAbi, bytecode, args: [minter] })
}
