/**
 * Hands the authority's signed CAP alerts on to a cell broadcast centre that the operator has already: fetched, verified, compared with the
 * alert that two people signed, and posted as they are, octet for octet.
 *
 *   wanted ─► fetched from the authority ─► signature, content ─► POST ─► 2xx: accepted, kept │ 4xx: refused │ else unknown
 *                        ▲ not there yet, or no answer: again, with longer waits ◄──────────────────┘
 *
 * That the centre has accepted an alert is not that it is on the air. Tries make no second alert: each has the same identifier, and what was
 * accepted is kept and never posted again. An exercise goes only where exercises are to go.
 */
import { backoffMs } from '../base/backoff.ts'
import type { Timekeeper, Timer } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Posted } from '../base/post.ts'
import type { Random } from '../base/random.ts'
import { verifyAlert } from '../cap/check.ts'
import { identifierOf } from '../directive/alert.ts'
import type { BulletinApproval, BulletinContent, ReleaseKind } from '../directive/bulletin.ts'
import { alertPath } from '../directive/public-place.ts'
import { type AuthorityPinned, differenceOf } from './cap-belongs.ts'
import type { AirSystem } from './on-air.ts'

/** Of a centre that refuses, and of an alert that is not what was signed. */
const RETRY_MS = 30_000
/** The standard's media type. */
const CAP_TYPE = 'application/cap+xml'

export interface CapPushOptions {
  /** Where alerts of each purpose go; null: nowhere. */
  readonly urls: Readonly<Record<BulletinContent['purpose'], string | null>>
  /** Of each request: what the centre knows this node by. */
  readonly headers: Readonly<Record<string, string>>
  /** By which the authority signs alerts, in PEM. */
  readonly certificate: string
  readonly authority: AuthorityPinned
  /** By its path at the authority; null: it is not there, or the authority is away. */
  fetch(path: string): Promise<Buffer | null>
  post(url: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<Posted>
  readonly clock: Timekeeper
  readonly random: Random
  readonly log: Log
}

/** What two people signed, and that they did: their signatures were looked at. */
export interface Signed {
  readonly content: BulletinContent
  readonly approval?: BulletinApproval | undefined
}

interface Handing extends Signed {
  readonly kind: ReleaseKind
  readonly identifier: string
  /** Before it counts as accepted. */
  readonly keep: (identifier: string) => Promise<void>
  is: AirSystem['is']
  tries: number
  /** What was last said of it to people: once each. */
  said: string | null
}

export class CapPush {
  readonly #o: CapPushOptions
  /** By the directive's digest. */
  readonly #handings = new Map<string, Handing>()
  readonly #busy = new Set<string>()
  readonly #timers = new Map<string, Timer>()
  #isClosed = false

  constructor(options: CapPushOptions) {
    this.#o = options
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#timers.values()) timer.cancel()
  }

  /** Whether an alert of this bulletin would be handed on. */
  takes({ purpose, renditions }: BulletinContent): boolean {
    return renditions.cap !== null && this.#o.urls[purpose] !== null
  }

  /** The newest of a directive alone. `isAccepted`: as it is kept; `keep`: before it counts as accepted. */
  want(
    sha256: string,
    signed: Signed,
    of: {
      readonly kind: ReleaseKind
      readonly accepted: ReadonlySet<string>
      readonly keep: (identifier: string) => Promise<void>
    },
  ): void {
    const { content, approval } = signed
    if (!this.takes(content) || this.#handings.get(sha256)?.kind === of.kind) return
    const identifier = identifierOf({ ...content, kind: of.kind })
    const is = of.accepted.has(identifier) ? 'accepted' : 'unknown'
    this.#handings.set(sha256, {
      content,
      approval,
      kind: of.kind,
      identifier,
      keep: of.keep,
      is,
      tries: 0,
      said: null,
    })
    void this.#try(sha256)
  }

  /** It is not wanted any more; what is on its way goes its way. */
  forget(sha256: string): void {
    this.#handings.delete(sha256)
  }

