/**
 * What is wrong with a list, though its shape is right: what keeps it from being signed (`fault`), and what a person
 * should look at (`doubt`). Pure; runs in a browser too. The sentences are in `fault-words.ts`; what only the versions before
 * can tell is in `late-starts.ts`, what levels of an epidemic hold in `status.ts`.
 */
import { isTimeZone } from '../base/wall-time.ts'
import { oddLetter } from '../text/written.ts'
import { addressOf, overlap, type Prefix, prefixOf, SPECIAL_PREFIXES } from './addresses.ts'
import { significantOf, spellingsOf } from './dialled.ts'
import { hostPatternOf } from './hosts.ts'
import type { DialledService, PageService, Period, Service, ZeroRatingList } from './list.ts'

export type FaultCode = keyof typeof SEVERITIES

export interface ListFault {
  readonly code: FaultCode
  readonly severity: 'fault' | 'doubt'
  /** The id of the service, or of the list itself: ''. */
  readonly service: string
  /** The value that it is about. */
  readonly value: string
  /** The service or value that it is in conflict with; '' for none. */
  readonly other: string
}

const SEVERITIES = {
  'no-such-time-zone': 'fault',
  'in-force-before-issued': 'doubt',
  'letter-odd': 'fault',
  'id-twice': 'fault',
  'never-free': 'doubt',
  'end-before-start': 'fault',
  'periods-overlap': 'fault',
  'ends-a-second-early': 'doubt',
  'starts-in-the-past': 'doubt',
  'held-by-a-level': 'doubt',
  'ends-before-a-level': 'doubt',
  'number-twice': 'fault',
  'number-again': 'doubt',
  'diverts-to-itself': 'fault',
  'diversion-twice': 'fault',
  'host-invalid': 'fault',
  'host-is-address': 'fault',
  'host-twice': 'fault',
  'hosts-overlap': 'fault',
  'host-wide': 'doubt',
  'no-prefix': 'doubt',
  'prefix-invalid': 'fault',
  'prefix-everything': 'fault',
  'prefix-special': 'fault',
  'prefix-wide': 'doubt',
  'prefixes-overlap': 'fault',
  'port-twice': 'fault',
} as const satisfies Record<string, ListFault['severity']>

export const FAULT_CODES = Object.keys(SEVERITIES) as readonly FaultCode[]

/** Fewer fixed bits than that are more addresses than any page is served from. */
const NARROW_BITS = { 4: 16, 6: 32 } as const

export function faultsOf(list: ZeroRatingList): readonly ListFault[] {
  const found: ListFault[] = []
  const tell: Tell = (code, service, value = '', other = '') =>
    found.push({ code, severity: SEVERITIES[code], service, value, other })
  if (!isTimeZone(list.timeZone)) tell('no-such-time-zone', '', list.timeZone)
  if (Date.parse(list.inForceFrom) < Date.parse(list.issuedAt))
    tell('in-force-before-issued', '', list.inForceFrom, list.issuedAt)
  twice(
    list.services.map(({ id }) => id),
    id => tell('id-twice', id, id),
  )
  for (const service of list.services) {
    periodFaults(service, tell)
    if (service.kind === 'page') pageFaults(service, tell)
    else dialledFaults(service, list.callingCode, tell)
  }
  numbersBetween(list, tell)
  placesBetween(list.services.filter(isPage), tell)
  return found
}

/** Letters that citizens could not read in a draft. What was signed with them stays signed, so the faults above know nothing of it. */
export function oddLettersIn(services: readonly Service[]): readonly ListFault[] {
  return services.flatMap(({ id, title, owner, evidence }) =>
    [title, owner, ...evidence].flatMap(text => {
      const value = oddLetter(text)?.name
      return value === undefined
        ? []
        : [{ code: 'letter-odd', severity: SEVERITIES['letter-odd'], service: id, value, other: '' }]
    }),
  )
}

export function isSignable(list: ZeroRatingList): boolean {
  return faultsOf(list).every(({ severity }) => severity === 'doubt')
}

type Tell = (code: FaultCode, service: string, value?: string, other?: string) => void

function isPage(service: Service): service is PageService {
  return service.kind === 'page'
}

function twice(values: readonly string[], tell: (value: string) => void): void {
  const seen = new Set<string>()
  for (const value of values) {
    if (seen.has(value)) tell(value)
    seen.add(value)
  }
}

function periodFaults(service: Service, tell: Tell): void {
  if (service.free.length === 0) tell('never-free', service.id)
  for (const { from, until } of service.free) {
    if (until === null) continue
    if (Date.parse(until) <= Date.parse(from)) tell('end-before-start', service.id, until, from)
    const meant = fullHourAfter(until)
    if (meant !== null) tell('ends-a-second-early', service.id, until, meant)
  }
  const sorted = service.free.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))
  for (let at = 1; at < sorted.length; at++)
    if (endOf(sorted[at - 1]) > Date.parse(sorted[at].from))
      tell('periods-overlap', service.id, sorted[at].from, sorted[at - 1].from)
}

