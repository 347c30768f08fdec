/**
 * Takes the authority's orders: verified, each looked at once, and handed on at once; one for a directive that has not
 * been accepted (yet) is kept for it.
 *
 *   pause, stop, the first run ────────────────────────────────────► obeyed
 *   a later run ─► an approver signed this very order? ── yes ─────► obeyed
 *                                                      └─ no ──────► told to the engineers, and counts for nothing
 *
 * Invariants: between the signature of a pause or a stop and whoever obeys there is no disk, and no roster. What was paused
 * goes on by no key of the authority's server. Of kept orders the highest sequence counts, and a stop is for good. An order counts by
 * its sequence and never by when or through which address it came: a server that is behind takes nothing back.
 */
import type { Timekeeper } from '../base/clock.ts'
import { checkResume } from '../directive/claims.ts'
import { directiveBody, type OrderBody, orderBody } from '../directive/documents.ts'
import { lacksTwoPeople } from '../directive/failures.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { Heads } from './heads.ts'
import { isNews, letsGoOn } from './memory.ts'
import type { Rosters } from './rosters.ts'
import type { Untrusted } from './untrusted.ts'

/** Orders that were looked at, and those for directives that have not come yet. */
const ORDERS_MAX = 2000
/** Of one directive that has not come yet: those that would let it go on. */
const RESUMES_MAX = 20

export interface OrdersOptions {
  readonly link: Pick<AuthorityLink, 'authorityKey' | 'operator'>
  readonly untrusted: Untrusted
  readonly heads: Pick<Heads, 'see'>
  readonly rosters: Pick<Rosters, 'behind' | 'newest' | 'roster' | 'settled'>
  readonly clock: Pick<Timekeeper, 'wall'>
  /** The directive as it was accepted; null: it was not (yet). */
  readonly accepted: (directive: string) => AcceptedDirective | null
  /** False: nobody carries it out (yet). */
  readonly obey: (order: OrderBody) => boolean
}

export interface AcceptedDirective {
  readonly jws: string
  /** Of the order that was obeyed last. */
  readonly sequence: number
  /** Nothing is left to order of it. */
  readonly hasReturned: boolean
}

interface Given {
  readonly sha256: string
  readonly order: OrderBody
  /** By the clock here, in milliseconds since 1970. */
  readonly cameAt: number
}

/** Of a directive that has not been accepted (yet). */
interface Kept {
  /** The highest of those that need nobody's signature. */
  plain: OrderBody | null
  readonly resumes: Given[]
}

export class Orders {
  readonly #o: OrdersOptions
  readonly #kept = new Map<string, Kept>()
  /** JWS of orders that were looked at, by SHA-256. */
  readonly #seen = new Map<string, string>()
  /** Of those, what did not count, and by which roster; null: there was none. */
  readonly #refused = new Map<string, string | null>()

  constructor(options: OrdersOptions) {
    this.#o = options
  }

  async take(jws: string): Promise<void> {
    const sha256 = sha256Of(jws)
    if (this.#seen.get(sha256) === jws && !(await this.#mayCountNow(sha256))) return
    const order = await this.#verified(jws, sha256)
    if (order === null) return
    if (this.#seen.size >= ORDERS_MAX) this.#forget()
    this.#seen.set(sha256, jws)
    if (!letsGoOn(order)) {
      if (!this.#o.obey(order)) this.#keepPlain(order)
    } else if (order.resume === undefined) {
      const unsigned = lacksTwoPeople('resume', 'none')
      this.#o.untrusted.tell(sha256, 'order', unsigned)
    } else await this.#takeResume({ sha256, order, cameAt: this.#o.clock.wall() })
  }

  /**
   * The order that was kept for this directive, which now is carried out. One that would let it go on is obeyed later,
   * where an approver has signed it.
   */
  claim(directive: string): OrderBody | null {
    const kept = this.#kept.get(directive)
    this.#kept.delete(directive)
    for (const given of kept?.resumes ?? []) void this.#takeResume(given)
    return kept?.plain ?? null
  }

  async #verified(jws: string, sha256: string): Promise<OrderBody | null> {
    const { link, untrusted, heads } = this.#o
    try {
      const key = link.authorityKey
      const order = await verify(jws, { type: 'order', key, schema: orderBody })
      if (order.operator !== link.operator) throw new Error('it is for another operator')
      const { directive, sequence, trail } = order
      heads.see(trail, { kind: 'order', directive, sequence })
      return order
    } catch (error) {
      untrusted.tell(sha256, 'order', error)
      return null
    }
  }

  async #takeResume(given: Given): Promise<void> {
    const { rosters, accepted, obey, untrusted } = this.#o
    const { order, sha256 } = given
    try {
      await rosters.settled()
      const directive = accepted(order.directive)
      if (directive === null) return this.#keepResume(given)
      if (order.sequence <= directive.sequence) return
      await this.#checkResume(given, directive)
      this.#refused.delete(sha256)
      if (!obey(order)) this.#keepResume(given)
    } catch (error) {
      this.#refused.set(sha256, rosters.newest?.sha256 ?? null)
      untrusted.tell(sha256, 'order', error)
    }
  }

  /** It was refused, and by another roster than the newest: that one may know who signed it. */
  async #mayCountNow(sha256: string): Promise<boolean> {
    const { rosters } = this.#o
    if (!this.#refused.has(sha256)) return false
    await rosters.settled()
    return this.#refused.get(sha256) !== (rosters.newest?.sha256 ?? null)
  }

  /** What was looked at is looked at once more. */
  #forget(): void {
    this.#seen.clear()
    this.#refused.clear()
  }

  /** Fails with needsTwoPeople, rosterUnpinned, rosterAway or rosterBehind. */
  async #checkResume({ order, cameAt }: Given, { jws }: AcceptedDirective): Promise<void> {
    const { link, rosters } = this.#o
    const expected = { type: 'directive', key: link.authorityKey, schema: directiveBody } as const
    const directive = await verify(jws, expected)
    await checkResume(order, directive, { roster: rosters.roster, now: cameAt }).catch(
      async error => await rosters.behind(error),
    )
  }

  #keepPlain(order: OrderBody): void {
    const kept = this.#keptOf(order.directive)
    if (kept === null) return
    // A stop is for good, whatever came before or after it.
    if (kept.plain === null || (kept.plain.wish !== 'stop' && isNews(kept.plain, order))) kept.plain = order
  }

  /** Which of them counts is known once the directive is. */
  #keepResume(given: Given): void {
    const resumes = this.#keptOf(given.order.directive)?.resumes
    resumes?.push(given)
    if (resumes !== undefined && resumes.length > RESUMES_MAX) resumes.shift()
  }

  /** Null: nothing is left to order of it. */
  #keptOf(directive: string): Kept | null {
    if (this.#o.accepted(directive)?.hasReturned) return null
    const before = this.#kept.get(directive)
    if (before !== undefined) return before
    if (this.#kept.size >= ORDERS_MAX) {
      this.#kept.clear()
      this.#forget()
    }
    const kept: Kept = { plain: null, resumes: [] }
    this.#kept.set(directive, kept)
    return kept
  }
}
