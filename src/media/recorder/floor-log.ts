/**
 * Who was heard when, and whether anything of them came: the spans and the chapters of one file, out of the notes of its clusters.
 *
 *   spans   nobody │ heard │ gap │ heard        from the beginning to the end, one after the other
 *   floor   null   │ site                       who had it: the speaker
 *
 * A file that is written and one that was cut and is finished later are told by the same notes.
 */
export type Hearing = 'nobody' | 'heard' | 'gap'

/** Milliseconds since the file began; from then on it is so. */
export type FloorTurn<Is> = readonly [fromMs: number, is: Is]

/** What a cluster says besides its media. */
export interface Note {
  readonly untilMs: number
  readonly spans: readonly FloorTurn<Hearing>[]
  readonly floor: readonly FloorTurn<string | null>[]
}

export interface Span {
  readonly is: Hearing
  readonly fromMs: number
  readonly untilMs: number
}

const HEARINGS: readonly unknown[] = ['nobody', 'heard', 'gap'] satisfies Hearing[]

export class FloorLog {
  #untilMs = 0
  readonly #spans: FloorTurn<Hearing>[] = []
  readonly #floor: FloorTurn<string | null>[] = []

  /** As far as it is told. */
  get untilMs(): number {
    return this.#untilMs
  }

  add({ untilMs, spans, floor }: Note): void {
    this.#untilMs = untilMs
    for (const [fromMs, is] of spans) turn(this.#spans, fromMs, is)
    for (const [fromMs, site] of floor) turn(this.#floor, fromMs, site)
  }

  /** They begin at 0 and end at `untilMs`. */
  spans(): Span[] {
    return between(this.#spans, this.#untilMs).map(({ is, ...span }) => ({ ...span, is }))
  }

  chapters(): { readonly name: string; readonly fromMs: number; readonly untilMs: number }[] {
    return between(this.#floor, this.#untilMs).flatMap(({ is, ...span }) =>
      is === null ? [] : [{ name: is, ...span }],
    )
  }
}

/** What is so already does not begin anew. One that takes back what was said of the time before replaces it. */
function turn<Is>(turns: FloorTurn<Is>[], fromMs: number, is: Is): void {
  const from = Math.max(0, fromMs)
  while (turns.length > 0 && turns[turns.length - 1][0] >= from) turns.pop()
  if (turns.at(-1)?.[1] !== is) turns.push([from, is])
}

function between<Is>(
  turns: readonly FloorTurn<Is>[],
  endMs: number,
): { readonly is: Is; readonly fromMs: number; readonly untilMs: number }[] {
  return turns.flatMap(([fromMs, is], i) => {
    const untilMs = Math.min(endMs, turns[i + 1]?.[0] ?? endMs)
    return untilMs > fromMs ? [{ is, fromMs, untilMs }] : []
  })
}

export function noteText(note: Note): string {
  return JSON.stringify(note)
}

/** Null: it is no note. */
export function noteOf(text: string): Note | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { untilMs, spans, floor } = value as Record<string, unknown>
  if (typeof untilMs !== 'number' || !isTurns(spans, isHearing) || !isTurns(floor, isSite)) return null
  return { untilMs, spans, floor }
}

function isTurns<Is>(value: unknown, isOne: (value: unknown) => value is Is): value is readonly FloorTurn<Is>[] {
  return Array.isArray(value) && value.every(one => Array.isArray(one) && typeof one[0] === 'number' && isOne(one[1]))
}

function isHearing(value: unknown): value is Hearing {
  return HEARINGS.includes(value)
}

function isSite(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}
