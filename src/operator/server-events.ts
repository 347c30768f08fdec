/**
 * Server-sent events out of text that was cut anywhere (WHATWG HTML, section 9.2.6). Pure: text in, events out.
 *
 * Knows `event` and `data`; comments, `id` and `retry` mean nothing to a node. An event that the end of the stream cuts
 * never comes out.
 */

/** Of one event, in UTF-16 units: 1000 directives with their orders, and more than any node is asked for. */
export const EVENT_SIZE_MAX = 64 * 1024 * 1024

export interface ServerEvent {
  readonly event: string
  readonly data: string
}

export class ServerEvents {
  #rest = ''
  #event = ''
  #data: string[] = []
  #size = 0
  #hasBegun = false

  /** Null: an event is larger than EVENT_SIZE_MAX, and the stream is of no more use. */
  push(text: string): readonly ServerEvent[] | null {
    const events: ServerEvent[] = []
    this.#rest += text
    if (!this.#hasBegun && this.#rest !== '') {
      this.#hasBegun = true
      if (this.#rest.startsWith('\uFEFF')) this.#rest = this.#rest.slice(1)
    }
    let from = 0
    for (;;) {
      const end = lineEnd(this.#rest, from)
      if (end === null) break
      this.#line(this.#rest.slice(from, end.at), events)
      from = end.next
    }
    this.#rest = this.#rest.slice(from)
    if (this.#size + this.#rest.length > EVENT_SIZE_MAX) return null
    return events
  }

  #line(line: string, events: ServerEvent[]): void {
    if (line === '') {
      if (this.#data.length > 0)
        events.push({ event: this.#event || 'message', data: this.#data.join('\n') })
      this.#event = ''
      this.#data = []
      this.#size = 0
      return
    }
    const colon = line.indexOf(':')
    if (colon === 0) return
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') this.#event = value
    if (name !== 'data') return
    this.#data.push(value)
    this.#size += value.length
  }
}

/** A CR at the end of what has come may be half of a CRLF. */
function lineEnd(text: string, from: number): { at: number; next: number } | null {
  const lf = text.indexOf('\n', from)
  const cr = text.indexOf('\r', from)
  if (cr >= 0 && (lf < 0 || cr < lf)) {
    if (cr + 1 === text.length) return null
    return { at: cr, next: text[cr + 1] === '\n' ? cr + 2 : cr + 1 }
  }
  return lf < 0 ? null : { at: lf, next: lf + 1 }
}
