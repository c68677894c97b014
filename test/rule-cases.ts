import type { Action } from '../src/restriction/rule-pack.ts'
import type { RuleFacts } from '../src/restriction/rule.ts'

/** One question to one rule, and the answer that its published vector asks for. */
export type RuleCase = {
  readonly action: Action
  /** Day, or instant. */
  readonly on: string
  readonly facts: RuleFacts
  readonly outcome: 'ALLOW' | 'BLOCK' | 'REVIEW'
  /** Codes of the reasons, in order; what is not named is not looked at. */
  readonly codes?: readonly string[]
  readonly steps?: Readonly<Record<string, string | null>>
  readonly earliestOkAt?: string
}

type Expected = Omit<RuleCase, 'action' | 'on' | 'facts' | 'outcome'>

/** Makes cases that differ from a base by some facts. */
function about(action: Action, on: string, base: RuleFacts) {
  const of =
    (outcome: RuleCase['outcome']) =>
    (
      facts: RuleFacts = {},
      expected: Expected & Partial<Pick<RuleCase, 'on' | 'action'>> = {},
    ): RuleCase => ({
      action,
      on,
      outcome,
      facts: { ...base, ...facts },
      ...expected,
    })
  return { allow: of('ALLOW'), block: of('BLOCK'), review: of('REVIEW') }
}

const NO_ANSWERS = Object.fromEntries(
  [
    ...[1, 2, 3, 4, 5].map((n) => `E${n}`),
    ...Array.from({ length: 11 }, (_, n) => `H${n + 1}`),
    ...[1, 2, 3, 4].map((n) => `R${n}`),
  ].map((answer) => [`answers.${answer}`, false]),
)
const yes = (...answers: readonly string[]) =>
  Object.fromEntries(answers.map((answer) => [`answers.${answer}`, true]))

const howey = about('classify', '2026-11-21', { ...NO_ANSWERS, 'override.notSecurity': false })

const PERSON: RuleFacts = {
  'investor.kind': 'person',
  'investor.assetsWithoutHome': 0,
  'investor.liabilitiesWithoutHome': 0,
  'investor.homeValue': 0,
  'investor.homeDebt': 0,
  'investor.homeDebtAdded60d': 0,
  'investor.jointNetWorth': 0,
  'investor.incomeYear1': 0,
  'investor.incomeYear2': 0,
  'investor.jointIncomeYear1': 0,
  'investor.jointIncomeYear2': 0,
  'investor.expectsSameIncome': true,
  'investor.certificates': [],
  'investor.insider': false,
  'investor.knowledgeableEmployee': false,
  'investor.familyClient': false,
}
export const person = about('onboard', '2026-11-21', PERSON)
const netWorth = (usd: number) => ({ 'investor.assetsWithoutHome': usd })
const income = (year1: number, year2: number) => ({
  'investor.incomeYear1': year1,
  'investor.incomeYear2': year2,
})
const joint = (year1: number, year2: number) => ({
  'investor.jointIncomeYear1': year1,
  'investor.jointIncomeYear2': year2,
})

const entity = about('onboard', '2026-11-21', {
  'investor.kind': 'entity',
  'entity.regulated': false,
  'entity.form': 'llc',
  'entity.totalAssets': 0,
  'entity.investments': 0,
  'entity.formedForPurpose': false,
  'entity.directedBySophisticated': false,
  'entity.allOwnersAccredited': false,
  'entity.familyOfficeAssets': 0,
})

const purchaser = about('onboard', '2026-11-21', {
  'fund.regime': '3(c)(7)',
  'purchaser.form': 'person',
  'purchaser.investments': 0,
  'purchaser.discretionary': 0,
  'purchaser.formedForPurpose': false,
  'purchaser.trusteeAndSettlorsQualify': false,
})

const privatePlacement = about('subscribe', '2026-03-31', {
  'offering.exemptions': ['506(b)'],
  'offering.publicLink': false,
  'investor.relationshipBeforeOffer': true,
  'investor.accredited': false,
  'investor.householdCounted': false,
  'investor.sophisticated': true,
  'investor.disclosureDelivered': true,
  'issuer.sales506b': [],
  'offering.firstSaleOn': '2026-11-06',
  'calendar.holidays': [],
})
const sale506b = (soldOn: string, accredited = false) => ({ accredited, soldOn })

const advertised = about('subscribe', '2026-05-15', {
  'offering.exemptions': ['506(c)'],
  'investor.accredited': true,
  'verification.method': 'HIGH_MINIMUM',
  'verification.route': 'person',
  'subscription.amount': 200_000,
  'verification.statedAccredited': true,
  'verification.statedNotFinanced': true,
  'verification.issuerKnowsContrary': false,
})

const covered = {
  role: 'director',
  hasQuestionnaire: true,
  signedOn: '2026-06-01',
  hasEvent: false,
  disclosed: false,
}
const badActor = about('subscribe', '2026-11-21', { 'offering.exemptions': ['506(b)'] })

const CLOSED: RuleFacts = {
  'offering.exemptions': ['REGS'],
  'offering.overseasDirected': false,
  'offering.distributionStart': '2026-01-31',
  'investor.usPerson': true,
  'investor.exemptSale': false,
  'investor.offshore': true,
  'investor.certifiedNonUs': true,
  'investor.agreedNoHedging': true,
  'units.regS': true,
  'issuer.foreign': false,
  'issuer.reporting': false,
  'issuer.susmi': true,
  'class.kind': 'equity',
}
export const offshore = about('transfer', '2026-02-01', CLOSED)

