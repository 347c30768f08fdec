/** The thread in which `prepare.ts` makes the rounds of a directive. */
import { parentPort, workerData } from 'node:worker_threads'
import { type PrepareTask, prepareFor } from './prepare.ts'

await prepareFor(workerData as PrepareTask, parentPort!)
