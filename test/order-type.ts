import { getAbiItem } from 'viem'
import { settlementAbi } from '../contracts/abi/Settlement.ts'

const digest = getAbiItem({ abi: settlementAbi, name: 'digestOf' })

/** What a trader signs for a settlement (EIP-712): the fields of the contract's `Order`, in its order. */
export const ORDER_TYPE = { Order: digest.inputs[0].components } as const