const usPerson = about('onboard', '2026-11-21', {
  'investor.kind': 'person',
  'investor.residence': 'FR',
  'investor.citizenships': [],
  'investor.usFiduciary': false,
  'investor.usBranch': false,
  'investor.accountForUsPerson': false,
  'investor.documentsConflict': false,
})

const lot = (clockStart: string, units = 100) => ({ units, clockStart })
const RESALE: RuleFacts = {
  'resale.path': 'rule-144',
  'transfer.units': 100,
  'transfer.amount': 100,
  'holder.lots': [lot('2026-01-31')],
  'holder.affiliate': false,
  'holder.sales': [],
  'issuer.reporting': true,
  'issuer.currentInformation': true,
  'class.kind': 'equity',
  'class.outstanding': 1_000_000,
  'class.weeklyVolumeAverage': 0,
}
export const resale = about('resale', '2026-07-31', RESALE)

const regA = about('subscribe', '2026-11-21', {
  'offering.exemptions': ['REGA'],
  'offering.tier': 2,
  'offering.qualified': true,
  'offering.listed': false,
  'offering.sold12m': 0,
  'offering.affiliateSold12m': 0,
  'offering.affiliateAmount': 0,
  'offering.firstYear': false,
  'issuer.country': 'US',
  'issuer.eligible': true,
  'investor.accredited': false,
  'investor.kind': 'person',
  'investor.annualIncome': 80_000,
  'investor.netWorth': 50_000,
  'subscription.amount': 8_000,
  'subscription.before': 0,
})

export const crowd = about('subscribe', '2026-11-21', {
  'offering.exemptions': ['REGCF'],
  'investor.accredited': false,
  'investor.annualIncome': 0,
  'investor.netWorth': 0,
  'investor.crowdfunded12m': 0,
  'investor.crowdfundedHere12m': 0,
  'issuer.crowdfunded12m': 0,
  'subscription.amount': 0,
  'offering.intermediaryRegistered': true,
})
/** Exactly the limit is allowed, a cent more is not. */
const crowdLimit = (annualIncome: number, netWorthUsd: number, limit: number): RuleCase[] => {
  const facts = { 'investor.annualIncome': annualIncome, 'investor.netWorth': netWorthUsd }
  return [
    crowd.allow({ ...facts, 'subscription.amount': limit }, { steps: { limit: String(limit) } }),
    crowd.block({ ...facts, 'subscription.amount': `${limit}.01` }, { codes: ['REGCF_INVESTOR_LIMIT'] }),
  ]
}

const holders = about('transfer', '2026-11-21', {
  'class.kind': 'equity',
  'class.recordHolders': 1_000,
  'class.nonAccreditedHolders': 100,
  'change.holdersAdded': 1,
  'change.holdersRemoved': 0,
  'change.nonAccreditedAdded': 0,
  'change.nonAccreditedRemoved': 0,
  'issuer.totalAssets': 5_000_000,
  'issuer.blocksAt12g': true,
})

const fund = about('subscribe', '2026-11-21', {
  'fund.regime': '3(c)(1)',
  'fund.beneficialOwners': 99,
  'fund.venture': false,
  'fund.capital': 1_000_000,
  'investor.newOwner': true,
  'investor.notCounted': false,
  'investor.isFund': false,
  'investor.ownersConfirmed': true,
  'change.holdersRemoved': 0,
})

export const erisaClass = (id: string, benefitPlan: number, value = 100, controllingNonPlan = 0) => ({
  id,
  value,
  benefitPlan,
  controllingNonPlan,
})
export const erisa = about('transfer', '2026-11-21', {})
const classesAfter = (...classes: readonly ReturnType<typeof erisaClass>[]) => ({ 'classes.after': classes })

const prospectus = about('subscribe', '2026-11-21', {
  'offering.euBases': ['150'],
  'investor.qualified': false,
  'investor.memberState': 'DE',
  'investor.inUnion': true,
  'offering.nonQualifiedInState': 149,
  'subscription.amountEur': '100000',
  'subscription.beforeEur': 0,
  'offering.denominationEur': 1,
  'offering.total12mEur': 0,
  'offering.nationalThresholdEur': 12_000_000,
  'offering.smallOfferStates': ['DE'],
})

const mifid = about('onboard', '2026-11-21', {
  'client.tradesPerQuarter': 0,
  'client.portfolioEur': 0,
  'client.financeYears': 0,
  'client.optUpRequested': true,
  'client.balanceEur': 0,
  'client.turnoverEur': 0,
  'client.ownFundsEur': 0,
  'client.appropriate': false,
  'client.warningAcknowledged': false,
})

const pilot = about('admit', '2026-11-21', {
  'venue.kind': 'DLT_MTF',
  'venue.recordedEur': 0,
  'instrument.kind': 'shares',
  'instrument.sizeEur': 499_999_999,
})

const depository = about('order', '2026-11-21', {
  'instrument.euIssuer': true,
  'venue.matching': true,
  'venue.dltPilot': false,
  'venue.csdLink': false,
})

const crowdEu = about('subscribe', '2026-11-21T10:00:00Z', {
  'owner.raised12mEur': 0,
  'owner.raisedHere12mEur': 0,
  'subscription.amountEur': 5_000,
  'subscription.beforeEur': 0,
  'subscription.acceptedAt': '2026-11-21T10:00:00Z',
  'investor.sophisticated': false,
  'investor.netWorthEur': 100_000,
  'investor.testPassedOn': '2026-06-01',
  'investor.simulationOn': '2026-06-01',
  'investor.keyFactsRead': true,
  'investor.riskConsent': false,
})

const boundary = about('classify', '2026-11-21', {
  'token.kind': 'transferable-security',
  'offering.micaWhitePaper': false,
  'payment.token': 'USDC',
  'payment.authorised': ['EURC'],
  'payment.euRetail': true,
})

