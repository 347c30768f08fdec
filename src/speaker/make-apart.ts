/**
 * Sounds made in a thread of their own, for a server that has others to answer meanwhile: ten minutes of sound take seconds and
 * hundreds of megabytes. How many wait is for whoever asks.
 */
import { apart, workerBeside } from '../base/apart.ts'
import { Failure } from '../base/failure.ts'
import { speakerFailure } from './failures.ts'
import type { Made, MakeAnswer, MakeTask } from './making.ts'

/** Ten minutes, decoded, mastered and encoded three times on a slow machine. */
const MAKING_MS = 240_000
/** Of the thread's heap. Samples lie beside it and are bounded by how large and how long a sound may be. */
const MEMORY_MAX_MB = 256

/** Fails as `made` does, and with soundCostly. */
export async function madeApart(
  task: MakeTask,
  { withinMs = MAKING_MS, memoryMaxMb = MEMORY_MAX_MB } = {},
): Promise<Made> {
  const answer = await apart<MakeAnswer>({
    worker: workerBeside(import.meta.url, 'make-worker'),
    data: task,
    memoryMaxMb,
    withinMs,
    tooMuch: () => speakerFailure('soundCostly'),
  })
  if ('made' in answer) return answer.made
  const { code, kind, details } = answer.failed
  throw new Failure(code, kind, details)
}
