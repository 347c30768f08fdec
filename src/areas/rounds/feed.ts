/**
 * From what rounds tell to those who watch one, and to those who watch changes.
 *
 *   round:<id>             everyone but engineers: `directive`, `sample`, `round`
 *   round:<id>@<operator>  its engineers: their own part
 */
import type { Change } from '../../authority/unit-of-work.ts'
import type { ChangesFeed, Hearers } from '../../http/changes-feed.ts'
import { BEAT, event, type Hub } from '../../http/hub.ts'
import type { DirectiveSummary } from './model.ts'
import type { RoundsUseCases } from './use-cases.ts'

export function roundRoom(round: string, operator: string | null): string {
  return operator === null ? `round:${round}` : `round:${round}@${operator}`
}

/** What people hear of rounds and directives. */
export class RoundsFeed {
  readonly #rounds: RoundsUseCases
  readonly #hub: Hub
  readonly #onError: (error: unknown) => void
  readonly hears: Hearers

  constructor(rounds: RoundsUseCases, hub: Hub, onError: (error: unknown) => void) {
    this.#rounds = rounds
    this.#hub = hub
    this.#onError = onError
    this.hears = {
      sample: change => this.#tellSample(change),
      directive: ({ round, directive }) => this.#tellDirective(round, directive),
      round: (change, feed) => {
        const { round, state, version } = change
        const text = event('round', { state, version })
        for (const room of this.#roundRooms(round)) this.#hub.sendAtOnce(room, 'round', text)
        feed.toMinistry(change, `round ${round}`)
        this.#later(this.#tellEngineers(change, feed))
      },
      lanes: (change, feed) => {
        const { operator, directive } = change
        feed.toMinistry(change, `lanes ${directive}`)
        feed.toOperator(operator, change, `lanes ${directive}`)
      },
      campaign: (change, feed) => feed.toMinistry(change, `campaign ${change.campaign}`),
    }
  }

  beatPeople(): void {
    this.#hub.beat('round:', BEAT)
  }

  #tellDirective(round: string, directive: DirectiveSummary): void {
    const rooms = [roundRoom(round, null), roundRoom(round, directive.operator)].filter(
      room => this.#hub.watchersIn(room) > 0,
    )
    if (rooms.length === 0) return
    const text = event('directive', directive)
    for (const room of rooms) this.#hub.send(room, `directive ${directive.id}`, text)
  }

  #tellSample(change: Changed<'sample'>): void {
    const all = roundRoom(change.round, null)
    if (this.#hub.watchersIn(all) > 0) this.#hub.send(all, 'sample', event('sample', change.sample))
    for (const [operator, sample] of Object.entries(change.byOperator)) {
      const room = roundRoom(change.round, operator)
      if (this.#hub.watchersIn(room) > 0) this.#hub.send(room, 'sample', event('sample', sample))
    }
  }

  *#roundRooms(round: string): Iterable<string> {
    const all = roundRoom(round, null)
    for (const room of this.#hub.rooms()) if (room === all || room.startsWith(`${all}@`)) yield room
  }

  /** Engineers hear of a round only once it was directed to their operator. */
  async #tellEngineers(change: Changed<'round'>, feed: ChangesFeed): Promise<void> {
    const watching = [...feed.operators()]
    if (watching.length === 0) return
    const directed = await this.#rounds.directedTo(change.round)
    for (const operator of watching)
      if (directed.has(operator)) feed.toOperator(operator, change, `round ${change.round}`)
  }

  #later(work: Promise<void>): void {
    work.catch(this.#onError)
  }
}

type Changed<Is extends Change['is']> = Change & { readonly is: Is }
