/**
 * Joins the page's steps to the network, the media, the devices and what the browser keeps. What a view shows is `page` and
 * `tracks`; what is done on it is told here. One for the whole page.
 *
 *   view ── tell, act ──► page.ts ──► effects ──► here ──► events ──► page.ts
 *                                       └─ go-in: beat, stream (live.ts), media (media-link.ts)
 */
import { asProblem } from '../../../web/problem.ts'
import type { BriefingRoom, LineClass, ROOM_BEAT_MS } from '../model.ts'
import { type Answer, Asking, type Route, type Sent } from './asking.ts'
import { Computer } from './computer.ts'
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
import { isVoiced } from './lamp.ts'
import { Live } from './live.ts'
import { MediaLink, type Tracks } from './media-link.ts'
import { type Effect, isInside, type Page, type PageEvent, pageIn, step } from './page.ts'
import { siteOf } from './room-state.ts'
import type { Voice } from './sdp.ts'
import { SENDS_NOTHING, type Sends, sendsOf } from './sending.ts'
import { testCall } from './test-call.ts'

const LIVE = '/api/v1/briefing-room/live'
const BEAT_MS: typeof ROOM_BEAT_MS = 1000
/** That this site is there: three may be lost before it is taken for gone. */
const PRESENT_MS = 3 * BEAT_MS
const ENTER_AGAIN_MS = 2_000
/** So long the window that was loaded anew may still be there. */
const LEFT_BEHIND_MS = 1_000
const PICTURES_MAX = 12

export class Session {
  readonly devices: Devices
  #page: Page = pageIn(keptLanguage())
  readonly #listeners = new Set<() => void>()
  readonly #asking: Asking
  readonly #media: MediaLink
  readonly #computer: Computer
  #live: Live | null = null
  #key: string | null = null
  #token: string | null = null
  /** When the page was loaded. */
  readonly #wasInside = wasInside()
  #presence: ReturnType<typeof setInterval> | null = null
  #letGo: (() => void) | null = null
  #test: AbortController | null = null
  readonly #pictures = new Map<string, Promise<string>>()
  #awake: WakeLockSentinel | null = null

