/**
 * Handles the signed jobs of one kind at a node, announcements, broadcasts or free lists: orders first, then rosters, then what is new; then
 * what is held is looked after, also when nothing comes. One after another; what could not be kept is tried again.
 *
 *   agenda ─► obey each order ─► rosters ─► decide each ─► look after all that is held ─► again in a few seconds
 *
 * A directive counts only where the authority's key has signed it, for this operator.
 */
import type { z } from 'zod'
import type { Timekeeper, Timer } from '../base/clock.ts'
import { Failure, reason } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import type { TrailHead } from '../directive/documents.ts'
import { RosterBehind } from '../directive/failures.ts'
import type { Lack } from '../directive/proof.ts'
import { type DocumentType, sha256Of, verify } from '../directive/signing.ts'
import type { AuthorityLink } from './authority-link.ts'
import type { Heads, JobKind } from './heads.ts'
import type { Rosters } from './rosters.ts'
import type { Untrusted } from './untrusted.ts'

export interface JobParts {
  readonly link: Pick<AuthorityLink, 'authorityKey' | 'operator' | 'signer'>
  readonly untrusted: Untrusted
  readonly rosters: Pick<Rosters, 'lackOf' | 'settled'>
  readonly heads: Pick<Heads, 'see'>
  readonly log: Log
  readonly clock: Timekeeper
}

interface Directed {
  readonly operator: string
  readonly directive: string
  readonly serial: number
  readonly trail?: TrailHead | undefined
}

interface Ordered {
  readonly operator: string
  readonly directive: string
  readonly sequence: number
  readonly trail?: TrailHead | undefined
}

/** What takes something back waits for no roster. */
interface Orders<Item, Order> {
  readonly type: DocumentType
  readonly schema: z.ZodType<Order>
  readonly obey: (item: Item) => Promise<void>
}

export interface JobHandlerOptions<Item, Body, Order> extends JobParts {
  readonly kind: JobKind
  readonly directive: { readonly type: DocumentType; readonly schema: z.ZodType<Body> }
  /** Null: what is held stays held. */
  readonly orders: Orders<Item, Order> | null
  /** `items`: all that the authority wants. */
  readonly decide: (item: Item, items: readonly Item[]) => Promise<void>
  /** Each builds on the one before: what waits or could not be kept holds up those after it. */
  readonly isChain?: true
  readonly lookAfter: () => Promise<void>
}

/** How often what is held is looked after. */
const LOOK_MS = 5000
/** What is on the agenda for so long though it was answered is answered once more: the authority lacks it. */
const LACKING_MS = 30_000

export class JobHandler<Item, Body extends Directed, Order extends Ordered = never> {
  readonly #o: JobHandlerOptions<Item, Body, Order>
  #work: Promise<void> = Promise.resolve()
  #items: readonly Item[] = []
  /** Since when each directive is on the agenda though it is decided on, by digest. */
  readonly #listed = new Map<string, number>()
  #timer: Timer | null = null
  #isClosed = false

  constructor(options: JobHandlerOptions<Item, Body, Order>) {
    this.#o = options
  }

  start(): void {
    this.take([])
    this.#later()
  }

  /** The whole of what the authority wants. */
  take(items: readonly Item[]): void {
    this.#items = items
    this.#work = this.#work.then(async () => await this.#takeAll(items))
  }

  async settled(): Promise<void> {
    await this.#work
  }

  /** Of what is decided on and still on the agenda. */
  isLacking(sha256: string): boolean {
    const now = this.#o.clock.monotonic()
    const since = this.#listed.get(sha256) ?? now
    const isLacking = now - since >= LACKING_MS
    this.#listed.set(sha256, isLacking ? now : since)
    return isLacking
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.cancel()
    await this.settled()
  }

  /** Null: nobody trusted signed it, or it is for another operator. */
  async directive(jws: string): Promise<Body | null> {
    const { link, untrusted, heads, kind } = this.#o
    const { type, schema } = this.#o.directive
    try {
      const body = await verify(jws, { type, key: link.authorityKey, schema })
      if (body.operator !== link.operator) throw new Error('it is for another operator')
      const { directive, serial, trail } = body
      heads.see(trail, { kind, directive, serial })
      return body
    } catch (error) {
      untrusted.tell(sha256Of(jws), `${kind} directive`, error)
      return null
    }
  }

  /** Null: the same of an order, or it is of another directive. */
  async order(jws: string, directive: string): Promise<Order | null> {
    const { link, untrusted, heads, orders } = this.#o
    if (orders === null) return null
    try {
      const said = await verify(jws, { type: orders.type, key: link.authorityKey, schema: orders.schema })
      if (said.operator !== link.operator) throw new Error('it is for another operator')
      if (said.directive !== directive) throw new Error('it is of another directive')
      heads.see(said.trail, { kind: 'order', directive, sequence: said.sequence })
      return said
    } catch (error) {
      untrusted.tell(sha256Of(jws), 'order', error)
      return null
    }
  }

  #later(): void {
    if (this.#isClosed) return
    this.#timer = this.#o.clock.after(LOOK_MS, () => {
      this.take(this.#items)
      this.#later()
    })
  }

  async #takeAll(items: readonly Item[]): Promise<void> {
    const { kind, log, rosters, orders, isChain, lookAfter } = this.#o
    const decide = async (item: Item) => (this.#isClosed ? undefined : await this.#o.decide(item, items))
    try {
      await eachOf(
        [
          async () => (orders === null ? undefined : await eachOf(items, orders.obey)),
          async () => await rosters.settled(),
          async () => await (isChain ? untilOneFails : eachOf)(items, decide),
          lookAfter,
        ],
        async act => await act(),
      )
    } catch (error) {
      // That was told; it is looked at again until the roster is here.
      if (error instanceof RosterBehind) return
      const why = error instanceof Failure ? error.sentence('en') : reason(error)
      log.error('job not saved, will retry', { kind, why })
    }
  }
}

/** As an operator's answer says it. */
export function refusalFor(lack: Lack) {
  const why = { who: 'needs-two-people', when: 'expired', often: 'replayed' } as const
  const isOurs = lack.of === 'what' || lack.of === 'which'
  return { why: isOurs ? ('malformed' as const) : why[lack.of], says: saysOf(lack) }
}

/** In words; null: the reason says it. */
function saysOf(lack: Lack): string | null {
  if (lack.of === 'who') return lack.says.sentence('en')
  return lack.of === 'what' || lack.of === 'which' ? lack.says : null
}

async function untilOneFails<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  for (const item of items) await act(item)
}

/** One after another, whichever fails: it holds up no other, least of all a stop. Fails at the end as the first has. */
export async function eachOf<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  for (const item of items)
    try {
      await act(item)
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
}
