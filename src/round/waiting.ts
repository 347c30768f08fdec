/** Segments that wait to go again: soonest first, then in the order of the walk. A binary heap; bounded by its owner. */
export interface WaitingSegment {
  readonly due: number
  readonly rank: number
  readonly segment: number
}

export class WaitingSegments {
  #heap: WaitingSegment[] = []

  get size(): number {
    return this.#heap.length
  }

  /** When the soonest is due; infinity when none waits. */
  get nextDue(): number {
    return this.#heap.length === 0 ? Number.POSITIVE_INFINITY : this.#heap[0].due
  }

  push(item: WaitingSegment): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(item)
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!isLater(heap[up], item)) break
      heap[at] = heap[up]
      at = up
    }
    heap[at] = item
  }

  pop(): WaitingSegment | null {
    const heap = this.#heap
    const last = heap.pop()
    if (last === undefined) return null
    if (heap.length === 0) return last
    const first = heap[0]
    let at = 0
    for (;;) {
      let down = 2 * at + 1
      if (down >= heap.length) break
      if (down + 1 < heap.length && isLater(heap[down], heap[down + 1])) down++
      if (!isLater(last, heap[down])) break
      heap[at] = heap[down]
      at = down
    }
    heap[at] = last
    return first
  }
}

function isLater(a: WaitingSegment, b: WaitingSegment): boolean {
  if (a.due !== b.due) return a.due > b.due
  return a.rank !== b.rank ? a.rank > b.rank : a.segment > b.segment
}
