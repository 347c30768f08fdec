/**
 * The live rooms of briefings on a real database in virtual time, with media and streams that write down what they are told, and
 * a server that can be killed between any two of its steps.
 */
import { randomUUID } from 'node:crypto'
import type { TestContext } from 'node:test'
import { MIGRATIONS, openStore } from '../../src/app/areas.ts'
import { type Course, courseOf } from '../../src/areas/briefing/hall/course.ts'
import type { HallNeeds, Streams } from '../../src/areas/briefing/hall/hall.ts'
import { Halls } from '../../src/areas/briefing/hall/halls.ts'
import type { LogEntry } from '../../src/areas/briefing/hall/log.ts'
import type { ToldOfRoom } from '../../src/areas/briefing/hall/room-view.ts'
import type { BriefingRoom, PlaceRole, SiteIdentity } from '../../src/areas/briefing/model.ts'
import { briefingRows, type StoredBriefing, type StoredSite } from '../../src/areas/briefing/store.ts'
import type { Store } from '../../src/authority/store.ts'
import { openUnitOfWork, type UnitOfWork } from '../../src/authority/unit-of-work.ts'
import { makeKey, signerOf } from '../../src/directive/signing.ts'
import type { MediaServer, Offer, Recorded, RoomSetup } from '../../src/media/server.ts'
import { openDatabase } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'

export const START = Date.parse('2026-11-27T00:30:00Z')
const WRITER = { id: 'an', name: 'Nguyễn Văn An' }
export const PERSON = { is: 'person', ...WRITER } as const
const BY = { updatedAt: START, updatedBy: WRITER }

export interface Member {
  readonly id: string
  readonly role: PlaceRole
  readonly language: string | null
}

/** What was done outside of the server, in the order in which it was. */
export type Step =
  | { readonly is: 'kept'; readonly entries: readonly LogEntry[] }
  | { readonly is: 'media'; readonly told: string; readonly sites: readonly string[] }
  | { readonly is: 'stream'; readonly event: string }

export class FakeMedia implements MediaServer {
  readonly steps: Step[]
  readonly rooms = new Map<string, { setup: RoomSetup; heard: readonly string[] }>()
  readonly joins = new Map<string, { room: string; site: string }>()
  readonly answered: string[] = []
  readonly removed: string[] = []
  readonly listening: string[] = []
  shown: { thumbnails: readonly string[]; screen: string | null } = { thumbnails: [], screen: null }
  interpreting: ReadonlyMap<string, string> = new Map()
  /** What a room that is closed has recorded. */
  files: readonly Recorded[] = []

  constructor(steps: Step[]) {
    this.steps = steps
  }

  open(room: string, setup: RoomSetup): void {
    this.rooms.set(room, { heard: this.rooms.get(room)?.heard ?? [], setup })
  }
  heard(room: string, sites: readonly string[]): void {
    this.steps.push({ is: 'media', told: 'heard', sites })
    const known = this.rooms.get(room)
    if (known !== undefined) known.heard = sites
  }
  shows(_room: string, what: { thumbnails: readonly string[]; screen: string | null }): void {
    this.steps.push({ is: 'media', told: 'shows', sites: what.thumbnails })
    this.shown = what
  }
  interpreters(_room: string, sites: ReadonlyMap<string, string>): void {
    this.interpreting = sites
  }
  listens(_room: string, site: string, language: string | null): void {
    this.listening.push(`${site} ${language}`)
  }
  remove(_room: string, site: string): void {
    this.removed.push(site)
  }
  async join(room: string, site: string): Promise<Offer> {
    const join = `${this.joins.size}-of-the-media`
    this.joins.set(join, { room, site })
    return { join, sdp: 'v=0' }
  }
  async answer(join: string): Promise<void> {
    this.answered.push(join)
  }
  async accounts() {
    return []
  }
  async close(room: string): Promise<readonly Recorded[]> {
    const isRecorded = this.rooms.get(room)?.setup.recordTo != null
    this.rooms.delete(room)
    return isRecorded ? this.files : []
  }
  async stop(): Promise<void> {}
}

/** A page that keeps the room by what the stream tells. */
export class FakeStreams implements Streams {
  readonly steps: Step[]
  readonly rooms = new Map<string, BriefingRoom>()
  readonly ended: string[] = []
  /** What its page had been told of a site when its streams ended. */
  readonly knewAtEnd: (string | null)[] = []
  readonly #told = new Map<string, string>()
  octets = 0

  constructor(steps: Step[]) {
    this.steps = steps
  }

