/**
 * One server at a time on a PostgreSQL database: who is connected and what is streamed is in a server's memory. An advisory lock
 * of a connection of its own, which the database takes back when its holder dies.
 *
 *   held ──connection lost──► asked again ──┬──► held
 *                                           └──► another has it: lost, for good
 *
 * Knows no table. A pooler between that gives connections to others by the transaction keeps no such lock.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { reason } from '../base/failure.ts'
import { sqlFailure } from './failures.ts'

/** An advisory lock of its own: others are in store.ts, migrate.ts and the screening area. */
const SERVER_LOCK = 1_280_262_410

/** A server that was killed a moment ago is still there for its database. */
const TAKE_MS = 10_000
const AGAIN_MS = 500
const CONNECT_MS = 10_000

export interface Alone {
  /** Settles when another server has taken the database while it could not be reached. */
  readonly lost: Promise<void>
  release(): Promise<void>
}

/** Fails with databaseTaken, databaseUnavailable. */
export async function beAlone(url: string, patienceMs = TAKE_MS): Promise<Alone> {
  const holder = new Holder(url)
  await holder.take(patienceMs)
  return holder
}

class Holder implements Alone {
  readonly #url: string
  /** By which it knows a connection of its own that the database has not seen end. */
  readonly #name = `loa server ${randomBytes(8).toString('hex')}`
  readonly #lost = Promise.withResolvers<void>()
  #client: pg.Client | null = null
  #isOver = false

  constructor(url: string) {
    this.#url = url
  }

  get lost(): Promise<void> {
    return this.#lost.promise
  }

  async take(patienceMs: number): Promise<void> {
    const until = Date.now() + patienceMs
    const client = await this.#connected()
    while (!(await this.#try(client))) {
      if (Date.now() >= until) {
        await client.end()
        throw sqlFailure('databaseTaken')
      }
      await wait(AGAIN_MS)
    }
    this.#hold(client)
  }

  async release(): Promise<void> {
    this.#isOver = true
    await this.#client?.end()
  }

  #hold(client: pg.Client): void {
    this.#client = client
    client.once('end', () => {
      this.#client = null
      if (!this.#isOver) void this.#takeAgain()
    })
  }

  async #takeAgain(): Promise<void> {
    while (!this.#isOver) {
      try {
        const client = await this.#connected()
        if (await this.#try(client)) {
          this.#hold(client)
          if (this.#isOver) await client.end()
          return
        }
        const isOurs = await this.#isOurs(client)
        await client.end()
        if (!isOurs) {
          this.#lost.resolve()
          return
        }
      } catch {
        // Nobody can take it from us where nobody can reach it.
      }
      await wait(AGAIN_MS)
    }
  }

  async #connected(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      application_name: this.#name,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      throw sqlFailure('databaseUnavailable', { why: reason(error) })
    }
  }

  async #try(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [SERVER_LOCK],
    )
    return rows[0].taken
  }

  /** Whether who holds it is a connection of ours from before. */
  async #isOurs(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ name: string }>(
      `select a.application_name as name from pg_locks l
         join pg_stat_activity a on a.pid = l.pid
         join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and l.objid = $1 and l.granted and d.datname = current_database()`,
      [SERVER_LOCK],
    )
    return rows.every(({ name }) => name === this.#name)
  }
}
