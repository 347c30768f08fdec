/** The thread in which `play.ts` sends one round, below all others of its machine. */
import { parentPort, workerData } from 'node:worker_threads'
import { giveWay } from './give-way.ts'
import { play, type WorkerTask } from './play.ts'

giveWay()
await play(workerData as WorkerTask, parentPort!)
