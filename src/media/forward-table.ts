/**
 * Which source each slot of each receiver shows: the only way from one to the other.
 *
 *              slot 0   1    2    3  …                       source 12 ─► (A, 0) (B, 0)
 *   receiver A      12  31   ·    13                         source 13 ─► (A, 3), given up by B
 *   receiver B      12  ·    ·    13, given up               source 31 ─► (A, 1)
 *
 * Nobody is in it who was not put there: a source without an entry goes to nobody. A change counts from the next packet on.
 * `given up`: the slot would show the source, if the receiver's line were better. Knows neither sites nor kinds.
 */

export interface Shown {
  readonly source: number
  readonly isGivenUp: boolean
}

export interface Destination<Receiver> {
  readonly receiver: Receiver
  readonly slot: number
}

export interface Destinations<Receiver> {
  readonly shown: readonly Destination<Receiver>[]
  readonly givenUp: readonly Destination<Receiver>[]
}

const NOWHERE: Destinations<never> = { shown: [], givenUp: [] }

export class ForwardTable<Receiver> {
  /** By receiver and slot. */
  readonly #shown = new Map<Receiver, (Shown | null)[]>()
  /** The same, by source. */
  readonly #destinations = new Map<number, Destinations<Receiver>>()

  /** Of a source that nobody shows: nowhere. */
  of(source: number): Destinations<Receiver> {
    return this.#destinations.get(source) ?? NOWHERE
  }

  /** All slots of one receiver anew. Gives those that show another source than before, or show it again. */
  set(receiver: Receiver, slots: readonly (Shown | null)[]): number[] {
    const before = this.#shown.get(receiver) ?? []
    const changed = slots.flatMap((shown, slot) => (isSame(before[slot], shown) ? [] : [slot]))
    if (changed.length === 0) return changed
    this.#shown.set(receiver, [...slots])
    for (const slot of changed) this.#move({ receiver, slot }, before[slot] ?? null, slots[slot])
    return changed
  }

  remove(receiver: Receiver): void {
    const before = this.#shown.get(receiver) ?? []
    this.#shown.delete(receiver)
    for (const [slot, shown] of before.entries()) this.#move({ receiver, slot }, shown, null)
  }

  /** Lists are made anew, not changed: whoever is walking one walks it to its end. */
  #move(to: Destination<Receiver>, before: Shown | null, after: Shown | null): void {
    if (before !== null) {
      const { shown, givenUp } = this.of(before.source)
      const left = { shown: without(shown, to), givenUp: without(givenUp, to) }
      if (left.shown.length + left.givenUp.length > 0) this.#destinations.set(before.source, left)
      else this.#destinations.delete(before.source)
    }
    if (after === null) return
    const { shown, givenUp } = this.of(after.source)
    const all = after.isGivenUp ? { shown, givenUp: [...givenUp, to] } : { shown: [...shown, to], givenUp }
    this.#destinations.set(after.source, all)
  }
}

function without<Receiver>(
  list: readonly Destination<Receiver>[],
  { receiver, slot }: Destination<Receiver>,
): readonly Destination<Receiver>[] {
  return list.filter(one => one.receiver !== receiver || one.slot !== slot)
}

function isSame(before: Shown | null | undefined, after: Shown | null): boolean {
  return before?.source === after?.source && before?.isGivenUp === after?.isGivenUp
}
