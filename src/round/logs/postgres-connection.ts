/**
 * A connection to a PostgreSQL server that comes back by itself, and says of each statement whether it was answered.
 *
 * A server that is no longer the first (25006), that ends us or that does not answer in time is left, and the next connection goes to
 * whatever then stands at the address. A line that waits for commits has no such time: a commit waits as long as its standby is away,
 * and each try that was given up would leave a process of the server waiting beside it. Knows no table.
 */
import { Socket } from 'node:net'
import pg from 'pg'
import { pause, type Timekeeper } from '../../base/clock.ts'
import { reason } from '../../base/failure.ts'

/** For one answer. */
export const ANSWER_MS = 2_000
const CONNECT_MS = 2_000
const AGAIN_MS = 250

/** Classes of SQLSTATE (PostgreSQL, appendix A): 08 connection, 57 operator intervention, 53 out of resources; and 25006. */
const AWAY = /^(08|57|53)|^25006$/
/** 28 invalid authorization, 3D no such database. */
const REFUSED = /^(28|3D)/

export type Answered<Row> =
  | { readonly is: 'answered'; readonly rows: readonly Row[] }
  /** By the server, for a reason that a retry does not mend. */
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'silent' }

const SILENT = { is: 'silent' } as const

interface Line {
  readonly url: string
  readonly clock: Timekeeper
  readonly signal: AbortSignal
  /** Answers may take as long as they like; `leave` is for whoever sees that none will come. */
  readonly isPatient?: boolean
  /** A channel to be heard, and who hears. */
  readonly listen?: { readonly channel: string; readonly take: (payload: string) => void }
}

export class PostgresLine {
  readonly #of: Line
  #client: pg.Client | null = null
  #why = 'it was not connected yet'
  #warnings = 0
  #process = 0
  #isRefused = false
  /** What was asked last; never rejects. */
  #before: Promise<unknown> = Promise.resolve()
  /** Since when the statement without an answer is under way. */
  #busySince: number | null = null

  constructor(of: Line) {
    this.#of = of
    of.signal.addEventListener('abort', () => this.leave())
    void this.#keep()
  }

  /** Why there is no connection; null: there is one. */
  get away(): string | null {
    return this.#client === null ? this.#why : null
  }

  /** The server does not let us in, which waiting does not mend. */
  get isRefused(): boolean {
    return this.#isRefused
  }

  /** How many statements were carried out, but not as they should have been. */
  get warnings(): number {
    return this.#warnings
  }

  /** One statement at a time, in the order in which they were asked. */
  async ask<Row extends pg.QueryResultRow>(statement: string, values: readonly unknown[] = []): Promise<Answered<Row>> {
    const answered = this.#before.then(async () => await this.#ask<Row>(statement, values))
    this.#before = answered
    return await answered
  }

  /** For how long an answer has been waited for. */
  get busyMs(): number {
    return this.#busySince === null ? 0 : this.#of.clock.monotonic() - this.#busySince
  }

  /** The server's process behind this connection. */
  get process(): number {
    return this.#process
  }

  /** Ends the connection, and with it what is under way; there will be another one. */
  leave(): void {
    if (this.#client !== null) this.#leave(this.#client)
  }

  async #ask<Row extends pg.QueryResultRow>(statement: string, values: readonly unknown[]): Promise<Answered<Row>> {
    const client = this.#client
    if (client === null) return SILENT
    const answer = client.query<Row>(statement, [...values]).then(
      ({ rows }) => ({ is: 'answered', rows }) as const,
      (error: unknown) => this.#failed(client, error),
    )
    this.#busySince = this.#of.clock.monotonic()
    const timer = this.#of.isPatient ? null : this.#of.clock.after(ANSWER_MS, () => this.#leave(client))
    const answered = await answer
    timer?.cancel()
    this.#busySince = null
    return answered
  }

  #failed(client: pg.Client, error: unknown): Answered<never> {
    this.#why = reason(error)
    if (!(error instanceof pg.DatabaseError)) return SILENT
    if (!AWAY.test(error.code ?? '')) return { is: 'refused', why: error.message }
    this.#leave(client)
    return SILENT
  }

  #leave(client: pg.Client): void {
    if (this.#client === client) this.#client = null
    void client.end().catch(() => {})
  }

  async #keep(): Promise<void> {
    const { clock, signal } = this.#of
    while (!signal.aborted) {
      const socket = new Socket()
      const client = new pg.Client({
        connectionString: this.#of.url,
        stream: () => socket,
        connectionTimeoutMillis: CONNECT_MS,
        application_name: 'loa log',
        keepAlive: true,
      })
      const ended = new Promise<void>(done => client.once('end', done))
      client.on('error', error => {
        this.#why = reason(error)
        this.#leave(client)
      })
      const late = clock.after(CONNECT_MS + ANSWER_MS, () => this.#leave(client))
      // A server that takes connections and says nothing ends none by itself.
      const abandon = () => socket.destroy()
      signal.addEventListener('abort', abandon)
      try {
        await client.connect()
        await this.#setUp(client)
        late.cancel()
        signal.removeEventListener('abort', abandon)
        this.#client = client
        // The log was closed meanwhile.
        if (signal.aborted) this.leave()
        await ended
      } catch (error) {
        this.#why = reason(error)
        if (error instanceof pg.DatabaseError && REFUSED.test(error.code ?? '')) this.#isRefused = true
        late.cancel()
        signal.removeEventListener('abort', abandon)
        void client.end().catch(() => {})
      }
      if (this.#client === client) this.#client = null
      await pause(clock, AGAIN_MS, signal)
    }
  }

  async #setUp(client: pg.Client): Promise<void> {
    client.on('notice', ({ severity }) => {
      if (severity === 'WARNING') this.#warnings++
    })
    // A statement that the server cancels while its commit waits for a standby is told as carried out, with a warning alone.
    await client.query('set client_min_messages = warning; set statement_timeout = 0')
    const { rows } = await client.query('select pg_backend_pid() as process')
    this.#process = rows[0].process
    const { listen } = this.#of
    if (listen === undefined) return
    client.on('notification', ({ payload }) => listen.take(payload ?? ''))
    await client.query(`listen ${pg.escapeIdentifier(listen.channel)}`)
  }
}
