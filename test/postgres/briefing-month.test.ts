/**
 * What a month's report counts of briefings, beside a count that the test makes of how each site behaved, one by one. On both
 * databases; what each site does is drawn, and the seed is told where it fails.
 */

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { NewEntry } from '../../src/areas/briefing/hall/log.ts'
import { DROPPED_MS } from '../../src/areas/briefing/hall/presence.ts'
import type { InstructionContent, PlaceRole } from '../../src/areas/briefing/model.ts'
import { monthRecordOf } from '../../src/areas/briefing/office/month-record.ts'
import { briefingRows, type StoredInstruction } from '../../src/areas/briefing/store.ts'
import type { UnitOfWork } from '../../src/authority/unit-of-work.ts'
import { seeded } from '../../src/base/random.ts'
import { compatibleInstant } from '../../src/base/wall-time.ts'
import { TIME_ZONE } from '../../src/country/vn/time-zone.ts'
import { onEachDatabase } from './databases.ts'
import { openStage, PEOPLE } from './stage.ts'

const MONTH = '2026-02'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const WRITER = { id: 'office', name: 'Văn phòng' }
const SITES = 12

/** How a site behaves in a briefing of an hour. */
const WAYS = ['present', 'late', 'left', 'dropped', 'broke', 'removed', 'excused', 'absent'] as const
type Way = (typeof WAYS)[number]
const CAME: readonly Way[] = ['present', 'late', 'left', 'dropped', 'broke', 'removed']

/** Minutes between which a site is heard of, often enough not to be taken for one that is gone. */
function heardIn(way: Way): readonly (readonly [number, number])[] {
  switch (way) {
    case 'present':
      return [[-3, 60]]
    case 'late':
      return [[9, 60]]
    case 'left':
    case 'dropped':
    case 'removed':
      return [[0, 30]]
    case 'broke':
      return [
        [0, 20],
        [25, 60],
      ]
    default:
      return []
  }
}

const HEARD_MS = DROPPED_MS - 1000

/** Of all sites of a briefing: who was heard at each of those instants, and what each did besides. */
function logOf(ways: ReadonlyMap<string, Way>, beganAt: number): NewEntry[] {
  const at = (minutes: number) => beganAt + minutes * MINUTE
  const heard = new Map<number, Record<string, number>>()
  for (const [site, way] of ways)
    for (const [from, until] of heardIn(way))
      for (let atMs = at(from); atMs <= at(until); atMs += HEARD_MS)
        heard.set(atMs, { ...heard.get(atMs), [site]: atMs })
  const by = null
  const deeds = [...ways].flatMap(([site, way]): NewEntry[] => {
    if (way === 'left') return [{ atMs: at(30), kind: 'left', site, details: {} }]
    if (way === 'removed') return [{ atMs: at(30), kind: 'removed', site, details: { by, reason: 'Nhầm' } }]
    if (way === 'excused') return [{ atMs: at(10), kind: 'reason', site, details: { by, reason: 'Mất điện' } }]
    return []
  })
  return [
    ...[...heard].map(([atMs, sites]): NewEntry => ({ atMs, kind: 'heard', site: null, details: { sites } })),
    ...deeds,
    { atMs: at(60), kind: 'ended', site: null, details: { by } },
  ]
}

interface Held {
  readonly beganAt: number
  readonly isClosed: boolean
  readonly ways: readonly Way[]
}

async function putSites(work: UnitOfWork): Promise<readonly string[]> {
  const sites = Array.from({ length: SITES + 1 }, () => randomUUID())
  await work.transaction(async ({ store, now }) => {
    for (const [position, id] of sites.entries())
      await briefingRows(store).putSite({
        id,
        position,
        version: 1,
        content: {
          name: `Bệnh viện ${position}`,
          short: `BV ${position}`,
          responsible: { name: 'Bác sĩ trực', title: null, mail: null },
          isRetired: false,
        },
        verdict: null,
        updatedAt: now,
        updatedBy: WRITER,
      })
  })
  return sites
}

/** The first site has the chair, and is in no count. */
async function putHeld(work: UnitOfWork, sites: readonly string[], held: Held): Promise<string> {
  const id = randomUUID()
  const { beganAt, isClosed, ways } = held
  const [chair, ...others] = sites
  const roster = [
    { site: chair, role: 'chair' as PlaceRole, language: null },
    ...ways.map((_, at) => ({ site: others[at], role: (at === 0 ? 'deputy' : 'site') as PlaceRole, language: null })),
  ]
  const endedAt = beganAt + 60 * MINUTE
  const all = ways.map((way, at) => [others[at], way] as const)
  const log = logOf(new Map([[chair, 'present'], ...all]), beganAt)
  await work.transaction(async ({ store, now }) => {
    const rows = briefingRows(store)
    await rows.putBriefing({
      id,
      version: 1,
      state: 'ended',
      content: {
        title: `Giao ban ${new Date(beganAt).toISOString()}`,
        startsAt: new Date(beganAt).toISOString(),
        minutes: 60,
        agenda: [],
        roster,
        isQueueOpen: true,
        grantedMax: 1,
        isRecorded: false,
      },
      beganAt,
      endedAt,
      closedAt: isClosed ? endedAt : null,
      createdAt: now,
      createdBy: WRITER,
      updatedAt: now,
      updatedBy: WRITER,
    })
    for (const entry of log.toSorted((a, b) => a.atMs - b.atMs)) await rows.append(id, entry)
  })
  return id
}

type Ended = 'open' | 'done' | 'done-late' | 'withdrawn'

