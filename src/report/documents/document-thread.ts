/**
 * Documents in a thread of their own, for a server that has others to answer meanwhile: a report of hundreds of pages
 * takes seconds and hundreds of megabytes. One at a time; others wait, so many and no more.
 */

import { inThread, workerBeside } from '../../base/worker-thread.ts'
import { reportFailure } from '../failures.ts'
import type { WriteTask } from './write-task.ts'

/** Documents that may wait for the one that is being written. */
const WAITING_MAX = 16
/** Of one: far more than the longest report takes on a slow machine. */
const WRITING_MS = 60_000
/** Of the thread's heap: three times what the longest report was seen to take. */
const MEMORY_MAX_MB = 768

export class DocumentThread {
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
  return await inThread({
    worker: workerBeside(import.meta.url, 'write-worker'),
    data: task,
    memoryMaxMb: MEMORY_MAX_MB,
    withinMs: WRITING_MS,
    tooMuch: () => reportFailure('documentTooLong', { form: task.form }),
  })
}
