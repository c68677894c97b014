import { sweepDoors } from './session.service.ts'
import { deliverNotices, sendMails, type Post } from './notice.service.ts'

/** One scheduled thing: how often, and what. */
export type Job = {
  readonly name: string
  readonly everySeconds: number
  readonly run: () => Promise<unknown>
}

/** What keeps notices moving and the doors tidy. Each may run in several processes at once. */
export function accessJobs(post: Post): Job[] {
  return [
    { name: 'notices', everySeconds: 2, run: () => deliverNotices(post) },
    { name: 'mails', everySeconds: 10, run: () => sendMails(post) },
    { name: 'doors', everySeconds: 3600, run: () => sweepDoors(post.db, post.clock.now()) },
  ]
}
