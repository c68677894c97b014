import type { Role } from '../../kernel/role.ts'
import type { Language } from '../../messages/message.ts'

export type User = {
  readonly id: string
  readonly displayName: string
  readonly role: Role
  readonly issuer: string | null
  readonly investor: string | null
  readonly language: Language
}

export type Session = {
  readonly user: User | null
  readonly sandbox: boolean
  /** Whether strangers may register themselves. */
  readonly registration: boolean
  /** The business clock. */
  readonly now: string
  readonly demo: readonly DemoAccount[]
}

export type DemoAccount = { readonly role: Role; readonly email: string; readonly displayName: string }

export type UserAccount = {
  readonly id: string
  readonly displayName: string
  readonly email: string
  readonly role: Role
  readonly issuer: string | null
  readonly investor: string | null
  readonly status: string
}

export type ApiKey = {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly role: Role
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
}

export type AuditEntry = {
  readonly seq: number
  readonly id: string
  readonly at: string
  readonly by: { readonly kind: 'user' | 'key' | 'system'; readonly id: string }
  readonly action: string
  readonly subject: string | null
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
  readonly hash: string
}

export type AuditVerification = {
  readonly whole: boolean
  readonly entries?: number
  readonly seq?: number
  readonly fault?: string
}
