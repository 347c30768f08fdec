/** The thread of `hearing-thread.ts`: hears one recording. */
import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../../base/failure.ts'
import { heardInOctets } from '../../speaker/recording.ts'
import type { HearingAnswer } from './hearing-thread.ts'

parentPort?.postMessage(answer())

function answer(): HearingAnswer {
  try {
    const { buffer, byteOffset, length } = workerData as Uint8Array
    return heardInOctets(Buffer.from(buffer, byteOffset, length))
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
