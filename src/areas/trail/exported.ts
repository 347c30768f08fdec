/**
 * The trail as a file: its heading, its entries oldest first, its end. Pure but for the store that is read, page by page; at most
 * ENTRIES_MAX entries, and the end says when there were more.
 *
 *   JSON Lines   {"is":"export", "head":"4711:9f86…", "filter":…, "first":…, "last":…}
 *                an entry of the trail, as the API tells it, with its number, the hash before and its own …
 *                {"is":"end", "entries":…, "isAll":…}
 *   CSV          a header, an entry a row, and in the last row what the heading and the end say
 *
 * Without anything looked for but days it is a stretch of the trail: every entry between the first and the last, whatever its clock
 * said, so that each holds the hash of the one before. `verified-export.ts` reads it.
 */
import { z } from 'zod'
import type { Reading, TrailHead, TrailQuery } from '../../authority/store.ts'
import type { TrailEntry } from '../../authority/trail-entry.ts'
import type { Language } from '../../base/failure.ts'
import { count, instant } from '../../directive/documents.ts'
import { separatedValues } from '../../zerorating/feeds/separated-values.ts'
import { trailLookedFor } from './contract.ts'
import { type ActionNames, isStretch } from './looked-for.ts'

export const HEAD = /^(\d{1,15}):([0-9a-f]{64})$/

export const exportHeading = z.strictObject({
  is: z.literal('export'),
  version: z.literal(1),
  /** Which authority's. */
  of: z.string(),
  at: instant,
  /** The trail's at that time: how many entries, and the hash of the last. */
  head: z.string().regex(HEAD),
  filter: trailLookedFor,
  /** Of a stretch: its first and its last entry. Null: entries between them are left out, or there is none. */
  stretch: z.strictObject({ first: z.int().min(1), last: z.int().min(1) }).nullable(),
})
export type ExportHeading = z.infer<typeof exportHeading>

export const exportEnd = z.strictObject({
  is: z.literal('end'),
  entries: count,
  /** False: there were more than one file holds. */
  isAll: z.boolean(),
})
type ExportEnd = z.infer<typeof exportEnd>

/** Of one file: half a gigabyte. */
const ENTRIES_MAX = 1_000_000
const PAGE = 1000

export interface Asked {
  readonly filter: z.output<typeof trailLookedFor>
  readonly query: TrailQuery
  readonly of: string
  readonly nowMs: number
  readonly most?: number
  /** The trail's; without it as it is when it is read. */
  readonly head?: TrailHead
}

type Part = ExportHeading | readonly TrailEntry[] | ExportEnd

async function* partsOf(store: Reading, asked: Asked): AsyncGenerator<Part> {
  const { filter, query, of, nowMs, most = ENTRIES_MAX } = asked
  const head = asked.head ?? (await store.trailHead())
  const stretch = isStretch(query) ? await stretchOf(store, query, head.entries, most) : null
  yield {
    is: 'export',
    version: 1,
    of,
    at: new Date(nowMs).toISOString(),
    head: `${head.entries}:${head.hash}`,
    filter,
    stretch: stretch?.of ?? null,
  }
  let entries = 0
  let isAll = stretch?.isAll ?? true
  let after = stretch === null ? 0 : stretch.of === null ? head.entries : stretch.of.first - 1
  const last = stretch?.of?.last ?? head.entries
  while (after < last) {
    const wanted = Math.min(PAGE, most - entries)
    const found =
      stretch === null
        ? await store.trailMatching(query, after, wanted + 1)
        : await store.trailAfter(after, Math.min(wanted, last - after))
    const page = found.filter(({ sequence }) => sequence <= last).slice(0, wanted)
    if (page.length === 0) {
      isAll &&= found.length === 0 || wanted > 0
      break
    }
    yield page
    entries += page.length
    after = page[page.length - 1].sequence
    if (stretch === null && found.length <= wanted) break
  }
  yield { is: 'end', entries, isAll }
}

/** How many entries it will hold. A stretch says so by itself; what words are looked for in is read once for it. */
export async function sizeOf(store: Reading, asked: Asked): Promise<number> {
  let entries = 0
  for await (const part of partsOf(store, asked)) {
    if (!('is' in part)) entries += part.length
    else if (part.is === 'export' && isStretch(asked.query))
      return part.stretch === null ? 0 : part.stretch.last - part.stretch.first + 1
  }
  return entries
}

/** Of these days; clocks are set back, so what other days there are between is told too. */
async function stretchOf(store: Reading, query: TrailQuery, entries: number, most: number) {
  const edge = async (order: 'oldest' | 'newest') =>
    order === 'oldest'
      ? (await store.trailMatching(query, 0, 1))[0]
      : (await store.trail({ ...query, cursor: null, limit: 1 })).items[0]
  const [first, newest] = [await edge('oldest'), await edge('newest')]
  if (first === undefined || newest === undefined || first.sequence > entries) return { of: null, isAll: true }
  const end = Math.min(newest.sequence, entries)
  const last = Math.min(end, first.sequence + most - 1)
  return { of: { first: first.sequence, last }, isAll: last === end }
}

export async function* jsonLines(store: Reading, asked: Asked): AsyncGenerator<string> {
  for await (const part of partsOf(store, asked)) {
    const lines = 'is' in part ? [part] : part
    yield lines.map(line => `${JSON.stringify(line)}\n`).join('')
  }
}

const COLUMNS: readonly (readonly [vi: string, en: string])[] = [
  ['Dòng số', 'Entry'],
  ['Thời điểm (UTC)', 'Time (UTC)'],
  ['Ai', 'By whom'],
  ['Loại người làm', 'Kind of actor'],
  ['Mã người làm', 'Id of actor'],
  ['Việc', 'What was done'],
  ['Tên việc', 'Action'],
  ['Loại đối tượng', 'Kind of subject'],
  ['Mã đối tượng', 'Id of subject'],
  ['Chi tiết (JSON)', 'Details (JSON)'],
  ['Mã băm dòng trước', 'Hash before'],
  ['Mã băm dòng này', 'Hash'],
]

/** By which spreadsheets know the text as UTF-8. */
const BOM = '\ufeff'

export async function* csvLines(
  store: Reading,
  asked: Asked,
  { names, language }: { readonly names: ActionNames; readonly language: Language },
): AsyncGenerator<string> {
  yield BOM + separatedValues([COLUMNS.map(([vi, en]) => (language === 'vi' ? vi : en))])
  let heading: object = {}
  for await (const part of partsOf(store, asked)) {
    if (!('is' in part)) yield separatedValues(part.map(entry => cellsOf(entry, names, language)))
    else if (part.is === 'export') heading = part
    else {
      const what = language === 'vi' ? 'Bản trích nhật ký này' : 'This export of the trail'
      const told = JSON.stringify({ ...heading, ...part })
      yield separatedValues([
        ['', new Date(asked.nowMs).toISOString(), asked.of, '', '', what, 'export', '', '', told, '', ''],
      ])
    }
  }
}

function cellsOf(entry: TrailEntry, names: ActionNames, language: Language): (string | number)[] {
  const { sequence, at, actor, action, subject, details, previous, hash } = entry
  const what = names.get(action)?.[language] ?? action
  return [
    ...[sequence, at, actor.name, actor.kind, actor.id, what, action],
    ...[subject.kind, subject.id, JSON.stringify(details), previous, hash],
  ]
}
