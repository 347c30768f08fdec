/** The thread of `read-in-thread.ts`: reads one DOCX. */
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../../base/failure.ts'
import { readDocx } from './docx-reading.ts'
import type { ReadAnswer } from './read-in-thread.ts'

parentPort?.postMessage(answer())

function answer(): ReadAnswer {
  try {
    return { docx: readDocx(workerData as Uint8Array) }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { failed: error.code === 'docxTooLarge' ? 'docxTooLarge' : 'docxUnreadable' }
  }
}
