import type { DocumentKind, DocumentMedia, Visibility } from '../issuer/data-room.ts'

/** A document of a data room, as the server answers it. */
export type DataRoomDocument = {
  readonly id: string
  readonly kind: DocumentKind
  readonly title: string
  readonly visibility: Visibility
  readonly withdrawn: boolean
  /** The oldest first. */
  readonly versions: readonly DataRoomVersion[]
}

export type DataRoomVersion = {
  readonly version: number
  readonly sha256: string | null
  readonly media: DocumentMedia | null
  readonly bytes: number | null
  readonly at: string
  readonly by: string | null
  readonly anchor: {
    readonly state: 'waiting' | 'pending' | 'anchored' | 'failed'
    readonly block: number | null
    readonly at: string | null
    readonly tx: string | null
    readonly failure: string | null
  } | null
}

/** Who opened a document. */
export type Reading = { readonly reader: string; readonly version: number; readonly at: string }

/** What a file's hash is the hash of. */
export type HashMatch = {
  readonly sha256: string
  readonly known: boolean
  readonly document: { readonly title: string; readonly version: number } | null
  readonly anchored: { readonly block: number; readonly tx: string; readonly at: string | null } | null
}

export const dataRoomPath = (instrument: string) => `/v1/instruments/${instrument}/documents`

/** Whether something of it will change by itself. */
export function isAnchoring(document: DataRoomDocument): boolean {
  return document.versions.some(({ anchor }) => anchor?.state === 'pending')
}
