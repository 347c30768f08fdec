/**
 * A proposal (đề xuất): that an area goes to another level, with the evidence as it was that day. Data proposes, people decide; there is
 * one open proposal an area. A document, so that it can be kept beside the change that came of it.
 *
 * Shapes alone; runs in a browser too.
 */
import { z } from 'zod'
import { areaId } from './areas.ts'
import { planId } from './plan.ts'

/** One day as data tells it. */
const evidenceDay = z.strictObject({
  day: z.iso.date(),
  /** By the id of the measure; null: data is missing for it. */
  measures: z.record(z.string(), z.number().nullable()),
  /** The level that is called for; null: cannot be told. */
  level: planId.nullable(),
})
export type EvidenceDay = z.infer<typeof evidenceDay>

export const proposal = z.strictObject({
  area: areaId,
  day: z.iso.date(),
  /** Null: it is at none. */
  before: planId.nullable(),
  level: planId,
  evidence: z.strictObject({
    plan: z.strictObject({ id: planId, version: z.int().min(1) }),
    /** The last day of which there is data. */
    dataUntil: z.iso.date(),
    population: z.int().nullable(),
    /** All that were asked for in a row, the oldest first. */
    days: z.array(evidenceDay),
  }),
})
export type Proposal = z.infer<typeof proposal>

/** Why nothing is proposed for an area; the sentences are in proposal-words.ts. */
export const silence = z.enum([
  /** Data calls for the level that it has, or has not called for another for long enough. */
  'as-it-is',
  'open-proposal',
  'no-data',
  'old-data',
  'missing-days',
  /** A measure is per inhabitant, and nobody said how many there are. */
  'no-population',
  /** People judge the criteria of these days. */
  'by-people',
  /** Its parts are at different levels since a merger. */
  'unclear-level',
])
export type Silence = z.infer<typeof silence>

export interface Silent {
  readonly area: string
  readonly why: Silence
  /** The day that it is about: the last one of data, the missing one; null where there is none. */
  readonly day: string | null
}

export interface Proposed {
  readonly proposals: readonly Proposal[]
  /** Every other area, each once. */
  readonly silent: readonly Silent[]
}
