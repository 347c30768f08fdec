/**
 * The processes that serve one PostgreSQL database, as one of them knows them: a row each, which its own beat keeps alive by the
 * database's clock, and a connection of its own on which it hears what others have changed (announcing.ts).
 *
 *   join ──► hears ──beat──► hears ── the connection ends, or a beat is not answered ──► isolated ── again and again ──► rejoined
 *
 * Who is isolated misses what is told meanwhile: it says so at once, and that it is over. What the dead held and who was connected to
 * them is removed with their rows, by whoever finds that first. Knows no area.
 */

import pg from 'pg'
import type { Shift } from '../authority/shift.ts'
import type { Brief, PresenceKind } from '../authority/store.ts'
import { reason } from '../base/failure.ts'
import { CHANNEL, payloadsOf, readTold } from './announcing.ts'
import type { Database } from './database.ts'
import { LIFE_MS } from './database-clock.ts'
import { sqlFailure } from './failures.ts'
import { LeaseShift } from './lease-shift.ts'
import { SharedPresence } from './presence.ts'

const BEAT_MS = 1000
/** A beat that is not answered by then: the server is silent, or the way to it is. */
const SILENT_MS = 3000
const AGAIN_MS = 250
const CLAIMS_MAX = 20
const CONNECT_MS = 5000
/** Before its time is over for others, it is over for whoever holds something. */
const MARGIN_MS = 500

export interface ProcessesNeeds {
  readonly database: Database
  readonly url: string
  /** `http(s)://host:port`, where other processes reach this one. */
  readonly address: string
  /** What others have changed, in the order in which they told it. */
  readonly hear: (brief: Brief) => void
  readonly onIsolated: () => void
  readonly onRejoined: () => void
  readonly onError: (error: unknown) => void
}

/** Another process, and where it is reached. */
interface Owner {
  readonly id: string
  readonly address: string
}

export type Claim = { readonly is: 'ours' } | ({ readonly is: 'theirs' } & Owner)

export class Processes {
  readonly #needs: ProcessesNeeds
  readonly #presence: Readonly<Record<PresenceKind, SharedPresence>>
  readonly #shifts: LeaseShift[] = []
  #client: pg.Client | null = null
  /** When the last beat that was answered was sent, by the process's own clock. */
  #beatMs = Number.NEGATIVE_INFINITY
  #beats: NodeJS.Timeout | null = null
  #isBeating = false
  #isOver = false

  private constructor(needs: ProcessesNeeds) {
    this.#needs = needs
    const { database } = needs
    this.#presence = { node: new SharedPresence(database, 'node'), cluster: new SharedPresence(database, 'cluster') }
  }

  /** Fails with databaseUnavailable. Its tables are there. */
  static async join(needs: ProcessesNeeds): Promise<Processes> {
    const processes = new Processes(needs)
    await processes.#connect()
    processes.#beats = setInterval(() => void processes.#beat(), BEAT_MS).unref()
    return processes
  }

  /** Whether it hears what others tell. */
  get isHearing(): boolean {
    return this.#client !== null
  }

  presence(of: PresenceKind): SharedPresence {
    return this.#presence[of]
  }

  /** Of one name there is one in all processes. Taken where it is free before this resolves. */
  async shift(name: string): Promise<Shift> {
    const shift = new LeaseShift({
      take: async () => (await this.claim(name)).is === 'ours',
      isLiving: () => this.#isLiving,
      onError: this.#needs.onError,
    })
    this.#shifts.push(shift)
    await shift.look()
    return shift
  }

  /** Whoever has it keeps it as long as it lives. Fails with processIsolated. */
  async claim(name: string): Promise<Claim> {
    const { self } = this.#needs.database
    for (let tries = 0; tries < CLAIMS_MAX && this.#client !== null; tries++) {
      const { rows } = await this.#client.query<Owner>(CLAIM, [name, self, LIFE_MS])
      const [owner] = rows
      if (owner?.id === self) return { is: 'ours' }
      if (owner !== undefined) return { is: 'theirs', ...owner }
      // Another has taken it meanwhile, or this process is not heard to live: its next beat says so.
      await new Promise(done => setTimeout(done, AGAIN_MS))
    }
    throw sqlFailure('processIsolated')
  }

