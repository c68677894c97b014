import type { Problems } from '../kernel/problem.ts'
import type { WebhookReason } from './webhook.ts'

export const WEBHOOK_PROBLEMS: Problems<WebhookReason> = {
  WEBHOOK_URL_FORBIDDEN: {
    status: 422,
    detail:
      'Nothing is sent to this address: it has to be https on its usual port, of a public name that leads to public addresses alone, without a user name, a fragment or a redirect.',
    fix: 'Give an address like https://hooks.your-company.com/aliquot that answers by itself.',
  },
  WEBHOOK_EVENT_UNKNOWN: {
    status: 422,
    detail: '“{event}” is no name of an event.',
    fix: 'Write one as investor.approved, all of one noun as investor.*, or everything as *.',
  },
  WEBHOOK_LIMIT: {
    status: 409,
    detail: 'There are {max} webhooks already, and there may be no more.',
    fix: 'Remove one that nobody listens to any more.',
  },
  NOT_FOUND: {
    status: 404,
    detail: 'There is nothing here that you may see.',
    fix: 'Check the address and the id.',
  },
}
