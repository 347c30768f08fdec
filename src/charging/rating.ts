/**
 * What one request costs at its instant: which of its units are free, and on what terms. Asks the list (`decide.ts`);
 * who answers what is for `plan.ts` to say.
 *
 * What is called names the whole request; where nothing is called, each unit stands for itself.
 */
import type { Asked, Unit } from './asked.ts'
import type { Decide } from './decide.ts'
import { GRANT_SECONDS_MAX, type Limits } from './limits.ts'
import type { Free, Rated, Terms } from './plan.ts'

export interface RatingOptions {
  readonly decide: Decide
  readonly limits: Limits
  /** How a free session is answered where its end is far: `4011`, or always in granted units. */
  readonly freeAnswer: '4011' | 'grant'
}

const NO_CONTROL: Terms = { is: 'no-control' }

/** One object serves all requests of a gateway: `of` fills it, and it is valid until the next. */
export class Rating implements Rated {
  readonly #options: RatingOptions
  /** Milliseconds since 1970. */
  #at = 0
  #whole: Free | null = null

  constructor(options: RatingOptions) {
    this.#options = options
  }

  of(asked: Asked, at: number): this {
    this.#at = at
    this.#whole = this.#wholeFree(asked)
    return this
  }

  freeOf(unit: Unit | null): Free | null {
    if (this.#whole !== null || unit === null) return this.#whole
    const { ratingGroup, services } = unit
    if (services.length === 0) return ratingGroup === null ? null : this.#ofGroup(ratingGroup, null)
    let free: Free | null = null
    for (const service of services) {
      const one = this.#ofGroup(ratingGroup, service)
      if (one === null) return null
      free = free === null ? one : both(free, one)
    }
    return free
  }

  presumed({ since }: Free): boolean {
    return since === null || since <= this.#at - GRANT_SECONDS_MAX * 1000
  }

  termsFor({ until }: Free): Terms {
    const left = until === null ? Number.POSITIVE_INFINITY : until - this.#at
    const { freeAnswer, limits } = this.#options
    if (freeAnswer === '4011' && left > limits.longestSessionMs) return NO_CONTROL
    return { is: 'grant', seconds: Math.min(GRANT_SECONDS_MAX, Math.ceil(left / 1000)) }
  }

  #wholeFree({ called, dialled, service, units }: Asked): Free | null {
    if (called !== null) {
      const isForwarded = dialled.some(number => number !== called)
      return isForwarded ? this.#ofForwarded(dialled, called) : this.#ofCall(called, null)
    }
    return service === null || units.length > 0 ? null : this.#ofGroup(null, service)
  }

  /** Which of several was dialled first is not said: it is free when it is free whichever it was. */
  #ofForwarded(dialled: readonly (string | null)[], forwardedTo: string): Free | null {
    let free: Free | null = null
    for (const called of dialled) {
      if (called === forwardedTo) continue
      const one = called === null ? null : this.#ofCall(called, forwardedTo)
      if (one === null) return null
      free = free === null ? one : both(free, one)
    }
    return free
  }

  #ofCall(called: string, forwardedTo: string | null): Free | null {
    const at = this.#at
    const verdict = this.#options.decide({ called, forwardedTo, ratingGroup: null, serviceIdentifier: null, at })
    return verdict.is === 'free' ? verdict : null
  }

  #ofGroup(ratingGroup: number | null, serviceIdentifier: number | null): Free | null {
    const at = this.#at
    const verdict = this.#options.decide({ called: null, forwardedTo: null, ratingGroup, serviceIdentifier, at })
    return verdict.is === 'free' ? verdict : null
  }
}

/** Free together only while both are. */
function both(a: Free, b: Free): Free {
  const since = a.since === null ? b.since : b.since === null ? a.since : Math.max(a.since, b.since)
  const until = a.until === null ? b.until : b.until === null ? a.until : Math.min(a.until, b.until)
  return { ...a, since, until }
}
