/** The thread of `document-thread.ts`: writes one document and hands its octets over without copying them. */
import { parentPort, workerData } from 'node:worker_threads'
import { documentOf } from './write.ts'
import type { WriteTask } from './write-task.ts'

const { report, ...of } = workerData as WriteTask
// Octets of its own: a small Buffer lies in a pool that it shares.
const octets = new Uint8Array(await documentOf(report, of))
parentPort?.postMessage(octets, [octets.buffer])
