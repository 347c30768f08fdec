/** The rounds of a directive made in a thread of their own, so that the node goes on meanwhile. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Failure } from '../base/failure.ts'
import type { FromPreparer, Prepared, PrepareTask } from './prepare.ts'

export async function prepareInThread(task: PrepareTask): Promise<Prepared> {
  mkdirSync(dirname(task.directory), { recursive: true, mode: 0o700 })
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./prepare-worker.${extension}`, import.meta.url), { workerData: task })
  return await new Promise((done, fail) => {
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('the preparing thread ended by itself')))
    worker.on('message', (message: FromPreparer) => {
      if (message.is === 'prepared') done(message.prepared)
      else fail(new Failure(message.code, message.kind, message.details))
    })
  })
}
