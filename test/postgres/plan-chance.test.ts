/** Whatever is decided, in whatever order, taken back and carried out: what runs is what the diffs say. A failure names its seed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Carriers } from '../../src/areas/plan/carrier.ts'
import type { ChangeDetail } from '../../src/areas/plan/model.ts'
import { planRows } from '../../src/areas/plan/store.ts'
import { taskCarrier } from '../../src/areas/plan/tasks.ts'
import { isOver } from '../../src/areas/plan/times.ts'
import { Failure } from '../../src/base/failure.ts'
import type { Running } from '../../src/plan/effect.ts'
import { applied, diffOf } from '../../src/plan/effects.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { approvedChange, Situation } from '../../src/plan/situation.ts'
import { iso } from './bulletins-stage.ts'
import { onlySqlite } from './databases.ts'
import { HANOI, PLAN, SAIGON, to, withPlan } from './plan-stage.ts'
import { DAY, PEOPLE, SECOND } from './stage.ts'

const ALL_TASKS: Carriers = {
  bulletin: taskCarrier,
  round: taskCarrier,
  'free-list': taskCarrier,
  briefing: taskCarrier,
  task: taskCarrier,
}
const STEPS = 14
const AREAS = ['VN', HANOI, HANOI, SAIGON]
const LEVELS = ['thap', 'vua', 'cao']
const HOUR = 3600 * SECOND

/** A small generator: the same seed, the same choices. */
function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    isUnder: (share: number) => next() < share,
    of: <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)],
  }
}

/** What should run, folded from what was approved; what was before each change, for where it is taken back. */
class Expected {
  readonly #plan: Plan
  #situation: Situation<'live'>
  #running: Running<'live'> = new Map()
  readonly #before = new Map<string, Running<'live'>>()

  constructor(plan: Plan) {
    this.#plan = plan
    this.#situation = Situation.empty({ purpose: 'live', timeZone: plan.timeZone })
  }

  approve({ id, content }: ChangeDetail, now: number): void {
    const at = Date.parse(content.from)
    const { takesBack } = content
    const base = (takesBack === null ? null : this.#before.get(takesBack)) ?? this.#running
    const running = without(base, at)
    const signed = { content, submitted: 'a', approved: 'b' }
    const after = this.#situation.with(approvedChange(signed, 'live'))
    const asked = { before: this.#situation, after, running, at, now }
    this.#before.set(id, base)
    // What will be over by itself by then runs until then.
    const passing = [...base].filter(([key]) => !running.has(key))
    this.#running = new Map([...passing, ...applied(diffOf({ plan: this.#plan, ...asked }))])
    this.#situation = after
  }

  at(now: number): readonly string[] {
    return [...without(this.#running, now).values()].map(told).toSorted()
  }
}

function without(running: Running<'live'>, at: number): Running<'live'> {
  return new Map([...running].filter(([, effect]) => !isOver(effect, at)))
}

function told({ key, areas, said }: { key: string; areas: readonly string[]; said: object }) {
  return JSON.stringify([key, areas, said])
}

// Of sixty, those that take back what ended something.
for (const seed of [22, 24, 48])
  test(`whatever is decided and taken back in whatever order, what runs is what the diffs say, and each effect begins once, seed ${seed}`, async t => {
    const of = await withPlan(t, onlySqlite(), ALL_TASKS)
    const { plans, clock, work } = of
    const { plan } = await plans.version(PLAN, 1)
    const [random, expected] = [chance(seed), new Expected(plan)]
    const rows = planRows(work.store)
    const live = { plan: PLAN, purpose: 'live' } as const
    const approved: ChangeDetail[] = []
    const attempt = async () => {
      const last = approved.at(-1)
      const isBack = last !== undefined && random.isUnder(0.5)
      const decisions = isBack && random.isUnder(0.5) ? [] : [to(random.of(AREAS), random.of(LEVELS))]
      const isLater = !isBack && random.isUnder(0.6)
      const purpose = random.isUnder(0.15) ? 'exercise' : 'live'
      const change = await of.decided(decisions, {
        purpose,
        ...(isLater ? { from: iso(clock.now() + random.of([30, 50, 200]) * HOUR) } : {}),
        ...(isBack && purpose === 'live' ? { takesBackId: last.id } : {}),
      })
      if (purpose === 'exercise') return
      approved.push(change)
      expected.approve(change, clock.now())
    }
    let refused = 0
    for (let step = 0; step < STEPS; step++) {
      clock.advance(random.of([SECOND, HOUR, HOUR, DAY, 9 * DAY]))
      await attempt().catch(error => {
        if (!(error instanceof Failure)) throw error
        refused += 1
      })
      if (random.isUnder(0.7)) await of.again()
      const now = clock.now()
      const running = (await rows.running(live)).map(({ document }) => document)
      const found = running.filter(effect => !isOver(effect, now)).map(told)
      assert.deepEqual(found.toSorted(), expected.at(now), `step ${step}`)
    }
    assert.ok(approved.length >= 3, `${approved.length} approved, ${refused} refused`)
    clock.advance(60 * DAY)
    await of.again()
    await of.carryOut()
    assert.deepEqual(of.errors, [])
    for (const change of approved)
      for (const effect of await rows.effectsBegunBy(change.id)) {
        const deeds = await rows.deedsOf(effect.id)
        const begun = deeds.filter(({ does }) => does === 'begin')
        assert.equal(new Set(begun.map(({ occurrence }) => occurrence)).size, begun.length)
        assert.ok(deeds.every(({ state }) => state === 'done' || state === 'dropped'))
        const isEnded = effect.endedBy !== null
        const last = begun.findLast(({ thing }) => thing !== null)
        const task = last?.thing ? await rows.task(last.thing.id) : null
        if (isEnded && task !== null && deeds.some(({ does, state }) => does === 'end' && state === 'done'))
          assert.equal(task.state, 'withdrawn', effect.document.key)
        if (effect.isRunning && task !== null) assert.equal(task.state, 'open', effect.document.key)
      }
    const { items } = await plans.changes({ plan: PLAN, purpose: null, states: ['approved'], cursor: null, limit: 100 })
    for (const { id } of items) {
      const { proposedBy, approvedBy } = await plans.change(PEOPLE.auditor, id)
      assert.notEqual(proposedBy.id, approvedBy?.id)
    }
  })
