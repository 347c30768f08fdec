/**
 * One operator's line of the live page, from its directive: figures, what it is doing in words' keys, and since when.
 * Pure; knows no screen and no language.
 */
import type { DirectiveSummary, RoundState, Sample } from '../../model.ts'

export type OperatorRow = ReturnType<typeof rowOf>

/** `since` is when this page first heard of it; `isFromBefore`: it was already so when the page was opened. */
export interface Note {
  readonly is: string
  readonly since: string
  readonly isFromBefore: boolean
}

/** By directive. */
export type Notes = ReadonlyMap<string, Note>

export function rowOf(directive: DirectiveSummary, notes: Notes, samples: readonly Sample[]) {
  const turns = directive.tally?.turns
  return {
    operator: directive.operator,
    name: directive.operatorName,
    state: directive.state,
    /** Null until its node has told. Counts are of turns: subscribers times messages. */
    figures:
      turns === undefined
        ? null
        : {
            audience: turns.audience,
            delivered: turns.delivered,
            accepted: turns.accepted,
            /** Refused by the centre, and expired. */
            undelivered: turns.failed + turns.expired,
            uncertain: turns.uncertain,
            /** Not yet on the wire, or on it without an answer. */
            unsent: turns.unsent + turns.sending,
          },
    segmentsPerSecond: directive.state === 'running' ? rateOf(directive.operator, samples) : 0,
    note: notes.get(directive.id) ?? null,
    refusal: directive.refusal,
    heardAt: directive.heardAt,
    /** Which of its machines sends, where it has several. */
    machine: hasEnded(directive) ? null : (directive.machine ?? null),
    hasObeyed: hasObeyed(directive),
    flags: directive.flags,
  }
}

function rateOf(operator: string, samples: readonly Sample[]): number {
  return samples.at(-1)?.byOperator[operator] ?? 0
}

/** How far the round is. An operator that has not told yet counts with what it acknowledged or declares. */
export interface Progress {
  readonly done: number
  readonly audience: number
  /** Ordinary SMS that the centres have accepted. */
  readonly segments: number
}

export function progressOf(
  directives: readonly DirectiveSummary[],
  of: { readonly messages: number; readonly declared: ReadonlyMap<string, number> },
): Progress {
  const progress = { done: 0, audience: 0, segments: 0 }
  for (const { operator, tally, subscribers } of directives) {
    if (tally === null) {
      progress.audience += (subscribers ?? of.declared.get(operator) ?? 0) * of.messages
      continue
    }
    const { audience, unsent, sending } = tally.turns
    progress.audience += audience
    progress.done += audience - unsent - sending
    progress.segments += tally.segments.accepted
  }
  return progress
}

/** What it was last told, it does. Where it has ended nothing is left to obey. */
export function hasObeyed(directive: DirectiveSummary): boolean {
  if (hasEnded(directive)) return true
  return directive.obeyedSequence >= directive.orderSequence
}

const ENDED: readonly DirectiveSummary['state'][] = [
  'refused',
  'returned',
  'finished',
  'stopped',
  'window-over',
  'failed',
]

export function hasEnded({ state }: Pick<DirectiveSummary, 'state'>): boolean {
  return ENDED.includes(state)
}

/** The notes with the instant at which each began, carried on while it stays the same. */
export function trackNotes(before: Notes | null, directives: readonly DirectiveSummary[]): Notes {
  const notes = new Map<string, Note>()
  for (const { id, note, heardAt } of directives) {
    if (note === null) continue
    const known = before?.get(id)
    notes.set(id, known?.is === note ? known : { is: note, since: heardAt ?? '', isFromBefore: before === null })
  }
  return notes
}

/** By directive: the order that it obeys and since when; null: it was already so when the page was opened. */
export type Obedience = ReadonlyMap<string, { readonly sequence: number; readonly at: string | null }>

export function trackObedience(before: Obedience | null, directives: readonly DirectiveSummary[]): Obedience {
  const obedience = new Map<string, { sequence: number; at: string | null }>()
  for (const { id, obeyedSequence, heardAt } of directives) {
    const known = before?.get(id)
    if (known?.sequence === obeyedSequence) obedience.set(id, known)
    else obedience.set(id, { sequence: obeyedSequence, at: before === null ? null : heardAt })
  }
  return obedience
}

/** What happened that people should be told of without looking: changes of state, never of a count. */
export type Announcement =
  | { readonly is: 'round'; readonly state: RoundState }
  | { readonly is: 'operator'; readonly name: string; readonly state: DirectiveSummary['state'] }
  | { readonly is: 'obeyed'; readonly all: number }
  | { readonly is: 'flagged'; readonly name: string }

export function announcementsOf(
  before: { readonly state: RoundState; readonly directives: readonly DirectiveSummary[] },
  after: { readonly state: RoundState; readonly directives: readonly DirectiveSummary[] },
): readonly Announcement[] {
  const said: Announcement[] = []
  if (before.state !== after.state) said.push({ is: 'round', state: after.state })
  for (const directive of after.directives) {
    const known = before.directives.find(({ id }) => id === directive.id)
    if (known === undefined) continue
    if (known.state !== directive.state)
      said.push({ is: 'operator', name: directive.operatorName, state: directive.state })
    if (known.flags.length < directive.flags.length) said.push({ is: 'flagged', name: directive.operatorName })
  }
  const { directives } = after
  if (!before.directives.every(hasObeyed) && directives.every(hasObeyed))
    said.push({ is: 'obeyed', all: directives.length })
  return said
}
