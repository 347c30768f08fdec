/** The rounds of one directive on disk and in their sending threads, with the lanes of its own side. */

import type { Random } from '../base/random.ts'
import type { DirectiveBody, Purpose } from '../directive/documents.ts'
import { type Round, readRound } from '../round/directory.ts'
import { DirectoryDisk } from '../round/disk.ts'
import { readMeta } from '../round/ledger-reader.ts'
import { look, startRound } from '../round/run.ts'
import type { SenderEvent } from '../round/sender.ts'
import { type Snapshot, snapshotOf } from '../round/snapshot.ts'
import type { LegRounds, RestingLeg, RunningLeg } from './leg.ts'
import { settingsOf } from './legs.ts'
import type { LegRecord } from './memory.ts'
import { legPath } from './prepare.ts'
import type { Side } from './sides.ts'

export class DirectiveRounds<P extends Purpose> implements LegRounds {
  readonly #directory: string
  readonly #body: DirectiveBody & { readonly purpose: P }
  readonly #side: Side<P>
  readonly #random: Random

  constructor(options: {
    /** Of the directive's rounds. */
    directory: string
    body: DirectiveBody & { readonly purpose: P }
    side: Side<P>
    random: Random
  }) {
    this.#directory = options.directory
    this.#body = options.body
    this.#side = options.side
    this.#random = options.random
  }

  look(leg: LegRecord): RestingLeg {
    const directory = legPath(this.#directory, leg)
    const round = readRound(directory)
    const last = lastSnapshot(directory)
    if (last.startedAt === null) return { is: 'unbegun' }
    const { tally } = look(directory, round)
    if (last.state === 'finished' || last.state === 'stopped')
      return { is: 'ended', how: last.state, tally }
    return { is: 'interrupted', tally, isAtCanary: last.canaryDone }
  }

  /** With the lanes as they are given now, whichever were there when the round was made. */
  async start(
    leg: LegRecord,
    how: { canary: number; onEvent: (event: SenderEvent) => void },
  ): Promise<RunningLeg> {
    const directory = legPath(this.#directory, leg)
    const { smscs, bindsEach } = this.#side.lanes
    const round: Round = { ...readRound(directory), smscs, bindsEach }
    return await startRound(directory, round, {
      settings: settingsOf(this.#body, this.#side.lanes, how.canary),
      seed: this.#random.below(2 ** 32 - 1),
      lock: null,
      onEvent: how.onEvent,
    })
  }
}

function lastSnapshot(directory: string): Snapshot {
  const disk = new DirectoryDisk(directory, 'read')
  try {
    return snapshotOf(readMeta(disk))
  } finally {
    disk.close()
  }
}
