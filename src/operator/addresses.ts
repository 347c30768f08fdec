/**
 * The addresses at which the one authority is: which of them are followed, which are well, and where what the node has to say goes.
 *
 *   followed: two at a time, each by a watch of its own (agenda-watch.ts); a spare takes the place of one that ends
 *   told:     one at a time: one that asks for it, is well and has not taken it yet; another where that fails
 *
 * What an address asks for is what is on its newest agenda. So a server that takes everything and keeps nothing, or whose database is an
 * old copy, hides no answer from another that still asks: it is brought the same octets, which count once there.
 *
 * Invariant: no address waits for another one. Knows no document. Time is an argument.
 */
import type { Answer } from '../base/calls.ts'
import type { Timekeeper } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { AuthorityLink } from './authority-link.ts'

/** Followed at a time. */
export const STREAMS_MAX = 2
/** An address that did not take what it was told is told again after so long, unless it connects before. */
const UNWELL_MS = 30_000
/** While another address is well, one is waited for this part of the time of a call. */
const PATIENCE_PART = 4
/** Documents that are known to be at an address. */
const TAKEN_MAX = 5000

export type Link = Pick<AuthorityLink, 'url' | 'callMs' | 'post' | 'follow' | 'signer'>

/** What is said of one directive. */
export interface Said {
  /** Which of the things that are said of it. */
  readonly key: string
  /** Of the directive's JWS. */
  readonly of: string
  readonly jws: string
}

interface Place {
  readonly link: Link
  isFollowed: boolean
  isConnected: boolean
  /** Milliseconds of the monotonic clock. */
  unwellUntil: number
  /** Which turn it had when it was last told of progress. */
  turn: number
  /** Digests of the directives on its newest agenda. */
  asked: ReadonlySet<string>
  /** Of what is said: the JWS that it has taken since it connected. */
  readonly taken: Map<string, string>
  /** What was last said of it to people. */
  complaint: string | null
}

export class Addresses {
  readonly #places: readonly Place[]
  readonly #clock: Timekeeper
  readonly #log: Log
  #turn = 0

  /** `links`: to each address, in the order in which they are preferred. */
  constructor(o: { readonly links: readonly Link[]; readonly clock: Timekeeper; readonly log: Log }) {
    this.#clock = o.clock
    this.#log = o.log
    this.#places = o.links.map(link => ({
      link,
      isFollowed: false,
      isConnected: false,
      unwellUntil: 0,
      turn: 0,
      asked: new Set<string>(),
      taken: new Map(),
      complaint: null,
    }))
  }

  /** How many are followed at a time. */
  get streams(): number {
    return Math.min(STREAMS_MAX, this.#places.length)
  }

  /** Whether any is connected. */
  get areConnected(): boolean {
    return this.#places.some(({ isConnected }) => isConnected)
  }

  /** To be followed in place of `before`: the next that nobody follows, which may be itself. */
  follow(before: Link | null): Link {
    const places = this.#places
    const at = places.findIndex(({ link }) => link === before)
    if (at >= 0) places[at].isFollowed = false
    const next = [...places.slice(at + 1), ...places.slice(0, at + 1)]
    const free = next.find(({ isFollowed }) => !isFollowed)
    if (free === undefined) throw new RangeError('more are followed than there are')
    free.isFollowed = true
    return free.link
  }

  /** Whoever answers there may have forgotten what it was told. */
  connected(link: Link): void {
    const place = this.#placeOf(link)
    place.isConnected = true
    place.unwellUntil = 0
    place.complaint = null
    place.taken.clear()
    this.#log.info('connected to the authority', { address: link.url })
  }

  /** Its stream is over, or none came about. */
  ended(link: Link, why: string): void {
    const place = this.#placeOf(link)
    const wasConnected = place.isConnected
    place.isConnected = false
    place.asked = new Set()
    if (!wasConnected && place.complaint !== null) return
    place.complaint = why
    const facts = { address: link.url, why }
    if (this.areConnected) this.#log.warn('authority address failed, using another', facts)
    else this.#log.warn('authority unreachable, work continues', facts)
  }

  /** The directives of its newest agenda, by their digests. */
  asks(link: Link, directives: ReadonlySet<string>): void {
    this.#placeOf(link).asked = directives
  }

  /** An address asks for it that has not taken it, as far as is known. */
  isLacking(said: Said): boolean {
    return this.#lacking(said).length > 0
  }

  /** Where to say it next. */
  whereTo(said: Said): Link {
    return bestOf(this.#lacking(said), this.#now) ?? this.#best
  }

  /** The same of how far a directive is, of which only the newest counts: each that asks has its turn. */
  inTurn(directive: string): Link {
    const asking = this.#places.filter(place => this.#isAsking(place, directive))
    const first = asking.toSorted((a, b) => a.turn - b.turn).at(0)
    if (first === undefined) return this.#best
    first.turn = ++this.#turn
    return first.link
  }

  /** Waits the less long the more there are to be asked. */
  async post(link: Link, path: string, body: object): Promise<Answer> {
    const isWellElsewhere = this.#places.some(
      place => place.link !== link && place.isConnected && isWell(place, this.#now),
    )
    const withinMs = isWellElsewhere ? link.callMs / PATIENCE_PART : link.callMs
    const answer = await link.post(path, body, withinMs)
    if (isAway(answer)) this.#notTaken(this.#placeOf(link), whyOf(answer))
    return answer
  }

  taken(link: Link, { key, jws }: Said): void {
    const { taken } = this.#placeOf(link)
    if (taken.size >= TAKEN_MAX) taken.clear()
    taken.set(key, jws)
  }

  #notTaken(place: Place, why: string): void {
    place.unwellUntil = this.#now + UNWELL_MS
    // A stream that ends is told by itself.
    if (!place.isConnected || place.complaint === why) return
    place.complaint = why
    const { url: address } = place.link
    this.#log.warn('authority address connected but rejecting, using another', { address, why })
  }

  get #now(): number {
    return this.#clock.monotonic()
  }

  get #best(): Link {
    const link = bestOf(this.#places, this.#now)
    if (link === null) throw new RangeError('the authority has no address')
    return link
  }

  #lacking({ key, of, jws }: Said): readonly Place[] {
    return this.#places.filter(place => this.#isAsking(place, of) && place.taken.get(key) !== jws)
  }

  #isAsking(place: Place, directive: string): boolean {
    return place.isConnected && isWell(place, this.#now) && place.asked.has(directive)
  }

  #placeOf(link: Link): Place {
    const place = this.#places.find(each => each.link === link)
    if (place === undefined) throw new RangeError('a link of another authority')
    return place
  }
}

/** Nobody there, or nobody who could take anything now. */
export function isAway(answer: Answer): boolean {
  if (answer.is === 'away') return true
  return answer.is === 'refused' && (answer.status >= 500 || [401, 408, 429].includes(answer.status))
}

function whyOf(answer: Answer): string {
  if (answer.is === 'refused') return answer.code || String(answer.status)
  return answer.is === 'away' ? answer.why : answer.is
}

function isWell({ unwellUntil }: Place, now: number): boolean {
  return unwellUntil <= now
}

/** Well before connected, then as they are preferred; where none is well, the one that has been so for the longest. */
function bestOf(places: readonly Place[], now: number): Link | null {
  const unwell = (place: Place) => Math.max(0, place.unwellUntil - now)
  const [best] = places.toSorted((a, b) => unwell(a) - unwell(b) || Number(b.isConnected) - Number(a.isConnected))
  return best?.link ?? null
}
