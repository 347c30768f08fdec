/**
 * This site's media as long as it is in the room: one connection after the other, by the steps of `rejoin.ts`. The one that
 * carries is kept until the next one does. While somebody reads before they press Join, what the server offers is read already
 * (`prepare`), and answered when they do.
 */
import { FIRST_DOWN, SLOTS } from '../../../media/transport.ts'
import { asProblem, type Problem } from '../../../web/problem.ts'
import type { Asking } from './asking.ts'
import { NO_WORK, type Work } from './computer.ts'
import type { Connection, UpTracks } from './connection.ts'
import { answered, type Joining, type Offered, offered } from './joining.ts'
import type { Media } from './page.ts'
import {
  OFF,
  type Rejoin,
  type RejoinEvent,
  STEP_PATIENCE_MS,
  type Stuck,
  step,
  stuckOf,
  type Ways,
  waitOf,
} from './rejoin.ts'
import type { Voice } from './sdp.ts'
import type { Sends } from './sending.ts'

const POLL_MS = 250
/** The server keeps an offer for half a minute. */
const PREPARED_MS = 20_000

export type Tracks = readonly (MediaStreamTrack | null)[]
const NO_TRACKS: Tracks = Array.from({ length: FIRST_DOWN + SLOTS }, () => null)

export interface MediaLinkNeeds {
  readonly asking: Asking
  voice(): Voice
  sending(): { readonly tracks: UpTracks; readonly sends: Sends }
  /** Whether there is anything to join. */
  isServerUp(): boolean
  /** Whether the server says that a voice is forwarded to this site. */
  isVoiced(): boolean
  onMedia(media: Media): void
  /** Why no connection comes; null: it is not known, or one is there. */
  onStuck(stuck: Stuck | null): void
  onTracks(): void
  onUnknown(problem: Problem): void
}

interface Attempt {
  readonly number: number
  readonly connection: Connection
}

/** An offer before anybody joins by it. */
interface Prepared {
  readonly own: { attempt: number }
  readonly joining: Joining
  /** Null: there is none. */
  readonly offer: Promise<Offered | null>
}

export class MediaLink {
  readonly #needs: MediaLinkNeeds
  #rejoin: Rejoin = OFF
  #media: Media = 'off'
  #carrying: Attempt | null = null
  #coming: Attempt | null = null
  /** The last one that was answered. */
  #tried: Pick<Offered, 'connection' | 'relay'> | null = null
  #stuck: Stuck | null = null
  #prepared: Prepared | null = null
  #again: ReturnType<typeof setTimeout> | null = null
  #tracks = NO_TRACKS
  #timer: ReturnType<typeof setInterval> | null = null
  #isPolling = false

  constructor(needs: MediaLinkNeeds) {
    this.#needs = needs
  }

