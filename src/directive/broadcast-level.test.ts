import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertIdentifier } from '../cbs/identifiers.ts'
import {
  LEVEL_MISMATCHES,
  type LevelMismatch,
  levelMismatches,
  soundsAlarm,
  usualBroadcast,
  usualEnd,
  usualTerms,
  warningOf,
} from './broadcast-level.ts'
import { type CapTerms, capTerms, priority, warningLevel } from './bulletin.ts'

const PRIORITIES = priority.options
const { severity: BAD, urgency: SOON, certainty: SURE } = capTerms.shape

function terms(
  severity: CapTerms['severity'],
  urgency: CapTerms['urgency'],
  certainty: CapTerms['certainty'],
): CapTerms {
  return { category: 'Health', eventCode: null, response: [], severity, urgency, certainty }
}

/** Every one that CAP has. */
const ALL_TERMS: readonly CapTerms[] = BAD.options.flatMap(severity =>
  SOON.options.flatMap(urgency => SURE.options.map(certainty => terms(severity, urgency, certainty))),
)
/** Every class that a broadcast may have, 4370 too. */
const ALL_LEVELS = warningLevel.shape.severity.options.flatMap(severity =>
  warningLevel.shape.urgency.options.flatMap(urgency =>
    warningLevel.shape.certainty.options.flatMap(certainty =>
      [false, true].map(isEmergency => ({ level: { severity, urgency, certainty }, isEmergency })),
    ),
  ),
)

const idOf = (of: Parameters<typeof usualBroadcast>[0]) => alertIdentifier(usualBroadcast(of).level)

test('without CAP a routine bulletin begins as one that sounds no alarm, one with priority and an urgent one as severe', () => {
  assert.deepEqual(
    PRIORITIES.map(level => [level, idOf({ priority: level, cap: null })]),
    [
      ['normal', 4396],
      ['priority', 4378],
      ['urgent', 4376],
    ],
  )
})

/** By severity, urgency and certainty of CAP: what an urgent bulletin begins as. Whatever is less than an alert begins as its level says. */
const CALLED: Readonly<Record<string, number>> = {
  'Extreme Immediate Observed': 4371,
  'Extreme Immediate Likely': 4372,
  'Extreme Expected Observed': 4373,
  'Extreme Expected Likely': 4374,
  'Severe Immediate Observed': 4375,
  'Severe Immediate Likely': 4376,
  'Severe Expected Observed': 4377,
  'Severe Expected Likely': 4378,
}

test('the whole table: by each level and each term of CAP, under which identifier a broadcast begins', () => {
  let looked = 0
  for (const cap of ALL_TERMS) {
    const words = `${cap.severity} ${cap.urgency} ${cap.certainty}`
    const called = CALLED[words] ?? null
    const isSevere = called !== null && called >= 4375
    const isLess =
      ['Moderate', 'Minor'].includes(cap.severity) ||
      ['Future', 'Past'].includes(cap.urgency) ||
      ['Possible', 'Unlikely'].includes(cap.certainty)
    const said = warningOf(cap)
    assert.equal(said === null ? null : alertIdentifier(said), called ?? (isLess ? 4396 : null), words)
    assert.deepEqual(
      PRIORITIES.map(level => idOf({ priority: level, cap })),
      [4396, isSevere ? called : isLess ? 4396 : 4378, called ?? 4376],
      words,
    )
    looked += 1
  }
  assert.equal(looked, 125)
})

test('a broadcast ends within the hour and is sent again no oftener than every minute, and what is only to be read more seldom', () => {
  const [now, hour] = [Date.parse('2026-02-03T07:00:00+07:00'), 3_600_000]
  assert.equal(usualEnd(now, null), now + hour)
  assert.equal(usualEnd(now, now + 72 * hour), now + hour)
  assert.equal(usualEnd(now, now + hour / 2), now + hour / 2)
  for (const cap of [null, ...ALL_TERMS])
    for (const level of PRIORITIES) {
      const { periodSeconds, isEmergency, level: warning } = usualBroadcast({ priority: level, cap })
      assert.equal(periodSeconds, warning.severity === 'advisory' ? 300 : 60)
      assert.equal(isEmergency, false)
    }
})

