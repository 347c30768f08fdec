/**
 * The authority's server, joined: data directory, database, authority, sign-in, routes, feed, socket.
 *
 * Both `loa serve` and the tests that run in one process start it here. Whoever starts it stops it.
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import type { DestinationStream } from 'pino'
import { Keys } from '../../areas/access/keys.ts'
import { People } from '../../areas/access/people.ts'
import { apiKeyRows } from '../../areas/access/sql-keys.ts'
import { personRows } from '../../areas/access/sql-people.ts'
import {
  type DutyOptions,
  FORGET_EVERY_MS,
  LOOK_EVERY_MS,
  NOBODY_TOLD,
  openHealthChecks,
} from '../../areas/screening/health-checks.ts'
import { loadPlan, Numbering } from '../../audience/numbering.ts'
import { openApp } from '../../http/app.ts'
import { Console } from '../../http/console.ts'
import { BEAT_MS, Feed, NODE_BEAT_MS, TICK_MS } from '../../http/feed.ts'
import { Hub } from '../../http/hub.ts'
import { openLog } from '../../http/log.ts'
import { openMetrics } from '../../http/metrics.ts'
import { holdsNumber } from '../../http/numbers.ts'
import { RateLimits } from '../../http/rate.ts'
import { listen } from '../../http/server.ts'
import type { DemoAccount, Services } from '../../http/services.ts'
import { type OidcProvider, openSignIn, type PasswordHashing } from '../../http/sign-in.ts'
import { type Database, openDatabase } from '../../sql/database.ts'
import { answerRows } from '../../sql/idempotency.ts'
import { openAuthority } from '../open-authority.ts'
import { version } from '../version.ts'
import { type DataDirectory, openDataDirectory } from './data-directory.ts'

export interface ServerOptions {
  readonly data: string
  /** Null: the file in the data directory. */
  readonly database: string | null
  readonly host: string
  readonly port: number
  readonly tls: { readonly cert: string; readonly key: string } | null
  /** Where people open the console. Null: at the address that is listened on. */
  readonly url: string | null
  readonly name: string
  readonly oidc: OidcProvider | null
  readonly trustsProxy: boolean
  /** How the duty officer of health checks is told. */
  readonly duty?: DutyOptions
  readonly demo: readonly DemoAccount[] | null
  readonly logLevel: string
  readonly log: DestinationStream
  readonly checksAnswers?: boolean
  /** Default: slow, as it has to be. */
  readonly passwords?: PasswordHashing
}

export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly keyId: string
  /** For the first administrator; null: there is one. */
  readonly setupLink: string | null
  readonly services: Services
  /** Ends the streams whose session or key is over; it does so by itself every few seconds. */
  endRunOut(): Promise<void>
  stop(): Promise<void>
}

