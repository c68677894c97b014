import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { SAMPLE_IDEMPOTENCY_KEY } from './openapi.ts'

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Aliquot API</title>
    <link rel="icon" href="/mark.svg" type="image/svg+xml">
  </head>
  <body>
    <div id="app"></div>
    <noscript>The reference needs JavaScript. /openapi.json has all of it in text.</noscript>
    <script src="/docs/scalar.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

// The samples show a program's request: a key of its own, and an idempotency key. Sent from this page they are neither: whoever
// is signed in with this browser is signed in here too, and each request that changes something gets an idempotency key of its
// own unless another was typed in. Requests go straight to this server, and nothing is asked of anybody else's.
const START = `Scalar.createApiReference('#app', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  persistAuth: false,
  authentication: { preferredSecurityScheme: 'key', securitySchemes: { key: { token: 'alq_YOUR_KEY' } } },
  onBeforeRequest: ({ request, requestBuilder }) => {
    const { headers, security } = requestBuilder
    requestBuilder.security = security.filter(({ value }) => value !== 'alq_YOUR_KEY')
    const typed = headers.get('idempotency-key')
    if (request.method === 'GET' || (typed && typed !== '${SAMPLE_IDEMPOTENCY_KEY}')) return
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    headers.set('idempotency-key', Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''))
  },
})
`

/** Serves the API reference at /docs, from this machine alone. Its 4 MB script is read when somebody first asks. */
export function serveDocs(app: FastifyInstance): void {
  app.get('/docs', async (_, reply) => reply.type('text/html; charset=utf-8').send(PAGE))
  app.get('/docs/start.js', async (_, reply) => reply.type('text/javascript; charset=utf-8').send(START))
  let script: Promise<Buffer> | null = null
  app.get('/docs/scalar.js', async (_, reply) => {
    script ??= packedScript()
    return reply
      .type('text/javascript; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('cache-control', 'public, max-age=3600')
      .send(await script)
  })
}

/** The package hands its script out as a Fastify route only, so one is asked once. */
async function packedScript(): Promise<Buffer> {
  const { default: scalar } = await import('@scalar/fastify-api-reference')
  const inner = fastify()
  await inner.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json' } })
  const { rawPayload } = await inner.inject('/docs/js/scalar.js')
  await inner.close()
  return promisify(gzip)(rawPayload)
}