  /** Somebody may join soon: what the server offers is asked for and read, now and as long as nobody does. */
  prepare(): void {
    if (this.#prepared !== null || this.#rejoin.is !== 'off') return
    const own = { attempt: 0 }
    const joining = this.#joining(own, STEP_PATIENCE_MS[0])
    const offer = offered(joining).catch(() => null)
    this.#prepared = { own, joining, offer }
    this.#again = setTimeout(() => {
      this.forget()
      // Who looks at something else joins by an offer that is asked for then.
      if (document.visibilityState === 'visible') this.prepare()
    }, PREPARED_MS)
  }

  /** Nobody joins soon, or as somebody else than was thought. */
  forget(): void {
    if (this.#again !== null) clearTimeout(this.#again)
    this.#again = null
    void this.#prepared?.offer.then(offer => offer?.connection.close())
    this.#prepared = null
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#poll(), POLL_MS)
    this.#tell({ is: 'start' })
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
    this.#tell({ is: 'stop' })
    this.forget()
    for (const attempt of [this.#carrying, this.#coming]) attempt?.connection.close()
    this.#carrying = null
    this.#coming = null
    this.#tried = null
    this.#show()
  }

  /** What the page hears of the network and of the room's stream. */
  hear(is: 'online' | 'network' | 'beat' | 'again'): void {
    this.#tell({ is })
  }

  /** By its number: a down track on which something comes. */
  tracks(): Tracks {
    return this.#tracks
  }

  /** What is to be sent may be something else now. */
  send(): void {
    const { tracks, sends } = this.#needs.sending()
    // One that is closed meanwhile sends nothing.
    this.#carrying?.connection.send(tracks, sends).catch(() => undefined)
  }

  async work(): Promise<Work> {
    return (await this.#carrying?.connection.work()) ?? NO_WORK
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return
    this.#isPolling = true
    try {
      const attempt = this.#carrying
      if (attempt !== null) {
        const octets = await attempt.connection.octets()
        const isVoiced = this.#needs.isVoiced()
        this.#tell({ is: 'received', attempt: attempt.number, octets, isVoiced })
      }
      if (this.#needs.isServerUp()) this.#tell({ is: 'tick' })
    } finally {
      this.#isPolling = false
    }
  }

  #tell(event: RejoinEvent): void {
    const { rejoin, begins } = step(this.#rejoin, event, performance.now())
    this.#rejoin = rejoin
    const media = mediaOf(rejoin, this.#media)
    if (media !== this.#media) {
      this.#media = media
      this.#needs.onMedia(media)
    }
    const stuck = stuckOf(rejoin, this.#ways(), performance.now())
    if (stuck?.why !== this.#stuck?.why) {
      this.#stuck = stuck
      this.#needs.onStuck(stuck)
    }
    if (begins) void this.#begin(rejoin)
  }

  #ways(): Ways | null {
    if (this.#tried === null) return null
    const { connection, relay } = this.#tried
    return { found: connection.found, relay }
  }

  async #begin({ attempt: number, failures }: Rejoin): Promise<void> {
    this.#coming?.connection.close()
    this.#coming = null
    try {
      const { joining, offer } = await this.#offered(number, waitOf(STEP_PATIENCE_MS, failures))
      const { connection, relay } = offer
      if (!this.#isNewest(number)) return connection.close()
      const attempt = { number, connection }
      this.#tried = { connection, relay }
      this.#coming = attempt
      // Its voices may sound from the first packet on: it takes a loudspeaker a while to begin.
      this.#show()
      void offer.connected.then(() => this.#carry(attempt))
      await answered(joining, offer)
    } catch (error) {
      if (this.#coming?.number === number) this.#coming = null
      this.#show()
      const problem = asProblem(error)
      if (problem.status === 401) this.#needs.onUnknown(problem)
      else this.#tell({ is: 'failed', attempt: number })
    }
  }

  /** That which is prepared, if it is of use; else another. */
  async #offered(number: number, patienceMs: number) {
    const prepared = this.#prepared
    this.#prepared = null
    this.forget()
    if (prepared !== null) {
      prepared.own.attempt = number
      const offer = await prepared.offer
      if (offer !== null) return { joining: prepared.joining, offer }
    }
    const joining = this.#joining({ attempt: number }, patienceMs)
    return { joining, offer: await offered(joining) }
  }

  #joining(own: { readonly attempt: number }, patienceMs: number): Joining {
    return {
      asking: this.#needs.asking,
      isTest: false,
      voice: this.#needs.voice(),
      patienceMs,
      onStep: () => this.#tell({ is: 'step', attempt: own.attempt }),
      onState: state => this.#tell({ is: 'ice', attempt: own.attempt, state }),
      onTracks: () => this.#show(),
    }
  }

  #isNewest(attempt: number): boolean {
    return this.#rejoin.is !== 'off' && this.#rejoin.attempt === attempt
  }

  #carry(attempt: Attempt): void {
    if (!this.#isNewest(attempt.number)) return attempt.connection.close()
    this.#carrying?.connection.close()
    this.#carrying = attempt
    this.#coming = null
    this.#tell({ is: 'connected', attempt: attempt.number })
    this.#show()
    this.send()
  }

  #show(): void {
    const tracks = NO_TRACKS.map((_, at) =>
      at < FIRST_DOWN ? null : ((this.#carrying ?? this.#coming)?.connection.track(at) ?? null),
    )
    if (tracks.every((track, at) => track === this.#tracks[at])) return
    this.#tracks = tracks
    this.#needs.onTracks()
  }
}

function mediaOf({ is }: Rejoin, before: Media): Media {
  if (is === 'off' || is === 'up') return is
  return before === 'off' || before === 'joining' ? 'joining' : 'again'
}
