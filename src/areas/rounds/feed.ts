/**
 * From what rounds tell to those who watch one, to those who watch changes, and to nodes at once.
 *
 *   round:<id>             everyone but engineers: `directive`, `sample`, `round`
 *   round:<id>@<operator>  its engineers: their own part
 *   agenda:<operator>      its node, without waiting for a tick
 */
import type { Change } from '../../authority/unit-of-work.ts'
import type { ChangesFeed, Hearers } from '../../http/changes-feed.ts'
import { BEAT, event, type Hub } from '../../http/hub.ts'
import type { DirectiveSummary, NodeIdentity } from './model.ts'
import type { RoundsUseCases } from './use-cases.ts'

export const NODE_BEAT_MS = 5000

export function roundRoom(round: string, operator: string | null): string {
  return operator === null ? `round:${round}` : `round:${round}@${operator}`
}

export function agendaRoom(operator: string): string {
  return `agenda:${operator}`
}

/** As `who` of a node's stream: another key is somebody else. */
export function nodeName(node: NodeIdentity): string {
  return `node:${node.operator}:${node.keyId}`
}

/** What people and nodes hear of rounds, directives and operators. */
export class RoundsFeed {
  readonly #rounds: RoundsUseCases
  readonly #hub: Hub
  readonly #onError: (error: unknown) => void
  readonly hears: Hearers
  /** Operators whose agenda is being asked for; true: it has changed again since. */
  readonly #asking = new Map<string, boolean>()

  constructor(rounds: RoundsUseCases, hub: Hub, onError: (error: unknown) => void) {
    this.#rounds = rounds
    this.#hub = hub
    this.#onError = onError
    this.hears = {
      agenda: ({ operator }) => this.#later(this.#tellAgenda(operator)),
      sample: change => this.#tellSample(change),
      directive: ({ round, directive }) => this.#tellDirective(round, directive),
      round: (change, feed) => {
        const { round, state, version } = change
        const text = event('round', { state, version })
        for (const room of this.#roundRooms(round)) this.#hub.sendAtOnce(room, 'round', text)
        feed.toMinistry(change, `round ${round}`)
        this.#later(this.#tellEngineers(change, feed))
      },
      operator: (change, feed) => {
        const { operator } = change
        feed.toMinistry(change, `operator ${operator}`)
        feed.toOperator(operator, change, `operator ${operator}`)
        this.#later(this.#checkNode(operator))
      },
      lanes: (change, feed) => {
        const { operator, directive } = change
        feed.toMinistry(change, `lanes ${directive}`)
        feed.toOperator(operator, change, `lanes ${directive}`)
      },
      absent: ({ of, subject }, feed) => {
        if (of !== 'node') return
        const change = { is: 'operator', operator: subject } as const
        feed.toMinistry(change, `operator ${subject}`)
        feed.toOperator(subject, change, `operator ${subject}`)
      },
      campaign: (change, feed) => feed.toMinistry(change, `campaign ${change.campaign}`),
    }
  }

  beatPeople(): void {
    this.#hub.beat('round:', BEAT)
  }

  beatNodes(nowMs: number): void {
    this.#hub.beat('agenda:', event('beat', { now: new Date(nowMs).toISOString() }))
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

  /** Whoever changes while it is asked for has it asked for again: the last that is sent is the latest. */
  async #tellAgenda(operator: string): Promise<void> {
    const room = agendaRoom(operator)
    if (this.#hub.watchersIn(room) === 0) return
    if (this.#asking.has(operator)) {
      this.#asking.set(operator, true)
      return
    }
    try {
      do {
        this.#asking.set(operator, false)
        const agenda = await this.#rounds.agenda({ operator, keyId: '' })
        this.#hub.sendNow(room, event('agenda', agenda))
      } while (this.#asking.get(operator) === true)
    } finally {
      this.#asking.delete(operator)
    }
  }

  /** A node that was revoked, or that has another key now, is not told anything more. */
  async #checkNode(operator: string): Promise<void> {
    if (this.#hub.watchersIn(agendaRoom(operator)) === 0) return
    const { state, keyId } = await this.#rounds.operator(operator)
    const name = nodeName({ operator, keyId: state === 'revoked' ? '' : (keyId ?? '') })
    for (const watcher of this.#hub.watchers())
      if (watcher.who.startsWith(`node:${operator}:`) && watcher.who !== name) watcher.end()
  }

  #later(work: Promise<void>): void {
    work.catch(this.#onError)
  }
}

type Changed<Is extends Change['is']> = Change & { readonly is: Is }
