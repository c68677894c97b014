import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { FastifyInstance } from 'fastify'

/** Something measured when it is asked for: the depth of a queue, the age of the last block. */
export type Measure = {
  readonly name: string
  readonly help: string
  readonly value: () => Promise<number> | number
}

export type Metrics = {
  /** Adds a gauge. Names begin with `aliquot_` and end with their unit. */
  readonly measure: (measure: Measure) => void
  /** Adds a counter and returns what counts one up. */
  readonly counter: (name: string, help: string) => () => void
  /** Everything, in Prometheus' text format. */
  readonly text: () => Promise<string>
  readonly contentType: string
  /** Counts and times the requests of `app`, by route, never by address. */
  readonly watch: (app: FastifyInstance) => void
}

const BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'aliquot_http_request_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  })
  return {
    measure: ({ name, help, value }) => {
      new Gauge({
        name,
        help,
        registers: [registry],
        // A part that is down has no number; the others still have theirs.
        collect: async function () {
          try {
            this.set(await value())
          } catch {
            this.reset()
          }
        },
      })
    },
    counter: (name, help) => {
      const counter = new Counter({ name, help, registers: [registry] })
      return () => counter.inc()
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    watch: (app) => {
      app.addHook('onResponse', async (request, reply) => {
        const labels = {
          method: request.method,
          route: request.routeOptions.url ?? 'none',
          status: reply.statusCode,
        }
        requests.observe(labels, reply.elapsedTime / 1000)
      })
    },
  }
}
