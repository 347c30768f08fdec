/**
 * Runs work in a worker thread with limits of memory and time. The thread ends with its work and gives its memory back, or it
 * stays warm for the next piece. The work is a file that posts its result once; what goes in and out is copied.
 */
import { Worker } from 'node:worker_threads'
import type { Failure } from './failure.ts'

interface Limits {
  readonly withinMs: number
  /** What it is where it would take more time or memory. */
  readonly tooMuch: () => Failure
}

export interface ThreadWork extends Limits {
  readonly worker: URL
  readonly data: unknown
  /** Of the thread's heap. */
  readonly memoryMaxMb: number
}

export async function inThread<Result>(of: ThreadWork): Promise<Result> {
  const worker = new Worker(of.worker, {
    workerData: of.data,
    resourceLimits: { maxOldGenerationSizeMb: of.memoryMaxMb },
  })
  try {
    return await answerOf<Result>(worker, of)
  } finally {
    await worker.terminate()
  }
}

export interface WarmThread {
  /** Answers each message with one. */
  readonly worker: URL
  /** Of the thread's heap. */
  readonly memoryMaxMb: number
  /** After so long without work it ends. It keeps no process from ending. */
  readonly idleMs: number
}

/**
 * One thread that waits for work; what comes while it works has a thread of its own. One that was too slow, took too much or failed is
 * never given work again.
 */
export function warmThread({ worker, memoryMaxMb, idleMs }: WarmThread) {
  let idle: Worker | null = null
  let timer: NodeJS.Timeout | undefined
  const taken = (): Worker => {
    const thread = idle ?? new Worker(worker, { resourceLimits: { maxOldGenerationSizeMb: memoryMaxMb } })
    idle = null
    clearTimeout(timer)
    thread.removeAllListeners()
    thread.ref()
    return thread
  }
  const rest = (thread: Worker) => {
    idle = thread
    thread.unref()
    const end = () => {
      if (idle !== thread) return
      idle = null
      clearTimeout(timer)
      void thread.terminate()
    }
    timer = setTimeout(end, idleMs).unref()
    thread.on('error', end).on('exit', end)
  }
  return async <Result>(data: unknown, limits: Limits): Promise<Result> => {
    const thread = taken()
    let isWell = false
    try {
      thread.postMessage(data)
      const result = await answerOf<Result>(thread, limits)
      isWell = true
      return result
    } finally {
      thread.removeAllListeners()
      if (isWell && idle === null) rest(thread)
      else await thread.terminate()
    }
  }
}

async function answerOf<Result>(worker: Worker, { withinMs, tooMuch }: Limits): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Result>((done, fail) => {
      const over = () => fail(tooMuch())
      timer = setTimeout(over, withinMs)
      worker.on('message', done)
      worker.on('error', error => ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? over() : fail(error)))
      worker.on('exit', () => fail(new Error('the thread ended by itself')))
    })
  } finally {
    clearTimeout(timer)
  }
}

/** The file of that name beside the one whose `import.meta.url` this is, as it stands there: in TypeScript or built. */
export function workerBeside(url: string, name: string): URL {
  return new URL(`./${name}.${url.endsWith('.ts') ? 'ts' : 'js'}`, url)
}
