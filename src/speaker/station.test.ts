import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import { hoursOfItself } from './hours.ts'
import { programmeOf } from './programme.ts'
import { agenda, at, DAY, digest, item, MINUTE, playsOf, StationFixture, settled } from './station-stage.test.ts'

const TWO = agenda([item('b1'), item('b2', { priority: 'priority', perWindow: 5 })])
const urgent = (id: string, clock: string, more = {}) =>
  item(id, {
    priority: 'urgent' as const,
    seconds: 30,
    perWindow: 1,
    gapSeconds: 2,
    notBefore: `2026-02-03T${clock}+07:00`,
    ...more,
  })

/** scheduled = played + cut + refused + missed + unknown, and nothing open. */
function reconciled(stage: StationFixture) {
  const { scheduled, played, cut, refused, missed, unknown, open } = stage.sums
  assert.equal(scheduled, played + cut + refused + missed + unknown + open)
  return { scheduled, played, cut, refused, missed, unknown, open }
}

test('a device that is on for a month is heard playing exactly its programme, to the millisecond, and nothing overlaps', async () => {
  const stage = new StationFixture()
  const content = agenda([
    ...TWO.items,
    item('long', { seconds: 600, gapSeconds: 0 }),
    urgent('u', '05:40:00', { perWindow: 3 }),
  ])
  stage.take(content)
  const until = at('00:00:00') + 30 * DAY
  await stage.go(until)
  const { plays, missed } = programmeOf(content, { from: at('00:00:00'), until })
  assert.deepEqual(
    stage.heard.map(({ id, from, until }) => [id, from, until]),
    plays.map(({ id, from, until }) => [id, from, until]),
  )
  assert.deepEqual(missed, [])
  const sums = reconciled(stage)
  assert.equal(sums.scheduled, plays.length)
  assert.equal(sums.cut, plays.filter(({ cut }) => cut).length)
  assert.equal(sums.played, plays.length - sums.cut)
})

test('a device that nobody can reach for a week plays on by the agenda that it has', async () => {
  const stage = new StationFixture()
  stage.take(TWO)
  await stage.go(at('00:00:00') + 7 * DAY)
  assert.equal(stage.heard.length, 14 * 7)
  await stage.go(at('00:00:00') + 90 * DAY)
  assert.equal(
    stage.heard.at(-1)?.from,
    at('17:00:00', '2026-03-31') + 5 * 105_000 + 105_000,
    'until its items are over',
  )
})

test('what would have been played while the power was gone is missed, each play of it, and the sum is that of the programme', async () => {
  const stage = new StationFixture()
  stage.take(TWO)
  await stage.go(at('05:40:00'))
  await stage.crash()
  await stage.go(at('17:30:10', '2026-02-05'))
  stage.again()
  stage.take(TWO)
  await stage.go(at('00:00:00', '2026-02-07'))
  const sums = reconciled(stage)
  assert.equal(sums.scheduled, playsOf(TWO, at('00:00:00'), at('00:00:00', '2026-02-07')))
  assert.ok(stage.of('missed').every(({ why }) => why === 'power'))
  assert.ok(sums.missed > 20 && sums.played > 15)
  assert.equal(sums.open, 1, 'whose end nobody has kept: the device asks its records')
})

test('the clock that is set back plays nothing twice: all is silent until it is where it was, and that is told', async () => {
  const stage = new StationFixture()
  stage.take(TWO)
  await stage.go(at('06:00:00'))
  const before = stage.heard.length
  assert.equal(before, 7)
  stage.clock.setWall(at('05:20:00'))
  await stage.go(at('05:50:00'))
  assert.equal(stage.heard.length, before)
  assert.ok(stage.station.behindMs > 0)
  const [told] = stage.of('clock')
  assert.ok(told.behindMs > 30 * MINUTE)
  await stage.go(at('00:00:00', '2026-02-04'))
  assert.equal(stage.of('clock').at(-1)?.behindMs, 0)
  assert.equal(stage.heard.length, before + 7, 'the evening as ever')
  assert.equal(reconciled(stage).scheduled, 14)
})

test('a clock that was years ahead does not silence a device for years: who knows the time may say so', async () => {
  const stage = new StationFixture(at('00:00:00', '2031-01-01'))
  stage.take(TWO)
  await stage.go(at('00:10:00', '2031-01-01'))
  stage.clock.setWall(at('04:00:00'))
  await stage.go(at('05:00:00'))
  assert.ok(stage.station.behindMs > 1000 * DAY)
  stage.station.forgetFuture()
  await stage.go(at('07:00:00'))
  assert.equal(stage.heard.length, 7)
  assert.equal(stage.of('clock').at(-1)?.behindMs, 0)
})

