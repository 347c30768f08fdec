/**
 * Work in a thread of its own, of bounded memory and time. It ends with its work and gives all of its memory back. What it
 * does is a file beside this one, which posts its result once; what it is given and gives is copied.
 */
import { Worker } from 'node:worker_threads'
import type { Failure } from '../../base/failure.ts'

export interface Apart {
  /** A file beside this one, without its extension. */
  readonly worker: 'write-worker' | 'read-worker'
  readonly data: unknown
  /** Of the thread's heap. */
  readonly memoryMaxMb: number
  readonly withinMs: number
  /** What it is where it would take more of either. */
  readonly tooMuch: () => Failure
}

export async function apart<Result>(of: Apart): Promise<Result> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./${of.worker}.${extension}`, import.meta.url), {
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
      worker.on('exit', () => fail(new Error(`the thread ${of.worker} ended by itself`)))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
