import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReport } from '../compose.ts'
import { danglingFigures, type Report } from '../document.ts'
import { svgOf } from '../documents/chart.ts'
import { Prose } from '../documents/prose.ts'
import { drawStrip } from '../documents/strip.ts'
import { HEADING, RECORDS } from '../fixtures.test.ts'
import {
  type DeedsRecord,
  type LevelChangeRecord,
  type LevelStretch,
  PLAN_KINDS,
  type PlanKind,
  type PlannedRecord,
  type PlanRecord,
} from '../plan-records.ts'
import { monthRecords } from '../records.ts'
import { isSound } from '../working-out.ts'

const uuid = (number: number) => `0190a1b2-0000-7000-8000-${String(number).padStart(12, '0')}`
const hex = (number: number) => number.toString(16).padStart(64, '0')
const both = (text: string) => ({ vi: text, en: `${text} (en)` })

function stretch(area: string, level: string, from: number, until: number): LevelStretch {
  const day = (number: number) => `2020-02-${String(number).padStart(2, '0')}`
  return { area, name: both(`Tỉnh ${area}`), level, from: day(from), until: day(until) }
}

function planned(kind: PlanKind, action: string, change: Partial<PlannedRecord>): PlannedRecord {
  const none = { starts: 0, stops: 0, replaced: 0, stays: 0 }
  return { kind, action, title: both(action), ...none, ...change }
}

function deeds(kind: PlanKind, action: string, change: Partial<DeedsRecord>): DeedsRecord {
  const none = { done: 0, failed: 0, planned: 0, asked: 0, dropped: 0 }
  return { kind, action, title: both(action), ...none, ...change }
}

function change(number: number, given: Partial<LevelChangeRecord>): LevelChangeRecord {
  return {
    id: uuid(number),
    sha256: hex(number),
    purpose: 'live',
    version: 2,
    isTakenBack: false,
    from: '2020-02-15T00:00:00+07:00',
    approvedAt: '2020-02-14T15:00:00+07:00',
    proposedBy: 'Người soạn',
    approvedBy: 'Người duyệt',
    decisions: [{ name: both('Tỉnh 27.2004'), level: both('Cao') }],
    planned: [],
    deeds: [],
    ...given,
  }
}

const CHANGES = [
  change(1, {
    planned: [
      planned('bulletin', 'bao-tang', { starts: 1 }),
      planned('bulletin', 'bao-gio', { starts: 2, stays: 4 }),
      planned('loudspeakers', 'loa', { replaced: 1, stops: 3 }),
      planned('task', 'viec', { starts: 5 }),
    ],
    deeds: [
      deeds('bulletin', 'bao-tang', { done: 1 }),
      deeds('bulletin', 'bao-gio', { done: 1, failed: 1 }),
      deeds('loudspeakers', 'loa', { asked: 2, planned: 1, dropped: 1 }),
      deeds('task', 'viec', { done: 5 }),
    ],
  }),
  change(2, {
    purpose: 'exercise',
    planned: [planned('bulletin', 'bao-tang', { starts: 9 })],
    deeds: [deeds('bulletin', 'bao-tang', { done: 9 })],
  }),
]

const PLAN: PlanRecord = {
  plan: 'dich',
  title: both('Kế hoạch thử'),
  levels: [
    { id: 'thap', name: both('Thấp') },
    { id: 'cao', name: both('Cao') },
  ],
  stretches: [
    stretch('27.2004', 'thap', 1, 14),
    stretch('27.2004', 'cao', 15, 29),
    ...['01.2004', '79.2004', '48.2004', '92.2004'].map(area => stretch(area, 'thap', 1, 29)),
  ],
  changes: CHANGES,
}

function reportOf(plans: readonly PlanRecord[] | null, more = {}): Report {
  const records = monthRecords.parse({ ...RECORDS, ...more, plans })
  return composeReport(records, HEADING)
}

function sectionOf({ sections }: Report) {
  return sections.find(({ id }) => id === 'plan')
}

function textOf(of: Report, language: 'vi' | 'en'): string {
  const prose = new Prose(of, language)
  return (sectionOf(of)?.blocks ?? [])
    .flatMap(block => ('runs' in block ? [prose.pieces(block.runs)] : []))
    .map(pieces => pieces.map(({ text }) => text).join(''))
    .join('\n')
}

function figureOf({ figures }: Report, id: string) {
  return figures.find(each => each.id === `plan.plan-1.${id}`)
}

test('the levels of a month are told by area and day, with the changes that two people signed, and exercises apart', () => {
  const of = reportOf([PLAN])
  assert.match(
    textOf(of, 'vi'),
    /^Theo kế hoạch “Kế hoạch thử”, trong tháng 02\/2020 có 1 lần chuyển cấp độ do hai người ký; 5 địa phương có cấp độ/,
  )
  assert.match(textOf(of, 'vi'), /Diễn tập, không tính vào số liệu trên: 1 lần chuyển cấp độ\./)
  assert.match(textOf(of, 'en'), /February 2020 saw 1 level change, each signed by two people;/)
  const tables = (sectionOf(of)?.blocks ?? []).filter(block => block.is === 'table')
  assert.equal(tables[0].rows.length, PLAN.stretches.length)
  assert.deepEqual(tables[1].rows[0][0], { vi: '(1) Tỉnh 27.2004 → Cao', en: '(1) Tỉnh 27.2004 (en) → Cao (en)' })
})

