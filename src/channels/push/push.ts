/**
 * Web push: one message to one browser or UnifiedPush distributor that asked for it, by whichever push service it uses (RFC 8030).
 *
 *   message ─► aes128gcm for that browser (RFC 8291) ─► POST to its endpoint, signed by our key (VAPID, RFC 8292)
 *
 * The push service sees neither the message nor who it is about. Without a browser's keys it is a tickle: no content at all, and the
 * page says what there is. Messages go only to services that are known or were named.
 */
import { createHash } from 'node:crypto'
import type { JWK } from 'jose'
import { systemClock, type Timekeeper } from '../../base/clock.ts'
import { openPoster, type Posted } from '../../base/post.ts'
import { Bounded } from '../bounded.ts'
import { oneLine, paragraphs } from '../harmless.ts'
import { hrefOf, isLoopback } from '../links.ts'
import { ACCEPTED, type Answer, type Message, notNow, type Provider, refused, unknown } from '../provider.ts'
import { type BrowserKeys, encrypted, PLAIN_OCTETS_MAX } from './encryption.ts'
import { openVapid } from './key.ts'

/*
 * Which push services messages go to: an endpoint is an address that somebody else chose, and a server that posts to any address
 * can be made to post into its own network. Known services, and those that whoever runs the server named; nothing else. Pure.
 */

/** Of Chrome and Edge on Android, Firefox, Safari, Edge on Windows. */
const KNOWN = ['fcm.googleapis.com', 'updates.push.services.mozilla.com', 'web.push.apple.com', 'notify.windows.com']
const ENDPOINT_MAX = 2000

export class PushServices {
  readonly #named: readonly string[]

  /** Beside the known ones: `ntfy.example.vn`, `127.0.0.1:2586`. */
  constructor(named: readonly string[]) {
    this.#named = named
  }

  /** Over https; without it only to this very machine, where its host and port were named. */
  take(endpoint: string): boolean {
    const url = endpoint.length > ENDPOINT_MAX ? null : URL.parse(endpoint)
    if (url === null || url.username !== '' || url.password !== '') return false
    if (url.protocol === 'http:') return isLoopback(url.hostname) && this.#named.includes(url.host)
    return url.protocol === 'https:' && this.#knows(url.host)
  }

  /** With its port, where it is not the usual one. */
  #knows(host: string): boolean {
    return [...KNOWN, ...this.#named].some(known => host === known || host.endsWith(`.${known}`))
  }
}

const AT_ONCE = 10
const ANSWER_MS = 10_000
/** RFC 8030, 5.4. */
const TOPIC_LETTERS = 32

export interface PushOptions {
  readonly key: JWK
  /** mailto: or https:, for whoever runs a push service. */
  readonly contact: string
  /** Beside the known ones. */
  readonly services: readonly string[]
  readonly answerMs?: number
  readonly clock?: Timekeeper
}

export interface PushTo {
  readonly endpoint: string
  /** Null: a tickle. */
  readonly keys: BrowserKeys | null
}

export interface PushChannel {
  /** What browsers subscribe with. */
  readonly publicKey: string
  readonly services: PushServices
  readonly provider: Provider<PushTo>
}

export async function openPush(options: PushOptions): Promise<PushChannel> {
  const { key, contact, answerMs = ANSWER_MS, clock = systemClock } = options
  const services = new PushServices(options.services)
  const vapid = await openVapid(key, contact)
  const poster = openPoster()
  const send = async (message: Message<PushTo>, signal: AbortSignal): Promise<Answer> => {
    const { id, to, content } = message
    if (!services.take(to.endpoint)) return refused('serviceNotListed')
    const body = bodyOf(message)
    if (!Buffer.isBuffer(body)) return body
    const headers = {
      authorization: await vapid.authorization(to.endpoint, clock.wall()),
      ttl: String(content.lifeSeconds),
      urgency: content.isUrgent ? 'high' : 'normal',
      // A second copy takes the place of one that still waits at the service.
      topic: createHash('sha256').update(id).digest('base64url').slice(0, TOPIC_LETTERS),
      ...(to.keys === null ? {} : { 'content-encoding': 'aes128gcm', 'content-type': 'application/octet-stream' }),
    }
    return answerOf(await poster.post(to.endpoint, headers, body, signal), clock.wall())
  }
  return {
    publicKey: vapid.publicKey,
    services,
    provider: new Bounded({
      channel: 'push',
      atOnce: AT_ONCE,
      answerMs,
      clock,
      send,
      peerOf: ({ endpoint }) => URL.parse(endpoint)?.host ?? '',
      close: () => poster.close(),
    }),
  }
}

/** Or why there is none. */
function bodyOf({ to, content }: Message<PushTo>): Buffer | Answer {
  if (to.keys === null) return Buffer.alloc(0)
  const { title, text, link, confirmAt } = content
  const plain = Buffer.from(
    JSON.stringify({
      title: oneLine(title),
      body: paragraphs(text),
      url: link === null ? null : hrefOf(link),
      ...(confirmAt !== undefined && { confirmAt: hrefOf(confirmAt) }),
    }),
  )
  if (plain.length > PLAIN_OCTETS_MAX) return refused('messageUnusable')
  try {
    return encrypted(plain, to.keys)
  } catch {
    return refused('recipientUnusable', { isGone: true })
  }
}

/** RFC 8030, 5 and 7.3. */
function answerOf(posted: Posted, nowMs: number): Answer {
  if (posted.is === 'away') return notNow('peerAway')
  if (posted.is === 'unanswered') return unknown(posted.how === 'late' ? 'noAnswer' : 'brokenOff')
  const { status, retryAfter } = posted
  if (status >= 200 && status < 300) return ACCEPTED
  if (status === 404 || status === 410) return refused('recipientGone', { isGone: true })
  if (status === 401 || status === 403) return refused('peerRefusesUs')
  if (status === 429 || status >= 500) return notNow('peerBusy', waitOf(retryAfter, nowMs))
  return refused('messageRefused')
}

/** RFC 9110, 10.2.3: seconds, or a date. Undefined: it does not say. */
function waitOf(retryAfter: string | null, nowMs: number): number | undefined {
  if (retryAfter === null) return undefined
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000
  const at = Date.parse(retryAfter)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}
