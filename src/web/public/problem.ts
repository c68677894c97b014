import { withDates } from '../../messages/dates.ts'
import { sentenceIn, t } from '../../messages/message.ts'
import { html } from './html.ts'
import { pair, publicPage } from './page.ts'

/** Why something is not shown, as the server says it to machines. */
export type ProblemData = {
  readonly code: string
  readonly detail: string
  readonly fix: string
  readonly citation?: string
}

/** A refusal as a page, for whoever followed a link to something that is not there, or not for them. */
export function problemPage({ code, detail, fix, citation }: ProblemData): string {
  return publicPage({
    title: t('publicPage.refused'),
    heading: withDates(sentenceIn(detail)),
    lede: withDates(sentenceIn(fix)),
    stamp: null,
    body: html`<dl class="wide">
      ${citation === undefined ? null : pair(t('publicPage.law'), citation)}
      ${pair(t('publicPage.code'), code)}
    </dl>`,
    data: null,
  })
}
