import { accessRoutes } from '../access/access.routes.ts'
import { walletSignInRoutes } from '../access/wallet-sign-in.routes.ts'
import { noticeRoutes } from '../access/notice.routes.ts'
import { capTableRoutes } from '../cap-table/cap-table.routes.ts'
import { capitalRoutes } from '../corporate-action/capital.routes.ts'
import { distributionRoutes } from '../corporate-action/distribution.routes.ts'
import { entitlementRoutes } from '../corporate-action/entitlement.routes.ts'
import { waterfallRoutes } from '../corporate-action/waterfall.routes.ts'
import { repaymentRoutes } from '../corporate-action/repayment.routes.ts'
import { withholdingRoutes } from '../corporate-action/withholding.routes.ts'
import { incomeRoutes } from '../corporate-action/income.routes.ts'
import { investorRoutes } from '../investor/investor.routes.ts'
import { kycCaseRoutes } from '../investor/kyc-case.routes.ts'
import type { KycProvider } from '../investor/kyc-provider.ts'
import { manual } from '../investor/kyc-provider.service.ts'
import { kycWebhookRoutes } from '../investor/kyc-webhook.routes.ts'
import { onboardingRoutes } from '../investor/onboarding.routes.ts'
import { isApproved } from '../investor/investor.service.ts'
import { assetRoutes } from '../issuer/asset.routes.ts'
import { issuerRoutes } from '../issuer/issuer.routes.ts'
import { dataRoomRoutes } from '../issuer/data-room.routes.ts'
import { instrumentRoutes } from '../issuer/instrument.routes.ts'
import { obligationRoutes } from '../filing/obligation.routes.ts'
import { boardActionRoutes } from '../offering/board/board-action.routes.ts'
import { boardRoutes } from '../offering/board/board.routes.ts'
import { browseRoutes } from '../offering/browse.routes.ts'
import { offeringChangeRoutes } from '../offering/change/offering-change.routes.ts'
import { qualificationRoutes } from '../offering/qualification.routes.ts'
import { questionRoutes } from '../offering/question/question.routes.ts'
import { agreementRoutes } from '../offering/agreement/agreement.routes.ts'
import { binderRoutes } from '../offering/closing/binder.routes.ts'
import { interestRoutes } from '../offering/subscription/interest.routes.ts'
import { invitationRoutes } from '../offering/invitation/invitation.routes.ts'
import { isOfferedTo } from '../offering/invitation/invitation.service.ts'
import { bankRoutes } from '../bank/bank.routes.ts'
import { journalRoutes } from '../offering/escrow/journal.routes.ts'
import { closingRoutes } from '../offering/closing/closing.routes.ts'
import { escrowRoutes } from '../offering/closing/escrow.routes.ts'
import { proceedsRoutes } from '../offering/closing/proceeds.routes.ts'
import { fiatSale } from '../offering/fiat/fiat.service.ts'
import { BANK_PROBLEMS } from '../bank/bank.problems.ts'
import { OFFERING_PROBLEMS } from '../offering/offering.problems.ts'
import { currencyStopRoutes } from '../offering/subscription/currency-stop.routes.ts'
import { offeringRoutes } from '../offering/offering.routes.ts'
import { EMBEDDED_CHAIN_ID } from '../instrument/protocol.ts'
import type { SheetContext } from '../term-sheet/plan.service.ts'
import { keepingRefusals, refusalRoutes } from '../offering/refusal/refusal.routes.ts'
import { ruleRoutes } from '../compliance/rule.routes.ts'
import { subscriptionStepRoutes } from '../offering/subscription/subscription-steps.routes.ts'
import { subscriptionRoutes } from '../offering/subscription/subscription.routes.ts'
import { sheetDraftRoutes } from '../term-sheet/sheet-draft.routes.ts'
import { termSheetRoutes } from '../term-sheet/term-sheet.routes.ts'
import { openRpc, type Rpc } from '../platform/chain/rpc.ts'
import { systemClock } from '../platform/clock.ts'
import type { Route } from '../platform/http/route.ts'
import { registerRoutes } from '../register/register.routes.ts'
import { enforcementRoutes } from '../register/enforcement.routes.ts'
import { subscribedTokens } from '../offering/subscription/subscription.service.ts'
import { recoveryRoutes } from '../register/recovery.routes.ts'
import { transferOrderRoutes } from '../register/transfer-order.routes.ts'
import { openScreening, type ScreeningThread } from '../screening/engine.service.ts'
import { listRoutes } from '../screening/list.routes.ts'
import { accreditationRoutes } from '../investor/accreditation.routes.ts'
import { erasureRoutes } from '../investor/erasure.routes.ts'
import { fileRoutes } from '../investor/file.routes.ts'
import { personalDataRoutes } from '../investor/personal-data.routes.ts'
import { taxFormRoutes } from '../investor/tax-form.routes.ts'
import { travelRuleRoutes } from '../investor/travel-rule.routes.ts'
import { meansLaw, travelLaw, withholdingLaw } from '../restriction/law-numbers.service.ts'
import { hitRoutes } from '../investor/hit.routes.ts'
import { PUBLIC_INTERNET } from '../webhook/network.service.ts'
import { webhookRoutes } from '../webhook/webhook.routes.ts'
import { eraseElsewhere } from './erasures.ts'
import { offerRoutes } from './offer.ts'
import { proofRoutes } from './proof.ts'
import { sandboxRoutes, type SandboxTime } from './sandbox.ts'

