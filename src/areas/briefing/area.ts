/**
 * The briefing as an area: the office, where briefings are prepared and their minutes kept, the live rooms, instructions to sites, and
 * how sites prove who they are. Reminders are looked for every hour, and at the start.
 *
 * Of several processes one has all rooms with their media: the one whose shift it is. What the office of another has changed it hears of.
 */

import { statfs } from 'node:fs/promises'
import type { Area } from '../../authority/area.ts'
import { type AreaHands, type HandsOf, OPEN_MAX, openIn } from '../../authority/hands.ts'
import type { Mailer } from '../../authority/mailer.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { OpenArea } from '../../http/area.ts'
import type { Hub } from '../../http/hub.ts'
import type { Log } from '../../http/log.ts'
import type { Prometheus } from '../../http/metrics.ts'
import type { RateLimits } from '../../http/rate.ts'
import type { MediaEvent, MediaServer } from '../../media/server.ts'
import type { AreaTables } from '../../sql/store.ts'
import { officeContract } from './contract.ts'
import { hallContract } from './hall/contract.ts'
import { beatRooms, roomStreams } from './hall/feed.ts'
import type { HallNeeds } from './hall/hall.ts'
import { Halls, type IceServers } from './hall/halls.ts'
import { ownWork } from './hall/own-work.ts'
import type { Hall } from './hall/port.ts'
import { roomRoutes } from './hall/routes.ts'
import { instructionContract } from './instructions/contract.ts'
import { InstructionLetters } from './instructions/letters.ts'
import { type InstructionNeeds, instructionRoutes } from './instructions/routes.ts'
import { instructionApproval, WRITERS } from './instructions/states.ts'
import { instructionUseCases } from './instructions/use-cases.ts'
import { instructionViews } from './instructions/view.ts'
import { type BriefingState, ROOM_BEAT_MS, type SiteIdentity } from './model.ts'
import { officeRoutes } from './office/routes.ts'
import { briefingOverview } from './overview.ts'
import { atSite } from './site-device.ts'
import { briefingTables } from './sql.ts'
import { type BriefingReading, briefingRows } from './store.ts'
import { type OfficeUseCases, officeUseCases } from './use-cases.ts'
import { trailWords } from './words-trail.ts'

/* In whose hands briefings and instructions are, state by state, and the instructions that are open. */

/** Whoever planned it prepares it; one that a decision has planned waits for all who may (waiting.ts). */
const briefingStates: HandsOf<BriefingState> = {
  planned: { writers: WRITERS },
  open: 'itself',
  ended: 'nobody',
  cancelled: 'nobody',
}

const briefingHands: AreaHands = {
  briefing: { states: briefingStates, open: async () => [] },
  instruction: {
    states: instructionApproval.hands,
    open: async store => {
      const recent = await briefingRows(store).instructionsSince(0, OPEN_MAX)
      return recent.flatMap(({ id, state }) =>
        openIn(instructionApproval.handsIn(state), {
          subject: { kind: 'instruction', id },
          page: `/instructions/${id}`,
        }),
      )
    },
  },
}

export const briefing: Area<AreaTables> = {
  name: 'briefing',
  contract: { ...officeContract, ...hallContract, ...instructionContract },
  shapes: {},
  tables: briefingTables,
  trail: trailWords,
  hands: briefingHands,
}

const REMIND_EVERY_MS = 3_600_000

export interface OpenBriefing extends OpenArea {
  readonly office: OfficeUseCases
}

/** What forwards sound and pictures. */
export interface BriefingMedia {
  readonly open: (hear: (event: MediaEvent) => void) => MediaServer
  /** Whom a site's browser asks for a way through, with what it needs to be let in. */
  readonly iceServers: (of: SiteIdentity) => IceServers
  /** Files of a recording that a server before this one did not finish. */
  readonly recovered: HallNeeds['recovered']
}

