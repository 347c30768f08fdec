/** The thread that sends one round. The process around it (`run.ts`) shows progress and takes wishes. */

import { parentPort, workerData } from 'node:worker_threads'
import { rankIndex } from '../audience/audience.ts'
import { readAudience } from '../audience/file.ts'
import { systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { seeded } from '../base/random.ts'
import { audiencePath, type Round, roundShape, roundTemplates } from './directory.ts'
import { DirectoryDisk } from './disk.ts'
import { roundFailure } from './failures.ts'
import { giveWay } from './give-way.ts'
import type { Columns } from './ledger.ts'
import { recover } from './ledger-reader.ts'
import { settleAfterCrash } from './recovery.ts'
import { Sender, type SenderEvent, type SenderSettings } from './sender.ts'
import type { Snapshot } from './snapshot.ts'
import { socketConnect } from './sockets.ts'
import type { Ending, Wish } from './stage.ts'
import { Store } from './store.ts'
import { numberOf } from './templates.ts'

export interface WorkerTask {
  readonly directory: string
  readonly round: Round
  readonly settings: SenderSettings
  readonly seed: number
}

export type ToWorker = { readonly wish: Wish } | { readonly ask: number }

export type FromWorker =
  | {
      readonly is: 'ready'
      readonly columns: Columns
      readonly low: Uint32Array
      readonly runs: readonly { base: number; from: number }[]
    }
  | { readonly is: 'snapshot'; readonly ask: number; readonly snapshot: Snapshot }
  | { readonly is: 'event'; readonly event: SenderEvent }
  | { readonly is: 'ended'; readonly ending: Ending; readonly snapshot: Snapshot }
  | {
      readonly is: 'failed'
      readonly code: string
      readonly kind: Failure['kind']
      readonly details: Failure['details']
    }

const port = parentPort!
const tell = (message: FromWorker) => port.postMessage(message)

async function main(task: WorkerTask): Promise<void> {
  const { directory, round } = task
  const audience = await readAudience(audiencePath(directory), { shared: true })
  if (audience.sha256 !== round.audience.sha256)
    throw roundFailure('audienceChanged', { file: audiencePath(directory) })
  const disk = new DirectoryDisk(directory, 'write')
  const recovered = recover(disk)
  const shape = roundShape(round)
  if (
    recovered.ledger.shape.entry !== shape.entry ||
    recovered.ledger.shape.subscribers !== shape.subscribers
  )
    throw roundFailure('ledgerDamaged', { file: 'ledger', at: 0 })
  const snapshot = settleAfterCrash(recovered)
  const { ledger } = recovered
  const { state, accepted, receipts, ids } = ledger
  tell({
    is: 'ready',
    columns: { state, accepted, receipts, ids },
    low: audience.low,
    runs: audience.runs,
  })
  const index = rankIndex(audience)
  const smscs = Array.from({ length: round.bindsEach }, () => round.smscs).flat()
  const sender = new Sender({
    ledger,
    store: new Store(disk, recovered),
    snapshot,
    settings: task.settings,
    smscs,
    numberOf: numberOf(audience),
    rankOf: number => index.rankOf(number),
    callingCode: round.audience.callingCode,
    templates: roundTemplates(round),
    connect: socketConnect(),
    clock: systemClock,
    wall: Date.now,
    random: seeded(task.seed),
    report: event => tell({ is: 'event', event }),
    ended: ending => {
      tell({ is: 'ended', ending, snapshot: sender.snapshot() })
      disk.close()
      port.close()
    },
  })
  port.on('message', (message: ToWorker) => {
    if ('wish' in message) sender.wish(message.wish)
    else tell({ is: 'snapshot', ask: message.ask, snapshot: sender.snapshot() })
  })
  const tick = () => {
    const wait = sender.tick()
    if (!sender.hasEnded) setTimeout(tick, wait)
  }
  tick()
}

giveWay()
main(workerData as WorkerTask).catch((error: unknown) => {
  if (!(error instanceof Failure)) throw error
  tell({ is: 'failed', code: error.code, kind: error.kind, details: error.details })
  port.close()
})
