import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type FieldError, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { readPersonal } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { investorById, walletByAddress } from './investor.service.ts'
import type { Investor } from './investor.ts'
import {
  isProtobufDialect,
  ivmsFaults,
  type IvmsAddress,
  type IvmsPayload,
  type IvmsPerson,
} from './ivms101.ts'
import { readAnswers } from './onboarding-answers.service.ts'
import { taxFormContent } from './tax-form.service.ts'
import {
  needsOwnershipProof,
  TRAVEL_RULES,
  travelRulesFor,
  worthUp,
  type TravelLaw,
  type WorthCurrency,
} from './travel-rule.ts'

/** Reads a message of another platform: nothing when it can be used. Nothing of it is kept here. */
export function checkMessage(work: Work, payload: unknown): Result<null, 'IVMS_DIALECT' | 'IVMS_INVALID'> {
  const faults = ivmsFaults(payload, dateIn(work.now, 'UTC'))
  if (faults.length === 0) return ok(null)
  return isProtobufDialect(payload) ? refuse('IVMS_DIALECT') : invalid(faults)
}

const FAULTS_MAX = 50

function invalid(faults: readonly FieldError[]) {
  return refuse('IVMS_INVALID', { path: faults[0]?.path ?? '' }, faults.slice(0, FAULTS_MAX))
}

type Message = {
  /** The rules that ask for the message, with their sources. */
  readonly required: readonly { readonly regime: string; readonly citation: string }[]
  readonly ownershipProof: boolean
  readonly payload: IvmsPayload
}

/**
 * Writes the message that goes with a transfer between two wallets of this platform.
 *
 * @param law from which amounts it is asked for
 * @param sees whether who asks may know of an investor: of others there is no wallet here
 * @param worth what the units are worth; rules in a currency in which that is not known count as met
 */
export async function writeMessage(
  work: Work,
  transfer: {
    readonly from: `0x${string}`
    readonly to: `0x${string}`
    /** With `WORTH_DECIMALS`. */
    readonly worth: bigint
    readonly currency: WorthCurrency
    readonly platform: { readonly name: string; readonly lei: string }
  },
  law: TravelLaw,
  sees: (investor: InvestorId) => Promise<boolean>,
): Promise<Result<Message, 'WALLET_NOT_LINKED' | 'TRAVEL_RULE_DATA_MISSING' | 'IVMS_INVALID'>> {
  const sender = await holderOf(work.db, transfer.from)
  if (sender === null || !(await sees(sender.id))) return refuse('WALLET_NOT_LINKED', { party: 'originator' })
  const receiver = await holderOf(work.db, transfer.to)
  if (receiver === null || !(await sees(receiver.id)))
    return refuse('WALLET_NOT_LINKED', { party: 'beneficiary' })
  const originator = await personOf(work.db, sender)
  if (originator.person === null || originator.address === null)
    return refuse('TRAVEL_RULE_DATA_MISSING', {
      party: 'originator',
      fields: originator.person === null ? 'name' : 'address',
    })
  const beneficiary = await personOf(work.db, receiver)
  if (beneficiary.person === null)
    return refuse('TRAVEL_RULE_DATA_MISSING', { party: 'beneficiary', fields: 'name' })

  const here = platformPerson(transfer.platform)
  const payload: IvmsPayload = {
    originator: { originatorPersons: [originator.person], accountNumber: [transfer.from] },
    beneficiary: { beneficiaryPersons: [beneficiary.person], accountNumber: [transfer.to] },
    originatingVASP: { originatingVASP: here },
    beneficiaryVASP: { beneficiaryVASP: here },
  }
  const faults = ivmsFaults(payload, dateIn(work.now, 'UTC'))
  if (faults.length > 0) return invalid(faults)
  const inCurrency = worthUp(transfer.worth, transfer.currency)
  const regimes = travelRulesFor(law, { from: sender, to: receiver, inCurrency })
  await appendAudit(work, {
    action: 'travel-rule.exported',
    subject: sender.id,
    detail: { beneficiary: receiver.id },
  })
  return ok({
    required: regimes.map((regime) => ({ regime, citation: TRAVEL_RULES[regime].citation })),
    ownershipProof: needsOwnershipProof(law, sender.country, inCurrency('EUR')),
    payload,
  })
}

async function holderOf(db: Db, address: string): Promise<Investor | null> {
  const wallet = await walletByAddress(db, address)
  return wallet === null ? null : investorById(db, wallet.investor)
}

async function personOf(
  db: Db,
  { id, kind, country }: Investor,
): Promise<{ readonly person: IvmsPerson | null; readonly address: IvmsAddress | null }> {
  const { name } = await readPersonal(db, id, ['name'])
  const address = await addressOf(db, id, kind === 'individual' ? 'HOME' : 'BIZZ')
  if (name === null) return { person: null, address }
  const geographic = address === null ? {} : { geographicAddress: [address] }
  // How a name divides is not asked for, and cannot be told from it: all of it is the primary identifier.
  const person: IvmsPerson =
    kind === 'individual'
      ? {
          naturalPerson: {
            name: { nameIdentifier: [{ primaryIdentifier: name, nameIdentifierType: 'LEGL' }] },
            ...geographic,
            customerIdentification: id,
            countryOfResidence: country,
          },
        }
      : {
          legalPerson: {
            name: {
              nameIdentifier: [{ legalPersonName: name, legalPersonNameIdentifierType: 'LEGL' }],
            },
            ...geographic,
            customerNumber: id,
            countryOfRegistration: country,
          },
        }
  return { person, address }
}

/** The permanent residence of the newest tax form, or the address of the application. */
async function addressOf(
  db: Db,
  id: InvestorId,
  addressType: IvmsAddress['addressType'],
): Promise<IvmsAddress | null> {
  const form = await taxFormContent(db, id)
  if (form === null) return applicationAddress(db, id, addressType)
  const { street, town, postCode, country } = form.address
  return { addressType, addressLine: [street, `${postCode} ${town}`], townName: town, postCode, country }
}

async function applicationAddress(
  db: Db,
  id: InvestorId,
  addressType: IvmsAddress['addressType'],
): Promise<IvmsAddress | null> {
  const { address, company } = await readAnswers(db, id)
  const said = address ?? company
  if (said === null) return null
  const { line1, line2, postalCode, city, country } = said
  const place = postalCode === null ? city : `${postalCode} ${city}`
  return {
    addressType,
    addressLine: [line1, ...(line2 === null ? [] : [line2]), place],
    townName: city,
    ...(postalCode === null ? {} : { postCode: postalCode }),
    country,
  }
}

function platformPerson({ name, lei }: { readonly name: string; readonly lei: string }): IvmsPerson {
  return {
    legalPerson: {
      name: { nameIdentifier: [{ legalPersonName: name, legalPersonNameIdentifierType: 'LEGL' }] },
      nationalIdentification: { nationalIdentifier: lei, nationalIdentifierType: 'LEIX' },
    },
  }
}
