import type {
  ApplicationAnswers,
  JournalEntry,
  ObligationCalendar,
  OperationName,
  Operations,
  Session,
  TermSheetDraft,
} from '../../sdk/src/operations.ts'

/*
 * What screens read and the server's schema does not name: by the operation that answers with it, or by its place in an
 * answer that has a name.
 */

type Answer<Name extends OperationName> = Operations[Name]['answer']
type Row<Name extends OperationName> =
  Answer<Name> extends { readonly items: readonly (infer Item)[] } ? Item : never

export type SignedIn = NonNullable<Session['user']>
export type DemoAccount = Session['demo'][number]
export type AuditEntry = Row<'GET /v1/audit'>
export type AuditVerification = Answer<'GET /v1/audit/verification'>
export type Inbox = Answer<'GET /v1/inbox'>
export type Notice = Row<'GET /v1/inbox'>
export type Mail = Row<'GET /v1/mails'>

export type StepName = keyof ApplicationAnswers
export type Ownership = Answer<'GET /v1/investors/{id}/ownership'>

export type AskedFact = Answer<'GET /v1/instruments/{id}/rules'>['asked'][number]
export type Proposal = Answer<'GET /v1/rule-proposals/{sha256}'>
export type Replayed = Answer<'GET /v1/rule-decisions/{id}/replay'>

export type DraftSummary = Row<'GET /v1/term-sheet-drafts'>
export type DraftFinding = TermSheetDraft['findings'][number]
export type ExportedSheet = Answer<'GET /v1/instruments/{id}/term-sheet'>
export type SheetDrift = Answer<'GET /v1/instruments/{id}/drift'>

export type ListedAgreement = Row<'GET /v1/offerings/{id}/agreements'>
export type WaitingPayment = Row<'GET /v1/proceeds-payments'>
export type Obligation = ObligationCalendar['items'][number]
export type Posting = JournalEntry['postings'][number]

export type KeptCapTable = Answer<'GET /v1/instruments/{id}/cap-table'>
export type KeptCapTableAnswer = Answer<'POST /v1/instruments/{id}/cap-table'>
export type RegisterHead = Answer<'GET /v1/instruments/{id}/register'>
export type Holder = Answer<'GET /v1/instruments/{id}/holders/{wallet}'>
export type Preview = Answer<'POST /v1/instruments/{id}/transfer-preview'>
export type EntitlementExplained = Answer<'GET /v1/distributions/{id}/entitlements/{wallet}'>
