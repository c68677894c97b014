import type { Page } from 'playwright-core'
import { fetched } from './browser.ts'

/** What `onboarding.e2e.ts` fills in step by step, for those whose application is about something else. */
export const PLAIN_ANSWERS = {
  address: { country: 'US', line1: '1 Main Street', city: 'Dover' },
  tax: {
    isUsPerson: true,
    residences: [{ country: 'US', number: '123-45-6789' }],
    employment: 'employed',
    fundsSource: 'salary',
    politicallyExposed: 'no',
  },
  financial: {
    annualIncome: '1m-5m',
    netWorth: '1m-5m',
    experience: 'none',
    objective: 'income',
    tolerance: 'low',
  },
  check: { paper: 'passport', paperCountry: 'US' },
} as const

/** Begins an application without a screen: the browser of the page is the applicant's from here on. */
export async function register(
  page: Page,
  who: { kind: 'individual' | 'entity'; name: string; email: string; country: string },
): Promise<void> {
  await fetched(page, '/v1/registration', { ...who, password: 'three random words here' })
}

/** Saves these steps of the application of whoever is signed in, and shows what is left of it. */
export async function answerSteps(page: Page, answers: Readonly<Record<string, object>>): Promise<void> {
  const { user } = await fetched<{ user: { investor: string } }>(page, '/v1/session')
  for (const [step, answer] of Object.entries(answers))
    await fetched(page, `/v1/investors/${user.investor}/onboarding/${step}`, answer, 'PUT')
  await page.goto('/onboarding')
}
