/**
 * Effects that make services free of charge: a period in the draft of the list, which two people sign as any other version. What is left
 * ends its period in the draft of the next, unless another level holds it. An id is the number of the version that it becomes; whether it
 * is in force the versions in force say, and no other.
 */
import { freeDraftNow } from '../../areas/free/drafts.ts'
import { freeUseCases } from '../../areas/free/free.ts'
import { FreeLists, type KnownLists, type Version } from '../../areas/free/lists.ts'
import type { FreeContent } from '../../areas/free/model.ts'
import { freeRows } from '../../areas/free/store.ts'
import { listSubject } from '../../areas/free/view.ts'
import type { Carrier } from '../../areas/plan/carrier.ts'
import { planAreaFailure } from '../../areas/plan/failures.ts'
import type { ThingState, ThingWhy } from '../../areas/plan/model.ts'
import { planRows } from '../../areas/plan/store.ts'
import type { Actor } from '../../authority/actor.ts'
import type { Reading } from '../../authority/store.ts'
import { type Transaction, type UnitOfWork, within } from '../../authority/unit-of-work.ts'
import { setStanding } from '../../authority/waiting.ts'
import { canonicalJson } from '../../base/canonical.ts'
import type { Failure } from '../../base/failure.ts'
import { isoInZone } from '../../base/wall-time.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import type { Period, Service } from '../../zerorating/list.ts'
import { type Promised, statusAt } from '../../zerorating/status.ts'
import { heldFree } from './held-free.ts'

export function freeListCarrier(work: UnitOfWork): Carrier {
  const lists = new FreeLists()
  return {
    begin:
      async (by, { effect, from }) =>
      async tx => {
        const { version } = await changed(work, tx, by, effect, (free, zone) => begun(free, isoInZone(from, zone)))
        return String(version)
      },
    foresee: async (store, effect) => {
      // What is free or not at an instant is another matter: the services and the draft's state are what keeps it.
      const { draft, content } = await freeDraftNow(store, Date.parse(effect.first))
      return obstacleTo(effect, draft.state, content)
    },
    end: async (tx, by, { effect: whole, at }) => {
      const effect = withoutHeld(whole, await heldFree(tx.store, at), at)
      // Another area is at a level that holds all of it.
      if (effect.settings.services.length === 0) return true
      const { isFree, version, isSame } = await changed(work, tx, by, effect, (free, zone) =>
        ended(free, isoInZone(at, zone)),
      )
      // Nothing is left to be signed in it.
      if (isSame) await setStanding(tx, listSubject(version), null)
      // What operators hold says otherwise until two people have signed the next version.
      return isFree ? String(version) : true
    },
    stateOf: async (store, asked) => await stateOf(store, lists, asked),
    whyOf: async (store, asked) => await whyOf(store, lists, asked),
  }
}

type Periods = readonly Period[]

async function changed(
  work: UnitOfWork,
  tx: Transaction,
  by: Actor,
  effect: EffectDocument,
  change: (free: Periods, timeZone: string) => Periods,
): Promise<{ readonly version: number; readonly isFree: boolean; readonly isSame: boolean }> {
  const { draft, content, version, last } = await freeDraftNow(tx.store, tx.now)
  const obstacle = obstacleTo(effect, draft.state, content)
  if (obstacle !== null) throw obstacle
  const wanted = new Set(effect.settings.services)
  const services = content.services.map(service =>
    wanted.has(service.id) ? { ...service, free: [...change(service.free, content.timeZone)] } : service,
  )
  await save(work, tx, by, { revision: draft.revision, content: { ...content, services } })
  const isFree = (last?.list.services ?? []).some(service => wanted.has(service.id) && isFreeAfter(service, tx.now))
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
  work: UnitOfWork,
  tx: Transaction,
  by: Actor,
  given: { readonly revision: number; readonly content: FreeContent },
): Promise<void> {
  await freeUseCases(within(work, tx), heldFree).saveFreeDraft(by, given)
}

