import type { FastifyRequest } from 'fastify'
import { RequestRefused } from './answer.ts'
import type { Route } from './route.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD'])

/**
 * Refuses what a page of another site makes a browser send along with our cookie. Browsers say where a request comes
 * from in `Sec-Fetch-Site` and `Origin`, and pages cannot change either; a cookie without them comes from no browser of
 * today and is refused too. API keys are not sent by themselves, so they need no such proof.
 */
export function checkOrigin(
  route: Route,
  request: FastifyRequest,
  { byCookie, publicUrl }: { readonly byCookie: boolean; readonly publicUrl: string },
): void {
  if (SAFE_METHODS.has(request.method)) return
  if (!byCookie && route.kind !== 'door') return

  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const told = site !== undefined || origin !== undefined
  const elsewhere =
    (site !== undefined && site !== 'same-origin') ||
    (origin !== undefined && !isOurs(origin, request.headers.host, publicUrl))
  if (elsewhere || (byCookie && !told)) throw new RequestRefused('CSRF')
}

function isOurs(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  return origin === new URL(publicUrl).origin || new URL(origin).host === host
}
