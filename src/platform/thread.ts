import { parentPort, Worker, workerData } from 'node:worker_threads'

/**
 * Another thread that has loaded one module: long computations go there, so that requests are answered meanwhile.
 * Arguments and results are copied, so they must be plain data.
 */
export type Thread<M extends Functions> = {
  readonly call: <F extends keyof M>(name: F, ...args: Parameters<M[F]>) => Promise<ReturnType<M[F]>>
  readonly close: () => Promise<void>
}
type Functions = Readonly<Record<string, (...args: never[]) => unknown>>

type Question = { readonly id: number; readonly name: string; readonly args: readonly unknown[] }
type Answer = { readonly id: number; readonly value?: unknown; readonly error?: unknown }

/**
 * A thread on the module at `url`: begun by the first call, ended with the process, which it does not keep alive. One that
 * needs more memory than `heapMegabytes` ends, and its calls are refused with `ERR_WORKER_OUT_OF_MEMORY`.
 */
export function openThread<M extends Functions>(
  url: string,
  { heapMegabytes }: { readonly heapMegabytes?: number } = {},
): Thread<M> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>()
  let asked = 0
  let worker: Worker | null = null
  const fail = (error: unknown) => {
    worker = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const start = () => {
    const begun = new Worker(import.meta.filename, {
      workerData: { module: url },
      ...(heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
    })
    begun.on('message', ({ id, value, error }: Answer) => {
      const one = waiting.get(id)
      waiting.delete(id)
      if (waiting.size === 0) begun.unref()
      if (error === undefined) one?.resolve(value as never)
      else one?.reject(error)
    })
    begun.on('error', fail)
    begun.on('exit', () => fail(new Error('The thread has ended.')))
    return begun
  }
  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++asked
        waiting.set(id, { resolve, reject })
        worker ??= start()
        worker.ref()
        worker.postMessage({ id, name: String(name), args } satisfies Question)
      }),
    close: async () => void (await worker?.terminate()),
  }
}

if (parentPort !== null && typeof Object(workerData)['module'] === 'string') {
  const port = parentPort
  const functions = import(Object(workerData)['module']) as Promise<
    Record<string, (...args: readonly unknown[]) => unknown>
  >
  port.on('message', ({ id, name, args }: Question) => {
    void functions
      .then((module) => module[name]!(...args))
      .then((value) => port.postMessage({ id, value } satisfies Answer))
      .catch((error: unknown) => port.postMessage({ id, error } satisfies Answer))
  })
}
