/**
 * The one proof: what a far end, a node or a device, asks before it performs anything that the authority's server gives it. The
 * server is believed in nothing: who signed, and what exactly, is looked at here.
 *
 *   who        two people of the roster that is held here, none of whom signed under a newer one
 *   what       made anew out of what they signed, it is the very thing that is to be performed
 *   when       `from ≤ now < until` by the clock here; and what was approved long ago is not begun any more
 *   how often  as often as they signed, counted by what they signed and never by an id that the server chose
 *   which      code, scope, gaps, hours: signed, or derived from what was signed
 *
 * A claim of a new kind that leaves one of them out does not compile. Stop and pause are one person's act and need nothing of this.
 */
import { canonicalJson } from '../base/canonical.ts'
import { Failure } from '../base/failure.ts'
import { checkAttestation } from './attest.ts'
import { lacksTwoPeople, RosterBehind } from './failures.ts'
import type { Roster, RosterPerson, SignerRole } from './roster.ts'
import type { Attestation, Statement } from './statement.ts'

const WRITERS: readonly SignerRole[] = ['editor', 'approver']
export const APPROVERS: readonly SignerRole[] = ['approver']
/** How far a signature may seem to come from the future: the clock of who signed may be ahead, or the one here behind. */
export const AHEAD_MS = 24 * 60 * 60 * 1000
/** How long after its time, or its approval where that is later, something may still begin that was not here before. */
export const BEGINS_WITHIN_MS = 7 * 24 * 60 * 60 * 1000

export type Approved = Pick<Statement, 'of' | 'subject' | 'version' | 'sha256'>

export interface Approval {
  readonly submitted: Attestation
  readonly approved: Attestation
}

export interface Claim {
  readonly who: {
    readonly said: Approved
    readonly approval: Approval | undefined
    /** What else has to be signed. Fails with needsTwoPeople or rosterBehind. */
    readonly also?: (roster: Roster) => Promise<void>
  }
  /** In what it differs from what is made anew out of the signed content; null: in nothing. */
  readonly what: () => string | null
  /** Milliseconds since 1970. `from` null: from its approval on. `beginsWithinMs` null: its kind has a signature of its own for that. */
  readonly when: { readonly from: number | null; readonly until: number; readonly beginsWithinMs: number | null }
  /** Whether it was performed already, as often as was signed. */
  readonly often: () => boolean
  /** What of it is neither signed nor follows from what was; null: nothing. */
  readonly which: () => string | null
}

export type Lack =
  | { readonly of: 'who'; readonly says: Failure }
  | { readonly of: 'what' | 'which'; readonly says: string }
  | { readonly of: 'when' | 'often' }

/** Whose signatures count here, and what time it is here. */
export interface Here {
  /** Fails where none is held, or where an older one is than somebody has named. */
  readonly roster: () => Roster
  readonly now: number
}

/** Null: it may be performed, from its time on. Fails with rosterBehind where nothing can be said before a newer roster is here. */
export async function lackOf(claim: Claim, { roster, now }: Here): Promise<Lack | null> {
  if (claim.often()) return { of: 'often' }
  const differs = claim.what()
  if (differs !== null) return { of: 'what', says: differs }
  const unsigned = claim.which()
  if (unsigned !== null) return { of: 'which', says: unsigned }
  const { approval, said } = claim.who
  const approvedMs = Date.parse(approval?.approved.statement.at ?? '')
  const { from, until, beginsWithinMs } = claim.when
  if (now >= until) return { of: 'when' }
  if (beginsWithinMs !== null && now >= Math.max(from ?? 0, approvedMs) + beginsWithinMs) return { of: 'when' }
  try {
    if (approval === undefined) throw lacksTwoPeople('submit', 'none')
    await checkApproved(said, approval, roster())
    await claim.who.also?.(roster())
    if (approvedMs > now + AHEAD_MS) throw lacksTwoPeople('approve', 'time')
    return null
  } catch (error) {
    if (!(error instanceof Failure) || error instanceof RosterBehind) throw error
    return { of: 'who', says: error }
  }
}

/** By two different people, one of whom approved. Fails with needsTwoPeople or rosterBehind. */
export async function checkApproved(what: Approved, { submitted, approved }: Approval, roster: Roster): Promise<void> {
  const submits = { ...what, does: 'submit', sequence: null } as const
  const approves = { ...what, does: 'approve', sequence: null } as const
  const first = await checkSigned(submitted, submits, WRITERS, roster)
  const second = await checkSigned(approved, approves, APPROVERS, roster)
  if (first.id === second.id) throw lacksTwoPeople('approve', 'same-person')
}

/** Somebody in one of these roles has signed this very statement. Fails with needsTwoPeople or rosterBehind. */
export async function checkSigned(
  given: Attestation,
  said: Omit<Statement, 'at' | 'authority' | 'roster' | 'doubts'>,
  roles: readonly SignerRole[],
  roster: Roster,
): Promise<RosterPerson> {
  // What they had doubts about is theirs to say: it is in what they signed, and keeps nothing from being performed.
  const { at, authority, roster: named, doubts } = given.statement
  const theirs = { at, authority, roster: named, doubts }
  if (canonicalJson({ ...said, ...theirs }) !== canonicalJson(given.statement)) throw lacksTwoPeople(said.does, 'other')
  checkNames(given.statement, roster)
  const person = await checkAttestation(given, roster.body).catch(() => {
    throw lacksTwoPeople(said.does, 'key')
  })
  if (named !== undefined && !isKnown(named, roster))
    throw new RosterBehind(roster.body.number, { ...named, at: Date.parse(at) })
  if (!roles.includes(person.role)) throw lacksTwoPeople(said.does, 'role')
  return person
}

/** Whoever names nothing signed before statements named anything. */
function checkNames({ does, at, authority, roster: named }: Statement, { body }: Roster): void {
  const { names } = body
  if (names === undefined && authority === undefined && named === undefined) return
  if (names !== undefined && authority === undefined && named === undefined) {
    if (Date.parse(at) >= Date.parse(names.since)) throw lacksTwoPeople(does, 'unnamed')
  } else if (authority === undefined || named === undefined) throw lacksTwoPeople(does, 'unnamed')
  else if (authority !== names?.authority) throw lacksTwoPeople(does, 'authority')
}

/** An older one may be before all that are held here. */
function isKnown({ number, sha256 }: NonNullable<Statement['roster']>, { body, sha256: own }: Roster) {
  return number < body.number || (number === body.number && sha256 === own)
}
