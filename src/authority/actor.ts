/** Who does something at the authority, and the words that people type. Shapes only; runs in a browser too. */
import { z } from 'zod'

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

/**
 * Free text of people: a line. No control characters, none that turn the order of what is written beside it (UAX 9), and no tower
 * of marks on one letter, which would stand on the lines above; what looks like a subscriber's number is refused at the edge.
 */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^(?!.*\p{M}{11})[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u)
/** Line ends and tabs, but no other control character: PostgreSQL keeps no U+0000. As long as whoever takes it says. */
export const prose = z
  .string()
  .trim()
  .regex(/^(?![\s\S]*\p{M}{11})(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|[\n\r\t])*$/u)
export const paragraph = prose.max(2000)
