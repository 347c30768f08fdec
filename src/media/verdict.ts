/**
 * What a test call says of a line: the class that it has earned, and why it is not the one above.
 *
 *   class   carried, down · up    loss     there and back   jitter
 *     A       1100 ·  150         2 %         300 ms          50 ms
 *     B        350 ·  150         5 %         500 ms         100 ms       at the most, and at the least what is carried
 *     C         75 ·   20        10 %         800 ms         300 ms
 *     D        all else
 *
 * What the room's own class of the line does not afford is not earned either: it is by the receiver's estimate (`downlink.ts`).
 * Carried is asked for at half of what the class is given: what was never tried is not earned. The line down is filled, little
 * at first (`filling.ts`), so that the best of its seconds tells what it carries. Up, nobody sends more than a picture and a voice. A question of ten seconds; a pure function.
 */
import type { LineClass } from '../rtp/downlink.ts'
import type { Quality } from './server.ts'

/** One a second. */
export const VERDICT_SAMPLES = 10

export type Because = 'kbits' | 'loss' | 'rtt' | 'jitter'

/** The middle one of what was measured; null: it never was. */
export interface Measured {
  readonly upKbits: number
  /** The most that came through, over the five seconds of a sample: a test call begins with little. */
  readonly downKbits: number
  /** Of both ways the worse. */
  readonly loss: number | null
  readonly rttMs: number | null
  readonly jitterMs: number | null
}

export interface Verdict {
  readonly is: LineClass
  /** Of the class above; null: there is none above. The first that fails, in this order. */
  readonly because: Because | null
  readonly measured: Measured
}

interface Needs {
  readonly is: LineClass
  readonly downKbits: number
  readonly upKbits: number
  readonly loss: number
  readonly rttMs: number
  readonly jitterMs: number
}

/** Best first. */
const NEEDS: readonly Needs[] = [
  { is: 'A', downKbits: 1100, upKbits: 150, loss: 0.02, rttMs: 300, jitterMs: 50 },
  { is: 'B', downKbits: 350, upKbits: 150, loss: 0.05, rttMs: 500, jitterMs: 100 },
  { is: 'C', downKbits: 75, upKbits: 20, loss: 0.1, rttMs: 800, jitterMs: 300 },
]

/** `line`: the class that the room gave it at the end. Null: there are too few samples yet. */
export function verdictOf(samples: readonly Pick<Quality, 'up' | 'down' | 'rttMs'>[], line: LineClass): Verdict | null {
  if (samples.length < VERDICT_SAMPLES) return null
  const measured = measuredBy(samples.slice(-VERDICT_SAMPLES))
  let because: Because | null = null
  for (const needs of NEEDS) {
    const fails = failing(measured, needs, line)
    if (fails === null) return { is: needs.is, because, measured }
    because = fails
  }
  return { is: 'D', because, measured }
}

/** What is not known does not speak for the line. */
function failing(measured: Measured, needs: Needs, line: LineClass): Because | null {
  if ((measured.loss ?? 1) > needs.loss) return 'loss'
  if (line > needs.is) return 'kbits'
  if (measured.downKbits < needs.downKbits || measured.upKbits < needs.upKbits) return 'kbits'
  if ((measured.rttMs ?? Number.POSITIVE_INFINITY) > needs.rttMs) return 'rtt'
  return (measured.jitterMs ?? Number.POSITIVE_INFINITY) > needs.jitterMs ? 'jitter' : null
}

function measuredBy(samples: readonly Pick<Quality, 'up' | 'down' | 'rttMs'>[]): Measured {
  return {
    upKbits: middle(samples.map(({ up }) => up.kbits)) ?? 0,
    downKbits: carriedBy(samples),
    loss: middle(samples.map(({ up, down }) => worse(up.loss, down.loss))),
    rttMs: middle(samples.map(({ rttMs }) => rttMs)),
    jitterMs: middle(samples.map(({ up, down }) => worse(up.jitterMs, down.jitterMs))),
  }
}

/** Kbit/s that came through down, in the best of the samples. */
export function carriedBy(samples: readonly Pick<Quality, 'down'>[]): number {
  return Math.max(0, ...samples.map(({ down }) => down.kbits * (1 - (down.loss ?? 0))))
}

/** Of what is known. */
function middle(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null).toSorted((a, b) => a - b)
  return known[known.length >> 1] ?? null
}

function worse(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.max(one, other)
}