  systems(sha256: string): readonly AirSystem[] {
    const handing = this.#handings.get(sha256)
    return handing === undefined ? [] : [{ name: 'cbc', kind: 'cbc', is: handing.is }]
  }

  /** One at a time of a directive, so that a correction never comes before what it corrects. */
  async #try(sha256: string): Promise<void> {
    const handing = this.#handings.get(sha256)
    if (handing === undefined || isDone(handing) || this.#isClosed) return
    if (this.#busy.has(sha256)) return
    this.#busy.add(sha256)
    this.#timers.get(sha256)?.cancel()
    let waitMs: number
    try {
      waitMs = await this.#once(handing)
    } catch (error) {
      // A disk that fails: the same alert is posted again, and is the same one there.
      const why = String(error)
      if (isNews(handing, why))
        this.#o.log.error('alert delivery failed, will retry', { identifier: handing.identifier, why })
      waitMs = RETRY_MS
    }
    this.#busy.delete(sha256)
    const isNewer = this.#handings.get(sha256) !== handing
    if (this.#isClosed || (!isNewer && isDone(handing))) return
    const again = () => void this.#try(sha256)
    this.#timers.set(sha256, this.#o.clock.after(isNewer ? 0 : waitMs, again))
  }

  /** Milliseconds until the next try. */
  async #once(handing: Handing): Promise<number> {
    const { content, identifier, keep } = handing
    const { urls, headers, random, fetch, post, log } = this.#o
    handing.tries += 1
    const later = backoffMs(handing.tries, random)
    const octets = await fetch(alertPath(content.purpose, identifier))
    if (octets === null) return later
    const fault = this.#faultOf(octets, handing)
    if (fault !== null) {
      if (isNews(handing, fault))
        log.error('alert differs from what was signed, will retry', { identifier, why: fault })
      return RETRY_MS
    }
    const url = urls[content.purpose]
    if (url === null) return RETRY_MS
    const own = { 'content-type': CAP_TYPE, 'idempotency-key': identifier }
    const posted = await post(url, { ...headers, ...own }, octets)
    if (posted.is !== 'answered') {
      this.#notDelivered(handing, 'no answer')
      return later
    }
    const { status } = posted
    // 409: it has this identifier already.
    if ((status >= 200 && status < 300) || status === 409) {
      await keep(identifier)
      handing.is = 'accepted'
      log.info('alert accepted by the broadcast centre', { identifier, status })
      return 0
    }
    this.#notDelivered(handing, `HTTP ${status}`)
    if (status >= 500 || status === 429 || status === 408) return Math.max(later, waitOf(posted))
    handing.is = 'refused'
    return RETRY_MS
  }

  /** Null: it is the authority's, and the one that two people signed. */
  #faultOf(octets: Buffer, { content, approval, kind }: Handing): string | null {
    const { certificate, authority, clock } = this.#o
    const now = clock.wall()
    const [fault] = verifyAlert(octets, { certificate, at: now })
    if (fault !== undefined) return `${fault.element} ${fault.code}`
    const approvedAt = approval?.approved.statement.at
    const approvedMs = approvedAt === undefined ? null : Date.parse(approvedAt)
    const differs = differenceOf(octets, content, kind, { ...authority, approvedMs, now })
    return differs === null ? null : `not what two people signed: ${differs}`
  }

  #notDelivered(handing: Handing, why: string): void {
    const { identifier } = handing
    if (isNews(handing, why))
      this.#o.log.warn('alert not delivered to the broadcast centre, will retry', { identifier, why })
  }
}

/** Each reason is logged once in a row. */
function isNews(handing: Handing, why: string): boolean {
  const isSame = handing.said === why
  handing.said = why
  return !isSame
}

const isDone = ({ is }: Handing) => is === 'accepted'

const WAIT_MAX_S = 600

function waitOf({ retryAfter }: Extract<Posted, { readonly is: 'answered' }>): number {
  const seconds = Number(retryAfter ?? 0)
  return seconds > 0 ? 1000 * Math.min(WAIT_MAX_S, seconds) : 0
}