  tell(briefing: string, told: ToldOfRoom): void {
    const { event, data } = told
    this.steps.push({ is: 'stream', event })
    this.octets += Buffer.byteLength(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    for (const { site, is } of told.data.sites ?? []) this.#told.set(site, is)
    const before = this.rooms.get(briefing)
    if (told.event === 'room') this.rooms.set(briefing, told.data)
    else if (before !== undefined && told.event === 'change') {
      const sites = before.sites.map(row => told.data.sites?.find(({ site }) => site === row.site) ?? row)
      this.rooms.set(briefing, Object.assign({ ...before }, told.data, { sites }))
    }
  }
  end(_briefing: string, site: string, but: string | null): void {
    this.ended.push(`${site} ${but}`)
    this.knewAtEnd.push(this.#told.get(site) ?? null)
  }
  watching(): number {
    return 0
  }
}

export class HallStage {
  readonly steps: Step[] = []
  nowMs = START
  media = new FakeMedia(this.steps)
  streams = new FakeStreams(this.steps)
  halls!: Halls
  readonly errors: unknown[] = []
  /** What a killed server was about to do never ends. */
  #life = { isOver: false }
  readonly store: Store
  readonly #work: UnitOfWork
  /** The next transactions fail. */
  isDiskFull = false
  /** Of a recording that a process before did not finish. */
  recovered: HallNeeds['recovered'] = async () => []
  /** What happens while a transaction is under way. */
  meanwhile: () => void = () => {}

  private constructor(store: Store, work: (now: () => number) => UnitOfWork) {
    this.store = store
    this.#work = work(() => this.nowMs)
  }

  static async open(t: TestContext): Promise<HallStage> {
    const database = await openDatabase({ file: ':memory:' })
    t.after(async () => await database.close())
    await migrate(database, MIGRATIONS)
    const store = openStore(database)
    const signer = await signerOf(await makeKey())
    const stage = new HallStage(store, now => openUnitOfWork({ store, signer, now, tell: () => {} }))
    await stage.start()
    return stage
  }

  async start(): Promise<void> {
    const life = { isOver: false }
    this.#life = life
    this.media = new FakeMedia(this.steps)
    this.streams = new FakeStreams(this.steps)
    this.halls = this.#halls(life, this.media)
    await this.halls.start()
    this.halls.hear({ is: 'up' })
  }

  /** Others on the same database, that have none. */
  withoutMedia(): Halls {
    return this.#halls(this.#life, null)
  }

  #halls(life: { readonly isOver: boolean }, media: MediaServer | null): Halls {
    return new Halls({
      work: this.#mortal(life),
      media,
      streams: this.streams,
      iceServers: () => [],
      directory: '/data',
      recovered: async (folder, kept) => await this.recovered(folder, kept),
      onError: error => void this.errors.push(error),
    })
  }

  /** Nothing that was on its way goes on. */
  kill(): void {
    this.#life.isOver = true
  }

  #mortal(life: { readonly isOver: boolean }): UnitOfWork {
    const work = this.#work
    const alive = async () => {
      if (life.isOver) await new Promise(() => {})
    }
    return {
      ...work,
      transaction: async (act, keep) => {
        await alive()
        if (this.isDiskFull) throw new Error('the disk is full')
        const entries: LogEntry[] = []
        const result = await work.transaction(async tx => {
          this.meanwhile()
          const { store } = tx
          const rows = briefingRows(store)
          const told: typeof rows = {
            ...rows,
            append: async (briefing, entry) => {
              const kept = await rows.append(briefing, entry)
              entries.push(kept)
              return kept
            },
          }
          // An area's rows as the store has them.
          const areas = { ...store.areas, briefing: told }
          return await act({ ...tx, store: withAreas(store, areas) })
        }, keep)
        this.steps.push({ is: 'kept', entries })
        await alive()
        return result
      },
    }
  }

  /** A planned briefing with these, each of whose links was used. */
  async briefing(
    roles: readonly (PlaceRole | readonly ['interpreter', string])[],
    content: Partial<StoredBriefing['content']> = {},
  ): Promise<{ readonly id: string; readonly members: readonly Member[] }> {
    const members = roles.map((role): Member => {
      const [is, language] = typeof role === 'string' ? [role, null] : role
      return { id: randomUUID(), role: is, language }
    })
    const id = randomUUID()
    await this.store.write(async writing => {
      const rows = briefingRows(writing)
      for (const [position, member] of members.entries()) await rows.putSite(siteOf(member, position))
      await rows.putBriefing(briefingOf(id, members, content))
      for (const member of members)
        await rows.putPlace({
          briefing: id,
          site: member.id,
          linkSha256: null,
          verdict: null,
          linkExpiresAt: START + 86_400_000,
          tokenSha256: tokenOf(id, member.id),
          tokenAt: START,
        })
    })
    return { id, members }
  }

  identity(briefing: string, { id, role }: Member): SiteIdentity {
    return { briefing, site: id, role, tokenSha256: tokenOf(briefing, id) }
  }

  /** The page that watches begins with the whole. */
  async watch(briefing: string): Promise<void> {
    const hall = await this.halls.of(briefing)
    this.streams.rooms.set(briefing, structuredClone(hall.room()))
  }

  /** What the database says. */
  async course(briefing: string): Promise<Course> {
    return courseOf(await this.log(briefing))
  }

  async log(briefing: string): Promise<readonly LogEntry[]> {
    return await briefingRows(this.store).log(briefing)
  }
}

function withAreas<Of extends Store | Parameters<Parameters<Store['write']>[0]>[0]>(
  store: Of,
  areas: Readonly<Record<string, unknown>>,
): Of {
  return new Proxy(store, {
    get: (of, name) => {
      if (name === 'areas') return areas
      const value: unknown = Reflect.get(of, name)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })
}

export function tokenOf(briefing: string, site: string): string {
  return `token of ${site} in ${briefing}`
}

function siteOf({ id, role }: Member, position: number): StoredSite {
  const name = `Bệnh viện ${position} (${role})`
  const responsible = { name: `Bác sĩ ${position}`, title: 'Trưởng khoa', mail: null }
  return {
    id,
    position,
    version: 1,
    verdict: null,
    content: { name, short: `BV ${position}`, responsible, isRetired: false },
    ...BY,
  }
}

function briefingOf(
  id: string,
  members: readonly Member[],
  content: Partial<StoredBriefing['content']>,
): StoredBriefing {
  return {
    id,
    version: 1,
    state: 'planned',
    content: {
      title: 'Giao ban trực tuyến',
      startsAt: new Date(START).toISOString(),
      minutes: 90,
      agenda: [],
      roster: members.map(({ id: site, role, language }) => ({ site, role, language })),
      isQueueOpen: false,
      grantedMax: 2,
      isRecorded: true,
      ...content,
    },
    beganAt: null,
    endedAt: null,
    closedAt: null,
    createdAt: START,
    createdBy: WRITER,
    ...BY,
  }
}
