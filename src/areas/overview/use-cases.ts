/**
 * Parts of areas joined: sorted, cut, counted, and things named by the area whose kind they are. Knows no area; what a reader may not see
 * no part has told.
 */
import type { Actor } from '../../authority/actor.ts'
import {
  isOfMinistry,
  type KindOfThing,
  type Named,
  NONE,
  type OverviewItem,
  type OverviewPart,
  type RunningItem,
  type Some,
  type Span,
  some,
} from '../../authority/overview.ts'
import { compatibleInstant, wallDate } from '../../base/wall-time.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { STRIP_DAYS } from './clock.ts'
import { CALENDAR_MAX, type Calendar, type Overview, SHOWN_MAX } from './model.ts'
import { lackItem, type SetUpUseCases } from './set-up.ts'
import { overviewWords } from './words-kinds.ts'

export interface OverviewUseCases {
  overview(actor: Actor): Promise<Overview>
  waiting(actor: Actor): Promise<number>
  calendar(actor: Actor, month: string): Promise<Calendar>
}

export function overviewUseCases(needs: {
  readonly parts: readonly OverviewPart[]
  readonly setUp: Pick<SetUpUseCases, 'of'>
  readonly now: () => number
}): OverviewUseCases {
  const { parts, setUp, now } = needs
  const kinds: Readonly<Record<string, KindOfThing>> = Object.assign(
    Object.create(null),
    ...parts.map(part => part.kinds ?? {}),
  )
  return {
    overview: async actor => {
      const asker = { actor, now: now() }
      const today = wallDate(asker.now, TIME_ZONE)
      const days = daysFrom(today, STRIP_DAYS)
      const thisMonth = today.slice(0, MONTH)
      const [{ isReady, isWhole, lacks }, waits, runs, comes, unwell, figures] = await Promise.all([
        setUp.of(actor),
        collected(parts, part => part.waits?.(asker)),
        collected(parts, part => part.runs?.(asker)),
        collected(parts, part => part.comes?.(asker, spanOf(days))),
        collected(parts, part => part.unwell?.(asker)),
        Promise.all(parts.map(part => part.month?.(asker, monthSpan(thisMonth)) ?? [])),
      ])
      // Where the set-up stands in place of the overview, its lines say it; an operator says it of itself.
      const isOverseer = isOfMinistry(actor) && !(isWhole && actor.role === 'administrator')
      const told = new Set(unwell.flatMap(({ items }) => items.map(({ page }) => page)))
      const lacking = some(isOverseer ? lacks.filter(({ page }) => !told.has(page)).map(lackItem) : [])
      return {
        at: new Date(asker.now).toISOString(),
        waits: await called(kinds, listed(waits, mostPressing, SHOWN_MAX)),
        runs: listed(runs, movingFirst, SHOWN_MAX),
        days,
        comes: listed(
          comes.map(each => stillToCome(each, asker.now)),
          byBeginning,
          CALENDAR_MAX,
        ),
        unwell: await called(kinds, listed([...unwell, lacking], mostPressing, SHOWN_MAX)),
        isReady,
        month: thisMonth,
        figures: figures.flat(),
      }
    },

    waiting: async actor => {
      const waits = await collected(parts, part => part.waits?.({ actor, now: now() }))
      return waits.reduce((sum, { total }) => sum + total, 0)
    },

    calendar: async (actor, month) => {
      const asker = { actor, now: now() }
      const comes = await collected(parts, part => part.comes?.(asker, monthSpan(month)))
      return { month, today: wallDate(asker.now, TIME_ZONE), comes: listed(comes, byBeginning, CALENDAR_MAX) }
    },
  }
}

const MONTH = '2020-02'.length
const DAY_MS = 86_400_000

async function collected<Item>(
  parts: readonly OverviewPart[],
  ask: (part: OverviewPart) => Promise<Some<Item>> | undefined,
): Promise<readonly Some<Item>[]> {
  return await Promise.all(parts.map(async part => (await ask(part)) ?? NONE))
}

/** Not what is over, nor what has begun and has no end: that runs. */
function stillToCome({ items }: Some<OverviewItem>, now: number): Some<OverviewItem> {
  const ahead = items.filter(({ from, until }) => Date.parse(until ?? from ?? '') > now)
  return { items: ahead, total: ahead.length }
}

function listed<Item extends OverviewItem>(
  all: readonly Some<Item>[],
  order: (a: Item, b: Item) => number,
  max: number,
): { items: Item[]; total: number } {
  return {
    items: all
      .flatMap(({ items }) => items)
      .toSorted(order)
      .slice(0, max),
    total: all.reduce((sum, { total }) => sum + total, 0),
  }
}

/** What is urgent first, then what has waited longest. */
export function mostPressing(a: OverviewItem, b: OverviewItem): number {
  return Number(b.isUrgent) - Number(a.isUrgent) || byBeginning(a, b)
}

/** What moves before what stands, the newest first. */
export function movingFirst(a: RunningItem, b: RunningItem): number {
  return Number(b.share !== null) - Number(a.share !== null) || byBeginning(b, a)
}

/** What has no beginning comes last. */
export function byBeginning(a: OverviewItem, b: OverviewItem): number {
  const at = ({ from }: OverviewItem) => (from === null ? Number.MAX_SAFE_INTEGER : Date.parse(from))
  return at(a) - at(b)
}

/** What waits is kept without a word of what it is about: its area says what it is called. */
async function called(
  kinds: Readonly<Record<string, KindOfThing>>,
  { items, total }: { items: (OverviewItem & Named)[]; total: number },
): Promise<{ items: OverviewItem[]; total: number }> {
  const names = new Map<string, string>()
  const subjects = items.flatMap(({ subject }) => subject ?? [])
  for (const [kind, all] of Map.groupBy(subjects, each => each.kind)) {
    const found = (await kinds[kind]?.names?.(all.map(({ id }) => id))) ?? new Map<string, string>()
    for (const [id, name] of found) names.set(`${kind} ${id}`, name)
  }
  return {
    total,
    items: items.map(({ subject, ...rest }) =>
      subject === undefined
        ? rest
        : {
            ...rest,
            what: kinds[subject.kind]?.what ?? overviewWords.thing,
            name: names.get(`${subject.kind} ${subject.id}`) ?? null,
          },
    ),
  }
}

export function daysFrom(day: string, days: number): string[] {
  const first = Date.parse(`${day}T00:00:00Z`)
  return Array.from({ length: days }, (_, at) =>
    new Date(first + at * DAY_MS).toISOString().slice(0, '2020-02-03'.length),
  )
}

function spanOf(days: readonly string[]): Span {
  const after = daysFrom(days.at(-1) ?? '', 2)[1]
  return { from: midnight(days[0]), until: midnight(after) }
}

export function monthSpan(month: string): Span {
  const [year, number] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  return { from: midnight(`${month}-01`), until: midnight(`${next}-01`) }
}

function midnight(day: string): number {
  const at = compatibleInstant(`${day}T00:00`, TIME_ZONE)
  if (at === null) throw new RangeError(`${day} is no day`)
  return at
}
