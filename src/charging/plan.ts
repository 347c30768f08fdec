/**
 * Who answers what of a request: we, or the operator's own charging system. Pure; `docs/how-to/online-charging.md` has
 * it in words.
 *
 * A request is one unit (a call, an event) or a list of units (rating groups of a data session). Each unit is judged at
 * the request's instant; what it reports as used belongs to whoever granted it.
 *
 *   unit            granted by    free now   the charging system gets     the client gets from us
 *   asks            nobody, it    no         all of it                    nothing
 *   asks            nobody, it    yes        what was used of its grant   free
 *   asks            us            yes        nothing                      free
 *   asks            us            no         what is asked, nothing used  nothing          the end of a free period
 *   only reports    it            any        all of it                    nothing
 *   only reports    us            any        nothing                      a word of thanks
 *
 * Invariants: what is not free now is never granted by us; what we granted is never reported to the charging system; what
 * it granted always is.
 */
import { CC_REQUEST_TYPE, REQUESTED_ACTION } from '../diameter/dictionary.ts'
import type { Asked, Unit } from './asked.ts'
import type { Verdict } from './decide.ts'

export type Free = Extract<Verdict, { is: 'free' }>

/** What is remembered of a session that we had a part in. */
export interface Session {
  /** The charging system has been told of the session. */
  readonly known: boolean
  /** Keys of the units whose current grant is ours. */
  readonly ours: readonly string[]
}

/** How a free unit is answered. */
export type Terms =
  /** DIAMETER_CREDIT_CONTROL_NOT_APPLICABLE: never asked again. */
  | { readonly is: 'no-control' }
  /** Granted units, to be asked again after so many seconds at most. */
  | { readonly is: 'grant'; readonly seconds: number }
  /** It only reported; it is told that this is well. */
  | { readonly is: 'noted' }

/** What the charging system gets of a unit. */
export type Share = 'all' | 'none' | 'only-used' | 'only-asked'

export interface UnitPlan {
  readonly share: Share
  /** Null: its answer is the charging system's. */
  readonly terms: Terms | null
  /** Of the list, where it is answered free. */
  readonly service: string | null
}

export type Plan =
  /** All of it goes on as it came. */
  | { readonly do: 'relay' }
  /** All of it is ours. `session` is what to remember, null for nothing. */
  | { readonly do: 'answer'; readonly units: readonly UnitPlan[]; readonly session: Session | null }
  /** Some of it goes on, changed; the answer is put together. */
  | {
      readonly do: 'split'
      readonly units: readonly UnitPlan[]
      /** CC-Request-Type to tell the charging system. */
      readonly type: number
      readonly session: Session | null
    }

/** What a request costs at its instant. */
export interface Rated {
  /** Of the unit, or of the whole request for null. Null: it is charged. */
  freeOf(unit: Unit | null): Free | null
  /** Whether usage of a unit that is free now was granted by us, where nothing is remembered. */
  presumed(free: Free): boolean
  termsFor(free: Free): Terms
}

/** The key of a request without units. */
export const WHOLE = 'whole'

const RELAY: Plan = { do: 'relay' }
const THEIRS: UnitPlan = { share: 'all', terms: null, service: null }
const NOTED: UnitPlan = { share: 'none', terms: { is: 'noted' }, service: null }
const ASKED_ALONE: UnitPlan = { share: 'only-asked', terms: null, service: null }

/** `session` as the request found it; null where nothing is remembered. */
export function planOf(asked: Asked, session: Session | null, rated: Rated): Plan {
  if (asked.type === CC_REQUEST_TYPE.EVENT_REQUEST) return eventPlan(asked, rated)
  if (asked.units.length === 0) return wholePlan(asked, session, rated)
  return unitsPlan(asked, session, rated)
}

/** One-time events have no session (RFC 8506, section 6). Refunds and prices are the charging system's alone. */
function eventPlan(asked: Asked, rated: Rated): Plan {
  const { DIRECT_DEBITING, CHECK_BALANCE } = REQUESTED_ACTION
  if (asked.action !== DIRECT_DEBITING && asked.action !== CHECK_BALANCE) return RELAY
  const units = unitsOf(asked).map((unit): UnitPlan => {
    const free = rated.freeOf(unit)
    return free === null ? THEIRS : freely('none', free, rated)
  })
  if (units.every(unit => unit.terms === null)) return RELAY
  if (units.every(unit => unit.share === 'none')) return { do: 'answer', units, session: null }
  return { do: 'split', units, type: asked.type, session: null }
}

