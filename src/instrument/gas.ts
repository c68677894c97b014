/**
 * Gas that a transaction takes. `estimated`: the node tried it on the chain as it is. `simulated`: it needs others that
 * are not there yet, so the node tried them all in a row on a block that does not exist. Null: the node would not say.
 */
export type Gas = { readonly used: bigint; readonly basis: 'estimated' | 'simulated' } | null
