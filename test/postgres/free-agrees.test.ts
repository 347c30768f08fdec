/**
 * Whatever lists are signed and whatever levels areas are at: the plan, the console, the public page, the feed and the month's report say the
 * same of what is free, and it is what somebody finds who reads the signed contents minute by minute. A failure names its seed.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smallPlan } from '../../src/areas/plan/fixtures.test.ts'
import { Failure } from '../../src/base/failure.ts'
import { wallTime } from '../../src/base/wall-time.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import { csvFeed } from '../../src/zerorating/feeds/csv.ts'
import { inForce } from '../../src/zerorating/in-force.ts'
import type { Period, Service } from '../../src/zerorating/list.ts'
import { onlySqlite } from './databases.ts'
import { approvalOf, save, withServices } from './free-stage.ts'
import { HANOI, PLAN, SAIGON, sign, to, withPlan } from './plan-stage.ts'
import { DAY, PEOPLE, SECOND, START } from './stage.ts'

const MONTH = '2026-02'
const ZONE = 'Asia/Ho_Chi_Minh'
const OTHERS = { screenings: null, briefings: null, channels: null, plans: null }
/** On which everything of a history lies. */
const GRID = 600 * SECOND
const STEPS = 30
const [FIRST, OTHER] = FEBRUARY_CONTENT.services
const SERVICES: readonly Service[] = [
  { ...FIRST, id: 'duong-day-nong', diversions: [] },
  { ...OTHER, id: 'khac', diversions: [] },
]
const IDS = SERVICES.map(({ id }) => id)

/** A small generator: the same seed, the same choices. */
function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    isUnder: (share: number) => next() < share,
    below: (end: number) => Math.floor(next() * end),
    of: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)],
  }
}

const iso = (at: number) => new Date(at).toISOString()
const covers = ({ from, until }: Period, at: number) =>
  Date.parse(from) <= at && (until === null || at < Date.parse(until))

/** What was signed, as it was written, and from when it counts. */
interface Signed {
  readonly from: number
  readonly services: readonly Service[]
}

/** The last that counts by then says it, and no other. */
function isFree(history: readonly Signed[], id: string, at: number): boolean {
  const counts = history.filter(({ from }) => from <= at).at(-1)
  const service = counts?.services.find(each => each.id === id)
  return service?.free.some(period => covers(period, at)) ?? false
}

/** Ten minutes by ten minutes, from the first instant of the month on. */
function monthOf(history: readonly Signed[], id: string, now: number) {
  const days = new Map<string, boolean>()
  let minutes = 0
  const begin = Date.parse('2026-02-01T00:00:00+07:00')
  const end = Date.parse('2026-03-01T00:00:00+07:00')
  for (let at = begin; at < end; at += GRID) {
    const day = wallTime(at, ZONE).slice(0, 10)
    const counts = at < now && isFree(history, id, at)
    if (counts) minutes += 10
    days.set(day, (days.get(day) ?? true) && counts)
  }
  return { isTold: minutes > 0, days: [...days.values()].filter(each => each).length }
}

/** In how many rows of the file it is free at that instant. */
function rowsFree(text: string, id: string, at: number): number {
  const [header, ...rows] = text.trim().split('\n')
  const names = header.trim().split(',')
  const [service, from, until] = ['service', 'free_from', 'free_until'].map(name => names.indexOf(name))
  return rows
    .map(row => row.trim().split(','))
    .filter(row => row[service] === id)
    .filter(row => Date.parse(row[from]) <= at && (row[until] === '' || at < Date.parse(row[until]))).length
}

/** Its level calls for both. */
function planOfBoth(): Plan {
  const plan = smallPlan()
  return {
    ...plan,
    version: 2,
    actions: plan.actions.map(action => (action.kind === 'free-list' ? { ...action, services: IDS } : action)),
  }
}

/** Of all histories together. */
const seen = new Set<string>()

