/**
 * Operators and their nodes: what is kept and shown. Shapes only.
 *
 * The schemas validate what comes in, describe the API and type the console; they run in a browser too.
 * Holds no number of a subscriber and no field that could. Instants are ISO 8601 in UTC, counts whole numbers.
 */
import { z } from 'zod'
import { line } from '../../authority/actor.ts'
import { nodeAlarmName, toldAlarm } from '../../directive/condition.ts'
import { count, helloBody, instant, machineName, operatorId, uuid } from '../../directive/documents.ts'

/** A node that has proved its key. */
export interface NodeIdentity {
  readonly operator: string
  readonly keyId: string
}

/** What does not add up. Flagged, never smoothed. */
export const flagCode = z.enum([
  'segments-short',
  'segments-over',
  'outcomes-do-not-sum',
  'progress-differs',
  'audience-differs',
  'audience-over-declared',
  'legs-do-not-sum',
  'unknown-directive',
  'clock-skew',
  'never-returned',
  'list-unknown',
  'roster-unknown',
  'node-replaced',
  'machines-differ',
])
export type FlagCode = z.infer<typeof flagCode>
export const flag = z.strictObject({
  code: flagCode,
  /** What was expected and what came. */
  expected: z.string(),
  found: z.string(),
})
export type Flag = z.infer<typeof flag>

/**
 * away: enrolled, and not connected. clock: more than the directives bear. alone: it goes on without the log that it has in common with the
 * operator's other machines. The rest is what a machine says of itself.
 */
export const operatorAlarm = z.strictObject({
  is: z.enum([...nodeAlarmName.options, 'away', 'clock', 'alone']),
  /** Null: nobody knows. */
  since: instant.nullable(),
  centre: toldAlarm.shape.centre,
  machine: machineName.optional(),
  /** Of a node that is away: when it said so. */
  toldAt: instant.nullable(),
})
export type OperatorAlarm = z.infer<typeof operatorAlarm>

export const operatorSummary = z.strictObject({
  id: operatorId,
  name: line,
  /** enrolling: a code is out. */
  state: z.enum(['new', 'enrolling', 'enrolled', 'revoked']),
  isConnected: z.boolean(),
  connectedSince: instant.nullable(),
  heardAt: instant.nullable(),
  keyId: z.string().nullable(),
  hello: helloBody.nullable(),
  /** Of the node's clock against ours, when it last said hello. */
  clockSkewMs: z.number().nullable(),
  lastReturn: z.strictObject({ directive: uuid, at: instant, flags: z.array(flag) }).nullable(),
  openDirectives: count,
  flags: z.array(flag),
  /** What is not well with its node, worst first. */
  alarms: z.array(operatorAlarm),
})
export type OperatorSummary = z.infer<typeof operatorSummary>

declare module '../../authority/unit-of-work.ts' {
  interface Changes {
    operator: { readonly operator: string }
    /** What the authority wants of this operator's node. */
    agenda: { readonly operator: string }
  }
}