  constructor() {
    this.devices = new Devices(() => this.#devicesChanged())
    this.#asking = new Asking({ token: () => this.#token, language: () => this.#page.language })
    this.#media = new MediaLink({
      asking: this.#asking,
      voice: () => this.#voice(),
      sending: () => ({ tracks: this.devices.tracks(), sends: this.#sends() }),
      isVoiced: () => isVoiced(this.#page),
      isServerUp: () => this.#page.room?.isMediaUp !== false,
      onMedia: media => this.tell({ is: 'media', media }),
      onStuck: stuck => this.tell({ is: 'stuck', stuck }),
      onTracks: () => this.#draw(),
      onUnknown: problem => this.tell({ is: 'unknown', problem }),
    })
    this.#computer = new Computer(
      async () => await this.#media.work(),
      isSlow => {
        this.tell({ is: 'computer', isSlow })
        if (this.#presence !== null) this.#beat()
      },
    )
  }

  // What views look at ---------------------------------------------------------------------------------------------

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly page = (): Page => this.#page
  readonly tracks = (): Tracks => this.#media.tracks()

  #draw(): void {
    for (const listener of this.#listeners) listener()
  }

  tell(event: PageEvent): void {
    const before = this.#page
    const { page, effects } = step(before, event)
    this.#page = page
    if (page !== before) this.#draw()
    if (before.room?.isMediaUp === false && page.room?.isMediaUp) this.#media.hear('online')
    if (before.isScreenShown && !page.isScreenShown) this.devices.stopScreen()
    // Until it is known whether the link or the token counts, it is as it was before the page was loaded.
    if (page.stage.is !== 'entering') keepInside(isInside(page))
    for (const effect of effects) void this.#perform(effect)
    this.#makeReady()
    this.#media.send()
  }

  /** For Join, while somebody reads; not while the line is tried, which may say something else of it. */
  #makeReady(): void {
    const { stage } = this.#page
    if (stage.is === 'entering' || isInside(this.#page)) return
    const isIdle = stage.is === 'check' && ['none', 'failed'].includes(stage.test.is)
    if (isIdle) this.#media.prepare()
    else this.#media.forget()
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
  async actInRoom<Of extends Route>(route: Of, sent: Sent<Of>): Promise<boolean> {
    const room = await this.act(route, sent)
    if (room !== null) this.tell({ is: 'answered', room: room as BriefingRoom })
    return room !== null
  }

  /** False: it was not done, and the page says why. */
  async actOnQuestion(body: Sent<'POST /api/v1/briefing-room/questions'>['body']): Promise<boolean> {
    const questions = await this.act('POST /api/v1/briefing-room/questions', { body })
    if (questions !== null) this.tell({ is: 'questions', questions })
    return questions !== null
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
    if (!isSecureContext || typeof RTCPeerConnection !== 'function') return this.tell({ is: 'insecure' })
    addEventListener('online', () => this.#networkChanged('online'))
    addEventListener('offline', () => this.#draw())
    whenNetworkChanges(() => this.#networkChanged('network'))
    // Another link, put into the same window.
    addEventListener('hashchange', () => location.hash.length > 1 && location.reload())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && isInside(this.#page)) void this.#stayAwake()
    })
    const key = location.hash.slice(1)
    this.#key = key === '' ? null : key
    const token = keptToken(this.#key)
    if (token === null) this.tell({ is: 'opened', key: this.#key, token })
    else void this.#hold(token, false)
  }

  /** In this window, whatever another one does. */
  useHere(): void {
    const token = this.#token ?? keptToken(this.#key)
    if (token !== null) void this.#hold(token, true)
  }

  async #hold(token: string, steals: boolean): Promise<void> {
    this.#token = token
    if (await this.#lock(token, steals)) this.tell({ is: 'opened', key: this.#key, token })
  }

  /** One window of a browser is in the room at a time: two would take each other's place for ever. */
  async #lock(token: string, steals: boolean): Promise<boolean> {
    return await new Promise(resolve => {
      const kept = new Promise<void>(letGo => {
        this.#letGo = letGo
      })
      const how = steals ? { steal: true } : { signal: AbortSignal.timeout(LEFT_BEHIND_MS) }
      navigator.locks
        .request(`loa-briefing ${token}`, how, async () => {
          resolve(true)
          await kept
        })
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
        // Who was inside goes in again as soon as it is known that they may.
        if (this.#wasInside) this.#media.prepare()
        return await this.#prove()
      case 'try-again':
        await new Promise(resolve => setTimeout(resolve, ENTER_AGAIN_MS))
        if (this.#token !== null) return await this.#prove()
        return this.#key === null ? undefined : await this.#enter(this.#key)
      case 'keep-token':
        this.#token = effect.token
        if (this.#key !== null) keepToken(this.#key, effect.token)
        return void this.#lock(effect.token, false)
      case 'forget-token':
        if (this.#token !== null) forgetToken(this.#token)
        this.#token = null
        return this.#letGo?.()
      case 'clean-address':
        if (this.#token !== null) ownToken(this.#token)
        return history.replaceState(null, '', location.pathname)
      case 'find-devices':
        return await this.devices.find()
      case 'test':
        return await this.#tryLine()
      case 'go-in':
        return this.#goIn()
      case 'go-out':
        return this.#goOut()
      case 'release-devices':
        return this.devices.release()
      case 'say-goodbye':
        await this.#asking.ask('POST /api/v1/briefing-room/leave', { body: {} }).catch(() => null)
        return
      case 'ask-self': {
        const self = await this.#asking.ask('GET /api/v1/briefing-room', {}).catch(() => null)
        return self === null ? undefined : this.tell({ is: 'self', self })
      }
      case 'ask-questions':
        return await this.#askQuestions()
      case 'keep-language':
        document.documentElement.lang = effect.language
        return keepLanguage(effect.language)
      case 'focus':
        return focusTitle()
    }
  }

  /** As long as they are wanted. */
  async #askQuestions(): Promise<void> {
    try {
      const questions = await this.#asking.ask('GET /api/v1/briefing-room/questions', {})
      this.tell({ is: 'questions', questions })
    } catch {
      await new Promise(resolve => setTimeout(resolve, ENTER_AGAIN_MS))
      if (isInside(this.#page)) return await this.#askQuestions()
    }
  }

  async #enter(key: string): Promise<void> {
    try {
      const { token, self } = await this.#asking.ask('POST /api/v1/briefing-room/enter', { body: { key } })
      this.tell({ is: 'entered', token, self })
    } catch (error) {
      this.tell({ is: 'not-entered', problem: asProblem(error) })
    }
  }

  async #prove(): Promise<void> {
    try {
      const self = await this.#asking.ask('GET /api/v1/briefing-room', {})
      this.tell({ is: 'proved', self, wasInside: this.#wasInside })
    } catch (error) {
      this.tell({ is: 'not-entered', problem: asProblem(error) })
    }
  }

  async #tryLine(): Promise<void> {
    this.#test?.abort()
    const test = new AbortController()
    this.#test = test
    try {
      const verdict = await testCall({
        asking: this.#asking,
        devices: this.devices,
        voice: this.#voice(),
        signal: test.signal,
        onBegan: () => this.tell({ is: 'test-began', atMs: Date.now() }),
        onEnding: () => this.tell({ is: 'test-ending' }),
      })
      this.tell({ is: 'tested', verdict })
    } catch (error) {
      if (!test.signal.aborted) this.tell({ is: 'test-failed', problem: asProblem(error) })
    }
  }

  // Inside ---------------------------------------------------------------------------------------------------------

  #goIn(): void {
    this.#test?.abort()
    this.#media.start()
    this.#watch()
    this.#beat()
    this.#presence = setInterval(() => this.#beat(), PRESENT_MS)
    this.#computer.start()
    void this.#stayAwake()
  }

  #goOut(): void {
    this.#test?.abort()
    if (this.#presence !== null) clearInterval(this.#presence)
    this.#presence = null
    this.#live?.stop()
    this.#live = null
    this.#media.stop()
    this.#computer.stop()
    this.devices.stopScreen()
    void this.#awake?.release()
    this.#awake = null
  }

  #watch(): void {
    this.#live?.stop()
    this.#live = new Live({
      fetch: async (path, init) => await this.#asking.fetch(path, init),
      onEvent: (event, data) => {
        // As the contract says of this stream.
        if (event === 'room') this.tell({ is: 'room', room: data as BriefingRoom })
        else if (event === 'change') this.tell({ is: 'change', change: data as Partial<BriefingRoom> })
      },
      onBeat: () => {
        if (this.#page.stream !== 'live') {
          this.tell({ is: 'stream', stream: 'live' })
          this.#media.hear('again')
        }
        this.#media.hear('beat')
      },
      onSilent: () => this.tell({ is: 'stream', stream: 'silent' }),
      onUnknown: problem => this.tell({ is: 'unknown', problem }),
    })
    void this.#live.run(LIVE)
  }

  #beat(): void {
    const body = this.#page.isSlow ? { isSlow: true } : {}
    this.#asking.ask('POST /api/v1/briefing-room/beat', { body, patienceMs: PRESENT_MS }).catch((error: unknown) => {
      const problem = asProblem(error)
      if (problem.status === 401) this.tell({ is: 'unknown', problem })
    })
  }

  #networkChanged(is: 'online' | 'network'): void {
    this.#live?.hurry()
    this.#media.hear(is)
  }

  // What is sent ---------------------------------------------------------------------------------------------------

  #sends(): Sends {
    const { self, room, isMuted, hasCameraOff, isScreenShown } = this.#page
    if (self === null || room === null || !isInside(this.#page)) return SENDS_NOTHING
    return sendsOf({
      role: self.role,
      mayBeHeard: room.heard.includes(self.site),
      isMuted,
      hasCameraOff,
      line: this.#line(),
      isScreenShown,
    })
  }

  #voice(): Voice {
    return { frameMs: this.#line() === 'D' ? 60 : 20 }
  }

  /** As the server sees it now; before that, as the test call found it. */
  #line(): LineClass | null {
    const { self, room } = this.#page
    if (self === null || room === null) return null
    return siteOf(room, self.site)?.line ?? self.verdict?.line ?? null
  }

  #devicesChanged(): void {
    const { hasMicrophone, hasCamera, screen } = this.devices
    this.tell({ is: 'devices', microphone: hasMicrophone, camera: hasCamera })
    // Stopped by the browser's own button.
    if (screen === null && this.#page.isScreenShown) void this.showScreen(false)
  }

  /** False: nobody chose a screen, or the browser shows none. */
  async showScreen(isShown: boolean): Promise<boolean> {
    if (isShown && !(await this.devices.shareScreen())) return false
    const isDone = await this.actInRoom('POST /api/v1/briefing-room/screen', { body: { isShown } })
    this.tell({ is: 'screen', isShown: isShown && isDone })
    if (!(isShown && isDone)) this.devices.stopScreen()
    return true
  }

  /** A phone whose screen goes dark is soon gone. */
  async #stayAwake(): Promise<void> {
    this.#awake = (await navigator.wakeLock?.request('screen').catch(() => null)) ?? null
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

/** With the next view. */
function focusTitle(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('h1')?.focus())
}
