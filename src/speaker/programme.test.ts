import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Random, seeded } from '../base/random.ts'
import { clockTime, compatibleInstant } from '../base/wall-time.ts'
import { type AgendaContent, type AgendaItem, readContent } from './agenda.ts'
import { isoMs, type ProgrammePlay, programmeDocument, programmeOf } from './programme.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const DIGEST = 'a'.repeat(64)

function item(id: string, more: Partial<AgendaItem> & { seconds?: number } = {}): AgendaItem {
  const { seconds = 95, ...rest } = more
  return {
    id,
    priority: 'normal',
    audio: { sha256: DIGEST, milliseconds: seconds * 1000 },
    notBefore: '2026-02-03T00:00:00+07:00',
    notAfter: '2026-02-05T00:00:00+07:00',
    perWindow: 2,
    gapSeconds: 10,
    ...rest,
  }
}

function agenda(items: readonly AgendaItem[], more: Partial<AgendaContent> = {}): AgendaContent {
  return readContent({
    serial: 7,
    issuedAt: '2026-02-03T06:00:00+07:00',
    cluster: '00001-3',
    timeZone: ZONE,
    windows: [
      { from: '05:30', until: '06:30' },
      { from: '17:00', until: '18:00' },
    ],
    items,
    ...more,
  })
}

const at = (clock: string, day = '2026-02-03') => Date.parse(`${day}T${clock}+07:00`)

/** `b1 05:30:00–05:31:35 1/2`, with a `!` where it was cut. */
function told(content: AgendaContent, from = at('00:00:00'), until = at('00:00:00', '2026-02-04')) {
  const { plays, missed } = programmeOf(content, { from, until })
  const clock = (when: number) => isoMs(when, content.timeZone).slice(11, -6)
  const lines = plays.map(
    ({ id, from, until, part, of, cut }) => `${id} ${clock(from)}–${clock(until)} ${part}/${of}${cut ? '!' : ''}`,
  )
  return [...lines, ...missed.map(id => `missed ${id}`)]
}

test('items play inside windows only, rounds of all before a second time of any, priority items first', () => {
  const items = [
    item('b1', { seconds: 600 }),
    item('b2', { seconds: 600, priority: 'priority' }),
    item('b3', { seconds: 600 }),
  ]
  assert.deepEqual(told(agenda(items), at('00:00:00'), at('12:00:00')), [
    'b2 05:30:00–05:40:00 1/2',
    'b1 05:40:10–05:50:10 1/2',
    'b3 05:50:20–06:00:20 1/2',
    'b2 06:00:30–06:10:30 2/2',
    'b1 06:10:40–06:20:40 2/2',
  ])
})

test('an item that does not fit before the end of a window is not begun, and a shorter one takes the time that is left', () => {
  const items = [
    item('long', { seconds: 3000, perWindow: 1 }),
    item('longer', { seconds: 1200, perWindow: 1 }),
    item('short', { seconds: 590, perWindow: 1 }),
  ]
  assert.deepEqual(told(agenda(items), at('00:00:00'), at('12:00:00')), [
    'long 05:30:00–06:20:00 1/1',
    'short 06:20:10–06:30:00 1/1',
    'missed longer',
  ])
})

test('what is urgent plays at its time whatever the hour, in a row, cuts what plays, and what was cut begins anew where it still fits', () => {
  const urgent = item('u', {
    priority: 'urgent',
    seconds: 60,
    perWindow: 2,
    gapSeconds: 5,
    notBefore: '2026-02-03T17:10:00+07:00',
  })
  const night = { ...urgent, id: 'night', notBefore: '2026-02-03T22:00:00+07:00' }
  const items = [item('b1', { seconds: 900, perWindow: 3 }), urgent, night]
  assert.deepEqual(told(agenda(items), at('12:00:00'), at('00:00:00', '2026-02-04')), [
    'b1 17:00:00–17:10:00 1/3!',
    'u 17:10:00–17:11:00 1/2',
    'u 17:11:05–17:12:05 2/2',
    'b1 17:12:10–17:27:10 1/3',
    'b1 17:27:20–17:42:20 2/3',
    'b1 17:42:30–17:57:30 3/3',
    'night 22:00:00–22:01:00 1/2',
    'night 22:01:05–22:02:05 2/2',
  ])
})

