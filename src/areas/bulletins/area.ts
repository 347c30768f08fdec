/**
 * Bulletins as an area: the office in which they are written, approved and released, and the log of releases that channels read. What is
 * due is looked for every second, and at the start.
 */
import type { Area } from '../../authority/area.ts'
import { type AreaHands, OPEN_MAX, type OpenThing, openIn } from '../../authority/hands.ts'
import type { Reading } from '../../authority/store.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { AreaTables } from '../../sql/store.ts'
import { handsOfRound } from '../rounds/round-states.ts'
import { roundRows } from '../rounds/store.ts'
import { bulletinUseCases } from './bulletins.ts'
import type { Channel, Releases } from './channel.ts'
import { bulletinsContract } from './contract.ts'
import { bulletinFailure } from './failures.ts'
import { bulletinsOverview } from './overview.ts'
import { placementUseCases } from './placements.ts'
import { proofsOf } from './proofs.ts'
import { publicBulletinContract } from './public-contract.ts'
import { openPublicBulletins, type PublicNeeds } from './public-routes.ts'
import { releasesOf } from './releases.ts'
import { releaseDue } from './releasing.ts'
import { type BulletinRouteNeeds, bulletinRoutes } from './routes.ts'
import { kitOf } from './share-kit.ts'
import { draftSmsRounds, type SmsRounds } from './sms-drafts.ts'
import type { SoundMaker } from './sound-maker.ts'
import { soundUseCases, UNUSED_MS } from './sounds.ts'
import { bulletinTables } from './sql.ts'
import { bulletinApproval } from './states.ts'
import { bulletinRows } from './store.ts'
import type { BulletinUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

/* In whose hands bulletins are, state by state, and those that are open; and drafts of rounds that releases have made. */

const bulletinsHands: AreaHands = {
  bulletin: {
    states: bulletinApproval.hands,
    open: async store => [...(await submitted(store)), ...(await madeOfReleases(store))],
  },
  sound: null,
  placement: null,
}

async function submitted(store: Reading): Promise<readonly OpenThing[]> {
  const query = { states: ['submitted'] as const, purpose: null, cursor: null, limit: OPEN_MAX }
  const { items } = await bulletinRows(store).bulletins(query)
  return items.flatMap(({ id, state }) =>
    openIn(bulletinApproval.handsIn(state), { subject: { kind: 'bulletin', id }, page: `/desk/${id}` }),
  )
}

async function madeOfReleases(store: Reading): Promise<readonly OpenThing[]> {
  const open: OpenThing[] = []
  for (const { round: id } of await bulletinRows(store).smsDrafts(OPEN_MAX)) {
    const round = await roundRows(store).round(id)
    if (round?.state !== 'draft') continue
    const page = `/rounds/${id}/compose`
    open.push(...openIn(handsOfRound(round), { subject: { kind: 'round', id }, isLeft: true, page }))
  }
  return open
}

export const bulletins: Area<AreaTables> = {
  name: 'bulletins',
  contract: { ...bulletinsContract, ...publicBulletinContract },
  shapes: {},
  tables: bulletinTables,
  trail: trailWords,
  hands: bulletinsHands,
}

/** How late a release may be, whatever waits beside it. */
const DUE_EVERY_MS = 1000
/** People wait for it, and nobody else. */
const DRAFT_EVERY_MS = 2000
const CLEAN_EVERY_MS = 3_600_000

export interface OpenBulletins extends OpenArea {
  readonly useCases: BulletinUseCases
  readonly releases: Releases
}

export interface BulletinNeeds {
  readonly work: UnitOfWork
  readonly rounds: SmsRounds
  readonly sounds: SoundMaker
  /** Those that other areas bring. */
  readonly channels: readonly Channel[]
  readonly heading: BulletinRouteNeeds['heading']
}

type OfficeNeeds = Omit<BulletinNeeds, 'heading'>

export function openBulletins({ work, rounds, sounds, channels }: OfficeNeeds): BulletinUseCases {
  const { store } = work
  return {
    ...bulletinUseCases(work, rounds, async (...of) => {
      for (const channel of channels) await channel.rehearse?.(...of)
    }),
    ...soundUseCases(work, sounds),
    ...placementUseCases(work),
    proofs: async id => await proofsOf({ store, rounds, channels }, id),
    kit: async id => {
      const newest = (await releasesOf(store).of(id)).at(-1)
      if (newest === undefined) throw bulletinFailure('kitNotYet')
      return kitOf(newest)
    },
  }
}

export function openBulletinsArea(needs: BulletinNeeds & Omit<PublicNeeds, 'releases'>): OpenBulletins {
  const { work, rounds, heading, channels } = needs
  const { store, now: nowMs } = work
  const releases = releasesOf(store)
  const open = openPublicBulletins({ ...needs, releases })
  const useCases = openBulletins({ ...needs, channels: [open.channel, ...channels] })
  return {
    useCases,
    releases,
    routes: [...bulletinRoutes({ bulletins: useCases, store, nowMs, heading }), ...open.routes],
    cache: open.cache,
    overview: bulletinsOverview(store),
    hears: {
      bulletin: (change, feed) => feed.toMinistry(change, `bulletin ${change.bulletin}`),
      release: (change, feed) => feed.toMinistry(change, `release ${change.release.serial}`),
    },
    jobs: [
      {
        everyMs: DUE_EVERY_MS,
        act: async () => {
          while (await releaseDue(work));
        },
        atStart: true,
      },
      { everyMs: DRAFT_EVERY_MS, act: async () => await draftSmsRounds(work, rounds) },
      {
        everyMs: CLEAN_EVERY_MS,
        act: async () =>
          await work.transaction(async tx => await bulletinRows(tx.store).dropUnused(tx.now - UNUSED_MS)),
        atStart: true,
      },
    ],
    close: open.close,
  }
}
