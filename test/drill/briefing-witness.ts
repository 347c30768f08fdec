/**
 * What was seen of a briefing from outside, by this process's clock: what was asked and what was answered, whose bot was connected
 * when, who was heard by whom, what was killed. Knows nothing of what the server has kept. Instants are milliseconds since 1970.
 */

export interface Span {
  readonly fromMs: number
  readonly untilMs: number
}

/** answered: it was. refused: it was answered that it is not done. lost: nobody answered. */
export type End = 'answered' | 'refused' | 'lost'

export type FloorDeed = 'ask' | 'withdraw' | 'give' | 'release' | 'revoke'

/** From the first octet of the first request until the last answer, or until it was given up. */
export interface Asked extends Span {
  readonly do: FloorDeed
  /** By their numbers. */
  readonly by: number
  readonly site: number
  readonly end: End
  /** How often it was asked for. */
  readonly tries: number
}

export interface Kill extends Span {
  readonly of: 'media' | 'authority'
}

/** That a site was there: surely in the inner span, and at no time outside of the outer one. */
export interface There {
  readonly site: number
  /** By a connection, or by a word. */
  readonly by: 'media' | 'word'
  readonly outer: Span
  /** Null: nobody answered. */
  readonly inner: Span | null
}

export interface Left extends Span {
  readonly site: number
  readonly end: End
}

/** Somebody's voice was heard by somebody between two looks. */
export interface Heard extends Span {
  readonly by: number
  readonly source: number
}

export interface Minute {
  readonly text: string
  readonly end: End
}

/** From a kill to the first packet that a site hears afterwards. */
export interface Back {
  readonly of: Kill['of']
  readonly site: number
  readonly tookMs: number
}

interface Connection {
  readonly askedMs: number
  readonly connectedMs: number
}

export class Witness {
  readonly floor: Asked[] = []
  readonly rolls: (Span & { readonly end: End })[] = []
  readonly there: There[] = []
  readonly left: Left[] = []
  readonly heard: Heard[] = []
  readonly minutes: Minute[] = []
  readonly kills: Kill[] = []
  readonly back: Back[] = []
  readonly #connected = new Map<number, Connection>()

  connected(site: number, connection: Connection): void {
    this.disconnected(site, { fromMs: connection.askedMs, untilMs: connection.askedMs })
    this.#connected.set(site, connection)
  }

  /** It surely was until the one, and surely is not since the other. */
  disconnected(site: number, { fromMs, untilMs }: Span): void {
    const connection = this.#connected.get(site)
    if (connection === undefined) return
    this.#connected.delete(site)
    const { askedMs, connectedMs } = connection
    this.there.push({
      site,
      by: 'media',
      outer: { fromMs: askedMs, untilMs },
      inner: connectedMs < fromMs ? { fromMs: connectedMs, untilMs: fromMs } : null,
    })
  }

  /** Whoever was connected is not any more. */
  killed(kill: Kill): void {
    this.kills.push(kill)
    for (const site of [...this.#connected.keys()]) this.disconnected(site, kill)
  }

  /** A word of a site, by whatever way but media. */
  said(site: number, span: Span, end: End): void {
    const inner = end === 'answered' ? span : null
    this.there.push({ site, by: 'word', outer: span, inner })
  }
}

/** Without what lies in others. */
export function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  let left = united(spans)
  for (const { fromMs, untilMs } of others)
    left = left.flatMap(span => [
      ...(span.fromMs < fromMs ? [{ ...span, untilMs: Math.min(span.untilMs, fromMs) }] : []),
      ...(span.untilMs > untilMs ? [{ ...span, fromMs: Math.max(span.fromMs, untilMs) }] : []),
    ])
  return left
}

/** In order, none touching another. */
export function united(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1)
    if (last === undefined || span.fromMs > last.untilMs) all.push(span)
    else all[all.length - 1] = { ...last, untilMs: Math.max(last.untilMs, span.untilMs) }
  }
  return all
}

export function overlaps(one: Span, other: Span): boolean {
  return one.fromMs <= other.untilMs && other.fromMs <= one.untilMs
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0)
}
