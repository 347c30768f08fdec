/**
 * Reads a DOCX of anybody in a thread of its own: some kilobytes of a zip can be made of megabytes of XML, and the parser
 * makes fifty times its size of it.
 */
import { inThread, workerBeside } from '../../base/worker-thread.ts'
import { reportFailure } from '../failures.ts'
import type { ReadDocx } from './docx-reading.ts'

/** Enough for a report of some hundreds of pages. */
const MEMORY_MAX_MB = 512
const READING_MS = 60_000

/** Fails with docxUnreadable or docxTooLarge. */
export async function readDocxInThread(octets: Uint8Array, { memoryMaxMb = MEMORY_MAX_MB } = {}): Promise<ReadDocx> {
  const answer = await inThread<ReadAnswer>({
    worker: workerBeside(import.meta.url, 'read-worker'),
    data: octets,
    memoryMaxMb,
    withinMs: READING_MS,
    tooMuch: () => reportFailure('docxTooLarge'),
  })
  if ('docx' in answer) return answer.docx
  throw reportFailure(answer.failed)
}

/** What the thread tells: a failure does not keep its kind on the way. */
export type ReadAnswer = { readonly docx: ReadDocx } | { readonly failed: 'docxUnreadable' | 'docxTooLarge' }
