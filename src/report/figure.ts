/**
 * A figure of a report: a value, its unit, the instant as of which it holds, and what it was counted from.
 *
 * A counted figure is made of parts, each of which leads to a record; its value is worked out from them and never
 * typed (`counted`), and whoever reads a published report can work it out again (`working-out.ts`). A cited one is somebody
 * else's: it names its source, and where sources differ all of them stand side by side.
 *
 * The qualifier (exactly, more than, nearly) is not kept: `rounding.ts` gives it for the value. Values are whole
 * numbers of the unit. Holds no number of a subscriber. Pure; runs in a browser too.
 */
import { z } from 'zod'
import { ASKED_CHANNELS } from './channel-records.ts'
import { UNIT_IDS, type UnitId } from './units.ts'
import { OPERATIONS, type Operation, valueFrom } from './working-out.ts'

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const instant = z.iso.datetime({ offset: true })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const line = z.string().min(1).max(500)
const monthText = z.string().regex(/^\d{4}-\d{2}$/)

/** The same in both languages. */
export const both = z.strictObject({ vi: line, en: line })
export type Both = z.infer<typeof both>

export const figureId = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/)
  .max(120)

/** The record that a part was read from. */
export const record = z.discriminatedUnion('is', [
  /** An operator's signed return of a directive. */
  z.strictObject({ is: z.literal('return'), round: z.uuid(), directive: z.uuid(), operator: line, sha256 }),
  /** The last progress of a directive that has not ended. */
  z.strictObject({ is: z.literal('progress'), round: z.uuid(), directive: z.uuid(), operator: line, at: instant }),
  z.strictObject({ is: z.literal('round'), round: z.uuid() }),
  z.strictObject({ is: z.literal('free-list'), version: count, service: line }),
  z.strictObject({ is: z.literal('audit'), id: line, sha256 }),
  /** Counts of a month, with too small ones hidden. */
  z.strictObject({ is: z.literal('screening'), month: monthText }),
  z.strictObject({ is: z.literal('briefing'), briefing: z.uuid() }),
  /** Of what its site was told. */
  z.strictObject({ is: z.literal('instruction'), instruction: z.uuid(), sha256 }),
  /** An entry of the log of releases. */
  z.strictObject({ is: z.literal('release'), bulletin: z.uuid(), serial: count, sha256 }),
  z.strictObject({ is: z.literal('placement'), bulletin: z.uuid(), id: z.uuid() }),
  /** What devices told of an item in a month; empty where nobody knows which. */
  z.strictObject({
    is: z.literal('plays'),
    month: monthText,
    bulletin: z.uuid().nullable(),
    item: z.string().max(200),
  }),
  /** A directive of an announcement before the ring. */
  z.strictObject({ is: z.literal('announcement'), bulletin: z.uuid(), directive: z.uuid(), operator: line, sha256 }),
  /** A directive of a cell broadcast. */
  z.strictObject({ is: z.literal('broadcast'), bulletin: z.uuid(), directive: z.uuid(), operator: line, sha256 }),
  /** Counts of a month; an address is nowhere. */
  z.strictObject({ is: z.literal('subscriptions'), month: monthText, channel: z.enum(ASKED_CHANNELS) }),
  /** What two people decided about levels by a plan. */
  z.strictObject({ is: z.literal('level-change'), plan: line, change: z.uuid(), sha256 }),
  /** At which level an area was in a month. */
  z.strictObject({ is: z.literal('situation'), plan: line, area: line, month: monthText }),
  z.strictObject({ is: z.literal('work-item'), id: z.uuid() }),
  /** A committed account of a run, such as the demo's document. */
  z.strictObject({ is: z.literal('document'), title: line, sha256 }),
])
export type FigureRecord = z.infer<typeof record>

export const part = z.strictObject({ label: both, value: count, record })
export type Part = z.infer<typeof part>

export const operation = z.enum(OPERATIONS)

/** What somebody else said, and where. */
export const citation = z.strictObject({
  value: count,
  /** What they said of it: a source's own `more than` is not ours to drop. */
  qualifier: z.enum(['exactly', 'moreThan', 'nearly']),
  asOf: z.iso.date(),
  source: both,
  note: both.nullable(),
})
export type Citation = z.infer<typeof citation>

export const derivation = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('counted'), operation, how: both, parts: z.array(part).max(100_000) }),
  /** The first is the one that the figure's value is of; more than one: sources differ. */
  z.strictObject({ is: z.literal('cited'), citations: z.array(citation).min(1).max(20) }),
])

export const figure = z.strictObject({
  id: figureId,
  label: both,
  value: count,
  unit: z.enum(UNIT_IDS as [UnitId, ...UnitId[]]),
  asOf: instant,
  /** False: what it counts has not ended, so it is said to be so far. */
  isFinal: z.boolean(),
  derivation,
})
export type Figure = z.infer<typeof figure>

type About = Pick<Figure, 'id' | 'label' | 'unit' | 'asOf' | 'isFinal'>

export function counted(about: About, from: { operation: Operation; how: Both; parts: readonly Part[] }): Figure {
  const { operation, how, parts } = from
  return {
    ...about,
    value: valueFrom(operation, parts),
    derivation: { is: 'counted', operation, how, parts: [...parts] },
  }
}

export function cited(about: About, citations: readonly [Citation, ...Citation[]]): Figure {
  return { ...about, value: citations[0].value, derivation: { is: 'cited', citations: [...citations] } }
}
