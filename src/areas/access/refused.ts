/**
 * Sign-ins that were refused, by day and by how they were tried, of the last month: those of somebody from the trail, those that are
 * nobody's as they were counted. Strangers make nothing longer: theirs is one row an hour and way, written every few seconds at most.
 */
import type { z } from 'zod'
import type { Store } from '../../authority/store.ts'
import { wallDate } from '../../base/wall-time.ts'
import type { refusedSignIns } from './contract.ts'
import { personRows } from './store.ts'

const DAYS = 30
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Entries of the trail that are looked at; beyond them what is told is not all. */
const ENTRIES_MAX = 5000
const PAGE = 200
const PEOPLE_MAX = 20
const KEPT_MS = 400 * DAY_MS

export type RefusedSignIns = z.output<typeof refusedSignIns>

export async function refusedOf(store: Store, nowMs: number, timeZone: string): Promise<RefusedSignIns> {
  const fromMs = nowMs - DAYS * DAY_MS
  const days = new Map<string, RefusedSignIns['days'][number]>()
  const people = new Map<string, { id: string; times: number; last: string }>()
  const count = (atMs: number, by: string, isKnown: boolean, times: number) => {
    const day = wallDate(atMs, timeZone)
    const key = `${day} ${by} ${isKnown}`
    const before = days.get(key)
    days.set(key, { day, by, isKnown, times: (before?.times ?? 0) + times })
  }
  let cursor: string | null = null
  let entries = 0
  do {
    const page: Awaited<ReturnType<Store['trail']>> = await store.trail({
      action: 'session.refuse',
      actor: null,
      subject: null,
      fromMs,
      cursor,
      limit: PAGE,
    })
    for (const { at, subject, details } of page.items) {
      count(Date.parse(at), String(details.by), true, 1)
      const before = people.get(subject.id)
      const last = before?.last ?? at
      people.set(subject.id, { id: subject.id, times: (before?.times ?? 0) + 1, last })
    }
    entries += page.items.length
    cursor = page.next
  } while (cursor !== null && entries < ENTRIES_MAX)
  const rows = personRows(store)
  for (const { hour, by, times } of await rows.refused(fromMs)) count(hour, by, false, times)
  const most = [...people.values()].toSorted((one, other) => other.times - one.times).slice(0, PEOPLE_MAX)
  const named = await Promise.all(
    most.map(async ({ id, times, last }) => {
      const person = await rows.find(id)
      return { person: { id, name: person?.name ?? id }, times, last }
    }),
  )
  return {
    since: new Date(fromMs).toISOString(),
    isAll: cursor === null,
    days: [...days.values()].toSorted((one, other) => (one.day < other.day ? 1 : -1)),
    people: named,
  }
}

/** Those that are nobody's, counted here until they are kept: what a process that is killed had counted since is lost. */
export class RefusedOfNobody {
  #waiting = new Map<string, { readonly hour: number; readonly by: string; times: number }>()

  /** `by`: how it was tried. */
  count(by: string, nowMs: number): void {
    const hour = nowMs - (nowMs % HOUR_MS)
    const key = `${hour} ${by}`
    const before = this.#waiting.get(key)
    if (before === undefined) this.#waiting.set(key, { hour, by, times: 1 })
    else before.times++
  }

  /** Also forgets those of over a year ago. */
  async keep(store: Store, nowMs: number): Promise<void> {
    if (this.#waiting.size === 0) return
    const kept = [...this.#waiting.values()]
    this.#waiting = new Map()
    await store.write(async writing => await personRows(writing).addRefused(kept, nowMs - KEPT_MS), 'told-again')
  }
}
