/**
 * What each address of the authority wants of this node, as one. Pure.
 *
 * An agenda is the whole of what one address wants, and takes the place of the one before from there; it says nothing of what another
 * wants. So what one leaves out, because it lags behind or is an old copy, is still done for the other, and what both say is there once.
 * Which of two orders counts is not decided here: by their sequences, wherever they come from (orders.ts, broadcast-taker.ts).
 *
 * Invariant: that an agenda lacks something takes nothing back. An address whose stream is over is heard no more while another speaks.
 */
import { type Agenda, ROSTERS_MAX } from '../directive/documents.ts'

export interface JoinedAgenda {
  readonly directives: readonly string[]
  readonly lists: NonNullable<Agenda['lists']>
  readonly announcements: NonNullable<Agenda['announcements']>
  readonly broadcasts: NonNullable<Agenda['broadcasts']>
  readonly jobs: NonNullable<Agenda['jobs']>
}

export class Agendas {
  /** By address. */
  readonly #agendas = new Map<string, Agenda>()
  readonly #ended = new Set<string>()

  take(address: string, agenda: Agenda): void {
    this.#ended.delete(address)
    this.#agendas.set(address, agenda)
    this.#drop()
  }

  /** Its stream is over. */
  ended(address: string): void {
    this.#ended.add(address)
    this.#drop()
  }

  /** What is to be judged: the order within each agenda stays, for lists follow one another. */
  get joined(): JoinedAgenda {
    // Where there are as many rosters as there may be more follow, and before them nothing from there is judged.
    const judged = [...this.#agendas.values()].filter(({ rosters }) => rosters?.length !== ROSTERS_MAX)
    return {
      directives: once(judged.flatMap(({ items }) => items.map(({ directive }) => directive))),
      lists: once(judged.flatMap(({ lists = [] }) => lists)),
      announcements: once(judged.flatMap(({ announcements = [] }) => announcements)),
      broadcasts: once(judged.flatMap(({ broadcasts = [] }) => broadcasts)),
      jobs: once(judged.flatMap(({ jobs = [] }) => jobs)),
    }
  }

  /** Of a round's directive, as every address has them. */
  ordersOf(directive: string): readonly string[] {
    const items = [...this.#agendas.values()].flatMap(agenda => agenda.items)
    return once(items.filter(item => item.directive === directive)).map(({ order }) => order)
  }

  #drop(): void {
    const isHeard = [...this.#agendas.keys()].some(address => !this.#ended.has(address))
    if (isHeard) for (const address of this.#ended) this.#agendas.delete(address)
  }
}

/** The directives of an agenda of every kind. */
export function directivesOf(agenda: Agenda): readonly string[] {
  const { items, lists = [], announcements = [], broadcasts = [], jobs = [] } = agenda
  return [...items, ...lists, ...announcements, ...broadcasts, ...jobs].map(({ directive }) => directive)
}

/** What several have in common is there once. */
function once<Item>(items: readonly Item[]): Item[] {
  const seen = new Set<string>()
  return items.filter(item => {
    const said = JSON.stringify(item)
    const isNew = !seen.has(said)
    seen.add(said)
    return isNew
  })
}
