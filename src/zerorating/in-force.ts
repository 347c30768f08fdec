/**
 * What is free at an instant: versions of a list turned once into tables that are looked up in well below a microsecond
 * (`loa bench zerorating`).
 *
 *   version 1   ├───────────────┐ replaced by what version 2 says from its inForceFrom on
 *   version 2                   ├──────────────────►
 *   a service   ██████░░░░██████████████░░░░░░░░░░░    free, not free: intervals [from, until) in milliseconds
 *
 * A call is judged at an instant; whoever has a call of some length cuts it with `edges`. A forwarded call is free when
 * the number that was dialled is free and the one that it went to is free too or stands among its diversions. Data is
 * free by host and prefix and port together; with host or address missing, or one of the three another's, the answer says
 * so. A port is seldom written down: where none is, host and address name the service's own server.
 *
 * Pure; runs in a browser too. Expects lists without faults (`faults.ts`).
 */
import { type Address, addressOf, compareWords, firstOf, lastOf, type Prefix, prefixOf } from './addresses.ts'
import { digitsOf, spellingsOf } from './dialled.ts'
import { hostOf, hostPatternOf } from './hosts.ts'
import type { Period, Service, ZeroRatingList } from './list.ts'

/** Milliseconds since 1970; `until` is the first that is no longer free, Infinity for an open end. */
export interface Interval {
  readonly from: number
  readonly until: number
}

export type Verdict =
  | { readonly is: 'free'; readonly service: Service }
  /** On the list, and not free at that instant or in that way. */
  | { readonly is: 'charged'; readonly service: Service; readonly why: 'not-now' | 'forwarded' }
  | { readonly is: 'unlisted' }

export interface Reached {
  /** As it stands in the record or the handshake; null where it is not known. */
  readonly host: string | null
  readonly address: string | null
  readonly port: number | null
}

export type PageVerdict =
  | Verdict
  /** Some of host, prefix and port are those of a service that is free then, and others are not: no proof that it was it. */
  | {
      readonly is: 'unproved'
      readonly service: Service
      readonly why: 'host-only' | 'address-only' | 'other-address' | 'other-host' | 'other-port'
    }

/** When a version is what counts: [from, until); never where `until` is not after `from`. */
export interface ListWindow extends Interval {
  readonly list: ZeroRatingList
}

export interface InForce {
  /** By version; their windows lie apart. */
  readonly windows: readonly ListWindow[]
  /** The version that was in force at that instant; null before the first. */
  versionAt(at: number): ZeroRatingList | null
  call(called: string, at: number, forwardedTo?: string | null): Verdict
  page(reached: Reached, at: number): PageVerdict
  /** Sorted, without overlap, over all versions. */
  freeOf(service: string): readonly Interval[]
  /** The free time that holds the instant; null: it is not free then. */
  freeAt(service: string, at: number): Interval | null
  /** Sorted instants strictly between `from` and `until` at which what is said of the service may change. */
  edges(service: string, from: number, until: number): readonly number[]
  /** Every service of any version, as its newest version has it. */
  readonly services: readonly Service[]
}

interface Version extends ListWindow {
  readonly numbers: ReadonlyMap<string, Service>
  readonly hosts: ReadonlyMap<string, Service>
  readonly below: ReadonlyMap<string, Service>
  readonly places: Readonly<Record<4 | 6, readonly Place[]>>
}

interface Place {
  readonly first: readonly number[]
  readonly last: readonly number[]
  readonly service: Service
  readonly exclusive: boolean
  /** The narrowest place that holds this one: prefixes lie within each other or apart, never across. */
  within: Place | null
}

