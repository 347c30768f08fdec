/**
 * The authority's server, joined: data directory, database, authority, sign-in, routes, feed, socket.
 *
 * Both `loa serve` and the tests that run in one process start it here. Whoever starts it stops it.
 */
import { join } from 'node:path'
import { sql } from 'kysely'
import type { DestinationStream } from 'pino'
import type { DemoAccount } from '../../areas/access/contract.ts'
import type { BriefingMedia } from '../../areas/briefing/area.ts'
import { loadPlan, Numbering } from '../../audience/numbering.ts'
import type { Role } from '../../authority/actor.ts'
import type { P256PrivateJwk } from '../../directive/roster.ts'
import { type App, openApp } from '../../http/app.ts'
import { BEAT_MS, ChangesFeed, TICK_MS } from '../../http/changes-feed.ts'
import { Console } from '../../http/console.ts'
import { Hub } from '../../http/hub.ts'
import { openLog } from '../../http/log.ts'
import { openMetrics } from '../../http/metrics.ts'
import { holdsNumber } from '../../http/numbers.ts'
import { RateLimits } from '../../http/rate.ts'
import { listen } from '../../http/server.ts'
import type { Services } from '../../http/services.ts'
import { type OidcProvider, openSignIn, type PasswordHashing } from '../../http/sign-in.ts'
import type { Database } from '../../sql/database.ts'
import { answerRows } from '../../sql/idempotency.ts'
import { type OpenAreas, openAreas, SHAPES } from '../areas.ts'
import { openAuthority } from '../authority.ts'
import { version } from '../version.ts'
import { type ChannelOptions, type Channels, NO_CHANNELS, openChannels } from './channels.ts'
import type { DataDirectory } from './data-directory.ts'
import type { MediaNeeds, MediaOptions } from './media.ts'
import { openPlace } from './place.ts'

export interface ServerOptions {
  readonly data: string
  /** Null: the file in the data directory. */
  readonly database: string | null
  /** The key of the authority in the database is lost: the one in the data directory takes its place. */
  readonly replacesKey?: boolean
  readonly host: string
  readonly port: number
  readonly tls: { readonly cert: string; readonly key: string } | null
  /** Where people open the console. Null: at the address that is listened on. */
  readonly url: string | null
  readonly name: string
  readonly oidc: OidcProvider | null
  /** Who must give a second factor. */
  readonly asksFactorOf: ReadonlySet<Role>
  readonly trustsProxy: boolean
  /** How people are told by mail and by web push; default: they are not. */
  readonly channels?: ChannelOptions
  /** Whom alerts of health checks go to by mail. */
  readonly dutyMail?: readonly string[]
  readonly demo:
    | readonly (DemoAccount & { readonly signingKey?: P256PrivateJwk | undefined })[]
    | null
  readonly logLevel: string
  readonly log: DestinationStream
  readonly checksAnswers?: boolean
  /** Default: slow, as it has to be. */
  readonly passwords?: PasswordHashing
  /** Default: briefings have no sound and no pictures. */
  readonly media?: MediaOptions | BriefingMedia | null
}

