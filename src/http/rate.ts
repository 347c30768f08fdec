/**
 * How often someone may try something: so many in a window, by a name (an address, an account). Time is an argument.
 *
 *   RateLimits     of this process, in memory: of several each counts by itself, and a restart forgets. Costs nothing, so it is what
 *                  stands before everything that strangers ask
 *   SharedLimits   of all processes together: tries of secrets, and what is sent to the outside
 *
 * Where there are too many names, those with the fewest tries are forgotten, the oldest first: whoever tries other names
 * does not wash away what was counted.
 */
import type { RateRule, Row } from '../authority/contract.ts'
import { addressBlock, siteBlock } from './network.ts'

/** Of an address, which may be a whole ministry behind one. */
const ANONYMOUS_CHANGES: RateRule = { per: 'address', max: 120, seconds: 60 }

/** Nobody changes anything as often as they like, unless it is known who they are. */
export function rateOf({ rate, may, method }: Pick<Row, 'rate' | 'may' | 'method'>): RateRule | null {
  return rate ?? (may.is === 'anyone' && method !== 'get' ? ANONYMOUS_CHANGES : null)
}

/** As many times what one of them may, all IPv6 networks of one site may: a few households beside each other, and not 65,536. */
export const SITE_TIMES = 4

/** Of an address, by all that whoever has it has. Counts one try. 0: it may go on; else the seconds until it may. */
export async function takeFrom(
  limits: { readonly take: (...given: Parameters<RateLimits['take']>) => number | Promise<number> },
  { name, address }: { readonly name: string; readonly address: string },
  rule: { readonly max: number; readonly seconds: number },
  nowMs: number,
): Promise<number> {
  // The narrow one first: who is refused there does not use up what the neighbours have.
  const seconds = await limits.take(`${name} ${addressBlock(address)}`, rule, nowMs)
  const site = siteBlock(address)
  if (seconds > 0 || site === null) return seconds
  return await limits.take(`${name} ${site}`, { ...rule, max: rule.max * SITE_TIMES }, nowMs)
}

/** The same as `RateLimits`, whichever process counts. What does not know the name of a try, knows a digest of it. */
export interface SharedLimits {
  /** Counts one try. 0: it may go on; else the seconds until it may. */
  take(name: string, rule: { max: number; seconds: number }, nowMs: number): Promise<number>
  forgive(name: string): Promise<void>
  giveBack(name: string): Promise<void>
}

/** Where one process serves, what it counts is all. */
export function ofOneProcess(limits = new RateLimits()): SharedLimits {
  return {
    take: async (...given) => limits.take(...given),
    forgive: async name => limits.forgive(name),
    giveBack: async name => limits.giveBack(name),
  }
}

const NAMES_MAX = 50_000

export class RateLimits {
  readonly #windows = new Map<string, { count: number; endsMs: number }>()

  /** Counts one try. 0: it may go on; else the seconds until it may. */
  take(name: string, rule: { max: number; seconds: number }, nowMs: number): number {
    const window = this.#windows.get(name)
    if (window === undefined || window.endsMs <= nowMs) {
      if (this.#windows.size >= NAMES_MAX) this.#forget(nowMs)
      this.#windows.set(name, { count: 1, endsMs: nowMs + rule.seconds * 1000 })
      return 0
    }
    if (window.count >= rule.max) return Math.max(1, Math.ceil((window.endsMs - nowMs) / 1000))
    window.count++
    return 0
  }

  /** After a success: what was counted against it is forgiven. */
  forgive(name: string): void {
    this.#windows.delete(name)
  }

  /** One try less: it was none. */
  giveBack(name: string): void {
    const window = this.#windows.get(name)
    if (window !== undefined && window.count > 0) window.count--
  }

  /** Those that are over; of the others so many that half are left. */
  #forget(nowMs: number): void {
    for (const [name, window] of this.#windows) if (window.endsMs <= nowMs) this.#windows.delete(name)
    const tooMany = this.#windows.size - NAMES_MAX / 2
    if (tooMany <= 0) return
    const byTries = [...this.#windows].sort(([, a], [, b]) => a.count - b.count)
    for (const [name] of byTries.slice(0, tooMany)) this.#windows.delete(name)
  }
}
