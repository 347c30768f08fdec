/** From what is told of operators to those who watch changes, and to nodes at once: `agenda:<operator>` is its node, without waiting for a tick. */
import type { Hearers } from '../../http/changes-feed.ts'
import { event, type Hub } from '../../http/hub.ts'
import type { NodeIdentity } from './model.ts'
import type { OperatorsUseCases } from './use-cases.ts'

export const NODE_BEAT_MS = 5000

export function agendaRoom(operator: string): string {
  return `agenda:${operator}`
}

/** As `who` of a node's stream: another key is somebody else. */
export function nodeName(node: NodeIdentity): string {
  return `node:${node.operator}:${node.keyId}`
}

/** What people and nodes hear of operators. */
export class OperatorsFeed {
  readonly #operators: OperatorsUseCases
  readonly #hub: Hub
  readonly #onError: (error: unknown) => void
  readonly hears: Hearers
  /** Operators whose agenda is being asked for; true: it has changed again since. */
  readonly #asking = new Map<string, boolean>()

  constructor(operators: OperatorsUseCases, hub: Hub, onError: (error: unknown) => void) {
    this.#operators = operators
    this.#hub = hub
    this.#onError = onError
    this.hears = {
      agenda: ({ operator }) => this.#later(this.#tellAgenda(operator)),
      operator: (change, feed) => {
        const { operator } = change
        feed.toMinistry(change, `operator ${operator}`)
        feed.toOperator(operator, change, `operator ${operator}`)
        this.#later(this.#checkNode(operator))
      },
      absent: ({ of, subject }, feed) => {
        if (of !== 'node') return
        const change = { is: 'operator', operator: subject } as const
        feed.toMinistry(change, `operator ${subject}`)
        feed.toOperator(subject, change, `operator ${subject}`)
      },
    }
  }

  beatNodes(nowMs: number): void {
    this.#hub.beat('agenda:', event('beat', { now: new Date(nowMs).toISOString() }))
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
        const agenda = await this.#operators.agenda({ operator, keyId: '' })
        this.#hub.sendNow(room, event('agenda', agenda))
      } while (this.#asking.get(operator) === true)
    } finally {
      this.#asking.delete(operator)
    }
  }

  /** A node that was revoked, or that has another key now, is not told anything more. */
  async #checkNode(operator: string): Promise<void> {
    if (this.#hub.watchersIn(agendaRoom(operator)) === 0) return
    const { state, keyId } = await this.#operators.operator(operator)
    const name = nodeName({ operator, keyId: state === 'revoked' ? '' : (keyId ?? '') })
    for (const watcher of this.#hub.watchers())
      if (watcher.who.startsWith(`node:${operator}:`) && watcher.who !== name) watcher.end()
  }

  #later(work: Promise<void>): void {
    work.catch(this.#onError)
  }
}
