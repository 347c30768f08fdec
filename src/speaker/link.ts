/**
 * Calls to the authority: each with a token of its own, bounded in time. The device only calls out.
 *
 * A clock that is off is put right for tokens alone, by the Date that the authority answers with; how far it is off is known to who
 * asks. Never throws for what the network or the authority does; knows no agenda.
 */

import { randomUUID } from 'node:crypto'
import { type Answer, CALL_MS, call, type Refusal, refusalOf, whyOf } from '../base/calls.ts'
import type { Timekeeper } from '../base/clock.ts'
import { followEvents, type StreamEnd, type StreamHandlers } from '../base/event-stream.ts'
import type { Log } from '../base/log.ts'
import { CLOCK_SKEW_MAX_MS, fingerprint, type Signer, signerOf } from '../directive/signing.ts'
import { AGENDA_SIZE_MAX } from './agenda.ts'
import type { KeyFile } from './key-file.ts'
import { BEAT_MS, SPEAKER_PATHS, type SpeakerToken } from './wire.ts'

const SILENCE_MS = 3 * BEAT_MS
/** An agenda as JSON, with rosters. */
const EVENT_SIZE_MAX = 3 * AGENDA_SIZE_MAX
/** From its first octet out to its last one in; what came until then is not lost. */
const AUDIO_MS = 300_000

export type AudioAnswer =
  /** `from`: where it begins. */
  | { readonly is: 'pieces'; readonly from: number; readonly pieces: AsyncIterable<Uint8Array> }
  | Exclude<Answer, { is: 'ok' }>

export class SpeakerLink {
  readonly signer: Signer
  readonly #keys: KeyFile
  readonly #url: string
  readonly #authorityKeyId: string
  readonly #clock: Timekeeper
  readonly #log: Log
  readonly #ending = new AbortController()
  /** The authority's clock less ours. */
  #clockAheadMs = 0
  #onTime: () => void = () => {}
  #onKnown: (isKnown: boolean) => void = () => {}

  private constructor(
    o: { keys: KeyFile; url: string; clock: Timekeeper; log: Log },
    signer: Signer,
    authorityKeyId: string,
  ) {
    this.#keys = o.keys
    this.#url = o.url
    this.#clock = o.clock
    this.#log = o.log
    this.signer = signer
    this.#authorityKeyId = authorityKeyId
  }

  static async open(o: {
    readonly keys: KeyFile
    readonly url: string
    readonly clock: Timekeeper
    readonly log: Log
  }): Promise<SpeakerLink> {
    const authorityKeyId = await fingerprint(o.keys.authority.publicKey)
    return new SpeakerLink(o, await signerOf(o.keys.key), authorityKeyId)
  }

  /** `isKnown`: whether the authority knows the key. `onTime`: its clock and ours agree. */
  watch(o: { readonly onKnown: (isKnown: boolean) => void; readonly onTime: () => void }): void {
    this.#onKnown = o.onKnown
    this.#onTime = o.onTime
  }

  close(): void {
    this.#ending.abort()
  }

  async post(path: string, body: object): Promise<Answer> {
    return await this.#twice(async () => {
      const headers = await this.#headers()
      const asked = { url: this.#url + path, body, headers, clock: this.#clock, withinMs: CALL_MS }
      const answer = await call({ ...asked, signal: this.#ending.signal }, this.#refused)
      if (answer.is === 'ok') this.#welcome()
      return answer
    })
  }

  /** Until the stream ends, one way or another. */
  async follow(handlers: StreamHandlers): Promise<StreamEnd> {
    return await this.#twice(
      async () =>
        await followEvents(
          {
            url: this.#url + SPEAKER_PATHS.agenda,
            headers: await this.#headers(),
            clock: this.#clock,
            silenceMs: SILENCE_MS,
            sizeMax: EVENT_SIZE_MAX,
            signal: this.#ending.signal,
            onRefused: this.#refused,
          },
          handlers,
        ),
    )
  }

  /** From this octet on, where the authority does so; else from the first. Reading the pieces may fail. */
  async audio(sha256: string, from: number): Promise<AudioAnswer> {
    try {
      const range = from > 0 ? { range: `bytes=${from}-` } : {}
      const response = await fetch(`${this.#url}${SPEAKER_PATHS.audio}/${sha256}`, {
        headers: { ...(await this.#headers()), ...range },
        redirect: 'error',
        signal: AbortSignal.any([this.#ending.signal, AbortSignal.timeout(AUDIO_MS)]),
      })
      if (!response.ok || response.body === null) return await refusalOf(response, this.#refused)
      const isPart = response.status === 206
      return { is: 'pieces', from: isPart ? from : 0, pieces: response.body }
    } catch (error) {
      return { is: 'away', why: whyOf(error) }
    }
  }

  /** Once more where the clock was the reason. */
  async #twice<Of extends StreamEnd>(act: () => Promise<Of>): Promise<Of> {
    const answer = await act()
    return answer.is === 'refused' && answer.code === 'clockSkew' ? await act() : answer
  }

  async #headers(): Promise<Record<string, string>> {
    const token = await makeSpeakerToken(this.signer, {
      cluster: this.#keys.cluster,
      audience: this.#authorityKeyId,
      nowMs: Math.round(this.#clock.wall() + this.#clockAheadMs),
    })
    return { authorization: `Bearer ${token}` }
  }

  #welcome(): void {
    this.#onKnown(true)
    if (Math.abs(this.#clockAheadMs) <= CLOCK_SKEW_MAX_MS) this.#onTime()
  }

  readonly #refused = ({ status, code }: Refusal, response: Response): void => {
    if (status === 401 && code === 'clockSkew') {
      const theirs = Date.parse(response.headers.get('date') ?? '')
      if (Number.isNaN(theirs)) return
      this.#clockAheadMs = theirs - this.#clock.wall()
      this.#log.warn('clock differs from the authority, set the system time', {
        seconds: Math.round(this.#clockAheadMs / 1000),
      })
    } else if (status === 401 || status === 410) this.#onKnown(false)
  }
}

/* The token with which a device calls: made anew for each call. What it says is in wire.ts, which runs in a browser too. */

/** Good around the instant it was made (CLOCK_SKEW_MAX_MS); made anew for each call. */
export async function makeSpeakerToken(
  signer: Signer,
  who: { readonly cluster: string; readonly audience: string; readonly nowMs: number },
): Promise<string> {
  return await signer.sign('speakerToken', {
    cluster: who.cluster,
    audience: who.audience,
    issuedAtMs: who.nowMs,
    id: randomUUID(),
  } satisfies SpeakerToken)
}
