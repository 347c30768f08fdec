/** Who does something at the authority, and the words that people type. Shapes only; runs in a browser too. */
import { z } from 'zod'
import { type OddLetter, oddInLine, oddLetter, oddSentence, written, writtenLine } from '../text/written.ts'

/**
 * administrator: people, operators, keys; no rounds. auditor: sees what is sent and counted, changes nothing. engineer: one
 * operator's own. duty: health checks at the door, which nobody else sees but as counts.
 */
export const role = z.enum(['editor', 'approver', 'engineer', 'auditor', 'administrator', 'duty'])
export type Role = z.infer<typeof role>

/** What API keys begin with. */
export const KEY_PREFIX = 'loa_'
/** What an API key may be used for. */
export const keyScope = z.enum(['read', 'rounds', 'lists', 'operators', 'trail', 'screening'])
export type KeyScope = z.infer<typeof keyScope>

/** Who does something: a person, or a program with a key that a person made. */
export interface Actor {
  readonly kind: 'person' | 'key'
  readonly id: string
  /** As it stands in the trail. */
  readonly name: string
  readonly role: Role
  readonly operator: string | null
  /** Of a key: the id of the person who made it, as whom it counts where two people are needed. */
  readonly person?: string
}

/** Someone as what they wrote remembers them. */
export interface Writer {
  readonly id: string
  readonly name: string
}

/** As whom an actor counts where two people are needed. */
export function personOf(actor: Pick<Actor, 'id' | 'person'>): string {
  return actor.person ?? actor.id
}

export function writerOf(actor: Actor): Writer {
  return { id: personOf(actor), name: actor.name }
}

/** Whose part alone this reader sees; null: all. An engineer without an operator sees nobody's. */
export function ownOperator(actor: Pick<Actor, 'role' | 'operator'>): string | null {
  return actor.role === 'engineer' ? (actor.operator ?? '') : null
}

// Text of people: each shape keeps it as `written` has it, and refuses by name the letter that cannot go out (src/text/written.ts). What
// looks like a subscriber's number is refused at the edge.

function refused(odd: OddLetter | null, context: z.RefinementCtx<string>): void {
  if (odd === null) return
  const params = { code: 'letter', vi: oddSentence(odd, 'vi'), en: oddSentence(odd, 'en') }
  context.addIssue({ code: 'custom', params })
}

/** A line, or none yet. */
export const lineOrNone = z
  .string()
  .superRefine((text, context) => refused(oddInLine(text), context))
  .overwrite(writtenLine)
  .trim()
export const line = lineOrNone.min(1).max(200)
/** With ends of lines, as long as whoever takes it says. */
export const prose = z
  .string()
  .superRefine((text, context) => refused(oddLetter(text), context))
  .overwrite(written)
  .trim()
export const paragraph = prose.max(2000)