test('the clock that jumps ahead, or a process that hung, misses what went by, and says that it was the clock', async () => {
  const stage = new StationFixture()
  stage.take(TWO)
  await stage.go(at('05:31:00'))
  stage.clock.setWall(at('05:45:20'))
  await stage.go(at('07:00:00'))
  assert.ok(stage.of('missed').length > 3)
  assert.ok(stage.of('missed').every(({ why }) => why === 'clock'))
  assert.equal(reconciled(stage).scheduled, 7)
})

test('the commune’s own switch always wins: what plays is cut, urgents too are refused, and each is told', async () => {
  const stage = new StationFixture()
  const content = agenda([item('b1', { perWindow: 30 }), urgent('u', '05:50:00')])
  stage.take(content)
  await stage.go(at('05:31:00'))
  stage.station.switch(true)
  await stage.go(at('05:55:00'))
  assert.equal(stage.heard.length, 1)
  assert.equal(stage.of('cut')[0].why, 'off')
  assert.ok(stage.of('refused').some(({ item, why }) => item === 'u' && why === 'off'))
  stage.station.switch(false)
  await stage.go(at('07:00:00'))
  assert.deepEqual(
    stage.of('switched').map(({ off }) => off),
    [true, false],
  )
  assert.ok(stage.heard.length > 1, 'what is left is played')
  const { plays } = programmeOf(content, { from: at('00:00:00'), until: at('07:00:00') })
  assert.equal(reconciled(stage).scheduled, plays.length)
})

test('what is taken back is cut within a second, and a correction plays in its place', async () => {
  const stage = new StationFixture()
  const wrong = urgent('wrong', '10:00:00', { perWindow: 3 })
  stage.take(agenda([wrong]))
  await stage.go(at('10:00:20'))
  const right = urgent('right', '10:00:20', { audio: { sha256: digest('b'), milliseconds: 20_000 } })
  stage.take(agenda([right], { serial: 8, issuedAt: '2026-02-03T10:00:20+07:00' }))
  await stage.go(at('11:00:00'))
  assert.deepEqual(
    stage.heard.map(({ id, from, until }) => [id, from - at('10:00:00'), until - at('10:00:00')]),
    [
      ['wrong', 0, 20_000],
      ['right', 20_000, 40_000],
    ],
  )
  assert.equal(stage.of('cut')[0].why, 'withdrawn')
  reconciled(stage)
})

test('a play that is withdrawn while its sound is read is no refusal, though the sound is deleted with it', async () => {
  const stage = new StationFixture()
  const { promise, resolve } = Promise.withResolvers<'unreadable'>()
  stage.prepare = async () => await promise
  stage.take(agenda([urgent('wrong', '10:00:00')]))
  await stage.go(at('10:00:00'))
  stage.take(agenda([], { serial: 8, issuedAt: '2026-02-03T10:00:00+07:00' }))
  resolve('unreadable')
  await stage.go(at('11:00:00'))
  assert.deepEqual(stage.of('refused'), [])
  assert.equal(reconciled(stage).scheduled, 0)
})

test('a stop is obeyed also while the clock is behind', async () => {
  const stage = new StationFixture()
  stage.take(agenda([item('b', { seconds: 1200 })]))
  await stage.go(at('05:35:00'))
  stage.clock.setWall(at('01:00:00'))
  stage.take(agenda([], { serial: 8 }))
  await settled()
  assert.equal(stage.of('cut')[0].why, 'withdrawn')
})

test('an urgent that was played is never played again: not by a new agenda, not after a crash, not where its sound comes again', async () => {
  const stage = new StationFixture()
  const content = agenda([urgent('u', '10:00:00', { perWindow: 2 })])
  stage.take(content)
  await stage.go(at('10:05:00'))
  assert.equal(stage.heard.length, 2)
  for (let serial = 10; serial < 20; serial++) {
    stage.take({ ...content, serial, issuedAt: `2026-02-03T10:${serial}:00+07:00` })
    await stage.go(at(`10:${serial}:30`))
    stage.take({ ...content, serial }, { here: [] })
    await stage.crash()
    stage.again()
    stage.take({ ...content, serial })
    await stage.go(at(`10:${serial}:50`))
  }
  assert.equal(stage.heard.length, 2)
})

