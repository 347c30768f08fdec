/**
 * What each room was told last, so that a process that is started later is told the same, before anything else. Bounded by what
 * the server has open: a room that is closed is forgotten.
 */
import type { RoomId } from '../media/server.ts'
import type { Site } from '../media/transport.ts'
import type { Lasting } from './orders.ts'

/** The last orders that one open room was given. */
interface LastOrders {
  readonly open: Lasting
  /** By kind: the last of each counts. */
  readonly others: Map<Lasting['is'], Lasting>
  readonly listens: Map<Site, Lasting>
}

export class ToldLast {
  readonly #rooms = new Map<RoomId, LastOrders>()

  has(room: RoomId): boolean {
    return this.#rooms.has(room)
  }

  /** False: the room is not open. */
  keep(order: Lasting): boolean {
    if (order.is === 'open') {
      // Once more: it is recorded from now on, and nothing else of it changes.
      const { others = new Map(), listens = new Map() } = this.#rooms.get(order.room) ?? {}
      this.#rooms.set(order.room, { open: order, others, listens })
      return true
    }
    const room = this.#rooms.get(order.room)
    if (room === undefined) return false
    if (order.is !== 'listens') room.others.set(order.is, order)
    else if (order.language === null) room.listens.delete(order.site)
    else room.listens.set(order.site, order)
    return true
  }

  forget(room: RoomId): void {
    this.#rooms.delete(room)
  }

  /** In an order in which they can be told. */
  *all(): Iterable<Lasting> {
    for (const { open, others, listens } of this.#rooms.values()) {
      yield open
      yield* others.values()
      yield* listens.values()
    }
  }
}
