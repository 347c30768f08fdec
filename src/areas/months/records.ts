/**
 * The records of one month, for its report: rounds whose first message was sent in it, live ones and apart from them exercises, with what
 * each operator returned or last told, what was free in it, what people entered, and what other areas count of it. Reads only.
 *
 * A round belongs to the month, in the given time zone, of the earliest start that its operators returned; before any
 * has returned, of the first progress. Counts stand as they were returned, with the flags that they were given.
 */

import type { Reading } from '../../authority/store.ts'
import { compatibleInstant } from '../../base/wall-time.ts'
import type { Purpose } from '../../directive/documents.ts'
import { sha256Of } from '../../directive/signing.ts'
import { monthAfter, monthOf } from '../../report/months.ts'
import type { FreeServiceRecord, MonthRecords, OperatorPart, RoundRecord, WorkItem } from '../../report/records.ts'
import type { Interval } from '../../zerorating/in-force.ts'
import { freeBetween } from '../../zerorating/status.ts'
import { FreeLists } from '../free/lists.ts'
import { freeRows } from '../free/store.ts'
import type { RoundState } from '../rounds/model.ts'
import type { ListedRound, StoredDirective } from '../rounds/store.ts'
import { roundRows } from '../rounds/store.ts'
import { monthRows, type StoredItem } from './store.ts'

/** States in which a round has or may have sent something. */
const SENT: readonly RoundState[] = ['running', 'paused', 'finished', 'stopped']
const PAGE_SIZE = 200
/** More rounds than a country sends in a month by far; a report of more would be of something else. */
const ROUNDS_MAX = 1000
const DAY_MS = 86_400_000

export interface MonthQuestion {
  /** `2020-02`; null: whatever was sent, whenever, and what is free in the present month, for a rehearsal. */
  readonly within: string | null
  readonly month: string
  readonly timeZone: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What other areas count of the month. */
export type OtherCounts = Pick<MonthRecords, 'screenings' | 'briefings' | 'channels' | 'plans'>

export async function monthRecordsOf(
  store: Reading,
  { month, within, timeZone, now }: MonthQuestion,
  others: OtherCounts,
): Promise<MonthRecords> {
  const all: Record<Purpose, RoundRecord[]> = { live: [], exercise: [] }
  for await (const listed of sentRounds(store, within, timeZone)) {
    const record = await roundRecordOf(store, listed)
    if (record === null) continue
    if (within !== null && monthOf(record.startedAt, timeZone) !== within) continue
    if (all[listed.purpose].push(record) > ROUNDS_MAX) throw new RangeError('more rounds than a month can have')
  }
  return {
    month,
    timeZone,
    asOf: new Date(now).toISOString(),
    rounds: inOrder(all.live),
    exercises: inOrder(all.exercise),
    freeServices: await freeServicesOf(store, {
      month: within ?? monthOf(new Date(now).toISOString(), timeZone),
      timeZone,
      now,
    }),
    ...others,
    workItems: await workItemsOf(store, month),
    citedFacts: [],
    caveats: [],
  }
}

function inOrder(rounds: readonly RoundRecord[]): RoundRecord[] {
  return rounds.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt))
}

/** As the month went; what has no date comes last. */
export function byDate(items: readonly StoredItem[]): readonly StoredItem[] {
  const day = ({ content }: StoredItem) => content.date ?? '9999'
  const order = (a: StoredItem, b: StoredItem) =>
    day(a).localeCompare(day(b)) || a.content.title.localeCompare(b.content.title, 'vi')
  return items.toSorted(order)
}

async function workItemsOf(store: Reading, month: string): Promise<WorkItem[]> {
  return byDate(await monthRows(store).items(month)).map(({ id, content }) => ({ id, ...content }))
}

/**
 * Those that may have been sent in the month: not made after it, not untouched since before it. An exercise is held without a change of its
 * state.
 */
async function* sentRounds(store: Reading, within: string | null, timeZone: string): AsyncGenerator<ListedRound> {
  let cursor: string | null = null
  do {
    const page = await roundRows(store).rounds({
      campaign: null,
      states: null,
      operator: null,
      cursor,
      limit: PAGE_SIZE,
    })
    for (const round of page.items) {
      const [made, touched] = [round.createdAt, round.updatedAt].map(at =>
        monthOf(new Date(at).toISOString(), timeZone),
      )
      const isExercise = round.purpose === 'exercise'
      if (!isExercise && !SENT.includes(round.state)) continue
      if (within === null || (made <= within && (isExercise || touched >= within))) yield round
    }
    cursor = page.next
  } while (cursor !== null)
}