const refresh = about('transfer', '2026-11-21', {
  'kyc.risk': 'HIGH',
  'kyc.reviewedOn': '2025-11-21',
  'kyc.triggered': false,
  'entity.owners': [],
})

const british = about('subscribe', '2026-11-21T12:00:00Z', {
  'offering.total12mGbp': 0,
  'subscription.amountGbp': 1_000,
  'investor.qualified': false,
  'offering.nonQualified': 149,
  'offering.denominationGbp': 1,
  'offering.onPlatform': false,
  'investor.retail': false,
  'investor.firstPurchase': false,
  'investor.signedUpAt': '2026-11-20T12:00:00Z',
  'investor.restricted': false,
  'promotion.approved': true,
  'investor.appropriate': true,
})

const swiss = about('subscribe', '2026-11-21', {
  'offering.chBases': ['500'],
  'investor.professional': false,
  'offering.investors': 0,
  'subscription.amountChf': 1_000,
  'offering.denominationChf': 1,
  'offering.total12mChf': 0,
})

const ledger = about('issue', '2026-11-21', {
  'ledger.agreementLinked': true,
  'ledger.agreementHash': 'ab',
  'ledger.fileHash': 'ab',
  'ledger.powerWithCreditors': true,
  'ledger.integrityProtected': true,
  'ledger.contentRecorded': true,
  'ledger.creditorsCanRead': true,
  'transfer.forced': false,
  'transfer.reasonCode': '',
  'transfer.documentHash': '',
  'transfer.approvers': 0,
})

const singapore = about('subscribe', '2026-11-21', {
  'offering.sgSection': '272A',
  'offering.total12mSgd': 0,
  'subscription.amountSgd': 1_000,
  'offering.personalOffer': true,
  'offering.offerees12m': 1,
  'investor.institutional': false,
  'investor.accreditedSg': false,
  'receiver.exempt': false,
})

const emirates = about('subscribe', '2026-11-21', {
  'offering.aeZone': 'AE-ADGM',
  'token.security': true,
  'investor.professionalAe': false,
  'offering.persons12m': 49,
  'subscription.amountUsd': 1_000,
  'offering.licensedParty': false,
})

const turnaround = about('review', '2026-11-30', {
  'month.routineReceived': 100,
  'month.routineOnTime': 90,
  'month.endsOn': '2026-10-31',
  'months.below90': 0,
  'months.below75': 0,
  'calendar.holidays': [],
})

const records = about('transfer', '2026-11-21', {
  'class.positionsSum': 1_000_000,
  'class.controlBook': 1_000_000,
  'class.chainSupply': 1_000_000,
  'holder.lost': false,
})
const LOST: RuleFacts = {
  'holder.lost': true,
  'holder.lostOn': '2026-01-10',
  'holder.searchesDone': 0,
  'holder.accountValue': 100,
  'holder.naturalPerson': true,
}

const ORDER_FIELDS = [
  'receivedAt',
  'side',
  'symbol',
  'quantity',
  'price',
  'type',
  'timeInForce',
  'accountType',
]
const ats = about('order', '2026-11-21', {
  'venue.usMatching': true,
  'venue.atsRegistered': true,
  'order.fields': ORDER_FIELDS,
  'subscriber.admitted': true,
  'subscriber.standard': 'S1',
  'venue.volumeShares': [0, 0, 0, 0, 0, 0],
})

const travel = about('withdraw', '2026-11-21', {
  'transfer.toProvider': true,
  'transfer.amountEur': 0,
  'transfer.fromEu': true,
  'transfer.ownWallet': true,
  'transfer.ownershipProven': false,
  'ivms.present': true,
  'ivms.faults': 0,
  'ivms.firstFault': '',
})
const sides = (jurisdiction: string, amount: string) => ({ 'transfer.sides': [{ jurisdiction, amount }] })

export const screened = about('transfer', '2026-11-21T12:00:00Z', {
  'screening.listAt': '2026-11-21T08:00:00Z',
  'screening.walletHit': false,
  'screening.bestScore': 0,
  'screening.blockedOwnership': false,
})

const withheld = about('distribute', '2026-11-21', {
  'holder.usPerson': false,
  'holder.tinCertified': false,
  'holder.w8Signed': false,
  'holder.nonparticipating': false,
  'holder.hybrid': false,
  'holder.treatyClaimed': false,
  'payment.kind': 'dividend',
  'holder.ownershipPct': 1,
  'payment.gross': '1000.00',
})
const SIGNED: RuleFacts = { 'holder.w8Signed': true, 'holder.w8SignedOn': '2026-11-21' }

export const coupon = about('distribute', '2026-11-21', {
  'coupon.convention': '30/360-BOND',
  'coupon.calendar': 'US-SETTLEMENT',
  'coupon.face': 1_000_000,
  'coupon.rate': '0.05',
})

const ballot = about('vote', '2026-11-21T12:00:00Z', {
  'ballot.unitsAtRecord': 60,
  'ballot.recordOn': '2026-11-01',
  'ballot.closesAt': '2026-11-30T00:00:00Z',
})

/**
 * For each rule, in the order of its vectors in test/fixtures/rules/vectors.json, the cases that a vector states. A vector
 * about an algorithm that a rule takes a fact from has `null`: it is tested where the algorithm is, and named in the test.
 */
