/** The rounds of one directive on disk and in their sending threads, with the lanes of its own side. */

import type { Random } from '../base/random.ts'
import type { DirectiveBody, Purpose } from '../directive/documents.ts'
import { type Round, readRound } from '../round/directory.ts'
import { DirectoryDisk } from '../round/disk.ts'
import { readMeta } from '../round/ledger-reader.ts'
import { look, startRound } from '../round/run.ts'
import { type Snapshot, snapshotOf } from '../round/snapshot.ts'
import { markIn } from '../round/standby.ts'
import type { HowToStart, LegRounds, RestingLeg, RunningLeg } from './leg.ts'
import { settingsOf } from './legs.ts'
import { legLogOf, type Machines } from './machines.ts'
import type { LegRecord } from './memory.ts'
import { legPath } from './prepare.ts'
import type { Side } from './sides.ts'

export interface RoundsOptions<P extends Purpose> {
  /** Of the directive's rounds. */
  readonly directory: string
  readonly body: DirectiveBody & { readonly purpose: P }
  /** The directive as it was signed. */
  readonly jws: string
  readonly side: Side<P>
  readonly random: Random
  /** Null: this machine is the only one. */
  readonly machines: Machines | null
}

export class DirectiveRounds<P extends Purpose> implements LegRounds {
  readonly #o: RoundsOptions<P>

  constructor(options: RoundsOptions<P>) {
    this.#o = options
  }

  get isReplicated(): boolean {
    const { machines } = this.#o
    return machines !== null && !machines.isAlone
  }

  look(leg: LegRecord): RestingLeg {
    const directory = legPath(this.#o.directory, leg)
    const round = readRound(directory)
    const { snapshot: last, isOfLog } = lastOf(directory)
    if (last.startedAt === null) return { is: 'unbegun' }
    const { tally } = look(directory, round)
    const how = endOf(last, isOfLog && this.isReplicated)
    if (how !== null) return { is: 'ended', how, tally }
    return { is: 'interrupted', tally, isAtCanary: last.canaryDone }
  }

  /** With the lanes as they are given now, whichever were there when the round was made. */
  async start(leg: LegRecord, how: HowToStart): Promise<RunningLeg> {
    const { directory: of, side, body, random } = this.#o
    const directory = legPath(of, leg)
    const { smscs, bindsEach } = side.lanes
    const round: Round = { ...readRound(directory), smscs, bindsEach, ...this.#logOf(leg, directory) }
    const settings = settingsOf(body, side.lanes, how.canary)
    const notAfter = how.isExpired ? Date.parse(body.expiresAt) : settings.sending.notAfter
    const { onEvent, onRole, onAcked } = how
    const options = {
      settings: { ...settings, sending: { ...settings.sending, notAfter } },
      seed: random.below(2 ** 32 - 1),
      lock: null,
      isAlone: this.#o.machines?.isAlone === true,
      obeysLog: true,
      onEvent,
      onRole,
      onAcked,
    }
    return await startRound(directory, round, options)
  }

  /** A ledger that was begun without a log goes on without one. */
  #logOf(leg: LegRecord, directory: string): Pick<Round, 'leg'> {
    const { machines, body, jws } = this.#o
    if (machines === null || machines.isAlone) return {}
    const { snapshot, isOfLog } = lastOf(directory)
    if (snapshot.startedAt !== null && !isOfLog) return {}
    return { leg: legLogOf(machines, { directive: body.directive, jws, leg }) }
  }
}

/** What the last group says, and whether it stands in a log too. */
function lastOf(directory: string): { readonly snapshot: Snapshot; readonly isOfLog: boolean } {
  const disk = new DirectoryDisk(directory, 'read')
  try {
    const meta = readMeta(disk)
    return { snapshot: snapshotOf(meta), isOfLog: markIn(meta) !== null }
  } finally {
    disk.close()
  }
}

/** Of one in a log only its last group tells: until then its owner drains, and more comes. */
function endOf({ state, ending }: Snapshot, isOfLog: boolean): Extract<RestingLeg, { is: 'ended' }>['how'] | null {
  if (!isOfLog) return state === 'finished' || state === 'stopped' ? state : null
  return ending === 'finished' || ending === 'stopped' || ending === 'window-over' ? ending : null
}