for (const seed of [1, 2, 3, 4, 5])
  test(`plan, console, public page, feed and report say the same of what is free, and so do the signed contents, seed ${seed}`, async t => {
    const of = await withPlan(t, onlySqlite())
    const { stage, clock, plans } = of
    const { free, months } = stage.authority
    await sign(plans, planOfBoth())
    const random = chance(seed)
    const history: Signed[] = []
    const levels = new Map<string, number>()
    const changes: string[] = []
    /** Of each change that began it, whose level holds the effect now; null: it was left. */
    const holders = new Map<string, string | null>()
    const grid = (fromDays: number, days: number) => START + fromDays * DAY + random.below((days * DAY) / GRID) * GRID

    const periods = (): Period[] => {
      const edges = [...new Set(Array.from({ length: random.below(5) }, () => grid(-2, 30)))]
      const sorted = edges.toSorted((a, b) => a - b)
      return sorted.flatMap((from, at) => {
        if (at % 2 === 1) return []
        const until = sorted.at(at + 1)
        return [{ from: iso(from), until: until === undefined ? null : iso(until) }]
      })
    }
    const write = async () => {
      const { content } = await free.draft(PEOPLE.editor)
      const own = SERVICES.flatMap(service => {
        if (random.isUnder(0.15)) return []
        const kept = content.services.find(({ id }) => id === service.id)
        return [{ ...service, free: random.isUnder(0.5) ? (kept?.free ?? []) : periods() }]
      })
      const inForceFrom = random.isUnder(0.8) ? null : iso(grid(-1, 28))
      await save(stage, { ...withServices(...own), inForceFrom })
    }
    const signList = async () => {
      const { revision, state } = await free.draft(PEOPLE.editor)
      if (state === 'none') return
      await free.submitFreeDraft(PEOPLE.editor, { revision })
      const draft = await free.draft(PEOPLE.approver)
      const from = Date.parse(draft.content.inForceFrom ?? iso(clock.now()))
      expectDoubts(draft.faults, { from, services: draft.content.services })
      await free.approveFreeDraft(PEOPLE.approver, approvalOf(draft))
      history.push({ from, services: draft.content.services })
    }
    const expectDoubts = (faults: readonly { code: string; service: string }[], next: Signed) => {
      const found = faults.filter(({ code }) => code === 'held-by-a-level')
      const begins = Math.max(next.from, Math.min(...levels.values()))
      const missed = levels.size === 0 ? [] : IDS.filter(id => !isFree([next], id, begins))
      assert.deepEqual(found.map(({ service }) => service).toSorted(), missed.toSorted())
      if (missed.length > 0) seen.add('doubt')
    }
    const change = async () => {
      const [area, level] = [random.of([HANOI, SAIGON]), random.of(['thap', 'cao', 'cao'])]
      const { id } = await of.decided([to(area, level)])
      changes.push(id)
      if (level === 'thap') {
        levels.delete(area)
        for (const [begun, holder] of holders) if (holder === area) holders.set(begun, null)
      } else if (!levels.has(area)) {
        levels.set(area, clock.now())
        holders.set(id, area)
      }
      await of.again()
    }

    const compare = async () => {
      const now = clock.now()
      const expected = new Map(IDS.map(id => [id, isFree(history, id, now)]))
      const { services } = await free.overview(null)
      const told = await free.now()
      const lists = await Promise.all(history.map(async (_, at) => (await free.version(at + 1)).list))
      const [{ text }] = csvFeed(inForce(lists))
      const { report } = await months.report(PEOPLE.auditor, MONTH, OTHERS)
      for (const [id, is] of expected) {
        seen.add(is ? 'free' : 'charged')
        assert.equal(services.find(({ service }) => service.id === id)?.isFree ?? false, is)
        assert.equal(
          told.free.some(each => each.id === id),
          is,
        )
        assert.equal(rowsFree(text, id, now), is ? 1 : 0)
        const days = report.figures.find(each => each.id === `free-services.${id}.days`)
        const counted = monthOf(history, id, now)
        assert.equal(days?.value, counted.isTold ? counted.days : undefined, `${id} in the month`)
        if (counted.days > 0) seen.add('days')
      }
      const groups = await plans.running(PLAN, { purpose: 'live' })
      const held = groups.find(({ action }) => action === 'mien-cuoc')?.whyFree ?? []
      for (const [at, { is }] of held.entries())
        if (is !== 'drafted' && is !== 'undrafted')
          assert.equal(is === 'free', expected.get(IDS[at]), 'the page of the situation')
      const free0 = [...expected.values()].filter(is => is).length
      for (const { change, does, action, thing } of await begun())
        if (does === 'begin' && action === 'mien-cuoc' && thing !== null) {
          const isSigned = history.length >= Number(thing.id)
          seen.add(`${isSigned ? 'signed' : 'drafted'} ${thing.state}`)
          const isLeft = holders.get(change) === null
          if (isLeft && levels.size > 0) assert.equal(thing.state, isSigned ? 'stopped' : thing.state)
          else if (!isSigned) assert.notEqual(thing.state, 'out', 'nobody has signed it')
          else if (free0 === IDS.length) assert.equal(thing.state, 'out')
          else if (free0 > 0) assert.equal(thing.state, 'partly')
          else assert.equal(thing.state, comes(now) ? 'approved' : 'stopped')
        }
    }
    const begun = async () => (await Promise.all(changes.map(id => of.deeds({ id })))).flat()
    const comes = (now: number) => {
      for (let at = now; at < START + 60 * DAY; at += GRID) if (IDS.some(id => isFree(history, id, at))) return true
      return false
    }

    await save(stage, { ...withServices(...SERVICES), inForceFrom: null })
    for (let step = 0; step < STEPS; step++) {
      clock.advance(random.of([GRID, 6 * GRID, DAY / 3, DAY, 3 * DAY]))
      const act = random.of([write, signList, signList, change])
      await act().catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error
        seen.add(error.code)
      })
      const { state, revision } = await free.draft(PEOPLE.editor)
      if (state === 'submitted') await free.withdrawFreeDraft(PEOPLE.editor, { revision })
      await compare()
    }
    assert.deepEqual(of.errors, [])
  })

test('the histories by chance had each of what they are to show', () => {
  const states = ['out', 'partly', 'approved', 'stopped'].map(state => `signed ${state}`)
  for (const each of ['free', 'charged', 'days', 'doubt', 'drafted ready', ...states])
    assert.ok(seen.has(each), `${each}: is not among ${[...seen].join(', ')}`)
})
