/**
 * Effects that make services free of charge: a period in the draft of the list, which two people sign as any other version. What is left
 * ends its period in the draft of the next. An id is the number of the version that it becomes.
 */
import { freeDraftNow } from '../../areas/free/drafts.ts'
import { freeUseCases } from '../../areas/free/free.ts'
import type { FreeContent } from '../../areas/free/model.ts'
import { listSubject } from '../../areas/free/view.ts'
import type { Carrier } from '../../areas/plan/carrier.ts'
import { planAreaFailure } from '../../areas/plan/failures.ts'
import type { ThingState } from '../../areas/plan/model.ts'
import type { Actor } from '../../authority/actor.ts'
import type { Reading } from '../../authority/store.ts'
import { type Changing, type House, within } from '../../authority/unit-of-work.ts'
import { setStanding } from '../../authority/waiting.ts'
import { canonicalJson } from '../../base/canonical.ts'
import type { Failure } from '../../base/failure.ts'
import { isoInZone } from '../../base/wall-time.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { Period, Service } from '../../zerorating/list.ts'

export function freeListCarrier(house: House): Carrier {
  return {
    begin:
      async (by, { effect, from }) =>
      async changing => {
        const { version } = await changed(house, changing, by, effect, (free, zone) =>
          begun(free, isoInZone(from, zone)),
        )
        return String(version)
      },
    foresee: async (store, effect) => {
      // What is free or not at an instant is another matter: the services and the draft's state are what keeps it.
      const { draft, content } = await freeDraftNow(store, Date.parse(effect.first))
      return obstacleTo(effect, draft.state, content)
    },
    end: async (changing, by, { effect, at }) => {
      const { isFree, version, isSame } = await changed(house, changing, by, effect, (free, zone) =>
        ended(free, isoInZone(at, zone)),
      )
      // Nothing is left to be signed in it.
      if (isSame) await setStanding(changing, listSubject(version), null)
      // What operators hold says otherwise until two people have signed the next version.
      return isFree ? String(version) : true
    },
    stateOf: async (store, { id, effect, now }) => await stateOf(store, Number(id), effect, now),
  }
}

type Periods = readonly Period[]

async function changed(
  house: House,
  changing: Changing,
  by: Actor,
  effect: EffectDocument,
  change: (free: Periods, timeZone: string) => Periods,
): Promise<{ readonly version: number; readonly isFree: boolean; readonly isSame: boolean }> {
  const { draft, content, version, last } = await freeDraftNow(changing.store, changing.now)
  const obstacle = obstacleTo(effect, draft.state, content)
  if (obstacle !== null) throw obstacle
  const wanted = new Set(effect.settings.services)
  const services = content.services.map(service =>
    wanted.has(service.id)
      ? { ...service, free: [...change(service.free, content.timeZone)] }
      : service,
  )
  await save(house, changing, by, { revision: draft.revision, content: { ...content, services } })
  const isFree = (last?.list.services ?? []).some(
    service => wanted.has(service.id) && isFreeAfter(service, changing.now),
  )
  const isSame = canonicalJson(services) === canonicalJson(last?.list.services ?? [])
  return { version, isFree, isSame }
}

function obstacleTo(
  { settings }: EffectDocument,
  state: string,
  { services }: Pick<FreeContent, 'services'>,
): Failure | null {
  if (state === 'submitted') return planAreaFailure('freeListBusy')
  const unknown = settings.services.filter(id => !services.some(service => service.id === id))
  if (unknown.length === 0) return null
  return planAreaFailure('servicesUnknown', { services: [...new Set(unknown)].join(', ') })
}

async function save(
  house: House,
  changing: Changing,
  by: Actor,
  given: { readonly revision: number; readonly content: FreeContent },
): Promise<void> {
  await freeUseCases(within(house, changing)).saveDraft(by, given)
}

function begun(free: Periods, from: string): Periods {
  const at = Date.parse(from)
  const covers = free.some(period => Date.parse(period.from) <= at && endOf(period) > at)
  return covers ? free : [...free, { from, until: null }]
}

/** What has no end, or a later one, ends; what would begin later does not. */
function ended(free: Periods, until: string): Periods {
  const at = Date.parse(until)
  return free
    .filter(({ from }) => Date.parse(from) < at)
    .map(period => (endOf(period) > at ? { ...period, until } : period))
}

function endOf({ until }: Period): number {
  return until === null ? Number.POSITIVE_INFINITY : Date.parse(until)
}

function isFreeAfter({ free }: Service, at: number): boolean {
  return free.some(period => endOf(period) > at)
}

async function stateOf(
  store: Reading,
  version: number,
  { settings, first }: EffectDocument,
  now: number,
): Promise<ThingState> {
  const { draft, last } = await freeDraftNow(store, now)
  if (last !== null && last.stored.version >= version) {
    const at = Math.max(now, Date.parse(first))
    const isFree = last.list.services.some(
      service => settings.services.includes(service.id) && isFreeAfter(service, at),
    )
    return isFree ? 'out' : 'stopped'
  }
  if (draft.state === 'none') return 'stopped'
  return draft.state === 'submitted' ? 'submitted' : 'ready'
}
