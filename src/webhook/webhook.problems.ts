import type { Problems } from '../kernel/problem.ts'
import type { UrlFault, WebhookReason } from './webhook.ts'

const fault = (detail: string, fix: string) => ({ status: 422, detail, fix }) as const

/** What is wrong with an address, told beside it. */
export const URL_FAULT_PROBLEMS: Problems<UrlFault> = {
  WEBHOOK_URL_SCHEME: fault('It does not begin with https://.', 'Have the receiver answer by https.'),
  WEBHOOK_URL_FORM: fault(
    'It is too long, or holds a blank, a backslash, a control character or a letter outside ASCII.',
    'Write it as it stands in the address bar of a browser, a name of other letters in Punycode.',
  ),
  WEBHOOK_URL_USER: fault(
    'It holds a user name or a password.',
    'Leave them out: each message is signed, and the receiver checks that.',
  ),
  WEBHOOK_URL_FRAGMENT: fault('It holds a fragment, from # on.', 'Leave it out: it is sent to nobody.'),
  WEBHOOK_URL_PORT: fault('It names a port of its own.', 'Have the receiver answer on port 443.'),
  WEBHOOK_URL_HOST: fault(
    'It names no host of the public internet: it is an address in numbers, a name of one part, or one that networks keep for themselves.',
    'Give the receiver a public name.',
  ),
  WEBHOOK_URL_UNRESOLVED: fault(
    'Its name led to no address within five seconds.',
    'Check the spelling, and that the name is in the public DNS.',
  ),
  WEBHOOK_URL_INWARDS: fault(
    'Its name leads to an address that is not of the public internet.',
    'Have the name lead to public addresses alone.',
  ),
  WEBHOOK_URL_REDIRECT: fault(
    'It answers with a redirect, which is not followed.',
    'Give the address that it leads to.',
  ),
}

export const WEBHOOK_PROBLEMS: Problems<WebhookReason> = {
  WEBHOOK_URL_FORBIDDEN: {
    status: 422,
    detail: 'Nothing is sent to this address.',
    fix: 'Give an address like https://hooks.your-company.com/aliquot that answers by itself.',
  },
  ...URL_FAULT_PROBLEMS,
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
