/**
 * Work in a thread of its own, of bounded memory and time. It ends with its work and gives all of its memory back. What it
 * does is a file beside whoever starts it, which posts its result once; what it is given and gives is copied.
 */
import type { Worker, WorkerOptions } from 'node:worker_threads'
import type { Failure } from './failure.ts'

export interface Apart {
  /** What it is called where it ends by itself. */
  readonly name: string
  /** Of the file beside the caller: `new Worker(new URL(`./write-worker.${extension}`, import.meta.url), options)`. */
  readonly start: (options: WorkerOptions) => Worker
  readonly data: unknown
  /** Of the thread's heap. */
  readonly memoryMaxMb: number
  readonly withinMs: number
  /** What it is where it would take more of either. */
  readonly tooMuch: () => Failure
}

/** As a file is called from source and from what is built of it. */
export const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

export async function apart<Result>(of: Apart): Promise<Result> {
  const worker = of.start({
    workerData: of.data,
    resourceLimits: { maxOldGenerationSizeMb: of.memoryMaxMb },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Result>((done, fail) => {
      const tooMuch = () => fail(of.tooMuch())
      timer = setTimeout(tooMuch, of.withinMs)
      worker.on('message', done)
      worker.on('error', error =>
        'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : fail(error),
      )
      worker.on('exit', () => fail(new Error(`the thread ${of.name} ended by itself`)))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
