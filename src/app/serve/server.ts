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
import { CAP_KEY_FILE, type CapKey, type CapKeyFiles, capKeyIn, capKeyOf } from '../../areas/bulletins/cap-key.ts'
import { SITE_SETTING } from '../../areas/bulletins/public-routes.ts'
import { loadPlan, Numbering } from '../../audience/numbering.ts'
import type { Role } from '../../authority/actor.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Failure } from '../../base/failure.ts'
import { oneAtATime } from '../../base/one-at-a-time.ts'
import type { Site } from '../../directive/public-place.ts'
import type { P256PrivateJwk } from '../../directive/roster.ts'
import { type App, openApp } from '../../http/app.ts'
import { BEAT_MS, ChangesFeed, TICK_MS } from '../../http/changes-feed.ts'
import { Console } from '../../http/console.ts'
import { Hub } from '../../http/hub.ts'
import { type Log, openLog } from '../../http/log.ts'
import { openMetrics } from '../../http/metrics.ts'
import { holdsNumber } from '../../http/numbers.ts'
import { ofOneProcess, RateLimits } from '../../http/rate.ts'
import { isLoopback, type Listening, listen } from '../../http/server.ts'
import type { Services } from '../../http/services.ts'
import type { OidcProvider, PasswordHashing } from '../../http/sign-in.ts'
import { openSignIn } from '../../http/sign-in-opening.ts'
import type { Database } from '../../sql/database.ts'
import { answerRows } from '../../sql/idempotency.ts'
import { triedRows } from '../../sql/tried.ts'
import { type OpenAreas, openAreas, SHAPES } from '../areas.ts'
import { openAuthority } from '../authority.ts'
import { CONSOLE_FOLDER } from '../console-folder.ts'
import { version } from '../version.ts'
import { type ChannelOptions, type Channels, NO_CHANNELS, openChannels } from './channels.ts'
import { BOUNCES_FOLDER } from './data-directory.ts'
import type { MediaNeeds, MediaOptions, StartedMedia } from './media.ts'
import { openPlace, type Place } from './place.ts'
import { serveTogether, type Together } from './together.ts'

export interface ServerOptions {
  readonly data: string
  /** Null: the file in the data directory. */
  readonly database: string | null
  /** Keys that the database knows are lost: those in the data directory take their place. */
  readonly replacesKey?: boolean
  readonly host: string
  readonly port: number
  readonly tls: { readonly cert: string; readonly key: string } | null
  /** Where people open the console. Null: at the address that is listened on. */
  readonly url: string | null
  /** Where other processes on the same database reach this one. Null: where it listens. */
  readonly processUrl?: string | null
  /** Origin of the page on which people sign; default: they sign in the console. */
  readonly signingUrl?: string | null
  readonly name: string
  readonly oidc: OidcProvider | null
  /** Who must give a second factor. */
  readonly asksFactorOf: ReadonlySet<Role>
  readonly trustsProxy: boolean
  /** How people are told by mail and by web push; default: they are not. */
  readonly channels?: ChannelOptions
  /** Whom alerts of health checks go to by mail. */
  readonly dutyMail?: readonly string[]
  readonly demo: readonly (DemoAccount & { readonly signingKey?: P256PrivateJwk | undefined })[] | null
  readonly logLevel: string
  readonly log: DestinationStream
  readonly checksAnswers?: boolean
  /** Default: slow, as it has to be. */
  readonly passwords?: PasswordHashing
  /** With which alerts are signed; default: a pair that is made once in the data directory. */
  readonly capKey?: CapKeyFiles | null
  /** Default: briefings have no sound and no pictures. */
  readonly media?: MediaOptions | BriefingMedia | null
  /** What was begun before this code was read; else it is begun here. */
  readonly begun?: Begun
}

export interface Begun {
  readonly listening: Listening
  readonly media: StartedMedia | null
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
  /** Settles when this server has to stop, with why. */
  readonly lost: Promise<Failure>
  stop(): Promise<void>
}