test('of two urgents at once one waits for the other, and what was played before them is played anew', async () => {
  const stage = new StationFixture()
  stage.take(agenda([item('b1'), urgent('u1', '05:31:00'), urgent('u2', '05:31:00')]))
  await stage.go(at('05:40:00'))
  const order = stage.heard.map(({ id, from }) => `${id} ${(from - at('05:30:00')) / 1000}`)
  assert.deepEqual(order, ['b1 0', 'u1 60', 'u2 92', 'b1 124', 'b1 229'])
  assert.deepEqual(
    stage.of('cut').map(({ why }) => why),
    ['urgent'],
  )
})

test('outside the law’s hours nothing is played but what is urgent, whatever agenda comes', async () => {
  const stage = new StationFixture()
  const random = seeded(5)
  for (let hour = 0; hour < 24; hour++) {
    await stage.go(at(`${String(hour).padStart(2, '0')}:${10 + random.below(50)}:00`))
    stage.take({ ...TWO, serial: 8 + hour, issuedAt: new Date(stage.clock.wall()).toISOString() })
  }
  for (const { from, until } of stage.heard) {
    const minutes = (from - at('00:00:00')) / MINUTE
    const end = (until - at('00:00:00')) / MINUTE
    assert.ok((minutes >= 330 && end <= 390) || (minutes >= 1020 && end <= 1080))
  }
  assert.equal(stage.heard.length, 14)
})

test('a disk that is full keeps no start, so nothing sounds; each play is told as missed once there is room', async () => {
  const stage = new StationFixture()
  stage.take(TWO)
  await stage.go(at('05:31:00'))
  stage.isDiskFull = true
  await stage.go(at('05:50:00'))
  assert.equal(stage.heard.length, 1)
  stage.isDiskFull = false
  stage.payWhatIsOwed()
  await stage.go(at('07:00:00'))
  assert.ok(stage.of('missed').filter(({ why }) => why === 'disk').length >= 6)
  assert.equal(reconciled(stage).scheduled, 7)
  assert.equal(stage.sums.open, 0)
})

test('a sound whose file is damaged, or that cannot be decoded, is refused each time and never half played', async () => {
  for (const fault of ['differs', 'unreadable'] as const) {
    const stage = new StationFixture()
    stage.fault = fault
    stage.take(TWO)
    await stage.go(at('07:00:00'))
    assert.equal(stage.heard.length, 0)
    assert.deepEqual(new Set(stage.of('refused').map(({ why }) => why)), new Set([`audio-${fault}`]))
    assert.deepEqual(reconciled(stage).refused, 7)
  }
})

test('an amplifier that cannot be reached is told at each play, as cut', async () => {
  const stage = new StationFixture()
  stage.isSinkBroken = true
  stage.take(TWO)
  await stage.go(at('07:00:00'))
  assert.ok(stage.of('cut').every(({ why }) => why === 'sink'))
  assert.equal(reconciled(stage).cut, 7)
})

test('a sound that has not come leaves its time to the others, is told when the window is over, and an urgent waits for its own', async () => {
  const stage = new StationFixture()
  const [u, late] = [urgent('u', '10:00:00'), urgent('late', '10:00:00', { notAfter: '2026-02-03T10:30:00+07:00' })]
  const other = { sha256: digest('b'), milliseconds: 30_000 }
  const content = agenda([
    item('b1'),
    item('b2', { audio: other }),
    { ...u, audio: other },
    { ...late, audio: { ...other, sha256: digest('c') } },
  ])
  stage.take(content, { here: [digest('a')] })
  await stage.go(at('10:00:30'))
  assert.deepEqual(
    stage.heard.map(({ id }) => id),
    ['b1', 'b1'],
  )
  assert.deepEqual(
    stage.of('missed').map(({ item, why }) => [item, why]),
    [['b2', 'audio']],
  )
  stage.take(content, { here: [digest('a'), digest('b')] })
  await stage.go(at('12:00:00'))
  assert.equal(stage.heard.at(-1)?.id, 'u')
  assert.equal(stage.heard.at(-1)?.from, at('10:00:30'))
  assert.deepEqual(
    stage.of('missed').map(({ item, why }) => [item, why]),
    [
      ['b2', 'audio'],
      ['late', 'audio'],
    ],
  )
})

