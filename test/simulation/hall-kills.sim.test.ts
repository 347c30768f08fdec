/**
 * A briefing by a script, whose server is killed thirty times, between deeds and in the middle of them, and is back within three
 * seconds. Pages do again what they were not answered. At the end the roll, the floors, the minutes and what the media were told
 * are those of a briefing without a kill. `SEED=n`: other kills.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { presencesOf } from '../../src/areas/briefing/hall/attendance.ts'
import { heard } from '../../src/areas/briefing/hall/floor.ts'
import type { LiveHall } from '../../src/areas/briefing/hall/hall.ts'
import { speakingTurns } from '../../src/areas/briefing/hall/speaking-turns.ts'
import type { PlaceRole } from '../../src/areas/briefing/model.ts'
import { briefingRows } from '../../src/areas/briefing/store.ts'
import { seeded } from '../../src/base/random.ts'
import { HallStage, type Member } from './hall.ts'

const KILLS = 30
const SITES = 12
const DOWN_MAX_MS = 3000

interface Deed {
  readonly does: (hall: LiveHall) => Promise<unknown>
}

/** Each site in its turn asks, is accepted, is given the floor, speaks, and gives it back or loses it. */
function scriptOf([chair, ...sites]: readonly Member[]): readonly Deed[] {
  const by = chair.id
  const turns = sites.flatMap(({ id: site }, at): Deed[] => [
    { does: async hall => await hall.actOnFloor(site, { do: 'ask' }) },
    { does: async hall => await hall.actOnFloor(by, { do: 'accept', site }) },
    { does: async hall => await hall.actOnFloor(by, { do: 'give', site }) },
    at % 2 === 0
      ? { does: async hall => await hall.actOnFloor(site, { do: 'release' }) }
      : { does: async hall => await hall.actOnFloor(by, { do: 'revoke', site }) },
  ])
  return [{ does: async hall => await hall.begin(by) }, ...turns, { does: async hall => await hall.callRoll(by) }]
}

class Drill {
  readonly stage: HallStage
  readonly id: string
  readonly members: readonly Member[]
  readonly minutes: string[] = []
  readonly told = { kills: 0, unanswered: 0, kept: 0 }

  constructor(stage: HallStage, { id, members }: { id: string; members: readonly Member[] }) {
    this.stage = stage
    this.id = id
    this.members = members
  }

  async hall(): Promise<LiveHall> {
    return await this.stage.halls.of(this.id)
  }

  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.stage.nowMs += 1000
      for (const { id } of this.members) await (await this.hall()).heardOf(id)
      await this.stage.halls.tick()
    }
  }

  /** What the secretary writes, whether or not the room is there. */
  async write(text: string): Promise<void> {
    this.minutes.push(text)
    const at = this.stage.nowMs
    await this.stage.store.write(async writing => {
      await briefingRows(writing).putMinute({
        id: randomUUID(),
        briefing: this.id,
        version: 1,
        at,
        updatedAt: at,
        content: { item: null, is: 'statement', site: null, text },
        updatedBy: { id: 'an', name: 'An' },
      })
    })
    this.stage.halls.changed(this.id)
  }

  /** Done, or on its way when the server is killed and then done again. */
  async does({ does }: Deed, killed: { readonly afterTurns: number } | null): Promise<void> {
    const hall = await this.hall()
    if (killed === null) return void (await does(hall))
    let isAnswered = false
    const before = (await this.stage.log(this.id)).length
    does(hall).then(
      () => {
        isAnswered = true
      },
      () => {},
    )
    for (let turn = 0; turn < killed.afterTurns; turn++) await Promise.resolve()
    const wasAnswered = isAnswered
    await this.kill()
    if (wasAnswered) return
    this.told.unanswered++
    // The next server has told of its media.
    if ((await this.stage.log(this.id)).length > before + 1) this.told.kept++
    await does(await this.hall())
  }

  async kill(downMs = 0): Promise<void> {
    this.stage.kill()
    this.told.kills++
    await settled()
    this.stage.nowMs += downMs
    await this.stage.start()
    await this.hall()
    await settled()
  }

  /** At any time the media know what the log says, and nothing else. */
  async agree(): Promise<void> {
    const course = await this.stage.course(this.id)
    const may = course.beganMs === null ? [] : heard(course.floor, { chair: course.acting })
    if (course.beganMs !== null)
      assert.deepEqual(this.stage.media.rooms.get(this.id)?.heard, course.endedMs === null ? may : undefined)
    assert.deepEqual((await this.hall()).course, course)
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(done => setImmediate(done))
}

async function drill(t: TestContext, seed: number): Promise<Drill> {
  const random = seeded(seed)
  const stage = await HallStage.open(t)
  const roles: PlaceRole[] = ['chair', 'deputy']
  const { id, members } = await stage.briefing([...roles, ...Array<'site'>(SITES).fill('site')])
  const of = new Drill(stage, { id, members })
  await of.pass(2)
  const script = scriptOf(members)
  const kills = new Set<number>()
  while (kills.size < KILLS) kills.add(random.below(script.length))
  for (const [at, deed] of script.entries()) {
    const isKilled = kills.has(at)
    if (isKilled && random.chance(40)) {
      await of.kill(random.below(DOWN_MAX_MS))
      await of.does(deed, null)
    } else await of.does(deed, isKilled ? { afterTurns: random.below(random.chance(50) ? 4 : 60) } : null)
    await of.agree()
    if (at % 4 === 0) await of.write(`Ý kiến số ${at}`)
    await of.pass(2 + random.below(6))
    await of.agree()
  }
  await (await of.hall()).end(members[0].id)
  return of
}

test('a server that is killed thirty times loses no floor, no line of the minutes and nobody of the roll', async t => {
  const of = await drill(t, Number(process.env.SEED ?? 7))
  const { stage, id, members, told } = of
  const [chair, ...others] = members
  const log = await stage.log(id)
  await of.agree()

  const turns = speakingTurns(log)
  assert.deepEqual(
    turns.map(({ site, ended }) => [site, ended]),
    others.map(({ id: site }, at) => [site, at % 2 === 0 ? 'released' : 'revoked']),
  )
  const states = log.flatMap(entry => (entry.kind === 'floor' ? entry.details.state : []))
  assert.equal(states.length, others.length * 4, 'what is done again is done once')
  const chairs = log.flatMap(entry => (entry.kind === 'chair' ? entry.details.acting : []))
  assert.deepEqual(chairs, [chair.id])

  const rolls = log.flatMap(entry => (entry.kind === 'roll' ? [entry.details.places] : []))
  const beganAt = log.find(({ kind }) => kind === 'began')?.atMs ?? null
  const presences = presencesOf(
    log,
    others.map(({ id: site }) => site),
    { beganAt, endedAt: stage.nowMs, nowMs: stage.nowMs },
  )
  for (const { id: site } of others) {
    const attended = presences.get(site)?.attended
    assert.deepEqual([attended?.is, attended?.drops], ['present', 0])
  }
  assert.deepEqual(
    rolls.at(-1),
    others.map(({ id: site }) => ({ site, is: 'present' })),
  )

  const hall = await stage.halls.of(id)
  await hall.changed()
  assert.deepEqual(
    hall.room().minutes.map(({ text }) => text),
    of.minutes,
  )
  t.diagnostic(
    `${told.kills} kills; ${told.unanswered} in the middle of a deed, of which ${told.kept} were kept and answered by nobody; ` +
      `${turns.length} floors, ${rolls.length} rolls, ${of.minutes.length} minutes, ${log.length} entries`,
  )
  assert.equal(told.kills, KILLS)
  assert.ok(told.kept > 0)
})