/** `2020-04-04T00:00:00+07:00` for `2020-04-03T23:59:59+07:00`: what is often meant by it. Null for other instants. */
function fullHourAfter(until: string): string | null {
  const match = /^(.+T\d\d:59:59)(\.9+)?(Z|[+-]\d\d:\d\d)$/.exec(until)
  if (match === null) return null
  const wall = new Date(Date.parse(`${match[1]}Z`) + 1000).toISOString().slice(0, 19)
  return `${wall}${match[3]}`
}

function endOf({ until }: Period): number {
  return until === null ? Number.POSITIVE_INFINITY : Date.parse(until)
}

function dialledFaults(service: DialledService, callingCode: string, tell: Tell): void {
  const own = new Set(service.numbers.map(number => significantOf(number, callingCode)))
  const seen = new Set<string>()
  for (const number of service.diversions) {
    const significant = significantOf(number, callingCode)
    if (seen.has(significant)) tell('diversion-twice', service.id, number)
    if (own.has(significant)) tell('diverts-to-itself', service.id, number)
    seen.add(significant)
  }
}

/** No spelling of a service's number may be one of another service's: a look-up has one answer. */
function numbersBetween(list: ZeroRatingList, tell: Tell): void {
  const owners = new Map<string, { service: string; number: string }>()
  for (const service of list.services) {
    if (service.kind === 'page') continue
    for (const number of service.numbers) {
      const spellings = spellingsOf(number, list.callingCode)
      const owner = spellings.map(spelling => owners.get(spelling)).find(one => one !== undefined)
      if (owner?.service === service.id && owner.number !== number)
        tell('number-again', service.id, number, owner.number)
      else if (owner !== undefined) tell('number-twice', service.id, number, owner.service)
      for (const spelling of spellings) owners.set(spelling, { service: service.id, number })
    }
  }
}

function pageFaults(service: PageService, tell: Tell): void {
  for (const host of service.hosts) {
    const pattern = hostPatternOf(host)
    if (addressOf(host) !== null) tell('host-is-address', service.id, host)
    else if (pattern === null) tell('host-invalid', service.id, host)
    else if (pattern.below && pattern.host.split('.').length < 3) tell('host-wide', service.id, host)
  }
  if (service.prefixes.length === 0) tell('no-prefix', service.id)
  for (const { prefix: text } of service.prefixes) {
    const prefix = prefixOf(text)
    if (prefix === null) tell('prefix-invalid', service.id, text)
    else if (prefix.length === 0) tell('prefix-everything', service.id, text)
    else if (SPECIAL_PREFIXES.some(special => overlap(special, prefix))) tell('prefix-special', service.id, text)
    else if (prefix.length < NARROW_BITS[prefix.family]) tell('prefix-wide', service.id, text)
  }
  twice(service.ports.map(String), port => tell('port-twice', service.id, port))
}

/**
 * Two services may share a server, if both say so; one host is one service's, and lies below no other's `*.`: charging
 * systems have no rule for which of two would count.
 */
function placesBetween(pages: readonly PageService[], tell: Tell): void {
  const hosts = new Map<string, string>()
  const places: { service: string; text: string; prefix: Prefix; exclusive: boolean }[] = []
  for (const page of pages) {
    for (const text of page.hosts) {
      const pattern = hostPatternOf(text)
      if (pattern === null) continue
      const key = `${pattern.below ? '*.' : ''}${pattern.host}`
      const owner = hosts.get(key)
      if (owner !== undefined) tell('host-twice', page.id, text, owner)
      hosts.set(key, page.id)
    }
  }
  for (const page of pages) {
    for (const text of page.hosts) {
      const within = hostPatternOf(text)
      const above = within === null ? null : wildcardAbove(within.host, hosts)
      if (above !== null && above.owner !== page.id) tell('hosts-overlap', page.id, text, above.pattern)
    }
    for (const { prefix: text, exclusive } of page.prefixes) {
      const prefix = prefixOf(text)
      if (prefix === null) continue
      for (const place of places) {
        const isShared = place.service !== page.id && !place.exclusive && !exclusive
        if (!isShared && overlap(place.prefix, prefix)) tell('prefixes-overlap', page.id, text, place.text)
      }
      places.push({ service: page.id, text, prefix, exclusive })
    }
  }
}

function wildcardAbove(host: string, hosts: ReadonlyMap<string, string>): { pattern: string; owner: string } | null {
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    const pattern = `*${host.slice(dot)}`
    const owner = hosts.get(pattern)
    if (owner !== undefined) return { pattern, owner }
  }
  return null
}
