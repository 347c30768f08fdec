/**
 * Documents in a thread of their own, for a server that has others to answer meanwhile: a report of hundreds of pages
 * takes seconds and hundreds of megabytes. One at a time; others wait, so many and no more. The thread ends with its
 * document and gives all of its memory back.
 */

import { Worker } from 'node:worker_threads'
import { reportFailure } from '../failures.ts'
import type { WriteTask } from './write-task.ts'

/** Documents that may wait for the one that is being written. */
const WAITING_MAX = 16
/** Of one: far more than the longest report takes on a slow machine. */
const WRITING_MS = 60_000
/** Of the thread's heap: three times what the longest report was seen to take. */
const MEMORY_MAX_MB = 768

export class ApartWriter {
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  async write(task: WriteTask): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#waiting > WAITING_MAX) throw reportFailure('documentsBusy')
    this.#waiting++
    const written = this.#last.then(async () => await writeApart(task))
    this.#last = written.catch(() => undefined)
    try {
      return await written
    } finally {
      this.#waiting--
    }
  }
}

async function writeApart(task: WriteTask): Promise<Uint8Array<ArrayBuffer>> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./write-worker.${extension}`, import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<Uint8Array<ArrayBuffer>>((done, fail) => {
      const tooLong = () => fail(reportFailure('documentTooLong', { form: task.form }))
      timer = setTimeout(tooLong, WRITING_MS)
      worker.on('message', done)
      worker.on('error', error =>
        'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong() : fail(error),
      )
      worker.on('exit', () => fail(new Error('the writing thread ended by itself')))
    })
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}
