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

/** Starts a thread on the module at `url`. It ends with the process, and does not keep it alive. */
export function openThread<M extends Functions>(url: string): Thread<M> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>()
  let asked = 0
  const worker = new Worker(import.meta.filename, { workerData: { module: url } })
  worker.unref()
  worker.on('message', ({ id, value, error }: Answer) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) worker.unref()
    if (error === undefined) one?.resolve(value as never)
    else one?.reject(error)
  })
  const fail = (error: unknown) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('The thread has ended.')))
  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++asked
        waiting.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ id, name: String(name), args } satisfies Question)
      }),
    close: async () => void (await worker.terminate()),
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