/** What routes are made with. Nothing of it is called before a request comes, so they can be listed without a server. */
export type RouteDeps = {
  readonly publicUrl: string
  readonly chainId: number
  readonly rpc: Rpc
  readonly sheets: SheetContext
  readonly screening: ScreeningThread
  /** Whether strangers may register themselves as investors. */
  readonly registration: boolean
  readonly provider: KycProvider
  readonly recoveryDelayHours: number
  /** Null where time is what it is. */
  readonly sandbox: SandboxTime | null
}

/** Every route of the product. */
export function routesOf({
  publicUrl,
  chainId,
  rpc,
  sheets,
  screening,
  registration,
  provider,
  recoveryDelayHours,
  sandbox,
}: RouteDeps): readonly Route[] {
  const doors = { systemClock, publicUrl, sandbox: sandbox !== null, registration }
  return keepingRefusals([
    ...accessRoutes(doors),
    ...walletSignInRoutes({ ...doors, chainId, rpc }),
    ...noticeRoutes(),
    ...webhookRoutes({ systemClock, network: PUBLIC_INTERNET }),
    ...investorRoutes({ publicUrl, chainId, rpc, clock: systemClock, screening }),
    ...onboardingRoutes({ publicUrl, screening, provider }),
    ...kycCaseRoutes,
    ...kycWebhookRoutes({ provider, clock: systemClock }),
    ...listRoutes({ systemClock }),
    ...hitRoutes({ screening }),
    ...fileRoutes,
    ...accreditationRoutes({ clock: systemClock, screening, law: meansLaw }),
    ...taxFormRoutes({ law: withholdingLaw }),
    ...personalDataRoutes,
    ...travelRuleRoutes({ law: travelLaw }),
    ...erasureRoutes({ eraseUsers: eraseElsewhere }),
    ...issuerRoutes,
    ...assetRoutes({ rpc, isOfferedTo, isApproved }),
    ...instrumentRoutes({ rpc, isOfferedTo }),
    ...dataRoomRoutes({ isApproved, isOfferedTo }),
    ...termSheetRoutes(sheets),
    ...sheetDraftRoutes(),
    ...capTableRoutes,
    ...offeringRoutes({ rpc }),
    ...escrowRoutes({ rpc }),
    ...closingRoutes(),
    ...currencyStopRoutes(),
    ...proceedsRoutes,
    ...boardRoutes(),
    ...boardActionRoutes(),
    ...browseRoutes(),
    ...qualificationRoutes({ rpc }),
    ...questionRoutes(),
    ...offeringChangeRoutes(),
    ...interestRoutes,
    ...invitationRoutes(),
    ...subscriptionRoutes({ rpc, chainId }),
    ...agreementRoutes({ rpc, chainId }),
    ...binderRoutes,
    ...subscriptionStepRoutes({ rpc, chainId }),
    ...obligationRoutes(),
    ...bankRoutes({ sale: fiatSale, problems: { ...OFFERING_PROBLEMS, ...BANK_PROBLEMS } }),
    ...journalRoutes,
    ...ruleRoutes(),
    ...refusalRoutes(),
    ...registerRoutes({ rpc }),
    ...transferOrderRoutes({ rpc }),
    ...enforcementRoutes({ rpc }),
    ...recoveryRoutes({ publicUrl, chainId, rpc, delayHours: recoveryDelayHours, subscribedTokens }),
    ...incomeRoutes,
    ...distributionRoutes({ rpc }),
    ...entitlementRoutes,
    ...capitalRoutes({ rpc }),
    ...repaymentRoutes({ rpc }),
    ...waterfallRoutes,
    ...withholdingRoutes,
    ...proofRoutes({ rpc, chainId }),
    ...offerRoutes({ rpc }),
    ...(sandbox === null ? [] : sandboxRoutes(sandbox)),
  ])
}

/**
 * Every route, a sandbox's too, as documents describe them: they can be listed, and not called, since no chain is at
 * this address and no key behind this account.
 */
export function listedRoutes(): readonly Route[] {
  const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
  const operator = '0x0000000000000000000000000000000000001000'
  return routesOf({
    publicUrl: 'http://127.0.0.1',
    chainId: EMBEDDED_CHAIN_ID,
    rpc,
    sheets: {
      rpc,
      operator,
      accounts: { find: () => Promise.resolve(null), create: () => Promise.resolve(operator) },
    },
    screening: openScreening(),
    registration: true,
    provider: manual,
    recoveryDelayHours: 72,
    sandbox: {
      clock: systemClock,
      move: () => Promise.resolve(),
      isMoving: () => false,
      checkIdentity: () => Promise.resolve(null),
    },
  })
}