test('a device whose key was revoked falls silent at once and wipes nothing: once it is known again it goes on', async () => {
  const stage = new StationFixture()
  stage.take(TWO)
  await stage.go(at('05:31:00'))
  stage.station.revoke(true)
  await stage.go(at('07:00:00'))
  assert.equal(stage.heard.length, 1)
  assert.equal(stage.of('cut').length, 1)
  assert.ok(stage.of('refused').every(({ why }) => why === 'revoked'))
  stage.station.revoke(false)
  await stage.go(at('00:00:00', '2026-02-04'))
  assert.equal(stage.heard.length, 1 + 7)
  assert.equal(reconciled(stage).scheduled, 14)
})

test('over weeks of crashes, clocks set, switches and full disks every play of the programme has one end, and the sum reconciles', async () => {
  for (let seed = 1; seed <= 12; seed++) {
    const random = seeded(seed)
    const stage = new StationFixture()
    const content = agenda([
      ...TWO.items,
      item('b3', { seconds: 20, perWindow: 4, gapSeconds: 0 }),
      ...Array.from({ length: 5 }, (_, day) =>
        urgent(`u${day}`, '00:00:00', {
          notBefore: new Date(at('05:00:00') + day * 3 * DAY + random.below(90) * MINUTE).toISOString(),
        }),
      ),
    ])
    stage.take(content)
    let now = at('00:00:00')
    const end = now + 21 * DAY
    let backMs = 0
    while (now < end) {
      now += 1 + random.below(400) * MINUTE + random.below(60_000)
      await stage.go(Math.min(now, end) - backMs)
      const what = random.below(8)
      if (what === 0) stage.station.switch(random.chance(30))
      else if (what === 1) stage.isDiskFull = random.chance(40)
      else if (what === 2 && !stage.isDiskFull) {
        await stage.crash()
        now += random.below(2000) * MINUTE
        await stage.go(Math.min(now, end) - backMs)
        stage.again()
        stage.station.switch(random.chance(30))
        stage.take(content)
      }
    }
    backMs = 0
    stage.isDiskFull = false
    await stage.go(end + DAY)
    const sums = reconciled(stage)
    const from = at('00:00:00')
    assert.equal(sums.scheduled, playsOf(content, from, end + DAY), `seed ${seed}`)
    const ids = stage.heard.map(({ id, from }) => `${id} ${from}`)
    assert.equal(new Set(ids).size, ids.length, `seed ${seed}: twice at once`)
  }
})

// A server in wrong hands ------------------------------------------------------------------------------------------

/** One signed sound, once in a window, under an id that the server chose. */
const once = (id: string, more: Parameters<typeof item>[1] = {}) =>
  item(id, { perWindow: 1, seconds: 20, gapSeconds: 0, ...more })
const KEYED = (id: string) => ({ keys: { [id]: 'signed' } })
const USUAL = {
  timeZone: 'Asia/Ho_Chi_Minh',
  windows: [
    { from: '05:30', until: '06:30' },
    { from: '17:00', until: '18:00' },
  ],
}

test('ids that are new in each agenda count on: once in a window as was signed, over crashes too', async () => {
  const stage = new StationFixture()
  for (let turn = 0; turn < 50; turn++) {
    stage.take(agenda([once(`b${turn}`)], { serial: 8 + turn }), KEYED(`b${turn}`))
    await stage.go(at('05:30:00') + turn * MINUTE)
    if (turn % 7 !== 3) continue
    await stage.crash()
    stage.again()
  }
  await stage.go(at('20:00:00'))
  assert.equal(stage.heard.length, 2)
})

test('hours that move by a minute in each agenda, or are cut into 24, play nothing oftener than in the pinned windows', async () => {
  for (const windowsAt of [
    (minute: number) => [{ from: clockOf(330 + minute), until: clockOf(332 + minute) }],
    () => Array.from({ length: 24 }, (_, at) => ({ from: clockOf(330 + 2 * at), until: clockOf(332 + 2 * at) })),
  ]) {
    const stage = new StationFixture()
    stage.pinned = USUAL
    for (let minute = 0; minute < 50; minute++) {
      const windows = windowsAt(minute)
      stage.take(agenda([once('b')], { serial: 8 + minute, windows }))
      await stage.go(at('05:30:00') + minute * MINUTE)
    }
    assert.equal(stage.heard.length, 1)
    stage.take(agenda([once('b')], { serial: 99 }))
    await stage.go(at('20:00:00'))
    assert.equal(stage.heard.length, 2, 'in the other pinned window it is played again')
  }
})