export const RULE_CASES: Readonly<Record<string, readonly (readonly RuleCase[] | null)[]>> = {
  HOWEY: [
    [
      howey.allow(yes('E1', 'E3', 'H1', 'H3', 'H5', 'H8', 'H9'), {
        steps: { result: 'SECURITY_ENUMERATED', p1: 'true', p2: 'true', p3: 'true', p4: 'true' },
      }),
    ],
    [
      howey.allow(yes('H1', 'H3', 'H4', 'H5', 'H8', 'H9'), {
        steps: { result: 'SECURITY_INVESTMENT_CONTRACT' },
      }),
    ],
    [
      howey.allow(
        { ...yes('E2', 'R1', 'R2', 'R3'), 'note.maturityMonths': 12 },
        { steps: { result: 'SECURITY_ENUMERATED' } },
      ),
    ],
    [
      howey.allow(yes('H1', 'H7'), {
        steps: { result: 'NOT_INVESTMENT_CONTRACT', category: 'digital tool or digital collectible' },
      }),
    ],
    [
      howey.allow(yes('H2', 'H10'), {
        steps: { result: 'NOT_INVESTMENT_CONTRACT', p1: 'false', p4: 'false' },
      }),
    ],
    [
      howey.review(
        { ...yes('H1', 'H3', 'H5', 'H9'), 'answers.H8': null },
        { codes: ['CLASS_INDETERMINATE'], steps: { p4: null } },
      ),
    ],
    [howey.block(yes('E5'), { codes: ['CLASS_SYNTHETIC_NOT_SUPPORTED'] })],
  ],
  ACCREDITED_NP: [
    [person.block(netWorth(1_000_000)), person.allow(netWorth(1_000_001))],
    [
      person.allow(income(200_001, 200_001)),
      person.block(income(200_001, 199_999)),
      person.block(income(200_000, 200_000), {
        codes: ['ACCRED_NET_WORTH_NOT_OVER', 'ACCRED_INCOME_NOT_OVER'],
      }),
    ],
    [person.allow(joint(300_001, 300_001)), person.block(joint(300_000, 400_000))],
    [
      person.allow({ 'investor.certificates': ['SERIES_65'] }),
      person.block({ 'investor.certificates': ['SERIES_63'] }),
    ],
    [
      person.block(
        {
          ...netWorth(1_050_000),
          'investor.homeValue': 500_000,
          'investor.homeDebt': 500_000,
          'investor.homeDebtAdded60d': 60_000,
        },
        { steps: { netWorth: '990000' } },
      ),
    ],
    [
      person.block(
        { ...netWorth(1_050_000), 'investor.homeValue': 400_000, 'investor.homeDebt': 500_000 },
        { steps: { netWorth: '950000' } },
      ),
    ],
  ],
  ACCREDITED_ENTITY: [
    [entity.allow({ 'entity.totalAssets': 5_000_001 })],
    [
      entity.block({ 'entity.totalAssets': 5_000_000 }, { codes: ['ACCRED_ENTITY_ASSETS'] }),
      entity.allow({ 'entity.totalAssets': 5_000_000, 'entity.allOwnersAccredited': true }),
      ...(['trust', 'family-office'] as const).flatMap((form) => {
        const facts = {
          'entity.form': form,
          'entity.totalAssets': 5_000_001,
          'entity.familyOfficeAssets': 5_000_001,
        }
        return [
          entity.block(facts, { codes: ['ACCRED_ENTITY_ASSETS'] }),
          entity.allow({ ...facts, 'entity.directedBySophisticated': true }),
        ]
      }),
    ],
    [entity.allow({ 'entity.formedForPurpose': true, 'entity.allOwnersAccredited': true })],
    [entity.block({ 'entity.formedForPurpose': true }, { codes: ['ACCRED_ENTITY_FORMED_FOR_PURPOSE'] })],
  ],
  QUALIFIED_PURCHASER: [
    [
      purchaser.allow({ 'purchaser.investments': 5_000_000 }),
      purchaser.block({ 'purchaser.investments': 4_999_999 }, { codes: ['QP_REQUIRED'] }),
    ],
    [purchaser.allow({ 'purchaser.form': 'other', 'purchaser.discretionary': 25_000_000 })],
    [purchaser.block({ 'purchaser.form': 'trust', 'purchaser.formedForPurpose': true })],
  ],
  '506B': [
    [
      // Days 1 to 90 are 1 January to 31 March.
      privatePlacement.block(
        {
          'issuer.sales506b': Array.from({ length: 35 }, (_, n) =>
            sale506b(n < 20 ? '2026-01-01' : '2026-03-30'),
          ),
        },
        { codes: ['R506B_NONACCREDITED_LIMIT'], earliestOkAt: '2026-04-02' },
      ),
    ],
    [
      privatePlacement.allow({
        'issuer.sales506b': Array.from({ length: 35 }, (_, n) =>
          sale506b(n === 0 ? '2025-12-30' : '2026-03-30'),
        ),
      }),
    ],
    [
      privatePlacement.allow({
        'investor.accredited': true,
        'issuer.sales506b': Array.from({ length: 500 }, () => sale506b('2026-03-30', true)),
      }),
    ],
    [privatePlacement.allow({}, { steps: { formDDue: '2026-11-23' } })],
  ],
  '506C': [
    [
      advertised.allow(),
      advertised.block({ 'subscription.amount': '199999.99' }, { codes: ['R506C_HIGH_MIN_NOT_MET'] }),
    ],
    [
      advertised.allow({ 'verification.route': 'entity-assets', 'subscription.amount': 1_000_000 }),
      advertised.block({ 'verification.route': 'entity-assets', 'subscription.amount': 999_999 }),
    ],
    [
      advertised.allow({
        'verification.route': 'entity-owners',
        'entity.ownerCount': 4,
        'subscription.amount': 800_000,
      }),
      advertised.block(
        { 'verification.route': 'entity-owners', 'entity.ownerCount': 5, 'subscription.amount': 900_000 },
        { steps: { minimum: '1000000' } },
      ),
    ],
    [
      // 92 days before 15 May; three months before it is 15 February.
      advertised.block(
        { 'verification.method': 'THIRD_PARTY_LETTER', 'verification.date': '2026-02-12' },
        { codes: ['R506C_EVIDENCE_STALE'] },
      ),
    ],
    ['HIGH_MINIMUM', 'THIRD_PARTY_LETTER', 'INCOME_TAX_FORMS'].map((method) =>
      advertised.block(
        { 'investor.accredited': false, 'verification.method': method, 'verification.date': '2026-05-01' },
        { codes: ['R506C_NOT_VERIFIED'] },
      ),
    ),
  ],
  '506D': [
    [
      badActor.block(
        {
          'issuer.coveredPersons': [
            { ...covered, role: 'owner', votingPct: '20.00', hasQuestionnaire: false },
          ],
        },
        { codes: ['R506D_QUESTIONNAIRE_MISSING'] },
      ),
      badActor.allow({
        'issuer.coveredPersons': [{ ...covered, role: 'owner', votingPct: '19.99', hasQuestionnaire: false }],
      }),
    ],
    [
      badActor.block(
        { 'issuer.coveredPersons': [{ ...covered, hasEvent: true, eventOn: '2019-03-01' }] },
        { codes: ['R506D_DISQUALIFIED'] },
      ),
    ],
  ],
  REGS: [
    [
      offshore.block(
        {},
        {
          on: '2027-01-31',
          codes: ['REGS_US_PERSON'],
          earliestOkAt: '2027-02-01',
          steps: { category: '3', periodEnds: '2027-01-31' },
        },
      ),
      offshore.allow({}, { on: '2027-02-01' }),
    ],
    [
      offshore.block({ 'issuer.reporting': true }, { on: '2026-07-31', steps: { periodEnds: '2026-07-31' } }),
      offshore.allow({ 'issuer.reporting': true }, { on: '2026-08-01' }),
    ],
    [
      offshore.block(
        { 'issuer.foreign': true, 'class.kind': 'debt' },
        { on: '2026-03-12', steps: { category: '2', periodEnds: '2026-03-12' } },
      ),
      offshore.allow({ 'issuer.foreign': true, 'class.kind': 'debt' }, { on: '2026-03-13' }),
    ],
    [offshore.allow({ 'issuer.foreign': true, 'issuer.susmi': false }, { steps: { category: '1' } })],
  ],
  US_PERSON: [
    [
      usPerson.allow(
        { 'investor.citizenships': ['US'] },
        { steps: { usPerson: 'false', formW9Needed: 'true' } },
      ),
    ],
    [usPerson.allow({ 'investor.residence': 'PR' }, { steps: { usPerson: 'true' } })],
    [
      usPerson.allow(
        {
          'investor.kind': 'entity',
          'entity.organisedIn': 'VG',
          'entity.formedByUsPersons': true,
          'entity.formedToInvest': true,
          'entity.ownersAccreditedEntities': false,
        },
        { steps: { usPerson: 'true' } },
      ),
    ],
  ],
  R144: [
    [
      resale.block({}, { on: '2026-07-30', codes: ['R144_HOLDING_PERIOD'], earliestOkAt: '2026-07-31' }),
      resale.allow(),
      resale.block({ 'issuer.currentInformation': false }, { codes: ['R144_NO_CURRENT_INFORMATION'] }),
      resale.allow({ 'issuer.currentInformation': false }, { on: '2027-01-31' }),
    ],
    [
      resale.block({ 'issuer.reporting': false }, { on: '2026-12-31', earliestOkAt: '2027-01-31' }),
      resale.allow({ 'issuer.reporting': false }, { on: '2027-01-31' }),
    ],
    [
      resale.block({ 'holder.lots': [lot('2026-08-31')] }, { on: '2027-02-27', earliestOkAt: '2027-02-28' }),
      resale.allow({ 'holder.lots': [lot('2026-08-31')] }, { on: '2027-02-28' }),
    ],
    [
      resale.block(
        { 'holder.lots': [lot('2024-02-29')], 'issuer.reporting': false },
        { on: '2025-02-27', earliestOkAt: '2025-02-28' },
      ),
    ],
    [
      resale.block(
        {
          'holder.affiliate': true,
          'holder.lots': [lot('2026-01-31', 20_000)],
          'holder.sales': [{ units: 6_000, amount: 1, soldOn: '2026-07-01' }],
          'transfer.units': 4_001,
        },
        { codes: ['R144_VOLUME_LIMIT', 'R144_FORM_144_DUE'], steps: { volumeLimit: '10000' } },
      ),
    ],
    [
      resale.block(
        {
          'holder.lots': [lot('2025-12-01', 100), lot('2026-10-01', 50)],
          'issuer.reporting': false,
          'transfer.units': 101,
        },
        { on: '2026-12-02', steps: { freeUnits: '100', lockedUnits: '50' }, earliestOkAt: '2027-10-01' },
      ),
    ],
  ],
  REGA: [
    [
      regA.allow({}, { steps: { investorMax: '8000' } }),
      regA.block({ 'subscription.amount': '8000.01' }, { codes: ['REGA_INVESTOR_10PCT'] }),
    ],
    [regA.allow({ 'investor.accredited': true, 'subscription.amount': 500_000 })],
    [
      regA.block(
        { 'offering.sold12m': 74_999_000, 'subscription.amount': 2_000 },
        { codes: ['REGA_TIER_LIMIT'] },
      ),
    ],
    [
      regA.allow({ 'offering.tier': 1, 'offering.sold12m': 19_999_000, 'subscription.amount': 1_000 }),
      regA.block({ 'offering.tier': 1, 'offering.sold12m': 19_999_000, 'subscription.amount': 1_001 }),
    ],
  ],
  REGCF: [
    crowdLimit(30_000, 105_000, 5_250),
    crowdLimit(150_000, 80_000, 7_500),
    [...crowdLimit(123_999, 124_000, 6_200), ...crowdLimit(124_000, 124_000, 12_400)],
    [...crowdLimit(200_000, 900_000, 90_000), ...crowdLimit(1_200_000, 2_000_000, 124_000)],
    crowdLimit(0, 0, 2_500),
    [crowd.allow({ 'investor.accredited': true, 'subscription.amount': 1_000_000 })],
  ],
  SEC12G: [
    [
      holders.block({ 'class.recordHolders': 1_999 }, { codes: ['SEC12G_LIMIT', 'SEC12G_WARN'] }),
      holders.allow({ 'class.recordHolders': 1_999, 'issuer.blocksAt12g': false }),
    ],
    [holders.allow({ 'class.recordHolders': 1_999, 'change.holdersRemoved': 1 })],
    [
      holders.block(
        { 'class.nonAccreditedHolders': 499, 'change.nonAccreditedAdded': 1 },
        { codes: ['SEC12G_NON_ACCREDITED_LIMIT', 'SEC12G_WARN'] },
      ),
      holders.allow({ 'class.nonAccreditedHolders': 499 }),
    ],
    // Somebody with three wallets is one identity: a further wallet adds no holder.
    [holders.allow({ 'class.recordHolders': 1_999, 'change.holdersAdded': 0 })],
  ],
  ICA3C: [
    [fund.block({ 'fund.beneficialOwners': 100 }, { codes: ['ICA_3C1_LIMIT'] })],
    [
      fund.block(
        { 'investor.isFund': true, 'investor.owners': 30, 'investor.votingPctAfter': '10.0' },
        { steps: { owners: '129' } },
      ),
      fund.allow(
        { 'investor.isFund': true, 'investor.owners': 30, 'investor.votingPctAfter': '9.99' },
        { steps: { owners: '100' } },
      ),
    ],
    [
      fund.allow({ 'fund.venture': true, 'fund.capital': 12_000_000, 'fund.beneficialOwners': 249 }),
      fund.block(
        { 'fund.venture': true, 'fund.capital': 12_000_001, 'fund.beneficialOwners': 249 },
        { steps: { most: '100' } },
      ),
    ],
  ],
  ERISA25: [
    [
      erisa.allow(classesAfter(erisaClass('A', 24))),
      erisa.block(classesAfter(erisaClass('A', 25)), { codes: ['ERISA_25_PERCENT'] }),
    ],
    [erisa.block(classesAfter(erisaClass('A', 24, 100, 5)))],
    [erisa.block(classesAfter(erisaClass('A', 20, 100, 20)))],
    [erisa.block(classesAfter(erisaClass('A', 10), erisaClass('B', 30)))],
    [erisa.block(classesAfter(erisaClass('A', 24, 90)), { action: 'redeem' })],
  ],
  PR_EXEMPT: [
    [
      prospectus.block({}, { codes: ['EU_150_PERSONS'] }),
      prospectus.allow({ 'investor.qualified': true }),
      prospectus.allow({ 'investor.memberState': 'FR', 'offering.nonQualifiedInState': 0 }),
    ],
    [
      prospectus.allow({ 'offering.euBases': ['ticket'], 'subscription.amountEur': '100000.00' }),
      prospectus.block(
        { 'offering.euBases': ['ticket'], 'subscription.amountEur': '99999.99' },
        { codes: ['EU_MIN_TICKET'] },
      ),
    ],
    [
      prospectus.allow({ 'offering.euBases': ['small'], 'subscription.amountEur': '11999999.99' }),
      prospectus.block(
        { 'offering.euBases': ['small'], 'subscription.amountEur': '12000000' },
        { codes: ['EU_SMALL_OFFER_LIMIT'] },
      ),
    ],
    [
      prospectus.block(
        {
          'offering.euBases': ['small'],
          'offering.nationalThresholdEur': 8_000_000,
          'subscription.amountEur': '8000001',
        },
        { on: '2026-06-04', codes: ['EU_SMALL_OFFER_LIMIT'] },
      ),
      prospectus.allow(
        {
          'offering.euBases': ['small'],
          'offering.nationalThresholdEur': 8_000_000,
          'subscription.amountEur': '8000000',
        },
        { on: '2026-06-04' },
      ),
    ],
  ],
  MIFID_CLIENT: [
    [
      mifid.allow(
        { 'client.tradesPerQuarter': 12, 'client.portfolioEur': 400_000, 'client.financeYears': 2 },
        { codes: [], steps: { met: '2', category: 'professional' } },
      ),
    ],
    [
      mifid.allow(
        { 'client.portfolioEur': 500_000 },
        { codes: ['MIFID_APPROPRIATENESS'], steps: { met: '0', category: 'retail' } },
      ),
    ],
  ],
  DLT_LIMITS: [
    [pilot.allow(), pilot.block({ 'instrument.sizeEur': 500_000_000 }, { codes: ['DLT_SIZE_LIMIT'] })],
    [pilot.block({ 'instrument.kind': 'bonds', 'instrument.sizeEur': 1_000_000_000 })],
    [
      pilot.block(
        { 'venue.recordedEur': 5_900_000_000, 'instrument.sizeEur': 200_000_000 },
        { codes: ['DLT_AGGREGATE_LIMIT'] },
      ),
    ],
  ],
  CSD_BOOK_ENTRY: [
    [depository.block({}, { codes: ['EU_VENUE_NEEDS_CSD'] })],
    [depository.allow({ 'venue.matching': false })],
  ],
  ECSPR: [
    [
      crowdEu.allow({}, { steps: { threshold: '5000' } }),
      crowdEu.block(
        { 'subscription.amountEur': '5000.01' },
        { codes: ['ECSPR_WARNING_REQUIRED', 'ECSPR_REFLECTION'] },
      ),
    ],
    [crowdEu.block({ 'investor.netWorthEur': 10_000 }, { steps: { threshold: '1000' } })],
    [
      crowdEu.allow({}, { codes: ['ECSPR_REFLECTION'], steps: { withdrawUntil: '2026-11-25T10:00:00Z' } }),
      crowdEu.allow({}, { on: '2026-11-25T10:00:01Z', codes: [] }),
    ],
    [
      crowdEu.block(
        { 'owner.raised12mEur': 4_999_000, 'subscription.amountEur': 2_000 },
        { codes: ['ECSPR_OWNER_LIMIT', 'ECSPR_REFLECTION'] },
      ),
    ],
  ],
  MICA_BOUNDARY: [
    [
      boundary.allow({}, { steps: { regime: 'MiFID II' } }),
      boundary.block({ 'offering.micaWhitePaper': true }, { codes: ['MICA_MISCLASSIFIED'] }),
    ],
    [boundary.allow({ 'token.kind': 'utility' }, { steps: { regime: 'MiCA title II' } })],
    [boundary.review({}, { action: 'distribute', codes: ['MICA_EMT_NOT_AUTHORISED'] })],
  ],
  AMLR_REFRESH: [
    [refresh.allow({}, { on: '2026-11-20' }), refresh.block({}, { codes: ['KYC_EXPIRED'] })],
    [refresh.allow({ 'kyc.risk': 'LOW', 'kyc.reviewedOn': '2021-11-22' })],
    [
      refresh.block(
        { 'kyc.reviewedOn': '2026-11-01', 'entity.owners': [{ pct: '25.00', recorded: false }] },
        { codes: ['KYC_OWNER_NOT_RECORDED'] },
      ),
      refresh.allow({ 'kyc.reviewedOn': '2026-11-01', 'entity.owners': [{ pct: '24.99', recorded: false }] }),
    ],
  ],
  UK_OFFER: [
    [
      british.allow({ 'offering.total12mGbp': 4_999_000 }),
      british.block(
        { 'offering.total12mGbp': 4_999_000, 'subscription.amountGbp': '1000.01' },
        { codes: ['UK_OFFER_PROHIBITED'] },
      ),
    ],
    [british.block({ 'offering.total12mGbp': 5_000_000 })],
    [
      british.block(
        {
          'investor.retail': true,
          'investor.firstPurchase': true,
          'investor.signedUpAt': '2026-11-20T12:01:00Z',
        },
        { codes: ['UK_COOLING_OFF'], earliestOkAt: '2026-11-21T12:01:00Z' },
      ),
      british.allow({ 'investor.retail': true, 'investor.firstPurchase': true }),
    ],
  ],
  CH_OFFER: [
    [
      swiss.block({ 'offering.investors': 499 }, { codes: ['CH_OFFER_LIMIT'] }),
      swiss.allow({ 'offering.investors': 498 }),
    ],
    [
      swiss.allow({ 'offering.chBases': ['small'], 'offering.total12mChf': 7_999_000 }),
      swiss.block({
        'offering.chBases': ['small'],
        'offering.total12mChf': 7_999_000,
        'subscription.amountChf': '1000.01',
      }),
    ],
  ],
  CO973D: [
    [ledger.block({ 'ledger.fileHash': 'cd' }, { codes: ['CH_LEDGER_REQUIREMENT_MISSING'] })],
    [
      ledger.block(
        { 'transfer.forced': true, 'transfer.reasonCode': 'COURT_ORDER', 'transfer.approvers': 2 },
        { action: 'transfer', codes: ['CH_FORCED_TRANSFER_EVIDENCE'] },
      ),
    ],
    [ledger.allow()],
  ],
  SG_OFFER: [
    [
      singapore.allow({ 'offering.sgSection': '272B', 'offering.offerees12m': 50 }),
      singapore.block(
        { 'offering.sgSection': '272B', 'offering.offerees12m': 51 },
        { codes: ['SG_50_PERSONS'] },
      ),
    ],
    [
      singapore.allow({ 'offering.total12mSgd': 4_999_000 }),
      singapore.block(
        { 'offering.total12mSgd': 4_999_000, 'subscription.amountSgd': 1_001 },
        { codes: ['SG_SMALL_OFFER_LIMIT'] },
      ),
    ],
    [
      singapore.block(
        { 'units.issuedOn': '2026-08-31' },
        {
          action: 'transfer',
          on: '2027-02-27T04:00:00Z',
          codes: ['SG_RESALE_6M'],
          earliestOkAt: '2027-02-28',
        },
      ),
      singapore.allow({ 'units.issuedOn': '2026-08-31' }, { action: 'transfer', on: '2027-02-28' }),
    ],
  ],
  AE_OFFER: [
    [emirates.block({}, { codes: ['AE_PERSONS_LIMIT'] })],
    [emirates.allow({ 'subscription.amountUsd': 100_000 })],
    [emirates.block({ 'offering.aeZone': 'AE-VARA' }, { codes: ['AE_WRONG_ZONE'] })],
  ],
  TA_TURNAROUND: [
    [
      turnaround.allow({}, { codes: [] }),
      turnaround.allow({ 'month.routineOnTime': 89 }, { codes: ['TA_TURNAROUND_MISS'] }),
    ],
    [
      // Friday 20 November 2026, after noon.
      turnaround.allow(
        { 'item.receivedOn': '2026-11-20', 'item.receivedAfterNoon': true },
        { steps: { countedFrom: '2026-11-23', itemDue: '2026-11-26' } },
      ),
    ],
    [
      turnaround.allow(
        { 'month.routineOnTime': 74, 'months.below90': 2, 'months.below75': 2 },
        { codes: ['TA_TURNAROUND_MISS', 'TA_CEO_NOTICE'] },
      ),
    ],
  ],
  TA_RECORDS: [
    [records.block({ 'class.positionsSum': 999_999 }, { codes: ['TA_RECORD_DIFFERENCE'] })],
    [
      records.allow(LOST, {
        action: 'review',
        codes: ['TA_LOST_SEARCH_DUE'],
        steps: { firstSearchFrom: '2026-04-10', firstSearchTo: '2027-01-10' },
      }),
    ],
    [
      records.allow({ ...LOST, 'holder.accountValue': '24.99' }, { action: 'review', codes: [] }),
      records.allow(
        { ...LOST, 'holder.accountValue': '25.00' },
        { action: 'review', codes: ['TA_LOST_SEARCH_DUE'] },
      ),
    ],
  ],
  ATS_RECORDS: [
    [
      ats.block(
        { 'order.fields': ORDER_FIELDS.filter((field) => field !== 'accountType') },
        { codes: ['ORDER_FIELD_MISSING'] },
      ),
    ],
    [
      ats.allow(
        { 'venue.volumeShares': ['5.0', '5.0', 0, '5.0', 0, '5.0'] },
        { steps: { fairAccessDuty: 'true' } },
      ),
      ats.allow(
        { 'venue.volumeShares': ['5.0', '5.0', 0, '5.0', 0, '4.99'] },
        { steps: { fairAccessDuty: 'false' } },
      ),
    ],
    null,
  ],
  TRAVEL_RULE: [
    [
      travel.block(
        { ...sides('EU', '0.01'), 'ivms.present': false },
        { codes: ['TRAVEL_RULE_DATA_MISSING'] },
      ),
    ],
    [
      travel.allow({ ...sides('EU', '1000'), 'transfer.toProvider': false, 'transfer.amountEur': '1000.00' }),
      travel.block(
        { ...sides('EU', '1000'), 'transfer.toProvider': false, 'transfer.amountEur': '1000.01' },
        { codes: ['WALLET_OWNERSHIP_UNPROVEN'] },
      ),
    ],
    [
      travel.allow({ ...sides('US', '2999.99'), 'ivms.present': false }),
      travel.block(
        { ...sides('US', '3000'), 'ivms.present': false },
        { codes: ['TRAVEL_RULE_DATA_MISSING'] },
      ),
    ],
    [
      travel.block(
        { ...sides('EU', '1'), 'ivms.faults': 1, 'ivms.firstFault': 'originator.naturalPerson.name' },
        { codes: ['IVMS_INVALID'] },
      ),
    ],
    null,
  ],
  SANCTIONS: [
    null,
    null,
    null,
    null,
    [screened.block({ 'screening.listAt': '2026-11-20T11:00:00Z' }, { codes: ['SCREENING_STALE'] })],
    null,
  ],
  US_WITHHOLD: [
    [withheld.allow({}, { codes: ['TAX_FORM_MISSING'], steps: { withheld: '300', net: '700' } })],
    [
      withheld.allow(
        { ...SIGNED, 'holder.treatyClaimed': true, 'holder.treatyRate': '0.15' },
        { codes: [], steps: { withheld: '150', net: '850' } },
      ),
    ],
    [
      withheld.allow(
        { 'holder.usPerson': true },
        { codes: ['TAX_BACKUP'], steps: { withheld: '240', net: '760' } },
      ),
    ],
    [
      withheld.allow(
        { ...SIGNED, 'holder.treatyClaimed': true, 'holder.treatyRate': '0.15' },
        { on: '2029-12-31', steps: { formEndsOn: '2029-12-31', rate: '0.15' } },
      ),
      withheld.allow(
        { ...SIGNED, 'holder.treatyClaimed': true, 'holder.treatyRate': '0.15' },
        { on: '2030-01-01', codes: ['TAX_FORM_EXPIRED'], steps: { rate: '0.3' } },
      ),
    ],
    [withheld.allow({ 'payment.gross': '0.05' }, { steps: { withheld: '0.02', net: '0.03' } })],
    [
      withheld.allow(
        { 'payment.gross': 100, 'payment.earnings': 60, 'holder.basis': 30 },
        { steps: { dividend: '60', returnOfCapital: '30', gain: '10' } },
      ),
    ],
  ],
  COUPON: [
    [
      coupon.allow({ 'coupon.yearFraction': '1/2' }, { steps: { coupon: '25000' } }),
      coupon.allow({ 'coupon.yearFraction': '181/365' }, { steps: { coupon: '24794.52' } }),
      coupon.allow({ 'coupon.yearFraction': '181/360' }, { steps: { coupon: '25138.89' } }),
    ],
    null,
    null,
    null,
  ],
  PRORATA: [null, null, null, null],
  LIQ_WATERFALL: [null, null, null, null],
  FUND_WATERFALL: [
    null,
    null,
    [
      about('distribute', '2026-11-21', { 'fund.clawback': 6 }).allow({}, { codes: ['CARRY_CLAWBACK_DUE'] }),
      about('distribute', '2026-11-21', { 'fund.clawback': 0 }).allow({}, { codes: [] }),
    ],
  ],
  VOTING: [
    [ballot.allow(), ballot.block({ 'ballot.unitsAtRecord': 0 }, { codes: ['VOTE_NOT_HOLDER'] })],
    null,
  ],
}