export async function openBriefingArea(needs: {
  readonly work: UnitOfWork
  readonly hub: Hub
  readonly limits: RateLimits
  readonly log: Log
  readonly mailer: Mailer | null
  /** Where people and sites open the console and the room. */
  readonly origin: string
  /** The data directory, for recordings. */
  readonly directory: string
  /** Null: a room has no sound and no pictures. */
  readonly media: BriefingMedia | null
  /** With what documents of the authority are headed. */
  readonly heading: InstructionNeeds['heading']
}): Promise<OpenBriefing> {
  const { work, hub, limits, log, mailer, origin, directory, heading } = needs
  const media = needs.media?.open(event => halls.hear(event)) ?? null
  const halls = new Halls({
    work: ownWork(work),
    media,
    streams: roomStreams(hub),
    iceServers: needs.media?.iceServers ?? (() => []),
    recovered: needs.media?.recovered ?? (async () => []),
    directory,
    onError: error => log.unexpected('briefing', error),
  })
  const started = Promise.withResolvers<void>()
  const endHalls = work.shift.during(async signal => {
    await halls.start().then(started.resolve, started.reject)
    await aborted(signal)
    await halls.close()
  })
  if (work.shift.isOurs()) await started.promise
  const hall: Hall = {
    changed: id => halls.changed(id),
    remove: (id, site) => work.publish({ is: 'putOut', briefing: id, site }),
    room: async id => await halls.room(id),
  }
  const office = officeUseCases({ work, hall, mailer, origin, instructions: instructionViews(work.signer.publicKey) })
  const letters = mailer === null ? null : new InstructionLetters({ work, mailer })
  return {
    office,
    routes: [
      ...officeRoutes({ office, limits, nowMs: work.now, store: work.store, directory }),
      ...instructionRoutes({
        instructions: instructionUseCases(work, letters),
        nowMs: work.now,
        briefing: office.briefing,
        heading,
      }),
      ...roomRoutes({ halls, hub, limits, office, nowMs: work.now }),
    ],
    devices: { site: atSite(office) },
    overview: briefingOverview(work.store),
    measure: prometheus => measureBriefings(prometheus, { rows: briefingRows(work.store), directory }),
    hears: {
      briefing: (change, feed) => {
        const { briefing: id } = change
        if (id !== null) halls.changed(id)
        feed.toMinistry(change, `briefing ${id ?? 'sites'}`)
      },
      putOut: ({ briefing: id, site }) => halls.remove(id, site),
      instruction: (change, feed) => feed.toMinistry(change, `instruction ${change.instruction}`),
    },
    jobs: [
      {
        everyMs: ROOM_BEAT_MS,
        inEach: true,
        act: async () => {
          beatRooms(hub)
          await halls.tick()
        },
      },
      ...(letters === null
        ? []
        : [{ everyMs: REMIND_EVERY_MS, act: async () => await letters.remind(), atStart: true as const }]),
    ],
    close: async () => {
      await endHalls()
      await media?.stop()
    },
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise(done => signal.addEventListener('abort', done, { once: true }))
}

/** What Prometheus reads of all briefings together: what they weigh, and what is left on the disk that their recordings are on. */
function measureBriefings(
  { registry, Gauge }: Prometheus,
  { rows, directory }: { readonly rows: Pick<BriefingReading, 'sizes'>; readonly directory: string },
): () => Promise<void> {
  const registers = [registry]
  const weight = new Gauge({
    name: 'loa_briefing_bytes',
    help: 'Bytes of all briefings: pictures of documents, in the database, and recordings, in the data directory',
    labelNames: ['of'],
    registers,
  })
  const free = new Gauge({
    name: 'loa_disk_free_bytes',
    help: 'Bytes that are free on the disk of the data directory; below 1 GB nothing is recorded',
    registers,
  })
  return async () => {
    for (const [of, octets] of Object.entries(await rows.sizes())) weight.set({ of }, octets)
    const { bavail, bsize } = await statfs(directory)
    free.set(bavail * bsize)
  }
}
