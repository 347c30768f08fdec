/**
 * A Kysely for a library that keeps tables of its own and knows no transaction of ours: from its first write on, what it asks is
 * part of one that we open, in which we write too.
 *
 *   act ── reads ── (slow: a password's hash) ── first write ─┬─ more ──► result
 *                                                             │             │
 *   write ────────────────────────────────── opened here ─────┘   settled ──┴── ours ──► commit, or nothing of both
 *
 * Nothing is held before the first write. Outside of `within` it is the database as it is. Where the library makes a failure of the
 * database one of its own, `truly` fails as the database did. Knows no table and no library.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  type Transaction,
} from 'kysely'
import { Failure } from '../base/failure.ts'
import type { Tables } from './tables.ts'

/** Opens a transaction; within it `settled` gives what the library came to. To throw takes back what both wrote. */
export type Write<Result> = (settled: () => Promise<Result>) => Promise<unknown>

export interface Joining {
  readonly kysely: Kysely<Tables>
  /** Fails as `act` does, or as `write` does: then nothing was written. */
  within<Result>(write: Write<Result>, act: () => Promise<Result>): Promise<Result>
  /** Where `act` fails, or comes to what is a failure, after the database has: fails as the database did first. */
  truly<Result>(act: () => Promise<Result>, isFailure?: (result: Result) => boolean): Promise<Result>
}

/** Which transaction of ours runs here: database.ts says so. */
export const OPEN = new AsyncLocalStorage<Transaction<Tables>>()

const JOINT = new AsyncLocalStorage<Joint>()

/** What the database failed with first. */
const FAILED = new AsyncLocalStorage<{ failure: Failure | null }>()

export function joining(kysely: Kysely<Tables>, dialect: Dialect): Joining {
  const driver = new JoiningDriver(kysely)
  return {
    kysely: new Kysely<Tables>({
      dialect: {
        createDriver: () => driver,
        createAdapter: () => dialect.createAdapter(),
        createQueryCompiler: () => dialect.createQueryCompiler(),
        createIntrospector: db => dialect.createIntrospector(db),
      },
    }),
    within: async <Result>(write: Write<Result>, act: () => Promise<Result>) => {
      const done = Promise.withResolvers<Result>()
      // Who waits for it is told; whoever does not must not end the process.
      done.promise.catch(() => {})
      const joint = new Joint(async opened => {
        await write(async () => {
          opened(transactionHere())
          return await done.promise
        })
      })
      JOINT.run(joint, act).then(done.resolve, done.reject)
      try {
        return await done.promise
      } finally {
        await joint.closed()
      }
    },
    truly: async (act, isFailure = () => false) => {
      const failed: { failure: Failure | null } = { failure: null }
      try {
        const result = await FAILED.run(failed, act)
        if (failed.failure === null || !isFailure(result)) return result
      } catch (error) {
        throw failed.failure ?? error
      }
      throw failed.failure
    },
  }
}

function transactionHere(): Transaction<Tables> {
  const open = OPEN.getStore()
  if (open === undefined) throw new Error('there is no transaction to join')
  return open
}

/** Of one piece of work. */
class Joint {
  readonly #write: (opened: (tx: Transaction<Tables>) => void) => Promise<void>
  #opened: Promise<Transaction<Tables>> | null = null
  #closed: Promise<void> = Promise.resolve()

  constructor(write: (opened: (tx: Transaction<Tables>) => void) => Promise<void>) {
    this.#write = write
  }

  /** Null: it has written nothing yet, and does not now. */
  transactionFor(query: CompiledQuery): Promise<Transaction<Tables>> | null {
    if (this.#opened !== null || query.query.kind === 'SelectQueryNode') return this.#opened
    const opened = Promise.withResolvers<Transaction<Tables>>()
    this.#opened = opened.promise
    this.#closed = this.#write(opened.resolve)
    this.#closed.catch(opened.reject)
    return opened.promise
  }

  async closed(): Promise<void> {
    await this.#closed
  }
}

class JoiningDriver implements Driver {
  readonly #connection: DatabaseConnection

  constructor(kysely: Kysely<Tables>) {
    this.#connection = {
      executeQuery: async <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => {
        try {
          const transaction = await JOINT.getStore()?.transactionFor(query)
          return (await (transaction ?? kysely).executeQuery(query)) as QueryResult<Row>
        } catch (error) {
          const failed = FAILED.getStore()
          if (failed !== undefined && error instanceof Failure) failed.failure ??= error
          throw error
        }
      },
      streamQuery: () => {
        throw new Error('nothing is streamed here')
      },
    }
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  async beginTransaction(): Promise<void> {
    throw new Error('its transactions are ours')
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
}
