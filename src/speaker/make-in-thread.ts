/**
 * Sounds made in a thread of their own, for a server that has others to answer meanwhile: ten minutes of sound take seconds and
 * hundreds of megabytes. The thread stays warm for the next of many; how many wait is for whoever asks.
 */

import { Failure } from '../base/failure.ts'
import { warmThread, workerBeside } from '../base/worker-thread.ts'
import { speakerFailure } from './failures.ts'
import type { Made, MakeAnswer, MakeTask } from './making.ts'

/** Ten minutes, decoded, mastered and encoded three times on a slow machine. */
const MAKING_MS = 240_000
/** Of the thread's heap. Samples lie beside it and are bounded by how large and how long a sound may be. */
const MEMORY_MAX_MB = 256

/** With nothing to make. */
const IDLE_MS = 10_000

const inThread = warmThread({
  worker: workerBeside(import.meta.url, 'make-worker'),
  memoryMaxMb: MEMORY_MAX_MB,
  idleMs: IDLE_MS,
})

/** Fails as `made` does, and with soundCostly. */
export async function madeInThread(task: MakeTask, { withinMs = MAKING_MS } = {}): Promise<Made> {
  const answer = await inThread<MakeAnswer>(task, { withinMs, tooMuch: () => speakerFailure('soundCostly') })
  if ('made' in answer) return answer.made
  const { code, kind, details } = answer.failed
  throw new Failure(code, kind, details)
}
