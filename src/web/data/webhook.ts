import type { DeliveryFailure, DeliveryStatus } from '../../webhook/webhook.ts'

export type Webhook = {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly createdAt: string
  readonly removedAt: string | null
}

export type Delivery = {
  readonly event: {
    readonly id: string
    readonly type: string
    readonly at: string
    readonly seq: number
    readonly subject: string | null
  }
  readonly status: DeliveryStatus
  readonly attempts: number
  readonly nextAt: string | null
  readonly deliveredAt: string | null
  readonly lastStatus: number | null
  readonly lastFailure: DeliveryFailure | null
}