export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly keyId: string
  /** For the first administrator; null: there is one. */
  readonly setupLink: string | null
  readonly app: App
  readonly areas: OpenAreas
  /** Ends the streams whose session or key is over; it does so by itself every few seconds. */
  endRunOut(): Promise<void>
  /** Settles when another server has taken the database: this one has to stop. */
  readonly lost: Promise<void>
  stop(): Promise<void>
}

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
  const { directory, database, lost, makeOurs } = await openPlace(options, undo)
  const listening = await listen(options)
  undo.push(async () => await listening.close())
  const origins = originsOf(options, listening.port)
  const channels = await openChannels(options.channels ?? NO_CHANNELS, directory)
  undo.push(channels.close)
  const { services, areas, authority } = await open(options, directory, database, {
    origins,
    channels,
  })
  await makeOurs(authority.house.signer.keyId)
  const { hub, log } = services
  undo.push(() => hub.close())
  const feed = new ChangesFeed(
    hub,
    areas.all.map(({ hears }) => hears ?? {}),
  )
  undo.push(authority.subscribe(change => feed.tell(change)))
  for (const { close } of areas.all) if (close !== undefined) undo.push(close)
  const every = (ms: number, act: () => Promise<void> | void) => {
    const timer = setInterval(() => {
      Promise.resolve(act()).catch(error => log.unexpected('timer', error))
    }, ms)
    timer.unref()
    undo.push(() => clearInterval(timer))
  }
  every(TICK_MS, () => hub.tick())
  every(BEAT_MS, () => feed.beat())
  const jobs = areas.all.flatMap(area => area.jobs ?? [])
  for (const job of jobs) every(job.everyMs, async () => await job.act())
  for (const job of jobs) if (job.atStart) await job.act()
  const setupLink = await areas.access.people.setupLink()
  const app = openApp(
    services,
    areas.all.flatMap(({ routes }) => routes),
  )
  listening.serve(app)
  log.info('ready', { port: listening.port, version: services.version })
  return {
    url: origins[0],
    port: listening.port,
    keyId: authority.house.signer.keyId,
    setupLink,
    app,
    areas,
    endRunOut: areas.access.endRunOut,
    lost,
    stop,
  }
}

async function open(
  options: ServerOptions,
  directory: DataDirectory,
  database: Database,
  { origins, channels }: { readonly origins: readonly string[]; readonly channels: Channels },
) {
  const numbering = new Numbering(await loadPlan('VN'))
  const log = openLog(options.log, {
    level: options.logLevel,
    holdsNumber: text => holdsNumber(numbering, text),
  })
  const authority = await openAuthority({
    database,
    signingKey: directory.signingKey,
    onError: error => log.unexpected('tell', error),
  })
  const hub = new Hub()
  const limits = new RateLimits()
  const { name } = options
  const signIn = await openSignIn({
    ...database.joining,
    secret: directory.secret,
    name,
    origins,
    oidc: options.oidc,
    asksFactorOf: options.asksFactorOf,
    log: (_, message) => log.warn('sign-in', { what: message }),
    ...(options.passwords !== undefined && { passwords: options.passwords }),
  })
  const oidc = options.oidc === null ? null : { name: options.oidc.name }
  const areas = await openAreas({
    ...{ authority, database, hub, log, limits, numbering, signIn },
    about: {
      name,
      version: version(),
      oidc,
      demo: options.demo?.map(({ signingKey, ...account }) => account) ?? null,
    },
    demoKeys: new Map(
      options.demo?.flatMap(({ email, signingKey }) =>
        signingKey === undefined ? [] : [[email, signingKey] as const],
      ),
    ),
    origin: origins[0],
    origins,
    directory: directory.path,
    dutyMail: options.dutyMail ?? [],
    mailer: channels.mail?.mailer ?? null,
    push: channels.push,
    media: await mediaOf(options, {
      directory: directory.path,
      now: authority.house.now,
      log: log.info,
    }),
  })
  const services: Services = {
    ...{ hub, log, limits, numbering, signIn, name, origins },
    keys: areas.access.keys,
    devices: Object.assign({}, ...areas.all.map(({ devices }) => devices)),
    metrics: openMetrics({ hub, measures: areas.all.flatMap(({ measure }) => measure ?? []) }),
    answers: answerRows(database),
    console: new Console(consoleFolder()),
    version: version(),
    shapes: SHAPES,
    trustsProxy: options.trustsProxy,
    ping: async () => {
      await sql`select 1`.execute(database.kysely)
    },
    nowMs: authority.house.now,
    checksAnswers: options.checksAnswers ?? false,
  }
  return { services, areas, authority }
}

async function mediaOf(
  { media = null }: ServerOptions,
  needs: MediaNeeds,
): Promise<BriefingMedia | null> {
  if (media === null || 'open' in media) return media
  const { openBriefingMedia } = await import('./media.ts')
  return await openBriefingMedia(media, needs)
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
