/** The thread in which `prepare.ts` makes the rounds of a directive. */
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { type FromPreparer, type PrepareTask, prepare } from './prepare.ts'

const tell = (message: FromPreparer) => parentPort?.postMessage(message)

try {
  tell({ is: 'prepared', prepared: await prepare(workerData as PrepareTask, systemClock) })
} catch (error) {
  if (!(error instanceof Failure)) throw error
  tell({ is: 'failed', code: error.code, kind: error.kind, details: error.details })
}
