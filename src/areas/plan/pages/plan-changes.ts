/**
 * Where two plans differ: each place with what stood there and what stands there now. What has an id is found by it, wherever it stands in
 * its list. Pure.
 *
 *   levels[alert].criteria[0].text.vi      từ 20 ca …   →   từ 25 ca …
 */
export interface PlaceChange {
  readonly place: string
  /** Null: nothing. */
  readonly before: string | null
  readonly after: string | null
}

/** Its place and its number are the authority's. */
const GIVEN = new Set(['format', 'id', 'version'])

export function planChanges(before: object, after: object): readonly PlaceChange[] {
  const found: PlaceChange[] = []
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  for (const key of keys) if (!GIVEN.has(key)) compare(key, memberOf(before, key), memberOf(after, key), found)
  return found
}

function compare(place: string, before: unknown, after: unknown, found: PlaceChange[]): void {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [old, now] = [namedOf(before), namedOf(after)]
    for (const name of new Set([...old.keys(), ...now.keys()]))
      compare(`${place}[${name}]`, old.get(name), now.get(name), found)
    return
  }
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(`${place}.${key}`, memberOf(before, key), memberOf(after, key), found)
    return
  }
  const [was, is] = [written(before), written(after)]
  if (was !== is) found.push({ place, before: was, after: is })
}

/** By id where each has one of its own, else by place. */
function namedOf(list: readonly unknown[]): ReadonlyMap<string, unknown> {
  const ids = list.map(each => (isObject(each) ? memberOf(each, 'id') : each))
  const areNames = ids.every(id => typeof id === 'string') && new Set(ids).size === list.length
  return new Map(list.map((each, at) => [areNames ? String(ids[at]) : String(at), each]))
}

function written(value: unknown): string | null {
  if (value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function memberOf(of: object, key: string): unknown {
  return Object.hasOwn(of, key) ? (of as Readonly<Record<string, unknown>>)[key] : undefined
}
