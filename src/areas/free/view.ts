/** The list of what is free as readers see it: its versions, what is free when, who holds it; and what citizens are told. */

import type { Reading } from '../../authority/store.ts'
import { historyOf } from '../../authority/trail-entry.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { isoInZone } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import type { Interval } from '../../zerorating/in-force.ts'
import type { Period, Service } from '../../zerorating/list.ts'
import { statusAt } from '../../zerorating/status.ts'
import { isKeptFrom } from '../operators/node-word.ts'
import type { StoredOperator } from '../operators/store.ts'
import { operatorRows } from '../operators/store.ts'
import { type FreeLists, type KnownLists, type Version, versionAt, versionOf } from './lists.ts'
import type { FreeNow, FreeNowService, FreeOperator, FreeOverview, FreeService, FreeVersionSummary } from './model.ts'
import type { StoredListDirective } from './store.ts'
import { freeRows } from './store.ts'
import type { FreeUseCases } from './use-cases.ts'

const MINUTE_MS = 60_000
/** A node that is connected takes a version within a second. */
export const LATE_MS = 15 * MINUTE_MS
const HISTORY_MAX = 200
const CURRENCY = { code: 'VND', decimals: 0 }

export function freeViewUseCases(work: Pick<UnitOfWork, 'store' | 'now'>, lists: FreeLists) {
  const { store } = work
  return {
    overview: async operator => await overview(store, lists, { now: work.now(), operator }),

    version: async version => {
      const known = await lists.of(freeRows(store))
      const found = versionOf(known, version)
      const history = await store.trailOf(listSubject(version).id, HISTORY_MAX)
      return {
        ...versionSummary(found, work.now()),
        list: found.list,
        before: known.versions[known.versions.indexOf(found) - 1]?.list ?? null,
        document: found.document,
        history: historyOf(history),
      }
    },

    now: async () => await freeNow(store, lists, work.now()),
  } satisfies Partial<FreeUseCases>
}

/** By which the trail finds all that was done to one version. */
export function listSubject(version: number): { kind: string; id: string } {
  return { kind: 'list', id: `list-${version}` }
}

async function overview(
  store: Reading,
  lists: FreeLists,
  { now, operator }: { readonly now: number; readonly operator: string | null },
): Promise<FreeOverview> {
  const known = await lists.of(freeRows(store))
  const draft = await freeRows(store).draft()
  const last = known.versions.at(-1) ?? null
  const operators = await operatorsOf(store, last, now)
  return {
    at: new Date(now).toISOString(),
    timeZone: last?.list.timeZone ?? TIME_ZONE,
    currency: last?.list.currency ?? CURRENCY,
    draft: {
      state: draft?.state ?? 'none',
      version: (last?.stored.version ?? 0) + 1,
      updatedAt: draft === null ? null : new Date(draft.updatedAt).toISOString(),
      updatedBy: draft?.updatedBy ?? null,
    },
    versions: known.versions.map(version => versionSummary(version, now)).reverse(),
    services: servicesOf(known, now),
    operators: operators.filter(each => operator === null || each.operator === operator),
  }
}

function versionSummary({ stored, list, from, until }: Version, now: number): FreeVersionSummary {
  const standing = until <= from ? 'never' : now < from ? 'coming' : now < until ? 'now' : ('past' as const)
  return {
    version: stored.version,
    sha256: stored.sha256,
    issuedAt: list.issuedAt,
    inForceFrom: list.inForceFrom,
    inForceUntil: instantOrNull(until, list.timeZone),
    standing,
    services: list.services.length,
    approvedBy: stored.approvedBy?.name ?? null,
  }
}

/** Those of the version in force first, in its order; then those that were on an earlier one, or will be on a later. */
function servicesOf(known: KnownLists, now: number): FreeService[] {
  const present = versionAt(known, now)?.list.services ?? []
  const listed = new Set(present.map(({ id }) => id))
  const zone = known.versions.at(-1)?.list.timeZone ?? TIME_ZONE
  const others = known.table.services.filter(({ id }) => !listed.has(id))
  return [...present, ...others].map(service => {
    return {
      service,
      isListed: listed.has(service.id),
      isFree: statusAt(known.table, service.id, now).is === 'free',
      free: known.table.freeOf(service.id).map(interval => periodOf(interval, zone)),
    }
  })
}

function periodOf({ from, until }: Interval, timeZone: string): Period {
  return { from: isoInZone(from, timeZone), until: instantOrNull(until, timeZone) }
}

// Operators ------------------------------------------------------------------------------------------------------

