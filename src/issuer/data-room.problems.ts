import { NOT_FOUND, type Problems } from '../kernel/problem.ts'
import type { UploadRefusal } from './data-room.ts'

export type DataRoomRefusal = UploadRefusal | 'NOT_FOUND' | 'TOO_MANY_DOCUMENTS' | 'DOCUMENT_WITHDRAWN'

export const DATA_ROOM_PROBLEMS: Problems<DataRoomRefusal> = {
  NOT_FOUND,
  TOO_MANY_DOCUMENTS: {
    status: 409,
    detail: 'The data room has {max} documents already.',
    fix: 'Put what belongs together into one document.',
  },
  TOO_MANY_VERSIONS: {
    status: 409,
    detail: 'The document has {max} versions already.',
    fix: 'Begin a new document under another title.',
  },
  DOCUMENT_KIND: {
    status: 409,
    detail: 'There is a document of this title, and it is of another kind: {kind}.',
    fix: 'Give the kind that it has, or another title.',
  },
  DOCUMENT_VISIBILITY: {
    status: 409,
    detail: 'There is a document of this title, and it is for others: {visibility}.',
    fix: 'Say for whom it is already; who may read it is changed by itself, before or after.',
  },
  DOCUMENT_WITHDRAWN: {
    status: 409,
    detail: 'The document is withdrawn.',
    fix: 'Upload it again under its title; that is a new version.',
  },
}
