/**
 * Joins the page's steps to the network, the media, the devices and what the browser keeps. What a view shows is `page` and
 * `tracks`; what is done on it is told here. One for the whole page.
 *
 *   view ── tell, act ──► stage.ts ──► effects ──► here ──► events ──► stage.ts
 *                                        │ go-in: beat, stream, rejoin.ts ──► Connection, older one kept until the newer carries
 */

import { FIRST_DOWN, SLOTS } from '../../../media/transport.ts'
import { asProblem } from '../../../web/problem.ts'
import type { ROOM_BEAT_MS, Room } from '../model.ts'
import { type Answer, Asking, type Route, type Sent } from './asking.ts'
import { Connection } from './connection.ts'
import { Devices } from './devices.ts'
import {
  forgetToken,
  keepInside,
  keepLanguage,
  keepToken,
  keptLanguage,
  keptToken,
  ownToken,
  wasInside,
} from './kept.ts'
import { Level } from './level.ts'
import { Live } from './live.ts'
import {
  type IceState,
  OFF,
  type Rejoin,
  type RejoinEvent,
  step as rejoinStep,
  STEP_PATIENCE_MS,
} from './rejoin.ts'
import { siteOf } from './room-state.ts'
import { SENDS_ALL, SENDS_NOTHING, type Sends, sendsOf } from './sending.ts'
import { type Effect, isInside, type Page, type PageEvent, pageIn, step } from './stage.ts'

const LIVE = '/api/v1/briefing-room/live'
const BEAT_MS: typeof ROOM_BEAT_MS = 1000
const POLL_MS = BEAT_MS / 4
/** That this site is there: three may be lost before it is taken for gone. */
const PRESENT_MS = 3 * BEAT_MS
const ENTER_AGAIN_MS = 2_000
/** So long the window that was loaded anew may still be there. */
const LEFT_BEHIND_MS = 1_000
export const TEST_MS = 10_000
const TEST_PATIENCE_MS = 10_000
const PICTURES_MAX = 12

export type Tracks = readonly (MediaStreamTrack | null)[]
const NO_TRACKS: Tracks = Array.from({ length: FIRST_DOWN + SLOTS }, () => null)

interface JoiningTold {
  /** It has come further. */
  readonly onStep?: () => void
  readonly onState?: (state: IceState) => void
  readonly onTracks?: () => void
}

interface Attempt {
  readonly number: number
  readonly connection: Connection
}

export class Session {
  readonly devices: Devices
  #page: Page = pageIn(keptLanguage())
  #tracks: Tracks = NO_TRACKS
  readonly #listeners = new Set<() => void>()
  readonly #asking: Asking
  #key: string | null = null
  #token: string | null = null
  #live: Live | null = null
  #rejoin: Rejoin = OFF
  /** The one that carries media, and the one that is to replace it. */
  #carrying: Attempt | null = null
  #coming: Attempt | null = null
  #timers: ReturnType<typeof setInterval>[] = []
  #isPolling = false
  #letGo: (() => void) | null = null
  #test: AbortController | null = null
  #pictures = new Map<string, Promise<string>>()
  #awake: WakeLockSentinel | null = null

