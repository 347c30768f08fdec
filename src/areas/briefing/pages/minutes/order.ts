/** Minutes by the items of the agenda, in the order in which they were said. Pure. */
import type { AgendaItem, Minute } from '../../model.ts'

export interface Section {
  /** Null: of no item. */
  readonly item: AgendaItem | null
  readonly minutes: readonly Minute[]
}

/** All items, and what belongs to none, or to one that is not on the agenda any more, at the end. */
export function sectionsOf(agenda: readonly AgendaItem[], minutes: readonly Minute[]): readonly Section[] {
  const known = new Set(agenda.map(({ id }) => id))
  const inOrder = minutes.toSorted((a, b) => a.at.localeCompare(b.at))
  const rest = inOrder.filter(({ item }) => item === null || !known.has(item))
  return [
    ...agenda.map(item => ({ item, minutes: inOrder.filter(each => each.item === item.id) })),
    ...(rest.length > 0 || agenda.length === 0 ? [{ item: null, minutes: rest }] : []),
  ]
}

/** The next or the one before; after the last comes what is of no item. '': that. */
export function itemBeside(agenda: readonly AgendaItem[], item: string, by: -1 | 1): string {
  const places = [...agenda.map(({ id }) => id), '']
  const at = places.indexOf(item)
  const to = Math.min(places.length - 1, Math.max(0, (at < 0 ? places.length - 1 : at) + by))
  return places[to] ?? ''
}