async function putIssued(
  work: UnitOfWork,
  of: { briefing: string; site: string; issuedAt: number; due: string; ended: Ended },
): Promise<void> {
  const content: InstructionContent = {
    site: of.site,
    text: 'Bổ sung máy thở',
    due: of.due,
    basis: null,
    decision: null,
  }
  const over = compatibleInstant(`${of.due}T23:59:59`, TIME_ZONE)
  assert.ok(over !== null)
  const doneAt = { done: over - DAY, 'done-late': over + DAY }[of.ended as string]
  const told = {
    briefing: of.briefing,
    briefingTitle: 'Giao ban',
    site: of.site,
    siteName: 'Bệnh viện',
    text: content.text,
    due: of.due,
    basis: null,
  }
  const id = randomUUID()
  const issuedAt = new Date(of.issuedAt).toISOString()
  const body = { instruction: id, version: 1, told, sha256: 'a'.repeat(64), issuedAt }
  const approvedBy = [PEOPLE.editor.name, PEOPLE.approver.name]
  const document = await work.signer.sign('instruction', { ...body, approvedBy, approval: null })
  const stored: StoredInstruction = {
    id,
    briefing: of.briefing,
    site: of.site,
    state: of.ended === 'withdrawn' ? 'withdrawn' : doneAt === undefined ? 'issued' : 'done',
    version: 1,
    content,
    sha256: 'a'.repeat(64),
    writers: [WRITER],
    submittedBy: WRITER,
    approvedBy: WRITER,
    signatures: null,
    document,
    issuedAt: of.issuedAt,
    acknowledged: null,
    done: doneAt === undefined ? null : { at: doneAt, by: 'Bác sĩ', note: '' },
    withdrawnAt: of.ended === 'withdrawn' ? of.issuedAt : null,
    reason: null,
    updatedAt: of.issuedAt,
    updatedBy: WRITER,
  }
  await work.transaction(async ({ store }) => await briefingRows(store).putInstruction(stored))
}

onEachDatabase(databases => {
  test('the report counts the briefings of the month as somebody would who watched each site, and what became of each instruction', async t => {
    const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
    const { below: draw } = seeded(seed)
    const { authority, clock } = await openStage(t, databases)
    const { work } = authority
    const sites = await putSites(work)
    const noon = (day: string) => Date.parse(`${day}T05:00:00Z`)
    const ways = () => Array.from({ length: SITES }, () => WAYS[draw(WAYS.length)])
    const within: Held[] = ['2026-02-02', '2026-02-11', '2026-02-27'].map(day => ({
      beganAt: noon(day),
      isClosed: draw(2) === 0,
      ways: ways(),
    }))
    // Seven hours before Greenwich: the first began on 1 February there, the second on 1 March.
    const edges = [Date.parse('2026-01-31T17:00:00Z'), Date.parse('2026-02-28T17:00:00Z')]
    within.push({ beganAt: edges[0], isClosed: true, ways: ways() })
    for (const held of within) await putHeld(work, sites, held)
    for (const beganAt of [edges[0] - MINUTE, edges[1]])
      await putHeld(work, sites, { beganAt, isClosed: true, ways: ways() })

    const briefing = await putHeld(work, sites, { ...within[0], beganAt: noon('2025-12-30') })
    const outcomes: readonly Ended[] = ['open', 'done', 'done-late', 'withdrawn']
    const issued = Array.from({ length: 20 }, () => ({
      issuedAt: noon('2026-02-03') + draw(20) * DAY,
      due: draw(2) === 0 ? '2026-02-26' : '2026-03-20',
      ended: outcomes[draw(outcomes.length)],
    }))
    for (const each of issued) await putIssued(work, { briefing, site: sites[1], ...each })
    const early = { issuedAt: edges[0] - 1, due: '2026-02-26', ended: 'open' } as const
    await putIssued(work, { briefing, site: sites[1], ...early })

    clock.advance(Date.parse('2026-03-05T03:00:00Z') - clock.now())
    const now = clock.now()
    const record = await monthRecordOf(work.store, { month: MONTH, timeZone: TIME_ZONE, now })
    const others = { screenings: null, briefings: record, channels: null, plans: null }
    const { report } = await authority.months.report(PEOPLE.editor, MONTH, others)
    const figures = Object.fromEntries(
      report.figures
        .filter(({ id }) => id.startsWith('briefings.') && !id.includes('briefing-'))
        .map(({ id, value }) => [id.slice('briefings.'.length), value]),
    )
    const count = (...which: readonly Way[]) =>
      within.flatMap(held => held.ways).filter(way => which.includes(way)).length
    const isLate = ({ due, ended }: (typeof issued)[number]) =>
      ended === 'done-late' || (ended === 'open' && due === '2026-02-26')
    assert.deepEqual(
      figures,
      {
        held: within.length,
        closed: within.filter(({ isClosed }) => isClosed).length,
        sites: SITES,
        expected: within.length * SITES,
        came: count(...CAME),
        late: count('late'),
        dropped: count('dropped'),
        'absent-with-reason': count('excused'),
        absent: count('absent'),
        'instructions-issued': issued.length,
        'instructions-done': issued.filter(({ ended }) => ended.startsWith('done')).length,
        'instructions-overdue': issued.filter(isLate).length,
      },
      `SEED=${seed}`,
    )
  })

  test('where there never was a briefing a month has no record of any', async t => {
    const { authority } = await openStage(t, databases)
    const { store } = authority.work
    const at = { month: MONTH, timeZone: TIME_ZONE, now: Date.now() }
    assert.equal(await monthRecordOf(store, at), null)
  })
})