  constructor() {
    this.devices = new Devices(() => this.#devicesChanged())
    this.#asking = new Asking({
      token: () => this.#token,
      language: () => this.#page.language,
    })
  }

  // What views look at ---------------------------------------------------------------------------------------------

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly page = (): Page => this.#page
  /** By their numbers: down tracks on which something comes. */
  readonly tracks = (): Tracks => this.#tracks

  tell(event: PageEvent): void {
    const { page, effects } = step(this.#page, event)
    const before = this.#page
    this.#page = page
    if (page !== before) for (const listener of this.#listeners) listener()
    if (before.room?.isMediaUp === false && page.room?.isMediaUp) this.#line({ is: 'online' })
    if (before.isScreenShown && !page.isScreenShown) this.devices.stopScreen()
    // Until it is known whether the link or the token counts, it is as it was before the page was loaded.
    if (page.stage.is !== 'entering') keepInside(isInside(page))
    for (const effect of effects) void this.#perform(effect)
    this.#send()
  }

  /** A deed in the room; what came of it is shown, or why nothing did. */
  async act<Of extends Route>(route: Of, sent: Sent<Of>): Promise<Answer<Of> | null> {
    try {
      const answer = await this.#asking.ask(route, sent)
      this.tell({ is: 'done' })
      return answer
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 401) this.tell({ is: 'unknown', problem })
      else this.tell({ is: 'failed', problem })
      return null
    }
  }

  /** The same, where the answer is the room as it is after it. */
  async actInRoom<Of extends Route>(route: Of, sent: Sent<Of>): Promise<void> {
    const room = await this.act(route, sent)
    if (room !== null) this.tell({ is: 'room', room: room as Room })
  }

  async picture(document: string, page: number): Promise<string> {
    const name = `${document} ${page}`
    const known = this.#pictures.get(name)
    if (known !== undefined) return await known
    const coming = this.#asking.picture(document, page)
    this.#pictures.set(name, coming)
    coming.catch(() => this.#pictures.delete(name))
    for (const old of [...this.#pictures.keys()].slice(0, -PICTURES_MAX)) this.#pictures.delete(old)
    return await coming
  }

  // Coming in ------------------------------------------------------------------------------------------------------

  start(): void {
    addEventListener('online', () => this.#networkChanged('online'))
    addEventListener('hashchange', () => location.hash.length > 1 && location.reload())
    whenNetworkChanges(() => this.#networkChanged('network'))
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && isInside(this.#page)) void this.#stayAwake()
    })
    if (!isSecureContext || typeof RTCPeerConnection !== 'function') {
      this.#page = {
        ...this.#page,
        stage: { is: 'refused', why: 'insecure', problem: null },
      }
      return
    }
    const key = location.hash.slice(1)
    this.#key = key === '' ? null : key
    const token = keptToken(this.#key)
    if (token === null) return this.#open(null)
    void this.#hold(token, false)
  }

  /** In this window, whatever another one does. */
  useHere(): void {
    const token = this.#token ?? keptToken(this.#key)
    if (token !== null) void this.#hold(token, true)
  }

  #open(token: string | null): void {
    this.#token = token
    this.tell({ is: 'opened', key: this.#key, token })
  }

  /** One window of a browser is in the room at a time: two would take each other's place for ever. */
  async #hold(token: string, steals: boolean): Promise<void> {
    this.#token = token
    if (await this.#lock(token, steals)) this.#open(token)
  }

  async #lock(token: string, steals: boolean): Promise<boolean> {
    return await new Promise(resolve => {
      const kept = new Promise<void>(letGo => {
        this.#letGo = letGo
      })
      navigator.locks
        .request(
          `loa-briefing ${token}`,
          steals ? { steal: true } : { signal: AbortSignal.timeout(LEFT_BEHIND_MS) },
          async () => {
            resolve(true)
            await kept
          },
        )
        // Another window has it, or has taken it.
        .catch(() => {
          resolve(false)
          this.tell({ is: 'elsewhere' })
        })
    })
  }

  // What is to be done ---------------------------------------------------------------------------------------------

  async #perform(effect: Effect): Promise<void> {
    switch (effect.do) {
      case 'enter':
        return await this.#enter(effect.key)
      case 'prove':
        return await this.#prove()
      case 'try-again':
        await new Promise(resolve => setTimeout(resolve, ENTER_AGAIN_MS))
        return await (this.#token === null && this.#key !== null
          ? this.#enter(this.#key)
          : this.#prove())
      case 'keep-token':
        this.#token = effect.token
        if (this.#key !== null) keepToken(this.#key, effect.token)
        void this.#lock(effect.token, false)
        return
      case 'forget-token':
        if (this.#token !== null) forgetToken(this.#token)
        this.#token = null
        this.#live?.stop()
        this.#letGo?.()
        return
      case 'clean-address':
        if (this.#token !== null) ownToken(this.#token)
        history.replaceState(null, '', location.pathname)
        return
      case 'watch':
        return this.#watch()
      case 'find-devices':
        return await this.devices.find()
      case 'test':
        return await this.#testCall()
      case 'go-in':
        return this.#goIn()
      case 'go-out':
        return this.#goOut()
      case 'say-goodbye':
        return void this.#asking
          .ask('POST /api/v1/briefing-room/leave', { body: {} })
          .catch(() => 0)
      case 'ask-self':
        return await this.#askSelf()
      case 'keep-language':
        keepLanguage(effect.language)
        document.documentElement.lang = effect.language
        return
      case 'focus':
        return focusTitle()
    }
  }

  async #enter(key: string): Promise<void> {
    try {
      const { token, self } = await this.#asking.ask('POST /api/v1/briefing-room/enter', {
        body: { key },
      })
      this.tell({ is: 'entered', token, self })
    } catch (error) {
      this.tell({ is: 'not-entered', problem: asProblem(error) })
    }
  }

  async #prove(): Promise<void> {
    try {
      const self = await this.#asking.ask('GET /api/v1/briefing-room', {})
      this.tell({ is: 'proved', self, wasInside: wasInside() })
    } catch (error) {
      this.tell({ is: 'not-entered', problem: asProblem(error) })
    }
  }

  async #askSelf(): Promise<void> {
    const self = await this.#asking.ask('GET /api/v1/briefing-room', {}).catch(() => null)
    if (self !== null) this.tell({ is: 'self', self })
  }

  #watch(): void {
    this.#live?.stop()
    this.#live = new Live({
      fetch: async (path, init) => await this.#asking.fetch(path, init),
      onEvent: (event, data) => {
        // As the contract says of this stream.
        if (event === 'room') this.tell({ is: 'room', room: data as Room })
        else if (event === 'change') this.tell({ is: 'change', change: data as Partial<Room> })
      },
      onBeat: () => {
        if (this.#page.stream !== 'live') this.tell({ is: 'stream', stream: 'live' })
        this.#line({ is: 'beat' })
      },
      onSilent: () => this.tell({ is: 'stream', stream: 'silent' }),
      onUnknown: problem => this.tell({ is: 'unknown', problem }),
    })
    void this.#live.run(LIVE)
  }

  #networkChanged(is: 'online' | 'network'): void {
    this.#live?.hurry()
    this.#line({ is })
  }

  // The test call --------------------------------------------------------------------------------------------------

  async #testCall(): Promise<void> {
    const test = new AbortController()
    this.#test?.abort()
    this.#test = test
    let connection: Connection | null = null
    let level: Level | null = null
    try {
      await this.devices.find()
      const { microphone } = this.devices
      if (microphone !== null) level = new Level(microphone)
      const { connection: made, connected } = await this.#joined(true, TEST_PATIENCE_MS)
      connection = made
      await within(connected, TEST_PATIENCE_MS, test.signal)
      await connection.send(this.#upTracks(), SENDS_ALL)
      this.tell({ is: 'test-began', atMs: Date.now() })
      const listening = setInterval(() => level?.read(), 100)
      await within(new Promise(resolve => setTimeout(resolve, TEST_MS)), TEST_MS * 2, test.signal)
      clearInterval(listening)
      this.tell({ is: 'test-ending' })
      const { hasMicrophone, hasCamera } = this.devices
      const isSilent = hasMicrophone === 'works' && level?.hasHeard === false
      const verdict = await this.#asking.ask('POST /api/v1/briefing-room/test/end', {
        body: {
          microphone: isSilent ? 'silent' : (hasMicrophone ?? 'missing'),
          camera: hasCamera ?? 'missing',
        },
      })
      this.tell({ is: 'tested', verdict })
    } catch (error) {
      if (!test.signal.aborted) this.tell({ is: 'test-failed', problem: asProblem(error) })
    } finally {
      level?.close()
      connection?.close()
    }
  }

  /** An offer that was answered; `connected` resolves when it carries media. */
  async #joined(
    test: boolean,
    patienceMs: number,
    told: JoiningTold = {},
  ): Promise<{ connection: Connection; connected: Promise<void> }> {
    const offer = await this.#asking.ask('POST /api/v1/briefing-room/media', {
      body: { test },
      patienceMs,
    })
    told.onStep?.()
    const { promise: connected, resolve } = Promise.withResolvers<void>()
    const connection = new Connection({
      iceServers: offer.iceServers as RTCIceServer[],
      voice: { frameMs: this.#lineNow() === 'D' ? 60 : 20 },
      onState: state => told.onState?.(state),
      onConnected: resolve,
      onTracks: () => told.onTracks?.(),
    })
    try {
      const sdp = await connection.answer(offer.sdp)
      await this.#asking.ask('POST /api/v1/briefing-room/media/{join}/answer', {
        params: { join: offer.join },
        body: new Blob([sdp], { type: 'application/sdp' }),
        patienceMs,
      })
      told.onStep?.()
      return { connection, connected }
    } catch (error) {
      connection.close()
      throw error
    }
  }

  // Inside ---------------------------------------------------------------------------------------------------------

  #goIn(): void {
    this.#test?.abort()
    void this.#stayAwake()
    this.#stopTimers()
    const present = () =>
      void this.#asking
        .ask('POST /api/v1/briefing-room/beat', { body: {}, patienceMs: PRESENT_MS })
        .catch((error: unknown) => {
          const problem = asProblem(error)
          if (problem.status === 401) this.tell({ is: 'unknown', problem })
        })
    present()
    this.#timers = [setInterval(present, PRESENT_MS), setInterval(() => void this.#poll(), POLL_MS)]
    this.#line({ is: 'start' })
  }

  #goOut(): void {
    this.#test?.abort()
    this.#stopTimers()
    this.#line({ is: 'stop' })
    for (const attempt of [this.#carrying, this.#coming]) attempt?.connection.close()
    this.#carrying = null
    this.#coming = null
    this.devices.stopScreen()
    this.#showTracks()
    if (this.#page.stage.is !== 'check') {
      this.devices.release()
      this.#live?.stop()
    }
    void this.#awake?.release()
    this.#awake = null
  }

  #stopTimers(): void {
    for (const timer of this.#timers) clearInterval(timer)
    this.#timers = []
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return
    this.#isPolling = true
    try {
      const attempt = this.#carrying
      if (attempt !== null) {
        const octets = await attempt.connection.octets()
        this.#line({ is: 'received', attempt: attempt.number, octets })
      }
      this.#line({ is: 'tick' })
    } finally {
      this.#isPolling = false
    }
  }

  #line(event: RejoinEvent): void {
    const before = this.#rejoin
    const { rejoin, begins } = rejoinStep(before, event, performance.now())
    this.#rejoin = rejoin
    const media =
      rejoin.is === 'off'
        ? 'off'
        : rejoin.is === 'up'
          ? 'up'
          : this.#page.media === 'off' || this.#page.media === 'joining'
            ? 'joining'
            : 'again'
    if (media !== this.#page.media) this.tell({ is: 'media', media })
    if (begins) void this.#begin(rejoin)
  }

  async #begin({ attempt: number, failures }: Rejoin): Promise<void> {
    this.#coming?.connection.close()
    this.#coming = null
    const patienceMs = STEP_PATIENCE_MS[Math.min(failures, STEP_PATIENCE_MS.length - 1)]
    try {
      const { connection, connected } = await this.#joined(false, patienceMs, {
        onStep: () => this.#line({ is: 'step', attempt: number }),
        onState: state => this.#line({ is: 'ice', attempt: number, state }),
        onTracks: () => this.#showTracks(),
      })
      if (this.#rejoin.attempt !== number) return connection.close()
      this.#coming = { number, connection }
      void connected.then(() => this.#carry({ number, connection }))
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 401) this.tell({ is: 'unknown', problem })
      else this.#line({ is: 'failed', attempt: number })
    }
  }

  /** The newer one carries media: the older one is not needed any more. */
  #carry(attempt: Attempt): void {
    if (this.#rejoin.attempt !== attempt.number) return attempt.connection.close()
    this.#carrying?.connection.close()
    this.#carrying = attempt
    this.#coming = null
    this.#line({ is: 'connected', attempt: attempt.number })
    this.#showTracks()
    this.#send()
  }

  #showTracks(): void {
    const tracks = NO_TRACKS.map((_, at) =>
      at < FIRST_DOWN ? null : (this.#carrying?.connection.track(at) ?? null),
    )
    if (tracks.every((track, at) => track === this.#tracks[at])) return
    this.#tracks = tracks
    for (const listener of this.#listeners) listener()
  }

  // What is sent ---------------------------------------------------------------------------------------------------

  #send(): void {
    // One that is closed meanwhile sends nothing.
    this.#carrying?.connection.send(this.#upTracks(), this.#sends()).catch(() => undefined)
  }

  #sends(): Sends {
    const { self, room, isMuted, hasCameraOff, isScreenShown } = this.#page
    if (self === null || room === null || !isInside(this.#page)) return SENDS_NOTHING
    return sendsOf({
      role: self.role,
      mayBeHeard: room.heard.includes(self.site),
      isMuted,
      hasCameraOff,
      line: this.#lineNow(),
      isScreenShown,
    })
  }

  /** As the server sees it now; before that, as the test call found it. */
  #lineNow() {
    const { self, room } = this.#page
    if (self === null || room === null) return null
    return siteOf(room, self.site)?.line ?? self.verdict?.line ?? null
  }

  #upTracks() {
    const { microphone, camera, thumbnail, screen } = this.devices
    return { audio: microphone, main: camera, thumbnail, screen }
  }

  #devicesChanged(): void {
    const { hasMicrophone, hasCamera, screen } = this.devices
    this.tell({ is: 'devices', microphone: hasMicrophone, camera: hasCamera })
    // Stopped by the browser's own button.
    if (screen === null && this.#page.isScreenShown) void this.showScreen(false)
  }

  async showScreen(isShown: boolean): Promise<boolean> {
    if (isShown && !(await this.devices.shareScreen())) return false
    await this.actInRoom('POST /api/v1/briefing-room/screen', { body: { isShown } })
    const isDone = isShown && this.#page.problem === null
    this.tell({ is: 'screen', isShown: isDone })
    if (!isDone && this.devices.screen !== null) this.devices.stopScreen()
    return true
  }

  /** A phone whose screen goes dark is soon gone. */
  async #stayAwake(): Promise<void> {
    this.#awake = await navigator.wakeLock?.request('screen').catch(() => null)
  }
}

/** Of the kind of the network alone: how fast it seems to be changes all the time. */
function whenNetworkChanges(act: () => void): void {
  const { connection } = navigator as { connection?: EventTarget & { type?: string } }
  let type = connection?.type
  connection?.addEventListener('change', () => {
    if (connection.type === type) return
    type = connection.type
    act()
  })
}

async function within<Result>(
  coming: Promise<Result>,
  patienceMs: number,
  signal: AbortSignal,
): Promise<Result> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  return await Promise.race([
    coming,
    new Promise<never>((_, reject) => {
      over.addEventListener('abort', () => reject(over.reason as Error))
    }),
  ])
}

/** With the next view. */
function focusTitle(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('h1')?.focus())
}