test('at night nothing plays but what is urgent, whatever hours and zone the agenda says, unless a pinned window says so', async () => {
  const all = { windows: [{ from: '00:00', until: '00:00' }] }
  const heardWith = async (pinned: StationFixture['pinned'], more: object = all) => {
    const stage = new StationFixture()
    stage.pinned = pinned
    const often = item('b', { seconds: 60, gapSeconds: 0, perWindow: 10_000 })
    stage.take(agenda([often, urgent('u', '02:00:00')], more))
    await stage.go(at('23:59:59'))
    return stage.heard.map(({ id, from }) => [id, (from - at('00:00:00')) / MINUTE] as const)
  }
  const isIn = (minute: number, from: number, until: number) => minute >= from && minute < until
  const usual = await heardWith(USUAL)
  assert.ok(usual.some(([id]) => id === 'u'))
  assert.ok(
    usual.every(([id, m]) => id === 'u' || isIn(m, 330, 390) || isIn(m, 1020, 1080)),
    'only in pinned hours',
  )
  const moved = await heardWith(USUAL, { ...all, timeZone: 'America/New_York' })
  assert.deepEqual(moved, usual, 'another zone moves no pinned window')
  const ofItself = await heardWith(hoursOfItself('Asia/Ho_Chi_Minh'))
  assert.ok(ofItself.every(([id, m]) => id === 'u' || isIn(m, 300, 1320)))
  const night = { ...USUAL, windows: [{ from: '23:00', until: '23:30' }] }
  assert.ok((await heardWith(night)).some(([id, m]) => id === 'b' && isIn(m, 1380, 1410)))
})

test('a device without pinned hours plays as in four windows a day, however many the agenda has', async () => {
  const stage = new StationFixture()
  stage.pinned = hoursOfItself('Asia/Ho_Chi_Minh')
  const windows = Array.from({ length: 24 }, (_, hour) => ({
    from: clockOf(60 * hour),
    until: clockOf(60 * hour + 30),
  }))
  stage.take(agenda([once('b')], { windows }))
  await stage.go(at('00:00:00') + DAY)
  assert.equal(stage.heard.length, 4)
  const usual = new StationFixture()
  usual.pinned = hoursOfItself('Asia/Ho_Chi_Minh')
  usual.take(TWO)
  const beside = new StationFixture()
  beside.take(TWO)
  for (const each of [usual, beside]) await each.go(at('00:00:00') + 3 * DAY)
  assert.deepEqual(usual.heard, beside.heard, 'usual hours are as they were')
})

test('an urgent sound is played as often as was signed in all, under 24 ids, hours apart, after crashes', async () => {
  const stage = new StationFixture()
  for (let hour = 0; hour < 24; hour++) {
    const clock = `${String(hour).padStart(2, '0')}:10:00`
    const given = urgent(`u${hour}`, clock)
    stage.take(agenda([given], { serial: 8 + hour }), KEYED(given.id))
    await stage.go(at(clock) + 5 * MINUTE)
    await stage.crash()
    stage.again()
  }
  assert.equal(stage.heard.length, 1)
})

test('what is taken back in the middle and given again counts: nobody is played nearly all of it without end', async () => {
  for (const given of [once('b'), urgent('b', '05:30:00')]) {
    const stage = new StationFixture()
    for (let turn = 0; turn < 20; turn++) {
      stage.take(agenda([given], { serial: 8 + 2 * turn }))
      await stage.go(at('05:30:15') + turn * 2 * MINUTE)
      stage.take(agenda([], { serial: 9 + 2 * turn }))
      await stage.go(at('05:31:00') + turn * 2 * MINUTE)
    }
    await stage.crash()
    stage.again()
    stage.take(agenda([given], { serial: 99 }))
    await stage.go(at('06:30:00'))
    assert.equal(stage.of('started').length, 1)
    assert.equal(stage.of('cut')[0].why, 'withdrawn')
  }
})

test('where a device of an earlier version stood, its counts count on', async () => {
  const stage = new StationFixture()
  stage.take(agenda([once('b'), urgent('u', '05:31:00')]))
  await stage.go(at('05:40:00'))
  assert.equal(stage.heard.length, 2)
  await stage.crash()
  stage.forgetsFrames()
  stage.again()
  stage.pinned = USUAL
  stage.take(agenda([once('b'), urgent('u', '05:31:00')], { serial: 9 }))
  await stage.go(at('10:00:00'))
  const { scheduled, played } = reconciled(stage)
  assert.deepEqual([scheduled, played], [2, 2])
})

function clockOf(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`
}
