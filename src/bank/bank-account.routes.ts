import * as z from 'zod'
import type { BankAccountId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { idField, nameField } from '../platform/http/fields.ts'
import { read, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { BANK_PROBLEMS } from './bank.problems.ts'
import { addBankAccount, bankAccountById, bankAccounts, type BankAccount } from './bank.service.ts'

export const OFFICER = ['officer'] as const
export const READERS = ['officer', 'issuer', 'auditor'] as const

const accountAnswer = z
  .object({
    id: idField('bac'),
    issuer: idField('iss'),
    name: z.string(),
    number: z.string(),
    currency: z.string(),
  })
  .meta({ id: 'BankAccount' })

/** Issuers' accounts at banks. */
export const bankAccountRoutes: readonly Route[] = [
  write({
    path: '/v1/bank-accounts',
    summary: 'Take up an issuer’s account at a bank',
    tag: 'Bank',
    access: OFFICER,
    status: 201,
    body: z.strictObject({
      issuer: idField('iss'),
      name: nameField,
      number: z.string().max(60),
      currency: z.string().max(12),
    }),
    response: accountAnswer,
    problems: BANK_PROBLEMS,
    handle: async ({ work, caller, body }) =>
      seesIssuer(caller, body.issuer) ? addBankAccount(work, body) : refuse('NOT_FOUND'),
  }),
  read({
    path: '/v1/bank-accounts',
    summary: 'List the accounts at banks',
    tag: 'Bank',
    access: READERS,
    response: z.object({ items: z.array(accountAnswer), next: z.null() }),
    handle: async ({ work, caller }) => ok({ items: await visibleAccounts(work.db, caller), next: null }),
  }),
]

/** The accounts that whoever asks may see. */
export async function visibleAccounts(db: Db, caller: Caller): Promise<BankAccount[]> {
  return (await bankAccounts(db)).filter(({ issuer }) => seesIssuer(caller, issuer))
}

/** The account, if whoever asks may see it. */
export async function visibleAccount(db: Db, caller: Caller, id: BankAccountId): Promise<BankAccount | null> {
  const account = await bankAccountById(db, id)
  return account !== null && seesIssuer(caller, account.issuer) ? account : null
}

/** The accounts that whoever asks may see, or that one of them. */
export async function accountsAmong(
  db: Db,
  caller: Caller,
  id: BankAccountId | undefined,
): Promise<Map<BankAccountId, BankAccount>> {
  const visible = await visibleAccounts(db, caller)
  return new Map(visible.filter((one) => id === undefined || one.id === id).map((one) => [one.id, one]))
}