function begun(free: Periods, from: string): Periods {
  const at = Date.parse(from)
  const covers = free.some(period => Date.parse(period.from) <= at && endOf(period) > at)
  if (covers) return free
  // What would begin later is within it.
  return [...free.filter(period => endOf(period) <= at), { from, until: null }]
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

interface Asked {
  readonly id: string
  readonly effect: EffectDocument
  readonly now: number
}

/** By the versions in force where the one that it became is signed; until then by the draft. */
async function whyOf(store: Reading, lists: FreeLists, { id, effect, now }: Asked): Promise<readonly ThingWhy[]> {
  const known = await lists.of(freeRows(store))
  const became = known.versions.find(({ stored }) => stored.version === Number(id))
  const { content } = await freeDraftNow(store, now)
  const titles = new Map([...content.services, ...known.table.services].map(service => [service.id, service.title]))
  return effect.settings.services.flatMap((service): readonly ThingWhy[] => {
    const of = titles.get(service) ?? service
    if (became !== undefined) return [{ of, ...signedWhy(known, became, service, now) }]
    const drafted = content.services.find(each => each.id === service)
    const at = Math.max(now, Date.parse(effect.first))
    return [{ is: drafted !== undefined && isFreeAfter(drafted, at) ? 'drafted' : 'undrafted', of }]
  })
}

type Why<Is extends ThingWhy = Exclude<ThingWhy, { is: 'drafted' | 'undrafted' }>> = Is extends ThingWhy
  ? Omit<Is, 'of'>
  : never

function signedWhy({ table }: KnownLists, became: Version, service: string, now: number): Why {
  const standing = statusAt(table, service, now)
  const dropped = (by: number, at: number): Why => ({ is: 'dropped', version: by, at: instantOf(at) })
  switch (standing.is) {
    case 'free':
    case 'coming':
      return { is: standing.is, at: instantOf(standing.from) }
    case 'ended':
      // Free before, by another's word: the version that it became has never had it.
      if (standing.at <= became.from) return dropped(became.stored.version, became.from)
      return standing.version === null
        ? { is: 'ended', at: instantOf(standing.at) }
        : dropped(standing.version, standing.at)
    case 'never':
      return dropped(became.stored.version, became.from)
  }
}

function instantOf(at: number): string {
  return new Date(at).toISOString()
}

async function stateOf(store: Reading, lists: FreeLists, asked: Asked): Promise<ThingState> {
  const effect = await own(store, asked)
  const { services } = effect.settings
  const why = await whyOf(store, lists, { ...asked, effect })
  const { draft, version } = await freeDraftNow(store, asked.now)
  const is = (wanted: ThingWhy['is']) => why.filter(each => each.is === wanted).length
  if (version <= Number(asked.id)) {
    const { table } = await lists.of(freeRows(store))
    const isNowhere = services.every(id => ['ended', 'never'].includes(statusAt(table, id, asked.now).is))
    // What is free until the draft is signed waits for that.
    if (draft.state === 'none' || (is('undrafted') === why.length && isNowhere)) return 'stopped'
    return draft.state === 'submitted' ? 'submitted' : 'ready'
  }
  if (services.length > 0 && is('free') === why.length) return 'out'
  if (is('free') > 0) return 'partly'
  return is('coming') > 0 ? 'approved' : 'stopped'
}

/** Of an effect that is over without those that other levels still hold: nobody stops them for it. */
async function own(store: Reading, { effect, now }: Asked): Promise<EffectDocument> {
  const { plan, purpose, key, change } = effect
  const running = await planRows(store).notEnded({ plan: plan.id, purpose }, now)
  if (running.some(({ document }) => document.key === key && document.change === change)) return effect
  return withoutHeld(effect, await heldFree(store, now), now)
}

function withoutHeld(effect: EffectDocument, held: readonly Promised[], at: number): EffectDocument {
  const { settings } = effect
  const isHeld = (id: string) => held.some(({ service, from }) => service === id && from <= at)
  return { ...effect, settings: { ...settings, services: settings.services.filter(id => !isHeld(id)) } }
}
