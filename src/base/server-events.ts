/**
 * Server-sent events out of octets that were cut anywhere (WHATWG HTML, section 9.2.6): the package `eventsource-parser`
 * with a limit and a decoder. Runs in a browser too.
 *
 * Why not EventSource: it hides comments, so a beat (`: beat`) cannot be heard, and it hides 401 and 403. An event that
 * the end of the stream cuts never comes out. Knows no event's meaning.
 */
import { createParser, type EventSourceParser } from 'eventsource-parser'

export interface ServerEvent {
  readonly event: string
  readonly data: string
}

export class ServerEvents {
  /** Takes away the byte order mark as well. */
  readonly #decoder = new TextDecoder()
  readonly #parser: EventSourceParser
  #come: ServerEvent[] = []
  #isTooLarge = false

  /** `sizeMax`, in UTF-16 units, of what has come of an event that has not ended. */
  constructor({ sizeMax }: { sizeMax: number }) {
    this.#parser = createParser({
      maxBufferSize: sizeMax,
      onEvent: ({ event = 'message', data }) => this.#come.push({ event, data }),
      onError: ({ type }) => {
        if (type === 'max-buffer-size-exceeded') this.#isTooLarge = true
      },
    })
  }

  /** The events that end in this piece; null: one is too large, and the stream is of no more use. */
  push(octets: Uint8Array): readonly ServerEvent[] | null {
    if (this.#isTooLarge) return null
    this.#parser.feed(this.#decoder.decode(octets, { stream: true }))
    const come = this.#come
    this.#come = []
    return this.#isTooLarge ? null : come
  }
}
