/** The thread of `make-in-thread.ts`: makes one sound after the other and hands their octets over without copying them. */
import { parentPort } from 'node:worker_threads'
import { Failure } from '../base/failure.ts'
import { type MakeAnswer, type MakeTask, made } from './making.ts'

parentPort?.on('message', async (task: MakeTask) => {
  const answer = await answerTo(task)
  parentPort?.postMessage(
    answer,
    'made' in answer ? answer.made.files.map(({ octets }) => octets.buffer as ArrayBuffer) : [],
  )
})

async function answerTo(task: MakeTask): Promise<MakeAnswer> {
  try {
    const { milliseconds, files } = await made(task)
    // Octets of its own: a small Buffer lies in a pool that it shares.
    const own = files.map(({ form, octets }) => ({ form, octets: new Uint8Array(octets) }))
    return { made: { milliseconds, files: own } }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { code, kind, details } = error
    return { failed: { code, kind, details } }
  }
}
