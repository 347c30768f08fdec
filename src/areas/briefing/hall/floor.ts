/**
 * Who may speak: requests for the floor by the states of BFCP (RFC 8855, 5.2.5), decided one at a time.
 *
 *   ask ─► pending ─accept─► accepted, with a place in the queue ─give─► granted ─► released, by who holds it
 *             │                 │                                           ├─────► revoked, by the chair
 *             ├──── deny ───────┤                                           └─────► cancelled, by the server: the site is gone
 *             └─► cancelled, by who asked
 *
 * What was decided is a log that only grows. Who is heard is folded from it, so that a server that starts anew knows what the
 * one before knew. The chair is heard by right and asks for nothing. Pure; instants are milliseconds since 1970.
 */

export type RequestState = 'pending' | 'accepted' | 'granted' | 'denied' | 'cancelled' | 'released' | 'revoked'

/** The state that a request came to. */
export interface FloorEntry {
  readonly atMs: number
  readonly request: string
  readonly site: string
  readonly state: RequestState
  /** The site that did it; null: the server, since the request's site was gone. */
  readonly by: string | null
}

export interface FloorRequest {
  readonly id: string
  readonly site: string
  readonly askedMs: number
}

/** Requests that are not over, in the order in which they came to be so: who is first in `accepted` is next. */
export interface Floor {
  readonly granted: readonly FloorRequest[]
  readonly accepted: readonly FloorRequest[]
  readonly pending: readonly FloorRequest[]
}

const NOTHING_ASKED: Floor = { granted: [], accepted: [], pending: [] }

/** Of an entry that is of no open request, as of one that is: the log is what was decided. */
export function floorOf(log: readonly FloorEntry[], before = NOTHING_ASKED): Floor {
  return log.reduce(stepped, before)
}

function stepped(floor: Floor, { atMs, request: id, site, state }: FloorEntry): Floor {
  const request = requestOf(floor, ({ id: other }) => other === id) ?? { id, site, askedMs: atMs }
  const others = (requests: readonly FloorRequest[]) => requests.filter(one => one.id !== id)
  const moved = (is: keyof Floor) => [...others(floor[is]), ...(state === is ? [request] : [])]
  return { granted: moved('granted'), accepted: moved('accepted'), pending: moved('pending') }
}

function requestOf(
  { granted, accepted, pending }: Floor,
  isIt: (request: FloorRequest) => boolean,
): FloorRequest | undefined {
  return [...granted, ...accepted, ...pending].find(isIt)
}

// What may be done -------------------------------------------------------------------------------------------------

export type FloorAction =
  | { readonly do: 'ask' | 'withdraw' | 'release' }
  /** Of the chair, about another site. */
  | { readonly do: 'accept' | 'deny' | 'give' | 'revoke'; readonly site: string }
  /** Of the server: nothing was heard of the site for too long. */
  | { readonly do: 'drop'; readonly site: string }

export type FloorRefusal = 'not-chair' | 'chair-is-heard' | 'nothing-to-do' | 'floor-full'

export interface FloorRules {
  /** Who has the chair now: the chair, or its deputy; null: neither is there. */
  readonly chair: string | null
  /** Asking needs no accepting: whoever asks is in the queue. */
  readonly isQueueOpen: boolean
  /** Who may hold the floor at once, besides the chair. */
  readonly grantedMax: number
}

/**
 * What is written down of it, or why it is not done. `by`: the site that does it; null: the server. `id`: of a request that
 * begins by it. The same done twice is done once, and the second time there is nothing to do.
 */
export function decide(
  floor: Floor,
  action: FloorAction,
  {
    by,
    id,
    atMs,
    rules,
  }: { readonly by: string | null; readonly id: string; readonly atMs: number; readonly rules: FloorRules },
): readonly FloorEntry[] | FloorRefusal {
  const site = 'site' in action ? action.site : by
  if (site === null) return 'nothing-to-do'
  if (action.do === 'drop' ? by !== null : 'site' in action && by !== rules.chair) return 'not-chair'
  if (site === rules.chair && action.do !== 'drop') return 'chair-is-heard'
  const of = (requests: readonly FloorRequest[]) => requests.find(one => one.site === site)
  const [held, queued, asked] = [of(floor.granted), of(floor.accepted), of(floor.pending)]
  const open = held ?? queued ?? asked
  const told = (request: FloorRequest | undefined, state: RequestState) =>
    request === undefined ? 'nothing-to-do' : [{ atMs, request: request.id, site, state, by }]
  switch (action.do) {
    case 'ask': {
      if (open !== undefined) return 'nothing-to-do'
      const state = rules.isQueueOpen ? 'accepted' : 'pending'
      return [{ atMs, request: id, site, state, by }]
    }
    case 'withdraw':
      return told(queued ?? asked, 'cancelled')
    case 'release':
      return told(held, 'released')
    case 'accept':
      return told(asked, 'accepted')
    case 'deny':
      return told(queued ?? asked, 'denied')
    case 'give':
      if (held !== undefined) return 'nothing-to-do'
      if (floor.granted.length >= rules.grantedMax) return 'floor-full'
      // Who is asked to speak need not have asked.
      return told(open ?? { id, site, askedMs: atMs }, 'granted')
    case 'revoke':
      return told(held, 'revoked')
    case 'drop':
      return told(open, 'cancelled')
  }
}

/**
 * Sites whose packets go out, the speaker first: who was given the floor last, and the chair after all of them. Every other
 * site's are withheld.
 */
export function heard({ granted }: Floor, { chair }: Pick<FloorRules, 'chair'>): readonly string[] {
  const holders = granted.map(({ site }) => site).toReversed()
  return chair === null ? holders : [...holders.filter(site => site !== chair), chair]
}

// Who has the chair ------------------------------------------------------------------------------------------------

/** After so long without a word of the chair its deputy has it. */
export const CHAIR_GONE_MS = 10_000

export interface ChairFacts {
  readonly chair: string
  readonly deputy: string | null
  /** Who has it; null: nobody yet, or neither was there. */
  readonly acting: string | null
  /** When a site was last heard of; -Infinity: never. */
  readonly heardMs: (site: string) => number
  readonly nowMs: number
}

/**
 * Who has the chair from now on. It goes to the deputy where the chair is gone and the deputy is there, and does not come back
 * by itself: two who think that they have it are worse than one who has to ask for it. Where neither is there nobody has it.
 */
export function actingChair({ chair, deputy, acting, heardMs, nowMs }: ChairFacts): string | null {
  const isThere = (site: string | null): site is string => site !== null && nowMs - heardMs(site) < CHAIR_GONE_MS
  if (isThere(acting)) return acting
  if (isThere(chair)) return chair
  return isThere(deputy) ? deputy : null
}
