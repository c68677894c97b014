import { newId, type InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit, countAudited } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { readContent, type ContentRefusal } from '../platform/file/content.ts'
import {
  putFile,
  putPersonal,
  readFile,
  readPersonal,
  removeFile,
  removePersonal,
} from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { restrictionRefusal } from './erasure.service.ts'
import {
  FILES_A_DAY_MAX,
  isRemovable,
  roomRefusal,
  safeName,
  type FileId,
  type FileKind,
  type InvestorFile,
} from './file.ts'
import { formerPaper, isHeld, keepPaper } from './former.service.ts'
import { deleteFile, insertFile, selectFile, selectFiles, selectIsEvidence } from './file.store.ts'
import { investorById } from './investor.service.ts'
import { selectCase } from './kyc-case.store.ts'
import { isOpenForAnswers } from './onboarding.ts'

/** A file with the name that people know it by; null once it was erased. */
export type NamedFile = InvestorFile & { readonly displayName: string | null }

/** Takes a paper of an investor: checked by what is in it, then sealed with the investor's key. */
export async function takeFile(
  work: Work,
  investor: InvestorId,
  given: { readonly kind: FileKind; readonly name: string; readonly bytes: Buffer },
): Promise<
  Result<
    NamedFile,
    | ContentRefusal
    | 'NOT_FOUND'
    | 'TOO_MANY_FILES'
    | 'FILES_TOO_LARGE'
    | 'FILES_TOO_OFTEN'
    | 'INVESTOR_RESTRICTED'
    | 'INVESTOR_ERASED'
  >
> {
  const content = readContent(given.bytes)
  if (!content.ok) return content
  await lockFor(work.db, investor)
  const owner = await investorById(work.db, investor)
  if (owner === null) return refuse('NOT_FOUND')
  const restricted = await restrictionRefusal(work.db, investor)
  if (restricted !== null) return refuse(restricted)
  const since = work.now.subtract({ hours: 24 })
  const today = await countAudited(work.db, { subject: investor, action: 'file.received', since })
  if (today >= FILES_A_DAY_MAX) return refuse('FILES_TOO_OFTEN', { max: String(FILES_A_DAY_MAX) })
  const full = roomRefusal(await selectFiles(work.db, investor), given.bytes.length, owner.kycUntil !== null)
  if (full !== null) return full

  const { media } = content.value
  const wanted: InvestorFile = {
    id: newId('fil'),
    investor,
    kind: given.kind,
    name: await putFile(work, investor, given.bytes),
    media,
    bytes: given.bytes.length,
    receivedAt: work.now,
  }
  const file = await insertFile(work.db, wanted, work.by.id)
  const displayName = safeName(given.name, media)
  await putPersonal(work, investor, { [nameField(file.id)]: displayName })
  if (file.id === wanted.id)
    await appendAudit(work, {
      action: 'file.received',
      subject: investor,
      detail: { file: file.id, kind: file.kind, bytes: file.bytes },
    })
  return ok({ ...file, displayName })
}

/** Takes a paper back that nobody has decided anything by. Its bytes are destroyed, unless a hold asks for them. */
export async function withdrawFile(
  work: Work,
  investor: InvestorId,
  id: FileId,
): Promise<Result<null, 'NOT_FOUND' | 'FILE_KEPT' | 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED'>> {
  await lockFor(work.db, investor)
  const owner = await investorById(work.db, investor)
  const file = await selectFile(work.db, investor, id)
  if (owner === null || file === null) return refuse('NOT_FOUND')
  const restricted = await restrictionRefusal(work.db, investor)
  if (restricted !== null) return refuse(restricted)
  const facts = {
    isOpen: isOpenForAnswers(owner.kycStatus),
    submittedAt: (await selectCase(work.db, investor))?.submittedAt ?? null,
    isEvidence: await selectIsEvidence(work.db, id),
  }
  if (!isRemovable(file, facts)) return refuse('FILE_KEPT')
  const { [nameField(id)]: displayName } = await readPersonal(work.db, investor, [nameField(id)])
  await deleteFile(work.db, file)
  await removePersonal(work, investor, nameField(id))
  if (await isHeld(work.db, investor)) {
    const { kind, name, media } = file
    await keepPaper(work, investor, {
      id,
      kind,
      name,
      media,
      displayName: displayName ?? null,
      takenBackAt: work.now,
    })
  } else {
    // The same bytes may have been handed in as another kind too.
    const others = await selectFiles(work.db, investor)
    if (!others.some(({ name }) => name === file.name)) await removeFile(work, investor, file.name)
  }
  await appendAudit(work, {
    action: 'file.withdrawn',
    subject: investor,
    detail: { file: id, kind: file.kind },
  })
  return ok(null)
}

function nameField(id: FileId): string {
  return `file.${id}.name`
}

/** The papers of an investor, the youngest first. */
export async function filesOf(db: Db, investor: InvestorId): Promise<NamedFile[]> {
  const files = await selectFiles(db, investor)
  const names = await readPersonal(
    db,
    investor,
    files.map(({ id }) => nameField(id)),
  )
  return files.map((file) => ({ ...file, displayName: names[nameField(file.id)] ?? null }))
}

export function fileById(db: Db, investor: InvestorId, id: FileId): Promise<InvestorFile | null> {
  return selectFile(db, investor, id)
}

/**
 * What is in a file. Who opened it stands in the audit log: of one that is there for a hold alone, as what nobody is told of.
 *
 * @param withFormer whether one that was taken back under a hold is there as well: for officers alone
 */
export async function openFile(
  work: Work,
  investor: InvestorId,
  id: FileId,
  withFormer: boolean,
): Promise<Result<{ readonly bytes: Buffer; readonly fileName: string }, 'NOT_FOUND' | 'INVESTOR_ERASED'>> {
  const former = withFormer ? await formerPaper(work.db, investor, id) : null
  const current = await selectFile(work.db, investor, id)
  const file = current ?? former
  if (file === null) return refuse('NOT_FOUND')
  const bytes = await readFile(work.db, investor, file.name)
  if (bytes === null) return refuse('INVESTOR_ERASED')
  const { [nameField(id)]: name } = await readPersonal(work.db, investor, [nameField(id)])
  await appendAudit(work, {
    action: current === null ? 'hold.opened' : 'file.opened',
    subject: investor,
    detail: { file: id },
  })
  return ok({ bytes, fileName: name ?? former?.displayName ?? safeName('', file.media) })
}
