import { eraseUsersOf } from '../src/access/user.service.ts'
import { accreditationRoutes } from '../src/investor/accreditation.routes.ts'
import { erasureRoutes } from '../src/investor/erasure.routes.ts'
import { hitRoutes } from '../src/investor/hit.routes.ts'
import { fileRoutes } from '../src/investor/file.routes.ts'
import { investorRoutes } from '../src/investor/investor.routes.ts'
import { personalDataRoutes } from '../src/investor/personal-data.routes.ts'
import { taxFormRoutes } from '../src/investor/tax-form.routes.ts'
import { travelRuleRoutes } from '../src/investor/travel-rule.routes.ts'
import type { InvestorId } from '../src/kernel/ids.ts'
import { openRpc } from '../src/platform/chain/rpc.ts'
import { systemClock, type Clock } from '../src/platform/clock.ts'
import { meansLaw, travelLaw, withholdingLaw } from '../src/restriction/law-numbers.service.ts'
import { openScreening } from '../src/screening/engine.service.ts'
import { listRoutes } from '../src/screening/list.routes.ts'
import { PUBLIC_URL, testApp, type TestApp } from './app.ts'
import type { TestDatabase } from './database.ts'

export type PapersWorld = TestApp & {
  readonly officer: string
  /** Takes somebody up, and returns them with a key of their own. */
  readonly investor: (
    more?: Readonly<Record<string, unknown>>,
  ) => Promise<{ readonly id: InvestorId; readonly key: string }>
  /** Sends a request, and returns status, code and answer. */
  readonly ask: (
    path: string,
    key: string,
    body?: unknown,
    method?: 'POST' | 'PUT' | 'DELETE',
  ) => Promise<{
    readonly status: number
    readonly code: string
    readonly json: Readonly<Record<string, unknown>>
    readonly text: string
  }>
}

/** The routes of investors and their papers, without a chain. */
export async function papersWorld(
  database: TestDatabase,
  options: { readonly clock?: Clock } = {},
): Promise<PapersWorld> {
  const clock = options.clock ?? systemClock
  const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
  const screening = openScreening()
  const world = await testApp(
    database,
    [
      ...investorRoutes({ publicUrl: PUBLIC_URL, chainId: 31337, rpc, clock, screening }),
      ...listRoutes({ systemClock: clock }),
      ...hitRoutes({ screening }),
      ...fileRoutes,
      ...accreditationRoutes({ clock, screening, law: meansLaw }),
      ...taxFormRoutes({ law: withholdingLaw }),
      ...personalDataRoutes,
      ...travelRuleRoutes({ law: travelLaw }),
      ...erasureRoutes({ eraseUsers: eraseUsersOf }),
    ],
    options,
  )
  const officer = await world.keyFor('officer')
  // Who takes somebody up does not approve them.
  const desk = await world.keyFor('officer')
  const ask: PapersWorld['ask'] = async (path, key, body, method) => {
    const answer = await world.call({
      path,
      key,
      ...(body === undefined ? {} : { body }),
      ...(method === undefined ? {} : { method }),
    })
    const isJson = /json/.test(String(answer.headers['content-type']))
    const json = isJson ? answer.json<Record<string, unknown>>() : {}
    const code = json['code']
    return { status: answer.statusCode, code: typeof code === 'string' ? code : '', json, text: answer.body }
  }
  let taken = 0
  return {
    ...world,
    officer,
    ask,
    investor: async (more = {}) => {
      taken += 1
      const person = {
        kind: 'individual',
        country: 'GB',
        name: `Ada Okafor ${taken}`,
        email: `ada${taken}@example.org`,
        ...more,
      }
      const { json, text } = await ask('/v1/investors', desk, person)
      if (typeof json['id'] !== 'string') throw new Error(text)
      const id = json['id'] as InvestorId
      return { id, key: await world.keyFor('investor', { investor: id }) }
    },
  }
}
