/**
 * Server-sent events as values: text in, events and beats out (HTML Living Standard, 9.2.6).
 *
 * Why not EventSource: it hides comments, so a beat (`: beat`) cannot be heard, and it hides 401 and 403. Pure.
 */
export interface ServerEvent {
  readonly event: string
  readonly data: string
}

/** A line longer than this is no event of ours: the stream is dropped. */
export const LINE_MAX = 4_000_000

export class EventReader {
  #rest = ''
  #event = ''
  #data: string[] = []

  /** Events that are whole after this piece. */
  push(piece: string): ServerEvent[] {
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > LINE_MAX) throw new RangeError('a line of the stream is too long')
    const events: ServerEvent[] = []
    for (const line of lines) {
      if (line === '') {
        if (this.#data.length > 0)
          events.push({ event: this.#event || 'message', data: this.#data.join('\n') })
        this.#event = ''
        this.#data = []
        continue
      }
      const colon = line.indexOf(':')
      if (colon === 0) continue
      const field = colon < 0 ? line : line.slice(0, colon)
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
      if (field === 'event') this.#event = value
      else if (field === 'data') this.#data.push(value)
    }
    return events
  }
}
