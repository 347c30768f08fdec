/** How fast, how many at once, by how many binds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkAgainst, LONG, RoundFixture } from './stage.ts'
import { type Answers, type Asked, delivers, later } from './witness.ts'

const CATCH_UP_MS = 250

/**
 * That no more came by any instant than may have been sent by then: whoever stamps them late, as a busy machine does, only makes it
 * fewer. None is sent before the first connection is taken; what a late tick left is caught up within a quarter of a second.
 */
function assertPaced(submits: readonly Asked[], perSecond: number): void {
  const since = Math.min(...submits.map(({ link }) => link.since))
  for (const [before, { at }] of submits.entries()) {
    const most = 1 + (perSecond * (CATCH_UP_MS + at - since)) / 1000
    assert.ok(before <= most, `${before + 1} in ${at - since} ms, at ${perSecond} a second`)
  }
}

test('--tps is the pace of the whole round, whatever the lanes', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 200, message: LONG })
  const other = await stage.another()
  const flags = ['--smsc', stage.url(), stage.url(other), '--binds', '2', '--tps', '300']
  const { tally } = await stage.run(...flags).ends(0)
  assert.equal(tally.subscribers.delivered, 200)
  checkAgainst(tally, stage.witness, other)
  const all = [...stage.witness.submits, ...other.submits].sort((a, b) => a.at - b.at)
  assert.equal(all.length, 600)
  assertPaced(all, 300)
})

test('a low --tps is kept segment by segment', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 8 })
  await stage.run('--tps', '5').ends(0)
  assertPaced(stage.witness.submits, 5)
})

test('never more than --window are in flight on a bind, and all binds of all centres are used', async t => {
  const inFlight = new Map<string, number>()
  let most = 0
  const slowly =
    (centre: number): Answers =>
    (asked, say) => {
      const key = `${centre}/${asked.link.index}`
      const count = (inFlight.get(key) ?? 0) + 1
      inFlight.set(key, count)
      most = Math.max(most, count)
      later(20, () => {
        inFlight.set(key, (inFlight.get(key) ?? 0) - 1)
        delivers(asked, say)
      })
    }
  const stage = await RoundFixture.set(t, { subscribers: 150, message: LONG, answers: slowly(0) })
  const other = await stage.another({ answers: slowly(1) })
  const flags = ['--smsc', stage.url(), '--smsc', stage.url(other), '--binds', '2']
  const { tally } = await stage.run(...flags, '--window', '5').ends(0)
  assert.equal(tally.subscribers.delivered, 150)
  assert.equal(most, 5)
  assert.deepEqual([...inFlight.keys()].sort(), ['0/0', '0/1', '1/0', '1/1'])
  assert.equal(tally.lanes.length, 4)
  assert.deepEqual(
    tally.lanes.map(({ smsc }) => smsc).sort(),
    [stage.witness, stage.witness, other, other].map(({ port }) => `127.0.0.1:${port}`).sort(),
  )
  const total = tally.lanes.reduce((sum, lane) => sum + lane.submitted, 0)
  assert.equal(total, tally.segments.submitted)
  assert.ok(tally.lanes.every(({ submitted }) => submitted > 20))
  checkAgainst(tally, stage.witness, other)
})

test('the parts of one message go by one bind', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 100, message: LONG })
  const { tally } = await stage.run('--binds', '3', '--window', '7').ends(0)
  assert.equal(tally.subscribers.delivered, 100)
  const links = new Map<string, Set<number>>()
  for (const { number, link } of stage.witness.submits)
    links.set(number, (links.get(number) ?? new Set()).add(link.index))
  assert.ok([...links.values()].every(used => used.size === 1))
  assert.equal(stage.witness.centre.links.length, 3)
})

test("a centre's window smaller than ours is found, and nothing is sent twice", async t => {
  const THROTTLED = 0x58
  let open = 0
  const stage = await RoundFixture.set(t, {
    subscribers: 400,
    answers: (asked, say) => {
      if (open >= 10) return asked.link.write(say.error(THROTTLED))
      open++
      later(5, () => {
        open--
        delivers(asked, say)
      })
    },
  })
  const { tally } = await stage.run('--window', '200').ends(0, 60_000)
  assert.equal(tally.subscribers.delivered, 400)
  assert.equal(tally.segments.accepted, 400)
  assert.equal(tally.lanes[0].throttled, tally.segments.retried)
  checkAgainst(tally, stage.witness)
  const { retried } = tally.segments
  assert.ok(retried < 2000, `${retried} were throttled`)
})
