/**
 * From what areas tell to those who watch changes: each change goes into rooms of the hub, by who may hear of it.
 *
 *   changes                the ministry's own people and programs, but for
 *   changes#duty           who is on duty for health checks: nothing else, and nobody else hears all of that
 *   changes@<operator>     that operator's engineers
 *
 * Which change whom concerns is its area's word (`hears` in its area.ts). Knows no area.
 */
import { type Actor, ownOperator } from '../authority/actor.ts'
import type { Change, Changes } from '../authority/unit-of-work.ts'
import { BEAT, event, type Hub } from './hub.ts'

/** Half a second late is live for a person; one write for all of a round's operators is a tenth of the work. */
export const TICK_MS = 500
export const BEAT_MS = 15_000

const MINISTRY = 'changes'
const DUTY = 'changes#duty'
const roomOf = (operator: string) => `changes@${operator}`

/** In which somebody hears of changes. */
export function changesRoom(actor: Pick<Actor, 'role' | 'operator'>): string {
  if (actor.role === 'duty') return DUTY
  const own = ownOperator(actor)
  return own === null ? MINISTRY : roomOf(own)
}

/** Who hears of a change, by what has changed. */
export type Hearers = {
  readonly [Is in keyof Changes]?: (change: Change & { readonly is: Is }, feed: ChangesFeed) => void
}

export class ChangesFeed {
  readonly hub: Hub
  readonly #hearers: readonly Hearers[]

  constructor(hub: Hub, hearers: readonly Hearers[]) {
    this.hub = hub
    this.#hearers = hearers
  }

  tell(change: Change): void {
    for (const hearer of this.#hearers) {
      // Found under the very name of the change that it hears of.
      const hear = hearer[change.is] as ((change: Change, feed: ChangesFeed) => void) | undefined
      hear?.(change, this)
    }
  }

  beat(): void {
    this.hub.beat('changes', BEAT)
  }

  /** To the ministry's own. `key`: an earlier change of this tick with the same one is replaced. */
  toMinistry(change: Change, key: string): void {
    this.#send(MINISTRY, change, key)
  }

  toOperator(operator: string, change: Change, key: string): void {
    this.#send(roomOf(operator), change, key)
  }

  /** To whoever is on duty for health checks. */
  toDuty(change: Change, key: string): void {
    this.#send(DUTY, change, key)
  }

  toEveryone(change: Change, key: string): void {
    this.toMinistry(change, key)
    for (const operator of this.operators()) this.toOperator(operator, change, key)
  }

  /** Operators whose engineers are watching. */
  *operators(): Iterable<string> {
    for (const room of this.hub.rooms()) if (room.startsWith('changes@')) yield room.slice('changes@'.length)
  }

  #send(room: string, change: Change, key: string): void {
    if (this.hub.watchersIn(room) > 0) this.hub.send(room, key, event('change', change))
  }
}