/** Day by day, and one by one: not as the section adds up. */
test('each figure of plans is what counting days and effects one by one gives, and leads to what was decided', () => {
  const of = reportOf([PLAN])
  assert.deepEqual(danglingFigures(of), { missing: [], unused: [] })
  for (const each of of.figures) assert.ok(isSound(each), each.id)
  assert.equal(new Set(of.figures.map(({ id }) => id)).size, of.figures.length)
  for (const [at, { from, until }] of PLAN.stretches.entries()) {
    let days = 0
    for (let day = 1; day <= 29; day++) {
      const iso = `2020-02-${String(day).padStart(2, '0')}`
      if (from <= iso && iso <= until) days++
    }
    assert.equal(figureOf(of, `stretch-${at + 1}`)?.value, days, `stretch ${at + 1}`)
  }
  let checked = 0
  for (const [at, { planned: effects, deeds: steps }] of CHANGES.entries())
    for (const kind of PLAN_KINDS) {
      const [did, had] = [new Map<string, number>(), new Map<string, number>()]
      const add = (to: Map<string, number>, name: string, value: number) => to.set(name, (to.get(name) ?? 0) + value)
      for (const row of effects)
        if (row.kind === kind) for (const is of ['starts', 'stops', 'replaced', 'stays'] as const) add(did, is, row[is])
      for (const row of steps)
        if (row.kind === kind)
          for (const is of ['done', 'failed', 'planned', 'asked', 'dropped'] as const) {
            add(had, is, row[is])
            add(had, 'all', row[is])
          }
      for (const [is, value] of did) {
        assert.equal(figureOf(of, `change-${at + 1}.${kind}.${is}`)?.value, value, `${kind} ${is}`)
        checked++
      }
      for (const [is, value] of had) {
        const figure = figureOf(of, `change-${at + 1}.${kind}.deeds-${is}`)
        assert.equal(figure?.value, value, `${kind} ${is}`)
        checked++
      }
    }
  assert.equal(checked, 4 * (4 + 6), 'and kinds are never added up to another figure')
  const effects = of.figures.filter(({ unit }) => unit === 'effects' || unit === 'deeds')
  assert.equal(effects.length, checked)
  const starts = figureOf(of, 'change-1.bulletin.starts')
  assert.ok(starts?.derivation.is === 'counted')
  assert.deepEqual(
    starts.derivation.parts.map(({ label, value, record }) => [label.vi, value, record]),
    [
      ['bao-tang', 1, { is: 'level-change', plan: 'dich', change: uuid(1), sha256: hex(1) }],
      ['bao-gio', 2, { is: 'level-change', plan: 'dich', change: uuid(1), sha256: hex(1) }],
    ],
  )
})

test('what is open or failed makes its figures so far, and what was approved that a change does is final', () => {
  const isFinal = (id: string) => figureOf(reportOf([PLAN]), id)?.isFinal
  assert.equal(isFinal('change-1.bulletin.starts'), true)
  assert.equal(isFinal('change-1.task.deeds-done'), true)
  assert.equal(isFinal('change-1.bulletin.deeds-done'), false, 'one failed, and can be tried again')
  assert.equal(isFinal('change-1.loudspeakers.deeds-all'), false, 'two wait for a person')
  assert.equal(isFinal('stretch-1'), true)
  const within = reportOf([PLAN], { asOf: '2020-02-20T08:30:00+07:00' })
  assert.equal(figureOf(within, 'stretch-1')?.isFinal, false)
  assert.match(textOf(within, 'vi'), /Chưa hết tháng 02\/2020: cấp độ và tác động tính đến nay\./)
})

test('levels by day are drawn as a strip: areas with the same history once, and each day at its own place', () => {
  const strip = sectionOf(reportOf([PLAN]))?.blocks.find(block => block.is === 'strip')
  assert.ok(strip !== undefined)
  assert.deepEqual(
    strip.areas.map(({ label, spans }) => [label.vi, spans.length]),
    [
      ['Tỉnh 27.2004', 2],
      ['4 địa phương', 1],
    ],
  )
  const { shapes, width } = drawStrip(strip, 'vi')
  const [low, high, all] = shapes.filter(shape => shape.is === 'box')
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 0.01, `${a} ${b}`)
  near(low.width / 14, high.width / 15)
  near(low.x + low.width, high.x)
  near(all.x, low.x)
  near(all.x + all.width, width)
  assert.notEqual(low.colour, high.colour)
  assert.equal(all.colour, low.colour)
  const hostile = { ...strip, levels: [both('<script>'), both('Cao')] }
  assert.doesNotMatch(svgOf(drawStrip(hostile, 'vi'), 'inherit'), /<script/)
})

test('a month in which nothing was decided says so, and one where no plan ever was says nothing', () => {
  const idle = { ...PLAN, stretches: [], changes: [] }
  assert.match(textOf(reportOf([idle]), 'vi'), /^Trong tháng không địa phương nào có cấp độ/)
  assert.equal(sectionOf(reportOf(null)), undefined)
})
