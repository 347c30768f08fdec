/**
 * Sending and preparing threads of this process are this thread, where a test calls for it: each thread takes as long to start as a small
 * round to send. Messages are copied as between threads. That the threads are threads is for tests with processes.
 */
import { EventEmitter } from 'node:events'
import { syncBuiltinESMExports } from 'node:module'
import threads, { MessageChannel, type MessagePort, type WorkerOptions } from 'node:worker_threads'
import { type PrepareTask, prepareFor } from '../../src/operator/prepare.ts'
import { play, type WorkerTask } from '../../src/round/play.ts'

/** By the file of the thread. */
const WORK: Readonly<Record<string, (task: unknown, port: MessagePort) => Promise<void>>> = {
  '/src/round/worker.ts': async (task, port) => await play(task as WorkerTask, port),
  '/src/operator/prepare-worker.ts': async (task, port) => {
    await prepareFor(task as PrepareTask, port)
    port.close()
  },
}

const Thread = threads.Worker

/** As much of a thread as those use that begin these. */
class SameThread extends EventEmitter {
  readonly #port: MessagePort

  constructor(work: (typeof WORK)[string], task: unknown) {
    super()
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.on('message', message => this.emit('message', message))
    port1.on('close', () => this.emit('exit', 0))
    work(structuredClone(task), port2).catch((error: unknown) => {
      this.emit('error', error)
      port2.close()
    })
  }

  postMessage(message: unknown): void {
    this.#port.postMessage(message)
  }
}

/** From now on, in this process. */
export function workInThisThread(): void {
  if (threads.Worker !== Thread) return
  threads.Worker = function begin(file: URL | string, options: WorkerOptions = {}) {
    const name = Object.keys(WORK).find(end => String(file).endsWith(end))
    if (name === undefined) return new Thread(file, options)
    return new SameThread(WORK[name], options.workerData)
  } as unknown as typeof Thread
  syncBuiltinESMExports()
}