async function operatorsOf(store: Reading, last: Version | null, now: number): Promise<FreeOperator[]> {
  const held = await freeRows(store).held()
  const asked = last === null ? [] : await freeRows(store).listDirectives({ version: last.stored.version })
  const isKept = await isKeptFrom(store)
  return (await operatorRows(store).operators()).map(operator => {
    const holds = held.get(operator.id)
    const own = asked.filter(each => each.operator === operator.id)
    const directive = own.at(-1) ?? null
    const askedAt = own.at(0)?.issuedAt ?? null
    return {
      operator: operator.id,
      name: operator.name,
      state: stateOf(operator, { last, directive, askedAt, isKept: isKept(operator), now }),
      version: holds?.version ?? 0,
      since: holds === undefined ? null : new Date(holds.at).toISOString(),
      askedAt: askedAt === null ? null : new Date(askedAt).toISOString(),
      refusal: directive?.refusal ?? null,
    }
  })
}

function stateOf(
  operator: StoredOperator,
  known: {
    readonly last: Version | null
    readonly directive: StoredListDirective | null
    readonly askedAt: number | null
    readonly isKept: boolean
    readonly now: number
  },
): FreeOperator['state'] {
  const { last, directive, askedAt, isKept, now } = known
  if (operator.state !== 'enrolled' || operator.hello?.freeList === undefined) return 'unable'
  if (operator.flags.some(({ code }) => code === 'list-unknown')) return 'differs'
  if (directive?.state === 'held') return 'holds'
  if (isKept) return 'unable'
  if (directive?.state === 'refused') return 'refused'
  const since = askedAt ?? last?.stored.issuedAt ?? now
  return now - since > LATE_MS ? 'late' : 'waiting'
}

// Citizens -------------------------------------------------------------------------------------------------------

async function freeNow(store: Reading, lists: FreeLists, now: number): Promise<FreeNow> {
  const known = await lists.of(freeRows(store))
  const present = versionAt(known, now)
  const zone = present?.list.timeZone ?? TIME_ZONE
  const edges = edgesOf(known)
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS
  const times = {
    // Nothing has changed since.
    asOf: isoInZone(Math.max(minute, ...edges.filter(edge => edge <= now)), zone),
    changesAt: instantOrNull(Math.min(...edges.filter(edge => edge > now)), zone),
  }
  const coming = known.table.services.flatMap(service => {
    const standing = statusAt(known.table, service.id, now)
    if (standing.is !== 'coming') return []
    const next = known.table.freeAt(service.id, standing.from)
    return next === null ? [] : [told(service, next, zone)]
  })
  if (present === null) return { ...times, list: null, free: [], coming, operators: [] }
  const { list, stored } = present
  const free = list.services.flatMap(service => {
    const standing = statusAt(known.table, service.id, now)
    return standing.is === 'free' ? [told(service, standing, zone)] : []
  })
  const confirmed = await holders(store, stored.version)
  return {
    ...times,
    list: {
      version: stored.version,
      sha256: stored.sha256,
      inForceFrom: list.inForceFrom,
      country: list.country,
      timeZone: zone,
    },
    free,
    coming,
    operators: confirmed.map(({ id, name }) => ({ id, name })),
  }
}

function told(service: Service, interval: Interval, timeZone: string): FreeNowService {
  const isPage = service.kind === 'page'
  return {
    id: service.id,
    kind: service.kind,
    title: service.title,
    owner: service.owner,
    numbers: isPage ? [] : service.numbers,
    hosts: isPage ? service.hosts : [],
    speedKilobitsPerSecond: isPage ? service.speedKilobitsPerSecond : null,
    ...periodOf(interval, timeZone),
  }
}

/** Those who hold it, or a later one, which comes with all before it. */
async function holders(store: Reading, version: number): Promise<readonly StoredOperator[]> {
  const held = await freeRows(store).held()
  return (await operatorRows(store).operators()).filter(
    ({ id, state }) => state === 'enrolled' && (held.get(id)?.version ?? 0) >= version,
  )
}

/** When anything of what is free begins, ends, or is said anew. */
function edgesOf({ versions, table }: KnownLists): readonly number[] {
  return [
    ...versions.filter(({ from, until }) => until > from).map(({ from }) => from),
    ...table.services.flatMap(({ id }) => table.freeOf(id).flatMap(({ from, until }) => [from, until])),
  ]
}

function instantOrNull(at: number, timeZone: string): string | null {
  return at === Number.POSITIVE_INFINITY ? null : isoInZone(at, timeZone)
}
