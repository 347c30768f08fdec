/**
 * A briefing of 24 sites in virtual time, three of which speak: who hears whom before, during and after three changes of the
 * floor, with a site that never stops sending, a poor line, bad lines, and one that drops and comes back. `SEED=n` runs another, `RUNS=n`
 * so many of those in which everything is at random.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../../src/base/random.ts'
import { KINDS } from '../../src/media/transport.ts'
import { GOOD_LINE, randomLoss } from '../../town/bots/impairer.ts'
import { Briefing, nameOfSite, type SitePlan } from './briefing.ts'

const SEED = Number(process.env.SEED ?? 1)
const SITES = 24
const CHEAT = 23
const POOR = 11
const DROPPED = 7
const LOSSY = 4
const UNEVEN = 14

const GOOD: SitePlan = { up: GOOD_LINE, down: GOOD_LINE, estimate: 4_000_000, line: 'A', cheats: false }

function planOf(number: number): SitePlan {
  switch (number) {
    case CHEAT:
      return { ...GOOD, cheats: true }
    case POOR: {
      const down = { ...GOOD_LINE, rate: { bitrate: 64_000, queueOctets: 4000 } }
      return { ...GOOD, down, estimate: 28_000, line: 'B' }
    }
    case LOSSY: {
      const line = { ...GOOD_LINE, loss: randomLoss(0.05) }
      return { ...GOOD, up: line, down: line }
    }
    case UNEVEN: {
      const line = { ...GOOD_LINE, loss: randomLoss(0.02), jitterMs: 300, reorders: true, duplicates: 0.02 }
      return { ...GOOD, up: line, down: line }
    }
    default:
      return number % 3 === 2 ? { ...GOOD, estimate: 1_000_000, line: 'B' } : GOOD
  }
}

/** A row a receiver: who is heard, but itself; on the poorest line the speaker alone. */
function expected(heard: readonly number[], away: readonly number[] = []): string[] {
  return Array.from({ length: SITES }, (_, to) => {
    const others = heard.filter(of => of !== to && !away.includes(of))
    const given = away.includes(to) ? [] : to === POOR ? others.slice(0, 1) : others
    return Array.from({ length: SITES }, (_, of) => (given.includes(of) ? '#' : '·')).join('')
  })
}

test('in a briefing of 24 sites everybody hears who has the floor, and nobody else', context => {
  const plans = Array.from({ length: SITES }, (_, number) => planOf(number))
  const briefing = new Briefing(plans, SEED)
  const told = (line: string) => context.diagnostic(line)
  told(`SEED=${SEED}: a row a receiver, a column a site; # is heard`)
  for (let number = 0; number < SITES; number++) briefing.join(number)
  let heard: readonly number[] = [5, 9, 0]
  briefing.heard(heard)
  briefing.shows([0, 1, 2, 3, 5, 9, 14])
  briefing.runUntil(10_000)

  const change = (to: readonly number[]) => {
    const at = briefing.now
    briefing.heard(to)
    briefing.runUntil(at + 6000)
    const before = briefing.matrix(at - 1000, at)
    const during = briefing.matrix(at, at + 500)
    const after = briefing.matrix(at + 1000, at + 3000)
    told(`heard: ${heard.join(', ')} → ${to.join(', ')}`)
    told(`${' '.repeat(8)}${'before'.padEnd(SITES + 2)}${'during'.padEnd(SITES + 2)}after`)
    for (const [number, row] of before.entries())
      told(`${nameOfSite(number)} ${row}  ${during[number]}  ${after[number]}`)
    assert.deepEqual(before, expected(heard), 'before')
    assert.deepEqual(during, expected(to), 'during')
    assert.deepEqual(after, expected(to), 'after')
    heard = to
  }
  change([LOSSY, 5, 0])
  change([UNEVEN, LOSSY, 0])

  // One drops, and is back on a new connection before anybody has noticed that the old one is dead.
  briefing.blackHole(DROPPED, 3000)
  briefing.runUntil(briefing.now + 3500)
  const backAt = briefing.now
  briefing.join(DROPPED)
  briefing.runUntil(backAt + 4000)
  briefing.goneBefore(DROPPED)
  briefing.runUntil(backAt + 8000)
  assert.deepEqual(briefing.matrix(backAt + 1000, backAt + 7000), expected(heard))

  change([DROPPED, 2, 0])
  briefing.gone(2)
  briefing.runUntil(briefing.now + 2000)
  assert.deepEqual(briefing.matrix(briefing.now - 1000, briefing.now), expected(heard, [2]))

  const accounts = briefing.room.accounts()
  const cheat = accounts.get(nameOfSite(CHEAT))
  assert.ok(cheat !== undefined)
  for (const kind of ['audio', 'main'] as const) {
    assert.equal(cheat.of[kind].forwarded, 0)
    assert.equal(cheat.of[kind].withheld['no-floor'], cheat.of[kind].received)
    assert.ok(cheat.of[kind].received > 1000)
  }
  const poor = accounts.get(nameOfSite(POOR))
  assert.ok(poor !== undefined && poor.to.withheld.D > 1000 && poor.to.withheld.A === 0)
  assert.ok((accounts.get(nameOfSite(LOSSY))?.to.repeating ?? 0) > 500, 'voices are repeated')
  assert.equal(accounts.get(nameOfSite(6))?.to.repeating, 0, 'not where nothing is lost')
  const evidence = briefing.room.evidence()
  assert.ok(briefing.now - (evidence.get(nameOfSite(2)) ?? 0) >= 2000)
  assert.ok(briefing.now - (evidence.get(nameOfSite(DROPPED)) ?? 0) < 300)
  // Where the reports that go with them were lost they are as far apart as they were sent.
  const apart = briefing.separationMs.toSorted((a, b) => a - b)
  assert.ok(apart.length > 100 && apart[Math.floor(apart.length * 0.99)] < 5)

  const lines = briefing.events.filter(event => event.is === 'line')
  told(`lines: ${lines.map(({ site, line }) => `${site} ${line}`).join(', ')}`)
  for (const kind of KINDS) {
    const all = [...accounts.values()].map(account => account.of[kind])
    const sum = (count: (of: (typeof all)[number]) => number) => all.reduce((total, one) => total + count(one), 0)
    const reasons = Object.keys(all[0].withheld) as (keyof (typeof all)[0]['withheld'])[]
    const withheld = reasons
      .map(reason => [reason, sum(one => one.withheld[reason])] as const)
      .filter(([, count]) => count > 0)
      .map(([reason, count]) => `${reason} ${count}`)
    told(
      `${kind}: received ${sum(one => one.received)} = forwarded ${sum(one => one.forwarded)} ` +
        `+ withheld (${withheld.join(', ')}); copies ${sum(one => one.copies)}`,
    )
  }
  const resent = [...accounts.values()].reduce((total, { to }) => total + to.resent, 0)
  told(`${briefing.now / 1000} s, ${briefing.delivered} packets delivered, ${resent} sent again`)
  told(
    `voice and picture of one instant apart: p99 ${apart[Math.floor(apart.length * 0.99)].toFixed(2)} ms, ` +
      `at most ${apart.at(-1)?.toFixed(2)} ms`,
  )
})

