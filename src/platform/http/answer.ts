import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import { sentence, type Problem } from '../../kernel/problem.ts'
import type { Facts, FieldError } from '../../kernel/result.ts'
import { problemOf, type InputError } from './input.ts'
import { PLATFORM_PROBLEMS, type PlatformReason } from './platform.problems.ts'

/** A problem as RFC 9457 has it, with our members: a stable code, what to do, and every field that is wrong. */
export type ProblemBody = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly fix: string
  readonly citation?: string
  readonly errors: readonly FieldError[]
  readonly requestId: string
}

/** The request cannot be served; thrown by hooks before a route runs, answered as a problem. */
export class RequestRefused extends Error {
  readonly reason: PlatformReason
  readonly facts: Facts

  constructor(reason: PlatformReason, facts: Facts = {}) {
    super(reason)
    this.reason = reason
    this.facts = facts
  }
}

export function problemBody(
  {
    code,
    problem,
    facts,
    requestId,
  }: { readonly code: string; readonly problem: Problem; readonly facts: Facts; readonly requestId: string },
  errors: readonly FieldError[] = [],
): ProblemBody {
  return {
    type: problemType(code),
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    code,
    detail: sentence(problem.detail, facts),
    fix: sentence(problem.fix, facts),
    ...(problem.citation === undefined ? {} : { citation: problem.citation }),
    errors,
    requestId,
  }
}

/** Where the reference explains the code. */
export function problemType(code: string): string {
  return `/errors#${code}`
}

export function platformProblem(reason: PlatformReason, facts: Facts, requestId: string): ProblemBody {
  return problemBody({ code: reason, problem: PLATFORM_PROBLEMS[reason], facts, requestId })
}

/** All that is wrong with a request's fields; its code and sentence are those of the first. */
export function inputProblem(errors: readonly InputError[], requestId: string): ProblemBody {
  const first = errors[0]
  if (first === undefined) throw new Error('an input was refused without an error')
  const told = errors.map((error) => {
    const { path, code, facts } = error
    const { detail, fix } = problemOf(error)
    return { path, code, message: `${sentence(detail, facts)} ${sentence(fix, facts)}` }
  })
  const { code, facts } = first
  const body = problemBody({ code, problem: problemOf(first), facts, requestId }, told)
  return first.path === '' ? body : { ...body, detail: `${first.path}: ${body.detail}` }
}

/** The one answer to everything unexpected: what happened is in the log, under the request id. */
export const INTERNAL = {
  code: 'INTERNAL',
  status: 500,
  detail: 'Something went wrong here that should not.',
  fix: 'Try again; if it stays, give the request id to whoever runs this installation.',
} as const

export function internalProblem(requestId: string): ProblemBody {
  return {
    type: problemType(INTERNAL.code),
    title: 'Internal Server Error',
    ...INTERNAL,
    errors: [],
    requestId,
  }
}

const RETRY_AFTER_SECONDS: Readonly<Record<string, string>> = {
  IDEMPOTENCY_IN_PROGRESS: '1',
  DATABASE_UNAVAILABLE: '5',
  CHAIN_UNAVAILABLE: '5',
  DISK_FULL: '10',
  CLOCK_SKEW: '10',
}

/** Sends a problem with the headers that belong to it. */
export function answerProblem(reply: FastifyReply, problem: ProblemBody, retryAfter?: string): FastifyReply {
  const seconds = retryAfter ?? RETRY_AFTER_SECONDS[problem.code]
  if (seconds !== undefined) reply.header('retry-after', seconds)
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}