async function roundRecordOf(store: Reading, listed: ListedRound): Promise<RoundRecord | null> {
  const { purpose } = listed
  const directives = await roundRows(store).directives(listed.id, purpose)
  const parts: OperatorPart[] = []
  const [starts, ends]: [string[], string[]] = [[], []]
  for (const directive of directives) {
    if (directive.acknowledged === null || directive.tally === null) continue
    const returned = await returnOf(store, directive)
    if (returned !== null) {
      if (returned.startedAt !== null) starts.push(returned.startedAt)
      ends.push(returned.endedAt)
    }
    parts.push(partOf(directive, returned?.sha256 ?? null))
  }
  const span = starts.length > 0 ? null : await roundRows(store).sampleSpan(listed.id, purpose)
  if (span !== null) starts.push(new Date(span.from).toISOString())
  if (starts.length === 0 || parts.length === 0) return null
  const isOver = parts.every(({ returnSha256 }) => returnSha256 !== null)
  return {
    id: listed.id,
    title: listed.title,
    campaign: listed.campaignTitle,
    startedAt: iso(Math.min(...starts.map(Date.parse))),
    endedAt: isOver ? iso(Math.max(...ends.map(Date.parse))) : null,
    parts,
  }
}

const iso = (at: number) => new Date(at).toISOString()

/** Of a signature that was verified when it came. */
async function returnOf(
  store: Reading,
  { id, returnedAt }: StoredDirective,
): Promise<{ startedAt: string | null; endedAt: string; sha256: string } | null> {
  if (returnedAt === null) return null
  const jws = (await roundRows(store).documents(id))?.return ?? null
  if (jws === null) return null
  const payload = Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()
  const { startedAt, endedAt } = JSON.parse(payload) as { startedAt: string | null; endedAt: string }
  return { startedAt, endedAt, sha256: sha256Of(jws) }
}

function partOf(directive: StoredDirective, returnSha256: string | null): OperatorPart {
  const { tally, acknowledged, heardAt } = directive
  if (tally === null || acknowledged === null) throw new TypeError('a part without its tally')
  const { delivered, accepted, failed, expired, uncertain, unsent, sending } = tally.turns
  return {
    directive: directive.id,
    operator: directive.operator,
    name: directive.operatorName,
    returnSha256,
    heardAt: heardAt === null ? null : iso(heardAt),
    subscribers: acknowledged.subscribers,
    segments: {
      submitted: tally.segments.submitted,
      accepted: tally.segments.accepted,
      delivered: tally.segments.delivered,
    },
    turns: { delivered, accepted, failed, expired, uncertain, unsent: unsent + sending },
    flags: directive.flags.map(({ code, expected, found }) => ({ code, expected, found })),
  }
}

/** What was free until now: what will be is no figure of the month yet. */
async function freeServicesOf(
  store: Reading,
  { month, timeZone, now }: { month: string; timeZone: string; now: number },
): Promise<FreeServiceRecord[]> {
  const { versions, table } = await new FreeLists().of(freeRows(store))
  const time = {
    from: firstInstantOf(`${month}-01`, timeZone),
    until: Math.min(firstInstantOf(`${monthAfter(month)}-01`, timeZone), now),
  }
  return table.services.flatMap(({ kind, id, title, owner }): FreeServiceRecord[] => {
    const free = freeBetween(table, id, time)
    if (free.length === 0) return []
    // As they are, also where they go on beyond the month.
    const whole = free.flatMap(({ from }) => table.freeAt(id, from) ?? [])
    return [
      {
        kind,
        id,
        title,
        owner,
        listVersion: versions.length,
        free: whole.map(({ from, until }) => ({ from: iso(from), until: Number.isFinite(until) ? iso(until) : null })),
        days: wholeDays(free, month, timeZone),
        isWholeDays: true,
      },
    ]
  })
}

/** Days of the month, each from 00:00 to 24:00 by that clock, that lie within one of them. */
function wholeDays(free: readonly Interval[], month: string, timeZone: string): number {
  let days = 0
  for (let day = `${month}-01`; day.startsWith(month); day = dayAfter(day)) {
    const [from, until] = [day, dayAfter(day)].map(each => firstInstantOf(each, timeZone))
    if (free.some(interval => interval.from <= from && until <= interval.until)) days += 1
  }
  return days
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, day.length)
}

function firstInstantOf(day: string, timeZone: string): number {
  const at = compatibleInstant(`${day}T00:00`, timeZone)
  if (at === null) throw new TypeError(`${day} is no day`)
  return at
}
