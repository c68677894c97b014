import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerProblem, inputProblem, internalProblem, platformProblem, RequestRefused } from './answer.ts'
import { InputRefused, PathUnknown } from './input.ts'
import { JsonRefused } from './json.ts'
import { unavailable } from './unavailable.ts'
import type { Disks } from '../disk.ts'
import type { Outages } from '../outages.ts'

type Deps = { readonly disks: Disks; readonly outages: Outages }

/** Turns whatever is thrown into a problem. What is nobody's fault but ours is logged whole and told as INTERNAL. */
export function answerErrors(app: FastifyInstance, deps: Deps): void {
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, deps))
}

function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { disks, outages }: Deps,
): FastifyReply {
  const id = request.id
  if (error instanceof RequestRefused)
    return answerProblem(reply, platformProblem(error.reason, error.facts, id), error.facts['seconds'])
  if (error instanceof InputRefused) return answerProblem(reply, inputProblem(error.errors, id))
  if (error instanceof PathUnknown) return answerProblem(reply, platformProblem('NOT_FOUND', {}, id))
  if (error instanceof JsonRefused)
    return answerProblem(reply, platformProblem(error.reason, { at: String(error.at) }, id))

  const known = fastifyReason(error)
  if (known !== null)
    return answerProblem(reply, platformProblem(known, { max: String(request.routeOptions.bodyLimit) }, id))

  const down = unavailable(error)
  if (down !== null) {
    if (down === 'DISK_FULL') disks.noteFull()
    outages.note(error, {
      log: request.log,
      sentence: 'a request failed: a part that this server needs did not answer',
    })
    return answerProblem(reply, platformProblem(down, {}, id))
  }
  request.log.error({ err: error }, 'a request failed unexpectedly')
  return answerProblem(reply, internalProblem(id))
}

/** What Fastify itself refuses, by its error codes. */
function fastifyReason(error: unknown) {
  if (!(error instanceof Error) || !('code' in error) || !('statusCode' in error)) return null
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'BODY_TOO_LARGE' as const
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'MEDIA_TYPE_UNSUPPORTED' as const
  return typeof error.statusCode === 'number' && error.statusCode < 500 ? ('REQUEST_INVALID' as const) : null
}
