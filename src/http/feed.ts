/**
 * From what the authority tells to those who watch: changes into rooms of the hub, agendas to nodes at once.
 *
 *   round:<id>             everyone but engineers: `directive`, `sample`, `round`
 *   round:<id>@<operator>  its engineers: their own part
 *   changes, changes@<operator>
 *   agenda:<operator>      its node, without waiting for a tick
 */
import type { Change, DirectiveSummary, NodeIdentity } from '../areas/rounds/model.ts'
import type { UseCases } from '../areas/rounds/use-cases.ts'
import { BEAT, event, type Hub } from './hub.ts'

/** Half a second late is live for a person; one write for all of a round's operators is a tenth of the work. */
export const TICK_MS = 500
export const BEAT_MS = 15_000
export const NODE_BEAT_MS = 5000

export function roundRoom(round: string, operator: string | null): string {
  return operator === null ? `round:${round}` : `round:${round}@${operator}`
}

export function changesRoom(operator: string | null): string {
  return operator === null ? 'changes' : `changes@${operator}`
}

export function agendaRoom(operator: string): string {
  return `agenda:${operator}`
}

/** As `who` of a node's stream: another key is somebody else. */
export function nodeName(node: NodeIdentity): string {
  return `node:${node.operator}:${node.keyId}`
}

export class Feed {
  readonly #authority: UseCases
  readonly #hub: Hub
  readonly #onError: (error: unknown) => void
  readonly #unsubscribe: () => void
  /** Operators whose agenda is being asked for; true: it has changed again since. */
  readonly #asking = new Map<string, boolean>()
  /** Rounds and the operators they target, for who may hear of them. Forgotten when a round changes. */
  readonly #targets = new Map<string, Promise<ReadonlySet<string>>>()

  constructor(authority: UseCases, hub: Hub, onError: (error: unknown) => void) {
    this.#authority = authority
    this.#hub = hub
    this.#onError = onError
    this.#unsubscribe = authority.subscribe(change => this.#tell(change))
  }

  close(): void {
    this.#unsubscribe()
  }

  beatPeople(): void {
    this.#hub.beat('round:', BEAT)
    this.#hub.beat('changes', BEAT)
  }

  beatNodes(nowMs: number): void {
    this.#hub.beat('agenda:', event('beat', { now: new Date(nowMs).toISOString() }))
  }

  #tell(change: Change): void {
    switch (change.is) {
      case 'agenda':
        return this.#later(this.#tellAgenda(change.operator))
      case 'sample':
        return this.#tellSample(change)
      case 'directive':
        return this.#tellDirective(change.round, change.directive)
      case 'round': {
        const { state, version } = change
        const text = event('round', { state, version })
        for (const room of this.#roundRooms(change.round)) this.#hub.send(room, 'round', text)
        this.#tellChange(change, `round ${change.round}`)
        return this.#later(this.#tellEngineers(change))
      }
      case 'operator':
        this.#tellChange(change, `operator ${change.operator}`)
        this.#sendChange(changesRoom(change.operator), change, `operator ${change.operator}`)
        return this.#later(this.#checkNode(change.operator))
      case 'campaign':
        return this.#tellEveryone(change, `campaign ${change.campaign}`)
      case 'free':
        return this.#tellEveryone(change, 'free')
      case 'month':
        return this.#tellChange(change, `month ${change.month}`)
    }
  }

  #tellDirective(round: string, directive: DirectiveSummary): void {
    const rooms = [roundRoom(round, null), roundRoom(round, directive.operator)].filter(
      room => this.#hub.watchersIn(room) > 0,
    )
    if (rooms.length === 0) return
    const text = event('directive', directive)
    for (const room of rooms) this.#hub.send(room, `directive ${directive.id}`, text)
  }

  #tellSample(change: Change & { is: 'sample' }): void {
    const all = roundRoom(change.round, null)
    if (this.#hub.watchersIn(all) > 0) this.#hub.send(all, 'sample', event('sample', change.sample))
    for (const [operator, sample] of Object.entries(change.byOperator)) {
      const room = roundRoom(change.round, operator)
      if (this.#hub.watchersIn(room) > 0) this.#hub.send(room, 'sample', event('sample', sample))
    }
  }

  #tellChange(change: Change, key: string): void {
    this.#sendChange(changesRoom(null), change, key)
  }

  #tellEveryone(change: Change, key: string): void {
    this.#tellChange(change, key)
    for (const room of this.#hub.rooms())
      if (room.startsWith('changes@')) this.#sendChange(room, change, key)
  }

  #sendChange(room: string, change: Change, key: string): void {
    if (this.#hub.watchersIn(room) > 0) this.#hub.send(room, key, event('change', change))
  }

  *#roundRooms(round: string): Iterable<string> {
    const all = roundRoom(round, null)
    for (const room of this.#hub.rooms()) if (room === all || room.startsWith(`${all}@`)) yield room
  }

  /** Engineers hear of a round only where it targets their operator. */
  async #tellEngineers(change: Change & { is: 'round' }): Promise<void> {
    const rooms = [...this.#hub.rooms()].filter(room => room.startsWith('changes@'))
    if (rooms.length === 0) return
    const targets = await this.#targetsOf(change.round)
    for (const room of rooms)
      if (targets.has(room.slice('changes@'.length)))
        this.#sendChange(room, change, `round ${change.round}`)
  }

  async #targetsOf(round: string): Promise<ReadonlySet<string>> {
    const known = this.#targets.get(round)
    if (known !== undefined) return await known
    const asked = this.#authority
      .round(READER, round)
      .then(({ content }) => new Set(content.operators))
    this.#targets.set(round, asked)
    try {
      return await asked
    } finally {
      // Only to share one question among changes of the same moment.
      this.#targets.delete(round)
    }
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
        const agenda = await this.#authority.agenda({ operator, keyId: '' })
        this.#hub.sendNow(room, event('agenda', agenda))
      } while (this.#asking.get(operator) === true)
    } finally {
      this.#asking.delete(operator)
    }
  }

  /** A node that was revoked, or that has another key now, is not told anything more. */
  async #checkNode(operator: string): Promise<void> {
    if (this.#hub.watchersIn(agendaRoom(operator)) === 0) return
    const { state, keyId } = await this.#authority.operator(operator)
    const name = nodeName({ operator, keyId: state === 'revoked' ? '' : (keyId ?? '') })
    for (const watcher of this.#hub.watchers())
      if (watcher.who.startsWith(`node:${operator}:`) && watcher.who !== name) watcher.end()
  }

  #later(work: Promise<void>): void {
    work.catch(this.#onError)
  }
}

/** Reads content for the feed itself; nothing of it is told. */
const READER = {
  kind: 'person',
  id: 'feed',
  name: 'feed',
  role: 'auditor',
  operator: null,
} as const
