/**
 * One step of something that two people approve, carried out: the same order everywhere.
 *
 *   known ─► may this role at all? ─► the version that was opened? ─► may they now? ─► signed? ─► act ─► put ─► trail ─► waits? ─► told
 *
 * Who may not is told so before anything of it is. What is approved is named by its digest and by a count that the
 * approver typed: `act` compares them.
 */

import type { Failure } from '../base/failure.ts'
import { type Actor, personOf, type Role, type Writer } from './actor.ts'
import type { Approval, Facts, Who } from './approval.ts'
import { keepApproved } from './approved.ts'
import { authorityFailure } from './failures.ts'
import type { Hands } from './hands.ts'
import type { GivenSignature, Said } from './said.ts'
import { attest } from './signed.ts'
import type { Deed } from './trail.ts'
import { trailActor } from './trail.ts'
import type { Transaction } from './unit-of-work.ts'
import { type Place, stand } from './waiting.ts'

/** Something on its way to being approved, as its area knows it. */
export interface Approvable<Action extends string, State extends string, Known, Change> {
  /** Refuses with what the approval says. */
  refuse(action: Action, actor: Actor, known: Known): void
  mayAtAll(actor: Actor, action: Action): boolean
  after(action: Action, known: Known): State
  facts(known: Known): Facts<State>
  /** Who may be the second of the two in this state. */
  secondsIn(state: State): readonly Role[]
  /** In whose hands it is in this state. */
  handsIn(state: State, known: Known): Hands
  /** The step has put it away, whatever its state. */
  isPutAway?(action: Action): boolean
  know(tx: Transaction): Promise<Known>
  /** Null: its steps name no version. */
  versionOf(known: Known): number | null
  /** Who saved the version that is there. */
  lastWriter(tx: Transaction, known: Known): Promise<string>
  /** What a person signs who does this; null: nothing. */
  said?(action: Action, known: Known): Said | null
  put(tx: Transaction, known: Known, change: Change, state: State, actor: Actor): Promise<void>
  /** The version that an approval is of, and its digest: found again by `approvedAs`. */
  approves?(known: Known): { readonly version: number; readonly digest: string }
  /** What stands in the trail of it. */
  entry(action: Action, known: Known, change: Change): Deed
  tell(tx: Transaction, known: Known, change: Change, state: State): void
  /** Of the console: where one decides about it, or mends what was sent back; without: its first page. */
  page?(known: Known, is: Place): string
  /** Whoever may approve it is told at night too. */
  isUrgent?(known: Known, now: number): boolean
}

export interface Wanted<Action extends string> {
  readonly action: Action
  /** That was opened; undefined where the step names none. */
  readonly version?: number | undefined
  readonly reason?: string | undefined
  readonly signature?: GivenSignature | undefined
}

export async function carryOut<Action extends string, State extends string, Known, Change>(
  tx: Transaction,
  thing: Approvable<Action, State, Known, Change>,
  actor: Actor,
  { action, version, reason, signature }: Wanted<Action>,
  act: (known: Known, tx: Transaction) => Promise<Change>,
): Promise<void> {
  const known = await thing.know(tx)
  if (!thing.mayAtAll(actor, action)) throw authorityFailure('forbidden')
  const present = thing.versionOf(known)
  if (version !== undefined && present !== null && version !== present)
    throw authorityFailure('versionConflict', { by: await thing.lastWriter(tx, known), version: present })
  thing.refuse(action, actor, known)
  const said = thing.said?.(action, known) ?? null
  const signed = said === null ? null : await attest(tx, actor, said, signature)
  const change = await act(known, tx)
  const state = thing.after(action, known)
  await thing.put(tx, known, change, state, actor)
  const { details, ...entry } = thing.entry(action, known, change)
  await tx.record(trailActor(actor), {
    ...entry,
    details: {
      ...details,
      ...(reason === undefined ? {} : { reason }),
      ...(signed === null ? {} : { signedWith: signed.signature.key, keyIs: signed.signature.by }),
    },
  })
  if (action === 'approve' && thing.approves !== undefined)
    await keepApproved(tx, entry.subject, { actor, ...thing.approves(known) })
  const before = thing.facts(known)
  await stand(tx, entry.subject, {
    hands: thing.isPutAway?.(action) ? 'rest' : thing.handsIn(state, known),
    isMoved: before.state !== state,
    by: actor.name,
    mover: personOf(actor),
    authors: before.authors,
    pageOf: is => thing.page?.(known, is) ?? '/',
    isUrgent: thing.isUrgent?.(known, tx.now) ?? false,
    seconds: thing.secondsIn(state),
    isSentBack: reason !== undefined,
  })
  thing.tell(tx, known, change, state)
}

/** The part of an approvable that follows from its approval. */
export function byApproval<
  Action extends string,
  State extends string,
  Its extends Facts<State>,
  Other extends string,
  Known,
>(
  approval: Approval<Action, State, Its, Other>,
  factsOf: (known: Known) => Its,
  failed: (code: Other, details: { readonly state: State }) => Failure,
) {
  return {
    facts: factsOf,
    secondsIn: (state: State) => approval.secondsIn(state),
    handsIn: (state: State) => approval.handsIn(state),
    refuse: (action: Action, actor: Actor, known: Known): void => {
      const facts = factsOf(known)
      const refusal = approval.refusalOf(action, whoIs(actor), facts)
      if (refusal === null) return
      const details = { state: facts.state }
      throw isOfAll(refusal) ? authorityFailure(refusal, details) : failed(refusal, details)
    },
    mayAtAll: (actor: Actor, action: Action): boolean => approval.mayAtAll(actor.role, action),
    after: (action: Action, known: Known): State => {
      const { state } = factsOf(known)
      return approval.after(action, state) ?? state
    },
  }
}

function isOfAll(refusal: string): refusal is 'forbidden' | 'ownApproval' {
  return refusal === 'forbidden' || refusal === 'ownApproval'
}

export function whoIs(actor: Actor): Who {
  return { role: actor.role, person: personOf(actor) }
}

/** All who wrote since the last approval, and the one who submitted: none of them approves. */
export function authorsOf(writers: readonly Writer[], submittedBy: Writer | null): readonly Writer[] {
  if (submittedBy === null || writers.some(({ id }) => id === submittedBy.id)) return writers
  return [...writers, submittedBy]
}

/** Those, and whoever writes now. */
export function withWriter(writers: readonly Writer[], by: Writer): readonly Writer[] {
  return writers.some(({ id }) => id === by.id) ? writers : [...writers, by]
}

/** What was approved has to be what is there. */
export function sameDigest(given: string, present: string): void {
  if (given !== present) throw authorityFailure('digestDiffers')
}
