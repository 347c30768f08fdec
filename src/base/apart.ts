/**
 * Work in a thread of its own, of bounded memory and time. It ends with its work and gives all of its memory back. What it
 * does is a file, which posts its result once; what it is given and gives is copied.
 */
import { Worker } from 'node:worker_threads'
import type { Failure } from './failure.ts'

export interface Apart {
  readonly worker: URL
  readonly data: unknown
  /** Of the thread's heap. */
  readonly memoryMaxMb: number
  readonly withinMs: number
  /** What it is where it would take more of either. */
  readonly tooMuch: () => Failure
}

export async function apart<Result>(of: Apart): Promise<Result> {
  const worker = new Worker(of.worker, {
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
      worker.on('exit', () => fail(new Error(`the thread ${of.worker.pathname} ended by itself`)))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

/** The file of that name beside the one whose `import.meta.url` this is, as it stands there: in TypeScript or built. */
export function workerBeside(url: string, name: string): URL {
  return new URL(`./${name}.${url.endsWith('.ts') ? 'ts' : 'js'}`, url)
}