  async release(name: string): Promise<void> {
    await this.#client?.query('delete from lease where name = $1 and process_id = $2', [
      name,
      this.#needs.database.self,
    ])
  }

  /** What it holds is free, and others know that it is gone. */
  async leave(): Promise<void> {
    this.#isOver = true
    this.#beatMs = Number.NEGATIVE_INFINITY
    if (this.#beats !== null) clearInterval(this.#beats)
    for (const shift of this.#shifts) shift.check()
    const client = this.#client
    this.#client = null
    if (client === null) return
    await this.#remove(client, [this.#needs.database.self]).catch(this.#needs.onError)
    await client.end().catch(() => {})
  }

  get #isLiving(): boolean {
    return performance.now() - this.#beatMs < LIFE_MS - MARGIN_MS
  }

  async #connect(): Promise<void> {
    const { url, database, address } = this.#needs
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: SILENT_MS,
      keepAlive: true,
      application_name: 'loa changes',
    })
    client.on('error', () => {})
    try {
      await client.connect()
      client.on('notification', ({ payload }) => this.#hear(payload ?? ''))
      await client.query(`listen ${CHANNEL}`)
      const sentMs = performance.now()
      const { rows } = await client.query<{ anew: boolean }>(REGISTER, [...[database.self, address]])
      this.#lives(sentMs, rows[0].anew)
    } catch (error) {
      cut(client)
      throw sqlFailure('databaseUnavailable', { why: reason(error) })
    }
    this.#client = client
    client.once('end', () => this.#isolated(client))
  }

  /** What others may have taken while it was dead to them is not its own until it has looked again. `anew`: they had removed it. */
  #lives(sentMs: number, anew: boolean): void {
    if (anew || !this.#isLiving) for (const shift of this.#shifts) shift.lose()
    this.#beatMs = sentMs
  }

  #hear(payload: string): void {
    const told = readTold(payload)
    if (told === null || told.from === this.#needs.database.self) return
    for (const brief of told.changes) this.#needs.hear(brief)
  }

  #isolated(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = null
    cut(client)
    if (this.#isOver) return
    this.#needs.onIsolated()
    this.#rejoin().catch(this.#needs.onError)
  }

  async #rejoin(): Promise<void> {
    while (this.#client === null && !this.#isOver) {
      await this.#connect().catch(() => {})
      if (this.#client === null) await new Promise(done => setTimeout(done, AGAIN_MS))
    }
    if (this.#isOver) return
    this.#needs.onRejoined()
    for (const presence of Object.values(this.#presence)) await presence.again()
  }

  async #beat(): Promise<void> {
    const client = this.#client
    if (client === null || this.#isBeating) {
      for (const shift of this.#shifts) shift.check()
      return
    }
    this.#isBeating = true
    try {
      const sentMs = performance.now()
      const { rows } = await client.query<{ dead: string[]; lives: boolean }>(BEAT, [
        this.#needs.database.self,
        LIFE_MS,
      ])
      const { dead, lives } = rows[0]
      // Others took it for dead: nobody knows any more who is connected here.
      if (!lives) return this.#isolated(client)
      this.#lives(sentMs, false)
      if (dead.length > 0) await this.#remove(client, dead)
      for (const shift of this.#shifts) await shift.look()
    } catch (error) {
      this.#needs.onError(error)
      this.#isolated(client)
    } finally {
      this.#isBeating = false
    }
  }

  /** Told with it: who was connected to them is not connected any more. */
  async #remove(client: pg.Client, ids: readonly string[]): Promise<void> {
    const { self } = this.#needs.database
    await client.query('begin')
    const removed = await client.query<{ id: string }>(REMOVE, [ids, self, LIFE_MS])
    const gone = await client.query<{ kind: PresenceKind; subject: string }>(REMOVE_PRESENCE)
    await client.query('delete from lease where process_id not in (select id from process)')
    const briefs = gone.rows.map(({ kind, subject }) => ({ is: 'absent', of: kind, subject }))
    if (removed.rows.length > 0 && briefs.length > 0)
      for (const payload of payloadsOf(self, briefs)) await client.query('select pg_notify($1, $2)', [CHANNEL, payload])
    await client.query('commit')
    for (const brief of briefs) this.#needs.hear(brief)
  }
}

/** Whatever waits on it fails, and it is not waited for. */
function cut(client: pg.Client): void {
  client.connection.stream.destroy()
}

const NOW = `(extract(epoch from clock_timestamp()) * 1000)::bigint`

const REGISTER = `
  insert into process (id, address, started_at, beat_at) values ($1, $2, ${NOW}, ${NOW})
  on conflict (id) do update set beat_at = ${NOW}, address = $2
  returning xmax = 0 as anew`

const BEAT = `
  with beat as (update process set beat_at = ${NOW} where id = $1 returning id)
  select exists (select 1 from beat) as lives,
         array(select id from process where id <> $1 and beat_at < ${NOW} - $2::bigint) as dead`

/** The one that leaves by itself, and those that are dead still. */
const REMOVE = `
  delete from process where id = any($1::text[]) and (id = $2 or beat_at < ${NOW} - $3::bigint) returning id`

const REMOVE_PRESENCE = `
  delete from presence where process_id not in (select id from process) returning kind, subject`

/** Ours where it is nobody's, or that of a process that is dead; else whose it is. */
const CLAIM = `
  with taken as (
    insert into lease (name, process_id, taken_at)
    select $1, id, ${NOW} from process where id = $2 and beat_at >= ${NOW} - $3::bigint
    on conflict (name) do update set process_id = $2, taken_at = ${NOW}
      where not exists (
        select 1 from process p where p.id = lease.process_id and p.beat_at >= ${NOW} - $3::bigint)
    returning process_id
  )
  select p.id, p.address from process p where p.id = coalesce(
    (select process_id from taken), (select process_id from lease where name = $1))`