/** Sites and nodes that were cut off come first. */
const WARM_AFTER_MS = 5000

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
  const { begun } = options
  if (begun !== undefined)
    undo.push(
      async () => await begun.media?.server.stop(),
      async () => await begun.listening.close(),
    )
  const place = await openPlace(options, undo)
  const listening = begun?.listening ?? (await listen(options))
  if (begun === undefined) undo.push(async () => await listening.close())
  const origins = originsOf(options, listening.port)
  const channels = await openChannels(options.channels ?? NO_CHANNELS, place)
  undo.push(channels.close)
  const { services, areas, authority, signIn, together } = await open(options, place, {
    origins,
    channels,
    undo,
    port: listening.port,
  })
  await keepSite(authority.work, { name: options.name, origin: origins[0] })
  const { hub, log } = services
  undo.push(() => hub.close())
  const feed = new ChangesFeed(
    hub,
    areas.all.map(({ hears }) => hears ?? {}),
  )
  undo.push(
    authority.subscribe(change => {
      if (change.is === 'isolated') hub.deafen()
      if (change.is === 'rejoined') hub.hears()
      feed.tell(change)
    }),
  )
  if (together?.isHearing() === false) hub.deafen()
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
  const { shift } = authority.work
  const jobs = areas.all
    .flatMap(area => area.jobs ?? [])
    .map(job => ({
      ...job,
      act: oneAtATime(async () => {
        if (job.inEach || shift.isOurs()) await job.act()
      }),
    }))
  for (const { everyMs, act } of jobs) every(everyMs, act)
  for (const { atStart, act } of jobs) if (atStart) await act()
  const setupLink = await areas.access.people.setupLink()
  const app = openApp(
    services,
    areas.all.flatMap(({ routes }) => routes),
    areas.all.flatMap(({ cache }) => cache ?? []),
  )
  listening.serve(app)
  const warming = setTimeout(() => {
    signIn.load().catch(error => log.unexpected('sign-in', error))
    services.metrics.load().catch(error => log.unexpected('metrics', error))
  }, WARM_AFTER_MS)
  undo.push(() => clearTimeout(warming.unref()))
  log.info('ready', { port: listening.port, version: services.version })
  return {
    url: origins[0],
    port: listening.port,
    keyId: authority.work.signer.keyId,
    setupLink,
    app,
    areas,
    endRunOut: areas.access.endRunOut,
    lost: place.lost,
    stop,
  }
}

