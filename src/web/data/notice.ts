export type Mail = {
  readonly id: string
  readonly user: string
  readonly topic: string
  readonly at: string
  readonly status: string
  readonly attempts: number
  readonly sentAt: string | null
  readonly lastAnswer: string | null
}

export type Inbox = {
  readonly items: readonly Notice[]
  readonly next: string | null
  readonly unread: number
}

export type Notice = {
  readonly id: string
  readonly at: string
  readonly title: string
  readonly text: string
  readonly link: string | null
  readonly readAt: string | null
}
