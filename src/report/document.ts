/**
 * A month's report as a document: sections of blocks, in both languages, with its figures beside it.
 *
 *   report ── sections ── blocks: paragraph, list, table, chart, strip, notice
 *     │                             └─ runs: text, or a figure by its id, never its digits
 *     └────── figures: each with its derivation; every document ends with the table of all of them
 *
 * Documents (DOCX, PDF, HTML, JSON) are written from this alone. Knows no records and no layout. Pure; runs in a
 * browser too.
 */
import { z } from 'zod'
import { both, figure, figureId } from './figure.ts'

const text = z.string().min(1).max(20_000)

/** Words, or a figure: `phrase` as people say it, `exact` with every digit; both with the unit. */
export const run = z.union([
  z.strictObject({ text }),
  z.strictObject({ figure: figureId, as: z.enum(['phrase', 'exact']) }),
])
export type Run = z.infer<typeof run>

export const runs = z.strictObject({ vi: z.array(run).min(1).max(200), en: z.array(run).min(1).max(200) })
export type Runs = z.infer<typeof runs>

/** In tables a figure stands in a column whose head names the unit, so its cell may leave the unit out. */
export const cell = z.union([both, z.strictObject({ figure: figureId })])
export type Cell = z.infer<typeof cell>

export const block = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('paragraph'), runs }),
  z.strictObject({ is: z.literal('list'), items: z.array(runs).min(1).max(500) }),
  z.strictObject({
    is: z.literal('table'),
    caption: both,
    head: z.array(both).min(1).max(12),
    rows: z.array(z.array(cell)).max(2000),
  }),
  /** Bars of one unit, or several stacked. Its values are figures too, and stand as a table beside the picture. */
  z.strictObject({
    is: z.literal('chart'),
    caption: both,
    bars: z
      .array(z.strictObject({ label: both, figures: z.array(figureId).min(1).max(8) }))
      .min(1)
      .max(40),
    /** What the parts of each bar are, in the order of `figures`. */
    series: z.array(both).min(1).max(8),
  }),
  /** Levels by day, a row an area: a picture of what a table beside it says. A day without a span was not decided. */
  z.strictObject({
    is: z.literal('strip'),
    caption: both,
    /** Both of it. */
    days: z.strictObject({ from: z.iso.date(), until: z.iso.date() }),
    /** From the lowest to the highest. */
    levels: z.array(both).min(1).max(12),
    areas: z
      .array(
        z.strictObject({
          label: both,
          spans: z
            .array(
              z.strictObject({
                from: z.iso.date(),
                until: z.iso.date(),
                /** By its place in `levels`. */
                level: z.int().min(0).max(11),
              }),
            )
            .max(31),
        }),
      )
      .min(1)
      .max(40),
  }),
  /** What a reader must not overlook: so far, does not add up, not known. */
  z.strictObject({
    is: z.literal('notice'),
    weight: z.enum(['note', 'warning']),
    runs,
    /** Left out: of anything else, and in reports of before it was said. */
    about: z.literal('does-not-add-up').optional(),
  }),
])
export type Block = z.infer<typeof block>

/** In the order of the reference report. */
export const sectionId = z.enum([
  'sms',
  'briefings',
  'free-services',
  'channels',
  'plan',
  'screening',
  'network-security',
  'ict-industry',
  'other',
  'directions',
])
export type SectionId = z.infer<typeof sectionId>

export const section = z.strictObject({ id: sectionId, title: both, blocks: z.array(block).max(1000) })
export type Section = z.infer<typeof section>

export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

export const report = z.strictObject({
  month,
  timeZone: z.string().min(1).max(64),
  title: both,
  /** Who reports, to whom, from where; as administrative documents head it. */
  heading: z.strictObject({
    /** The body above, printed over the issuing body; null where there is none. */
    governing: both.nullable(),
    issuing: both,
    /** Number and symbol: `12/BC-BTTTT`; null until it is given one. */
    symbol: z.string().max(40).nullable(),
    place: both,
    date: z.iso.date(),
    signer: z.strictObject({
      /** Lines above the title, such as `KT. Bộ trưởng` of a vice minister who signs for the minister. */
      onBehalf: z.array(both).min(1).max(3).optional(),
      title: both,
      name: z.string().max(100).nullable(),
    }),
    recipients: z.array(both).max(50),
  }),
  asOf: z.iso.datetime({ offset: true }),
  sections: z.array(section).max(20),
  figures: z.array(figure).max(20_000),
})
export type Report = z.infer<typeof report>

/** Ids of figures that are named and missing, or named never: both are faults of who composed it. */
export function danglingFigures(report: Report): { missing: readonly string[]; unused: readonly string[] } {
  const named = new Set(report.sections.flatMap(({ blocks }) => blocks.flatMap(figuresOf)))
  const known = new Set(report.figures.map(({ id }) => id))
  return { missing: [...named].filter(id => !known.has(id)), unused: [...known].filter(id => !named.has(id)) }
}

function figuresOf(block: Block): readonly string[] {
  switch (block.is) {
    case 'table':
      return block.rows.flat().flatMap(cell => ('figure' in cell ? [cell.figure] : []))
    case 'chart':
      return block.bars.flatMap(({ figures }) => figures)
    case 'strip':
      return []
    case 'list':
      return block.items.flatMap(idsOf)
    default:
      return idsOf(block.runs)
  }
}

function idsOf({ vi, en }: Runs): readonly string[] {
  return [...vi, ...en].flatMap(run => ('figure' in run ? [run.figure] : []))
}
