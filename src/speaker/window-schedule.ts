/**
 * Which item plays next within one window: of those that may play and still fit, the one least often played in this window, then
 * priority before normal, then the earlier place in the agenda.
 *
 *   waiting (by notBefore) ──its time──► ready (by turn) ──played, and may again──► ready
 *                                              └─ no longer fits: time only goes on, so it never will
 *
 * Time is an argument and goes on. A turn costs the logarithm of how many are ready, whatever was played before.
 */
import type { Priority } from '../directive/bulletin.ts'
import type { AgendaItem } from './agenda.ts'
import type { Span } from './windows.ts'

/** An item with its instants as numbers. */
export interface Item {
  readonly id: string
  /** By which its plays are counted: what was signed, at a device; else its id. */
  readonly key: string
  readonly priority: Priority
  /** In the agenda. */
  readonly place: number
  readonly sha256: string
  readonly ms: number
  readonly notBefore: number
  readonly notAfter: number
  readonly perWindow: number
  readonly gapMs: number
}

export function itemOf(item: AgendaItem, place: number): Item {
  return {
    id: item.id,
    key: item.id,
    priority: item.priority,
    place,
    sha256: item.audio.sha256,
    ms: item.audio.milliseconds,
    notBefore: Date.parse(item.notBefore),
    notAfter: Date.parse(item.notAfter),
    perWindow: item.perWindow,
    gapMs: item.gapSeconds * 1000,
  }
}

/** In time, were nothing else played. */
export function hasRoom(item: Item, window: Span): boolean {
  return Math.max(item.notBefore, window.from) + item.ms <= Math.min(item.notAfter, window.until)
}

interface Ready {
  readonly item: Item
  readonly played: number
}

export class WindowSchedule {
  readonly #window: Span
  /** By key. */
  readonly #played: Map<string, number>
  /** The last one is the first to come. */
  readonly #waiting: Item[]
  /** The last one has its turn. */
  readonly #ready: Ready[] = []

  /** None of the items is urgent. `played`: by key, whole plays where this window is counted; added to here. */
  constructor(items: readonly Item[], window: Span, played: Map<string, number>) {
    this.#window = window
    this.#played = played
    this.#waiting = items.filter(item => hasRoom(item, window)).toSorted((a, b) => b.notBefore - a.notBefore)
  }

  get window(): Span {
    return this.#window
  }

  get played(): ReadonlyMap<string, number> {
    return this.#played
  }

  /** Null: nobody's. */
  at(now: number): { readonly item: Item; readonly part: number } | null {
    for (let come = this.#waiting.at(-1); come !== undefined; come = this.#waiting.at(-1)) {
      if (come.notBefore > now) break
      this.#waiting.pop()
      this.#enter(come)
    }
    for (let first = this.#ready.at(-1); first !== undefined; first = this.#ready.at(-1)) {
      const { item, played } = first
      if (now + item.ms <= Math.min(item.notAfter, this.#window.until)) return { item, part: played + 1 }
      this.#ready.pop()
    }
    return null
  }

  /** When one more comes; null: none does. */
  get nextAt(): number | null {
    return this.#waiting.at(-1)?.notBefore ?? null
  }

  /** It was played, and had its turn. */
  count(item: Item): void {
    this.#played.set(item.key, (this.#played.get(item.key) ?? 0) + 1)
    const at = this.#ready.findLastIndex(ready => ready.item === item)
    // Else it still waits, as after a restart, and comes with what it has by then.
    if (at < 0) return
    this.#ready.splice(at, 1)
    this.#enter(item)
  }

  #enter(item: Item): void {
    const played = this.#played.get(item.key) ?? 0
    if (played >= item.perWindow) return
    const entered = { item, played }
    let [low, high] = [0, this.#ready.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isAfter(this.#ready[middle], entered)) low = middle + 1
      else high = middle
    }
    this.#ready.splice(low, 0, entered)
  }
}

function isAfter(a: Ready, b: Ready): boolean {
  if (a.played !== b.played) return a.played > b.played
  if (a.item.priority !== b.item.priority) return a.item.priority === 'normal'
  return a.item.place > b.item.place
}