test('of two urgents at once the one that came first plays all its plays, then the earlier in the agenda; none before it was issued', () => {
  const urgent = (id: string, clock: string) =>
    item(id, { priority: 'urgent', seconds: 30, perWindow: 2, gapSeconds: 0, notBefore: `2026-02-03T${clock}+07:00` })
  const items = [urgent('c', '20:00:10'), urgent('b', '20:00:00'), urgent('a', '20:00:00')]
  assert.deepEqual(told(agenda(items), at('19:00:00'), at('21:00:00')), [
    'b 20:00:00–20:00:30 1/2',
    'b 20:00:30–20:01:00 2/2',
    'a 20:01:00–20:01:30 1/2',
    'a 20:01:30–20:02:00 2/2',
    'c 20:02:00–20:02:30 1/2',
    'c 20:02:30–20:03:00 2/2',
  ])
  const late = agenda([urgent('early', '01:00:00')], { issuedAt: '2026-02-03T06:00:00+07:00' })
  assert.deepEqual(told(late).at(0), 'early 06:00:00–06:00:30 1/2')
})

test('the programme of a part of a day is that part of the programme of the day, whenever it begins', () => {
  const items = [
    item('b1', { seconds: 61 }),
    item('b2', { seconds: 100, perWindow: 9 }),
    item('u', {
      priority: 'urgent',
      seconds: 240,
      perWindow: 100,
      notBefore: '2026-02-03T04:00:00+07:00',
      notAfter: '2026-02-03T06:00:00+07:00',
    }),
  ]
  const content = agenda(items, { issuedAt: '2026-02-03T03:00:00+07:00' })
  const whole = programmeOf(content, { from: at('00:00:00'), until: at('23:00:00') }).plays
  assert.ok(whole.length > 30)
  for (let from = at('03:50:00'); from < at('18:30:00'); from += 137_000) {
    const until = from + 1_500_000
    assert.deepEqual(
      programmeOf(content, { from, until }).plays,
      whole.filter(play => play.from >= from && play.from < until),
    )
  }
})

test('a window over midnight is one window, also for who looks at the morning alone', () => {
  const windows = [{ from: '23:30', until: '00:30' }]
  const content = agenda([item('b', { seconds: 1200 })], { windows })
  const from = at('22:00:00')
  assert.deepEqual(told(content, from, at('12:00:00', '2026-02-04')), [
    'b 23:30:00–23:50:00 1/2',
    'b 23:50:10–00:10:10 2/2',
  ])
  assert.deepEqual(told(content, at('00:00:00', '2026-02-04'), at('12:00:00', '2026-02-04')), ['missed b'])
})

test('two windows that touch are two: counts begin anew, and silence ends with the first', () => {
  const windows = [
    { from: '06:00', until: '06:10' },
    { from: '06:10', until: '06:20' },
  ]
  const content = agenda([item('b', { seconds: 600, perWindow: 1, gapSeconds: 300 })], { windows })
  assert.deepEqual(told(content), ['b 06:00:00–06:10:00 1/1', 'b 06:10:00–06:20:00 1/1'])
})

test('where clocks change, a window keeps to what they show', () => {
  const items = [
    item('b', {
      seconds: 60,
      perWindow: 100,
      gapSeconds: 0,
      notBefore: '2026-03-27T00:00:00Z',
      notAfter: '2026-11-01T00:00:00Z',
    }),
  ]
  const length = (day: string, from: string, until: string) => {
    const content = agenda(items, { timeZone: 'Europe/Berlin', windows: [{ from, until }] })
    const noon = Date.parse(`${day}T12:00:00Z`)
    const { plays } = programmeOf(content, { from: noon - 86_400_000, until: noon })
    return plays.length
  }
  assert.equal(length('2026-03-28', '01:30', '03:15'), 100, 'an ordinary night, up to perWindow')
  assert.equal(length('2026-03-29', '01:30', '03:15'), 45, 'an hour is not there')
  assert.equal(length('2026-03-29', '03:00', '03:30'), 30)
  assert.equal(length('2026-10-25', '03:00', '03:30'), 30, 'after the hour that is there twice')
})

test('windows that a change of clocks would lay over each other follow each other', () => {
  const windows = [
    { from: '02:00', until: '02:30' },
    { from: '03:00', until: '04:00' },
  ]
  const more = { notBefore: '2026-03-28T00:00:00Z', notAfter: '2026-03-31T00:00:00Z' }
  const content = agenda([item('b', { ...more, seconds: 600, perWindow: 9, gapSeconds: 0 })], {
    windows,
    timeZone: 'Europe/Berlin',
  })
  const from = Date.parse('2026-03-28T23:00:00Z')
  const { plays } = programmeOf(content, { from, until: from + 6 * 3_600_000 })
  assert.deepEqual(
    plays.map(play => `${clockTime(play.from, 'Europe/Berlin')} ${play.part}`),
    ['03:00 1', '03:10 2', '03:20 3', '03:30 1', '03:40 2', '03:50 3'],
  )
})

