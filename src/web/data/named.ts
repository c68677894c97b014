export type Named = { readonly id: string; readonly name: string }

export type Party = { readonly id: string; readonly displayName: string }

export type InstrumentName = Named & { readonly symbol: string }