test('at 5 % random loss and 300 ms of jitter on all lines what is lost is repaired', context => {
  const line = { ...GOOD_LINE, loss: randomLoss(0.05), jitterMs: 300 }
  const plan: SitePlan = { ...GOOD, up: line, down: line }
  const briefing = new Briefing(
    Array.from({ length: 12 }, () => plan),
    SEED,
  )
  for (let number = 0; number < 12; number++) briefing.join(number)
  briefing.heard([1, 2, 0])
  briefing.shows([0, 1, 2, 3])
  briefing.runUntil(60_000)
  const [voices, pictures] = [briefing.lost('audio'), briefing.lost('main')]
  const percent = (share: number) => `${(share * 100).toFixed(3)} %`
  context.diagnostic(
    `SEED=${SEED}, 12 sites, 60 s: of packets of voices never came ${percent(voices)}, ` +
      `of main pictures ${percent(pictures)}, of thumbnails ${percent(briefing.lost('thumbnail'))}; ` +
      `${briefing.keyFrames} key frames`,
  )
  assert.ok(voices < 0.0005 && pictures < 0.0005)
  assert.ok(
    briefing.events.every(event => event.is !== 'line'),
    'that is no reason to give up pictures',
  )
})

const STORMS = Number(process.env.RUNS ?? 4)

test('whatever the floor, the lines and those who come and go do, nobody is heard who is not to be', context => {
  for (let seed = SEED; seed < SEED + STORMS; seed++) {
    const random = seeded(seed)
    const line = () => ({
      ...GOOD_LINE,
      loss: { good: random.below(50) / 1000, bad: 0.5, toBad: 0.003, toGood: 0.1 },
      jitterMs: random.below(300),
      reorders: random.chance(50),
      duplicates: 0.01,
    })
    const sites = 8
    const plans = Array.from({ length: sites }, () => ({
      up: line(),
      down: line(),
      estimate: 30_000 + random.below(3_000_000),
      line: 'A' as const,
      cheats: random.chance(60),
    }))
    const briefing = new Briefing(plans, seed)
    const some = (most: number) => [
      ...new Set(Array.from({ length: random.below(most + 1) }, () => random.below(sites))),
    ]
    const steps: readonly (() => void)[] = [
      () => briefing.heard(some(4)),
      () => briefing.heard(some(3)),
      () => briefing.shows(some(8)),
      () => briefing.join(random.below(sites)),
      () => briefing.goneBefore(random.below(sites)),
      () => briefing.gone(random.below(sites)),
      () => briefing.blackHole(random.below(sites), random.below(3000)),
      () => {
        briefing.room.behind(true)
        briefing.schedule.after(random.below(500), () => briefing.room.behind(false))
      },
    ]
    for (let number = 0; number < sites; number++) briefing.join(number)
    for (let step = 0; step < 60; step++) {
      steps[random.below(steps.length)]()
      briefing.runUntil(briefing.now + random.below(1500))
    }
    const heard = briefing.matrix(0, briefing.now).join('').replaceAll('·', '').length
    context.diagnostic(`SEED=${seed}: ${briefing.delivered} packets delivered, ${heard} pairs heard`)
    assert.ok(briefing.delivered > 2000 && heard > 5)
  }
})
