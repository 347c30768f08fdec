/**
 * Takes the authority's orders: verified, each looked at once, and handed on at once; one for a directive that has not
 * been accepted (yet) is kept for it.
 *
 * Invariant: between the signature and whoever obeys there is no disk. Of kept orders the highest sequence counts, and a
 * stop is for good.
 */
import { type OrderBody, orderBody } from '../directive/documents.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { Untrusted } from './untrusted.ts'

/** Orders that were looked at, and those for directives that have not come yet. */
const ORDERS_MAX = 2000

export interface OrdersOptions {
  readonly link: Pick<AuthorityLink, 'authorityKey' | 'operator'>
  readonly untrusted: Untrusted
  /** Nothing is left to order of this directive. */
  readonly hasReturned: (directive: string) => boolean
  /** False: nobody carries it out (yet). */
  readonly obey: (order: OrderBody) => boolean
}

export class Orders {
  readonly #o: OrdersOptions
  /** Of directives that have not been accepted (yet): the highest. */
  readonly #kept = new Map<string, OrderBody>()
  /** JWS of orders that were looked at, by SHA-256. */
  readonly #seen = new Map<string, string>()

  constructor(options: OrdersOptions) {
    this.#o = options
  }

  async take(jws: string): Promise<void> {
    const sha256 = sha256Of(jws)
    if (this.#seen.get(sha256) === jws) return
    const order = await this.#verified(jws, sha256)
    if (order === null) return
    if (this.#seen.size >= ORDERS_MAX) this.#seen.clear()
    this.#seen.set(sha256, jws)
    if (!this.#o.obey(order)) this.#keep(order)
  }

  /** The order that was kept for this directive, which now is carried out. */
  claim(directive: string): OrderBody | null {
    const order = this.#kept.get(directive) ?? null
    this.#kept.delete(directive)
    return order
  }

  async #verified(jws: string, sha256: string): Promise<OrderBody | null> {
    const { link, untrusted } = this.#o
    try {
      const key = link.authorityKey
      const order = await verify(jws, { type: 'order', key, schema: orderBody })
      if (order.operator === link.operator) return order
      throw new Error('it is for another operator')
    } catch (error) {
      untrusted.tell(sha256, 'an order', error)
      return null
    }
  }

  #keep(order: OrderBody): void {
    const before = this.#kept.get(order.directive)
    // A stop is for good, whatever came after it.
    if (before !== undefined && (before.wish === 'stop' || before.sequence >= order.sequence))
      return
    if (this.#o.hasReturned(order.directive)) return
    if (this.#kept.size >= ORDERS_MAX) {
      this.#kept.clear()
      this.#seen.clear()
    }
    this.#kept.set(order.directive, order)
  }
}
