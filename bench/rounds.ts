/**
 * Measures `loa round run` as it is: a process of its own, its ledger on disk, receipts on, against the simulated centre
 * in another process on the same machine.
 *
 * What the program costs before it sends (Node, modules, an audience of one) is measured once and taken off: it is a
 * row of its own, and no part of a segment's price. Warm-up of the compiler is in: nobody sends a round warm.
 *
 * Invariant: a run counts only when both counts are equal: a sender that loses something measures nothing.
 */

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Children, lastSentence } from '../src/app/children/children.ts'
import type { Usage } from '../src/app/children/tied.ts'
import { type ReceiptsAsked, shapeOf } from '../src/round/shape.ts'
import type { Tally } from '../src/round/tally.ts'
import type { Count } from '../tools/smsc/count.ts'
import { startCentreProcess } from '../tools/smsc/process.ts'
import { writeBenchAudience } from './audience.ts'
import { benchFailure } from './failures.ts'
import { type Measure, measureOf } from './measures.ts'
import { messageOf } from './message.ts'

export interface RoundToMeasure {
  readonly name: string
  readonly subscribers: number
  readonly segmentsEach: number
  readonly receipts: ReceiptsAsked
  readonly window: number
  /** Segments a second; 0 is no limit. */
  readonly tps: number
  readonly seed: number
  /** A replicated log, too. */
  readonly log?: { readonly servers: string; readonly leg: string }
}

/** What it costs to start and end. */
export interface StartUp {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakBytes: number
}

const LEDGER_FILES = ['ledger', 'journal.0', 'journal.1', 'blocks'] as const

export class RoundBench {
  readonly #children: Children
  readonly #directory: string

  /** `directory`: where rounds may be made and removed. */
  constructor(children: Children, directory: string) {
    this.#children = children
    this.#directory = directory
  }

  /** The median of three starts with an audience of one. */
  async startUp(seed: number): Promise<StartUp> {
    const starts: StartUp[] = []
    for (let i = 0; i < 3; i++) {
      const { seconds, usage } = await this.#run({
        name: 'start',
        subscribers: 1,
        segmentsEach: 1,
        receipts: 'all',
        window: 1,
        tps: 0,
        seed,
      })
      starts.push({ seconds, cpuSeconds: usage.cpuSeconds, peakBytes: usage.peakBytes })
    }
    return starts.sort((a, b) => a.cpuSeconds - b.cpuSeconds)[1]
  }

  async measure(round: RoundToMeasure, startUp: StartUp): Promise<Measure> {
    const { seconds, usage, centreCpuSeconds, ledgerBytes, octetsEach } = await this.#run(round)
    const { subscribers, segmentsEach: segments, receipts } = round
    return measureOf(
      {
        kind: round.tps === 0 ? 'round' : 'paced',
        name: round.name,
        subscribers,
        segmentsEach: segments,
        receipts,
        window: round.window,
        peakBytes: usage.peakBytes,
        octetsEach,
        ledgerBytesEach: ledgerBytes / subscribers,
        columnBytesEach: shapeOf({ subscribers, segments, receipts }).entry,
      },
      {
        seconds: Math.max(0.001, seconds - startUp.seconds),
        senderCpuSeconds: Math.max(0, usage.cpuSeconds - startUp.cpuSeconds),
        centreCpuSeconds,
      },
    )
  }

  async #run(
    round: RoundToMeasure,
  ): Promise<{ seconds: number; usage: Usage; centreCpuSeconds: number; ledgerBytes: number; octetsEach: number }> {
    const base = await mkdtemp(join(this.#directory, 'round-'))
    const audience = join(base, 'audience.loa')
    const message = join(base, 'message.txt')
    await writeBenchAudience(audience, round)
    await writeFile(message, messageOf(round.segmentsEach))
    const centre = await startCentreProcess({ seed: String(round.seed) })
    let count: Count | null = null
    try {
      const before = await centre.cpuSeconds()
      const directory = join(base, 'round')
      const sender = this.#children.loa(
        [
          ...['round', 'run', directory, '--message', message, '--audience', audience],
          ...['--json', '--receipts', round.receipts, '--window', String(round.window)],
          ...['--tps', String(round.tps), '--receipt-wait', '60s'],
          ...(round.log === undefined ? [] : ['--log', round.log.servers, '--leg', round.log.leg]),
        ],
        { LOA_SMSC: `smpp://bench:bench@127.0.0.1:${centre.port}` },
      )
      const { code, stdout, stderr, usage, seconds } = await sender.exit
      if (code !== 0 || usage === null)
        throw benchFailure('benchFailed', { name: round.name, why: lastSentence(stderr) })
      const centreCpuSeconds = (await centre.cpuSeconds()) - before
      count = await centre.close()
      checkCounts(round, JSON.parse(stdout) as Tally, count)
      const sizes = await Promise.all(LEDGER_FILES.map(file => stat(join(directory, file))))
      const ledgerBytes = sizes.reduce((sum, { size }) => sum + size, 0)
      const octetsEach = count.octets / count.submits
      return { seconds, usage, centreCpuSeconds, ledgerBytes, octetsEach }
    } finally {
      if (count === null) await centre.close().catch(() => {}) // what went wrong before says more
      await rm(base, { recursive: true, force: true })
    }
  }
}

function checkCounts(round: RoundToMeasure, tally: Tally, count: Count): void {
  const segments = round.subscribers * round.segmentsEach
  const done = round.receipts === 'none' ? tally.subscribers.accepted : tally.subscribers.delivered
  const isWhole =
    done === round.subscribers &&
    tally.segments.accepted === segments &&
    count.segments === segments &&
    count.duplicates === 0
  if (isWhole) return
  const why = `${tally.segments.accepted} and ${count.segments} of ${segments} segments were accepted by the two counts`
  throw benchFailure('benchFailed', { name: round.name, why })
}
