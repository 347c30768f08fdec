/**
 * A live room through random deeds, lines that break, servers that are killed and start again, in virtual time. `SEED=n` runs
 * one, `RUNS=n` so many. After each step:
 *
 *   the course that the server has is the one that its log says      a page that follows the stream shows the room
 *   whoever the media were told of has the chair or the floor        requests take steps of BFCP alone
 *   nobody was there longer than was heard of them, and a kill loses five seconds at the most
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { presencesOf } from '../../src/areas/briefing/hall/attendance.ts'
import { heard, type RequestState } from '../../src/areas/briefing/hall/floor.ts'
import { EVIDENCE_KEPT_MS } from '../../src/areas/briefing/hall/hall.ts'
import type { LogEntry } from '../../src/areas/briefing/hall/log.ts'
import { DROPPED_MS, type Interval } from '../../src/areas/briefing/hall/presence.ts'
import { Failure } from '../../src/base/failure.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { howMany } from '../parts.ts'
import { HallStage, type Member, PERSON } from './hall.ts'

const RUNS = Number(process.env.RUNS ?? howMany(2, 12))
const STEPS = 120
const TICK_MS = 1000

/** From which state a request comes to which (RFC 8855, 5.2.5). */
const STEPS_OF: Readonly<Record<RequestState | 'none', readonly RequestState[]>> = {
  none: ['pending', 'accepted', 'granted'],
  pending: ['accepted', 'granted', 'denied', 'cancelled'],
  accepted: ['granted', 'denied', 'cancelled'],
  granted: ['released', 'revoked', 'cancelled'],
  denied: [],
  cancelled: [],
  released: [],
  revoked: [],
}

interface Life {
  readonly kills: number
  readonly deeds: number
  readonly refusals: number
}

class Story {
  readonly #stage: HallStage
  readonly #random: Random
  readonly #id: string
  readonly #members: readonly Member[]
  /** Whoever is here beats. */
  readonly #here = new Set<string>()
  /** When each was truly heard of by a server that was alive. */
  readonly #truth = new Map<string, number[]>()
  /** When each left, or was put out. */
  readonly #left = new Map<string, number[]>()
  readonly killedMs: number[] = []
  deeds = 0
  refusals = 0

  constructor(stage: HallStage, of: { id: string; members: readonly Member[]; random: Random }) {
    this.#stage = stage
    this.#random = of.random
    this.#id = of.id
    this.#members = of.members
    for (const { id } of of.members) {
      this.#truth.set(id, [])
      this.#left.set(id, [])
    }
  }

  async step(): Promise<void> {
    const random = this.#random
    if (random.chance(3)) await this.#kill()
    else if (random.chance(40)) await this.#pass(1 + random.below(random.chance(15) ? 25 : 4))
    else if (random.chance(25)) this.#move()
    else await this.#act()
    await this.check()
  }

