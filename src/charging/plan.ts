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
}

export type Plan =
  /** All of it goes on as it came. */
  | { readonly do: 'relay' }
  /** All of it is ours. `session` is what to remember, null for nothing. */
  | {
      readonly do: 'answer'
      readonly units: readonly UnitPlan[]
      readonly session: Session | null
    }
  /** Some of it goes on, changed; the answer is put together. */
  | {
      readonly do: 'split'
      readonly units: readonly UnitPlan[]
      /** CC-Request-Type to tell the charging system. */
      readonly type: number
      readonly session: Session | null
    }

export interface PlanFacts {
  /** Of the unit, or of the whole request for null, at the request's instant. Null: it is charged. */
  readonly freeOf: (unit: Unit | null) => Free | null
  readonly session: Session | null
  /** Whether usage of a unit that is free now was granted by us, where nothing is remembered. */
  readonly presumed: (free: Free) => boolean
  readonly termsFor: (free: Free) => Terms
}

/** The key of a request without units. */
export const WHOLE = 'whole'

const RELAY: Plan = { do: 'relay' }
const THEIRS: UnitPlan = { share: 'all', terms: null }
const NOTED: Terms = { is: 'noted' }

export function planOf(asked: Asked, facts: PlanFacts): Plan {
  if (asked.type === CC_REQUEST_TYPE.EVENT_REQUEST) return eventPlan(asked, facts)
  if (asked.units.length === 0) return wholePlan(asked, facts)
  return unitsPlan(asked, facts)
}

/** One-time events have no session (RFC 8506, section 6). Refunds and prices are the charging system's alone. */
function eventPlan(asked: Asked, { freeOf, termsFor }: PlanFacts): Plan {
  const { DIRECT_DEBITING, CHECK_BALANCE } = REQUESTED_ACTION
  if (asked.action !== DIRECT_DEBITING && asked.action !== CHECK_BALANCE) return RELAY
  const units = unitsOf(asked).map((unit): UnitPlan => {
    const free = freeOf(unit)
    return free === null ? THEIRS : { share: 'none', terms: termsFor(free) }
  })
  if (units.every(unit => unit.terms === null)) return RELAY
  if (units.every(unit => unit.share === 'none')) return { do: 'answer', units, session: null }
  return { do: 'split', units, type: asked.type, session: null }
}

function unitsOf(asked: Asked): readonly (Unit | null)[] {
  return asked.units.length === 0 ? [null] : asked.units
}

/** A session without units: a call, as one whole. */
function wholePlan(asked: Asked, facts: PlanFacts): Plan {
  const { session, freeOf, presumed, termsFor } = facts
  const free = freeOf(null)
  if (asked.type === CC_REQUEST_TYPE.INITIAL_REQUEST) {
    if (free === null) return RELAY
    return ourWhole(termsFor(free))
  }
  const mine = session === null ? free !== null && presumed(free) : session.ours.includes(WHOLE)
  if (asked.type === CC_REQUEST_TYPE.TERMINATION_REQUEST)
    return mine ? { do: 'answer', units: [{ share: 'none', terms: NOTED }], session: null } : RELAY
  if (mine && free !== null) return ourWhole(termsFor(free))
  if (mine)
    // The end of a free period: the charging system hears of the call now, as of one that begins.
    return {
      do: 'split',
      units: [{ share: 'only-asked', terms: null }],
      type: CC_REQUEST_TYPE.INITIAL_REQUEST,
      session: { known: true, ours: [] },
    }
  if (free === null) return RELAY
  // The beginning of one: it gets its last report, and the call goes on with us.
  return {
    do: 'split',
    units: [{ share: 'only-used', terms: termsFor(free) }],
    type: CC_REQUEST_TYPE.TERMINATION_REQUEST,
    session: OURS_ALONE,
  }
}

/** Without control the session is over for both sides (RFC 8506, section 5.2), and nothing is left to remember. */
function ourWhole(terms: Terms): Plan {
  const session = terms.is === 'grant' ? OURS_ALONE : null
  return { do: 'answer', units: [{ share: 'none', terms }], session }
}

const OURS_ALONE: Session = { known: false, ours: [WHOLE] }

function unitsPlan(asked: Asked, facts: PlanFacts): Plan {
  const { session } = facts
  const isFirst = asked.type === CC_REQUEST_TYPE.INITIAL_REQUEST
  const isLast = asked.type === CC_REQUEST_TYPE.TERMINATION_REQUEST
  const ours = new Set(isFirst ? [] : session?.ours)
  const units = asked.units.map(unit => unitPlan(unit, { ...facts, isFirst, isLast }, ours))
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

function noted(unit: UnitPlan): UnitPlan {
  return { share: 'none', terms: unit.terms ?? NOTED }
}

/** Grants are remembered, and a session that the charging system does not know; what is not controlled need not be. */
function remembered(
  units: readonly UnitPlan[],
  before: Session | null,
  after: Session,
): Session | null {
  const granted = units.some(unit => unit.terms?.is === 'grant')
  return granted || before !== null || !after.known ? after : null
}

/** Changes `ours` to what holds after it. */
function unitPlan(
  unit: Unit,
  facts: PlanFacts & { readonly isFirst: boolean; readonly isLast: boolean },
  ours: Set<string>,
): UnitPlan {
  const { key } = unit
  const free = facts.freeOf(unit)
  const mine =
    facts.session === null && !facts.isFirst ? free !== null && facts.presumed(free) : ours.has(key)
  const asks = unit.requestedFrom >= 0 && !facts.isLast
  if (!asks) {
    // A report alone does not say that it was the last.
    if (facts.isLast) ours.delete(key)
    return mine ? { share: 'none', terms: NOTED } : THEIRS
  }
  if (free === null) {
    ours.delete(key)
    return mine && unit.used ? { share: 'only-asked', terms: null } : THEIRS
  }
  ours.add(key)
  return { share: unit.used && !mine ? 'only-used' : 'none', terms: facts.termsFor(free) }
}