export function inForce(lists: readonly ZeroRatingList[]): InForce {
  const versions = versionsOf(lists)
  const free = freeIntervals(versions)
  const newest = new Map<string, Service>()
  for (const { list } of versions) for (const service of list.services) newest.set(service.id, service)

  const versionAt = (at: number) => {
    for (let index = versions.length - 1; index >= 0; index--) if (versions[index].from <= at) return versions[index]
    return null
  }
  const freeAt = (service: string, at: number) => {
    for (const interval of free.get(service) ?? []) if (interval.from <= at && at < interval.until) return interval
    return null
  }
  const isFree = (service: Service, at: number) => freeAt(service.id, at) !== null

  return {
    windows: versions.map(({ list, from, until }) => ({ list, from, until })),
    services: [...newest.values()],
    versionAt: at => versionAt(at)?.list ?? null,
    freeOf: service => free.get(service) ?? [],
    freeAt,
    edges(service, from, until) {
      const edges = new Set(versions.map(version => version.from))
      for (const interval of free.get(service) ?? []) edges.add(interval.from).add(interval.until)
      return [...edges].filter(edge => edge > from && edge < until).sort((a, b) => a - b)
    },
    call(called, at, forwardedTo = null) {
      const version = versionAt(at)
      if (version === null) return UNLISTED
      const service = dialled(version, called)
      if (service === null) return UNLISTED
      if (!isFree(service, at)) return { is: 'charged', service, why: 'not-now' }
      if (forwardedTo === null || staysFree(version, service, forwardedTo, at, isFree)) return { is: 'free', service }
      return { is: 'charged', service, why: 'forwarded' }
    },
    page(reached, at) {
      const version = versionAt(at)
      if (version === null) return UNLISTED
      const found = pageOf(version, reached)
      if (found.is === 'unlisted') return UNLISTED
      const { service } = found
      // Whether it was that service makes no difference then.
      if (!isFree(service, at)) return { is: 'charged', service, why: 'not-now' }
      return found.is === 'found' ? { is: 'free', service } : found
    },
  }
}

const UNLISTED = { is: 'unlisted' } as const

function versionsOf(lists: readonly ZeroRatingList[]): Version[] {
  const sorted = lists.toSorted((a, b) => a.version - b.version)
  return sorted.map((list, index) => {
    const from = Date.parse(list.inForceFrom)
    // A later version may be in force from before an earlier one: then the earlier is not at all from there on.
    const until = Math.min(
      ...sorted.slice(index + 1).map(later => Date.parse(later.inForceFrom)),
      Number.POSITIVE_INFINITY,
    )
    return { list, from, until, ...tablesOf(list) }
  })
}

function tablesOf(list: ZeroRatingList): Pick<Version, 'numbers' | 'hosts' | 'below' | 'places'> {
  const numbers = new Map<string, Service>()
  const hosts = new Map<string, Service>()
  const below = new Map<string, Service>()
  const places: Record<4 | 6, Place[]> = { 4: [], 6: [] }
  for (const service of list.services) {
    if (service.kind !== 'page') {
      for (const number of service.numbers)
        for (const spelling of spellingsOf(number, list.callingCode)) numbers.set(spelling, service)
      continue
    }
    for (const text of service.hosts) {
      const pattern = hostPatternOf(text)
      if (pattern !== null) (pattern.below ? below : hosts).set(pattern.host, service)
    }
    for (const { prefix: text, exclusive } of service.prefixes) {
      const prefix = prefixOf(text)
      if (prefix !== null) places[prefix.family].push(placeOf(prefix, service, exclusive))
    }
  }
  for (const family of [4, 6] as const) nest(places[family])
  return { numbers, hosts, below, places }
}

function placeOf(prefix: Prefix, service: Service, exclusive: boolean): Place {
  return { first: firstOf(prefix), last: lastOf(prefix), service, exclusive, within: null }
}

/** Sorts places so that a wider one stands before those within it, and tells each what it lies within. */
function nest(places: Place[]): void {
  places.sort((a, b) => compareWords(a.first, b.first) || compareWords(b.last, a.last))
  let open: Place | null = null
  for (const place of places) {
    while (open !== null && compareWords(open.last, place.last) < 0) open = open.within
    place.within = open
    open = place
  }
}

/** What each version says of its own time, put together. */
function freeIntervals(versions: readonly ListWindow[]): Map<string, Interval[]> {
  const all = new Map<string, Interval[]>()
  for (const { list, ...window } of versions)
    for (const { id, free } of list.services) all.set(id, [...(all.get(id) ?? []), ...periodsWithin(free, window)])
  for (const [service, intervals] of all) all.set(service, joined(intervals))
  return all
}