  async #hall() {
    return await this.#stage.halls.of(this.#id)
  }

  #any(): Member {
    return this.#members[this.#random.below(this.#members.length)]
  }

  #move(): void {
    const { id } = this.#any()
    if (this.#here.has(id) && this.#random.chance(50)) this.#here.delete(id)
    else this.#here.add(id)
  }

  async #heard(site: string): Promise<void> {
    this.#truth.get(site)?.push(this.#stage.nowMs)
    await (await this.#hall()).heardOf(site)
  }

  async #pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.#stage.nowMs += TICK_MS
      for (const site of this.#here) await this.#heard(site)
      await this.#stage.halls.tick()
    }
  }

  async #act(): Promise<void> {
    const hall = await this.#hall()
    const [by, of] = [this.#any(), this.#any()]
    const random = this.#random
    const site = of.id
    const acting = hall.course.acting
    // The chair presses more than the others, who press what only it may.
    const from = acting !== null && random.chance(50) ? acting : by.id
    const begins = random.chance(70) ? PERSON : from
    const id = `question ${random.below(40)}`
    type Deed = readonly [by: string | null, does: () => Promise<unknown>]
    const deeds: readonly Deed[] = [
      [begins === PERSON ? null : from, async () => await hall.begin(begins)],
      [by.id, async () => await hall.actOnFloor(by.id, { do: 'ask' })],
      [by.id, async () => await hall.actOnFloor(by.id, { do: 'ask' })],
      [by.id, async () => await hall.actOnFloor(by.id, { do: 'withdraw' })],
      [by.id, async () => await hall.actOnFloor(by.id, { do: 'release' })],
      [from, async () => await hall.actOnFloor(from, { do: 'accept', site })],
      [from, async () => await hall.actOnFloor(from, { do: 'give', site })],
      [from, async () => await hall.actOnFloor(from, { do: 'give', site })],
      [from, async () => await hall.actOnFloor(from, { do: 'revoke', site })],
      [from, async () => await hall.actOnFloor(from, { do: 'deny', site })],
      [from, async () => await hall.moveChair(from, random.chance(50) ? 'take' : 'give')],
      [from, async () => await hall.callRoll(from)],
      [from, async () => await hall.shareScreen(from, random.chance(70))],
      [by.id, async () => await hall.typeCaption(by.id, { language: 'vi', text: 'một dòng' })],
      [by.id, async () => await hall.listenTo(by.id, random.chance(50) ? 'en' : null)],
      [by.id, async () => await hall.actOnQuestion(by.id, { do: 'write', id, text: `${id}?` })],
      [from, async () => await hall.actOnQuestion(from, { do: 'answer', id })],
      [null, async () => await this.#leave(by.id)],
    ]
    const [who, does] = deeds[random.below(deeds.length)]
    // Whoever does something was heard of by it, whether or not it was done.
    if (who !== null) this.#truth.get(who)?.push(this.#stage.nowMs)
    this.deeds++
    try {
      await does()
    } catch (error) {
      assert.ok(error instanceof Failure, String(error))
      this.refusals++
    }
  }

  async #leave(site: string): Promise<void> {
    this.#here.delete(site)
    this.#left.get(site)?.push(this.#stage.nowMs)
    await (await this.#hall()).leave(site)
  }

  /** Between two of its steps, sometimes in the middle of one; and what the next server makes of the log. */
  async #kill(): Promise<void> {
    const stage = this.#stage
    if (this.#random.chance(50)) {
      // On its way: it may be kept or not, and nobody is told.
      const hall = await this.#hall()
      const site = this.#any().id
      void hall.actOnFloor(hall.course.acting ?? site, { do: 'give', site }).catch(() => {})
      for (let turn = this.#random.below(12); turn > 0; turn--) await Promise.resolve()
      this.#truth.get(hall.course.acting ?? site)?.push(stage.nowMs)
    }
    stage.kill()
    this.killedMs.push(stage.nowMs)
    await settled()
    stage.nowMs += this.#random.below(20_000)
    await stage.start()
    const restarted = await this.#hall()
    await settled()
    assert.deepEqual(restarted.course, await stage.course(this.#id), 'the log says it all')
    await stage.watch(this.#id)
  }

  async check(): Promise<void> {
    const stage = this.#stage
    const hall = await this.#hall()
    await hall.settle()
    const course = await stage.course(this.#id)
    assert.deepEqual(hall.course, course)
    const told = stage.media.rooms.get(this.#id)?.heard ?? []
    const may = heard(course.floor, { chair: course.acting })
    assert.ok(
      told.every(site => may.includes(site)),
      'nobody is heard without the floor',
    )
    if (course.beganMs !== null && course.endedMs === null) assert.deepEqual(told, may)
    assert.deepEqual(stage.streams.rooms.get(this.#id), hall.room(), 'a page shows the room')
    assert.deepEqual(stage.errors, [])
  }

  async checkWhole(): Promise<void> {
    const log = await this.#stage.log(this.#id)
    checkFloor(log, 2)
    const sites = this.#members.map(({ id }) => id)
    const began = log.find(({ kind }) => kind === 'began')?.atMs ?? null
    const ended = log.find(({ kind }) => kind === 'ended')?.atMs ?? null
    const nowMs = this.#stage.nowMs
    const presences = presencesOf(log, sites, { beganAt: began, endedAt: ended, nowMs })
    for (const site of sites) this.#checkPresence(site, presences.get(site)?.intervals ?? [])
  }

  #checkPresence(site: string, intervals: readonly Interval[]): void {
    const truth = (this.#truth.get(site) ?? []).toSorted((a, b) => a - b)
    const left = this.#left.get(site) ?? []
    for (const { fromMs, untilMs, closed } of intervals) {
      assert.ok(truth.includes(fromMs), 'an interval begins with evidence')
      assert.ok(truth.includes(untilMs) || (closed === 'left' && left.includes(untilMs)))
      const within = truth.filter(atMs => atMs >= fromMs && atMs <= untilMs)
      for (const [at, atMs] of [...within, untilMs].slice(1).entries())
        assert.ok(atMs - within[at] < DROPPED_MS, 'nobody was there longer than was heard')
    }
    // What was heard and is not in the log was lost by a kill, and not for longer than that.
    for (const atMs of truth) {
      if (intervals.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs <= untilMs)) continue
      const lostBy = [...this.killedMs, this.#stage.nowMs].find(killMs => killMs >= atMs)
      assert.ok(lostBy !== undefined && lostBy - atMs <= EVIDENCE_KEPT_MS + TICK_MS)
    }
  }
}

function checkFloor(log: readonly LogEntry[], grantedMax: number): void {
  const states = new Map<string, RequestState>()
  for (const entry of log) {
    if (entry.kind !== 'floor') continue
    const { request, state } = entry.details
    assert.ok(STEPS_OF[states.get(request) ?? 'none'].includes(state), `to ${state}`)
    states.set(request, state)
    const granted = [...states.values()].filter(each => each === 'granted')
    assert.ok(granted.length <= grantedMax)
  }
}

/** What is on its way in this process has come to where it goes. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(done => setImmediate(done))
}

async function live(t: TestContext, seed: number): Promise<Life> {
  const stage = await HallStage.open(t)
  const { id, members } = await stage.briefing([
    ...(['chair', 'deputy', 'site', 'site', 'site', 'secretary'] as const),
    ['interpreter', 'en'],
    'observer',
  ])
  await stage.watch(id)
  const story = new Story(stage, { id, members, random: seeded(seed) })
  for (let step = 0; step < STEPS; step++) await story.step()
  await story.checkWhole()
  return { kills: story.killedMs.length, deeds: story.deeds, refusals: story.refusals }
}

test('a room through random deeds, broken lines and killed servers is what its log says, and nobody is heard without the floor', async t => {
  const seeds =
    process.env.SEED === undefined ? Array.from({ length: RUNS }, (_, at) => at + 1) : [Number(process.env.SEED)]
  const lives: Life[] = []
  for (const seed of seeds)
    try {
      lives.push(await live(t, seed))
    } catch (error) {
      throw new Error(`SEED=${seed}`, { cause: error })
    }
  const sum = (of: keyof Life) => lives.reduce((total, life) => total + life[of], 0)
  const done = sum('deeds') - sum('refusals')
  t.diagnostic(`${done} deeds done, ${sum('refusals')} refused, ${sum('kills')} kills`)
  assert.ok(seeds.length === 1 || (done > 10 * seeds.length && sum('kills') > seeds.length))
})
