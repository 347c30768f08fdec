/**
 * What areas say for the page where one lands: what waits for a reader, what runs, what comes, what is not well, the month so far.
 * Each area gives its part when it is opened, in its own words and for this very reader; the area of the overview joins them and knows none.
 *
 *   area.ts ─► overview: { waits, runs, comes, unwell, month, setUp } ─► src/areas/overview: sorted, cut, counted ─► one answer
 *
 * What a reader's role may not see no part tells them. Shapes run in a browser too.
 */
import { z } from 'zod'
import type { Actor, Role } from './actor.ts'
import type { SetUpFacts } from './set-up.ts'
import type { Found } from './waiting.ts'

/** Of one list of one part: more are counted, not named. */
export const PART_MAX = 30

const count = z.int().min(0)
const instant = z.iso.datetime({ offset: true })
const both = z.strictObject({ vi: z.string(), en: z.string() })

export const overviewFigure = z.strictObject({ value: count, unit: both })

export const overviewItem = z.strictObject({
  /** What it is: a round, a briefing. */
  what: both,
  /** As people named it; null: by what it is alone. */
  name: z.string().nullable(),
  /** What is so of it. */
  says: both.nullable(),
  /** Who did what it waits for. */
  by: z.string().nullable(),
  /** Of the console, where something can be done about it. */
  page: z.string(),
  /** When it begins, or since when it is so. */
  from: instant.nullable(),
  /** The same instant: it takes no time. Null: no end is known. */
  until: instant.nullable(),
  isUrgent: z.boolean(),
  isExercise: z.boolean(),
  figures: z.array(overviewFigure).max(3),
})
export type OverviewItem = z.infer<typeof overviewItem>

/** Something that runs, and how far it is where that can be told. */
export const runningItem = overviewItem.extend({
  share: z.strictObject({ done: count, of: count, unit: both }).nullable(),
  /** Now; null: that cannot be told. */
  rate: overviewFigure.nullable(),
  /** Of each operator. */
  parts: z
    .array(z.strictObject({ name: z.string(), says: both, done: count, of: count, isWell: z.boolean() }))
    .max(PART_MAX),
})
export type RunningItem = z.infer<typeof runningItem>

/** A sum of the month so far. */
export const monthFigure = z.strictObject({
  what: both,
  value: count,
  unit: both,
  /** Where it is counted one by one. */
  page: z.string(),
})
export type MonthFigure = z.infer<typeof monthFigure>

/** At most so many as are shown, and how many there are. */
export interface Some<Item> {
  readonly items: readonly Item[]
  readonly total: number
}

/** The ministry's own people but for who is on duty for health checks. */
const MINISTRY: readonly Role[] = ['editor', 'approver', 'auditor', 'administrator']

export function isOfMinistry({ role }: Pick<Actor, 'role'>): boolean {
  return MINISTRY.includes(role)
}

export const NONE: Some<never> = { items: [], total: 0 }

export function some<Item>(all: readonly Item[], total = all.length): Some<Item> {
  return { items: all.slice(0, PART_MAX), total }
}

/** From the first instant until before the other, in milliseconds since 1970. */
export interface Span {
  readonly from: number
  readonly until: number
}

export interface Asker {
  readonly actor: Actor
  readonly now: number
}

/** Of this kind and id, as `waiting.ts` keeps it; the area whose kind it is knows its name. */
export interface Named {
  readonly subject?: { readonly kind: string; readonly id: string }
}

/** An area's part of the overview; what is left out it has nothing of. */
export interface OverviewPart {
  waits?(asker: Asker): Promise<Some<OverviewItem & Named>>
  runs?(asker: Asker): Promise<Some<RunningItem>>
  /** What begins, ends or goes on in that span. */
  comes?(asker: Asker, span: Span): Promise<Some<OverviewItem>>
  unwell?(asker: Asker): Promise<Some<OverviewItem & Named>>
  month?(asker: Asker, span: Span): Promise<readonly MonthFigure[]>
  /** What is so of what a new authority has to do: the rule is in set-up.ts. */
  setUp?(): Promise<SetUpFacts>
  /** What is its own of what waits for people, by its kind there. */
  readonly kinds?: Readonly<Record<string, KindOfThing>>
  /** What is so and somebody has to do something about, for all who can: whoever shows and tells it looks whom it concerns. */
  found?(now: number): Promise<readonly Found[]>
}

export interface KindOfThing {
  readonly what: OverviewItem['what']
  /** As people named them, by their ids; those that are missing have no name. */
  names?(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** An item with what is usual left out. */
export function item(given: Pick<OverviewItem, 'what' | 'page'> & Partial<OverviewItem>): OverviewItem {
  return {
    name: null,
    says: null,
    by: null,
    from: null,
    until: null,
    isUrgent: false,
    isExercise: false,
    figures: [],
    ...given,
  }
}

export function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

export function overlaps(
  { from, until }: { readonly from: number; readonly until: number | null },
  span: Span,
): boolean {
  return from < span.until && (until === null || until >= span.from)
}