async function open(
  options: ServerOptions,
  { directory, database, keyIn }: Place,
  {
    origins,
    channels,
    undo,
    port,
  }: {
    readonly origins: readonly string[]
    readonly channels: Channels
    readonly undo: (() => Promise<void> | void)[]
    readonly port: number
  },
) {
  const numbering = new Numbering(await loadPlan('VN'))
  const log = openLog(options.log, { level: options.logLevel, holdsNumber: text => holdsNumber(numbering, text) })
  const onError = (error: unknown) => log.unexpected('tell', error)
  const { name } = options
  const signIn = openSignIn({
    ...database.joining,
    secret: directory.secret,
    name,
    origins,
    oidc: options.oidc,
    asksFactorOf: options.asksFactorOf,
    log: (_, message) => log.error('sign-in library failed', { what: message }),
    ...(options.passwords !== undefined && { passwords: options.passwords }),
  })
  const together = await togetherOf(options, database, { port, onError, undo, log, seal: signIn.seal })
  const authority = await openAuthority({
    database,
    signingKey: directory.signingKey,
    onError,
    ...(together !== null && { together }),
  })
  together?.joined(authority)
  const hub = new Hub()
  const limits = new RateLimits()
  const oidc = options.oidc === null ? null : { name: options.oidc.name }
  const areas = await openAreas({
    authority,
    database,
    hub,
    log,
    limits,
    numbering,
    signIn,
    // An embedded database has one process.
    sharedLimits: database.kind === 'sqlite' ? ofOneProcess() : triedRows(database, signIn.seal),
    about: {
      name,
      version: version(),
      asksFactorOf: options.asksFactorOf,
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
    signingUrl: options.signingUrl ?? null,
    directory: directory.path,
    dutyMail: options.dutyMail ?? [],
    secret: directory.secret,
    bounces: join(directory.path, BOUNCES_FOLDER),
    mailer: channels.mail?.mailer ?? null,
    mail: channels.mail?.provider ?? null,
    push: channels.push,
    capKey: await capKeyFor(options, { directory, database, keyIn, now: authority.work.now }),
    media: await mediaOf(options, {
      directory: directory.path,
      now: authority.work.now,
      log,
      started: options.begun?.media ?? null,
    }),
  })
  const services: Services = {
    hub,
    log,
    limits,
    numbering,
    signIn,
    name,
    origins,
    keys: areas.access.keys,
    devices: Object.assign({}, ...areas.all.map(({ devices }) => devices)),
    metrics: openMetrics({ hub, measures: areas.all.flatMap(({ measure }) => measure ?? []) }),
    answers: answerRows(database),
    console: new Console(CONSOLE_FOLDER),
    version: version(),
    shapes: SHAPES,
    trustsProxy: options.trustsProxy,
    others: together,
    ping: async () => {
      together?.mustHear()
      await sql`select 1`.execute(database.kysely)
    },
    nowMs: authority.work.now,
    checksAnswers: options.checksAnswers ?? false,
  }
  return { services, areas, authority, signIn, together }
}

const ALL_ADDRESSES: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/** Null: an embedded database has one process. */
async function togetherOf(
  { database: url, processUrl, tls, host }: ServerOptions,
  database: Database,
  needs: {
    readonly port: number
    readonly onError: (error: unknown) => void
    readonly undo: (() => Promise<void> | void)[]
    readonly log: Log
    readonly seal: (text: string) => string
  },
): Promise<Together | null> {
  if (url === null) return null
  const { port, onError, undo, log, seal } = needs
  if (processUrl == null && ALL_ADDRESSES.has(host))
    log.warn('other processes cannot reach this one, set --process-url', { host })
  const listened = `${tls === null ? 'http' : 'https'}://${namedHost(host)}:${port}`
  const together = await serveTogether({ database, url, onError, seal, address: processUrl ?? listened })
  undo.push(together.leave)
  return together
}

/** For whoever publishes the same pages as files. */
async function keepSite({ store, transaction }: UnitOfWork, site: Site): Promise<void> {
  const text = JSON.stringify(site)
  if ((await store.setting(SITE_SETTING)) === text) return
  await transaction(async tx => await tx.store.setSetting(SITE_SETTING, text))
}

/** Brought files are read anew each time: a certificate may be renewed meanwhile. A pair of our own is made once it is needed. */
async function capKeyFor(
  { capKey = null, name }: ServerOptions,
  { directory, database, keyIn, now }: Omit<Place, 'lost'> & { readonly now: () => number },
): Promise<() => Promise<CapKey>> {
  if (capKey !== null) {
    await capKeyOf(capKey)
    return async () => await capKeyOf(capKey)
  }
  let made: Promise<CapKey> | null = null
  const pair = async () => {
    made ??= keyIn(CAP_KEY_FILE, async () => await capKeyIn(directory.path, { name, nowMs: now() }))
    return await made
  }
  // Of several servers the first one has made it before the next is begun.
  if (database.kind === 'postgres') await pair()
  return pair
}

async function mediaOf({ media = null }: ServerOptions, needs: MediaNeeds): Promise<BriefingMedia | null> {
  if (media === null || 'open' in media) return media
  const { openBriefingMedia } = await import('./media.ts')
  return await openBriefingMedia(media, needs)
}

/** On a machine's own address, it may be opened by its name and by its number. */
function originsOf({ url, tls, host }: ServerOptions, port: number): string[] {
  if (url !== null) return [new URL(url).origin]
  const scheme = tls === null ? 'http' : 'https'
  if (!isLoopback(host)) return [`${scheme}://${namedHost(host)}:${port}`]
  return ['localhost', '127.0.0.1', '[::1]'].map(name => `${scheme}://${name}:${port}`)
}

function namedHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
