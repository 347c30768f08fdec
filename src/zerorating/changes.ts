/**
 * What differs between two lists, service by service and field by field, for people who have to agree to it. The words
 * are the reader's; here are only the places and the values. Pure; runs in a browser too.
 *
 * Invariant: two lists without a change are the same but for their versions and instants.
 */
import type { Service, ZeroRatingList } from './list.ts'

/** What a change of a list is judged by: all but its place in the chain and when it was signed. */
export type Comparable = Omit<ZeroRatingList, 'version' | 'previousSha256' | 'issuedAt' | 'inForceFrom'>

export interface FieldChange {
  readonly field: string
  /** As they stand in the list; null where there was, or is, none. */
  readonly before: unknown
  readonly after: unknown
}

export interface ServiceChange {
  readonly is: 'added' | 'changed' | 'removed'
  /** Its id. */
  readonly service: string
  /** As it is called now, or was called last. */
  readonly title: string
  /** All of its fields where it is added or removed. */
  readonly fields: readonly FieldChange[]
}

export interface ListChanges {
  /** Of the list itself: country, calling code, time zone, currency. */
  readonly fields: readonly FieldChange[]
  readonly services: readonly ServiceChange[]
}

/** `before` null: there was no list. */
export function changesBetween(before: Comparable | null, after: Comparable): ListChanges {
  const old = new Map((before?.services ?? []).map(service => [service.id, service]))
  const services: ServiceChange[] = []
  for (const service of after.services) {
    const earlier = old.get(service.id)
    old.delete(service.id)
    const fields = fieldChanges(earlier ?? {}, service, SERVICE_SKIPPED)
    const { id, title } = service
    if (earlier === undefined) services.push({ is: 'added', service: id, title, fields })
    else if (fields.length > 0) services.push({ is: 'changed', service: id, title, fields })
  }
  for (const service of old.values())
    services.push({
      is: 'removed',
      service: service.id,
      title: service.title,
      fields: fieldChanges(service, {}, SERVICE_SKIPPED),
    })
  return { fields: before === null ? [] : fieldChanges(before, after, LIST_SKIPPED), services }
}

export function isSame({ fields, services }: ListChanges): boolean {
  return fields.length + services.length === 0
}

const SERVICE_SKIPPED = new Set<string>(['id'] satisfies (keyof Service)[])
const LIST_SKIPPED = new Set<string>([
  'version',
  'previousSha256',
  'issuedAt',
  'inForceFrom',
  'services',
] satisfies (keyof ZeroRatingList)[])

function fieldChanges(before: object, after: object, skipped: ReadonlySet<string>): readonly FieldChange[] {
  const was = before as Readonly<Record<string, unknown>>
  const is = after as Readonly<Record<string, unknown>>
  return [...new Set([...Object.keys(is), ...Object.keys(was)])]
    .filter(field => !skipped.has(field) && spelled(was[field]) !== spelled(is[field]))
    .map(field => ({ field, before: was[field] ?? null, after: is[field] ?? null }))
}

/** One spelling for one value, whatever the order of its fields and the offset of its instants. */
function spelled(value: unknown): string {
  return JSON.stringify(value ?? null, (name, inner) => {
    if (typeof inner === 'string' && (name === 'from' || name === 'until')) return Date.parse(inner)
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner
  })
}