test('the document holds instants with the offset of the zone, and milliseconds only where there are any', () => {
  const content = agenda([
    item('b', { audio: { sha256: DIGEST, milliseconds: 1500 }, perWindow: 2, gapSeconds: 0 }),
    item('too-long', { seconds: 3600, perWindow: 1 }),
  ])
  const period = { from: at('00:00:00'), until: at('12:00:00') }
  assert.deepEqual(programmeDocument(programmeOf(content, period), ZONE), {
    items: [
      {
        id: 'b',
        from: '2026-02-03T05:30:00+07:00',
        until: '2026-02-03T05:30:01.500+07:00',
        priority: 'normal',
        part: 1,
        of: 2,
        cut: false,
      },
      {
        id: 'b',
        from: '2026-02-03T05:30:01.500+07:00',
        until: '2026-02-03T05:30:03+07:00',
        priority: 'normal',
        part: 2,
        of: 2,
        cut: false,
      },
    ],
    missed: [{ id: 'too-long', why: 'window-full' }],
  })
})

// A second opinion: every second of it, as the contract reads ------------------------------------------------------

interface Naive {
  id: string
  index: number
  urgent: boolean
  seconds: number
  left: number
  part: number
  from: number
}

/** For zones without changes of clocks, and whole seconds. */
function secondBySecond(content: AgendaContent, from: number, until: number) {
  const items = content.items.map((one, index) => ({
    ...one,
    index,
    seconds: one.audio.milliseconds / 1000,
    begin: Date.parse(one.notBefore),
    end: Date.parse(one.notAfter),
  }))
  const issued = Date.parse(content.issuedAt)
  /** In seconds of the day at +07:00. */
  const clockOf = (when: number) => (when / 1000 + 7 * 3600) % 86_400
  const windows = content.windows.map(({ from, until }) =>
    [from, until].map(clock => {
      const [hours, minutes] = clock.split(':').map(Number)
      return hours * 3600 + minutes * 60
    }),
  )
  const isOpenAt = (when: number) => {
    const now = clockOf(when)
    return windows.findIndex(([from, until]) =>
      from < until ? now >= from && now < until : now >= from || now < until,
    )
  }
  /** How many seconds of the window that is open are left. */
  const closesIn = (when: number, open: number) => {
    let left = 1
    while (isOpenAt(when + left * 1000) === open && clockOf(when + left * 1000) !== windows[open][0]) left++
    return left
  }
  const out: ProgrammePlay[] = []
  const first = Math.min(from, issued, ...items.map(({ begin }) => begin))
  let now: Naive | null = null
  let silence = 0
  let silenceOfUrgent = false
  let open = -1
  let closes = 0
  let counts = items.map(() => 0)
  const rows = items.map(() => 0)
  const over = (when: number, cut: boolean) => {
    const play = now as Naive
    const { id, part } = play
    const { priority, perWindow: of } = items[play.index]
    if (play.from >= from && play.from < until) out.push({ id, priority, from: play.from, until: when, part, of, cut })
    now = null
  }
  for (let when = first; when < until || now !== null; when += 1000) {
    const urgentIsOn = () => now?.urgent === true
    if (now !== null && (now as Naive).left === 0) {
      const { index, urgent } = now as Naive
      if (urgent) rows[index]++
      else counts[index]++
      silence = items[index].gapSeconds
      silenceOfUrgent = urgent
      over(when, false)
    }
    const begins = open >= 0 && closes === 0
    const isOpen = isOpenAt(when)
    if (begins || isOpen !== open) {
      if (begins) silence = 0
      open = isOpen
      counts = items.map(() => 0)
      closes = open < 0 ? 0 : closesIn(when, open)
    }
    const isSilent = silence > 0
    const urgents = items
      .filter(
        one =>
          one.priority === 'urgent' &&
          Math.max(one.begin, issued) <= when &&
          rows[one.index] < one.perWindow &&
          when + one.seconds * 1000 <= one.end,
      )
      .sort((a, b) => {
        const [x, y] = [Math.max(a.begin, issued), Math.max(b.begin, issued)]
        return x - y || a.index - b.index
      })
    const urgent = urgents.find(one => rows[one.index] > 0) ?? urgents[0]
    if (urgent !== undefined && !urgentIsOn() && !(isSilent && silenceOfUrgent)) {
      if (now !== null) over(when, true)
      const { id, index, seconds } = urgent
      now = { id, index, urgent: true, seconds, left: seconds, part: rows[index] + 1, from: when }
      silence = 0
    } else if (now === null && !isSilent && open >= 0) {
      const may = items
        .filter(
          one =>
            one.priority !== 'urgent' &&
            one.begin <= when &&
            when + one.seconds * 1000 <= one.end &&
            one.seconds <= closes &&
            counts[one.index] < one.perWindow,
        )
        .sort(
          (a, b) =>
            counts[a.index] - counts[b.index] ||
            (a.priority === 'priority' ? 0 : 1) - (b.priority === 'priority' ? 0 : 1) ||
            a.index - b.index,
        )
      if (may[0] !== undefined) {
        const { id, index, seconds } = may[0]
        const part = counts[index] + 1
        now = { id, index, urgent: false, seconds, left: seconds, part, from: when }
      }
    }
    if (now !== null) (now as Naive).left--
    else if (silence > 0) silence--
    if (closes > 0) closes--
  }
  return out
}