test('as a broadcast begins it never sounds the alarm for a routine bulletin, and contradicts CAP only where CAP contradicts the level', () => {
  for (const cap of [null, ...ALL_TERMS])
    for (const level of PRIORITIES) {
      const broadcast = usualBroadcast({ priority: level, cap })
      if (level === 'normal') assert.equal(soundsAlarm(broadcast), false)
      const found = levelMismatches({ priority: level, cap, broadcast })
      const alone = levelMismatches({ priority: level, cap, broadcast: null })
      assert.deepEqual(found, alone, JSON.stringify([level, cap]))
    }
})

test('the terms with which CAP begins agree with the level, and with the broadcast that begins beside them', () => {
  for (const level of PRIORITIES) {
    const { severity, urgency, certainty } = usualTerms(level)
    const cap = terms(severity, urgency, certainty)
    const broadcast = usualBroadcast({ priority: level, cap })
    assert.deepEqual(levelMismatches({ priority: level, cap, broadcast }), [])
    assert.deepEqual(broadcast, usualBroadcast({ priority: level, cap: null }))
  }
})

const LOUD = { level: { severity: 'severe', urgency: 'expected', certainty: 'likely' } } as const
const CASES: readonly (readonly [
  says: string,
  of: Parameters<typeof levelMismatches>[0],
  expected: readonly LevelMismatch[],
])[] = [
  [
    'a routine bulletin that rings every phone',
    { priority: 'normal', cap: terms('Moderate', 'Expected', 'Likely'), broadcast: { ...LOUD, isEmergency: false } },
    ['broadcast-louder-than-level'],
  ],
  [
    'with CAP that says as much as the broadcast, and more than the level',
    { priority: 'normal', cap: terms('Severe', 'Expected', 'Likely'), broadcast: { ...LOUD, isEmergency: false } },
    ['broadcast-louder-than-level', 'cap-above-level'],
  ],
  [
    'an urgent one that nobody hears',
    {
      priority: 'urgent',
      cap: null,
      broadcast: { level: { ...LOUD.level, severity: 'advisory' }, isEmergency: false },
    },
    ['broadcast-quieter-than-level'],
  ],
  [
    'an urgent one of which CAP says that it is moderate',
    { priority: 'urgent', cap: terms('Moderate', 'Expected', 'Likely'), broadcast: { ...LOUD, isEmergency: false } },
    ['cap-below-level'],
  ],
  [
    'CAP says at once, and the broadcast soon',
    { priority: 'urgent', cap: terms('Severe', 'Immediate', 'Likely'), broadcast: { ...LOUD, isEmergency: false } },
    ['broadcast-other-than-cap'],
  ],
  [
    'what no phone can switch off, beside what CAP calls extreme',
    { priority: 'urgent', cap: terms('Extreme', 'Immediate', 'Observed'), broadcast: { ...LOUD, isEmergency: true } },
    [],
  ],
  [
    'what no phone can switch off, beside what CAP calls severe',
    { priority: 'urgent', cap: terms('Severe', 'Immediate', 'Observed'), broadcast: { ...LOUD, isEmergency: true } },
    ['broadcast-other-than-cap'],
  ],
  [
    'what no phone can switch off, in one with priority',
    { priority: 'priority', cap: null, broadcast: { ...LOUD, isEmergency: true } },
    ['broadcast-louder-than-level'],
  ],
  [
    'CAP that does not know contradicts nothing',
    { priority: 'urgent', cap: terms('Unknown', 'Immediate', 'Unknown'), broadcast: { ...LOUD, isEmergency: false } },
    [],
  ],
]

test('level, CAP and broadcast that contradict each other are told, each contradiction once', () => {
  for (const [says, of, expected] of CASES) assert.deepEqual(levelMismatches(of), expected, says)
})

test('every class with every level and every term of CAP: louder than its level is always told, and nothing is told twice', () => {
  const seen = new Set<LevelMismatch>()
  for (const level of PRIORITIES)
    for (const cap of [null, ...ALL_TERMS])
      for (const broadcast of ALL_LEVELS) {
        const found = levelMismatches({ priority: level, cap, broadcast })
        for (const each of found) seen.add(each)
        assert.equal(new Set(found).size, found.length)
        const { severity } = broadcast.level
        const tooLoud =
          (level === 'normal' && soundsAlarm(broadcast)) ||
          (level === 'priority' && (severity === 'extreme' || broadcast.isEmergency))
        assert.equal(found.includes('broadcast-louder-than-level'), tooLoud)
      }
  assert.deepEqual([...seen].toSorted(), [...LEVEL_MISMATCHES].toSorted())
})
