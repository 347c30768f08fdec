/** An entry of the trail, and the same beside what it is about. Shapes only; runs in a browser too. */
import { z } from 'zod'
import { count, instant, sha256 } from '../directive/documents.ts'

export const trailEntry = z.strictObject({
  sequence: z.int().min(1),
  at: instant,
  actor: z.strictObject({
    kind: z.enum(['person', 'key', 'node', 'site', 'cluster', 'system']),
    id: z.string(),
    name: z.string(),
  }),
  /** `round.approve`, `operator.enrol`, `person.role`, … */
  action: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  details: z.record(z.string(), z.unknown()),
  /** Of the entry before; of 64 zeros for the first. */
  previous: sha256,
  hash: sha256,
})
export type TrailEntry = z.infer<typeof trailEntry>

export const trailVerification = z.union([
  z.strictObject({ is: z.literal('whole'), entries: count, head: sha256 }),
  z.strictObject({ is: z.literal('broken'), entries: count, sequence: z.int(), why: z.string() }),
])
export type TrailVerification = z.infer<typeof trailVerification>

const keyKind = z.enum(['passkey', 'key'])

export const historyEntry = z.strictObject({
  at: instant,
  by: z.string(),
  action: z.string(),
  version: z.int().nullable(),
  reason: z.string().nullable(),
  /** With which kind of key of their own; left out: it was not signed. */
  signedWith: keyKind.optional(),
})
export type HistoryEntry = z.infer<typeof historyEntry>

/** Entries of the trail as people read them beside what they are about. */
export function historyOf(entries: readonly TrailEntry[]): HistoryEntry[] {
  return entries.map(
    ({ at, actor: { name }, action, details }): HistoryEntry => ({
      at,
      by: name,
      action,
      version: typeof details.version === 'number' ? details.version : null,
      reason: typeof details.reason === 'string' ? details.reason : null,
      ...signedWithOf(details.keyIs),
    }),
  )
}

function signedWithOf(given: unknown): Pick<HistoryEntry, 'signedWith'> {
  const { data } = keyKind.safeParse(given)
  return data === undefined ? {} : { signedWith: data }
}