/** The parts of the periods within that time, in order. */
export function periodsWithin(periods: readonly Period[], time: Interval): Interval[] {
  return within(
    periods.map(({ from, until }) => ({
      from: Date.parse(from),
      until: until === null ? Number.POSITIVE_INFINITY : Date.parse(until),
    })),
    time,
  )
}

/** The same of intervals. */
export function within(intervals: readonly Interval[], time: Interval): Interval[] {
  return intervals
    .map(({ from, until }) => ({ from: Math.max(time.from, from), until: Math.min(time.until, until) }))
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from)
}

function joined(intervals: readonly Interval[]): Interval[] {
  const result: Interval[] = []
  for (const next of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last !== undefined && next.from <= last.until)
      result[result.length - 1] = { from: last.from, until: Math.max(last.until, next.until) }
    else result.push(next)
  }
  return result
}

function dialled(version: Version, called: string): Service | null {
  const known = version.numbers.get(called)
  if (known !== undefined) return known
  const digits = digitsOf(called)
  return (digits === null ? undefined : version.numbers.get(digits)) ?? null
}

function staysFree(
  version: Version,
  service: Service,
  forwardedTo: string,
  at: number,
  isFree: (service: Service, at: number) => boolean,
): boolean {
  if (service.kind === 'page') return false
  const target = dialled(version, forwardedTo)
  if (target !== null && isFree(target, at)) return true
  const digits = digitsOf(forwardedTo)
  if (digits === null) return false
  return service.diversions.some(number => spellingsOf(number, version.list.callingCode).includes(digits))
}

type Found = { readonly is: 'found'; readonly service: Service } | Extract<PageVerdict, { is: 'unproved' | 'unlisted' }>

function pageOf(version: Version, { host, address, port }: Reached): Found {
  const byHost = host === null ? null : serviceOfHost(version, host)
  const parsed = address === null ? null : addressOf(address)
  const narrowest = parsed === null ? null : narrowestPlace(version.places[parsed.family], parsed)
  if (byHost !== null) {
    if (parsed === null) return { is: 'unproved', service: byHost, why: 'host-only' }
    // Services may share a server.
    for (let place = narrowest; place !== null; place = place.within)
      if (place.service === byHost) return withPort(byHost, port)
    return { is: 'unproved', service: byHost, why: 'other-address' }
  }
  if (narrowest === null) return UNLISTED
  const { service, exclusive } = narrowest
  if (host !== null) return { is: 'unproved', service, why: 'other-host' }
  return exclusive ? withPort(service, port) : { is: 'unproved', service, why: 'address-only' }
}

/** A record without a port is taken at its host and address. */
function withPort(service: Service, port: number | null): Found {
  if (service.kind !== 'page') return UNLISTED
  return port === null || service.ports.includes(port)
    ? { is: 'found', service }
    : { is: 'unproved', service, why: 'other-port' }
}

/** As nearly every host comes: in its one spelling, where it has one. Spares `hostOf`, which costs microseconds. */
const PLAIN_HOST = /^[a-z0-9_.-]*[a-z0-9_-]$/

function serviceOfHost(version: Version, text: string): Service | null {
  const known = version.hosts.get(text)
  if (known !== undefined) return known
  if (PLAIN_HOST.test(text)) {
    const service = serviceAbove(version, text)
    return service === null || hostOf(text) === null ? null : service
  }
  const host = hostOf(text)
  if (host === null) return null
  return version.hosts.get(host) ?? serviceAbove(version, host)
}

function serviceAbove({ below }: Version, host: string): Service | null {
  if (below.size === 0) return null
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    const service = below.get(host.slice(dot + 1))
    if (service !== undefined) return service
  }
  return null
}

/** Of those that hold the address; the wider ones are `within` it. */
function narrowestPlace(places: readonly Place[], { words }: Address): Place | null {
  let low = 0
  let high = places.length
  const [word] = words
  while (low < high) {
    const middle = (low + high) >>> 1
    const { first } = places[middle]
    const order = first[0] === word ? compareWords(first, words) : first[0] - word
    if (order <= 0) low = middle + 1
    else high = middle
  }
  let place: Place | null = places[low - 1] ?? null
  while (place !== null && compareWords(place.last, words) < 0) place = place.within
  return place
}
