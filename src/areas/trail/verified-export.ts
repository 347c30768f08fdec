/**
 * Whether an export of the trail (JSON Lines, `exported.ts`) is as it was written: every entry by its own hash, each by the hash of the
 * one before where that is in the file, the numbers without a gap where it is a stretch, the end by how many there were. Pure; reads
 * line by line and holds two.
 *
 * Who alters a line and hashes it and all after it anew is found by a head that was noted elsewhere: `heads`, or the trail itself.
 */
import type { TrailHead } from '../../authority/store.ts'
import { hashOf } from '../../authority/trail.ts'
import { type TrailEntry, trailEntry } from '../../authority/trail-entry.ts'
import { type ExportHeading, exportEnd, exportHeading, HEAD } from './exported.ts'

export type VerifiedExport =
  | {
      readonly is: 'whole'
      readonly entries: number
      /** Null: it has no entries. */
      readonly first: number | null
      readonly last: number | null
      readonly head: string
      /** Nothing between the first and the last is left out. */
      readonly isStretch: boolean
      /** Its last entry is the trail's head as it was when it was exported. */
      readonly reachesHead: boolean
      readonly isAll: boolean
      /** Of the heads that were given, those that are in it. */
      readonly met: number
    }
  | { readonly is: 'broken'; readonly line: number; readonly why: string }

const NO_HASH = '0'.repeat(64)

/** `kept`: an entry's hash in the trail itself, where there is one to ask. */
export async function verifyExport(
  lines: AsyncIterable<string> | Iterable<string>,
  heads: readonly TrailHead[] = [],
  kept: ((sequence: number) => Promise<string | null>) | null = null,
): Promise<VerifiedExport> {
  const noted = new Map(heads.map(({ entries, hash }) => [entries, hash]))
  let heading: (ExportHeading & { readonly headHash: string; readonly headAt: number }) | null = null
  let first: number | null = null
  let before: TrailEntry | null = null
  let entries = 0
  let met = 0
  let end: { readonly entries: number; readonly isAll: boolean } | null = null
  let line = 0
  const broken = (why: string): VerifiedExport => ({ is: 'broken', line, why })
  for await (const text of lines) {
    line++
    const value = parsed(text)
    if (end !== null) return broken('beyond the end')
    if (heading === null) {
      const found = exportHeading.safeParse(value)
      if (!found.success) return broken('no heading of an export of the trail')
      const [, headAt, headHash] = HEAD.exec(found.data.head) ?? []
      heading = { ...found.data, headAt: Number(headAt), headHash }
      noted.set(heading.headAt, noted.get(heading.headAt) ?? headHash)
      continue
    }
    const atEnd = exportEnd.safeParse(value)
    if (atEnd.success) {
      end = atEnd.data
      continue
    }
    const found = trailEntry.safeParse(value)
    if (!found.success) return broken('no entry of the trail')
    const entry = found.data
    const why = await faultOf(entry, { before, heading, first, noted, kept })
    if (why !== null) return broken(why)
    if (heads.some(head => head.entries === entry.sequence)) met++
    first ??= entry.sequence
    before = entry
    entries++
  }
  if (heading === null) return broken('no heading of an export of the trail')
  if (end === null) return broken('cut short: its end is missing')
  if (end.entries !== entries) return broken(`${end.entries} entries were written`)
  const last = before?.sequence ?? null
  if (heading.stretch !== null && last !== heading.stretch.last)
    return broken(`entry ${heading.stretch.last} is missing`)
  return {
    is: 'whole',
    entries,
    first,
    last,
    head: heading.head,
    isAll: end.isAll,
    met,
    isStretch: heading.stretch !== null,
    reachesHead: last === heading.headAt,
  }
}

async function faultOf(
  entry: TrailEntry,
  known: {
    readonly before: TrailEntry | null
    readonly heading: ExportHeading & { readonly headAt: number }
    readonly first: number | null
    readonly noted: ReadonlyMap<number, string>
    readonly kept: ((sequence: number) => Promise<string | null>) | null
  },
): Promise<string | null> {
  const { before, heading, noted, kept } = known
  const { sequence, hash, previous } = entry
  if (hashOf(entry) !== hash) return 'hash differs'
  if (sequence > heading.headAt) return 'beyond the head'
  const expected = heading.stretch === null ? null : before === null ? heading.stretch.first : before.sequence + 1
  if (expected !== null && sequence !== expected) return `entry ${expected} is missing`
  if (before !== null && sequence <= before.sequence) return 'not after the one before'
  const hashBefore = sequence === 1 ? NO_HASH : before?.sequence === sequence - 1 ? before.hash : previous
  if (previous !== hashBefore) return 'previous differs'
  if ((noted.get(sequence) ?? hash) !== hash) return 'the noted head differs'
  if (kept !== null && (await kept(sequence)) !== hash) return 'the trail has another entry'
  return null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