const CLEAN_EVERY_MS = 3_600_000

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const undo: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    return await start(options, undo, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(
  options: ServerOptions,
  undo: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const directory = await openDataDirectory(options.data)
  undo.push(() => directory.release())
  const database = await openDatabase(
    options.database === null ? { file: directory.databaseFile } : { url: options.database },
  )
  undo.push(async () => await database.close())
  const listening = await listen(options)
  undo.push(async () => await listening.close())
  const origins = originsOf(options, listening.port)
  const services = await servicesOf(options, directory, database, origins)
  const { hub, authority, people, keys, log } = services
  undo.push(() => hub.close())
  const feed = new Feed(authority, hub, error => log.unexpected('feed', error))
  undo.push(() => feed.close())
  const every = (ms: number, act: () => Promise<void> | void) => {
    const timer = setInterval(() => {
      Promise.resolve(act()).catch(error => log.unexpected('timer', error))
    }, ms)
    timer.unref()
    undo.push(() => clearInterval(timer))
  }
  every(TICK_MS, () => hub.tick())
  every(NODE_BEAT_MS, () => feed.beatNodes(Date.now()))
  every(BEAT_MS, async () => {
    feed.beatPeople()
    await endRunOut(hub, people, keys)
  })
  every(CLEAN_EVERY_MS, async () => await people.forgetRunOut())
  every(LOOK_EVERY_MS, async () => await services.screening.lookAfter())
  every(FORGET_EVERY_MS, async () => await services.forget())
  await services.forget()
  const setupLink = await people.setupLink()
  listening.serve(openApp(services))
  log.info('ready', { port: listening.port, version: services.version })
  return {
    url: origins[0],
    port: listening.port,
    keyId: authority.keyId,
    setupLink,
    services,
    endRunOut: async () => await endRunOut(hub, people, keys),
    stop,
  }
}

async function servicesOf(
  options: ServerOptions,
  directory: DataDirectory,
  database: Database,
  origins: readonly string[],
): Promise<Services & { forget(): Promise<void> }> {
  const authority = await openAuthority({ database, signingKey: directory.signingKey })
  const numbering = new Numbering(await loadPlan('VN'))
  const log = openLog(options.log, {
    level: options.logLevel,
    holdsNumber: text => holdsNumber(numbering, text),
  })
  const nowMs = () => Date.now()
  const hub = new Hub()
  const signIn = await openSignIn({
    kysely: database.kysely,
    secret: directory.secret,
    name: options.name,
    origins,
    oidc: options.oidc,
    log: (_, message) => log.warn('sign-in', { what: message }),
    ...(options.passwords !== undefined && { passwords: options.passwords }),
  })
  const people = new People({
    store: personRows(database),
    authority,
    hash: signIn.hash,
    origin: origins[0],
    nowMs,
    onEnded: person => {
      for (const watcher of hub.watchers()) if (watcher.who === person) watcher.end()
    },
  })
  const healthChecks = await openHealthChecks({
    ...{ database, authority, hub, log, nowMs },
    duty: options.duty ?? NOBODY_TOLD,
    directory: directory.path,
    origin: origins[0],
  })
  return {
    authority,
    ...healthChecks,
    people,
    keys: new Keys({ store: apiKeyRows(database), authority, nowMs }),
    signIn,
    hub,
    limits: new RateLimits(),
    metrics: openMetrics({ hub, authority }),
    answers: answerRows(database),
    console: new Console(consoleFolder()),
    log,
    numbering,
    name: options.name,
    version: version(),
    origins,
    oidc: options.oidc === null ? null : { name: options.oidc.name },
    demo: options.demo,
    trustsProxy: options.trustsProxy,
    ping: async () => {
      await sql`select 1`.execute(database.kysely)
    },
    nowMs,
    checksAnswers: options.checksAnswers ?? false,
  }
}

/** A stream ends with the session or the key that opened it. */
async function endRunOut(hub: Hub, people: People, keys: Keys): Promise<void> {
  const watchers = [...hub.watchers()].filter(({ session }) => session !== null)
  if (watchers.length === 0) return
  const sessions = [...new Set(watchers.map(({ session }) => session!))]
  const living = await people.livingSessions(sessions.filter(id => !id.startsWith('key:')))
  const livingKeys = await keys.livingIds()
  for (const watcher of watchers) {
    const { session } = watcher
    const lives = session!.startsWith('key:')
      ? livingKeys.has(session!.slice('key:'.length))
      : living.has(session!)
    if (!lives) watcher.end()
  }
}

/** On a machine's own address, it may be opened by its name and by its number. */
function originsOf({ url, tls, host }: ServerOptions, port: number): string[] {
  if (url !== null) return [new URL(url).origin]
  const scheme = tls === null ? 'http' : 'https'
  const named = host.includes(':') ? `[${host}]` : host
  if (!isLoopback(host)) return [`${scheme}://${named}:${port}`]
  return ['localhost', '127.0.0.1', '[::1]'].map(name => `${scheme}://${name}:${port}`)
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

/** From the sources and from the built package alike. */
function consoleFolder(): string {
  const isBuilt = import.meta.filename.endsWith('.js')
  return join(import.meta.dirname, isBuilt ? '../../../web' : '../../../dist/web')
}