function someAgenda(random: Random): AgendaContent {
  const two = (value: number) => String(value).padStart(2, '0')
  const begin = Date.parse('2026-02-03T00:00:00+07:00')
  // Windows of minutes, some of which touch, the last one over midnight.
  const windows: { from: string; until: string }[] = []
  let minute = random.below(4)
  while (minute < 55 && windows.length < 6) {
    const length = 1 + random.below(random.chance(50) ? 25 : 6)
    windows.push({ from: `00:${two(minute)}`, until: `00:${two(minute + length)}`.slice(0, 5) })
    minute += length + random.below(3) * random.below(6)
  }
  if (random.chance(40)) windows.push({ from: '23:57', until: `00:0${Number(windows[0]?.from.slice(3)) || 0}` })
  const usable = windows.filter(({ until }) => Number(until.slice(3)) < 60)
  const items = Array.from({ length: 1 + random.below(7) }, (_, index) => {
    const from = begin + (random.below(70) - 5) * 60_000 + random.below(3) * 7000
    return item(`i${index}`, {
      priority: (['normal', 'normal', 'priority', 'urgent'] as const)[random.below(4)],
      seconds: 1 + random.below(random.chance(30) ? 400 : 60),
      notBefore: new Date(from).toISOString(),
      notAfter: new Date(from + random.below(90) * 60_000).toISOString(),
      perWindow: 1 + random.below(4),
      gapSeconds: random.below(3) * random.below(40),
    })
  })
  const issuedAt = new Date(begin + (random.below(80) - 60) * 60_000).toISOString()
  return agenda(items, { windows: usable, issuedAt })
}

test('over random agendas the programme is what a walk second by second finds, and so are its parts', () => {
  let cuts = 0
  let urgents = 0
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed)
    const content = someAgenda(random)
    const from = at('00:00:00') + (random.below(50) - 8) * 60_000
    const until = from + random.below(90) * 60_000
    const { plays } = programmeOf(content, { from, until })
    const naive = secondBySecond(content, from, until)
    assert.deepEqual(plays, naive, `seed ${seed}: ${JSON.stringify(content)} ${from} ${until}`)
    cuts += plays.filter(({ cut }) => cut).length
    urgents += plays.filter(({ priority }) => priority === 'urgent').length
    for (const [index, play] of plays.entries())
      assert.ok(index === 0 || plays[index - 1].until <= play.from, `seed ${seed}: they overlap`)
  }
  assert.ok(cuts >= 8 && urgents > 200, `${cuts} cuts, ${urgents} urgents`)
})

test('a year of one cluster with every item of a large agenda has all its windows, in order, none late', () => {
  const items = Array.from({ length: 200 }, (_, index) =>
    item(`i${index}`, {
      seconds: 5 + (index % 90),
      perWindow: 1 + (index % 5),
      gapSeconds: index % 4,
      notBefore: '2026-01-01T00:00:00+07:00',
      notAfter: '2027-01-01T00:00:00+07:00',
    }),
  )
  const from = Date.parse('2026-01-01T00:00:00+07:00')
  const until = Date.parse('2027-01-01T00:00:00+07:00')
  const { plays } = programmeOf(agenda(items), { from, until })
  const perDay = plays.length / 365
  assert.equal(Math.round(perDay), perDay, 'one day is as every other')
  const opens = compatibleInstant('2026-01-01T05:30', ZONE) ?? 0
  for (const { from, until } of plays) {
    const intoDay = (from - opens) % 86_400_000
    assert.ok(intoDay < 3_600_000 || (intoDay >= 41_400_000 && intoDay < 45_000_000))
    assert.ok((until - opens) % 86_400_000 <= 45_000_000)
  }
})