function unitsOf(asked: Asked): readonly (Unit | null)[] {
  return asked.units.length === 0 ? [null] : asked.units
}

/** A session without units: a call, as one whole. */
function wholePlan(asked: Asked, session: Session | null, rated: Rated): Plan {
  const free = rated.freeOf(null)
  if (asked.type === CC_REQUEST_TYPE.INITIAL_REQUEST) {
    return free === null ? RELAY : ourWhole(free, rated)
  }
  const mine = session === null ? free !== null && rated.presumed(free) : session.ours.includes(WHOLE)
  if (asked.type === CC_REQUEST_TYPE.TERMINATION_REQUEST)
    return mine ? { do: 'answer', units: [NOTED], session: null } : RELAY
  if (mine && free !== null) return ourWhole(free, rated)
  if (mine)
    // The end of a free period: the charging system hears of the call now, as of one that begins.
    return {
      do: 'split',
      units: [ASKED_ALONE],
      type: CC_REQUEST_TYPE.INITIAL_REQUEST,
      session: { known: true, ours: [] },
    }
  if (free === null) return RELAY
  // The beginning of one: it gets its last report, and the call goes on with us.
  return {
    do: 'split',
    units: [freely('only-used', free, rated)],
    type: CC_REQUEST_TYPE.TERMINATION_REQUEST,
    session: OURS_ALONE,
  }
}

/** Without control the session is over for both sides (RFC 8506, section 5.2), and nothing is left to remember. */
function ourWhole(free: Free, rated: Rated): Plan {
  const unit = freely('none', free, rated)
  const session = unit.terms?.is === 'grant' ? OURS_ALONE : null
  return { do: 'answer', units: [unit], session }
}

function freely(share: Share, free: Free, rated: Rated): UnitPlan {
  return { share, terms: rated.termsFor(free), service: free.service }
}

const OURS_ALONE: Session = { known: false, ours: [WHOLE] }

function unitsPlan(asked: Asked, session: Session | null, rated: Rated): Plan {
  const isFirst = asked.type === CC_REQUEST_TYPE.INITIAL_REQUEST
  const isLast = asked.type === CC_REQUEST_TYPE.TERMINATION_REQUEST
  const ours = new Set(isFirst ? [] : session?.ours)
  const isPresumed = session === null && !isFirst
  const units = asked.units.map(unit => unitPlan(unit, { rated, isPresumed, isLast, ours }))
  const known = isFirst ? false : (session?.known ?? true)
  if (units.every(unit => unit.terms === null && unit.share === 'all')) {
    // Nothing of it is ours, and nothing needs to be remembered unless something was.
    if (isFirst || isLast || session === null) return RELAY
    if (known && ours.size === session.ours.length) return RELAY
  }
  if (isLast && !known) return { do: 'answer', units: units.map(noted), session: null }
  if (!isLast && units.every(unit => unit.share === 'none'))
    return { do: 'answer', units, session: remembered(units, session, { known, ours: [...ours] }) }
  return {
    do: 'split',
    units,
    type: known ? asked.type : CC_REQUEST_TYPE.INITIAL_REQUEST,
    session: isLast ? null : remembered(units, session, { known: true, ours: [...ours] }),
  }
}

function noted({ terms, service }: UnitPlan): UnitPlan {
  return terms === null ? NOTED : { share: 'none', terms, service }
}

/** Grants are remembered, and a session that the charging system does not know; what is not controlled need not be. */
function remembered(units: readonly UnitPlan[], before: Session | null, after: Session): Session | null {
  const granted = units.some(unit => unit.terms?.is === 'grant')
  return granted || before !== null || !after.known ? after : null
}

/** Changes `ours` to what holds after it. */
function unitPlan(
  unit: Unit,
  of: {
    readonly rated: Rated
    /** Nothing is remembered of who granted what. */
    readonly isPresumed: boolean
    readonly isLast: boolean
    readonly ours: Set<string>
  },
): UnitPlan {
  const { rated, isPresumed, isLast, ours } = of
  const { key } = unit
  const free = rated.freeOf(unit)
  const mine = isPresumed ? free !== null && rated.presumed(free) : ours.has(key)
  const asks = unit.requested.given && !isLast
  if (!asks) {
    // A report alone does not say that it was the last.
    if (isLast) ours.delete(key)
    return mine ? NOTED : THEIRS
  }
  if (free === null) {
    ours.delete(key)
    return mine && unit.used ? ASKED_ALONE : THEIRS
  }
  ours.add(key)
  return freely(unit.used && !mine ? 'only-used' : 'none', free, rated)
}
